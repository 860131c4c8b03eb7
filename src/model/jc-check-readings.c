/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-reading-private.h"

#include "jc-check-private.h"

#include <string.h>

#define ROW_PREFIX "row."

/* --- What is looked at again --- */

/* The fields that some page may be held against. */
static void
watch (JcCheck *self)
{
  const JcCheckPlan *plan = self->plan;

  for (int i = 0; i < (int)plan->slots->len; i++)
    {
      const JcCheckSlot *slot = jc_check_plan_get_slot (plan, i);

      for (guint j = 0; j < slot->slot->reads->len; j++)
        {
          const JcSlotRead *read = g_ptr_array_index (slot->slot->reads, j);
          int               field = slot->rows;

          if (read->key == NULL)
            continue;
          if (!g_str_has_prefix (read->key, ROW_PREFIX))
            field = jc_check_plan_find_field (plan, jc_kind_find_field (plan->kind, read->key));
          if (field != JC_CHECK_NONE)
            self->watched[field] = TRUE;
        }
    }
}

void
jc_check_readings_init (JcCheck *self)
{
  self->readings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_compared_reading_free);
  self->reading_findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);
  self->watched = g_new0 (gboolean, self->plan->fields->len + 1);
  watch (self);
}

void
jc_check_readings_clear (JcCheck *self)
{
  g_ptr_array_unref (self->readings);
  g_ptr_array_unref (self->reading_findings);
  g_free (self->watched);
}

void
jc_check_readings_field_changed (JcCheck *self, int field)
{
  int rows = jc_check_plan_get_field (self->plan, field)->rows;

  if (self->watched[field] || (rows != JC_CHECK_NONE && self->watched[rows]))
    self->readings_dirty = TRUE;
}

void
jc_check_readings_path_changed (JcCheck *self, const char *path)
{
  for (int i = 0; i < (int)self->plan->fields->len && !self->readings_dirty; i++)
    if (self->watched[i]
        && jc_check_paths_overlap (jc_check_plan_get_field (self->plan, i)->path, path))
      self->readings_dirty = TRUE;
}

/* --- Comparing --- */

static GPtrArray *
compare_all (JcCheck *self)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);

  for (guint i = 0; i < self->attachments->len; i++)
    for (guint j = 0; j < self->readings->len; j++)
      jc_compared_reading_find (g_ptr_array_index (self->readings, j), self,
                                g_ptr_array_index (self->attachments, i), findings);

  return findings;
}

static gboolean
holds (GPtrArray *findings, const JcFinding *finding)
{
  for (guint i = 0; i < findings->len; i++)
    if (jc_finding_equal (g_ptr_array_index (findings, i), finding))
      return TRUE;

  return FALSE;
}

static void
touch_missing (JcCheck *self, GPtrArray *findings, GPtrArray *others)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);
      int              slot = jc_check_plan_find_slot (self->plan, finding->slot);

      if (holds (others, finding))
        continue;
      jc_check_touch (self, finding->pointer);
      jc_check_touch_slot (self, jc_check_plan_get_slot (self->plan, slot)->slot->id);
    }
}

void
jc_check_readings_run (JcCheck *self)
{
  g_autoptr (GPtrArray) before = NULL;

  if (!self->readings_dirty)
    return;
  self->readings_dirty = FALSE;
  if (self->readings->len == 0)
    return;

  before = self->reading_findings;
  self->reading_findings = compare_all (self);
  /* The entries lend the findings that go now. */
  jc_check_forget_entries (self);
  touch_missing (self, before, self->reading_findings);
  touch_missing (self, self->reading_findings, before);
}

/* Behind all that is said of the field itself. */
void
jc_check_readings_add_entries (JcCheck *self)
{
  for (guint i = 0; i < self->reading_findings->len; i++)
    {
      JcFinding   *finding = g_ptr_array_index (self->reading_findings, i);
      JcCheckEntry entry = { .node = G_MAXINT, .nth = (int)i, .finding = finding };

      if (!jc_check_locate (self, finding->pointer, &entry.field, &entry.row))
        continue;
      entry.section = jc_check_plan_get_field (self->plan, entry.field)->section;
      entry.top = jc_check_plan_get_field (self->plan, entry.field)->rows;
      if (entry.top == JC_CHECK_NONE)
        entry.top = entry.field;
      g_array_append_val (self->entries, entry);
    }
}

/* --- Public --- */

static gboolean
find (JcCheck *self, const char *sha256, int page, guint *position)
{
  for (*position = 0; *position < self->readings->len; (*position)++)
    {
      const JcReading *reading
          = jc_compared_reading_get (g_ptr_array_index (self->readings, *position));

      if (reading->page == page && strcmp (reading->sha256, sha256) == 0)
        return TRUE;
    }

  return FALSE;
}

/* What is guessed of a file that nobody sorted is another now. */
static void
touch_unsorted (JcCheck *self, const char *sha256)
{
  for (guint i = 0; i < self->attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (self->attachments, i);

      if (strcmp (attachment->slot, JC_SLOT_UNSORTED) == 0
          && strcmp (attachment->sha256, sha256) == 0)
        jc_check_touch_slot (self, JC_SLOT_UNSORTED);
    }
}

/**
 * jc_check_take_reading:
 * @self: a check
 * @reading: (transfer full): what was recognised on one page of an original, in place of an earlier
 *   reading of it
 *
 * From now on the findings hold a warning JC_READING_DIFFERS wherever an attachment that uses the
 * page says something else than the values do, up to date with both.
 */
void
jc_check_take_reading (JcCheck *self, JcReading *reading)
{
  guint position;

  jc_check_forget_touched (self);
  if (find (self, reading->sha256, reading->page, &position))
    g_ptr_array_remove_index (self->readings, position);
  touch_unsorted (self, reading->sha256);
  g_ptr_array_add (self->readings, jc_compared_reading_new (reading, self->plan->kind));
  self->readings_dirty = TRUE;
  jc_check_readings_run (self);
}

/**
 * jc_check_find_reading:
 * @self: a check
 * @sha256: an original's hash
 * @page: of it, from 1
 *
 * Returns: (transfer none) (nullable): the reading that was taken, until another one of that page
 * is
 */
const JcReading *
jc_check_find_reading (JcCheck *self, const char *sha256, int page)
{
  guint position;

  return find (self, sha256, page, &position)
             ? jc_compared_reading_get (g_ptr_array_index (self->readings, position))
             : NULL;
}
