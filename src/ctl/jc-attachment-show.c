/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* attachment show: what is known of one, its original as a file, a page as a picture. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-attachment-edit.h"

#include "jc-media.h"
#include "jc-png.h"

#define DEFAULT_SIZE_PX 1600
#define MAX_SIZE_PX 20000

static gboolean
copy_original (JcAttachmentEdit *self, const char *target, GError **error)
{
  g_autofree char *path = jc_attachment_edit_dup_path (self, error);
  g_autoptr (GFile) from = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GFile) to = g_file_new_for_path (target);
  g_autoptr (GFileInputStream) input = from != NULL ? g_file_read (from, NULL, error) : NULL;
  g_autoptr (GFileOutputStream) output = NULL;

  if (input == NULL)
    return FALSE;
  output = g_file_replace (to, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);
  return output != NULL
         && g_output_stream_splice (G_OUTPUT_STREAM (output), G_INPUT_STREAM (input),
                                    G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error)
                >= 0;
}

/* How the attachment shows that page; one it does not use as it is. */
static JcPageView *
dup_view (const JcAttachment *attachment, int page)
{
  for (guint i = 0; attachment->views != NULL && i < attachment->views->len; i++)
    {
      const JcPageView *view = g_ptr_array_index (attachment->views, i);

      if (view->page == page)
        return jc_page_view_copy (view);
    }
  return jc_page_view_new (page);
}

static gboolean
read_number (JcInvocation *invocation, const char *name, int maximum, int *number, GError **error)
{
  const char *value = jc_invocation_get_option (invocation, name);
  gint64      read = 0;

  if (value == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (value, 10, 1, maximum, &read, NULL))
    return jc_set_error (error, JC_USAGE_ERROR, 0, "%s 的值“%s”不对：要 1 到 %d 的整数。",
                         "%s cannot be “%s”: an integer from 1 to %d.", name, value, maximum);
  *number = (int)read;
  return TRUE;
}

static gboolean
draw_page (JcAttachmentEdit *self, int page, int size_px, const char *target, GError **error)
{
  g_autofree char *path = jc_attachment_edit_dup_path (self, error);
  g_autoptr (JcPageView) view = dup_view (self->attachment, page);
  g_autoptr (JcMedia) media = jc_media_new ();
  g_autoptr (JcPicture) picture = NULL;
  g_autoptr (GBytes) png = NULL;
  gsize         size = 0;
  gconstpointer data = NULL;

  if (path == NULL)
    return FALSE;
  picture = jc_media_render (media, path, NULL, view, size_px, size_px, NULL, error);
  png = picture != NULL ? jc_png_encode_picture (picture, error) : NULL;
  if (png == NULL)
    return FALSE;
  data = g_bytes_get_data (png, &size);
  return g_file_set_contents (target, data, (gssize)size, error);
}

static void
print_attachment (JcInvocation *invocation, const JcAttachment *attachment)
{
  g_autoptr (JsonNode) node = jc_attachment_describe (attachment);
  g_autofree char *pretty = jc_json_to_pretty (node);

  jc_invocation_print (invocation, node, pretty);
}

/**
 * jc_attachment_show_run:
 * @invocation: ID AID
 * @error: return location
 *
 * Prints what is known of the attachment. With -o the original is written there, byte for byte;
 * with
 * --page that page as a PNG, as it is shown and printed.
 *
 * Returns: the exit status, or -1 with @error set
 */
int
jc_attachment_show_run (JcInvocation *invocation, GError **error)
{
  g_auto (JcAttachmentEdit) self = { 0 };
  const char *target = jc_invocation_get_option (invocation, "-o");
  int         page = 0;
  int         size_px = DEFAULT_SIZE_PX;

  if (!read_number (invocation, "--page", G_MAXINT, &page, error)
      || !read_number (invocation, "--size", MAX_SIZE_PX, &size_px, error))
    return -1;
  if (page > 0 && target == NULL)
    {
      jc_set_error (error, JC_USAGE_ERROR, 0, "用 -o 写明图像存到哪个文件。",
                    "Say with -o which file the picture goes to.");
      return -1;
    }
  if (!jc_attachment_edit_load (&self, invocation, error))
    return -1;
  if (page > 0 && !draw_page (&self, page, size_px, target, error))
    return -1;
  if (page == 0 && target != NULL && !copy_original (&self, target, error))
    return -1;
  print_attachment (invocation, self.attachment);
  return JC_EXIT_DONE;
}
