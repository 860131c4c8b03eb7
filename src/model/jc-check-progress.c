/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include "jc-json.h"

#include <string.h>

/* Behind the fields, before what concerns the whole dossier. */
#define TOP_OF_SLOTS (G_MAXINT - 1)

/* --- Findings in the form's order --- */

static int
compare_int (int a, int b)
{
  return (a > b) - (a < b);
}

/* By the field at the top, then row by row, then in a row by member; what is said of the field
 * itself before rules, rules in the definition's order; then slots, then files outside them; the
 * dossier's last. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const JcCheckEntry *first = a;
  const JcCheckEntry *second = b;
  int                 order = compare_int (first->top, second->top);

  if (order == 0)
    order = compare_int (first->row, second->row);
  if (order == 0)
    order = compare_int (first->field, second->field);
  if (order == 0)
    order = compare_int (first->node, second->node);

  return order != 0 ? order : compare_int (first->nth, second->nth);
}

static void
append_entries (JcCheck *self, JcCheckEntry *entry, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      entry->nth = (int)i;
      entry->finding = g_ptr_array_index (findings, i);
      g_array_append_val (self->entries, *entry);
    }
}

static void
add_entries (JcCheck *self, int position, int row)
{
  const JcCheckNode *node = jc_check_plan_get_node (self->plan, position);
  JcCheckResult     *result = jc_check_get_result (self, position, row);
  int                place = node->subject;
  JcCheckEntry       entry = { G_MAXINT, G_MAXINT, JC_CHECK_NONE, G_MAXINT, position, 0, NULL };

  if (node->type == JC_CHECK_RULE)
    place = node->at->len > 0 ? g_array_index (node->at, int, 0) : node->rows;

  if (node->type == JC_CHECK_SLOT)
    {
      entry.top = TOP_OF_SLOTS;
      entry.field = node->subject;
    }
  else if (place != JC_CHECK_NONE)
    {
      const JcCheckField *field = jc_check_plan_get_field (self->plan, place);

      entry.section = field->section;
      entry.top = field->rows != JC_CHECK_NONE ? field->rows : place;
      entry.row = field->rows != JC_CHECK_NONE ? row : JC_CHECK_NONE;
      entry.field = place;
    }

  append_entries (self, &entry, result->findings);
}

/* Findings of the dossier's size have no slot. */
static void
add_file_entries (JcCheck *self)
{
  for (guint i = 0; i < self->file_findings->len; i++)
    {
      JcFinding   *finding = g_ptr_array_index (self->file_findings, i);
      JcCheckEntry entry = { G_MAXINT,      finding->slot != NULL ? TOP_OF_SLOTS : G_MAXINT,
                             JC_CHECK_NONE, G_MAXINT,
                             G_MAXINT,      (int)i,
                             finding };

      g_array_append_val (self->entries, entry);
    }
}

void
jc_check_ensure_entries (JcCheck *self)
{
  if (self->entries != NULL)
    return;

  self->entries = g_array_new (FALSE, FALSE, sizeof (JcCheckEntry));
  for (int i = 0; i < (int)self->plan->nodes->len; i++)
    {
      const JcCheckNode *node = jc_check_plan_get_node (self->plan, i);
      const GArray      *results = g_ptr_array_index (self->results, i);

      for (guint j = 0; j < results->len; j++)
        if (g_array_index (results, JcCheckResult, j).findings != NULL)
          add_entries (self, i, node->rows != JC_CHECK_NONE ? (int)j : JC_CHECK_NONE);
    }

  add_file_entries (self);
  jc_check_readings_add_entries (self);
  g_array_sort (self->entries, compare_entries);
  g_ptr_array_set_size (self->findings, 0);
  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (self->findings, g_array_index (self->entries, JcCheckEntry, i).finding);
}

/* --- Progress --- */

