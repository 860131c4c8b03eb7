/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JC_POLLER_MAX_PER_ACCOUNT 64

/**
 * JcPoller:
 *
 * Calls that wait for the feed to move, without a thread each. On the main loop.
 */
typedef struct _JcPoller JcPoller;

/* Asked again: the feed has passed what the call knew, or its time is up. */
typedef void (*JcPollerWakeFunc) (gpointer call);
/* Asked now and then while calls wait; to be answered by jc_poller_feed_is_at (). */
typedef void (*JcPollerAskFunc)  (gpointer user_data);

JcPoller *jc_poller_new        (JcPollerWakeFunc  wake,
                                JcPollerAskFunc   ask,
                                gpointer          user_data) G_GNUC_WARN_UNUSED_RESULT;
void      jc_poller_free       (JcPoller         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcPoller, jc_poller_free)

/* FALSE: @account has too many waiting already. */
gboolean  jc_poller_add        (JcPoller         *self,
                                gpointer          call,
                                const char       *account,
                                gint64            known_seq,
                                gint64            until_us);
void      jc_poller_remove     (JcPoller         *self,
                                gpointer          call);
void      jc_poller_feed_is_at (JcPoller         *self,
                                gint64            seq);
/* Every call, whatever it waits for. */
void      jc_poller_wake_all   (JcPoller         *self);
guint     jc_poller_get_n      (JcPoller         *self);

G_END_DECLS
