/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include "jc-library-folder.h"
#include "jc-partial.h"

struct _JcIncoming
{
  JcPartial *partial; /* (owned) */
  char      *sha256;  /* (owned) */
};

/**
 * jc_incoming_new:
 * @library: outlives it
 * @sha256: 64 lower-case hex digits
 * @error: G_IO_ERROR_BUSY while another program, or another part of this one, takes it in
 *
 * Returns: (transfer full) (nullable): the original with what has come of it so far
 */
JcIncoming *
jc_incoming_new (JcLibrary *library, const char *sha256, GError **error)
{
  g_autofree char *path = jc_library_dup_original_path (library, sha256);
  JcPartial       *partial;
  JcIncoming      *self;

  g_return_val_if_fail (path != NULL, NULL);

  partial = jc_partial_open (library->originals, sha256, error);
  if (partial == NULL)
    return NULL;
  self = g_new0 (JcIncoming, 1);
  self->partial = partial;
  self->sha256 = g_strdup (sha256);
  return self;
}

/**
 * jc_incoming_free:
 * @self: (transfer full): what came stays for the next time
 */
void
jc_incoming_free (JcIncoming *self)
{
  jc_partial_close (self->partial);
  g_free (self->sha256);
  g_free (self);
}

gint64
jc_incoming_get_size (JcIncoming *self)
{
  return jc_partial_get_size (self->partial);
}

/**
 * jc_library_get_incoming_size_in:
 * @folder: a library's folder
 * @sha256: 64 lower-case hex digits
 *
 * Returns: how many bytes have come; 0 when none has
 */
gint64
jc_library_get_incoming_size_in (const char *folder, const char *sha256)
{
  g_autofree char *place = jc_library_folder_dup_path (folder, "originals");
  g_autoptr (JcOriginals) originals = jc_originals_new (place);

  return jc_partial_look (originals, sha256);
}

/**
 * jc_incoming_append:
 * @data: (array length=size): the next bytes
 * @error: G_IO_ERROR_NO_SPACE …
 */
gboolean
jc_incoming_append (JcIncoming *self, gconstpointer data, gsize size, GError **error)
{
  return jc_partial_append (self->partial, data, size, error);
}

/**
 * jc_incoming_finish:
 * @error: JC_LIBRARY_ERROR_DAMAGED, or why it cannot be written
 *
 * The file is on the disk, under its name, when this returns.
 */
gboolean
jc_incoming_finish (JcIncoming *self, GError **error)
{
  g_autofree char *sha256 = jc_partial_dup_sha256 (self->partial, error);

  if (sha256 == NULL)
    return FALSE;
  if (!g_str_equal (sha256, self->sha256))
    {
      jc_partial_remove (self->partial);
      return jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_DAMAGED,
                           "收到的文件与它的 SHA-256（%.12s…）不符，没有保留。",
                           "What came does not have the SHA-256 %.12s… that it should have; it "
                           "was not kept.",
                           self->sha256);
    }
  if (!jc_partial_seal (self->partial, error)
      || !jc_partial_place (self->partial, self->sha256, error))
    return FALSE;
  jc_partial_remove (self->partial);
  return TRUE;
}

/**
 * jc_incoming_abandon:
 * @self: what came is of no use
 */
void
jc_incoming_abandon (JcIncoming *self)
{
  jc_partial_remove (self->partial);
}
