/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "library-fixture.h"

static void
save_at (Fixture *fixture, gint64 after_us, const char *name, const char *what)
{
  jc_library_set_now (fixture->library, START_US + after_us);
  save (fixture, ID_A, name, what);
}

/* At, before and after ten minutes from the first of the edits. */
static void
test_coalesce (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  JcHistoryEntry *entry = NULL;

  save_at (fixture, 0, "1", "created");
  save_at (fixture, 1, "2", "edited");
  assert_history (fixture, ID_A, "2 edited\n1 created");
  save_at (fixture, 9 * MINUTE_US, "3", "edited");
  save_at (fixture, 1 + 10 * MINUTE_US, "4", "edited");
  assert_history (fixture, ID_A, "2 edited\n1 created");
  entries = jc_library_load_history (fixture->library, ID_A, NULL);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->at_us, ==, START_US + 1 + 10 * MINUTE_US);
  save_at (fixture, 2 + 10 * MINUTE_US, "5", "edited");
  assert_history (fixture, ID_A, "3 edited\n2 edited\n1 created");
}

/* What another program, or this one before it was closed, wrote can be brought back by itself. */
static void
test_coalesce_not_across_openings (Fixture *fixture, gconstpointer data)
{
  save_at (fixture, 0, "1", "created");
  save_at (fixture, 1, "2", "edited");
  reopen (fixture);
  save_at (fixture, 2, "3", "edited");
  save_at (fixture, 3, "4", "edited");
  assert_history (fixture, ID_A, "3 edited\n2 edited\n1 created");
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  save_at (fixture, 0, "1", "created");
  save_at (fixture, 1, "2", "edited");
  save_at (fixture, 2, "1", "restored");
  save_at (fixture, 3, "3", "restored");
  save_at (fixture, 4, "4", "edited");
  save_at (fixture, 5, "5", "merged");
  save_at (fixture, 6, "6", "edited");
  assert_history (fixture, ID_A,
                  "7 edited\n6 merged\n5 edited\n4 restored\n3 restored\n2 edited\n1 created");
}

/* A clock set back neither loses an entry nor writes over one. */
static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  save_at (fixture, 0, "1", "created");
  save_at (fixture, 0, "2", "edited");
  save_at (fixture, -MINUTE_US, "3", "edited");
  assert_history (fixture, ID_A, "3 edited\n2 edited\n1 created");
}

static void
test_versions (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "1", "2", "3" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    save (fixture, ID_A, names[i], i == 0 ? "created" : "restored");
  reopen (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JcDossier) version
          = jc_library_load_version (fixture->library, ID_A, (gint64)i + 1, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (get_name (version), ==, names[i]);
    }
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) dossier = make_dossier (ID_A, "2");
  g_autoptr (JcDossier) first = NULL;

  save (fixture, ID_A, "1", "created");
  save_as (fixture, dossier, "2", "edited");
  save_base (fixture, dossier, 5);
  first = jc_library_load_version (fixture->library, ID_A, 1, NULL);
  g_assert_cmpint (jc_dossier_get_revision (first), ==, 5);
  save_as (fixture, first, "1", "restored");
  assert_name (fixture, ID_A, "1");
  assert_history (fixture, ID_A, "3 restored\n2 edited\n1 created");
}

static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  static const gint64 versions[] = { G_MININT64, -1, 0, 2, G_MAXINT64 };

  save (fixture, ID_A, "1", "created");
  assert_history (fixture, ID_B, "");
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jc_library_load_version (fixture->library, ID_A, versions[i], &error));
      g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND);
      assert_bilingual (error);
    }
}

/* Around the size from which documents are packed, and far beyond. */
static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[]
      = { 1, 3000, 3700, 3750, 3800, 3850, 3900, 4096, 5000, 100000, 2000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strnfill (sizes[i], 'x');
      g_autoptr (JcDossier) version = NULL;
      g_autoptr (GError) error = NULL;

      save (fixture, ID_A, name, i == 0 ? "created" : "merged");
      version = jc_library_load_version (fixture->library, ID_A, (gint64)i + 1, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (get_name (version), ==, name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASE ("/library/history-table/coalesce", test_coalesce);
  ADD_CASE ("/library/history-table/coalesce-not-across-openings",
            test_coalesce_not_across_openings);
  ADD_CASE ("/library/history-table/kinds", test_kinds);
  ADD_CASE ("/library/history-table/clock-set-back", test_clock_set_back);
  ADD_CASE ("/library/history-table/versions", test_versions);
  ADD_CASE ("/library/history-table/restore", test_restore);
  ADD_CASE ("/library/history-table/not-found", test_not_found);
  ADD_CASE ("/library/history-table/sizes", test_sizes);

  return g_test_run ();
}
