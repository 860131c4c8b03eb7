/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-admin.h"

#include <stdio.h>
#include <string.h>

#include "jc-password.h"
#include "jc-service.h"
#include "jc-session-table.h"
#include "jc-unit-table.h"

#define MIN_PASSWORD_CHARACTERS 8
#define MAX_PASSWORD_BYTES 1024

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

/* --- add --- */

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

static char *
dup_hash (const char *password, int *status)
{
  char *hash = jc_password_hash (password);

  if (hash == NULL)
    *status = jc_admin_complain (JC_EXIT_REFUSED, "内存不够计算密码。",
                                 "Not enough memory for the password.");

  return hash;
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

  hash = dup_hash (password, &status);
  if (hash == NULL)
    return status;

  return add_account (service, arguments, hash, &error) ? JC_EXIT_DONE : jc_admin_fail (error);
}

/* --- list, password, disable --- */

/**
 * jc_admin_account_list:
 * @arguments: account list --data DIR
 *
 * Prints name, role, unit, the unit that recommends it, and "active" or "disabled", separated by
 * tabs.
 *
 * Returns: an exit status
 */
int
jc_admin_account_list (JcArguments *arguments)
{
  int status = JC_EXIT_DONE;
  g_autoptr (JcService) service = open_service (arguments, &status);
  g_autoptr (GPtrArray) accounts = NULL;
  GError *error = NULL;

  if (service == NULL)
    return status;

  accounts = jc_account_table_list (service->database, &error);
  if (accounts == NULL)
    return jc_admin_fail (error);

  for (guint i = 0; i < accounts->len; i++)
    {
      const JcAccount *account = g_ptr_array_index (accounts, i);

      g_print ("%s\t%s\t%s\t%s\t%s\n", account->name, account->role, account->unit,
               account->parent != NULL ? account->parent : "",
               *account->password != '\0' ? "active" : "disabled");
    }

  return JC_EXIT_DONE;
}

/* The account's name, once it is known to be there. */
static const char *
find_account (JcService *service, JcArguments *arguments, int *status)
{
  const char *name = jc_arguments_get_word (arguments, 2);
  g_autoptr (JcAccount) present = NULL;
  GError *error = NULL;

  if (!jc_account_table_load (service->database, name, &present, &error))
    *status = jc_admin_fail (error);
  else if (present == NULL)
    *status = jc_admin_complain (JC_EXIT_NOT_FOUND, "没有账号“%s”。用 account list 查看。",
                                 "There is no account “%s”. See account list.", name);

  return present != NULL ? name : NULL;
}

/* Whoever is signed in with the old one is so no longer. */
static gboolean
set_password (JcService *service, const char *name, const char *hash, GError **error)
{
  if (!jc_database_begin (service->database, error))
    return FALSE;
  if (jc_account_table_set_password (service->database, name, hash, error)
      && jc_session_table_remove_account (service->database, name, error)
      && jc_database_commit (service->database, error))
    return TRUE;

  jc_service_give_up (service);

  return FALSE;
}

/**
 * jc_admin_account_password:
 * @arguments: account password --data DIR [--generate] NAME; without --generate the password is the
 * first line of standard input, with it a new one is printed, once
 *
 * Sets the password and ends the account's sessions; a disabled account is active again.
 *
 * Returns: an exit status
 */
int
jc_admin_account_password (JcArguments *arguments)
{
  int status = JC_EXIT_DONE;
  g_autoptr (JcService) service = open_service (arguments, &status);
  gboolean         generate = jc_arguments_has (arguments, "generate");
  const char      *name = service != NULL ? find_account (service, arguments, &status) : NULL;
  g_autofree char *password = NULL;
  g_autofree char *hash = NULL;
  GError          *error = NULL;

  if (name == NULL)
    return status;

  password = generate ? jc_secret_new_token () : read_password (&status);
  hash = password != NULL ? dup_hash (password, &status) : NULL;
  if (hash == NULL)
    return status;
  if (!set_password (service, name, hash, &error))
    return jc_admin_fail (error);
  if (generate)
    g_print ("%s\n", password);

  return JC_EXIT_DONE;
}

/**
 * jc_admin_account_disable:
 * @arguments: account disable --data DIR NAME
 *
 * Nobody signs in with the account any more, and its sessions end. What it did stays under its
 * name, and its unit's dossiers stay.
 *
 * Returns: an exit status
 */
int
jc_admin_account_disable (JcArguments *arguments)
{
  int status = JC_EXIT_DONE;
  g_autoptr (JcService) service = open_service (arguments, &status);
  const char *name = service != NULL ? find_account (service, arguments, &status) : NULL;
  GError     *error = NULL;

  if (name == NULL)
    return status;

  return set_password (service, name, "", &error) ? JC_EXIT_DONE : jc_admin_fail (error);
}
