/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-desk-notices.h"

#include <glib/gi18n.h>

#include "jc-attachment-ways.h"
#include "jc-desk-notice.h"
#include "jc-focus.h"
#include "jc-page-commands.h"
#include "jc-slot-words.h"
#include "jc-words.h"

struct _JcDeskNotices
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox    *list;

  JcDossierSession *session;
  JcAttachmentDesk *desk;
  GtkWidget        *before; /* (nullable) (weak): what had the focus when a notice took it */
};

G_DEFINE_FINAL_TYPE (JcDeskNotices, jc_desk_notices, GTK_TYPE_WIDGET)

/* --- The list --- */

static void
show_any (JcDeskNotices *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL);
}

/* The next notice takes the focus that was in this one; behind the last one it goes back to where
 * it was. */
static void
remove_notice (JcDeskNotices *self, GtkWidget *notice)
{
  GtkRoot   *root = gtk_widget_get_root (notice);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean   had_focus = focus != NULL && gtk_widget_is_ancestor (focus, notice);
  GtkWidget *next = gtk_widget_get_next_sibling (notice);

  if (next == NULL)
    next = gtk_widget_get_prev_sibling (notice);
  jc_focus_leave (notice);
  gtk_box_remove (self->list, notice);
  show_any (self);
  if (had_focus && next != NULL)
    gtk_widget_grab_focus (next);
  else if (had_focus && self->before != NULL && gtk_widget_get_mapped (self->before))
    gtk_widget_grab_focus (self->before);
  else if (had_focus)
    gtk_widget_activate_action (GTK_WIDGET (self), "pages.focus", NULL);
}

/* Somebody who is typing, or sorts files, is left alone. */
static void
offer_focus (JcDeskNotices *self, GtkWidget *notice)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || jc_attachment_desk_is_busy (self->desk))
    return;
  if (focus == NULL
      || (!GTK_IS_EDITABLE (focus) && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) == NULL
          && gtk_widget_get_ancestor (focus, JC_TYPE_DESK_NOTICE) == NULL))
    {
      g_set_weak_pointer (&self->before, focus);
      gtk_widget_grab_focus (notice);
    }
}

/* --- Refused files --- */

static const JcDeskRefusal *
get_refusal (GtkWidget *notice)
{
  return g_object_get_data (G_OBJECT (notice), "jc-refusal");
}

static gboolean
is_refused (JcDeskNotices *self, const JcDeskRefusal *refusal)
{
  return g_ptr_array_find (jc_attachment_desk_get_refusals (self->desk), refusal, NULL);
}

static gboolean
asks_password (const JcDeskRefusal *refusal)
{
  return refusal->path != NULL
         && (g_error_matches (refusal->error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_ENCRYPTED)
             || g_error_matches (refusal->error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_PASSWORD));
}

