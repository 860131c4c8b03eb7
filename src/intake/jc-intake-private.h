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
gboolean jc_intake_keep_stream    (JcIntakeRun      *run,
                                   JcIntakeStream   *stream,
                                   JcIntakeOriginal *original,
                                   GError          **error);

/* --- jc-intake-place.c: where a kept original goes --- */

gboolean jc_intake_place          (JcIntakeRun      *run,
                                   const char       *name,
                                   JcIntakeOriginal *original,
                                   GError          **error);
/* Names the pages of what was taken, as the request says. */
void     jc_intake_name_pages     (JcIntakeRun      *run);

G_END_DECLS
