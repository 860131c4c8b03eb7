/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-change-table.h"
#include "jc-dossier-table.h"
#include "jc-json.h"
#include "jc-originals.h"
#include "jc-policy.h"
#include "jc-programme.h"
#include "jc-request.h"
#include "jc-round-table.h"
#include "jc-signature.h"
#include "jc-worker.h"

G_BEGIN_DECLS

/**
 * JcService:
 * @database: used in the worker's thread only, once there is a worker
 * @originals: used in any thread
 * @key: signs receipts
 * @epoch: changes when the server is restored from a backup
 * @worker: (nullable): where jobs run; NULL for the commands
 * @feed_written: set when a job adds to the feed; the main loop clears it
 * @n_database_errors: since the start
 *
 * What every handler shares.
 */
typedef struct
{
  char       *folder;
  JcDatabase *database;
  JcOriginals *originals;
  JcKeyPair  *key;
  JsonNode   *keys;
  char       *epoch;
  GHashTable *programmes;
  JcWorker   *worker;
  gint        feed_written;
  gint        n_database_errors;
} JcService;

typedef void (*JcHandler) (JcService *service, JcRequest *request);

/* @uri: (nullable): a database other than the folder's own file. */
JcService   *jc_service_open           (const char   *folder,
                                        const char   *uri,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void         jc_service_free           (JcService    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcService, jc_service_free)

char        *jc_service_dup_database_path (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
char        *jc_service_dup_originals_path (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

gint64       jc_service_now_us         (void);
/* Today's date in Asia/Shanghai. */
char        *jc_service_dup_today      (void) G_GNUC_WARN_UNUSED_RESULT;

JcProgramme *jc_service_ref_programme  (JcService    *self,
                                        const JcRound *round,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* What each handler does first and last. FALSE: the call has its answer. */
gboolean     jc_service_begin          (JcService    *self,
                                        JcRequest    *request);
gboolean     jc_service_commit         (JcService    *self,
                                        JcRequest    *request);
/* Answers for @error and takes back what the call had begun. */
void         jc_service_fail           (JcService    *self,
                                        JcRequest    *request,
                                        GError       *error /* (transfer full) */);
/* Takes back what the call had begun; it has its answer already. */
void         jc_service_give_up        (JcService    *self);

/* The dossier that the path names, if the caller may see it; else NULL and the call has its
   answer. */
JcDossierRecord *jc_service_load_dossier (JcService  *self,
                                          JcRequest  *request,
                                          JcAccess   *access) G_GNUC_WARN_UNUSED_RESULT;
/* Its round and programme; FALSE: the call has its answer. */
gboolean     jc_service_load_round     (JcService    *self,
                                        JcRequest    *request,
                                        const char   *id,
                                        JcRound     **round,
                                        JcProgramme **programme);
gboolean     jc_service_add_change     (JcService    *self,
                                        const JcChange *change,
                                        GError      **error);
/* The dossier as it is now, for its unit and for reviewers. */
gboolean     jc_service_add_dossier_change (JcService             *self,
                                            const JcDossierRecord *record,
                                            gboolean               reviewers_saw,
                                            GError               **error);
/* If-Match against @revision; 428 when it is missing, 412 with the current one when it is
   another. */
gboolean     jc_service_check_match    (JcRequest    *request,
                                        gint64        revision);
/* Whether If-None-Match of a reading call names @revision. */
gboolean     jc_service_is_known       (JcRequest    *request,
                                        gint64        revision);

/* An instant, or null for an open end. */
void         jc_json_set_instant       (JsonObject   *object,
                                        const char   *name,
                                        gint64        at_us);

G_END_DECLS
