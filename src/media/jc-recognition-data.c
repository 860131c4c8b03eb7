/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-recognition-data.h"

#include <unistd.h>

static gboolean
has_data (const char *folder, const char *language)
{
  g_autofree char *name = g_strconcat (language, ".traineddata", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return access (path, R_OK) == 0;
}

/**
 * jc_recognition_dup_folder:
 * @language: as Tesseract names it: "chi_sim"; "osd" for the direction of text
 *
 * $TESSDATA_PREFIX, where it is set, and no other place; else where Debian, other distributions and
 * a Flatpak put these data. Our end and the helper look alike, as the helper keeps that variable.
 *
 * Returns: (transfer full) (nullable): the folder, or %NULL when there are none
 */
char *
jc_recognition_dup_folder (const char *language)
{
  static const char *const folders[]
      = { "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata",
          "/usr/share/tesseract/tessdata", "/usr/local/share/tessdata", "/app/share/tessdata" };
  const char *named = g_getenv ("TESSDATA_PREFIX");

  if (named != NULL)
    return has_data (named, language) ? g_strdup (named) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    if (has_data (folders[i], language))
      return g_strdup (folders[i]);
  return NULL;
}
