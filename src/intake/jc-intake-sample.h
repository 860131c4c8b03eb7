/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library.h"

G_BEGIN_DECLS

/* A new dossier with the definition's sample values and scans, saved. */
JcDossier *jc_intake_create_sample    (JcLibrary   *library,
                                       JcProgramme *programme,
                                       const char  *kind,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* @dossier with the drawn scans of its definition's sample; @dossier itself where it has none. */
JcDossier *jc_intake_add_samples      (JcLibrary   *library,
                                       JcProgramme *programme,
                                       JcDossier   *dossier,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* @scans: (element-type JcSampleAttachment). */
JcDossier *jc_intake_add_sample_scans (JcLibrary   *library,
                                       GPtrArray   *scans,
                                       JcDossier   *dossier,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
