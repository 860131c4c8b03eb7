/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-row-item.h"

#include <glib/gi18n.h>

#include "jc-field-block.h"
#include "jc-json.h"
#include "jc-pointer.h"
#include "jc-words.h"

/* A title of more values than these does not fit one line. */
#define MAX_TITLE_VALUES 3

struct _JcRowItem
{
  AdwExpanderRow parent_instance;

  JcDossierSession *session;
  const JcField    *field; /* (unowned): the rows field */
  guint             position;
  char             *id;
  char             *pointer;
  GPtrArray        *blocks; /* (element-type JcFieldBlock) (unowned): made when first opened */
  GtkWidget        *menu_button;
  GtkWidget        *handle;
};

G_DEFINE_FINAL_TYPE (JcRowItem, jc_row_item, ADW_TYPE_EXPANDER_ROW)

static char *
dup_member_words (JcRowItem *self, const JcField *member)
{
  g_autofree char *pointer = jc_pointer_append (self->pointer, member->key);
  JsonNode        *value = jc_dossier_session_get_value (self->session, pointer);

  if (jc_json_is_blank (value) || member->type == JC_FIELD_LONG_TEXT)
    return NULL;

  return jc_field_dup_display (member, jc_dossier_session_get_programme (self->session), value,
                               jc_language_get_default ());
}

static char *
dup_summary (JcRowItem *self)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->field->fields->len && n < MAX_TITLE_VALUES; i++)
    {
      g_autofree char *value = dup_member_words (self, g_ptr_array_index (self->field->fields, i));

      if (value == NULL)
        continue;
      if (n > 0)
        g_string_append (words, " · ");
      g_string_append (words, value);
      n++;
    }

  return n > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : g_strdup (_ ("Still empty"));
}

static guint
count_problems (JcRowItem *self)
{
  guint n = 0;

  for (guint i = 0; i < self->field->fields->len; i++)
    {
      const JcField   *member = g_ptr_array_index (self->field->fields, i);
      g_autofree char *pointer = jc_pointer_append (self->pointer, member->key);
      GPtrArray       *findings = jc_dossier_session_get_shown (self->session, pointer);

      n += findings != NULL ? findings->len : 0;
    }

  return n;
}

static void
show_title (JcRowItem *self)
{
  g_autofree char *summary = dup_summary (self);
  g_autofree char *title = g_strdup_printf ("%u. %s", self->position + 1, summary);
  guint            n_problems = count_problems (self);
  g_autofree char *problems = NULL;
  g_autofree char *menu_name
      = g_strdup_printf (_ ("What to do with %s, no. %u"), jc_words_get (self->field->label),
                         self->position + 1);

  if (n_problems > 0)
    problems = g_strdup_printf (ngettext ("%u problem", "%u problems", n_problems), n_problems);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), problems != NULL ? problems : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu_name, -1);
}

static void
make_fields (JcRowItem *self)
{
  if (self->blocks->len > 0)
    return;

  for (guint i = 0; i < self->field->fields->len; i++)
    {
      const JcField   *member = g_ptr_array_index (self->field->fields, i);
      g_autofree char *pointer = jc_pointer_append (self->pointer, member->key);
      JcFieldBlock    *block = jc_field_block_new (self->session, member, pointer);

      g_ptr_array_add (self->blocks, block);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), jc_field_block_get_row (block));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), jc_field_block_get_note (block));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), jc_field_block_get_problem (block));
    }
}

static void
expanded_cb (JcRowItem *self)
{
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    make_fields (self);
}

static void
field_changed_cb (JcRowItem *self, const char *pointer)
{
  if (pointer == NULL || jc_pointer_is_below (pointer, self->pointer))
    show_title (self);
}

static void
jc_row_item_finalize (GObject *object)
{
  JcRowItem *self = JC_ROW_ITEM (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->pointer);

  G_OBJECT_CLASS (jc_row_item_parent_class)->finalize (object);
}

static void
jc_row_item_class_init (JcRowItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_row_item_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/form/jc-row-item.ui");
  gtk_widget_class_bind_template_child (widget_class, JcRowItem, menu_button);
  gtk_widget_class_bind_template_child (widget_class, JcRowItem, handle);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "row.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "row.down", NULL);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
}

static void
jc_row_item_init (JcRowItem *self)
{
  self->blocks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_row_item_new:
 * @session: the open dossier; kept
 * @field: a rows field of it
 * @position: one of its rows
 *
 * Returns: (transfer floating): the row, closed
 */
GtkWidget *
jc_row_item_new (JcDossierSession *session, const JcField *field, guint position)
{
  JcRowItem       *self = g_object_new (JC_TYPE_ROW_ITEM, NULL);
  g_autofree char *number = g_strdup_printf ("%u", position);
  JsonNode        *row;

  self->session = g_object_ref (session);
  self->field = field;
  self->position = position;
  self->pointer = jc_pointer_append (field->pointer, number);
  row = jc_dossier_session_get_value (session, self->pointer);
  self->id = g_strdup (jc_json_get_string (jc_json_as_object (row), "id", number));
  show_title (self);
  g_signal_connect_object (session, "field-changed", G_CALLBACK (field_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * jc_row_item_get_id:
 * @self: a row
 *
 * Returns: (transfer none): its id
 */
const char *
jc_row_item_get_id (JcRowItem *self)
{
  g_return_val_if_fail (JC_IS_ROW_ITEM (self), NULL);

  return self->id;
}

/**
 * jc_row_item_get_handle:
 * @self: a row
 *
 * Returns: (transfer none): what it is dragged by
 */
GtkWidget *
jc_row_item_get_handle (JcRowItem *self)
{
  g_return_val_if_fail (JC_IS_ROW_ITEM (self), NULL);

  return self->handle;
}

/**
 * jc_row_item_go_to:
 * @self: a row
 * @pointer: (nullable): one of its fields; %NULL or another: its first one
 *
 * Returns: whether something took the focus
 */
gboolean
jc_row_item_go_to (JcRowItem *self, const char *pointer)
{
  g_return_val_if_fail (JC_IS_ROW_ITEM (self), FALSE);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  make_fields (self);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      JcFieldBlock *block = g_ptr_array_index (self->blocks, i);

      if (g_strcmp0 (jc_field_block_get_pointer (block), pointer) == 0)
        return jc_field_block_grab_focus (block);
    }

  return self->blocks->len > 0 && jc_field_block_grab_focus (g_ptr_array_index (self->blocks, 0));
}
