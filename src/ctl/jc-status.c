/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-status.h"

#include "jc-intake.h"
#include "jc-sync.h"

typedef struct
{
  int         code;
  JcExit      status;
  const char *name;
} Row;

static const Row model_rows[] = {
  { JC_MODEL_ERROR_SYNTAX, JC_EXIT_DAMAGED, "syntax" },
  { JC_MODEL_ERROR_TOO_LARGE, JC_EXIT_DAMAGED, "too_large" },
  { JC_MODEL_ERROR_INVALID, JC_EXIT_DAMAGED, "invalid" },
  { JC_MODEL_ERROR_NOT_FOUND, JC_EXIT_NOT_FOUND, "not_found" },
  { JC_MODEL_ERROR_STATE, JC_EXIT_REFUSED, "state" },
  { JC_MODEL_ERROR_SIGNATURE, JC_EXIT_DAMAGED, "signature" },
  { -1 },
};

static const Row library_rows[] = {
  { JC_LIBRARY_ERROR_NOT_FOUND, JC_EXIT_NOT_FOUND, "not_found" },
  { JC_LIBRARY_ERROR_NEWER, JC_EXIT_DAMAGED, "newer" },
  { JC_LIBRARY_ERROR_DAMAGED, JC_EXIT_DAMAGED, "damaged" },
  { JC_LIBRARY_ERROR_LOCKED, JC_EXIT_REFUSED, "locked" },
  { JC_LIBRARY_ERROR_NO_SPACE, JC_EXIT_DAMAGED, "no_space" },
  { JC_LIBRARY_ERROR_FAILED, JC_EXIT_DAMAGED, "library" },
  { -1 },
};

static const Row media_rows[] = {
  { JC_MEDIA_ERROR_TYPE, JC_EXIT_DAMAGED, "file_type" },
  { JC_MEDIA_ERROR_EMPTY, JC_EXIT_DAMAGED, "file_empty" },
  { JC_MEDIA_ERROR_DAMAGED, JC_EXIT_DAMAGED, "file_damaged" },
  { JC_MEDIA_ERROR_ENCRYPTED, JC_EXIT_DAMAGED, "file_encrypted" },
  { JC_MEDIA_ERROR_PASSWORD, JC_EXIT_DAMAGED, "file_password" },
  { JC_MEDIA_ERROR_TOO_LARGE, JC_EXIT_DAMAGED, "file_too_large" },
  { JC_MEDIA_ERROR_NO_PAGE, JC_EXIT_NOT_FOUND, "no_page" },
  { JC_MEDIA_ERROR_UNSUPPORTED, JC_EXIT_NOT_FOUND, "unsupported" },
  { JC_MEDIA_ERROR_CRASHED, JC_EXIT_DAMAGED, "file_crashed" },
  { JC_MEDIA_ERROR_NO_HELPER, JC_EXIT_NOT_FOUND, "no_helper" },
  { -1 },
};

static const Row intake_rows[] = {
  { JC_INTAKE_ERROR_UNREADABLE, JC_EXIT_DAMAGED, "file_unreadable" },
  { JC_INTAKE_ERROR_NOT_REGULAR, JC_EXIT_DAMAGED, "file_not_regular" },
  { JC_INTAKE_ERROR_TOO_LARGE, JC_EXIT_DAMAGED, "file_too_large" },
  { JC_INTAKE_ERROR_TOO_MANY, JC_EXIT_DAMAGED, "too_many_files" },
  { JC_INTAKE_ERROR_CHANGED, JC_EXIT_DAMAGED, "file_changed" },
  { JC_INTAKE_ERROR_ARCHIVE, JC_EXIT_DAMAGED, "archive" },
  { -1 },
};

static const Row sync_rows[] = {
  { JC_SYNC_ERROR_NO_CONNECTION, JC_EXIT_NO_CONNECTION, "no_connection" },
  { JC_SYNC_ERROR_NOT_SIGNED_IN, JC_EXIT_REFUSED, "not_signed_in" },
  { JC_SYNC_ERROR_REFUSED, JC_EXIT_REFUSED, "refused" },
  { JC_SYNC_ERROR_FINDINGS, JC_EXIT_FINDINGS, "findings" },
  { JC_SYNC_ERROR_EARLY, JC_EXIT_REFUSED, "early" },
  { JC_SYNC_ERROR_LATE, JC_EXIT_REFUSED, "late" },
  { JC_SYNC_ERROR_CONFLICT, JC_EXIT_CONFLICT, "conflict" },
  { JC_SYNC_ERROR_NOT_FOUND, JC_EXIT_NOT_FOUND, "not_found" },
  { JC_SYNC_ERROR_PROTOCOL, JC_EXIT_REFUSED, "protocol" },
  { JC_SYNC_ERROR_SERVER, JC_EXIT_NO_CONNECTION, "server_error" },
  { JC_SYNC_ERROR_NO_ROUND, JC_EXIT_NOT_FOUND, "no_round" },
  { JC_SYNC_ERROR_UNKNOWN_KEY, JC_EXIT_REFUSED, "unknown_key" },
  { JC_SYNC_ERROR_ORIGINAL_MISSING, JC_EXIT_NOT_FOUND, "original_missing" },
  { JC_SYNC_ERROR_ORIGINAL_DAMAGED, JC_EXIT_DAMAGED, "original_damaged" },
  { JC_SYNC_ERROR_QUOTA, JC_EXIT_REFUSED, "quota" },
  { JC_SYNC_ERROR_LIMIT, JC_EXIT_REFUSED, "limit" },
  { JC_SYNC_ERROR_METERED, JC_EXIT_NO_CONNECTION, "metered" },
  { -1 },
};

static const Row usage_rows[] = { { 0, JC_EXIT_USAGE, "usage" }, { -1 } };

static const Row *
find_row (const GError *error)
{
  static const Row other = { 0, JC_EXIT_DAMAGED, "failed" };
  const struct
  {
    GQuark     domain;
    const Row *rows;
  } domains[] = {
    { JC_USAGE_ERROR, usage_rows },
    { JC_MODEL_ERROR, model_rows },
    { JC_LIBRARY_ERROR, library_rows },
    { JC_MEDIA_ERROR, media_rows },
    { JC_INTAKE_ERROR, intake_rows },
    { JC_SYNC_ERROR, sync_rows },
  };

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    for (const Row *row = domains[i].rows; error->domain == domains[i].domain && row->code >= 0;
         row++)
      if (row->code == error->code)
        return row;
  return &other;
}

/**
 * jc_status_from_error:
 * @error: what went wrong
 *
 * Returns: the exit status it means
 */
JcExit
jc_status_from_error (const GError *error)
{
  return find_row (error)->status;
}

/**
 * jc_status_error_to_json:
 * @error: what went wrong
 *
 * Returns: (transfer full): the shape of a failure
 */
JsonNode *
jc_status_error_to_json (const GError *error)
{
  g_autoptr (JcText) text = jc_error_dup_text (error);
  JsonObject *inner = json_object_new ();
  JsonObject *outer = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (inner, "code", find_row (error)->name);
  json_object_set_member (inner, "message", jc_text_to_json (text));
  json_object_set_object_member (outer, "error", inner);
  json_node_take_object (node, outer);
  return node;
}
