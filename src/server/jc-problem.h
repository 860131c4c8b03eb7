/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-text.h"

G_BEGIN_DECLS

/**
 * JcProblemId:
 *
 * Every way a call can be refused. The table in jc-problem.c gives each its status, its code,
 * what it is
 * called and what the client may do about it; handlers never write a status of their own.
 */
typedef enum
{
  JC_PROBLEM_BAD_REQUEST,
  JC_PROBLEM_NOT_JSON,
  JC_PROBLEM_BAD_PARAMETER,
  JC_PROBLEM_IDEMPOTENCY_KEY_MISSING,
  JC_PROBLEM_UNKNOWN_EVENT,
  JC_PROBLEM_UPLOAD_HEADER,
  JC_PROBLEM_UPLOAD_METADATA,
  JC_PROBLEM_NO_TOKEN,
  JC_PROBLEM_WRONG_PASSWORD,
  JC_PROBLEM_FORBIDDEN,
  JC_PROBLEM_ROLE_NOT_ALLOWED,
  JC_PROBLEM_NO_SUCH_PATH,
  JC_PROBLEM_NOT_FOUND,
  JC_PROBLEM_METHOD_NOT_ALLOWED,
  JC_PROBLEM_STATE,
  JC_PROBLEM_TRANSITION,
  JC_PROBLEM_EARLY,
  JC_PROBLEM_LATE,
  JC_PROBLEM_ROUND_CLOSED,
  JC_PROBLEM_ID_IN_USE,
  JC_PROBLEM_OFFSET,
  JC_PROBLEM_EPOCH_CHANGED,
  JC_PROBLEM_UPLOAD_EXPIRED,
  JC_PROBLEM_STALE,
  JC_PROBLEM_EXISTS,
  JC_PROBLEM_TUS_VERSION,
  JC_PROBLEM_TOO_LARGE,
  JC_PROBLEM_UPLOAD_QUOTA,
  JC_PROBLEM_DOSSIER_LIMIT,
  JC_PROBLEM_MEDIA_TYPE,
  JC_PROBLEM_RANGE,
  JC_PROBLEM_EXPECTATION,
  JC_PROBLEM_FINDINGS,
  JC_PROBLEM_SHAPE,
  JC_PROBLEM_UNKNOWN_ROUND,
  JC_PROBLEM_WRONG_VERSION,
  JC_PROBLEM_ORIGINAL_MISSING,
  JC_PROBLEM_IDEMPOTENCY_KEY_REUSED,
  JC_PROBLEM_HASH_MISMATCH,
  JC_PROBLEM_UPLOAD_LOCKED,
  JC_PROBLEM_CONDITION_MISSING,
  JC_PROBLEM_TOO_MANY_ATTEMPTS,
  JC_PROBLEM_TOO_MANY_POLLS,
  JC_PROBLEM_HEADERS_TOO_LARGE,
  JC_PROBLEM_CHECKSUM_MISMATCH,
  JC_PROBLEM_INTERNAL,
  JC_PROBLEM_NOT_IMPLEMENTED,
  JC_PROBLEM_BUSY,
  JC_PROBLEM_HTTP_VERSION,
  JC_PROBLEM_NO_SPACE,
  JC_N_PROBLEMS,
} JcProblemId;

/**
 * JcProblem:
 * @status: HTTP status
 * @code: the end of `type`, never changes
 * @title: what this kind of problem is called
 * @next_action: (nullable): one machine word for the client
 */
typedef struct
{
  JcProblemId id;
  guint       status;
  const char *code;
  JcText      title;
  const char *next_action;
} JcProblem;

const JcProblem *jc_problem_get     (JcProblemId   id);
/* The body of RFC 9457; @message (nullable) says what happened here, with its values. */
JsonNode        *jc_problem_to_json (JcProblemId   id,
                                     JcLanguage    language,
                                     const JcText *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
