/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-wrap-box.h"

/* Between children and between lines, in pixels. */
#define SPACING 8

struct _JcWrapBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (JcWrapBox, jc_wrap_box, GTK_TYPE_WIDGET)

static int
get_width (GtkWidget *child, int available)
{
  int minimum;
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (minimum, MIN (natural, available));
}

static int
get_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

/* Gives the children their places, or with @place FALSE only counts the height that they take. */
static int
lay_out (GtkWidget *widget, int available, gboolean place)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int      x = 0;
  int      y = 0;
  int      line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int width;
      int height;

      if (!gtk_widget_should_layout (child))
        continue;
      width = get_width (child, available);
      height = get_height (child, width);
      if (x > 0 && x + width > available)
        {
          x = 0;
          y += line + SPACING;
          line = 0;
        }
      if (place)
        gtk_widget_size_allocate (
            child, &(GtkAllocation){ mirrored ? available - x - width : x, y, width, height }, -1);
      x += width + SPACING;
      line = MAX (line, height);
    }

  return y + line;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;
      int wish;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wish + (*natural > 0 ? SPACING : 0);
    }
}

static void
jc_wrap_box_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  int least;
  int wish;

  measure_width (widget, &least, &wish);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = wish;
      return;
    }
  *natural = lay_out (widget, for_size >= 0 ? for_size : wish, FALSE);
  *minimum = *natural;
}

static void
jc_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (widget, width, TRUE);
}

static GtkSizeRequestMode
jc_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* As they are read: by their places, as the toolkit goes, a high one would come behind a low one
 * beside it. */
static gboolean
jc_wrap_box_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean forward
      = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_RIGHT || direction == GTK_DIR_DOWN;
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (child == NULL)
    child = forward ? gtk_widget_get_first_child (widget) : gtk_widget_get_last_child (widget);
  while (child != NULL && !gtk_widget_child_focus (child, direction))
    child = forward ? gtk_widget_get_next_sibling (child) : gtk_widget_get_prev_sibling (child);

  return child != NULL;
}

static void
jc_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (jc_wrap_box_parent_class)->dispose (object);
}

static void
jc_wrap_box_class_init (JcWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_wrap_box_dispose;
  widget_class->focus = jc_wrap_box_focus;
  widget_class->measure = jc_wrap_box_measure;
  widget_class->size_allocate = jc_wrap_box_size_allocate;
  widget_class->get_request_mode = jc_wrap_box_get_request_mode;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
jc_wrap_box_init (JcWrapBox *self)
{
}

/**
 * jc_wrap_box_insert:
 * @self: a box
 * @child: (transfer floating): what comes into it
 * @position: from 0
 */
void
jc_wrap_box_insert (JcWrapBox *self, GtkWidget *child, guint position)
{
  g_return_if_fail (JC_IS_WRAP_BOX (self));

  gtk_widget_insert_before (child, GTK_WIDGET (self), jc_wrap_box_get_child (self, position));
}

/**
 * jc_wrap_box_remove:
 * @self: a box
 * @child: what goes out of it
 */
void
jc_wrap_box_remove (JcWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (gtk_widget_get_parent (child) == GTK_WIDGET (self));

  gtk_widget_unparent (child);
}

/**
 * jc_wrap_box_get_child:
 * @self: a box
 * @position: from 0
 *
 * Returns: (transfer none) (nullable): the child there
 */
GtkWidget *
jc_wrap_box_get_child (JcWrapBox *self, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (child != NULL && position-- > 0)
    child = gtk_widget_get_next_sibling (child);

  return child;
}
