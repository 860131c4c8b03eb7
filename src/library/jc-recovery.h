/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"
#include "jc-text.h"

G_BEGIN_DECLS

/* Private to the library. All but the check want the folder's exclusive lock where they write. */

gboolean
jc_recovery_inspect (const char *folder, gboolean is_used, gboolean is_alone, GError **error);
gboolean jc_recovery_check (JcDatabase *database, GError **error);
gboolean jc_recovery_run (const char *folder, GError **error);
gboolean jc_recovery_finish (const char *folder, JcText **report, GError **error);

G_END_DECLS
