/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-reading-private.h"

#include "jc-format.h"

#include <string.h>

#define CODE_CONFIDENCE 100
#define MIN_NAME_LENGTH 2
#define MAX_NAME_LENGTH 20
#define MIN_ACCOUNT_LENGTH 9

/* What is looked for, and where. */
typedef struct
{
  const JcReading  *reading;
  const JcKind     *kind;
  const JcSlot     *slot;
  const JcSlotRead *read;
  GPtrArray        *lines; /* (element-type JcReadText) */
  GPtrArray        *stops; /* (element-type JcReadText) */
  GPtrArray        *facts;
} Search;

/**
 * jc_fact_free:
 * @fact: (transfer full) (nullable): a fact
 */
void
jc_fact_free (JcFact *fact)
{
  if (fact == NULL)
    return;

  g_free (fact->value);
  g_free (fact->text);
  g_free (fact);
}

/* @value (transfer full) */
static JcFact *
add_fact (Search *search, char *value, const char *text, int confidence, const int *box)
{
  JcFact *fact = g_new0 (JcFact, 1);

  fact->read = search->read;
  fact->value = value;
  fact->text = g_strdup (text);
  fact->confidence = confidence;
  memcpy (fact->box, box, sizeof fact->box);
  g_ptr_array_add (search->facts, fact);

  return fact;
}

/* --- Numbers that prove themselves --- */

static gboolean
is_labelled (const Search *search, guint line)
{
  for (gsize i = 0; search->read->labels[i] != NULL; i++)
    {
      g_autoptr (JcReadText) label = jc_read_text_new (search->read->labels[i]);

      if (jc_read_text_find (g_ptr_array_index (search->lines, line), label, 0) >= 0
          || (line > 0
              && jc_read_text_find (g_ptr_array_index (search->lines, line - 1), label, 0) >= 0))
        return TRUE;
    }

  return FALSE;
}

static void
find_numbers (Search *search)
{
  for (guint i = 0; i < search->reading->lines->len; i++)
    {
      const JcReadingLine *line = g_ptr_array_index (search->reading->lines, i);
      g_autoptr (GPtrArray) numbers = jc_read_numbers (search->read->fact, line->text);

      for (guint j = 0; j < numbers->len; j++)
        add_fact (search, g_strdup (g_ptr_array_index (numbers, j)), line->text, line->confidence,
                  line->box)
            ->labelled
            = is_labelled (search, i);
    }

  for (guint i = 0; i < search->reading->codes->len; i++)
    {
      const JcReadingCode *code = g_ptr_array_index (search->reading->codes, i);
      g_autoptr (GPtrArray) numbers = jc_read_numbers (search->read->fact, code->text);

      for (guint j = 0; j < numbers->len; j++)
        add_fact (search, g_strdup (g_ptr_array_index (numbers, j)), code->text, CODE_CONFIDENCE,
                  code->box);
    }
}

/* --- What stands behind a label; each gives the stored form or NULL --- */

static char *
take_account (const char *text)
{
  gsize            length = strspn (text, "0123456789-");
  const char      *rest = text + length;
  g_autofree char *number = g_strndup (text, length);
  g_autoptr (JsonNode) verdict = jc_format_check ("bank_account", number, NULL);

  /* A letter among digits is a digit that was not read. */
  if (length < MIN_ACCOUNT_LENGTH || g_ascii_isalnum (*rest))
    return NULL;

  return jc_format_dup_normal ("bank_account", verdict);
}

/* Whatever else is printed on the page is no part of a name, blank before it or not. */
static gboolean
begins_with_stop (const Search *search, const char *text)
{
  for (guint i = 0; i < search->stops->len; i++)
    {
      const JcReadText *stop = g_ptr_array_index (search->stops, i);
      g_autofree char  *word = jc_read_text_dup_part (stop, 0, stop->length);

      if (*word != '\0' && g_str_has_prefix (text, word))
        return TRUE;
    }

  return FALSE;
}

static char *
take_name (const Search *search, const char *text)
{
  const char      *end = text;
  glong            length = 0;
  g_autofree char *name = NULL;

  while (!begins_with_stop (search, end)
         && (g_unichar_get_script (g_utf8_get_char (end)) == G_UNICODE_SCRIPT_HAN
             || (end > text && g_utf8_get_char (end) == 0xB7)))
    {
      end = g_utf8_next_char (end);
      length++;
    }
  name = g_strndup (text, (gsize)(end - text));

  return length >= MIN_NAME_LENGTH && length <= MAX_NAME_LENGTH ? g_steal_pointer (&name) : NULL;
}

/* Digits from *@text on, at most @max; it moves behind them and one mark. */
static guint
take_number (const char **text, guint max, guint *n_digits)
{
  guint number = 0;

  for (*n_digits = 0; *n_digits < max && g_ascii_isdigit (**text); (*text)++)
    {
      number = number * 10 + (guint)(**text - '0');
      (*n_digits)++;
    }

  return number;
}

static gboolean
skip_mark (const char **text)
{
  static const char *const marks[] = { "年", "月", "日", ".", "-", "/" };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (*text, marks[i]))
      {
        *text += strlen (marks[i]);
        return TRUE;
      }

  return FALSE;
}

