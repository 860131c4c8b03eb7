/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-carry-over.h"

#include "jc-json.h"
#include "jc-pointer.h"

static void
carried_free (gpointer data)
{
  JcCarried *carried = data;

  g_ptr_array_unref (carried->fields);
  g_free (carried);
}

/**
 * jc_carried_array_new:
 *
 * Returns: (transfer full) (element-type JcCarried): an empty list for jc_carry_over_dup_values ()
 */
GPtrArray *
jc_carried_array_new (void)
{
  return g_ptr_array_new_with_free_func (carried_free);
}

/* Days, amounts and rows belong to one year's work, a declaration to one signature; what is
 * calculated is calculated anew; what others fill is theirs. */
static gboolean
may_come_along (const JcField *field)
{
  return field->type != JC_FIELD_DATE && field->type != JC_FIELD_MONEY
         && field->type != JC_FIELD_ROWS && field->type != JC_FIELD_PERCENT
         && field->derived == NULL && field->must_be == NULL
         && (field->owner == NULL || g_str_equal (field->owner, "applicant"));
}

static JsonNode *
find_value (const JcKind *from, const JcField *field, JsonNode *values)
{
  const JcField *before = jc_kind_find_field (from, field->pointer);
  JsonNode      *value;

  if (before == NULL || before->type != field->type || g_strcmp0 (before->codes, field->codes) != 0)
    return NULL;

  value = jc_pointer_get (values, field->pointer);

  return jc_json_is_blank (value) ? NULL : value;
}

static JcCarried *
add_section (GPtrArray *carried, const JcSection *section)
{
  JcCarried *part = g_new0 (JcCarried, 1);

  part->section = section;
  part->fields = g_ptr_array_new ();
  g_ptr_array_add (carried, part);

  return part;
}

/**
 * jc_carry_over_dup_values:
 * @to: the kind that is begun, of any programme
 * @from: the kind of the earlier dossier
 * @values: the earlier dossier's
 * @carried: (element-type JcCarried): receives what comes along; fields are @to's
 *
 * A field comes along when both definitions have it under the same key, as the same type and from
 * the same list of codes.
 *
 * Returns: (transfer full): values to begin with; an empty object where nothing comes along
 */
JsonNode *
jc_carry_over_dup_values (const JcKind *to,
                          const JcKind *from,
                          JsonNode     *values,
                          GPtrArray    *carried)
{
  g_autoptr (JsonNode) result = jc_json_new_object (json_object_new ());

  for (guint i = 0; i < to->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (to->sections, i);
      JcCarried       *part = NULL;

      for (guint j = 0; j < section->fields->len; j++)
        {
          const JcField *field = g_ptr_array_index (section->fields, j);
          JsonNode      *value = may_come_along (field) ? find_value (from, field, values) : NULL;
          JsonNode      *next;

          if (value == NULL)
            continue;
          next = jc_pointer_set (result, field->pointer, value, NULL);
          if (next == NULL)
            continue;
          json_node_unref (result);
          result = next;
          if (part == NULL)
            part = add_section (carried, section);
          g_ptr_array_add (part->fields, (gpointer)field);
        }
    }

  return g_steal_pointer (&result);
}
