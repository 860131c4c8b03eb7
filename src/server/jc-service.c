/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-service.h"

#include <string.h>

#include "jc-json.h"
#include "jc-key-table.h"
#include "jc-server-schema.h"
#include "jc-unit-table.h"

/**
 * jc_service_dup_database_path:
 * @folder: the data folder
 *
 * Returns: (transfer full): the path of its database
 */
char *
jc_service_dup_database_path (const char *folder)
{
  return g_build_filename (folder, "server.db", NULL);
}

/**
 * jc_service_dup_originals_path:
 * @folder: the data folder
 *
 * Returns: (transfer full): the folder of its originals
 */
char *
jc_service_dup_originals_path (const char *folder)
{
  return g_build_filename (folder, "originals", NULL);
}

static gboolean
load_identity (JcService *self, GError **error)
{
  g_autoptr (GError) own_error = NULL;

  self->epoch = jc_setting_table_load (self->database, "epoch", &own_error);
  if (self->epoch != NULL)
    self->key = jc_key_table_load (self->database, &own_error);
  if (self->key != NULL)
    self->keys = jc_key_table_list (self->database, &own_error);
  if (self->keys != NULL)
    return TRUE;

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }

  return jc_set_error (
      error, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT,
      "“%s”里的数据库没有建完。先运行 jiangce-server init --data。",
      "The database in “%s” was never finished. Run jiangce-server init --data first.",
      self->folder);
}

/**
 * jc_service_open:
 * @folder: the data folder, made by `init`
 * @uri: (nullable): the database's address, if it is not the folder's own file
 * @error: G_FILE_ERROR_NOENT when there is no such folder or database, or the store's reason
 *
 * Returns: (transfer full) (nullable): the service, its database brought to the newest schema
 */
JcService *
jc_service_open (const char *folder, const char *uri, GError **error)
{
  g_autoptr (JcService) self = g_new0 (JcService, 1);
  g_autofree char *path = jc_service_dup_database_path (folder);
  g_autofree char *originals = jc_service_dup_originals_path (folder);

  if (uri == NULL && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      jc_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                    "“%s”里没有服务器数据。先运行 jiangce-server init --data %s。",
                    "There is no server data in “%s”. Run jiangce-server init --data %s first.",
                    folder, folder);
      return NULL;
    }

  self->folder = g_strdup (folder);
  self->programmes
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)jc_programme_unref);
  self->database = jc_database_open (uri != NULL ? uri : path, error);
  if (self->database == NULL || !jc_server_schema_migrate (self->database, error)
      || !load_identity (self, error))
    return NULL;

  self->originals = jc_originals_new (originals);

  return g_steal_pointer (&self);
}

/**
 * jc_service_free:
 * @self: (transfer full) (nullable): a service whose worker has ended
 */
void
jc_service_free (JcService *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->programmes, g_hash_table_unref);
  g_clear_pointer (&self->database, jc_database_close);
  g_clear_pointer (&self->originals, jc_originals_free);
  g_clear_pointer (&self->key, jc_key_pair_free);
  g_clear_pointer (&self->keys, json_node_unref);
  g_free (self->epoch);
  g_free (self->folder);
  g_free (self);
}

/**
 * jc_service_now_us:
 *
 * Returns: the server's clock, µs since the Unix epoch: the only clock that decides
 */
gint64
jc_service_now_us (void)
{
  return g_get_real_time ();
}

/**
 * jc_service_dup_today:
 *
 * Returns: (transfer full): today's ISO date in Asia/Shanghai by the server's clock
 */
char *
jc_service_dup_today (void)
{
  return jc_instant_to_date (jc_service_now_us ());
}

/**
 * jc_service_ref_programme:
 * @self: the service
 * @round: a round with its definition
 * @error: the definition that is stored does not read any more
 *
 * Returns: (transfer full) (nullable): the round's programme, read once and kept
 */
JcProgramme *
jc_service_ref_programme (JcService *self, const JcRound *round, GError **error)
{
  JcProgramme *programme = g_hash_table_lookup (self->programmes, round->version);
  g_autoptr (JsonNode) node = NULL;

  if (programme != NULL)
    return jc_programme_ref (programme);

  node = jc_json_parse (round->definition, -1, error);
  if (node == NULL)
    return NULL;

  programme = jc_programme_new_from_json (node, error);
  if (programme != NULL)
    g_hash_table_insert (self->programmes, g_strdup (round->version), jc_programme_ref (programme));

  return programme;
}

