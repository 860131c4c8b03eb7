/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include "jc-json.h"

/**
 * jc_library_save_events:
 * @events: the whole list, as `GET /dossiers/{id}/events` gave it
 */
gboolean
jc_library_save_events (JcLibrary *self, const char *dossier_id, JsonNode *events, GError **error)
{
  g_autofree char *body = NULL;
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && dossier_id != NULL && events != NULL, FALSE);

  statement = jc_library_prepare (self,
                                  "INSERT INTO event (dossier_id, body) VALUES (:id, :body)"
                                  " ON CONFLICT (dossier_id) DO UPDATE SET body = :body",
                                  error);
  if (statement == NULL)
    return FALSE;

  body = jc_json_to_canonical (events);
  jc_statement_bind_text (statement, "id", dossier_id);
  jc_statement_bind_text (statement, "body", body);
  return jc_library_run (self, statement, error);
}

/**
 * jc_library_load_events:
 *
 * Returns: (transfer full) (nullable): %NULL without error when none were ever saved
 */
JsonNode *
jc_library_load_events (JcLibrary *self, const char *dossier_id, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && dossier_id != NULL, NULL);

  statement = jc_library_prepare (self, "SELECT body FROM event WHERE dossier_id = :id", error);
  if (statement == NULL)
    return NULL;
  jc_statement_bind_text (statement, "id", dossier_id);
  return jc_library_read_body (self, statement, error);
}
