/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-dossier-handler.h"

#include "jc-dossier-answer.h"
#include "jc-dossier-shape.h"
#include "jc-event.h"
#include "jc-json.h"
#include "jc-limits.h"
#include "jc-named-original.h"
#include "jc-original-table.h"
#include "jc-upload-table.h"

#define MAX_DOSSIERS_PER_PAGE 200

/**
 * jc_dossier_handle_list:
 * @service: the service
 * @request: GET /dossiers?kind=&state=&round=&cursor=&limit=
 */
void
jc_dossier_handle_list (JcService *service, JcRequest *request)
{
  const JcAccount *account = request->account;
  const char      *cursor = jc_request_get_query (request, "cursor");
  g_autoptr (GPtrArray) records = NULL;
  GError          *error = NULL;
  gint64           limit;
  JcDossierListing listing = {
    .unit = account->unit,
    .parent = g_str_equal (account->role, "recommender") ? account->unit : NULL,
    .everything = g_str_equal (account->role, "officer") || g_str_equal (account->role, "admin"),
    .kind = jc_request_get_query (request, "kind"),
    .state = jc_request_get_query (request, "state"),
    .round = jc_request_get_query (request, "round"),
    .after = cursor != NULL ? cursor : "",
  };

  if (!jc_request_get_query_int (request, "limit", 1, MAX_DOSSIERS_PER_PAGE, MAX_DOSSIERS_PER_PAGE,
                                 &limit))
    return;
  if (cursor != NULL && !g_uuid_string_is_valid (cursor))
    {
      jc_request_refuse (request, JC_PROBLEM_BAD_PARAMETER,
                         "参数 cursor 要是上一页的 next_cursor，不是“%s”。",
                         "The parameter cursor is the page before's next_cursor, not “%s”.",
                         cursor);
      return;
    }

  listing.limit = limit + 1;
  records = jc_dossier_table_list (service->database, &listing, &error);
  if (records == NULL)
    jc_service_fail (service, request, error);
  else
    jc_request_take_json (request, 200, jc_dossier_answer_new_list (records, (guint)limit));
}

static void
answer_dossier (JcService *service, JcRequest *request, guint status, const JcDossierRecord *record)
{
  GError   *error = NULL;
  JsonNode *answer = jc_dossier_answer_new (service, record, &error);

  if (answer == NULL)
    {
      jc_service_fail (service, request, error);
      return;
    }

  jc_request_take_json (request, status, answer);
  jc_request_set_etag (request, jc_dossier_get_revision (record->dossier));
}

/**
 * jc_dossier_handle_get:
 * @service: the service
 * @request: GET /dossiers/{dossier}
 */
void
jc_dossier_handle_get (JcService *service, JcRequest *request)
{
  g_autoptr (JcDossierRecord) record = NULL;
  JcAccess access;

  record = jc_service_load_dossier (service, request, &access);
  if (record == NULL)
    return;
  if (!jc_service_is_known (request, jc_dossier_get_revision (record->dossier)))
    {
      answer_dossier (service, request, 200, record);
      return;
    }

  jc_request_set_status (request, 304);
  jc_request_set_etag (request, jc_dossier_get_revision (record->dossier));
}

/* The programme, the version, the kind and every pointer have to be the round's. */
static const JcKind *
check_definition (JcRequest     *request,
                  JcDossier     *dossier,
                  const JcRound *round,
                  JcProgramme   *programme)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);
  const JcKind *kind = jc_programme_find_kind (programme, jc_dossier_get_kind (dossier));

  if (!g_str_equal (jc_dossier_get_programme (dossier), round->programme)
      || !g_str_equal (jc_dossier_get_version (dossier), round->version))
    {
      jc_request_refuse (
          request, JC_PROBLEM_WRONG_VERSION,
          "年度项目“%s”用的是项目 %s 的 %.12s 版。从 GET /rounds/%s 取它的定义。",
          "The round “%1$s” uses version %3$.12s of the programme %2$s. Fetch it from "
          "GET /rounds/%4$s.",
          round->id, round->programme, round->version, round->id);
      return NULL;
    }
  if (kind == NULL)
    {
      jc_request_refuse (request, JC_PROBLEM_SHAPE, "这个项目没有“%s”这一类材料。",
                         "The programme has no kind “%s”.", jc_dossier_get_kind (dossier));
      return NULL;
    }
  if (!jc_policy_may_own (request->account, kind))
    {
      jc_request_refuse (request, JC_PROBLEM_FORBIDDEN, "角色 %s 不填写“%s”这一类材料。",
                         "The role %s does not write dossiers of the kind “%s”.",
                         request->account->role, kind->id);
      return NULL;
    }

  jc_dossier_shape_check (dossier, kind, findings);
  if (findings->len == 0)
    return kind;

  jc_request_refuse_for_findings (request, findings);

  return NULL;
}

