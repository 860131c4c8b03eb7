/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-canvas.h"

#include "jc-attachment.h"

/* Around the page, and the longer side of an A4 sheet at 96 dots per inch. */
#define MARGIN 12
#define FULL_SIZE 1123.0
#define MIN_ZOOM 0.1
#define MAX_ZOOM 6.0
#define STEP 1.25
#define SCROLL_STEP 48.0
/* Of a mark's frame, and between it and what it frames. */
#define MARK_WIDTH 2
#define MARK_GAP 3
/* A page that is not drawn yet has the shape of an upright A4 sheet. */
#define A4_SHAPE 0.7071

struct _JcPageCanvas
{
  GtkWidget parent_instance;

  GdkTexture *texture; /* (owned) (nullable) */
  GArray     *marks;   /* (element-type JcPageMark) (owned) (nullable) */
  JcPageZoom  mode;
  double      zoom;    /* what was chosen; used in JC_PAGE_ZOOM_FREE */
  double      told;    /* the last size that was told */
  double      pinched; /* zoom when the fingers came down */
  double      pointer_x;
  double      pointer_y;
};

enum
{
  ZOOM_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcPageCanvas, jc_page_canvas, GTK_TYPE_WIDGET)

/* --- Sizes --- */

/* Width and height of the page at a zoom of 1. */
static void
get_full_size (JcPageCanvas *self, double *width, double *height)
{
  double shape = self->texture != NULL ? (double)gdk_texture_get_width (self->texture)
                                             / gdk_texture_get_height (self->texture)
                                       : A4_SHAPE;

  *width = shape >= 1 ? FULL_SIZE : FULL_SIZE * shape;
  *height = shape >= 1 ? FULL_SIZE / shape : FULL_SIZE;
}

static double
get_zoom_in (JcPageCanvas *self, double width, double height)
{
  double full_width;
  double full_height;

  get_full_size (self, &full_width, &full_height);
  width = MAX (width - 2 * MARGIN, 1);
  height = MAX (height - 2 * MARGIN, 1);
  switch (self->mode)
    {
    case JC_PAGE_ZOOM_WINDOW:
      return MIN (width / full_width, height / full_height);
    case JC_PAGE_ZOOM_WIDTH:
      return width / full_width;
    case JC_PAGE_ZOOM_FREE:
    default:
      return self->zoom;
    }
}

static void
get_page_area (JcPageCanvas *self, graphene_rect_t *area)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double zoom = get_zoom_in (self, width, height);
  double page_width;
  double page_height;

  get_full_size (self, &page_width, &page_height);
  page_width *= zoom;
  page_height *= zoom;
  graphene_rect_init (area, (float)MAX ((width - page_width) / 2, 0),
                      (float)MAX ((height - page_height) / 2, 0), (float)page_width,
                      (float)page_height);
}

static void
tell (JcPageCanvas *self)
{
  double zoom = jc_page_canvas_get_zoom (self);

  if (ABS (zoom - self->told) < 0.0005)
    return;
  self->told = zoom;
  g_signal_emit (self, signals[ZOOM_CHANGED], 0);
}

/* --- Zooming and moving about --- */

static GtkScrolledWindow *
get_scroller (JcPageCanvas *self)
{
  return GTK_SCROLLED_WINDOW (
      gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW));
}

/* Where the adjustment has to stand that the page's point @at (a share of it) stays at @seen in the
 * view. */
static void
hold (GtkAdjustment *adjustment, double page_size, double at, double seen)
{
  double view = gtk_adjustment_get_page_size (adjustment);
  double whole = MAX (view, page_size + 2 * MARGIN);
  double value = MAX ((whole - page_size) / 2, 0) + at * page_size - seen;

  gtk_adjustment_configure (adjustment, CLAMP (value, 0, whole - view), 0, whole,
                            gtk_adjustment_get_step_increment (adjustment),
                            gtk_adjustment_get_page_increment (adjustment), view);
}

