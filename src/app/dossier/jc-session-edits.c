/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include <glib/gi18n.h>

#include "jc-dossier-session-private.h"
#include "jc-json.h"
#include "jc-pointer.h"
#include "jc-words.h"

/* --- Changing a value --- */

static gboolean
put_value (JcDossierSession *self, const char *pointer, JsonNode *value)
{
  const char *changed[] = { pointer, NULL };
  g_autoptr (GError) error = NULL;
  JcDossier *dossier = jc_dossier_with_value (self->dossier, pointer, value, &error);

  if (dossier == NULL)
    {
      g_warning ("%s was not changed: %s", pointer, error->message);
      return FALSE;
    }

  jc_dossier_unref (self->dossier);
  self->dossier = dossier;
  jc_saver_put (self->saver, dossier, "edited");
  jc_check_update (self->check, jc_dossier_get_values (dossier), changed);

  return TRUE;
}

static char *
dup_label (JcDossierSession *self, const char *pointer)
{
  const JcField *field = jc_kind_find_field (self->kind, pointer);

  return g_strdup (field != NULL ? jc_words_get (field->label) : pointer);
}

/* Changes a value as a step that can be taken back; FALSE when it was the same. */
static gboolean
edit_value (JcDossierSession *self, const char *pointer, JsonNode *value)
{
  JsonNode *stored = jc_pointer_get (jc_dossier_get_values (self->dossier), pointer);
  g_autoptr (JsonNode) before = stored != NULL ? json_node_ref (stored) : NULL;
  g_autofree char *label = NULL;

  if (!jc_dossier_session_is_editable (self) || jc_json_equal (before, value))
    return FALSE;
  if (!put_value (self, pointer, value))
    return FALSE;

  label = dup_label (self, pointer);
  jc_undo_stack_push (self->undo, label, pointer, before, value);

  return TRUE;
}

void
jc_session_end_typing (JcDossierSession *self)
{
  g_autofree char *typing = g_steal_pointer (&self->typing);
  g_autoptr (GHashTable) behind = NULL;
  GHashTableIter iter;
  gpointer       pointer;

  if (typing == NULL)
    return;

  behind = g_steal_pointer (&self->behind);
  self->behind = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  jc_reveal_touch (self->reveal, typing);
  g_hash_table_add (behind, g_strdup (typing));

  g_hash_table_iter_init (&iter, behind);
  while (g_hash_table_iter_next (&iter, &pointer, NULL))
    jc_session_tell_field (self, pointer);
  jc_session_tell_findings (self);
  jc_undo_stack_seal (self->undo);
  jc_saver_save_now (self->saver);
}

static void
apply_step (JcDossierSession *self, const char *pointer, JsonNode *value)
{
  const JcField *field = jc_kind_find_field (self->kind, pointer);

  if (pointer[0] == '\0')
    {
      g_autoptr (JcDossier) dossier = jc_dossier_with_values (self->dossier, value);

      jc_saver_put (self->saver, dossier, "edited");
      jc_session_set_document (self, dossier);
      return;
    }
  if (g_str_equal (pointer, JC_UNDO_ATTACHMENTS))
    {
      jc_session_put_attachments (self, value, "edited");
      jc_session_tell_place (self, "slot:");
      return;
    }
  if (!put_value (self, pointer, value))
    return;

  if (field != NULL && field->type == JC_FIELD_ROWS)
    {
      jc_reveal_forget (self->reveal, pointer);
      jc_session_reveal_below (self, pointer);
      jc_session_tell_rows (self, pointer);
    }
  jc_reveal_touch (self->reveal, pointer);
  jc_session_tell_touched (self, pointer);
  jc_session_tell_place (self, pointer);
}

/* --- Editing --- */

/**
 * jc_dossier_session_type:
 * @self: a session
 * @pointer: a field that can be typed
 * @text: what stands in its entry now
 *
 * Text that is understood is stored in its normal form, other text as typed: nothing is lost either
 * way.
 */
void
jc_dossier_session_type (JcDossierSession *self, const char *pointer, const char *text)
{
  const JcField *field = jc_kind_find_field (self->kind, pointer);
  g_autoptr (JsonNode) value = NULL;

  g_return_if_fail (field != NULL);

  if (self->typing != NULL && !g_str_equal (self->typing, pointer))
    jc_session_end_typing (self);
  value = jc_field_parse (field, self->programme, text, &self->options, NULL);
  if (!edit_value (self, pointer, value))
    return;

  g_free (self->typing);
  self->typing = g_strdup (pointer);
  jc_session_tell_touched (self, pointer);
}

