/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* attach; attachment list, show, remove, move, recognise, view. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-attachment-edit.h"

#include <string.h>

static int
run_list (JcInvocation *invocation, GError **error)
{
  g_auto (JcDossierEdit) edit = { 0 };

  if (!jc_dossier_edit_load (&edit, invocation, invocation->arguments[0], error))
    return -1;
  jc_attachments_print (invocation, edit.dossier);
  return JC_EXIT_DONE;
}

/* The original stays: the history names it. */
static int
run_remove (JcInvocation *invocation, GError **error)
{
  g_auto (JcAttachmentEdit) self = { 0 };

  if (!jc_attachment_edit_load (&self, invocation, error))
    return -1;
  g_ptr_array_remove (self.all, self.attachment);
  return jc_attachment_edit_save (&self, "removed", error) ? JC_EXIT_DONE : -1;
}

/* --- Moving --- */

static gboolean
has_page (const JcSlot *slot, const char *part)
{
  for (guint i = 0; slot != NULL && slot->pages != NULL && i < slot->pages->len; i++)
    if (strcmp (((const JcSlotPage *)g_ptr_array_index (slot->pages, i))->id, part) == 0)
      return TRUE;
  return FALSE;
}

/* Rows and named pages are the slot's own. */
static void
take_slot (JcAttachment *attachment, const char *id, const JcSlot *slot)
{
  g_free (attachment->slot);
  attachment->slot = g_strdup (id);
  g_clear_pointer (&attachment->row, g_free);
  for (guint i = attachment->parts->len; i > 0; i--)
    if (!has_page (slot,
                   ((const JcAttachmentPart *)g_ptr_array_index (attachment->parts, i - 1))->part))
      g_ptr_array_remove_index (attachment->parts, i - 1);
}

static void
put_behind_slot (GPtrArray *all, JcAttachment *attachment)
{
  guint from = 0;
  guint to = all->len;

  g_ptr_array_find (all, attachment, &from);
  g_ptr_array_steal_index (all, from);
  for (to = all->len; to > 0; to--)
    if (strcmp (((const JcAttachment *)g_ptr_array_index (all, to - 1))->slot, attachment->slot)
        == 0)
      break;
  g_ptr_array_insert (all, to > 0 ? (int)to : -1, attachment);
}

static int
run_move (JcInvocation *invocation, GError **error)
{
  g_auto (JcAttachmentEdit) self = { 0 };
  const char   *id = invocation->arguments[2];
  const JcSlot *slot = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!jc_attachment_edit_load (&self, invocation, error))
    return -1;
  slot = jc_kind_find_slot (self.edit.kind, id);
  if (slot == NULL && strcmp (id, JC_SLOT_UNSORTED) != 0)
    {
      jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND, "没有“%s”这一项附件。",
                    "There is no attachment slot “%s”.", id);
      return -1;
    }
  if (strcmp (self.attachment->slot, id) != 0)
    {
      take_slot (self.attachment, id, slot);
      put_behind_slot (self.all, self.attachment);
    }
  if (!jc_attachment_edit_save (&self, "moved", error))
    return -1;
  node = jc_attachment_describe (self.attachment);
  jc_invocation_print (invocation, node, NULL);
  return JC_EXIT_DONE;
}

static const JcOption attach_options[] = {
  { "--part", TRUE },
  { "--row", TRUE },
  { "--password-stdin", FALSE },
  { NULL },
};

static const JcOption show_options[] = {
  { "-o", TRUE },
  { "--page", TRUE },
  { "--size", TRUE },
  { NULL },
};

static const JcOption view_options[] = {
  { "--turn", TRUE },  { "--skew", TRUE },   { "--quad", TRUE }, { "--clean", FALSE },
  { "--order", TRUE }, { "--reset", FALSE }, { NULL },
};

const JcCommand jc_attachment_commands[] = {
  { "attach", "ID SLOT FILE … [--part PART …] [--row ROW] [--password-stdin]", attach_options, -1,
    3, -1, jc_attach_run },
  { "attachment list", "ID", NULL, -1, 1, 1, run_list },
  { "attachment show", "ID AID [-o FILE [--page N [--size PX]]]", show_options, -1, 2, 2,
    jc_attachment_show_run },
  { "attachment remove", "ID AID", NULL, -1, 2, 2, run_remove },
  { "attachment move", "ID AID SLOT", NULL, -1, 3, 3, run_move },
  { "attachment recognise", "ID AID", NULL, -1, 2, 2, jc_attachment_recognise_run },
  { "attachment view",
    "ID AID [PAGE] [--turn 90] [--skew -1.2] [--quad X,Y,…] [--clean] [--order 2,1,3] [--reset]",
    view_options, -1, 2, 3, jc_attachment_view_run },
  { NULL },
};
