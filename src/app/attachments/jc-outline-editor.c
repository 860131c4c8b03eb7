/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-outline-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-attachment.h"
#include "jc-outline-handle.h"

#define N_CORNERS 4
#define MARGIN (JC_OUTLINE_HANDLE_SIZE / 2)
#define REACH 48.0

static const int whole[2 * N_CORNERS]
    = { 0, 0, JC_VIEW_WHOLE, 0, JC_VIEW_WHOLE, JC_VIEW_WHOLE, 0, JC_VIEW_WHOLE };

/**
 * JcOutlineEditor:
 * @quad: as the page is seen: after its turn, the corner that is seen top left first
 * @held: the corner that the pointer holds; -1: none
 */
struct _JcOutlineEditor
{
  GtkWidget parent_instance;

  GtkWidget  *handles[N_CORNERS];
  GdkTexture *texture; /* (owned) (nullable) */
  int         turn;
  int         quad[2 * N_CORNERS];
  int         held;
  double      held_x; /* from the pointer to the corner */
  double      held_y;
};

G_DEFINE_FINAL_TYPE (JcOutlineEditor, jc_outline_editor, GTK_TYPE_WIDGET)

/* --- The page and its corners --- */

/* A quarter clockwise: what was on the left is at the top, and the corner that was bottom left is
 * top left. */
static void
turn_quarter (int quad[2 * N_CORNERS])
{
  int turned[2 * N_CORNERS];

  for (int i = 0; i < N_CORNERS; i++)
    {
      int from = (i + N_CORNERS - 1) % N_CORNERS;

      turned[2 * i] = JC_VIEW_WHOLE - quad[2 * from + 1];
      turned[2 * i + 1] = quad[2 * from];
    }
  memcpy (quad, turned, sizeof turned);
}

static void
get_page_area (JcOutlineEditor *self, graphene_rect_t *area)
{
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN, 1);
  double height = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * MARGIN, 1);
  double shape = self->texture != NULL ? (double)gdk_texture_get_width (self->texture)
                                             / gdk_texture_get_height (self->texture)
                                       : width / height;
  double page_width = MIN (width, height * shape);
  double page_height = page_width / shape;

  graphene_rect_init (area, (float)(MARGIN + (width - page_width) / 2),
                      (float)(MARGIN + (height - page_height) / 2), (float)page_width,
                      (float)page_height);
}

static void
get_corner (JcOutlineEditor *self, int corner, graphene_point_t *point)
{
  graphene_rect_t area;

  get_page_area (self, &area);
  point->x = area.origin.x + area.size.width * (float)self->quad[2 * corner] / JC_VIEW_WHOLE;
  point->y = area.origin.y + area.size.height * (float)self->quad[2 * corner + 1] / JC_VIEW_WHOLE;
}

static void
show_quad (JcOutlineEditor *self)
{
  for (int i = 0; i < N_CORNERS; i++)
    jc_outline_handle_set_place (JC_OUTLINE_HANDLE (self->handles[i]), self->quad[2 * i],
                                 self->quad[2 * i + 1]);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A corner stays where it is rather than make an outline that crosses itself. */
static void
move_corner (JcOutlineEditor *self, int corner, int x, int y)
{
  int quad[2 * N_CORNERS];

  memcpy (quad, self->quad, sizeof quad);
  quad[2 * corner] = CLAMP (x, 0, JC_VIEW_WHOLE);
  quad[2 * corner + 1] = CLAMP (y, 0, JC_VIEW_WHOLE);
  if (!jc_page_view_quad_is_convex (quad))
    return;
  memcpy (self->quad, quad, sizeof quad);
  show_quad (self);
}

static void
handle_moved_cb (GtkWidget *handle, int right, int down, JcOutlineEditor *self)
{
  for (int i = 0; i < N_CORNERS; i++)
    if (self->handles[i] == handle)
      move_corner (self, i, self->quad[2 * i] + right, self->quad[2 * i + 1] + down);
}

/* --- Dragging --- */

static void
drag_begins_cb (GtkGestureDrag *gesture, double x, double y, JcOutlineEditor *self)
{
  double nearest = REACH;

  self->held = -1;
  for (int i = 0; i < N_CORNERS; i++)
    {
      graphene_point_t corner;
      float            distance;

      get_corner (self, i, &corner);
      distance = graphene_point_distance (&corner, &GRAPHENE_POINT_INIT ((float)x, (float)y), NULL,
                                          NULL);
      if (distance > nearest)
        continue;
      nearest = distance;
      self->held = i;
      self->held_x = corner.x - x;
      self->held_y = corner.y - y;
    }
  if (self->held < 0)
    return;
  gtk_widget_grab_focus (self->handles[self->held]);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
dragged_cb (GtkGestureDrag *gesture, double dx, double dy, JcOutlineEditor *self)
{
  graphene_rect_t area;
  double          x;
  double          y;

  if (self->held < 0 || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  get_page_area (self, &area);
  x = (x + dx + self->held_x - area.origin.x) / area.size.width;
  y = (y + dy + self->held_y - area.origin.y) / area.size.height;
  move_corner (self, self->held, (int)(CLAMP (x, 0, 1) * JC_VIEW_WHOLE),
               (int)(CLAMP (y, 0, 1) * JC_VIEW_WHOLE));
}

/* --- Widget --- */

static void
jc_outline_editor_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  *minimum = *natural = 4 * JC_OUTLINE_HANDLE_SIZE;
  *minimum_baseline = *natural_baseline = -1;
}

static void
jc_outline_editor_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  JcOutlineEditor *self = JC_OUTLINE_EDITOR (widget);

  for (int i = 0; i < N_CORNERS; i++)
    {
      graphene_point_t corner;
      GtkAllocation    place = { 0, 0, JC_OUTLINE_HANDLE_SIZE, JC_OUTLINE_HANDLE_SIZE };

      get_corner (self, i, &corner);
      place.x = (int)corner.x - JC_OUTLINE_HANDLE_SIZE / 2;
      place.y = (int)corner.y - JC_OUTLINE_HANDLE_SIZE / 2;
      gtk_widget_size_allocate (self->handles[i], &place, -1);
    }
}

/* What goes is darkened; the line is light on dark, to be seen on any page. */
static void
draw_outline (JcOutlineEditor *self, cairo_t *cr, const graphene_rect_t *area)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  cairo_rectangle (cr, area->origin.x, area->origin.y, area->size.width, area->size.height);
  cairo_new_sub_path (cr);
  for (int i = 0; i < N_CORNERS; i++)
    {
      graphene_point_t corner;

      get_corner (self, i, &corner);
      cairo_line_to (cr, corner.x, corner.y);
    }
  cairo_close_path (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.5);
  cairo_fill (cr);

  for (int i = 0; i < N_CORNERS; i++)
    {
      graphene_point_t corner;

      get_corner (self, i, &corner);
      cairo_line_to (cr, corner.x, corner.y);
    }
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.9);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
jc_outline_editor_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  JcOutlineEditor *self = JC_OUTLINE_EDITOR (widget);
  graphene_rect_t  area;
  cairo_t         *cr;

  get_page_area (self, &area);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 1, 1, 1, 1 }, &area);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &area);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (widget),
                                                       (float)gtk_widget_get_height (widget)));
  draw_outline (self, cr, &area);
  cairo_destroy (cr);
  for (int i = 0; i < N_CORNERS; i++)
    gtk_widget_snapshot_child (widget, self->handles[i], snapshot);
}

