/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment-desk.h"
#include "jc-preferences.h"

G_BEGIN_DECLS

/**
 * JcFolderWatch:
 *
 * A folder to which an office scans: what appears in it while the dossier is open, and has come to rest, is
 * taken in to be sorted. Its files stay where they are. Which folder it is is kept in the preferences.
 *
 * Signal: "changed".
 */
#define JC_TYPE_FOLDER_WATCH (jc_folder_watch_get_type ())
G_DECLARE_FINAL_TYPE (JcFolderWatch, jc_folder_watch, JC, FOLDER_WATCH, GObject)

/* Whether a folder was watched for the dossier last time. */
gboolean       jc_folder_watch_is_wanted     (JcPreferences    *preferences,
                                              const char       *dossier);

JcFolderWatch *jc_folder_watch_new           (JcDossierSession *session,
                                              JcAttachmentDesk *desk,
                                              JcPreferences    *preferences);

void           jc_folder_watch_start         (JcFolderWatch    *self,
                                              GFile            *folder);
/* And forgets it. */
void           jc_folder_watch_stop          (JcFolderWatch    *self);

/* (nullable): what is watched */
GFile         *jc_folder_watch_get_folder    (JcFolderWatch    *self);
/* Whether it goes on from another time. */
gboolean       jc_folder_watch_is_resumed    (JcFolderWatch    *self);
/* Files that came in since the window was opened, or the folder chosen. */
guint          jc_folder_watch_count_taken   (JcFolderWatch    *self);
/* Files that were there before, and may still be asked for. */
guint          jc_folder_watch_count_earlier (JcFolderWatch    *self);
void           jc_folder_watch_take_earlier  (JcFolderWatch    *self);
/* (nullable): why the folder cannot be listed at the moment */
const GError  *jc_folder_watch_get_problem   (JcFolderWatch    *self);

G_END_DECLS
