/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

G_BEGIN_DECLS

/* A text that a list offers words for, and the code of those words in a field beside it. */
void jc_code_pair_match (JcDossierSession *session,
                         const JcField    *field,
                         const char       *pointer);
void jc_code_pair_pick  (JcDossierSession *session,
                         const JcField    *field,
                         const char       *pointer,
                         const char       *code);

G_END_DECLS
