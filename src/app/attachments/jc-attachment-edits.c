/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-attachment-edits.h"

static gboolean
find (GPtrArray *attachments, const char *id, guint *at)
{
  for (*at = 0; *at < attachments->len; (*at)++)
    if (g_strcmp0 (((JcAttachment *)g_ptr_array_index (attachments, *at))->id, id) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
find_view (GPtrArray *views, int page, guint *at)
{
  for (*at = 0; *at < views->len; (*at)++)
    if (((JcPageView *)g_ptr_array_index (views, *at))->page == page)
      return TRUE;

  return FALSE;
}

/* The attachment's views, written out so that one of them can be changed. */
static GPtrArray *
make_views (JcAttachment *attachment)
{
  if (attachment->views == NULL)
    attachment->views = jc_attachment_dup_views (attachment);

  return attachment->views;
}

static void
drop_parts_of_page (JcAttachment *attachment, int page)
{
  for (guint i = attachment->parts->len; i > 0; i--)
    if (((JcAttachmentPart *)g_ptr_array_index (attachment->parts, i - 1))->page == page)
      g_ptr_array_remove_index (attachment->parts, i - 1);
}

/* Before the next attachment of another slot would stand: the end of all is the end of each slot. */
static void
move_to_end (GPtrArray *attachments, guint at)
{
  JcAttachment *attachment = g_ptr_array_steal_index (attachments, at);

  g_ptr_array_add (attachments, attachment);
}

gboolean
jc_attachment_edit_remove (GPtrArray *attachments, const char *id)
{
  guint at;

  if (!find (attachments, id, &at))
    return FALSE;
  g_ptr_array_remove_index (attachments, at);

  return TRUE;
}

/**
 * jc_attachment_edit_remove_page:
 *
 * The original keeps the page: only its use here ends.
 */
gboolean
jc_attachment_edit_remove_page (GPtrArray *attachments, const char *id, int page)
{
  JcAttachment *attachment;
  guint         at;
  guint         view;

  if (!find (attachments, id, &at))
    return FALSE;
  attachment = g_ptr_array_index (attachments, at);
  if (attachment->pages <= 1 || make_views (attachment)->len <= 1)
    return jc_attachment_edit_remove (attachments, id);
  if (!find_view (attachment->views, page, &view))
    return FALSE;
  g_ptr_array_remove_index (attachment->views, view);
  drop_parts_of_page (attachment, page);

  return TRUE;
}

gboolean
jc_attachment_edit_move (GPtrArray *attachments, const char *id, const char *slot)
{
  JcAttachment *attachment;
  guint         at;

  if (!find (attachments, id, &at))
    return FALSE;
  attachment = g_ptr_array_index (attachments, at);
  if (g_str_equal (attachment->slot, slot))
    return FALSE;
  g_free (attachment->slot);
  attachment->slot = g_strdup (slot);
  g_ptr_array_set_size (attachment->parts, 0);
  g_clear_pointer (&attachment->row, g_free);
  move_to_end (attachments, at);

  return TRUE;
}

/**
 * jc_attachment_edit_move_page:
 * @new_id: a UUID
 */
gboolean
jc_attachment_edit_move_page (GPtrArray  *attachments,
                              const char *id,
                              int         page,
                              const char *slot,
                              const char *new_id)
{
  JcAttachment *attachment;
  JcAttachment *part;
  guint         at;
  guint         view;

  if (!find (attachments, id, &at))
    return FALSE;
  attachment = g_ptr_array_index (attachments, at);
  if (attachment->pages <= 1 || make_views (attachment)->len <= 1)
    return jc_attachment_edit_move (attachments, id, slot);
  if (!find_view (attachment->views, page, &view))
    return FALSE;

  part = jc_attachment_copy (attachment);
  g_free (part->id);
  part->id = g_strdup (new_id);
  g_free (part->slot);
  part->slot = g_strdup (slot);
  g_clear_pointer (&part->row, g_free);
  g_ptr_array_set_size (part->parts, 0);
  g_ptr_array_set_size (part->views, 0);
  g_ptr_array_add (part->views, g_ptr_array_steal_index (attachment->views, view));
  drop_parts_of_page (attachment, page);
  g_ptr_array_add (attachments, part);

  return TRUE;
}

gboolean
jc_attachment_edit_place (GPtrArray *attachments, const char *id, const char *before)
{
  JcAttachment *attachment;
  guint         from;
  guint         to;

  if (!find (attachments, id, &from) || g_strcmp0 (id, before) == 0)
    return FALSE;
  if (before != NULL && !find (attachments, before, &to))
    return FALSE;
  if (before != NULL && (to == from + 1))
    return FALSE;
  attachment = g_ptr_array_steal_index (attachments, from);
  if (before == NULL)
    g_ptr_array_add (attachments, attachment);
  else
    g_ptr_array_insert (attachments, (gint)(to > from ? to - 1 : to), attachment);

  return TRUE;
}

gboolean
jc_attachment_edit_order_page (GPtrArray *attachments, const char *id, int page, guint to)
{
  JcAttachment *attachment;
  JcPageView   *moved;
  guint         at;
  guint         from;

  if (!find (attachments, id, &at))
    return FALSE;
  attachment = g_ptr_array_index (attachments, at);
  if (!find_view (make_views (attachment), page, &from) || to >= attachment->views->len
      || from == to)
    return FALSE;
  moved = g_ptr_array_steal_index (attachment->views, from);
  g_ptr_array_insert (attachment->views, (gint)to, moved);

  return TRUE;
}

gboolean
jc_attachment_edit_mark_part (GPtrArray  *attachments,
                              const char *id,
                              int         page,
                              const char *part,
                              gboolean    marked)
{
  JcAttachment *attachment;
  guint         at;

  if (!find (attachments, id, &at))
    return FALSE;
  attachment = g_ptr_array_index (attachments, at);
  for (guint i = 0; i < attachment->parts->len; i++)
    {
      JcAttachmentPart *known = g_ptr_array_index (attachment->parts, i);

      if (known->page != page || !g_str_equal (known->part, part))
        continue;
      if (!marked)
        g_ptr_array_remove_index (attachment->parts, i);
      return !marked;
    }
  if (marked)
    g_ptr_array_add (attachment->parts, jc_attachment_part_new (part, page));

  return marked;
}

gboolean
jc_attachment_edit_set_row (GPtrArray *attachments, const char *id, const char *row)
{
  JcAttachment *attachment;
  guint         at;

  if (!find (attachments, id, &at))
    return FALSE;
  attachment = g_ptr_array_index (attachments, at);
  if (g_strcmp0 (attachment->row, row) == 0)
    return FALSE;
  g_free (attachment->row);
  attachment->row = g_strdup (row);

  return TRUE;
}

gboolean
jc_attachment_edit_set_view (GPtrArray *attachments, const char *id, const JcPageView *view)
{
  JcAttachment *attachment;
  guint         at;
  guint         position;

  if (!find (attachments, id, &at))
    return FALSE;
  attachment = g_ptr_array_index (attachments, at);
  if (!find_view (make_views (attachment), view->page, &position)
      || jc_page_view_equal (g_ptr_array_index (attachment->views, position), view))
    return FALSE;
  jc_page_view_free (g_steal_pointer (&attachment->views->pdata[position]));
  attachment->views->pdata[position] = jc_page_view_copy (view);

  return TRUE;
}
