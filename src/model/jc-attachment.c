/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-attachment-private.h"

#include "jc-json.h"

#include <string.h>

/* --- Parts --- */

/**
 * jc_attachment_part_new:
 * @part: id of a named page
 * @page: of the original, from 1
 *
 * Returns: (transfer full): a new part
 */
JcAttachmentPart *
jc_attachment_part_new (const char *part, int page)
{
  JcAttachmentPart *self = g_new0 (JcAttachmentPart, 1);

  self->part = g_strdup (part);
  self->page = page;

  return self;
}

/**
 * jc_attachment_part_free:
 * @self: (transfer full) (nullable): a part
 */
void
jc_attachment_part_free (JcAttachmentPart *self)
{
  if (self == NULL)
    return;

  g_free (self->part);
  g_free (self);
}

/**
 * jc_attachment_source_new:
 * @sha256: of the file as it came
 * @name: of that file
 * @size: in bytes
 *
 * Returns: (transfer full): a new source
 */
JcAttachmentSource *
jc_attachment_source_new (const char *sha256, const char *name, gint64 size)
{
  JcAttachmentSource *self = g_new0 (JcAttachmentSource, 1);

  self->sha256 = g_strdup (sha256);
  self->name = g_strdup (name);
  self->size = size;

  return self;
}

/**
 * jc_attachment_source_free:
 * @self: (transfer full) (nullable): a source
 */
void
jc_attachment_source_free (JcAttachmentSource *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  g_free (self->name);
  g_free (self);
}

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_part_free);
}

static GPtrArray *
new_cautions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)jc_caution_free);
}

static GPtrArray *
new_views (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)jc_page_view_free);
}

static gpointer
copy_part (gconstpointer source, gpointer user_data)
{
  const JcAttachmentPart *part = source;

  return jc_attachment_part_new (part->part, part->page);
}

static gpointer
copy_caution (gconstpointer source, gpointer user_data)
{
  const JcCaution *caution = source;

  return jc_caution_new (caution->code, caution->page);
}

static gpointer
copy_view (gconstpointer source, gpointer user_data)
{
  return jc_page_view_copy (source);
}

/* --- One attachment --- */

/**
 * jc_attachment_copy:
 * @self: an attachment
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
JcAttachment *
jc_attachment_copy (const JcAttachment *self)
{
  JcAttachment *copy = g_new0 (JcAttachment, 1);

  copy->id = g_strdup (self->id);
  copy->slot = g_strdup (self->slot);
  copy->name = g_strdup (self->name);
  copy->sha256 = g_strdup (self->sha256);
  copy->size = self->size;
  copy->media_type = g_strdup (self->media_type);
  copy->pages = self->pages;
  copy->row = g_strdup (self->row);
  /* g_ptr_array_copy () keeps the function that frees. */
  copy->parts = self->parts != NULL ? g_ptr_array_copy (self->parts, (GCopyFunc)copy_part, NULL)
                                    : new_parts ();
  copy->cautions = self->cautions != NULL
                       ? g_ptr_array_copy (self->cautions, (GCopyFunc)copy_caution, NULL)
                       : new_cautions ();
  if (self->views != NULL)
    copy->views = g_ptr_array_copy (self->views, (GCopyFunc)copy_view, NULL);
  if (self->source != NULL)
    copy->source = jc_attachment_source_new (self->source->sha256, self->source->name,
                                             self->source->size);

  return copy;
}

/**
 * jc_attachment_free:
 * @self: (transfer full) (nullable): an attachment
 */
void
jc_attachment_free (JcAttachment *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->slot);
  g_free (self->name);
  g_free (self->sha256);
  g_free (self->media_type);
  g_free (self->row);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->cautions, g_ptr_array_unref);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->source, jc_attachment_source_free);
  g_free (self);
}

/**
 * jc_attachment_is_used:
 * @self: an attachment
 *
 * Returns: whether any of its pages is; one whose pages cannot be counted is used as a whole
 */
gboolean
jc_attachment_is_used (const JcAttachment *self)
{
  return self->views == NULL || self->views->len > 0;
}

/**
 * jc_attachment_uses_page:
 * @self: an attachment
 * @page: a page of its original, from 1
 *
 * Returns: whether @page is shown and printed
 */
gboolean
jc_attachment_uses_page (const JcAttachment *self, int page)
{
  if (self->views == NULL)
    return page >= 1 && (self->pages == 0 || page <= self->pages);

  for (guint i = 0; i < self->views->len; i++)
    if (((const JcPageView *)g_ptr_array_index (self->views, i))->page == page)
      return TRUE;

  return FALSE;
}

/**
 * jc_attachment_dup_views:
 * @self: an attachment
 *
 * Returns: (transfer full) (element-type JcPageView): the pages that are used, in their order; none
 * where the number of pages is unknown
 */
