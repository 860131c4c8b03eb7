/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-named-original.h"

#include "jc-attachment.h"

/* Only a PDF asks for a password. */
#define SOURCE_MEDIA_TYPE "application/pdf"

/**
 * jc_named_original_copy:
 * @self: an original
 *
 * Returns: (transfer full): the same
 */
JcNamedOriginal *
jc_named_original_copy (const JcNamedOriginal *self)
{
  JcNamedOriginal *copy = g_new0 (JcNamedOriginal, 1);

  copy->attachment = g_strdup (self->attachment);
  copy->slot = g_strdup (self->slot);
  copy->name = g_strdup (self->name);
  copy->sha256 = g_strdup (self->sha256);
  copy->size = self->size;
  copy->media_type = g_strdup (self->media_type);
  copy->is_source = self->is_source;
  return copy;
}

/**
 * jc_named_original_free:
 * @self: (transfer full) (nullable): an original
 */
void
jc_named_original_free (JcNamedOriginal *self)
{
  if (self == NULL)
    return;

  g_free (self->attachment);
  g_free (self->slot);
  g_free (self->name);
  g_free (self->sha256);
  g_free (self->media_type);
  g_free (self);
}

static JcNamedOriginal *
new_original (const JcAttachment *attachment)
{
  JcNamedOriginal *self = g_new0 (JcNamedOriginal, 1);

  self->attachment = g_strdup (attachment->id);
  self->slot = g_strdup (attachment->slot);
  self->name = g_strdup (attachment->name);
  self->sha256 = g_strdup (attachment->sha256);
  self->size = attachment->size;
  self->media_type = g_strdup (attachment->media_type);
  return self;
}

static JcNamedOriginal *
new_source (const JcAttachment *attachment)
{
  JcNamedOriginal *self = g_new0 (JcNamedOriginal, 1);

  self->attachment = g_strdup (attachment->id);
  self->slot = g_strdup (attachment->slot);
  self->name = g_strdup (attachment->source->name);
  self->sha256 = g_strdup (attachment->source->sha256);
  self->size = attachment->source->size;
  self->media_type = g_strdup (SOURCE_MEDIA_TYPE);
  self->is_source = TRUE;
  return self;
}

/**
 * jc_named_originals_load:
 * @dossier: a dossier
 *
 * Returns: (transfer full) (element-type JcNamedOriginal): whatever it names by its hash
 */
GPtrArray *
jc_named_originals_load (JcDossier *dossier)
{
  g_autoptr (GPtrArray) attachments = jc_attachments_load (dossier);
  GPtrArray *originals = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_named_original_free);

  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);

      g_ptr_array_add (originals, new_original (attachment));
      if (attachment->source != NULL)
        g_ptr_array_add (originals, new_source (attachment));
    }
  return originals;
}
