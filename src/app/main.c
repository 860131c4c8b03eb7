/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-words.h"

int
main (int argc, char *argv[])
{
  g_autofree char *file
      = g_build_filename (g_get_user_config_dir (), "jiangce", "preferences.ini", NULL);
  g_autoptr (JcPreferences) preferences = jc_preferences_new (file);
  g_autofree char *language = jc_preferences_dup_string (preferences, JC_PREFERENCES_INTERFACE,
                                                         JC_PREFERENCES_LANGUAGE, "system");
  g_autoptr (JcApplication) application = NULL;

  jc_words_start (language);
  gtk_disable_setlocale ();
  g_set_application_name (_ ("Jiangce"));

  application = jc_application_new (preferences);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
