/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-problem-row.h"

#include <glib/gi18n.h>

#include "jc-focus.h"
#include "jc-wrap-box.h"

struct _JcProblemRow
{
  GtkListBoxRow parent_instance;

  GtkGrid    *grid;
  GtkImage   *icon;
  GtkLabel   *label;
  GtkWidget  *offers; /* (nullable): few fields ever need them */
  GtkWidget  *take_button;
  GtkLabel   *take_label;
  const char *css_class; /* static (nullable) */
};

enum
{
  TAKE,
  LOOK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcProblemRow, jc_problem_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
jc_problem_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  JcProblemRow *self = JC_PROBLEM_ROW (widget);

  return (self->offers != NULL && gtk_widget_get_visible (self->offers)
          && gtk_widget_child_focus (self->offers, direction))
         || jc_focus_pass_on (widget, direction);
}

static void
take_cb (JcProblemRow *self)
{
  g_signal_emit (self, signals[TAKE], 0);
}

static void
look_cb (JcProblemRow *self)
{
  g_signal_emit (self, signals[LOOK], 0);
}

static void
jc_problem_row_class_init (JcProblemRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = jc_problem_row_focus;
  signals[TAKE] = g_signal_new ("take", JC_TYPE_PROBLEM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[LOOK] = g_signal_new ("look", JC_TYPE_PROBLEM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/form/jc-problem-row.ui");
  gtk_widget_class_bind_template_child (widget_class, JcProblemRow, grid);
  gtk_widget_class_bind_template_child (widget_class, JcProblemRow, icon);
  gtk_widget_class_bind_template_child (widget_class, JcProblemRow, label);
}

static void
jc_problem_row_init (JcProblemRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_problem_row_new:
 *
 * Returns: (transfer floating): a row that is hidden: nothing is wrong
 */
GtkWidget *
jc_problem_row_new (void)
{
  return g_object_new (JC_TYPE_PROBLEM_ROW, NULL);
}

/**
 * jc_problem_row_say:
 * @self: a row
 * @message: (nullable): what is wrong and how to mend it; %NULL hides the row
 * @css_class: (nullable): "error", "warning"; a string that is never freed
 */
void
jc_problem_row_say (JcProblemRow *self, const char *message, const char *css_class)
{
  g_return_if_fail (JC_IS_PROBLEM_ROW (self));

  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->css_class);
  self->css_class = css_class;
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);

  gtk_image_set_from_icon_name (self->icon, g_strcmp0 (css_class, "error") == 0
                                                ? "dialog-error-symbolic"
                                            : css_class != NULL ? "dialog-warning-symbolic"
                                                                : "dialog-information-symbolic");
  gtk_label_set_label (self->label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self), message != NULL);
}

static void
make_offers (JcProblemRow *self)
{
  GtkWidget *look = gtk_button_new_with_label (_ ("Look at the page"));

  self->offers = g_object_new (JC_TYPE_WRAP_BOX, "margin-top", 6, NULL);
  self->take_label
      = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  self->take_button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->take_button), GTK_WIDGET (self->take_label));
  gtk_widget_set_tooltip_text (self->take_button, _ ("Alt+Enter in the field"));
  g_signal_connect_object (self->take_button, "clicked", G_CALLBACK (take_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (look, "clicked", G_CALLBACK (look_cb), self, G_CONNECT_SWAPPED);
  jc_wrap_box_insert (JC_WRAP_BOX (self->offers), self->take_button, 0);
  jc_wrap_box_insert (JC_WRAP_BOX (self->offers), look, 1);
  gtk_grid_attach (self->grid, self->offers, 1, 1, 1, 1);
}

/**
 * jc_problem_row_offer:
 * @self: a row
 * @read: (nullable): what a page says, as it is shown; %NULL: no page says anything else
 * @may_take: whether it may be taken over
 */
void
jc_problem_row_offer (JcProblemRow *self, const char *read, gboolean may_take)
{
  g_autofree char *words = read != NULL ? g_strdup_printf (_ ("Take over “%s”"), read) : NULL;

  g_return_if_fail (JC_IS_PROBLEM_ROW (self));

  if (read == NULL && self->offers == NULL)
    return;
  if (self->offers == NULL)
    make_offers (self);
  gtk_widget_set_visible (self->offers, read != NULL);
  gtk_widget_set_visible (self->take_button, may_take);
  gtk_label_set_label (self->take_label, words != NULL ? words : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->take_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words != NULL ? words : "", -1);
}
