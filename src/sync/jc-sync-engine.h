/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier.h"

G_BEGIN_DECLS

/* The engine decides and never sees a socket, a clock or a database. */

/**
 * JcSyncStep: what has to happen next so that the server holds what this library holds.
 */
typedef enum
{
  JC_SYNC_STEP_NONE,     /* they agree */
  JC_SYNC_STEP_CREATE,   /* PUT with If-None-Match */
  JC_SYNC_STEP_REOPEN,   /* the server's copy is finalised, ours was changed since */
  JC_SYNC_STEP_UPDATE,   /* PUT with If-Match */
  JC_SYNC_STEP_FINALISE, /* ours is finalised, the server's is a draft with the same content */
  JC_SYNC_STEP_PULL,     /* the server's state is ahead of ours (submitted, returned, …) */
} JcSyncStep;

/* @base: (nullable): as last agreed with the server. */
JcSyncStep jc_sync_engine_next      (JcDossier  *base,
                                     JcDossier  *current);

/* The id of the round that @dossier belongs to: its own where the server has it; where it has none, the
 * newest open one of @rounds (element-type JsonNode, as GET /rounds/{id} gives them) that was opened with
 * its definition; where its own is not there, the only open one of its programme; else NULL. */
const char *jc_sync_engine_pick_round (GPtrArray *rounds,
                                       JcDossier *dossier);

/* When to try again after @n_attempts failures: doubling from 2 s to 10 min, with @random (0…1) as
 * jitter of ±50 %; @retry_after_us of the server is honoured as a minimum. µs from now. */
gint64     jc_sync_engine_back_off  (int        n_attempts,
                                     double     random,
                                     gint64     retry_after_us);

G_END_DECLS
