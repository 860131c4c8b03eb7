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

#define MIN_PASSWORD_CHARACTERS 8
#define MAX_PASSWORD_BYTES 1024

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

/* --- accounts --- */

static char *
read_password (int *status)
{
  char   line[MAX_PASSWORD_BYTES + 2];
  gssize length;

  *status = JC_EXIT_USAGE;
  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';

  length = (gssize)strcspn (line, "\r\n");
  line[length] = '\0';
  if (!g_utf8_validate (line, length, NULL) || length > MAX_PASSWORD_BYTES
      || g_utf8_strlen (line, length) < MIN_PASSWORD_CHARACTERS)
    {
      jc_admin_complain (
          JC_EXIT_USAGE, "从标准输入读到的密码要有 %d 个字符以上、%d 字节以内。",
          "The password from standard input has to have %d characters or more, and at "
          "most %d bytes.",
          MIN_PASSWORD_CHARACTERS, MAX_PASSWORD_BYTES);
      return NULL;
    }

  return g_strdup (line);
}

static gboolean
add_account (JcService *service, JcArguments *arguments, const char *hash, GError **error)
{
  const char *name = jc_arguments_get_word (arguments, 2);
  const char *unit = jc_arguments_get (arguments, "unit");

  /* Who works for themselves is a unit of one. */
  if (unit == NULL)
    unit = name;

  if (!jc_database_begin (service->database, error))
    return FALSE;
  if (jc_unit_table_ensure (service->database, unit, jc_arguments_get (arguments, "parent"), error)
      && jc_account_table_add (service->database, name, jc_arguments_get (arguments, "role"), unit,
                               hash, jc_service_now_us (), error)
      && jc_database_commit (service->database, error))
    return TRUE;

  jc_service_give_up (service);

  return FALSE;
}

/* Asked before a password is typed. */
static int
check_account (JcService *service, JcArguments *arguments)
{
  const char *name = jc_arguments_get_word (arguments, 2);
  const char *role = jc_arguments_get (arguments, "role");
  g_autoptr (JcAccount) present = NULL;
  GError *error = NULL;

  if (!jc_account_role_exists (role))
    return jc_admin_complain (
        JC_EXIT_USAGE, "没有角色“%s”。--role 是 applicant、recommender、expert、officer 或 admin。",
        "There is no role “%s”; --role is applicant, recommender, expert, officer "
        "or admin.",
        role);
  if (*name == '\0' || strlen (name) > 200 || !g_utf8_validate (name, -1, NULL)
      || name[strcspn (name, "\t\r\n")] != '\0')
    return jc_admin_complain (JC_EXIT_USAGE, "账号名要有 1 至 200 字节，写在一行里。",
                              "An account's name has 1 to 200 bytes, on one line.");
  if (!jc_account_table_load (service->database, name, &present, &error))
    return jc_admin_fail (error);
  if (present != NULL)
    return jc_admin_complain (JC_EXIT_REFUSED, "账号“%s”已经有了。换一个名字。",
                              "There is an account “%s” already. Choose another name.", name);

  return JC_EXIT_DONE;
}

/**
 * jc_admin_account_add:
 * @arguments: account add --data DIR --role ROLE [--unit NAME] [--parent UNIT] NAME; the password
 * is the first line of standard input
 *
 * Returns: an exit status
 */
int
jc_admin_account_add (JcArguments *arguments)
{
  int status = JC_EXIT_DONE;
  g_autoptr (JcService) service = open_service (arguments, &status);
  g_autofree char *password = NULL;
  g_autofree char *hash = NULL;
  GError          *error = NULL;

  if (service == NULL)
    return status;

  status = check_account (service, arguments);
  if (status != JC_EXIT_DONE)
    return status;

  password = read_password (&status);
  if (password == NULL)
    return status;

  hash = jc_password_hash (password);
  if (hash == NULL)
    return jc_admin_complain (JC_EXIT_REFUSED, "内存不够计算密码。",
                              "Not enough memory for the password.");

  return add_account (service, arguments, hash, &error) ? JC_EXIT_DONE : jc_admin_fail (error);
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

/* The feed tells clients to fetch the round again. */
static gboolean
touch_round (JcService *service, const char *id, const char *state, GError **error)
{
  g_autoptr (JcRound) round = NULL;
  JcChange change = { .kind = "round", .ref = id };

  if (!jc_round_table_set_state (service->database, id, state, error)
      || !jc_round_table_load (service->database, id, &round, error))
    return FALSE;

  change.revision = round->revision;

  return jc_service_add_change (service, &change, error);
}

static JcRound *
load_round (JcService *service, const char *id, int *status)
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
      && touch_round (service, round->id, round->state, error)
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

  round = load_round (service, jc_arguments_get (arguments, "round"), &status);
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

/**
 * jc_admin_round_list:
 * @arguments: round list --data DIR
 *
 * Prints id, programme, state and opening, separated by tabs.
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

      g_print ("%s\t%s\t%s\t%s\n", round->id, round->programme, round->state, opens_at);
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

  round = load_round (service, id, &status);
  if (round == NULL)
    return status;

  if (jc_database_begin (service->database, &error)
      && touch_round (service, round->id, "closed", &error)
      && jc_database_commit (service->database, &error))
    return JC_EXIT_DONE;

  jc_service_give_up (service);

  return jc_admin_fail (error);
}
