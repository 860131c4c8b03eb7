/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include <string.h>

/* The rows field that evidence in @slot names rows of. */
static int
find_each (const JcCheckPlan *plan, const JcSlot *slot)
{
  int rows = slot->each != NULL
                 ? jc_check_plan_find_field (plan, jc_kind_find_field (plan->kind, slot->each))
                 : JC_CHECK_NONE;

  return rows != JC_CHECK_NONE && jc_check_plan_get_field (plan, rows)->field->fields != NULL
             ? rows
             : JC_CHECK_NONE;
}

static int
append_slot_node (JcCheckPlan *plan, JcCheckNodeType type, int slot, int rows, JsonNode *logic)
{
  return logic != NULL ? jc_check_plan_append (plan, jc_check_node_new (type, slot, rows, logic))
                       : JC_CHECK_NONE;
}

void
jc_check_plan_append_slots (JcCheckPlan *plan)
{
  for (guint i = 0; i < plan->kind->slots->len; i++)
    {
      const JcSlot *slot = g_ptr_array_index (plan->kind->slots, i);
      JcCheckSlot   entry = { slot, find_each (plan, slot) };

      entry.applies
          = append_slot_node (plan, JC_CHECK_SLOT_APPLIES, (int)i, JC_CHECK_NONE, slot->applies);
      entry.required
          = append_slot_node (plan, JC_CHECK_SLOT_REQUIRED, (int)i, JC_CHECK_NONE, slot->required);
      entry.wanted = JC_CHECK_NONE;
      if (entry.rows != JC_CHECK_NONE)
        entry.wanted
            = append_slot_node (plan, JC_CHECK_SLOT_ROW, (int)i, entry.rows, slot->each_if);
      g_array_append_val (plan->slots, entry);
    }
}

/* What a slot holds: the files are no part of the values, the rows that they name are. */
void
jc_check_plan_append_slot_files (JcCheckPlan *plan)
{
  for (int i = 0; i < (int)plan->slots->len; i++)
    {
      JcCheckSlot *slot = jc_check_plan_get_slot (plan, i);
      JcCheckNode *node = jc_check_node_new (JC_CHECK_SLOT, i, JC_CHECK_NONE, NULL);

      if (slot->rows != JC_CHECK_NONE)
        g_ptr_array_add (node->reads, g_strdup (jc_check_plan_get_field (plan, slot->rows)->path));
      slot->files = jc_check_plan_append (plan, node);
    }
}

void
jc_check_plan_link_slots (JcCheckPlan *plan)
{
  for (int i = 0; i < (int)plan->slots->len; i++)
    {
      const JcCheckSlot *slot = jc_check_plan_get_slot (plan, i);

      jc_check_plan_add_dependent (plan, slot->applies, slot->files);
      jc_check_plan_add_dependent (plan, slot->required, slot->files);
      jc_check_plan_add_dependent (plan, slot->wanted, slot->files);
      if (slot->rows != JC_CHECK_NONE)
        jc_check_plan_depend_on_applies (plan, slot->rows, slot->files);
    }
}

JcCheckSlot *
jc_check_plan_get_slot (const JcCheckPlan *plan, int position)
{
  return &g_array_index (plan->slots, JcCheckSlot, position);
}

int
jc_check_plan_find_slot (const JcCheckPlan *plan, const char *id)
{
  for (int i = 0; i < (int)plan->slots->len; i++)
    if (strcmp (jc_check_plan_get_slot (plan, i)->slot->id, id) == 0)
      return i;

  return JC_CHECK_NONE;
}
