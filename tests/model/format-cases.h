/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-format.h"
#include "jc-json.h"

G_BEGIN_DECLS

/**
 * FormatCase:
 * @name: last part of the test's path
 * @text: what is typed
 * @expect: the code, or the whole valid verdict as canonical JSON
 */
typedef struct
{
  const char *name;
  const char *text;
  const char *expect;
} FormatCase;

typedef struct
{
  const char            *format;
  const JcFormatOptions *options;
  const FormatCase      *row;
} BoundCase;

/* Every code of a verdict has words, and a normal form stands when it is read again. */
static inline void
run_format_case (gconstpointer data)
{
  const BoundCase  *bound = data;
  const FormatCase *row = bound->row;
  g_autoptr (JsonNode) verdict = jc_format_check (bound->format, row->text, bound->options);
  g_autofree char *canonical = jc_json_to_canonical (verdict);
  g_autofree char *normal = jc_format_dup_normal (bound->format, verdict);

  if (row->expect[0] == '{')
    {
      g_autoptr (JsonNode) again = jc_format_check (bound->format, normal, bound->options);
      g_autofree char *normal_again = jc_format_dup_normal (bound->format, again);

      g_assert_cmpstr (canonical, ==, row->expect);
      if (!g_str_equal (bound->format, "money"))
        g_assert_cmpstr (normal_again, ==, normal);
    }
  else
    {
      JsonObject *object = jc_json_as_object (verdict);
      g_autoptr (JcText) message = jc_format_dup_message (bound->format, row->expect, row->text);

      g_assert_cmpstr (jc_json_get_string (object, "code", NULL), ==, row->expect);
      g_assert_false (jc_json_get_boolean (object, "valid", TRUE));
      g_assert_null (normal);
      g_assert_nonnull (message);
    }
}

static inline void
add_format_cases (const char            *format,
                  const JcFormatOptions *options,
                  const FormatCase      *rows,
                  gsize                  n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/%s/%s", format, rows[i].name);
      BoundCase       *bound = g_new0 (BoundCase, 1);

      bound->format = format;
      bound->options = options;
      bound->row = &rows[i];
      g_test_add_data_func_full (path, bound, run_format_case, g_free);
    }
}

/* What a person reads about @text. */
static inline void
assert_words (
    const char *format, const char *code, const char *text, const char *zh, const char *en)
{
  g_autoptr (JcText) message = jc_format_dup_message (format, code, text);

  g_assert_nonnull (message);
  g_assert_cmpstr (message->zh, ==, zh);
  g_assert_cmpstr (message->en, ==, en);
}

G_END_DECLS
