/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "library-fixture.h"

#define DAY_US G_TIME_SPAN_DAY

/* The files' own times are the clock's: the library is shown a later day. */
static void
pass_days (Fixture *fixture, int n_days)
{
  jc_library_set_now (fixture->library, g_get_real_time () + n_days * DAY_US);
}

static char *
add (Fixture *fixture, const char *text)
{
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (text, (gssize)strlen (text), NULL);
  g_autoptr (GError) error = NULL;
  char *sha256 = NULL;

  jc_library_add_original (fixture->library, stream, 0, &sha256, NULL, NULL, &error);
  g_assert_no_error (error);
  return sha256;
}

/* A dossier with an attachment of that hash; none for NULL. */
static JcDossier *
make_naming (const char *id, const char *sha256)
{
  g_autoptr (JcDossier) dossier = make_dossier (id, "甲");
  g_autofree char *text = g_strdup_printf (
      "[{\"id\": \"%s\", \"slot\": \"s\", \"name\": \"a.jpg\", \"sha256\": \"%s\", \"size\": 1,"
      " \"media_type\": \"image/jpeg\", \"pages\": 1, \"parts\": [], \"cautions\": []}]",
      ID_B, sha256);
  g_autoptr (JsonNode) attachments = jc_json_parse (text, -1, NULL);

  return sha256 != NULL ? jc_dossier_with_attachments (dossier, attachments)
                        : g_steal_pointer (&dossier);
}

static guint
collect (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  guint n_removed = 99;

  jc_library_collect_originals (fixture->library, &n_removed, &error);
  g_assert_no_error (error);
  return n_removed;
}

static void
test_age (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = add (fixture, "nobody's");

  jc_library_set_now (fixture->library, g_get_real_time () + DAY_US - 2 * MINUTE_US);
  g_assert_cmpuint (collect (fixture), ==, 0);
  g_assert_true (jc_library_has_original (fixture->library, sha256));
  jc_library_set_now (fixture->library, g_get_real_time () + DAY_US + 2 * MINUTE_US);
  g_assert_cmpuint (collect (fixture), ==, 1);
  g_assert_false (jc_library_has_original (fixture->library, sha256));
  g_assert_cmpuint (collect (fixture), ==, 0);
}

static void
test_current (Fixture *fixture, gconstpointer data)
{
  g_autofree char *named = add (fixture, "named");
  g_autofree char *other = add (fixture, "other");
  g_autoptr (JcDossier) dossier = make_naming (ID_A, named);

  save_as (fixture, dossier, "甲", "created");
  pass_days (fixture, 2);
  g_assert_cmpuint (collect (fixture), ==, 1);
  g_assert_true (jc_library_has_original (fixture->library, named));
  g_assert_false (jc_library_has_original (fixture->library, other));
}

/* What was taken away can be had back from the history, until the dossier is forgotten. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = add (fixture, "removed");
  g_autoptr (JcDossier) with = make_naming (ID_A, sha256);
  g_autoptr (JcDossier) without = make_naming (ID_A, NULL);
  g_autoptr (GError) error = NULL;

  save_as (fixture, with, "甲", "attached");
  save_as (fixture, without, "甲", "removed");
  pass_days (fixture, 2);
  g_assert_cmpuint (collect (fixture), ==, 0);
  g_assert_true (jc_library_has_original (fixture->library, sha256));

  jc_library_delete_dossier (fixture->library, ID_A, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (collect (fixture), ==, 0);
  reopen (fixture);
  pass_days (fixture, 40);
  jc_library_close (g_steal_pointer (&fixture->library));
  fixture->library = open_folder (fixture->folder);
  g_assert_true (jc_library_has_original (fixture->library, sha256));
}

/* Long documents lie packed. */
static void
test_packed_history (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = add (fixture, "removed");
  g_autofree char *noise = g_strnfill (20000, 'x');
  g_autoptr (JcDossier) with = make_naming (ID_A, sha256);
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), noise);
  g_autoptr (JcDossier) longer = jc_dossier_with_value (with, "/unit/fax", value, NULL);
  g_autoptr (JcDossier) without = make_naming (ID_A, NULL);

  save_as (fixture, longer, "甲", "attached");
  save_as (fixture, without, "甲", "removed");
  pass_days (fixture, 2);
  g_assert_cmpuint (collect (fixture), ==, 0);
  g_assert_true (jc_library_has_original (fixture->library, sha256));
}