static void
zoom_around (JcPageCanvas *self, double zoom, double x, double y)
{
  GtkScrolledWindow *scroller = get_scroller (self);
  graphene_rect_t    area;
  double             width;
  double             height;

  get_page_area (self, &area);
  get_full_size (self, &width, &height);
  self->mode = JC_PAGE_ZOOM_FREE;
  self->zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  if (scroller != NULL && area.size.width > 0 && area.size.height > 0)
    {
      GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (scroller);
      GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (scroller);

      hold (across, width * self->zoom, (x - area.origin.x) / area.size.width,
            x - gtk_adjustment_get_value (across));
      hold (down, height * self->zoom, (y - area.origin.y) / area.size.height,
            y - gtk_adjustment_get_value (down));
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  tell (self);
}

/* Around the middle of what is seen. */
static void
zoom_in_view (JcPageCanvas *self, double zoom)
{
  GtkScrolledWindow *scroller = get_scroller (self);
  double             x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double             y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if (scroller != NULL)
    {
      GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (scroller);
      GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (scroller);

      x = gtk_adjustment_get_value (across) + gtk_adjustment_get_page_size (across) / 2;
      y = gtk_adjustment_get_value (down) + gtk_adjustment_get_page_size (down) / 2;
    }
  zoom_around (self, zoom, x, y);
}

static void
scroll_by (JcPageCanvas *self, double x, double y)
{
  GtkScrolledWindow *scroller = get_scroller (self);
  GtkAdjustment     *across;
  GtkAdjustment     *down;

  if (scroller == NULL)
    return;
  across = gtk_scrolled_window_get_hadjustment (scroller);
  down = gtk_scrolled_window_get_vadjustment (scroller);
  gtk_adjustment_set_value (across, gtk_adjustment_get_value (across) + x);
  gtk_adjustment_set_value (down, gtk_adjustment_get_value (down) + y);
}

static void
pointer_moved_cb (GtkEventControllerMotion *motion, double x, double y, JcPageCanvas *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static gboolean
scrolled_cb (GtkEventControllerScroll *controller, double dx, double dy, JcPageCanvas *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0)
    return FALSE;
  zoom_around (self,
               jc_page_canvas_get_zoom (self)
                   * (dy < 0   ? STEP
                      : dy > 0 ? 1 / STEP
                               : 1),
               self->pointer_x, self->pointer_y);

  return TRUE;
}

static void
pinch_begins_cb (GtkGesture *gesture, GdkEventSequence *sequence, JcPageCanvas *self)
{
  self->pinched = jc_page_canvas_get_zoom (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinched_cb (GtkGestureZoom *gesture, double scale, JcPageCanvas *self)
{
  double x;
  double y;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    zoom_around (self, self->pinched * scale, x, y);
}

/* A finger scrolls by itself; a mouse takes hold of the page. */
static void
pan_begins_cb (GtkGestureDrag *gesture, double x, double y, JcPageCanvas *self)
{
  GdkDevice *device = gtk_gesture_get_device (GTK_GESTURE (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

/* The canvas moves under the pointer, and what was dragged is told in its own coordinates. */
static void
panned_cb (GtkGestureDrag *gesture, double x, double y, JcPageCanvas *self)
{
  scroll_by (self, -x, -y);
}

static gboolean
arrow_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  int x;
  int y;

  g_variant_get (arguments, "(ii)", &x, &y);
  scroll_by (JC_PAGE_CANVAS (widget), x * SCROLL_STEP, y * SCROLL_STEP);

  return TRUE;
}

/* --- Widget --- */

static GtkSizeRequestMode
jc_page_canvas_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
jc_page_canvas_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  JcPageCanvas *self = JC_PAGE_CANVAS (widget);
  double        width;
  double        height;
  double        size;

  get_full_size (self, &width, &height);
  size = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
  *minimum = 4 * MARGIN;
  *natural = (int)size + 2 * MARGIN;
  if (self->mode == JC_PAGE_ZOOM_FREE)
    *minimum = *natural = (int)(size * self->zoom) + 2 * MARGIN;
  else if (self->mode == JC_PAGE_ZOOM_WIDTH && orientation == GTK_ORIENTATION_VERTICAL
           && for_size > 2 * MARGIN)
    *minimum = *natural = (int)((for_size - 2 * MARGIN) * height / width) + 2 * MARGIN;
  *minimum_baseline = -1;
  *natural_baseline = -1;
}

static void
jc_page_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  tell (JC_PAGE_CANVAS (widget));
}

static void
draw_number (JcPageCanvas *self, GtkSnapshot *snapshot, guint number, const graphene_rect_t *frame)
{
  const GdkRGBA    white = { 1, 1, 1, 1 };
  const GdkRGBA    colour = { 0.61f, 0.36f, 0, 1 };
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  graphene_rect_t ground;
  int             width;
  int             height;

  pango_layout_get_pixel_size (layout, &width, &height);
  /* Beside it: what stands above and below is read too. */
  graphene_rect_init (&ground, frame->origin.x - (float)width - 8, frame->origin.y,
                      (float)width + 8, (float)height);
  gtk_snapshot_append_color (snapshot, &colour, &ground);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (ground.origin.x + 4, ground.origin.y));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

/* On paper, which is white in the dark too: one colour does for both. */
static void
draw_mark (JcPageCanvas          *self,
           GtkSnapshot           *snapshot,
           guint                  number,
           const JcPageMark      *mark,
           const graphene_rect_t *area)
{
  const GdkRGBA   line = { 0.61f, 0.36f, 0, 1 };
  const GdkRGBA   ground = { 1, 0.76f, 0.03f, 0.18f };
  float           across = area->size.width / JC_VIEW_WHOLE;
  float           down = area->size.height / JC_VIEW_WHOLE;
  graphene_rect_t frame
      = GRAPHENE_RECT_INIT (area->origin.x + (float)mark->box[0] * across,
                            area->origin.y + (float)mark->box[1] * down,
                            (float)mark->box[2] * across, (float)mark->box[3] * down);
  GskRoundedRect rounded;

  graphene_rect_inset (&frame, -MARK_GAP, -MARK_GAP);
  gsk_rounded_rect_init_from_rect (&rounded, &frame, 2);
  gtk_snapshot_append_color (snapshot, &ground, &frame);
  gtk_snapshot_append_border (snapshot, &rounded,
                              (const float[]){ MARK_WIDTH, MARK_WIDTH, MARK_WIDTH, MARK_WIDTH },
                              (const GdkRGBA[]){ line, line, line, line });
  if (self->marks->len > 1)
    draw_number (self, snapshot, number, &frame);
}

static void
jc_page_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  JcPageCanvas   *self = JC_PAGE_CANVAS (widget);
  const GdkRGBA   white = { 1, 1, 1, 1 };
  GdkRGBA         line;
  graphene_rect_t area;
  GskRoundedRect  frame;

  get_page_area (self, &area);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &line);
  line.alpha = 0.35f;
  gtk_snapshot_append_color (snapshot, &white, &area);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &area);
  for (guint i = 0; self->marks != NULL && i < self->marks->len; i++)
    draw_mark (self, snapshot, i + 1, &g_array_index (self->marks, JcPageMark, i), &area);
  graphene_rect_inset (&area, -1, -1);
  gsk_rounded_rect_init_from_rect (&frame, &area, 0);
  gtk_snapshot_append_border (snapshot, &frame, (const float[]){ 1, 1, 1, 1 },
                              (const GdkRGBA[]){ line, line, line, line });
}

