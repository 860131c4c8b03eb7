/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment-desk.h"

G_BEGIN_DECLS

/* Hands scanned pages to a desk; those that the slot has no room for go where files wait to be sorted.
 * @folder, one of ours, is removed as soon as nobody needs its files. */
void jc_scan_hand_over (JcAttachmentDesk  *desk,
                        const char        *folder,
                        const char *const *paths,
                        const char        *slot,
                        const char        *row);

G_END_DECLS
