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
  JcSyncChangedFunc changed;
  gpointer          changed_data;
};

/* Opens the client for the account that is signed in; JC_SYNC_ERROR_NOT_SIGNED_IN when none is. */
gboolean   jc_sync_connect         (JcSync        *self,
                                    GError       **error);
void       jc_sync_tell_changed    (JcSync        *self,
                                    const char    *dossier,
                                    gboolean       receipt);
/* Like jc_api_client_send (), but a status of 400 or more is an error too. */
gboolean   jc_sync_call            (JcSync              *self,
                                    const JcApiRequest  *request,
                                    JcApiResponse       *response,
                                    GCancellable        *cancellable,
                                    GError             **error);

/* --- jc-feed.c: what comes from the server --- */

/* Reads /changes to its end. @n_pulled: dossiers whose copy here changed. */
gboolean   jc_feed_pull            (JcSync        *self,
                                    guint         *n_pulled,
                                    GCancellable  *cancellable,
                                    GError       **error);
gboolean   jc_feed_pull_rounds     (JcSync        *self,
                                    GCancellable  *cancellable,
                                    GError       **error);
/* Fetches one dossier and merges it in. */
gboolean   jc_feed_pull_dossier    (JcSync        *self,
                                    const char    *id,
                                    GCancellable  *cancellable,
                                    GError       **error);
/* Lays the server's @theirs into the library: new, fast forward or merged. */
gboolean   jc_feed_take_in         (JcSync        *self,
                                    JcDossier     *theirs,
                                    GError       **error);

/* The request for the feed behind @since; @wait_seconds 0: answered at once. */
char      *jc_feed_dup_path        (JcSync        *self,
                                    gint64         since,
                                    guint          limit,
                                    guint          wait_seconds) G_GNUC_WARN_UNUSED_RESULT;

/* --- jc-feed-reread.c: another server, another account, or a server that was restored --- */

/* The next pull reads the feed from its beginning and trusts no revision that it knows. */
gboolean   jc_feed_begin_again     (JcSync        *self,
                                    GError       **error);
gboolean   jc_feed_is_reread       (JcSync        *self);
/* The feed was read to its end and named @seen (a set of ids): what it did not name is made there. */
gboolean   jc_feed_end_reread      (JcSync        *self,
                                    GHashTable    *seen,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* --- jc-outbox-schedule.c: when it goes --- */

/* @items: (element-type JcOutboxItem): in order, all of the dossiers they are about. */
gboolean   jc_outbox_is_due        (GPtrArray     *items,
                                    guint          index,
                                    gint64         now_us);
gint64     jc_outbox_next_moment   (GPtrArray     *items);

/* --- jc-outbox.c: what goes to the server --- */

/* PUT of a dossier that the server is to have from now on. */
gboolean   jc_outbox_create        (JcSync        *self,
                                    JcDossier     *current,
                                    GCancellable  *cancellable,
                                    GError       **error);


/* Everything that is due, each in order; @dossier (nullable): only that one's, due or not. An item that
 * has to wait stays, with its reason; only what stops the whole run (no connection, not signed in, cancelled) is an error. */
gboolean   jc_outbox_push          (JcSync        *self,
                                    const char    *dossier,
                                    guint         *n_pushed,
                                    GCancellable  *cancellable,
                                    GError       **error);
/* Brings the server to what the library holds of @id. */
gboolean   jc_outbox_push_dossier  (JcSync        *self,
                                    const char    *id,
                                    const char    *key,
                                    guint         *n_pushed,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* --- jc-submit.c --- */

/* Sends one "event" item after its dossier is in step; the receipt that came with it is stored. */
gboolean   jc_submit_push_event    (JcSync        *self,
                                    JcOutboxItem  *item,
                                    guint         *n_pushed,
                                    GCancellable  *cancellable,
                                    GError       **error);

G_END_DECLS
