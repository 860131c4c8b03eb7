/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-problem.h"

#include "jc-json.h"

#define TEXT(zh_words, en_words)                                                                   \
  {                                                                                                \
    (char *)zh_words, (char *)en_words                                                             \
  }

/* clang-format off */
static const JcProblem problems[] = {
  { JC_PROBLEM_BAD_REQUEST, 400, "bad_request",
    TEXT ("这个要求看不懂", "The request cannot be understood"), NULL },
  { JC_PROBLEM_NOT_JSON, 400, "not_json",
    TEXT ("正文不是严格的 JSON", "The body is not strict JSON"), NULL },
  { JC_PROBLEM_BAD_PARAMETER, 400, "bad_parameter",
    TEXT ("地址里的参数不对", "A parameter of the address is wrong"), NULL },
  { JC_PROBLEM_IDEMPOTENCY_KEY_MISSING, 400, "idempotency_key_missing",
    TEXT ("缺少 Idempotency-Key", "Idempotency-Key is missing"), "add_idempotency_key" },
  { JC_PROBLEM_UNKNOWN_EVENT, 400, "unknown_event",
    TEXT ("没有这种事件", "There is no such event"), NULL },
  { JC_PROBLEM_UPLOAD_HEADER, 400, "upload_header",
    TEXT ("上传要求的头部不对", "A header of the upload is wrong"), NULL },
  { JC_PROBLEM_UPLOAD_METADATA, 400, "upload_metadata",
    TEXT ("上传的说明不对", "The upload's metadata is wrong"), NULL },
  { JC_PROBLEM_NO_TOKEN, 401, "no_token",
    TEXT ("还没有登录，或登录已到期", "Not logged in, or the session has ended"), "login" },
  { JC_PROBLEM_WRONG_PASSWORD, 401, "wrong_password",
    TEXT ("账号或密码不对", "The account or the password is wrong"), "login" },
  { JC_PROBLEM_FORBIDDEN, 403, "forbidden",
    TEXT ("这个账号不能这样做", "This account may not do this"), NULL },
  { JC_PROBLEM_ROLE_NOT_ALLOWED, 403, "role_not_allowed",
    TEXT ("这一步由别的角色办理", "Another role takes this step"), NULL },
  { JC_PROBLEM_NO_SUCH_PATH, 404, "no_such_path",
    TEXT ("没有这个地址", "There is no such address"), NULL },
  { JC_PROBLEM_NOT_FOUND, 404, "not_found",
    TEXT ("没有找到", "Not found"), NULL },
  { JC_PROBLEM_METHOD_NOT_ALLOWED, 405, "method_not_allowed",
    TEXT ("这个地址不支持这种方法", "This address does not know this method"), NULL },
  { JC_PROBLEM_STATE, 409, "state",
    TEXT ("现在的状态不允许修改", "Its state does not allow changes"), "pull" },
  { JC_PROBLEM_TRANSITION, 409, "transition",
    TEXT ("现在的状态不能走这一步", "This step cannot be taken from its state"), "pull" },
  { JC_PROBLEM_EARLY, 409, "early",
    TEXT ("还没有到受理时间", "The window has not opened yet"), "wait_for_opening" },
  { JC_PROBLEM_LATE, 409, "late",
    TEXT ("受理时间已过", "The window has closed"), NULL },
  { JC_PROBLEM_ROUND_CLOSED, 409, "round_closed",
    TEXT ("本年度项目已经结束", "This round is closed"), NULL },
  { JC_PROBLEM_ID_IN_USE, 409, "id_in_use",
    TEXT ("这个编号已有他用", "This id is in use for something else"), "new_id" },
  { JC_PROBLEM_OFFSET, 409, "offset_mismatch",
    TEXT ("已收到的字节数与 Upload-Offset 不同", "Another number of bytes has come than Upload-Offset says"),
    "resume" },
  { JC_PROBLEM_EPOCH_CHANGED, 410, "epoch_changed",
    TEXT ("服务器已从备份恢复，变化要从头取", "The server was restored; read the feed from its beginning"),
    "restart_feed" },
  { JC_PROBLEM_UPLOAD_EXPIRED, 410, "upload_expired",
    TEXT ("这次上传已过期", "This upload has expired"), "upload" },
  { JC_PROBLEM_STALE, 412, "stale",
    TEXT ("它已被别处改过", "It has been changed elsewhere"), "pull" },
  { JC_PROBLEM_EXISTS, 412, "exists",
    TEXT ("它已经存在", "It exists already"), "pull" },
  { JC_PROBLEM_TUS_VERSION, 412, "tus_version",
    TEXT ("上传协议的版本不同", "Another version of the upload protocol"), NULL },
  { JC_PROBLEM_TOO_LARGE, 413, "too_large",
    TEXT ("正文太大", "The body is too large"), NULL },
  { JC_PROBLEM_UPLOAD_QUOTA, 413, "upload_quota",
    TEXT ("这个账号上传的文件已到限额", "This account's uploads have reached their limit"), "attach_or_remove" },
  { JC_PROBLEM_DOSSIER_LIMIT, 413, "dossier_limit",
    TEXT ("附件超过项目规定的上限", "The attachments are over the programme's limits"), "mend" },
  { JC_PROBLEM_MEDIA_TYPE, 415, "media_type",
    TEXT ("正文要用 application/json", "The body has to be application/json"), NULL },
  { JC_PROBLEM_RANGE, 416, "range",
    TEXT ("要的范围在文件之外", "The range lies outside of the file"), NULL },
  { JC_PROBLEM_EXPECTATION, 417, "expectation",
    TEXT ("只认得 Expect: 100-continue", "Only Expect: 100-continue is known"), NULL },
  { JC_PROBLEM_FINDINGS, 422, "findings",
    TEXT ("还有要改的地方", "Something has to be mended first"), "mend" },
  { JC_PROBLEM_SHAPE, 422, "shape",
    TEXT ("内容的形状不对", "The content does not have the shape asked for"), NULL },
  { JC_PROBLEM_UNKNOWN_ROUND, 422, "unknown_round",
    TEXT ("服务器上没有这个年度项目", "The server has no such round"), "choose_round" },
  { JC_PROBLEM_WRONG_VERSION, 422, "wrong_version",
    TEXT ("项目定义的版本与年度项目不同", "The programme version is not the round's"), "update_programme" },
  { JC_PROBLEM_ORIGINAL_MISSING, 422, "original_missing",
    TEXT ("附件原件还没有传到", "An original has not arrived"), "upload" },
  { JC_PROBLEM_IDEMPOTENCY_KEY_REUSED, 422, "idempotency_key_reused",
    TEXT ("同一个 Idempotency-Key 用在了不同的要求上", "This Idempotency-Key was used for another request"),
    "new_idempotency_key" },
  { JC_PROBLEM_HASH_MISMATCH, 422, "hash_mismatch",
    TEXT ("收到的文件与所报的 SHA-256 不符", "The file that came does not have the SHA-256 announced"), "upload" },
  { JC_PROBLEM_UPLOAD_LOCKED, 423, "upload_locked",
    TEXT ("这次上传正由另一个连接写入", "Another connection is sending this upload"), "retry" },
  { JC_PROBLEM_CONDITION_MISSING, 428, "condition_missing",
    TEXT ("缺少 If-Match 或 If-None-Match", "If-Match or If-None-Match is missing"), "add_condition" },
  { JC_PROBLEM_TOO_MANY_ATTEMPTS, 429, "too_many_attempts",
    TEXT ("登录失败太多次", "Too many failed logins"), "wait" },
  { JC_PROBLEM_TOO_MANY_POLLS, 429, "too_many_polls",
    TEXT ("这个账号同时等待的连接太多", "This account holds too many waiting requests"), "wait" },
  { JC_PROBLEM_HEADERS_TOO_LARGE, 431, "headers_too_large",
    TEXT ("头部太长", "The header section is too long"), NULL },
  { JC_PROBLEM_CHECKSUM_MISMATCH, 460, "checksum_mismatch",
    TEXT ("这一段与 Upload-Checksum 不符", "This part does not have its Upload-Checksum"), "resume" },
  { JC_PROBLEM_INTERNAL, 500, "internal",
    TEXT ("服务器出了错", "The server failed"), "retry" },
  { JC_PROBLEM_NOT_IMPLEMENTED, 501, "not_implemented",
    TEXT ("服务器不支持这种传送编码", "The server does not know this transfer coding"), NULL },
  { JC_PROBLEM_BUSY, 503, "busy",
    TEXT ("服务器正忙", "The server is busy"), "retry" },
  { JC_PROBLEM_HTTP_VERSION, 505, "http_version",
    TEXT ("服务器只懂 HTTP/1.0 和 HTTP/1.1", "The server speaks HTTP/1.0 and HTTP/1.1 only"), NULL },
  { JC_PROBLEM_NO_SPACE, 507, "no_space",
    TEXT ("服务器存储空间已满", "The server has no space left"), "retry" },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (problems) == JC_N_PROBLEMS);

