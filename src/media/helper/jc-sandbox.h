/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All limits are put on in two steps: what holds for the whole helper at its start
 * (jc_sandbox_prepare ()), and the rest in the process of each job (jc_sandbox_enter ()), which
 * alone ever looks at a file's content. */

#define JC_SANDBOX_MEMORY_MIB 512

/* FALSE when this kernel cannot do it: then nothing may run. */
gboolean jc_sandbox_prepare (void);
gboolean jc_sandbox_enter (guint cpu_seconds);

/* Reading only below the system's fonts, libraries and recognition data. FALSE when the kernel has
 * Landlock and refuses. */
gboolean jc_landlock_enter (void);

G_END_DECLS
