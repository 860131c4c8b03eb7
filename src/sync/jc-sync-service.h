/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

#include "jc-sync.h"

G_BEGIN_DECLS

/**
 * JcSyncState: what the cloud button says.
 */
typedef enum
{
  JC_SYNC_LOCAL_ONLY,   /* not signed in */
  JC_SYNC_WORKING,
  JC_SYNC_DONE,
  JC_SYNC_OFFLINE,
  JC_SYNC_CONFLICT,
  JC_SYNC_FAILED,
} JcSyncState;

/**
 * JcSyncService:
 *
 * Runs JcSync on a thread of its own (with its own connection to the library) whenever there is
 * something to do and a connection; long-polls meanwhile; backs off with jitter. Final GObject whose
 * signals come on the main context it was made on.
 *
 * Properties: "state" (JcSyncState as int), "account" (string, NULL when not signed in), "server",
 * "last-synced-us" (int64), "n-unsent" (uint), "message" (string in the process' language; NULL).
 * Signals: "dossier-changed" (string id): the library's copy was changed by sync, or its outbox was;
 * "receipt" (string dossier id); "progress": jc_sync_service_get_progress () says something else.
 */
#define JC_TYPE_SYNC_SERVICE (jc_sync_service_get_type ())
G_DECLARE_FINAL_TYPE (JcSyncService, jc_sync_service, JC, SYNC_SERVICE, GObject)

JcSyncService *jc_sync_service_new           (const char          *folder);
/* Ends the thread after the item in hand. */
void           jc_sync_service_stop          (JcSyncService       *self);
/* Something was saved, or the person asked: sync soon (@now: at once, forgetting back-off). */
void           jc_sync_service_wake          (JcSyncService       *self,
                                              gboolean             now);

void           jc_sync_service_login_async   (JcSyncService       *self,
                                              const char          *server,
                                              const char          *account,
                                              const char          *password,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gboolean       jc_sync_service_login_finish  (JcSyncService       *self,
                                              GAsyncResult        *result,
                                              GError             **error);
void           jc_sync_service_logout_async  (JcSyncService       *self,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gboolean       jc_sync_service_logout_finish (JcSyncService       *self,
                                              GAsyncResult        *result,
                                              GError             **error);
/* As jc_sync_submit (); the receipt. */
void           jc_sync_service_submit_async  (JcSyncService       *self,
                                              const char          *dossier,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
JsonNode      *jc_sync_service_submit_finish (JcSyncService       *self,
                                              GAsyncResult        *result,
                                              GError             **error);
/* As jc_sync_fetch_original (), beside the run in hand. The caller's library then has the original. */
void           jc_sync_service_fetch_original_async  (JcSyncService       *self,
                                                      const char          *dossier,
                                                      const char          *attachment,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
gboolean       jc_sync_service_fetch_original_finish (JcSyncService       *self,
                                                      GAsyncResult        *result,
                                                      GError             **error);
/* What the run in hand is at; lent until the main context goes on. */
const JcSyncProgress *jc_sync_service_get_progress (JcSyncService *self);
/* "keyring" or "file"; NULL when not signed in. */
const char    *jc_sync_service_get_token_place (JcSyncService     *self);
gint64         jc_sync_service_get_server_time_us (JcSyncService  *self);

G_END_DECLS
