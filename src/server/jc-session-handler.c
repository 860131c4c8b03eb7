/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-session-handler.h"

#include <string.h>

#include "jc-json.h"
#include "jc-key-table.h"
#include "jc-password.h"
#include "jc-session-table.h"

#define SESSION_US (30 * G_TIME_SPAN_DAY)
#define ATTEMPT_WINDOW_US (15 * G_TIME_SPAN_MINUTE)
#define MAX_ATTEMPTS_PER_ACCOUNT 10
/* A whole office may stand behind one address. */
#define MAX_ATTEMPTS_PER_ADDRESS 50
/* argon2id reads all of it; nobody types more. */
#define MAX_PASSWORD_BYTES 1024

/**
 * jc_session_handle_keys:
 * @service: the service
 * @request: GET /keys
 *
 * Answers the public keys that sign receipts, for clients to pin when they log in. A new one may be
 * made while the server runs.
 */
void
jc_session_handle_keys (JcService *service, JcRequest *request)
{
  GError   *error = NULL;
  JsonNode *keys = jc_key_table_list (service->database, &error);

  if (keys != NULL)
    jc_request_take_json (request, 200, keys);
  else
    jc_service_fail (service, request, error);
}

/**
 * jc_session_handle_methods:
 * @service: the service
 * @request: GET /sessions/methods
 */
void
jc_session_handle_methods (JcService *service, JcRequest *request)
{
  JsonArray *methods = json_array_new ();

  json_array_add_string_element (methods, "password");
  jc_request_take_json (request, 200, jc_json_new_array (methods));
}

/**
 * jc_session_handle_me:
 * @service: the service
 * @request: GET /me
 */
void
jc_session_handle_me (JcService *service, JcRequest *request)
{
  const JcAccount *account = request->account;
  JsonObject      *me = json_object_new ();

  json_object_set_string_member (me, "account", account->name);
  json_object_set_string_member (me, "role", account->role);
  json_object_set_string_member (me, "unit", account->unit);
  if (account->parent != NULL)
    json_object_set_string_member (me, "parent", account->parent);
  else
    json_object_set_null_member (me, "parent");

  jc_request_take_json (request, 200, jc_json_new_object (me));
}

/**
 * jc_session_handle_delete:
 * @service: the service
 * @request: DELETE /sessions/current
 */
void
jc_session_handle_delete (JcService *service, JcRequest *request)
{
  GError *error = NULL;

  if (!jc_session_table_remove (service->database, request->token, &error))
    jc_service_fail (service, request, error);
  else
    jc_request_set_status (request, 204);
}

/**
 * JcLogin:
 * @stored: (nullable): the account, if there is one of that name
 * @attempt: this login's own id among the failed ones
 * @token: (nullable): the new session's secret
 *
 * One login on its way between the database's thread and the one that hashes.
 */
typedef struct
{
  JcService  *service;
  JcRequest  *request;
  const char *account;
  const char *password;
  char       *account_subject;
  char       *address_subject;
  char       *attempt;
  JcAccount  *stored;
  char       *token;
  gint64      expires_us;
} JcLogin;

static void
login_clear (JcLogin *login)
{
  g_free (login->account_subject);
  g_free (login->address_subject);
  g_free (login->attempt);
  g_clear_pointer (&login->stored, jc_account_free);
  g_free (login->token);
}

/* TRUE when one more attempt of @subject is too many; the call then has its answer. */
static gboolean
is_exhausted (JcLogin *login, const char *subject, gint64 maximum, gint64 now_us, GError **error)
{
  gint64 n;
  gint64 oldest_us;

  if (!jc_attempt_table_count (login->service->database, subject, now_us - ATTEMPT_WINDOW_US, &n,
                               &oldest_us, error))
    return TRUE;
  if (n < maximum)
    return FALSE;

  jc_request_refuse (login->request, JC_PROBLEM_TOO_MANY_ATTEMPTS,
                     "登录失败已有 %" G_GINT64_FORMAT " 次，过一会儿再试。",
                     "%" G_GINT64_FORMAT " logins have failed; try again later.", n);
  login->request->retry_after_s
      = (guint)(1 + MAX (0, oldest_us + ATTEMPT_WINDOW_US - now_us) / G_USEC_PER_SEC);

  return TRUE;
}

