/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-invocation.h"

#include <stdio.h>
#include <string.h>

#include "jc-finding.h"
#include "jc-status.h"

G_DEFINE_QUARK (jc - usage - error - quark, jc_usage_error)

static const JcOption global_options[] = {
  { "--library", TRUE }, { "--json", FALSE }, { "--help", FALSE }, { "--version", FALSE }, { NULL },
};

/**
 * jc_say:
 * @text: words in both languages
 *
 * Returns: (transfer none): those of the process' language
 */
const char *
jc_say (const JcText *text)
{
  return jc_text_get (text, jc_language_get_default ());
}

/**
 * jc_invocation_get_option:
 * @self: the invocation
 * @name: an option's name with its dashes
 *
 * Returns: (transfer none) (nullable): its value, the last one given; "" for a flag
 */
const char *
jc_invocation_get_option (JcInvocation *self, const char *name)
{
  return g_hash_table_lookup (self->options, name);
}

/**
 * jc_invocation_has_option:
 * @self: the invocation
 * @name: an option's name with its dashes
 *
 * Returns: whether it was given
 */
gboolean
jc_invocation_has_option (JcInvocation *self, const char *name)
{
  return g_hash_table_contains (self->options, name);
}

/**
 * jc_invocation_dup_options:
 * @self: the invocation
 * @name: an option's name with its dashes
 *
 * Returns: (transfer full): its values in the order they were given
 */
GStrv
jc_invocation_dup_options (JcInvocation *self, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i + 1 < self->given->len; i += 2)
    if (g_str_equal (g_ptr_array_index (self->given, i), name))
      g_strv_builder_add (builder, g_ptr_array_index (self->given, i + 1));
  return g_strv_builder_end (builder);
}

/**
 * jc_invocation_get_library:
 * @self: the invocation
 * @error: return location
 *
 * Opens the library at first use. What a recovery did is told on standard error.
 *
 * Returns: (transfer none): the library, or %NULL with @error set
 */
JcLibrary *
jc_invocation_get_library (JcInvocation *self, GError **error)
{
  g_autofree char *standard = NULL;
  g_autoptr (JcText) report = NULL;

  if (self->library != NULL)
    return self->library;

  standard = jc_library_dup_default_folder ();
  self->library = jc_library_open (self->folder != NULL ? self->folder : standard, &report, error);
  if (report != NULL)
    g_printerr ("jiangcectl: %s\n", jc_say (report));
  return self->library;
}

/**
 * jc_invocation_print:
 * @self: the invocation
 * @node: (nullable): what --json prints
 * @plain: (nullable): the line printed otherwise
 *
 * Prints one answer on standard output.
 */
void
jc_invocation_print (JcInvocation *self, JsonNode *node, const char *plain)
{
  if (self->json && node != NULL)
    {
      g_autofree char *text = jc_json_to_canonical (node);

      g_print ("%s\n", text);
      self->has_printed = TRUE;
    }
  else if (!self->json && plain != NULL && *plain != '\0')
    {
      g_print (g_str_has_suffix (plain, "\n") ? "%s" : "%s\n", plain);
    }
}

/**
 * jc_invocation_load_text:
 * @path: a file, or "-" for standard input
 * @length: (out) (optional): its bytes
 * @error: return location
 *
 * Returns: (transfer full): the content with a NUL behind it, or %NULL with @error set:
 *   #JC_LIBRARY_ERROR_NOT_FOUND, or #JC_MODEL_ERROR_TOO_LARGE over JC_JSON_MAX_BYTES
 */
