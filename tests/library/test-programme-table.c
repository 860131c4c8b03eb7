/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-database.h"
#include "jc-drafting.h"
#include "jc-programme.h"
#include "library-fixture.h"

#define SHIPPED "changchun-studio-2025"

/* The shipped definition under another @id, called @title. */
static JcProgramme *
make_programme (const char *id, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcProgramme) shipped = jc_programme_ref_shipped (SHIPPED);
  g_autoptr (JsonNode) node = NULL;
  JsonObject  *words = json_object_new ();
  JcProgramme *programme = NULL;

  g_assert_nonnull (shipped);
  node = jc_json_copy (jc_programme_get_json (shipped));
  json_object_set_string_member (words, "zh", title);
  json_object_set_string_member (words, "en", title);
  json_object_set_object_member (json_node_get_object (node), "title", words);
  json_object_set_string_member (json_node_get_object (node), "id", id);
  programme = jc_programme_new_from_json (node, &error);
  g_assert_no_error (error);
  return programme;
}

/* "id title" of each, one a line. */
static void
assert_programmes (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) programmes = jc_library_load_programmes (fixture->library, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < programmes->len; i++)
    {
      JcProgramme *programme = g_ptr_array_index (programmes, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "\n" : "", jc_programme_get_id (programme),
                              jc_text_get (jc_programme_get_title (programme), JC_LANGUAGE_ZH));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
add (Fixture *fixture, JcProgramme *programme)
{
  g_autoptr (GError) error = NULL;

  jc_library_add_programme (fixture->library, programme, &error);
  g_assert_no_error (error);
}

static void
assert_found (Fixture *fixture, const char *id_or_version, const char *version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcProgramme) found
      = jc_library_load_programme (fixture->library, id_or_version, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (jc_programme_get_version (found), ==, version);
}

static void
test_shipped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcProgramme) shipped = jc_programme_ref_shipped (SHIPPED);

  assert_found (fixture, SHIPPED, jc_programme_get_version (shipped));
  assert_found (fixture, jc_programme_get_version (shipped), jc_programme_get_version (shipped));
}

/* What was installed last stands for its id; every version stays. */
static void
test_installed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcProgramme) shipped = jc_programme_ref_shipped (SHIPPED);
  g_autoptr (JcProgramme) first = make_programme (SHIPPED, "b first");
  g_autoptr (JcProgramme) second = make_programme (SHIPPED, "b second");
  g_autoptr (JcProgramme) other = make_programme ("other", "a other");

  add (fixture, first);
  add (fixture, other);
  assert_programmes (fixture, "other a other\n" SHIPPED " b first");
  jc_library_set_now (fixture->library, START_US + 1);
  add (fixture, second);
  add (fixture, second);
  reopen (fixture);
  assert_programmes (fixture, "other a other\n" SHIPPED " b second");
  assert_found (fixture, SHIPPED, jc_programme_get_version (second));
  assert_found (fixture, "other", jc_programme_get_version (other));
  assert_found (fixture, jc_programme_get_version (first), jc_programme_get_version (first));
  assert_found (fixture, jc_programme_get_version (shipped), jc_programme_get_version (shipped));

  jc_library_set_now (fixture->library, START_US + 2);
  add (fixture, first);
  assert_found (fixture, SHIPPED, jc_programme_get_version (first));
}

static void
keep (Fixture *fixture, JcProgramme *programme)
{
  g_autoptr (GError) error = NULL;

  jc_library_keep_programme (fixture->library, programme, &error);
  g_assert_no_error (error);
}

static char *
begin_dossier (Fixture *fixture, JcProgramme *programme)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) dossier
      = jc_drafting_create (fixture->library, programme, "application", FALSE, &error);

  g_assert_no_error (error);
  return g_strdup (jc_dossier_get_id (dossier));
}

