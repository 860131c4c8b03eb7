/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-round-item.h"

#include <glib/gi18n.h>

#include "jc-json.h"
#include "jc-words.h"

struct _JcRoundItem
{
  GObject parent_instance;

  char  *round; /* (nullable) */
  char  *programme;
  char  *title;
  JcSpan span;
};

G_DEFINE_FINAL_TYPE (JcRoundItem, jc_round_item, G_TYPE_OBJECT)

static void
jc_round_item_finalize (GObject *object)
{
  JcRoundItem *self = JC_ROUND_ITEM (object);

  g_free (self->round);
  g_free (self->programme);
  g_free (self->title);

  G_OBJECT_CLASS (jc_round_item_parent_class)->finalize (object);
}

static void
jc_round_item_class_init (JcRoundItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_round_item_finalize;
}

static void
jc_round_item_init (JcRoundItem *self)
{
  self->span.from_us = G_MININT64;
  self->span.until_us = G_MAXINT64;
}

/* The window of an applicant's own step; a unit may have set itself an earlier last day. */
static void
read_window (JcRoundItem *self, JsonObject *window)
{
  const char *unit_until = jc_json_get_string (window, "unit_until", NULL);
  const char *until = jc_json_get_string (window, "until", NULL);

  if (g_strcmp0 (jc_json_get_string (window, "event", NULL), "submit") == 0)
    jc_span_parse (&self->span, jc_json_get_string (window, "from", NULL),
                   unit_until != NULL ? unit_until : until, NULL);
}

/**
 * jc_round_item_new_from_json:
 * @round: a round as `GET /rounds/{id}` describes it
 *
 * Returns: (transfer full): its heading
 */
JcRoundItem *
jc_round_item_new_from_json (JsonNode *round)
{
  JcRoundItem *self = g_object_new (JC_TYPE_ROUND_ITEM, NULL);
  JsonObject  *object = jc_json_as_object (round);
  JsonArray   *windows = jc_json_get_array (object, "windows");
  g_autoptr (JcText) title = jc_json_dup_text (object, "title");

  self->round = g_strdup (jc_json_get_string (object, "id", ""));
  self->programme = g_strdup (jc_json_get_string (object, "programme", ""));
  self->title = g_strdup (title != NULL ? jc_words_get (title) : self->round);
  for (guint i = 0; windows != NULL && i < json_array_get_length (windows); i++)
    read_window (self, jc_json_as_object (json_array_get_element (windows, i)));

  return self;
}

/**
 * jc_round_item_new_from_programme:
 * @programme: a definition
 *
 * Returns: (transfer full): a heading with the days that stand in the notice
 */
JcRoundItem *
jc_round_item_new_from_programme (JcProgramme *programme)
{
  JcRoundItem *self = g_object_new (JC_TYPE_ROUND_ITEM, NULL);
  GPtrArray   *windows = jc_programme_get_windows (programme);

  self->programme = g_strdup (jc_programme_get_id (programme));
  self->title = g_strdup (jc_words_get (jc_programme_get_title (programme)));
  for (guint i = 0; i < windows->len; i++)
    {
      const JcProgrammeWindow *window = g_ptr_array_index (windows, i);

      if (g_strcmp0 (window->event, "submit") == 0)
        jc_span_parse (&self->span, window->from, window->until, NULL);
    }

  return self;
}

const char *
jc_round_item_get_round (JcRoundItem *self)
{
  return self->round;
}

const char *
jc_round_item_get_programme (JcRoundItem *self)
{
  return self->programme;
}

const char *
jc_round_item_get_title (JcRoundItem *self)
{
  return self->title;
}

gboolean
jc_round_item_is_from_server (JcRoundItem *self)
{
  return self->round != NULL;
}

/**
 * jc_round_dup_duration:
 * @duration_us: microseconds, not negative
 *
 * Returns: (transfer full): it in its two largest units, rounded down
 */
