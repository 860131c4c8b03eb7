/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-private.h"

#include "jc-span.h"
#include "jc-sync-engine.h"

/* What a dry run without the server can say of the window, and what it cannot. */

static JsonObject *
find_window (JsonObject *round, const char *event, const char *kind)
{
  JsonArray *windows = jc_json_get_array (round, "windows");

  for (guint i = 0; windows != NULL && i < json_array_get_length (windows); i++)
    {
      JsonObject *window = jc_json_as_object (json_array_get_element (windows, i));

      if (g_strcmp0 (jc_json_get_string (window, "event", NULL), event) == 0
          && g_strcmp0 (jc_json_get_string (window, "kind", NULL), kind) == 0)
        return window;
    }
  return NULL;
}

static gint64
get_instant (JsonObject *object, const char *name, gint64 fallback)
{
  gint64 at_us;

  return jc_instant_parse (jc_json_get_string (object, name, ""), &at_us) ? at_us : fallback;
}

/* Source: rules §13; a window without a beginning opens with its round, and a unit may end its own
 * earlier. */
static JcSpan
get_span (JsonObject *round, JsonObject *window)
{
  JcSpan span;

  span.from_us = get_instant (window, "from", get_instant (round, "opens_at", G_MININT64));
  span.until_us = MIN (get_instant (window, "until", G_MAXINT64),
                       get_instant (window, "unit_until", G_MAXINT64));
  return span;
}

static const char *
judge (JsonObject *round, JsonObject *window, const JcSpan *span, gint64 now_us)
{
  if (round == NULL)
    return "unknown";
  if (g_strcmp0 (jc_json_get_string (round, "state", "open"), "open") != 0)
    return "closed";
  if (window == NULL)
    return "unknown";
  switch (jc_span_check (span, now_us))
    {
    case JC_WINDOW_EARLY:
      return "early";
    case JC_WINDOW_LATE:
      return "late";
    case JC_WINDOW_IN_TIME:
    default:
      return "in_time";
    }
}

static JcText *
dup_words (const char *verdict)
{
  static const struct
  {
    const char *verdict;
    const char *zh;
    const char *en;
  } words[] = {
    { "unknown", "本机没有这个年度项目的受理时间",
      "This computer does not know the round's window" },
    { "closed", "按上次同步，这个年度项目已经结束", "As of the last sync the round is closed" },
    { "early", "按本机的时钟，还没有到受理时间",
      "By this computer's clock the window has not opened" },
    { "late", "按本机的时钟，受理时间已过", "By this computer's clock the window has closed" },
    { "in_time", "按本机的时钟，现在在受理时间内", "By this computer's clock the window is open" },
  };
  guint i = 0;

  while (!g_str_equal (words[i].verdict, verdict))
    i++;
  return jc_text_new_printf (
      "%1$s。没有问过服务器：受理时间以服务器的时钟为准，也可能改过；原件是否到齐、有没有别人先改过"
      "，也要服务器才知道。%2$.0s",
      "%2$s. The server was not asked: its clock decides, the window may have been moved, and only "
      "it knows whether every original has arrived and whether somebody else was first.%1$.0s",
      words[i].zh, words[i].en);
}

static void
set_instant (JsonObject *object, const char *name, gint64 at_us)
{
  g_autofree char *text = NULL;

  if (at_us == G_MININT64 || at_us == G_MAXINT64)
    {
      json_object_set_null_member (object, name);
      return;
    }
  text = jc_instant_to_utc (at_us);
  json_object_set_string_member (object, name, text);
}

/**
 * jc_submit_describe_window:
 * @self: a sync
 * @dossier: what would be submitted
 * @now_us: this machine's clock
 * @answer: receives "window": {"verdict", "from", "until", "now", "clock", "message"}; the verdict
 *   is "in_time", "early", "late", "closed" or "unknown", the clock "local"
 *
 * Judges by the round as it came with the last sync.
 */
void
jc_submit_describe_window (JcSync *self, JcDossier *dossier, gint64 now_us, JsonObject *answer)
{
  g_autoptr (GPtrArray) rounds = jc_library_load_rounds (self->library, NULL);
  const char *id = jc_dossier_get_round (dossier);
  JsonObject *described = json_object_new ();
  JsonObject *round = NULL;
  JsonObject *window;
  JcSpan      span = { G_MININT64, G_MAXINT64 };
  const char *verdict;
  g_autoptr (JcText) text = NULL;

  if (id == NULL && rounds != NULL)
    id = jc_sync_engine_pick_round (rounds, dossier);
  for (guint i = 0; rounds != NULL && id != NULL && i < rounds->len && round == NULL; i++)
    {
      JsonObject *one = jc_json_as_object (g_ptr_array_index (rounds, i));

      if (g_strcmp0 (jc_json_get_string (one, "id", NULL), id) == 0)
        round = one;
    }
  window = round != NULL ? find_window (round, "submit", jc_dossier_get_kind (dossier)) : NULL;
  if (window != NULL)
    span = get_span (round, window);
  verdict = judge (round, window, &span, now_us);
  text = dup_words (verdict);

  json_object_set_string_member (described, "verdict", verdict);
  set_instant (described, "from", span.from_us);
  set_instant (described, "until", span.until_us);
  set_instant (described, "now", now_us);
  json_object_set_string_member (described, "clock", "local");
  json_object_set_member (described, "message", jc_text_to_json (text));
  json_object_set_object_member (answer, "window", described);
}
