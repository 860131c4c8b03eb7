/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"
#include "jc-dossier.h"

G_BEGIN_DECLS

/**
 * JcDossierRecord:
 * @unit: whose it is
 * @title: its name in lists
 * @n_submissions: how often it was handed in
 * @deleted: only the tombstone is left
 *
 * A dossier as the server keeps it.
 */
typedef struct
{
  JcDossier *dossier;
  char      *unit;
  char      *title;
  gint64     n_submissions;
  gint64     updated_us;
  gboolean   deleted;
} JcDossierRecord;

void       jc_dossier_record_free    (JcDossierRecord       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcDossierRecord, jc_dossier_record_free)

gboolean   jc_dossier_table_load     (JcDatabase            *database,
                                      const char            *id,
                                      JcDossierRecord      **record,
                                      GError               **error);
gboolean   jc_dossier_table_add      (JcDatabase            *database,
                                      const JcDossierRecord *record,
                                      GError               **error);
gboolean   jc_dossier_table_update   (JcDatabase            *database,
                                      const JcDossierRecord *record,
                                      GError               **error);

/**
 * JcDossierListing:
 * @unit: (nullable): dossiers of this unit are listed in any state
 * @parent: (nullable): those that reviewers may see of units that this one recommends
 * @everything: those that reviewers may see of all units
 * @kind, @state, @round: (nullable): only these
 * @after: the id after which to begin; "" for the first
 */
typedef struct
{
  const char *unit;
  const char *parent;
  gboolean    everything;
  const char *kind;
  const char *state;
  const char *round;
  const char *after;
  gint64      limit;
} JcDossierListing;

/* (element-type JcDossierRecord): by id. */
GPtrArray *jc_dossier_table_list     (JcDatabase             *database,
                                      const JcDossierListing *listing,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
