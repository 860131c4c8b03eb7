/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-sync-private.h"

#define NOW 1000
#define LATER 5000
#define NEVER G_MAXINT64

/* One outbox a row: up to three items of dossier A, then up to two of B; NULL ends each. */
typedef struct
{
  const char *kind;
  gint64      retry_at_us;
  gboolean    is_due;
} Item;

static const struct
{
  const char *path;
  Item        a[4];
  Item        b[2];
  gint64      next_us;
} cases[] = {
  { "/sync/schedule/nothing", { { NULL } }, { { NULL } }, NEVER },
  { "/sync/schedule/due", { { "put", 0, TRUE } }, { { NULL } }, 0 },
  { "/sync/schedule/due-at-its-moment", { { "put", NOW, TRUE } }, { { NULL } }, NOW },
  { "/sync/schedule/not-yet", { { "put", NOW + 1, FALSE } }, { { NULL } }, NOW + 1 },
  { "/sync/schedule/saved-while-an-event-waits",
    { { "event", LATER, FALSE }, { "put", 0, TRUE } },
    { { NULL } },
    0 },
  { "/sync/schedule/saved-after-an-event-was-refused",
    { { "event", NEVER, FALSE }, { "put", 0, TRUE } },
    { { NULL } },
    0 },
  { "/sync/schedule/event-behind-a-put-that-waits",
    { { "put", LATER, FALSE }, { "event", 0, FALSE } },
    { { NULL } },
    LATER },
  { "/sync/schedule/event-behind-a-conflict",
    { { "put", NEVER, FALSE }, { "event", 0, FALSE } },
    { { NULL } },
    NEVER },
  { "/sync/schedule/decided-behind-an-event",
    { { "put", NEVER, TRUE }, { "event", 0, TRUE }, { "put", 0, TRUE } },
    { { NULL } },
    0 },
  { "/sync/schedule/events-keep-their-order",
    { { "event", LATER, FALSE }, { "event", 0, FALSE } },
    { { NULL } },
    LATER },
  { "/sync/schedule/another-dossier-does-not-wait",
    { { "put", NEVER, FALSE } },
    { { "event", NOW, TRUE } },
    NOW },
};

static void
add_items (GPtrArray *items, const char *dossier, const Item *of, guint n)
{
  for (guint i = 0; i < n && of[i].kind != NULL; i++)
    {
      JcOutboxItem *item = g_new0 (JcOutboxItem, 1);

      item->dossier_id = g_strdup (dossier);
      item->kind = g_strdup (of[i].kind);
      item->retry_at_us = of[i].retry_at_us;
      g_ptr_array_add (items, item);
    }
}

static void
test_case (gconstpointer data)
{
  gsize n = GPOINTER_TO_SIZE (data);
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_outbox_item_free);
  guint of_a;

  add_items (items, "a", cases[n].a, G_N_ELEMENTS (cases[n].a));
  of_a = items->len;
  add_items (items, "b", cases[n].b, G_N_ELEMENTS (cases[n].b));

  for (guint i = 0; i < items->len; i++)
    g_assert_cmpint (jc_outbox_is_due (items, i, NOW), ==,
                     i < of_a ? cases[n].a[i].is_due : cases[n].b[i - of_a].is_due);
  g_assert_cmpint (jc_outbox_next_moment (items), ==, cases[n].next_us);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, GSIZE_TO_POINTER (i), test_case);
  return g_test_run ();
}
