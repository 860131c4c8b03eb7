/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-session-private.h"

#include "jc-drafting.h"
#include "jc-json.h"
#include "jc-merge.h"
#include "jc-row-edits.h"

enum
{
  FIELD_CHANGED,
  ROWS_CHANGED,
  FINDINGS_CHANGED,
  DOCUMENT_CHANGED,
  GO_TO,
  ATTACHMENTS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcDossierSession, jc_dossier_session, G_TYPE_OBJECT)

/* --- Telling what changed --- */

/**
 * jc_session_tell_field:
 * @self: a session
 * @pointer: a field that changed
 *
 * While somebody types, new problems of other fields wait for the typing to end.
 */
void
jc_session_tell_field (JcDossierSession *self, const char *pointer)
{
  gboolean typing = self->typing != NULL;

  jc_reveal_update (self->reveal, pointer, typing);
  if (typing)
    g_hash_table_add (self->behind, g_strdup (pointer));
  g_signal_emit (self, signals[FIELD_CHANGED], 0, pointer);
}

/**
 * jc_session_tell_touched:
 * @self: a session
 * @pointer: (nullable): a field that changed
 *
 * Tells what the last check touched, and @pointer itself.
 */
void
jc_session_tell_touched (JcDossierSession *self, const char *pointer)
{
  GPtrArray *touched = jc_check_get_touched (self->check);
  g_autoptr (GPtrArray) pointers = g_ptr_array_new_with_free_func (g_free);
  gboolean named = FALSE;

  /* Copied: a row that is told may change the document. */
  for (guint i = 0; touched != NULL && i < touched->len; i++)
    {
      named = named || g_strcmp0 (g_ptr_array_index (touched, i), pointer) == 0;
      g_ptr_array_add (pointers, g_strdup (g_ptr_array_index (touched, i)));
    }
  if (!named && pointer != NULL)
    g_ptr_array_add (pointers, g_strdup (pointer));

  for (guint i = 0; i < pointers->len; i++)
    jc_session_tell_field (self, g_ptr_array_index (pointers, i));
  g_signal_emit (self, signals[FINDINGS_CHANGED], 0);
}

/**
 * jc_session_reveal_below:
 * @self: a session
 * @pointer: a field; "": all
 *
 * Brings what may be seen up to date there.
 */
void
jc_session_reveal_below (JcDossierSession *self, const char *pointer)
{
  g_autoptr (GPtrArray) findings = jc_check_dup_findings_at (self->check, pointer);

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      if (finding->pointer != NULL)
        jc_reveal_update (self->reveal, finding->pointer, FALSE);
    }
}

/**
 * jc_session_set_document:
 * @self: a session
 * @dossier: the document from now on
 */
void
jc_session_set_document (JcDossierSession *self, JcDossier *dossier)
{
  g_autoptr (JcDossier) before = self->dossier;

  self->dossier = jc_dossier_ref (dossier);
  g_clear_pointer (&self->typing, g_free);
  g_hash_table_remove_all (self->behind);
  jc_check_set_dossier (self->check, dossier);
  jc_reveal_forget (self->reveal, "");
  jc_session_reveal_below (self, "");

  g_signal_emit (self, signals[DOCUMENT_CHANGED], 0);
  g_signal_emit (self, signals[FIELD_CHANGED], 0, NULL);
  g_signal_emit (self, signals[ATTACHMENTS_CHANGED], 0);
  g_signal_emit (self, signals[FINDINGS_CHANGED], 0);
}

/**
 * jc_session_tell_rows:
 * @self: a session
 * @pointer: a rows field whose rows came, went or moved
 */
void
jc_session_tell_rows (JcDossierSession *self, const char *pointer)
{
  g_signal_emit (self, signals[ROWS_CHANGED], 0, pointer);
}

/**
 * jc_session_tell_attachments:
 * @self: a session
 */
void
jc_session_tell_attachments (JcDossierSession *self)
{
  g_signal_emit (self, signals[ATTACHMENTS_CHANGED], 0);
}

/**
 * jc_session_tell_findings:
 * @self: a session
 */
void
jc_session_tell_findings (JcDossierSession *self)
{
  g_signal_emit (self, signals[FINDINGS_CHANGED], 0);
}

/**
 * jc_session_tell_place:
 * @self: a session
 * @pointer: where something was taken back or done again
 */
void
jc_session_tell_place (JcDossierSession *self, const char *pointer)
{
  g_signal_emit (self, signals[GO_TO], 0, pointer);
}

