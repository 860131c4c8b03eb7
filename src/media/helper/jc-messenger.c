/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-messenger.h"

#include <math.h>

/* Where WeChat and QQ end the longer or shorter side when "original picture" is not chosen. */
static const guint capped_sides[] = { 1080, 1280, 1440, 1920 };

/* The sides of phones' photos; a scanned A4 (1 : 1.414) is none. */
static const double photo_ratios[] = { 4.0 / 3.0, 16.0 / 9.0 };
#define RATIO_TOLERANCE 0.01

#define MIN_QUALITY 50
#define MAX_QUALITY 88

/* ITU-T T.81, table K.1, in natural order: the base that every quality of libjpeg scales. */
static const guint16 base_table[DCTSIZE2] = {
  16, 11,  10,  16, 24, 40, 51, 61, 12,  12,  14,  19,  26, 58, 60, 55,  14,  13,  16,  24, 40, 57,
  69, 56,  14,  17, 22, 29, 51, 87, 80,  62,  18,  22,  37, 56, 68, 109, 103, 77,  24,  35, 55, 64,
  81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98,  112, 100, 103, 99,
};

static gboolean
has_capped_side (guint width, guint height)
{
  for (gsize i = 0; i < G_N_ELEMENTS (capped_sides); i++)
    if (MAX (width, height) == capped_sides[i] || MIN (width, height) == capped_sides[i])
      return MAX (width, height) <= 2560;
  return FALSE;
}

static gboolean
has_photo_ratio (guint width, guint height)
{
  double ratio = (double)MAX (width, height) / (double)MIN (width, height);

  for (gsize i = 0; i < G_N_ELEMENTS (photo_ratios); i++)
    if (fabs (ratio - photo_ratios[i]) < RATIO_TOLERANCE)
      return TRUE;
  return FALSE;
}

static gboolean
is_table_of_quality (const JQUANT_TBL *table, int quality)
{
  int scale = quality < 50 ? 5000 / quality : 200 - quality * 2;

  for (int i = 0; i < DCTSIZE2; i++)
    if (table->quantval[i] != CLAMP ((base_table[i] * scale + 50) / 100, 1, 255))
      return FALSE;
  return TRUE;
}

static gboolean
is_saved_again (const struct jpeg_decompress_struct *info)
{
  const JQUANT_TBL *table = info->quant_tbl_ptrs[0];

  for (int quality = MIN_QUALITY; table != NULL && quality <= MAX_QUALITY; quality++)
    if (is_table_of_quality (table, quality))
      return TRUE;
  return FALSE;
}

/**
 * jc_messenger_has_sent:
 * @info: after jpeg_read_header (); without camera data in its EXIF, which messengers remove
 *
 * All of it has to be there: a side at a messenger's cap, a phone's shape, JFIF without a
 * resolution, colour at half resolution, and the library's own table at a middling quality. A false
 * alarm would be worse than a missed one.
 */
gboolean
jc_messenger_has_sent (struct jpeg_decompress_struct *info)
{
  return info->num_components == 3 && info->comp_info[0].h_samp_factor == 2
         && info->comp_info[0].v_samp_factor == 2
         && (!info->saw_JFIF_marker || info->density_unit == 0 || info->X_density <= 72)
         && has_capped_side (info->image_width, info->image_height)
         && has_photo_ratio (info->image_width, info->image_height) && is_saved_again (info);
}
