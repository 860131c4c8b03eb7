/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

G_BEGIN_DECLS

/* What is done with a page or a file of the open dossier: each one step that undo takes back. @page is the
 * original's, from 1; 0 is the whole file. FALSE: nothing changed, because it is not there or may not be
 * changed. */

gboolean jc_page_command_remove    (JcDossierSession  *session,
                                    const char        *id,
                                    int                page);
/* @ids: NULL-terminated: whole files. */
gboolean jc_page_command_move_all  (JcDossierSession  *session,
                                    const char *const *ids,
                                    const char        *slot);
gboolean jc_page_command_move      (JcDossierSession  *session,
                                    const char        *id,
                                    int                page,
                                    const char        *slot);
/* Into @slot, as the page named @part (nullable) or evidence of @row (nullable). */
gboolean jc_page_command_put       (JcDossierSession  *session,
                                    const char        *id,
                                    int                page,
                                    const char        *slot,
                                    const char        *part,
                                    const char        *row);
/* Each page of a file becomes a use of its own. */
gboolean jc_page_command_split     (JcDossierSession  *session,
                                    const char        *id);
/* @by: quarters, clockwise. */
gboolean jc_page_command_turn      (JcDossierSession  *session,
                                    const char        *id,
                                    int                page,
                                    int                by);
/* One place up (@by -1) or down (1) among the slot's pages: past the file's own, else past the next file. */
gboolean jc_page_command_shift     (JcDossierSession  *session,
                                    const char        *id,
                                    int                page,
                                    int                by);
gboolean jc_page_command_mark      (JcDossierSession  *session,
                                    const char        *id,
                                    int                page,
                                    const char        *part,
                                    gboolean           marked);
/* @row: (nullable) */
gboolean jc_page_command_set_row   (JcDossierSession  *session,
                                    const char        *id,
                                    const char        *row);

/* "Identity card, page 2"; a whole file's name for @page 0. */
char    *jc_page_command_dup_name  (JcDossierSession  *session,
                                    const char        *id,
                                    int                page) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
