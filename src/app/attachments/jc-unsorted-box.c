/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-unsorted-box.h"

#include <glib/gi18n.h>

#include "jc-focus.h"
#include "jc-guess-table.h"
#include "jc-session-attachments.h"
#include "jc-slot-check.h"
#include "jc-slot-words.h"
#include "jc-unsorted-row.h"

struct _JcUnsortedBox
{
  GtkWidget parent_instance;

  GtkWidget  *box;
  GtkLabel   *title;
  GtkWidget  *accept_all;
  GtkLabel   *accept_label;
  GtkListBox *list;

  JcDossierSession *session;
  JcPagePictures   *pictures;
  JcGuessTable     *guesses;
};

enum
{
  SORT,
  ACCEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcUnsortedBox, jc_unsorted_box, GTK_TYPE_WIDGET)

static JcUnsortedRow *
get_row (JcUnsortedBox *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int)position);

  return row != NULL ? JC_UNSORTED_ROW (row) : NULL;
}

/* --- Sorting --- */

/* The question was asked of one; where it is among several that are selected, it is answered for
 * all. NULL-terminated. */
static GPtrArray *
list_asked (JcUnsortedBox *self, JcUnsortedRow *asked)
{
  GPtrArray     *ids = g_ptr_array_new_with_free_func (g_free);
  JcUnsortedRow *row;

  if (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (asked)))
    for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
      if (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)))
        g_ptr_array_add (ids, g_strdup (jc_unsorted_row_get_id (row)));
  if (ids->len == 0)
    g_ptr_array_add (ids, g_strdup (jc_unsorted_row_get_id (asked)));
  g_ptr_array_add (ids, NULL);

  return ids;
}

static void
accept_cb (JcUnsortedBox *self, JcUnsortedRow *asked)
{
  g_autoptr (GPtrArray) ids = list_asked (self, asked);

  g_signal_emit (self, signals[ACCEPT], 0, ids->pdata);
}

static void
accept_all_cb (JcUnsortedBox *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  JcUnsortedRow *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    if (jc_unsorted_row_has_guess (row))
      g_ptr_array_add (ids, g_strdup (jc_unsorted_row_get_id (row)));
  g_ptr_array_add (ids, NULL);
  jc_focus_leave (self->accept_all);
  g_signal_emit (self, signals[ACCEPT], 0, ids->pdata);
}

static void
sort_cb (JcUnsortedBox *self, const char *slot, JcUnsortedRow *asked)
{
  g_autoptr (GPtrArray) ids = list_asked (self, asked);

  /* Behind the popover's own closing, which gives the focus back to its row. */
  gtk_widget_grab_focus (GTK_WIDGET (asked));
  g_signal_emit (self, signals[SORT], 0, ids->pdata, slot);
}

/* --- Rows --- */

static int
find_focused (JcUnsortedBox *self)
{
  GtkRoot       *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget     *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  JcUnsortedRow *row;

  for (int i = 0; focus != NULL && (row = get_row (self, (guint)i)) != NULL; i++)
    if (focus == GTK_WIDGET (row) || gtk_widget_is_ancestor (focus, GTK_WIDGET (row)))
      return i;

  return -1;
}

static GPtrArray *
dup_unsorted (JcUnsortedBox *self)
{
  GPtrArray *all = jc_session_dup_attachments (self->session);

  for (guint i = all->len; i > 0; i--)
    if (!g_str_equal (((const JcAttachment *)g_ptr_array_index (all, i - 1))->slot,
                      JC_SLOT_UNSORTED))
      g_ptr_array_remove_index (all, i - 1);

  return all;
}

static gboolean
holds (GPtrArray *attachments, const char *id)
{
  return jc_attachments_find (attachments, id) != NULL;
}

