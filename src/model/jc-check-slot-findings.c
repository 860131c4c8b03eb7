/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include <string.h>

#define MIB (1024 * 1024)
#define MISSING "slot_missing"
#define PART_MISSING "slot_part_missing"
#define ROW_MISSING "slot_row_missing"

gboolean
jc_check_slot_code_is_missing (const char *code)
{
  return strcmp (code, MISSING) == 0 || strcmp (code, PART_MISSING) == 0
         || strcmp (code, ROW_MISSING) == 0;
}

/* What is being found out about one slot. */
typedef struct
{
  JcCheck       *check;
  int            position;
  JcSlotState   *state;
  JcCheckResult *result;
  const char    *zh; /* its label */
  const char    *en;
} Slot;

/* --- Adding --- */

/* @zh and @en (transfer full): after the label. */
static JcFinding *
add (Slot *slot, JcSeverity severity, const char *code, char *zh, char *en)
{
  JcText    *message = g_new0 (JcText, 1);
  JcFinding *finding;

  message->zh = g_strconcat (slot->zh, "：", zh, NULL);
  message->en = g_strconcat (slot->en, ": ", en, NULL);
  g_free (zh);
  g_free (en);

  if (slot->result->findings == NULL)
    slot->result->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);
  finding = jc_finding_new_for_slot (slot->state->slot->id, severity, code, message);
  g_ptr_array_add (slot->result->findings, finding);

  return finding;
}

static JcFinding *
add_about (Slot               *slot,
           const JcAttachment *attachment,
           JcSeverity          severity,
           const char         *code,
           char               *zh,
           char               *en)
{
  JcFinding *finding = add (slot, severity, code, zh, en);

  finding->attachment = g_strdup (attachment->id);

  return finding;
}

/* What a slot that is asked for lacks keeps from submitting. */
static JcSeverity
weigh (const Slot *slot)
{
  return slot->state->due ? JC_SEVERITY_ERROR : JC_SEVERITY_WARNING;
}

static void
append_word (GString *list, const char *word, const char *separator)
{
  if (list->len > 0)
    g_string_append (list, separator);
  g_string_append (list, word);
}

/* --- What is missing --- */

static void
check_presence (Slot *slot)
{
  const JcText *hint = slot->state->slot->hint;

  if (slot->state->standing == JC_SLOT_MISSING)
    add (slot, JC_SEVERITY_ERROR, MISSING,
         g_strdup_printf ("还没有放文件。%s", jc_text_get (hint, JC_LANGUAGE_ZH)),
         g_strdup_printf ("there is no file yet. %s", jc_text_get (hint, JC_LANGUAGE_EN)));
  else if (slot->state->standing == JC_SLOT_LATER)
    add (slot, JC_SEVERITY_HINT, MISSING, g_strdup ("定稿以后打印、签字盖章，再扫描放到这里。"),
         g_strdup ("print it after finalising, have it signed and sealed, and scan it to here."));
}

/* While pages are there that nothing is said of, the one that is looked for may be among them. */
static void
check_parts (Slot *slot)
{
  g_autoptr (GString) zh = g_string_new (NULL);
  g_autoptr (GString) en = g_string_new (NULL);

  for (guint i = 0; i < slot->state->parts->len; i++)
    {
      const JcSlotPartState *part = g_ptr_array_index (slot->state->parts, i);

      if (part->attachment != NULL)
        continue;
      append_word (zh, jc_text_get (part->page->label, JC_LANGUAGE_ZH), "、");
      append_word (en, jc_text_get (part->page->label, JC_LANGUAGE_EN), ", ");
    }
  if (zh->len == 0)
    return;

  if (slot->state->n_unmarked_pages > 0)
    add (slot, JC_SEVERITY_WARNING, "slot_part_unmarked",
         g_strdup_printf ("还没有标出%s。在看得见它的那一页上标出来。", zh->str),
         g_strdup_printf ("not marked yet: %s. Mark the page that shows it.", en->str));
  else
    add (slot, weigh (slot), PART_MISSING,
         g_strdup_printf ("还差%s。扫描或拍下来放到这里。", zh->str),
         g_strdup_printf ("lacking: %s. Scan it or take a picture, and put it here.", en->str));
}

