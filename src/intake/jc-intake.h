/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library.h"
#include "jc-media.h"

G_BEGIN_DECLS

/* What one file may have where its slot does not say. */
#define JC_INTAKE_MAX_FILE_BYTES (50 * 1024 * 1024)

/**
 * JcIntakeError: why a file was not taken; what its content is to blame for is JC_MEDIA_ERROR
 * @JC_INTAKE_ERROR_UNREADABLE: not there, or may not or cannot be read
 * @JC_INTAKE_ERROR_NOT_REGULAR: a folder inside of a folder's place, a device, a pipe
 * @JC_INTAKE_ERROR_TOO_LARGE: over the slot's limit, or the archive's
 * @JC_INTAKE_ERROR_TOO_MANY: the slot, the dossier or the archive has as many as it may
 * @JC_INTAKE_ERROR_CHANGED: it was written to while it was read
 * @JC_INTAKE_ERROR_ARCHIVE: an archive that is damaged, hostile, inside of another, or encrypted
 */
typedef enum
{
  JC_INTAKE_ERROR_UNREADABLE,
  JC_INTAKE_ERROR_NOT_REGULAR,
  JC_INTAKE_ERROR_TOO_LARGE,
  JC_INTAKE_ERROR_TOO_MANY,
  JC_INTAKE_ERROR_CHANGED,
  JC_INTAKE_ERROR_ARCHIVE,
} JcIntakeError;

#define JC_INTAKE_ERROR (jc_intake_error_quark ())
GQuark jc_intake_error_quark (void);

/**
 * JcIntakeRequest:
 * @paths: (nullable): files and folders (a folder's files, not its folders'), NULL-terminated
 * @files: (nullable): the same, which have no path on this machine and are read through GIO; NULL-terminated
 * @bytes, @bytes_name: (nullable): one more file that is nowhere else, and what it is called
 * @slot: id, or JC_SLOT_UNSORTED
 * @row: (nullable): of a slot with `each`
 * @parts: (nullable): ids of named pages that the file shows, in the order of its pages; when there are
 *   more parts than pages, the last page shows the rest
 * @password: (nullable): for a PDF that asks for one: an unlocked copy is kept beside the original
 * @once: what the dossier has anywhere, or had in this request, is not taken a second time: it is in the
 *   result's `present`
 * @copied: (nullable): told while one of @files is copied, on the calling thread: bytes so far, and of how
 *   many (0: not known); with the user_data of the call
 */
typedef struct
{
  const char *const *paths;
  const char        *slot;
  const char        *row;
  const char *const *parts;
  const char        *password;
  GFile *const      *files;
  GBytes            *bytes;
  const char        *bytes_name;
  gboolean           once;
  void (*copied) (gint64 n_bytes, gint64 size, gpointer user_data);
} JcIntakeRequest;

/**
 * JcIntakeRefusal: one file that was not taken, and why.
 */
typedef struct
{
  char   *name;
  GError *error;
} JcIntakeRefusal;

void jc_intake_refusal_free (JcIntakeRefusal *refusal);

/**
 * JcIntakeResult:
 * @attachments: (element-type JcAttachment): new ones, not yet in any dossier; their originals are on the disk
 * @present: (element-type JcAttachment): of the dossier, whose bytes came again for the same slot
 * @elsewhere: (element-type JcAttachment): of the dossier: same bytes in another slot (also in @attachments
 *   as new ones: the person is asked)
 * @refusals: (element-type JcIntakeRefusal)
 */
typedef struct
{
  GPtrArray *attachments;
  GPtrArray *present;
  GPtrArray *elsewhere;
  GPtrArray *refusals;
} JcIntakeResult;

void            jc_intake_result_free  (JcIntakeResult        *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcIntakeResult, jc_intake_result_free)

/* Told before each file, on the calling thread. */
typedef void (*JcIntakeProgressFunc) (guint done, guint total, const char *name, gpointer user_data);

/* Copies, hashes, examines and keeps the files for @dossier (which is not changed or saved). A ZIP is
 * unpacked (names in UTF-8 or GBK; bounded in files, bytes and depth 1) and its files go to
 * JC_SLOT_UNSORTED. An error is only what stops everything: cancelled, disk full, library; a file that
 * is not taken is a refusal. */
JcIntakeResult *jc_intake_run          (JcLibrary             *library,
                                        JcMedia               *media,
                                        JcProgramme           *programme,
                                        JcDossier             *dossier,
                                        const JcIntakeRequest *request,
                                        JcIntakeProgressFunc   progress,
                                        gpointer               user_data,
                                        GCancellable          *cancellable,
                                        GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether both put the same file into the same slot and row. */
gboolean        jc_intake_is_same_use  (const JcAttachment    *a,
                                        const JcAttachment    *b);

/* @dossier with @attachments put behind those of the same slot. */
JcDossier      *jc_intake_lay_in       (JcDossier             *dossier,
                                        GPtrArray             *attachments) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
