/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-attachments-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "jc-desk-notices.h"
#include "jc-desk-progress.h"
#include "jc-drop-zone.h"
#include "jc-page-actions.h"
#include "jc-page-commands.h"
#include "jc-slot-check.h"
#include "jc-slot-row.h"
#include "jc-slot-words.h"
#include "jc-thumb-window.h"
#include "jc-unsorted-box.h"
#include "jc-wrap-box.h"

/* How long an idle slice may hold up the next frame. */
#define SLICE_US 5000
/* Until what was made has its place. */
#define SETTLE_MS 120
/* What a slot keeps from the upper edge, in pixels. */
#define REVEAL_MARGIN 12

struct _JcAttachmentsPage
{
  GtkWidget parent_instance;

  GtkWidget         *overlay;
  JcDeskNotices     *notices;
  GtkScrolledWindow *scroller;
  GtkLabel          *intro;
  GtkWidget         *ways;
  GtkListBox        *list;
  JcUnsortedBox     *unsorted;
  JcDeskProgress    *progress;
  GtkWidget         *drop_words;

  JcDossierSession *session;
  JcAttachmentDesk *desk;
  JcPagePictures   *pictures;
  JcThumbWindow    *thumbs;
  gboolean          all_stale; /* every row is to be looked at again */
  GHashTable       *stale;     /* (element-type utf8): slots that are, while others are not */
  GtkWidget        *wanted; /* (nullable) (unowned): stays in view while tiles above it are made */
  guint             reveal_id;
  guint             build_id;
};

enum
{
  TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcAttachmentsPage, jc_attachments_page, GTK_TYPE_WIDGET)

static JcSlotRow *
get_row (JcAttachmentsPage *self, int position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  return row != NULL ? JC_SLOT_ROW (row) : NULL;
}

/* --- A slot that somebody went to --- */

static gboolean
reveal_cb (gpointer user_data)
{
  JcAttachmentsPage *self = user_data;
  GtkAdjustment     *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t    bounds;
  double             top;

  self->reveal_id = 0;
  if (self->wanted == NULL
      || !gtk_widget_compute_bounds (self->wanted, GTK_WIDGET (self->scroller), &bounds))
    return G_SOURCE_REMOVE;
  top = gtk_adjustment_get_value (adjustment) + bounds.origin.y - REVEAL_MARGIN;
  /* Of a slot that is taller than the view, its top. */
  gtk_adjustment_clamp_page (adjustment, top,
                             top
                                 + MIN (bounds.size.height + 2 * REVEAL_MARGIN,
                                        gtk_adjustment_get_page_size (adjustment)));
  if (self->build_id == 0)
    self->wanted = NULL;

  return G_SOURCE_REMOVE;
}

static void
reveal_later (JcAttachmentsPage *self)
{
  if (self->wanted != NULL && self->reveal_id == 0)
    self->reveal_id = g_timeout_add (SETTLE_MS, reveal_cb, self);
}

/* --- Making tiles, a slice at a time --- */

static gboolean
build_some (JcAttachmentsPage *self, gint64 end_us)
{
  JcSlotRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
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
  reveal_later (self);

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
                    "beside the lines waits below until it is sorted.")
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
  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
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

/* --- Dropping --- */

static void
set_dragging (JcAttachmentsPage *self, gboolean dragging)
{
  JcSlotRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    jc_slot_row_set_dragging (row, dragging);
  if (!dragging)
    gtk_widget_set_visible (self->drop_words, FALSE);
}

static void
drag_entered_cb (JcAttachmentsPage *self)
{
  set_dragging (self, TRUE);
}

static void
drag_left_cb (JcAttachmentsPage *self)
{
  set_dragging (self, FALSE);
}

static void
drop_shown_cb (GtkWidget *widget, gboolean over)
{
  gtk_widget_set_visible (JC_ATTACHMENTS_PAGE (widget)->drop_words, over);
}

