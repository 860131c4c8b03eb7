/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-calendar.h"

#include "jc-format.h"
#include "jc-iso-date.h"
#include "jc-json.h"

struct _JcCalendar
{
  GHashTable *years;   /* (owned): years that have a table */
  GHashTable *off;     /* (owned): Julian days without work */
  GHashTable *make_up; /* (owned): Julian days with work, whatever their weekday */
};

static void
clear_calendar (gpointer data)
{
  JcCalendar *self = data;

  g_clear_pointer (&self->years, g_hash_table_unref);
  g_clear_pointer (&self->off, g_hash_table_unref);
  g_clear_pointer (&self->make_up, g_hash_table_unref);
}

/**
 * jc_calendar_ref:
 * @self: a calendar
 *
 * Returns: (transfer full): @self
 */
JcCalendar *
jc_calendar_ref (JcCalendar *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * jc_calendar_unref:
 * @self: (transfer full): a calendar
 *
 * Gives a reference back.
 */
void
jc_calendar_unref (JcCalendar *self)
{
  g_atomic_rc_box_release_full (self, clear_calendar);
}

static gboolean
refuse_day (const char *member, const char *text, GError **error)
{
  g_autofree char *excerpt = jc_format_dup_excerpt (text);

  return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                       "节假日表 %s 里的“%s”不是日期：写成 2025-10-09。",
                       "In %s of the holiday table “%s” is no date: write 2025-10-09.", member,
                       excerpt);
}

static gboolean
read_days (JsonObject *table, const char *member, GHashTable *days, GError **error)
{
  JsonArray *array = jc_json_get_array (table, member);
  guint      n = array != NULL ? json_array_get_length (array) : 0;

  if (array == NULL)
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                         "节假日表的一年缺少 %s：补上这个日期数组。",
                         "A year of the holiday table lacks %s: add that array of dates.", member);

  for (guint i = 0; i < n; i++)
    {
      const char *text = jc_json_as_string (json_array_get_element (array, i));
      GDate       date;

      if (!jc_iso_date_parse (text, &date))
        return refuse_day (member, text, error);
      g_hash_table_add (days, GUINT_TO_POINTER (g_date_get_julian (&date)));
    }

  return TRUE;
}

static gboolean
read_year (JcCalendar *self, JsonObject *table, GError **error)
{
  gint64 year = jc_json_get_int (table, "year", 0);

  if (year < 1 || year > 9999 || !g_hash_table_add (self->years, GUINT_TO_POINTER ((guint)year)))
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                         "节假日表的年份 %d 不是四位年份，或写了两次：每年写一次。",
                         "The year %d of the holiday table is no year of four digits, or stands "
                         "twice: write each once.",
                         (int)CLAMP (year, G_MININT, G_MAXINT));

  return read_days (table, "off_days", self->off, error)
         && read_days (table, "makeup_working_days", self->make_up, error);
}

/**
 * jc_calendar_new_from_json:
 * @node: the code list `holidays`: {"years": [{"year", "off_days", "makeup_working_days"}]}
 * @error: JC_MODEL_ERROR_INVALID
 *
 * Days are ISO dates. A year's table may name days of a neighbouring year; that alone gives the
 * neighbour no table.
 *
 * Source: schedules of the State Council's General Office; rules §10.
 *
 * Returns: (transfer full): the calendar; NULL when @node has another shape
 */
JcCalendar *
jc_calendar_new_from_json (JsonNode *node, GError **error)
{
  g_autoptr (JcCalendar) self = g_atomic_rc_box_new0 (JcCalendar);
  JsonArray *years = jc_json_get_array (jc_json_as_object (node), "years");

  self->years = g_hash_table_new (NULL, NULL);
  self->off = g_hash_table_new (NULL, NULL);
  self->make_up = g_hash_table_new (NULL, NULL);

  if (years == NULL)
    {
      jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "这不是节假日表：应有数组“%s”。",
                    "This is no holiday table: it must have the "
                    "array “%s”.",
                    "years");
      return NULL;
    }

  for (guint i = 0; i < json_array_get_length (years); i++)
    if (!read_year (self, jc_json_as_object (json_array_get_element (years, i)), error))
      return NULL;

  return g_steal_pointer (&self);
}

static JcCalendarResult
judge_day (const JcCalendar *self, const GDate *date, gboolean *works)
{
  gpointer julian = GUINT_TO_POINTER (g_date_get_julian (date));
  gpointer year = GUINT_TO_POINTER ((guint)g_date_get_year (date));

  if (!g_hash_table_contains (self->years, year))
    return JC_CALENDAR_NO_CALENDAR;

  if (g_hash_table_contains (self->make_up, julian))
    *works = TRUE;
  else if (g_hash_table_contains (self->off, julian))
    *works = FALSE;
  else
    *works = g_date_get_weekday (date) <= G_DATE_FRIDAY;

  return JC_CALENDAR_OK;
}

/**
 * jc_calendar_is_working_day:
 * @self: a calendar
 * @date: ISO date
 * @result: (out): whether people work on it
 *
 * Source: rules §10, work(d).
 *
 * Returns: FORMAT, NO_CALENDAR or OK
 */
JcCalendarResult
jc_calendar_is_working_day (const JcCalendar *self, const char *date, gboolean *result)
{
  GDate day;

  if (!jc_iso_date_parse (date, &day))
    return JC_CALENDAR_FORMAT;

  return judge_day (self, &day, result);
}

