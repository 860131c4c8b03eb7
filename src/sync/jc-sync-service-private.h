/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-sync-service.h"

G_BEGIN_DECLS

/**
 * JcSyncJob: what the thread is asked to do beside syncing. Which of the fields after @task are set
 * is up to @kind.
 */
typedef struct
{
  enum
  {
    JC_SYNC_JOB_WAKE,
    JC_SYNC_JOB_LOGIN,
    JC_SYNC_JOB_LOGOUT,
    JC_SYNC_JOB_SUBMIT,
    JC_SYNC_JOB_STOP,
  } kind;
  GTask   *task;     /* (owned) (nullable) */
  char    *server;   /* (owned) (nullable) */
  char    *account;  /* (owned) (nullable) */
  char    *password; /* (owned) (nullable) */
  char    *dossier;  /* (owned) (nullable) */
  gboolean now;
} JcSyncJob;

/**
 * JcSyncReport: what the thread tells the main context.
 * @last_synced_us: 0: as before
 */
typedef struct
{
  JcSyncState state;
  char       *account; /* (owned) (nullable) */
  char       *server;  /* (owned) (nullable) */
  char       *message; /* (owned) (nullable) */
  gint64      last_synced_us;
  guint       n_unsent;
} JcSyncReport;

struct _JcSyncService
{
  GObject parent_instance;

  char         *folder;  /* (owned) */
  GMainContext *context; /* (owned): where signals are emitted */
  GThread      *thread;  /* (owned) */
  GAsyncQueue  *jobs;    /* (owned): JcSyncJob */

  GNetworkMonitor *monitor; /* (owned) */
  struct _JcSyncFetcher *fetcher; /* (owned) (nullable): while anybody wants originals */

  GMutex        mutex; /* guards the next six */
  GCancellable *run;   /* (owned): of the run in hand; stopping cancels it */
  GCancellable *poll;  /* (owned): of the long poll; a wake cancels it */
  gint64        clock_offset_us;
  const char   *place;
  gboolean      stopped;
  gboolean      is_metered;

  JcSyncProgress progress; /* as the main context knows it */
  JcSyncReport told; /* as the main context knows it */
};

/* --- jc-sync-service.c, on the main context --- */

void       jc_sync_job_free              (JcSyncJob     *job);
/* Takes over what changed and notifies. */
void       jc_sync_service_take_report   (JcSyncService *self,
                                          JcSyncReport  *report);
void       jc_sync_service_emit_changed  (JcSyncService *self,
                                          const char    *dossier,
                                          gboolean       receipt);

/* @dossier of @progress is copied. */
void       jc_sync_service_take_progress (JcSyncService        *self,
                                          const JcSyncProgress *progress);

/* --- jc-sync-fetcher.c --- */

/* (nullable): gives up what is under way. */
void       jc_sync_fetcher_free          (struct _JcSyncFetcher *self);

/* --- jc-sync-report.c, from the thread to the main context --- */

/* @report: (transfer full) */
void       jc_sync_report_send           (JcSyncService *self,
                                          JcSyncReport  *report);
/* A JcSyncChangedFunc; @user_data is the service. */
void       jc_sync_report_changed_cb     (const char    *dossier,
                                          gboolean       receipt,
                                          gpointer       user_data);

/* A JcSyncProgressFunc; @user_data is the service. */
void       jc_sync_report_progress_cb    (const JcSyncProgress *progress,
                                          gpointer       user_data);

/* --- jc-sync-thread.c --- */

/* The thread's function; @data is the service. (transfer full) */
gpointer   jc_sync_thread_func           (gpointer       data);

G_END_DECLS