/* What applies, is asked for and is there, of one field or of a member in every row. */
static void
count_field (JcCheck *self, int position, JcSectionProgress *progress, gboolean *entered)
{
  const JcCheckField *field = jc_check_plan_get_field (self->plan, position);
  gboolean            in_rows = field->rows != JC_CHECK_NONE;
  guint               n = in_rows ? jc_check_data_count_rows (self, field->rows) : 1;

  if (field->field->derived != NULL)
    return;

  for (guint i = 0; i < n; i++)
    {
      int      row = in_rows ? (int)i : JC_CHECK_NONE;
      gboolean blank = jc_json_is_blank (jc_check_data_get_value (self, position, row));

      *entered = *entered || !blank;
      if (!jc_check_field_at_is_required (self, position, row))
        continue;

      progress->n_required++;
      if (!blank)
        progress->n_filled++;
    }
}

static void
count_findings (JcCheck *self, int section, JcSectionProgress *progress)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const JcCheckEntry *entry = &g_array_index (self->entries, JcCheckEntry, i);

      if (section != JC_CHECK_NONE && entry->section != section)
        continue;

      if (entry->finding->severity == JC_SEVERITY_WARNING)
        progress->n_warnings++;
      else if (entry->finding->severity == JC_SEVERITY_ERROR)
        {
          if (strcmp (entry->finding->code, "missing") == 0
              || jc_check_slot_code_is_missing (entry->finding->code))
            progress->n_missing++;
          else
            progress->n_problems++;
        }
    }
}

static void
count_slots (JcCheck *self, JcSectionProgress *progress, gboolean *entered)
{
  JcSlotProgress slots;

  *entered = *entered || self->attachments->len > 0;
  jc_check_get_slot_progress (self, NULL, &slots);
  progress->n_required += slots.n_required;
  progress->n_filled += slots.n_filled;
}

static JcProgress
choose_state (const JcSectionProgress *progress, gboolean applies, gboolean entered)
{
  gboolean open = progress->n_missing > 0 || progress->n_problems > 0;

  if (!applies && !open)
    return JC_PROGRESS_NOT_APPLICABLE;
  if (!entered && open)
    return JC_PROGRESS_NOT_STARTED;
  if (progress->n_problems > 0)
    return JC_PROGRESS_PROBLEMS;
  if (progress->n_missing > 0)
    return JC_PROGRESS_INCOMPLETE;

  return JC_PROGRESS_DONE;
}

static int
find_section (JcCheck *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->plan->kind->sections->len; i++)
    if (strcmp (((const JcSection *)g_ptr_array_index (self->plan->kind->sections, i))->id, id)
        == 0)
      return (int)i;

  return JC_CHECK_NONE;
}

/**
 * jc_check_section_applies:
 * @self: a check
 * @section: a section's id
 *
 * Returns: whether it has to be filled; FALSE for an unknown one
 */
gboolean
jc_check_section_applies (JcCheck *self, const char *section)
{
  int position = find_section (self, section);

  return position != JC_CHECK_NONE && jc_check_section_at_applies (self, position);
}

/**
 * jc_check_get_progress:
 * @self: a check
 * @section: (nullable): a section's id; NULL for the whole dossier
 * @progress: (out caller-allocates): how far it is
 *
 * A section that does not apply is still a problem while it holds what must be cleared. The whole
 * dossier has its slots counted too.
 */
void
jc_check_get_progress (JcCheck *self, const char *section, JcSectionProgress *progress)
{
  int      position = find_section (self, section);
  gboolean entered = FALSE;

  *progress = (JcSectionProgress){ .state = JC_PROGRESS_NOT_APPLICABLE };
  g_return_if_fail (section == NULL || position != JC_CHECK_NONE);

  jc_check_ensure_entries (self);
  for (int i = 0; i < (int)self->plan->fields->len; i++)
    if (section == NULL || jc_check_plan_get_field (self->plan, i)->section == position)
      count_field (self, i, progress, &entered);

  if (section == NULL)
    count_slots (self, progress, &entered);
  count_findings (self, position, progress);
  progress->state
      = choose_state (progress, section == NULL || jc_check_section_at_applies (self, position),
                      entered);
}
