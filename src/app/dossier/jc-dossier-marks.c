/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-window-private.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* Windows of dossiers that nobody opened for long are forgotten. */
#define MAX_REMEMBERED 200
#define KEY_ORDER "windows"

static char *
dup_group (const char *id)
{
  return g_strconcat ("dossier ", id, NULL);
}

/* Puts @id last in the list of remembered windows and forgets the first ones beyond the limit. */
static void
note_order (JcPreferences *preferences, const char *id)
{
  g_autofree char *text
      = jc_preferences_dup_string (preferences, JC_PREFERENCES_INTERFACE, KEY_ORDER, "");
  g_auto (GStrv) ids = g_strsplit (text, " ", -1);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) order = NULL;
  g_autofree char *joined = NULL;
  guint            n = g_strv_length (ids);

  for (guint i = 0; i < n; i++)
    {
      if (ids[i][0] == '\0' || g_str_equal (ids[i], id))
        continue;
      if (n - i >= MAX_REMEMBERED)
        {
          g_autofree char *group = dup_group (ids[i]);

          jc_preferences_remove (preferences, group, NULL);
        }
      else
        g_strv_builder_add (kept, ids[i]);
    }
  g_strv_builder_add (kept, id);

  order = g_strv_builder_end (kept);
  joined = g_strjoinv (" ", order);
  jc_preferences_set_string (preferences, JC_PREFERENCES_INTERFACE, KEY_ORDER, joined);
}

/**
 * jc_dossier_window_was_lost:
 * @preferences: the program's
 * @id: a dossier
 *
 * Returns: whether a process that is gone had it open and did not close it
 */
gboolean
jc_dossier_window_was_lost (JcPreferences *preferences, const char *id)
{
  int pid = jc_preferences_get_int (preferences, JC_PREFERENCES_OPEN, id, 0);

  return pid > 0 && pid != (int)getpid () && kill ((pid_t)pid, 0) != 0 && errno == ESRCH;
}

/**
 * jc_dossier_marks_opened:
 * @preferences: the program's
 * @id: a dossier whose window this process opened
 */
void
jc_dossier_marks_opened (JcPreferences *preferences, const char *id)
{
  jc_preferences_set_int (preferences, JC_PREFERENCES_OPEN, id, (int)getpid ());
}

/**
 * jc_dossier_marks_closed:
 * @preferences: the program's
 * @id: a dossier whose window was closed in good order
 */
void
jc_dossier_marks_closed (JcPreferences *preferences, const char *id)
{
  jc_preferences_remove (preferences, JC_PREFERENCES_OPEN, id);
}

/**
 * jc_dossier_marks_save:
 * @preferences: the program's
 * @id: a dossier
 * @window: its window
 * @page: the page that is shown
 * @scroll: how far it is scrolled
 */
void
jc_dossier_marks_save (
    JcPreferences *preferences, const char *id, GtkWindow *window, const char *page, double scroll)
{
  g_autofree char *group = dup_group (id);
  int              width = 0;
  int              height = 0;

  gtk_window_get_default_size (window, &width, &height);
  jc_preferences_set_int (preferences, group, "width", width);
  jc_preferences_set_int (preferences, group, "height", height);
  jc_preferences_set_boolean (preferences, group, "maximised", gtk_window_is_maximized (window));
  jc_preferences_set_int (preferences, group, "scroll", (int)scroll);
  if (page != NULL)
    jc_preferences_set_string (preferences, group, "page", page);
  note_order (preferences, id);
}

/**
 * jc_dossier_marks_restore:
 * @preferences: the program's
 * @id: a dossier
 * @window: its window, which takes its old size
 * @scroll: (out): how far the page was scrolled
 *
 * Returns: (transfer full) (nullable): the page that was shown last
 */
char *
jc_dossier_marks_restore (JcPreferences *preferences,
                          const char    *id,
                          GtkWindow     *window,
                          double        *scroll)
{
  g_autofree char *group = dup_group (id);
  int              width = jc_preferences_get_int (preferences, group, "width", 0);
  int              height = jc_preferences_get_int (preferences, group, "height", 0);

  if (width > 0 && height > 0)
    gtk_window_set_default_size (window, width, height);
  if (jc_preferences_get_boolean (preferences, group, "maximised", FALSE))
    gtk_window_maximize (window);
  *scroll = jc_preferences_get_int (preferences, group, "scroll", 0);

  return jc_preferences_dup_string (preferences, group, "page", NULL);
}
