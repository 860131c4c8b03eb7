/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-item.h"
#include "jc-library-worker.h"
#include "jc-round-item.h"

G_BEGIN_DECLS

/**
 * JcHomeModel:
 *
 * What Home's places show: every dossier of the library with the heading that it stands under. One query
 * for all dossiers, whatever their number.
 *
 * Signals: "changed": it was read again; "failed" (GError).
 */
#define JC_TYPE_HOME_MODEL (jc_home_model_get_type ())
G_DECLARE_FINAL_TYPE (JcHomeModel, jc_home_model, JC, HOME_MODEL, GObject)

JcHomeModel   *jc_home_model_new             (JcLibraryWorker *worker);
/* Reads again; calls that come while it reads are one. */
void           jc_home_model_reload          (JcHomeModel     *self);
/* Nothing is said to be empty before this is TRUE. */
gboolean       jc_home_model_is_loaded       (JcHomeModel     *self);

/* (element-type GObject): each JcRoundItem with its JcDossierItems behind it. */
GPtrArray     *jc_home_model_get_all         (JcHomeModel     *self);
guint          jc_home_model_get_n_dossiers  (JcHomeModel     *self);
guint          jc_home_model_get_n_attention (JcHomeModel     *self);
JcDossierItem *jc_home_model_find            (JcHomeModel     *self,
                                              const char      *id);
/* (element-type JcProgramme) */
GPtrArray     *jc_home_model_get_programmes  (JcHomeModel     *self);
/* Whether this kind of this programme is one that an applicant may begin. */
gboolean       jc_home_model_is_application  (JcHomeModel     *self,
                                              JcDossierItem   *item);

G_END_DECLS
