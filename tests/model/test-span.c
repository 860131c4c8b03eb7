/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-span.h"
#include "jc-text.h"

typedef struct
{
  const char *text;
  gboolean    valid;
  gint64      at_us;
} InstantCase;

static const InstantCase instants[] = {
  { "1970-01-01T00:00:00Z", TRUE, 0 },
  { "1970-01-01t00:00:00z", TRUE, 0 },
  { "1970-01-01T08:00:00+08:00", TRUE, 0 },
  { "1969-12-31T16:00:00-08:00", TRUE, 0 },
  { "1970-01-01T00:00:00-00:00", TRUE, 0 },
  { "1969-12-31T23:59:59Z", TRUE, -G_USEC_PER_SEC },
  { "1970-01-01T00:00:01.5Z", TRUE, 1500000 },
  { "1970-01-01T00:00:00.000001Z", TRUE, 1 },
  { "1970-01-01T00:00:00.0000019999999999999999999Z", TRUE, 1 },
  { "2025-10-09T00:00:00+08:00", TRUE, G_GINT64_CONSTANT (1759939200000000) },
  { "2024-02-29T00:00:00Z", TRUE, G_GINT64_CONSTANT (1709164800000000) },
  { "9999-12-31T23:59:59Z", TRUE, G_GINT64_CONSTANT (253402300799000000) },
  { "0001-01-01T00:00:00Z", TRUE, G_GINT64_CONSTANT (-62135596800000000) },
  { "2025-10-09T00:00:00", FALSE, 0 },
  { "2025-10-09 00:00:00Z", FALSE, 0 },
  { "2025-10-09", FALSE, 0 },
  { "2025-10-09T", FALSE, 0 },
  { "2025-10-09T00:00Z", FALSE, 0 },
  { "2025-10-09T24:00:00Z", FALSE, 0 },
  { "2025-10-09T00:60:00Z", FALSE, 0 },
  { "2025-10-09T23:59:60Z", FALSE, 0 },
  { "2016-12-31T23:59:60Z", TRUE, G_GINT64_CONSTANT (1483228799999999) },
  { "2017-01-01T07:59:60.5+08:00", TRUE, G_GINT64_CONSTANT (1483228799999999) },
  { "2016-12-31T23:59:61Z", FALSE, 0 },
  { "2016-12-31T23:58:60Z", FALSE, 0 },
  { "2016-12-31T23:59:60+08:00", FALSE, 0 },
  { "2025-10-09T00:00:00.Z", FALSE, 0 },
  { "2025-10-09T00:00:00,5Z", FALSE, 0 },
  { "2025-10-09T00:00:00+0800", FALSE, 0 },
  { "2025-10-09T00:00:00+8:00", FALSE, 0 },
  { "2025-10-09T00:00:00+24:00", FALSE, 0 },
  { "2025-10-09T00:00:00+08:60", FALSE, 0 },
  { "2025-10-09T00:00:00Z ", FALSE, 0 },
  { "2025-10-09T00:00:00ZZ", FALSE, 0 },
  { "2025-02-29T00:00:00Z", FALSE, 0 },
  { "2025-1-09T00:00:00Z0", FALSE, 0 },
  { "", FALSE, 0 },
  { NULL, FALSE, 0 },
};

static void
instant_cb (gconstpointer data)
{
  const InstantCase *row = data;
  gint64             at_us = 0;

  g_assert_cmpint (jc_instant_parse (row->text, &at_us), ==, row->valid);
  g_assert_cmpint (at_us, ==, row->at_us);
}

