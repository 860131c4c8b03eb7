/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "bench.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <glib/gstdio.h>

void
bench_set_up (Bench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  bench->folder = g_dir_make_tmp ("jc-media-XXXXXX", &error);
  g_assert_no_error (error);
  bench->media = jc_media_new ();
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
bench_tear_down (Bench *bench, gconstpointer data)
{
  jc_media_unref (bench->media);
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1);
  g_assert_cmpint (errno, ==, ECHILD);
  remove_folder (bench->folder);
  g_free (bench->folder);
}

char *
bench_path (Bench *bench, const char *name)
{
  return g_build_filename (bench->folder, name, NULL);
}

void
bench_write (Bench *bench, const char *name, const void *data, gsize size)
{
  g_autofree char *path = bench_path (bench, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize)size, &error);
  g_assert_no_error (error);
}

void
bench_cut (Bench *bench, const char *from, const char *to, int permille)
{
  g_autofree char *path = bench_path (bench, from);
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = 0;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  bench_write (bench, to, data, size * (gsize)permille / 1000);
}

JcMediaFacts *
bench_examine (Bench *bench, const char *name, GError **error)
{
  g_autofree char *path = bench_path (bench, name);

  return jc_media_examine (bench->media, path, NULL, NULL, error);
}

JcPicture *
bench_render (Bench *bench, const char *name, const JcPageView *view, int size, GError **error)
{
  g_autofree char *path = bench_path (bench, name);

  return jc_media_render (bench->media, path, NULL, view, size, size, NULL, error);
}

gboolean
bench_has_caution (JcMediaFacts *facts, const char *code, int page)
{
  for (guint i = 0; i < facts->cautions->len; i++)
    {
      JcCaution *caution = g_ptr_array_index (facts->cautions, i);

      if (strcmp (caution->code, code) == 0 && caution->page == page)
        return TRUE;
    }
  return FALSE;
}

guint
bench_pixel (JcPicture *picture, double x, double y)
{
  gsize         column = (gsize)(x * picture->width);
  gsize         row = (gsize)(y * picture->height);
  const guint8 *pixels = g_bytes_get_data (picture->pixels, NULL);
  const guint8 *at = pixels + row * (gsize)picture->stride + column * 4;

  return (guint)at[2] << 16 | (guint)at[1] << 8 | at[0];
}

gboolean
bench_is_near (guint a, guint b)
{
  gboolean is_near = TRUE;

  for (int shift = 0; shift < 24; shift += 8)
    is_near = is_near && abs ((int)(a >> shift & 255) - (int)(b >> shift & 255)) <= 40;
  if (!is_near)
    g_test_message ("colour %06x, not %06x", a, b);
  return is_near;
}
