/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-menu.h"

#include <glib/gi18n.h>

#include "jc-session-attachments.h"
#include "jc-slot-check.h"
#include "jc-slot-words.h"
#include "jc-words.h"

/**
 * Subject: the page that the menu is about, and how its slot stands.
 */
typedef struct
{
  GPtrArray          *attachments;
  const JcAttachment *attachment;
  JcSlotState        *state; /* (nullable): of no slot that is known */
} Subject;

static gboolean
find_subject (JcDossierSession *session, const char *id, Subject *subject)
{
  JcCheck *check = jc_dossier_session_get_check (session);

  subject->attachments = jc_session_dup_attachments (session);
  subject->attachment = jc_attachments_find (subject->attachments, id);
  subject->state = subject->attachment != NULL
                       ? jc_check_dup_slot_state (check, subject->attachment->slot)
                       : NULL;

  return subject->attachment != NULL;
}

static void
clear_subject (Subject *subject)
{
  g_ptr_array_unref (subject->attachments);
  jc_slot_state_free (subject->state);
}

/* --- Items --- */

static void
append_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

/* An underscore in a person's words is no mnemonic. */
static char *
dup_escaped (const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "_", -1);

  return g_strjoinv ("__", parts);
}

static GMenuModel *
make_parts (const JcSlotState *state)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < state->parts->len; i++)
    {
      const JcSlotPartState *part = g_ptr_array_index (state->parts, i);
      g_autofree char       *action = g_strdup_printf ("mark.part-%u", i);
      g_autofree char       *label = dup_escaped (jc_words_get (part->page->label));

      append_item (menu, label, action, NULL);
    }

  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_rows (const JcSlotState *state)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);
      g_autofree char      *label = dup_escaped (jc_words_get (row->label));

      if (row->wanted && row->row[0] != '\0')
        append_item (menu, label, "mark.row", g_variant_new_string (row->row));
    }
  append_item (menu, _ ("None of them"), "mark.row", g_variant_new_string (""));

  return G_MENU_MODEL (menu);
}

/**
 * jc_page_menu_new_slots:
 * @session: the open dossier
 * @id: an attachment
 * @page: one of its pages; 0: the file
 *
 * Returns: (transfer full): a menu of the slots that may be changed, and of what is not sorted
 */
GMenuModel *
jc_page_menu_new_slots (JcDossierSession *session, const char *id, int page)
{
  const JcKind *kind = jc_dossier_session_get_kind (session);
  GMenu        *menu = g_menu_new ();

  for (guint i = 0; i <= kind->slots->len; i++)
    {
      const char      *slot = i < kind->slots->len
                                  ? ((const JcSlot *)g_ptr_array_index (kind->slots, i))->id
                                  : JC_SLOT_UNSORTED;
      g_autofree char *label = dup_escaped (jc_slot_words_get_label (kind, slot));

      if (jc_session_may_attach (session, slot))
        append_item (menu, label, "pages.move", g_variant_new ("(sis)", id, page, slot));
    }

  return G_MENU_MODEL (menu);
}

static void
append_submenu (GMenu *menu, const char *label, GMenuModel *submenu)
{
  g_menu_append_submenu (menu, label, submenu);
  g_object_unref (submenu);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

/* --- The menu --- */

static GMenu *
make_naming (JcDossierSession *session, const Subject *subject, int page)
{
  GMenu   *menu = g_menu_new ();
  gboolean several = subject->attachment->pages > 1;

  if (subject->state != NULL && subject->state->rows->len > 0)
    append_submenu (menu, _ ("Which _row is it for?"), make_rows (subject->state));
  append_submenu (menu, several ? _ ("Mo_ve the page to") : _ ("Mo_ve to"),
                  jc_page_menu_new_slots (session, subject->attachment->id, several ? page : 0));
  if (several)
    append_submenu (menu, _ ("Move the whole _file to"),
                    jc_page_menu_new_slots (session, subject->attachment->id, 0));

  return menu;
}

static GMenu *
make_changing (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("Turn _left"), "tile.turn-left");
  g_menu_append (menu, _ ("Turn _right"), "tile.turn-right");
  g_menu_append (menu, _ ("_Earlier"), "tile.earlier");
  g_menu_append (menu, _ ("_Later"), "tile.later");

  return menu;
}

