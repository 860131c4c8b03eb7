/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "library-fixture.h"

static void
test_new (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) dossier = make_dossier (ID_A, "甲");
  g_autoptr (JcDossier) loaded = NULL;
  g_autoptr (JcDossier) base = NULL;
  g_autoptr (GError) error = NULL;

  assert_rows (fixture, "");
  save_as (fixture, dossier, "甲厂", "created");
  loaded = load (fixture, ID_A);
  g_assert_true (jc_dossier_equal (loaded, dossier));
  base = jc_library_load_base (fixture->library, ID_A, &error);
  g_assert_no_error (error);
  g_assert_null (base);
  assert_rows (fixture, "local 甲厂");
  assert_history (fixture, ID_A, "1 created");
  assert_outbox (fixture, NULL, "");
}

static void
test_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) plain = make_dossier (ID_A, "甲");
  g_autoptr (JcDossier) dossier = jc_dossier_with_round (plain, "2025");
  g_autoptr (GPtrArray) rows = NULL;
  JcDossierRow *row = NULL;

  save_as (fixture, dossier, "甲厂", "created");
  save_base (fixture, dossier, 7);
  rows = jc_library_load_dossiers (fixture->library, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->id, ==, ID_A);
  g_assert_cmpstr (row->kind, ==, "application");
  g_assert_cmpstr (row->programme, ==, "programme");
  g_assert_cmpstr (row->version, ==, "version");
  g_assert_cmpstr (row->round, ==, "2025");
  g_assert_cmpstr (row->title, ==, "甲厂");
  g_assert_cmpstr (row->state, ==, "draft");
  g_assert_cmpstr (row->sync, ==, "synced");
  g_assert_cmpint (row->revision, ==, 7);
  g_assert_cmpint (row->updated_at_us, ==, START_US);
  g_assert_cmpint (row->n_missing, ==, -1);
  g_assert_cmpint (row->n_problems, ==, -1);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  save (fixture, ID_A, "甲", "created");
  jc_library_set_now (fixture->library, START_US + 1);
  save (fixture, ID_B, "乙", "created");
  assert_rows (fixture, "local 乙\nlocal 甲");
  jc_library_set_now (fixture->library, START_US + 2);
  save (fixture, ID_A, "甲二", "edited");
  assert_rows (fixture, "local 甲二\nlocal 乙");
}

/* Neither entry nor item for what does not differ; a new title is no change of the document. */
static void
test_same (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) dossier = make_dossier (ID_A, "甲");

  set_account (fixture);
  save_as (fixture, dossier, "甲", "created");
  assert_outbox (fixture, NULL, "put");
  save_base (fixture, dossier, 1);
  g_assert_true (jc_library_remove_outbox_item (fixture->library, 1, NULL));
  save_as (fixture, dossier, "甲", "edited");
  save_as (fixture, dossier, "另一个名字", "edited");
  assert_history (fixture, ID_A, "1 created");
  assert_outbox (fixture, NULL, "");
  assert_rows (fixture, "synced 另一个名字");
}

static void
test_sync_states (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) dossier = make_dossier (ID_A, "甲");
  g_autoptr (JsonNode) conflicts = jc_json_parse ("[{\"pointer\":\"/a\"}]", -1, NULL);

  save_as (fixture, dossier, "甲", "created");
  assert_rows (fixture, "local 甲");
  save_base (fixture, dossier, 1);
  assert_rows (fixture, "synced 甲");
  /* Sent before: a change is queued without an account too. */
  save (fixture, ID_A, "乙", "edited");
  assert_rows (fixture, "unsent 乙");
  assert_outbox (fixture, ID_A, "put");
  g_assert_true (jc_library_save_conflicts (fixture->library, ID_A, conflicts, NULL));
  assert_rows (fixture, "conflict 乙");
  g_assert_true (jc_library_save_conflicts (fixture->library, ID_A, NULL, NULL));
  g_assert_true (jc_library_remove_outbox_item (fixture->library, 1, NULL));
  assert_rows (fixture, "unsent 乙");
  save (fixture, ID_A, "甲", "edited");
  g_assert_true (jc_library_remove_outbox_item (fixture->library, 2, NULL));
  assert_rows (fixture, "synced 甲");
  queue (fixture, ID_A, "event", "{}");
  assert_rows (fixture, "unsent 甲");
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *stored;
    const char *saved;
    gboolean    is_content_new;
    gboolean    is_refused;
  } cases[] = {
    { "draft", "draft", TRUE, FALSE },          { "finalised", "finalised", TRUE, TRUE },
    { "finalised", "finalised", FALSE, FALSE }, { "finalised", "draft", TRUE, FALSE },
    { "submitted", "submitted", TRUE, TRUE },   { "submitted", "returned", TRUE, FALSE },
    { "finalised", "submitted", TRUE, FALSE },  { "returned", "returned", TRUE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = g_uuid_string_random ();
      g_autoptr (JcDossier) old = make_dossier (id, "甲");
      g_autoptr (JcDossier) new = make_dossier (id, cases[i].is_content_new ? "乙" : "甲");
      g_autoptr (JcDossier) stored = jc_dossier_with_state (old, cases[i].stored, "2025-10-09");
      g_autoptr (JcDossier) saved = jc_dossier_with_state (new, cases[i].saved, "2025-10-09");

      save_as (fixture, stored, "甲", "created");
      g_assert_cmpint (jc_library_save_dossier (fixture->library, saved, "乙", "edited", &error),
                       ==, !cases[i].is_refused);
      if (cases[i].is_refused)
        {
          g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_LOCKED);
          assert_bilingual (error);
        }
      assert_name (fixture, id, cases[i].is_content_new && !cases[i].is_refused ? "乙" : "甲");
    }
}

