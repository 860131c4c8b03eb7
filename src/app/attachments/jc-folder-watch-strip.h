/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-attachment-desk.h"

G_BEGIN_DECLS

/**
 * JcFolderWatchStrip:
 *
 * Which folder is watched, how many files came of it, what lay there before, and a way to stop; hidden while
 * none is watched. Its page gets the action "watch.choose".
 */
#define JC_TYPE_FOLDER_WATCH_STRIP (jc_folder_watch_strip_get_type ())
G_DECLARE_FINAL_TYPE (JcFolderWatchStrip, jc_folder_watch_strip, JC, FOLDER_WATCH_STRIP, GtkWidget)

/* @page: above the strip; gets the action. */
void jc_folder_watch_strip_set_desk (JcFolderWatchStrip *self,
                                     GtkWidget          *page,
                                     JcDossierSession   *session,
                                     JcAttachmentDesk   *desk);

G_END_DECLS
