/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment.h"
#include "jc-dossier-edit.h"

G_BEGIN_DECLS

/**
 * JcAttachmentEdit:
 * @edit: the dossier
 * @all: (owned) (element-type JcAttachment): its attachments
 * @attachment: (unowned): the one that is meant, in @all
 *
 * What a command about one attachment works on.
 */
typedef struct
{
  JcDossierEdit edit;
  GPtrArray    *all;
  JcAttachment *attachment;
} JcAttachmentEdit;

void      jc_attachment_edit_clear  (JcAttachmentEdit *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JcAttachmentEdit, jc_attachment_edit_clear)

/* Arguments 0 and 1 of @invocation name dossier and attachment. */
gboolean  jc_attachment_edit_load   (JcAttachmentEdit *self,
                                     JcInvocation     *invocation,
                                     GError          **error);
/* Puts @all into the dossier and saves it; @what is the history's word. */
gboolean  jc_attachment_edit_save   (JcAttachmentEdit *self,
                                     const char       *what,
                                     GError          **error);
/* Refuses an original that is not on this machine. */
char     *jc_attachment_edit_dup_path (JcAttachmentEdit *self,
                                       GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* As design.md says, `parts`, `cautions` and `view` always there. */
JsonNode *jc_attachment_describe    (const JcAttachment *attachment) G_GNUC_WARN_UNUSED_RESULT;
void      jc_attachments_print      (JcInvocation     *invocation,
                                     JcDossier        *dossier);

/* --- Commands of several lines --- */

int       jc_attach_run             (JcInvocation     *invocation,
                                     GError          **error);
int       jc_attachment_view_run    (JcInvocation     *invocation,
                                     GError          **error);
int       jc_attachment_show_run    (JcInvocation     *invocation,
                                     GError          **error);
int       jc_attachment_recognise_run (JcInvocation   *invocation,
                                       GError        **error);

G_END_DECLS