/* The date that begins at @text, to the day or the month. */
static char *
take_date_at (const char *text)
{
  guint    n_year;
  guint    n_month;
  guint    n_day;
  guint    year = take_number (&text, 4, &n_year);
  gboolean marked = skip_mark (&text);
  guint    month = take_number (&text, 2, &n_month);
  gboolean has_day = marked ? skip_mark (&text) : n_month == 2;
  guint    day = has_day ? take_number (&text, 2, &n_day) : 0;

  if (!has_day)
    n_day = 0;
  if (n_year != 4 || n_month == 0 || year == 0 || month < 1 || month > 12 || g_ascii_isdigit (*text)
      || (!marked && n_day != 2))
    return NULL;
  if (n_day == 0)
    return g_strdup_printf ("%04u-%02u", year, month);

  return g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year)
             ? g_strdup_printf ("%04u-%02u-%02u", year, month, day)
             : NULL;
}

static char *
take_date (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) && (p == text || !g_ascii_isdigit (p[-1])))
      {
        char *date = take_date_at (p);

        if (date != NULL)
          return date;
      }

  return NULL;
}

/* --- Names of codes --- */

static void
match_name (const char *text, const char *name, const char *code, gsize *longest, GHashTable *best)
{
  g_autofree char *folded = name != NULL ? jc_read_text_dup_folded (name) : NULL;
  gsize            length = folded != NULL ? strlen (folded) : 0;

  if (length == 0 || length < *longest || strstr (text, folded) == NULL)
    return;

  if (length > *longest)
    g_hash_table_remove_all (best);
  *longest = length;
  g_hash_table_add (best, (gpointer)code);
}

/* The code of which the longest name stands in @text; NULL when two codes have that. */
static char *
take_code (const Search *search, const char *text)
{
  const JcField *field = jc_kind_find_field (search->kind, search->read->key);
  JcCodeList    *list = field != NULL && field->codes != NULL
                            ? jc_programme_get_code_list (search->kind->programme, field->codes)
                            : NULL;
  g_autoptr (GHashTable) best = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer       code = NULL;
  gsize          longest = 0;

  for (guint i = 0; list != NULL && i < jc_code_list_get_n_codes (list); i++)
    {
      const JcCode *entry = jc_code_list_get_nth (list, i);

      match_name (text, jc_text_get (entry->name, JC_LANGUAGE_ZH), entry->code, &longest, best);
      for (gsize j = 0; entry->aliases != NULL && entry->aliases[j] != NULL; j++)
        match_name (text, entry->aliases[j], entry->code, &longest, best);
    }
  if (g_hash_table_size (best) != 1)
    return NULL;

  g_hash_table_iter_init (&iter, best);
  g_hash_table_iter_next (&iter, &code, NULL);

  return g_strdup (code);
}

/* --- All --- */

static char *
take_value (const Search *search, const char *text)
{
  switch (search->read->fact)
    {
    case JC_FACT_BANK_ACCOUNT:
      return take_account (text);
    case JC_FACT_PERSON_NAME:
      return take_name (search, text);
    case JC_FACT_DATE:
      return take_date (text);
    case JC_FACT_CODE_LABEL:
      return search->read->key != NULL ? take_code (search, text) : NULL;
    case JC_FACT_TEXT:
      return g_strdup (text);
    case JC_FACT_RESIDENT_ID:
    case JC_FACT_USCC:
      break;
    }

  return NULL;
}

static void
find_labelled (Search *search)
{
  JcReadTail tail = { NULL };
  char      *value;

  if (!jc_reading_find_tail (search->reading, search->lines,
                             (const char *const *)search->read->labels, search->stops, &tail))
    return;

  value
      = tail.line->confidence >= JC_READING_MIN_CONFIDENCE ? take_value (search, tail.text) : NULL;
  if (value != NULL)
    add_fact (search, value, tail.text, tail.line->confidence, tail.line->box)->labelled = TRUE;
  g_free (tail.text);
}

static void
add_stops (GPtrArray *stops, GStrv words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    g_ptr_array_add (stops, jc_read_text_new (words[i]));
}

/* Every label of the slot, and what else is printed on its pages, ends what stands before it. */
static void
list_stops (Search *search)
{
  for (guint i = 0; i < search->slot->reads->len; i++)
    add_stops (search->stops,
               ((const JcSlotRead *)g_ptr_array_index (search->slot->reads, i))->labels);
  for (guint i = 0; i < search->slot->pages->len; i++)
    add_stops (search->stops,
               ((const JcSlotPage *)g_ptr_array_index (search->slot->pages, i))->keywords);
  add_stops (search->stops, search->slot->keywords);
}

/**
 * jc_reading_dup_facts:
 * @self: a reading
 * @kind: the kind of dossier
 * @slot: the slot that the page is in
 *
 * Tolerant of wide forms and blanks between characters. Letters that cannot be in a number are
 * taken for the digits that they look like, and the check digits decide; no digit is ever taken for
 * another one.
 *
 * Returns: (transfer full) (element-type JcFact): what was found
 */
GPtrArray *
jc_reading_dup_facts (const JcReading *self, const JcKind *kind, const JcSlot *slot)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_read_text_free);
  g_autoptr (GPtrArray) stops = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_read_text_free);
  Search search = { .reading = self, .kind = kind, .slot = slot, .lines = lines, .stops = stops };

  search.facts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_fact_free);
  for (guint i = 0; i < self->lines->len; i++)
    g_ptr_array_add (lines, jc_read_text_new (
                                ((const JcReadingLine *)g_ptr_array_index (self->lines, i))->text));
  list_stops (&search);

  for (guint i = 0; i < slot->reads->len; i++)
    {
      search.read = g_ptr_array_index (slot->reads, i);
      if (search.read->fact == JC_FACT_RESIDENT_ID || search.read->fact == JC_FACT_USCC)
        find_numbers (&search);
      else
        find_labelled (&search);
    }

  return search.facts;
}
