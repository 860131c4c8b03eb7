/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "jc-admin.h"
#include "jc-listen.h"
#include "jc-server.h"
#include "jc-supervisor.h"
#include "jc-text.h"

#define DEFAULT_LISTEN "127.0.0.1:8347"
#define MAX_WORKERS 64

/* Options that end in '!' take no value. */
static const char *const options[]
    = { "data", "database", "listen", "workers",  "tls-cert",  "tls-key",
        "role", "unit",     "parent", "round",    "programme", "id",
        "from", "until",    "window", "generate!", "version!",  "help!",
        NULL };

static int serve (JcArguments *arguments);

/**
 * JcCommand:
 * @words: one or two words
 * @n_words, @max_words: how many words there are in all
 * @needed, @allowed: NULL-terminated options
 */
typedef struct
{
  const char *words[2];
  guint       n_words;
  guint       max_words;
  int (*run) (JcArguments *arguments);
  const char *needed[5];
  const char *allowed[8];
} JcCommand;

/* clang-format off */
static const JcCommand commands[] = {
  { { "init" }, 1, 1, jc_admin_init, { "data" }, { "data", "database" } },
  { { "serve" }, 1, 1, serve, { "data" },
    { "data", "database", "listen", "workers", "tls-cert", "tls-key" } },
  { { "account", "add" }, 3, 3, jc_admin_account_add, { "data", "role" },
    { "data", "database", "role", "unit", "parent" } },
  { { "account", "list" }, 2, 2, jc_admin_account_list, { "data" }, { "data", "database" } },
  { { "account", "password" }, 3, 3, jc_admin_account_password, { "data" },
    { "data", "database", "generate" } },
  { { "account", "disable" }, 3, 3, jc_admin_account_disable, { "data" }, { "data", "database" } },
  { { "unit", "list" }, 2, 2, jc_admin_unit_list, { "data" }, { "data", "database" } },
  { { "unit", "window" }, 2, 2, jc_admin_unit_window, { "data", "unit", "round", "until" },
    { "data", "database", "unit", "round", "until" } },
  { { "round", "open" }, 2, 2, jc_admin_round_open, { "data", "programme" },
    { "data", "database", "programme", "id", "from", "until", "window" } },
  { { "round", "list" }, 2, 2, jc_admin_round_list, { "data" }, { "data", "database" } },
  { { "round", "window" }, 2, 2, jc_admin_round_window, { "data", "round", "window" },
    { "data", "database", "round", "window" } },
  { { "round", "close" }, 2, 3, jc_admin_round_close, { "data" }, { "data", "database", "id" } },
  { { "key", "list" }, 2, 2, jc_admin_key_list, { "data" }, { "data", "database" } },
  { { "key", "rotate" }, 2, 2, jc_admin_key_rotate, { "data" }, { "data", "database" } },
  { { "verify" }, 1, 1, jc_admin_verify, { "data" }, { "data", "database" } },
  { { "backup" }, 2, 2, jc_admin_backup, { "data" }, { "data" } },
  { { "restore" }, 2, 2, jc_admin_restore, { "data" }, { "data" } },
};

static const JcText usage = {
  (char *)
  "用法：jiangce-server 命令 --data 文件夹 [选项]\n"
  "  init                                      建立数据文件夹、数据库和签名密钥\n"
  "  serve [--listen 地址:端口] [--database URL] [--workers N] [--tls-cert 文件 --tls-key 文件]\n"
  "  account add --role 角色 [--unit 单位] [--parent 推荐单位] 账号    密码从标准输入读\n"
  "  account password [--generate] 账号         换密码：从标准输入读，或生成一个显示一次\n"
  "  account list | account disable 账号        停用的账号不能登录，材料都还在\n"
  "  unit list\n"
  "  unit window --unit 单位 --round 编号 --until T\n"
  "  round open --programme 编号或文件 [--id 编号] [--from T --until T] [--window 事件=T/T …]\n"
  "  round window --round 编号 --window 事件=T/T …\n"
  "  round list | round close 编号\n"
  "  key list | key rotate                     换用新的签名密钥，旧密钥为它作保\n"
  "  verify | backup 文件 | restore 文件\n"
  "角色：applicant recommender expert officer admin。T 是日期（北京时间，含当日）或 RFC 3339 时刻。\n",
  (char *)
  "Usage: jiangce-server COMMAND --data DIR [OPTION…]\n"
  "  init                                      make the data folder, the database and the signing key\n"
  "  serve [--listen ADDR:PORT] [--database URL] [--workers N] [--tls-cert FILE --tls-key FILE]\n"
  "  account add --role ROLE [--unit NAME] [--parent UNIT] NAME    password on standard input\n"
  "  account password [--generate] NAME        a new one: from standard input, or made and shown once\n"
  "  account list | account disable NAME       nobody signs in with it any more; its dossiers stay\n"
  "  unit list\n"
  "  unit window --unit NAME --round ID --until T\n"
  "  round open --programme ID-or-FILE [--id ID] [--from T --until T] [--window EVENT=T/T …]\n"
  "  round window --round ID --window EVENT=T/T …\n"
  "  round list | round close ID\n"
  "  key list | key rotate                     sign with a new key, for which the old one vouches\n"
  "  verify | backup FILE | restore FILE\n"
  "ROLE: applicant recommender expert officer admin. T: a date (its whole day in Asia/Shanghai) or an\n"
  "RFC 3339 instant.\n",
};
/* clang-format on */

