/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-scan-handover.h"

#include "jc-private-folder.h"

#define PURPOSE "scans"

static char *
dup_purpose (const char *dossier)
{
  return g_build_filename (PURPOSE, dossier, NULL);
}

/**
 * jc_scan_folder_make:
 * @dossier: whose pages are scanned
 *
 * Returns: (transfer full): an empty folder, which jc_scan_take_up () finds; G_IO_ERROR when it
 * cannot be made
 */
char *
jc_scan_folder_make (const char *dossier, GError **error)
{
  g_autofree char *purpose = dup_purpose (dossier);

  return jc_private_folder_make (purpose, error);
}

/**
 * jc_scan_hand_over:
 * @desk: takes the pages in
 * @folder: where they are
 * @paths: NULL-terminated
 * @slot, @row: where they go; @row (nullable)
 *
 * The desk copies in its own time, one batch after the other.
 */
void
jc_scan_hand_over (JcAttachmentDesk  *desk,
                   const char        *folder,
                   const char *const *paths,
                   const char        *slot,
                   const char        *row)
{
  jc_private_folder_keep (folder, paths);
  jc_attachment_desk_add_scans (desk, paths, slot, row);
}

/**
 * jc_scan_take_up:
 * @desk: a new one
 *
 * What was not dealt with when the dossier was last closed, or the program ended.
 */
void
jc_scan_take_up (JcAttachmentDesk *desk)
{
  g_autofree char *purpose = dup_purpose (jc_attachment_desk_get_dossier (desk));
  g_autoptr (GPtrArray) folders = jc_private_folder_list (purpose);

  for (guint i = 0; i < folders->len; i++)
    {
      g_auto (GStrv) paths = jc_private_folder_dup_files (g_ptr_array_index (folders, i));

      jc_attachment_desk_add_scans (desk, (const char *const *)paths, JC_SLOT_UNSORTED, NULL);
    }
}
