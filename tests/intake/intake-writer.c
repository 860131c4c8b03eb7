/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "jc-drafting.h"
#include "jc-intake.h"
#include "zip-writer.h"

/* Adds files to a dossier until it is killed, or checks what it added:
 *
 *   intake-writer FOLDER           keeps adding; prints "SAVED n" once file n is in the dossier
 *   intake-writer --check FOLDER   prints the last n that is there; status 1 when anything is wrong
 *
 * The dossier names the last files only. */

#define PROGRAMME "changchun-studio-2025"
#define ID "11111111-1111-4111-8111-111111111111"
#define N_KEPT 12

static gint64
get_last (GPtrArray *attachments)
{
  const JcAttachment *last
      = attachments->len > 0 ? g_ptr_array_index (attachments, attachments->len - 1) : NULL;

  return last != NULL ? g_ascii_strtoll (last->name, NULL, 10) : 0;
}

static char *
dup_text (gint64 n)
{
  g_autofree char *filling = g_strnfill ((gsize)(n * 7919 % 400000), 'x');

  return g_strdup_printf ("\xff\xd8 %" G_GINT64_FORMAT " %s", n, filling);
}

/* Every other one in an archive, behind another file. */
static char *
write_file (const char *folder, gint64 n)
{
  gboolean         is_packed = n % 2 == 0;
  g_autofree char *text = dup_text (n);
  g_autofree char *other = g_strconcat (text, " other", NULL);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ".jpg", n);
  char            *path = g_build_filename (folder, is_packed ? "packed.zip" : name, NULL);
  g_autoptr (ZipWriter) writer = zip_writer_new ();

  if (!is_packed)
    {
      g_file_set_contents (path, text, -1, NULL);
      return path;
    }
  zip_add_text (writer, "0.jpg", other);
  zip_add_text (writer, name, text);
  zip_finish (writer);
  g_file_set_contents (path, (const char *)writer->bytes->data, writer->bytes->len, NULL);
  return path;
}

static JcDossier *
keep_last (JcDossier *dossier)
{
  g_autoptr (GPtrArray) attachments = jc_attachments_load (dossier);

  if (attachments->len > N_KEPT)
    g_ptr_array_remove_range (attachments, 0, attachments->len - N_KEPT);
  return jc_attachments_store (attachments, dossier);
}

static JcDossier *
add (JcLibrary   *library,
     JcMedia     *media,
     JcProgramme *programme,
     JcDossier   *dossier,
     const char  *path,
     GError     **error)
{
  const char *const paths[] = { path, NULL };
  JcIntakeRequest   request = { .paths = paths, .slot = JC_SLOT_UNSORTED };
  g_autoptr (JcIntakeResult) result
      = jc_intake_run (library, media, programme, dossier, &request, NULL, NULL, NULL, error);
  g_autoptr (JcDossier) laid
      = result != NULL ? jc_intake_lay_in (dossier, result->attachments) : NULL;
  g_autoptr (JcDossier) next = laid != NULL ? keep_last (laid) : NULL;

  if (next == NULL || !jc_drafting_save (library, programme, next, "attached", error))
    return NULL;
  return g_steal_pointer (&next);
}

static gboolean
write_on (JcLibrary   *library,
          JcProgramme *programme,
          JcDossier   *first,
          const char  *folder,
          GError     **error)
{
  g_autoptr (JcMedia) media = jc_media_new ();
  g_autoptr (JcDossier) dossier = jc_dossier_ref (first);
  g_autoptr (GPtrArray) attachments = jc_attachments_load (first);

  for (gint64 n = get_last (attachments) + 1;; n++)
    {
      g_autofree char *path = write_file (folder, n);
      JcDossier       *next = add (library, media, programme, dossier, path, error);

      remove (path);
      if (next == NULL)
        return FALSE;
      jc_dossier_unref (dossier);
      dossier = next;
      printf ("SAVED %" G_GINT64_FORMAT "\n", n);
      fflush (stdout);
    }
}

/* Whatever is named is whole. */
static gboolean
check (JcLibrary *library, JcDossier *dossier, GError **error)
{
  g_autoptr (GPtrArray) attachments = jc_attachments_load (dossier);

  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);

      if (!jc_library_verify_original (library, attachment->sha256, error))
        return FALSE;
    }
  printf ("%" G_GINT64_FORMAT "\n", get_last (attachments));
  return TRUE;
}

int
main (int argc, char **argv)
{
  gboolean    is_check = argc == 3 && strcmp (argv[1], "--check") == 0;
  const char *folder = argv[argc - 1];
  g_autoptr (GError) error = NULL;
  g_autoptr (JcText) report = NULL;
  g_autoptr (JcLibrary) library = NULL;
  g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (PROGRAMME);
  g_autoptr (JcDossier) dossier = NULL;

  if (argc < 2 || argc > 3)
    return 2;

  library = jc_library_open (folder, &report, &error);
  if (library != NULL && report == NULL)
    dossier = jc_library_load_dossier (library, ID, NULL);
  if (dossier == NULL)
    dossier = jc_dossier_new (ID, "application", PROGRAMME, jc_programme_get_version (programme));
  if (library == NULL || report != NULL
      || !(is_check ? check (library, dossier, &error)
                    : write_on (library, programme, dossier, folder, &error)))
    {
      fprintf (stderr, "%s\n", report != NULL ? report->en : error->message);
      return 1;
    }
  return 0;
}
