/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-reason.h"
#include "jc-sync-engine.h"
#include "jc-sync-private.h"

/* What the feed brought and could not be dealt with is set aside, one by one, so that everything
 * else goes on. It lies in one setting as a list and is read as outbox items are: kind "pull" (a
 * dossier), "round", "receipt" (one that another library was given), "put" (a dossier that this
 * server does not take) or "submission" (one that the server lost; nothing is tried, a person
 * submits again). */

#define SETTING "set_aside"
/* With more than this something is wrong with everything. */
#define MAX_ITEMS 1000

static JcOutboxItem *
read_item (JsonObject *object)
{
  JcOutboxItem *item = g_new0 (JcOutboxItem, 1);

  item->dossier_id = g_strdup (jc_json_get_string (object, "id", ""));
  item->kind = g_strdup (jc_json_get_string (object, "kind", ""));
  item->reason = g_strdup (jc_json_get_string (object, "reason", ""));
  item->detail = g_strdup (jc_json_get_string (object, "detail", ""));
  item->n_attempts = (int)jc_json_get_int (object, "n_attempts", 0);
  item->retry_at_us = jc_json_get_int (object, "retry_at_us", G_MAXINT64);
  return item;
}

static JsonObject *
write_item (const JcOutboxItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", item->dossier_id);
  json_object_set_string_member (object, "kind", item->kind);
  json_object_set_string_member (object, "reason", item->reason);
  json_object_set_string_member (object, "detail", item->detail);
  json_object_set_int_member (object, "n_attempts", item->n_attempts);
  if (item->retry_at_us < G_MAXINT64)
    json_object_set_int_member (object, "retry_at_us", item->retry_at_us);
  return object;
}

static gboolean
is_gone (JcSync *self, const JcOutboxItem *item)
{
  g_autoptr (JcDossier) dossier = NULL;

  if (g_str_equal (item->kind, "pull") || g_str_equal (item->kind, "round"))
    return FALSE;
  dossier = jc_library_load_dossier (self->library, item->dossier_id, NULL);
  return dossier == NULL;
}

/**
 * jc_aside_load:
 * @self: a sync
 *
 * Returns: (transfer full) (element-type JcOutboxItem): what is set aside; `seq` is 0
 */
GPtrArray *
jc_aside_load (JcSync *self)
{
  g_autofree char *text = jc_library_dup_setting (self->library, SETTING, NULL);
  g_autoptr (JsonNode) node = text != NULL ? jc_json_parse (text, -1, NULL) : NULL;
  JsonArray *array = jc_json_as_array (node);
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_outbox_item_free);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JcOutboxItem *item = read_item (jc_json_as_object (json_array_get_element (array, i)));

      if (is_gone (self, item))
        jc_outbox_item_free (item);
      else
        g_ptr_array_add (items, item);
    }
  return items;
}

static gboolean
save (JcSync *self, GPtrArray *items, GError **error)
{
  JsonArray *array = json_array_new ();
  g_autoptr (JsonNode) node = jc_json_new_array (array);
  g_autofree char *text = NULL;

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, write_item (g_ptr_array_index (items, i)));
  text = jc_json_to_canonical (node);
  return jc_library_set_setting (self->library, SETTING, items->len > 0 ? text : NULL, error);
}

static JcOutboxItem *
find (GPtrArray *items, const char *kind, const char *id)
{
  for (guint i = 0; i < items->len; i++)
    {
      JcOutboxItem *item = g_ptr_array_index (items, i);

      if (g_str_equal (item->dossier_id, id) && (kind == NULL || g_str_equal (item->kind, kind)))
        return item;
    }
  return NULL;
}

static JcOutboxItem *
find_or_add (GPtrArray *items, const char *kind, const char *id)
{
  JcOutboxItem *item = find (items, kind, id);

  if (item != NULL)
    return item;
  item = g_new0 (JcOutboxItem, 1);
  item->dossier_id = g_strdup (id);
  item->kind = g_strdup (kind);
  g_ptr_array_add (items, item);
  return item;
}

/* The words may be another error's of the same item. */
static void
set_words (JcOutboxItem *item, const char *reason, const char *detail)
{
  g_free (item->reason);
  item->reason = g_strdup (reason);
  g_free (item->detail);
  item->detail = g_strdup (detail);
}

/* Whether @failure is about one thing only, so that the next may go better. A server that fails at
 * one request (500) may be well otherwise; one that is busy or away is not. */
static gboolean
is_about_one (JcSync *self, const GError *failure)
{
  if (failure->domain == JC_MODEL_ERROR)
    return TRUE;
  if (failure->domain == JC_LIBRARY_ERROR)
    return failure->code == JC_LIBRARY_ERROR_NOT_FOUND || failure->code == JC_LIBRARY_ERROR_LOCKED
           || failure->code == JC_LIBRARY_ERROR_FAILED;
  if (failure->domain != JC_SYNC_ERROR)
    return FALSE;
  switch ((JcSyncError)failure->code)
    {
    case JC_SYNC_ERROR_REFUSED:
    case JC_SYNC_ERROR_NOT_FOUND:
    case JC_SYNC_ERROR_NO_ROUND:
    case JC_SYNC_ERROR_PROTOCOL:
    case JC_SYNC_ERROR_UNKNOWN_KEY:
      return TRUE;
    case JC_SYNC_ERROR_SERVER:
      return jc_api_client_get_status (self->client) == 500;
    default:
      return FALSE;
    }
}

