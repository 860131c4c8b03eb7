/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-request.h"

#include "jc-database.h"
#include "jc-finding.h"
#include "jc-json.h"
#include "jc-upload.h"

#include <string.h>

/**
 * jc_request_new:
 * @method: the HTTP method
 * @path: the decoded path
 *
 * Returns: (transfer full): a call without headers, body or answer
 */
JcRequest *
jc_request_new (const char *method, const char *path)
{
  JcRequest *self = g_new0 (JcRequest, 1);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->template_path = "-";

  return self;
}

/**
 * jc_request_free:
 * @self: (transfer full) (nullable): a call
 */
void
jc_request_free (JcRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->path);
  g_hash_table_unref (self->query);
  g_hash_table_unref (self->parameters);
  g_free (self->if_match);
  g_free (self->if_none_match);
  g_free (self->idempotency_key);
  g_free (self->token);
  g_free (self->media_type);
  g_free (self->content_coding);
  g_free (self->address);
  g_clear_pointer (&self->body_bytes, g_bytes_unref);
  g_clear_pointer (&self->body, json_node_unref);
  g_clear_pointer (&self->account, jc_account_free);
  g_free (self->content_type);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self->etag);
  g_free (self->allow);
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_clear_pointer (&self->answer_fields, g_hash_table_unref);
  g_clear_pointer (&self->upload, jc_upload_free);
  g_free (self->file);
  g_free (self);
}

/**
 * jc_request_get_parameter:
 * @self: a call
 * @name: a name between braces in the route's template
 *
 * Returns: (transfer none): what stands there in the path
 */
const char *
jc_request_get_parameter (JcRequest *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->parameters, name);

  g_return_val_if_fail (value != NULL, "");

  return value;
}

/**
 * jc_request_get_query:
 * @self: a call
 * @name: a parameter of the address
 *
 * Returns: (transfer none) (nullable): its value; NULL when it is missing or empty
 */
