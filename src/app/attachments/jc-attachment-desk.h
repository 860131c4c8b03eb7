/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gdk/gdk.h>

#include "jc-dossier-session.h"
#include "jc-intake.h"

G_BEGIN_DECLS

/**
 * JcAttachmentDesk:
 *
 * Where files come in for one open dossier, off the main loop: one batch after the other is copied,
 * looked at and laid into the session.
 *
 * Signals:
 * - "changed": what is being done, or what was refused
 * - "added" (JcIntakeResult *result): a batch is in the dossier
 * - "watched" (GPtrArray *files, JcIntakeResult *result): what became of jc_attachment_desk_add_watched (); no
 *   result: of none of them anything
 */
#define JC_TYPE_ATTACHMENT_DESK (jc_attachment_desk_get_type ())
G_DECLARE_FINAL_TYPE (JcAttachmentDesk, jc_attachment_desk, JC, ATTACHMENT_DESK, GObject)

JcAttachmentDesk *jc_attachment_desk_new            (JcDossierSession *session,
                                                     JcMedia          *media,
                                                     const char       *library_folder);

/* @paths: NULL-terminated; @row, @password: (nullable). Batches wait for each other. */
void              jc_attachment_desk_add            (JcAttachmentDesk   *self,
                                                     const char *const  *paths,
                                                     const char         *slot,
                                                     const char         *row,
                                                     const char         *password);
/* @files: (element-type GFile): from anywhere, also from where there is no path on this machine. @part: (nullable): the
 * named page that a single one shows. */
void              jc_attachment_desk_add_files      (JcAttachmentDesk   *self,
                                                     GPtrArray          *files,
                                                     const char         *slot,
                                                     const char         *part,
                                                     const char         *row);
/* The same to be sorted, out of a folder: what the dossier has anywhere is not taken twice, and nothing that is
 * refused is told but by "watched". */
void              jc_attachment_desk_add_watched    (JcAttachmentDesk   *self,
                                                     GPtrArray          *files);
/* A picture from the clipboard: kept as a PNG. */
void              jc_attachment_desk_add_texture    (JcAttachmentDesk   *self,
                                                     GdkTexture         *texture,
                                                     const char         *slot,
                                                     const char         *part,
                                                     const char         *row);
/* Scanned pages, which are nowhere else. */
void              jc_attachment_desk_add_scans      (JcAttachmentDesk   *self,
                                                     const char *const  *paths,
                                                     const char         *slot,
                                                     const char         *row);
/* Ends the batch that runs, and forgets those that wait; what is in stays in.
 * Scanned pages count as refused. */
void              jc_attachment_desk_cancel         (JcAttachmentDesk   *self);

gboolean          jc_attachment_desk_is_busy        (JcAttachmentDesk   *self);
/* The file that is being taken in, and how many of the batch are done; NULL: none. */
const char       *jc_attachment_desk_get_progress   (JcAttachmentDesk   *self,
                                                     guint              *n_done,
                                                     guint              *n_total);

/* How many bytes of that file are copied, of how many; FALSE: that is not known, or it is at hand. */
gboolean          jc_attachment_desk_get_bytes      (JcAttachmentDesk   *self,
                                                     gint64             *n_bytes,
                                                     gint64             *size);

/**
 * JcDeskRefusal:
 * @path: (nullable): to try again
 * @is_scan: the page is nowhere but in @path, and in no dossier
 */
typedef struct
{
  char    *name;
  char    *path;
  char    *slot;
  char    *row;
  gboolean is_scan;
  GError  *error;
} JcDeskRefusal;

/* (element-type JcDeskRefusal): not yet put away by the person, oldest first. */
GPtrArray        *jc_attachment_desk_get_refusals   (JcAttachmentDesk   *self);
void              jc_attachment_desk_put_away       (JcAttachmentDesk   *self,
                                                     const JcDeskRefusal *refusal);
/* A file out of a folder that was not taken. */
void              jc_attachment_desk_refuse_watched (JcAttachmentDesk   *self,
                                                     GFile              *file,
                                                     const GError       *error);
/* Of a scanned page, which is put away too. */
void              jc_attachment_desk_try_again      (JcAttachmentDesk   *self,
                                                     const JcDeskRefusal *refusal);
void              jc_attachment_desk_throw_away     (JcAttachmentDesk   *self,
                                                     const JcDeskRefusal *refusal);
const char       *jc_attachment_desk_get_dossier    (JcAttachmentDesk   *self);

G_END_DECLS
