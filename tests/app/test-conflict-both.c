/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-conflict-both.h"

#include "jc-json.h"
#include "jc-pointer.h"

#define ROWS "/leader/honours"
#define PROGRAMME "changchun-studio-2025"

/**
 * Fixture: a dossier with three honours, and conflicts over the second one's title and year.
 */
typedef struct
{
  JcProgramme *programme;
  JcDossier   *dossier;
  JsonNode    *conflicts;
  GHashTable  *choices;
} Fixture;

static JcDossier *
dup_with (JcDossier *dossier, const char *pointer, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) value = jc_json_parse (json, -1, &error);
  JcDossier *result;

  g_assert_no_error (error);
  result = jc_dossier_with_value (dossier, pointer, value, &error);
  g_assert_no_error (error);

  return result;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) empty = NULL;

  fixture->programme = jc_programme_ref_shipped (PROGRAMME);
  empty = jc_dossier_new ("d1", "application", PROGRAMME, "v");
  fixture->dossier = dup_with (empty, ROWS,
                               "[{\"id\":\"a\",\"title\":\"one\"},"
                               "{\"id\":\"b\",\"title\":\"two\",\"year\":2020},"
                               "{\"id\":\"c\",\"title\":\"three\"}]");
  fixture->conflicts
      = jc_json_parse ("[{\"pointer\":\"" ROWS "/1/title\",\"mine\":\"two\",\"theirs\":\"zwei\"},"
                       "{\"pointer\":\"" ROWS "/1/year\",\"mine\":2020,\"theirs\":2021}]",
                       -1, NULL);
  fixture->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_hash_table_unref (fixture->choices);
  json_node_unref (fixture->conflicts);
  jc_dossier_unref (fixture->dossier);
  jc_programme_unref (fixture->programme);
}

static void
choose (Fixture *fixture, const char *member, const char *side)
{
  g_hash_table_insert (fixture->choices, g_strconcat (ROWS "/1/", member, NULL), (gpointer)side);
}

static JcDossier *
dup_decided (Fixture *fixture, JcDossier *decided)
{
  g_autoptr (GPtrArray) additions
      = jc_conflict_dup_additions (fixture->dossier, jc_json_as_array (fixture->conflicts),
                                   fixture->choices);

  return jc_conflict_dup_with_both (decided, additions);
}

/* "title/year" of each row, "-" where there is none. */
static char *
dup_rows (JcDossier *dossier)
{
  JsonArray *rows = jc_json_as_array (jc_pointer_get (jc_dossier_get_values (dossier), ROWS));
  GString   *all = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_string_append_printf (all, "%s%s/%d", i > 0 ? " " : "",
                              jc_json_get_string (row, "title", "-"),
                              (int)jc_json_get_int (row, "year", 0));
    }

  return g_string_free (all, FALSE);
}

static void
test_second_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) both = NULL;
  g_autofree char *rows = NULL;
  JsonArray       *array;

  choose (fixture, "title", JC_CONFLICT_BOTH);
  choose (fixture, "year", JC_CONFLICT_BOTH);
  both = dup_decided (fixture, fixture->dossier);
  rows = dup_rows (both);
  g_assert_cmpstr (rows, ==, "one/0 two/2020 zwei/2021 three/0");

  array = jc_json_as_array (jc_pointer_get (jc_dossier_get_values (both), ROWS));
  g_assert_cmpstr (jc_json_get_string (json_array_get_object_element (array, 1), "id", ""), ==,
                   "b");
  g_assert_cmpstr (jc_json_get_string (json_array_get_object_element (array, 2), "id", "b"), !=,
                   "b");
}

static void
test_one_member (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) decided = dup_with (fixture->dossier, ROWS "/1/year", "2021");
  g_autoptr (JcDossier) both = NULL;
  g_autofree char *rows = NULL;

  choose (fixture, "title", JC_CONFLICT_BOTH);
  choose (fixture, "year", "theirs");
  both = dup_decided (fixture, decided);
  rows = dup_rows (both);
  g_assert_cmpstr (rows, ==, "one/0 two/2021 zwei/2021 three/0");
}

static void
test_nothing_chosen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) both = NULL;

  choose (fixture, "title", "mine");
  choose (fixture, "year", "theirs");
  both = dup_decided (fixture, fixture->dossier);
  g_assert_true (jc_dossier_equal (both, fixture->dossier));
}

static void
test_row_moved_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) decided = dup_with (
      fixture->dossier, ROWS,
      "[{\"id\":\"b\",\"title\":\"two\",\"year\":2020},{\"id\":\"c\",\"title\":\"three\"}]");
  g_autoptr (JcDossier) both = NULL;
  g_autofree char *rows = NULL;

  choose (fixture, "title", JC_CONFLICT_BOTH);
  both = dup_decided (fixture, decided);
  rows = dup_rows (both);
  g_assert_cmpstr (rows, ==, "two/2020 zwei/2020 three/0");
}

static void
test_row_gone_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) decided
      = dup_with (fixture->dossier, ROWS, "[{\"id\":\"a\",\"title\":\"one\"}]");
  g_autoptr (JcDossier) both = NULL;

  choose (fixture, "title", JC_CONFLICT_BOTH);
  both = dup_decided (fixture, decided);
  g_assert_true (jc_dossier_equal (both, decided));
}

#define FILE_JSON(id, slot, view)                                                                  \
  "{\"id\":\"" id "\",\"slot\":\"" slot                                                            \
  "\",\"name\":\"scan.pdf\",\"sha256\":\"ab\",\"view\":" view "}"
#define ATTACHMENTS                                                                                \
  "[" FILE_JSON ("f", "licence",                                                                   \
                 "[{\"page\":1}]") "," FILE_JSON ("g", "id_card",                                  \
                                                  "[{\"page\":1,\"turn\":90}]") "]"

