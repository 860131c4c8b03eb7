/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-span.h"

#include "jc-format.h"
#include "jc-iso-date.h"
#include "jc-text.h"

#include <string.h>

#define EPOCH_JULIAN 719163 /* 1970-01-01 as g_date_get_julian () counts */
#define DAY_SECONDS G_GINT64_CONSTANT (86400)
#define SHANGHAI_SECONDS (8 * 3600)
#define MIN_SECONDS G_GINT64_CONSTANT (-62135596800) /* 0001-01-01T00:00:00 */
#define MAX_SECONDS G_GINT64_CONSTANT (253402300799) /* 9999-12-31T23:59:59 */

static gint64
date_to_us (const GDate *date)
{
  gint64 days = (gint64)g_date_get_julian (date) - EPOCH_JULIAN;

  return days * DAY_SECONDS * G_USEC_PER_SEC;
}

/* Two digits at @text up to @max, or -1. */
static int
read_pair (const char *text, int max)
{
  int value;

  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return -1;
  value = (text[0] - '0') * 10 + (text[1] - '0');

  return value <= max ? value : -1;
}

/* hh:mm:ss and any fraction, of which microseconds are kept. In @is_leap a :60, counted as the last
 * microsecond before it. */
static gboolean
read_time (const char **text, gint64 *time_us, gboolean *is_leap)
{
  const char *p = *text;
  int         hours, minutes, seconds;
  gint64      unit = G_USEC_PER_SEC / 10;

  if (strnlen (p, 8) < 8 || p[2] != ':' || p[5] != ':')
    return FALSE;
  hours = read_pair (p, 23);
  minutes = read_pair (p + 3, 59);
  seconds = read_pair (p + 6, 60);
  if (hours < 0 || minutes < 0 || seconds < 0)
    return FALSE;
  *is_leap = seconds == 60;

  *time_us = (gint64)(hours * 3600 + minutes * 60 + seconds) * G_USEC_PER_SEC;
  p += 8;
  if (*p == '.')
    {
      if (!g_ascii_isdigit (p[1]))
        return FALSE;
      for (p++; g_ascii_isdigit (*p); p++, unit /= 10)
        *time_us += (*p - '0') * unit;
    }
  if (*is_leap)
    *time_us = (gint64)(hours * 3600 + minutes * 60 + 60) * G_USEC_PER_SEC - 1;
  *text = p;

  return TRUE;
}

static gboolean
read_offset (const char *text, gint64 *offset_us)
{
  int hours, minutes;

  *offset_us = 0;
  if (g_ascii_strcasecmp (text, "Z") == 0)
    return TRUE;
  if ((*text != '+' && *text != '-') || strlen (text) != 6 || text[3] != ':')
    return FALSE;

  hours = read_pair (text + 1, 23);
  minutes = read_pair (text + 4, 59);
  if (hours < 0 || minutes < 0)
    return FALSE;
  *offset_us = (gint64)(hours * 3600 + minutes * 60) * G_USEC_PER_SEC * (*text == '-' ? -1 : 1);

  return TRUE;
}

/* Whether a month begins in that microsecond, in UTC. */
static gboolean
begins_month (gint64 at_us)
{
  gint64 days = at_us / (DAY_SECONDS * G_USEC_PER_SEC) + EPOCH_JULIAN;
  GDate  date;

  if (at_us % (DAY_SECONDS * G_USEC_PER_SEC) != 0 || !g_date_valid_julian ((guint32)days))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)days);

  return g_date_get_day (&date) == 1;
}

/**
 * jc_instant_parse:
 * @text: (nullable): what should be a moment
 * @at_us: (out): microseconds since the Unix epoch, UTC; finer fractions are cut off
 *
 * An offset is needed: a moment without one means another in every place. A leap second (:60) can
 * only end a month in UTC; the epoch does not count it, so that it is that month's last microsecond
 * here.
 *
 * Source: RFC 3339 `date-time`, appendix D.
 *
 * Returns: FALSE when @text is no such moment
 */
gboolean
jc_instant_parse (const char *text, gint64 *at_us)
{
  g_autofree char *day = NULL;
  GDate            date;
  gint64           time_us, offset_us;
  gboolean         is_leap;

  if (text == NULL || strnlen (text, 11) < 11 || g_ascii_toupper (text[10]) != 'T')
    return FALSE;

  day = g_strndup (text, 10);
  text += 11;
  if (!jc_iso_date_parse (day, &date) || !read_time (&text, &time_us, &is_leap)
      || !read_offset (text, &offset_us))
    return FALSE;
  time_us += date_to_us (&date) - offset_us;
  if (is_leap && !begins_month (time_us + 1))
    return FALSE;
  *at_us = time_us;

  return TRUE;
}

/* Date and second of a moment that is moved by @offset seconds; what no four-digit year can say is
 * drawn to the nearest that can. */
