/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-account-table.h"
#include "jc-database.h"

G_BEGIN_DECLS

/**
 * JcReviewers:
 * @JC_REVIEWERS_NEVER: the change is nothing to them
 * @JC_REVIEWERS_SEE: they may see what changed
 * @JC_REVIEWERS_LOST: they could see it before and no longer can
 *
 * What a change means for those who look at other units' dossiers.
 */
typedef enum
{
  JC_REVIEWERS_NEVER,
  JC_REVIEWERS_SEE,
  JC_REVIEWERS_LOST,
} JcReviewers;

/**
 * JcChange:
 * @kind: "dossier", "event" or "round"
 * @ref: its id; an event's is its dossier's
 * @revision: the dossier's or round's revision, the event's number
 * @unit: (nullable): whose it is; NULL is everyone's
 */
typedef struct
{
  gint64      seq;
  const char *kind;
  const char *ref;
  gint64      revision;
  gboolean    deleted;
  const char *unit;
  JcReviewers reviewers;
} JcChange;

gboolean   jc_change_table_add      (JcDatabase      *database,
                                     const JcChange  *change,
                                     gint64           now_us,
                                     GError         **error);
gboolean   jc_change_table_load_last (JcDatabase     *database,
                                      gint64         *seq,
                                      GError        **error);

/* What @account may see after @since, oldest first; (element-type JcChange), seq, kind, ref,
   revision
 * and deleted as @account sees them. */
GPtrArray *jc_change_table_list     (JcDatabase      *database,
                                     const JcAccount *account,
                                     gint64           since,
                                     gint64           limit,
                                     GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
