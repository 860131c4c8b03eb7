/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-colour.h"

#include <string.h>

#include <lcms2.h>

#define OPAQUE 255

struct _JcColour
{
  JcColourModel model;
  gboolean      is_inverted;
  cmsHTRANSFORM transform; /* (owned) (nullable): into B, G, R, unused */
};

/* Most profiles say sRGB, which changes nothing and takes time. */
static gboolean
is_srgb (cmsHPROFILE profile)
{
  char name[64] = "";

  cmsGetProfileInfoASCII (profile, cmsInfoDescription, "en", "US", name, sizeof name);
  return g_str_has_prefix (name, "sRGB");
}

static cmsHTRANSFORM
make_transform (JcColourModel model, gboolean is_inverted, cmsHPROFILE profile)
{
  const struct
  {
    JcColourModel          model;
    cmsColorSpaceSignature space;
    cmsUInt32Number        format;
    cmsUInt32Number        inverted_format;
  } kinds[] = {
    { JC_COLOUR_GREY, cmsSigGrayData, TYPE_GRAY_8, TYPE_GRAY_8_REV },
    { JC_COLOUR_RGB, cmsSigRgbData, TYPE_RGB_8, TYPE_RGB_8 },
    { JC_COLOUR_CMYK, cmsSigCmykData, TYPE_CMYK_8, TYPE_CMYK_8_REV },
  };
  cmsHPROFILE   srgb = cmsCreate_sRGBProfile ();
  cmsHTRANSFORM transform = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].model == model && cmsGetColorSpace (profile) == kinds[i].space)
      transform
          = cmsCreateTransform (profile, is_inverted ? kinds[i].inverted_format : kinds[i].format,
                                srgb, TYPE_BGRA_8, INTENT_RELATIVE_COLORIMETRIC,
                                cmsFLAGS_BLACKPOINTCOMPENSATION);
  cmsCloseProfile (srgb);
  return transform;
}

/**
 * jc_colour_new:
 * @model: of the source
 * @is_inverted: 0 is full ink in CMYK (Adobe's JPEG), white in grey (fax)
 * @profile: (nullable): ICC profile of @size bytes; one of another model, or broken, is not used
 *
 * Without a profile grey and RGB are taken as sRGB, and inks as filters over white.
 *
 * Returns: (transfer full)
 */
JcColour *
jc_colour_new (JcColourModel model, gboolean is_inverted, const void *profile, gsize size)
{
  JcColour   *self = g_new0 (JcColour, 1);
  cmsHPROFILE source = NULL;

  self->model = model;
  self->is_inverted = is_inverted;
  if (profile != NULL && size > 0 && size < G_MAXUINT32)
    source = cmsOpenProfileFromMem (profile, (cmsUInt32Number)size);
  if (source == NULL)
    return self;

  if (!is_srgb (source))
    self->transform = make_transform (model, is_inverted, source);
  cmsCloseProfile (source);
  return self;
}

static void
convert_grey (const guint8 *from, guint8 *to, int n, guint8 flip)
{
  for (int i = 0; i < n; i++)
    {
      guint8 value = from[i] ^ flip;

      memset (to + 4 * i, value, 3);
      to[4 * i + 3] = OPAQUE;
    }
}

static void
convert_rgb (const guint8 *from, guint8 *to, int n)
{
  for (int i = 0; i < n; i++)
    {
      to[4 * i] = from[3 * i + 2];
      to[4 * i + 1] = from[3 * i + 1];
      to[4 * i + 2] = from[3 * i];
      to[4 * i + 3] = OPAQUE;
    }
}

/* What is left of white after the inks: with @flip 255, 0 is full ink as it comes. */
static void
convert_cmyk (const guint8 *from, guint8 *to, int n, guint8 flip)
{
  for (int i = 0; i < n; i++)
    {
      guint black = (guint)(from[4 * i + 3] ^ flip);

      for (int ink = 0; ink < 3; ink++)
        to[4 * i + 2 - ink] = (guint8)(((guint)(from[4 * i + ink] ^ flip) * black + 127) / 255);
      to[4 * i + 3] = OPAQUE;
    }
}

/**
 * jc_colour_convert:
 * @from: @n pixels as the source has them
 * @to: receives @n pixels of four bytes
 */
void
jc_colour_convert (JcColour *self, const guint8 *from, guint8 *to, int n)
{
  if (self->transform != NULL)
    {
      cmsDoTransform (self->transform, from, to, (cmsUInt32Number)n);
      for (int i = 0; i < n; i++)
        to[4 * i + 3] = OPAQUE;
    }
  else if (self->model == JC_COLOUR_GREY)
    convert_grey (from, to, n, self->is_inverted ? 255 : 0);
  else if (self->model == JC_COLOUR_RGB)
    convert_rgb (from, to, n);
  else
    convert_cmyk (from, to, n, self->is_inverted ? 0 : 255);
}

void
jc_colour_free (JcColour *self)
{
  if (self->transform != NULL)
    cmsDeleteTransform (self->transform);
  g_free (self);
}
