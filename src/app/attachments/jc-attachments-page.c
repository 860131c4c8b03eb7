/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-attachments-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "jc-attachments-page-private.h"
#include "jc-drop-zone.h"
#include "jc-guess-command.h"
#include "jc-page-actions.h"
#include "jc-page-commands.h"
#include "jc-page-fetcher.h"
#include "jc-scan-handover.h"
#include "jc-reader-bar.h"
#include "jc-slot-check.h"
#include "jc-slot-words.h"
#include "jc-wrap-box.h"

/* How long an idle slice may hold up the next frame. */
#define SLICE_US 5000

enum
{
  TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcAttachmentsPage, jc_attachments_page, GTK_TYPE_WIDGET)

/* --- Making tiles, a slice at a time --- */

static gboolean
build_some (JcAttachmentsPage *self, gint64 end_us)
{
  JcSlotRow *row;

  for (int i = 0; (row = jc_attachments_page_get_row (self, i)) != NULL; i++)
    if (!jc_slot_row_build (row, end_us))
      return FALSE;

  return jc_unsorted_box_build (self->unsorted, end_us);
}

static gboolean
build_slice_cb (gpointer user_data)
{
  JcAttachmentsPage *self = user_data;
  gboolean           complete = build_some (self, g_get_monotonic_time () + SLICE_US);

  jc_thumb_window_look (self->thumbs);
  if (!complete)
    return G_SOURCE_CONTINUE;
  self->build_id = 0;
  jc_attachments_page_reveal_later (self);

  return G_SOURCE_REMOVE;
}

static void
build_later (JcAttachmentsPage *self)
{
  if (self->build_id == 0)
    self->build_id = g_idle_add (build_slice_cb, self);
}

/* --- Keeping up --- */

static void
show_intro (JcAttachmentsPage *self)
{
  gboolean editable = jc_dossier_session_is_editable (self->session);

  gtk_label_set_label (
      self->intro,
      editable ? _ ("Drag files onto a line, or choose a line and press Ctrl+V. What is dropped "
                    "beside the lines waits above them until it is sorted.")
               : _ ("What was attached. Only sheets that come back sealed can still be added."));
  gtk_widget_set_visible (self->ways, editable);
}

static gboolean
is_stale (JcAttachmentsPage *self, const char *slot)
{
  return self->all_stale || g_hash_table_contains (self->stale, slot);
}

static void
refresh (JcAttachmentsPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean   had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  JcSlotRow *row;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  for (int i = 0; (row = jc_attachments_page_get_row (self, i)) != NULL; i++)
    if (is_stale (self, jc_slot_row_get_slot (row)))
      jc_slot_row_update (row);
  if (is_stale (self, JC_SLOT_UNSORTED))
    jc_unsorted_box_update (self->unsorted);
  show_intro (self);
  self->all_stale = FALSE;
  g_hash_table_remove_all (self->stale);
  build_later (self);
  if (had_focus && gtk_root_get_focus (root) == NULL)
    jc_attachments_page_go_to (self, "");
}

static void
attachments_changed_cb (JcAttachmentsPage *self)
{
  self->all_stale = TRUE;
  refresh (self);
}

static void
findings_changed_cb (JcAttachmentsPage *self)
{
  GPtrArray *touched = jc_check_get_touched_slots (jc_dossier_session_get_check (self->session));

  for (guint i = 0; touched != NULL && i < touched->len; i++)
    g_hash_table_add (self->stale, g_strdup (g_ptr_array_index (touched, i)));
  refresh (self);
}

/* Pictures that could not be drawn for want of their original. */
static void
fetch_changed_cb (JcAttachmentsPage *self, const char *sha256)
{
  if (sha256[0] != '\0'
      && jc_page_fetcher_look (jc_page_fetcher_get_default (self->pictures), sha256)
             != JC_PAGE_HERE)
    return;
  jc_thumb_window_look (self->thumbs);
  attachments_changed_cb (self);
}

static void
mapped_cb (JcAttachmentsPage *self)
{
  refresh (self);
}