/**
 * jc_problem_get:
 * @id: a problem
 *
 * Returns: (transfer none): its row of the table
 */
const JcProblem *
jc_problem_get (JcProblemId id)
{
  g_assert (id < JC_N_PROBLEMS && problems[id].id == id);

  return &problems[id];
}

/**
 * jc_problem_to_json:
 * @id: a problem
 * @language: the caller's
 * @message: (nullable): what happened here; the problem's title where there is no more to say
 *
 * Source: RFC 9457, section 3.1; `message` and `next_action` are extension members (section 3.2).
 *
 * Returns: (transfer full): the members type, title, status, detail, message and next_action
 */
JsonNode *
jc_problem_to_json (JcProblemId id, JcLanguage language, const JcText *message)
{
  const JcProblem *problem = jc_problem_get (id);
  const JcText    *words = message != NULL ? message : &problem->title;
  JsonObject      *object = json_object_new ();
  JsonNode        *node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *type = g_strconcat ("urn:jiangce:problem:", problem->code, NULL);

  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "title", jc_text_get (&problem->title, language));
  json_object_set_int_member (object, "status", problem->status);
  json_object_set_string_member (object, "detail", jc_text_get (words, language));
  json_object_set_member (object, "message", jc_text_to_json (words));
  if (problem->next_action != NULL)
    json_object_set_string_member (object, "next_action", problem->next_action);

  json_node_take_object (node, object);

  return node;
}
