/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <locale.h>

#include "intake-fixture.h"
#include "jc-intake-archive.h"
#include "zip-writer.h"

#define JPEG "\xff\xd8 "

static char *
write_zip (Fixture *fixture, ZipWriter *writer)
{
  zip_finish (writer);
  return write_bytes (fixture, "材料.zip", writer->bytes->data, writer->bytes->len);
}

static JcIntakeResult *
take_zip (Fixture *fixture, ZipWriter *writer)
{
  g_autofree char *path = write_zip (fixture, writer);

  return take (fixture, PLAIN_SLOT, path);
}

/* The archive is refused, and nothing of it is taken. */
static void
assert_whole_refused (JcIntakeResult *result, int code)
{
  g_assert_cmpuint (result->attachments->len + result->present->len, ==, 0);
  g_assert_cmpuint (result->refusals->len, ==, 1);
  assert_refused (result, 0, "材料.zip", JC_INTAKE_ERROR, code);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  ZipFile marked = {
    .name = "证书/等级.jpg", .data = JPEG "1", .size = 4, .flags = ZIP_UTF8, .method = ZIP_DEFLATED
  };
  g_autoptr (JcIntakeResult) result = NULL;

  zip_add (writer, marked);
  zip_add_text (writer, "执照.jpg", JPEG "2");
  zip_add_text (writer, "\xc9\xed\xb7\xdd\xd6\xa4.jpg", JPEG "3");
  zip_add_text (writer, "\x81\x5c.jpg", JPEG "4");
  zip_add_text (writer, "../../etc/passwd.jpg", JPEG "5");
  zip_add_text (writer, "/abs.jpg", JPEG "6");
  zip_add_text (writer, "a\\b.jpg", JPEG "7");
  result = take_zip (fixture, writer);
  g_assert_cmpuint (result->refusals->len, ==, 0);
  assert_attachments (
      result->attachments,
      "- 等级.jpg\n- 执照.jpg\n- 身份证.jpg\n- 乗.jpg\n- passwd.jpg\n- abs.jpg\n- b.jpg");
}

/* Names that are marked as UTF-8 come out right in every locale. */
static void
test_locale (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  ZipFile marked = { .name = "等级.jpg", .data = JPEG "1", .size = 4, .flags = ZIP_UTF8 };
  g_autoptr (JcIntakeResult) result = NULL;

  g_assert_nonnull (setlocale (LC_ALL, "C"));
  zip_add (writer, marked);
  result = take_zip (fixture, writer);
  assert_attachments (result->attachments, "- 等级.jpg");
}

static void
test_passed_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  ZipFile link = { .name = "link.jpg", .data = "/etc/passwd", .size = 11, .mode = 0120777 };
  ZipFile folder = { .name = "folder/", .data = "", .size = 0, .mode = 0040755 };
  g_autoptr (JcIntakeResult) result = NULL;

  zip_add (writer, link);
  zip_add (writer, folder);
  zip_add_text (writer, "__MACOSX/._a.jpg", "x");
  zip_add_text (writer, "Thumbs.db", "x");
  zip_add_text (writer, "a.jpg", JPEG);
  result = take_zip (fixture, writer);
  assert_attachments (result->attachments, "- a.jpg");
  g_assert_cmpuint (result->refusals->len, ==, 0);
}

static void
test_refused_one_by_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_autoptr (ZipWriter) inner = zip_writer_new ();
  ZipFile locked
      = { .name = "locked.jpg", .data = JPEG "0123456789ab", .size = 15, .flags = ZIP_ENCRYPTED };
  ZipFile nested = { .name = "inner.zip" };
  ZipFile strange = { .name = "strange.jpg", .data = JPEG, .size = 3, .method = 12 };
  g_autoptr (JcIntakeResult) result = NULL;

  zip_add_text (inner, "deep.jpg", JPEG "deep");
  zip_finish (inner);
  nested.data = (const char *)inner->bytes->data;
  nested.size = inner->bytes->len;

  zip_add (writer, locked);
  zip_add (writer, nested);
  zip_add (writer, strange);
  zip_add_text (writer, "empty.jpg", "");
  zip_add_text (writer, "a.exe", "MZ");
  zip_add_text (writer, "a.jpg", JPEG);
  result = take_zip (fixture, writer);
  assert_attachments (result->attachments, "- a.jpg");
  g_assert_cmpuint (result->refusals->len, ==, 5);
  assert_refused (result, 0, "locked.jpg", JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE);
  assert_refused (result, 1, "inner.zip", JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE);
  assert_refused (result, 2, "strange.jpg", JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE);
  assert_refused (result, 3, "empty.jpg", JC_MEDIA_ERROR, JC_MEDIA_ERROR_EMPTY);
  assert_refused (result, 4, "a.exe", JC_MEDIA_ERROR, JC_MEDIA_ERROR_TYPE);
}

static void
test_count (Fixture *fixture, gconstpointer data)
{
  guint n_files = GPOINTER_TO_UINT (data);
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_autoptr (JcIntakeResult) result = NULL;

  for (guint i = 0; i < n_files; i++)
    zip_add_text (writer, "a.jpg", JPEG);
  result = take_zip (fixture, writer);
  if (n_files > JC_INTAKE_ARCHIVE_MAX_FILES)
    assert_whole_refused (result, JC_INTAKE_ERROR_TOO_MANY);
  else
    g_assert_cmpuint (result->attachments->len + result->present->len, ==, n_files);
}

