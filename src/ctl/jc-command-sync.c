/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* login, logout, sync, status, submit, receipt. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-invocation.h"

#include <stdio.h>
#include <string.h>

#include "jc-sync.h"
#include "jc-waiting.h"

/* No server takes a longer one. */
#define MAX_PASSWORD_BYTES 1024

static JcSync *
open_sync (JcInvocation *self, GError **error)
{
  JcLibrary *library = jc_invocation_get_library (self, error);
  JcSync    *sync = library != NULL ? jc_sync_new (library) : NULL;

  /* A script must never meet a keyring's prompt. */
  if (sync != NULL)
    jc_sync_set_use_keyring (sync, FALSE);
  return sync;
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) && host != NULL
         && *host != '\0';
}

/* The first line of standard input, without its end. */
static char *
read_password (GError **error)
{
  char line[1028];

  if (fgets (line, sizeof line, stdin) == NULL || line[0] == '\n')
    {
      jc_set_error (error, JC_USAGE_ERROR, 0, "要从标准输入读口令，那里什么也没有。",
                    "The password is read from standard input, and there is none.");
      return NULL;
    }
  line[strcspn (line, "\r\n")] = '\0';
  if (strlen (line) > MAX_PASSWORD_BYTES || !g_utf8_validate (line, -1, NULL))
    {
      jc_set_error (error, JC_USAGE_ERROR, 0, "口令是一行 UTF-8 文字，最多 %d 字节。",
                    "The password is one line of UTF-8, at most %d bytes.", MAX_PASSWORD_BYTES);
      return NULL;
    }
  return g_strdup (line);
}

static int
run_login (JcInvocation *self, GError **error)
{
  const char *server = jc_invocation_get_option (self, "--server");
  const char *account = jc_invocation_get_option (self, "--account");
  g_autoptr (JcSync) sync = NULL;
  g_autofree char *password = NULL;

  if (server == NULL || account == NULL)
    {
      jc_set_error (error, JC_USAGE_ERROR, 0, "登录要有 --server 和 --account。",
                    "Signing in needs --server and --account.");
      return -1;
    }
  if (!is_web_address (server))
    {
      jc_set_error (error, JC_USAGE_ERROR, 0, "--server 要写 https://… 这样的网址，不是“%s”。",
                    "--server takes an address such as https://…, not “%s”.", server);
      return -1;
    }
  password = read_password (error);
  sync = password != NULL ? open_sync (self, error) : NULL;
  if (sync == NULL || !jc_sync_login (sync, server, account, password, NULL, error))
    return -1;
  if (g_strcmp0 (jc_sync_get_token_place (sync), "file") == 0)
    g_printerr ("jiangcectl: %s\n", jc_language_get_default () == JC_LANGUAGE_ZH
                                        ? "登录凭据存放在资料夹的 token 文件里，只有本用户能读。"
                                        : "The token is kept in the library folder's `token` file, "
                                          "readable by this user only.");
  return JC_EXIT_DONE;
}

static int
run_logout (JcInvocation *self, GError **error)
{
  g_autoptr (JcSync) sync = open_sync (self, error);

  return sync != NULL && jc_sync_logout (sync, NULL, error) ? JC_EXIT_DONE : -1;
}

static int
run_sync (JcInvocation *self, GError **error)
{
  g_autoptr (JcSync) sync = open_sync (self, error);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject      *object = json_object_new ();
  g_autofree char *line = NULL;
  JcSyncCounts     counts = { 0 };

  json_node_take_object (node, object);
  if (sync == NULL || !jc_sync_retry_now (sync, error) || !jc_sync_run (sync, &counts, NULL, error))
    return -1;
  json_object_set_int_member (object, "pulled", counts.pulled);
  json_object_set_int_member (object, "pushed", counts.pushed);
  json_object_set_int_member (object, "waiting", counts.waiting);
  json_object_set_int_member (object, "conflicts", counts.conflicts);
  line = g_strdup_printf (jc_language_get_default () == JC_LANGUAGE_ZH
                              ? "取回 %u，送出 %u，等待 %u，两处都改过 %u"
                              : "pulled %u, pushed %u, waiting %u, conflicts %u",
                          counts.pulled, counts.pushed, counts.waiting, counts.conflicts);
  jc_invocation_print (self, node, line);
  return counts.conflicts > 0 ? JC_EXIT_CONFLICT : JC_EXIT_DONE;
}

