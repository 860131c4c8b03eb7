/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include "jc-json.h"

/**
 * jc_library_save_round:
 * @round: as `GET /rounds/{id}` gave it
 */
gboolean
jc_library_save_round (JcLibrary *self, const char *id, JsonNode *round, GError **error)
{
  g_autofree char *body = NULL;
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && id != NULL && round != NULL, FALSE);

  statement = jc_library_prepare (self,
                                  "INSERT INTO round (id, body) VALUES (:id, :body)"
                                  " ON CONFLICT (id) DO UPDATE SET body = :body",
                                  error);
  if (statement == NULL)
    return FALSE;

  body = jc_json_to_canonical (round);
  jc_statement_bind_text (statement, "id", id);
  jc_statement_bind_text (statement, "body", body);
  return jc_library_run (self, statement, error);
}

/**
 * jc_library_load_rounds:
 *
 * Returns: (transfer full) (element-type JsonNode): ordered by id
 */
GPtrArray *
jc_library_load_rounds (JcLibrary *self, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = jc_library_prepare (self, "SELECT body FROM round ORDER BY id", error);
  return statement != NULL ? jc_library_read_bodies (self, statement, error) : NULL;
}