/* A dossier may name an original that its writer has sent, and one that it holds or has held in a
 * submission: to know a hash opens nothing. In the transaction that writes the dossier, so that
 * nothing is tidied away in between. */
static gboolean
may_name (JcService  *service,
          JcRequest  *request,
          JcDossier  *dossier,
          const char *sha256,
          gboolean   *may,
          GError    **error)
{
  return jc_original_table_is_used_by (service->database, sha256, jc_dossier_get_id (dossier), may,
                                       error)
         && (*may
             || jc_upload_table_has_finished (service->database, request->account->name, sha256,
                                              may, error));
}

static gboolean
check_originals (JcService *service, JcRequest *request, JcDossier *dossier)
{
  g_autoptr (GPtrArray) originals = jc_named_originals_load (dossier);

  for (guint i = 0; i < originals->len; i++)
    {
      const JcNamedOriginal *original = g_ptr_array_index (originals, i);
      GError                *error = NULL;
      gboolean               may;

      if (!may_name (service, request, dossier, original->sha256, &may, &error))
        {
          jc_service_fail (service, request, error);
          return FALSE;
        }
      if (may)
        continue;

      jc_request_refuse (request, JC_PROBLEM_ORIGINAL_MISSING,
                         "附件“%s”的原件还没有传到服务器。先上传它。",
                         "The original of “%s” has not arrived at the server. Upload it first.",
                         original->name);
      return FALSE;
    }

  return TRUE;
}

/* Known before anything is sent: the definition says it to clients too. */
static gboolean
check_limits (JcRequest *request, JcDossier *dossier, const JcKind *kind, JcDossier *before)
{
  g_autoptr (JcLimitBreach) breach = jc_limits_check (kind, before, dossier);
  JsonObject *members;

  if (breach == NULL)
    return TRUE;

  members = json_object_new ();
  json_object_set_string_member (members, "limited", jc_limit_get_name (breach->limit));
  json_object_set_int_member (members, "limit", breach->max);
  json_object_set_int_member (members, "found", breach->found);
  jc_request_take_refusal (request, JC_PROBLEM_DOSSIER_LIMIT, jc_limit_breach_dup_text (breach),
                           members);

  return FALSE;
}

/* Writes @dossier with @revision and says so in the feed. */
static JcDossierRecord *
store (JcService             *service,
       JcDossier             *dossier,
       const JcKind          *kind,
       const char            *unit,
       const JcDossierRecord *before,
       GError               **error)
{
  g_autoptr (JcDossierRecord) record = g_new0 (JcDossierRecord, 1);
  gint64 revision = 1;

  if (before != NULL)
    revision = jc_dossier_get_revision (before->dossier) + 1;

  record->dossier = jc_dossier_with_revision (dossier, revision);
  record->unit = g_strdup (unit);
  record->title = jc_kind_dup_dossier_title (kind, jc_dossier_get_values (dossier));
  record->n_submissions = before != NULL ? before->n_submissions : 0;
  record->updated_us = jc_service_now_us ();

  if (before != NULL ? !jc_dossier_table_update (service->database, record, error)
                     : !jc_dossier_table_add (service->database, record, error))
    return NULL;
  if (!jc_original_table_set_uses (service->database, dossier, JC_CURRENT_DOCUMENT, error)
      || !jc_service_add_dossier_change (service, record, FALSE, error))
    return NULL;

  return g_steal_pointer (&record);
}