/* Descriptors for every connection the gate takes, whatever the shell's habit. */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
    return;

  limit.rlim_cur = MIN (limit.rlim_max, 65536);
  setrlimit (RLIMIT_NOFILE, &limit);
}

static int
serve (JcArguments *arguments)
{
  const char      *listen = jc_arguments_get (arguments, "listen");
  const char      *workers = jc_arguments_get (arguments, "workers");
  g_autofree char *host = NULL;
  GError          *error = NULL;
  guint64          n_workers = 1;
  JcServerOptions  server = {
     .folder = jc_arguments_get (arguments, "data"),
     .database = jc_arguments_get (arguments, "database"),
     .certificate = jc_arguments_get (arguments, "tls-cert"),
     .private_key = jc_arguments_get (arguments, "tls-key"),
     .ready_fd = -1,
  };

  if (!jc_listen_parse (listen != NULL ? listen : DEFAULT_LISTEN, &host, &server.port, &error))
    return jc_admin_fail (error);
  if (workers != NULL
      && !g_ascii_string_to_unsigned (workers, 10, 1, MAX_WORKERS, &n_workers, NULL))
    return jc_admin_complain (JC_EXIT_USAGE, "--workers 是“%s”。写 1 至 %d。",
                              "--workers is “%s”; write 1 to %d.", workers, MAX_WORKERS);
  if (server.database != NULL && strstr (server.database, "://") != NULL
      && !g_str_has_prefix (server.database, "postgres"))
    return jc_admin_complain (JC_EXIT_USAGE,
                              "--database 是“%s”。写 SQLite 文件或 postgresql:// 地址。",
                              "--database is “%s”; write a SQLite file or a postgresql:// address.",
                              server.database);
  if ((server.certificate == NULL) != (server.private_key == NULL))
    return jc_admin_complain (JC_EXIT_USAGE, "--tls-cert 和 --tls-key 要一起写。",
                              "--tls-cert and --tls-key go together.");

  server.host = host;
  umask (077);
  signal (SIGPIPE, SIG_IGN);
  raise_descriptor_limit ();
  if (n_workers > 1 ? jc_supervisor_run (&server, (guint)n_workers, &error)
                    : jc_server_run (&server, &error))
    return JC_EXIT_DONE;

  return jc_admin_fail (error);
}

static gboolean
fits (const JcCommand *command, JcArguments *arguments)
{
  for (guint i = 0; i < G_N_ELEMENTS (command->words) && command->words[i] != NULL; i++)
    if (g_strcmp0 (command->words[i], jc_arguments_get_word (arguments, i)) != 0)
      return FALSE;

  return TRUE;
}

static int
run (const JcCommand *command, JcArguments *arguments)
{
  const char *other = jc_arguments_find_other (arguments, command->allowed);
  guint       n = jc_arguments_get_n_words (arguments);

  if (other != NULL)
    return jc_admin_complain (JC_EXIT_USAGE, "%s 没有选项 --%s。用 --help 查看用法。",
                              "%s has no option --%s. See --help.", command->words[0], other);

  for (guint i = 0; command->needed[i] != NULL; i++)
    if (!jc_arguments_has (arguments, command->needed[i]))
      return jc_admin_complain (JC_EXIT_USAGE, "%s 要写 --%s。用 --help 查看用法。",
                                "%s needs --%s. See --help.", command->words[0],
                                command->needed[i]);

  if (n < command->n_words || n > command->max_words)
    return jc_admin_complain (JC_EXIT_USAGE, "%s 后面的词多了或少了。用 --help 查看用法。",
                              "Too many or too few words after %s. See --help.", command->words[0]);

  return command->run (arguments);
}

/* What is printed is UTF-8 in every locale: g_print () would put question marks in C. */
static void
print_cb (const char *text)
{
  fputs (text, stdout);
  fflush (stdout);
}

static void
print_error_cb (const char *text)
{
  fputs (text, stderr);
}

int
main (int argc, char **argv)
{
  g_autoptr (JcArguments) arguments = NULL;
  GError *error = NULL;

  setlocale (LC_ALL, "");
  g_set_print_handler (print_cb);
  g_set_printerr_handler (print_error_cb);
  /* A file that may grow no more is an error to be told, like a full disk. */
  signal (SIGXFSZ, SIG_IGN);
  arguments = jc_arguments_parse ((const char *const *)argv + MIN (argc, 1), options, &error);
  if (arguments == NULL)
    return jc_admin_fail (error);

  if (jc_arguments_has (arguments, "help"))
    {
      g_print ("%s", jc_text_get (&usage, jc_language_get_default ()));
      return JC_EXIT_DONE;
    }
  if (jc_arguments_has (arguments, "version"))
    {
      g_print ("jiangce-server %s\n", JC_VERSION);
      return JC_EXIT_DONE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (fits (&commands[i], arguments))
      return run (&commands[i], arguments);

  return jc_admin_complain (JC_EXIT_USAGE, "没有这个命令。用 --help 查看用法。",
                            "There is no such command. See --help.");
}
