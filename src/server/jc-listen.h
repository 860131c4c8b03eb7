/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Listening sockets, made by hand: every worker has its own on the same port (SO_REUSEPORT), with a
 * queue that does not overflow at 64 connections. Plain system calls, also before a fork. */

/* @address: "127.0.0.1:8347", "[::1]:0". */
gboolean  jc_listen_parse   (const char  *address,
                             char       **host,
                             guint16     *port,
                             GError     **error);
/* A bound socket's descriptor, or -1. @port 0 becomes the one that was free. */
int       jc_listen_bind    (const char  *host,
                             guint16     *port,
                             GError     **error);
GSocket  *jc_listen_start   (const char  *host,
                             guint16     *port,
                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