static gboolean
note_attempt (JcLogin *login, GError **error)
{
  JcDatabase *database = login->service->database;
  gint64      now_us = jc_service_now_us ();

  if (is_exhausted (login, login->account_subject, MAX_ATTEMPTS_PER_ACCOUNT, now_us, error)
      || is_exhausted (login, login->address_subject, MAX_ATTEMPTS_PER_ADDRESS, now_us, error))
    return FALSE;

  return jc_attempt_table_begin (database, login->account_subject, login->attempt, now_us, error)
         && jc_attempt_table_begin (database, login->address_subject, login->attempt, now_us, error)
         && jc_account_table_load (database, login->account, &login->stored, error);
}

/* In the database's thread: counts the attempt as failed until it turns out right. */
static void
begin_login (gpointer data)
{
  JcLogin *login = data;
  GError  *error = NULL;

  if (!jc_service_begin (login->service, login->request))
    return;

  if (note_attempt (login, &error))
    jc_service_commit (login->service, login->request);
  else if (error != NULL)
    jc_service_fail (login->service, login->request, error);
  else
    jc_service_give_up (login->service);
}

/* In the database's thread: the password was right. */
static void
finish_login (gpointer data)
{
  JcLogin    *login = data;
  JcDatabase *database = login->service->database;
  gint64      now_us = jc_service_now_us ();
  GError     *error = NULL;

  if (!jc_service_begin (login->service, login->request))
    return;

  login->expires_us = now_us + SESSION_US;
  if (!jc_attempt_table_forget (database, login->attempt, &error)
      || !jc_session_table_add (database, login->token, login->stored->name, now_us,
                                login->expires_us, &error))
    jc_service_fail (login->service, login->request, error);
  else
    jc_service_commit (login->service, login->request);
}

static void
answer_login (JcLogin *login)
{
  JsonObject *session = json_object_new ();

  json_object_set_string_member (session, "token", login->token);
  jc_json_set_instant (session, "expires_at", login->expires_us);
  jc_request_take_json (login->request, 201, jc_json_new_object (session));
}

/**
 * jc_session_handle_create:
 * @service: the service
 * @request: POST /sessions {account, password}; runs in a slow thread
 *
 * Failed logins are counted by account and by address.
 */
void
jc_session_handle_create (JcService *service, JcRequest *request)
{
  JsonObject *body = json_node_get_object (request->body);
  JcLogin     login = { .service = service, .request = request };

  login.account = jc_json_get_string (body, "account", NULL);
  login.password = jc_json_get_string (body, "password", NULL);
  if (login.account == NULL || login.password == NULL
      || strlen (login.password) > MAX_PASSWORD_BYTES
      || strlen (login.account) > MAX_PASSWORD_BYTES)
    {
      jc_request_refuse (request, JC_PROBLEM_SHAPE, "正文要有 account 和 password 两个字符串。",
                         "The body has to hold the strings account and password.");
      return;
    }

  login.account_subject = g_strconcat ("account:", login.account, NULL);
  login.address_subject = g_strconcat ("address:", request->address, NULL);
  login.attempt = jc_secret_new_token ();

  jc_worker_call (service->worker, begin_login, &login);
  if (!jc_request_has_answer (request))
    {
      if (jc_password_verify (login.stored != NULL ? login.stored->password : NULL, login.password))
        {
          login.token = jc_secret_new_token ();
          jc_worker_call (service->worker, finish_login, &login);
          if (!jc_request_has_answer (request))
            answer_login (&login);
        }
      else
        jc_request_refuse_plainly (request, JC_PROBLEM_WRONG_PASSWORD);
    }

  login_clear (&login);
}
