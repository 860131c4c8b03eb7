/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-scan-handover.h"

#include "jc-private-folder.h"

typedef struct
{
  JcAttachmentDesk *desk; /* (unowned): a weak reference ends us */
  char             *folder;
  gulong            handler;
  gboolean          is_aside;
} Handover;

static void
handover_free (Handover *handover)
{
  jc_private_folder_remove (handover->folder);
  g_free (handover->folder);
  g_free (handover);
}

static void
desk_gone_cb (gpointer data, GObject *desk)
{
  handover_free (data);
}

static gboolean
is_mine (Handover *handover, const JcDeskRefusal *refusal)
{
  return refusal->path != NULL && g_str_has_prefix (refusal->path, handover->folder);
}

static gboolean
is_refused (Handover *handover)
{
  GPtrArray *refusals = jc_attachment_desk_get_refusals (handover->desk);

  for (guint i = 0; i < refusals->len; i++)
    if (is_mine (handover, g_ptr_array_index (refusals, i)))
      return TRUE;

  return FALSE;
}

/* Once: what is refused there too is refused for another reason. */
static void
put_aside (Handover *handover)
{
  GPtrArray *refusals = jc_attachment_desk_get_refusals (handover->desk);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  if (handover->is_aside)
    return;
  handover->is_aside = TRUE;
  for (guint i = 0; i < refusals->len; i++)
    {
      const JcDeskRefusal *refusal = g_ptr_array_index (refusals, i);

      if (is_mine (handover, refusal)
          && (g_error_matches (refusal->error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_MANY)
              || g_error_matches (refusal->error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_LARGE)))
        g_strv_builder_add (builder, refusal->path);
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL)
    jc_attachment_desk_add (handover->desk, (const char *const *)paths, JC_SLOT_UNSORTED, NULL,
                            NULL);
}

/* A page that was refused is nowhere else: it stays until the person has put the refusal away. */
static void
desk_changed_cb (JcAttachmentDesk *desk, Handover *handover)
{
  if (jc_attachment_desk_is_busy (desk))
    return;
  put_aside (handover);
  if (jc_attachment_desk_is_busy (desk) || is_refused (handover))
    return;
  g_object_weak_unref (G_OBJECT (desk), desk_gone_cb, handover);
  g_signal_handler_disconnect (desk, handover->handler);
  handover_free (handover);
}

/**
 * jc_scan_hand_over:
 * @desk: takes the pages in
 * @folder: where they are
 * @paths: NULL-terminated
 * @slot, @row: where they go; @row (nullable)
 *
 * The desk copies in its own time, one batch after the other: the files stay until it has none
 * left.
 */
void
jc_scan_hand_over (JcAttachmentDesk  *desk,
                   const char        *folder,
                   const char *const *paths,
                   const char        *slot,
                   const char        *row)
{
  Handover *handover = g_new0 (Handover, 1);

  handover->desk = desk;
  handover->folder = g_strdup (folder);
  handover->is_aside = g_str_equal (slot, JC_SLOT_UNSORTED);
  jc_attachment_desk_add (desk, paths, slot, row, NULL);
  g_object_weak_ref (G_OBJECT (desk), desk_gone_cb, handover);
  handover->handler = g_signal_connect (desk, "changed", G_CALLBACK (desk_changed_cb), handover);
}
