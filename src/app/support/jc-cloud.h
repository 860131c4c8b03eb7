/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-sync-service.h"

G_BEGIN_DECLS

/**
 * JcCloud:
 *
 * What the windows know of the server: the sync service where it is running, else nothing but "only on
 * this computer".
 *
 * Property: "label" (string): what the cloud button says, always words.
 * Signals: "changed" (any of the service's properties); "dossier-changed" (string id); "receipt" (string dossier id);
 * "transfer": jc_cloud_dup_transfer_words () says something else.
 */
#define JC_TYPE_CLOUD (jc_cloud_get_type ())
G_DECLARE_FINAL_TYPE (JcCloud, jc_cloud, JC, CLOUD, GObject)

JcCloud       *jc_cloud_new         (const char *folder);
const char    *jc_cloud_get_label   (JcCloud    *self);
char          *jc_cloud_dup_account (JcCloud    *self) G_GNUC_WARN_UNUSED_RESULT;
guint          jc_cloud_get_n_unsent (JcCloud   *self);
/* Of the originals that go or come: how much, and how fast; NULL while none does. */
char          *jc_cloud_dup_transfer_words (JcCloud *self) G_GNUC_WARN_UNUSED_RESULT;
char          *jc_cloud_dup_server  (JcCloud    *self) G_GNUC_WARN_UNUSED_RESULT;
/* What went wrong last, in words; NULL when nothing did. */
char          *jc_cloud_dup_message (JcCloud    *self) G_GNUC_WARN_UNUSED_RESULT;
/* 0: not since the program started. */
gint64         jc_cloud_get_last_synced_us (JcCloud *self);
/* The server's clock where it was ever heard, else this machine's. */
gint64         jc_cloud_get_server_time_us (JcCloud *self);
/* How far this machine's clock is off, where it is a minute or more; "" else. */
char          *jc_cloud_dup_clock_words (JcCloud *self) G_GNUC_WARN_UNUSED_RESULT;
const char    *jc_cloud_get_icon_name (JcCloud  *self);
/* Nobody is signed in, or the sign-in is no longer good. */
gboolean       jc_cloud_must_sign_in (JcCloud   *self);
/* Something was saved, or (@now) the person asked. */
void           jc_cloud_wake        (JcCloud    *self,
                                     gboolean    now);
void           jc_cloud_stop        (JcCloud    *self);

JcSyncService *jc_cloud_get_service (JcCloud    *self);

G_END_DECLS