char *
jc_invocation_load_text (const char *path, gsize *length, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  FILE    *file = g_str_equal (path, "-") ? stdin : fopen (path, "rb");
  char     buffer[16384];
  gsize    n;
  gboolean failed;

  if (file == NULL)
    {
      jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND, "打不开文件“%s”。",
                    "The file “%s” cannot be opened.", path);
      return NULL;
    }

  while (text->len <= JC_JSON_MAX_BYTES && (n = fread (buffer, 1, sizeof buffer, file)) > 0)
    g_string_append_len (text, buffer, (gssize)n);
  failed = ferror (file) != 0;
  if (file != stdin)
    fclose (file);

  if (failed)
    {
      jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND, "读不出“%s”。",
                    "“%s” cannot be read.", path);
      return NULL;
    }
  if (text->len > JC_JSON_MAX_BYTES)
    {
      jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_TOO_LARGE, "“%s”超过 16 MiB。",
                    "“%s” is over 16 MiB.", path);
      return NULL;
    }
  if (length != NULL)
    *length = text->len;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * jc_invocation_load_json:
 * @path: a file, or "-" for standard input
 * @error: return location
 *
 * Returns: (transfer full): the strictly read JSON, or %NULL with @error set
 */
JsonNode *
jc_invocation_load_json (const char *path, GError **error)
{
  gsize            length = 0;
  g_autofree char *text = jc_invocation_load_text (path, &length, error);

  return text != NULL ? jc_json_parse (text, (gssize)length, error) : NULL;
}

/**
 * jc_invocation_print_findings:
 * @self: the invocation
 * @findings: (element-type JcFinding): findings
 *
 * Prints them, worst words first being the model's order, one line each: severity, place, message.
 *
 * Returns: #JC_EXIT_FINDINGS when one of them is an error, else #JC_EXIT_DONE
 */
int
jc_invocation_print_findings (JcInvocation *self, GPtrArray *findings)
{
  g_autoptr (JsonNode) node = jc_findings_to_json (findings);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      JcFinding  *finding = g_ptr_array_index (findings, i);
      const char *place = finding->pointer != NULL ? finding->pointer : finding->slot;

      g_string_append_printf (lines, "%s %s %s %s\n", jc_severity_to_string (finding->severity),
                              place != NULL ? place : "-", finding->code,
                              jc_say (finding->message));
    }
  jc_invocation_print (self, node, lines->str);
  return jc_findings_count (findings, JC_SEVERITY_ERROR) > 0 ? JC_EXIT_FINDINGS : JC_EXIT_DONE;
}

/* --- Reading the command line --- */

static const JcOption *
find_option (const JcOption *options, const char *word, const char **value)
{
  const char *equals = strchr (word, '=');

  *value = NULL;
  for (const JcOption *option = options; option != NULL && option->name != NULL; option++)
    {
      if (g_str_equal (word, option->name))
        return option;
      if (option->takes_value && equals != NULL && strlen (option->name) == (gsize)(equals - word)
          && strncmp (word, option->name, (gsize)(equals - word)) == 0)
        {
          *value = equals + 1;
          return option;
        }
    }
  return NULL;
}

/* Puts the option at argv[*i] into @self; FALSE without error when it is none. */
static gboolean
take_option (
    JcInvocation *self, const JcCommand *command, int argc, char **argv, int *i, GError **error)
{
  const char     *value;
  const JcOption *option = find_option (global_options, argv[*i], &value);

  if (option == NULL && command != NULL)
    option = find_option (command->options, argv[*i], &value);
  if (option == NULL)
    return FALSE;
  if (option->takes_value && value == NULL)
    {
      if (*i + 1 >= argc)
        return jc_set_error (error, JC_USAGE_ERROR, 0, "选项 %s 后面要有一个值。", "Option %s needs a value.",
                            option->name);
      value = argv[++*i];
    }
  g_hash_table_replace (self->options, g_strdup (option->name),
                        g_strdup (value != NULL ? value : ""));
  g_ptr_array_add (self->given, g_strdup (option->name));
  g_ptr_array_add (self->given, g_strdup (value != NULL ? value : ""));
  return TRUE;
}

/* The command whose one or two words stand at the first places that are no global option; a "--"
 * before them says nothing. */
