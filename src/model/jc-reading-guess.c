/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-reading-private.h"

#include <string.h>

/**
 * jc_slot_guess_free:
 * @guess: (transfer full) (nullable): a guess
 */
void
jc_slot_guess_free (JcSlotGuess *guess)
{
  if (guess == NULL)
    return;

  g_ptr_array_unref (guess->parts);
  g_free (guess->row);
  g_free (guess);
}

/* (nullable): NULL where nothing speaks for any slot, or as much for two. */
static const JcReadingSuggestion *
get_best (GPtrArray *suggestions)
{
  const JcReadingSuggestion *first
      = suggestions->len > 0 ? g_ptr_array_index (suggestions, 0) : NULL;
  const JcReadingSuggestion *second
      = suggestions->len > 1 ? g_ptr_array_index (suggestions, 1) : NULL;

  return second == NULL || second->score < first->score ? first : NULL;
}

static void
add_parts (JcSlotGuess *guess, const JcReading *reading)
{
  g_autoptr (GPtrArray) parts = jc_reading_list_parts (reading, guess->slot);

  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (guess->parts,
                     jc_attachment_part_new (g_ptr_array_index (parts, i), reading->page));
}

/* What one page more says. A page of another slot, or of another row, divides the file. */
static void
take (JcSlotGuess *guess, const JcReading *reading, const JcReadingSuggestion *suggestion)
{
  if (guess->slot != NULL && guess->slot != suggestion->slot)
    {
      guess->slot = NULL;
      return;
    }

  guess->slot = suggestion->slot;
  if (guess->row == NULL)
    guess->row = g_strdup (suggestion->row);
  else if (suggestion->row != NULL && strcmp (guess->row, suggestion->row) != 0)
    guess->slot = NULL;
  if (guess->slot != NULL)
    add_parts (guess, reading);
}

/**
 * jc_check_dup_guess:
 * @check: a check that was given readings
 * @attachment: a file that nobody sorted
 *
 * A page that speaks for nothing goes with the others.
 *
 * Returns: (transfer full) (nullable): where the file seems to belong
 */
JcSlotGuess *
jc_check_dup_guess (JcCheck *check, const JcAttachment *attachment)
{
  g_autoptr (GPtrArray) views = jc_attachment_dup_views (attachment);
  g_autoptr (JcSlotGuess) guess = g_new0 (JcSlotGuess, 1);
  gboolean speaks = FALSE;

  guess->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_part_free);
  for (guint i = 0; i < views->len && (guess->slot != NULL || !speaks); i++)
    {
      const JcPageView *view = g_ptr_array_index (views, i);
      const JcReading  *reading = jc_check_find_reading (check, attachment->sha256, view->page);
      g_autoptr (GPtrArray) suggestions
          = reading != NULL ? jc_reading_dup_suggestions (reading, check) : NULL;
      const JcReadingSuggestion *best = suggestions != NULL ? get_best (suggestions) : NULL;

      if (best == NULL)
        continue;
      take (guess, reading, best);
      speaks = TRUE;
    }

  return speaks ? g_steal_pointer (&guess) : NULL;
}