/**
 * jc_service_begin:
 * @self: the service
 * @request: the call
 *
 * Returns: whether a transaction has begun; else the call has its answer
 */
gboolean
jc_service_begin (JcService *self, JcRequest *request)
{
  GError *error = NULL;

  if (jc_database_begin (self->database, &error))
    return TRUE;

  jc_service_fail (self, request, error);

  return FALSE;
}

/**
 * jc_service_commit:
 * @self: the service
 * @request: the call
 *
 * Nothing is acknowledged before this has returned TRUE.
 *
 * Returns: whether everything since jc_service_begin () is kept; else the call has its answer
 */
gboolean
jc_service_commit (JcService *self, JcRequest *request)
{
  GError *error = NULL;

  if (jc_database_commit (self->database, &error))
    return TRUE;

  jc_service_fail (self, request, error);

  return FALSE;
}

/**
 * jc_service_give_up:
 * @self: the service
 */
void
jc_service_give_up (JcService *self)
{
  if (jc_database_in_transaction (self->database))
    jc_database_rollback (self->database);
}

/**
 * jc_service_fail:
 * @self: the service
 * @request: the call
 * @error: (transfer full): why the work could not be done
 */
void
jc_service_fail (JcService *self, JcRequest *request, GError *error)
{
  jc_service_give_up (self);
  if (error->domain == JC_STORE_ERROR)
    g_atomic_int_inc (&self->n_database_errors);
  jc_request_refuse_for_error (request, error);
  g_error_free (error);
}

/**
 * jc_service_load_dossier:
 * @self: the service
 * @request: a call whose path has {dossier}
 * @access: (out): what the caller may do with it
 *
 * Returns: (transfer full) (nullable): the dossier; NULL when there is none that the caller may
 * see, and the call then has its answer, which is the same for both
 */
JcDossierRecord *
jc_service_load_dossier (JcService *self, JcRequest *request, JcAccess *access)
{
  g_autoptr (JcDossierRecord) record = NULL;
  const char *id = jc_request_get_parameter (request, "dossier");
  gboolean    is_child = FALSE;
  GError     *error = NULL;

  *access = JC_ACCESS_NONE;
  if (!jc_dossier_table_load (self->database, id, &record, &error)
      || (record != NULL
          && !jc_unit_table_is_parent (self->database, request->account->unit, record->unit,
                                       &is_child, &error)))
    {
      jc_service_fail (self, request, error);
      return NULL;
    }

  if (record != NULL)
    *access = jc_policy_get_access (request->account, record, is_child);
  if (*access != JC_ACCESS_NONE)
    return g_steal_pointer (&record);

  jc_service_give_up (self);
  jc_request_refuse (request, JC_PROBLEM_NOT_FOUND, "没有编号为 %s 的材料，或这个账号看不到它。",
                     "There is no dossier %s, or this account cannot see it.", id);

  return NULL;
}

/**
 * jc_service_load_round:
 * @self: the service
 * @request: the call
 * @id: (nullable): a round's id
 * @round: (out) (transfer full): the round
 * @programme: (out) (transfer full): its programme
 *
 * Returns: FALSE when there is no such round or it cannot be read; the call then has its answer
 */
gboolean
jc_service_load_round (
    JcService *self, JcRequest *request, const char *id, JcRound **round, JcProgramme **programme)
{
  GError *error = NULL;

  *round = NULL;
  *programme = NULL;
  if (id != NULL && !jc_round_table_load (self->database, id, round, &error))
    {
      jc_service_fail (self, request, error);
      return FALSE;
    }
  if (*round == NULL)
    {
      jc_service_give_up (self);
      jc_request_refuse (request, JC_PROBLEM_UNKNOWN_ROUND,
                         "服务器上没有年度项目“%s”。从 GET /rounds 里选一个。",
                         "The server has no round “%s”. Choose one of GET /rounds.",
                         id != NULL ? id : "");
      return FALSE;
    }

  *programme = jc_service_ref_programme (self, *round, &error);
  if (*programme != NULL)
    return TRUE;

  jc_service_fail (self, request, error);

  return FALSE;
}

