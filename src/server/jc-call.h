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
 * @body_comes: the body has not been read and goes to the upload's file, or nowhere
 * @refused: the answer went past libsoup, which is done with @message without saying so
 * @taking: (nullable): the upload's part in it
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
  gboolean           body_comes;
  gboolean           refused;
  gpointer           taking;
  guint              hangup_id;
} JcCall;

/* The method that counts: POST may stand for another one where uploads are. */
char   *jc_call_dup_method (SoupServerMessage *message) G_GNUC_WARN_UNUSED_RESULT;
JcCall *jc_call_new     (gpointer            owner,
                         SoupServerMessage  *message,
                         GHashTable         *query) G_GNUC_WARN_UNUSED_RESULT;
void    jc_call_free    (JcCall             *self);
/* The call that @message was made for, while there is one. */
JcCall *jc_call_get_of_message (SoupServerMessage *message);
/* Lays the request's answer into the message, counts and logs it. */
void    jc_call_answer  (JcCall             *self);
void    jc_call_log     (const char         *method,
                         const char         *template_path,
                         guint               status,
                         gint64              duration_us);

G_END_DECLS
