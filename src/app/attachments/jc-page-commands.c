/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-commands.h"

#include <glib/gi18n.h>

#include "jc-attachment-edits.h"
#include "jc-session-attachments.h"
#include "jc-slot-words.h"

/* The dossier's attachments for a change of the one with @id; NULL when it is not there or has to
 * stay as it is. */
static GPtrArray *
begin (JcDossierSession *session, const char *id, JcAttachment **attachment)
{
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (session);

  *attachment = jc_attachments_find (attachments, id);
  if (*attachment == NULL || !jc_session_may_attach (session, (*attachment)->slot))
    return NULL;

  return g_steal_pointer (&attachments);
}

static gboolean
end (JcDossierSession *session, GPtrArray *attachments, gboolean changed, const char *label)
{
  return changed && jc_session_set_attachments (session, attachments, label, "attached");
}

/**
 * jc_page_command_remove:
 * @session: the open dossier
 * @id: an attachment
 * @page: one of its pages; 0: the file
 */
gboolean
jc_page_command_remove (JcDossierSession *session, const char *id, int page)
{
  JcAttachment *attachment;
  g_autoptr (GPtrArray) attachments = begin (session, id, &attachment);

  if (attachments == NULL)
    return FALSE;

  return page == 0
             ? end (session, attachments, jc_attachment_edit_remove (attachments, id),
                    _ ("removing a file"))
             : end (session, attachments, jc_attachment_edit_remove_page (attachments, id, page),
                    _ ("removing a page"));
}

/**
 * jc_page_command_move_all:
 * @session: the open dossier
 * @ids: attachments, NULL-terminated
 * @slot: where they go, in this order
 */
gboolean
jc_page_command_move_all (JcDossierSession *session, const char *const *ids, const char *slot)
{
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (session);
  gboolean changed = FALSE;

  if (!jc_session_may_attach (session, slot))
    return FALSE;
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      const JcAttachment *attachment = jc_attachments_find (attachments, ids[i]);

      if (attachment != NULL && jc_session_may_attach (session, attachment->slot))
        changed = jc_attachment_edit_move (attachments, ids[i], slot) || changed;
    }

  return end (session, attachments, changed, _ ("moving files"));
}

/**
 * jc_page_command_move:
 * @session: the open dossier
 * @id: an attachment
 * @page: one of its pages, which goes alone; 0: the file
 * @slot: where it goes
 */
gboolean
jc_page_command_move (JcDossierSession *session, const char *id, int page, const char *slot)
{
  JcAttachment    *attachment;
  g_autofree char *new_id = g_uuid_string_random ();
  g_autoptr (GPtrArray) attachments = begin (session, id, &attachment);

  if (attachments == NULL || !jc_session_may_attach (session, slot)
      || g_str_equal (attachment->slot, slot))
    return FALSE;

  return page == 0 ? end (session, attachments, jc_attachment_edit_move (attachments, id, slot),
                          _ ("moving files"))
                   : end (session, attachments,
                          jc_attachment_edit_move_page (attachments, id, page, slot, new_id),
                          _ ("moving a page"));
}

static int
get_first_page (const JcAttachment *attachment)
{
  g_autoptr (GPtrArray) views = jc_attachment_dup_views (attachment);

  return views->len > 0 ? ((const JcPageView *)g_ptr_array_index (views, 0))->page : 1;
}

/**
 * jc_page_command_put:
 * @session: the open dossier
 * @id: an attachment
 * @page: one of its pages, which goes alone; 0: the file
 * @slot: where it goes, or is already
 * @part: (nullable): which named page it is
 * @row: (nullable): whose evidence it is
 */
gboolean
jc_page_command_put (JcDossierSession *session,
                     const char       *id,
                     int               page,
                     const char       *slot,
                     const char       *part,
                     const char       *row)
{
  JcAttachment    *attachment;
  g_autofree char *new_id = g_uuid_string_random ();
  g_autoptr (GPtrArray) attachments = begin (session, id, &attachment);
  gboolean changed = FALSE;

  if (attachments == NULL || !jc_session_may_attach (session, slot))
    return FALSE;
  if (!g_str_equal (attachment->slot, slot))
    changed = page == 0 ? jc_attachment_edit_move (attachments, id, slot)
                        : jc_attachment_edit_move_page (attachments, id, page, slot, new_id);
  /* A page that went alone is an attachment of its own now. */
  if (jc_attachments_find (attachments, new_id) != NULL)
    id = new_id;
  attachment = jc_attachments_find (attachments, id);
  if (part != NULL)
    changed
        = jc_attachment_edit_mark_part (attachments, id,
                                        page > 0 ? page : get_first_page (attachment), part, TRUE)
          || changed;
  if (row != NULL)
    changed = jc_attachment_edit_set_row (attachments, id, row) || changed;

  return end (session, attachments, changed, _ ("naming a page"));
}

/**
 * jc_page_command_split:
 * @session: the open dossier
 * @id: an attachment of several pages
 */
gboolean
jc_page_command_split (JcDossierSession *session, const char *id)
{
  JcAttachment *attachment;
  g_autoptr (GPtrArray) attachments = begin (session, id, &attachment);
  g_autoptr (GPtrArray) views = NULL;
  gboolean changed = FALSE;

  if (attachments == NULL)
    return FALSE;
  views = jc_attachment_dup_views (attachment);
  for (guint i = 1; i < views->len; i++)
    {
      g_autofree char *new_id = g_uuid_string_random ();

      changed
          = jc_attachment_edit_move_page (attachments, id,
                                          ((const JcPageView *)g_ptr_array_index (views, i))->page,
                                          attachment->slot, new_id)
            || changed;
    }

  return end (session, attachments, changed, _ ("taking a file apart"));
}

