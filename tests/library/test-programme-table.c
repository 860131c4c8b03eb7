/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

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
  ADD_CASE ("/library/programme-table/not-found", test_not_found);

  return g_test_run ();
}
