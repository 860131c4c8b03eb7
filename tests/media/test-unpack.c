/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Archives of people who wish us ill, through the real helper with its limits. */

#include "config.h"

#include <glib/gstdio.h>

#include "jc-media.h"
#include "jc-text.h"
#include "zip-writer.h"

#define MAX_ENTRIES 10000
#define MAX_FILES 501
#define MAX_BYTES (1024 * 1024)
#define ROOM (8 * 1024 * 1024)

typedef struct
{
  JcMedia *media;
  char    *folder; /* (owned) */
  char    *path;   /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->media = jc_media_new ();
  fixture->folder = g_dir_make_tmp ("jc-unpack-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "archive.zip", NULL);
}

/* Nothing of an archive is anywhere on the disk. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  jc_media_unref (fixture->media);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
save (Fixture *fixture, const ZipWriter *writer, gsize size)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, (const char *)writer->bytes->data, (gssize)size, &error);
  g_assert_no_error (error);
}

static void
finish (Fixture *fixture, ZipWriter *writer)
{
  zip_finish (writer);
  save (fixture, writer, writer->bytes->len);
}

static GPtrArray *
try_unpack (Fixture *fixture, gint64 *next, GError **error)
{
  const JcUnpackLimits limits = { MAX_ENTRIES, MAX_FILES, MAX_BYTES, ROOM };

  return jc_media_unpack (fixture->media, fixture->path, &limits, next, NULL, error);
}

static GPtrArray *
unpack (Fixture *fixture, gint64 *next)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *files = try_unpack (fixture, next, &error);

  g_assert_no_error (error);
  return files;
}

static void
assert_file (GPtrArray *files, guint i, const char *name, JcUnpackedState state, const char *text)
{
  const JcUnpackedFile *file = NULL;

  g_assert_cmpuint (i, <, files->len);
  file = g_ptr_array_index (files, i);
  g_assert_cmpstr (file->name, ==, name);
  g_assert_cmpint (file->state, ==, state);
  if (text == NULL)
    g_assert_null (file->data);
  else
    g_assert_cmpmem (g_bytes_get_data (file->data, NULL), g_bytes_get_size (file->data), text,
                     strlen (text));
}

/* Names come as they are: whoever uses one cleans it. Links and folders do not come at all. */
static void
test_plain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  ZipFile marked = { .name = "证书/等级.jpg", .data = "1", .size = 1, .flags = ZIP_UTF8 };
  ZipFile link = { .name = "link", .data = "/etc/passwd", .size = 11, .mode = 0120777 };
  ZipFile device = { .name = "device", .data = "", .size = 0, .mode = 0020666 };
  ZipFile folder = { .name = "folder/", .data = "", .size = 0, .mode = 0040755 };
  gint64  next = 0;
  g_autoptr (GPtrArray) files = NULL;

  zip_add (writer, marked);
  zip_add (writer, link);
  zip_add (writer, device);
  zip_add (writer, folder);
  zip_add_text (writer, "\xc9\xed\xb7\xdd\xd6\xa4.jpg", "2");
  zip_add_text (writer, "../../etc/passwd", "3");
  zip_add_text (writer, "/etc/passwd", "");
  finish (fixture, writer);
  files = unpack (fixture, &next);
  g_assert_cmpint (next, ==, -1);
  g_assert_cmpuint (files->len, ==, 4);
  assert_file (files, 0, "证书/等级.jpg", JC_UNPACKED_WHOLE, "1");
  assert_file (files, 1, "\xc9\xed\xb7\xdd\xd6\xa4.jpg", JC_UNPACKED_WHOLE, "2");
  assert_file (files, 2, "../../etc/passwd", JC_UNPACKED_WHOLE, "3");
  assert_file (files, 3, "/etc/passwd", JC_UNPACKED_WHOLE, "");
}

static void
test_unreadable_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_autofree char *zeros = g_malloc0 (MAX_BYTES + 1);
  ZipFile          locked
      = { .name = "locked", .data = "0123456789abcde", .size = 15, .flags = ZIP_ENCRYPTED };
  ZipFile strange = { .name = "strange", .data = "x", .size = 1, .method = 12 };
  ZipFile at_limit = { .name = "at", .data = zeros, .size = MAX_BYTES, .method = ZIP_DEFLATED };
  ZipFile over = { .name = "over", .data = zeros, .size = MAX_BYTES + 1, .method = ZIP_DEFLATED };
  gint64  next = 0;
  g_autoptr (GPtrArray) files = NULL;

  zip_add (writer, locked);
  zip_add (writer, strange);
  zip_add (writer, over);
  zip_add (writer, at_limit);
  zip_add_text (writer, "a", "1");
  finish (fixture, writer);
  files = unpack (fixture, &next);
  g_assert_cmpuint (files->len, ==, 5);
  assert_file (files, 0, "locked", JC_UNPACKED_ENCRYPTED, NULL);
  assert_file (files, 1, "strange", JC_UNPACKED_METHOD, NULL);
  assert_file (files, 2, "over", JC_UNPACKED_TOO_LARGE, NULL);
  g_assert_cmpuint (g_bytes_get_size (((JcUnpackedFile *)g_ptr_array_index (files, 3))->data), ==,
                    MAX_BYTES);
  /* What was cut away before it has left no trace. */
  assert_file (files, 4, "a", JC_UNPACKED_WHOLE, "1");
}

