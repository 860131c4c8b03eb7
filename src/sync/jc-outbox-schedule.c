/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-reason.h"
#include "jc-sync-private.h"

/* When an item may go. Every "put" of a dossier means the same (the document is read when it is
 * sent), so a newer one that is due makes the older ones due; an event waits for its own moment and
 * for everything before it; what was saved after an event does not wait for it. */

static gboolean
is_event (const JcOutboxItem *item)
{
  return g_str_equal (item->kind, "event");
}

static gint64
moment_of (GPtrArray *items, guint index)
{
  const JcOutboxItem *item = g_ptr_array_index (items, index);
  gint64              at_us = item->retry_at_us;

  for (guint i = index + 1; !is_event (item) && i < items->len; i++)
    {
      const JcOutboxItem *later = g_ptr_array_index (items, i);

      if (!is_event (later) && g_str_equal (later->dossier_id, item->dossier_id))
        at_us = MIN (at_us, later->retry_at_us);
    }
  for (guint i = 0; is_event (item) && i < index; i++)
    {
      const JcOutboxItem *earlier = g_ptr_array_index (items, i);

      if (g_str_equal (earlier->dossier_id, item->dossier_id))
        at_us = MAX (at_us, moment_of (items, i));
    }
  return at_us;
}

/* For the files of this room, see jc-sync-private.h. */
gboolean
jc_outbox_is_due (GPtrArray *items, guint index, gint64 now_us)
{
  return moment_of (items, index) <= now_us;
}

/**
 * jc_outbox_next_moment:
 * @items: (element-type JcOutboxItem): the outbox, in order
 *
 * Returns: when the first of them may go, µs since the epoch; %G_MAXINT64 when none goes by itself
 */
gint64
jc_outbox_next_moment (GPtrArray *items)
{
  gint64 at_us = G_MAXINT64;

  for (guint i = 0; i < items->len; i++)
    at_us = MIN (at_us, moment_of (items, i));
  return at_us;
}

/**
 * jc_sync_get_next_run_us:
 * @self: a sync
 *
 * Returns: how long until something in the outbox may go, or what was set aside may be tried, in
 * µs; 0: now; %G_MAXINT64: nothing does
 */
gint64
jc_sync_get_next_run_us (JcSync *self)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, NULL, NULL);
  g_autoptr (GPtrArray) aside = jc_aside_load (self);
  gint64 at_us = items != NULL ? jc_outbox_next_moment (items) : G_MAXINT64;

  for (guint i = 0; i < aside->len; i++)
    at_us = MIN (at_us, ((JcOutboxItem *)g_ptr_array_index (aside, i))->retry_at_us);
  return at_us == G_MAXINT64 ? G_MAXINT64 : MAX (at_us - g_get_real_time (), 0);
}

/**
 * jc_sync_retry_now:
 * @self: a sync
 * @error: return location
 *
 * Takes back the waiting times of what would be tried again anyway, because a person asks for it.
 * An event keeps waiting for its opening, which the next run asks the server for again, and what
 * only a person can mend stays.
 *
 * Returns: %FALSE with @error set when the library failed
 */
gboolean
jc_sync_retry_now (JcSync *self, GError **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, NULL, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      JcOutboxItem *item = g_ptr_array_index (items, i);

      if (item->retry_at_us == 0 || jc_reason_is_final (item->reason)
          || g_str_equal (item->reason, "opening"))
        continue;
      item->retry_at_us = 0;
      if (!jc_library_save_outbox_item (self->library, item, error))
        return FALSE;
    }
  self->asks_for_rounds = TRUE;
  return items != NULL && jc_aside_hurry (self, error);
}

/* For the files of this room, see jc-sync-private.h. */
gboolean
jc_outbox_release (JcSync *self, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, NULL, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      JcOutboxItem *item = g_ptr_array_index (items, i);

      if (item->retry_at_us == 0 || g_strcmp0 (item->reason, reason) != 0)
        continue;
      item->retry_at_us = 0;
      if (!jc_library_save_outbox_item (self->library, item, error))
        return FALSE;
    }
  return items != NULL;
}
