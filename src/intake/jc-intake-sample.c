/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* The papers of a definition's sample: drawn here, so that nobody's papers ship with the program.
 */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-intake-sample.h"

#include "jc-attachment.h"
#include "jc-drafting.h"
#include "jc-intake-name.h"
#include "jc-intake.h"
#include "jc-sample-scan.h"

#define MEDIA_TYPE "image/png"

static JcAttachment *
make_attachment (const JcSampleAttachment *scan, char *sha256, gsize size)
{
  g_autofree char *name = g_strdup_printf ("%s（样本）.png", scan->title);
  JcAttachment    *attachment = g_new0 (JcAttachment, 1);

  attachment->id = g_uuid_string_random ();
  attachment->slot = g_strdup (scan->slot);
  attachment->name = jc_intake_name_clean (name);
  attachment->sha256 = sha256;
  attachment->size = (gint64)size;
  attachment->media_type = g_strdup (MEDIA_TYPE);
  attachment->pages = 1;
  attachment->row = g_strdup (scan->row);
  attachment->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_part_free);
  attachment->cautions = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_caution_free);
  for (guint i = 0; scan->parts != NULL && scan->parts[i] != NULL; i++)
    g_ptr_array_add (attachment->parts, jc_attachment_part_new (scan->parts[i], 1));
  return attachment;
}

static JcAttachment *
keep_scan (JcLibrary *library, const JcSampleAttachment *scan, GError **error)
{
  JcSampleScan paper = { scan->title, (const char *const *)scan->lines };
  g_autoptr (GBytes) bytes = jc_sample_scan_draw (&paper, error);
  g_autoptr (GInputStream) stream
      = bytes != NULL ? g_memory_input_stream_new_from_bytes (bytes) : NULL;
  char *sha256 = NULL;
  gsize size = 0;

  if (bytes == NULL || !jc_library_add_original (library, stream, 0, &sha256, &size, NULL, error))
    return NULL;
  return make_attachment (scan, sha256, size);
}

/**
 * jc_intake_add_sample_scans:
 * @library: where they are kept
 * @scans: (element-type JcSampleAttachment): what to draw
 * @dossier: a dossier; not changed or saved
 * @error: what jc_library_add_original () or jc_sample_scan_draw () gave
 *
 * Nothing looks into the scans: what they are is known.
 *
 * Returns: (transfer full): @dossier with one attachment for each
 */
JcDossier *
jc_intake_add_sample_scans (JcLibrary *library,
                            GPtrArray *scans,
                            JcDossier *dossier,
                            GError   **error)
{
  g_autoptr (GPtrArray) attachments
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_free);

  for (guint i = 0; i < scans->len; i++)
    {
      JcAttachment *attachment = keep_scan (library, g_ptr_array_index (scans, i), error);

      if (attachment == NULL)
        return NULL;
      g_ptr_array_add (attachments, attachment);
    }
  return attachments->len > 0 ? jc_intake_lay_in (dossier, attachments) : jc_dossier_ref (dossier);
}

/**
 * jc_intake_add_samples:
 * @library: where they are kept
 * @programme: the definition of @dossier
 * @dossier: begun with the sample's values; not changed or saved
 * @error: see jc_intake_add_sample_scans ()
 *
 * Returns: (transfer full): @dossier with the scans of its kind's sample; @dossier itself where
 * there are none
 */
JcDossier *
jc_intake_add_samples (JcLibrary   *library,
                       JcProgramme *programme,
                       JcDossier   *dossier,
                       GError     **error)
{
  GPtrArray *scans = jc_programme_get_sample_attachments (programme, jc_dossier_get_kind (dossier));

  return scans != NULL ? jc_intake_add_sample_scans (library, scans, dossier, error)
                       : jc_dossier_ref (dossier);
}

/**
 * jc_intake_create_sample:
 * @library: the library
 * @programme: the definition to begin under
 * @kind: a kind of it
 * @error: #JC_LIBRARY_ERROR_NOT_FOUND where the definition has no sample
 *
 * Begins a dossier as jc_drafting_create () does, complete with the sample's scans.
 *
 * Returns: (transfer full): the saved dossier, or %NULL with @error set
 */
JcDossier *
jc_intake_create_sample (JcLibrary   *library,
                         JcProgramme *programme,
                         const char  *kind,
                         GError     **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (JcDossier) empty = jc_dossier_new (id, kind, jc_programme_get_id (programme),
                                                jc_programme_get_version (programme));
  JsonNode *values = jc_programme_get_sample (programme, kind);
  g_autoptr (JcDossier) filled = NULL;
  g_autoptr (JcDossier) dossier = NULL;

  if (values == NULL)
    {
      jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND, "“%s”没有附样例。",
                    "“%s” comes without a sample.", kind);
      return NULL;
    }
  filled = jc_dossier_with_values (empty, values);
  dossier = jc_intake_add_samples (library, programme, filled, error);
  if (dossier == NULL || !jc_drafting_save (library, programme, dossier, "created", error))
    return NULL;
  return g_steal_pointer (&dossier);
}
