/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-api-client.h"
#include "jc-session.h"
#include "jc-sync.h"

G_BEGIN_DECLS

struct _JcSync
{
  JcLibrary        *library; /* (unowned) */
  JcApiClient      *client;  /* (owned) (nullable): while signed in */
  char             *server;  /* (owned) (nullable) */
  char             *account; /* (owned) (nullable) */
  gboolean          use_keyring;
  JcTokenPlace      place;
  gboolean          asks_for_rounds; /* the next run reads the rounds anew */
  JcSyncChangedFunc changed;
  gpointer          changed_data;
  JcSyncProgressFunc progress;
  gpointer          progress_data;
  gboolean          is_metered; /* originals wait */
  GHashTable       *uploads;    /* (owned) (nullable): see jc-upload-memory.c */
};

/* Opens the client for the account that is signed in; JC_SYNC_ERROR_NOT_SIGNED_IN when none is. */
gboolean   jc_sync_connect         (JcSync        *self,
                                    GError       **error);
void       jc_sync_tell_changed    (JcSync        *self,
                                    const char    *dossier,
                                    gboolean       receipt);
void       jc_sync_tell_progress   (JcSync               *self,
                                    const JcSyncProgress *progress);
void       jc_sync_tell_stage      (JcSync        *self,
                                    JcSyncStage    stage,
                                    const char    *dossier);
/* Like jc_api_client_send (), but a status of 400 or more is an error too. */
gboolean   jc_sync_call            (JcSync              *self,
                                    const JcApiRequest  *request,
                                    JcApiResponse       *response,
                                    GCancellable        *cancellable,
                                    GError             **error);

void       jc_sync_disconnect      (JcSync        *self);

/* --- jc-trusted-keys.c --- */

/* Trusts the keys that the server signs with, as a person who signs in does. */
gboolean   jc_trusted_keys_pin     (JcSync        *self,
                                    GCancellable  *cancellable,
                                    GError       **error);
