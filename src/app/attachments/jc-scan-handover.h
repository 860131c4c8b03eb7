/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment-desk.h"

G_BEGIN_DECLS

/* Scanned pages between the scanner and the dossier. They are nowhere else: a page's file goes when
 * the page is in, or when somebody has thrown it away, and is found again after anything else. */

/* A new folder for the pages of a dossier. */
char *jc_scan_folder_make (const char *dossier, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Hands those pages to a desk that are in @paths, NULL-terminated. The others were thrown away. */
void jc_scan_hand_over (JcAttachmentDesk  *desk,
                        const char        *folder,
                        const char *const *paths,
                        const char        *slot,
                        const char        *row);
/* Pages of the desk's dossier that are still in a folder of theirs, to be sorted. */
void jc_scan_take_up (JcAttachmentDesk *desk);

G_END_DECLS