/**
 * jc_dossier_session_leave:
 * @self: a session
 * @pointer: a field
 *
 * Without effect unless something was typed there.
 */
void
jc_dossier_session_leave (JcDossierSession *self, const char *pointer)
{
  if (g_strcmp0 (self->typing, pointer) == 0)
    jc_session_end_typing (self);
}

/**
 * jc_dossier_session_choose:
 * @self: a session
 * @pointer: a field
 * @value: (nullable): in stored form; %NULL removes
 */
void
jc_dossier_session_choose (JcDossierSession *self, const char *pointer, JsonNode *value)
{
  jc_session_end_typing (self);
  jc_undo_stack_seal (self->undo);
  if (!edit_value (self, pointer, value))
    return;

  jc_undo_stack_seal (self->undo);
  jc_reveal_touch (self->reveal, pointer);
  jc_session_tell_touched (self, pointer);
}

/**
 * jc_dossier_session_set_rows:
 * @self: a session
 * @pointer: a rows field
 * @rows: (nullable): the array that takes the place of its rows; %NULL: none
 */
void
jc_dossier_session_set_rows (JcDossierSession *self, const char *pointer, JsonNode *rows)
{
  jc_session_end_typing (self);
  jc_undo_stack_seal (self->undo);
  if (!edit_value (self, pointer, rows))
    return;

  jc_undo_stack_seal (self->undo);
  jc_reveal_forget (self->reveal, pointer);
  jc_reveal_touch (self->reveal, pointer);
  jc_session_reveal_below (self, pointer);
  jc_session_tell_rows (self, pointer);
  jc_session_tell_touched (self, pointer);
}

/* Attachments are put back as a whole: only where they are what the step left is that the step and
 * nothing else. */
static gboolean
may_apply (JcDossierSession *self, const JcUndoStep *step, gboolean again)
{
  JsonNode *standing = jc_dossier_get_attachments (self->dossier);

  if (step == NULL || !g_str_equal (step->pointer, JC_UNDO_ATTACHMENTS))
    return step != NULL && jc_dossier_session_is_editable (self);

  return jc_json_equal (standing, again ? step->before : step->after)
         && jc_session_may_put_attachments (self, step->before, step->after);
}

/**
 * jc_dossier_session_can_undo:
 * @self: a session
 *
 * Returns: whether there is something to take back that may be changed now
 */
gboolean
jc_dossier_session_can_undo (JcDossierSession *self)
{
  return may_apply (self, jc_undo_stack_get_undo (self->undo), FALSE);
}

/**
 * jc_dossier_session_can_redo:
 * @self: a session
 *
 * Returns: whether there is something to do again that may be changed now
 */
gboolean
jc_dossier_session_can_redo (JcDossierSession *self)
{
  return may_apply (self, jc_undo_stack_get_redo (self->undo), TRUE);
}

/**
 * jc_dossier_session_undo:
 * @self: a session
 *
 * Returns: whether there was something to take back
 */
gboolean
jc_dossier_session_undo (JcDossierSession *self)
{
  const JcUndoStep *step;

  jc_session_end_typing (self);
  step = jc_dossier_session_can_undo (self) ? jc_undo_stack_undo (self->undo) : NULL;
  if (step != NULL)
    apply_step (self, step->pointer, step->before);

  return step != NULL;
}

/**
 * jc_dossier_session_redo:
 * @self: a session
 *
 * Returns: whether there was something to do again
 */
gboolean
jc_dossier_session_redo (JcDossierSession *self)
{
  const JcUndoStep *step;

  jc_session_end_typing (self);
  step = jc_dossier_session_can_redo (self) ? jc_undo_stack_redo (self->undo) : NULL;
  if (step != NULL)
    apply_step (self, step->pointer, step->after);

  return step != NULL;
}

/**
 * jc_dossier_session_replace:
 * @self: a session
 * @dossier: the document that takes the place of this one
 * @what: the history's word for it
 *
 * A change of the values can be taken back; a change of state has its own way back.
 */
void
jc_dossier_session_replace (JcDossierSession *self, JcDossier *dossier, const char *what)
{
  JsonNode *before = jc_dossier_get_values (self->dossier);
  JsonNode *after = jc_dossier_get_values (dossier);

  jc_session_end_typing (self);
  jc_undo_stack_seal (self->undo);
  if (!jc_json_equal (before, after))
    jc_undo_stack_push (self->undo, _ ("all contents"), "", before, after);
  jc_undo_stack_seal (self->undo);

  jc_saver_put (self->saver, dossier, what);
  jc_saver_save_now (self->saver);
  jc_session_set_document (self, dossier);
}