/* The signature of a receipt that just came, also under a key that a trusted one vouches for. */
gboolean   jc_trusted_keys_check   (JcSync        *self,
                                    JsonNode      *receipt,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* --- jc-submit-window.c --- */

/* What can be said of the window without the server. */
void       jc_submit_describe_window (JcSync      *self,
                                      JcDossier   *dossier,
                                      gint64       now_us,
                                      JsonObject  *answer);

/* --- jc-feed.c: what comes from the server --- */

/* Reads /changes to its end. @n_pulled: dossiers whose copy here changed. */
gboolean   jc_feed_pull            (JcSync        *self,
                                    guint         *n_pulled,
                                    GCancellable  *cancellable,
                                    GError       **error);
/* The request for the feed behind @since; @wait_seconds 0: answered at once. */
char      *jc_feed_dup_path        (JcSync        *self,
                                    gint64         since,
                                    guint          limit,
                                    guint          wait_seconds) G_GNUC_WARN_UNUSED_RESULT;

/* --- jc-feed-round.c: rounds and definitions --- */

gboolean   jc_feed_pull_round      (JcSync        *self,
                                    const char    *id,
                                    GCancellable  *cancellable,
                                    GError       **error);
gboolean   jc_feed_pull_rounds     (JcSync        *self,
                                    GCancellable  *cancellable,
                                    GError       **error);
/* @dossier came from the server: its definition, too. */
gboolean   jc_feed_ensure_programme (JcSync       *self,
                                    JcDossier     *dossier,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* --- jc-feed-dossier.c: one dossier --- */

/* Fetches one dossier and merges it in. */
gboolean   jc_feed_pull_dossier    (JcSync        *self,
                                    const char    *id,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* Tries once more to get the receipts that were not to be had. */
gboolean   jc_feed_pull_receipts_again (JcSync    *self,
                                    const char    *id,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* --- jc-feed-receipt.c: receipts that another library of the account was given --- */

gboolean   jc_feed_pull_receipts   (JcSync        *self,
                                    JcDossier     *theirs,
                                    gint64         n_submissions,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* Those that an older program left out. */
gboolean   jc_feed_catch_up_receipts (JcSync      *self,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* --- jc-feed-reread.c: another server, another account, or a server that was restored --- */

/* The next pull reads the feed from its beginning and trusts no revision that it knows. */
gboolean   jc_feed_begin_again     (JcSync        *self,
                                    gboolean       is_restored,
                                    GError       **error);
gboolean   jc_feed_is_reread       (JcSync        *self);
/* Whether its state lets the applicant make and change it. */
gboolean   jc_feed_is_ours_to_make (JcDossier     *dossier);
gboolean   jc_feed_has_lost_submission (JcSync    *self,
                                    JcDossier     *base,
                                    JcDossier     *theirs,
                                    gint64         n_submissions);
/* Sets a lost submission aside, with the number of its receipt. */
gboolean   jc_feed_note_lost       (JcSync        *self,
                                    const char    *id,
                                    GError       **error);
gboolean   jc_feed_make_again      (JcSync        *self,
                                    const char    *id,
                                    GCancellable  *cancellable,
                                    GError       **error);
/* The feed was read to its end and named @seen (a set of ids): what it did not name is made there. */
gboolean   jc_feed_end_reread      (JcSync        *self,
                                    GHashTable    *seen,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* --- jc-aside.c: what could not be dealt with, one by one --- */

/* (element-type JcOutboxItem) */
GPtrArray *jc_aside_load           (JcSync        *self) G_GNUC_WARN_UNUSED_RESULT;
/* @failure: (transfer full): FALSE with it when nothing else would go either. */
gboolean   jc_aside_put            (JcSync        *self,
                                    const char    *kind,
                                    const char    *id,
                                    GError        *failure,
                                    GError       **error);
gboolean   jc_aside_put_lost       (JcSync        *self,
                                    const char    *id,
                                    const char    *receipt,
                                    GError       **error);
gboolean   jc_aside_remove         (JcSync        *self,
                                    const char    *kind,
                                    const char    *id,
                                    GError       **error);
gboolean   jc_aside_hurry          (JcSync        *self,
                                    GError       **error);
gboolean   jc_aside_retry          (JcSync        *self,
                                    guint         *n_pulled,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* --- jc-outbox-schedule.c: when it goes --- */

/* @items: (element-type JcOutboxItem): in order, all of the dossiers they are about. */
gboolean   jc_outbox_is_due        (GPtrArray     *items,
                                    guint          index,
                                    gint64         now_us);
gint64     jc_outbox_next_moment   (GPtrArray     *items);
/* What waits with @reason goes in this run. */
gboolean   jc_outbox_release       (JcSync        *self,
                                    const char    *reason,
                                    GError       **error);

/* --- jc-outbox-dossier.c: one dossier on its way to the server --- */

char      *jc_outbox_dup_revision  (JcDossier     *base) G_GNUC_WARN_UNUSED_RESULT;

/* PUT of a dossier that the server is to have from now on. */
gboolean   jc_outbox_create        (JcSync        *self,
                                    JcDossier     *current,
                                    GCancellable  *cancellable,
                                    GError       **error);
/* Brings the server to what the library holds of @id. */
gboolean   jc_outbox_push_dossier  (JcSync        *self,
                                    const char    *id,
                                    const char    *key,
                                    guint         *n_pushed,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* --- jc-outbox.c: what goes to the server --- */

/* Everything that is due, each in order; @dossier (nullable): only that one's, due or not. An item that
 * has to wait stays, with its reason; only what stops the whole run (no connection, a server in
 * trouble, not signed in, a full disk, cancelled) is an error. */
gboolean   jc_outbox_push          (JcSync        *self,
                                    const char    *dossier,
                                    guint         *n_pushed,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* --- jc-opening.c: what waits until a window opens --- */

/* When to knock, by this machine's clock; 0 when @from is no instant. */
gint64     jc_opening_plan         (JcSync        *self,
                                    const char    *from);
/* Windows may have been moved. */
gboolean   jc_opening_follow       (JcSync        *self,
                                    GError       **error);

/* --- jc-submit.c --- */

/* Submissions that were refused for good, and that came about in another way since, are forgotten. */
gboolean   jc_submit_forget_done   (JcSync        *self,
                                    GError       **error);
/* Items that wait with @reason go in the next run. @dossier (nullable): all dossiers'. */
gboolean   jc_submit_release       (JcSync        *self,
                                    const char    *dossier,
                                    const char    *reason,
                                    GError       **error);

/* Sends one "event" item after its dossier is in step; the receipt that came with it is stored. */
gboolean   jc_submit_push_event    (JcSync        *self,
                                    JcOutboxItem  *item,
                                    guint         *n_pushed,
                                    GCancellable  *cancellable,
                                    GError       **error);

G_END_DECLS