/**
 * jc_aside_put:
 * @self: a sync that is connected
 * @kind: "pull", "round", "receipt" or "put"
 * @id: a dossier's or round's id
 * @failure: (transfer full): why it could not be dealt with
 * @error: return location
 *
 * Sets it aside, to be tried again with growing pauses, when the failure is its own.
 *
 * Returns: %FALSE with @error set to @failure when nothing else would go either, or to the
 * library's
 */
gboolean
jc_aside_put (JcSync *self, const char *kind, const char *id, GError *failure, GError **error)
{
  g_autoptr (GError) own = failure;
  g_autoptr (GPtrArray) items = jc_aside_load (self);
  JcOutboxItem *item;

  if (!is_about_one (self, own) || items->len >= MAX_ITEMS)
    {
      g_propagate_error (error, g_steal_pointer (&own));
      return FALSE;
    }
  item = find_or_add (items, kind, id);
  set_words (item, jc_reason_from_error (own), own->message);
  item->n_attempts++;
  item->retry_at_us = g_get_real_time ()
                      + jc_sync_engine_back_off (item->n_attempts, g_random_double (),
                                                 jc_sync_get_retry_after_us (self));
  return save (self, items, error);
}

/**
 * jc_aside_put_lost:
 * @self: a sync
 * @id: a dossier's id
 * @receipt: (nullable): the number of the receipt that is held for it
 * @error: return location
 *
 * Remembers that the server lost a submission, until there is a new one.
 *
 * Returns: %FALSE with @error set when the library failed
 */
gboolean
jc_aside_put_lost (JcSync *self, const char *id, const char *receipt, GError **error)
{
  g_autoptr (GPtrArray) items = jc_aside_load (self);
  g_autoptr (GError) words = NULL;
  JcOutboxItem *item = find_or_add (items, "submission", id);

  if (receipt != NULL)
    jc_set_error (
        &words, JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED,
        "服务器从备份恢复，%s "
        "号回执的那次提交在服务器上没有了。内容和回执都还在本机：再提交一次，旧回执留作凭证。",
        "The server was restored from a backup and no longer has the submission of receipt "
        "%s. Content and receipt are kept here: submit it again, and keep the old receipt "
        "as proof.",
        receipt);
  else
    jc_set_error (&words, JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED,
                  "服务器从备份恢复，这份材料的提交在服务器上没有了。内容还在本机：再提交一次。",
                  "The server was restored from a backup and no longer has the submission of this "
                  "dossier. Its content is kept here: submit it again.");
  set_words (item, "submission_lost", words->message);
  item->retry_at_us = G_MAXINT64;
  return save (self, items, error);
}

/**
 * jc_aside_remove:
 * @self: a sync
 * @kind: (nullable): one kind; %NULL: all
 * @id: a dossier's or round's id
 * @error: return location
 *
 * It is dealt with. Removing what is not there is no mistake.
 *
 * Returns: %FALSE with @error set when the library failed
 */
gboolean
jc_aside_remove (JcSync *self, const char *kind, const char *id, GError **error)
{
  g_autoptr (GPtrArray) items = jc_aside_load (self);
  JcOutboxItem *item;
  guint         n_before = items->len;

  while ((item = find (items, kind, id)) != NULL)
    g_ptr_array_remove (items, item);
  return items->len == n_before || save (self, items, error);
}

/**
 * jc_aside_hurry:
 * @self: a sync
 * @error: return location
 *
 * Whatever would be tried again by itself is tried in the next run.
 *
 * Returns: %FALSE with @error set when the library failed
 */
gboolean
jc_aside_hurry (JcSync *self, GError **error)
{
  g_autoptr (GPtrArray) items = jc_aside_load (self);

  for (guint i = 0; i < items->len; i++)
    {
      JcOutboxItem *item = g_ptr_array_index (items, i);

      if (item->retry_at_us < G_MAXINT64)
        item->retry_at_us = 0;
    }
  return items->len == 0 || save (self, items, error);
}

static gboolean
try_again (JcSync *self, const JcOutboxItem *item, GCancellable *cancellable, GError **error)
{
  if (g_str_equal (item->kind, "pull"))
    return jc_feed_pull_dossier (self, item->dossier_id, cancellable, error);
  if (g_str_equal (item->kind, "round"))
    return jc_feed_pull_round (self, item->dossier_id, cancellable, error);
  if (g_str_equal (item->kind, "receipt"))
    return jc_feed_pull_receipts_again (self, item->dossier_id, cancellable, error);
  return jc_feed_make_again (self, item->dossier_id, cancellable, error);
}

/**
 * jc_aside_retry:
 * @self: a sync that is connected
 * @n_pulled: (inout): counts dossiers whose copy here changed
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Tries what is due once more. What the server no longer has is forgotten: the feed says so, too.
 *
 * Returns: %FALSE with @error set when nothing else would go either
 */
gboolean
jc_aside_retry (JcSync *self, guint *n_pulled, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) items = jc_aside_load (self);
  gint64 now_us = g_get_real_time ();

  for (guint i = 0; i < items->len; i++)
    {
      const JcOutboxItem *item = g_ptr_array_index (items, i);
      GError             *failure = NULL;

      if (item->retry_at_us > now_us)
        continue;
      if (try_again (self, item, cancellable, &failure))
        *n_pulled += g_str_equal (item->kind, "pull");
      else if (!g_error_matches (failure, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND))
        {
          if (!jc_aside_put (self, item->kind, item->dossier_id, failure, error))
            return FALSE;
          continue;
        }
      g_clear_error (&failure);
      if (!jc_aside_remove (self, item->kind, item->dossier_id, error))
        return FALSE;
    }
  return TRUE;
}
