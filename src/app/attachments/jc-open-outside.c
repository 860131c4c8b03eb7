/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-open-outside.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "jc-application.h"
#include "jc-private-folder.h"

#define FOLDER "opened"

typedef struct
{
  GtkWindow *parent; /* (owned) */
  GFile     *copy;   /* (owned) */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->parent);
  g_object_unref (opening->copy);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    jc_application_show_error (jc_application_get (),
                               _ ("No program on this computer opens this file"), error);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkAppLaunchContext) context = NULL;
  g_autofree char *uri = g_file_get_uri (opening->copy);

  if (!g_file_copy_finish (G_FILE (source), result, &error))
    {
      jc_application_show_error (jc_application_get (), _ ("The file could not be opened"), error);
      return;
    }
  context
      = gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (opening->parent)));
  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, launched_cb,
                                           NULL);
}

/* What an earlier run of the program left: nobody looks at it any more. */
static void
empty_once (void)
{
  static gboolean emptied;

  if (!emptied)
    jc_private_folder_empty (FOLDER);
  emptied = TRUE;
}

/**
 * jc_open_outside:
 * @parent: the window it was asked in
 * @path: the original
 * @name: what the file is called
 *
 * The copy has a name that says what it is, which the original's has not. It stays for as long as
 * the program that shows it may read it: until the next run.
 */
void
jc_open_outside (GtkWindow *parent, const char *path, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *base = g_path_get_basename (name);
  g_autoptr (GFile) original = g_file_new_for_path (path);
  Opening *opening;

  empty_once ();
  folder = jc_private_folder_make (FOLDER, &error);
  if (folder == NULL)
    {
      jc_application_show_error (jc_application_get (), _ ("The file could not be opened"), error);
      return;
    }
  opening = g_new0 (Opening, 1);
  opening->parent = g_object_ref (parent);
  opening->copy = g_file_new_build_filename (folder, base, NULL);
  g_file_copy_async (original, opening->copy, G_FILE_COPY_TARGET_DEFAULT_PERMS, G_PRIORITY_DEFAULT,
                     NULL, NULL, NULL, copied_cb, opening);
}
