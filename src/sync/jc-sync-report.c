/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-service-private.h"

typedef struct
{
  JcSyncService *self;   /* (owned) */
  JcSyncReport  *report; /* (owned) */
} Telling;

static void
free_telling (gpointer data)
{
  Telling *telling = data;

  g_object_unref (telling->self);
  g_free (telling->report->account);
  g_free (telling->report->server);
  g_free (telling->report->message);
  g_free (telling->report);
  g_free (telling);
}

static gboolean
report_cb (gpointer data)
{
  Telling *telling = data;

  jc_sync_service_take_report (telling->self, telling->report);
  return G_SOURCE_REMOVE;
}

/* For the files of this room, see jc-sync-service-private.h. */
void
jc_sync_report_send (JcSyncService *self, JcSyncReport *report)
{
  Telling *telling = g_new0 (Telling, 1);

  telling->self = g_object_ref (self);
  telling->report = report;
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, report_cb, telling, free_telling);
}

typedef struct
{
  JcSyncService *self;    /* (owned) */
  char          *dossier; /* (owned) */
  gboolean       receipt;
} Change;

static void
free_change (gpointer data)
{
  Change *change = data;

  g_object_unref (change->self);
  g_free (change->dossier);
  g_free (change);
}

static gboolean
change_cb (gpointer data)
{
  Change *change = data;

  jc_sync_service_emit_changed (change->self, change->dossier, change->receipt);
  return G_SOURCE_REMOVE;
}

/* For the files of this room, see jc-sync-service-private.h. */
void
jc_sync_report_changed_cb (const char *dossier, gboolean receipt, gpointer user_data)
{
  JcSyncService *self = user_data;
  Change        *change = g_new0 (Change, 1);

  change->self = g_object_ref (self);
  change->dossier = g_strdup (dossier);
  change->receipt = receipt;
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, change_cb, change, free_change);
}

typedef struct
{
  JcSyncService *self;    /* (owned) */
  char          *dossier; /* (owned) (nullable) */
  JcSyncProgress progress;
} Advance;

static void
free_advance (gpointer data)
{
  Advance *advance = data;

  g_object_unref (advance->self);
  g_free (advance->dossier);
  g_free (advance);
}

static gboolean
advance_cb (gpointer data)
{
  Advance *advance = data;

  jc_sync_service_take_progress (advance->self, &advance->progress);
  return G_SOURCE_REMOVE;
}

/* For the files of this room, see jc-sync-service-private.h. */
void
jc_sync_report_progress_cb (const JcSyncProgress *progress, gpointer user_data)
{
  JcSyncService *self = user_data;
  Advance       *advance = g_new0 (Advance, 1);

  advance->self = g_object_ref (self);
  advance->dossier = g_strdup (progress->dossier);
  advance->progress = *progress;
  advance->progress.dossier = advance->dossier;
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, advance_cb, advance, free_advance);
}
