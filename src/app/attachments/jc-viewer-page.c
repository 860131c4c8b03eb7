/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-viewer-page.h"

#include "jc-text.h"

void
jc_viewer_page_free (JcViewerPage *page)
{
  g_free (page->id);
  g_free (page->sha256);
  g_free (page->name);
  jc_page_view_free (page->view);
  g_strfreev (page->parts);
  g_ptr_array_unref (page->cautions);
  g_free (page);
}

static GStrv
dup_parts (const JcAttachment *attachment, int page)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  for (guint i = 0; i < attachment->parts->len; i++)
    {
      const JcAttachmentPart *part = g_ptr_array_index (attachment->parts, i);

      if (part->page == page)
        g_strv_builder_add (parts, part->part);
    }

  return g_strv_builder_end (parts);
}

static GPtrArray *
dup_cautions (const JcAttachment *attachment, int page)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_text_free);

  for (guint i = 0; i < attachment->cautions->len; i++)
    {
      const JcCaution *caution = g_ptr_array_index (attachment->cautions, i);
      JcText          *text = caution->page == 0 || caution->page == page
                                  ? jc_caution_dup_text (caution->code)
                                  : NULL;

      if (text != NULL)
        g_ptr_array_add (texts, text);
    }

  return texts;
}

/* Takes @view. */
static JcViewerPage *
page_new (const JcAttachment *attachment, JcPageView *view)
{
  JcViewerPage *page = g_new0 (JcViewerPage, 1);

  page->id = g_strdup (attachment->id);
  page->sha256 = g_strdup (attachment->sha256);
  page->size = attachment->size;
  page->name = g_strdup (attachment->name);
  page->view = view;
  page->parts = dup_parts (attachment, view->page);
  page->cautions = dup_cautions (attachment, view->page);

  return page;
}

/**
 * jc_viewer_pages_load:
 * @attachments: (element-type JcAttachment): a dossier's
 * @slot: which of them
 *
 * A file whose pages are not known stands for one page.
 *
 * Returns: (transfer full) (element-type JcViewerPage)
 */
GPtrArray *
jc_viewer_pages_load (GPtrArray *attachments, const char *slot)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_viewer_page_free);

  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);
      g_autoptr (GPtrArray) views = NULL;

      if (!g_str_equal (attachment->slot, slot))
        continue;
      views = jc_attachment_dup_views (attachment);
      if (views->len == 0 && attachment->pages == 0)
        g_ptr_array_add (pages, page_new (attachment, jc_page_view_new (1)));
      for (guint j = 0; j < views->len; j++)
        g_ptr_array_add (pages,
                         page_new (attachment, jc_page_view_copy (g_ptr_array_index (views, j))));
    }

  return pages;
}

/**
 * jc_viewer_pages_find:
 * @pages: (element-type JcViewerPage)
 * @id: of an attachment
 * @page: of its original, from 1
 * @position: (out): from 0
 */
gboolean
jc_viewer_pages_find (GPtrArray *pages, const char *id, int page, guint *position)
{
  for (guint i = 0; i < pages->len; i++)
    {
      const JcViewerPage *known = g_ptr_array_index (pages, i);

      if (!g_str_equal (known->id, id) || known->view->page != page)
        continue;
      *position = i;
      return TRUE;
    }

  return FALSE;
}