/**
 * jc_page_menu_new:
 * @session: the open dossier
 * @id: an attachment
 * @page: one of its pages
 * @fetch: (nullable): what to do about an original that is not here
 *
 * Returns: (transfer full): a menu that refers to "tile", "mark" and "pages"
 */
GMenuModel *
jc_page_menu_new (JcDossierSession *session, const char *id, int page, const char *fetch)
{
  GMenu  *menu = g_menu_new ();
  GMenu  *first = g_menu_new ();
  GMenu  *last = g_menu_new ();
  Subject subject;

  g_menu_append (first, _ ("_Open"), "tile.open");
  if (fetch != NULL)
    g_menu_append (first, fetch, "tile.fetch");
  append_section (menu, first);
  if (find_subject (session, id, &subject)
      && jc_session_may_attach (session, subject.attachment->slot))
    {
      if (subject.state != NULL && subject.state->parts->len > 0)
        {
          g_autoptr (GMenuModel) parts = make_parts (subject.state);

          g_menu_append_section (menu, _ ("Which page is it?"), parts);
        }
      append_section (menu, make_naming (session, &subject, page));
      append_section (menu, make_changing ());
      g_menu_append (last, _ ("Re_move"), "tile.remove");
      append_section (menu, g_object_ref (last));
    }
  g_object_unref (last);
  clear_subject (&subject);

  return G_MENU_MODEL (menu);
}

/* --- What is marked --- */

/**
 * Mark: what an action of the menu is about.
 */
typedef struct
{
  GtkWidget *widget; /* (unowned): holds the actions */
  char      *id;
  int        page;
  char      *part; /* (nullable) */
} Mark;

static void
mark_free (gpointer data, GClosure *closure)
{
  Mark *mark = data;

  g_free (mark->id);
  g_free (mark->part);
  g_free (mark);
}

static Mark *
mark_new (GtkWidget *widget, const char *id, int page, const char *part)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->widget = widget;
  mark->id = g_strdup (id);
  mark->page = page;
  mark->part = g_strdup (part);

  return mark;
}

static void
part_changed_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  Mark *mark = user_data;

  g_simple_action_set_state (action, state);
  gtk_widget_activate_action (mark->widget, "pages.mark", "(sisb)", mark->id, mark->page,
                              mark->part, g_variant_get_boolean (state));
}

static void
row_changed_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  Mark *mark = user_data;

  g_simple_action_set_state (action, state);
  gtk_widget_activate_action (mark->widget, "pages.row", "(ss)", mark->id,
                              g_variant_get_string (state, NULL));
}

static gboolean
is_marked (const JcAttachment *attachment, int page, const char *part)
{
  for (guint i = 0; i < attachment->parts->len; i++)
    {
      const JcAttachmentPart *known = g_ptr_array_index (attachment->parts, i);

      if (known->page == page && g_str_equal (known->part, part))
        return TRUE;
    }

  return FALSE;
}

static void
add_action (GSimpleActionGroup *group, GSimpleAction *action, GCallback callback, Mark *mark)
{
  g_signal_connect_data (action, "change-state", callback, mark, mark_free, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  g_object_unref (action);
}

/**
 * jc_page_menu_dup_marks:
 * @widget: holds the result
 * @session: the open dossier
 * @id: an attachment
 * @page: one of its pages
 *
 * Returns: (transfer full): the group "mark"
 */
GSimpleActionGroup *
jc_page_menu_dup_marks (GtkWidget *widget, JcDossierSession *session, const char *id, int page)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();
  Subject             subject;

  if (find_subject (session, id, &subject) && subject.state != NULL)
    {
      const char *row = subject.attachment->row != NULL ? subject.attachment->row : "";

      for (guint i = 0; i < subject.state->parts->len; i++)
        {
          const char *part
              = ((const JcSlotPartState *)g_ptr_array_index (subject.state->parts, i))->page->id;
          g_autofree char *name = g_strdup_printf ("part-%u", i);
          gboolean         marked = is_marked (subject.attachment, page, part);

          add_action (group,
                      g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (marked)),
                      G_CALLBACK (part_changed_cb), mark_new (widget, id, page, part));
        }
      add_action (group,
                  g_simple_action_new_stateful ("row", G_VARIANT_TYPE_STRING,
                                                g_variant_new_string (row)),
                  G_CALLBACK (row_changed_cb), mark_new (widget, id, page, NULL));
    }
  clear_subject (&subject);

  return group;
}
