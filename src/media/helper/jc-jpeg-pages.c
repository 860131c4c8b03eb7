/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-pages.h"

#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#include "jc-colour.h"
#include "jc-exif.h"
#include "jc-jpeg-eighth.h"
#include "jc-messenger.h"
#include "jc-reducer.h"

/* A picture in several passes is held whole as coefficients. */
#define MAX_COEFFICIENT_BYTES (256.0 * 1024 * 1024)
#define EXIF_MARK "Exif\0"
#define SCALES 8

typedef struct
{
  JcPages      pages;
  JcPageHeader header;
  gboolean     is_from_messenger;
} JpegPages;

typedef struct
{
  struct jpeg_error_mgr         errors;
  struct jpeg_decompress_struct info;
  gboolean                      has_ended;  /* the data ended before the picture said so */
  gboolean                      is_in_rows; /* its rows come one after the other */
} Decoder;

/* --- Trouble --- */

/* What the decoder fills in for entropy data that is missing is not the page. */
static void
fail_as_cut_short (Decoder *decoder)
{
  if (decoder->is_in_rows)
    jc_job_fail (JC_REASON_CUT_SHORT,
                 MIN (99,
                      decoder->info.input_iMCU_row * 100 / MAX (1, decoder->info.total_iMCU_rows)),
                 0);
  jc_job_fail (JC_REASON_CUT_SHORT_SOMEWHERE, 0, 0);
}

static void
error_exit_cb (j_common_ptr info)
{
  Decoder *decoder = (Decoder *)info->err;

  if (decoder->has_ended)
    fail_as_cut_short (decoder);
  if (info->err->msg_code == JERR_OUT_OF_MEMORY)
    jc_job_fail (JC_REASON_TOO_MANY_PIXELS, JC_PAGES_MAX_PIXELS / 1000000,
                 JC_PAGES_MAX_PIXELS / 1000000);
  jc_job_fail (JC_REASON_DAMAGED, 0, 0);
}

static void
message_cb (j_common_ptr info, int level)
{
  Decoder *decoder = (Decoder *)info->err;

  if (level >= 0)
    return;
  if (info->err->msg_code == JWRN_JPEG_EOF)
    decoder->has_ended = TRUE;
  else if (info->err->msg_code == JWRN_HIT_MARKER)
    fail_as_cut_short (decoder);
}

static void
say_nothing_cb (j_common_ptr info)
{
}

/* --- Reading --- */

static void
begin (Decoder *decoder, JcJob *job)
{
  decoder->info.err = jpeg_std_error (&decoder->errors);
  decoder->errors.error_exit = error_exit_cb;
  decoder->errors.emit_message = message_cb;
  decoder->errors.output_message = say_nothing_cb;
  jpeg_create_decompress (&decoder->info);
  jpeg_mem_src (&decoder->info, job->data, job->size);
  jpeg_save_markers (&decoder->info, JPEG_APP0 + 1, 0xffff);
  jpeg_save_markers (&decoder->info, JPEG_APP0 + 2, 0xffff);
  jpeg_read_header (&decoder->info, TRUE);
}

static void
check_memory (struct jpeg_decompress_struct *info)
{
  double bytes = 0;
  double pixels = (double)info->image_width * info->image_height;

  jc_pages_check_size (info->image_width, info->image_height);
  if (!jpeg_has_multiple_scans (info))
    return;

  for (int i = 0; i < info->num_components; i++)
    bytes += pixels * info->comp_info[i].h_samp_factor * info->comp_info[i].v_samp_factor
             / (info->max_h_samp_factor * info->max_v_samp_factor) * (double)sizeof (JCOEF);
  if (bytes > MAX_COEFFICIENT_BYTES)
    jc_job_fail (JC_REASON_TOO_MANY_PIXELS, (gint64)(pixels / 1000000),
                 (gint64)(pixels / 1000000 * MAX_COEFFICIENT_BYTES / bytes));
}

static void
read_exif (struct jpeg_decompress_struct *info, JcExif *exif)
{
  *exif = (JcExif){ 1, 0, FALSE };
  for (jpeg_saved_marker_ptr marker = info->marker_list; marker != NULL; marker = marker->next)
    if (marker->marker == JPEG_APP0 + 1 && marker->data_length > sizeof EXIF_MARK
        && memcmp (marker->data, EXIF_MARK, sizeof EXIF_MARK) == 0)
      {
        jc_exif_read (marker->data + sizeof EXIF_MARK, marker->data_length - sizeof EXIF_MARK,
                      exif);
        return;
      }
}

static double
read_jfif_dpi (const struct jpeg_decompress_struct *info)
{
  if (!info->saw_JFIF_marker || info->X_density < 2)
    return 0;
  return info->density_unit == 1   ? info->X_density
         : info->density_unit == 2 ? info->X_density * 2.54
                                   : 0;
}

static JcColour *
make_colour (struct jpeg_decompress_struct *info, JcColourModel model)
{
  JOCTET      *profile = NULL;
  unsigned int size = 0;
  JcColour    *colour;

  if (!jpeg_read_icc_profile (info, &profile, &size))
    profile = NULL;
  /* Adobe's programs write ink upside down and say so by their marker. */
  colour = jc_colour_new (model, model == JC_COLOUR_CMYK && info->saw_Adobe_marker, profile, size);
  g_free (profile);
  return colour;
}

