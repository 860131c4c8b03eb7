/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/* The name of a dossier in lists and messages, in the process' language; lent by @row or @kind. */
const char *jc_dossier_title_get (const JcDossierRow *row,
                                  const JcKind       *kind);

G_END_DECLS