static gboolean
jc_outline_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (JC_OUTLINE_EDITOR (widget)->handles[0]);
}

/* Round the page, wherever the corners lie by now. */
static gboolean
jc_outline_editor_focus (GtkWidget *widget, GtkDirectionType direction)
{
  JcOutlineEditor *self = JC_OUTLINE_EDITOR (widget);
  gboolean         forward = direction == GTK_DIR_TAB_FORWARD;
  int              at = forward ? -1 : N_CORNERS;

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  for (int i = 0; i < N_CORNERS; i++)
    if (gtk_widget_has_focus (self->handles[i]))
      at = i;
  at += forward ? 1 : -1;

  return at >= 0 && at < N_CORNERS && gtk_widget_grab_focus (self->handles[at]);
}

static void
jc_outline_editor_dispose (GObject *object)
{
  JcOutlineEditor *self = JC_OUTLINE_EDITOR (object);

  for (int i = 0; i < N_CORNERS; i++)
    g_clear_pointer (&self->handles[i], gtk_widget_unparent);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (jc_outline_editor_parent_class)->dispose (object);
}

static void
jc_outline_editor_class_init (JcOutlineEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_outline_editor_dispose;
  widget_class->focus = jc_outline_editor_focus;
  widget_class->grab_focus = jc_outline_editor_grab_focus;
  widget_class->measure = jc_outline_editor_measure;
  widget_class->size_allocate = jc_outline_editor_size_allocate;
  widget_class->snapshot = jc_outline_editor_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "jc-outline-editor");
}

static void
jc_outline_editor_init (JcOutlineEditor *self)
{
  const char *const labels[N_CORNERS] = { _ ("Top left corner"), _ ("Top right corner"),
                                          _ ("Bottom right corner"), _ ("Bottom left corner") };
  GtkGesture       *drag = gtk_gesture_drag_new ();

  for (int i = 0; i < N_CORNERS; i++)
    {
      self->handles[i] = jc_outline_handle_new (labels[i]);
      gtk_widget_set_parent (self->handles[i], GTK_WIDGET (self));
      g_signal_connect (self->handles[i], "moved", G_CALLBACK (handle_moved_cb), self);
    }
  /* Before the handles: the one that is taken moves under the pointer. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begins_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  jc_outline_editor_set_quad (self, NULL);
}

/* --- Public functions --- */

/**
 * jc_outline_editor_set_page:
 * @self: an editor
 * @texture: (nullable): the page
 * @turn: how it was turned, which the outline follows from now on
 */
void
jc_outline_editor_set_page (JcOutlineEditor *self, GdkTexture *texture, int turn)
{
  while (self->turn != turn)
    {
      turn_quarter (self->quad);
      self->turn = (self->turn + 90) % 360;
    }
  g_set_object (&self->texture, texture);
  show_quad (self);
}

/**
 * jc_outline_editor_set_quad:
 * @self: an editor
 * @quad: (nullable) (array fixed-size=8): on the page before its turn
 */
void
jc_outline_editor_set_quad (JcOutlineEditor *self, const int *quad)
{
  memcpy (self->quad, quad != NULL ? quad : whole, sizeof self->quad);
  for (int turned = 0; turned < self->turn; turned += 90)
    turn_quarter (self->quad);
  show_quad (self);
}

/**
 * jc_outline_editor_get_quad:
 * @self: an editor
 * @quad: (out) (array fixed-size=8): on the page before its turn
 *
 * Returns: whether anything of the page is left out
 */
gboolean
jc_outline_editor_get_quad (JcOutlineEditor *self, int quad[8])
{
  memcpy (quad, self->quad, sizeof self->quad);
  for (int turned = self->turn; turned < 360 && turned > 0; turned += 90)
    turn_quarter (quad);

  return memcmp (quad, whole, sizeof whole) != 0;
}