/* A document of the shipped definition with one file in each of @slots. */
static JcDossier *
make_with_slots (JcProgramme *programme, const char *state, const char *const *slots)
{
  g_autoptr (JcDossier) empty = jc_dossier_new (ID_A, "application", jc_programme_get_id (programme),
                                                jc_programme_get_version (programme));
  g_autoptr (JcDossier) stated = jc_dossier_with_state (empty, state, "2025-10-09");
  g_autofree char *hash = g_strnfill (64, 'a');
  JsonArray       *array = json_array_new ();
  g_autoptr (JsonNode) attachments = jc_json_new_array (array);

  for (guint i = 0; slots[i] != NULL; i++)
    {
      JsonObject      *object = json_object_new ();
      g_autofree char *id = g_strdup_printf ("0000000%u-0000-4000-8000-000000000000", i);

      json_object_set_string_member (object, "id", id);
      json_object_set_string_member (object, "slot", slots[i]);
      json_object_set_string_member (object, "name", "a.jpg");
      json_object_set_string_member (object, "sha256", hash);
      json_object_set_int_member (object, "size", 1);
      json_array_add_object_element (array, object);
    }
  return jc_dossier_with_attachments (stated, attachments);
}

/* Sheets come back signed and sealed once the dossier is finalised, and before it is submitted. */
static void
test_locked_sealed (Fixture *fixture, gconstpointer data)
{
  static const char *const licence[] = { "licence", NULL };
  static const char *const with_sealed[] = { "licence", "form_sealed", NULL };
  static const char *const with_other[] = { "licence", "host_policies", NULL };
  static const char *const with_unsorted[] = { "licence", "-", NULL };
  static const char *const none[] = { NULL };
  static const struct
  {
    const char        *state;
    const char *const *before;
    const char *const *after;
    gboolean           is_refused;
  } cases[] = {
    { "finalised", licence, with_sealed, FALSE }, { "finalised", with_sealed, licence, FALSE },
    { "finalised", licence, with_other, TRUE },   { "finalised", licence, with_unsorted, TRUE },
    { "finalised", licence, none, TRUE },         { "submitted", licence, with_sealed, TRUE },
  };
  g_autoptr (JcProgramme) programme = jc_programme_ref_shipped ("changchun-studio-2025");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JcDossier) draft = make_with_slots (programme, "draft", cases[i].before);
      g_autoptr (JcDossier) before = make_with_slots (programme, cases[i].state, cases[i].before);
      g_autoptr (JcDossier) after = make_with_slots (programme, cases[i].state, cases[i].after);

      save_as (fixture, draft, "甲", "reopened");
      save_as (fixture, before, "甲", "finalised");
      g_assert_cmpint (jc_library_save_dossier (fixture->library, after, "甲", "attached", &error),
                       ==, !cases[i].is_refused);
      if (cases[i].is_refused)
        g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_LOCKED);
    }
}

