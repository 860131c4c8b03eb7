/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gdk/gdk.h>

#include "jc-intake.h"

G_BEGIN_DECLS

typedef struct _JcDeskBatch JcDeskBatch;

/**
 * JcDeskBatchState:
 * @name: (nullable): of the file that is being taken in
 * @n_bytes, @size: of one that has a long way, so far and in all; 0: not known
 */
typedef struct
{
  char  *name;
  guint  n_done;
  guint  n_total;
  gint64 n_bytes;
  gint64 size;
} JcDeskBatchState;

/* Told on the main context before each file, and while one is copied that is not on this machine. */
typedef void (*JcDeskBatchTold) (GObject *owner, const JcDeskBatchState *state);

/**
 * JcDeskBatch:
 * @paths: (nullable): files of this machine
 * @files: (nullable) (element-type GFile): files from anywhere, NULL-terminated
 * @is_watched: they came out of a folder by themselves: each is taken once
 * @is_scan: the files are nowhere else: they stay until their pages are in
 * @owner: is @told
 *
 * Files that are taken in together, on a thread. The folder and the four below it are what they are
 * taken in with.
 */
struct _JcDeskBatch
{
  char          **paths;
  GPtrArray      *files;
  gboolean        is_watched;
  char           *slot;
  char           *row;
  char           *part; /* (nullable): the named page that the one file shows */
  char           *password;
  GdkTexture     *texture;
  gboolean        is_scan;
  char           *folder;
  JcMedia        *media;
  JcProgramme    *programme;
  JcDossier      *dossier;
  GWeakRef        owner;
  JcDeskBatchTold told;
  /* How far it is. */
  GMutex           lock;
  JcDeskBatchState state;
  gint64           told_us;
};

JcDeskBatch    *jc_desk_batch_new        (GObject            *owner,
                                          const char         *slot,
                                          const char         *row);
void            jc_desk_batch_free       (gpointer            batch);

/* Takes the batch, which is the task's until @callback has run. */
void            jc_desk_batch_run_async  (JcDeskBatch        *batch,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback);
JcDeskBatch    *jc_desk_batch_get        (GAsyncResult       *result);
JcIntakeResult *jc_desk_batch_run_finish (GAsyncResult       *result,
                                          GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
