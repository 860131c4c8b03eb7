/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-digest.h"
#include "jc-partial.h"
#include "jc-upload-table.h"

G_BEGIN_DECLS

/* tus 1.0.0; what the address promises. */
#define JC_UPLOAD_PATH "/api/v1/uploads"
#define JC_UPLOAD_VERSION "1.0.0"
#define JC_UPLOAD_EXTENSIONS                                                                       \
  "creation,creation-with-upload,checksum,termination,expiration"
#define JC_UPLOAD_CHECKSUMS "sha1,sha256"
#define JC_UPLOAD_MEDIA_TYPE "application/offset+octet-stream"

/* The largest original, what an account may have lying here that no dossier of its unit names, and
 * how long such bytes are kept. */
#define JC_UPLOAD_MAX_BYTES (G_GINT64_CONSTANT (256) * 1024 * 1024)
#define JC_UPLOAD_QUOTA_BYTES (G_GINT64_CONSTANT (2048) * 1024 * 1024)
#define JC_UPLOAD_QUOTA_FILES 5000
#define JC_UPLOAD_KEEP_US (7 * G_TIME_SPAN_DAY)

typedef enum
{
  JC_UPLOAD_CREATE, /* a new upload, with its first bytes */
  JC_UPLOAD_APPEND, /* the next bytes */
  JC_UPLOAD_ASK,    /* how far it has come */
  JC_UPLOAD_END,    /* it is not wanted any more */
} JcUploadTask;

typedef enum
{
  JC_UPLOAD_RUNNING,
  JC_UPLOAD_BUSY,           /* another process holds the file */
  JC_UPLOAD_OFFSET_WRONG,   /* nothing was taken */
  JC_UPLOAD_TOO_LONG,       /* more bytes than announced; nothing of this call is kept */
  JC_UPLOAD_CHECKSUM_WRONG, /* nothing of this call is kept */
  JC_UPLOAD_HASH_WRONG,     /* nothing at all is kept */
  JC_UPLOAD_FAILED,         /* see @error */
  JC_UPLOAD_OVER_QUOTA,     /* others were quicker; nothing is kept */
  JC_UPLOAD_PART,           /* what came is on disk */
  JC_UPLOAD_WHOLE,          /* all is there and has the right hash */
} JcUploadOutcome;

/**
 * JcUpload:
 * @record: what is known of it; of a new one what will be
 * @is_new: there is no row yet
 * @owner: whose it is, to hold it against the quota
 * @offset: where the client goes on; then how far the file has come
 * @wants_offset: the answer tells it
 * @checksum: (nullable): lower-case hex that the bytes of this call must have
 * @digest: (nullable): of the bytes of this call
 * @partial: (nullable): the file, while this call holds it
 * @error: (nullable): for JC_UPLOAD_FAILED
 *
 * One call on one upload, on its way between the threads; each has it to itself in turn.
 */
typedef struct _JcUpload JcUpload;
struct _JcUpload
{
  JcUploadTask    task;
  JcUploadRecord *record;
  gboolean        is_new;
  JcAccount      *owner;
  gint64          offset;
  gboolean        wants_offset;
  char           *checksum;
  JcDigestKind    checksum_kind;
  JcDigest       *digest;
  JcPartial      *partial;
  JcUploadOutcome outcome;
  GError         *error;
};

JcUpload *jc_upload_new   (JcUploadTask    task,
                           JcUploadRecord *record /* (transfer full) */) G_GNUC_WARN_UNUSED_RESULT;
void      jc_upload_free  (JcUpload       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcUpload, jc_upload_free)

/* Reading, writing and hashing; not on the main loop. Each sets @outcome where something ends. */
void      jc_upload_open  (JcUpload       *self,
                           JcOriginals    *originals);
void      jc_upload_write (JcUpload       *self,
                           gconstpointer   data,
                           gsize           size);
/* @is_cut: the client left before its last byte. */
void      jc_upload_close (JcUpload       *self,
                           gboolean        is_cut);

G_END_DECLS