static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  GError *errors[5] = { NULL };

  g_assert_null (jc_library_load_dossier (fixture->library, ID_A, &errors[0]));
  g_assert_null (jc_library_load_base (fixture->library, ID_A, &errors[1]));
  g_assert_false (jc_library_save_progress (fixture->library, ID_A, 1, 2, &errors[2]));
  g_assert_false (jc_library_delete_dossier (fixture->library, ID_A, &errors[3]));
  g_assert_false (jc_library_undelete_dossier (fixture->library, ID_A, &errors[4]));
  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_error (errors[i], JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND);
      assert_bilingual (errors[i]);
      g_error_free (errors[i]);
    }
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  JcDossierRow *row = NULL;

  save (fixture, ID_A, "甲", "created");
  g_assert_true (jc_library_save_progress (fixture->library, ID_A, 3, 0, NULL));
  save (fixture, ID_A, "乙", "edited");
  rows = jc_library_load_dossiers (fixture->library, NULL);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->n_missing, ==, 3);
  g_assert_cmpint (row->n_problems, ==, 0);
}

/* --- What the server says --- */

static void
test_base_received (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) dossier = make_dossier (ID_A, "甲");
  g_autoptr (JcDossier) loaded = NULL;

  save_base (fixture, dossier, 4);
  loaded = load (fixture, ID_A);
  g_assert_cmpint (jc_dossier_get_revision (loaded), ==, 4);
  g_assert_true (jc_dossier_equal (loaded, dossier));
  assert_history (fixture, ID_A, "1 received");
  assert_rows (fixture, "synced ");
  /* Naming it is no change that would have to be sent. */
  save_as (fixture, loaded, "甲厂", "merged");
  assert_rows (fixture, "synced 甲厂");
  assert_outbox (fixture, NULL, "");
}

/* Whatever came in between two saves of the person's stays. */
static void
test_base_while_editing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) sent = make_dossier (ID_A, "甲");
  g_autoptr (JcDossier) loaded = NULL;
  g_autoptr (JcDossier) base = NULL;

  save_as (fixture, sent, "甲", "created");
  save (fixture, ID_A, "乙", "edited");
  save_base (fixture, sent, 1);
  assert_name (fixture, ID_A, "乙");
  loaded = load (fixture, ID_A);
  g_assert_cmpint (jc_dossier_get_revision (loaded), ==, 1);
  base = jc_library_load_base (fixture->library, ID_A, NULL);
  g_assert_cmpstr (get_name (base), ==, "甲");
  g_assert_cmpint (jc_dossier_get_revision (base), ==, 1);
  assert_rows (fixture, "unsent 乙");
}

static void
test_base_pulled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) first = make_dossier (ID_A, "甲");
  g_autoptr (JcDossier) theirs = make_dossier (ID_A, "丙");

  save_as (fixture, first, "甲", "created");
  save_base (fixture, first, 1);
  save_base (fixture, theirs, 2);
  assert_name (fixture, ID_A, "丙");
  assert_history (fixture, ID_A, "2 merged\n1 created");
  assert_rows (fixture, "synced 甲");
}

static void
test_base_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) sent = make_dossier (ID_A, "甲 ");
  g_autoptr (JcDossier) answered = make_dossier (ID_A, "甲");
  g_autoptr (JcDossier) base = jc_dossier_with_revision (answered, 1);

  save_as (fixture, sent, "甲", "created");
  g_assert_true (jc_library_save_base_sent (fixture->library, base, sent, &error));
  g_assert_no_error (error);
  assert_name (fixture, ID_A, "甲");
  assert_rows (fixture, "synced 甲");
}

static void
test_base_state (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *base;
    const char *mine;
    const char *theirs;
    const char *expected;
  } cases[] = {
    { NULL, "draft", "draft", "draft" },
    { NULL, "finalised", "draft", "finalised" },
    { NULL, "finalised", "submitted", "submitted" },
    { "draft", "finalised", "draft", "finalised" },
    { "draft", "finalised", "submitted", "submitted" },
    { "submitted", "submitted", "returned", "returned" },
    { "returned", "draft", "returned", "draft" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autoptr (JcDossier) plain = make_dossier (id, "甲");
      g_autoptr (JcDossier) mine = jc_dossier_with_state (plain, cases[i].mine, "2025-10-09");
      g_autoptr (JcDossier) theirs = jc_dossier_with_state (plain, cases[i].theirs, NULL);
      g_autoptr (JcDossier) loaded = NULL;

      if (cases[i].base != NULL)
        {
          g_autoptr (JcDossier) base = jc_dossier_with_state (plain, cases[i].base, NULL);

          save_base (fixture, base, 1);
        }
      save_as (fixture, mine, "甲", "edited");
      save_base (fixture, theirs, 2);
      loaded = load (fixture, id);
      g_assert_cmpstr (jc_dossier_get_state (loaded), ==, cases[i].expected);
      g_assert_cmpint (jc_dossier_get_revision (loaded), ==, 2);
    }
}

