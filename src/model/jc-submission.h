/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/* Fingerprints are lower-case hex SHA-256 of RFC 8785 bytes. */

/* Values (without fields whose content is FALSE) and originals (without sealed slots), with filling
 * date, programme, version, kind and about. */
char     *jc_dossier_dup_content_fingerprint (JcDossier *dossier, JcProgramme *programme) G_GNUC_WARN_UNUSED_RESULT;
/* Everything, the content fingerprint included. */
char     *jc_dossier_dup_fingerprint         (JcDossier *dossier, JcProgramme *programme) G_GNUC_WARN_UNUSED_RESULT;
/* The first 12 characters of the hash of one sheet's id and values; NULL for an unknown sheet. */
char     *jc_dossier_dup_sheet_hash          (JcDossier *dossier, JcProgramme *programme, const char *sheet) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type JcSheet) (transfer container): sheets whose hash differs between the two. */
GPtrArray *jc_dossier_dup_changed_sheets     (JcDossier *before, JcDossier *after, JcProgramme *programme) G_GNUC_WARN_UNUSED_RESULT;

/* 定稿: draft → finalised with @today as its filling date; reopening: finalised → draft without one.
 * JC_MODEL_ERROR_STATE from any other state. */
JcDossier *jc_dossier_finalise               (JcDossier *dossier, const char *today, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JcDossier *jc_dossier_reopen                 (JcDossier *dossier, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
