/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-upload-intake.h"
#include "jc-upload.h"

G_BEGIN_DECLS

/* Every call that receives has two of these; some room above, since bytes come in slices. */
#define JC_UPLOAD_BUFFER_BYTES (256 * 1024)

struct _JcUploadIntake
{
  JcService             *service; /* (unowned) */
  JcWorker              *worker;  /* (unowned) */
  JcUploadIntakeDoneFunc done;
  GThreadPool           *threads;
  GHashTable *takings;   /* (element-type utf8 JcTaking): those that hold an upload, by its id */
  guint       n_takings; /* also those that wait for one */
  GPtrArray  *settling;  /* (element-type JcTaking): to be recorded next */
  GQueue      spare;     /* (element-type GByteArray): buffers for the next */
  gboolean    is_settling;
  guint       claims_id;
};

/**
 * JcTaking:
 * @call: (unowned): until it is done
 * @filling: what comes
 * @writing: what a thread has
 * @work: what the thread shall do
 * @is_busy: a thread, or the database's, has @upload
 * @is_held: the message is paused
 * @is_receiving: bytes may come
 * @is_read: the last byte has come
 * @is_cut: the client left before
 * @is_closing: the thread has the last bytes
 *
 * One call while it has to do with an upload's file.
 */
typedef struct
{
  JcUploadIntake *intake;
  JcCall         *call;
  JcUpload       *upload;
  GByteArray     *filling;
  GByteArray     *writing;
  void (*work) (JcUpload *upload, gpointer taking);
  void (*worked) (gpointer taking);
  gint64   give_up_us;
  gboolean is_busy;
  gboolean is_held;
  gboolean is_receiving;
  gboolean is_read;
  gboolean is_cut;
  gboolean is_closing;
} JcTaking;

/* --- jc-upload-taking.c: one call --- */

/* Bytes may come from now on. */
void jc_upload_taking_receive (JcTaking *taking);
/* Whatever can be done now, after bytes came or were written, or the client left. */
void jc_upload_taking_go_on (JcTaking *taking);
/* Cuts its connection, if it is sending; what has come is kept. */
void jc_upload_taking_cut (JcTaking *taking);
void jc_upload_taking_left_cb (SoupServerMessage *message, gpointer user_data);

/* --- jc-upload-intake.c: what they share --- */

/* @work in one of a few threads, then @worked on the main loop. */
void jc_upload_intake_push (JcTaking *taking,
                            void (*work) (JcUpload *upload, gpointer taking),
                            void (*worked) (gpointer taking));
GByteArray *jc_upload_intake_get_buffer (JcUploadIntake *self) G_GNUC_WARN_UNUSED_RESULT;
/* The file is as it shall be: records that where it has to be, and answers. */
void jc_upload_intake_conclude (JcTaking *taking);

G_END_DECLS