static void
test_base_and_conflict (Fixture *fixture, gconstpointer data)
{
  g_autofree char *in_base = add (fixture, "base");
  g_autofree char *in_conflict = add (fixture, "conflict");
  g_autofree char *in_receipt = add (fixture, "receipt");
  g_autofree char *text
      = g_strdup_printf ("[{\"pointer\": \"/x\", \"theirs\": \"%s\"}]", in_conflict);
  g_autofree char *receipt_text = g_strdup_printf ("{\"originals\": [\"%s\"]}", in_receipt);
  g_autoptr (JsonNode) conflicts = jc_json_parse (text, -1, NULL);
  g_autoptr (JsonNode) receipt = jc_json_parse (receipt_text, -1, NULL);
  g_autoptr (JcDossier) base = make_naming (ID_A, in_base);
  g_autoptr (GError) error = NULL;

  save_base (fixture, base, 3);
  jc_library_save_conflicts (fixture->library, ID_A, conflicts, &error);
  g_assert_no_error (error);
  jc_library_save_receipt (fixture->library, ID_A, receipt, &error);
  g_assert_no_error (error);
  pass_days (fixture, 2);
  g_assert_cmpuint (collect (fixture), ==, 0);
}

static void
test_not_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = add (fixture, "nobody's");
  JcLibrary       *other = open_folder (fixture->folder);

  pass_days (fixture, 2);
  g_assert_cmpuint (collect (fixture), ==, 0);
  jc_library_close (other);
  g_assert_cmpuint (collect (fixture), ==, 1);
  /* The lock that says somebody is here is held again. */
  other = open_folder (fixture->folder);
  jc_library_close (other);
}

static void
test_in_transaction (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = add (fixture, "nobody's");

  pass_days (fixture, 2);
  g_assert_true (jc_library_begin (fixture->library, NULL));
  g_assert_cmpuint (collect (fixture), ==, 0);
  jc_library_rollback (fixture->library);
  g_assert_cmpuint (collect (fixture), ==, 1);
}

static void
test_damaged_aside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = add (fixture, "of what was lost");
  g_autofree char *aside
      = g_build_filename (fixture->folder, "library.damaged-20251009T000000Z.db", NULL);

  g_assert_true (g_file_set_contents (aside, "", 0, NULL));
  pass_days (fixture, 2);
  g_assert_cmpuint (collect (fixture), ==, 0);
  g_assert_cmpint (g_unlink (aside), ==, 0);
  g_assert_cmpuint (collect (fixture), ==, 1);
}

static void
close_after (Fixture *fixture, int n_days)
{
  pass_days (fixture, n_days);
  jc_library_close (g_steal_pointer (&fixture->library));
  fixture->library = open_folder (fixture->folder);
}

static void
test_closing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = add (fixture, "first");
  g_autofree char *second = NULL;

  close_after (fixture, 0);
  g_assert_true (jc_library_has_original (fixture->library, first));
  close_after (fixture, 2);
  g_assert_false (jc_library_has_original (fixture->library, first));

  second = add (fixture, "second");
  close_after (fixture, 8);
  g_assert_true (jc_library_has_original (fixture->library, second));
  close_after (fixture, 10);
  g_assert_false (jc_library_has_original (fixture->library, second));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASE ("/library/collect/age", test_age);
  ADD_CASE ("/library/collect/current", test_current);
  ADD_CASE ("/library/collect/history", test_history);
  ADD_CASE ("/library/collect/packed-history", test_packed_history);
  ADD_CASE ("/library/collect/base-and-conflict", test_base_and_conflict);
  ADD_CASE ("/library/collect/not-alone", test_not_alone);
  ADD_CASE ("/library/collect/in-transaction", test_in_transaction);
  ADD_CASE ("/library/collect/damaged-aside", test_damaged_aside);
  ADD_CASE ("/library/collect/closing", test_closing);

  return g_test_run ();
}
