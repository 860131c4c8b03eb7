/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-jump-popover.h"

#include <glib/gi18n.h>

#include "jc-words.h"

/* What one look takes in; a person who wants more types another character. */
#define MAX_FOUND 40

struct _JcJumpPopover
{
  GtkPopover parent_instance;

  GtkSearchEntry *search;
  GtkListBox     *list;
  GtkLabel       *none;

  JcDossierSession *session;
  guint             n_found;
};

enum
{
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcJumpPopover, jc_jump_popover, GTK_TYPE_POPOVER)

/* --- Finding --- */

static gboolean
matches (const char *text, const char *query)
{
  g_autofree char *folded = jc_format_fold_key (text);

  return strstr (folded, query) != NULL;
}

static void
add_found (JcJumpPopover *self,
           const char    *title,
           const char    *subtitle,
           const char    *target,
           const char    *query)
{
  GtkWidget *row;

  if (self->n_found >= MAX_FOUND || !matches (title, query))
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "jc-target", g_strdup (target), g_free);
  gtk_list_box_append (self->list, row);
  self->n_found++;
}

static void
find_fields (JcJumpPopover *self, const char *query)
{
  const JcKind *kind = jc_dossier_session_get_kind (self->session);
  JcCheck      *check = jc_dossier_session_get_check (self->session);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);
      const char      *title = jc_words_get (section->title);

      add_found (self, title, _ ("Section"), section->id, query);
      for (guint j = 0; j < section->fields->len; j++)
        {
          const JcField *field = g_ptr_array_index (section->fields, j);

          if (field->derived == NULL && jc_check_field_applies (check, field->pointer))
            add_found (self, jc_words_get (field->label), title, field->pointer, query);
        }
    }
}

static void
find_slots (JcJumpPopover *self, const char *query)
{
  const JcKind *kind = jc_dossier_session_get_kind (self->session);

  for (guint i = 0; i < kind->slots->len; i++)
    {
      const JcSlot    *slot = g_ptr_array_index (kind->slots, i);
      g_autofree char *target = g_strconcat ("slot:", slot->id, NULL);

      add_found (self, jc_words_get (slot->label), _ ("Attachment"), target, query);
    }
}

static void
find_problems (JcJumpPopover *self, const char *query)
{
  GPtrArray *findings = jc_check_get_findings (jc_dossier_session_get_check (self->session));

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      /* What is merely missing is found by its field. */
      if (finding->pointer != NULL && !g_str_equal (finding->code, "missing"))
        add_found (self, jc_words_get (finding->message), _ ("Problem"), finding->pointer, query);
    }
}

static void
find_all (JcJumpPopover *self)
{
  g_autofree char *query = jc_format_fold_key (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  GtkListBoxRow   *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  self->n_found = 0;
  find_fields (self, query);
  find_slots (self, query);
  find_problems (self, query);

  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_widget_set_visible (GTK_WIDGET (self->none), self->n_found == 0);
}

static void
row_activated_cb (JcJumpPopover *self, GtkListBoxRow *row)
{
  g_autofree char *target = g_strdup (g_object_get_data (G_OBJECT (row), "jc-target"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[GO_TO], 0, target);
}

static void
search_changed_cb (JcJumpPopover *self)
{
  find_all (self);
}

static void
search_activated_cb (JcJumpPopover *self)
{
  GtkListBoxRow *row;

  /* What was typed last may not have been looked for yet. */
  find_all (self);
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    row_activated_cb (self, row);
}

static void
search_stopped_cb (JcJumpPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
shown_cb (JcJumpPopover *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  find_all (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static gboolean
key_pressed_cb (JcJumpPopover *self, guint keyval)
{
  if (keyval != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);

  return GDK_EVENT_STOP;
}

static void
jc_jump_popover_finalize (GObject *object)
{
  g_clear_object (&JC_JUMP_POPOVER (object)->session);

  G_OBJECT_CLASS (jc_jump_popover_parent_class)->finalize (object);
}

static void
jc_jump_popover_class_init (JcJumpPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_jump_popover_finalize;

  signals[GO_TO] = g_signal_new ("go-to", JC_TYPE_JUMP_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/dossier/jc-jump-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, JcJumpPopover, search);
  gtk_widget_class_bind_template_child (widget_class, JcJumpPopover, list);
  gtk_widget_class_bind_template_child (widget_class, JcJumpPopover, none);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
jc_jump_popover_init (JcJumpPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_jump_popover_new:
 * @session: the open dossier; kept
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
jc_jump_popover_new (JcDossierSession *session)
{
  JcJumpPopover *self = g_object_new (JC_TYPE_JUMP_POPOVER, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}
