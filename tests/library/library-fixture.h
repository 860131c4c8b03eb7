/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <string.h>

#include <glib/gstdio.h>

#include "jc-json.h"
#include "jc-library.h"

/* What the tests of this folder share. */

#define ID_A "11111111-1111-4111-8111-111111111111"
#define ID_B "22222222-2222-4222-8222-222222222222"
#define MINUTE_US (60 * G_USEC_PER_SEC)
#define START_US (G_GINT64_CONSTANT (1760000000) * G_USEC_PER_SEC)

typedef struct
{
  char      *parent; /* (owned) */
  char      *folder; /* (owned): the library's, under parent */
  JcLibrary *library;
} Fixture;

static inline JcLibrary *
open_folder (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcText) report = NULL;
  JcLibrary *library = jc_library_open (folder, &report, &error);

  g_assert_no_error (error);
  g_assert_nonnull (library);
  g_assert_null (report);
  return library;
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->parent = g_dir_make_tmp ("jc-library-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->parent, "data", "jiangce", NULL);
  fixture->library = open_folder (fixture->folder);
  jc_library_set_now (fixture->library, START_US);
}

static inline void
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

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  jc_library_close (fixture->library);
  remove_tree (fixture->parent);
  g_free (fixture->folder);
  g_free (fixture->parent);
}

static inline void
reopen (Fixture *fixture)
{
  jc_library_close (g_steal_pointer (&fixture->library));
  fixture->library = open_folder (fixture->folder);
  jc_library_set_now (fixture->library, START_US);
}

/* A dossier whose one value is @name. */
static inline JcDossier *
make_dossier (const char *id, const char *name)
{
  g_autoptr (JcDossier) empty = jc_dossier_new (id, "application", "programme", "version");
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), name);
  g_autoptr (GError) error = NULL;
  JcDossier *dossier = jc_dossier_with_value (empty, "/unit/full_name", value, &error);

  g_assert_no_error (error);
  return dossier;
}

static inline void
save_as (Fixture *fixture, JcDossier *dossier, const char *title, const char *what)
{
  g_autoptr (GError) error = NULL;

  jc_library_save_dossier (fixture->library, dossier, title, what, &error);
  g_assert_no_error (error);
}

static inline void
save (Fixture *fixture, const char *id, const char *name, const char *what)
{
  g_autoptr (JcDossier) dossier = make_dossier (id, name);

  save_as (fixture, dossier, name, what);
}

static inline void
save_base (Fixture *fixture, JcDossier *dossier, gint64 revision)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) base = jc_dossier_with_revision (dossier, revision);

  jc_library_save_base (fixture->library, base, &error);
  g_assert_no_error (error);
}

static inline JcDossier *
load (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  JcDossier *dossier = jc_library_load_dossier (fixture->library, id, &error);

  g_assert_no_error (error);
  return dossier;
}

static inline const char *
get_name (JcDossier *dossier)
{
  JsonObject *values = jc_json_as_object (jc_dossier_get_values (dossier));

  return jc_json_get_string (jc_json_get_object (values, "unit"), "full_name", NULL);
}

static inline void
assert_name (Fixture *fixture, const char *id, const char *name)
{
  g_autoptr (JcDossier) dossier = load (fixture, id);

  g_assert_cmpstr (get_name (dossier), ==, name);
}

/* "sync title" of every row, one a line. */
static inline void
assert_rows (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = jc_library_load_dossiers (fixture->library, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      JcDossierRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "\n" : "", row->sync, row->title);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* "version what" of every entry, newest first. */
static inline void
assert_history (Fixture *fixture, const char *id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = jc_library_load_history (fixture->library, id, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      JcHistoryEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", i > 0 ? "\n" : "", entry->version,
                              entry->what);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* "kind" of every item, or "kind body" for events, in order. */
static inline void
assert_outbox (Fixture *fixture, const char *id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = jc_library_load_outbox (fixture->library, id, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 last = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      JcOutboxItem *item = g_ptr_array_index (items, i);

      g_assert_cmpint (item->seq, >, last);
      last = item->seq;
      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "\n" : "", item->kind,
                              item->body != NULL ? " " : "", item->body != NULL ? item->body : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static inline void
set_account (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  jc_library_set_setting (fixture->library, "account", "zhang", &error);
  g_assert_no_error (error);
}

static inline void
queue (Fixture *fixture, const char *id, const char *kind, const char *body)
{
  g_autoptr (GError) error = NULL;

  jc_library_queue (fixture->library, id, kind, body, NULL, &error);
  g_assert_no_error (error);
}

static inline void
assert_bilingual (const GError *error)
{
  const char *border = strchr (error->message, '\n');

  g_assert_nonnull (border);
  g_assert_cmpuint (strlen (border + 1), >, 10);
  g_assert_null (strchr (border + 1, '\n'));
}

#define ADD_CASE(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
