/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

#include "jc-server.h"

G_BEGIN_DECLS

/* Serves with several processes on one port; returns when a signal has ended them all. */
gboolean jc_supervisor_run (const JcServerOptions  *options,
                            guint                   n_workers,
                            GError                **error);

G_END_DECLS
