/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-reading-private.h"

#include "jc-check-private.h"

#include "jc-json.h"

#include <string.h>

#define ROW_PREFIX "row."

/* @facts: (element-type GPtrArray): by slot, what it says of what that slot expects; NULL: not
 * looked for yet
 * @page: the whole of it, without line breaks, as dup_comparable () makes it */
struct _JcComparedReading
{
  JcReading    *reading;
  const JcKind *kind;
  GHashTable   *facts;
  char         *page;
};

typedef struct
{
  const JcReading    *reading;
  JcCheck            *check;
  const JcAttachment *attachment;
  const JcSlot       *slot;
  GPtrArray          *facts; /* (unowned) */
  const char         *page;
  GPtrArray          *findings;
} Comparison;

/* --- The value that a fact is held against --- */

/* The row that the file is evidence of; JC_CHECK_NONE when it is not there. */
static int
find_row (const Comparison *self)
{
  g_autoptr (JcSlotState) state = jc_check_dup_slot_state (self->check, self->slot->id);

  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);

      if (g_strcmp0 (row->row, self->attachment->row) == 0)
        return row->position;
    }

  return JC_CHECK_NONE;
}

static int
find_member (const JcCheckPlan *plan, int rows, const char *name)
{
  for (int i = rows + 1; i < (int)plan->fields->len; i++)
    {
      const JcCheckField *field = jc_check_plan_get_field (plan, i);

      if (field->rows != rows)
        break;
      if (strcmp (field->name, name) == 0)
        return i;
    }

  return JC_CHECK_NONE;
}

static gboolean
locate (const Comparison *self, const char *key, int *field, int *row)
{
  const JcCheckPlan *plan = self->check->plan;
  int                slot = jc_check_plan_find_slot (plan, self->slot->id);
  int                rows = jc_check_plan_get_slot (plan, slot)->rows;

  *row = JC_CHECK_NONE;
  if (!g_str_has_prefix (key, ROW_PREFIX))
    {
      *field = jc_check_plan_find_field (plan, jc_kind_find_field (plan->kind, key));
      return *field != JC_CHECK_NONE;
    }

  if (rows == JC_CHECK_NONE)
    return FALSE;
  *row = find_row (self);
  *field = find_member (plan, rows, key + strlen (ROW_PREFIX));

  return *field != JC_CHECK_NONE && *row != JC_CHECK_NONE;
}

/* --- Comparing --- */

/* Letters and digits that a recogniser cannot tell apart count as one. */
static char *
dup_comparable (const char *text)
{
  static const char from[] = "oil|";
  static const char to[] = "0111";
  char             *folded = jc_read_text_dup_folded (text);

  for (char *p = folded; *p != '\0'; p++)
    for (gsize i = 0; from[i] != '\0'; i++)
      if (*p == from[i])
        *p = to[i];

  return folded;
}

/* To the day or to the month, as the less precise of both says. */
static gboolean
same_date (const char *a, const char *b)
{
  gsize length = MIN (strlen (a), strlen (b));

  return length >= strlen ("2025") && strncmp (a, b, length) == 0;
}

static gboolean
agrees (const Comparison *self, const JcFact *fact, const char *stored)
{
  g_autofree char *wanted = NULL;
  g_autofree char *read = NULL;

  switch (fact->read->fact)
    {
    case JC_FACT_DATE:
      return same_date (fact->value, stored);
    case JC_FACT_RESIDENT_ID:
    case JC_FACT_USCC:
    case JC_FACT_BANK_ACCOUNT:
    case JC_FACT_CODE_LABEL:
      return strcmp (fact->value, stored) == 0;
    case JC_FACT_PERSON_NAME:
    case JC_FACT_TEXT:
      break;
    }

  /* A recogniser may break a line where the paper does not, and lose the end of one. */
  wanted = dup_comparable (stored);
  read = dup_comparable (fact->value);

  return strstr (self->page, wanted) != NULL || strstr (wanted, read) != NULL;
}

/* Which of several is held against the value: one that agrees; the only one; the only one behind a
 * label. */
static const JcFact *
choose (const Comparison *self, const JcSlotRead *read, const char *stored, gboolean *right)
{
  const JcFact *only = NULL;
  const JcFact *labelled = NULL;
  guint         n = 0;
  guint         n_labelled = 0;

  *right = FALSE;
  for (guint i = 0; i < self->facts->len; i++)
    {
      const JcFact *fact = g_ptr_array_index (self->facts, i);

      if (fact->read != read)
        continue;
      *right = *right || agrees (self, fact, stored);
      only = fact;
      n++;
      if (fact->labelled)
        {
          labelled = fact;
          n_labelled++;
        }
    }

  return n == 1 ? only : n_labelled == 1 ? labelled : NULL;
}

static char *
dup_shown (const Comparison *self, int field, const JcFact *fact, JcLanguage language)
{
  const JcField *found = jc_check_plan_get_field (self->check->plan, field)->field;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);

  if (fact->read->fact == JC_FACT_TEXT || fact->read->fact == JC_FACT_PERSON_NAME)
    return g_strdup (fact->value);

  json_node_set_string (node, fact->value);

  return jc_field_dup_display (found, self->check->programme, node, language);
}

