/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-outline-handle.h"

#include <glib/gi18n.h>

#include "jc-attachment.h"

#define DOT 14.0f
#define SMALL_STEP (JC_VIEW_WHOLE / 1000)
#define STEP (JC_VIEW_WHOLE / 200)
#define LARGE_STEP (JC_VIEW_WHOLE / 20)

struct _JcOutlineHandle
{
  GtkWidget parent_instance;

  char *label; /* (owned) */
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcOutlineHandle, jc_outline_handle, GTK_TYPE_WIDGET)

static gboolean
arrow_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  int x;
  int y;

  g_variant_get (arguments, "(ii)", &x, &y);
  g_signal_emit (widget, signals[MOVED], 0, x, y);

  return TRUE;
}

static void
jc_outline_handle_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  *minimum = *natural = JC_OUTLINE_HANDLE_SIZE;
  *minimum_baseline = *natural_baseline = -1;
}

/* A dot in a ring of white, so that it is seen on any page; the one with the focus on is larger. */
static void
jc_outline_handle_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const GdkRGBA   white = { 1, 1, 1, 1 };
  float           size = gtk_widget_has_focus (widget) ? DOT * 1.6f : DOT;
  float           at = (JC_OUTLINE_HANDLE_SIZE - size) / 2;
  graphene_rect_t area = GRAPHENE_RECT_INIT (at, at, size, size);
  GskRoundedRect  shape;
  GdkRGBA         colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gsk_rounded_rect_init_from_rect (&shape, &area, size / 2);
  gtk_snapshot_append_outset_shadow (snapshot, &shape, &(GdkRGBA){ 0, 0, 0, 0.5f }, 0, 0, 1, 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &colour, &area);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &shape, (const float[]){ 2, 2, 2, 2 },
                              (const GdkRGBA[]){ white, white, white, white });
}

static void
jc_outline_handle_finalize (GObject *object)
{
  g_free (JC_OUTLINE_HANDLE (object)->label);

  G_OBJECT_CLASS (jc_outline_handle_parent_class)->finalize (object);
}

static void
add_arrows (GtkWidgetClass *widget_class, GdkModifierType modifiers, int step)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, modifiers, arrow_pressed_cb, "(ii)",
                                -step, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, modifiers, arrow_pressed_cb, "(ii)",
                                step, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, modifiers, arrow_pressed_cb, "(ii)", 0,
                                -step);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, modifiers, arrow_pressed_cb, "(ii)", 0,
                                step);
}

static void
jc_outline_handle_class_init (JcOutlineHandleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_outline_handle_finalize;
  widget_class->measure = jc_outline_handle_measure;
  widget_class->snapshot = jc_outline_handle_snapshot;

  signals[MOVED] = g_signal_new ("moved", JC_TYPE_OUTLINE_HANDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  add_arrows (widget_class, 0, STEP);
  add_arrows (widget_class, GDK_SHIFT_MASK, LARGE_STEP);
  add_arrows (widget_class, GDK_CONTROL_MASK, SMALL_STEP);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_widget_class_set_css_name (widget_class, "jc-outline-handle");
}

static void
jc_outline_handle_init (JcOutlineHandle *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "move");
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
}

/**
 * jc_outline_handle_new:
 * @label: which corner it is
 */
GtkWidget *
jc_outline_handle_new (const char *label)
{
  JcOutlineHandle *self = g_object_new (JC_TYPE_OUTLINE_HANDLE, NULL);

  self->label = g_strdup (label);

  return GTK_WIDGET (self);
}

/**
 * jc_outline_handle_set_place:
 * @x, @y: from the left and from the top
 */
void
jc_outline_handle_set_place (JcOutlineHandle *self, int x, int y)
{
  /* Translators: a corner of the outline, and how far it is from the left and the top of the page.
   */
  g_autofree char *words
      = g_strdup_printf (_ ("%s, %.1f %% from the left, %.1f %% from the top"), self->label,
                         x * 100.0 / JC_VIEW_WHOLE, y * 100.0 / JC_VIEW_WHOLE);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