/* --- Deleting --- */

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) dossier = make_dossier (ID_A, "乙");

  save (fixture, ID_A, "甲", "created");
  g_assert_true (jc_library_delete_dossier (fixture->library, ID_A, NULL));
  assert_rows (fixture, "");
  assert_outbox (fixture, NULL, "");
  assert_history (fixture, ID_A, "1 created");
  g_assert_null (jc_library_load_dossier (fixture->library, ID_A, &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* A save that was on its way does not bring it back. */
  g_assert_false (jc_library_save_dossier (fixture->library, dossier, "乙", "edited", &error));
  g_assert_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND);

  g_assert_true (jc_library_undelete_dossier (fixture->library, ID_A, NULL));
  g_assert_true (jc_library_undelete_dossier (fixture->library, ID_A, NULL));
  assert_rows (fixture, "local 甲");
  assert_outbox (fixture, NULL, "");
}

static void
test_delete_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) dossier = make_dossier (ID_A, "甲");

  set_account (fixture);
  save_as (fixture, dossier, "甲", "created");
  save_base (fixture, dossier, 1);
  queue (fixture, ID_A, "event", "{\"type\":\"submit\"}");
  g_assert_true (jc_library_delete_dossier (fixture->library, ID_A, NULL));
  assert_outbox (fixture, NULL, "delete");
  g_assert_true (jc_library_undelete_dossier (fixture->library, ID_A, NULL));
  assert_outbox (fixture, NULL, "put\nevent {\"type\":\"submit\"}\nput");
}

static void
test_purge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) receipt = jc_json_parse ("{\"number\":\"1\"}", -1, NULL);
  g_autoptr (GPtrArray) receipts = NULL;
  g_autoptr (JcDossier) known = make_dossier (ID_B, "乙");
  gint64 now_us = g_get_real_time ();

  save (fixture, ID_A, "甲", "created");
  save_as (fixture, known, "乙", "created");
  save_base (fixture, known, 1);
  g_assert_true (jc_library_save_receipt (fixture->library, ID_A, receipt, NULL));
  jc_library_set_now (fixture->library, now_us - 30 * G_TIME_SPAN_DAY + G_TIME_SPAN_HOUR);
  g_assert_true (jc_library_delete_dossier (fixture->library, ID_A, NULL));
  reopen (fixture);
  assert_history (fixture, ID_A, "1 created");
  g_assert_true (jc_library_undelete_dossier (fixture->library, ID_A, NULL));

  jc_library_set_now (fixture->library, now_us - 30 * G_TIME_SPAN_DAY - G_TIME_SPAN_HOUR);
  g_assert_true (jc_library_delete_dossier (fixture->library, ID_A, NULL));
  g_assert_true (jc_library_delete_dossier (fixture->library, ID_B, NULL));
  reopen (fixture);
  assert_history (fixture, ID_A, "");
  g_assert_false (jc_library_undelete_dossier (fixture->library, ID_A, NULL));
  receipts = jc_library_load_receipts (fixture->library, ID_A, NULL);
  g_assert_cmpuint (receipts->len, ==, 1);
  /* The server has not heard of this deletion. */
  assert_outbox (fixture, NULL, "delete");
  assert_history (fixture, ID_B, "1 created");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASE ("/library/dossier-table/new", test_new);
  ADD_CASE ("/library/dossier-table/row", test_row);
  ADD_CASE ("/library/dossier-table/order", test_order);
  ADD_CASE ("/library/dossier-table/same", test_same);
  ADD_CASE ("/library/dossier-table/sync-states", test_sync_states);
  ADD_CASE ("/library/dossier-table/locked", test_locked);
  ADD_CASE ("/library/dossier-table/locked-sealed", test_locked_sealed);
  ADD_CASE ("/library/dossier-table/not-found", test_not_found);
  ADD_CASE ("/library/dossier-table/progress", test_progress);
  ADD_CASE ("/library/dossier-table/base-received", test_base_received);
  ADD_CASE ("/library/dossier-table/base-while-editing", test_base_while_editing);
  ADD_CASE ("/library/dossier-table/base-pulled", test_base_pulled);
  ADD_CASE ("/library/dossier-table/base-sent", test_base_sent);
  ADD_CASE ("/library/dossier-table/base-state", test_base_state);
  ADD_CASE ("/library/dossier-table/delete", test_delete);
  ADD_CASE ("/library/dossier-table/delete-sent", test_delete_sent);
  ADD_CASE ("/library/dossier-table/purge", test_purge);

  return g_test_run ();
}
