/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-arguments.h"

#include <gio/gio.h>

static const char *const options[] = { "data", "id", "window", "help!", NULL };

static JcArguments *
parse (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GError) error = NULL;
  JcArguments *arguments = jc_arguments_parse ((const char *const *)words, options, &error);

  if (arguments == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);

  return arguments;
}

static const struct
{
  const char *path;
  const char *line;
  guint       n_words; /* G_MAXUINT: refused */
  const char *data;
} cases[] = {
  { "/server/arguments/after", "init --data d", 1, "d" },
  { "/server/arguments/before", "--data d init", 1, "d" },
  { "/server/arguments/between", "round --data d open", 2, "d" },
  { "/server/arguments/equals", "init --data=d", 1, "d" },
  { "/server/arguments/equals-twice", "init --data=a=b", 1, "a=b" },
  { "/server/arguments/dashed-value", "init --data --id", 1, "--id" },
  { "/server/arguments/last-counts", "init --data a --data b", 1, "b" },
  { "/server/arguments/words-only", "--data d -- --id -x", 2, "d" },
  { "/server/arguments/dash-is-a-word", "restore - --data d", 2, "d" },
  { "/server/arguments/flag", "--help --data d init", 1, "d" },
  { "/server/arguments/unknown", "init --dat d", G_MAXUINT, NULL },
  { "/server/arguments/longer", "init --database d", G_MAXUINT, NULL },
  { "/server/arguments/short", "init -d d", G_MAXUINT, NULL },
  { "/server/arguments/no-value", "init --data", G_MAXUINT, NULL },
  { "/server/arguments/flag-with-value", "init --help=yes", G_MAXUINT, NULL },
};

static void
test_parse (gconstpointer data)
{
  const typeof (cases[0]) *row = data;
  g_autoptr (JcArguments) arguments = parse (row->line);

  g_assert_cmpint (arguments == NULL, ==, row->n_words == G_MAXUINT);
  if (arguments == NULL)
    return;

  g_assert_cmpuint (jc_arguments_get_n_words (arguments), ==, row->n_words);
  g_assert_cmpstr (jc_arguments_get (arguments, "data"), ==, row->data);
}

static void
test_repeated (void)
{
  static const char *const allowed[] = { "data", "window", NULL };
  g_autoptr (JcArguments) arguments = parse ("--window a=1/2 open --window=b=3/4 --data d");
  GPtrArray *windows = jc_arguments_get_all (arguments, "window");

  g_assert_cmpuint (windows->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (windows, 0), ==, "a=1/2");
  g_assert_cmpstr (g_ptr_array_index (windows, 1), ==, "b=3/4");
  g_assert_null (jc_arguments_find_other (arguments, allowed));
  g_assert_cmpstr (jc_arguments_find_other (arguments, allowed + 1), ==, "data");
  g_assert_null (jc_arguments_get_word (arguments, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_parse);
  g_test_add_func ("/server/arguments/repeated", test_repeated);

  return g_test_run ();
}