static JcPageView *
dup_view (const JcAttachment *attachment, int page, guint *position)
{
  g_autoptr (GPtrArray) views = jc_attachment_dup_views (attachment);

  for (*position = 0; *position < views->len; (*position)++)
    {
      const JcPageView *view = g_ptr_array_index (views, *position);

      if (view->page == page)
        return jc_page_view_copy (view);
    }

  return NULL;
}

static guint
count_used (const JcAttachment *attachment)
{
  g_autoptr (GPtrArray) views = jc_attachment_dup_views (attachment);

  return views->len;
}

/**
 * jc_page_command_turn:
 * @session: the open dossier
 * @id: an attachment
 * @page: one of its pages
 * @by: quarters, clockwise; below 0: the other way
 */
gboolean
jc_page_command_turn (JcDossierSession *session, const char *id, int page, int by)
{
  JcAttachment *attachment;
  guint         position;
  g_autoptr (GPtrArray) attachments = begin (session, id, &attachment);
  g_autoptr (JcPageView) view = attachments != NULL ? dup_view (attachment, page, &position) : NULL;

  if (view == NULL)
    return FALSE;
  view->turn = (((view->turn / 90 + by) % 4 + 4) % 4) * 90;

  return end (session, attachments, jc_attachment_edit_set_view (attachments, id, view),
              _ ("turning a page"));
}

/* The next attachment of the same slot in that direction; NULL: none. */
static const JcAttachment *
find_neighbour (GPtrArray *attachments, const JcAttachment *attachment, int by)
{
  const JcAttachment *before = NULL;
  gboolean            seen = FALSE;

  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *other = g_ptr_array_index (attachments, i);

      if (other == attachment && by < 0)
        return before;
      if (seen && g_str_equal (other->slot, attachment->slot))
        return other;
      seen = seen || other == attachment;
      if (g_str_equal (other->slot, attachment->slot))
        before = other;
    }

  return NULL;
}

static gboolean
shift_file (GPtrArray *attachments, const JcAttachment *attachment, int by)
{
  const JcAttachment *other = find_neighbour (attachments, attachment, by);

  if (other == NULL)
    return FALSE;

  return by < 0 ? jc_attachment_edit_place (attachments, attachment->id, other->id)
                : jc_attachment_edit_place (attachments, other->id, attachment->id);
}

/**
 * jc_page_command_shift:
 * @session: the open dossier
 * @id: an attachment
 * @page: one of its pages; 0: the file
 * @by: -1 earlier, 1 later
 */
gboolean
jc_page_command_shift (JcDossierSession *session, const char *id, int page, int by)
{
  JcAttachment *attachment;
  guint         position;
  g_autoptr (GPtrArray) attachments = begin (session, id, &attachment);
  g_autoptr (JcPageView) view
      = attachments != NULL && page > 0 ? dup_view (attachment, page, &position) : NULL;
  gboolean changed = FALSE;

  if (attachments == NULL || (page > 0 && view == NULL))
    return FALSE;
  if (page > 0 && (by < 0 ? position > 0 : position + 1 < count_used (attachment)))
    changed = jc_attachment_edit_order_page (attachments, id, page,
                                             by > 0 ? position + 1 : position - 1);
  else
    changed = shift_file (attachments, attachment, by);

  return end (session, attachments, changed, _ ("moving a page"));
}

/**
 * jc_page_command_mark:
 * @session: the open dossier
 * @id: an attachment
 * @page: one of its pages
 * @part: a named page of its slot
 * @marked: whether it is on that page
 */
gboolean
jc_page_command_mark (
    JcDossierSession *session, const char *id, int page, const char *part, gboolean marked)
{
  JcAttachment *attachment;
  g_autoptr (GPtrArray) attachments = begin (session, id, &attachment);

  return attachments != NULL
         && end (session, attachments,
                 jc_attachment_edit_mark_part (attachments, id, page, part, marked),
                 _ ("naming a page"));
}

/**
 * jc_page_command_set_row:
 * @session: the open dossier
 * @id: an attachment
 * @row: (nullable): whose evidence it is
 */
gboolean
jc_page_command_set_row (JcDossierSession *session, const char *id, const char *row)
{
  JcAttachment *attachment;
  g_autoptr (GPtrArray) attachments = begin (session, id, &attachment);

  return attachments != NULL
         && end (session, attachments, jc_attachment_edit_set_row (attachments, id, row),
                 _ ("naming a row"));
}

/**
 * jc_page_command_dup_name:
 * @session: the open dossier
 * @id: an attachment
 * @page: one of its pages; 0: the file
 *
 * Returns: (transfer full): what to call it
 */
char *
jc_page_command_dup_name (JcDossierSession *session, const char *id, int page)
{
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (session);
  const JcAttachment *wanted = jc_attachments_find (attachments, id);
  guint               number = 0;

  if (wanted == NULL || page == 0 || g_str_equal (wanted->slot, JC_SLOT_UNSORTED))
    return g_strdup (wanted != NULL ? wanted->name : "");
  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);
      g_autoptr (GPtrArray) views = jc_attachment_dup_views (attachment);

      for (guint j = 0; g_str_equal (attachment->slot, wanted->slot) && j < views->len; j++)
        {
          number++;
          if (attachment == wanted
              && ((const JcPageView *)g_ptr_array_index (views, j))->page == page)
            return g_strdup_printf (_ ("%s, page %u"),
                                    jc_slot_words_get_label (jc_dossier_session_get_kind (session),
                                                             wanted->slot),
                                    number);
        }
    }

  return g_strdup (wanted->name);
}