static int
run_status (JcInvocation *self, GError **error)
{
  g_autoptr (JcSync) sync = open_sync (self, error);
  g_autoptr (JsonNode) node = sync != NULL ? jc_sync_dup_status (sync, error) : NULL;
  g_autofree char *words = NULL;

  if (node == NULL)
    return -1;
  words = jc_waiting_dup_words (jc_invocation_get_library (self, NULL), node);
  jc_invocation_print (self, node, words);
  return JC_EXIT_DONE;
}

static void
complain (JsonObject *object)
{
  g_autoptr (JcText) message = jc_json_dup_text (object, "message");

  if (message != NULL)
    g_printerr ("jiangcectl: %s\n", jc_say (message));
}

/* A line each, as jc_invocation_print_findings () has them; what to expect where there are none. */
static char *
dup_finding_lines (JsonObject *answer, gboolean is_allowed)
{
  JsonArray *findings = jc_json_get_array (answer, "findings");
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; findings != NULL && i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = jc_json_as_object (json_array_get_element (findings, i));
      const char *slot = jc_json_get_string (finding, "slot", "-");
      g_autoptr (JcText) message = jc_json_dup_text (finding, "message");

      g_string_append_printf (lines, "%s %s %s %s\n", jc_json_get_string (finding, "severity", ""),
                              jc_json_get_string (finding, "pointer", slot),
                              jc_json_get_string (finding, "code", ""),
                              message != NULL ? jc_say (message) : "");
    }
  if (is_allowed)
    g_string_append (lines, jc_language_get_default () == JC_LANGUAGE_ZH
                                ? "没有要改的，可以提交。\n"
                                : "Nothing is left to mend; it can be submitted.\n");
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/* Findings in a server's or a dry run's answer, printed; the exit status they mean. What no server
 * was asked is told beside it. */
static int
print_answer (JcInvocation *self, JsonNode *answer)
{
  JsonObject *object = jc_json_as_object (answer);
  JsonObject *window = jc_json_get_object (object, "window");
  JsonObject *would = jc_json_get_object (object, "would");
  const char *verdict = jc_json_get_string (window, "verdict", "in_time");
  gboolean    has_errors = jc_json_get_int (object, "errors", 0) > 0;
  gboolean    is_refused = would != NULL && !jc_json_get_boolean (would, "allowed", TRUE);
  gboolean    is_in_time = g_str_equal (verdict, "in_time") || g_str_equal (verdict, "unknown");
  g_autofree char *lines = dup_finding_lines (object, !has_errors && !is_refused && is_in_time);

  jc_invocation_print (self, answer, lines);
  if (has_errors)
    return JC_EXIT_FINDINGS;
  complain (window);
  if (is_refused)
    complain (jc_json_get_object (would, "problem"));
  return is_refused || !is_in_time ? JC_EXIT_REFUSED : JC_EXIT_DONE;
}

/* Whether a submission of @id waits to be sent. */
static gboolean
is_kept (JcSync *sync, const char *id)
{
  g_autoptr (JsonNode) status = jc_sync_dup_status (sync, NULL);
  JsonArray *items
      = status != NULL ? jc_json_get_array (jc_json_as_object (status), "items") : NULL;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (g_str_equal (jc_json_get_string (item, "kind", ""), "event")
          && g_str_equal (jc_json_get_string (item, "id", ""), id))
        return TRUE;
    }
  return FALSE;
}