static void
store_and_answer (JcService             *service,
                  JcRequest             *request,
                  JcDossier             *dossier,
                  const JcKind          *kind,
                  const JcDossierRecord *before)
{
  g_autoptr (JcDossierRecord) after = NULL;
  GError *error = NULL;

  after = store (service, dossier, kind, request->account->unit, before, &error);
  if (after == NULL)
    jc_service_fail (service, request, error);
  else if (jc_service_commit (service, request))
    answer_dossier (service, request, before != NULL ? 200 : 201, after);
}

/* Answers and returns FALSE unless nothing of that id is known. */
static gboolean
check_absent (JcService *service, JcRequest *request, const char *id)
{
  g_autoptr (JcDossierRecord) record = NULL;
  GError *error = NULL;

  if (!jc_dossier_table_load (service->database, id, &record, &error))
    {
      jc_service_fail (service, request, error);
      return FALSE;
    }
  if (record == NULL)
    return TRUE;

  if (jc_policy_get_access (request->account, record, FALSE) == JC_ACCESS_OWN)
    {
      jc_request_refuse (request, JC_PROBLEM_EXISTS,
                         "编号 %s 的材料已经存在，当前是第 %" G_GINT64_FORMAT
                         " 版。先取回，再合并。",
                         "The dossier %s exists already, at revision %" G_GINT64_FORMAT
                         ". Fetch it, then merge.",
                         id, jc_dossier_get_revision (record->dossier));
      jc_request_set_etag (request, jc_dossier_get_revision (record->dossier));
    }
  else
    jc_request_refuse (request, JC_PROBLEM_ID_IN_USE, "编号 %s 不能用。换一个新的编号。",
                       "The id %s cannot be used. Choose a new one.", id);

  return FALSE;
}

static void
create (JcService     *service,
        JcRequest     *request,
        JcDossier     *dossier,
        const JcRound *round,
        const JcKind  *kind)
{
  if (!check_absent (service, request, jc_dossier_get_id (dossier)))
    return;

  if (g_str_equal (round->state, "closed"))
    jc_request_refuse (request, JC_PROBLEM_ROUND_CLOSED, "年度项目“%s”已经结束，不再收新的材料。",
                       "The round “%s” is closed and takes no new dossiers.", round->id);
  else if (check_limits (request, dossier, kind, NULL)
           && check_originals (service, request, dossier))
    store_and_answer (service, request, dossier, kind, NULL);
}

/* A dossier's kind and what it is about are for good; its round too, once it was handed in. */
static gboolean
check_unchanging (JcRequest *request, JcDossier *dossier, const JcDossierRecord *before)
{
  if (g_strcmp0 (jc_dossier_get_kind (dossier), jc_dossier_get_kind (before->dossier)) == 0
      && g_strcmp0 (jc_dossier_get_about (dossier), jc_dossier_get_about (before->dossier)) == 0
      && (before->n_submissions == 0
          || g_strcmp0 (jc_dossier_get_round (dossier), jc_dossier_get_round (before->dossier))
                 == 0))
    return TRUE;

  jc_request_refuse (request, JC_PROBLEM_SHAPE,
                     "kind 和 about 建立后不能改，提交过的材料也不能换 round。",
                     "kind and about cannot change once made, nor round once handed in.");

  return FALSE;
}

static gboolean
check_writable (JcRequest *request, const JcDossierRecord *before, JcAccess access)
{
  const char   *state = jc_dossier_get_state (before->dossier);
  const JcText *label = jc_state_get_label (state);

  if (access != JC_ACCESS_OWN)
    {
      jc_request_refuse (request, JC_PROBLEM_FORBIDDEN, "这份材料属于“%s”，这里只能查看。",
                         "The dossier is “%s”'s and can only be looked at here.", before->unit);
      return FALSE;
    }
  if (!jc_service_check_match (request, jc_dossier_get_revision (before->dossier)))
    return FALSE;
  if (jc_policy_is_editable (before->dossier))
    return TRUE;

  jc_request_take_refusal (
      request, JC_PROBLEM_STATE,
      jc_text_new_printf ("材料的状态是“%1$s”，不能修改。先重新打开或撤回。%2$.0s",
                          "Its state is “%2$s”, so it cannot be changed. Reopen or "
                          "withdraw it first.%1$.0s",
                          jc_text_get (label, JC_LANGUAGE_ZH), jc_text_get (label, JC_LANGUAGE_EN)),
      NULL);

  return FALSE;
}