/* A dossier stays with the version it was begun under, which new ones do not take for that. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcProgramme) shipped = jc_programme_ref_shipped (SHIPPED);
  g_autoptr (JcProgramme) old = make_programme (SHIPPED, "old");
  g_autoptr (JcProgramme) other = make_programme ("other", "other");
  g_autofree char *id = begin_dossier (fixture, old);
  g_autoptr (JcDossier) dossier = load (fixture, id);
  g_autoptr (JcProgramme) found = jc_drafting_load_programme (fixture->library, dossier, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (jc_programme_get_version (found), ==, jc_programme_get_version (old));
  assert_found (fixture, SHIPPED, jc_programme_get_version (shipped));

  keep (fixture, other);
  assert_found (fixture, "other", jc_programme_get_version (other));

  add (fixture, old);
  keep (fixture, old);
  assert_found (fixture, SHIPPED, jc_programme_get_version (old));
}

static void
execute_closed (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  JcDatabase      *database;

  jc_library_close (g_steal_pointer (&fixture->library));
  database = jc_database_open (path, &error);
  g_assert_no_error (error);
  jc_database_execute (database, sql, &error);
  g_assert_no_error (error);
  jc_database_close (database);
  fixture->library = open_folder (fixture->folder);
  jc_library_set_now (fixture->library, START_US);
}

/* What was installed gives way when the program ships another version than then; a round's does
 * not. */
static void
test_shipped_since (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcProgramme) shipped = jc_programme_ref_shipped (SHIPPED);
  g_autoptr (JcProgramme) mine = make_programme (SHIPPED, "mine");
  g_autoptr (JcProgramme) of_round = make_programme (SHIPPED, "round");

  add (fixture, mine);
  assert_found (fixture, SHIPPED, jc_programme_get_version (mine));
  execute_closed (fixture, "UPDATE programme SET stands_over = 'what was shipped then'");
  assert_found (fixture, SHIPPED, jc_programme_get_version (shipped));
  assert_found (fixture, jc_programme_get_version (mine), jc_programme_get_version (mine));

  jc_library_add_round_programme (fixture->library, of_round, &error);
  g_assert_no_error (error);
  assert_found (fixture, SHIPPED, jc_programme_get_version (of_round));
}

/* A library as the program wrote it before step 3: "dossier new" had put the definition beside its
 * dossier as if it were installed. */
static void
test_older_library (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcProgramme) shipped = jc_programme_ref_shipped (SHIPPED);
  g_autoptr (JcProgramme) old = make_programme (SHIPPED, "old");
  g_autoptr (JcProgramme) other = make_programme ("other", "other");
  g_autoptr (JcProgramme) of_round = make_programme ("by-round", "round");
  g_autofree char *id = begin_dossier (fixture, old);
  g_autofree char *second = begin_dossier (fixture, of_round);
  g_autofree char *text
      = g_strdup_printf ("{\"version\":\"%s\"}", jc_programme_get_version (of_round));
  g_autoptr (JsonNode) round = jc_json_parse (text, -1, NULL);
  g_autofree char *standing = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  JcDatabase      *database;

  add (fixture, other);
  jc_library_save_round (fixture->library, "round", round, &error);
  g_assert_no_error (error);
  execute_closed (fixture, "ALTER TABLE programme DROP COLUMN stands_over;"
                           "PRAGMA user_version = 2");

  assert_found (fixture, SHIPPED, jc_programme_get_version (shipped));
  assert_found (fixture, jc_programme_get_version (old), jc_programme_get_version (old));
  assert_found (fixture, "other", jc_programme_get_version (other));
  database = jc_database_open (path, NULL);
  standing = jc_database_query_text (
      database,
      "SELECT group_concat (id) FROM (SELECT id FROM programme WHERE stands_over = '*'"
      " ORDER BY id)",
      NULL);
  g_assert_cmpstr (standing, ==, "by-round,other");
  jc_database_close (database);
}

static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "", "nothing", "' OR 1 --" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jc_library_load_programme (fixture->library, names[i], &error));
      g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND);
      assert_bilingual (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASE ("/library/programme-table/shipped", test_shipped);
  ADD_CASE ("/library/programme-table/installed", test_installed);
  ADD_CASE ("/library/programme-table/kept", test_kept);
  ADD_CASE ("/library/programme-table/shipped-since", test_shipped_since);
  ADD_CASE ("/library/programme-table/older-library", test_older_library);
  ADD_CASE ("/library/programme-table/not-found", test_not_found);

  return g_test_run ();
}