static void
jc_page_canvas_dispose (GObject *object)
{
  g_clear_object (&JC_PAGE_CANVAS (object)->texture);
  g_clear_pointer (&JC_PAGE_CANVAS (object)->marks, g_array_unref);

  G_OBJECT_CLASS (jc_page_canvas_parent_class)->dispose (object);
}

static void
jc_page_canvas_class_init (JcPageCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const struct
  {
    guint key;
    int   x;
    int   y;
  } arrows[] = {
    { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Up, 0, -1 }, { GDK_KEY_Down, 0, 1 }
  };

  G_OBJECT_CLASS (klass)->dispose = jc_page_canvas_dispose;
  widget_class->get_request_mode = jc_page_canvas_get_request_mode;
  widget_class->measure = jc_page_canvas_measure;
  widget_class->size_allocate = jc_page_canvas_size_allocate;
  widget_class->snapshot = jc_page_canvas_snapshot;

  signals[ZOOM_CHANGED] = g_signal_new ("zoom-changed", JC_TYPE_PAGE_CANVAS, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding (widget_class, arrows[i].key, 0, arrow_pressed_cb, "(ii)",
                                  arrows[i].x, arrows[i].y);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "jc-page-canvas");
}

static void
jc_page_canvas_init (JcPageCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *pan = gtk_gesture_drag_new ();

  self->zoom = 1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (motion, "motion", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begins_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinched_cb), self);
  g_signal_connect (pan, "drag-begin", G_CALLBACK (pan_begins_cb), self);
  g_signal_connect (pan, "drag-update", G_CALLBACK (panned_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pan));
}

