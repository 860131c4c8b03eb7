/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include "jc-json.h"
#include "jc-pointer.h"

#include <string.h>

/* --- What is read on pages --- */

/* Whether a value of @field can be what a fact of that kind says. */
static gboolean
fits (JcFactKind fact, const JcField *field)
{
  static const char *const formats[] = { "resident_id", "uscc", "bank_account", "person_name" };

  switch (fact)
    {
    case JC_FACT_RESIDENT_ID:
    case JC_FACT_USCC:
    case JC_FACT_BANK_ACCOUNT:
    case JC_FACT_PERSON_NAME:
      return g_strcmp0 (field->format, formats[fact]) == 0;
    case JC_FACT_DATE:
      return field->type == JC_FIELD_DATE;
    case JC_FACT_CODE_LABEL:
      return field->type == JC_FIELD_CODE;
    case JC_FACT_TEXT:
      return field->type == JC_FIELD_TEXT;
    }

  return FALSE;
}

static void
check_read (const JcLintScope *scope, const JcSlotRead *read, const char *at)
{
  g_autofree char *key_at = g_strconcat (at, "/key", NULL);
  const JcField   *field = NULL;

  if (read->key == NULL)
    return;

  if (jc_lint_resolve (scope, read->key, &field) != JC_LINT_DECLARED || field == NULL)
    jc_lint_add (scope->lint, key_at, "undeclared_field",
                 jc_text_new_printf ("定义里没有 %s：改成有的字段，或先写上这个字段。",
                                     "There is no %s in the definition: name a field there is, or "
                                     "declare this one.",
                                     read->key));
  else if (!fits (read->fact, field))
    jc_lint_add (scope->lint, key_at, "read_misfit",
                 jc_text_new_printf ("%s 的类型或格式和这里要读的不同：换一个字段，或改 fact。",
                                     "The type or format of %s is not what is read here: name "
                                     "another field, or change fact.",
                                     read->key));
}

static const JcField *
find_rows (const JcKind *kind, const char *each)
{
  const JcField *field = each != NULL ? jc_kind_find_field (kind, each) : NULL;

  return field != NULL && field->type == JC_FIELD_ROWS ? field : NULL;
}

static void
check_slot (const JcLintScope *scope, const JcSlot *slot, const char *at)
{
  JcLintScope own = *scope;

  own.rows = find_rows (scope->kind, slot->each);
  for (guint i = 0; i < slot->reads->len; i++)
    {
      g_autofree char *read_at = g_strdup_printf ("%s/reads/%u", at, i);

      check_read (&own, g_ptr_array_index (slot->reads, i), read_at);
    }

  if (slot->max_bytes > scope->kind->max_dossier_bytes)
    {
      g_autofree char *size_at = g_strconcat (at, "/max_mib", NULL);

      jc_lint_add (scope->lint, size_at, "bad_range",
                   jc_text_new ("一个文件的上限比整份材料的还大：改小它，或改大 dossier_mib。",
                                "One file may be larger than the whole dossier: lower this, or "
                                "raise dossier_mib."));
    }
}

/* --- The sample's scans --- */

static gboolean
has_page (const JcSlot *slot, const char *part)
{
  for (guint i = 0; i < slot->pages->len; i++)
    if (strcmp (((const JcSlotPage *)g_ptr_array_index (slot->pages, i))->id, part) == 0)
      return TRUE;

  return FALSE;
}

/* Whether the rows in which @slot's files are evidence hold one of that id in the sample. */
static gboolean
has_row (const JcLintScope *scope, const JcSlot *slot, const char *row)
{
  JsonNode      *sample = jc_programme_get_sample (scope->lint->programme, scope->kind->id);
  const JcField *rows = find_rows (scope->kind, slot->each);
  JsonArray     *array = rows != NULL && sample != NULL
                             ? jc_json_as_array (jc_pointer_get (sample, rows->pointer))
                             : NULL;

  /* Without values there is nothing to be evidence of. */
  if (sample == NULL)
    return TRUE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (jc_json_get_string (jc_json_as_object (json_array_get_element (array, i)), "id",
                                       NULL),
                   row)
        == 0)
      return TRUE;

  return FALSE;
}

static void
check_sample (const JcLintScope *scope, const JcSampleAttachment *sample, const char *at)
{
  const JcSlot    *slot = jc_kind_find_slot (scope->kind, sample->slot);
  g_autofree char *row_at = g_strconcat (at, "/row", NULL);

  /* unknown_slot is said of every name of a slot. */
  if (slot == NULL)
    return;

  for (gsize i = 0; sample->parts[i] != NULL; i++)
    {
      g_autofree char *part_at = g_strdup_printf ("%s/parts/%" G_GSIZE_FORMAT, at, i);

      if (!has_page (slot, sample->parts[i]))
        jc_lint_add (scope->lint, part_at, "unknown_page",
                     jc_text_new_printf ("附件槽 %1$s 没有 %2$s 这一页：改成有的，或先写上它。",
                                         "The slot %1$s has no page %2$s: name one there is, or "
                                         "declare it.",
                                         slot->id, sample->parts[i]));
    }
  if (sample->row != NULL && !has_row (scope, slot, sample->row))
    jc_lint_add (scope->lint, row_at, "unknown_row",
                 jc_text_new_printf ("样例里没有 id 为 %s 的这一行：改成有的。",
                                     "The sample has no row of the id %s: name one there is.",
                                     sample->row));
}

/**
 * jc_lint_slots:
 * @self: a run
 *
 * What slots name beside logic: fields that are read, sizes, and the scans of the sample.
 */
void
jc_lint_slots (JcLint *self)
{
  for (guint i = 0; i < self->programme->kinds->len; i++)
    {
      JcLintScope scope = { self, g_ptr_array_index (self->programme->kinds, i) };

      for (guint j = 0; j < scope.kind->slots->len; j++)
        {
          g_autofree char *at = g_strdup_printf ("/kinds/%u/slots/%u", i, j);

          check_slot (&scope, g_ptr_array_index (scope.kind->slots, j), at);
        }
      for (guint j = 0; j < scope.kind->sample_attachments->len; j++)
        {
          g_autofree char *at = g_strdup_printf ("/kinds/%u/sample_attachments/%u", i, j);

          check_sample (&scope, g_ptr_array_index (scope.kind->sample_attachments, j), at);
        }
    }
}
