/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library.h"

G_BEGIN_DECLS

/**
 * JcSyncError:
 * @JC_SYNC_ERROR_NO_CONNECTION: no answer, or not the API's (a captive portal); trying later helps
 * @JC_SYNC_ERROR_NOT_SIGNED_IN: no account, or the token is no longer good
 * @JC_SYNC_ERROR_REFUSED: the server said no; the message says why
 * @JC_SYNC_ERROR_FINDINGS: findings stop the submission
 * @JC_SYNC_ERROR_EARLY: before the window; waits for the opening
 * @JC_SYNC_ERROR_LATE: after the window
 * @JC_SYNC_ERROR_CONFLICT: changed on both sides; a person has to decide
 * @JC_SYNC_ERROR_NOT_FOUND: no such dossier, round or key
 * @JC_SYNC_ERROR_PROTOCOL: the server's answer is not understood
 * @JC_SYNC_ERROR_SERVER: the server answers, and has trouble of its own; trying later helps
 * @JC_SYNC_ERROR_NO_ROUND: the server has no open round for the dossier
 * @JC_SYNC_ERROR_UNKNOWN_KEY: a receipt came under a key that nothing vouches for; signing in again
 *   trusts it
 * @JC_SYNC_ERROR_ORIGINAL_MISSING: a document names an original that is not here, or not there
 * @JC_SYNC_ERROR_ORIGINAL_DAMAGED: an original here is no longer what was added
 * @JC_SYNC_ERROR_QUOTA: the server has no room for more originals of this account
 * @JC_SYNC_ERROR_LIMIT: a dossier's originals are over the limits of its programme
 * @JC_SYNC_ERROR_METERED: originals wait for a network that does not count what is sent
 */
typedef enum
{
  JC_SYNC_ERROR_NO_CONNECTION,
  JC_SYNC_ERROR_NOT_SIGNED_IN,
  JC_SYNC_ERROR_REFUSED,
  JC_SYNC_ERROR_FINDINGS,
  JC_SYNC_ERROR_EARLY,
  JC_SYNC_ERROR_LATE,
  JC_SYNC_ERROR_CONFLICT,
  JC_SYNC_ERROR_NOT_FOUND,
  JC_SYNC_ERROR_PROTOCOL,
  JC_SYNC_ERROR_SERVER,
  JC_SYNC_ERROR_NO_ROUND,
  JC_SYNC_ERROR_UNKNOWN_KEY,
  JC_SYNC_ERROR_ORIGINAL_MISSING,
  JC_SYNC_ERROR_ORIGINAL_DAMAGED,
  JC_SYNC_ERROR_QUOTA,
  JC_SYNC_ERROR_METERED,
  JC_SYNC_ERROR_LIMIT,
} JcSyncError;

#define JC_SYNC_ERROR (jc_sync_error_quark ())
GQuark jc_sync_error_quark (void);

/**
 * JcSyncCounts: of one run.
 */
typedef struct
{
  guint pulled;
  guint pushed;
  guint waiting;
  guint conflicts;
} JcSyncCounts;

/**
 * JcSyncStage: what a run is at.
 */
typedef enum
{
  JC_SYNC_STAGE_IDLE,
  JC_SYNC_STAGE_PULLING,
  JC_SYNC_STAGE_UPLOADING,  /* originals to the server */
  JC_SYNC_STAGE_SENDING,    /* a document */
  JC_SYNC_STAGE_SUBMITTING, /* an event */
  JC_SYNC_STAGE_FETCHING,   /* originals from the server */
} JcSyncStage;

/**
 * JcSyncProgress:
 * @dossier: (nullable): which one it is about; lent for the call
 * @n_done, @n_total: originals; both 0 in stages without
 * @bytes_per_second: since the stage began; 0: not known yet
 */
typedef struct
{
  JcSyncStage stage;
  const char *dossier;
  guint       n_done;
  guint       n_total;
  gint64      bytes_done;
  gint64      bytes_total;
  gint64      bytes_per_second;
} JcSyncProgress;

/**
 * JcSync:
 *
 * The client's end of the API for one library. Blocking calls, for a thread of their own or the
 * command line; everything is cancellable; the library is used on the calling thread only.
 */
typedef struct _JcSync JcSync;

JcSync    *jc_sync_new            (JcLibrary     *library);
void       jc_sync_free           (JcSync        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcSync, jc_sync_free)

/* Told on the calling thread whenever the library's copy of a dossier, or its place in the outbox,
 * changed; @receipt when a receipt came. */
typedef void (*JcSyncChangedFunc) (const char *dossier, gboolean receipt, gpointer user_data);
void       jc_sync_set_changed_func (JcSync           *self,
                                     JcSyncChangedFunc func,
                                     gpointer          user_data);

/* Told on the calling thread of every stage, and within one some five times a second. */
typedef void (*JcSyncProgressFunc) (const JcSyncProgress *progress, gpointer user_data);
void       jc_sync_set_progress_func (JcSync            *self,
                                      JcSyncProgressFunc func,
                                      gpointer           user_data);
