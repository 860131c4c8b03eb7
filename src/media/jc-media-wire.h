/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What our end and the helper say to each other. Both come from one build, so numbers are written
 * as the machine has them; the first word of each message tells another build's from ours. */

#define JC_WIRE_MAGIC 0x4a434d31u
#define JC_WIRE_MAX_ARGUMENTS 16384
#define JC_WIRE_MAX_FDS 2
#define JC_WIRE_MAX_JSON (8 * 1024 * 1024)
/* No picture and no unlocked file is larger; also the helper's limit on what it writes. */
#define JC_WIRE_MAX_DATA (256 * 1024 * 1024)
/* The descriptor under which the helper finds its control socket. */
#define JC_WIRE_CONTROL_FD 3

/**
 * JcWireKind:
 * @JC_WIRE_HELLO: the helper is ready (from it, once)
 * @JC_WIRE_JOB: do this; the arguments' JSON follows; with it the input and the job's socket
 * @JC_WIRE_CANCEL: end the job of that id, whatever it is doing
 */
typedef enum
{
  JC_WIRE_HELLO = 1,
  JC_WIRE_JOB,
  JC_WIRE_CANCEL,
} JcWireKind;

typedef struct
{
  guint32 magic;
  guint32 kind;
  guint64 id;
  guint32 cpu_seconds;
  guint32 reserved;
} JcWireOrder;

/**
 * JcReason:
 *
 * Why a job could not be done. The helper says only this and two numbers; the words are ours, since
 * what a hostile file may have taken over is not to speak to a person.
 */
typedef enum
{
  JC_REASON_NONE,
  JC_REASON_EMPTY,
  JC_REASON_CUT_SHORT, /* percent that is there */
  JC_REASON_CUT_SHORT_SOMEWHERE,
  JC_REASON_DAMAGED,
  JC_REASON_PDF_PAGE_LOST, /* page */
  JC_REASON_ENCRYPTED,
  JC_REASON_PASSWORD,
  JC_REASON_NOT_ENCRYPTED,
  JC_REASON_TOO_MANY_PIXELS, /* megapixels, limit */
  JC_REASON_TOO_MANY_PAGES,  /* limit */
  JC_REASON_TOO_BIG,         /* MiB, limit */
  JC_REASON_NO_PAGE,         /* page, pages */
  JC_REASON_NO_PICTURE,
  JC_REASON_NO_HEIF,
  JC_REASON_NO_RECOGNITION,
  JC_REASON_DOCX,
  JC_REASON_XLSX,
  JC_REASON_PPTX,
  JC_REASON_ODF,
  JC_REASON_OLE,
  JC_REASON_RTF,
  JC_REASON_GIF,
  JC_REASON_WEBP,
  JC_REASON_BMP,
  JC_REASON_AVIF,
  JC_REASON_JPEG_2000,
  JC_REASON_PSD,
  JC_REASON_CAJ,
  JC_REASON_RAR,
  JC_REASON_VIDEO,
  JC_REASON_WEB_PAGE,
  JC_REASON_TEXT,
  JC_REASON_PROGRAM,
  JC_REASON_UNKNOWN_TYPE,
  JC_REASON_CRASHED,
  JC_REASON_TIME,   /* seconds */
  JC_REASON_MEMORY, /* MiB */
  JC_REASON_NO_HELPER,
  JC_N_REASONS,
} JcReason;

typedef struct
{
  guint32 magic;
  guint32 reason; /* JcReason */
  gint64  numbers[2];
} JcWireReply;

/* One message of a SOCK_SEQPACKET socket. @body may be NULL. Keeps errno on failure. */
gboolean jc_wire_send (int         socket,
                       const void *head,
                       gsize       head_size,
                       const void *body,
                       gsize       body_size,
                       const int  *fds,
                       guint       n_fds);

/* Bytes read, 0 at the end, -1 with errno. @fds: receives up to JC_WIRE_MAX_FDS, -1 where there is
 * none. */
gssize jc_wire_receive (int socket, void *buffer, gsize size, int *fds);

G_END_DECLS