char *
jc_round_dup_duration (gint64 duration_us)
{
  int              minutes = (int)MIN (duration_us / G_TIME_SPAN_MINUTE, G_MAXINT);
  int              hours = minutes / 60;
  int              days = hours / 24;
  g_autofree char *large = NULL;
  g_autofree char *small = NULL;

  if (days > 0)
    {
      large = g_strdup_printf (ngettext ("%d day", "%d days", (gulong)days), days);
      hours %= 24;
      small = g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong)hours), hours);
      /* Translators: two parts of a duration: "2 days 4 hours". */
      return hours > 0 ? g_strdup_printf (_ ("%s %s"), large, small) : g_steal_pointer (&large);
    }
  minutes %= 60;
  if (hours > 0)
    {
      large = g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong)hours), hours);
      small = g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong)minutes), minutes);
      return minutes > 0 ? g_strdup_printf (_ ("%s %s"), large, small) : g_steal_pointer (&large);
    }

  return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong)minutes), minutes);
}

/* The day, and the time where it is not the day's first moment. The window's own time zone is that
 * of the programme (UTC+8, no summer time), wherever this machine stands. */
static char *
dup_day (gint64 at_us, gboolean is_until, gint64 now_us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 60 * 60);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) at = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) shown = NULL;
  gboolean whole = g_date_time_get_hour (at) == 0 && g_date_time_get_minute (at) == 0;

  /* Midnight as an end is the end of the day before. */
  shown = g_date_time_add_seconds (at, is_until && whole ? -1 : 0);
  if (g_date_time_get_year (shown) != g_date_time_get_year (now))
    /* Translators: GDateTime formats: a day of another year, and with its time. */
    return g_date_time_format (shown, whole ? _ ("%-d %b %Y") : _ ("%-d %b %Y %H:%M"));

  /* Translators: GDateTime formats: a day, a day and time. */
  return g_date_time_format (shown, whole ? _ ("%-d %b") : _ ("%-d %b %H:%M"));
}

static char *
dup_standing (const JcSpan *span, gint64 now_us)
{
  g_autofree char *duration = NULL;

  switch (jc_span_check (span, now_us))
    {
    case JC_WINDOW_EARLY:
      duration = jc_round_dup_duration (span->from_us - now_us);
      return g_strdup_printf (_ ("opens in %s"), duration);
    case JC_WINDOW_LATE:
      duration = jc_round_dup_duration (now_us - span->until_us);
      return g_strdup_printf (_ ("closed %s ago"), duration);
    case JC_WINDOW_IN_TIME:
    case JC_WINDOW_FORMAT:
    default:
      if (span->until_us == G_MAXINT64)
        return g_strdup (_ ("open"));
      duration = jc_round_dup_duration (span->until_us - now_us);
      return g_strdup_printf (_ ("%s left"), duration);
    }
}

/**
 * jc_round_item_dup_window:
 * @self: a heading
 * @now_us: now, by the server's clock
 *
 * Returns: (transfer full): the days and how one stands to them; without a server, the days of the
 *   notice alone, since nobody knows whether they still hold
 */
char *
jc_round_item_dup_window (JcRoundItem *self, gint64 now_us)
{
  g_autofree char *from
      = self->span.from_us != G_MININT64 ? dup_day (self->span.from_us, FALSE, now_us) : NULL;
  g_autofree char *until
      = self->span.until_us != G_MAXINT64 ? dup_day (self->span.until_us, TRUE, now_us) : NULL;
  g_autofree char *days = NULL;
  g_autofree char *standing = NULL;

  if (from == NULL && until == NULL)
    return g_strdup ("");

  if (from != NULL && until != NULL)
    days = g_strdup_printf (_ ("Submissions from %s to %s"), from, until);
  else if (until != NULL)
    days = g_strdup_printf (_ ("Submissions until %s"), until);
  else
    days = g_strdup_printf (_ ("Submissions from %s"), from);
  if (self->round == NULL)
    return g_strdup_printf (_ ("%s, as the notice says"), days);

  standing = dup_standing (&self->span, now_us);

  return g_strdup_printf (_ ("%s, %s"), days, standing);
}
