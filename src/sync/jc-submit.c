/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-check.h"
#include "jc-drafting.h"
#include "jc-reason.h"
#include "jc-sync-private.h"

static JsonNode *
event_of (const char *type)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "type", type);
  json_node_take_object (node, object);
  return node;
}

static gboolean
keep_receipt (JcSync              *self,
              JcOutboxItem        *item,
              const JcApiResponse *response,
              GCancellable        *cancellable,
              GError             **error)
{
  JsonObject *answer = jc_json_as_object (response->body);
  JsonNode   *receipt = answer != NULL ? json_object_get_member (answer, "receipt") : NULL;

  if (jc_json_as_object (receipt) != NULL)
    {
      if (g_strcmp0 (jc_json_get_string (jc_json_as_object (receipt), "dossier", NULL),
                     item->dossier_id)
          != 0)
        return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL,
                             "服务器给的是另一份材料的回执。",
                             "The server answered with another dossier's receipt.");
      if (!jc_trusted_keys_check (self, receipt, cancellable, error)
          || !jc_library_save_receipt (self->library, item->dossier_id, receipt, error)
          || !jc_aside_remove (self, "submission", item->dossier_id, error))
        return FALSE;
    }
  if (!jc_feed_pull_dossier (self, item->dossier_id, cancellable, error))
    return FALSE;
  jc_sync_tell_changed (self, item->dossier_id, jc_json_as_object (receipt) != NULL);
  return TRUE;
}

/**
 * jc_submit_push_event:
 * @self: a sync that is connected
 * @item: an item of kind "event"
 * @n_pushed: (inout): counts what the server took
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Brings the dossier in step, then sends the event. The item's key is its Idempotency-Key, so that
 * a retry after a lost answer acts once and still brings the receipt. When it is too early, the
 * item's moment is set to the opening.
 *
 * Returns: %FALSE with @error set
 */
gboolean
jc_submit_push_event (
    JcSync *self, JcOutboxItem *item, guint *n_pushed, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) body = jc_json_parse (item->body, -1, error);
  g_autoptr (JcDossier) base = NULL;
  g_autofree char *path = g_strconcat ("/dossiers/", item->dossier_id, "/events", NULL);
  g_autofree char *revision = NULL;
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "POST", path, body, NULL, item->key };

  if (body == NULL
      || !jc_outbox_push_dossier (self, item->dossier_id, item->key, n_pushed, cancellable, error))
    return FALSE;
  base = jc_library_load_base (self->library, item->dossier_id, error);
  if (base == NULL)
    return FALSE;
  revision = g_strdup_printf ("%" G_GINT64_FORMAT, jc_dossier_get_revision (base));
  request.if_match = revision;

  jc_sync_tell_stage (self, JC_SYNC_STAGE_SUBMITTING, item->dossier_id);
  if (!jc_api_client_send (self->client, &request, &response, cancellable, error))
    return FALSE;
  if (g_strcmp0 (response.code, "early") == 0)
    item->retry_at_us
        = jc_opening_plan (self,
                           jc_json_get_string (jc_json_as_object (response.body), "from", ""));
  if (response.status >= 400)
    return jc_api_response_to_error (&response, error);
  (*n_pushed)++;
  return keep_receipt (self, item, &response, cancellable, error);
}

/* --- Submitting as a person asks for it --- */

static JcCheck *
check_locally (JcSync *self, const char *id, GError **error)
{
  g_autoptr (JcDossier) dossier = jc_library_load_dossier (self->library, id, error);
  g_autoptr (JcProgramme) programme
      = dossier != NULL ? jc_drafting_load_programme (self->library, dossier, error) : NULL;
  g_autofree char *today = jc_drafting_dup_today ();
  JcCheck         *check;

  if (programme == NULL)
    return NULL;
  check = jc_check_new (programme, jc_dossier_get_kind (dossier), today);
  if (check == NULL)
    jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NOT_FOUND, "定义里没有这一类材料。",
                  "The definition has no such kind.");
  else
    {
      /* With the filling date that the submission would set: some sheets are asked for only then.
       */
      const char *filled_on = jc_dossier_get_finalised_on (dossier);
      g_autoptr (JcDossier) dated
          = jc_dossier_with_state (dossier, NULL, filled_on != NULL ? filled_on : today);

      jc_check_set_dossier (check, dated);
    }

  return check;
}

