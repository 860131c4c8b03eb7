/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include "jc-pointer.h"

/* A node's flag; @otherwise when there is no node, that is no condition. */
static gboolean
get_flag (JcCheck *self, int node, int row, gboolean otherwise)
{
  JcCheckResult *result = node != JC_CHECK_NONE ? jc_check_get_result (self, node, row) : NULL;

  return result != NULL ? result->flag : otherwise;
}

gboolean
jc_check_section_at_applies (JcCheck *self, int section)
{
  return get_flag (self, g_array_index (self->plan->section_nodes, int, section), JC_CHECK_NONE,
                   TRUE);
}

/* A field applies where its section, its rows and it itself do. */
gboolean
jc_check_field_at_applies (JcCheck *self, int field, int row)
{
  const JcCheckField *found = jc_check_plan_get_field (self->plan, field);

  return jc_check_section_at_applies (self, found->section)
         && (found->rows == JC_CHECK_NONE
             || get_flag (
                 self,
                 jc_check_plan_get_field (self->plan, found->rows)->nodes[JC_CHECK_FIELD_APPLIES],
                 JC_CHECK_NONE, TRUE))
         && get_flag (self, found->nodes[JC_CHECK_FIELD_APPLIES], row, TRUE);
}

/* What only one answer may be given to has to be answered. What is derived cannot be. */
gboolean
jc_check_field_at_is_required (JcCheck *self, int field, int row)
{
  const JcCheckField *found = jc_check_plan_get_field (self->plan, field);

  return found->field->derived == NULL && jc_check_field_at_applies (self, field, row)
         && (found->field->must_be != NULL
             || get_flag (self, found->nodes[JC_CHECK_REQUIRED], row, FALSE));
}

char *
jc_check_dup_pointer (JcCheck *self, int field, int row)
{
  const JcCheckField *found = jc_check_plan_get_field (self->plan, field);
  const char         *rows;
  g_autofree char    *at = NULL;

  if (found->rows == JC_CHECK_NONE)
    return g_strdup (found->field->pointer);

  rows = jc_check_plan_get_field (self->plan, found->rows)->field->pointer;
  at = g_strdup_printf ("%s/%d", rows, row);

  return jc_pointer_append (at, found->name);
}

void
jc_check_touch (JcCheck *self, const char *pointer)
{
  char *copy;

  if (pointer == NULL || g_hash_table_contains (self->touched_set, pointer))
    return;

  copy = g_strdup (pointer);
  g_ptr_array_add (self->touched, copy);
  g_hash_table_add (self->touched_set, copy);
}

/* With a rows field its members are touched too. */
void
jc_check_touch_field (JcCheck *self, int field, int row)
{
  const JcCheckField *found = jc_check_plan_get_field (self->plan, field);
  g_autofree char    *pointer = jc_check_dup_pointer (self, field, row);
  guint               n_rows;

  jc_check_touch (self, pointer);
  jc_check_readings_field_changed (self, field);
  if (found->field->fields == NULL)
    return;

  n_rows = jc_check_data_count_rows (self, field);
  for (int i = field + 1; i < (int)self->plan->fields->len; i++)
    {
      if (jc_check_plan_get_field (self->plan, i)->rows != field)
        break;
      for (guint j = 0; j < n_rows; j++)
        {
          g_autofree char *member = jc_check_dup_pointer (self, i, (int)j);

          jc_check_touch (self, member);
        }
    }
}
