/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include <string.h>

#include "jc-admin.h"
#include "jc-event.h"
#include "jc-json.h"
#include "jc-service.h"

/* A programme that ships with the server, or a definition's file. */
static JcProgramme *
load_programme (const char *id_or_file, GError **error)
{
  JcProgramme     *programme = jc_programme_ref_shipped (id_or_file);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length;

  if (programme != NULL)
    return programme;

  if (!g_file_test (id_or_file, G_FILE_TEST_EXISTS))
    {
      jc_set_error (
          error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
          "没有项目或文件“%s”。--programme 写项目编号或定义文件。",
          "There is no programme and no file “%s”; --programme is an id or a definition's file.",
          id_or_file);
      return NULL;
    }

  if (!g_file_get_contents (id_or_file, &text, &length, error))
    return NULL;

  node = jc_json_parse (text, (gssize)length, error);

  return node != NULL ? jc_programme_new_from_json (node, error) : NULL;
}

/* EVENT=T/T; either T may be empty. */
static gboolean
parse_window (const char *text, char **event, JcSpan *span, GError **error)
{
  const char      *equals = strchr (text, '=');
  const char      *slash = equals != NULL ? strchr (equals, '/') : NULL;
  g_autofree char *from = NULL;

  if (slash == NULL || equals == text)
    return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         "--window 是“%s”。写成 EVENT=T/T，如 submit=2025-09-01/2025-10-15。",
                         "--window is “%s”; write it as EVENT=T/T, such as "
                         "submit=2025-09-01/2025-10-15.",
                         text);

  from = g_strndup (equals + 1, (gsize)(slash - equals) - 1);
  *event = g_strndup (text, (gsize)(equals - text));

  return jc_admin_parse_span (span, from, slash + 1, error);
}

static void
add_window (GPtrArray *windows, const char *event, const char *kind, const JcSpan *span)
{
  JcRoundWindow *window = g_new0 (JcRoundWindow, 1);

  window->event = g_strdup (event);
  window->kind = g_strdup (kind);
  window->span = *span;
  g_ptr_array_add (windows, window);
}

/* The definition's windows, each with --from and --until in place of its own ends. */
static GPtrArray *
list_windows (JcProgramme *programme, JcArguments *arguments, const JcSpan *given, GError **error)
{
  g_autoptr (GPtrArray) windows
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_round_window_free);
  GPtrArray *defined = jc_programme_get_windows (programme);

  for (guint i = 0; i < defined->len; i++)
    {
      const JcProgrammeWindow *window = g_ptr_array_index (defined, i);
      JcSpan                   span;

      if (!jc_span_parse (&span, window->from, window->until, error))
        return NULL;
      if (jc_arguments_has (arguments, "from"))
        span.from_us = given->from_us;
      if (jc_arguments_has (arguments, "until"))
        span.until_us = given->until_us;
      add_window (windows, window->event, window->kind, &span);
    }

  return g_steal_pointer (&windows);
}

/* --window, for every kind of dossier that has such an event. */
static gboolean
override_windows (GPtrArray   *windows,
                  JcProgramme *programme,
                  JcArguments *arguments,
                  GError     **error)
{
  GPtrArray *given = jc_arguments_get_all (arguments, "window");
  GPtrArray *kinds = jc_programme_get_kinds (programme);

  for (guint i = 0; given != NULL && i < given->len; i++)
    {
      g_autofree char *event = NULL;
      gboolean         known = FALSE;
      JcSpan           span;

      if (!parse_window (g_ptr_array_index (given, i), &event, &span, error))
        return FALSE;

      for (guint w = 0; w < windows->len; w++)
        {
          JcRoundWindow *window = g_ptr_array_index (windows, w);

          if (!g_str_equal (window->event, event))
            continue;
          window->span = span;
          known = TRUE;
        }

      if (!known && !jc_event_type_exists (event))
        return jc_set_error (
            error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
            "没有“%s”这种事件。--window 写定义里的事件，如 submit。",
            "There is no event “%s”; --window names one of the definition, such as "
            "submit.",
            event);
      for (guint k = 0; !known && k < kinds->len; k++)
        add_window (windows, event, ((JcKind *)g_ptr_array_index (kinds, k))->id, &span);
    }

  return TRUE;
}

