/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-no-dossiers.h"

#include <glib/gi18n.h>

#include "jc-application.h"

static const struct
{
  const char *name;
  const char *icon;
  const char *title;
  const char *description;
} pages[] = {
  [JC_NO_DOSSIERS_YET]
  = { "empty", JC_APP_ID, N_ ("No dossier yet"),
      N_ ("Everything is kept on this computer. A server is needed only to submit, or to work on "
          "several computers.") },
  [JC_NO_DOSSIERS_WAITING]
  = { "nothing-waits", "emblem-ok-symbolic", N_ ("Nothing waits for you"),
      N_ ("Dossiers that were returned, or changed on both sides, appear here.") },
  [JC_NO_DOSSIERS_FOUND] = { "not-found", "system-search-symbolic", N_ ("Nothing found"),
                             N_ ("Try fewer words, or the initials of the pinyin.") },
};

static void
cloud_changed_cb (GtkWidget *connect_button, JcCloud *cloud)
{
  g_autofree char *account = jc_cloud_dup_account (cloud);

  gtk_widget_set_visible (connect_button, account == NULL);
}

static GtkWidget *
make_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");

  return button;
}

static GtkWidget *
make_first_steps (void)
{
  JcCloud   *cloud = jc_application_get_cloud (jc_application_get ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *new_button = make_button (_ ("New dossier"), "app.new-dossier");
  GtkWidget *connect_button = make_button (_ ("Connect to a server…"), "app.sign-in");

  gtk_widget_add_css_class (new_button, "suggested-action");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), new_button);
  gtk_box_append (GTK_BOX (box), connect_button);
  g_signal_connect_object (cloud, "changed", G_CALLBACK (cloud_changed_cb), connect_button,
                           G_CONNECT_SWAPPED);
  cloud_changed_cb (connect_button, cloud);

  return box;
}

/**
 * jc_no_dossiers_get_name:
 * @why: why a list is empty
 *
 * Returns: (transfer none): the name of its page in a stack
 */
const char *
jc_no_dossiers_get_name (JcNoDossiers why)
{
  return pages[why].name;
}

/**
 * jc_no_dossiers_new:
 * @why: why a list is empty
 *
 * Returns: (transfer floating): what stands in the place of the list
 */
GtkWidget *
jc_no_dossiers_new (JcNoDossiers why)
{
  GtkWidget *page
      = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", pages[why].icon, "title",
                      _ (pages[why].title), "description", _ (pages[why].description), NULL);

  if (why == JC_NO_DOSSIERS_YET)
    adw_status_page_set_child (ADW_STATUS_PAGE (page), make_first_steps ());

  return page;
}
