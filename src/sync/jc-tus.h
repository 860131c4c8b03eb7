/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-api-client.h"

G_BEGIN_DECLS

/**
 * JcTusFile:
 * One file on its way to a server by tus 1.0.0.
 * @path: where it lies
 * @name, @media_type: told the server
 * @url: (nullable): of the upload, below /api/v1; NULL: none is known
 * @offset: how many bytes the server is known to have; @size: all
 * @has_begun: some bytes may have come under an address that is not known
 * @mutex: guards @url and @offset, and @n_taken: how far the reading of the file has come
 */
typedef struct
{
  char    *sha256;
  char    *path;
  char    *name;
  char    *media_type;
  gint64   size;
  char    *url;
  gint64   offset;
  gboolean has_begun;
  gint64   n_taken;
  GMutex   mutex;
} JcTusFile;

JcTusFile *jc_tus_file_new  (const char *sha256,
                             const char *path,
                             gint64      size) G_GNUC_WARN_UNUSED_RESULT;
void       jc_tus_file_free (JcTusFile  *self);

/* Sends what the server has not yet, whatever happens on the way, as long as there is progress. TRUE:
 * the server has it all and has found its hash to be right. */
gboolean   jc_tus_send      (JcApiClient   *client,
                             JcTusFile     *file,
                             GCancellable  *cancellable,
                             GError       **error);

G_END_DECLS