/* Many names of one packed file: it is unpacked once. */
static void
test_overlapping (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_autofree guint8 *record = NULL;
  guint              length;
  gint64             next = 0;
  g_autoptr (GPtrArray) files = NULL;

  zip_add_text (writer, "a", "1");
  length = writer->directory->len;
  record = g_memdup2 (writer->directory->data, length);
  for (guint i = 0; i < 1000; i++, writer->n_files++)
    g_byte_array_append (writer->directory, record, length);
  finish (fixture, writer);
  files = unpack (fixture, &next);
  g_assert_cmpuint (files->len, ==, 1);
  assert_file (files, 0, "a", JC_UNPACKED_WHOLE, "1");
}

/* The file that goes over the room is the last, whatever else there is. */
static void
test_bomb (Fixture *fixture, gconstpointer data)
{
  const guint n_fit = ROOM / MAX_BYTES;
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_autofree char *zeros = g_malloc0 (MAX_BYTES);
  ZipFile bomb = { .name = "bomb", .data = zeros, .size = MAX_BYTES, .method = ZIP_DEFLATED };
  gint64  next = 0;
  g_autoptr (GPtrArray) files = NULL;

  for (guint i = 0; i < n_fit + 5; i++)
    zip_add (writer, bomb);
  finish (fixture, writer);
  files = unpack (fixture, &next);
  g_assert_cmpuint (files->len, ==, n_fit + 1);
  g_assert_cmpint (next, ==, n_fit + 1);
  assert_file (files, n_fit, "bomb", JC_UNPACKED_TOO_LARGE, NULL);
}

static void
test_many_entries (Fixture *fixture, gconstpointer data)
{
  gboolean is_folder = GPOINTER_TO_INT (data);
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  ZipFile one = { .name = is_folder ? "a/" : "a", .data = "", .mode = is_folder ? 0040755 : 0 };
  gint64  next = 0;
  guint   n_calls = 0;
  guint   n_files = 0;

  for (guint i = 0; i < 65535; i++)
    zip_add (writer, one);
  finish (fixture, writer);
  while (next >= 0 && next < MAX_ENTRIES && n_calls < 100)
    {
      g_autoptr (GPtrArray) files = unpack (fixture, &next);

      g_assert_cmpuint (files->len, <=, MAX_FILES);
      n_files += files->len;
      n_calls++;
    }
  g_assert_cmpint (next, ==, MAX_ENTRIES);
  g_assert_cmpuint (n_files, ==, is_folder ? 0 : MAX_ENTRIES);
}

/* Cut off anywhere, and with any byte changed: what cannot be read is told as damaged, and the
 * helper does not die of it. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  gboolean is_cut = GPOINTER_TO_INT (data);
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  ZipFile packed
      = { .name = "b", .data = "bbbbbbbbbbbbbbbbbbbb", .size = 20, .method = ZIP_DEFLATED };
  guint n_refused = 0;

  zip_add_text (writer, "a.jpg", "aaaaaaaaaa");
  zip_add (writer, packed);
  zip_finish (writer);
  for (guint i = 1; i < writer->bytes->len; i++)
    {
      gint64 next = 0;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) files = NULL;

      writer->bytes->data[i] ^= is_cut ? 0 : 0xff;
      save (fixture, writer, is_cut ? i : writer->bytes->len);
      writer->bytes->data[i] ^= is_cut ? 0 : 0xff;
      files = try_unpack (fixture, &next, &error);
      n_refused += files == NULL;
      if (files == NULL)
        g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_DAMAGED);
    }
  g_assert_cmpuint (n_refused, >, writer->bytes->len / 4);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  const JcUnpackLimits limits = { MAX_ENTRIES, MAX_FILES, MAX_BYTES, ROOM };
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 next = 0;

  zip_add_text (writer, "a", "1");
  finish (fixture, writer);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      jc_media_unpack (fixture->media, fixture->path, &limits, &next, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, data, function)                                                                  \
  g_test_add (path, Fixture, GINT_TO_POINTER (data), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/media/unpack/plain", 0, test_plain);
  ADD ("/media/unpack/unreadable-files", 0, test_unreadable_files);
  ADD ("/media/unpack/overlapping", 0, test_overlapping);
  ADD ("/media/unpack/bomb", 0, test_bomb);
  ADD ("/media/unpack/65535-files", FALSE, test_many_entries);
  ADD ("/media/unpack/65535-folders", TRUE, test_many_entries);
  ADD ("/media/unpack/cut-off-anywhere", TRUE, test_broken);
  ADD ("/media/unpack/every-byte-changed", FALSE, test_broken);
  ADD ("/media/unpack/cancelled", 0, test_cancelled);

  return g_test_run ();
}
