/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-admin.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "jc-json.h"
#include "jc-key-table.h"
#include "jc-password.h"
#include "jc-server-schema.h"
#include "jc-service.h"
#include "jc-unit-table.h"

/**
 * jc_admin_complain:
 * @status: an exit status
 * @zh_format: what is wrong and how to mend it
 * @en_format: the same in English, for the same arguments in the same order
 * @...: the arguments
 *
 * Returns: @status
 */
int
jc_admin_complain (int status, const char *zh_format, const char *en_format, ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, en_format);
  text = g_strdup_vprintf (jc_language_get_default () == JC_LANGUAGE_ZH ? zh_format : en_format,
                           args);
  va_end (args);

  g_strdelimit (text, "\r\n", ' ');
  g_printerr ("jiangce-server: %s\n", text);

  return status;
}

/**
 * jc_admin_fail:
 * @error: (transfer full): why the work could not be done
 *
 * Returns: the exit status that fits it
 */
int
jc_admin_fail (GError *error)
{
  g_autoptr (GError) owned = error;
  g_autoptr (JcText) text = jc_error_dup_text (error);
  int status = JC_EXIT_REFUSED;

  if (g_error_matches (error, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT)
      || g_error_matches (error, JC_STORE_ERROR, JC_STORE_ERROR_NEWER_SCHEMA)
      || error->domain == JC_MODEL_ERROR)
    status = JC_EXIT_DAMAGED;
  else if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
           || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    status = JC_EXIT_NOT_FOUND;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    status = JC_EXIT_USAGE;

  return jc_admin_complain (status, "%1$s%2$.0s", "%2$s%1$.0s", text->zh, text->en);
}

/**
 * jc_admin_parse_span:
 * @span: (out): the span
 * @from: (nullable): as jc_span_parse ()
 * @until: (nullable): as jc_span_parse ()
 * @error: G_IO_ERROR_INVALID_ARGUMENT: at a command line a wrong time is wrong usage
 *
 * Returns: whether both can be read
 */
gboolean
jc_admin_parse_span (JcSpan *span, const char *from, const char *until, GError **error)
{
  g_autoptr (GError) own_error = NULL;
  g_autoptr (JcText) text = NULL;

  if (jc_span_parse (span, from, until, &own_error))
    return TRUE;

  text = jc_error_dup_text (own_error);

  return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%1$s%2$.0s", "%2$s%1$.0s",
                       text->zh, text->en);
}

/* --- init --- */

static gboolean
fill_database (JcDatabase *database, GError **error)
{
  g_autofree char *epoch = g_uuid_string_random ();
  g_autoptr (GBytes) seed = jc_secret_new_seed ();

  if (!jc_database_begin (database, error))
    return FALSE;
  if (jc_setting_table_set (database, "epoch", epoch, error)
      && jc_key_table_add (database, seed, jc_service_now_us (), error)
      && jc_database_commit (database, error))
    return TRUE;

  if (jc_database_in_transaction (database))
    jc_database_rollback (database);

  return FALSE;
}

/* A database that another init has finished is not touched; one that was left unfinished is
 * finished. */
static gboolean
make_database (const char *uri, gboolean *existed, GError **error)
{
  g_autoptr (JcDatabase) database = jc_database_open (uri, error);
  g_autofree char *epoch = NULL;
  g_autoptr (GError) own_error = NULL;

  if (database == NULL || !jc_server_schema_migrate (database, error))
    return FALSE;

  epoch = jc_setting_table_load (database, "epoch", &own_error);
  *existed = epoch != NULL;
  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }

  return *existed || fill_database (database, error);
}

/**
 * jc_admin_init:
 * @arguments: --data DIR [--database URL]
 *
 * Makes the data folder (mode 0700), the database with an epoch, and the signing key, whose secret
 * lies in the database, which only its owner can read.
 *
 * Returns: an exit status
 */
