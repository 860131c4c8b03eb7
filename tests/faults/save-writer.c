/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "jc-json.h"
#include "jc-library.h"

/* Writes into a library until it is killed, or checks what it wrote:
 *
 *   save-writer FOLDER           keeps saving; prints "SAVED n" once n is durable
 *   save-writer FOLDER N         saves up to N and ends
 *   save-writer --check FOLDER   prints the last n that is there; status 1 when anything is wrong
 *
 * Save n writes n into the dossier n % 5 and adds n bytes of filling, so that pages split and
 * merge; a dossier's history has every one of its saves. Every save also adds an original whose
 * bytes are n, and names it in a setting within the same transaction. */

#define N_DOSSIERS 5

static char *
dup_id (gint64 n)
{
  return g_strdup_printf ("0000000%d-0000-4000-8000-000000000000", (int)(n % N_DOSSIERS));
}

static JcDossier *
make_dossier (gint64 n)
{
  g_autofree char *id = dup_id (n);
  g_autofree char *filling = g_strnfill ((gsize)(n * 37 % 9000), 'x');
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s", n, filling);
  g_autoptr (JcDossier) empty = jc_dossier_new (id, "application", "programme", "version");
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), text);

  return jc_dossier_with_value (empty, "/unit/full_name", value, NULL);
}

static gint64
get_number (JcDossier *dossier)
{
  JsonObject *values = jc_json_as_object (jc_dossier_get_values (dossier));
  const char *text = jc_json_get_string (jc_json_get_object (values, "unit"), "full_name", "-1");

  return g_ascii_strtoll (text, NULL, 10);
}

/* The last save, and the dossier's own count of saves. */
static gint64
load_last (JcLibrary *library, GError **error)
{
  g_autofree char *last = jc_library_dup_setting (library, "last", error);

  return last != NULL ? g_ascii_strtoll (last, NULL, 10) : 0;
}

static gboolean
save (JcLibrary *library, gint64 n, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  g_autofree char *sha256 = NULL;
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (text, (gssize)strlen (text), NULL);
  g_autoptr (JcDossier) dossier = make_dossier (n);

  if (!jc_library_add_original (library, stream, 0, &sha256, NULL, NULL, error)
      || !jc_library_begin (library, error))
    return FALSE;
  if (jc_library_save_dossier (library, dossier, text, "merged", error)
      && jc_library_set_setting (library, "last", text, error)
      && jc_library_set_setting (library, "original", sha256, error))
    return jc_library_commit (library, error);
  jc_library_rollback (library);
  return FALSE;
}

static gboolean
write_on (JcLibrary *library, gint64 until, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 n = load_last (library, &failure);

  while (failure == NULL && n < until)
    {
      n++;
      if (!save (library, n, &failure))
        break;
      printf ("SAVED %" G_GINT64_FORMAT "\n", n);
      fflush (stdout);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* --- Checking --- */

static gboolean
complain (GError **error, const char *words, gint64 n)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %" G_GINT64_FORMAT, words, n);
  return FALSE;
}

static gboolean
check_history (JcLibrary *library, const char *id, gint64 newest, GError **error)
{
  g_autoptr (GPtrArray) history = jc_library_load_history (library, id, error);
  gint64 expected = newest;

  if (history == NULL)
    return FALSE;
  for (guint i = 0; i < history->len; i++, expected -= N_DOSSIERS)
    {
      JcHistoryEntry *entry = g_ptr_array_index (history, i);
      g_autoptr (JcDossier) version = jc_library_load_version (library, id, entry->version, error);

      if (version == NULL)
        return FALSE;
      if (get_number (version) != expected)
        return complain (error, "wrong version", get_number (version));
      if (entry->version != (gint64)(history->len - i))
        return complain (error, "wrong number", entry->version);
    }
  return expected <= 0 ? TRUE : complain (error, "history ends before", expected);
}

static gboolean
check (JcLibrary *library, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *sha256 = NULL;
  gint64           last = load_last (library, &failure);

  for (gint64 n = last; failure == NULL && n > 0 && n > last - N_DOSSIERS; n--)
    {
      g_autofree char *id = dup_id (n);
      g_autoptr (JcDossier) expected = make_dossier (n);
      g_autoptr (JcDossier) found = jc_library_load_dossier (library, id, &failure);

      if (found != NULL && !jc_dossier_equal (found, expected))
        return complain (error, "wrong dossier", n);
      if (found != NULL)
        check_history (library, id, n, &failure);
    }
  if (failure == NULL)
    sha256 = jc_library_dup_setting (library, "original", &failure);
  if (failure == NULL && sha256 != NULL)
    jc_library_verify_original (library, sha256, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  printf ("%" G_GINT64_FORMAT "\n", last);
  return TRUE;
}

int
main (int argc, char **argv)
{
  gboolean    is_check = argc == 3 && strcmp (argv[1], "--check") == 0;
  const char *folder = is_check ? argv[2] : argv[1];
  gint64      until = argc == 3 && !is_check ? g_ascii_strtoll (argv[2], NULL, 10) : G_MAXINT64;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcText) report = NULL;
  g_autoptr (JcLibrary) library = NULL;

  if (argc < 2 || argc > 3)
    return 2;

  library = jc_library_open (folder, &report, &error);
  if (report != NULL)
    {
      fprintf (stderr, "damaged: %s\n", report->en);
      return 1;
    }
  if (library == NULL || !(is_check ? check (library, &error) : write_on (library, until, &error)))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  return 0;
}
