/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* value, logic, json, calendar, window: what needs no library. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-invocation.h"

#include <string.h>

#include "jc-calendar.h"
#include "jc-code-list.h"
#include "jc-drafting.h"
#include "jc-format.h"
#include "jc-iso-date.h"
#include "jc-logic.h"
#include "jc-programme.h"

static gboolean
check_format_options (const JcFormatOptions *options, GError **error)
{
  const char *area = options->default_area;
  GDate       date;

  if (!jc_iso_date_parse (options->as_of, &date))
    return jc_set_error (error, JC_USAGE_ERROR, 0, "--as-of 后面要写 2025-10-09 这样的日期，不是“%s”。",
                         "--as-of takes a date such as 2025-10-09, not “%s”.", options->as_of);
  if (area != NULL && (strlen (area) < 3 || strlen (area) > 4 || area[0] != '0'
                       || area[strspn (area, "0123456789")] != '\0'))
    return jc_set_error (error, JC_USAGE_ERROR, 0, "--default-area 后面要写 0431 这样的区号，不是“%s”。",
                         "--default-area takes an area code such as 0431, not “%s”.", area);
  return TRUE;
}

static int
run_value_check (JcInvocation *self, GError **error)
{
  const char      *format = self->arguments[0];
  const char      *value = self->arguments[1];
  g_autofree char *today = jc_drafting_dup_today ();
  const char      *as_of = jc_invocation_get_option (self, "--as-of");
  JcFormatOptions  options
      = { as_of != NULL ? as_of : today, jc_invocation_get_option (self, "--default-area") };
  g_autoptr (JsonNode) verdict = NULL;
  g_autofree char *normal = NULL;
  JsonObject      *object;

  if (!jc_format_exists (format))
    {
      jc_set_error (error, JC_USAGE_ERROR, 0, "没有格式“%s”。", "There is no format “%s”.", format);
      return -1;
    }
  if (!check_format_options (&options, error))
    return -1;
  verdict = jc_format_check (format, value, &options);
  object = jc_json_as_object (verdict);
  normal = jc_format_dup_normal (format, verdict);
  jc_invocation_print (self, verdict, normal);
  if (jc_json_get_boolean (object, "valid", FALSE))
    return JC_EXIT_DONE;
  if (!self->json)
    {
      const char *code = jc_json_get_string (object, "code", "");
      g_autoptr (JcText) message = jc_format_dup_message (format, code, value);

      g_printerr ("jiangcectl: %s: %s\n", code, message != NULL ? jc_say (message) : code);
    }
  return JC_EXIT_FINDINGS;
}

static char *
load_argument (const char *argument, gsize *length, GError **error)
{
  if (g_str_equal (argument, "-"))
    return jc_invocation_load_text ("-", length, error);
  if (argument[0] == '@')
    return jc_invocation_load_text (argument + 1, length, error);
  *length = strlen (argument);
  return g_strdup (argument);
}

static JsonNode *
load_json_argument (const char *argument, GError **error)
{
  gsize            length = 0;
  g_autofree char *text = load_argument (argument, &length, error);

  return text != NULL ? jc_json_parse (text, (gssize)length, error) : NULL;
}

static JsonObject *
lookup_shipped_code (const char *list, const char *code, gpointer user_data)
{
  JcCodeList   *codes = jc_code_list_get_shipped (list);
  const JcCode *found = codes != NULL ? jc_code_list_find (codes, code) : NULL;

  return found != NULL ? found->json : NULL;
}

/* The calendar that comes with the program: that of its first programme. */
static JcProgramme *
ref_first_programme (void)
{
  const char *const *ids = jc_programme_get_shipped_ids ();

  return ids[0] != NULL ? jc_programme_ref_shipped (ids[0]) : NULL;
}

static int
run_logic_eval (JcInvocation *self, GError **error)
{
  g_autoptr (JcProgramme) programme = ref_first_programme ();
  g_autoptr (JsonNode) rule = load_json_argument (self->arguments[0], error);
  g_autoptr (JsonNode) data = NULL;
  g_autoptr (JsonNode) result = NULL;
  g_autofree char *text = NULL;
  JcLogicEnv       env = { 0 };

  if (rule == NULL)
    return -1;
  data = self->n_arguments > 1 ? load_json_argument (self->arguments[1], error)
                               : json_node_new (JSON_NODE_NULL);
  if (data == NULL)
    return -1;

  env.calendar = programme != NULL ? jc_programme_get_calendar (programme) : NULL;
  env.lookup_code = lookup_shipped_code;
  result = jc_logic_apply (rule, data, &env, error);
  if (result == NULL)
    return -1;
  text = jc_json_to_canonical (result);
  g_print ("%s\n", text);
  self->has_printed = TRUE;
  return JC_EXIT_DONE;
}

static int
run_json_canonical (JcInvocation *self, GError **error)
{
  g_autoptr (JsonNode) node = jc_invocation_load_json (self->arguments[0], error);
  g_autofree char *text = NULL;

  if (node == NULL)
    return -1;
  text = jc_json_to_canonical (node);
  g_print ("%s", text);
  self->has_printed = TRUE;
  return JC_EXIT_DONE;
}

/* --- calendar --- */

