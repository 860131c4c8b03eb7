/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-check.h"
#include "jc-field.h"
#include "jc-saver.h"
#include "jc-undo-stack.h"

G_BEGIN_DECLS

/**
 * JcDossierSession:
 *
 * What is open in one window: the document as it stands, what is right and wrong with it, what can be
 * taken back, and its saving. Rows and pages ask it and tell it; it knows no widget.
 *
 * Signals:
 * - "field-changed" (string pointer): value, findings, derived value, proposal or applicability of that
 *   field; NULL: of all
 * - "rows-changed" (string pointer): rows of that field came, went or moved
 * - "findings-changed": after every check; progress of sections too
 * - "document-changed": state, filling date or the whole of the values
 * - "go-to" (string pointer): where the last undo or redo happened; "slot:" for attachments
 * - "attachments-changed"
 */
#define JC_TYPE_DOSSIER_SESSION (jc_dossier_session_get_type ())
G_DECLARE_FINAL_TYPE (JcDossierSession, jc_dossier_session, JC, DOSSIER_SESSION, GObject)

JcDossierSession *jc_dossier_session_new           (JcLibraryWorker  *worker,
                                                    JcDossier        *dossier,
                                                    JcProgramme      *programme);

JcDossier        *jc_dossier_session_get_dossier   (JcDossierSession *self);
JcProgramme      *jc_dossier_session_get_programme (JcDossierSession *self);
const JcKind     *jc_dossier_session_get_kind      (JcDossierSession *self);
JcCheck          *jc_dossier_session_get_check     (JcDossierSession *self);
JcUndoStack      *jc_dossier_session_get_undo      (JcDossierSession *self);
JcSaver          *jc_dossier_session_get_saver     (JcDossierSession *self);
/* For jc_field_parse (): today and the programme's area. */
const JcFormatOptions *jc_dossier_session_get_format_options (JcDossierSession *self);
char             *jc_dossier_session_dup_title     (JcDossierSession *self) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE for a dossier that is finalised, submitted, … */
gboolean          jc_dossier_session_is_editable   (JcDossierSession *self);
/* Whether whoever owns this kind of dossier fills @field. */
gboolean          jc_dossier_session_may_fill      (JcDossierSession *self,
                                                    const JcField    *field);
/* Stored or derived; lent; NULL: nothing. */
JsonNode         *jc_dossier_session_get_value     (JcDossierSession *self,
                                                    const char       *pointer);
/* (element-type JcFinding) (nullable): what may be seen at @pointer by now. */
GPtrArray        *jc_dossier_session_get_shown     (JcDossierSession *self,
                                                    const char       *pointer);

/* A keystroke: @text as typed so far. */
void              jc_dossier_session_type          (JcDossierSession *self,
                                                    const char       *pointer,
                                                    const char       *text);
/* The field was left; what was typed is now told what is wrong with it. */
void              jc_dossier_session_leave         (JcDossierSession *self,
                                                    const char       *pointer);
/* A value chosen as a whole; NULL removes. */
void              jc_dossier_session_choose        (JcDossierSession *self,
                                                    const char       *pointer,
                                                    JsonNode         *value);
/* Rows of a rows field. */
guint             jc_dossier_session_get_n_rows    (JcDossierSession *self,
                                                    const char       *pointer);
void              jc_dossier_session_set_rows      (JcDossierSession *self,
                                                    const char       *pointer,
                                                    JsonNode         *rows);
void              jc_dossier_session_add_row       (JcDossierSession *self,
                                                    const char       *pointer);
void              jc_dossier_session_copy_row      (JcDossierSession *self,
                                                    const char       *pointer,
                                                    guint             position);
void              jc_dossier_session_remove_row    (JcDossierSession *self,
                                                    const char       *pointer,
                                                    guint             position);
void              jc_dossier_session_move_row      (JcDossierSession *self,
                                                    const char       *pointer,
                                                    guint             from,
                                                    guint             to);
/* What may be changed may be taken back: of a finalised dossier, its sealed sheets. */
gboolean          jc_dossier_session_can_undo      (JcDossierSession *self);
gboolean          jc_dossier_session_can_redo      (JcDossierSession *self);
gboolean          jc_dossier_session_undo          (JcDossierSession *self);
gboolean          jc_dossier_session_redo          (JcDossierSession *self);
/* Another document of the same dossier, by a decision ("restored", "finalised", "reopened"). */
void              jc_dossier_session_replace       (JcDossierSession *self,
                                                    JcDossier        *dossier,
                                                    const char       *what);
/* The library's copy was changed by somebody else: takes over what is new in it. */
void              jc_dossier_session_take_stored   (JcDossierSession *self,
                                                    JcDossier        *stored);

/* From now on everything that is wrong may be seen. */
void              jc_dossier_session_ask_check     (JcDossierSession *self);
/* The next (@forward) error or warning after the field at @pointer, else after the beginning of
 * @section, else of the form; NULL: none. */
const JcFinding  *jc_dossier_session_find_problem  (JcDossierSession *self,
                                                    const char       *section,
                                                    const char       *pointer,
                                                    gboolean          forward);

G_END_DECLS