/* --- What comes from elsewhere --- */

/* @theirs was made from @base by somebody else: takes it into what stands here. */
static void
merge_in (JcDossierSession *self, JcDossier *base, JcDossier *theirs)
{
  g_autoptr (GPtrArray) conflicts
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_conflict_free);
  g_autoptr (JcDossier) merged = jc_merge (base, self->dossier, theirs, conflicts);

  if (!jc_dossier_equal (merged, theirs))
    jc_saver_put (self->saver, merged, "merged");
  if (jc_dossier_equal (merged, self->dossier))
    {
      /* Only the server's revision moved on; nobody's typing is disturbed for that. */
      jc_dossier_unref (self->dossier);
      self->dossier = g_steal_pointer (&merged);
      return;
    }

  jc_undo_stack_clear (self->undo);
  jc_session_set_document (self, merged);
}

static void
merged_cb (JcDossierSession *self, JcDossier *sent, JcDossier *stored)
{
  merge_in (self, sent, stored);
}

/* --- GObject --- */

static void
jc_dossier_session_finalize (GObject *object)
{
  JcDossierSession *self = JC_DOSSIER_SESSION (object);

  g_clear_object (&self->saver);
  g_clear_object (&self->undo);
  g_clear_pointer (&self->reveal, jc_reveal_free);
  g_clear_pointer (&self->check, jc_check_free);
  g_clear_pointer (&self->dossier, jc_dossier_unref);
  g_clear_pointer (&self->programme, jc_programme_unref);
  g_clear_pointer (&self->behind, g_hash_table_unref);
  g_free (self->typing);
  g_free (self->today);

  G_OBJECT_CLASS (jc_dossier_session_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, GType type)
{
  return g_signal_new (name, JC_TYPE_DOSSIER_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, type != G_TYPE_NONE ? 1 : 0, type);
}

static void
jc_dossier_session_class_init (JcDossierSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_dossier_session_finalize;

  signals[FIELD_CHANGED] = add_signal ("field-changed", G_TYPE_STRING);
  signals[ROWS_CHANGED] = add_signal ("rows-changed", G_TYPE_STRING);
  signals[FINDINGS_CHANGED] = add_signal ("findings-changed", G_TYPE_NONE);
  signals[DOCUMENT_CHANGED] = add_signal ("document-changed", G_TYPE_NONE);
  signals[GO_TO] = add_signal ("go-to", G_TYPE_STRING);
  signals[ATTACHMENTS_CHANGED] = add_signal ("attachments-changed", G_TYPE_NONE);
}

static void
jc_dossier_session_init (JcDossierSession *self)
{
  self->undo = jc_undo_stack_new ();
  self->behind = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * jc_dossier_session_new:
 * @worker: the library's worker
 * @dossier: as it was loaded
 * @programme: the definition it was begun under
 *
 * Returns: (transfer full): the open dossier
 */
JcDossierSession *
jc_dossier_session_new (JcLibraryWorker *worker, JcDossier *dossier, JcProgramme *programme)
{
  JcDossierSession *self = g_object_new (JC_TYPE_DOSSIER_SESSION, NULL);

  self->programme = jc_programme_ref (programme);
  self->kind = jc_programme_find_kind (programme, jc_dossier_get_kind (dossier));
  self->dossier = jc_dossier_ref (dossier);
  self->today = jc_drafting_dup_today ();
  self->options.as_of = self->today;
  self->options.default_area = jc_programme_get_default_area (programme);
  self->check = jc_check_new (programme, jc_dossier_get_kind (dossier), self->today);
  jc_check_set_dossier (self->check, dossier);
  self->reveal = jc_reveal_new (self->check);
  jc_session_reveal_below (self, "");
  self->saver = jc_saver_new (worker, programme, dossier);
  g_signal_connect_object (self->saver, "merged", G_CALLBACK (merged_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/* --- What it holds --- */

/**
 * jc_dossier_session_get_dossier:
 * @self: a session
 *
 * Returns: (transfer none): the document as it stands
 */
JcDossier *
jc_dossier_session_get_dossier (JcDossierSession *self)
{
  return self->dossier;
}

/**
 * jc_dossier_session_get_programme:
 * @self: a session
 *
 * Returns: (transfer none): the definition
 */
JcProgramme *
jc_dossier_session_get_programme (JcDossierSession *self)
{
  return self->programme;
}

/**
 * jc_dossier_session_get_kind:
 * @self: a session
 *
 * Returns: (transfer none): the dossier's kind
 */
const JcKind *
jc_dossier_session_get_kind (JcDossierSession *self)
{
  return self->kind;
}

/**
 * jc_dossier_session_get_check:
 * @self: a session
 *
 * Returns: (transfer none): what is right and wrong, up to date
 */
JcCheck *
jc_dossier_session_get_check (JcDossierSession *self)
{
  return self->check;
}

/**
 * jc_dossier_session_get_undo:
 * @self: a session
 *
 * Returns: (transfer none): what can be taken back
 */
JcUndoStack *
jc_dossier_session_get_undo (JcDossierSession *self)
{
  return self->undo;
}

/**
 * jc_dossier_session_get_saver:
 * @self: a session
 *
 * Returns: (transfer none): its saving
 */
JcSaver *
jc_dossier_session_get_saver (JcDossierSession *self)
{
  return self->saver;
}

/**
 * jc_dossier_session_get_format_options:
 * @self: a session
 *
 * Returns: (transfer none): what formats have to know
 */
const JcFormatOptions *
jc_dossier_session_get_format_options (JcDossierSession *self)
{
  return &self->options;
}

/**
 * jc_dossier_session_dup_title:
 * @self: a session
 *
 * Returns: (transfer full): the dossier's name in lists
 */
char *
jc_dossier_session_dup_title (JcDossierSession *self)
{
  return jc_kind_dup_dossier_title_in (self->kind, jc_dossier_get_values (self->dossier),
                                       jc_language_get_default ());
}

/**
 * jc_dossier_session_is_editable:
 * @self: a session
 *
 * Returns: whether its state lets anything be changed
 */
gboolean
jc_dossier_session_is_editable (JcDossierSession *self)
{
  const char *state = jc_dossier_get_state (self->dossier);

  return g_str_equal (state, "draft") || g_str_equal (state, "returned");
}

/**
 * jc_dossier_session_may_fill:
 * @self: a session
 * @field: one of its fields
 *
 * Returns: whether whoever may own this kind of dossier fills it
 */
gboolean
jc_dossier_session_may_fill (JcDossierSession *self, const JcField *field)
{
  return field->owner == NULL || self->kind->roles == NULL
         || g_strv_contains ((const char *const *)self->kind->roles, field->owner);
}

/**
 * jc_dossier_session_get_value:
 * @self: a session
 * @pointer: a field
 *
 * Returns: (transfer none) (nullable): the stored or derived value
 */
JsonNode *
jc_dossier_session_get_value (JcDossierSession *self, const char *pointer)
{
  return jc_check_get_value (self->check, pointer);
}

/**
 * jc_dossier_session_get_shown:
 * @self: a session
 * @pointer: a field
 *
 * Returns: (transfer none) (nullable) (element-type JcFinding): what may be seen there by now
 */
GPtrArray *
jc_dossier_session_get_shown (JcDossierSession *self, const char *pointer)
{
  return jc_reveal_get (self->reveal, pointer);
}

/**
 * jc_dossier_session_take_stored:
 * @self: a session
 * @stored: what the library holds by now
 */
void
jc_dossier_session_take_stored (JcDossierSession *self, JcDossier *stored)
{
  g_autoptr (JcDossier) last = jc_dossier_ref (jc_saver_get_last (self->saver));

  jc_saver_set_last (self->saver, stored);
  merge_in (self, last, stored);
}

/* --- Problems --- */

/**
 * jc_dossier_session_ask_check:
 * @self: a session
 */
void
jc_dossier_session_ask_check (JcDossierSession *self)
{
  jc_session_end_typing (self);
  jc_reveal_ask (self->reveal);
  jc_session_reveal_below (self, "");
  g_signal_emit (self, signals[FIELD_CHANGED], 0, NULL);
  g_signal_emit (self, signals[FINDINGS_CHANGED], 0);
}

/**
 * jc_dossier_session_find_problem:
 * @self: a session
 * @section: (nullable): the section that is shown
 * @pointer: (nullable): the field that has the focus
 * @forward: down the form, else up
 *
 * Returns: (transfer none) (nullable): the nearest error or warning in that direction
 */
const JcFinding *
jc_dossier_session_find_problem (JcDossierSession *self,
                                 const char       *section,
                                 const char       *pointer,
                                 gboolean          forward)
{
  guint64 rank = pointer != NULL ? jc_problem_order_rank (self->kind, pointer)
                                 : jc_problem_order_section (self->kind, section);

  return jc_problem_order_find (self->kind, jc_check_get_findings (self->check), rank, forward);
}