static void
change (JcService *service, JcRequest *request, JcDossier *dossier, const JcKind *kind)
{
  g_autoptr (JcDossierRecord) before = NULL;
  JcAccess access;

  before = jc_service_load_dossier (service, request, &access);
  if (before != NULL && check_writable (request, before, access)
      && check_unchanging (request, dossier, before)
      && check_limits (request, dossier, kind, before->dossier)
      && check_originals (service, request, dossier))
    store_and_answer (service, request, dossier, kind, before);
}

/**
 * jc_dossier_handle_put:
 * @service: the service
 * @request: PUT /dossiers/{dossier}; If-None-Match: * creates, If-Match changes
 */
void
jc_dossier_handle_put (JcService *service, JcRequest *request)
{
  g_autoptr (JcDossier) dossier = NULL;
  g_autoptr (JcRound) round = NULL;
  g_autoptr (JcProgramme) programme = NULL;
  gboolean      creates = g_strcmp0 (request->if_none_match, "*") == 0;
  const JcKind *kind;

  if (!creates && request->if_match == NULL)
    {
      jc_request_refuse (request, JC_PROBLEM_CONDITION_MISSING,
                         "新建用 If-None-Match: *，修改用 If-Match。",
                         "Create with If-None-Match: *, change with If-Match.");
      return;
    }

  dossier = jc_dossier_shape_read (request, jc_request_get_parameter (request, "dossier"));
  if (dossier == NULL || !jc_service_begin (service, request))
    return;

  if (jc_service_load_round (service, request, jc_dossier_get_round (dossier), &round, &programme))
    {
      kind = check_definition (request, dossier, round, programme);
      if (kind != NULL && creates)
        create (service, request, dossier, round, kind);
      else if (kind != NULL)
        change (service, request, dossier, kind);
    }

  jc_service_give_up (service);
}

/* What is left of a deleted dossier: its id and its number, nothing that anybody wrote. */
static gboolean
bury (JcService *service, JcDossierRecord *record, GError **error)
{
  g_autoptr (JsonNode) no_values = jc_json_new_object (json_object_new ());
  g_autoptr (JsonNode) no_attachments = jc_json_new_array (json_array_new ());
  g_autoptr (JcDossier) without_values = jc_dossier_with_values (record->dossier, no_values);
  g_autoptr (JcDossier) empty = jc_dossier_with_attachments (without_values, no_attachments);
  gint64 revision = jc_dossier_get_revision (record->dossier) + 1;

  jc_dossier_unref (record->dossier);
  record->dossier = jc_dossier_with_revision (empty, revision);
  g_free (record->title);
  record->title = g_strdup ("");
  record->updated_us = jc_service_now_us ();
  record->deleted = TRUE;

  return jc_dossier_table_update (service->database, record, error)
         && jc_original_table_set_uses (service->database, empty, JC_CURRENT_DOCUMENT, error)
         && jc_service_add_dossier_change (service, record, FALSE, error);
}

static void delete (JcService *service, JcRequest *request)
{
  g_autoptr (JcDossierRecord) record = NULL;
  GError  *error = NULL;
  JcAccess access;

  record = jc_service_load_dossier (service, request, &access);
  if (record == NULL || !check_writable (request, record, access))
    return;

  if (record->n_submissions > 0)
    jc_request_refuse (request, JC_PROBLEM_STATE, "提交过的材料留有记录，不能删除。",
                       "What was handed in once stays on record and cannot be deleted.");
  else if (!bury (service, record, &error))
    jc_service_fail (service, request, error);
  else if (jc_service_commit (service, request))
    jc_request_set_status (request, 204);
}

/**
 * jc_dossier_handle_delete:
 * @service: the service
 * @request: DELETE /dossiers/{dossier}, with If-Match
 *
 * Only a draft that was never handed in can go; a tombstone stays in the feed.
 */
void
jc_dossier_handle_delete (JcService *service, JcRequest *request)
{
  if (!jc_service_begin (service, request))
    return;

  delete (service, request);
  jc_service_give_up (service);
}
