/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier.h"

G_BEGIN_DECLS

/**
 * JcNamedOriginal:
 * @attachment: id of the attachment that names it
 * @slot: the attachment's
 * @is_source: it is the attachment's `source`: kept and sent, never shown
 *
 * One file that a dossier cannot be without.
 */
typedef struct
{
  char    *attachment;
  char    *slot;
  char    *name;
  char    *sha256;
  gint64   size;
  char    *media_type;
  gboolean is_source;
} JcNamedOriginal;

JcNamedOriginal *jc_named_original_copy   (const JcNamedOriginal *self) G_GNUC_WARN_UNUSED_RESULT;
void             jc_named_original_free   (JcNamedOriginal       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcNamedOriginal, jc_named_original_free)

/* (element-type JcNamedOriginal), in the order of the attachments, a source behind its own. The same
 * file may stand there more than once. */
GPtrArray       *jc_named_originals_load  (JcDossier             *dossier) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