int
jc_admin_init (JcArguments *arguments)
{
  const char      *folder = jc_arguments_get (arguments, "data");
  const char      *uri = jc_arguments_get (arguments, "database");
  g_autofree char *path = jc_service_dup_database_path (folder);
  gboolean         existed = FALSE;
  GError          *error = NULL;

  umask (077);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return jc_admin_complain (JC_EXIT_REFUSED, "不能建立文件夹“%s”：%s。",
                              "Cannot make the folder “%s”: %s.", folder, g_strerror (errno));
  if (g_chmod (folder, 0700) != 0)
    return jc_admin_complain (JC_EXIT_REFUSED, "不能把文件夹“%s”设为只有自己可读：%s。",
                              "Cannot make the folder “%s” private: %s.", folder,
                              g_strerror (errno));

  if (!make_database (uri != NULL ? uri : path, &existed, &error))
    return jc_admin_fail (error);
  if (existed)
    return jc_admin_complain (JC_EXIT_REFUSED, "“%s”里已有服务器数据，没有改动它。",
                              "“%s” holds server data already; nothing was changed.", folder);

  return JC_EXIT_DONE;
}

static JcService *
open_service (JcArguments *arguments, int *status)
{
  GError    *error = NULL;
  JcService *service = jc_service_open (jc_arguments_get (arguments, "data"),
                                        jc_arguments_get (arguments, "database"), &error);

  if (service == NULL)
    *status = jc_admin_fail (error);

  return service;
}

/* --- units --- */

/**
 * jc_admin_unit_list:
 * @arguments: unit list --data DIR
 *
 * Prints name, recommending unit and number of accounts, separated by tabs.
 *
 * Returns: an exit status
 */
int
jc_admin_unit_list (JcArguments *arguments)
{
  int status = JC_EXIT_DONE;
  g_autoptr (JcService) service = open_service (arguments, &status);
  g_autoptr (GPtrArray) units = NULL;
  GError *error = NULL;

  if (service == NULL)
    return status;

  units = jc_unit_table_list (service->database, &error);
  if (units == NULL)
    return jc_admin_fail (error);

  for (guint i = 0; i < units->len; i++)
    {
      char **row = g_ptr_array_index (units, i);

      g_print ("%s\t%s\t%s\n", row[0], row[1], row[2]);
    }

  return JC_EXIT_DONE;
}

/**
 * jc_admin_touch_round:
 * @service: the service, in a transaction
 * @id: a round
 * @state: "open" or "closed"
 * @error: why it failed
 *
 * Returns: whether the feed tells clients to fetch the round again
 */
gboolean
jc_admin_touch_round (JcService *service, const char *id, const char *state, GError **error)
{
  g_autoptr (JcRound) round = NULL;
  JcChange change = { .kind = "round", .ref = id };

  if (!jc_round_table_set_state (service->database, id, state, error)
      || !jc_round_table_load (service->database, id, &round, error))
    return FALSE;

  change.revision = round->revision;

  return jc_service_add_change (service, &change, error);
}

/**
 * jc_admin_load_round:
 * @service: the service
 * @id: a round
 * @status: (out): the exit status when it cannot be had, which then has been told
 *
 * Returns: (transfer full) (nullable): the round
 */
JcRound *
jc_admin_load_round (JcService *service, const char *id, int *status)
{
  JcRound *round = NULL;
  GError  *error = NULL;

  if (!jc_round_table_load (service->database, id, &round, &error))
    *status = jc_admin_fail (error);
  else if (round == NULL)
    *status = jc_admin_complain (JC_EXIT_NOT_FOUND, "没有年度项目“%s”。用 round list 查看。",
                                 "There is no round “%s”. See round list.", id);

  return round;
}

static gboolean
set_unit_window (JcService *service, JcArguments *arguments, const JcRound *round, GError **error)
{
  JcSpan span;

  if (!jc_admin_parse_span (&span, NULL, jc_arguments_get (arguments, "until"), error)
      || !jc_database_begin (service->database, error))
    return FALSE;
  if (jc_round_table_set_unit_until (service->database, round->id,
                                     jc_arguments_get (arguments, "unit"), span.until_us, error)
      && jc_admin_touch_round (service, round->id, round->state, error)
      && jc_database_commit (service->database, error))
    return TRUE;

  jc_service_give_up (service);

  return FALSE;
}

/**
 * jc_admin_unit_window:
 * @arguments: unit window --data DIR --unit NAME --round ID --until T
 *
 * Ends the submissions of a unit's applicants, and of the units that it recommends, earlier than
 * the round does; never later.
 *
 * Returns: an exit status
 */
