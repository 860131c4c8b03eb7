/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file that came from anywhere is called here: the last part of its path, as UTF-8. */
char     *jc_intake_name_clean     (const char *raw) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it is what a system leaves behind (".DS_Store", "Thumbs.db", "__MACOSX/…"), not a file of a person's. */
gboolean  jc_intake_name_is_litter (const char *raw);

G_END_DECLS
