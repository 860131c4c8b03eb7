/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-signature.h"
#include "jc-sync-private.h"

/* Keys are trusted because a person signed in when the server named them, or because one that is
 * trusted signed for them: a list that a server gives later proves nothing by itself, and public
 * keys in it are everybody's. */

#define SETTING "keys"
#define MAX_KEYS 100

static const char *
get_id (JsonNode *key)
{
  return jc_json_get_string (jc_json_as_object (key), "key_id", NULL);
}

static gboolean
has_key (JsonArray *keys, const char *key_id)
{
  for (guint i = 0; i < json_array_get_length (keys); i++)
    if (g_strcmp0 (get_id (json_array_get_element (keys, i)), key_id) == 0)
      return TRUE;
  return FALSE;
}

/* An array that may grow. */
static JsonNode *
load (JcSync *self)
{
  g_autofree char *text = jc_library_dup_setting (self->library, SETTING, NULL);
  g_autoptr (JsonNode) stored = text != NULL ? jc_json_parse (text, -1, NULL) : NULL;

  return jc_json_as_array (stored) != NULL ? jc_json_copy (stored)
                                           : jc_json_new_array (json_array_new ());
}

static gboolean
save (JcSync *self, JsonNode *keys, GError **error)
{
  g_autofree char *text = jc_json_to_canonical (keys);

  return jc_library_set_setting (self->library, SETTING, text, error);
}

/* The server's keys; an empty array for an answer that holds none. */
static JsonNode *
fetch (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "GET", "/keys" };
  JsonNode    *keys;
  JsonArray   *given;

  if (!jc_sync_call (self, &request, &response, cancellable, error))
    return NULL;
  given = jc_json_as_array (response.body);
  if (given == NULL)
    given = jc_json_get_array (jc_json_as_object (response.body), "items");
  keys = jc_json_new_array (json_array_new ());
  for (guint i = 0; given != NULL && i < MIN (json_array_get_length (given), MAX_KEYS); i++)
    json_array_add_element (json_node_get_array (keys),
                            json_node_ref (json_array_get_element (given, i)));
  return keys;
}

/**
 * jc_trusted_keys_pin:
 * @self: a sync that is connected
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Trusts whatever the server signs with now. Keys that were once pinned stay: receipts signed with
 * them have to stay checkable.
 *
 * Returns: %FALSE with @error set
 */
gboolean
jc_trusted_keys_pin (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) given = fetch (self, cancellable, error);
  g_autoptr (JsonNode) trusted = load (self);
  JsonArray *list = json_node_get_array (trusted);

  for (guint i = 0; given != NULL && i < json_array_get_length (json_node_get_array (given)); i++)
    {
      JsonNode *key = json_array_get_element (json_node_get_array (given), i);

      if (get_id (key) != NULL && !has_key (list, get_id (key)))
        json_array_add_element (list, json_node_ref (key));
    }
  return given != NULL && save (self, trusted, error);
}

/* Whether a trusted key signed that @key is its successor. */
static gboolean
is_vouched_for (JsonNode *key, JsonNode *trusted)
{
  JsonObject *object = jc_json_as_object (key);
  JsonNode   *statement = object != NULL ? json_object_get_member (object, "vouched_by") : NULL;
  JsonObject *said = jc_json_as_object (statement);

  return get_id (key) != NULL
         && g_strcmp0 (jc_json_get_string (said, "vouches_for", NULL), get_id (key)) == 0
         && g_strcmp0 (jc_json_get_string (said, "public_key", ""),
                       jc_json_get_string (object, "public_key", NULL))
                == 0
         && jc_signature_verify (statement, trusted, NULL);
}

/* A key may be vouched for by one that is only trusted because of another. */
static gboolean
add_vouched (JsonNode *trusted, JsonArray *given)
{
  JsonArray *list = json_node_get_array (trusted);
  gboolean   grew = FALSE;

  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      JsonNode *key = json_array_get_element (given, i);

      if (has_key (list, get_id (key)) || !is_vouched_for (key, trusted))
        continue;
      json_array_add_element (list, json_node_ref (key));
      grew = TRUE;
    }
  return grew;
}

static gboolean
learn (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) given = fetch (self, cancellable, error);
  g_autoptr (JsonNode) trusted = load (self);
  guint n_passes = 0;

  while (given != NULL && add_vouched (trusted, json_node_get_array (given)))
    n_passes++;
  return given != NULL && (n_passes == 0 || save (self, trusted, error));
}

/**
 * jc_trusted_keys_check:
 * @self: a sync that is connected
 * @receipt: a receipt that just came
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Checks the signature. Where the key is new the server is asked for its keys: one that a trusted
 * key signed for is trusted from now on.
 *
 * Returns: %FALSE with JC_SYNC_ERROR_UNKNOWN_KEY when nothing vouches for the key, or another error
 */
gboolean
jc_trusted_keys_check (JcSync *self, JsonNode *receipt, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (jc_sync_verify_receipt (self, receipt, &failure))
    return TRUE;
  if (g_error_matches (failure, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND))
    {
      g_clear_error (&failure);
      if (!learn (self, cancellable, error))
        return FALSE;
      if (jc_sync_verify_receipt (self, receipt, &failure))
        return TRUE;
    }
  if (g_error_matches (failure, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND))
    return jc_set_error (
        error, JC_SYNC_ERROR, JC_SYNC_ERROR_UNKNOWN_KEY,
        "服务器收下了提交，但回执是用新密钥 %s 签的，登录时记下的密钥没有为它作保。"
        "向管理员核实密钥是否换过，再重新登录来信任新密钥：回执会自动取回。",
        "The server took the submission, but signed the receipt with the new key "
        "%s, and no key that was pinned at sign-in vouches for it. Ask the "
        "administrator whether the key was changed, then sign in again to trust "
        "the new key: the receipt will be fetched by itself.",
        jc_json_get_string (jc_json_as_object (receipt), "key_id", ""));
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * jc_sync_verify_receipt:
 * @self: a sync
 * @receipt: a receipt
 * @error: return location
 *
 * Returns: %FALSE with #JC_MODEL_ERROR_NOT_FOUND when its key was never trusted, or
 *   #JC_MODEL_ERROR_SIGNATURE when it was changed
 */
gboolean
jc_sync_verify_receipt (JcSync *self, JsonNode *receipt, GError **error)
{
  g_autoptr (JsonNode) keys = load (self);

  return jc_signature_verify (receipt, keys, error);
}
