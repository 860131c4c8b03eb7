/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* What every command about an attachment begins and ends with. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-attachment-edit.h"

#include "jc-drafting.h"

/**
 * jc_attachment_edit_clear:
 * @self: what to empty
 *
 * Gives back what jc_attachment_edit_load () took.
 */
void
jc_attachment_edit_clear (JcAttachmentEdit *self)
{
  jc_dossier_edit_clear (&self->edit);
  g_clear_pointer (&self->all, g_ptr_array_unref);
}

/**
 * jc_attachment_edit_load:
 * @self: zeroed
 * @invocation: ID AID …
 * @error: return location
 *
 * Returns: %FALSE with #JC_LIBRARY_ERROR_NOT_FOUND when there is no such dossier or attachment
 */
gboolean
jc_attachment_edit_load (JcAttachmentEdit *self, JcInvocation *invocation, GError **error)
{
  if (!jc_dossier_edit_load (&self->edit, invocation, invocation->arguments[0], error))
    return FALSE;
  self->all = jc_attachments_load (self->edit.dossier);
  self->attachment = jc_attachments_find (self->all, invocation->arguments[1]);
  return self->attachment != NULL
         || jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                          "这份材料没有附件“%s”。用 attachment list 查看。",
                          "The dossier has no attachment “%s”; attachment list shows them.",
                          invocation->arguments[1]);
}

/**
 * jc_attachment_edit_save:
 * @self: what was loaded and changed
 * @what: the history's word
 * @error: return location
 *
 * What another program saved meanwhile stays.
 *
 * Returns: %FALSE with #JC_LIBRARY_ERROR_LOCKED for a dossier that takes no changes
 */
gboolean
jc_attachment_edit_save (JcAttachmentEdit *self, const char *what, GError **error)
{
  g_autoptr (JcDossier) next = jc_attachments_store (self->all, self->edit.dossier);
  g_autoptr (JcDossier) saved = jc_drafting_save_over (self->edit.library, self->edit.programme,
                                                       self->edit.dossier, next, what, error);

  return saved != NULL;
}

/**
 * jc_attachment_edit_dup_path:
 * @self: what was loaded
 * @error: #JC_LIBRARY_ERROR_NOT_FOUND, or what jc_library_verify_original () gave
 *
 * Returns: (transfer full): where the original is
 */
char *
jc_attachment_edit_dup_path (JcAttachmentEdit *self, GError **error)
{
  const char *sha256 = self->attachment->sha256;

  if (!jc_library_has_original (self->edit.library, sha256))
    {
      jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                    "原件“%s”还没有到这台电脑上。先同步。",
                    "The original “%s” is not on this machine yet. Synchronise first.",
                    self->attachment->name);
      return NULL;
    }
  if (!jc_library_verify_original (self->edit.library, sha256, error))
    return NULL;
  return jc_library_dup_original_path (self->edit.library, sha256);
}

/**
 * jc_attachment_describe:
 * @attachment: an attachment
 *
 * Returns: (transfer full): its JSON with every member that may be left out: `parts` and `cautions`
 *   are [] then, `view` null, which is every page as it is
 */
JsonNode *
jc_attachment_describe (const JcAttachment *attachment)
{
  static const char *const arrays[] = { "parts", "cautions" };
  JsonNode                *node = jc_attachment_to_json (attachment);
  JsonObject              *object = json_node_get_object (node);

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    if (!json_object_has_member (object, arrays[i]))
      json_object_set_array_member (object, arrays[i], json_array_new ());
  if (!json_object_has_member (object, "view"))
    json_object_set_null_member (object, "view");
  return node;
}

/**
 * jc_attachments_print:
 * @invocation: says how
 * @dossier: whose attachments
 *
 * Prints them, one a line: id, slot, pages, bytes, name.
 */
void
jc_attachments_print (JcInvocation *invocation, JcDossier *dossier)
{
  g_autoptr (GPtrArray) all = jc_attachments_load (dossier);
  JsonArray *array = json_array_new ();
  g_autoptr (JsonNode) node = jc_json_new_array (array);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (all, i);

      json_array_add_element (array, jc_attachment_describe (attachment));
      g_string_append_printf (lines, "%s  %s  %d  %" G_GINT64_FORMAT "  %s\n", attachment->id,
                              attachment->slot, attachment->pages, attachment->size,
                              attachment->name);
    }
  jc_invocation_print (invocation, node, lines->str);
}
