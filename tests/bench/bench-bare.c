/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* The floor under the windows' figures: `bench-bare WIDTH HEIGHT [ROWS]` shows a window with a
 * header bar and a label, or with that many rows, all made at once. */

#include "config.h"

#include <stdlib.h>

#include <adwaita.h>

#include "bench-frames.h"

static struct
{
  int width;
  int height;
  int n_rows;
} wanted;

static GtkWidget *
make_rows (void)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  for (int i = 1; i <= wanted.n_rows; i++)
    {
      g_autofree char *title = g_strdup_printf ("基准字段 %03d", i);
      GtkWidget       *row = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));

  return page;
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = wanted.n_rows > 0 ? make_rows () : gtk_label_new ("基准字段 001");

  gtk_window_set_title (GTK_WINDOW (window), "匠册");
  gtk_window_set_default_size (GTK_WINDOW (window), wanted.width, wanted.height);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), content);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);

  bench_frames_watch (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;

  if (argc < 3)
    return 2;

  wanted.width = atoi (argv[1]);
  wanted.height = atoi (argv[2]);
  wanted.n_rows = argc > 3 ? atoi (argv[3]) : 0;

  application = adw_application_new (JC_APP_ID, G_APPLICATION_NON_UNIQUE);
  bench_frames_start ();
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
