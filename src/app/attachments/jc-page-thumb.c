/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-thumb.h"

#include "jc-words.h"

/* Of the picture's longer side, in pixels of a screen of scale 1. */
#define THUMB_SIZE 144

struct _JcPageThumb
{
  GtkWidget parent_instance;

  GtkWidget *picture;
  GtkWidget *placeholder;

  JcPagePictures *pictures;
  char           *sha256;
  JcPageView     *view;
  GCancellable   *cancellable; /* (nullable): of the picture that is being drawn */
};

G_DEFINE_FINAL_TYPE (JcPageThumb, jc_page_thumb, GTK_TYPE_WIDGET)

static void
stop_drawing (JcPageThumb *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
show_placeholder (JcPageThumb *self, const char *icon_name, const char *why)
{
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->placeholder), icon_name);
  gtk_widget_set_visible (self->placeholder, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), why);
}

/* A cancelled picture belongs to what was shown before. */
static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcPageThumb) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;
  g_autoptr (GdkTexture) texture
      = jc_page_pictures_finish (JC_PAGE_PICTURES (source), result, &error);

  if (self->cancellable == NULL || self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->cancellable);
  if (texture == NULL)
    {
      why = jc_words_dup_error (error);
      show_placeholder (self,
                        g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
                            ? "folder-download-symbolic"
                            : "image-missing-symbolic",
                        why);
      return;
    }
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (self->placeholder, FALSE);
}

/* A picture changes nothing around it when it comes: the place has the size that its holder gave
 * it. */
static void
jc_page_thumb_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  JcPageThumb *self = JC_PAGE_THUMB (widget);

  /* Whoever is to be allocated has to be asked. */
  gtk_widget_measure (self->picture, orientation, for_size, NULL, NULL, NULL, NULL);
  gtk_widget_measure (self->placeholder, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
jc_page_thumb_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  JcPageThumb *self = JC_PAGE_THUMB (widget);

  gtk_widget_size_allocate (self->picture, &(GtkAllocation){ 0, 0, width, height }, -1);
  if (gtk_widget_should_layout (self->placeholder))
    gtk_widget_size_allocate (self->placeholder, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
jc_page_thumb_dispose (GObject *object)
{
  JcPageThumb *self = JC_PAGE_THUMB (object);

  stop_drawing (self);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->placeholder, gtk_widget_unparent);

  G_OBJECT_CLASS (jc_page_thumb_parent_class)->dispose (object);
}

static void
jc_page_thumb_finalize (GObject *object)
{
  JcPageThumb *self = JC_PAGE_THUMB (object);

  g_clear_object (&self->pictures);
  g_clear_pointer (&self->view, jc_page_view_free);
  g_free (self->sha256);

  G_OBJECT_CLASS (jc_page_thumb_parent_class)->finalize (object);
}

static void
jc_page_thumb_class_init (JcPageThumbClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = jc_page_thumb_dispose;
  G_OBJECT_CLASS (klass)->finalize = jc_page_thumb_finalize;

  GTK_WIDGET_CLASS (klass)->measure = jc_page_thumb_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = jc_page_thumb_size_allocate;

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "jcthumb");
}

static void
jc_page_thumb_init (JcPageThumb *self)
{
  self->picture
      = g_object_new (GTK_TYPE_PICTURE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->placeholder
      = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                      "icon-name", "image-x-generic-symbolic", "halign", GTK_ALIGN_CENTER, "valign",
                      GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (self->placeholder, "dim-label");
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
  gtk_widget_set_parent (self->placeholder, GTK_WIDGET (self));
}

/**
 * jc_page_thumb_set_page:
 * @self: a picture
 * @pictures: draws it; kept
 * @sha256: the original
 * @view: how its page is shown
 */
void
jc_page_thumb_set_page (JcPageThumb      *self,
                        JcPagePictures   *pictures,
                        const char       *sha256,
                        const JcPageView *view)
{
  g_return_if_fail (JC_IS_PAGE_THUMB (self));

  if (self->view != NULL && g_strcmp0 (self->sha256, sha256) == 0
      && jc_page_view_equal (self->view, view))
    return;
  stop_drawing (self);
  g_set_object (&self->pictures, pictures);
  g_free (self->sha256);
  self->sha256 = g_strdup (sha256);
  g_clear_pointer (&self->view, jc_page_view_free);
  self->view = jc_page_view_copy (view);
  show_placeholder (self, "image-x-generic-symbolic", NULL);
}

/**
 * jc_page_thumb_load:
 * @self: a picture that is in view, or nearly
 *
 * Draws it, unless it is drawn or being drawn.
 */
void
jc_page_thumb_load (JcPageThumb *self)
{
  g_return_if_fail (JC_IS_PAGE_THUMB (self));

  if (self->view == NULL || self->cancellable != NULL || jc_page_thumb_get_paintable (self) != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  jc_page_pictures_thumb_async (self->pictures, self->sha256, self->view,
                                THUMB_SIZE * gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                self->cancellable, drawn_cb, g_object_ref (self));
}

/**
 * jc_page_thumb_unload:
 * @self: a picture that is far from view
 */
void
jc_page_thumb_unload (JcPageThumb *self)
{
  g_return_if_fail (JC_IS_PAGE_THUMB (self));

  if (self->cancellable == NULL && jc_page_thumb_get_paintable (self) == NULL)
    return;
  stop_drawing (self);
  show_placeholder (self, "image-x-generic-symbolic", NULL);
}

/**
 * jc_page_thumb_get_paintable:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): what is shown; %NULL while there is only the placeholder
 */
GdkPaintable *
jc_page_thumb_get_paintable (JcPageThumb *self)
{
  return gtk_picture_get_paintable (GTK_PICTURE (self->picture));
}