static void
watch_drags (JcAttachmentsPage *self)
{
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (drag_entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (drag_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
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
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, intro);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, ways);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, list);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, unsorted);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, progress);
  gtk_widget_class_bind_template_child (widget_class, JcAttachmentsPage, drop_words);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort_cb);
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
  watch_drags (self);
}

static void
list_thumbs_cb (GPtrArray *thumbs, gpointer user_data)
{
  JcAttachmentsPage *self = user_data;
  JcSlotRow         *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
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
 *
 * Returns: (transfer floating): the page; pages out of view are made later
 */
GtkWidget *
jc_attachments_page_new (JcDossierSession *session, const char *library_folder)
{
  const JcDropZone   zone = { .slot = JC_SLOT_UNSORTED, .shown_cb = drop_shown_cb };
  JcAttachmentsPage *self = g_object_new (JC_TYPE_ATTACHMENTS_PAGE, NULL);

  self->session = g_object_ref (session);
  self->pictures = g_object_ref (jc_page_pictures_get_default (library_folder));
  self->desk = jc_attachment_desk_new (session, jc_page_pictures_get_media (self->pictures),
                                       library_folder);
  jc_desk_notices_set_desk (self->notices, session, self->desk);
  jc_desk_progress_set_desk (self->progress, self->desk);
  jc_drop_zone_add (GTK_WIDGET (self), session, self->desk, &zone);
  add_rows (self);
  jc_unsorted_box_set_session (self->unsorted, session, self->pictures);
  self->thumbs = jc_thumb_window_new (self->scroller, list_thumbs_cb, self);
  show_intro (self);

  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (reveal_later), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "attachments-changed", G_CALLBACK (attachments_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (attachments_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "findings-changed", G_CALLBACK (findings_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/* --- Going to a slot --- */

static gboolean
lacks_something (JcAttachmentsPage *self, const char *slot)
{
  JcSlotProgress progress;

  jc_check_get_slot_progress (jc_dossier_session_get_check (self->session), slot, &progress);

  return progress.n_missing > 0 || progress.n_problems > 0;
}

/**
 * jc_attachments_page_go_to:
 * @self: the page
 * @slot: a slot's id, JC_SLOT_UNSORTED, or ""
 */
void
jc_attachments_page_go_to (JcAttachmentsPage *self, const char *slot)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  JcSlotRow *row;

  if (slot[0] == '\0' && focus != NULL && gtk_widget_get_mapped (focus)
      && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->scroller)))
    return;
  if (g_str_equal (slot, JC_SLOT_UNSORTED)
      && gtk_widget_child_focus (GTK_WIDGET (self->unsorted), GTK_DIR_TAB_FORWARD))
    {
      self->wanted = GTK_WIDGET (self->unsorted);
      reveal_later (self);
      return;
    }
  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    if (slot[0] != '\0' ? g_str_equal (jc_slot_row_get_slot (row), slot)
                        : lacks_something (self, jc_slot_row_get_slot (row)))
      {
        gtk_widget_grab_focus (GTK_WIDGET (row));
        self->wanted = GTK_WIDGET (row);
        reveal_later (self);
        return;
      }
  if (get_row (self, 0) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_row (self, 0)));
}

/**
 * jc_attachments_page_dup_focused:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the slot that has the focus, as jc_dossier_window_go_to ()
 * takes it
 */
char *
jc_attachments_page_dup_focused (JcAttachmentsPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row;

  if (focus == NULL)
    return NULL;
  if (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->unsorted)))
    return g_strconcat ("slot:", JC_SLOT_UNSORTED, NULL);
  row = gtk_widget_get_ancestor (focus, JC_TYPE_SLOT_ROW);

  return row != NULL ? g_strconcat ("slot:", jc_slot_row_get_slot (JC_SLOT_ROW (row)), NULL) : NULL;
}

/* --- For its commands --- */

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
