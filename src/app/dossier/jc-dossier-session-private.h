/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"
#include "jc-reveal.h"

G_BEGIN_DECLS

/* What the files of the session share: jc-dossier-session.c holds and tells, jc-session-edits.c
 * changes and takes back. */

struct _JcDossierSession
{
  GObject parent_instance;

  JcProgramme    *programme;
  const JcKind   *kind; /* (unowned): the programme's */
  JcDossier      *dossier;
  JcCheck        *check;
  JcReveal       *reveal;
  JcUndoStack    *undo;
  JcSaver        *saver;
  char           *today;
  JcFormatOptions options;
  char           *typing; /* (nullable): the field somebody is typing into */
  GHashTable     *behind; /* (element-type utf8): fields whose new problems wait for its end */
};

void jc_session_tell_field    (JcDossierSession *self,
                               const char       *pointer);
void jc_session_tell_touched  (JcDossierSession *self,
                               const char       *pointer);
void jc_session_tell_rows     (JcDossierSession *self,
                               const char       *pointer);
void jc_session_tell_findings (JcDossierSession *self);
void jc_session_tell_place    (JcDossierSession *self,
                               const char       *pointer);
void jc_session_reveal_below  (JcDossierSession *self,
                               const char       *pointer);
void jc_session_set_document  (JcDossierSession *self,
                               JcDossier        *dossier);
void jc_session_end_typing    (JcDossierSession *self);
void jc_session_tell_attachments (JcDossierSession *self);
void jc_session_put_attachments  (JcDossierSession *self,
                                  JsonNode         *attachments,
                                  const char       *what);
gboolean jc_session_may_put_attachments (JcDossierSession *self,
                                         JsonNode         *before,
                                         JsonNode         *after);

/* Where a step of the undo stack stands that changed the attachments; a field's pointer begins with "/". */
#define JC_UNDO_ATTACHMENTS "attachments"

G_END_DECLS