/* "id@slot turn" of each attachment, the id only where it is one of the two that were there. */
static char *
dup_files (JcDossier *dossier)
{
  JsonArray *files = jc_json_as_array (jc_dossier_get_attachments (dossier));
  GString   *all = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);
      const char *id = jc_json_get_string (file, "id", "");
      JsonArray  *view = jc_json_as_array (json_object_get_member (file, "view"));

      g_string_append_printf (all, "%s%s@%s %d", i > 0 ? ", " : "", strlen (id) == 1 ? id : "new",
                              jc_json_get_string (file, "slot", ""),
                              (int)jc_json_get_int (json_array_get_object_element (view, 0), "turn",
                                                    0));
    }

  return g_string_free (all, FALSE);
}

static const struct
{
  const char *name;
  const char *conflicts;
  const char *files;
} file_cases[] = {
  { "view",
    "[{\"pointer\":\"/attachments/1/view\",\"mine\":[{\"page\":1,\"turn\":90}],"
    "\"theirs\":[{\"page\":1,\"turn\":180}]}]",
    "f@licence 0, g@id_card 90, new@id_card 180" },
  { "slot", "[{\"pointer\":\"/attachments/0/slot\",\"mine\":\"licence\",\"theirs\":\"report\"}]",
    "f@licence 0, new@report 0, g@id_card 90" },
  { "slot-and-view",
    "[{\"pointer\":\"/attachments/1/slot\",\"mine\":\"id_card\",\"theirs\":\"report\"},"
    "{\"pointer\":\"/attachments/1/view\",\"mine\":[{\"page\":1,\"turn\":90}],"
    "\"theirs\":[{\"page\":1,\"turn\":270}]}]",
    "f@licence 0, g@id_card 90, new@report 270" },
  { "whole",
    "[{\"pointer\":\"/attachments/0\",\"mine\":{\"id\":\"f\"},"
    "\"theirs\":" FILE_JSON ("f", "statement", "[{\"page\":1,\"turn\":180}]") "}]",
    "f@licence 0, new@statement 180, g@id_card 90" },
};

/* Both machines changed one attachment: each side's is there afterwards. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) files = jc_json_parse (ATTACHMENTS, -1, NULL);
  g_autoptr (JsonNode) conflicts = jc_json_parse (file_cases[i].conflicts, -1, NULL);
  g_autoptr (JcDossier) dossier = jc_dossier_with_attachments (fixture->dossier, files);
  g_autoptr (GPtrArray) additions = NULL;
  g_autoptr (JcDossier) both = NULL;
  g_autofree char *words = NULL;
  JsonArray       *array = jc_json_as_array (conflicts);

  for (guint j = 0; j < json_array_get_length (array); j++)
    g_hash_table_insert (fixture->choices,
                         g_strdup (jc_json_get_string (json_array_get_object_element (array, j),
                                                       "pointer", "")),
                         (gpointer)JC_CONFLICT_BOTH);
  additions = jc_conflict_dup_additions (dossier, array, fixture->choices);
  both = jc_conflict_dup_with_both (dossier, additions);
  words = dup_files (both);
  g_assert_cmpstr (words, ==, file_cases[i].files);
}

static const struct
{
  const char *name;
  const char *pointer;
  const char *mine;
  const char *theirs;
  gboolean    can;
} offers[] = {
  { "member-of-a-row", ROWS "/0/title", "\"a\"", "\"b\"", TRUE },
  { "nothing-here", ROWS "/0/title", "\"\"", "\"b\"", FALSE },
  { "nothing-there", ROWS "/0/title", "\"a\"", "null", FALSE },
  { "plain-field", "/leader/name", "\"a\"", "\"b\"", FALSE },
  { "whole-row", ROWS "/0", "{\"id\":\"a\"}", "{\"id\":\"a\",\"title\":\"b\"}", FALSE },
  { "name-of-a-file", "/attachments/0/name", "\"a\"", "\"b\"", FALSE },
  { "slot-of-a-file", "/attachments/0/slot", "\"a\"", "\"b\"", TRUE },
  { "pages-of-a-file", "/attachments/0/view", "[{\"page\":1}]", "[{\"page\":2}]", TRUE },
  { "named-pages-of-a-file", "/attachments/0/parts", "[{}]", "[{\"page\":2}]", TRUE },
  { "whole-file", "/attachments/0", "{\"id\":\"a\"}", "{\"id\":\"a\",\"slot\":\"b\"}", TRUE },
  { "file-taken-out-there", "/attachments/0", "{\"id\":\"a\"}", "null", FALSE },
};

static void
test_offer (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (PROGRAMME);
  g_autoptr (JsonNode) mine = jc_json_parse (offers[i].mine, -1, NULL);
  g_autoptr (JsonNode) theirs = jc_json_parse (offers[i].theirs, -1, NULL);

  g_assert_cmpint (jc_conflict_can_keep_both (jc_programme_find_kind (programme, "application"),
                                              offers[i].pointer, mine, theirs),
                   ==, offers[i].can);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/app/conflict-both/second-row", test_second_row },
    { "/app/conflict-both/one-member", test_one_member },
    { "/app/conflict-both/nothing-chosen", test_nothing_chosen },
    { "/app/conflict-both/row-moved-meanwhile", test_row_moved_meanwhile },
    { "/app/conflict-both/row-gone-meanwhile", test_row_gone_meanwhile },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      g_autofree char *path = g_strconcat ("/app/conflict-both/offer/", offers[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_offer);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (file_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/app/conflict-both/file/", file_cases[i].name, NULL);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_file, tear_down);
    }

  return g_test_run ();
}
