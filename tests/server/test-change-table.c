/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-change-table.h"

#include <glib/gstdio.h>

#include "jc-dossier-table.h"
#include "jc-server-schema.h"
#include "jc-table.h"
#include "jc-unit-table.h"

typedef struct
{
  char       *folder;
  JcDatabase *database;
} Fixture;

static void
add (JcDatabase *database, const char *ref, const char *unit, JcReviewers reviewers)
{
  const JcChange change
      = { .kind = "dossier", .ref = ref, .revision = 1, .unit = unit, .reviewers = reviewers };
  g_autoptr (GError) error = NULL;

  g_assert_true (jc_database_begin (database, &error));
  g_assert_true (jc_change_table_add (database, &change, 0, &error));
  g_assert_true (jc_database_commit (database, &error));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("jiangce-server-XXXXXX", &error);
  path = g_build_filename (fixture->folder, "server.db", NULL);
  fixture->database = jc_database_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (jc_server_schema_migrate (fixture->database, &error));
  g_assert_true (jc_unit_table_ensure (fixture->database, "child", "parent", &error));
  g_assert_true (jc_unit_table_ensure (fixture->database, "stranger", NULL, &error));

  add (fixture->database, "everyone", NULL, JC_REVIEWERS_NEVER);
  add (fixture->database, "draft", "child", JC_REVIEWERS_NEVER);
  add (fixture->database, "submitted", "child", JC_REVIEWERS_SEE);
  add (fixture->database, "withdrawn", "child", JC_REVIEWERS_LOST);
  add (fixture->database, "foreign", "stranger", JC_REVIEWERS_SEE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "server.db", NULL);

  jc_database_close (fixture->database);
  g_unlink (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* What each sees, in order; a tombstone has a minus before it. */
static const struct
{
  const char *path;
  const char *role;
  const char *unit;
  const char *expected;
} cases[] = {
  { "/server/change-table/owner", "applicant", "child", "everyone draft submitted withdrawn" },
  { "/server/change-table/parent", "recommender", "parent", "everyone submitted -withdrawn" },
  { "/server/change-table/other-recommender", "recommender", "stranger", "everyone foreign" },
  { "/server/change-table/applicant-of-parent", "applicant", "parent", "everyone" },
  { "/server/change-table/officer", "officer", "bureau", "everyone submitted -withdrawn foreign" },
  { "/server/change-table/expert", "expert", "experts", "everyone" },
};

static void
test_visible (Fixture *fixture, gconstpointer data)
{
  const typeof (cases[0]) *row = data;
  const JcAccount          account = { .role = (char *)row->role, .unit = (char *)row->unit };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);

  changes = jc_change_table_list (fixture->database, &account, 0, 100, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < changes->len; i++)
    {
      const JcChange *change = g_ptr_array_index (changes, i);

      g_string_append_printf (seen, "%s%s%s", i > 0 ? " " : "", change->deleted ? "-" : "",
                              change->ref);
    }

  g_assert_cmpstr (seen->str, ==, row->expected);
}

static void
test_since_and_limit (Fixture *fixture, gconstpointer data)
{
  const JcAccount account = { .role = (char *)"applicant", .unit = (char *)"child" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = jc_change_table_list (fixture->database, &account, 1, 2, &error);
  gint64 last;

  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpint (((JcChange *)g_ptr_array_index (changes, 1))->seq, ==, 3);
  g_assert_true (jc_change_table_load_last (fixture->database, &last, &error));
  g_assert_cmpint (last, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, &cases[i], set_up, test_visible, tear_down);
  g_test_add ("/server/change-table/since-and-limit", Fixture, NULL, set_up, test_since_and_limit,
              tear_down);

  return g_test_run ();
}
