/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-sample.h"

/**
 * jc_sample_attachment_dup_attachment:
 * @self: a scan of a sample
 * @id: a UUID
 * @sha256: of the drawn file, 64 hex digits
 * @size: of it, in bytes
 *
 * Returns: (transfer full): the attachment that it becomes
 */
JcAttachment *
jc_sample_attachment_dup_attachment (const JcSampleAttachment *self,
                                     const char               *id,
                                     const char               *sha256,
                                     gint64                    size)
{
  JcAttachment *attachment = g_new0 (JcAttachment, 1);

  attachment->id = g_strdup (id);
  attachment->slot = g_strdup (self->slot);
  attachment->name = g_strconcat (self->title, ".png", NULL);
  g_strdelimit (attachment->name, "/", '-');
  attachment->sha256 = g_strdup (sha256);
  attachment->size = size;
  attachment->media_type = g_strdup ("image/png");
  attachment->pages = 1;
  attachment->row = g_strdup (self->row);
  attachment->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_part_free);
  attachment->cautions = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_caution_free);
  for (gsize i = 0; self->parts[i] != NULL; i++)
    g_ptr_array_add (attachment->parts, jc_attachment_part_new (self->parts[i], 1));

  return attachment;
}

/**
 * jc_sample_lay_in:
 * @programme: a programme
 * @dossier: a dossier of one of its kinds
 *
 * Returns: (transfer full): @dossier with the scans that the sample of its kind has
 */
JcDossier *
jc_sample_lay_in (JcProgramme *programme, JcDossier *dossier)
{
  GPtrArray *samples
      = jc_programme_get_sample_attachments (programme, jc_dossier_get_kind (dossier));
  g_autoptr (GPtrArray) attachments = jc_attachments_load (dossier);

  for (guint i = 0; samples != NULL && i < samples->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012x", i + 1);
      g_autofree char *sha256 = g_strdup_printf ("%064x", i + 1);

      g_ptr_array_add (attachments,
                       jc_sample_attachment_dup_attachment (g_ptr_array_index (samples, i), id,
                                                            sha256, 1));
    }

  return jc_attachments_store (attachments, dossier);
}
