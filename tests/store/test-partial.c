/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-partial.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jc-digest.h"

#define ID "0f4a"
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

typedef struct
{
  char        *folder; /* (owned) */
  JcOriginals *originals;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("jc-partial-XXXXXX", NULL);
  fixture->originals = jc_originals_new (fixture->folder);
}

static void
remove_tree (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name = NULL;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  jc_originals_free (fixture->originals);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static JcPartial *
open_partial (Fixture *fixture, gint64 size)
{
  g_autoptr (GError) error = NULL;
  JcPartial *partial = jc_partial_open (fixture->originals, ID, &error);

  g_assert_no_error (error);
  g_assert_cmpint (jc_partial_get_size (partial), ==, size);

  return partial;
}

static void
append (JcPartial *partial, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (jc_partial_append (partial, text, strlen (text), &error));
  g_assert_no_error (error);
}

static void
assert_hash (JcPartial *partial, const char *sha256)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = jc_partial_dup_sha256 (partial, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, sha256);
}

static guint
count_left (Fixture *fixture)
{
  g_autoptr (GPtrArray) names = jc_partial_list (fixture->originals, G_MAXINT64);

  return names->len;
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPartial) partial = open_partial (fixture, 0);

  append (partial, "a");
  append (partial, "bc");
  g_assert_cmpint (jc_partial_get_size (partial), ==, 3);
  assert_hash (partial, ABC);
  assert_hash (partial, ABC);
  g_assert_true (jc_partial_seal (partial, &error));
  g_assert_true (jc_partial_place (partial, ABC, &error));
  g_assert_cmpint (jc_originals_get_size (fixture->originals, ABC), ==, 3);
  g_assert_cmpuint (count_left (fixture), ==, 1);
  jc_partial_remove (partial);
  g_assert_cmpuint (count_left (fixture), ==, 0);
  g_assert_true (jc_originals_verify (fixture->originals, ABC, &error));
}

/* The hash goes on where it was, also when another has written in between. */
static void
test_resumed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcOriginals) others = jc_originals_new (fixture->folder);
  g_autoptr (JcPartial) last = NULL;
  JcPartial *partial = open_partial (fixture, 0);

  append (partial, "a");
  jc_partial_close (partial);

  partial = jc_partial_open (others, ID, NULL);
  g_assert_cmpint (jc_partial_get_size (partial), ==, 1);
  append (partial, "b");
  jc_partial_close (partial);

  last = open_partial (fixture, 2);
  append (last, "c");
  assert_hash (last, ABC);
}

static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JcPartial *partial = open_partial (fixture, 0);

  append (partial, "ab");
  jc_partial_mark (partial);
  append (partial, "wrong");
  g_assert_true (jc_partial_drop_marked (partial, &error));
  g_assert_cmpint (jc_partial_get_size (partial), ==, 2);
  jc_partial_close (partial);

  partial = open_partial (fixture, 2);
  jc_partial_mark (partial);
  append (partial, "wrong");
  g_assert_true (jc_partial_drop_marked (partial, &error));
  append (partial, "c");
  assert_hash (partial, ABC);
  jc_partial_close (partial);
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcOriginals) others = jc_originals_new (fixture->folder);
  g_autoptr (GError) error = NULL;
  JcPartial *partial = open_partial (fixture, 0);

  g_assert_null (jc_partial_open (others, ID, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_false (jc_partial_is_claimed (partial));
  jc_partial_claim (others, ID);
  g_assert_true (jc_partial_is_claimed (partial));
  jc_partial_close (partial);

  partial = jc_partial_open (others, ID, NULL);
  g_assert_nonnull (partial);
  g_assert_false (jc_partial_is_claimed (partial));
  jc_partial_close (partial);
}

/* A sealed file that was never recorded can be gone on with. */
static void
test_sealed_in_vain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JcPartial *partial = open_partial (fixture, 0);

  append (partial, "abc");
  g_assert_true (jc_partial_seal (partial, &error));
  g_assert_true (jc_partial_place (partial, ABC, &error));
  jc_partial_close (partial);

  partial = open_partial (fixture, 3);
  assert_hash (partial, ABC);
  g_assert_true (jc_partial_seal (partial, &error));
  g_assert_true (jc_partial_place (partial, ABC, &error));
  jc_partial_remove (partial);
  jc_partial_close (partial);
  g_assert_true (jc_originals_verify (fixture->originals, ABC, &error));
}

/* Bytes that have rotted are mended by those that come again. */
static void
test_placed_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = jc_originals_dup_path (fixture->originals, ABC);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (JcPartial) partial = open_partial (fixture, 0);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "abX", 3, NULL));
  append (partial, "abc");
  g_assert_true (jc_partial_seal (partial, &error));
  g_assert_true (jc_partial_place (partial, ABC, &error));
  jc_partial_remove (partial);
  g_assert_true (jc_originals_verify (fixture->originals, ABC, &error));

  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, ABC);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_listed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) young = NULL;
  g_autoptr (GPtrArray) there = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPartial) partial = open_partial (fixture, 0);

  append (partial, "abc");
  jc_partial_claim (fixture->originals, ID);
  young = jc_partial_list (fixture->originals, g_get_real_time () - G_TIME_SPAN_HOUR);
  g_assert_cmpuint (young->len, ==, 0);
  g_assert_true (jc_partial_is_claimed (partial));
  g_assert_cmpuint (count_left (fixture), ==, 1);
  g_assert_false (jc_partial_is_claimed (partial));

  g_assert_true (jc_partial_seal (partial, &error));
  g_assert_true (jc_partial_place (partial, ABC, &error));
  there = jc_originals_list (fixture->originals, 0xba, G_MAXINT64);
  g_assert_cmpuint (there->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (there, 0), ==, ABC);
  g_assert_true (jc_originals_remove (fixture->originals, ABC, &error));
  g_assert_true (jc_originals_remove (fixture->originals, ABC, &error));
  g_assert_cmpint (jc_originals_get_size (fixture->originals, ABC), ==, -1);
}

static void
test_digest (void)
{
  JcDigest        *sha1 = jc_digest_new (JC_DIGEST_SHA1);
  JcDigest        *sha256 = jc_digest_new (JC_DIGEST_SHA256);
  JcDigest        *copy;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  jc_digest_add (sha1, "abc", 3);
  jc_digest_add (sha256, "ab", 2);
  copy = jc_digest_copy (sha256);
  jc_digest_add (sha256, "c", 1);
  jc_digest_add (copy, "c", 1);
  first = jc_digest_free_to_hex (sha1);
  second = jc_digest_free_to_hex (sha256);
  third = jc_digest_free_to_hex (copy);
  g_assert_cmpstr (first, ==, "a9993e364706816aba3e25717850c26c9cd0d89d");
  g_assert_cmpstr (second, ==, ABC);
  g_assert_cmpstr (third, ==, ABC);
  g_assert_cmpuint (jc_digest_kind_get_size (JC_DIGEST_SHA1), ==, 20);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/store/partial/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/partial/digest", test_digest);
  ADD ("whole", test_whole);
  ADD ("resumed", test_resumed);
  ADD ("dropped", test_dropped);
  ADD ("locked", test_locked);
  ADD ("sealed-in-vain", test_sealed_in_vain);
  ADD ("placed-over", test_placed_over);
  ADD ("listed", test_listed);

  return g_test_run ();
}