const char *
jc_request_get_query (JcRequest *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->query, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

/**
 * jc_request_get_query_int:
 * @self: a call
 * @name: a parameter of the address
 * @minimum: smallest value taken
 * @maximum: greater values count as this one
 * @fallback: what counts where the parameter is missing
 * @value: (out): the value
 *
 * Returns: FALSE when it is no whole number or too small; the call then has its answer
 */
gboolean
jc_request_get_query_int (JcRequest  *self,
                          const char *name,
                          gint64      minimum,
                          gint64      maximum,
                          gint64      fallback,
                          gint64     *value)
{
  const char *text = jc_request_get_query (self, name);

  *value = fallback;
  if (text == NULL)
    return TRUE;

  if (strlen (text) > 18 || !g_ascii_string_to_signed (text, 10, minimum, G_MAXINT64, value, NULL))
    {
      jc_request_refuse (self, JC_PROBLEM_BAD_PARAMETER,
                         "参数 %s 要是不小于 %" G_GINT64_FORMAT " 的整数。",
                         "The parameter %s has to be a whole number not below %" G_GINT64_FORMAT
                         ".",
                         name, minimum);
      return FALSE;
    }

  *value = MIN (*value, maximum);

  return TRUE;
}

/**
 * jc_request_get_query_flag:
 * @self: a call
 * @name: a parameter of the address
 * @value: (out): whether it is "true" or "1"; missing, "false" or "0" it is not
 *
 * Returns: FALSE when it is anything else; the call then has its answer. A rehearsal that is
 *   misspelt must not become the event.
 */
gboolean
jc_request_get_query_flag (JcRequest *self, const char *name, gboolean *value)
{
  const char *text = g_hash_table_lookup (self->query, name);

  *value = g_strcmp0 (text, "true") == 0 || g_strcmp0 (text, "1") == 0;
  if (*value || text == NULL || g_str_equal (text, "false") || g_str_equal (text, "0"))
    return TRUE;

  jc_request_refuse (self, JC_PROBLEM_BAD_PARAMETER, "参数 %s 要是 true 或 false。",
                     "The parameter %s has to be true or false.", name);
  return FALSE;
}

/**
 * jc_request_get_field:
 * @self: a call
 * @name: a header
 *
 * Returns: (transfer none) (nullable): what stands there
 */
const char *
jc_request_get_field (JcRequest *self, const char *name)
{
  return self->fields != NULL ? g_hash_table_lookup (self->fields, name) : NULL;
}

/**
 * jc_request_set_field:
 * @self: a call
 * @name: a header of the answer
 * @value: what stands there
 */
void
jc_request_set_field (JcRequest *self, const char *name, const char *value)
{
  if (self->answer_fields == NULL)
    self->answer_fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (self->answer_fields, g_strdup (name), g_strdup (value));
}

/**
 * jc_request_has_answer:
 * @self: a call
 *
 * Returns: whether somebody has answered or refused it
 */
gboolean
jc_request_has_answer (JcRequest *self)
{
  return self->status != 0;
}

/**
 * jc_request_set_content:
 * @self: a call
 * @status: HTTP status
 * @content_type: the media type
 * @content: (nullable): the body
 */
void
jc_request_set_content (JcRequest *self, guint status, const char *content_type, GBytes *content)
{
  self->status = status;
  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_clear_pointer (&self->content, g_bytes_unref);
  self->content = content != NULL ? g_bytes_ref (content) : NULL;
}

/**
 * jc_request_set_status:
 * @self: a call
 * @status: HTTP status of an answer without body
 */
void
jc_request_set_status (JcRequest *self, guint status)
{
  jc_request_set_content (self, status, NULL, NULL);
}

static void
take_typed_json (JcRequest *self, guint status, const char *content_type, JsonNode *node)
{
  char *text = jc_json_to_canonical (node);
  g_autoptr (GBytes) content = g_bytes_new_take (text, strlen (text));

  jc_request_set_content (self, status, content_type, content);
  json_node_unref (node);
}

/**
 * jc_request_take_json:
 * @self: a call
 * @status: HTTP status
 * @node: (transfer full): the answer
 */
void
jc_request_take_json (JcRequest *self, guint status, JsonNode *node)
{
  take_typed_json (self, status, "application/json", node);
}

/**
 * jc_request_set_etag:
 * @self: a call
 * @revision: the revision that the answer shows
 *
 * Source: RFC 9110, section 8.8.3: a strong entity tag is quoted.
 */
void
jc_request_set_etag (JcRequest *self, gint64 revision)
{
  g_free (self->etag);
  self->etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
}

/**
 * jc_request_take_refusal:
 * @self: a call
 * @id: what is wrong
 * @message: (transfer full) (nullable): what is wrong here
 * @members: (transfer full) (nullable): further members of the problem
 */
void
jc_request_take_refusal (JcRequest *self, JcProblemId id, JcText *message, JsonObject *members)
{
  JsonNode *node = jc_problem_to_json (id, self->language, message);
  g_autoptr (GList) names = members != NULL ? json_object_get_members (members) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (json_node_get_object (node), l->data,
                            json_object_dup_member (members, l->data));

  if (members != NULL)
    json_object_unref (members);
  jc_text_free (message);

  take_typed_json (self, jc_problem_get (id)->status, "application/problem+json", node);
}

/**
 * jc_request_refuse_plainly:
 * @self: a call
 * @id: what is wrong; its title says enough
 */
void
jc_request_refuse_plainly (JcRequest *self, JcProblemId id)
{
  jc_request_take_refusal (self, id, NULL, NULL);
}

/**
 * jc_request_refuse:
 * @self: a call
 * @id: what is wrong
 * @zh_format: what is wrong here, printf format
 * @en_format: the same in English, for the same arguments in the same order
 * @...: the arguments
 */
void
jc_request_refuse (
    JcRequest *self, JcProblemId id, const char *zh_format, const char *en_format, ...)
{
  g_autofree char *zh = NULL;
  g_autofree char *en = NULL;
  va_list          args;

  va_start (args, en_format);
  zh = g_strdup_vprintf (zh_format, args);
  va_end (args);
  va_start (args, en_format);
  en = g_strdup_vprintf (en_format, args);
  va_end (args);

  jc_request_take_refusal (self, id, jc_text_new (zh, en), NULL);
}

/**
 * jc_request_refuse_for_findings:
 * @self: a call
 * @findings: (element-type JcFinding): what has to be mended first, and warnings beside it
 */
void
jc_request_refuse_for_findings (JcRequest *self, GPtrArray *findings)
{
  g_autoptr (JsonNode) node = jc_findings_to_json (findings);

  jc_request_take_refusal (self, JC_PROBLEM_FINDINGS,
                           jc_text_new_printf ("有 %u 处要先改好。",
                                               "%u places have to be mended first.",
                                               jc_findings_count (findings, JC_SEVERITY_ERROR)),
                           json_node_dup_object (node));
}

/**
 * jc_request_refuse_for_error:
 * @self: a call
 * @error: why the work could not be done
 *
 * The store's errors are translated here, once: busy and full are the caller's business, since
 * trying again helps; what else failed stands in the log and not in the answer.
 */
void
jc_request_refuse_for_error (JcRequest *self, const GError *error)
{
  g_autoptr (JcText) text = jc_error_dup_text (error);

  g_warning ("%s %s: %s", self->method, self->template_path, text->en);

  if (g_error_matches (error, JC_STORE_ERROR, JC_STORE_ERROR_BUSY))
    {
      jc_request_refuse_plainly (self, JC_PROBLEM_BUSY);
      self->retry_after_s = 1;
    }
  else if (g_error_matches (error, JC_STORE_ERROR, JC_STORE_ERROR_FULL))
    jc_request_refuse_plainly (self, JC_PROBLEM_NO_SPACE);
  else
    jc_request_refuse_plainly (self, JC_PROBLEM_INTERNAL);
}