/* Where the network counts what is sent (FALSE at first), originals wait in both directions. */
void       jc_sync_set_metered    (JcSync        *self,
                                   gboolean       is_metered);

/* TRUE (default): the token may be kept in the desktop's keyring when an unlocked one answers within
 * 2 s; FALSE: always in the library folder's `token` file (mode 0600). */
void       jc_sync_set_use_keyring (JcSync       *self, gboolean use_keyring);
/* Where the token of the account lies: "keyring", "file"; NULL when not signed in. */
const char *jc_sync_get_token_place (JcSync      *self);

/* Signs in, pins the server's keys, keeps the token, never the password, and queues every local dossier
 * that was never sent. */
gboolean   jc_sync_login          (JcSync        *self,
                                   const char    *server,
                                   const char    *account,
                                   const char    *password,
                                   GCancellable  *cancellable,
                                   GError       **error);
/* Forgets the token, here and (when it can be reached) on the server. Dossiers stay. */
gboolean   jc_sync_logout         (JcSync        *self,
                                   GCancellable  *cancellable,
                                   GError       **error);

/* Pulls what changed and pushes the outbox, each in order, once. Items that stay have their reason
 * stored. @counts (out) is set also when it fails half way. */
gboolean   jc_sync_run            (JcSync        *self,
                                   JcSyncCounts  *counts,
                                   GCancellable  *cancellable,
                                   GError       **error);
/* How long until something in the outbox may go, µs; 0: now, G_MAXINT64: nothing goes by itself. */
gint64     jc_sync_get_next_run_us (JcSync      *self);
/* Before a run that a person asked for: what waits to be tried again is tried in it, and the rounds are
 * read anew. */
gboolean   jc_sync_retry_now      (JcSync        *self,
                                   GError       **error);
/* Of the last request: whether the server answered it, and how long it asked to wait (0: not), µs. */
gboolean   jc_sync_was_answered   (JcSync        *self);
gint64     jc_sync_get_retry_after_us (JcSync    *self);
/* Whether that answer was that there are too many requests (429). */
gboolean   jc_sync_is_asked_to_wait (JcSync      *self);
/* Holds a request until something changes on the server or @seconds have passed; TRUE when something did. */
gboolean   jc_sync_wait           (JcSync        *self,
                                   guint          seconds,
                                   GCancellable  *cancellable,
                                   GError       **error);

/* Finalises nothing itself: syncs @dossier, then sends its `submit` event. The receipt (stored too) is
 * returned. Without connection, or too early, the event stays queued and the error says so; late and
 * refused ones are not queued. */
JsonNode  *jc_sync_submit         (JcSync        *self,
                                   const char    *dossier,
                                   GCancellable  *cancellable,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Brings the original of one attachment here, going on where an earlier call was cut. Nothing happens when
 * it is here. NOT_FOUND, NO_CONNECTION …; ORIGINAL_MISSING when the server does not have it either. */
gboolean   jc_sync_fetch_original (JcSync        *self,
                                   const char    *dossier,
                                   const char    *attachment,
                                   GCancellable  *cancellable,
                                   GError       **error);
/* What would happen: the server's answer where it can be reached, else the local check with
 * "offline": true. Changes nothing. {"would": "submit"|…, "findings": […], "errors", "warnings", …} */
JsonNode  *jc_sync_submit_dry_run (JcSync        *self,
                                   const char    *dossier,
                                   GCancellable  *cancellable,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* {"items": [{"id", "kind", "reason", "retry_at", "detail"}]} from the library alone: the outbox, then
 * what could not be taken in ("pull", "round", "receipt"), could not be made on this server ("put")
 * or was lost there ("submission"). */
JsonNode  *jc_sync_dup_status     (JcSync        *self,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* What of it a person has to be told even when all else is in step: the first of what was not taken in
 * or was lost, and how many more there are; NULL when there is nothing. */
JcText    *jc_sync_dup_notice     (JcSync        *self) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type JcOutboxItem): of that what does not lie in the outbox; for whom the outbox is at hand. */
GPtrArray *jc_sync_load_aside     (JcSync        *self) G_GNUC_WARN_UNUSED_RESULT;
/* A reason's words ("等待开放" …). */
JcText    *jc_sync_reason_dup_text (const char   *reason) G_GNUC_WARN_UNUSED_RESULT;

/* Decides one conflict: @side "mine" or "theirs". JC_SYNC_ERROR_NOT_FOUND when there is none at @pointer. */
gboolean   jc_sync_take           (JcSync        *self,
                                   const char    *dossier,
                                   const char    *pointer,
                                   const char    *side,
                                   GError       **error);
/* @receipt against the keys pinned at login and those that they vouch for. */
gboolean   jc_sync_verify_receipt (JcSync        *self,
                                   JsonNode      *receipt,
                                   GError       **error);
/* The server's clock as last heard: local µs + offset; 0 offset when never. */
gint64     jc_sync_get_server_time_us (JcSync    *self);

G_END_DECLS