/**
 * jc_calendar_count:
 * @self: a calendar
 * @from: ISO date, the first day
 * @to: ISO date, the last day
 * @result: (out): the working days from @from to @to, both in
 *
 * Source: rules §10, count(from,to).
 *
 * Returns: FORMAT, ORDER, NO_CALENDAR or OK
 */
JcCalendarResult
jc_calendar_count (const JcCalendar *self, const char *from, const char *to, int *result)
{
  GDate day, last;
  int   count = 0;

  if (!jc_iso_date_parse (from, &day) || !jc_iso_date_parse (to, &last))
    return JC_CALENDAR_FORMAT;
  if (g_date_compare (&day, &last) > 0)
    return JC_CALENDAR_ORDER;

  for (; g_date_compare (&day, &last) <= 0; g_date_add_days (&day, 1))
    {
      gboolean         works = FALSE;
      JcCalendarResult outcome = judge_day (self, &day, &works);

      if (outcome != JC_CALENDAR_OK)
        return outcome;
      count += works ? 1 : 0;
    }
  *result = count;

  return JC_CALENDAR_OK;
}

/* The @n-th working day from @day on, which is counted itself. Ends where the tables end. */
static JcCalendarResult
walk (const JcCalendar *self, GDate *day, gint64 n, char **result)
{
  for (;; g_date_add_days (day, 1))
    {
      gboolean         works = FALSE;
      JcCalendarResult outcome = judge_day (self, day, &works);

      if (outcome != JC_CALENDAR_OK)
        return outcome;
      if (works && --n == 0)
        break;
    }
  *result = jc_iso_date_dup (day);

  return JC_CALENDAR_OK;
}

/**
 * jc_calendar_nth:
 * @self: a calendar
 * @start: ISO date, not counted (Civil Code art. 201)
 * @n: from 1
 * @result: (out) (transfer full): ISO date of the @n-th working day after @start
 *
 * Source: rules §10, nth(start,n).
 *
 * Returns: FORMAT, OUT_OF_RANGE, NO_CALENDAR or OK
 */
JcCalendarResult
jc_calendar_nth (const JcCalendar *self, const char *start, gint64 n, char **result)
{
  return jc_calendar_publicity (self, start, n, FALSE, result);
}

/**
 * jc_calendar_publicity:
 * @self: a calendar
 * @posted: ISO date of the posting
 * @n: working days of publicity, from 1
 * @count_posting_day: whether @posted counts when it is a working day
 * @result: (out) (transfer full): ISO date of the last day of the publicity
 *
 * What was posted is settled from the day after @result.
 *
 * Source: rules §10, publicity(posted,n,count_posting_day).
 *
 * Returns: FORMAT, OUT_OF_RANGE, NO_CALENDAR or OK
 */
JcCalendarResult
jc_calendar_publicity (
    const JcCalendar *self, const char *posted, gint64 n, gboolean count_posting_day, char **result)
{
  GDate day;

  if (!jc_iso_date_parse (posted, &day))
    return JC_CALENDAR_FORMAT;
  if (n < 1)
    return JC_CALENDAR_OUT_OF_RANGE;
  if (!count_posting_day)
    g_date_add_days (&day, 1);

  return walk (self, &day, n, result);
}

/**
 * jc_calendar_next:
 * @self: a calendar
 * @date: ISO date
 * @result: (out) (transfer full): ISO date of the next working day after @date
 *
 * Source: rules §10, next(date).
 *
 * Returns: FORMAT, NO_CALENDAR or OK
 */
JcCalendarResult
jc_calendar_next (const JcCalendar *self, const char *date, char **result)
{
  return jc_calendar_publicity (self, date, 1, FALSE, result);
}

static const struct
{
  const char *code;
  const char *zh;
  const char *en;
} outcomes[] = {
  [JC_CALENDAR_OK] = { NULL, NULL, NULL },
  [JC_CALENDAR_FORMAT] = { "format", "没有这个日期，或写法不对：写成 2025-10-09。",
                           "There is no such date, or it is written otherwise: write 2025-10-09." },
  [JC_CALENDAR_ORDER] = { "order", "开始日期在结束日期之后：对调或改正。",
                          "The first date lies after the last: swap or correct them." },
  [JC_CALENDAR_OUT_OF_RANGE] = { "out_of_range", "工作日天数小于 1：填 1 或更大的数。",
                                 "The number of working days is below 1: enter 1 or more." },
  [JC_CALENDAR_NO_CALENDAR]
  = { "no_calendar",
      "用到的年份还没有节假日表，算不出工作日：按国务院办公厅的放假通知补上那一年再算。",
      "A year that is needed has no holiday table, so working days cannot be counted: add it from "
      "the State Council's notice first." },
};

/**
 * jc_calendar_result_to_code:
 * @result: an outcome
 *
 * Returns: (transfer none) (nullable): its code; NULL for OK
 */
const char *
jc_calendar_result_to_code (JcCalendarResult result)
{
  g_return_val_if_fail ((guint)result < G_N_ELEMENTS (outcomes), NULL);

  return outcomes[result].code;
}

/**
 * jc_calendar_result_dup_message:
 * @result: an outcome
 *
 * Returns: (transfer full) (nullable): what is wrong and how to mend it; NULL for OK
 */
JcText *
jc_calendar_result_dup_message (JcCalendarResult result)
{
  g_return_val_if_fail ((guint)result < G_N_ELEMENTS (outcomes), NULL);

  if (outcomes[result].zh == NULL)
    return NULL;

  return jc_text_new (outcomes[result].zh, outcomes[result].en);
}
