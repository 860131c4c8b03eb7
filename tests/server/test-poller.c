/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-poller.h"

static GPtrArray *woken;
static guint      n_asked;

static void
wake_cb (gpointer call)
{
  g_ptr_array_add (woken, call);
}

static void
ask_cb (gpointer user_data)
{
  n_asked++;
}

static JcPoller *
new_poller (void)
{
  g_clear_pointer (&woken, g_ptr_array_unref);
  woken = g_ptr_array_new ();
  n_asked = 0;

  return jc_poller_new (wake_cb, ask_cb, NULL);
}

static void
test_wakes_who_knows_less (void)
{
  g_autoptr (JcPoller) poller = new_poller ();
  int early;
  int late;

  g_assert_true (jc_poller_add (poller, &early, "a", 4, G_MAXINT64));
  g_assert_true (jc_poller_add (poller, &late, "a", 5, G_MAXINT64));

  jc_poller_feed_is_at (poller, 4);
  g_assert_cmpuint (woken->len, ==, 0);
  jc_poller_feed_is_at (poller, 5);
  g_assert_cmpuint (woken->len, ==, 1);
  g_assert_true (g_ptr_array_index (woken, 0) == &early);
  jc_poller_feed_is_at (poller, 6);
  g_assert_cmpuint (woken->len, ==, 2);
  g_assert_cmpuint (jc_poller_get_n (poller), ==, 0);
}

static void
test_limit_is_each_accounts (void)
{
  g_autoptr (JcPoller) poller = new_poller ();
  int calls[JC_POLLER_MAX_PER_ACCOUNT + 2];

  for (guint i = 0; i < JC_POLLER_MAX_PER_ACCOUNT; i++)
    g_assert_true (jc_poller_add (poller, &calls[i], "a", 0, G_MAXINT64));

  g_assert_false (jc_poller_add (poller, &calls[JC_POLLER_MAX_PER_ACCOUNT], "a", 0, G_MAXINT64));
  g_assert_true (jc_poller_add (poller, &calls[JC_POLLER_MAX_PER_ACCOUNT + 1], "b", 0, G_MAXINT64));
  jc_poller_remove (poller, &calls[0]);
  g_assert_true (jc_poller_add (poller, &calls[JC_POLLER_MAX_PER_ACCOUNT], "a", 0, G_MAXINT64));
  jc_poller_wake_all (poller);
  g_assert_cmpuint (woken->len, ==, JC_POLLER_MAX_PER_ACCOUNT + 1);
}

static void
test_asks_while_somebody_waits (void)
{
  g_autoptr (JcPoller) poller = new_poller ();
  int call;

  g_assert_true (jc_poller_add (poller, &call, "a", 0, g_get_monotonic_time () + 300000));
  while (woken->len == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (n_asked, >=, 1);
  g_assert_cmpuint (jc_poller_get_n (poller), ==, 0);
  jc_poller_remove (poller, &call);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/poller/wakes-who-knows-less", test_wakes_who_knows_less);
  g_test_add_func ("/server/poller/limit-is-each-accounts", test_limit_is_each_accounts);
  g_test_add_func ("/server/poller/asks-while-somebody-waits", test_asks_while_somebody_waits);

  result = g_test_run ();
  g_clear_pointer (&woken, g_ptr_array_unref);

  return result;
}
