/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-poller.h"

/* How soon another worker's write is noticed. */
#define TICK_MS 250

typedef struct
{
  gpointer call;
  char    *account;
  gint64   known_seq;
  gint64   until_us;
} JcWaiting;

struct _JcPoller
{
  GHashTable      *waiting;    /* call → JcWaiting */
  GHashTable      *by_account; /* name → how many, as a pointer */
  JcPollerWakeFunc wake;
  JcPollerAskFunc  ask;
  gpointer         user_data;
  guint            tick_id;
};

static void
waiting_free (JcWaiting *waiting)
{
  g_free (waiting->account);
  g_free (waiting);
}

/**
 * jc_poller_new:
 * @wake: called with a call that is to be asked again; it waits no longer then
 * @ask: called now and then while calls wait
 * @user_data: for @ask
 *
 * Returns: (transfer full): a poller
 */
JcPoller *
jc_poller_new (JcPollerWakeFunc wake, JcPollerAskFunc ask, gpointer user_data)
{
  JcPoller *self = g_new0 (JcPoller, 1);

  self->waiting = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)waiting_free);
  self->by_account = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->wake = wake;
  self->ask = ask;
  self->user_data = user_data;

  return self;
}

/**
 * jc_poller_free:
 * @self: (transfer full) (nullable): a poller; who still waits is forgotten
 */
void
jc_poller_free (JcPoller *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->by_account);
  g_free (self);
}

static guint
count_of_account (JcPoller *self, const char *account)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->by_account, account));
}

static void
set_count_of_account (JcPoller *self, const char *account, guint n)
{
  if (n > 0)
    g_hash_table_insert (self->by_account, g_strdup (account), GUINT_TO_POINTER (n));
  else
    g_hash_table_remove (self->by_account, account);
}

/* Wakes who knows less than @seq or whose time is up. Waking may add calls again, so they are
 * collected first. */
static void
wake_due (JcPoller *self, gint64 seq, gint64 now_us)
{
  g_autoptr (GPtrArray) due = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const JcWaiting *waiting = value;

      if (waiting->known_seq < seq || waiting->until_us <= now_us)
        g_ptr_array_add (due, waiting->call);
    }

  for (guint i = 0; i < due->len; i++)
    {
      jc_poller_remove (self, g_ptr_array_index (due, i));
      self->wake (g_ptr_array_index (due, i));
    }
}

static gboolean
tick_cb (gpointer user_data)
{
  JcPoller *self = user_data;

  wake_due (self, -1, g_get_monotonic_time ());
  if (g_hash_table_size (self->waiting) == 0)
    {
      self->tick_id = 0;
      return G_SOURCE_REMOVE;
    }

  self->ask (self->user_data);

  return G_SOURCE_CONTINUE;
}

/**
 * jc_poller_add:
 * @self: a poller
 * @call: who waits
 * @account: whose call it is
 * @known_seq: the number up to which the call knows the feed
 * @until_us: monotonic; when it is to be asked again at the latest
 *
 * Returns: FALSE when @account has JC_POLLER_MAX_PER_ACCOUNT calls waiting already
 */
gboolean
jc_poller_add (
    JcPoller *self, gpointer call, const char *account, gint64 known_seq, gint64 until_us)
{
  guint      n = count_of_account (self, account);
  JcWaiting *waiting;

  if (n >= JC_POLLER_MAX_PER_ACCOUNT)
    return FALSE;

  waiting = g_new0 (JcWaiting, 1);
  waiting->call = call;
  waiting->account = g_strdup (account);
  waiting->known_seq = known_seq;
  waiting->until_us = until_us;
  g_hash_table_insert (self->waiting, call, waiting);
  set_count_of_account (self, account, n + 1);

  if (self->tick_id == 0)
    self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);

  return TRUE;
}

/**
 * jc_poller_remove:
 * @self: a poller
 * @call: who no longer waits; nothing happens when it did not
 */
void
jc_poller_remove (JcPoller *self, gpointer call)
{
  JcWaiting *waiting = g_hash_table_lookup (self->waiting, call);

  if (waiting == NULL)
    return;

  set_count_of_account (self, waiting->account, count_of_account (self, waiting->account) - 1);
  g_hash_table_remove (self->waiting, call);
}

/**
 * jc_poller_feed_is_at:
 * @self: a poller
 * @seq: the feed's last number
 */
void
jc_poller_feed_is_at (JcPoller *self, gint64 seq)
{
  wake_due (self, seq, G_MININT64);
}

/**
 * jc_poller_wake_all:
 * @self: a poller
 */
void
jc_poller_wake_all (JcPoller *self)
{
  wake_due (self, G_MAXINT64, G_MAXINT64);
}

/**
 * jc_poller_get_n:
 * @self: a poller
 *
 * Returns: how many calls wait
 */
guint
jc_poller_get_n (JcPoller *self)
{
  return g_hash_table_size (self->waiting);
}
