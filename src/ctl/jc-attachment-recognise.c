/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* attachment recognise: what is written on the pages. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-attachment-edit.h"

#include "jc-media.h"

static void
add_lines (GString *text, JsonNode *page)
{
  JsonArray *lines = jc_json_get_array (jc_json_as_object (page), "lines");

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    g_string_append_printf (
        text, "%s\n",
        jc_json_get_string (jc_json_as_object (json_array_get_element (lines, i)), "text", ""));
}

static gboolean
recognise_pages (
    JcAttachmentEdit *self, JcMedia *media, JsonArray *pages, GString *text, GError **error)
{
  g_autofree char *path = jc_attachment_edit_dup_path (self, error);
  g_autoptr (GPtrArray) views = jc_attachment_dup_views (self->attachment);

  for (guint i = 0; path != NULL && i < views->len; i++)
    {
      const JcPageView *view = g_ptr_array_index (views, i);
      g_autoptr (JsonNode) found = jc_media_recognise (media, path, NULL, view, NULL, error);
      JsonNode *page = NULL;

      if (found == NULL)
        return FALSE;
      page = jc_json_copy (found);
      json_object_set_int_member (json_node_get_object (page), "page", view->page);
      json_array_add_element (pages, page);
      add_lines (text, page);
    }
  return path != NULL;
}

/**
 * jc_attachment_recognise_run:
 * @invocation: ID AID
 * @error: #JC_MEDIA_ERROR_UNSUPPORTED where nothing on this machine reads text
 *
 * Prints the lines of every page that is used, as it is shown.
 *
 * Returns: the exit status, or -1 with @error set
 */
int
jc_attachment_recognise_run (JcInvocation *invocation, GError **error)
{
  g_auto (JcAttachmentEdit) self = { 0 };
  g_autoptr (JcMedia) media = jc_media_new ();
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = jc_json_new_object (object);
  JsonArray *pages = json_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  json_object_set_array_member (object, "pages", pages);
  if (!jc_attachment_edit_load (&self, invocation, error))
    return -1;
  if (!jc_media_can_recognise (media))
    {
      jc_set_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_UNSUPPORTED,
                    "这台电脑没有装文字识别。安装 tesseract-ocr 和 tesseract-ocr-chi-sim 后再试。",
                    "Text recognition is not installed. Install tesseract-ocr and "
                    "tesseract-ocr-chi-sim, then try again.");
      return -1;
    }
  if (!recognise_pages (&self, media, pages, text, error))
    return -1;
  jc_invocation_print (invocation, node, text->str);
  return JC_EXIT_DONE;
}
