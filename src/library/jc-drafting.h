/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library.h"

G_BEGIN_DECLS

/* What the window and the terminal both do with drafts: one way for both. */

/* Today's date in Asia/Shanghai by this machine's clock. */
char      *jc_drafting_dup_today (void) G_GNUC_WARN_UNUSED_RESULT;
/* A new dossier of @kind, saved; with the definition's sample values when @sample. */
JcDossier *jc_drafting_create    (JcLibrary    *library,
                                  JcProgramme  *programme,
                                  const char   *kind,
                                  gboolean      sample,
                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Saves @dossier with its title and the counts of a whole check. */
gboolean   jc_drafting_save      (JcLibrary    *library,
                                  JcProgramme  *programme,
                                  JcDossier    *dossier,
                                  const char   *what,
                                  GError      **error);
/* Saves @dossier over what the library holds by now: what somebody else (sync, another process) saved
 * since @last (as it was loaded or last saved) is merged in, mine winning where both changed the same.
 * The document that is now in the library. */
JcDossier *jc_drafting_save_over (JcLibrary    *library,
                                  JcProgramme  *programme,
                                  JcDossier    *last,
                                  JcDossier    *dossier,
                                  const char   *what,
                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* The definition that @dossier was begun under, from the library. */
JcProgramme *jc_drafting_load_programme (JcLibrary  *library,
                                         JcDossier  *dossier,
                                         GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
