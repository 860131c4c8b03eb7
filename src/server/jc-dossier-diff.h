/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier.h"

G_BEGIN_DECLS

/* [{"pointer", "before", "after"}]: fields by their pointer, members of rows by row id's position
   after
 * (before, where the row is gone), attachments as "/attachments/ID". What is not there is null. */
JsonNode *jc_dossier_diff (JcDossier *before,
                           JcDossier *after) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