static void
rebuild_cb (JcAttachmentsPage *self)
{
  build_later (self);
}

static void
sort_cb (JcAttachmentsPage *self, GStrv ids, const char *slot)
{
  const char *label = jc_slot_words_get_label (jc_dossier_session_get_kind (self->session), slot);
  guint       n_files = g_strv_length (ids);
  g_autofree char *words = g_strdup_printf (ngettext ("%u file was moved to “%s”",
                                                      "%u files were moved to “%s”", n_files),
                                            n_files, label);

  if (jc_page_command_move_all (self->session, (const char *const *)ids, slot))
    jc_attachments_page_toast (self, words, TRUE);
}

static void
accept_cb (JcAttachmentsPage *self, GStrv ids)
{
  guint            n = jc_guess_command_accept (self->session, (const char *const *)ids);
  g_autofree char *words = g_strdup_printf (ngettext ("%u file was sorted as suggested",
                                                      "%u files were sorted as suggested", n),
                                            n);

  if (n > 0)
    jc_attachments_page_toast (self, words, TRUE);
}

/* --- Files that come in --- */

static void
added_cb (JcAttachmentsPage *self, JcIntakeResult *result)
{
  const JcKind       *kind = jc_dossier_session_get_kind (self->session);
  const JcAttachment *present;
  g_autofree char    *words = NULL;

  if (result->present->len == 0)
    return;
  present = g_ptr_array_index (result->present, 0);
  if (result->present->len == 1)
    words = g_strdup_printf (_ ("“%s” is in “%s” already; it was not put there twice"),
                             present->name, jc_slot_words_get_label (kind, present->slot));
  else
    words = g_strdup_printf (ngettext ("%u file was there already", "%u files were there already",
                                       result->present->len),
                             result->present->len);
  jc_attachments_page_toast (self, words, FALSE);
}

/* --- GObject --- */

static void
jc_attachments_page_dispose (GObject *object)
{
  JcAttachmentsPage *self = JC_ATTACHMENTS_PAGE (object);

  g_clear_handle_id (&self->reveal_id, g_source_remove);
  g_clear_handle_id (&self->build_id, g_source_remove);
  g_clear_pointer (&self->thumbs, jc_thumb_window_free);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (jc_attachments_page_parent_class)->dispose (object);
}

static void
jc_attachments_page_finalize (GObject *object)
{
  JcAttachmentsPage *self = JC_ATTACHMENTS_PAGE (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->session);
  g_clear_object (&self->pictures);
  g_clear_pointer (&self->stale, g_hash_table_unref);

  G_OBJECT_CLASS (jc_attachments_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-attachments-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, overlay);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, notices);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, watch);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, intro);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, ways);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, reader_bar);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, list);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, unsorted);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, progress);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, drop_words);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
jc_attachments_page_class_init (JcAttachmentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_attachments_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = jc_attachments_page_finalize;

  signals[TOAST] = g_signal_new ("toast", JC_TYPE_ATTACHMENTS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  g_type_ensure (JC_TYPE_DESK_NOTICES);
  g_type_ensure (JC_TYPE_DESK_PROGRESS);
  g_type_ensure (JC_TYPE_FOLDER_WATCH_STRIP);
  g_type_ensure (JC_TYPE_READER_BAR);
  g_type_ensure (JC_TYPE_UNSORTED_BOX);
  g_type_ensure (JC_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "pages.choose", "s", JC_SLOT_UNSORTED);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "pages.paste",
                                       "s", JC_SLOT_UNSORTED);
}

static void
jc_attachments_page_init (JcAttachmentsPage *self)
{
  g_autoptr (GSimpleActionGroup) actions = jc_page_actions_new (self);

  self->all_stale = TRUE;
  self->stale = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pages", G_ACTION_GROUP (actions));
  jc_attachments_page_watch_drags (self);
  jc_attachments_page_watch_keys (self);
}

static void
list_thumbs_cb (GPtrArray *thumbs, gpointer user_data)
{
  JcAttachmentsPage *self = user_data;
  JcSlotRow         *row;

  for (int i = 0; (row = jc_attachments_page_get_row (self, i)) != NULL; i++)
    jc_slot_row_list_thumbs (row, thumbs);
  jc_unsorted_box_list_thumbs (self->unsorted, thumbs);
}