static void
drop_rows (JcUnsortedBox *self, GPtrArray *attachments)
{
  JcUnsortedRow *row;
  guint          position = 0;

  while ((row = get_row (self, position)) != NULL)
    {
      if (holds (attachments, jc_unsorted_row_get_id (row)))
        {
          position++;
          continue;
        }
      jc_focus_leave (GTK_WIDGET (row));
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
}

static JcUnsortedRow *
find_row (JcUnsortedBox *self, guint position, const char *id)
{
  JcUnsortedRow *row;

  while ((row = get_row (self, position++)) != NULL)
    if (g_str_equal (jc_unsorted_row_get_id (row), id))
      return row;

  return NULL;
}

static void
move_row (JcUnsortedBox *self, JcUnsortedRow *row, guint position)
{
  if (get_row (self, position) == row)
    return;
  g_object_ref (row);
  jc_focus_leave (GTK_WIDGET (row));
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_insert (self->list, GTK_WIDGET (row), (int)position);
  g_object_unref (row);
}

static JcUnsortedRow *
add_row (JcUnsortedBox *self, guint position)
{
  JcUnsortedRow *row = JC_UNSORTED_ROW (jc_unsorted_row_new (self->session, self->pictures));

  g_signal_connect_object (row, "sort", G_CALLBACK (sort_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "accept", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_insert (self->list, GTK_WIDGET (row), (int)position);

  return row;
}

static gboolean
lay_rows (JcUnsortedBox *self, GPtrArray *attachments, gint64 end_us)
{
  g_autoptr (GPtrArray) findings
      = jc_check_dup_slot_findings (jc_dossier_session_get_check (self->session), JC_SLOT_UNSORTED);
  guint    position = 0;
  gboolean late = FALSE;

  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);
      JcUnsortedRow      *row = find_row (self, position, attachment->id);

      if (row == NULL && (end_us == 0 || g_get_monotonic_time () >= end_us))
        {
          late = TRUE;
          continue;
        }
      if (row == NULL)
        row = add_row (self, position);
      move_row (self, row, position);
      jc_unsorted_row_show (row, attachment, findings,
                            jc_guess_table_get (self->guesses, attachment, end_us, &late));
      position++;
    }

  return !late;
}

static void
restore_focus (JcUnsortedBox *self, int focused, const char *id)
{
  JcUnsortedRow *row = find_row (self, 0, id);

  if (row != NULL && find_focused (self) >= 0)
    return;
  for (int i = focused; row == NULL && i >= 0; i--)
    row = get_row (self, (guint)i);
  if (row == NULL)
    return;
  gtk_list_box_unselect_all (self->list);
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Where Shift+Down begins. */
static void
focus_entered_cb (JcUnsortedBox *self)
{
  g_autoptr (GList) selected = gtk_list_box_get_selected_rows (self->list);
  int focused = find_focused (self);

  if (selected == NULL && focused >= 0)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (get_row (self, (guint)focused)));
}

static void
show_accept_all (JcUnsortedBox *self)
{
  g_autofree char *words = NULL;
  JcUnsortedRow   *row;
  guint            n = 0;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    n += jc_unsorted_row_has_guess (row) ? 1 : 0;
  words = g_strdup_printf (ngettext ("Sort %u file as suggested", "Sort %u files as suggested", n),
                           n);
  gtk_label_set_label (self->accept_label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->accept_all), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  gtk_widget_set_visible (self->accept_all, n > 1);
}

static void
show_title (JcUnsortedBox *self, guint n_files)
{
  g_autofree char *words
      = g_strdup_printf (ngettext ("Not sorted yet: %u file", "Not sorted yet: %u files", n_files),
                         n_files);

  gtk_label_set_label (self->title, words);
  gtk_widget_set_visible (GTK_WIDGET (self), n_files > 0);
}

/**
 * jc_unsorted_box_build:
 * @self: a box
 * @end_us: when to stop, of the monotonic clock; 0: no row is made
 *
 * Returns: whether all rows are there
 */
gboolean
jc_unsorted_box_build (JcUnsortedBox *self, gint64 end_us)
{
  g_autoptr (GPtrArray) attachments = NULL;
  int              focused;
  g_autofree char *id = NULL;
  gboolean         complete;

  g_return_val_if_fail (JC_IS_UNSORTED_BOX (self), TRUE);

  attachments = dup_unsorted (self);
  focused = find_focused (self);
  if (focused >= 0)
    id = g_strdup (jc_unsorted_row_get_id (get_row (self, (guint)focused)));
  drop_rows (self, attachments);
  complete = lay_rows (self, attachments, end_us);
  show_title (self, attachments->len);
  show_accept_all (self);
  if (id != NULL)
    restore_focus (self, focused, id);

  return complete;
}

/**
 * jc_unsorted_box_update:
 * @self: a box
 *
 * Takes away what is gone and shows what changed; new rows come by jc_unsorted_box_build ().
 */
void
jc_unsorted_box_update (JcUnsortedBox *self)
{
  jc_guess_table_doubt (self->guesses);
  (void)jc_unsorted_box_build (self, 0);
}

/* --- GObject --- */

static void
jc_unsorted_box_dispose (GObject *object)
{
  JcUnsortedBox *self = JC_UNSORTED_BOX (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_object (&self->pictures);
  g_clear_pointer (&self->guesses, jc_guess_table_free);

  G_OBJECT_CLASS (jc_unsorted_box_parent_class)->dispose (object);
}

static void
jc_unsorted_box_class_init (JcUnsortedBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_unsorted_box_dispose;

  signals[SORT] = g_signal_new ("sort", JC_TYPE_UNSORTED_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_STRING);
  signals[ACCEPT] = g_signal_new ("accept", JC_TYPE_UNSORTED_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-unsorted-box.ui");
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedBox, box);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedBox, title);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedBox, accept_all);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedBox, accept_label);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedBox, list);
  gtk_widget_class_bind_template_callback (widget_class, accept_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_entered_cb);
}

static void
jc_unsorted_box_init (JcUnsortedBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_unsorted_box_set_session:
 * @self: a box that has none yet
 * @session: the open dossier; kept
 * @pictures: draws pages; kept
 */
void
jc_unsorted_box_set_session (JcUnsortedBox    *self,
                             JcDossierSession *session,
                             JcPagePictures   *pictures)
{
  g_return_if_fail (JC_IS_UNSORTED_BOX (self));

  self->session = g_object_ref (session);
  self->pictures = g_object_ref (pictures);
  self->guesses = jc_guess_table_new (jc_dossier_session_get_check (session));
  jc_unsorted_box_update (self);
}

/**
 * jc_unsorted_box_list_thumbs:
 * @self: a box
 * @thumbs: (element-type JcPageThumb): receives the pictures of its rows
 */
void
jc_unsorted_box_list_thumbs (JcUnsortedBox *self, GPtrArray *thumbs)
{
  JcUnsortedRow *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    g_ptr_array_add (thumbs, jc_unsorted_row_get_thumb (row));
}