static int
print_calendar_result (JcInvocation *self, JcCalendarResult result, JsonNode *value /* owned */)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *plain = NULL;

  json_node_take_object (node, object);
  json_object_set_boolean_member (object, "valid", result == JC_CALENDAR_OK);
  if (result != JC_CALENDAR_OK)
    {
      g_autoptr (JcText) message = jc_calendar_result_dup_message (result);

      g_clear_pointer (&value, json_node_unref);
      json_object_set_string_member (object, "code", jc_calendar_result_to_code (result));
      if (!self->json)
        g_printerr ("jiangcectl: %s\n", jc_say (message));
      jc_invocation_print (self, node, NULL);
      return JC_EXIT_FINDINGS;
    }

  plain = jc_json_as_string (value) != NULL ? g_strdup (jc_json_as_string (value))
                                            : jc_json_to_canonical (value);
  json_object_set_member (object, "result", value);
  jc_invocation_print (self, node, plain);
  return JC_EXIT_DONE;
}

static JsonNode *
string_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static gboolean
read_number (const char *text, gint64 *number, GError **error)
{
  if (g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, number, NULL))
    return TRUE;
  return jc_set_error (error, JC_USAGE_ERROR, 0, "“%s”不是整数。", "“%s” is not a whole number.",
                       text);
}

static int
run_is_working_day (JcInvocation *self, GError **error)
{
  g_autoptr (JcProgramme) programme = ref_first_programme ();
  gboolean         answer = FALSE;
  JcCalendarResult result = jc_calendar_is_working_day (jc_programme_get_calendar (programme),
                                                        self->arguments[0], &answer);

  return print_calendar_result (self, result, json_node_init_boolean (json_node_alloc (), answer));
}

static int
run_calendar_count (JcInvocation *self, GError **error)
{
  g_autoptr (JcProgramme) programme = ref_first_programme ();
  int              n = 0;
  JcCalendarResult result = jc_calendar_count (jc_programme_get_calendar (programme),
                                               self->arguments[0], self->arguments[1], &n);

  return print_calendar_result (self, result, json_node_init_int (json_node_alloc (), n));
}

static int
run_calendar_nth (JcInvocation *self, GError **error)
{
  g_autoptr (JcProgramme) programme = ref_first_programme ();
  g_autofree char *date = NULL;
  JcCalendarResult result;
  gint64           n;

  if (!read_number (self->arguments[1], &n, error))
    return -1;
  result = jc_calendar_nth (jc_programme_get_calendar (programme), self->arguments[0], n, &date);
  return print_calendar_result (self, result, string_node (date));
}

static int
run_calendar_publicity (JcInvocation *self, GError **error)
{
  g_autoptr (JcProgramme) programme = ref_first_programme ();
  g_autofree char *date = NULL;
  JcCalendarResult result;
  gint64           n;

  if (!read_number (self->arguments[1], &n, error))
    return -1;
  result = jc_calendar_publicity (jc_programme_get_calendar (programme), self->arguments[0], n,
                                  jc_invocation_has_option (self, "--count-posting-day"), &date);
  return print_calendar_result (self, result, string_node (date));
}

static int
run_calendar_next (JcInvocation *self, GError **error)
{
  g_autoptr (JcProgramme) programme = ref_first_programme ();
  g_autofree char *date = NULL;
  JcCalendarResult result
      = jc_calendar_next (jc_programme_get_calendar (programme), self->arguments[0], &date);

  return print_calendar_result (self, result, string_node (date));
}

/* --- window --- */

static int
run_window_check (JcInvocation *self, GError **error)
{
  static const char *const words[] = { "in_time", "early", "late", "format" };
  JsonObject              *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GError) refusal = NULL;
  JcWindowVerdict verdict = JC_WINDOW_FORMAT;
  gint64          at_us = 0;
  JcSpan          span;

  json_node_take_object (node, object);
  if (!jc_span_parse (&span, self->arguments[1], self->arguments[2], &refusal))
    {
      g_set_error_literal (error, JC_USAGE_ERROR, 0, refusal->message);
      return -1;
    }
  if (jc_instant_parse (self->arguments[0], &at_us))
    {
      g_autofree char *local = jc_instant_to_local (at_us);

      verdict = jc_span_check (&span, at_us);
      json_object_set_string_member (object, "local", local);
    }
  json_object_set_boolean_member (object, "valid", verdict == JC_WINDOW_IN_TIME);
  if (verdict != JC_WINDOW_IN_TIME)
    json_object_set_string_member (object, "code", words[verdict]);
  jc_invocation_print (self, node, words[verdict]);
  return verdict == JC_WINDOW_IN_TIME ? JC_EXIT_DONE : JC_EXIT_FINDINGS;
}

static const JcOption value_options[]
    = { { "--as-of", TRUE }, { "--default-area", TRUE }, { NULL } };
static const JcOption publicity_options[] = { { "--count-posting-day", FALSE }, { NULL } };

const JcCommand jc_value_commands[] = {
  { "value check", "FORMAT VALUE [--as-of DATE] [--default-area CODE]", value_options, 1, 2, 2,
    run_value_check },
  { "logic eval", "RULE-JSON DATA-JSON", NULL, 0, 1, 2, run_logic_eval },
  { "json canonical", "FILE", NULL, -1, 1, 1, run_json_canonical },
  { "calendar is-working-day", "DATE", NULL, 0, 1, 1, run_is_working_day },
  { "calendar count", "FROM TO", NULL, 0, 2, 2, run_calendar_count },
  { "calendar nth", "DATE N", NULL, 0, 2, 2, run_calendar_nth },
  { "calendar publicity", "DATE N [--count-posting-day]", publicity_options, 0, 2, 2,
    run_calendar_publicity },
  { "calendar next", "DATE", NULL, 0, 1, 1, run_calendar_next },
  { "window check", "AT START END", NULL, 0, 3, 3, run_window_check },
  { NULL },
};
