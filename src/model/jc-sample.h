/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/* One page, image/png, named after its title; sha256 and size are what the caller knows once it is drawn. */
JcAttachment *jc_sample_attachment_dup_attachment (const JcSampleAttachment *self,
                                                   const char               *id,
                                                   const char               *sha256,
                                                   gint64                    size) G_GNUC_WARN_UNUSED_RESULT;
/* @dossier with the sample's attachments put behind its own, under made-up ids and hashes: to be
 * checked, not kept. */
JcDossier    *jc_sample_lay_in                    (JcProgramme              *programme,
                                                   JcDossier                *dossier) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
