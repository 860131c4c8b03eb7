/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/**
 * JcLimit:
 * What a programme bounds in the originals of a dossier.
 */
typedef enum
{
  JC_LIMIT_FILE_BYTES,
  JC_LIMIT_DOSSIER_BYTES,
  JC_LIMIT_FILES,
} JcLimit;

/**
 * JcLimitBreach:
 * @max: the most that is allowed, inclusive
 * @found: what is there
 * @name: (nullable): the file's, where one file is too large
 */
typedef struct
{
  JcLimit limit;
  gint64  max;
  gint64  found;
  char   *name;
} JcLimitBreach;

void           jc_limit_breach_free     (JcLimitBreach       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcLimitBreach, jc_limit_breach_free)
JcText        *jc_limit_breach_dup_text (const JcLimitBreach *self) G_GNUC_WARN_UNUSED_RESULT;
/* "file_bytes", "dossier_bytes", "files" */
const char    *jc_limit_get_name        (JcLimit              limit);

/* The first limit of @kind that @dossier passes and @before (nullable) did not pass as far; NULL for none. */
JcLimitBreach *jc_limits_check          (const JcKind        *kind,
                                         JcDossier           *before,
                                         JcDossier           *dossier) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
