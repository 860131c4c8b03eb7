/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-guess-table.h"

struct _JcGuessTable
{
  JcCheck    *check;   /* (unowned) */
  GHashTable *entries; /* attachment's id → Entry */
  guint       edition;
};

typedef struct
{
  JcSlotGuess *guess;
  guint        edition;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  jc_slot_guess_free (entry->guess);
  g_free (entry);
}

/**
 * jc_guess_table_new:
 * @check: outlives the result
 *
 * Returns: (transfer full): a table that knows nothing yet
 */
JcGuessTable *
jc_guess_table_new (JcCheck *check)
{
  JcGuessTable *self = g_new0 (JcGuessTable, 1);

  self->check = check;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);

  return self;
}

/**
 * jc_guess_table_free:
 * @self: (transfer full): a table
 */
void
jc_guess_table_free (JcGuessTable *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * jc_guess_table_doubt:
 * @self: a table
 */
void
jc_guess_table_doubt (JcGuessTable *self)
{
  self->edition++;
}

/**
 * jc_guess_table_get:
 * @self: a table
 * @attachment: a file that nobody sorted
 * @end_us: until when there is time, of the monotonic clock; 0: there is none
 * @late: (inout): becomes TRUE where there was no time
 *
 * Returns: (transfer none) (nullable): where it seems to belong
 */
const JcSlotGuess *
jc_guess_table_get (JcGuessTable       *self,
                    const JcAttachment *attachment,
                    gint64              end_us,
                    gboolean           *late)
{
  Entry *entry = g_hash_table_lookup (self->entries, attachment->id);

  if (entry != NULL && entry->edition == self->edition)
    return entry->guess;
  if (end_us == 0 || g_get_monotonic_time () >= end_us)
    {
      *late = TRUE;
      return entry != NULL ? entry->guess : NULL;
    }

  entry = g_new0 (Entry, 1);
  entry->edition = self->edition;
  entry->guess = jc_check_dup_guess (self->check, attachment);
  g_hash_table_replace (self->entries, g_strdup (attachment->id), entry);

  return entry->guess;
}
