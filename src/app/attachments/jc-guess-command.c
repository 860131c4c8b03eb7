/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-guess-command.h"

#include <glib/gi18n.h>

#include "jc-attachment-edits.h"
#include "jc-reading.h"
#include "jc-session-attachments.h"

static gboolean
sort (JcDossierSession *session, GPtrArray *attachments, const char *id)
{
  const JcAttachment *attachment = jc_attachments_find (attachments, id);
  g_autoptr (JcSlotGuess) guess = NULL;

  if (attachment == NULL || !jc_session_may_attach (session, attachment->slot))
    return FALSE;
  guess = jc_check_dup_guess (jc_dossier_session_get_check (session), attachment);
  if (guess == NULL || guess->slot == NULL || !jc_session_may_attach (session, guess->slot->id)
      || !jc_attachment_edit_move (attachments, id, guess->slot->id))
    return FALSE;

  for (guint i = 0; i < guess->parts->len; i++)
    {
      const JcAttachmentPart *part = g_ptr_array_index (guess->parts, i);

      jc_attachment_edit_mark_part (attachments, id, part->page, part->part, TRUE);
    }
  if (guess->row != NULL)
    jc_attachment_edit_set_row (attachments, id, guess->row);

  return TRUE;
}

/**
 * jc_guess_command_accept:
 * @session: the open dossier
 * @ids: attachments, NULL-terminated
 *
 * Returns: how many were sorted
 */
guint
jc_guess_command_accept (JcDossierSession *session, const char *const *ids)
{
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (session);
  guint n = 0;

  for (gsize i = 0; ids[i] != NULL; i++)
    n += sort (session, attachments, ids[i]) ? 1 : 0;

  return n > 0
                 && jc_session_set_attachments (session, attachments,
                                                _ ("sorting files as suggested"), "attached")
             ? n
             : 0;
}
