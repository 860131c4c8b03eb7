/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-jpeg-eighth.h"

#include <string.h>

#include "jc-jpeg-skip.h"

/* A thumbnail of a scan needs the mean of each block of 8 x 8 pixels, which stands first in the
 * block's data (ITU-T T.81, A.3.3): everything behind it is only skipped, several symbols at a
 * time, which takes half of the time. */

#define BLOCK 8

typedef struct
{
  int          h;
  int          v;
  int          dc;    /* of the block before */
  int          scale; /* the table's entry for the mean */
  int          stride;
  JcSkipTable *dc_table; /* (owned) */
  JcSkipTable *ac_table; /* (owned) */
  guint8      *means;    /* (owned): of one row of MCUs */
} Plane;

typedef struct
{
  JcSkipBits bits;
  int        n_planes;
  Plane      planes[3];
  int        mcus_across;
  int        mcus_down;
  int        width; /* in blocks */
  int        height;
  guint8    *row; /* (owned) */
} Eighth;

/**
 * jc_jpeg_eighth_can_read:
 * @info: after jpeg_read_header ()
 *
 * Baseline, in one scan, grey or YCbCr with the usual sampling: what scanners and cameras write.
 */
gboolean
jc_jpeg_eighth_can_read (const struct jpeg_decompress_struct *info)
{
  if (info->progressive_mode || info->arith_code || info->data_precision != 8
      || info->comps_in_scan != info->num_components
      || !((info->num_components == 1 && info->jpeg_color_space == JCS_GRAYSCALE)
           || (info->num_components == 3 && info->jpeg_color_space == JCS_YCbCr)))
    return FALSE;

  for (int i = 0; i < info->num_components; i++)
    {
      const jpeg_component_info *component = info->cur_comp_info[i];

      if (component != &info->comp_info[i] || info->quant_tbl_ptrs[component->quant_tbl_no] == NULL
          || info->dc_huff_tbl_ptrs[component->dc_tbl_no] == NULL
          || info->ac_huff_tbl_ptrs[component->ac_tbl_no] == NULL || component->h_samp_factor > 2
          || component->v_samp_factor > 2
          || (i > 0 && component->h_samp_factor * component->v_samp_factor != 1))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_up (Eighth *self, const struct jpeg_decompress_struct *info)
{
  gboolean is_grey = info->num_components == 1;
  int      h = is_grey ? 1 : info->max_h_samp_factor;
  int      v = is_grey ? 1 : info->max_v_samp_factor;
  gboolean is_done = TRUE;

  self->n_planes = info->num_components;
  self->width = (int)(info->image_width + BLOCK - 1) / BLOCK;
  self->height = (int)(info->image_height + BLOCK - 1) / BLOCK;
  self->mcus_across = (self->width + h - 1) / h;
  self->mcus_down = (self->height + v - 1) / v;
  self->row = g_malloc0 ((gsize)self->mcus_across * (gsize)h * 3);
  for (int i = 0; i < self->n_planes; i++)
    {
      const jpeg_component_info *component = &info->comp_info[i];
      Plane                     *plane = &self->planes[i];

      plane->h = is_grey ? 1 : component->h_samp_factor;
      plane->v = is_grey ? 1 : component->v_samp_factor;
      plane->scale = info->quant_tbl_ptrs[component->quant_tbl_no]->quantval[0];
      plane->stride = self->mcus_across * plane->h;
      plane->means = g_malloc0 ((gsize)plane->stride * (gsize)plane->v);
      plane->dc_table = jc_skip_table_new (info->dc_huff_tbl_ptrs[component->dc_tbl_no], FALSE);
      plane->ac_table = jc_skip_table_new (info->ac_huff_tbl_ptrs[component->ac_tbl_no], TRUE);
      is_done = is_done && plane->dc_table != NULL && plane->ac_table != NULL;
    }
  return is_done;
}

static void
clear (Eighth *self)
{
  for (int i = 0; i < self->n_planes; i++)
    {
      g_free (self->planes[i].means);
      g_free (self->planes[i].dc_table);
      g_free (self->planes[i].ac_table);
    }
  g_free (self->row);
}

static gboolean
read_block (Eighth *self, Plane *plane, guint8 *mean)
{
  int difference = 0;

  if (!jc_skip_read_difference (&self->bits, plane->dc_table, &difference)
      || !jc_skip_block (&self->bits, plane->ac_table))
    return FALSE;

  plane->dc = CLAMP (plane->dc + difference, -32768, 32767);
  *mean = (guint8)CLAMP (((plane->dc * plane->scale + 4) >> 3) + 128, 0, 255);
  return TRUE;
}

static gboolean
read_mcu (Eighth *self, int column)
{
  for (int i = 0; i < self->n_planes; i++)
    {
      Plane *plane = &self->planes[i];

      for (int y = 0; y < plane->v; y++)
        for (int x = 0; x < plane->h; x++)
          if (!read_block (self, plane, plane->means + y * plane->stride + column * plane->h + x))
            return FALSE;
    }
  return TRUE;
}

/* ITU-T T.871, 7, in 1/65,536. */
static void
convert_row (const Eighth *self, int y)
{
  const Plane  *luma = &self->planes[0];
  const guint8 *blue = self->planes[1].means;
  const guint8 *red = self->planes[2].means;

  for (int x = 0; x < self->width; x++)
    {
      int     value = luma->means[y * luma->stride + x] << 16;
      int     cb = blue[x >> (luma->h - 1)] - 128;
      int     cr = red[x >> (luma->h - 1)] - 128;
      guint8 *out = self->row + 3 * x;

      out[0] = (guint8)CLAMP ((value + 91881 * cr + 32768) >> 16, 0, 255);
      out[1] = (guint8)CLAMP ((value - 22554 * cb - 46802 * cr + 32768) >> 16, 0, 255);
      out[2] = (guint8)CLAMP ((value + 116130 * cb + 32768) >> 16, 0, 255);
    }
}

static void
push_rows (Eighth *self, JcReducer *reducer, int mcu_row)
{
  const Plane *luma = &self->planes[0];

  for (int y = 0; y < luma->v && mcu_row * luma->v + y < self->height; y++)
    if (self->n_planes == 1)
      jc_reducer_push (reducer, luma->means);
    else
      {
        convert_row (self, y);
        jc_reducer_push (reducer, self->row);
      }
}

static gboolean
read_picture (Eighth *self, guint restart_interval, JcReducer *reducer)
{
  guint left = restart_interval;

  for (int row = 0; row < self->mcus_down; row++)
    {
      for (int column = 0; column < self->mcus_across; column++)
        {
          if (restart_interval > 0 && left-- == 0)
            {
              if (!jc_skip_restart (&self->bits))
                return FALSE;
              left = restart_interval - 1;
              for (int i = 0; i < self->n_planes; i++)
                self->planes[i].dc = 0;
            }
          if (!read_mcu (self, column))
            return FALSE;
        }
      push_rows (self, reducer, row);
    }
  return TRUE;
}

/**
 * jc_jpeg_eighth_read:
 * @info: after jpeg_read_header (), with the data behind its header in the source's buffer
 * @reducer: takes the picture at an eighth
 *
 * Returns: %FALSE when the data is not as it should be; some rows may have been pushed
 */
gboolean
jc_jpeg_eighth_read (const struct jpeg_decompress_struct *info, JcReducer *reducer)
{
  Eighth   self = { 0 };
  gboolean is_done;

  jc_skip_bits_init (&self.bits, info->src->next_input_byte, info->src->bytes_in_buffer);
  is_done = set_up (&self, info) && read_picture (&self, info->restart_interval, reducer);
  clear (&self);
  return is_done;
}
