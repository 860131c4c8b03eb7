/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-words.h"

#include <glib/gi18n.h>
#include <locale.h>

/* A program that runs from the build folder finds its translations there; an installed one never
 * looks into a build folder. */
static const char *
find_locale_dir (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *build = g_path_get_dirname (JC_BUILD_LOCALEDIR);
  g_autofree char *prefix = g_strconcat (build, G_DIR_SEPARATOR_S, NULL);

  return program != NULL && g_str_has_prefix (program, prefix) ? JC_BUILD_LOCALEDIR : JC_LOCALEDIR;
}

/**
 * jc_words_start:
 * @choice: "system", "zh_CN" or "en"
 *
 * Chinese is the program's first language: it needs no locale of that name to be installed, only
 * one that can hold its characters.
 */
void
jc_words_start (const char *choice)
{
  const char *dir = find_locale_dir ();

  if (g_strcmp0 (choice, "zh_CN") == 0)
    g_setenv ("LANGUAGE", "zh_CN", TRUE);
  else if (g_strcmp0 (choice, "en") == 0)
    g_setenv ("LANGUAGE", "en", TRUE);
  else if (jc_language_get_default () == JC_LANGUAGE_ZH)
    g_setenv ("LANGUAGE", "zh_CN", FALSE);

  if (setlocale (LC_ALL, "") == NULL || g_strcmp0 (setlocale (LC_MESSAGES, NULL), "C") == 0)
    {
      setlocale (LC_CTYPE, "C.UTF-8");
      setlocale (LC_MESSAGES, "C.UTF-8");
    }

  bindtextdomain (GETTEXT_PACKAGE, dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/**
 * jc_words_get:
 * @text: (nullable): words in both languages
 *
 * Returns: (transfer none): those in the process' language
 */
const char *
jc_words_get (const JcText *text)
{
  return text != NULL ? jc_text_get (text, jc_language_get_default ()) : "";
}

/**
 * jc_words_dup_error:
 * @error: an error of any room
 *
 * Returns: (transfer full): what it says, in the process' language
 */
char *
jc_words_dup_error (const GError *error)
{
  g_autoptr (JcText) text = jc_error_dup_text (error);

  return g_strdup (jc_words_get (text));
}

/**
 * jc_words_dup_clock:
 * @at_us: microseconds since the Unix epoch
 *
 * Returns: (transfer full): the local time of day with seconds
 */
char *
jc_words_dup_clock (gint64 at_us)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (at_us / G_USEC_PER_SEC);

  return g_date_time_format (at, "%H:%M:%S");
}

/**
 * jc_words_dup_exact:
 * @at_us: microseconds since the Unix epoch
 *
 * Returns: (transfer full): the local day and time with seconds: told apart from any other
 */
char *
jc_words_dup_exact (gint64 at_us)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (at, "%F");
  g_autofree char *today = g_date_time_format (now, "%F");

  if (g_str_equal (day, today))
    /* Translators: a GDateTime format: a time of today, with seconds. */
    return g_date_time_format (at, _ ("Today %H:%M:%S"));

  /* Translators: a GDateTime format: a time of another day, with seconds. */
  return g_date_time_format (at, _ ("%-d %b %Y %H:%M:%S"));
}

/**
 * jc_words_dup_moment:
 * @at_us: microseconds since the Unix epoch
 *
 * Returns: (transfer full): the local time, with the day where it is not today
 */
char *
jc_words_dup_moment (gint64 at_us)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autofree char *day = g_date_time_format (at, "%F");
  g_autofree char *today = g_date_time_format (now, "%F");
  g_autofree char *day_before = g_date_time_format (yesterday, "%F");

  if (g_str_equal (day, today))
    return g_date_time_format (at, "%H:%M");
  if (g_str_equal (day, day_before))
    /* Translators: a GDateTime format: a time of yesterday. */
    return g_date_time_format (at, _ ("Yesterday %H:%M"));
  if (g_date_time_get_year (at) == g_date_time_get_year (now))
    /* Translators: a GDateTime format: a time of this year. */
    return g_date_time_format (at, _ ("%-d %b %H:%M"));

  /* Translators: a GDateTime format: a time of another year. */
  return g_date_time_format (at, _ ("%-d %b %Y %H:%M"));
}
