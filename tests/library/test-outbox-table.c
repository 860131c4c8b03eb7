/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "library-fixture.h"

static JcOutboxItem *
load_item (Fixture *fixture, guint i)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (fixture->library, NULL, NULL);

  g_assert_cmpuint (items->len, >, i);
  g_ptr_array_set_free_func (items, NULL);
  for (guint other = 0; other < items->len; other++)
    if (other != i)
      jc_outbox_item_free (g_ptr_array_index (items, other));
  return g_ptr_array_index (items, i);
}

static void
test_no_account (Fixture *fixture, gconstpointer data)
{
  save (fixture, ID_A, "甲", "created");
  save (fixture, ID_A, "乙", "edited");
  assert_outbox (fixture, NULL, "");
}

static void
test_account (Fixture *fixture, gconstpointer data)
{
  set_account (fixture);
  save (fixture, ID_A, "甲", "created");
  save (fixture, ID_A, "乙", "edited");
  save (fixture, ID_B, "丙", "created");
  assert_outbox (fixture, NULL, "put\nput");
  assert_outbox (fixture, ID_A, "put");
  assert_outbox (fixture, ID_B, "put");
}

/* What is unsent is more than values: finalising has to reach the server too. */
static void
test_state_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcDossier) dossier = make_dossier (ID_A, "甲");
  g_autoptr (JcDossier) finalised = jc_dossier_with_state (dossier, "finalised", "2025-10-09");
  g_autoptr (JcOutboxItem) before = NULL;
  g_autoptr (GError) error = NULL;

  set_account (fixture);
  save_as (fixture, dossier, "甲", "created");
  before = load_item (fixture, 0);
  g_assert_true (jc_library_remove_outbox_item (fixture->library, before->seq, &error));
  g_assert_no_error (error);
  save_as (fixture, finalised, "甲", "finalised");
  assert_outbox (fixture, ID_A, "put");
  assert_history (fixture, ID_A, "2 finalised\n1 created");
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcOutboxItem) first = NULL;
  g_autoptr (JcOutboxItem) second = NULL;
  g_autoptr (GError) error = NULL;

  queue (fixture, ID_A, "put", NULL);
  queue (fixture, ID_B, "event", "{}");
  first = load_item (fixture, 0);
  g_assert_true (g_uuid_string_is_valid (first->key));
  g_assert_cmpstr (first->reason, ==, "queued");
  g_assert_cmpint (first->n_attempts, ==, 0);
  g_assert_cmpint (first->retry_at_us, ==, 0);
  g_assert_null (first->detail);

  queue (fixture, ID_A, "put", NULL);
  assert_outbox (fixture, NULL, "event {}\nput");
  second = load_item (fixture, 1);
  g_assert_cmpstr (second->key, !=, first->key);
  /* Whoever was sending the first one does no harm to the second. */
  g_assert_true (jc_library_save_outbox_item (fixture->library, first, &error));
  g_assert_true (jc_library_remove_outbox_item (fixture->library, first->seq, &error));
  assert_outbox (fixture, NULL, "event {}\nput");
  queue (fixture, ID_A, "delete", NULL);
  assert_outbox (fixture, NULL, "event {}\ndelete");
}

static void
test_event_behind (Fixture *fixture, gconstpointer data)
{
  queue (fixture, ID_A, "put", NULL);
  queue (fixture, ID_A, "event", "1");
  queue (fixture, ID_A, "event", "2");
  queue (fixture, ID_A, "put", NULL);
  assert_outbox (fixture, ID_A, "put\nevent 1\nevent 2\nput");
  queue (fixture, ID_A, "put", NULL);
  assert_outbox (fixture, ID_A, "put\nevent 1\nevent 2\nput");
  queue (fixture, ID_A, "event", "3");
  queue (fixture, ID_A, "delete", NULL);
  assert_outbox (fixture, ID_A, "put\nevent 1\nevent 2\nput\nevent 3\ndelete");
}

static void
test_save_item (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  g_autoptr (JcOutboxItem) item = NULL;
  g_autoptr (JcOutboxItem) again = NULL;

  g_assert_true (jc_library_queue (fixture->library, ID_A, "event", "{}", &key, &error));
  item = load_item (fixture, 0);
  g_assert_cmpstr (item->key, ==, key);
  g_assert_cmpstr (item->dossier_id, ==, ID_A);
  g_free (item->reason);
  item->reason = g_strdup ("server_error");
  item->detail = g_strdup ("{\"status\":500}");
  item->n_attempts = 3;
  item->retry_at_us = START_US;
  g_assert_true (jc_library_save_outbox_item (fixture->library, item, &error));
  reopen (fixture);

  again = load_item (fixture, 0);
  g_assert_cmpstr (again->key, ==, key);
  g_assert_cmpstr (again->reason, ==, "server_error");
  g_assert_cmpstr (again->detail, ==, "{\"status\":500}");
  g_assert_cmpint (again->n_attempts, ==, 3);
  g_assert_cmpint (again->retry_at_us, ==, START_US);
  g_assert_cmpstr (again->body, ==, "{}");
}

/* Also after the last item is gone, and after a restart. */
static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  for (gint64 expected = 1; expected <= 3; expected++)
    {
      g_autoptr (JcOutboxItem) item = NULL;

      queue (fixture, ID_A, "put", NULL);
      item = load_item (fixture, 0);
      g_assert_cmpint (item->seq, ==, expected);
      g_assert_true (jc_library_remove_outbox_item (fixture->library, item->seq, NULL));
      reopen (fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASE ("/library/outbox-table/no-account", test_no_account);
  ADD_CASE ("/library/outbox-table/account", test_account);
  ADD_CASE ("/library/outbox-table/state-alone", test_state_alone);
  ADD_CASE ("/library/outbox-table/replace", test_replace);
  ADD_CASE ("/library/outbox-table/event-behind", test_event_behind);
  ADD_CASE ("/library/outbox-table/save-item", test_save_item);
  ADD_CASE ("/library/outbox-table/numbers", test_numbers);

  return g_test_run ();
}
