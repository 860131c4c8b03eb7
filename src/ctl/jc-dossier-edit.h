/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-invocation.h"

G_BEGIN_DECLS

/**
 * JcDossierEdit:
 * @library: (unowned): the invocation's
 * @dossier: (owned): as it stands in the library
 * @programme: (owned): the definition it was begun under
 * @kind: (unowned): its kind
 *
 * What a command about one dossier works on.
 */
typedef struct
{
  JcLibrary    *library;
  JcDossier    *dossier;
  JcProgramme  *programme;
  const JcKind *kind;
} JcDossierEdit;

void     jc_dossier_edit_clear    (JcDossierEdit *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JcDossierEdit, jc_dossier_edit_clear)

gboolean jc_dossier_edit_load     (JcDossierEdit *self,
                                   JcInvocation  *invocation,
                                   const char    *id,
                                   GError       **error);
/* Set @error for a place that cannot be written; FALSE, for `return`. */
gboolean jc_dossier_edit_refuse_unknown (GError    **error,
                                         const char *pointer);
gboolean jc_dossier_edit_refuse_derived (GError    **error,
                                         const char *pointer);
int      jc_dossier_edit_run_set  (JcInvocation  *invocation,
                                   GError       **error);

G_END_DECLS
