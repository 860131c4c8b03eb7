/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <string.h>

#include <glib/gstdio.h>

#include "jc-drafting.h"
#include "jc-intake.h"
#include "jc-json.h"

/* What the tests of this folder share: a library with one sample dossier, and a folder of files. */

#define PROGRAMME "changchun-studio-2025"
#define PLAIN_SLOT "licence"
#define OTHER_SLOT "host_policies"
#define PAGED_SLOT "id_card"
#define ROW_SLOT "contests"

typedef struct
{
  char        *parent; /* (owned) */
  char        *folder; /* (owned): the library's */
  JcLibrary   *library;
  JcMedia     *media;
  JcProgramme *programme;
  JcDossier   *dossier;
} Fixture;

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->parent = g_dir_make_tmp ("jc-intake-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->parent, "library", NULL);
  fixture->library = jc_library_open (fixture->folder, NULL, &error);
  g_assert_no_error (error);
  fixture->media = jc_media_new ();
  fixture->programme = jc_programme_ref_shipped (PROGRAMME);
  fixture->dossier
      = jc_drafting_create (fixture->library, fixture->programme, "application", TRUE, &error);
  g_assert_no_error (error);
}

static inline void
remove_tree (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
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

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  jc_dossier_unref (fixture->dossier);
  jc_programme_unref (fixture->programme);
  jc_media_unref (fixture->media);
  jc_library_close (fixture->library);
  remove_tree (fixture->parent);
  g_free (fixture->folder);
  g_free (fixture->parent);
}

static inline char *
write_bytes (Fixture *fixture, const char *name, const void *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->parent, name, NULL);

  g_file_set_contents (path, data, (gssize)size, &error);
  g_assert_no_error (error);
  return path;
}

static inline char *
write_text (Fixture *fixture, const char *name, const char *text)
{
  return write_bytes (fixture, name, text, strlen (text));
}

static inline JcIntakeResult *
try_request (Fixture *fixture, const JcIntakeRequest *request, GError **error)
{
  return jc_intake_run (fixture->library, fixture->media, fixture->programme, fixture->dossier,
                        request, NULL, NULL, NULL, error);
}

static inline JcIntakeResult *
run_request (Fixture *fixture, const JcIntakeRequest *request)
{
  g_autoptr (GError) error = NULL;
  JcIntakeResult *result = try_request (fixture, request, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

static inline JcIntakeResult *
take (Fixture *fixture, const char *slot, const char *path)
{
  const char *const paths[] = { path, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = slot };

  return run_request (fixture, &request);
}

/* Lays @result in and saves, as whoever calls the intake does. */
static inline void
keep (Fixture *fixture, JcIntakeResult *result)
{
  g_autoptr (GError) error = NULL;
  JcDossier *next = jc_intake_lay_in (fixture->dossier, result->attachments);

  jc_drafting_save (fixture->library, fixture->programme, next, "attached", &error);
  g_assert_no_error (error);
  jc_dossier_unref (fixture->dossier);
  fixture->dossier = next;
}

/* "slot name" of every one, one a line. */
static inline void
assert_attachments (GPtrArray *attachments, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "\n" : "", attachment->slot,
                              attachment->name);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static inline void
assert_bilingual (const GError *error)
{
  g_auto (GStrv) lines = g_strsplit (error->message, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpuint (strlen (lines[1]), >, 5);
}

static inline void
assert_refused (JcIntakeResult *result, guint i, const char *name, GQuark domain, int code)
{
  const JcIntakeRefusal *refusal = NULL;

  g_assert_cmpuint (result->refusals->len, >, i);
  refusal = g_ptr_array_index (result->refusals, i);
  g_assert_cmpstr (refusal->name, ==, name);
  g_assert_error (refusal->error, domain, code);
  assert_bilingual (refusal->error);
}

#define ADD_CASE(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