/* --- The class --- */

static int
jpeg_pages_count (JcPages *pages)
{
  return 1;
}

static void
jpeg_pages_get_header (JcPages *pages, int page, JcPageHeader *header)
{
  *header = ((JpegPages *)pages)->header;
}

/* Chooses the smallest of the decoder's own reductions that is not below what is asked for. */
static JcColourModel
set_up (struct jpeg_decompress_struct *info, const JcCanvas *canvas)
{
  JcColourModel model = JC_COLOUR_RGB;

  if (info->jpeg_color_space == JCS_GRAYSCALE)
    model = JC_COLOUR_GREY;
  else if (info->num_components == 4)
    model = JC_COLOUR_CMYK;
  info->out_color_space = model == JC_COLOUR_GREY  ? JCS_GRAYSCALE
                          : model == JC_COLOUR_RGB ? JCS_RGB
                                                   : JCS_CMYK;
  info->scale_denom = SCALES;
  for (info->scale_num = 1; info->scale_num < SCALES; info->scale_num++)
    {
      jpeg_calc_output_dimensions (info);
      if (info->output_width >= (JDIMENSION)canvas->width
          && info->output_height >= (JDIMENSION)canvas->height)
        break;
    }
  info->do_fancy_upsampling = info->scale_num == SCALES;
  return model;
}

/* By the short way, where it is enough and nothing is wrong. */
static gboolean
draw_eighth (struct jpeg_decompress_struct *info, JcCanvas *canvas)
{
  JcColourModel model = info->num_components == 1 ? JC_COLOUR_GREY : JC_COLOUR_RGB;
  int           width = (int)(info->image_width + SCALES - 1) / SCALES;
  int           height = (int)(info->image_height + SCALES - 1) / SCALES;
  g_autoptr (JcColour) colour = NULL;
  g_autoptr (JcReducer) reducer = NULL;

  if (width < canvas->width || height < canvas->height || !jc_jpeg_eighth_can_read (info))
    return FALSE;

  colour = make_colour (info, model);
  reducer = jc_reducer_new (width, height, (int)model, canvas, colour);
  return jc_jpeg_eighth_read (info, reducer);
}

static void
jpeg_pages_draw (JcPages *pages, int page, JcCanvas *canvas)
{
  g_autofree Decoder *decoder = g_new0 (Decoder, 1);
  g_autofree guint8  *row = NULL;
  g_autoptr (JcColour) colour = NULL;
  g_autoptr (JcReducer) reducer = NULL;
  JSAMPROW      rows[1];
  JcColourModel model;

  begin (decoder, pages->job);
  check_memory (&decoder->info);
  if (draw_eighth (&decoder->info, canvas))
    {
      jpeg_destroy_decompress (&decoder->info);
      return;
    }
  model = set_up (&decoder->info, canvas);
  colour = make_colour (&decoder->info, model);
  decoder->is_in_rows = !jpeg_has_multiple_scans (&decoder->info);
  jpeg_start_decompress (&decoder->info);
  reducer = jc_reducer_new ((int)decoder->info.output_width, (int)decoder->info.output_height,
                            (int)model, canvas, colour);
  row = g_malloc ((gsize)decoder->info.output_width * (gsize)decoder->info.output_components);
  rows[0] = row;

  while (decoder->info.output_scanline < decoder->info.output_height)
    {
      jpeg_read_scanlines (&decoder->info, rows, 1);
      jc_reducer_push (reducer, row);
    }
  if (decoder->has_ended && !decoder->is_in_rows)
    fail_as_cut_short (decoder);
  jpeg_destroy_decompress (&decoder->info);
}

static void
jpeg_pages_measure (JcPages *pages, JsonArray *facts, JsonArray *cautions)
{
  if (((JpegPages *)pages)->is_from_messenger)
    jc_pages_add_caution (cautions, "messenger", 1);
}

static const JcPagesClass jpeg_pages_class = {
  .media_type = "image/jpeg",
  .suffix = "jpg",
  .is_photo = TRUE,
  .count = jpeg_pages_count,
  .get_header = jpeg_pages_get_header,
  .draw = jpeg_pages_draw,
  .measure = jpeg_pages_measure,
};

/**
 * jc_jpeg_pages_new:
 * @job: its input is a JPEG
 *
 * Reads the header only.
 *
 * Returns: (transfer full)
 */
JcPages *
jc_jpeg_pages_new (JcJob *job)
{
  g_autofree Decoder *decoder = g_new0 (Decoder, 1);
  JpegPages          *self = g_new0 (JpegPages, 1);
  JcExif              exif;

  begin (decoder, job);
  read_exif (&decoder->info, &exif);
  self->pages.class = &jpeg_pages_class;
  self->pages.job = job;
  self->header.width = decoder->info.image_width;
  self->header.height = decoder->info.image_height;
  self->header.orientation = exif.orientation;
  self->header.dpi = exif.dpi > 0 ? exif.dpi : read_jfif_dpi (&decoder->info);
  self->is_from_messenger = !exif.has_camera && jc_messenger_has_sent (&decoder->info);
  check_memory (&decoder->info);
  jpeg_destroy_decompress (&decoder->info);

  return &self->pages;
}