static void
add_rows (JcAttachmentsPage *self)
{
  const JcKind *kind = jc_dossier_session_get_kind (self->session);

  for (guint i = 0; i < kind->slots->len; i++)
    {
      GtkWidget *row = jc_slot_row_new (self->session, self->desk, self->pictures,
                                        g_ptr_array_index (kind->slots, i));

      g_signal_connect_object (row, "rebuild", G_CALLBACK (rebuild_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
    }
}

/**
 * jc_attachments_page_new:
 * @session: the open dossier; kept
 * @library_folder: where its originals are
 * @reader: reads its pages; kept
 *
 * Returns: (transfer floating): the page; pages out of view are made later
 */
GtkWidget *
jc_attachments_page_new (JcDossierSession *session,
                         const char       *library_folder,
                         JcPageReader     *reader)
{
  const JcDropZone   zone = { .slot = JC_SLOT_UNSORTED, .shown_cb = jc_attachments_page_show_drop };
  JcAttachmentsPage *self = g_object_new (JC_TYPE_ATTACHMENTS_PAGE, NULL);

  self->session = g_object_ref (session);
  self->pictures = g_object_ref (jc_page_pictures_get_default (library_folder));
  self->desk = jc_attachment_desk_new (session, jc_page_pictures_get_media (self->pictures),
                                       library_folder);
  jc_desk_notices_set_desk (self->notices, session, self->desk);
  jc_desk_progress_set_desk (self->progress, self->desk);
  jc_folder_watch_strip_set_desk (self->watch, GTK_WIDGET (self), session, self->desk);
  jc_drop_zone_add (GTK_WIDGET (self), session, self->desk, &zone);
  add_rows (self);
  jc_reader_bar_set_reader (self->reader_bar, reader);
  jc_unsorted_box_set_session (self->unsorted, session, self->pictures);
  self->thumbs = jc_thumb_window_new (self->scroller, list_thumbs_cb, self);
  show_intro (self);

  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (jc_attachments_page_reveal_later), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (jc_page_fetcher_get_default (self->pictures), "changed",
                           G_CALLBACK (fetch_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "attachments-changed", G_CALLBACK (attachments_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (attachments_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "findings-changed", G_CALLBACK (findings_changed_cb), self,
                           G_CONNECT_SWAPPED);

  if (jc_dossier_session_is_editable (session))
    jc_scan_take_up (self->desk);

  return GTK_WIDGET (self);
}

/* --- For its other files, and its commands --- */

/**
 * jc_attachments_page_get_row:
 * @self: the page
 * @position: from 0
 *
 * Returns: (transfer none) (nullable): the row of a slot
 */
JcSlotRow *
jc_attachments_page_get_row (JcAttachmentsPage *self, int position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  return row != NULL ? JC_SLOT_ROW (row) : NULL;
}

/**
 * jc_attachments_page_get_session:
 * @self: the page
 *
 * Returns: (transfer none): the open dossier
 */
JcDossierSession *
jc_attachments_page_get_session (JcAttachmentsPage *self)
{
  return self->session;
}

/**
 * jc_attachments_page_get_desk:
 * @self: the page
 *
 * Returns: (transfer none): where files come in
 */
JcAttachmentDesk *
jc_attachments_page_get_desk (JcAttachmentsPage *self)
{
  return self->desk;
}

/**
 * jc_attachments_page_get_pictures:
 * @self: the page
 *
 * Returns: (transfer none): what draws pages
 */
JcPagePictures *
jc_attachments_page_get_pictures (JcAttachmentsPage *self)
{
  return self->pictures;
}

/**
 * jc_attachments_page_toast:
 * @self: the page
 * @words: what was done
 * @offers_undo: whether it can be taken back
 */
void
jc_attachments_page_toast (JcAttachmentsPage *self, const char *words, gboolean offers_undo)
{
  g_signal_emit (self, signals[TOAST], 0, words, offers_undo);
}
