/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include <string.h>

/* --- Counts --- */

static void
count_slot (
    JcCheck *self, int position, JcSlotProgress *progress, gboolean *applies, gboolean *files)
{
  g_autoptr (JcSlotState) state = jc_check_slot_at_new_state (self, position);

  *applies = *applies || state->applies || state->n_files > 0;
  *files = *files || state->n_files > 0;
  if (!state->required)
    return;

  progress->n_required++;
  if (state->standing == JC_SLOT_DONE)
    progress->n_filled++;
}

static void
count_finding (const JcFinding *finding, JcSlotProgress *progress)
{
  if (finding->severity == JC_SEVERITY_WARNING)
    progress->n_warnings++;
  else if (finding->severity == JC_SEVERITY_ERROR && jc_check_slot_code_is_missing (finding->code))
    progress->n_missing++;
  else if (finding->severity == JC_SEVERITY_ERROR)
    progress->n_problems++;
}

/**
 * jc_check_get_slot_progress:
 * @self: a check
 * @slot: (nullable): a slot's id, or JC_SLOT_UNSORTED; NULL for all of them and what is not sorted
 * @progress: (out caller-allocates): how far it is
 */
void
jc_check_get_slot_progress (JcCheck *self, const char *slot, JcSlotProgress *progress)
{
  GPtrArray *findings = jc_check_get_findings (self);
  gboolean   applies = FALSE;
  gboolean   files = FALSE;

  *progress = (JcSlotProgress){ .state = JC_PROGRESS_NOT_APPLICABLE };
  for (int i = 0; i < (int)self->plan->slots->len; i++)
    if (slot == NULL || strcmp (jc_check_plan_get_slot (self->plan, i)->slot->id, slot) == 0)
      count_slot (self, i, progress, &applies, &files);

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      if (finding->slot != NULL && (slot == NULL || strcmp (finding->slot, slot) == 0))
        count_finding (finding, progress);
    }

  if (progress->n_problems > 0)
    progress->state = JC_PROGRESS_PROBLEMS;
  else if (!applies)
    progress->state = JC_PROGRESS_NOT_APPLICABLE;
  else if (progress->n_missing > 0)
    progress->state = files ? JC_PROGRESS_INCOMPLETE : JC_PROGRESS_NOT_STARTED;
  else
    progress->state = JC_PROGRESS_DONE;
}

/* --- Words --- */

static void
append_word (GString *list, const char *word, const char *separator)
{
  if (list->len > 0)
    g_string_append (list, separator);
  g_string_append (list, word);
}

/* What a slot lacks that holds something already. */
static void
list_lacking (const JcSlotState *state, GString *zh, GString *en)
{
  for (guint i = 0; i < state->parts->len; i++)
    {
      const JcSlotPartState *part = g_ptr_array_index (state->parts, i);

      if (part->attachment != NULL)
        continue;
      append_word (zh, jc_text_get (part->page->label, JC_LANGUAGE_ZH), "、");
      append_word (en, jc_text_get (part->page->label, JC_LANGUAGE_EN), ", ");
    }

  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);

      if (!row->wanted || row->attachments->len > 0)
        continue;
      append_word (zh, row->label->zh, "、");
      append_word (en, row->label->en, ", ");
    }
}

static JcText *
dup_missing_words (const JcSlotState *state)
{
  g_autoptr (GString) zh = g_string_new (NULL);
  g_autoptr (GString) en = g_string_new (NULL);
  const char *zh_label = jc_text_get (state->slot->label, JC_LANGUAGE_ZH);
  const char *en_label = jc_text_get (state->slot->label, JC_LANGUAGE_EN);
  JcText     *text;

  if (state->standing == JC_SLOT_MISSING)
    return jc_text_new (zh_label, en_label);

  list_lacking (state, zh, en);
  text = g_new0 (JcText, 1);
  text->zh = g_strdup_printf ("%s（%s）", zh_label, zh->str);
  text->en = g_strdup_printf ("%s (%s)", en_label, en->str);

  return text;
}

/**
 * jc_check_dup_missing_slots:
 * @self: a check
 *
 * Only what keeps from submitting: errors about something that is not there.
 *
 * Returns: (transfer full) (element-type JcText): one text for each slot that lacks something
 */
GPtrArray *
jc_check_dup_missing_slots (JcCheck *self)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_text_free);

  for (int i = 0; i < (int)self->plan->slots->len; i++)
    {
      g_autoptr (JcSlotState) state = NULL;
      JcSlotProgress progress;

      jc_check_get_slot_progress (self, jc_check_plan_get_slot (self->plan, i)->slot->id,
                                  &progress);
      if (progress.n_missing == 0)
        continue;
      state = jc_check_slot_at_new_state (self, i);
      g_ptr_array_add (texts, dup_missing_words (state));
    }

  return texts;
}
