/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-private.h"

/* So that not every client knocks in the same second when a window opens. */
#define JITTER_US (30 * G_USEC_PER_SEC)
/* A clock that is heard in whole seconds moves by itself. */
#define SLACK_US (5 * G_USEC_PER_SEC)

/**
 * jc_opening_plan:
 * @self: a sync that is connected
 * @from: when the window opens by the server's clock, RFC 3339
 *
 * Returns: when to knock, by this machine's clock; 0 when @from is no instant
 */
gint64
jc_opening_plan (JcSync *self, const char *from)
{
  gint64 at_us;

  if (!jc_instant_parse (from, &at_us))
    return 0;
  return at_us - jc_api_client_get_clock_offset_us (self->client)
         + (gint64)(g_random_double () * JITTER_US);
}

/* When @round opens for events of @type; NULL when it does not say. */
static const char *
find_opening (JsonObject *round, const char *type, const char *kind)
{
  JsonArray *windows = jc_json_get_array (round, "windows");

  for (guint i = 0; windows != NULL && i < json_array_get_length (windows); i++)
    {
      JsonObject *window = jc_json_as_object (json_array_get_element (windows, i));

      if (g_strcmp0 (jc_json_get_string (window, "event", NULL), type) == 0
          && g_strcmp0 (jc_json_get_string (window, "kind", NULL), kind) == 0)
        return jc_json_get_string (window, "from", jc_json_get_string (round, "opens_at", NULL));
    }
  return NULL;
}

static JsonObject *
find_round (GPtrArray *rounds, const char *id)
{
  for (guint i = 0; i < rounds->len; i++)
    {
      JsonObject *round = jc_json_as_object (g_ptr_array_index (rounds, i));

      if (g_strcmp0 (jc_json_get_string (round, "id", NULL), id) == 0)
        return round;
    }
  return NULL;
}

static gboolean
follow (JcSync *self, GPtrArray *rounds, JcOutboxItem *item, GError **error)
{
  g_autoptr (JsonNode) event = item->body != NULL ? jc_json_parse (item->body, -1, NULL) : NULL;
  g_autoptr (JcDossier) dossier = jc_library_load_dossier (self->library, item->dossier_id, NULL);
  const char *type = jc_json_get_string (jc_json_as_object (event), "type", "");
  JsonObject *round;
  const char *from;
  gint64      at_us;

  round = dossier != NULL ? find_round (rounds, jc_dossier_get_round (dossier)) : NULL;
  from = round != NULL ? find_opening (round, type, jc_dossier_get_kind (dossier)) : NULL;
  if (from == NULL)
    return TRUE;
  at_us = jc_opening_plan (self, from);
  if (at_us == 0 || ABS (at_us - item->retry_at_us) <= JITTER_US + SLACK_US)
    return TRUE;
  item->retry_at_us = at_us;
  if (!jc_library_save_outbox_item (self->library, item, error))
    return FALSE;
  jc_sync_tell_changed (self, item->dossier_id, FALSE);
  return TRUE;
}

/**
 * jc_opening_follow:
 * @self: a sync that is connected
 * @error: return location
 *
 * Lays the moments of events that wait for their opening to where the windows are by now: a window
 * may have been moved, and this machine's clock set.
 *
 * Returns: %FALSE with @error set when the library failed
 */
gboolean
jc_opening_follow (JcSync *self, GError **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, NULL, error);
  g_autoptr (GPtrArray) rounds = NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      JcOutboxItem *item = g_ptr_array_index (items, i);

      if (!g_str_equal (item->kind, "event") || g_strcmp0 (item->reason, "opening") != 0)
        continue;
      if (rounds == NULL && (rounds = jc_library_load_rounds (self->library, error)) == NULL)
        return FALSE;
      if (!follow (self, rounds, item, error))
        return FALSE;
    }
  return items != NULL;
}