static gboolean
set_windows (JcService *service, const char *round, GPtrArray *windows, GError **error)
{
  for (guint i = 0; i < windows->len; i++)
    {
      const JcRoundWindow *window = g_ptr_array_index (windows, i);

      if (!jc_round_table_set_window (service->database, round, window->event, window->kind,
                                      &window->span, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
store_round (JcService *service, const JcRound *round, GPtrArray *windows, GError **error)
{
  JcChange change = { .kind = "round", .ref = round->id, .revision = round->revision };

  if (!jc_database_begin (service->database, error)
      || !jc_round_table_add (service->database, round, error))
    return FALSE;

  return set_windows (service, round->id, windows, error)
         && jc_service_add_change (service, &change, error)
         && jc_database_commit (service->database, error);
}

static JcRound *
new_round (JcProgramme *programme, const char *id, const JcSpan *span)
{
  JcRound *round = g_new0 (JcRound, 1);

  round->id = g_strdup (id != NULL ? id : jc_programme_get_id (programme));
  round->programme = g_strdup (jc_programme_get_id (programme));
  round->version = g_strdup (jc_programme_get_version (programme));
  round->definition = jc_json_to_canonical (jc_programme_get_json (programme));
  round->state = g_strdup ("open");
  round->opens_us = jc_service_now_us ();
  round->revision = 1;
  round->span = *span;

  return round;
}

static gboolean
is_plain_id (const char *id)
{
  gsize length = strlen (id);

  return length > 0 && length <= 100
         && strspn (id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
                == length;
}

static gboolean
open_round (JcService *service, JcArguments *arguments, GError **error)
{
  g_autoptr (JcProgramme) programme = NULL;
  g_autoptr (GPtrArray) windows = NULL;
  g_autoptr (JcRound) round = NULL;
  g_autoptr (JcRound) present = NULL;
  JcSpan given;

  programme = load_programme (jc_arguments_get (arguments, "programme"), error);
  if (programme == NULL
      || !jc_admin_parse_span (&given, jc_arguments_get (arguments, "from"),
                               jc_arguments_get (arguments, "until"), error))
    return FALSE;

  round = new_round (programme, jc_arguments_get (arguments, "id"), &given);
  if (!is_plain_id (round->id))
    return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         "--id 是“%s”。用 1 至 100 个字母、数字、- _ .。",
                         "--id is “%s”; use 1 to 100 letters, digits, - _ or .", round->id);

  windows = list_windows (programme, arguments, &given, error);
  if (windows == NULL || !override_windows (windows, programme, arguments, error)
      || !jc_round_table_load (service->database, round->id, &present, error))
    return FALSE;
  if (present != NULL)
    return jc_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_CONSTRAINT,
                         "年度项目“%s”已经有了。用 --id 另起一个编号。",
                         "There is a round “%s” already. Give another id with --id.", round->id);
  if (!store_round (service, round, windows, error))
    return FALSE;

  g_print ("%s\n", round->id);

  return TRUE;
}

/**
 * jc_admin_round_open:
 * @arguments: round open --data DIR --programme ID-or-FILE [--id ID] [--from T --until T]
 *   [--window EVENT=T/T …]
 *
 * Prints the round's id. --from and --until set every window of the round, --window one of them.
 *
 * Returns: an exit status
 */
int
jc_admin_round_open (JcArguments *arguments)
{
  GError *error = NULL;
  g_autoptr (JcService) service
      = jc_service_open (jc_arguments_get (arguments, "data"),
                         jc_arguments_get (arguments, "database"), &error);

  if (service == NULL)
    return jc_admin_fail (error);
  if (open_round (service, arguments, &error))
    return JC_EXIT_DONE;

  jc_service_give_up (service);

  return jc_admin_fail (error);
}

static gboolean
move_windows (JcService *service, const JcRound *round, JcArguments *arguments, GError **error)
{
  g_autoptr (JcProgramme) programme = jc_service_ref_programme (service, round, error);
  g_autoptr (GPtrArray) windows = NULL;

  if (programme == NULL)
    return FALSE;
  windows = jc_round_table_list_windows (service->database, round->id, error);
  if (windows == NULL || !override_windows (windows, programme, arguments, error)
      || !jc_database_begin (service->database, error)
      || !set_windows (service, round->id, windows, error))
    return FALSE;

  return jc_admin_touch_round (service, round->id, round->state, error)
         && jc_database_commit (service->database, error);
}

/**
 * jc_admin_round_window:
 * @arguments: round window --data DIR --round ID --window EVENT=T/T …
 *
 * Moves windows of a round that is there, also while the server runs: what it judges next, it
 * judges by them, and clients learn of them by the feed.
 *
 * Returns: an exit status
 */
int
jc_admin_round_window (JcArguments *arguments)
{
  int     status = JC_EXIT_DONE;
  GError *error = NULL;
  g_autoptr (JcRound) round = NULL;
  g_autoptr (JcService) service
      = jc_service_open (jc_arguments_get (arguments, "data"),
                         jc_arguments_get (arguments, "database"), &error);

  if (service == NULL)
    return jc_admin_fail (error);
  round = jc_admin_load_round (service, jc_arguments_get (arguments, "round"), &status);
  if (round == NULL)
    return status;
  if (move_windows (service, round, arguments, &error))
    return JC_EXIT_DONE;

  jc_service_give_up (service);

  return jc_admin_fail (error);
}
