/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-private.h"

static JcText *
dup_detail (const JcOutboxItem *item)
{
  g_autoptr (GError) error = NULL;

  if (item->detail == NULL || *item->detail == '\0')
    return NULL;
  error = g_error_new_literal (JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED, item->detail);
  return jc_error_dup_text (error);
}

static void
add_item (JsonArray *array, const JcOutboxItem *item)
{
  JsonObject      *entry = json_object_new ();
  gboolean         timed = item->retry_at_us > 0 && item->retry_at_us < G_MAXINT64;
  g_autofree char *at = timed ? jc_instant_to_utc (item->retry_at_us) : NULL;
  g_autoptr (JcText) detail = dup_detail (item);

  json_object_set_string_member (entry, "id", item->dossier_id);
  json_object_set_string_member (entry, "kind", item->kind);
  json_object_set_string_member (entry, "reason", item->reason != NULL ? item->reason : "queued");
  if (at != NULL)
    json_object_set_string_member (entry, "retry_at", at);
  else
    json_object_set_null_member (entry, "retry_at");
  if (detail != NULL)
    json_object_set_member (entry, "detail", jc_text_to_json (detail));
  else
    json_object_set_null_member (entry, "detail");
  json_array_add_object_element (array, entry);
}

/**
 * jc_sync_dup_status:
 * @self: a sync
 * @error: return location
 *
 * Returns: (transfer full): {"items": [{"id", "kind", "reason", "retry_at", "detail"}]}, from the
 * library alone: the outbox, then what is set aside; or %NULL with @error set
 */
JsonNode *
jc_sync_dup_status (JcSync *self, GError **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, NULL, error);
  g_autoptr (GPtrArray) aside = jc_aside_load (self);
  JsonObject *object = NULL;
  JsonArray  *array = NULL;

  if (items == NULL)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; i < items->len; i++)
    add_item (array, g_ptr_array_index (items, i));
  for (guint i = 0; i < aside->len; i++)
    add_item (array, g_ptr_array_index (aside, i));
  object = json_object_new ();
  json_object_set_array_member (object, "items", array);
  return jc_json_new_object (object);
}

/**
 * jc_sync_load_aside:
 * @self: a sync
 *
 * Returns: (transfer full) (element-type JcOutboxItem): what could not be taken in, could not be made
 * on this server or was lost there, from the library alone; `dossier_id` of a "round" is the round's
 */
GPtrArray *
jc_sync_load_aside (JcSync *self)
{
  return jc_aside_load (self);
}

/**
 * jc_sync_dup_notice:
 * @self: a sync
 *
 * Returns: (transfer full) (nullable): what a person has to be told although all else is in step;
 * the first of it in its own words, a lost submission before anything else
 */
JcText *
jc_sync_dup_notice (JcSync *self)
{
  g_autoptr (GPtrArray) aside = jc_aside_load (self);
  const JcOutboxItem *first = NULL;
  g_autoptr (JcText) said = NULL;

  for (guint i = 0; i < aside->len; i++)
    {
      const JcOutboxItem *item = g_ptr_array_index (aside, i);

      if (first == NULL || g_str_equal (item->kind, "submission"))
        first = item;
    }
  if (first == NULL)
    return NULL;
  said = dup_detail (first);
  if (said == NULL)
    said = jc_sync_reason_dup_text (first->reason);
  if (aside->len == 1)
    return g_steal_pointer (&said);
  return jc_text_new_printf ("%1$s（另有 %3$u 项）%2$.0s", "%2$s (and %3$u more)%1$.0s",
                             jc_text_get (said, JC_LANGUAGE_ZH), jc_text_get (said, JC_LANGUAGE_EN),
                             aside->len - 1);
}
