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

/* The next one from @at on that lies in a slot which has to stay as it is; NULL: none. */
static JsonNode *
find_closed (JcDossierSession *self, JsonArray *attachments, guint *at)
{
  guint n_attachments = attachments != NULL ? json_array_get_length (attachments) : 0;

  while (*at < n_attachments)
    {
      JsonNode   *node = json_array_get_element (attachments, (*at)++);
      const char *slot = jc_json_get_string (jc_json_as_object (node), "slot", "");

      if (!jc_session_may_attach (self, slot))
        return node;
    }

  return NULL;
}

/**
 * jc_session_may_put_attachments:
 * @self: a session
 * @before: attachments as they stand
 * @after: what they would become
 *
 * Returns: whether the dossier's state lets that be done: what lies in slots that have to stay as
 * they are is the same, in the same order
 */
gboolean
jc_session_may_put_attachments (JcDossierSession *self, JsonNode *before, JsonNode *after)
{
  JsonArray *standing = jc_json_as_array (before);
  JsonArray *wanted = jc_json_as_array (after);
  guint      at_standing = 0;
  guint      at_wanted = 0;
  JsonNode  *kept;

  do
    {
      JsonNode *other = find_closed (self, wanted, &at_wanted);

      kept = find_closed (self, standing, &at_standing);
      if ((kept == NULL) != (other == NULL) || (kept != NULL && !jc_json_equal (kept, other)))
        return FALSE;
    }
  while (kept != NULL);

  return TRUE;
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
  jc_session_tell_touched (self, NULL);
}

/**
 * jc_session_take_reading:
 * @self: a session
 * @reading: (transfer full): what was recognised on a page of one of its originals
 *
 * Changes no value: what differs is told as a warning.
 */
void
jc_session_take_reading (JcDossierSession *self, JcReading *reading)
{
  jc_check_take_reading (self->check, reading);
  jc_session_tell_touched (self, NULL);
}

/**
 * jc_session_set_attachments:
 * @self: a session
 * @attachments: (element-type JcAttachment): all there shall be
 * @label: what was done
 * @what: the history's word for it
 *
 * Returns: whether anything changed; nothing does that the dossier's state forbids
 */
gboolean
jc_session_set_attachments (JcDossierSession *self,
                            GPtrArray        *attachments,
                            const char       *label,
                            const char       *what)
{
  g_autoptr (JcDossier) dossier = jc_attachments_store (attachments, self->dossier);
  g_autoptr (JsonNode) before = json_node_ref (jc_dossier_get_attachments (self->dossier));
  JsonNode *after = jc_dossier_get_attachments (dossier);

  if (jc_json_equal (before, after) || !jc_session_may_put_attachments (self, before, after))
    return FALSE;
  jc_session_end_typing (self);
  jc_undo_stack_seal (self->undo);
  jc_undo_stack_push (self->undo, label, JC_UNDO_ATTACHMENTS, before, after);
  jc_undo_stack_seal (self->undo);
  jc_session_put_attachments (self, after, what);

  return TRUE;
}