static gboolean
refuse_findings (JcSync *self, const char *id, GError **error)
{
  g_autoptr (JcCheck) check = check_locally (self, id, error);
  guint n;

  if (check == NULL)
    return FALSE;
  n = jc_findings_count (jc_check_get_findings (check), JC_SEVERITY_ERROR);
  if (n == 0)
    return TRUE;
  return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_FINDINGS,
                       "还有 %u 处要改，改好才能提交。",
                       "%u problems are left; mend them to submit.", n);
}

static gboolean
is_submit (const JcOutboxItem *item)
{
  g_autoptr (JsonNode) body = item->body != NULL ? jc_json_parse (item->body, -1, NULL) : NULL;

  return g_str_equal (item->kind, "event")
         && g_strcmp0 (jc_json_get_string (jc_json_as_object (body), "type", ""), "submit") == 0;
}

static JcOutboxItem *
find_submit (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (is_submit (g_ptr_array_index (items, i)))
      return g_ptr_array_index (items, i);
  return NULL;
}

/* One submit event stands in the outbox: the one that waits, whose answer may only have been lost,
 * or a new one. What was refused for good makes room. */
static gboolean
queue_submit (JcSync *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, id, error);
  g_autoptr (JsonNode) event = event_of ("submit");
  g_autofree char *body = jc_json_to_canonical (event);
  gboolean         waits = FALSE;

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      JcOutboxItem *item = g_ptr_array_index (items, i);

      if (!is_submit (item))
        continue;
      if (!jc_reason_is_done (item->reason))
        waits = TRUE;
      else if (!jc_library_remove_outbox_item (self->library, item->seq, error))
        return FALSE;
    }
  return items != NULL
         && (waits || jc_library_queue (self->library, id, "event", body, NULL, error));
}

/**
 * jc_submit_forget_done:
 * @self: a sync
 * @error: return location
 *
 * A submission that was refused for good stays in the outbox as such, so that the person sees it;
 * not longer than until the dossier was handed in after all, from here or elsewhere.
 *
 * Returns: %FALSE with @error set when the library failed
 */
gboolean
jc_submit_forget_done (JcSync *self, GError **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, NULL, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      JcOutboxItem *item = g_ptr_array_index (items, i);
      g_autoptr (JcDossier) base = NULL;

      if (!jc_reason_is_done (item->reason) || !is_submit (item))
        continue;
      base = jc_library_load_base (self->library, item->dossier_id, NULL);
      if (base == NULL || jc_feed_is_ours_to_make (base))
        continue;
      if (!jc_library_remove_outbox_item (self->library, item->seq, error))
        return FALSE;
      jc_sync_tell_changed (self, item->dossier_id, FALSE);
    }
  return items != NULL;
}

/**
 * jc_submit_release:
 * @self: a sync
 * @dossier: (nullable): one dossier's; %NULL: all
 * @reason: what they waited for
 * @error: return location
 *
 * What held events up is no more: they go in the next run, under their old keys.
 *
 * Returns: %FALSE with @error set when the library failed
 */
gboolean
jc_submit_release (JcSync *self, const char *dossier, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, dossier, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      JcOutboxItem *item = g_ptr_array_index (items, i);

      if (!g_str_equal (item->kind, "event") || g_strcmp0 (item->reason, reason) != 0)
        continue;
      g_free (item->reason);
      item->reason = g_strdup ("queued");
      g_clear_pointer (&item->detail, g_free);
      item->retry_at_us = 0;
      if (!jc_library_save_outbox_item (self->library, item, error))
        return FALSE;
    }
  return items != NULL;
}

/* The item that is still there tells why; an earlier one of the same dossier may be what holds it
 * up. One that was refused for good leaves the outbox. */
static gboolean
tell_why (JcSync *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, id, error);
  JcOutboxItem *submit = items != NULL ? find_submit (items) : NULL;
  JcOutboxItem *holding;

  if (items == NULL)
    return FALSE;
  if (submit == NULL)
    return TRUE;
  holding = submit->detail != NULL ? submit : g_ptr_array_index (items, 0);
  jc_reason_set_error (holding->reason, holding->detail, error);
  if (jc_reason_is_done (holding->reason))
    jc_library_remove_outbox_item (self->library, submit->seq, NULL);
  return FALSE;
}

