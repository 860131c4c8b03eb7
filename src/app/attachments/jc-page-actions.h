/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachments-page.h"

G_BEGIN_DECLS

/* The commands "pages.…" that tiles, rows and menus refer to; what they change is told in a toast. */
GSimpleActionGroup *jc_page_actions_new (JcAttachmentsPage *page) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
