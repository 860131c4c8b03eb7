/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-rows-row.h"

#include <glib/gi18n.h>

#include "jc-focus.h"
#include "jc-problem-row.h"
#include "jc-pointer.h"
#include "jc-row-drag.h"
#include "jc-row-item.h"
#include "jc-words.h"

struct _JcRowsRow
{
  GtkBox parent_instance;

  GtkLabel   *title;
  GtkLabel   *hint;
  GtkListBox *list;
  GtkButton  *add_button;
  GtkLabel   *empty;
  GtkListBox *problem_list;

  JcProblemRow     *problem;
  JcDossierSession *session;
  const JcField    *field; /* (unowned): the programme's */
  GPtrArray        *items; /* (element-type JcRowItem) (unowned): in the list's order */
};

enum
{
  ROW_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcRowsRow, jc_rows_row, GTK_TYPE_BOX)

static gboolean
find_item (JcRowsRow *self, gpointer item, guint *position)
{
  return g_ptr_array_find (self->items, item, position);
}

/* An expander hands the focus to what is in it, and has no use for it itself. */
static void
focus_item (JcRowsRow *self, guint position)
{
  gtk_widget_child_focus (g_ptr_array_index (self->items, position), GTK_DIR_TAB_FORWARD);
}

/* --- What a row's menu does --- */

static void
move_item (JcRowsRow *self, JcRowItem *item, int by)
{
  guint  position = 0;
  gint64 to;

  if (!find_item (self, item, &position))
    return;

  to = (gint64)position + by;
  if (to < 0 || to >= self->items->len)
    return;

  jc_dossier_session_move_row (self->session, self->field->pointer, position, (guint)to);
  focus_item (self, (guint)to);
}

static void
dropped_cb (GtkWidget *dragged, GtkWidget *target, gpointer user_data)
{
  JcRowsRow *self = user_data;
  guint      from = 0;
  guint      to = 0;

  if (!find_item (self, dragged, &from) || !find_item (self, target, &to))
    return;

  jc_dossier_session_move_row (self->session, self->field->pointer, from, to);
  focus_item (self, to);
}

static void
up_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_item (g_object_get_data (G_OBJECT (action), "jc-rows-row"), user_data, -1);
}

static void
down_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_item (g_object_get_data (G_OBJECT (action), "jc-rows-row"), user_data, 1);
}

static void
copy_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcRowsRow *self = g_object_get_data (G_OBJECT (action), "jc-rows-row");
  guint      position = 0;

  if (!find_item (self, user_data, &position))
    return;

  jc_dossier_session_copy_row (self->session, self->field->pointer, position);
  if (position + 1 < self->items->len)
    focus_item (self, position + 1);
}

static void
remove_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcRowsRow       *self = g_object_get_data (G_OBJECT (action), "jc-rows-row");
  g_autofree char *words = NULL;
  guint            position = 0;

  if (!find_item (self, user_data, &position))
    return;

  words = g_strdup_printf (_ ("Deleted: %s"),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (user_data)));
  jc_dossier_session_remove_row (self->session, self->field->pointer, position);
  if (self->items->len > 0)
    focus_item (self, MIN (position, self->items->len - 1));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->add_button));
  g_signal_emit (self, signals[ROW_REMOVED], 0, words);
}

static void
add_actions (JcRowsRow *self, GtkWidget *item)
{
  static const GActionEntry entries[] = {
    { "up", up_activated_cb },
    { "down", down_activated_cb },
    { "copy", copy_activated_cb },
    { "remove", remove_activated_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), item);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (group), entries[i].name);

      g_object_set_data (G_OBJECT (action), "jc-rows-row", self);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   jc_dossier_session_is_editable (self->session));
    }
  gtk_widget_insert_action_group (item, "row", G_ACTION_GROUP (group));
}

/* --- Showing --- */

static GHashTable *
dup_expanded_ids (JcRowsRow *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->items->len; i++)
    if (adw_expander_row_get_expanded (g_ptr_array_index (self->items, i)))
      g_hash_table_add (ids, g_strdup (jc_row_item_get_id (g_ptr_array_index (self->items, i))));

  return ids;
}

static void
rebuild (JcRowsRow *self)
{
  g_autoptr (GHashTable) expanded = dup_expanded_ids (self);
  guint n = jc_dossier_session_get_n_rows (self->session, self->field->pointer);

  jc_focus_leave (GTK_WIDGET (self->list));
  while (self->items->len > 0)
    {
      gtk_list_box_remove (self->list, g_ptr_array_index (self->items, self->items->len - 1));
      g_ptr_array_set_size (self->items, (int)self->items->len - 1);
    }

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *item = jc_row_item_new (self->session, self->field, i);

      add_actions (self, item);
      jc_row_drag_add (item, jc_row_item_get_handle (JC_ROW_ITEM (item)), dropped_cb, self);
      gtk_widget_set_visible (jc_row_item_get_handle (JC_ROW_ITEM (item)),
                              n > 1 && jc_dossier_session_is_editable (self->session));
      g_ptr_array_add (self->items, item);
      gtk_list_box_append (self->list, item);
      if (g_hash_table_contains (expanded, jc_row_item_get_id (JC_ROW_ITEM (item))))
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (item), TRUE);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), n == 0);
}

