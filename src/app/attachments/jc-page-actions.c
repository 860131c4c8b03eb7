/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-actions.h"

#include <glib/gi18n.h>

#include "jc-attachment-ways.h"
#include "jc-page-commands.h"
#include "jc-page-fetcher.h"
#include "jc-page-viewer.h"
#include "jc-scan-window.h"
#include "jc-session-attachments.h"
#include "jc-slot-words.h"

static GtkWindow *
get_window (JcAttachmentsPage *page)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page)));
}

static const char *
get_label (JcAttachmentsPage *page, const char *slot)
{
  return jc_slot_words_get_label (jc_dossier_session_get_kind (
                                      jc_attachments_page_get_session (page)),
                                  slot);
}

/* --- One page --- */

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *id;
  int         page;

  g_variant_get (parameter, "(&si)", &id, &page);
  jc_page_viewer_present (get_window (user_data), jc_attachments_page_get_session (user_data),
                          jc_attachments_page_get_pictures (user_data), id, page);
}

/* Asks for an original that is not here, or stops it. */
static void
fetch_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcDossierSession *session = jc_attachments_page_get_session (user_data);
  JcPageFetcher    *fetcher
      = jc_page_fetcher_get_default (jc_attachments_page_get_pictures (user_data));
  g_autoptr (GPtrArray) attachments = jc_session_dup_attachments (session);
  const JcAttachment *attachment
      = jc_attachments_find (attachments, g_variant_get_string (parameter, NULL));

  if (attachment == NULL)
    return;
  switch (jc_page_fetcher_look (fetcher, attachment->sha256))
    {
    case JC_PAGE_COMING:
    case JC_PAGE_WAITING:
      jc_page_fetcher_stop (fetcher, attachment->sha256);
      break;
    case JC_PAGE_HERE:
    case JC_PAGE_AWAY:
    case JC_PAGE_FAILED:
    default:
      jc_page_fetcher_fetch (fetcher, jc_dossier_get_id (jc_dossier_session_get_dossier (session)),
                             attachment->id, attachment->sha256, attachment->size);
    }
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcDossierSession *session = jc_attachments_page_get_session (user_data);
  const char       *id;
  int               page;
  g_autofree char  *name = NULL;
  g_autofree char  *words = NULL;

  g_variant_get (parameter, "(&si)", &id, &page);
  name = jc_page_command_dup_name (session, id, page);
  words = g_strdup_printf (_ ("“%s” was removed"), name);
  if (jc_page_command_remove (session, id, page))
    jc_attachments_page_toast (user_data, words, TRUE);
}

static void
turn (JcAttachmentsPage *page, GVariant *parameter, int by)
{
  const char *id;
  int         number;

  g_variant_get (parameter, "(&si)", &id, &number);
  jc_page_command_turn (jc_attachments_page_get_session (page), id, number, by);
}

static void
turn_left_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  turn (user_data, parameter, -1);
}

static void
turn_right_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  turn (user_data, parameter, 1);
}

static void
shift (JcAttachmentsPage *page, GVariant *parameter, int by)
{
  const char *id;
  int         number;

  g_variant_get (parameter, "(&si)", &id, &number);
  jc_page_command_shift (jc_attachments_page_get_session (page), id, number, by);
}

static void
earlier_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  shift (user_data, parameter, -1);
}

static void
later_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  shift (user_data, parameter, 1);
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  JcDossierSession *session = jc_attachments_page_get_session (user_data);
  const char       *id;
  const char       *slot;
  int               page;
  g_autofree char  *name = NULL;
  g_autofree char  *words = NULL;

  g_variant_get (parameter, "(&si&s)", &id, &page, &slot);
  name = jc_page_command_dup_name (session, id, page);
  /* Translators: a page or file, then where it is now. */
  words = g_strdup_printf (_ ("“%s” was moved to “%s”"), name, get_label (user_data, slot));
  if (jc_page_command_move (session, id, page, slot))
    jc_attachments_page_toast (user_data, words, TRUE);
}

static void
split_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_page_command_split (jc_attachments_page_get_session (user_data),
                         g_variant_get_string (parameter, NULL));
}

/* --- What it is --- */

static void
mark_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *id;
  const char *part;
  int         page;
  gboolean    marked;

  g_variant_get (parameter, "(&si&sb)", &id, &page, &part, &marked);
  jc_page_command_mark (jc_attachments_page_get_session (user_data), id, page, part, marked);
}

static void
row_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *id;
  const char *row;

  g_variant_get (parameter, "(&s&s)", &id, &row);
  jc_page_command_set_row (jc_attachments_page_get_session (user_data), id,
                           row[0] != '\0' ? row : NULL);
}

static void
put_part_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *id;
  const char *slot;
  const char *part;
  int         page;

  g_variant_get (parameter, "(&si&s&s)", &id, &page, &slot, &part);
  jc_page_command_put (jc_attachments_page_get_session (user_data), id, page, slot, part, NULL);
}

static void
put_row_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *id;
  const char *slot;
  const char *row;
  int         page;

  g_variant_get (parameter, "(&si&s&s)", &id, &page, &slot, &row);
  jc_page_command_put (jc_attachments_page_get_session (user_data), id, page, slot, NULL, row);
}

/* --- Ways in --- */

static void
choose_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *slot = g_variant_get_string (parameter, NULL);

  if (jc_session_may_attach (jc_attachments_page_get_session (user_data), slot))
    jc_attachment_choose (user_data, jc_attachments_page_get_desk (user_data), slot, NULL,
                          get_label (user_data, slot));
}

static void
nothing_pasted_cb (GtkWidget *page)
{
  jc_attachments_page_toast (JC_ATTACHMENTS_PAGE (page),
                             _ ("There is neither a file nor a picture on the clipboard"), FALSE);
}

static void
paste_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *slot = g_variant_get_string (parameter, NULL);

  if (jc_session_may_attach (jc_attachments_page_get_session (user_data), slot))
    jc_attachment_paste (user_data, jc_attachments_page_get_desk (user_data), slot,
                         nothing_pasted_cb);
}

static void
scan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *slot = g_variant_get_string (parameter, NULL);

  if (jc_session_may_attach (jc_attachments_page_get_session (user_data), slot))
    jc_scan_window_present (get_window (user_data), jc_attachments_page_get_desk (user_data), slot,
                            NULL, get_label (user_data, slot));
}

static void
focus_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_attachments_page_go_to (user_data, "");
}

static void
dropped_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jc_attachments_page_end_drag (user_data);
}

static const GActionEntry entries[] = {
  { "open", open_cb, "(si)" },
  { "fetch", fetch_cb, "s" },
  { "remove", remove_cb, "(si)" },
  { "turn-left", turn_left_cb, "(si)" },
  { "turn-right", turn_right_cb, "(si)" },
  { "earlier", earlier_cb, "(si)" },
  { "later", later_cb, "(si)" },
  { "move", move_cb, "(sis)" },
  { "split", split_cb, "s" },
  { "mark", mark_cb, "(sisb)" },
  { "row", row_cb, "(ss)" },
  { "put-part", put_part_cb, "(siss)" },
  { "put-row", put_row_cb, "(siss)" },
  { "choose", choose_cb, "s" },
  { "paste", paste_cb, "s" },
  { "scan", scan_cb, "s" },
  { "focus", focus_cb },
  { "dropped", dropped_cb },
};

/**
 * jc_page_actions_new:
 * @page: outlives the result
 *
 * Returns: (transfer full): the group "pages"
 */
GSimpleActionGroup *
jc_page_actions_new (JcAttachmentsPage *page)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), page);

  return group;
}
