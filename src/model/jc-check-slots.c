/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include "jc-json.h"

#include <string.h>

/* --- Made and freed --- */

static void
row_state_free (gpointer data)
{
  JcSlotRowState *row = data;

  g_free (row->row);
  jc_text_free (row->label);
  g_ptr_array_unref (row->attachments);
  g_free (row);
}

/**
 * jc_slot_state_free:
 * @state: (transfer full) (nullable): a state
 */
void
jc_slot_state_free (JcSlotState *state)
{
  if (state == NULL)
    return;

  g_ptr_array_unref (state->attachments);
  g_ptr_array_unref (state->parts);
  g_ptr_array_unref (state->rows);
  g_free (state);
}

/* --- Files and pages --- */

static void
list_files (JcCheck *self, JcSlotState *state)
{
  g_autoptr (GHashTable) originals = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->attachments->len; i++)
    {
      JcAttachment *attachment = g_ptr_array_index (self->attachments, i);

      if (strcmp (attachment->slot, state->slot->id) != 0)
        continue;

      g_ptr_array_add (state->attachments, attachment);
      g_hash_table_add (originals, attachment->sha256);
      if (attachment->views != NULL)
        state->n_pages += attachment->views->len;
      else
        state->n_pages += (guint)MAX (attachment->pages, 1);
    }

  state->n_files = g_hash_table_size (originals);
}

static gboolean
is_marked (const JcSlot *slot, const JcAttachment *attachment, int page)
{
  for (guint i = 0; i < attachment->parts->len; i++)
    {
      const JcAttachmentPart *part = g_ptr_array_index (attachment->parts, i);

      for (guint j = 0; part->page == page && j < slot->pages->len; j++)
        if (strcmp (((const JcSlotPage *)g_ptr_array_index (slot->pages, j))->id, part->part) == 0)
          return TRUE;
    }

  return FALSE;
}

/* Of a file whose pages cannot be counted one mark is enough. */
static guint
count_unmarked_pages (const JcSlot *slot, const JcAttachment *attachment)
{
  g_autoptr (GPtrArray) views = jc_attachment_dup_views (attachment);
  guint n = 0;

  if (attachment->views == NULL && attachment->pages == 0)
    return attachment->parts->len == 0 ? 1 : 0;

  for (guint i = 0; i < views->len; i++)
    if (!is_marked (slot, attachment, ((const JcPageView *)g_ptr_array_index (views, i))->page))
      n++;

  return n;
}

static void
find_part (JcSlotState *state, JcSlotPartState *part)
{
  for (guint i = 0; i < state->attachments->len && part->attachment == NULL; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (state->attachments, i);

      for (guint j = 0; j < attachment->parts->len && part->attachment == NULL; j++)
        {
          const JcAttachmentPart *mark = g_ptr_array_index (attachment->parts, j);

          /* A page that the view leaves out is not there. */
          if (strcmp (mark->part, part->page->id) != 0
              || !jc_attachment_uses_page (attachment, mark->page))
            continue;
          part->attachment = attachment;
          part->number = mark->page;
        }
    }
}

static void
list_parts (JcSlotState *state)
{
  for (guint i = 0; i < state->slot->pages->len; i++)
    {
      JcSlotPartState *part = g_new0 (JcSlotPartState, 1);

      part->page = g_ptr_array_index (state->slot->pages, i);
      find_part (state, part);
      g_ptr_array_add (state->parts, part);
    }

  for (guint i = 0; state->parts->len > 0 && i < state->attachments->len; i++)
    state->n_unmarked_pages
        += count_unmarked_pages (state->slot, g_ptr_array_index (state->attachments, i));
}

/* --- Rows and their evidence --- */

gboolean
jc_check_slot_at_wants (JcCheck *self, int slot, int row)
{
  int            node = jc_check_plan_get_slot (self->plan, slot)->wanted;
  JcCheckResult *result = node != JC_CHECK_NONE ? jc_check_get_result (self, node, row) : NULL;

  return result == NULL || result->flag;
}

/* What a person calls a row: the first text in it. */
static JcText *
dup_row_label (JcCheck *self, int rows, int row)
{
  for (int i = rows + 1; i < (int)self->plan->fields->len; i++)
    {
      const JcCheckField *field = jc_check_plan_get_field (self->plan, i);
      JsonNode           *value;
      JcText             *label;

      if (field->rows != rows)
        break;
      if (field->field->type != JC_FIELD_TEXT)
        continue;

      value = jc_check_data_get_value (self, i, row);
      if (jc_json_is_blank (value))
        continue;
      label = g_new0 (JcText, 1);
      label->zh = jc_field_dup_display (field->field, self->programme, value, JC_LANGUAGE_ZH);
      label->en = jc_field_dup_display (field->field, self->programme, value, JC_LANGUAGE_EN);

      return label;
    }

  return jc_text_new_printf ("第 %d 行", "row %d", row + 1);
}

