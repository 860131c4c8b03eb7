/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Bounds of what strangers may cost. libsoup's server has none of its own. */
#define JC_GATE_MAX_CONNECTIONS 1000
#define JC_GATE_MAX_HEADER_BYTES (32 * 1024)
#define JC_GATE_MAX_BODY_BYTES (16 * 1024 * 1024)
/* Who shows no token has nothing long to say. */
#define JC_GATE_MAX_ANONYMOUS_BODY_BYTES (64 * 1024)
#define JC_GATE_MAX_BUFFERED_BYTES (G_GUINT64_CONSTANT (256) * 1024 * 1024)
#define JC_GATE_HEADER_S 30
#define JC_GATE_IDLE_S 75
#define JC_GATE_STALL_S 60
#define JC_GATE_BODY_S 900

/**
 * JcGate:
 *
 * Takes connections from a listening socket and hands them to libsoup, as many at once and as
 * slow, long and large as the bounds allow. On the default main context.
 */
typedef struct _JcGate JcGate;

/* Told of a call that the gate refused by itself. */
typedef void (*JcGateRefusedFunc) (SoupServerMessage *message,
                                   guint              status,
                                   gpointer           user_data);

JcGate     *jc_gate_new           (SoupServer        *server,
                                   GSocket           *listener,
                                   GTlsCertificate   *certificate,
                                   JcGateRefusedFunc  refused,
                                   gpointer           user_data) G_GNUC_WARN_UNUSED_RESULT;
/* Takes no more connections. */
void        jc_gate_close         (JcGate            *self);
void        jc_gate_free          (JcGate            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcGate, jc_gate_free)

/* A request whose headers have come: whether its body is taken in as it comes, by somebody else;
 * @begin is told of it unless the gate refuses it. Such a body may be @max_bytes long and take its
 * time as long as something comes. */
void        jc_gate_set_streams   (JcGate            *self,
                                   gboolean         (*wants) (SoupServerMessage *message),
                                   void             (*begin) (SoupServerMessage *message,
                                                              gpointer           user_data),
                                   guint64            max_bytes);
/* Stops and goes on reading a request; meanwhile its client waits for us. */
void        jc_gate_hold          (SoupServerMessage *message);
void        jc_gate_release       (SoupServerMessage *message);
/* Cuts the connection of a message. */
void        jc_gate_cut           (SoupServerMessage *message);

/* Calls @gone once if the client of a paused @message hangs up. Watching ends with the returned id,
 * g_source_remove (); 0 when the connection has gone already. */
guint       jc_gate_watch_hangup  (SoupServerMessage *message,
                                   GSourceFunc        gone,
                                   gpointer           user_data);
/* The client's address as text; behind a proxy on this machine, what the proxy says. */
char       *jc_gate_dup_address   (SoupServerMessage *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
