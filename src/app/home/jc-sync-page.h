/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcSyncPage:
 *
 * The sync centre: the account, when it was last synced, what has not been sent and why.
 */
#define JC_TYPE_SYNC_PAGE (jc_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (JcSyncPage, jc_sync_page, JC, SYNC_PAGE, AdwBin)

G_END_DECLS
