/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <string.h>

#include <gio/gio.h>

/* Writes ZIP archives (APPNOTE 6.3) as no well-behaved program would. */

#define ZIP_ENCRYPTED 0x0001
#define ZIP_UTF8 0x0800
#define ZIP_STORED 0
#define ZIP_DEFLATED 8

typedef struct
{
  GByteArray *bytes;
  GByteArray *directory;
  guint       n_files;
} ZipWriter;

/* @name: raw bytes; @mode: of Unix, 0: a regular file; @size_lie: what is said instead of the size,
 * 0: the truth */
typedef struct
{
  const char *name;
  const char *data;
  gsize       size;
  guint16     flags;
  guint16     method;
  guint32     mode;
  guint32     size_lie;
} ZipFile;

static inline ZipWriter *
zip_writer_new (void)
{
  ZipWriter *self = g_new0 (ZipWriter, 1);

  self->bytes = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  return self;
}

static inline void
zip_writer_free (ZipWriter *self)
{
  g_byte_array_unref (self->bytes);
  g_byte_array_unref (self->directory);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZipWriter, zip_writer_free)

static inline void
zip_put (GByteArray *bytes, guint n_bytes, guint32 value)
{
  for (guint i = 0; i < n_bytes; i++, value >>= 8)
    {
      guint8 byte = (guint8)(value & 0xff);

      g_byte_array_append (bytes, &byte, 1);
    }
}

static inline guint32
zip_crc (const char *data, gsize size)
{
  guint32 crc = 0xffffffffU;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= (guint8)data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320U & (0U - (crc & 1)));
    }
  return ~crc;
}

static inline GBytes *
zip_pack (const ZipFile *file)
{
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autoptr (GOutputStream) target = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (target, G_CONVERTER (packer));

  if (file->method != ZIP_DEFLATED)
    return g_bytes_new (file->data, file->size);
  g_output_stream_write_all (stream, file->data, file->size, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (target));
}

/* What the local header and the directory have in common. */
static inline void
zip_put_facts (GByteArray *bytes, const ZipFile *file, gsize packed)
{
  zip_put (bytes, 2, 20);
  zip_put (bytes, 2, file->flags);
  zip_put (bytes, 2, file->method);
  zip_put (bytes, 4, 0x5a212000);
  zip_put (bytes, 4, zip_crc (file->data, file->size));
  zip_put (bytes, 4, (guint32)packed);
  zip_put (bytes, 4, file->size_lie != 0 ? file->size_lie : (guint32)file->size);
  zip_put (bytes, 2, (guint32)strlen (file->name));
  zip_put (bytes, 2, 0);
}

static inline void
zip_add (ZipWriter *self, ZipFile file)
{
  g_autoptr (GBytes) packed = zip_pack (&file);
  guint32 offset = self->bytes->len;
  guint32 mode = file.mode != 0 ? file.mode : 0100644;

  zip_put (self->bytes, 4, 0x04034b50);
  zip_put_facts (self->bytes, &file, g_bytes_get_size (packed));
  g_byte_array_append (self->bytes, (const guint8 *)file.name, (guint)strlen (file.name));
  g_byte_array_append (self->bytes, g_bytes_get_data (packed, NULL),
                       (guint)g_bytes_get_size (packed));

  zip_put (self->directory, 4, 0x02014b50);
  zip_put (self->directory, 2, 0x0314);
  zip_put_facts (self->directory, &file, g_bytes_get_size (packed));
  zip_put (self->directory, 2, 0);
  zip_put (self->directory, 4, 0);
  zip_put (self->directory, 4, mode << 16);
  zip_put (self->directory, 4, offset);
  g_byte_array_append (self->directory, (const guint8 *)file.name, (guint)strlen (file.name));
  self->n_files++;
}

static inline void
zip_add_text (ZipWriter *self, const char *name, const char *text)
{
  ZipFile file = { .name = name, .data = text, .size = strlen (text) };

  zip_add (self, file);
}

/* Ends the archive; @self is of no more use but to be freed. */
static inline void
zip_finish (ZipWriter *self)
{
  guint32 offset = self->bytes->len;

  g_byte_array_append (self->bytes, self->directory->data, self->directory->len);
  zip_put (self->bytes, 4, 0x06054b50);
  zip_put (self->bytes, 4, 0);
  zip_put (self->bytes, 2, self->n_files);
  zip_put (self->bytes, 2, self->n_files);
  zip_put (self->bytes, 4, self->directory->len);
  zip_put (self->bytes, 4, offset);
  zip_put (self->bytes, 2, 0);
}