static const JcCommand *
find_command (const JcCommand *const *tables, int argc, char **argv, int places[2])
{
  const char *words[2] = { NULL, NULL };
  int         n = 0;

  for (int i = 1; i < argc && n < 2; i++)
    {
      const char     *value;
      const JcOption *option = find_option (global_options, argv[i], &value);

      if (option == NULL && g_str_equal (argv[i], "--"))
        continue;
      if (option == NULL)
        {
          places[n] = i;
          words[n++] = argv[i];
        }
      else if (option->takes_value && value == NULL)
        {
          i++;
        }
    }

  for (guint t = 0; words[0] != NULL && tables[t] != NULL; t++)
    {
      for (const JcCommand *command = tables[t]; command->name != NULL; command++)
        {
          g_auto (GStrv) name = g_strsplit (command->name, " ", 2);

          if (!g_str_equal (name[0], words[0]))
            continue;
          if (name[1] == NULL)
            places[1] = -1;
          if (name[1] == NULL || g_strcmp0 (name[1], words[1]) == 0)
            return command;
        }
    }
  return NULL;
}

static gboolean
read_arguments (JcInvocation    *self,
                const JcCommand *command,
                const int        places[2],
                int              argc,
                char           **argv,
                GError         **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean literal = FALSE;
  int      n = 0;

  for (int i = 1; i < argc; i++)
    {
      GError *local = NULL;

      if (i == places[0] || i == places[1])
        continue;
      if (!literal && g_str_equal (argv[i], "--"))
        {
          literal = TRUE;
          continue;
        }
      if (!literal && take_option (self, command, argc, argv, &i, &local))
        continue;
      if (local != NULL)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      if (!literal && argv[i][0] == '-' && argv[i][1] != '\0'
          && (command->literal_from < 0 || n < command->literal_from))
        return jc_set_error (error, JC_USAGE_ERROR, 0, "没有选项“%s”。", "There is no option “%s”.", argv[i]);
      g_strv_builder_add (builder, argv[i]);
      n++;
    }

  self->arguments = g_strv_builder_end (builder);
  self->n_arguments = (guint)n;
  if (n < command->min_arguments)
    return jc_set_error (error, JC_USAGE_ERROR, 0, "“%s”少了参数。", "“%s” needs more arguments.", command->name);
  if (command->max_arguments >= 0 && n > command->max_arguments)
    return jc_set_error (error, JC_USAGE_ERROR, 0, "“%s”的参数太多。", "“%s” takes fewer arguments.", command->name);
  return TRUE;
}

/* What is for people to read; with --json the one member @name of an object. */
static void
print_words (JcInvocation *self, const char *name, const char *words)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = jc_json_new_object (object);

  json_object_set_string_member (object, name, words);
  jc_invocation_print (self, node, words);
}

static void
print_help (JcInvocation *self, const JcCommand *const *tables)
{
  gboolean is_zh = jc_language_get_default () == JC_LANGUAGE_ZH;
  g_autoptr (GString) help
      = g_string_new (is_zh ? "用法：jiangcectl [--library 资料库文件夹] [--json] 命令\n\n"
                            : "Usage: jiangcectl [--library DIR] [--json] COMMAND\n\n");

  for (guint t = 0; tables[t] != NULL; t++)
    for (const JcCommand *command = tables[t]; command->name != NULL; command++)
      g_string_append_printf (help, "  %s%s%s\n", command->name,
                              *command->usage != '\0' ? " " : "", command->usage);
  g_string_append (help, is_zh ? "\nlogin 的密码从标准输入读；每个命令的说明见 man jiangcectl。\n"
                                 "退出码：0 完成 · 1 有问题要改 · 2 用法不对 · 3 没有这一项 · "
                                 "4 连不上 · 5 两处都改过 · 6 被拒绝 · 7 数据损坏\n"
                               : "\nlogin reads the password from standard input; man jiangcectl "
                                 "describes each command.\n"
                                 "Exit status: 0 done · 1 findings · 2 usage · 3 not found · "
                                 "4 no connection · 5 conflict · 6 refused · 7 damaged\n");
  print_words (self, "usage", help->str);
}

static int
report_failure (JcInvocation *self, const GError *error)
{
  g_autoptr (JcText) text = jc_error_dup_text (error);

  g_printerr ("jiangcectl: %s\n", jc_say (text));
  if (self->json)
    {
      g_autoptr (JsonNode) node = jc_status_error_to_json (error);

      jc_invocation_print (self, node, NULL);
    }
  return jc_status_from_error (error);
}

