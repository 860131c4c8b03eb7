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
/* A picture from the clipboard: kept as a PNG. */
void              jc_attachment_desk_add_texture    (JcAttachmentDesk   *self,
                                                     GdkTexture         *texture,
                                                     const char         *slot,
                                                     const char         *row);
/* Ends the batch that runs, and forgets those that wait; what is in stays in. */
void              jc_attachment_desk_cancel         (JcAttachmentDesk   *self);

gboolean          jc_attachment_desk_is_busy        (JcAttachmentDesk   *self);
/* The file that is being taken in, and how many of the batch are done; NULL: none. */
const char       *jc_attachment_desk_get_progress   (JcAttachmentDesk   *self,
                                                     guint              *n_done,
                                                     guint              *n_total);

/**
 * JcDeskRefusal:
 * @path: (nullable): to try again with a password
 */
typedef struct
{
  char   *name;
  char   *path;
  char   *slot;
  GError *error;
} JcDeskRefusal;

/* (element-type JcDeskRefusal): not yet put away by the person, oldest first. */
GPtrArray        *jc_attachment_desk_get_refusals   (JcAttachmentDesk   *self);
void              jc_attachment_desk_put_away       (JcAttachmentDesk   *self,
                                                     const JcDeskRefusal *refusal);

G_END_DECLS
