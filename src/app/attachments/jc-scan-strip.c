/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-scan-strip.h"

#include <glib/gi18n.h>

#define THUMB_HEIGHT 84
#define THUMB_WIDTH 60

typedef struct
{
  char       *path;
  GdkTexture *picture; /* (nullable) */
} Page;

struct _JcScanStrip
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox    *box;
  GPtrArray *pages;   /* (element-type Page) */
  Page      *removed; /* (nullable) */
  guint      removed_at;
};

enum
{
  CHANGED,
  CHOSEN,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void rebuild (JcScanStrip *self);

G_DEFINE_FINAL_TYPE (JcScanStrip, jc_scan_strip, GTK_TYPE_WIDGET)

static void
page_free (gpointer data)
{
  Page *page = data;

  g_free (page->path);
  g_clear_object (&page->picture);
  g_free (page);
}

static guint
get_position (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position"));
}

static void
picture_clicked_cb (GtkWidget *button, JcScanStrip *self)
{
  const Page *page = g_ptr_array_index (self->pages, get_position (button));

  g_signal_emit (self, signals[CHOSEN], 0, page->picture);
}

static void
remove_clicked_cb (GtkWidget *button, JcScanStrip *self)
{
  guint      position = get_position (button);
  GtkWidget *next;

  g_clear_pointer (&self->removed, page_free);
  self->removed = g_ptr_array_steal_index (self->pages, position);
  self->removed_at = position;
  rebuild (self);
  /* The focus goes to the page that took its place. */
  next = gtk_widget_get_first_child (GTK_WIDGET (self->box));
  for (guint i = 0; i < position && next != NULL && gtk_widget_get_next_sibling (next) != NULL; i++)
    next = gtk_widget_get_next_sibling (next);
  if (next != NULL)
    gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD);
  g_signal_emit (self, signals[REMOVED], 0, position + 1);
}

/* --- Building --- */

static GtkWidget *
make_button (JcScanStrip *self, guint position, const char *label, GCallback clicked_cb)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_tooltip_text (button, label);
  g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (position));
  g_signal_connect (button, "clicked", clicked_cb, self);

  return button;
}

static GtkWidget *
make_item (JcScanStrip *self, guint position)
{
  const Page      *page = g_ptr_array_index (self->pages, position);
  GtkWidget       *item = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget       *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  g_autofree char *number = g_strdup_printf ("%u", position + 1);
  g_autofree char *look = g_strdup_printf (_ ("Look at page %u"), position + 1);
  g_autofree char *remove = g_strdup_printf (_ ("Throw away page %u"), position + 1);
  GtkWidget       *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (page->picture));
  GtkWidget       *open = make_button (self, position, look, G_CALLBACK (picture_clicked_cb));
  GtkWidget       *drop = make_button (self, position, remove, G_CALLBACK (remove_clicked_cb));
  GtkWidget       *label = gtk_label_new (number);

  gtk_widget_set_size_request (picture, THUMB_WIDTH, THUMB_HEIGHT);
  gtk_widget_add_css_class (picture, "jc-scan-thumb");
  gtk_button_set_child (GTK_BUTTON (open), picture);
  gtk_button_set_icon_name (GTK_BUTTON (drop), "user-trash-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (foot), label);
  gtk_box_append (GTK_BOX (foot), drop);
  gtk_box_append (GTK_BOX (item), open);
  gtk_box_append (GTK_BOX (item), foot);

  return item;
}

static void
rebuild (JcScanStrip *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < self->pages->len; i++)
    gtk_box_append (self->box, make_item (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self), self->pages->len > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- GObject --- */

static void
jc_scan_strip_dispose (GObject *object)
{
  g_clear_pointer (&JC_SCAN_STRIP (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (jc_scan_strip_parent_class)->dispose (object);
}

static void
jc_scan_strip_finalize (GObject *object)
{
  JcScanStrip *self = JC_SCAN_STRIP (object);

  g_clear_pointer (&self->removed, page_free);
  g_ptr_array_unref (self->pages);

  G_OBJECT_CLASS (jc_scan_strip_parent_class)->finalize (object);
}

static void
jc_scan_strip_class_init (JcScanStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_scan_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = jc_scan_strip_finalize;

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_SCAN_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", JC_TYPE_SCAN_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, GDK_TYPE_TEXTURE);
  signals[REMOVED] = g_signal_new ("removed", JC_TYPE_SCAN_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
jc_scan_strip_init (JcScanStrip *self)
{
  self->pages = g_ptr_array_new_with_free_func (page_free);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_set_halign (GTK_WIDGET (self->box), GTK_ALIGN_CENTER);
  self->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "vscrollbar-policy", GTK_POLICY_NEVER,
                                 "child", self->box, NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Scanned pages"), -1);
}

/* --- Public functions --- */

/**
 * jc_scan_strip_add:
 * @self: a strip
 * @path: the page's file
 * @picture: (nullable): what it looks like
 */
void
jc_scan_strip_add (JcScanStrip *self, const char *path, GdkTexture *picture)
{
  Page *page = g_new0 (Page, 1);

  page->path = g_strdup (path);
  g_set_object (&page->picture, picture);
  g_ptr_array_add (self->pages, page);
  rebuild (self);
}

gboolean
jc_scan_strip_put_back (JcScanStrip *self)
{
  if (self->removed == NULL)
    return FALSE;
  g_ptr_array_insert (self->pages, (int)MIN (self->removed_at, self->pages->len),
                      g_steal_pointer (&self->removed));
  rebuild (self);

  return TRUE;
}

guint
jc_scan_strip_get_n_pages (JcScanStrip *self)
{
  return self->pages->len;
}

GdkTexture *
jc_scan_strip_get_last (JcScanStrip *self)
{
  return self->pages->len > 0
             ? ((Page *)g_ptr_array_index (self->pages, self->pages->len - 1))->picture
             : NULL;
}

/**
 * jc_scan_strip_dup_paths:
 * @self: a strip
 *
 * Returns: (transfer full): the pages' files; what was thrown away is not among them
 */
GStrv
jc_scan_strip_dup_paths (JcScanStrip *self)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < self->pages->len; i++)
    g_strv_builder_add (paths, ((Page *)g_ptr_array_index (self->pages, i))->path);

  return g_strv_builder_end (paths);
}
