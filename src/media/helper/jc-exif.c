/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-exif.h"

#include <string.h>

/* Tags and types of CIPA DC-008 (EXIF 2.3), 4.6. */
#define TAG_MAKE 271
#define TAG_MODEL 272
#define TAG_ORIENTATION 274
#define TAG_X_RESOLUTION 282
#define TAG_RESOLUTION_UNIT 296
#define TAG_DATE_TIME 306
#define TYPE_SHORT 3
#define TYPE_RATIONAL 5
#define UNIT_CENTIMETRE 3
#define ENTRY_SIZE 12
#define MAX_DPI 10000.0

typedef struct
{
  const guint8 *data;
  gsize         size;
  gboolean      is_big_endian;
} Reader;

/* 0 beyond the end. */
static guint
read_16 (const Reader *reader, gsize at)
{
  const guint8 *bytes;

  if (at > reader->size || reader->size - at < 2)
    return 0;
  bytes = reader->data + at;
  return reader->is_big_endian ? (guint)bytes[0] << 8 | bytes[1] : (guint)bytes[1] << 8 | bytes[0];
}

static guint32
read_32 (const Reader *reader, gsize at)
{
  guint32 first = read_16 (reader, at);
  guint32 second = read_16 (reader, at + 2);

  return reader->is_big_endian ? first << 16 | second : second << 16 | first;
}

static double
read_rational (const Reader *reader, gsize at)
{
  guint32 over = read_32 (reader, at);
  guint32 under = read_32 (reader, at + 4);

  return under != 0 ? (double)over / under : 0;
}

static void
read_entry (const Reader *reader, gsize at, JcExif *exif, guint *unit)
{
  guint type = read_16 (reader, at + 2);
  guint value = read_16 (reader, at + 8);

  switch (read_16 (reader, at))
    {
    case TAG_MAKE:
    case TAG_MODEL:
    case TAG_DATE_TIME:
      exif->has_camera = TRUE;
      break;
    case TAG_ORIENTATION:
      if (type == TYPE_SHORT && value >= 1 && value <= 8)
        exif->orientation = (int)value;
      break;
    case TAG_X_RESOLUTION:
      if (type == TYPE_RATIONAL)
        exif->dpi = read_rational (reader, read_32 (reader, at + 8));
      break;
    case TAG_RESOLUTION_UNIT:
      *unit = value;
      break;
    default:
      break;
    }
}

/**
 * jc_exif_read:
 * @data: @size bytes
 * @exif: (out): orientation 1, dpi 0 and no camera where nothing is said
 */
void
jc_exif_read (const guint8 *data, gsize size, JcExif *exif)
{
  Reader reader = { data, size, size >= 2 && data[0] == 'M' };
  gsize  folder = read_32 (&reader, 4);
  guint  n = read_16 (&reader, folder);
  guint  unit = 0;

  *exif = (JcExif){ 1, 0, FALSE };
  if (size < 8 || (memcmp (data, "II\x2a\0", 4) != 0 && memcmp (data, "MM\0\x2a", 4) != 0))
    return;

  for (guint i = 0; i < n && folder + 2 + (i + 1) * ENTRY_SIZE <= size; i++)
    read_entry (&reader, folder + 2 + i * ENTRY_SIZE, exif, &unit);
  if (unit == UNIT_CENTIMETRE)
    exif->dpi *= 2.54;
  if (exif->dpi < 1 || exif->dpi > MAX_DPI)
    exif->dpi = 0;
}