static char *
format_instant (gint64 at_us, gint64 offset_seconds, gboolean with_time, const char *suffix)
{
  gint64           seconds = at_us / G_USEC_PER_SEC - (at_us % G_USEC_PER_SEC < 0 ? 1 : 0);
  gint64           since_first, second;
  g_autofree char *day = NULL;
  GDate            date;

  seconds = CLAMP (seconds + offset_seconds, MIN_SECONDS, MAX_SECONDS);
  since_first = seconds - MIN_SECONDS;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)(since_first / DAY_SECONDS) + 1);
  day = jc_iso_date_dup (&date);
  if (!with_time)
    return g_steal_pointer (&day);

  second = since_first % DAY_SECONDS;

  return g_strdup_printf ("%sT%02d:%02d:%02d%s", day, (int)(second / 3600), (int)(second / 60 % 60),
                          (int)(second % 60), suffix);
}

/**
 * jc_instant_to_utc:
 * @at_us: microseconds since the Unix epoch
 *
 * Returns: (transfer full): RFC 3339 in UTC with whole seconds ("2025-10-09T02:00:00Z")
 */
char *
jc_instant_to_utc (gint64 at_us)
{
  return format_instant (at_us, 0, TRUE, "Z");
}

/**
 * jc_instant_to_local:
 * @at_us: microseconds since the Unix epoch
 *
 * Returns: (transfer full): the time in Asia/Shanghai without offset ("2025-10-09T10:00:00")
 */
char *
jc_instant_to_local (gint64 at_us)
{
  return format_instant (at_us, SHANGHAI_SECONDS, TRUE, "");
}

/**
 * jc_instant_to_date:
 * @at_us: microseconds since the Unix epoch
 *
 * Returns: (transfer full): the date in Asia/Shanghai
 */
char *
jc_instant_to_date (gint64 at_us)
{
  return format_instant (at_us, SHANGHAI_SECONDS, FALSE, "");
}

/* A date stands for its first moment in Asia/Shanghai, moved by @n_days; "" leaves @at_us alone. */
static gboolean
read_end (const char *text, int n_days, gint64 *at_us, GError **error)
{
  g_autofree char *excerpt = NULL;
  GDate            date;

  if (text == NULL || *text == '\0' || jc_instant_parse (text, at_us))
    return TRUE;
  if (jc_iso_date_parse (text, &date))
    {
      *at_us
          = date_to_us (&date) + (gint64)(n_days * DAY_SECONDS - SHANGHAI_SECONDS) * G_USEC_PER_SEC;
      return TRUE;
    }

  excerpt = jc_format_dup_excerpt (text);

  return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                       "“%s”不是日期也不是带时区的时刻：写成 2025-10-09 或 "
                       "2025-10-09T09:00:00+08:00。",
                       "“%s” is neither a date nor a moment with its offset: write 2025-10-09 or "
                       "2025-10-09T09:00:00+08:00.",
                       excerpt);
}

/**
 * jc_span_parse:
 * @span: (out caller-allocates): the window; untouched on failure
 * @from: (nullable): a date, an RFC 3339 instant, or NULL or "" for open
 * @until: (nullable): likewise; a date is in to its last moment, an instant is exclusive
 * @error: JC_MODEL_ERROR_INVALID
 *
 * Source: rules §13. Asia/Shanghai is UTC+8 without summer time.
 *
 * Returns: FALSE when an end cannot be read, or when nothing lies between the two
 */
gboolean
jc_span_parse (JcSpan *span, const char *from, const char *until, GError **error)
{
  JcSpan read = { G_MININT64, G_MAXINT64 };

  if (!read_end (from, 0, &read.from_us, error) || !read_end (until, 1, &read.until_us, error))
    return FALSE;
  if (read.until_us <= read.from_us)
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                         "从 %s 到 %s 之间没有时间：结束要晚于开始，核对两头。",
                         "There is no time from %s until %s: the end must lie after the start, "
                         "compare both.",
                         from, until);
  *span = read;

  return TRUE;
}

/**
 * jc_span_check:
 * @span: a window
 * @at_us: a moment, microseconds since the Unix epoch
 *
 * Returns: whether @at_us lies in @span, before it or after it
 */
JcWindowVerdict
jc_span_check (const JcSpan *span, gint64 at_us)
{
  if (at_us < span->from_us)
    return JC_WINDOW_EARLY;

  return at_us < span->until_us ? JC_WINDOW_IN_TIME : JC_WINDOW_LATE;
}

/**
 * jc_window_verdict_to_code:
 * @verdict: where a moment lies
 *
 * Returns: (transfer none): its code
 */
const char *
jc_window_verdict_to_code (JcWindowVerdict verdict)
{
  switch (verdict)
    {
    case JC_WINDOW_IN_TIME:
      return "in_time";
    case JC_WINDOW_EARLY:
      return "early";
    case JC_WINDOW_LATE:
      return "late";
    case JC_WINDOW_FORMAT:
    default:
      return "format";
    }
}
