/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <libsoup/soup.h>

#include "jc-request.h"
#include "jc-router.h"

G_BEGIN_DECLS

/**
 * JcCall:
 * @owner: (unowned): who is serving
 * @message: paused until there is an answer
 * @finished: libsoup is done with @message, also when the connection broke
 * @hangup_id: watches the client while the call waits; 0 when it does not
 *
 * One request between libsoup and the thread that answers it.
 */
typedef struct
{
  gpointer           owner;
  SoupServerMessage *message;
  JcRequest         *request;
  const JcEndpoint     *route;
  gint64             started_us;
  gboolean           finished;
  guint              hangup_id;
} JcCall;

JcCall *jc_call_new     (gpointer            owner,
                         SoupServerMessage  *message,
                         GHashTable         *query) G_GNUC_WARN_UNUSED_RESULT;
void    jc_call_free    (JcCall             *self);
/* Lays the request's answer into the message, counts and logs it. */
void    jc_call_answer  (JcCall             *self);
void    jc_call_log     (const char         *method,
                         const char         *template_path,
                         guint               status,
                         gint64              duration_us);

G_END_DECLS
