/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-code-picker.h"

#include <glib/gi18n.h>

#include "jc-words.h"

#define MAX_FOUND 300

struct _JcCodePicker
{
  AdwWindow parent_instance;

  GtkSearchEntry *search;
  GtkListView    *view;
  GtkStack       *stack;

  JcCodeList         *codes; /* (unowned): the programme's */
  GtkStringList      *found; /* codes */
  GtkSingleSelection *selection;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcCodePicker, jc_code_picker, ADW_TYPE_WINDOW)

/* Ids of the selectable codes that @query finds; all of them for an empty one. */
static GStrv
dup_found (JcCodePicker *self, const char *query)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) found = NULL;

  if (query[0] != '\0')
    found = jc_code_list_search (self->codes, query, MAX_FOUND);
  for (guint i = 0; found != NULL && i < found->len; i++)
    g_strv_builder_add (builder, ((const JcCode *)g_ptr_array_index (found, i))->code);
  for (guint i = 0; found == NULL && i < jc_code_list_get_n_codes (self->codes); i++)
    {
      const JcCode *code = jc_code_list_get_nth (self->codes, i);

      if (code->selectable)
        g_strv_builder_add (builder, code->code);
    }

  return g_strv_builder_end (builder);
}

static void
search (JcCodePicker *self)
{
  g_auto (GStrv) found = dup_found (self, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->found));

  gtk_string_list_splice (self->found, 0, n_before, (const char *const *)found);
  gtk_stack_set_visible_child_name (self->stack, found[0] != NULL ? "list" : "none");
}

static void
choose (JcCodePicker *self, const char *code)
{
  g_signal_emit (self, signals[CHOSEN], 0, code);
  gtk_window_close (GTK_WINDOW (self));
}

static void
row_activated_cb (JcCodePicker *self, guint position)
{
  const char *code = gtk_string_list_get_string (self->found, position);

  if (code != NULL)
    choose (self, code);
}

static void
search_activated_cb (JcCodePicker *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (selected != GTK_INVALID_LIST_POSITION)
    row_activated_cb (self, selected);
}

static void
search_changed_cb (JcCodePicker *self)
{
  search (self);
}

static void
clear_clicked_cb (JcCodePicker *self)
{
  choose (self, NULL);
}

static void
search_next_cb (JcCodePicker *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
setup_row_cb (JcCodePicker *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *path = gtk_label_new (NULL);

  gtk_widget_add_css_class (box, "jc-code-row");
  gtk_widget_add_css_class (path, "dim-label");
  gtk_widget_add_css_class (path, "caption");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (path), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_wrap (GTK_LABEL (path), TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), path);
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (JcCodePicker *self, GtkListItem *item)
{
  GtkStringObject *object = gtk_list_item_get_item (item);
  const JcCode    *code = jc_code_list_find (self->codes, gtk_string_object_get_string (object));
  GtkWidget       *box = gtk_list_item_get_child (item);
  GtkWidget       *name = gtk_widget_get_first_child (box);
  g_autofree char *path = jc_code_picker_dup_path (self->codes, code);
  g_autofree char *below = path != NULL ? g_strdup_printf ("%s · %s", code->code, path) : NULL;
  /* Translators: a choice read aloud: its name, then its number and what stands above it. */
  g_autofree char *label = below != NULL
                               ? g_strdup_printf (_ ("%s, %s"), jc_words_get (code->name), below)
                               : g_strdup (jc_words_get (code->name));
  GtkWidget       *second = gtk_widget_get_next_sibling (name);

  gtk_label_set_label (GTK_LABEL (name), jc_words_get (code->name));
  gtk_label_set_label (GTK_LABEL (second), below != NULL ? below : "");
  gtk_widget_set_visible (second, below != NULL);
  /* The list's own row widget is what takes the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
jc_code_picker_finalize (GObject *object)
{
  g_clear_object (&JC_CODE_PICKER (object)->found);

  G_OBJECT_CLASS (jc_code_picker_parent_class)->finalize (object);
}

static void
jc_code_picker_class_init (JcCodePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_code_picker_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", JC_TYPE_CODE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/form/jc-code-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, JcCodePicker, search);
  gtk_widget_class_bind_template_child (widget_class, JcCodePicker, view);
  gtk_widget_class_bind_template_child (widget_class, JcCodePicker, stack);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
jc_code_picker_init (JcCodePicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->found)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (self->selection);
}

/**
 * jc_code_picker_open:
 * @parent: a widget of the window it belongs to
 * @title: what is chosen
 * @codes: the list; outlives the window
 * @query: (nullable): what to look for at first
 * @chosen_cb: (object, code)
 * @object: a #GObject
 */
void
jc_code_picker_open (GtkWidget  *parent,
                     const char *title,
                     JcCodeList *codes,
                     const char *query,
                     GCallback   chosen_cb,
                     gpointer    object)
{
  JcCodePicker *self = g_object_new (JC_TYPE_CODE_PICKER, "title", title, "transient-for",
                                     gtk_widget_get_root (parent), NULL);

  self->codes = codes;
  if (query != NULL && jc_code_list_match (codes, query) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), query);
  search (self);
  /* Words that the list does not hold would hide it whole. */
  if (g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      search (self);
    }
  g_signal_connect_object (self, "chosen", chosen_cb, object, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * jc_code_picker_dup_path:
 * @codes: a list
 * @code: one of it
 *
 * Returns: (transfer full) (nullable): what stands above it
 */
char *
jc_code_picker_dup_path (JcCodeList *codes, const JcCode *code)
{
  g_autoptr (GString) path = g_string_new (NULL);
  const JcCode *above = code->parent != NULL ? jc_code_list_find (codes, code->parent) : NULL;

  for (guint depth = 0; above != NULL && depth < 8; depth++)
    {
      if (path->len > 0)
        g_string_prepend (path, " › ");
      g_string_prepend (path, jc_words_get (above->name));
      above = above->parent != NULL ? jc_code_list_find (codes, above->parent) : NULL;
    }

  return path->len > 0 ? g_string_free (g_steal_pointer (&path), FALSE) : NULL;
}