int
jc_admin_unit_window (JcArguments *arguments)
{
  int status = JC_EXIT_DONE;
  g_autoptr (JcService) service = open_service (arguments, &status);
  g_autoptr (JcRound) round = NULL;
  const char *unit = jc_arguments_get (arguments, "unit");
  gboolean    found;
  GError     *error = NULL;

  if (service == NULL)
    return status;

  round = jc_admin_load_round (service, jc_arguments_get (arguments, "round"), &status);
  if (round == NULL)
    return status;
  if (!jc_unit_table_has (service->database, unit, &found, &error))
    return jc_admin_fail (error);
  if (!found)
    return jc_admin_complain (JC_EXIT_NOT_FOUND, "没有单位“%s”。用 unit list 查看。",
                              "There is no unit “%s”. See unit list.", unit);

  return set_unit_window (service, arguments, round, &error) ? JC_EXIT_DONE : jc_admin_fail (error);
}

/* --- rounds that exist --- */

static void
append_instant (GString *line, gint64 at_us)
{
  g_autofree char *text = NULL;

  if (at_us == G_MININT64 || at_us == G_MAXINT64)
    return;
  text = jc_instant_to_utc (at_us);
  g_string_append (line, text);
}

static char *
dup_windows (JcService *service, const JcRound *round, GError **error)
{
  g_autoptr (GPtrArray) windows
      = jc_round_table_list_windows (service->database, round->id, error);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; windows != NULL && i < windows->len; i++)
    {
      const JcRoundWindow *window = g_ptr_array_index (windows, i);

      g_string_append_printf (line, "%s%s:%s=", i > 0 ? " " : "", window->event, window->kind);
      append_instant (line, window->span.from_us);
      g_string_append_c (line, '/');
      append_instant (line, window->span.until_us);
    }

  return windows != NULL ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}

/**
 * jc_admin_round_list:
 * @arguments: round list --data DIR
 *
 * Prints id, programme, state, opening and windows, separated by tabs; a window is
 * EVENT:KIND=FROM/UNTIL, in UTC, an open end left out, and a space stands between two.
 *
 * Returns: an exit status
 */
int
jc_admin_round_list (JcArguments *arguments)
{
  int status = JC_EXIT_DONE;
  g_autoptr (JcService) service = open_service (arguments, &status);
  g_autoptr (GPtrArray) rounds = NULL;
  GError *error = NULL;

  if (service == NULL)
    return status;

  rounds = jc_round_table_list (service->database, "", G_MAXINT32, &error);
  if (rounds == NULL)
    return jc_admin_fail (error);

  for (guint i = 0; i < rounds->len; i++)
    {
      const JcRound   *round = g_ptr_array_index (rounds, i);
      g_autofree char *opens_at = jc_instant_to_utc (round->opens_us);
      g_autofree char *windows = dup_windows (service, round, &error);

      if (windows == NULL)
        return jc_admin_fail (error);
      g_print ("%s\t%s\t%s\t%s\t%s\n", round->id, round->programme, round->state, opens_at,
               windows);
    }

  return JC_EXIT_DONE;
}

/**
 * jc_admin_round_close:
 * @arguments: round close --data DIR ID
 *
 * Returns: an exit status
 */
int
jc_admin_round_close (JcArguments *arguments)
{
  int status = JC_EXIT_DONE;
  g_autoptr (JcService) service = open_service (arguments, &status);
  g_autoptr (JcRound) round = NULL;
  const char *word = jc_arguments_get_word (arguments, 2);
  const char *id = word != NULL ? word : jc_arguments_get (arguments, "id");
  GError     *error = NULL;

  if (service == NULL)
    return status;
  if (id == NULL)
    return jc_admin_complain (JC_EXIT_USAGE, "写明要结束哪个年度项目，见 round list。",
                              "Name the round to close; see round list.");

  round = jc_admin_load_round (service, id, &status);
  if (round == NULL)
    return status;

  if (jc_database_begin (service->database, &error)
      && jc_admin_touch_round (service, round->id, "closed", &error)
      && jc_database_commit (service->database, &error))
    return JC_EXIT_DONE;

  jc_service_give_up (service);

  return jc_admin_fail (error);
}
