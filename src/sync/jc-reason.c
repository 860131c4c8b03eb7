/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-reason.h"

#define NO_ERROR ((JcSyncError)-1)

/**
 * Row:
 * @final: trying again by itself would not help
 * @done: and nothing more will come of it: a person who submits again begins anew
 */
typedef struct
{
  const char *reason;
  JcSyncError error;
  gboolean    final;
  gboolean    done;
  const char *zh;
  const char *en;
} Row;

static const Row rows[] = {
  { "offline", JC_SYNC_ERROR_NO_CONNECTION, FALSE, FALSE, "离线，连上网后自动送出",
    "Offline; goes by itself once there is a connection" },
  { "not_signed_in", JC_SYNC_ERROR_NOT_SIGNED_IN, FALSE, FALSE, "还没有登录服务器",
    "Not signed in to a server" },
  { "opening", JC_SYNC_ERROR_EARLY, FALSE, FALSE, "等待开放，到时自动送出",
    "Waiting for the opening; goes by itself then" },
  { "late", JC_SYNC_ERROR_LATE, TRUE, TRUE, "已截止", "The window has closed" },
  { "findings", JC_SYNC_ERROR_FINDINGS, TRUE, TRUE, "还有要改的，改好再提交",
    "Problems are left; mend them and submit again" },
  { "conflict", JC_SYNC_ERROR_CONFLICT, TRUE, TRUE, "两处都改过，要先选定一边",
    "Changed in two places; choose which one stays" },
  { "no_round", JC_SYNC_ERROR_NO_ROUND, FALSE, FALSE, "服务器上没有对应的年度项目",
    "The server has no round for it" },
  { "not_found", JC_SYNC_ERROR_NOT_FOUND, FALSE, FALSE, "服务器上没有它，或这个账号看不到",
    "The server has no such thing, or this account cannot see it" },
  { "refused", JC_SYNC_ERROR_REFUSED, TRUE, TRUE, "服务器没有接受",
    "The server did not accept it" },
  { "server_error", JC_SYNC_ERROR_SERVER, FALSE, FALSE, "服务器暂时出错，稍后再试",
    "The server has trouble; it will be tried again" },
  { "protocol", JC_SYNC_ERROR_PROTOCOL, FALSE, FALSE, "服务器的回答看不懂，稍后再试",
    "The server's answer is not understood; it will be tried again" },
  { "unknown_key", JC_SYNC_ERROR_UNKNOWN_KEY, TRUE, FALSE,
    "回执用的是没有见过的密钥，要重新登录来信任它",
    "The receipt's key is not known; sign in again to trust it" },
  { "original_missing", JC_SYNC_ERROR_ORIGINAL_MISSING, FALSE, FALSE,
    "附件的原件不在本机，要重新添加", "An attachment's original is not here; add the file again" },
  { "original_damaged", JC_SYNC_ERROR_ORIGINAL_DAMAGED, FALSE, FALSE,
    "附件的原件已损坏，要重新添加", "An attachment's original is damaged; add the file again" },
  { "quota", JC_SYNC_ERROR_QUOTA, FALSE, FALSE, "服务器给这个账号的空间已满",
    "The server has no room left for this account" },
  { "limit", JC_SYNC_ERROR_LIMIT, FALSE, FALSE, "附件超过项目规定的上限，减少后自动送出",
    "The files are over the programme's limits; it goes by itself once there are fewer" },
  { "metered", JC_SYNC_ERROR_METERED, FALSE, FALSE, "按流量计费的网络上不传附件，换了网络自动送出",
    "Files wait for a network that does not count what is sent" },
  { "queued", JC_SYNC_ERROR_NO_CONNECTION, FALSE, FALSE, "排队等待同步", "Queued for sync" },
  /* These three are no answers of a server. */
  { "no_space", NO_ERROR, FALSE, FALSE, "本机磁盘已满，腾出空间后再试",
    "This computer's disk is full; it will be tried again once there is space" },
  { "not_taken_in", NO_ERROR, FALSE, FALSE, "本机收不进来，稍后再试",
    "It cannot be taken in here; it will be tried again" },
  { "submission_lost", NO_ERROR, TRUE, TRUE, "服务器丢了这次提交，要再提交一次",
    "The server lost this submission; submit it again" },
};

static const Row *
find_row (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].reason, reason) == 0)
      return &rows[i];
  return NULL;
}

static gboolean
is_full_disk (const GError *error)
{
  return g_error_matches (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NO_SPACE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
         || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
}

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
  if (is_full_disk (error))
    return "no_space";
  for (guint i = 0; error->domain == JC_SYNC_ERROR && i < G_N_ELEMENTS (rows); i++)
    if ((int)rows[i].error == error->code)
      return rows[i].reason;
  /* The library's or the model's: no server has a part in it. */
  return "not_taken_in";
}

/**
 * jc_reason_to_error:
 * @reason: a code
 *
 * Returns: the error it stands for; PROTOCOL for one that is no server's
 */
JcSyncError
jc_reason_to_error (const char *reason)
{
  const Row *row = find_row (reason);

  return row != NULL && row->error != NO_ERROR ? row->error : JC_SYNC_ERROR_PROTOCOL;
}

/**
 * jc_reason_set_error:
 * @reason: a code
 * @detail: (nullable): what was said then
 * @error: return location
 *
 * Sets @error to what the code was made of.
 *
 * Returns: %FALSE
 */
gboolean
jc_reason_set_error (const char *reason, const char *detail, GError **error)
{
  const Row *row = find_row (reason);
  g_autoptr (JcText) words = jc_sync_reason_dup_text (reason);
  g_autofree char *own = g_strdup_printf ("%s\n%s", words->zh, words->en);

  if (detail == NULL || *detail == '\0')
    detail = own;
  if (row != NULL && row->error != NO_ERROR)
    g_set_error_literal (error, JC_SYNC_ERROR, (int)row->error, detail);
  else if (g_strcmp0 (reason, "no_space") == 0)
    g_set_error_literal (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NO_SPACE, detail);
  else
    g_set_error_literal (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED, detail);
  return FALSE;
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
  const Row *row = find_row (reason);

  return row != NULL && row->final;
}

/**
 * jc_reason_is_done:
 * @reason: a code
 *
 * Returns: whether nothing more will come of what has it; submitting again begins anew
 */
gboolean
jc_reason_is_done (const char *reason)
{
  const Row *row = find_row (reason);

  return row != NULL && row->done;
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
  const Row *row = find_row (reason);

  return row != NULL ? jc_text_new (row->zh, row->en) : jc_text_new (reason, reason);
}
