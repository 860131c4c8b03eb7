/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

#include <string.h>

#define DIGITS "0123456789"
#define MAX_HEADS 9999

static const JcFormatWords words[] = {
  { "empty", "还没有填：填人数或范围，如 8人、6-10人、10人以上。",
    "Nothing is filled in: enter a number or a range, such as 8, 6-10 or 10人以上." },
  { "format", "“{}”里读不出人数：用阿拉伯数字填，如 8人、6-10人、10人以上。",
    "“{}” holds no number of people that can be read: enter it in digits, such as 8, 6-10 or "
    "10人以上." },
  { "order", "“{}”前大后小：小的数写在前面。",
    "“{}” runs downwards: put the smaller number first." },
  { "out_of_range", "“{}”不在范围内：人数应为 1 至 9999。",
    "“{}” is out of range: the number of people must be 1 to 9999." },
  { NULL, NULL, NULL },
};

/* A run of digits without its leading zeros. */
typedef struct
{
  const char *digits;
  gsize       length;
} Run;

static gboolean
is_range_mark (gunichar c)
{
  switch (c)
    {
    case '-':
    case '~':
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2212: /* − */
    case 0x301C: /* 〜 */
    case 0xFF5E: /* ～ */
    case 0x81F3: /* 至 */
    case 0x5230: /* 到 */
      return TRUE;
    default:
      return FALSE;
    }
}

static char *
normalise (const char *text)
{
  g_autofree char *squashed = jc_format_squash (text);
  GString         *out = g_string_sized_new (strlen (squashed));

  for (const char *p = squashed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_range_mark (c))
        g_string_append_unichar (out, c);
      else if (out->len == 0 || out->str[out->len - 1] != '-')
        g_string_append_c (out, '-');
    }

  return g_string_free (out, FALSE);
}

static gboolean
skip (const char **text, const char *word)
{
  if (!g_str_has_prefix (*text, word))
    return FALSE;

  *text += strlen (word);

  return TRUE;
}

static gboolean
read_run (const char **text, Run *run)
{
  gsize length = strspn (*text, DIGITS);
  gsize zeros = strspn (*text, "0");

  run->digits = *text + zeros;
  run->length = length - zeros;
  *text += length;

  return length > 0;
}

static int
compare_runs (const Run *a, const Run *b)
{
  if (a->length != b->length)
    return a->length < b->length ? -1 : 1;

  return strncmp (a->digits, b->digits, a->length);
}

/* 0 for what is out of range. */
static gint64
get_heads (const Run *run)
{
  gint64 heads = 0;

  if (run->length > 4)
    return 0;
  for (gsize i = 0; i < run->length; i++)
    heads = heads * 10 + (run->digits[i] - '0');

  return heads <= MAX_HEADS ? heads : 0;
}

/* `a人?-b(人|名)?`, `a(人|名)?`, `a(人|名)(及)?以上`, and `a+`, which is the stored form of the
 * last. */
static gboolean
read_range (const char *text, Run *min, Run *max, gboolean *is_open)
{
  gboolean has_unit;

  *is_open = FALSE;
  if (!read_run (&text, min))
    return FALSE;
  *max = *min;

  if (g_str_equal (text, "+"))
    {
      *is_open = TRUE;
      return TRUE;
    }
  if (g_str_has_prefix (text, "-") || g_str_has_prefix (text, "人-"))
    {
      skip (&text, "人");
      skip (&text, "-");
      if (!read_run (&text, max))
        return FALSE;
      if (!skip (&text, "人"))
        skip (&text, "名");
      return *text == '\0';
    }

  has_unit = skip (&text, "人") || skip (&text, "名");
  if (has_unit && *text != '\0')
    {
      skip (&text, "及");
      *is_open = skip (&text, "以上");
      return *is_open && *text == '\0';
    }

  return *text == '\0';
}

static char *
dup_display (gint64 min, gint64 max, gboolean is_open)
{
  if (is_open)
    return g_strdup_printf ("%" G_GINT64_FORMAT "人以上", min);
  if (min == max)
    return g_strdup_printf ("%" G_GINT64_FORMAT "人", min);

  return g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "人", min, max);
}

/* Source: rules §7. */
static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  g_autofree char *typed = normalise (text);
  g_autofree char *display = NULL;
  Run              min, max;
  gboolean         is_open;
  JsonObject      *verdict;

  if (*typed == '\0')
    return jc_verdict_fail ("empty");
  if (!read_range (typed, &min, &max, &is_open))
    return jc_verdict_fail ("format");
  if (compare_runs (&min, &max) > 0)
    return jc_verdict_fail ("order");
  if (get_heads (&min) == 0 || get_heads (&max) == 0)
    return jc_verdict_fail ("out_of_range");

  display = dup_display (get_heads (&min), get_heads (&max), is_open);
  verdict = jc_verdict_begin ();
  json_object_set_int_member (verdict, "min", get_heads (&min));
  if (is_open)
    json_object_set_null_member (verdict, "max");
  else
    json_object_set_int_member (verdict, "max", get_heads (&max));
  json_object_set_string_member (verdict, "display", display);

  return jc_verdict_end (verdict);
}

static char *
dup_normal (JsonObject *verdict)
{
  gint64 min = json_object_get_int_member_with_default (verdict, "min", 0);
  gint64 max = json_object_get_int_member_with_default (verdict, "max", 0);

  if (min < 1)
    return NULL;
  if (json_object_get_null_member (verdict, "max"))
    return g_strdup_printf ("%" G_GINT64_FORMAT "+", min);
  if (min == max)
    return g_strdup_printf ("%" G_GINT64_FORMAT, min);

  return g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, min, max);
}

const JcFormatRule jc_headcount_rule = {
  .name = "headcount",
  .bad_text_code = "format",
  .words = words,
  .check = check,
  .dup_normal = dup_normal,
};
