/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

#include <string.h>

#define MIN_YEAR 1900
#define MAX_YEAR 2100
#define MAX_RUN 8

static const JcFormatWords words[] = {
  { "empty", "还没有填：按年月日填写，如 1987年1月2日。",
    "Nothing is filled in: enter year, month and day, such as 1987-01-02." },
  { "ambiguous", "“{}”的年份在最后，分不清哪个是月哪个是日：把年份写在最前，如 1987年1月2日。",
    "“{}” has its year last, so month and day cannot be told apart: put the year first, such as "
    "1987-01-02." },
  { "year_digits", "“{}”的年份只有两位：写全四位年份，如 1987。",
    "“{}” has a year of two digits: write all four, such as 1987." },
  { "out_of_range", "没有“{}”这个日期：核对年（1900 至 2100）、月、日。",
    "There is no date “{}”: compare year (1900 to 2100), month and day." },
  { "format", "看不懂“{}”这个日期：按年月日填写，如 1987年1月2日、1987-01-02。",
    "“{}” cannot be read as a date: enter year, month and day, such as 1987-01-02." },
  { NULL, NULL, NULL },
};

/* Up to three runs of digits, each followed by one character or nothing. */
typedef struct
{
  guint    n;
  gsize    lengths[3];
  int      values[3];
  gunichar marks[3];
} Shape;

typedef enum
{
  SHAPE_OTHER,
  SHAPE_DAY,
  SHAPE_DAY_CHINESE,
  SHAPE_MONTH,
  SHAPE_YEAR,
} ShapeKind;

static gboolean
read_shape (const char *text, Shape *shape)
{
  memset (shape, 0, sizeof *shape);

  while (*text != '\0')
    {
      guint i = shape->n;
      gsize length = strspn (text, "0123456789");

      if (i == G_N_ELEMENTS (shape->lengths) || length == 0 || length > MAX_RUN)
        return FALSE;

      shape->lengths[i] = length;
      shape->values[i] = (int)g_ascii_strtoull (text, NULL, 10);
      shape->n++;
      text += length;
      if (*text == '\0')
        break;
      shape->marks[i] = g_utf8_get_char (text);
      if (shape->marks[i] == 0x53F7) /* 号 */
        shape->marks[i] = 0x65E5;    /* 日 */
      text = g_utf8_next_char (text);
    }

  return shape->n > 0;
}

static gboolean
is_separator (gunichar c)
{
  return c == '-' || c == '/' || c == '.';
}

static ShapeKind
classify (const Shape *shape)
{
  const gunichar *marks = shape->marks;
  const gunichar  year = 0x5E74;  /* 年 */
  const gunichar  month = 0x6708; /* 月 */
  const gunichar  day = 0x65E5;   /* 日 */

  if (shape->n == 3 && is_separator (marks[0]) && marks[1] == marks[0] && marks[2] == 0)
    return SHAPE_DAY;
  if (shape->n == 3 && marks[0] == year && marks[1] == month && marks[2] == day)
    return SHAPE_DAY_CHINESE;
  if (shape->n == 2 && is_separator (marks[0]) && marks[1] == 0)
    return SHAPE_MONTH;
  if (shape->n == 2 && marks[0] == year && marks[1] == month)
    return SHAPE_MONTH;
  if (shape->n == 1 && (marks[0] == year || marks[0] == 0))
    return SHAPE_YEAR;

  return SHAPE_OTHER;
}

/* Whether every run from the second on has one or two digits. */
static gboolean
has_short_tail (const Shape *shape)
{
  for (guint i = 1; i < shape->n; i++)
    if (shape->lengths[i] > 2)
      return FALSE;

  return TRUE;
}

static gboolean
has_two_digit_year (const Shape *shape, ShapeKind kind)
{
  if (!has_short_tail (shape))
    return FALSE;

  return shape->lengths[0] == 2
         || (kind == SHAPE_DAY && shape->lengths[0] == 1 && shape->lengths[2] == 2);
}

/* YYYYMMDD is a day without marks. */
static void
split_compact (Shape *shape)
{
  int value = shape->values[0];

  shape->n = 3;
  shape->lengths[0] = 4;
  shape->values[0] = value / 10000;
  shape->values[1] = value / 100 % 100;
  shape->values[2] = value % 100;
}

static gboolean
exists (const Shape *shape)
{
  int month = shape->n > 1 ? shape->values[1] : 1;
  int day = shape->n > 2 ? shape->values[2] : 1;

  return shape->values[0] >= MIN_YEAR && shape->values[0] <= MAX_YEAR
         && g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)shape->values[0]);
}

static const char *
find_fault (Shape *shape)
{
  ShapeKind kind = classify (shape);

  if (kind == SHAPE_OTHER)
    return "format";
  if (kind == SHAPE_DAY && shape->lengths[2] == 4 && shape->lengths[0] <= 2
      && shape->lengths[1] <= 2)
    return "ambiguous";
  if (has_two_digit_year (shape, kind))
    return "year_digits";

  if (kind == SHAPE_YEAR && shape->lengths[0] == 8 && shape->marks[0] == 0)
    split_compact (shape);
  if (shape->lengths[0] != 4 || !has_short_tail (shape))
    return "format";

  return exists (shape) ? NULL : "out_of_range";
}

/* Source: rules §9. */
static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  static const char *const precisions[] = { "year", "month", "day" };
  g_autofree char         *squashed = jc_format_squash (text);
  GString                 *iso;
  Shape                    shape;
  const char              *fault;
  JsonObject              *verdict;

  if (*squashed == '\0')
    return jc_verdict_fail ("empty");
  if (!read_shape (squashed, &shape))
    return jc_verdict_fail ("format");
  fault = find_fault (&shape);
  if (fault != NULL)
    return jc_verdict_fail (fault);

  iso = g_string_new (NULL);
  g_string_printf (iso, "%04d", shape.values[0]);
  for (guint i = 1; i < shape.n; i++)
    g_string_append_printf (iso, "-%02d", shape.values[i]);

  verdict = jc_verdict_begin ();
  json_object_set_string_member (verdict, "iso", iso->str);
  json_object_set_string_member (verdict, "precision", precisions[shape.n - 1]);
  g_string_free (iso, TRUE);

  return jc_verdict_end (verdict);
}

const JcFormatRule jc_date_rule = {
  .name = "date",
  .normal_member = "iso",
  .bad_text_code = "format",
  .words = words,
  .check = check,
};
