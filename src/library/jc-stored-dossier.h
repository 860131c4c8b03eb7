/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library-private.h"

G_BEGIN_DECLS

/**
 * JcStoredDossier:
 *
 * One row of the table `dossier` with its documents; private to the files that work on that table.
 */
typedef struct
{
  char      *title; /* (owned) */
  gint64     revision;
  gboolean   is_deleted;
  JcDossier *current; /* (owned) */
  JcDossier *base;    /* (owned) (nullable) */
} JcStoredDossier;

void jc_stored_dossier_free (JcStoredDossier *stored);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcStoredDossier, jc_stored_dossier_free)

/* NULL without error: no such row. */
JcStoredDossier *
jc_stored_dossier_load (JcLibrary *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A row that is missing or deleted is NOT_FOUND. */
JcStoredDossier *jc_stored_dossier_load_present (JcLibrary  *self,
                                                 const char *id,
                                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         jc_stored_dossier_set_not_found (GError **error, const char *id);
/* @base: (nullable): then the revision is 0; @is_touched: whether it counts as a change now */
gboolean jc_stored_dossier_write (JcLibrary  *self,
                                  JcDossier  *current,
                                  JcDossier  *base,
                                  const char *title,
                                  gboolean    is_touched,
                                  GError    **error);
/* @stored: (nullable): what was there before @dossier */
gboolean jc_stored_dossier_queue_put (JcLibrary       *self,
                                      JcStoredDossier *stored,
                                      JcDossier       *dossier,
                                      GError         **error);
/* All but state, its date and the revision: what a "put" carries. */
gboolean jc_dossier_has_same_content (JcDossier *a, JcDossier *b);

G_END_DECLS
