/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

#include "jc-guarded-stream.h"

G_BEGIN_DECLS

/**
 * JcConnection:
 * @socket: one client's
 * @address: the very object that libsoup gives back as a message's remote address; it leads here
 * @stream: (nullable) (unowned): what libsoup reads and writes, while it does
 * @deadline_us: monotonic; when the connection is cut unless something happens before; 0: never
 * @body_deadline_us: monotonic; when a body has to have arrived, however steadily it comes
 * @body_bytes: of the body that is arriving
 * @streams: its body is not kept in memory
 * @max_body_bytes: how long it may become
 *
 * What the gate knows of one connection.
 */
typedef struct
{
  GSocket         *socket;
  GSocketAddress  *address;
  JcGuardedStream *stream;
  gint64           deadline_us;
  gint64           body_deadline_us;
  guint64          body_bytes;
  guint64          max_body_bytes;
  gboolean         streams;
  gboolean         refused;
} JcConnection;

JcConnection *jc_connection_new            (GSocket        *socket,
                                            GSocketAddress *address) G_GNUC_WARN_UNUSED_RESULT;
void          jc_connection_free           (JcConnection   *self);
JcConnection *jc_connection_get_of_address (GSocketAddress *address);

/* (transfer full): @base for libsoup. */
GIOStream    *jc_connection_guard          (JcConnection   *self,
                                            GIOStream      *base) G_GNUC_WARN_UNUSED_RESULT;
/* Whether libsoup waits for a request that has not begun. */
void          jc_connection_set_idle       (JcConnection   *self,
                                            gboolean        idle);

void          jc_connection_expect_within  (JcConnection   *self,
                                            guint           seconds);
void          jc_connection_expect_nothing (JcConnection   *self);
/* Cuts it; libsoup notices at its next read or write. */
void          jc_connection_cut            (JcConnection   *self);

G_END_DECLS