static void
test_ratio (Fixture *fixture, gconstpointer data)
{
  gsize            size = GPOINTER_TO_SIZE (data);
  g_autofree char *zeros = g_malloc0 (size);
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  ZipFile bomb = { .name = "bomb.jpg", .data = zeros, .size = size, .method = ZIP_DEFLATED };
  g_autoptr (JcIntakeResult) result = NULL;

  memcpy (zeros, JPEG, 2);
  zip_add_text (writer, "first.jpg", JPEG "first");
  zip_add (writer, bomb);
  result = take_zip (fixture, writer);
  if (size > JC_INTAKE_ARCHIVE_FREE_BYTES)
    assert_whole_refused (result, JC_INTAKE_ERROR_ARCHIVE);
  else
    assert_attachments (result->attachments, "- first.jpg\n- bomb.jpg");
}

/* What a header says about sizes is not believed. */
static void
test_lying_size (Fixture *fixture, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (2 * JC_INTAKE_ARCHIVE_FREE_BYTES);
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  ZipFile bomb = { .name = "bomb.jpg",
                   .data = zeros,
                   .size = 2 * JC_INTAKE_ARCHIVE_FREE_BYTES,
                   .method = ZIP_DEFLATED,
                   .size_lie = 10 };
  g_autoptr (JcIntakeResult) result = NULL;

  memcpy (zeros, JPEG, 2);
  zip_add (writer, bomb);
  result = take_zip (fixture, writer);
  assert_whole_refused (result, JC_INTAKE_ERROR_ARCHIVE);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  gsize cut = GPOINTER_TO_SIZE (data);
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_autofree char *path = NULL;
  g_autoptr (JcIntakeResult) result = NULL;

  zip_add_text (writer, "a.jpg", JPEG "aaaaaaaaaaaaaaaaaaaaaa");
  zip_add_text (writer, "b.jpg", JPEG "bbbbbbbbbbbbbbbbbbbbbb");
  zip_finish (writer);
  if (cut == 0) /* the checksum of b.jpg fails */
    writer->bytes->data[writer->bytes->len / 2 - 20] ^= 1;
  path = write_bytes (fixture, "材料.zip", writer->bytes->data, writer->bytes->len - cut);
  result = take (fixture, PLAIN_SLOT, path);
  assert_whole_refused (result, JC_INTAKE_ERROR_ARCHIVE);
}

/* What the archive holds may already be in the dossier. */
static void
test_present (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_text (fixture, "a.jpg", JPEG);
  g_autoptr (JcIntakeResult) first = take (fixture, PLAIN_SLOT, path);
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_autoptr (JcIntakeResult) result = NULL;

  keep (fixture, first);
  zip_add_text (writer, "a.jpg", JPEG);
  zip_add_text (writer, "again.jpg", JPEG);
  result = take_zip (fixture, writer);
  assert_attachments (result->attachments, "- a.jpg");
  assert_attachments (result->present, "- a.jpg");
  assert_attachments (result->elsewhere, PLAIN_SLOT " a.jpg");
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  ZipFile folder = { .name = "folder/", .data = "", .size = 0, .mode = 0040755 };
  g_autoptr (JcIntakeResult) result = NULL;

  zip_add (writer, folder);
  result = take_zip (fixture, writer);
  assert_whole_refused (result, JC_INTAKE_ERROR_ARCHIVE);
}

#define ADD_DATA(path, data, function)                                                             \
  g_test_add (path, Fixture, GSIZE_TO_POINTER (data), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASE ("/intake/archive/names", test_names);
  ADD_CASE ("/intake/archive/locale", test_locale);
  ADD_CASE ("/intake/archive/passed-over", test_passed_over);
  ADD_CASE ("/intake/archive/refused-one-by-one", test_refused_one_by_one);
  ADD_DATA ("/intake/archive/files-at-limit", JC_INTAKE_ARCHIVE_MAX_FILES, test_count);
  ADD_DATA ("/intake/archive/files-over-limit", JC_INTAKE_ARCHIVE_MAX_FILES + 1, test_count);
  ADD_DATA ("/intake/archive/ratio-at-limit", JC_INTAKE_ARCHIVE_FREE_BYTES - strlen (JPEG "first"),
            test_ratio);
  ADD_DATA ("/intake/archive/ratio-over-limit", JC_INTAKE_ARCHIVE_FREE_BYTES + 1024 * 1024,
            test_ratio);
  ADD_CASE ("/intake/archive/lying-size", test_lying_size);
  ADD_DATA ("/intake/archive/checksum", 0, test_damaged);
  ADD_DATA ("/intake/archive/no-end", 1, test_damaged);
  ADD_DATA ("/intake/archive/half", 150, test_damaged);
  ADD_CASE ("/intake/archive/present", test_present);
  ADD_CASE ("/intake/archive/empty", test_empty);

  return g_test_run ();
}