static void
to_text_cb (void)
{
  static const struct
  {
    gint64      at_us;
    const char *utc;
    const char *local;
    const char *date;
  } rows[] = {
    { 0, "1970-01-01T00:00:00Z", "1970-01-01T08:00:00", "1970-01-01" },
    { -1, "1969-12-31T23:59:59Z", "1970-01-01T07:59:59", "1970-01-01" },
    { 1759939200000000, "2025-10-08T16:00:00Z", "2025-10-09T00:00:00", "2025-10-09" },
    { 1759939199999999, "2025-10-08T15:59:59Z", "2025-10-08T23:59:59", "2025-10-08" },
    { G_MAXINT64, "9999-12-31T23:59:59Z", "9999-12-31T23:59:59", "9999-12-31" },
    { G_MININT64, "0001-01-01T00:00:00Z", "0001-01-01T00:00:00", "0001-01-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *utc = jc_instant_to_utc (rows[i].at_us);
      g_autofree char *local = jc_instant_to_local (rows[i].at_us);
      g_autofree char *date = jc_instant_to_date (rows[i].at_us);

      g_assert_cmpstr (utc, ==, rows[i].utc);
      g_assert_cmpstr (local, ==, rows[i].local);
      g_assert_cmpstr (date, ==, rows[i].date);
    }
}

static void
window_cb (void)
{
  static const struct
  {
    const char     *from;
    const char     *until;
    const char     *at;
    JcWindowVerdict verdict;
  } rows[] = {
    { "2025-10-09", "2025-10-15", "2025-10-08T23:59:59.999999+08:00", JC_WINDOW_EARLY },
    { "2025-10-09", "2025-10-15", "2025-10-09T00:00:00+08:00", JC_WINDOW_IN_TIME },
    { "2025-10-09", "2025-10-15", "2025-10-15T23:59:59.999999+08:00", JC_WINDOW_IN_TIME },
    { "2025-10-09", "2025-10-15", "2025-10-16T00:00:00+08:00", JC_WINDOW_LATE },
    { "2025-10-09", "2025-10-09", "2025-10-09T12:00:00+08:00", JC_WINDOW_IN_TIME },
    { "2025-12-31", "2025-12-31", "2026-01-01T00:00:00+08:00", JC_WINDOW_LATE },
    { "2025-10-09T09:00:00+08:00", "2025-10-09T17:00:00+08:00", "2025-10-09T00:59:59Z",
      JC_WINDOW_EARLY },
    { "2025-10-09T09:00:00+08:00", "2025-10-09T17:00:00+08:00", "2025-10-09T01:00:00Z",
      JC_WINDOW_IN_TIME },
    { "2025-10-09T09:00:00+08:00", "2025-10-09T17:00:00+08:00", "2025-10-09T08:59:59.999999Z",
      JC_WINDOW_IN_TIME },
    { "2025-10-09T09:00:00+08:00", "2025-10-09T17:00:00+08:00", "2025-10-09T09:00:00Z",
      JC_WINDOW_LATE },
    { NULL, "2025-10-15", "0001-01-01T00:00:00Z", JC_WINDOW_IN_TIME },
    { "", "2025-10-15", "2025-10-15T16:00:00Z", JC_WINDOW_LATE },
    { "2025-10-09", "", "9999-12-31T23:59:59Z", JC_WINDOW_IN_TIME },
    { "2025-10-09", NULL, "2025-10-08T15:59:59Z", JC_WINDOW_EARLY },
    { NULL, NULL, "2025-10-09T00:00:00Z", JC_WINDOW_IN_TIME },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 at_us = 0;
      JcSpan span;

      g_test_message ("%s", rows[i].at);
      jc_span_parse (&span, rows[i].from, rows[i].until, &error);
      g_assert_no_error (error);
      g_assert_true (jc_instant_parse (rows[i].at, &at_us));
      g_assert_cmpint (jc_span_check (&span, at_us), ==, rows[i].verdict);
    }
}

static void
refused_cb (void)
{
  static const char *const rows[][2] = {
    { "2025-10-15", "2025-10-14" },
    { "2025-10-09T09:00:00Z", "2025-10-09T09:00:00Z" },
    { "2025-10-09T09:00:00Z", "2025-10-09T08:59:59Z" },
    { "2025-10-32", NULL },
    { NULL, "2025-10-09T09:00:00" },
    { "九月", NULL },
    { NULL, "\xFF" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JcText) words = NULL;
      JcSpan span = { 1, 2 };

      g_assert_false (jc_span_parse (&span, rows[i][0], rows[i][1], &error));
      g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
      g_assert_cmpint (span.from_us, ==, 1);
      g_assert_cmpint (span.until_us, ==, 2);
      words = jc_error_dup_text (error);
      g_assert_true (g_utf8_validate (words->zh, -1, NULL));
      g_assert_cmpstr (words->zh, !=, words->en);
    }
}

static void
codes_cb (void)
{
  g_assert_cmpstr (jc_window_verdict_to_code (JC_WINDOW_IN_TIME), ==, "in_time");
  g_assert_cmpstr (jc_window_verdict_to_code (JC_WINDOW_EARLY), ==, "early");
  g_assert_cmpstr (jc_window_verdict_to_code (JC_WINDOW_LATE), ==, "late");
  g_assert_cmpstr (jc_window_verdict_to_code (JC_WINDOW_FORMAT), ==, "format");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/span/instant/%02" G_GSIZE_FORMAT, i + 1);

      g_test_add_data_func (path, &instants[i], instant_cb);
    }
  g_test_add_func ("/model/span/to-text", to_text_cb);
  g_test_add_func ("/model/span/window", window_cb);
  g_test_add_func ("/model/span/refused", refused_cb);
  g_test_add_func ("/model/span/codes", codes_cb);

  return g_test_run ();
}
