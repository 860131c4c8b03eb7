/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-zygote.h"

G_BEGIN_DECLS

/* Does the job that @arguments name, on @input, and replies on @socket; the process then ends.
 * Everything that could go wrong with a file's content goes wrong in here. */
void jc_job_process (const JcOperation *operations,
                     const char        *arguments,
                     gsize              length,
                     int                input,
                     int                socket,
                     guint              cpu_seconds) G_GNUC_NORETURN;

G_END_DECLS