/* A scanned page is nowhere else: it is put away by its name only. */
static char *
dup_refusal_words (const JcDeskRefusal *refusal)
{
  gboolean         stopped = g_error_matches (refusal->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *reason
      = stopped ? g_strdup (_ ("You stopped it.")) : jc_words_dup_error (refusal->error);

  if (!refusal->is_scan)
    /* Translators: a file that was not taken, and why. */
    return g_strdup_printf (_ ("“%s” was not taken. %s"), refusal->name, reason);

  /* Translators: a scanned page that was not taken, and why. */
  return g_strdup_printf (_ ("“%s” was not taken. %s The scanned page is kept on this computer "
                             "until it is in a dossier or you throw it away."),
                          refusal->name, reason);
}

static void
refusal_act_cb (JcDeskNotices *self, const char *password, GtkWidget *notice)
{
  const JcDeskRefusal *refusal = get_refusal (notice);
  const JcKind        *kind = jc_dossier_session_get_kind (self->session);

  if (refusal->is_scan)
    {
      jc_attachment_desk_try_again (self->desk, refusal);
      return;
    }
  if (password != NULL)
    {
      const char *paths[] = { refusal->path, NULL };

      jc_attachment_desk_add (self->desk, paths, refusal->slot, NULL, password);
    }
  else
    jc_attachment_choose (GTK_WIDGET (self), self->desk, refusal->slot, NULL,
                          jc_slot_words_get_label (kind, refusal->slot));
  jc_attachment_desk_put_away (self->desk, refusal);
}

static void
refusal_close_cb (JcDeskNotices *self, GtkWidget *notice)
{
  const JcDeskRefusal *refusal = get_refusal (notice);

  if (refusal->is_scan)
    jc_attachment_desk_throw_away (self->desk, refusal);
  else
    jc_attachment_desk_put_away (self->desk, refusal);
}

static GtkWidget *
add_refusal (JcDeskNotices *self, JcDeskRefusal *refusal)
{
  g_autofree char *words = dup_refusal_words (refusal);
  gboolean         locked = asks_password (refusal);
  const char      *act = refusal->is_scan ? _ ("Try again")
                         : locked         ? _ ("Open with this password")
                                          : _ ("Choose another…");
  GtkWidget       *notice = jc_desk_notice_new (refusal->name, words, act, locked);

  if (refusal->is_scan)
    {
      g_autofree char *name = g_strdup_printf (_ ("Throw away “%s”"), refusal->name);

      jc_desk_notice_set_close (JC_DESK_NOTICE (notice), _ ("Throw the page away"), name);
    }
  g_object_set_data (G_OBJECT (notice), "jc-refusal", refusal);
  g_signal_connect_object (notice, "act", G_CALLBACK (refusal_act_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notice, "close", G_CALLBACK (refusal_close_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->list, notice);

  return notice;
}

static gboolean
is_shown (JcDeskNotices *self, const JcDeskRefusal *refusal)
{
  for (GtkWidget *notice = gtk_widget_get_first_child (GTK_WIDGET (self->list)); notice != NULL;
       notice = gtk_widget_get_next_sibling (notice))
    if (get_refusal (notice) == refusal)
      return TRUE;

  return FALSE;
}

static void
desk_changed_cb (JcDeskNotices *self)
{
  GPtrArray *refusals = jc_attachment_desk_get_refusals (self->desk);
  GtkWidget *notice = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  GtkWidget *first = NULL;

  while (notice != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (notice);

      if (get_refusal (notice) != NULL && !is_refused (self, get_refusal (notice)))
        remove_notice (self, notice);
      notice = next;
    }
  for (guint i = 0; i < refusals->len; i++)
    if (!is_shown (self, g_ptr_array_index (refusals, i)))
      {
        notice = add_refusal (self, g_ptr_array_index (refusals, i));
        first = first != NULL ? first : notice;
      }
  show_any (self);
  if (first != NULL)
    offer_focus (self, first);
}

/* --- Files that are there already --- */

static void
twice_undo_cb (JcDeskNotices *self, const char *password, GtkWidget *notice)
{
  const char *id = g_object_get_data (G_OBJECT (notice), "jc-attachment");

  jc_page_command_remove (self->session, id, 0);
  remove_notice (self, notice);
}

static void
twice_close_cb (JcDeskNotices *self, GtkWidget *notice)
{
  remove_notice (self, notice);
}

static const JcAttachment *
find_twin (GPtrArray *attachments, const JcAttachment *known)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);

      if (g_str_equal (attachment->sha256, known->sha256))
        return attachment;
    }

  return NULL;
}

static void
add_twice (JcDeskNotices *self, const JcAttachment *known, const JcAttachment *added)
{
  const JcKind    *kind = jc_dossier_session_get_kind (self->session);
  g_autofree char *words
      = g_strdup_printf (_ ("“%s” is in “%s” already, under the name “%s”; now it is in “%s” too."),
                         added->name, jc_slot_words_get_label (kind, known->slot), known->name,
                         jc_slot_words_get_label (kind, added->slot));
  GtkWidget *notice = jc_desk_notice_new (added->name, words, _ ("Take it out again"), FALSE);

  g_object_set_data_full (G_OBJECT (notice), "jc-attachment", g_strdup (added->id), g_free);
  g_signal_connect_object (notice, "act", G_CALLBACK (twice_undo_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notice, "close", G_CALLBACK (twice_close_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->list, notice);
}

static void
added_cb (JcDeskNotices *self, JcIntakeResult *result)
{
  for (guint i = 0; i < result->elsewhere->len; i++)
    {
      const JcAttachment *known = g_ptr_array_index (result->elsewhere, i);
      const JcAttachment *added = find_twin (result->attachments, known);

      if (added != NULL)
        add_twice (self, known, added);
    }
  show_any (self);
}

/* --- GObject --- */

static void
jc_desk_notices_dispose (GObject *object)
{
  JcDeskNotices *self = JC_DESK_NOTICES (object);

  g_clear_weak_pointer (&self->before);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (jc_desk_notices_parent_class)->dispose (object);
}

static void
jc_desk_notices_class_init (JcDeskNoticesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_desk_notices_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-desk-notices.ui");
  gtk_widget_class_bind_template_child (widget_class, JcDeskNotices, scroller);
  gtk_widget_class_bind_template_child (widget_class, JcDeskNotices, list);
}

static void
jc_desk_notices_init (JcDeskNotices *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_desk_notices_set_desk:
 * @self: a list that has none yet
 * @session: the open dossier; kept
 * @desk: where files come in; kept
 */
void
jc_desk_notices_set_desk (JcDeskNotices *self, JcDossierSession *session, JcAttachmentDesk *desk)
{
  g_return_if_fail (JC_IS_DESK_NOTICES (self));

  self->session = g_object_ref (session);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
}