/* --- Public functions --- */

/**
 * jc_page_canvas_set_texture:
 * @self: a canvas
 * @texture: (nullable): the page
 */
void
jc_page_canvas_set_texture (JcPageCanvas *self, GdkTexture *texture)
{
  if (g_set_object (&self->texture, texture))
    {
      gtk_widget_queue_resize (GTK_WIDGET (self));
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

/**
 * jc_page_canvas_set_words:
 * @self: a canvas
 * @label: which page it is
 * @description: (nullable): what is written on it
 */
void
jc_page_canvas_set_words (JcPageCanvas *self, const char *label, const char *description)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}

/**
 * jc_page_canvas_set_marks:
 * @self: a canvas
 * @marks: (transfer full) (nullable) (element-type JcPageMark): places on the page
 */
void
jc_page_canvas_set_marks (JcPageCanvas *self, GArray *marks)
{
  g_clear_pointer (&self->marks, g_array_unref);
  self->marks = marks;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

JcPageZoom
jc_page_canvas_get_mode (JcPageCanvas *self)
{
  return self->mode;
}

/**
 * jc_page_canvas_get_zoom:
 * @self: a canvas
 *
 * Returns: the size at which the page is shown, also where it follows the window
 */
double
jc_page_canvas_get_zoom (JcPageCanvas *self)
{
  return get_zoom_in (self, gtk_widget_get_width (GTK_WIDGET (self)),
                      gtk_widget_get_height (GTK_WIDGET (self)));
}

/**
 * jc_page_canvas_fit:
 * @self: a canvas
 * @mode: JC_PAGE_ZOOM_WINDOW or JC_PAGE_ZOOM_WIDTH
 */
void
jc_page_canvas_fit (JcPageCanvas *self, JcPageZoom mode)
{
  self->mode = mode;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  tell (self);
}

/**
 * jc_page_canvas_zoom_to:
 * @self: a canvas
 * @zoom: kept between a tenth and six times
 */
void
jc_page_canvas_zoom_to (JcPageCanvas *self, double zoom)
{
  zoom_in_view (self, zoom);
}

void
jc_page_canvas_zoom_by (JcPageCanvas *self, double factor)
{
  zoom_in_view (self, jc_page_canvas_get_zoom (self) * factor);
}

/**
 * jc_page_canvas_get_box:
 * @self: a canvas
 * @width, @height: (out): in pixels of the screen
 *
 * Where the page follows the window, its shape decides what of the box it fills.
 */
void
jc_page_canvas_get_box (JcPageCanvas *self, int *width, int *height)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int side = (int)(FULL_SIZE * jc_page_canvas_get_zoom (self) + 0.5) * scale;

  *width = side;
  *height = side;
  if (self->mode == JC_PAGE_ZOOM_FREE)
    return;
  *width = MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN, 1) * scale;
  *height = self->mode == JC_PAGE_ZOOM_WINDOW
                ? MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * MARGIN, 1) * scale
                : MAX (side, *width * 8);
}
