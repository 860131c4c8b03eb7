/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-reason.h"

typedef struct
{
  const char *reason;
  JcSyncError error;
  gboolean    final;
  const char *zh;
  const char *en;
} Row;

static const Row rows[] = {
  { "offline", JC_SYNC_ERROR_NO_CONNECTION, FALSE, "离线，连上网后自动送出",
    "Offline; goes by itself once there is a connection" },
  { "not_signed_in", JC_SYNC_ERROR_NOT_SIGNED_IN, FALSE, "还没有登录服务器",
    "Not signed in to a server" },
  { "opening", JC_SYNC_ERROR_EARLY, FALSE, "等待开放，到时自动送出",
    "Waiting for the opening; goes by itself then" },
  { "late", JC_SYNC_ERROR_LATE, TRUE, "已截止", "The window has closed" },
  { "findings", JC_SYNC_ERROR_FINDINGS, TRUE, "还有要改的，改好再提交",
    "Problems are left; mend them and submit again" },
  { "conflict", JC_SYNC_ERROR_CONFLICT, TRUE, "两处都改过，要先选定一边",
    "Changed in two places; choose which one stays" },
  { "no_round", JC_SYNC_ERROR_NOT_FOUND, FALSE, "服务器上没有对应的年度项目",
    "The server has no round for it" },
  { "refused", JC_SYNC_ERROR_REFUSED, TRUE, "服务器没有接受", "The server did not accept it" },
  { "server_error", JC_SYNC_ERROR_PROTOCOL, FALSE, "服务器暂时出错，稍后再试",
    "The server has trouble; it will be tried again" },
  { "queued", JC_SYNC_ERROR_NO_CONNECTION, FALSE, "排队等待同步", "Queued for sync" },
};

/**
 * jc_reason_from_error:
 * @error: why an item did not go
 *
 * Returns: the code that is kept with the item
 */
const char *
jc_reason_from_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "queued";
  for (guint i = 0; error->domain == JC_SYNC_ERROR && i < G_N_ELEMENTS (rows); i++)
    if ((int)rows[i].error == error->code)
      return rows[i].reason;
  return "server_error";
}

/**
 * jc_reason_to_error:
 * @reason: a code
 *
 * Returns: the error it stands for
 */
JcSyncError
jc_reason_to_error (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].reason, reason) == 0)
      return rows[i].error;
  return JC_SYNC_ERROR_PROTOCOL;
}

/**
 * jc_reason_is_final:
 * @reason: a code
 *
 * Returns: whether trying again by itself would not help
 */
gboolean
jc_reason_is_final (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].reason, reason) == 0)
      return rows[i].final;
  return FALSE;
}

/**
 * jc_sync_reason_dup_text:
 * @reason: a code
 *
 * Returns: (transfer full): its words; an unknown code stands for itself
 */
JcText *
jc_sync_reason_dup_text (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].reason, reason) == 0)
      return jc_text_new (rows[i].zh, rows[i].en);
  return jc_text_new (reason, reason);
}
