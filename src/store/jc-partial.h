/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-originals.h"

G_BEGIN_DECLS

/**
 * JcPartial:
 *
 * An original on its way in: a file beside the originals that grows at its end and is hashed as it
 * grows. Its size is how much has come. One process writes it at a time (a lock on the file, which
 * ends with the process). Used by one thread at a time.
 */
typedef struct _JcPartial JcPartial;

/* @id: a file name. G_IO_ERROR_BUSY while another holds it. A file that is not there begins empty. */
JcPartial *jc_partial_open        (JcOriginals  *originals,
                                   const char   *id,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lets go of it; what has been written stays. */
void       jc_partial_close       (JcPartial    *self);

gint64     jc_partial_get_size    (JcPartial    *self);
/* Without opening it: how much of @id has come so far. */
gint64     jc_partial_look        (JcOriginals  *originals,
                                   const char   *id);
gboolean   jc_partial_append      (JcPartial    *self,
                                   gconstpointer data,
                                   gsize         size,
                                   GError      **error);
/* Everything appended since the mark goes again. */
void       jc_partial_mark        (JcPartial    *self);
gboolean   jc_partial_drop_marked (JcPartial    *self,
                                   GError      **error);
/* Afterwards its size outlives a power cut. */
gboolean   jc_partial_sync        (JcPartial    *self,
                                   GError      **error);
/* Lower-case hex of everything in it; reads what this process has not hashed. */
char      *jc_partial_dup_sha256  (JcPartial    *self,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* When it is whole: seal, place, remove. */
gboolean   jc_partial_seal        (JcPartial    *self,
                                   GError      **error);
gboolean   jc_partial_place       (JcPartial    *self,
                                   const char   *sha256,
                                   GError      **error);
/* Several, for little more than one costs. FALSE: @errors says which are not there. */
gboolean   jc_partial_place_all   (JcPartial   **partials,
                                   const char  **sha256s,
                                   guint         n,
                                   GError      **errors);
void       jc_partial_remove      (JcPartial    *self);

/* Asks whoever holds it to let go. */
void       jc_partial_claim       (JcOriginals  *originals,
                                   const char   *id);
gboolean   jc_partial_is_claimed  (JcPartial    *self);

/* (element-type utf8): what lies there and has not been touched since @before_us (µs since the Unix
 * epoch). */
GPtrArray *jc_partial_list        (JcOriginals  *originals,
                                   gint64        before_us) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcPartial, jc_partial_close)

G_END_DECLS
