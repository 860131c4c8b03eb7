/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include <string.h>

#include "jc-json.h"
#include "jc-library-folder.h"

/* Below this, packing saves less than a page. */
#define PACK_FROM_BYTES 4096

char *
jc_document_write (JcDossier *dossier)
{
  g_autoptr (JsonNode) node = jc_dossier_to_json (dossier);

  return jc_json_to_canonical (node);
}

/**
 * jc_document_check:
 *
 * What passes from outside into a dossier in small pieces may together grow past a bound of the
 * reader, or two rows may come to share an id. Such a document must not get into the tables: the
 * next opening would take it for damage.
 */
gboolean
jc_document_check (JcDossier *dossier, GError **error)
{
  g_autofree char *text = jc_document_write (dossier);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) node = jc_json_parse (text, -1, &failure);
  g_autoptr (JcDossier) read = node != NULL ? jc_dossier_new_from_json (node, &failure) : NULL;

  if (read != NULL)
    return TRUE;
  jc_prefix_error (&failure, "内容没有保存，减少或改正后再试：",
                   "Nothing was saved; shorten or mend it, then try again: ");
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * jc_document_pack:
 * @is_packed: (out): whether the bytes are a zlib stream (RFC 1950) or the text itself
 */
GBytes *
jc_document_pack (const char *text, gboolean *is_packed, GError **error)
{
  gsize size = strlen (text);
  g_autoptr (GZlibCompressor) packer = NULL;
  g_autoptr (GOutputStream) target = NULL;
  g_autoptr (GOutputStream) stream = NULL;

  *is_packed = size >= PACK_FROM_BYTES;
  if (!*is_packed)
    return g_bytes_new (text, size);

  packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1);
  target = g_memory_output_stream_new_resizable ();
  stream = g_converter_output_stream_new (target, G_CONVERTER (packer));
  if (!g_output_stream_write_all (stream, text, size, NULL, NULL, error)
      || !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (target));
}

/**
 * jc_document_unpack:
 *
 * Returns: (transfer full): text, not yet known to be JSON; more than JC_LIBRARY_MAX_DOCUMENT_BYTES
 *   is an error, whatever a damaged stream promises
 */
char *
jc_document_unpack (GBytes *bytes, gboolean is_packed, GError **error)
{
  g_autoptr (GInputStream) source = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GZlibDecompressor) unpacker = NULL;
  g_autoptr (GString) text = NULL;
  char   chunk[16 * 1024];
  gssize n = 0;

  if (!is_packed)
    return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  text = g_string_new (NULL);
  unpacker = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  source = g_memory_input_stream_new_from_bytes (bytes);
  stream = g_converter_input_stream_new (source, G_CONVERTER (unpacker));
  while ((n = g_input_stream_read (stream, chunk, sizeof chunk, NULL, error)) > 0)
    {
      if (text->len + (gsize)n > JC_LIBRARY_MAX_DOCUMENT_BYTES)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "zlib");
          return NULL;
        }
      g_string_append_len (text, chunk, n);
    }
  return n < 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * jc_library_read_json:
 * @text: (nullable): what a column held
 * @error: JC_LIBRARY_ERROR_DAMAGED: we never wrote such a thing; the next opening recovers
 */
JsonNode *
jc_library_read_json (JcLibrary *self, const char *text, GError **error)
{
  g_autoptr (GError) failure = NULL;
  JsonNode *node = text != NULL ? jc_json_parse (text, -1, &failure) : NULL;

  if (node != NULL)
    return node;

  jc_library_folder_note_damage (self->folder, failure != NULL ? failure->message : "NULL");
  jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_DAMAGED,
                "资料库“%s”中有一条记录已损坏。关闭程序再打开，会自动修复。",
                "A record in the library “%s” is damaged. Close the program and open it again: it "
                "will be mended.",
                self->folder);
  return NULL;
}

/**
 * jc_library_read_dossier:
 * @revision: the row's; the document's own is what it was when it was written
 */
JcDossier *
jc_library_read_dossier (JcLibrary *self, const char *text, gint64 revision, GError **error)
{
  g_autoptr (JsonNode) node = jc_library_read_json (self, text, error);
  g_autoptr (JcDossier) dossier = NULL;
  g_autoptr (GError) failure = NULL;

  if (node == NULL)
    return NULL;

  dossier = jc_dossier_new_from_json (node, &failure);
  if (dossier != NULL)
    return jc_dossier_with_revision (dossier, revision);

  g_set_error_literal (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_FAILED, failure->message);
  return NULL;
}

JsonNode *
jc_library_read_body (JcLibrary *self, JcStatement *statement, GError **error)
{
  if (!jc_library_step (self, statement, error))
    return NULL;
  return jc_library_read_json (self, jc_statement_get_text (statement, "body"), error);
}

GPtrArray *
jc_library_read_bodies (JcLibrary *self, JcStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);
  g_autoptr (GError) failure = NULL;

  while (jc_library_step (self, statement, &failure))
    {
      JsonNode *node
          = jc_library_read_json (self, jc_statement_get_text (statement, "body"), error);

      if (node == NULL)
        return NULL;
      g_ptr_array_add (bodies, node);
    }
  if (failure == NULL)
    return g_steal_pointer (&bodies);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