static void
add (Comparison *self, int field, int row, const JcFact *fact, JsonNode *value)
{
  const JcField *of = jc_check_plan_get_field (self->check->plan, field)->field;
  g_autoptr (JcText) label = jc_check_dup_label (self->check, field, row);
  g_autofree char *pointer = jc_check_dup_pointer (self->check, field, row);
  JcProgramme     *programme = self->check->programme;
  g_autofree char *zh_stored = jc_field_dup_display (of, programme, value, JC_LANGUAGE_ZH);
  g_autofree char *en_stored = jc_field_dup_display (of, programme, value, JC_LANGUAGE_EN);
  g_autofree char *zh_read = dup_shown (self, field, fact, JC_LANGUAGE_ZH);
  g_autofree char *en_read = dup_shown (self, field, fact, JC_LANGUAGE_EN);
  JcText          *message = g_new0 (JcText, 1);
  JcFinding       *finding;

  message->zh = g_strdup_printf (
      "%s：填的是“%s”，“%s”第 %d 页上读到的像是“%s”。对照原件看一看，填错了就改，放错了就换。",
      label->zh, zh_stored, self->attachment->name, self->reading->page, zh_read);
  message->en = g_strdup_printf ("%s: it says “%s”, page %d of “%s” seems to say “%s”. Look at the "
                                 "original; mend the field, or replace the file.",
                                 label->en, en_stored, self->reading->page, self->attachment->name,
                                 en_read);
  finding = jc_finding_new (pointer, JC_SEVERITY_WARNING, JC_READING_DIFFERS, message);
  finding->slot = g_strdup (self->slot->id);
  finding->row = g_strdup (row != JC_CHECK_NONE ? self->attachment->row : NULL);
  finding->attachment = g_strdup (self->attachment->id);
  finding->page = self->reading->page;
  finding->has_box = TRUE;
  memcpy (finding->box, fact->box, sizeof finding->box);
  finding->read = g_strdup (fact->value);
  g_ptr_array_add (self->findings, finding);
}

static void
compare (Comparison *self, const JcSlotRead *read)
{
  int           field;
  int           row;
  gboolean      right = FALSE;
  JsonNode     *value;
  const char   *stored;
  const JcFact *fact;

  if (read->key == NULL || !locate (self, read->key, &field, &row)
      || !jc_check_field_at_applies (self->check, field, row))
    return;

  /* What is not filled in is not filled in by a machine either. */
  value = jc_check_data_get_value (self->check, field, row);
  stored = jc_json_as_string (value);
  if (stored == NULL || *stored == '\0')
    return;

  fact = choose (self, read, stored, &right);
  if (!right && fact != NULL)
    add (self, field, row, fact, value);
}

/* --- One reading, held against the dossier again and again --- */

/* Takes @reading over. */
JcComparedReading *
jc_compared_reading_new (JcReading *reading, const JcKind *kind)
{
  JcComparedReading *self = g_new0 (JcComparedReading, 1);
  g_autofree char   *folded = jc_reading_dup_folded (reading, TRUE);

  self->reading = reading;
  self->kind = kind;
  self->page = dup_comparable (folded);
  self->facts = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                       (GDestroyNotify)g_ptr_array_unref);

  return self;
}

void
jc_compared_reading_free (JcComparedReading *self)
{
  g_hash_table_unref (self->facts);
  jc_reading_free (self->reading);
  g_free (self->page);
  g_free (self);
}

const JcReading *
jc_compared_reading_get (const JcComparedReading *self)
{
  return self->reading;
}

/* What a page says of a slot's papers does not change, and is looked for once. */
static GPtrArray *
get_facts (JcComparedReading *self, const JcSlot *slot)
{
  GPtrArray *facts = g_hash_table_lookup (self->facts, slot);

  if (facts == NULL)
    {
      facts = jc_reading_dup_facts (self->reading, self->kind, slot);
      g_hash_table_insert (self->facts, (gpointer)slot, facts);
    }

  return facts;
}

void
jc_compared_reading_find (JcComparedReading  *self,
                          JcCheck            *check,
                          const JcAttachment *attachment,
                          GPtrArray          *findings)
{
  Comparison comparison = { .reading = self->reading,
                            .check = check,
                            .attachment = attachment,
                            .page = self->page,
                            .findings = findings };

  /* Most pairs end here: every page that was read is held against every file. */
  if (strcmp (attachment->sha256, self->reading->sha256) != 0
      || !jc_attachment_uses_page (attachment, self->reading->page))
    return;
  comparison.slot = jc_kind_find_slot (self->kind, attachment->slot);
  if (comparison.slot == NULL)
    return;

  comparison.facts = get_facts (self, comparison.slot);
  for (guint i = 0; i < comparison.slot->reads->len; i++)
    compare (&comparison, g_ptr_array_index (comparison.slot->reads, i));
}