/**
 * jc_sync_submit:
 * @self: a sync
 * @dossier: a dossier's id
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Asks the model first, then puts the submit event into the outbox and sends it. What cannot go now
 * (no connection, before the opening) stays there; what was refused for good does not.
 *
 * Returns: (transfer full): the receipt, which is stored too; %NULL with @error set: FINDINGS,
 *   NO_CONNECTION, SERVER, NO_ROUND and EARLY (all still queued), LATE, REFUSED, CONFLICT,
 *   NOT_SIGNED_IN, UNKNOWN_KEY (taken; the receipt comes after the next sign-in)
 */
JsonNode *
jc_sync_submit (JcSync *self, const char *dossier, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) receipts = NULL;
  guint    n_pushed = 0;
  gboolean is_pushed;

  if (!refuse_findings (self, dossier, error) || !jc_sync_connect (self, error)
      || !queue_submit (self, dossier, error))
    return NULL;
  is_pushed = jc_outbox_push (self, dossier, &n_pushed, cancellable, error);
  jc_sync_tell_stage (self, JC_SYNC_STAGE_IDLE, NULL);
  if (!is_pushed || !tell_why (self, dossier, error))
    return NULL;
  receipts = jc_library_load_receipts (self->library, dossier, error);
  if (receipts == NULL)
    return NULL;
  if (receipts->len == 0)
    {
      jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL, "服务器没有给回执。",
                    "The server gave no receipt.");
      return NULL;
    }
  return json_node_ref (g_ptr_array_index (receipts, 0));
}

static JsonNode *
dry_run_offline (JcSync *self, JcDossier *dossier, GError **error)
{
  g_autoptr (JcCheck) check = check_locally (self, jc_dossier_get_id (dossier), error);
  JsonNode *node;

  if (check == NULL)
    return NULL;
  node = jc_findings_to_json (jc_check_get_findings (check));
  json_object_set_boolean_member (json_node_get_object (node), "offline", TRUE);
  jc_submit_describe_window (self, dossier, g_get_real_time (), json_node_get_object (node));
  return node;
}

/* The server's answer with its findings counted, in the shape of the local one. */
static JsonNode *
with_counts (JsonNode *answer)
{
  JsonNode   *node = jc_json_copy (answer);
  JsonObject *object = jc_json_as_object (node);
  JsonArray  *findings = jc_json_get_array (object, "findings");
  gint64      counts[2] = { 0, 0 };

  for (guint i = 0; findings != NULL && i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = jc_json_as_object (json_array_get_element (findings, i));
      const char *severity = jc_json_get_string (finding, "severity", "");

      counts[0] += g_str_equal (severity, "error");
      counts[1] += g_str_equal (severity, "warning");
    }
  if (object != NULL && findings == NULL)
    json_object_set_array_member (object, "findings", json_array_new ());
  if (object != NULL)
    {
      json_object_set_int_member (object, "errors", counts[0]);
      json_object_set_int_member (object, "warnings", counts[1]);
    }
  return node;
}

/**
 * jc_sync_submit_dry_run:
 * @self: a sync
 * @dossier: a dossier's id
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Says what submitting would do and changes nothing, here or there. The server answers for its own
 * copy, so it is asked only when that is this one; otherwise the local check speaks, with
 * "offline", and "window" says what is known of that here.
 *
 * Returns: (transfer full): {"findings", "errors", "warnings", …}, or %NULL with @error set
 */
JsonNode *
jc_sync_submit_dry_run (JcSync       *self,
                        const char   *dossier,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autoptr (JcDossier) current = jc_library_load_dossier (self->library, dossier, error);
  g_autoptr (JcDossier) base = NULL;
  g_autoptr (JsonNode) body = event_of ("submit");
  g_autofree char *path = g_strconcat ("/dossiers/", dossier, "/events?dry_run=true", NULL);
  g_autofree char *revision = NULL;
  g_autofree char *key = g_uuid_string_random ();
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "POST", path, body, NULL, key };

  if (current == NULL)
    return NULL;
  base = jc_library_load_base (self->library, dossier, NULL);
  if (base == NULL || !jc_dossier_equal (base, current) || !jc_sync_connect (self, NULL))
    return dry_run_offline (self, current, error);
  revision = g_strdup_printf ("%" G_GINT64_FORMAT, jc_dossier_get_revision (base));
  request.if_match = revision;
  if (!jc_api_client_send (self->client, &request, &response, cancellable, NULL))
    return dry_run_offline (self, current, error);
  if (response.status >= 400)
    {
      jc_api_response_to_error (&response, error);
      return NULL;
    }
  return with_counts (response.body);
}