GPtrArray *
jc_attachment_dup_views (const JcAttachment *self)
{
  GPtrArray *views;

  if (self->views != NULL)
    return g_ptr_array_copy (self->views, (GCopyFunc)copy_view, NULL);

  views = new_views ();
  for (int page = 1; page <= self->pages; page++)
    g_ptr_array_add (views, jc_page_view_new (page));

  return views;
}

/* --- Writing --- */

static JsonArray *
write_parts (GPtrArray *parts)
{
  JsonArray *array = json_array_sized_new (parts->len);

  for (guint i = 0; i < parts->len; i++)
    {
      const JcAttachmentPart *part = g_ptr_array_index (parts, i);
      JsonObject             *object = json_object_new ();

      json_object_set_string_member (object, "part", part->part);
      json_object_set_int_member (object, "page", part->page);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
write_cautions (GPtrArray *cautions)
{
  JsonArray *array = json_array_sized_new (cautions->len);

  for (guint i = 0; i < cautions->len; i++)
    {
      const JcCaution *caution = g_ptr_array_index (cautions, i);
      JsonObject      *object = json_object_new ();

      json_object_set_string_member (object, "code", caution->code);
      json_object_set_int_member (object, "page", caution->page);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
write_source (const JcAttachmentSource *source)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "sha256", source->sha256);
  json_object_set_string_member (object, "name", source->name);
  json_object_set_int_member (object, "size", source->size);

  return object;
}

/**
 * jc_attachment_to_json:
 * @self: an attachment
 *
 * Returns: (transfer full): its JSON form, unsealed; empty members are left out
 */
JsonNode *
jc_attachment_to_json (const JcAttachment *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "slot", self->slot);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "sha256", self->sha256);
  json_object_set_int_member (object, "size", self->size);
  json_object_set_string_member (object, "media_type", self->media_type);
  json_object_set_int_member (object, "pages", self->pages);
  if (self->row != NULL)
    json_object_set_string_member (object, "row", self->row);
  if (self->parts != NULL && self->parts->len > 0)
    json_object_set_array_member (object, "parts", write_parts (self->parts));
  if (self->cautions != NULL && self->cautions->len > 0)
    json_object_set_array_member (object, "cautions", write_cautions (self->cautions));
  if (self->source != NULL)
    json_object_set_object_member (object, "source", write_source (self->source));
  if (self->views != NULL)
    {
      JsonArray *views = json_array_sized_new (self->views->len);

      for (guint i = 0; i < self->views->len; i++)
        json_array_add_element (views, jc_page_view_to_json (g_ptr_array_index (self->views, i)));
      json_object_set_array_member (object, "view", views);
    }

  return jc_json_new_object (object);
}

/* --- Those of a dossier --- */

GPtrArray *
jc_attachments_read (JsonNode *attachments)
{
  JsonArray *array = jc_json_as_array (attachments);
  guint      length = array != NULL ? json_array_get_length (array) : 0;
  GPtrArray *read = g_ptr_array_new_full (length, (GDestroyNotify)jc_attachment_free);

  for (guint i = 0; i < length; i++)
    {
      JcAttachment *attachment
          = jc_attachment_new_from_json (json_array_get_element (array, i), NULL);

      if (attachment != NULL)
        g_ptr_array_add (read, attachment);
    }

  return read;
}

/**
 * jc_attachments_load:
 * @dossier: a dossier
 *
 * Returns: (transfer full) (element-type JcAttachment): its attachments, in order. What is no
 * attachment is left out; a dossier that came through jc_dossier_new_from_json () has no such thing
 */
GPtrArray *
jc_attachments_load (JcDossier *dossier)
{
  return jc_attachments_read (jc_dossier_get_attachments (dossier));
}

/**
 * jc_attachments_store:
 * @attachments: (element-type JcAttachment): what is to be there, in order
 * @dossier: a dossier
 *
 * Returns: (transfer full): @dossier with @attachments instead of its own
 */
JcDossier *
jc_attachments_store (GPtrArray *attachments, JcDossier *dossier)
{
  JsonArray *array = json_array_sized_new (attachments->len);
  g_autoptr (JsonNode) node = jc_json_new_array (array);

  for (guint i = 0; i < attachments->len; i++)
    json_array_add_element (array, jc_attachment_to_json (g_ptr_array_index (attachments, i)));
  json_node_seal (node);

  return jc_dossier_with_attachments (dossier, node);
}

/**
 * jc_attachments_find:
 * @attachments: (element-type JcAttachment): attachments
 * @id: an id
 *
 * Returns: (transfer none) (nullable): the attachment of that id
 */
JcAttachment *
jc_attachments_find (GPtrArray *attachments, const char *id)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      JcAttachment *attachment = g_ptr_array_index (attachments, i);

      if (g_strcmp0 (attachment->id, id) == 0)
        return attachment;
    }

  return NULL;
}
