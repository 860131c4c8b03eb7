/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Fills libraries for the other measurements, and measures their lists. One "name value" a line. */

#include "config.h"

#include "jc-json.h"
#include "jc-library.h"

#include <stdlib.h>
#include <string.h>

static JcLibrary *
open_library (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcText) report = NULL;
  JcLibrary *library = jc_library_open (folder, &report, &error);

  if (library == NULL)
    g_error ("%s: %s", folder, error->message);

  return library;
}

static JcProgramme *
load_definition (const char *file)
{
  g_autofree char *text = NULL;
  gsize            length = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JcProgramme *programme = NULL;

  if (g_file_get_contents (file, &text, &length, &error))
    node = jc_json_parse (text, (gssize)length, &error);
  if (node != NULL)
    programme = jc_programme_new_from_json (node, &error);
  if (programme == NULL)
    g_error ("%s: %s", file, error->message);

  return programme;
}

/* Nobody installs what the program brings with it. */
static gboolean
is_shipped (JcProgramme *programme)
{
  return g_strv_contains (jc_programme_get_shipped_ids (), jc_programme_get_id (programme));
}

static void
save_one (JcLibrary *library, JcProgramme *programme, const char *kind, guint i)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *title = g_strdup_printf ("基准工作室 %05u", i);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) empty = jc_dossier_new (id, kind, jc_programme_get_id (programme),
                                                jc_programme_get_version (programme));
  JsonNode *sample = jc_programme_get_sample (programme, kind);
  g_autoptr (JcDossier) dossier
      = sample != NULL ? jc_dossier_with_values (empty, sample) : jc_dossier_ref (empty);

  if (!jc_library_save_dossier (library, dossier, title, "created", &error)
      || !jc_library_save_progress (library, id, (int)(i % 7), (int)(i % 3), &error))
    g_error ("%s", error->message);
  g_print ("dossier %s\n", id);
}

static int
fill (const char *folder, guint n_dossiers, const char *file, const char *kind)
{
  g_autoptr (JcLibrary) library = open_library (folder);
  g_autoptr (JcProgramme) programme = load_definition (file);
  g_autoptr (GError) error = NULL;

  if (!jc_library_begin (library, &error)
      || (!is_shipped (programme) && !jc_library_add_programme (library, programme, &error)))
    g_error ("%s", error->message);
  for (guint i = 0; i < n_dossiers; i++)
    save_one (library, programme, kind, i);
  if (!jc_library_commit (library, &error))
    g_error ("%s", error->message);

  return 0;
}

static int
measure_list (const char *folder)
{
  gint64 begun_us = g_get_monotonic_time ();
  g_autoptr (JcLibrary) library = open_library (folder);
  gint64 opened_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dossiers = jc_library_load_dossiers (library, &error);
  gint64 loaded_us = g_get_monotonic_time ();

  g_assert_no_error (error);
  g_print ("open_us %" G_GINT64_FORMAT "\n", opened_us - begun_us);
  g_print ("load_us %" G_GINT64_FORMAT "\n", loaded_us - opened_us);
  g_print ("dossiers %u\n", dossiers->len);

  return 0;
}

int
main (int argc, char *argv[])
{
  if (argc == 6 && strcmp (argv[1], "fill") == 0)
    return fill (argv[2], (guint)strtoul (argv[3], NULL, 10), argv[4], argv[5]);
  if (argc == 3 && strcmp (argv[1], "list") == 0)
    return measure_list (argv[2]);

  g_printerr ("bench-library fill FOLDER NUMBER FILE KIND | list FOLDER\n");

  return 2;
}
