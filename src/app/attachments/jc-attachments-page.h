/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-attachment-desk.h"
#include "jc-page-pictures.h"
#include "jc-page-reader.h"

G_BEGIN_DECLS

/**
 * JcAttachmentsPage:
 *
 * What is to be attached and what of it is there: a row for each slot with its pages, and the files that are
 * not sorted yet. Files come in by choosing, scanning, pasting and dropping.
 *
 * Signal: "toast" (string words, boolean offers undo).
 */
#define JC_TYPE_ATTACHMENTS_PAGE (jc_attachments_page_get_type ())
G_DECLARE_FINAL_TYPE (JcAttachmentsPage, jc_attachments_page, JC, ATTACHMENTS_PAGE, GtkWidget)

GtkWidget        *jc_attachments_page_new          (JcDossierSession  *session,
                                                    const char        *library_folder,
                                                    JcPageReader      *reader);
/* @slot: a slot's id, JC_SLOT_UNSORTED, or "": where the focus is, else the first that lacks something. */
void              jc_attachments_page_go_to        (JcAttachmentsPage *self,
                                                    const char        *slot);
/* "slot:ID" of what has the focus; NULL: nothing of a slot. */
char             *jc_attachments_page_dup_focused  (JcAttachmentsPage *self) G_GNUC_WARN_UNUSED_RESULT;

/* For the page's commands. */
JcDossierSession *jc_attachments_page_get_session  (JcAttachmentsPage *self);
JcAttachmentDesk *jc_attachments_page_get_desk     (JcAttachmentsPage *self);
JcPagePictures   *jc_attachments_page_get_pictures (JcAttachmentsPage *self);
void              jc_attachments_page_toast        (JcAttachmentsPage *self,
                                                    const char        *words,
                                                    gboolean           offers_undo);
/* What was dragged over it was dropped. */
void              jc_attachments_page_end_drag     (JcAttachmentsPage *self);

G_END_DECLS
