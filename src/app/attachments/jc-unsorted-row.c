/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-unsorted-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-page-place.h"
#include "jc-slot-words.h"
#include "jc-words.h"

/* More pages than these are no pile of papers that were scanned in one go. */
#define MAX_SPLIT 60

struct _JcUnsortedRow
{
  GtkListBoxRow parent_instance;

  JcPageThumb   *thumb;
  GtkLabel      *title;
  GtkLabel      *words;
  GtkLabel      *warning;
  GtkWidget     *guess_button;
  GtkLabel      *guess_label;
  GtkLabel      *sort_label;
  GtkMenuButton *sort_button;
  GtkMenuButton *menu_button;

  JcDossierSession *session;
  JcPagePictures   *pictures;
  char             *id;
  int               page; /* the one that is shown */
  gboolean          has_guess;
  gboolean          is_divided; /* its pages seem to belong to several places */
};

enum
{
  SORT,
  ACCEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcUnsortedRow, jc_unsorted_row, GTK_TYPE_LIST_BOX_ROW)

/* --- Words --- */

static char *
dup_words (const JcAttachment *attachment)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, (gpointer)attachment);

  return jc_slot_words_dup_size (one);
}

static char *
dup_warning (const JcAttachment *attachment, GPtrArray *findings)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *said = jc_slot_words_dup_finding (NULL, finding);

      if (g_strcmp0 (finding->attachment, attachment->id) != 0)
        continue;
      g_string_append_printf (words, "%s⚠ %s", words->len > 0 ? "\n" : "", said);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
name_all (JcUnsortedRow      *self,
          const JcAttachment *attachment,
          const char         *words,
          const char         *warning)
{
  g_autofree char *row = g_strdup_printf (_ ("%s, not sorted yet, %s"), attachment->name, words);
  g_autofree char *sort = g_strdup_printf (_ ("Where does “%s” belong?"), attachment->name);
  g_autofree char *menu = g_strdup_printf (_ ("What to do with “%s”"), attachment->name);
  g_autofree char *said = g_strconcat (gtk_label_get_label (self->guess_label),
                                       warning[0] != '\0' ? "\n" : "", warning, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, row,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sort_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sort, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu, -1);
}

static char *
dup_guess_words (JcUnsortedRow *self, const JcSlotGuess *guess)
{
  JcCheck         *check = jc_dossier_session_get_check (self->session);
  g_autofree char *place = NULL;

  if (guess->slot == NULL)
    return g_strdup (_ ("Its pages seem to be different papers. Take it apart"));
  place = jc_slot_words_dup_guess (check, guess);

  /* Translators: a paper that this file seems to be, as a button that puts it there. */
  return g_strdup_printf (_ ("Seems to be “%s”. Put it there"), place);
}

static void
show_guess (JcUnsortedRow *self, const JcSlotGuess *guess)
{
  g_autofree char *words = guess != NULL ? dup_guess_words (self, guess) : NULL;

  self->has_guess = guess != NULL && guess->slot != NULL;
  self->is_divided = guess != NULL && guess->slot == NULL;
  gtk_widget_set_visible (self->guess_button, guess != NULL);
  gtk_label_set_label (self->guess_label, words != NULL ? words : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->guess_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words != NULL ? words : "", -1);
  gtk_label_set_label (self->sort_label,
                       self->has_guess ? _ ("Somewhere else") : _ ("Where does it belong?"));
}

/**
 * jc_unsorted_row_show:
 * @self: a row
 * @attachment: what it shows from now on
 * @findings: (element-type JcFinding): of what is not sorted
 * @guess: (nullable): where it seems to belong
 */
void
jc_unsorted_row_show (JcUnsortedRow      *self,
                      const JcAttachment *attachment,
                      GPtrArray          *findings,
                      const JcSlotGuess  *guess)
{
  g_autoptr (GPtrArray) views = jc_attachment_dup_views (attachment);
  g_autoptr (JcPageView) first
      = views->len > 0 ? jc_page_view_copy (g_ptr_array_index (views, 0)) : jc_page_view_new (1);
  g_autofree char *words = dup_words (attachment);
  g_autofree char *warning = dup_warning (attachment, findings);

  g_return_if_fail (JC_IS_UNSORTED_ROW (self));

  g_free (self->id);
  self->id = g_strdup (attachment->id);
  self->page = first->page;
  jc_page_thumb_set_page (self->thumb, self->pictures, attachment->sha256, first);
  gtk_label_set_label (self->title, attachment->name);
  gtk_label_set_label (self->words, words);
  gtk_label_set_label (self->warning, warning);
  gtk_widget_set_visible (GTK_WIDGET (self->warning), warning[0] != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.split",
                                 views->len > 1 && views->len <= MAX_SPLIT);
  show_guess (self, guess);
  name_all (self, attachment, words, warning);
}