/**
 * jc_service_add_change:
 * @self: the service, in the transaction that makes the change
 * @change: what changed
 * @error: why it failed
 *
 * Returns: whether it stands in the feed
 */
gboolean
jc_service_add_change (JcService *self, const JcChange *change, GError **error)
{
  if (!jc_change_table_add (self->database, change, jc_service_now_us (), error))
    return FALSE;

  g_atomic_int_set (&self->feed_written, TRUE);

  return TRUE;
}

/**
 * jc_service_add_dossier_change:
 * @self: the service, in the transaction that makes the change
 * @record: the dossier as it is from now on
 * @reviewers_saw: whether reviewers saw it before
 * @error: why it failed
 *
 * Returns: whether it stands in the feed
 */
gboolean
jc_service_add_dossier_change (JcService             *self,
                               const JcDossierRecord *record,
                               gboolean               reviewers_saw,
                               GError               **error)
{
  JcChange change = {
    .kind = "dossier",
    .ref = jc_dossier_get_id (record->dossier),
    .revision = jc_dossier_get_revision (record->dossier),
    .deleted = record->deleted,
    .unit = record->unit,
    .reviewers = JC_REVIEWERS_NEVER,
  };

  if (jc_policy_reviewers_see (record))
    change.reviewers = JC_REVIEWERS_SEE;
  else if (reviewers_saw)
    change.reviewers = JC_REVIEWERS_LOST;

  return jc_service_add_change (self, &change, error);
}

/* A strong entity tag of ours is a quoted revision (RFC 9110, section 8.8.3); a list holds when one
 * of its tags does (section 13.1.1). */
static gboolean
matches (const char *if_match, gint64 revision)
{
  g_auto (GStrv) tags = g_strsplit (if_match, ",", 16);
  g_autofree char *current = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);

  for (guint i = 0; tags[i] != NULL; i++)
    if (g_str_equal (g_strstrip (tags[i]), current))
      return TRUE;

  return FALSE;
}

/**
 * jc_service_check_match:
 * @request: the call
 * @revision: the current one
 *
 * Whatever is shared is only written by someone who names the version that they saw; `*` names
 * none.
 *
 * Source: RFC 9110, section 13.1.1; RFC 6585, section 3.
 *
 * Returns: whether the caller's version is the current one; else the call has its answer
 */
gboolean
jc_service_check_match (JcRequest *request, gint64 revision)
{
  if (request->if_match == NULL || g_str_equal (request->if_match, "*"))
    {
      jc_request_refuse (request, JC_PROBLEM_CONDITION_MISSING,
                         "要用 If-Match 写明改的是哪一版（当前是 \"%" G_GINT64_FORMAT "\"）。",
                         "If-Match has to name the version that is changed (now \"%" G_GINT64_FORMAT
                         "\").",
                         revision);
      return FALSE;
    }
  if (matches (request->if_match, revision))
    return TRUE;

  jc_request_refuse (request, JC_PROBLEM_STALE,
                     "它已被别处改过，当前是第 %" G_GINT64_FORMAT " 版。先取回，再合并。",
                     "It has been changed elsewhere and is at revision %" G_GINT64_FORMAT
                     " now. Fetch it, then merge.",
                     revision);
  jc_request_set_etag (request, revision);

  return FALSE;
}

/**
 * jc_service_is_known:
 * @request: a call that reads
 * @revision: the current one
 *
 * Source: RFC 9110, section 13.1.2: tags are compared weakly, and `*` is any.
 *
 * Returns: whether If-None-Match names @revision, so that 304 says it all
 */
gboolean
jc_service_is_known (JcRequest *request, gint64 revision)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *strong = NULL;

  if (request->if_none_match == NULL)
    return FALSE;

  parts = g_strsplit (request->if_none_match, "W/", -1);
  strong = g_strjoinv ("", parts);

  return g_str_equal (strong, "*") || matches (strong, revision);
}

/**
 * jc_json_set_instant:
 * @object: an object
 * @name: the member's name
 * @at_us: an instant, µs since the Unix epoch; the smallest or greatest number is an open end
 *
 * Source: RFC 3339.
 */
void
jc_json_set_instant (JsonObject *object, const char *name, gint64 at_us)
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
