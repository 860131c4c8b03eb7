/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-reading-private.h"

#include "jc-format.h"

#include <string.h>

#define LENGTH 18
/* Of one number; more than that many doubts are no number. */
#define MAX_READINGS 64

/* Shape:
 * @format: of jc-format.h; its check digits tell
 * @min_digits: fewer that look like digits are a word
 * @own: characters it may hold; these are never taken for another: a digit read wrongly cannot be
 * told from one read rightly, and of every number there are many that differ in one digit
 * @doubts: what any other character is mistaken for, as "what it looks like" in pairs
 */
typedef struct
{
  const char *format;
  gsize       min_digits;
  const char *own;
  const char *doubts[12][2];
} Shape;

static const Shape shapes[] = {
  [JC_FACT_RESIDENT_ID] = { "resident_id",
                            14,
                            "0123456789X",
                            { { "O", "0" },
                              { "D", "0" },
                              { "Q", "09" },
                              { "I", "1" },
                              { "L", "1" },
                              { "|", "1" },
                              { "Z", "27" },
                              { "S", "58" },
                              { "B", "83" },
                              { "G", "69" },
                              { NULL, NULL } } },
  [JC_FACT_USCC] = { "uscc",
                     8,
                     "0123456789ABCDEFGHJKLMNPQRTUWXY",
                     { { "O", "0DQ" },
                       { "I", "1L" },
                       { "|", "1" },
                       { "Z", "27" },
                       { "S", "58" },
                       { "V", "UYW" },
                       { NULL, NULL } } },
};

/* What @c may stand for, "" when it cannot be in the number. */
static const char *
get_readings (const Shape *shape, gunichar c, char own[2])
{
  char upper = c < 0x80 ? g_ascii_toupper ((char)c) : '\0';

  /* The multiplication sign and letters of other scripts that look like the last digit. */
  if (c == 0xD7 || c == 0x3A7 || c == 0x425 || c == 0x2169)
    upper = 'X';
  if (upper == '\0')
    return "";

  if (strchr (shape->own, upper) != NULL)
    {
      own[0] = upper;
      own[1] = '\0';
      return own;
    }

  for (gsize i = 0; shape->doubts[i][0] != NULL; i++)
    if (shape->doubts[i][0][0] == upper)
      return shape->doubts[i][1];

  return "";
}

static gboolean
is_readable (const Shape *shape, gunichar c)
{
  char own[2];

  return *get_readings (shape, c, own) != '\0';
}

/* (nullable): in normal form. */
static char *
dup_normal (const Shape *shape, const char *candidate)
{
  g_autoptr (JsonNode) verdict = jc_format_check (shape->format, candidate, NULL);

  return jc_format_dup_normal (shape->format, verdict);
}

/* The one reading of the characters at @at that holds; NULL when none does, or more than one. */
static char *
dup_only_reading (const Shape *shape, const JcReadText *text, gsize at)
{
  char             own[LENGTH][2];
  const char      *readings[LENGTH];
  gsize            n_readings = 1;
  g_autofree char *found = NULL;

  for (gsize i = 0; i < LENGTH; i++)
    {
      readings[i] = get_readings (shape, text->chars[at + i], own[i]);
      n_readings *= strlen (readings[i]);
      if (n_readings == 0 || n_readings > MAX_READINGS)
        return NULL;
    }

  for (gsize n = 0; n < n_readings; n++)
    {
      char             candidate[LENGTH + 1] = { 0 };
      gsize            rest = n;
      g_autofree char *normal = NULL;

      for (gsize i = 0; i < LENGTH; i++)
        {
          candidate[i] = readings[i][rest % strlen (readings[i])];
          rest /= strlen (readings[i]);
        }
      normal = dup_normal (shape, candidate);
      if (normal != NULL && found != NULL)
        return NULL;
      if (normal != NULL)
        found = g_steal_pointer (&normal);
    }

  return g_steal_pointer (&found);
}

static gboolean
has_digits (const JcReadText *text, gsize from, gsize to)
{
  for (gsize i = from; i < to; i++)
    if (g_unichar_isdigit (text->chars[i]))
      return TRUE;

  return FALSE;
}

static gboolean
looks_like_number (const Shape *shape, const JcReadText *text, gsize at)
{
  gsize n_digits = 0;

  for (gsize i = 0; i < LENGTH; i++)
    n_digits += text->chars[at + i] >= '0' && text->chars[at + i] <= '9' ? 1 : 0;

  return n_digits >= shape->min_digits;
}

/* Beside the number there may be letters of a word that stands apart from it, never digits: a
 * number cut out of a longer one is none. */
static gboolean
stands_alone (const JcReadText *text, gsize from, gsize to, gsize at)
{
  gsize end = at + LENGTH;

  return (at == from || (text->apart[at] && !has_digits (text, from, at)))
         && (end == to || (text->apart[end] && !has_digits (text, end, to)));
}

static void
search_run (const Shape *shape, const JcReadText *text, gsize from, gsize to, GPtrArray *numbers)
{
  g_autofree char *found = NULL;

  for (gsize at = from; at + LENGTH <= to; at++)
    {
      g_autofree char *number = NULL;

      if (!stands_alone (text, from, to, at) || !looks_like_number (shape, text, at))
        continue;

      number = dup_only_reading (shape, text, at);
      if (number != NULL && found != NULL && strcmp (number, found) != 0)
        return;
      if (number != NULL && found == NULL)
        found = g_steal_pointer (&number);
    }

  if (found != NULL && !g_ptr_array_find_with_equal_func (numbers, found, g_str_equal, NULL))
    g_ptr_array_add (numbers, g_steal_pointer (&found));
}

GPtrArray *
jc_read_numbers (JcFactKind fact, const char *text)
{
  const Shape *shape = &shapes[fact];
  g_autoptr (JcReadText) folded = jc_read_text_new (text);
  GPtrArray *numbers = g_ptr_array_new_with_free_func (g_free);
  gsize      from = 0;

  for (gsize i = 0; i <= folded->length; i++)
    if (i == folded->length || !is_readable (shape, folded->chars[i]))
      {
        search_run (shape, folded, from, i, numbers);
        from = i + 1;
      }

  return numbers;
}
