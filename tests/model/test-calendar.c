/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-calendar.h"
#include "jc-json.h"

/* Two years with made-up tables: the last days of 2029 are off, its table names a day of 2030. */
#define TABLE                                                                                      \
  "{\"years\":[{\"year\":2029,\"off_days\":[\"2029-12-31\",\"2029-06-04\"],"                       \
  "\"makeup_working_days\":[\"2029-12-29\",\"2029-06-04\",\"2031-01-04\"]},"                       \
  "{\"year\":2030,\"off_days\":[\"2030-01-01\"],\"makeup_working_days\":[]}]}"

static JcCalendar *
new_calendar (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = jc_json_parse (TABLE, -1, &error);
  JcCalendar *calendar;

  g_assert_no_error (error);
  calendar = jc_calendar_new_from_json (node, &error);
  g_assert_no_error (error);

  return calendar;
}

static void
working_day_cb (void)
{
  static const struct
  {
    const char      *date;
    JcCalendarResult outcome;
    gboolean         works;
  } rows[] = {
    { "2029-12-28", JC_CALENDAR_OK, TRUE },           /* Friday */
    { "2029-12-29", JC_CALENDAR_OK, TRUE },           /* Saturday, make-up */
    { "2029-12-30", JC_CALENDAR_OK, FALSE },          /* Sunday */
    { "2029-12-31", JC_CALENDAR_OK, FALSE },          /* Monday, off */
    { "2029-06-04", JC_CALENDAR_OK, TRUE },           /* in both: make-up is asked first */
    { "2029-01-01", JC_CALENDAR_OK, TRUE },           /* Monday, first day of a table */
    { "2028-12-31", JC_CALENDAR_NO_CALENDAR, FALSE }, /* the day before */
    { "2030-12-31", JC_CALENDAR_OK, TRUE },           /* last day of a table */
    { "2031-01-01", JC_CALENDAR_NO_CALENDAR, FALSE }, /* the day after */
    { "2031-01-04", JC_CALENDAR_NO_CALENDAR, FALSE }, /* named by another year's table */
    { "2029-02-29", JC_CALENDAR_FORMAT, FALSE },
    { "2029-2-28", JC_CALENDAR_FORMAT, FALSE },
    { "2029/02/28", JC_CALENDAR_FORMAT, FALSE },
    { "2029-02-28 ", JC_CALENDAR_FORMAT, FALSE },
    { "2029-13-01", JC_CALENDAR_FORMAT, FALSE },
    { "0000-01-01", JC_CALENDAR_FORMAT, FALSE },
    { "", JC_CALENDAR_FORMAT, FALSE },
    { NULL, JC_CALENDAR_FORMAT, FALSE },
  };
  g_autoptr (JcCalendar) calendar = new_calendar ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean works = FALSE;

      g_test_message ("%s", rows[i].date != NULL ? rows[i].date : "NULL");
      g_assert_cmpint (jc_calendar_is_working_day (calendar, rows[i].date, &works), ==,
                       rows[i].outcome);
      g_assert_cmpint (works, ==, rows[i].works);
    }
}

static void
count_cb (void)
{
  static const struct
  {
    const char      *from;
    const char      *to;
    JcCalendarResult outcome;
    int              count;
  } rows[] = {
    { "2029-12-28", "2029-12-28", JC_CALENDAR_OK, 1 },
    { "2029-12-30", "2029-12-30", JC_CALENDAR_OK, 0 },
    { "2029-12-28", "2030-01-02", JC_CALENDAR_OK, 3 },
    { "2030-12-31", "2031-01-01", JC_CALENDAR_NO_CALENDAR, 0 },
    { "2028-12-31", "2029-01-01", JC_CALENDAR_NO_CALENDAR, 0 },
    { "2030-01-02", "2030-01-01", JC_CALENDAR_ORDER, 0 },
    { "2050-01-02", "2050-01-01", JC_CALENDAR_ORDER, 0 },
    { "2030-01-32", "2030-01-01", JC_CALENDAR_FORMAT, 0 },
    { "2030-01-01", "9999-12-31", JC_CALENDAR_NO_CALENDAR, 0 },
  };
  g_autoptr (JcCalendar) calendar = new_calendar ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int count = 0;

      g_test_message ("%s %s", rows[i].from, rows[i].to);
      g_assert_cmpint (jc_calendar_count (calendar, rows[i].from, rows[i].to, &count), ==,
                       rows[i].outcome);
      g_assert_cmpint (count, ==, rows[i].count);
    }
}

