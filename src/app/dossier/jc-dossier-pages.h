/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-window.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/* Which pages a dossier's window has beside the sections of its form. */
#define JC_PAGE_SLOTS "slots"
#define JC_PAGE_CHECK "check"
#define JC_PAGE_HISTORY "history"
#define JC_PAGE_RECEIPT "receipt"

const char *jc_dossier_pages_get_title (const JcKind    *kind,
                                        const char      *name);
void        jc_dossier_pages_show      (JcDossierWindow *self,
                                        const char      *name);

G_END_DECLS