static JcSlotRowState *
row_state_new (JcCheck *self, int slot, int row, JcSlotState *state)
{
  int             rows = jc_check_plan_get_slot (self->plan, slot)->rows;
  JsonNode       *value = jc_check_data_get_value (self, rows, JC_CHECK_NONE);
  JsonNode       *node = json_array_get_element (jc_json_as_array (value), (guint)row);
  JcSlotRowState *entry = g_new0 (JcSlotRowState, 1);

  entry->row = g_strdup (jc_json_get_string (jc_json_as_object (node), "id", ""));
  entry->position = row;
  entry->label = dup_row_label (self, rows, row);
  entry->wanted = jc_check_slot_at_wants (self, slot, row);
  entry->attachments = g_ptr_array_new ();
  for (guint i = 0; i < state->attachments->len; i++)
    {
      JcAttachment *attachment = g_ptr_array_index (state->attachments, i);

      if (attachment->row != NULL && strcmp (attachment->row, entry->row) == 0
          && jc_attachment_is_used (attachment))
        g_ptr_array_add (entry->attachments, attachment);
    }

  return entry;
}

static void
list_rows (JcCheck *self, int slot, JcSlotState *state)
{
  int   rows = jc_check_plan_get_slot (self->plan, slot)->rows;
  guint n_rows;

  if (rows == JC_CHECK_NONE)
    return;

  n_rows = jc_check_field_at_applies (self, rows, JC_CHECK_NONE)
               ? jc_check_data_count_rows (self, rows)
               : 0;
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (state->rows, row_state_new (self, slot, (int)i, state));

  for (guint i = 0; i < state->attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (state->attachments, i);

      if (attachment->row == NULL && jc_attachment_is_used (attachment))
        state->n_unmarked_files++;
    }
}

/* --- The whole --- */

static gboolean
get_flag (JcCheck *self, int node, gboolean otherwise)
{
  return node != JC_CHECK_NONE ? jc_check_get_result (self, node, JC_CHECK_NONE)->flag : otherwise;
}

static gboolean
is_complete (const JcSlotState *state)
{
  for (guint i = 0; i < state->parts->len; i++)
    if (((const JcSlotPartState *)g_ptr_array_index (state->parts, i))->attachment == NULL)
      return FALSE;

  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);

      if (row->wanted && row->attachments->len == 0)
        return FALSE;
    }

  return TRUE;
}

static JcSlotStanding
choose_standing (const JcSlotState *state)
{
  if (!state->applies)
    return JC_SLOT_NOT_APPLICABLE;
  if (state->n_pages > 0)
    return is_complete (state) ? JC_SLOT_DONE : JC_SLOT_INCOMPLETE;
  if (!state->required)
    return JC_SLOT_OPTIONAL;

  return state->due ? JC_SLOT_MISSING : JC_SLOT_LATER;
}

JcSlotState *
jc_check_slot_at_new_state (JcCheck *self, int slot)
{
  const JcCheckSlot *planned = jc_check_plan_get_slot (self->plan, slot);
  JcSlotState       *state = g_new0 (JcSlotState, 1);

  state->slot = planned->slot;
  state->applies = get_flag (self, planned->applies, TRUE);
  state->required = state->applies && get_flag (self, planned->required, FALSE);
  /* A sheet is sealed after it was printed, and printed after finalising. */
  state->due = state->required && (!planned->slot->sealed || self->finalised_on != NULL);
  state->why_not = state->applies ? NULL : planned->slot->not_applicable;
  state->attachments = g_ptr_array_new ();
  state->parts = g_ptr_array_new_with_free_func (g_free);
  state->rows = g_ptr_array_new_with_free_func (row_state_free);
  list_files (self, state);
  list_parts (state);
  list_rows (self, slot, state);
  state->standing = choose_standing (state);

  return state;
}

/**
 * jc_check_dup_slot_state:
 * @self: a check
 * @slot: a slot's id
 *
 * Returns: (transfer full) (nullable): how it stands; NULL for an unknown one
 */
JcSlotState *
jc_check_dup_slot_state (JcCheck *self, const char *slot)
{
  int position = jc_check_plan_find_slot (self->plan, slot);

  return position != JC_CHECK_NONE ? jc_check_slot_at_new_state (self, position) : NULL;
}

/**
 * jc_check_dup_slot_findings:
 * @self: a check
 * @slot: a slot's id, or JC_SLOT_UNSORTED
 *
 * Returns: (transfer container) (element-type JcFinding): what is said of it
 */
GPtrArray *
jc_check_dup_slot_findings (JcCheck *self, const char *slot)
{
  GPtrArray *all = jc_check_get_findings (self);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      JcFinding *finding = g_ptr_array_index (all, i);

      if (g_strcmp0 (finding->slot, slot) == 0)
        g_ptr_array_add (found, finding);
    }

  return found;
}