static void
clear_invocation (JcInvocation *self)
{
  g_clear_pointer (&self->arguments, g_strfreev);
  g_clear_pointer (&self->options, g_hash_table_unref);
  g_clear_pointer (&self->given, g_ptr_array_unref);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->library, jc_library_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JcInvocation, clear_invocation)

/* What is printed is UTF-8 in every locale: g_print () would put question marks for Chinese in C. */
static void
print_cb (const char *text)
{
  fputs (text, stdout);
}

static void
print_error_cb (const char *text)
{
  fputs (text, stderr);
}

/* An answer that nobody received is no success. */
static int
finish_output (JcInvocation *self, int status)
{
  if (self->json && !self->has_printed)
    g_print ("{}\n");
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  g_printerr ("jiangcectl: %s\n",
              jc_language_get_default () == JC_LANGUAGE_ZH
                  ? "结果没有写出：检查标准输出所指的文件或磁盘空间。"
                  : "The result was not written: check where standard output goes and its space.");
  return status == JC_EXIT_DONE || status == JC_EXIT_FINDINGS ? JC_EXIT_DAMAGED : status;
}

static gboolean
wants (int argc, char **argv, const char *option)
{
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], option))
      return TRUE;
  return FALSE;
}

/* An empty name, as an unset variable of a script leaves it, would make the working folder one. */
static gboolean
take_folder (JcInvocation *self, GError **error)
{
  const char *folder = jc_invocation_get_option (self, "--library");

  if (folder != NULL && *folder == '\0')
    return jc_set_error (error, JC_USAGE_ERROR, 0, "--library 后面是空的：写一个文件夹。",
                         "--library is empty: name a folder.");
  self->folder = g_strdup (folder);
  return TRUE;
}

/* What --help and --version ask for without a command. */
static gboolean
print_about_itself (JcInvocation *self, const JcCommand *const *tables, int argc, char **argv)
{
  if (wants (argc, argv, "--help"))
    print_help (self, tables);
  else if (wants (argc, argv, "--version"))
    print_words (self, "version", "jiangcectl " JC_VERSION);
  else
    return FALSE;
  return TRUE;
}

/**
 * jc_invocation_main:
 * @argc: number of words
 * @argv: the words, the program's name first
 * @tables: (array zero-terminated=1): tables of commands
 *
 * Reads the command line, runs the command, tells a failure in one line on standard error (and as
 * JSON on standard output with --json).
 *
 * Returns: the exit status
 */
int
jc_invocation_main (int argc, char **argv, const JcCommand *const *tables)
{
  g_auto (JcInvocation) self = { 0 };
  g_autoptr (GError) error = NULL;
  const JcCommand *command;
  int              places[2] = { -1, -1 };
  int              status = -1;

  g_set_print_handler (print_cb);
  g_set_printerr_handler (print_error_cb);
  self.options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.given = g_ptr_array_new_with_free_func (g_free);
  self.json = wants (argc, argv, "--json");
  command = find_command (tables, argc, argv, places);
  if (command == NULL && print_about_itself (&self, tables, argc, argv))
    return finish_output (&self, JC_EXIT_DONE);

  if (command == NULL)
    jc_set_error (&error, JC_USAGE_ERROR, 0, "没有这个命令；%s 列出全部命令。",
                 "There is no such command; %s lists them all.", "--help");
  else if (wants (argc, argv, "--help"))
    {
      g_autofree char *line = g_strconcat ("jiangcectl ", command->name,
                                           *command->usage != '\0' ? " " : "", command->usage,
                                           NULL);

      print_words (&self, "usage", line);
      status = JC_EXIT_DONE;
    }
  else if (read_arguments (&self, command, places, argc, argv, &error)
           && take_folder (&self, &error))
    status = command->run (&self, &error);

  return finish_output (&self, error != NULL ? report_failure (&self, error) : status);
}
