/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-derived-row.h"

#include <glib/gi18n.h>

#include "jc-json.h"
#include "jc-words.h"

/* More labels than these say less. */
#define MAX_ORIGINS 3

struct _JcDerivedRow
{
  AdwActionRow parent_instance;

  const JcField *field; /* (unowned): the programme's */
  JcProgramme   *programme;
  char          *origin;
};

static void field_row_iface_init (JcFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (JcDerivedRow,
                               jc_derived_row,
                               ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (JC_TYPE_FIELD_ROW, field_row_iface_init))

static void
set_value (JcFieldRow *row, JsonNode *value)
{
  JcDerivedRow    *self = JC_DERIVED_ROW (row);
  g_autofree char *shown
      = jc_field_dup_display (self->field, self->programme, value, jc_language_get_default ());
  g_autofree char *words = NULL;

  if (shown[0] == '\0' && self->origin != NULL)
    words = g_strdup_printf (_ ("Follows from %s"), self->origin);
  else if (shown[0] == '\0')
    words = g_strdup (_ ("Not yet known"));
  else if (self->origin != NULL)
    words = g_strdup_printf (_ ("%s (from %s)"), shown, self->origin);
  else
    words = g_strdup (shown);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
}

static void
set_title (JcFieldRow *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
}

static GtkWidget *
get_control (JcFieldRow *row)
{
  return GTK_WIDGET (row);
}

static void
field_row_iface_init (JcFieldRowInterface *iface)
{
  iface->set_value = set_value;
  iface->set_title = set_title;
  iface->get_control = get_control;
}

static void
jc_derived_row_finalize (GObject *object)
{
  JcDerivedRow *self = JC_DERIVED_ROW (object);

  g_clear_pointer (&self->programme, jc_programme_unref);
  g_free (self->origin);

  G_OBJECT_CLASS (jc_derived_row_parent_class)->finalize (object);
}

static void
jc_derived_row_class_init (JcDerivedRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_derived_row_finalize;
}

static void
jc_derived_row_init (JcDerivedRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "jc-value-row");
}

static void
collect_origins (JsonNode *logic, const JcKind *kind, GPtrArray *labels)
{
  JsonObject *object = jc_json_as_object (logic);
  JsonArray  *array = jc_json_as_array (logic);
  const char *name = jc_json_get_string (object, "var", NULL);

  if (name != NULL)
    {
      const JcField *field = jc_kind_find_field (kind, name);
      const char    *label = field != NULL ? jc_words_get (field->label) : NULL;

      if (label != NULL && !g_ptr_array_find_with_equal_func (labels, label, g_str_equal, NULL))
        g_ptr_array_add (labels, (gpointer)label);
      return;
    }

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    collect_origins (json_array_get_element (array, i), kind, labels);
  if (object != NULL)
    {
      g_autoptr (GList) values = json_object_get_values (object);

      for (GList *l = values; l != NULL; l = l->next)
        collect_origins (l->data, kind, labels);
    }
}

/**
 * jc_derived_row_dup_origin:
 * @kind: the field's kind of dossier
 * @field: a derived field
 *
 * Returns: (transfer full) (nullable): the labels of what it follows from, joined
 */
char *
jc_derived_row_dup_origin (const JcKind *kind, const JcField *field)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  if (field->derived != NULL)
    collect_origins (field->derived, kind, labels);
  if (labels->len == 0 || labels->len > MAX_ORIGINS)
    return NULL;

  g_ptr_array_add (labels, NULL);

  /* Translators: between the labels of several fields. */
  return g_strjoinv (_ (", "), (char **)labels->pdata);
}

/**
 * jc_derived_row_new:
 * @field: what it shows
 * @programme: kept
 * @origin: (nullable): what it follows from
 *
 * Returns: (transfer floating): a row without a value
 */
GtkWidget *
jc_derived_row_new (const JcField *field, JcProgramme *programme, const char *origin)
{
  JcDerivedRow *self = g_object_new (JC_TYPE_DERIVED_ROW, NULL);

  self->field = field;
  self->programme = jc_programme_ref (programme);
  self->origin = g_strdup (origin);

  return GTK_WIDGET (self);
}
