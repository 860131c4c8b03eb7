/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-admin.h"

#include "jc-json.h"
#include "jc-key-table.h"
#include "jc-password.h"
#include "jc-service.h"

static JcService *
open_service (JcArguments *arguments, GError **error)
{
  return jc_service_open (jc_arguments_get (arguments, "data"),
                          jc_arguments_get (arguments, "database"), error);
}

/**
 * jc_admin_key_list:
 * @arguments: key list --data DIR
 *
 * Prints the id of every key that receipts were signed with, and which key vouches for it,
 * separated by a tab; the one that signs now first.
 *
 * Returns: an exit status
 */
int
jc_admin_key_list (JcArguments *arguments)
{
  GError *error = NULL;
  g_autoptr (JcService) service = open_service (arguments, &error);
  g_autoptr (JsonNode) keys
      = service != NULL ? jc_key_table_list (service->database, &error) : NULL;

  if (keys == NULL)
    return jc_admin_fail (error);

  for (guint i = 0; i < json_array_get_length (json_node_get_array (keys)); i++)
    {
      JsonObject *key = json_array_get_object_element (json_node_get_array (keys), i);
      JsonObject *voucher = jc_json_get_object (key, "vouched_by");

      g_print ("%s\t%s\n", jc_json_get_string (key, "key_id", ""),
               jc_json_get_string (voucher, "key_id", ""));
    }

  return JC_EXIT_DONE;
}

static gboolean
add_key (JcService *service, GBytes *seed, GError **error)
{
  if (!jc_database_begin (service->database, error))
    return FALSE;
  if (jc_key_table_add (service->database, seed, jc_service_now_us (), error)
      && jc_database_commit (service->database, error))
    return TRUE;

  jc_service_give_up (service);

  return FALSE;
}

/**
 * jc_admin_key_rotate:
 * @arguments: key rotate --data DIR
 *
 * Makes a key that signs from now on, also while the server runs. The one before it vouches for it,
 * so that who trusts the old one trusts the new one; older receipts stay as they are. Prints the
 * new key's id.
 *
 * Returns: an exit status
 */
int
jc_admin_key_rotate (JcArguments *arguments)
{
  GError *error = NULL;
  g_autoptr (JcService) service = open_service (arguments, &error);
  g_autoptr (GBytes) seed = jc_secret_new_seed ();
  g_autoptr (JcKeyPair) key = jc_key_pair_new_from_seed (seed);

  if (service == NULL || !add_key (service, seed, &error))
    return jc_admin_fail (error);

  g_print ("%s\n", key->key_id);

  return JC_EXIT_DONE;
}
