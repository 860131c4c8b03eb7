/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Changes seeds at random, from a fixed beginning, a fixed number of times: the same run
 * everywhere.
 * --seed and --runs make another, longer one; files as arguments are run instead. The input of a
 * run that breaks off stays in the temporary folder. */

#include "config.h"

#include "fuzz-driver.h"

#include "fuzz-tree.h"

#ifndef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MAX_CHANGES 5
#define MAX_POOL 2000

/* Words that readers trip over. */
/* clang-format off */
static const char *const words[] = {
  "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u0000", "\\ud800", "\\udc00", "null", "true", "false", "0", "-0", "-1",
  "1e400", "1e-400", "1e308", "0.1", "01", "9007199254740993", "2147483648", "-9223372036854775809",
  "2025-02-29", "2024-02-29", "9999-12-31", "0000-00-00", "\xff", "\xed\xa0\x80", "\xef\xbb\xbf", "\xe2\x80\x8b",
  "　", "１２", "匠", "𬱖", "·", "10人以上", "平方米", "转", "+86", "var", "map", "reduce", "filter", "all", "merge",
  "missing", "missing_some", "accumulator", "current", "cat", "substr", "if", "==", "===", "!!", "%", "/", "in",
  "age_at", "days_between", "working_days_after", "count", "distinct", "id", "~1", "*", "-", "[[[[[[[[", "{\"a\":",
  "\"values\"", "\"required\"", "\"derived\"", "\"applies\"",
};
/* clang-format on */

static int seed = 20251009;
static int n_runs;

static gsize
choose (GRand *dice, gsize n)
{
  return n == 0 ? 0 : (gsize)g_rand_int_range (dice, 0, (gint32)MIN (n, G_MAXINT32));
}

static void
insert_piece (GRand *dice, GString *text, GBytes *other)
{
  gsize       size;
  const char *bytes = g_bytes_get_data (other, &size);
  gsize       from = choose (dice, size);

  g_string_insert_len (text, (gssize)choose (dice, text->len + 1), bytes + from,
                       (gssize)choose (dice, MIN (size - from, 512) + 1));
}

static void
change_once (GRand *dice, GString *text, GPtrArray *pool)
{
  gsize       at = choose (dice, text->len);
  gsize       length = 1 + choose (dice, MIN (text->len - at, 64));
  const char *word = words[choose (dice, G_N_ELEMENTS (words))];

  switch (choose (dice, 7))
    {
    case 0:
      if (text->len > 0)
        text->str[at] = (char)(text->str[at] ^ (1 << choose (dice, 8)));
      break;
    case 1:
      g_string_insert_c (text, (gssize)at, (char)choose (dice, 256));
      break;
    case 2:
      if (text->len > length)
        g_string_erase (text, (gssize)at, (gssize)MIN (length, text->len - at));
      break;
    case 3:
      insert_piece (dice, text, g_ptr_array_index (pool, choose (dice, pool->len)));
      break;
    case 4:
      g_string_overwrite_len (text, at, word, (gssize)MIN (strlen (word), text->len - at));
      break;
    default:
      g_string_insert (text, (gssize)at, word);
      break;
    }
  if (text->len > jc_fuzz_target.max_bytes)
    g_string_truncate (text, jc_fuzz_target.max_bytes);
}

