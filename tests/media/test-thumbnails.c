/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-thumbnails.h"

#include <string.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "bench.h"
#include "drawing.h"

#define SHA256 "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define SIZE 64

typedef struct
{
  Bench         bench;
  JcThumbnails *thumbnails;
  char         *folder; /* (owned) */
  char         *path;   /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Drawing) drawing = drawing_new_quarters (400, 300);

  bench_set_up (&fixture->bench, NULL);
  fixture->folder = bench_path (&fixture->bench, "cache/thumbnails");
  fixture->path = bench_path (&fixture->bench, "a.jpg");
  fixture->thumbnails = jc_thumbnails_new (fixture->bench.media, fixture->folder);
  drawing_save_jpeg (drawing, fixture->path, &(JpegForm){ 0 });
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  jc_thumbnails_unref (fixture->thumbnails);
  bench_tear_down (&fixture->bench, NULL);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static JcPicture *
load (Fixture *fixture, const JcPageView *view, GError **error)
{
  return jc_thumbnails_load (fixture->thumbnails, SHA256, fixture->path, view, SIZE, NULL, error);
}

/* The one file in the folder. */
static char *
find_file (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name = g_dir_read_name (folder);
  char       *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_null (g_dir_read_name (folder));
  return path;
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
assert_quarters (JcPicture *picture)
{
  g_assert_nonnull (picture);
  g_assert_cmpint (picture->width, ==, 64);
  g_assert_cmpint (picture->height, ==, 48);
  g_assert_cmpuint (g_bytes_get_size (picture->pixels), ==, 64 * 48 * 4);
  assert_colour (picture, 0.1, 0.1, 0xff0000);
  assert_colour (picture, 0.9, 0.9, 0xffffff);
}

/* The second time the original is not needed. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPicture) made = load (fixture, view, &error);
  g_autoptr (JcPicture) loaded = NULL;

  g_assert_no_error (error);
  assert_quarters (made);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  loaded = load (fixture, view, &error);
  g_assert_no_error (error);
  assert_quarters (loaded);
  g_assert_true (g_bytes_equal (made->pixels, loaded->pixels));
}

static void
test_own_for_each_view (Fixture *fixture, gconstpointer data)
{
  JcPageView turned = { .page = 1, .turn = 90 };
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (JcPicture) plain = load (fixture, view, NULL);
  g_autoptr (JcPicture) other = load (fixture, &turned, NULL);
  g_autoptr (JcPicture) larger
      = jc_thumbnails_load (fixture->thumbnails, SHA256, fixture->path, view, 2 * SIZE, NULL, NULL);

  assert_quarters (plain);
  g_assert_cmpint (other->width, ==, 48);
  g_assert_cmpint (larger->width, ==, 128);
  g_assert_cmpuint (count_files (fixture), ==, 3);
}

/* Each kind of damage: made again. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcPageView) view = jc_page_view_new (1);

  for (int kind = 0; kind < 4; kind++)
    {
      g_autoptr (JcPicture) made = load (fixture, view, NULL);
      g_autofree char *file = find_file (fixture);
      g_autofree char *bytes = NULL;
      gsize            size = 0;
      g_autoptr (JcPicture) again = NULL;

      assert_quarters (made);
      g_assert_true (g_file_get_contents (file, &bytes, &size, NULL));
      if (kind == 0)
        size = 0;
      else if (kind == 1)
        size -= 1;
      else if (kind == 2)
        memset (bytes + 4, 0xff, 8);
      else
        memset (bytes + 16, 0, size - 16);
      g_assert_true (g_file_set_contents (file, bytes, (gssize)size, NULL));
      again = load (fixture, view, NULL);
      assert_quarters (again);
    }
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autofree char *cache = bench_path (&fixture->bench, "cache");
  g_autoptr (JcPicture) picture = NULL;

  g_assert_true (g_file_set_contents (cache, "in the way", -1, NULL));
  picture = load (fixture, view, NULL);
  assert_quarters (picture);
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcPageView) view = jc_page_view_new (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPicture) picture = load (fixture, view, &error);

  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_PAGE);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

/* Files that claim 300 MiB without taking them: the oldest go, the newest and what is not ours
 * stay. */
static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (JcPicture) picture = NULL;
  g_autofree char *foreign = g_build_filename (fixture->folder, "note.txt", NULL);
  g_autofree char *oldest = g_build_filename (fixture->folder, "0.thumb", NULL);
  g_autofree char *newest = g_build_filename (fixture->folder, "29.thumb", NULL);

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (foreign, "x", 1, NULL));
  for (int i = 0; i < 30; i++)
    {
      g_autofree char      *path = g_strdup_printf ("%s/%d.thumb", fixture->folder, i);
      const struct timespec times[2] = { { 1000000 + i, 0 }, { 1000000 + i, 0 } };

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
      g_assert_cmpint (truncate (path, 10 * 1024 * 1024), ==, 0);
      g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
    }
  picture = load (fixture, view, NULL);
  assert_quarters (picture);
  g_assert_false (g_file_test (oldest, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (newest, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  /* 230.4 MiB: 23 of ten each, ours and the note. */
  g_assert_cmpuint (count_files (fixture), ==, 25);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPicture) picture = NULL;

  g_cancellable_cancel (cancellable);
  picture = jc_thumbnails_load (fixture->thumbnails, SHA256, fixture->path, view, SIZE, cancellable,
                                &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
load_cb (gpointer data)
{
  g_autoptr (JcPageView) view = jc_page_view_new (1);

  return load (data, view, NULL);
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  GThread *threads[12];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("thumbnail", load_cb, fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (JcPicture) picture = g_thread_join (threads[i]);

      assert_quarters (picture);
    }
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/media/thumbnails/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/media/thumbnails/own-for-each-view", Fixture, NULL, set_up, test_own_for_each_view,
              tear_down);
  g_test_add ("/media/thumbnails/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/media/thumbnails/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);
  g_test_add ("/media/thumbnails/error", Fixture, NULL, set_up, test_error, tear_down);
  g_test_add ("/media/thumbnails/limit", Fixture, NULL, set_up, test_limit, tear_down);
  g_test_add ("/media/thumbnails/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/media/thumbnails/threads", Fixture, NULL, set_up, test_threads, tear_down);

  return g_test_run ();
}