static void
nth_cb (void)
{
  static const struct
  {
    const char      *start;
    gint64           n;
    JcCalendarResult outcome;
    const char      *day;
  } rows[] = {
    { "2029-12-28", 1, JC_CALENDAR_OK, "2029-12-29" },
    { "2029-12-28", 2, JC_CALENDAR_OK, "2030-01-02" },
    { "2028-12-31", 1, JC_CALENDAR_OK, "2029-01-01" },
    { "2030-12-30", 1, JC_CALENDAR_OK, "2030-12-31" },
    { "2030-12-30", 2, JC_CALENDAR_NO_CALENDAR, NULL },
    { "2030-01-01", G_MAXINT64, JC_CALENDAR_NO_CALENDAR, NULL },
    { "2030-01-01", 0, JC_CALENDAR_OUT_OF_RANGE, NULL },
    { "2030-01-01", G_MININT64, JC_CALENDAR_OUT_OF_RANGE, NULL },
    { "2050-01-01", 0, JC_CALENDAR_OUT_OF_RANGE, NULL },
    { "2030-02-30", 0, JC_CALENDAR_FORMAT, NULL },
    { "9999-12-31", 1, JC_CALENDAR_NO_CALENDAR, NULL },
  };
  g_autoptr (JcCalendar) calendar = new_calendar ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *day = NULL;

      g_test_message ("%s %" G_GINT64_FORMAT, rows[i].start, rows[i].n);
      g_assert_cmpint (jc_calendar_nth (calendar, rows[i].start, rows[i].n, &day), ==,
                       rows[i].outcome);
      g_assert_cmpstr (day, ==, rows[i].day);
    }
}

static void
publicity_cb (void)
{
  g_autoptr (JcCalendar) calendar = new_calendar ();
  g_autofree char *counted = NULL;
  g_autofree char *after = NULL;
  g_autofree char *off = NULL;
  g_autofree char *next = NULL;

  g_assert_cmpint (jc_calendar_publicity (calendar, "2029-12-28", 1, TRUE, &counted), ==, 0);
  g_assert_cmpstr (counted, ==, "2029-12-28");
  g_assert_cmpint (jc_calendar_publicity (calendar, "2029-12-28", 1, FALSE, &after), ==, 0);
  g_assert_cmpstr (after, ==, "2029-12-29");
  g_assert_cmpint (jc_calendar_publicity (calendar, "2029-12-30", 1, TRUE, &off), ==, 0);
  g_assert_cmpstr (off, ==, "2030-01-02");
  g_assert_cmpint (jc_calendar_next (calendar, "2029-12-29", &next), ==, 0);
  g_assert_cmpstr (next, ==, "2030-01-02");
  g_assert_cmpint (jc_calendar_next (calendar, "2029-12-32", &next), ==, JC_CALENDAR_FORMAT);
}

static void
damaged_cb (void)
{
  static const char *const tables[] = {
    "[]",
    "{}",
    "{\"years\":{}}",
    "{\"years\":[1]}",
    "{\"years\":[{\"off_days\":[],\"makeup_working_days\":[]}]}",
    "{\"years\":[{\"year\":0,\"off_days\":[],\"makeup_working_days\":[]}]}",
    "{\"years\":[{\"year\":10000,\"off_days\":[],\"makeup_working_days\":[]}]}",
    "{\"years\":[{\"year\":\"2025\",\"off_days\":[],\"makeup_working_days\":[]}]}",
    "{\"years\":[{\"year\":2025,\"makeup_working_days\":[]}]}",
    "{\"years\":[{\"year\":2025,\"off_days\":[]}]}",
    "{\"years\":[{\"year\":2025,\"off_days\":[\"2025-02-29\"],\"makeup_working_days\":[]}]}",
    "{\"years\":[{\"year\":2025,\"off_days\":[7],\"makeup_working_days\":[]}]}",
    "{\"years\":[{\"year\":2025,\"off_days\":[],\"makeup_working_days\":[]},"
    "{\"year\":2025,\"off_days\":[],\"makeup_working_days\":[]}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = jc_json_parse (tables[i], -1, NULL);
      g_autoptr (JcCalendar) calendar = NULL;

      g_assert_nonnull (node);
      calendar = jc_calendar_new_from_json (node, &error);
      g_assert_null (calendar);
      g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
    }
}

static void
words_cb (void)
{
  static const char *const codes[] = { NULL, "format", "order", "out_of_range", "no_calendar" };

  for (int i = JC_CALENDAR_OK; i <= JC_CALENDAR_NO_CALENDAR; i++)
    {
      g_autoptr (JcText) message = jc_calendar_result_dup_message ((JcCalendarResult)i);

      g_assert_cmpstr (jc_calendar_result_to_code ((JcCalendarResult)i), ==, codes[i]);
      g_assert_cmpint (message == NULL, ==, i == JC_CALENDAR_OK);
      g_assert_true (message == NULL || (message->zh != NULL && message->en != NULL));
    }
}

static void
ref_cb (void)
{
  g_autoptr (JcCalendar) calendar = new_calendar ();
  gboolean works = FALSE;

  jc_calendar_unref (jc_calendar_ref (calendar));
  g_assert_cmpint (jc_calendar_is_working_day (calendar, "2029-12-28", &works), ==, JC_CALENDAR_OK);
  g_assert_true (works);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/calendar/is-working-day", working_day_cb);
  g_test_add_func ("/model/calendar/count", count_cb);
  g_test_add_func ("/model/calendar/nth", nth_cb);
  g_test_add_func ("/model/calendar/publicity", publicity_cb);
  g_test_add_func ("/model/calendar/damaged-table", damaged_cb);
  g_test_add_func ("/model/calendar/words", words_cb);
  g_test_add_func ("/model/calendar/ref", ref_cb);

  return g_test_run ();
}
