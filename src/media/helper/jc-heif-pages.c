/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-pages.h"

#ifdef HAVE_HEIF
#include <libheif/heif.h>

#include "jc-colour.h"
#include "jc-reducer.h"

/* A picture is decoded whole, three bytes a pixel beside the planes that it comes in. */
#define MAX_PIXELS (60 * 1000000)

typedef struct
{
  JcPages                   pages;
  struct heif_context      *context; /* (owned) */
  struct heif_image_handle *handle;  /* (owned) */
} HeifPages;

static void
check (struct heif_error error)
{
  if (error.code == heif_error_Ok)
    return;
  if (error.code == heif_error_Invalid_input && error.subcode == heif_suberror_End_of_data)
    jc_job_fail (JC_REASON_CUT_SHORT_SOMEWHERE, 0, 0);
  if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature)
    jc_job_fail (JC_REASON_NO_HEIF, 0, 0);
  jc_job_fail (JC_REASON_DAMAGED, 0, 0);
}

static JcColour *
make_colour (struct heif_image_handle *handle)
{
  gsize              size = heif_image_handle_get_raw_color_profile_size (handle);
  g_autofree guint8 *profile = NULL;

  if (size > 0 && size < 4 * 1024 * 1024)
    {
      profile = g_malloc0 (size);
      if (heif_image_handle_get_raw_color_profile (handle, profile).code != heif_error_Ok)
        size = 0;
    }
  return jc_colour_new (JC_COLOUR_RGB, FALSE, profile, profile != NULL ? size : 0);
}

/* A live photo or a burst has one that is the picture; the others are no pages. */
static int
heif_pages_count (JcPages *pages)
{
  return 1;
}

/* Turning and mirroring are applied by the decoder (ISO/IEC 23008-12, 6.5), so EXIF's orientation
 * counts for nothing. */
static void
heif_pages_get_header (JcPages *pages, int page, JcPageHeader *header)
{
  struct heif_image_handle *handle = ((HeifPages *)pages)->handle;

  *header = (JcPageHeader){ heif_image_handle_get_width (handle),
                            heif_image_handle_get_height (handle), 1, 0 };
}

static void
heif_pages_draw (JcPages *pages, int page, JcCanvas *canvas)
{
  HeifPages         *self = (HeifPages *)pages;
  struct heif_image *image = NULL;
  g_autoptr (JcColour) colour = make_colour (self->handle);
  g_autoptr (JcReducer) reducer = NULL;
  const guint8 *pixels;
  int           stride = 0;
  int           width;
  int           height;

  check (heif_decode_image (self->handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB,
                            NULL));
  width = heif_image_get_width (image, heif_channel_interleaved);
  height = heif_image_get_height (image, heif_channel_interleaved);
  pixels = heif_image_get_plane_readonly (image, heif_channel_interleaved, &stride);
  if (pixels == NULL || width < canvas->width || height < canvas->height)
    jc_job_fail (JC_REASON_DAMAGED, 0, 0);

  reducer = jc_reducer_new (width, height, JC_COLOUR_RGB, canvas, colour);
  for (int y = 0; y < height; y++)
    jc_reducer_push (reducer, pixels + (gsize)y * (gsize)stride);
  heif_image_release (image);
}

static const JcPagesClass heif_pages_class = {
  .media_type = "image/heif",
  .suffix = "heic",
  .is_photo = TRUE,
  .count = heif_pages_count,
  .get_header = heif_pages_get_header,
  .draw = heif_pages_draw,
};

/**
 * jc_heif_pages_new:
 * @job: its input is HEIC
 *
 * Returns: (transfer full): its primary picture as the one page
 */
JcPages *
jc_heif_pages_new (JcJob *job)
{
  HeifPages *self = g_new0 (HeifPages, 1);
  double     pixels;

  self->pages.class = &heif_pages_class;
  self->pages.job = job;
  self->context = heif_context_alloc ();
  heif_context_set_max_decoding_threads (self->context, 0);
  check (heif_context_read_from_memory_without_copy (self->context, job->data, job->size, NULL));
  check (heif_context_get_primary_image_handle (self->context, &self->handle));

  pixels = (double)heif_image_handle_get_width (self->handle)
           * heif_image_handle_get_height (self->handle);
  jc_pages_check_size (heif_image_handle_get_width (self->handle),
                       heif_image_handle_get_height (self->handle));
  if (pixels > MAX_PIXELS)
    jc_job_fail (JC_REASON_TOO_MANY_PIXELS, (gint64)(pixels / 1000000), MAX_PIXELS / 1000000);
  return &self->pages;
}

#else

/**
 * jc_heif_pages_new:
 *
 * Built without libheif.
 */
JcPages *
jc_heif_pages_new (JcJob *job)
{
  jc_job_fail (JC_REASON_NO_HEIF, 0, 0);
}
#endif
