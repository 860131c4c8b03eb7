/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-session-attachments.h"

#include "jc-dossier-session-private.h"
#include "jc-json.h"
#include "jc-slot-check.h"

/**
 * jc_session_dup_attachments:
 * @self: a session
 *
 * Returns: (transfer full) (element-type JcAttachment): the dossier's attachments in their order
 */
GPtrArray *
jc_session_dup_attachments (JcDossierSession *self)
{
  return jc_attachments_load (self->dossier);
}

/**
 * jc_session_may_attach:
 * @self: a session
 * @slot: a slot's id, or JC_SLOT_UNSORTED
 */
gboolean
jc_session_may_attach (JcDossierSession *self, const char *slot)
{
  const JcSlot *asked = jc_kind_find_slot (self->kind, slot);

  if (jc_dossier_session_is_editable (self))
    return TRUE;

  return asked != NULL && asked->sealed
         && g_str_equal (jc_dossier_get_state (self->dossier), "finalised");
}

/* Whether what is in @these and not in @those lies in slots that may be changed. */
static gboolean
differ_in_open_slots (JcDossierSession *self, JsonArray *these, JsonArray *those)
{
  guint n_those = those != NULL ? json_array_get_length (those) : 0;

  for (guint i = 0; these != NULL && i < json_array_get_length (these); i++)
    {
      JsonNode *node = json_array_get_element (these, i);
      guint     j = 0;

      while (j < n_those && !jc_json_equal (node, json_array_get_element (those, j)))
        j++;
      if (j == n_those
          && !jc_session_may_attach (self,
                                     jc_json_get_string (jc_json_as_object (node), "slot", "")))
        return FALSE;
    }

  return TRUE;
}

/**
 * jc_session_may_put_attachments:
 * @self: a session
 * @before: attachments as they stand
 * @after: what they would become
 *
 * Returns: whether the dossier's state lets that be done: only slots differ that may be changed
 */
gboolean
jc_session_may_put_attachments (JcDossierSession *self, JsonNode *before, JsonNode *after)
{
  JsonArray *standing = jc_json_as_array (before);
  JsonArray *wanted = jc_json_as_array (after);

  return differ_in_open_slots (self, standing, wanted)
         && differ_in_open_slots (self, wanted, standing);
}

/**
 * jc_session_put_attachments:
 * @self: a session
 * @attachments: the array that takes the place of the dossier's
 * @what: the history's word for it
 *
 * Puts them there, saves, checks the slots and tells.
 */
void
jc_session_put_attachments (JcDossierSession *self, JsonNode *attachments, const char *what)
{
  JcDossier *dossier = jc_dossier_with_attachments (self->dossier, attachments);

  jc_dossier_unref (self->dossier);
  self->dossier = dossier;
  jc_saver_put (self->saver, dossier, what);
  jc_check_update_attachments (self->check, jc_dossier_get_attachments (dossier));
  jc_session_tell_attachments (self);
  jc_session_tell_findings (self);
}

/**
 * jc_session_set_attachments:
 * @self: a session
 * @attachments: (element-type JcAttachment): all there shall be
 * @label: what was done
 * @what: the history's word for it
 *
 * Returns: whether anything changed
 */
gboolean
jc_session_set_attachments (JcDossierSession *self,
                            GPtrArray        *attachments,
                            const char       *label,
                            const char       *what)
{
  g_autoptr (JcDossier) dossier = jc_attachments_store (attachments, self->dossier);
  g_autoptr (JsonNode)  before = json_node_ref (jc_dossier_get_attachments (self->dossier));
  JsonNode             *after = jc_dossier_get_attachments (dossier);

  if (jc_json_equal (before, after))
    return FALSE;
  jc_session_end_typing (self);
  jc_undo_stack_seal (self->undo);
  jc_undo_stack_push (self->undo, label, JC_UNDO_ATTACHMENTS, before, after);
  jc_undo_stack_seal (self->undo);
  jc_session_put_attachments (self, after, what);

  return TRUE;
}