static void
add_rows_unmarked (Slot *slot, const char *zh, const char *en)
{
  add (slot, JC_SEVERITY_WARNING, "slot_row_unmarked",
       g_strdup_printf ("%u 个文件没有标明是哪一行的证明，还没有证明的是%s。逐个标明。",
                        slot->state->n_unmarked_files, zh),
       g_strdup_printf (
           "%u files do not say whose evidence they are; without evidence: %s. Name the "
           "row of each.",
           slot->state->n_unmarked_files, en));
}

static void
add_row_missing (Slot *slot, const JcSlotRowState *row)
{
  JcFinding *finding
      = add (slot, weigh (slot), ROW_MISSING,
             g_strdup_printf ("“%s”还没有证明。放进来，并标明是这一行。", row->label->zh),
             g_strdup_printf ("there is no evidence of “%s” yet. Put it here and name this row.",
                              row->label->en));

  finding->row = g_strdup (row->row);
}

static void
check_rows (Slot *slot)
{
  g_autoptr (GString) zh = g_string_new (NULL);
  g_autoptr (GString) en = g_string_new (NULL);

  for (guint i = 0; i < slot->state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (slot->state->rows, i);

      if (!row->wanted || row->attachments->len > 0)
        continue;

      if (slot->state->n_unmarked_files == 0)
        {
          add_row_missing (slot, row);
          continue;
        }
      append_word (zh, row->label->zh, "、");
      append_word (en, row->label->en, ", ");
    }

  if (zh->len > 0)
    add_rows_unmarked (slot, zh->str, en->str);
}

/* --- What is there and does not belong --- */

static const JcSlotRowState *
find_row (const JcSlotState *state, const char *id)
{
  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);

      if (strcmp (row->row, id) == 0)
        return row;
    }

  return NULL;
}

/* (nullable): the slot in which evidence of the same row belongs. */
static const JcSlot *
find_other_slot (const Slot *slot, int row)
{
  const JcCheckPlan *plan = slot->check->plan;
  int                rows = jc_check_plan_get_slot (plan, slot->position)->rows;

  for (int i = 0; i < (int)plan->slots->len; i++)
    if (i != slot->position && jc_check_plan_get_slot (plan, i)->rows == rows
        && jc_check_slot_at_wants (slot->check, i, row))
      return jc_check_plan_get_slot (plan, i)->slot;

  return NULL;
}

static void
check_row_of (Slot *slot, const JcAttachment *attachment)
{
  const JcSlotRowState *row
      = attachment->row != NULL ? find_row (slot->state, attachment->row) : NULL;
  const JcSlot *other = row != NULL ? find_other_slot (slot, row->position) : NULL;
  JcFinding    *finding;

  if (attachment->row == NULL || (row != NULL && row->wanted))
    return;

  if (row == NULL)
    finding = add_about (
        slot, attachment, JC_SEVERITY_WARNING, "slot_row_gone",
        g_strdup_printf ("“%s”所证明的那一行已经不在了。改标另一行，或移走它。", attachment->name),
        g_strdup_printf ("the row that “%s” is evidence of is gone. Name another row, or take the "
                         "file away.",
                         attachment->name));
  else
    finding = add_about (
        slot, attachment, JC_SEVERITY_WARNING, "slot_row_misplaced",
        g_strdup_printf ("“%s”证明的是“%s”，不归这里。移到“%s”，或改标另一行。", attachment->name,
                         row->label->zh,
                         other != NULL ? jc_text_get (other->label, JC_LANGUAGE_ZH) : "别的附件"),
        g_strdup_printf (
            "“%s” is evidence of “%s”, which does not belong here. Move it to “%s”, or "
            "name another row.",
            attachment->name, row->label->en,
            other != NULL ? jc_text_get (other->label, JC_LANGUAGE_EN) : "another attachment"));
  finding->row = g_strdup (attachment->row);
}