static int
run_submit (JcInvocation *self, GError **error)
{
  g_autoptr (JcSync) sync = open_sync (self, error);
  const char *id = self->arguments[0];
  g_autoptr (JsonNode) receipt = NULL;
  g_autoptr (JsonNode) answer = NULL;
  GError *local = NULL;

  if (sync == NULL)
    return -1;
  if (jc_invocation_has_option (self, "--dry-run"))
    {
      answer = jc_sync_submit_dry_run (sync, id, NULL, error);
      return answer != NULL ? print_answer (self, answer) : -1;
    }

  receipt = jc_sync_submit (sync, id, NULL, &local);
  if (receipt != NULL)
    {
      jc_invocation_print (self, receipt,
                           jc_json_get_string (jc_json_as_object (receipt), "number", ""));
      return JC_EXIT_DONE;
    }
  if (g_error_matches (local, JC_SYNC_ERROR, JC_SYNC_ERROR_FINDINGS))
    {
      answer = jc_sync_submit_dry_run (sync, id, NULL, NULL);
      if (answer != NULL)
        {
          g_clear_error (&local);
          print_answer (self, answer);
          return JC_EXIT_FINDINGS;
        }
    }
  if (is_kept (sync, id))
    g_printerr ("jiangcectl: %s\n",
                jc_language_get_default () == JC_LANGUAGE_ZH
                    ? "提交已排队：开着匠册会自动送出，不然到时再运行 jiangcectl sync。"
                    : "The submission is queued: Jiangce sends it by itself while it is open; "
                      "else run jiangcectl sync then.");
  g_propagate_error (error, local);
  return -1;
}

static int
run_receipt_show (JcInvocation *self, GError **error)
{
  JcLibrary  *library = jc_invocation_get_library (self, error);
  const char *id = self->arguments[0];
  g_autoptr (JcDossier) dossier
      = library != NULL ? jc_library_load_dossier (library, id, error) : NULL;
  g_autoptr (GPtrArray) receipts
      = dossier != NULL ? jc_library_load_receipts (library, id, error) : NULL;
  g_autofree char *pretty = NULL;

  if (receipts == NULL)
    return -1;
  if (receipts->len == 0)
    {
      jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                    "这台电脑上没有这份材料的回执：还没提交就先提交；在别处提交的，先 jiangcectl "
                    "sync 取回来。",
                    "This computer has no receipt of this dossier: submit it first; if it was "
                    "submitted elsewhere, jiangcectl sync brings it.");
      return -1;
    }
  pretty = jc_json_to_pretty (g_ptr_array_index (receipts, 0));
  jc_invocation_print (self, g_ptr_array_index (receipts, 0), pretty);
  return JC_EXIT_DONE;
}

static int
run_receipt_verify (JcInvocation *self, GError **error)
{
  g_autoptr (JsonNode) receipt = jc_invocation_load_json (self->arguments[0], error);
  g_autoptr (JcSync) sync = receipt != NULL ? open_sync (self, error) : NULL;

  if (sync == NULL || !jc_sync_verify_receipt (sync, receipt, error))
    return -1;
  if (!self->json)
    g_print ("%s\n", jc_language_get_default () == JC_LANGUAGE_ZH
                         ? "回执是真的，一字未改。"
                         : "The receipt is genuine and unchanged.");
  return JC_EXIT_DONE;
}

static const JcOption login_options[] = { { "--server", TRUE }, { "--account", TRUE }, { NULL } };
static const JcOption submit_options[] = { { "--dry-run", FALSE }, { NULL } };

const JcCommand jc_sync_commands[] = {
  { "login", "--server URL --account NAME", login_options, -1, 0, 0, run_login },
  { "logout", "", NULL, -1, 0, 0, run_logout },
  { "sync", "", NULL, -1, 0, 0, run_sync },
  { "status", "", NULL, -1, 0, 0, run_status },
  { "submit", "ID [--dry-run]", submit_options, -1, 1, 1, run_submit },
  { "receipt show", "ID", NULL, -1, 1, 1, run_receipt_show },
  { "receipt verify", "FILE", NULL, -1, 1, 1, run_receipt_verify },
  { NULL },
};
