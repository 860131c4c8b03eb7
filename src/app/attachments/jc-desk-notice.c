/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-desk-notice.h"

#include <glib/gi18n.h>

#include "jc-wrap-box.h"

struct _JcDeskNotice
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel  *words;
  GtkWidget *password;
  GtkButton *act_button;
  GtkButton *close_button;

  gboolean asks_password;
};

enum
{
  ACT,
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcDeskNotice, jc_desk_notice, GTK_TYPE_WIDGET)

static void
act_cb (JcDeskNotice *self)
{
  const char *password
      = self->asks_password ? gtk_editable_get_text (GTK_EDITABLE (self->password)) : NULL;

  if (password != NULL && password[0] == '\0')
    {
      gtk_widget_grab_focus (self->password);
      return;
    }
  g_signal_emit (self, signals[ACT], 0, password);
}

static void
close_cb (JcDeskNotice *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static gboolean
jc_desk_notice_grab_focus (GtkWidget *widget)
{
  JcDeskNotice *self = JC_DESK_NOTICE (widget);

  return gtk_widget_grab_focus (self->asks_password ? self->password
                                                    : GTK_WIDGET (self->act_button));
}

static void
jc_desk_notice_dispose (GObject *object)
{
  g_clear_pointer (&JC_DESK_NOTICE (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (jc_desk_notice_parent_class)->dispose (object);
}

static void
jc_desk_notice_class_init (JcDeskNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jc_desk_notice_dispose;
  widget_class->grab_focus = jc_desk_notice_grab_focus;

  signals[ACT] = g_signal_new ("act", JC_TYPE_DESK_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CLOSE] = g_signal_new ("close", JC_TYPE_DESK_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  g_type_ensure (JC_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-desk-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, JcDeskNotice, box);
  gtk_widget_class_bind_template_child (widget_class, JcDeskNotice, words);
  gtk_widget_class_bind_template_child (widget_class, JcDeskNotice, password);
  gtk_widget_class_bind_template_child (widget_class, JcDeskNotice, act_button);
  gtk_widget_class_bind_template_child (widget_class, JcDeskNotice, close_button);
  gtk_widget_class_bind_template_callback (widget_class, act_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
jc_desk_notice_init (JcDeskNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_controls (JcDeskNotice *self, const char *name, const char *words, const char *act)
{
  /* Translators: a button about a file, read aloud: Choose another, “scan.pdf” */
  g_autofree char *act_name = g_strdup_printf (_ ("%s, “%s”"), act, name);
  g_autofree char *close_name = g_strdup_printf (_ ("Close the notice about “%s”"), name);
  g_autofree char *password_name = g_strdup_printf (_ ("Password of “%s”"), name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  /* What has the focus says what is the matter. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->act_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  act_name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->close_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, close_name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->password), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  password_name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

/**
 * jc_desk_notice_new:
 * @name: the file
 * @words: what came of it
 * @act: what can be done about it
 * @asks_password: whether a password is asked for
 *
 * Returns: (transfer floating): the notice
 */
GtkWidget *
jc_desk_notice_new (const char *name, const char *words, const char *act, gboolean asks_password)
{
  JcDeskNotice *self = g_object_new (JC_TYPE_DESK_NOTICE, NULL);

  self->asks_password = asks_password;
  gtk_label_set_label (self->words, words);
  gtk_button_set_label (self->act_button, act);
  gtk_widget_set_visible (self->password, asks_password);
  name_controls (self, name, words, act);

  return GTK_WIDGET (self);
}

/**
 * jc_desk_notice_set_close:
 * @self: a notice
 * @label: on the button that puts it away
 * @name: what that button is called, with what it is about
 *
 * Where putting it away does more than close it.
 */
void
jc_desk_notice_set_close (JcDeskNotice *self, const char *label, const char *name)
{
  g_return_if_fail (JC_IS_DESK_NOTICE (self));

  gtk_button_set_label (self->close_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->close_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