static void
check_applies (Slot *slot)
{
  const JcText *why = slot->state->why_not;
  const char   *zh = jc_text_get (why, JC_LANGUAGE_ZH);
  const char   *en = jc_text_get (why, JC_LANGUAGE_EN);

  for (guint i = 0; i < slot->state->attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (slot->state->attachments, i);

      add_about (slot, attachment, JC_SEVERITY_WARNING, "slot_not_applicable",
                 g_strdup_printf ("这里不用交“%s”。%s把它移到别的附件里，或移走。",
                                  attachment->name, zh),
                 g_strdup_printf ("“%s” is not asked for here. %s%sMove it to another attachment, "
                                  "or take it away.",
                                  attachment->name, en, *en != '\0' ? " " : ""));
    }
}

static void
check_sizes (Slot *slot)
{
  const JcSlot *of = slot->state->slot;

  if (of->max_files > 0 && slot->state->n_files > of->max_files)
    add (slot, JC_SEVERITY_ERROR, "slot_too_many",
         g_strdup_printf ("放了 %u 个文件，最多 %u 个。合并成一个 PDF，或移走不需要的。",
                          slot->state->n_files, of->max_files),
         g_strdup_printf ("%u files; at most %u. Join them in one PDF, or take away what is not "
                          "needed.",
                          slot->state->n_files, of->max_files));

  for (guint i = 0; i < slot->state->attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (slot->state->attachments, i);

      if (attachment->size > of->max_bytes)
        add_about (slot, attachment, JC_SEVERITY_ERROR, "slot_too_large",
                   g_strdup_printf ("“%s”有 %.1f MiB，最多 %.0f MiB。换成黑白或灰度的 300 dpi "
                                    "扫描，或分成几个文件。",
                                    attachment->name, (double)attachment->size / MIB,
                                    (double)of->max_bytes / MIB),
                   g_strdup_printf ("“%s” has %.1f MiB; at most %.0f MiB. Scan it in grey at 300 "
                                    "dpi, or divide it into several files.",
                                    attachment->name, (double)attachment->size / MIB,
                                    (double)of->max_bytes / MIB));
    }
}

/* --- How it looks --- */

static void
add_caution (Slot *slot, const JcAttachment *attachment, const JcCaution *caution)
{
  g_autoptr (JcText) text = jc_caution_dup_text (caution->code);
  g_autofree char *code = g_strconcat ("caution.", caution->code, NULL);
  g_autofree char *zh_page = NULL;
  g_autofree char *en_page = NULL;
  JcFinding       *finding;

  if (text == NULL || (caution->page > 0 && !jc_attachment_uses_page (attachment, caution->page)))
    return;

  zh_page = caution->page > 0 ? g_strdup_printf ("第 %d 页", caution->page) : g_strdup ("");
  en_page = caution->page > 0 ? g_strdup_printf (", page %d", caution->page) : g_strdup ("");
  finding = add_about (slot, attachment, JC_SEVERITY_WARNING, code,
                       g_strdup_printf ("“%s”%s：%s", attachment->name, zh_page, text->zh),
                       g_strdup_printf ("“%s”%s: %s", attachment->name, en_page, text->en));
  finding->page = caution->page;
}

static void
check_cautions (Slot *slot)
{
  for (guint i = 0; i < slot->state->attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (slot->state->attachments, i);

      for (guint j = 0; j < attachment->cautions->len; j++)
        add_caution (slot, attachment, g_ptr_array_index (attachment->cautions, j));
    }
}

/* --- The whole --- */

/* @result is empty before. */
void
jc_check_evaluate_slot (JcCheck *self, int position, JcCheckResult *result)
{
  g_autoptr (JcSlotState) state = jc_check_slot_at_new_state (self, position);
  Slot slot = { .check = self, .position = position, .state = state, .result = result };

  slot.zh = jc_text_get (state->slot->label, JC_LANGUAGE_ZH);
  slot.en = jc_text_get (state->slot->label, JC_LANGUAGE_EN);
  result->standing = state->standing;
  result->flag = state->required;

  if (!state->applies)
    {
      check_applies (&slot);
      return;
    }

  check_presence (&slot);
  if (state->n_pages > 0)
    check_parts (&slot);
  /* One that is asked for and empty says so once. */
  if (state->standing != JC_SLOT_MISSING)
    check_rows (&slot);
  for (guint i = 0; i < state->attachments->len; i++)
    check_row_of (&slot, g_ptr_array_index (state->attachments, i));
  check_sizes (&slot);
  check_cautions (&slot);
}
