/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include "jc-json.h"
#include "jc-pointer.h"

/* --- Windows --- */

static void
check_windows (JcLint *lint)
{
  for (guint i = 0; i < lint->programme->windows->len; i++)
    {
      const JcProgrammeWindow *window = g_ptr_array_index (lint->programme->windows, i);
      g_autofree char         *at = g_strdup_printf ("/windows/%u", i);
      JcSpan                   span;

      if (!jc_span_parse (&span, window->from, window->until, NULL))
        jc_lint_add (
            lint, at, "window_order",
            jc_text_new_printf ("从 %s 到 %s，先关后开：把两头对调。",
                                "From %s until %s it closes before it opens: put the two in "
                                "order.",
                                window->from, window->until));
    }
}

/* --- Both languages --- */

static gboolean
lacks_language (JsonObject *object, const char *name)
{
  const char *words = jc_json_get_string (object, name, "");

  return *words == '\0';
}

static void
check_translations (JcLint *lint, JsonNode *node, const char *at)
{
  JsonObject    *object = jc_json_as_object (node);
  JsonArray     *array = jc_json_as_array (node);
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *item_at = g_strdup_printf ("%s/%u", at, i);

      check_translations (lint, json_array_get_element (array, i), item_at);
    }
  if (object == NULL)
    return;

  if ((json_object_has_member (object, "zh") || json_object_has_member (object, "en"))
      && (lacks_language (object, "zh") || lacks_language (object, "en")))
    jc_lint_add (lint, at, "missing_translation",
                 lacks_language (object, "zh")
                     ? jc_text_new ("缺中文：补上 zh。", "The Chinese is missing: add zh.")
                     : jc_text_new ("缺英文：补上 en。", "The English is missing: add en."));

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_autofree char *member_at = jc_pointer_append (at, name);

      if (!g_str_equal (name, "sample"))
        check_translations (lint, member, member_at);
    }
}

/* --- Copies --- */

static gboolean
copies_equal (JsonArray *copies)
{
  JsonObject *first = jc_json_as_object (json_array_get_element (copies, 0));

  for (guint i = 1; i < json_array_get_length (copies); i++)
    {
      JsonObject *other = jc_json_as_object (json_array_get_element (copies, i));

      if (jc_json_get_int (first, "paper", 0) != jc_json_get_int (other, "paper", 0)
          || jc_json_get_int (first, "electronic", 0) != jc_json_get_int (other, "electronic", 0))
        return FALSE;
    }

  return TRUE;
}

/* The notice itself counts differently in two places (fields §7, C1 and C2): whoever reads the
 * definition has to be told why. */
static void
check_copies (JcLint *lint)
{
  JsonArray *documents = jc_json_get_array (lint->json, "documents");

  for (guint i = 0; documents != NULL && i < json_array_get_length (documents); i++)
    {
      JsonObject *document = jc_json_as_object (json_array_get_element (documents, i));
      JsonArray  *copies = jc_json_get_array (document, "copies");
      g_autoptr (JcText) note = jc_json_dup_text (document, "copies_note");
      g_autofree char *at = g_strdup_printf ("/documents/%u/copies", i);

      if (copies == NULL || json_array_get_length (copies) == 0 || copies_equal (copies)
          || *jc_text_get (note, JC_LANGUAGE_ZH) != '\0')
        continue;

      jc_lint_add (
          lint, at, "copies_differ",
          jc_text_new_printf ("%s 的份数前后不一，又没有说明：改成一致，或用 copies_note 说明。",
                              "The numbers of copies of %s differ and nothing says why: make "
                              "them equal, or explain in copies_note.",
                              jc_json_get_string (document, "id", "")));
    }
}

/* --- Ranges --- */

static void
add_bad_range (JcLint *lint, const char *at, double low, double high)
{
  char min[G_ASCII_DTOSTR_BUF_SIZE];
  char max[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (min, sizeof min, "%.15g", low);
  g_ascii_formatd (max, sizeof max, "%.15g", high);
  jc_lint_add (lint, at, "bad_range",
               jc_text_new_printf ("下限 %s 大于上限 %s：改掉其中一个。",
                                   "The lower limit %s is above the upper one %s: change one.", min,
                                   max));
}

static gboolean
is_number (JsonNode *node)
{
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static void
check_range (JcLint *lint, const JcField *field, const char *at)
{
  if (field->max_length > 0 && field->min_length > field->max_length)
    add_bad_range (lint, at, field->min_length, field->max_length);
  if (field->max_items > 0 && field->min_items > field->max_items)
    add_bad_range (lint, at, field->min_items, field->max_items);
  if (is_number (field->minimum) && is_number (field->maximum)
      && json_node_get_double (field->minimum) > json_node_get_double (field->maximum))
    add_bad_range (lint, at, json_node_get_double (field->minimum),
                   json_node_get_double (field->maximum));

  for (guint i = 0; field->fields != NULL && i < field->fields->len; i++)
    {
      g_autofree char *member_at = g_strdup_printf ("%s/fields/%u", at, i);

      check_range (lint, g_ptr_array_index (field->fields, i), member_at);
    }
}

static void
check_ranges (JcLint *lint)
{
  for (guint i = 0; i < lint->programme->kinds->len; i++)
    {
      const JcKind *kind = g_ptr_array_index (lint->programme->kinds, i);

      for (guint j = 0; j < kind->sections->len; j++)
        {
          const JcSection *section = g_ptr_array_index (kind->sections, j);

          for (guint k = 0; k < section->fields->len; k++)
            {
              g_autofree char *at = g_strdup_printf ("/kinds/%u/sections/%u/fields/%u", i, j, k);

              check_range (lint, g_ptr_array_index (section->fields, k), at);
            }
        }
    }
}

/**
 * jc_lint_paper:
 * @self: a run
 *
 * window_order, missing_translation, copies_differ, bad_range.
 */
void
jc_lint_paper (JcLint *self)
{
  check_windows (self);
  check_translations (self, jc_programme_get_json (self->programme), "");
  check_copies (self);
  check_ranges (self);
}