static GBytes *
new_input (GRand *dice, GPtrArray *pool)
{
  GBytes     *parent = g_ptr_array_index (pool, choose (dice, pool->len));
  GBytes     *donor = g_ptr_array_index (pool, choose (dice, pool->len));
  gsize       size;
  const char *bytes = g_bytes_get_data (parent, &size);
  g_autoptr (GString) text = g_string_new_len (bytes, (gssize)size);

  if (jc_fuzz_target.is_json && g_rand_boolean (dice))
    {
      g_autofree char *changed = jc_fuzz_tree_change (dice, parent, donor);

      if (changed != NULL && strlen (changed) <= jc_fuzz_target.max_bytes)
        return g_bytes_new (changed, strlen (changed));
    }

  for (gsize n = 1 + choose (dice, MAX_CHANGES); n > 0; n--)
    change_once (dice, text, pool);

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* Keeps what runs now, for the one who has to look at it. */
static void
note_input (int fd, const guint8 *data, gsize size)
{
  if (ftruncate (fd, 0) != 0 || pwrite (fd, data, size, 0) != (gssize)size)
    g_error ("the input could not be kept");
}

static int
run_input (int fd, GBytes *input)
{
  gsize            size;
  const guint8    *data = g_bytes_get_data (input, &size);
  g_autofree char *copy = g_memdup2 (data, size);

  note_input (fd, data, size);

  /* A block of its own, so that reading past the end shows. */
  return LLVMFuzzerTestOneInput ((const guint8 *)copy, size);
}

static GPtrArray *
load_seeds (void)
{
  GPtrArray *pool = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (gsize i = 0; jc_fuzz_target.seeds[i] != NULL; i++)
    g_ptr_array_add (pool, g_bytes_new (jc_fuzz_target.seeds[i], strlen (jc_fuzz_target.seeds[i])));
  for (gsize i = 0; jc_fuzz_target.files != NULL && jc_fuzz_target.files[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (JC_TEST_DATA, jc_fuzz_target.files[i], NULL);
      g_autoptr (GError) error = NULL;
      char *text = NULL;
      gsize length = 0;

      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      g_ptr_array_add (pool, g_bytes_new_take (text, length));
    }

  return pool;
}

static void
run_all (int fd)
{
  g_autoptr (GPtrArray) pool = load_seeds ();
  g_autoptr (GRand) dice = g_rand_new_with_seed ((guint32)seed);
  guint n_seeds = pool->len;
  int   n_taken = 0;

  for (guint i = 0; i < n_seeds; i++)
    g_assert_cmpint (run_input (fd, g_ptr_array_index (pool, i)), ==, 0);

  for (int i = 0; i < n_runs; i++)
    {
      g_autoptr (GBytes) input = new_input (dice, pool);

      if (run_input (fd, input) != 0)
        continue;
      n_taken++;
      if (pool->len < MAX_POOL)
        g_ptr_array_add (pool, g_steal_pointer (&input));
      else
        {
          gsize at = n_seeds + choose (dice, pool->len - n_seeds);

          g_bytes_unref (pool->pdata[at]);
          pool->pdata[at] = g_steal_pointer (&input);
        }
    }

  /* A target that refuses everything tests nothing. */
  g_assert_cmpint (n_taken, >, n_runs / 20);
  g_print ("# %d inputs, %d of them taken\nok 1 %s\n1..1\n", n_runs, n_taken, jc_fuzz_target.name);
}

static void
run_file (int fd, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) input = NULL;
  char *text = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  input = g_bytes_new_take (text, length);
  g_print ("# %s: %d\n", path, run_input (fd, input));
}

int
main (int argc, char **argv)
{
  g_autofree char *path
      = g_strdup_printf ("%s/jiangce-fuzz-%s-XXXXXX", g_get_tmp_dir (), jc_fuzz_target.name);
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);

  const GOptionEntry entries[]
      = { { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Where the dice begin", "N" },
          { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "How many inputs", "N" },
          { NULL } };
  g_autoptr (GOptionContext) options = g_option_context_new ("[FILE…]");
  g_autoptr (GError) error = NULL;

  n_runs = jc_fuzz_target.n_runs;
  g_option_context_add_main_entries (options, entries, NULL);
  g_option_context_parse (options, &argc, &argv, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fd, >=, 0);
  g_print ("# the input that runs is kept in %s\n", path);
  for (int i = 1; i < argc; i++)
    run_file (fd, argv[i]);
  if (argc == 1)
    run_all (fd);

  close (fd);
  unlink (path);

  return 0;
}

#endif
