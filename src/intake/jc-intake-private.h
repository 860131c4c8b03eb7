/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-intake-stream.h"
#include "jc-intake.h"

G_BEGIN_DECLS

/**
 * JcIntakeRun:
 * @slot: (nullable): NULL: the unsorted ones'
 * @existing: (element-type JcAttachment): of the dossier
 * @user_data: of the request's `copied`
 * @max_bytes: of one file of the slot; @max_unsorted_bytes: of one of an archive
 * @max_dossier_bytes: of all originals of the dossier together; 0: no limit
 * @is_inside: what is taken now lies in an archive
 *
 * One call of jc_intake_run ().
 */
typedef struct
{
  JcLibrary             *library;
  JcMedia               *media;
  const JcIntakeRequest *request;
  const JcSlot          *slot;
  GPtrArray             *existing; /* (owned) */
  JcIntakeResult        *result;   /* (owned) */
  GCancellable          *cancellable;
  gpointer               user_data;
  gint64                 max_bytes;
  gint64                 max_unsorted_bytes;
  gint64                 max_dossier_bytes;
  gboolean               is_inside;
} JcIntakeRun;

/**
 * JcIntakeOriginal:
 * @facts: of what was kept
 * @source_sha256, @source_size: (nullable): of a PDF that was unlocked: the file as it came
 *
 * What is on the disk and known, and in no dossier yet.
 */
typedef struct
{
  char         *sha256;
  gint64        size;
  JcMediaFacts *facts;
  char         *source_sha256;
  gint64        source_size;
} JcIntakeOriginal;

void jc_intake_original_clear (JcIntakeOriginal *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JcIntakeOriginal, jc_intake_original_clear)

/* Whether @error is about one file, and the others can go on. */
gboolean jc_intake_is_refusal     (const GError     *error);

/* --- jc-intake-original.c: copying and examining --- */

gboolean jc_intake_keep_path      (JcIntakeRun      *run,
                                   const char       *path,
                                   JcIntakeOriginal *original,
                                   GError          **error);
/* Without examining it. */
gboolean jc_intake_keep_stream    (JcIntakeRun      *run,
                                   GInputStream     *stream,
                                   gint64            max_bytes,
                                   JcIntakeOriginal *original,
                                   GError          **error);
gboolean jc_intake_examine_kept   (JcIntakeRun      *run,
                                   JcIntakeOriginal *original,
                                   GError          **error);

gboolean jc_intake_keep_bytes     (JcIntakeRun      *run,
                                   GBytes           *bytes,
                                   JcIntakeOriginal *original,
                                   GError          **error);
/* Sets JC_INTAKE_ERROR_TOO_LARGE. Returns FALSE. */
gboolean jc_intake_refuse_too_large (GError        **error,
                                     gint64          max_bytes);
/* Sets what it says of the first bytes whether a file may be an archive. */
gint64   jc_intake_get_copy_limit (JcIntakeRun      *run,
                                   const guint8     *head,
                                   gsize             n_bytes);

/* --- jc-intake-remote.c: files that have no path on this machine --- */

gboolean   jc_intake_keep_file     (JcIntakeRun      *run,
                                    GFile            *file,
                                    JcIntakeOriginal *original,
                                    GError          **error);
/* Its files, if it is a folder; else itself. (element-type GFile) */
GPtrArray *jc_intake_list_file     (GFile            *file,
                                    GCancellable     *cancellable) G_GNUC_WARN_UNUSED_RESULT;
char      *jc_intake_dup_file_name (GFile            *file) G_GNUC_WARN_UNUSED_RESULT;

/* --- jc-intake-place.c: where a kept original goes --- */

gboolean jc_intake_place          (JcIntakeRun      *run,
                                   const char       *name,
                                   JcIntakeOriginal *original,
                                   GError          **error);
/* Names the pages of what was taken, as the request says. */
void     jc_intake_name_pages     (JcIntakeRun      *run);

G_END_DECLS