/* --- Commands --- */

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcUnsortedRow *self = JC_UNSORTED_ROW (widget);

  gtk_widget_activate_action (widget, "pages.open", "(si)", self->id, self->page);
}

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "pages.remove", "(si)", JC_UNSORTED_ROW (widget)->id, 0);
}

static void
split_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "pages.split", "s", JC_UNSORTED_ROW (widget)->id);
}

static void
ask_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  jc_unsorted_row_ask (JC_UNSORTED_ROW (widget));
}

static void
accept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcUnsortedRow *self = JC_UNSORTED_ROW (widget);

  if (self->is_divided)
    split_cb (widget, NULL, NULL);
  else if (self->has_guess)
    g_signal_emit (self, signals[ACCEPT], 0);
  else
    jc_unsorted_row_ask (self);
}

static void
chosen_cb (JcUnsortedRow *self, const char *slot)
{
  g_signal_emit (self, signals[SORT], 0, slot);
}

/* The list is made when it is first asked for: there may be two hundred files. */
static void
make_chooser_cb (GtkMenuButton *button, gpointer user_data)
{
  JcUnsortedRow *self = user_data;
  GtkWidget     *chooser;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  chooser = jc_slot_chooser_new (self->session);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, chooser);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, JcUnsortedRow *self)
{
  g_autoptr (JcPagePlace) place = NULL;
  GdkPaintable *picture = jc_page_thumb_get_paintable (self->thumb);

  place = jc_page_place_new (self->id, 0);
  if (picture != NULL)
    gtk_drag_source_set_icon (source, picture, 0, 0);

  return gdk_content_provider_new_typed (JC_TYPE_PAGE_PLACE, place);
}

/* --- GObject --- */

static void
jc_unsorted_row_finalize (GObject *object)
{
  JcUnsortedRow *self = JC_UNSORTED_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->pictures);
  g_free (self->id);

  G_OBJECT_CLASS (jc_unsorted_row_parent_class)->finalize (object);
}

static void
jc_unsorted_row_class_init (JcUnsortedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_unsorted_row_finalize;

  signals[SORT] = g_signal_new ("sort", JC_TYPE_UNSORTED_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ACCEPT] = g_signal_new ("accept", JC_TYPE_UNSORTED_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  g_type_ensure (JC_TYPE_PAGE_THUMB);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-unsorted-row.ui");
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedRow, thumb);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedRow, title);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedRow, words);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedRow, warning);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedRow, guess_button);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedRow, guess_label);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedRow, sort_button);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedRow, sort_label);
  gtk_widget_class_bind_template_child (widget_class, JcUnsortedRow, menu_button);
  gtk_widget_class_install_action (widget_class, "file.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "file.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "file.split", NULL, split_cb);
  gtk_widget_class_install_action (widget_class, "file.ask", NULL, ask_cb);
  gtk_widget_class_install_action (widget_class, "file.accept", NULL, accept_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "file.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "file.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "file.accept", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "file.accept", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_SHIFT_MASK, "file.ask",
                                       NULL);
}

static void
jc_unsorted_row_init (JcUnsortedRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->sort_button, make_chooser_cb, self, NULL);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->thumb), GTK_EVENT_CONTROLLER (source));
}

/**
 * jc_unsorted_row_new:
 * @session: the open dossier; kept
 * @pictures: draws the file's first page; kept
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
jc_unsorted_row_new (JcDossierSession *session, JcPagePictures *pictures)
{
  JcUnsortedRow *self = g_object_new (JC_TYPE_UNSORTED_ROW, NULL);

  self->session = g_object_ref (session);
  self->pictures = g_object_ref (pictures);

  return GTK_WIDGET (self);
}

/**
 * jc_unsorted_row_get_id:
 * @self: a row
 *
 * Returns: (transfer none): the attachment
 */
const char *
jc_unsorted_row_get_id (JcUnsortedRow *self)
{
  return self->id;
}

/**
 * jc_unsorted_row_has_guess:
 * @self: a row
 *
 * Returns: whether it seems to belong somewhere
 */
gboolean
jc_unsorted_row_has_guess (JcUnsortedRow *self)
{
  return self->has_guess;
}

/**
 * jc_unsorted_row_get_thumb:
 * @self: a row
 *
 * Returns: (transfer none): its picture
 */
JcPageThumb *
jc_unsorted_row_get_thumb (JcUnsortedRow *self)
{
  return self->thumb;
}

/**
 * jc_unsorted_row_ask:
 * @self: a row
 *
 * Asks where the file belongs.
 */
void
jc_unsorted_row_ask (JcUnsortedRow *self)
{
  gtk_menu_button_popup (self->sort_button);
}