static void
show_state (JcRowsRow *self)
{
  JcCheck         *check = jc_dossier_session_get_check (self->session);
  gboolean         applies = jc_check_field_applies (check, self->field->pointer);
  const char      *label = jc_words_get (self->field->label);
  g_autofree char *title = jc_check_field_is_required (check, self->field->pointer)
                               ? g_strdup_printf ("%s *", label)
                               : g_strdup (label);
  GPtrArray       *findings = jc_dossier_session_get_shown (self->session, self->field->pointer);
  const JcFinding *worst = findings != NULL ? g_ptr_array_index (findings, 0) : NULL;

  gtk_label_set_label (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self), applies || self->items->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button),
                            jc_dossier_session_is_editable (self->session));
  jc_problem_row_say (self->problem, worst != NULL ? jc_words_get (worst->message) : NULL,
                      worst == NULL                            ? NULL
                      : worst->severity == JC_SEVERITY_ERROR   ? "error"
                      : worst->severity == JC_SEVERITY_WARNING ? "warning"
                                                               : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_list), worst != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  worst != NULL ? jc_words_get (worst->message) : "", -1);
}

static void
rows_changed_cb (JcRowsRow *self, const char *pointer)
{
  if (g_str_equal (pointer, self->field->pointer))
    rebuild (self);
}

static void
field_changed_cb (JcRowsRow *self, const char *pointer)
{
  if (pointer == NULL)
    rebuild (self);
  if (pointer == NULL || g_str_equal (pointer, self->field->pointer))
    show_state (self);
}

static void
add_clicked_cb (JcRowsRow *self)
{
  jc_dossier_session_add_row (self->session, self->field->pointer);
  if (self->items->len > 0)
    jc_row_item_go_to (g_ptr_array_index (self->items, self->items->len - 1), NULL);
}

static void
jc_rows_row_finalize (GObject *object)
{
  JcRowsRow *self = JC_ROWS_ROW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (jc_rows_row_parent_class)->finalize (object);
}

static void
jc_rows_row_class_init (JcRowsRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_rows_row_finalize;

  signals[ROW_REMOVED] = g_signal_new ("row-removed", JC_TYPE_ROWS_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/form/jc-rows-row.ui");
  gtk_widget_class_bind_template_child (widget_class, JcRowsRow, title);
  gtk_widget_class_bind_template_child (widget_class, JcRowsRow, hint);
  gtk_widget_class_bind_template_child (widget_class, JcRowsRow, list);
  gtk_widget_class_bind_template_child (widget_class, JcRowsRow, add_button);
  gtk_widget_class_bind_template_child (widget_class, JcRowsRow, empty);
  gtk_widget_class_bind_template_child (widget_class, JcRowsRow, problem_list);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
jc_rows_row_init (JcRowsRow *self)
{
  GtkWidget *problem = jc_problem_row_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_ptr_array_new ();
  self->problem = JC_PROBLEM_ROW (problem);
  gtk_list_box_append (self->problem_list, problem);
}

/**
 * jc_rows_row_new:
 * @session: the open dossier; kept
 * @field: a rows field of it
 *
 * Returns: (transfer floating): the field with its rows, closed
 */
GtkWidget *
jc_rows_row_new (JcDossierSession *session, const JcField *field)
{
  JcRowsRow       *self = g_object_new (JC_TYPE_ROWS_ROW, NULL);
  const char      *hint = jc_words_get (field->hint);
  const char      *label = jc_words_get (field->label);
  g_autofree char *add = g_strdup_printf (_ ("Add to “%s”"), label);
  g_autofree char *empty = g_strdup_printf (_ ("Nothing under “%s” yet"), label);

  self->session = g_object_ref (session);
  self->field = field;
  gtk_label_set_label (self->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint[0] != '\0');
  gtk_label_set_label (self->empty, empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  add, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  rebuild (self);
  show_state (self);
  g_signal_connect_object (session, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "field-changed", G_CALLBACK (field_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * jc_rows_row_go_to:
 * @self: a repeated field
 * @pointer: the field, one of its rows, or a row's field
 *
 * Returns: whether something took the focus
 */
gboolean
jc_rows_row_go_to (JcRowsRow *self, const char *pointer)
{
  g_auto (GStrv) tokens = NULL;
  guint64 position;

  g_return_val_if_fail (JC_IS_ROWS_ROW (self), FALSE);

  tokens = jc_pointer_split (pointer + strlen (self->field->pointer));
  if (tokens == NULL || tokens[0] == NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (self->add_button));

  position = g_ascii_strtoull (tokens[0], NULL, 10);
  if (position >= self->items->len)
    return FALSE;

  return jc_row_item_go_to (g_ptr_array_index (self->items, position), pointer);
}
