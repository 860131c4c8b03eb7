/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-logic-private.h"

#include "jc-format.h"
#include "jc-iso-date.h"
#include "jc-json.h"

#include <math.h>
#include <string.h>

/* --- Dates --- */

/* The number that the @n_digits digits at @text make, or -1. */
static int
read_digits (const char *text, int n_digits)
{
  int value = 0;

  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }

  return value;
}

static gboolean
read_two_dates (const JcLogicCall *call, GDate *first, GDate *second)
{
  return jc_iso_date_parse (jc_json_as_string (jc_logic_get_arg (call, 0)), first)
         && jc_iso_date_parse (jc_json_as_string (jc_logic_get_arg (call, 1)), second);
}

/* A year is full on the birthday; somebody born on 29 February has it on 1 March in other years. */
static JsonNode *
apply_age_at (JcLogic *self, const JcLogicCall *call)
{
  GDate    birth;
  GDate    at;
  int      age;
  gboolean is_before_birthday;

  if (!read_two_dates (call, &birth, &at))
    return NULL;

  age = g_date_get_year (&at) - g_date_get_year (&birth);
  is_before_birthday = g_date_get_month (&at) < g_date_get_month (&birth)
                       || (g_date_get_month (&at) == g_date_get_month (&birth)
                           && g_date_get_day (&at) < g_date_get_day (&birth));

  return jc_logic_new_number (is_before_birthday ? age - 1 : age);
}

static JsonNode *
apply_days_between (JcLogic *self, const JcLogicCall *call)
{
  GDate from;
  GDate to;

  if (!read_two_dates (call, &from, &to))
    return NULL;

  return jc_logic_new_number (g_date_days_between (&from, &to));
}

static JsonNode *
apply_working_days_after (JcLogic *self, const JcLogicCall *call)
{
  const char      *date = jc_json_as_string (jc_logic_get_arg (call, 0));
  double           n_days = jc_logic_to_number (self, jc_logic_get_arg (call, 1));
  g_autofree char *result = NULL;

  if (self->env->calendar == NULL || date == NULL || !(fabs (n_days) <= G_MAXINT)
      || floor (n_days) != n_days)
    return NULL;
  if (jc_calendar_nth (self->env->calendar, date, (gint64)n_days, &result) != JC_CALENDAR_OK)
    return NULL;

  return jc_logic_new_string (result);
}

/* Of a date in any precision: "2023", "2001-07", "2001-07-15". */
static JsonNode *
apply_year (JcLogic *self, const JcLogicCall *call)
{
  g_autofree char *text = jc_logic_dup_string (self, jc_logic_get_arg (call, 0));
  gsize            length = strlen (text);
  int              year = read_digits (text, 4);
  int              month;
  GDate            date;

  if (year < 1 || (length != 4 && length != 7 && length != 10))
    return NULL;
  if (length == 7)
    {
      month = text[4] == '-' ? read_digits (text + 5, 2) : -1;
      if (month < 1 || month > 12)
        return NULL;
    }
  if (length == 10 && !jc_iso_date_parse (text, &date))
    return NULL;

  return jc_logic_new_number (year);
}

/* --- Code lists and formats --- */

static JsonNode *
ref_member (JsonObject *object, const char *name)
{
  JsonNode *member = object != NULL && name != NULL ? json_object_get_member (object, name) : NULL;

  return member != NULL ? json_node_ref (member) : NULL;
}

static JsonNode *
apply_code (JcLogic *self, const JcLogicCall *call)
{
  const char *list = jc_json_as_string (jc_logic_get_arg (call, 0));
  const char *code = jc_json_as_string (jc_logic_get_arg (call, 1));

  if (self->env->lookup_code == NULL || list == NULL || code == NULL)
    return NULL;

  return ref_member (self->env->lookup_code (list, code, self->env->user_data),
                     jc_json_as_string (jc_logic_get_arg (call, 2)));
}

static JsonNode *
apply_part (JcLogic *self, const JcLogicCall *call)
{
  const char *format = jc_json_as_string (jc_logic_get_arg (call, 0));
  const char *text = jc_json_as_string (jc_logic_get_arg (call, 1));
  g_autoptr (JsonNode) verdict = NULL;

  if (format == NULL || text == NULL)
    return NULL;

  verdict = jc_format_check (format, text, NULL);

  return ref_member (jc_json_as_object (verdict), jc_json_as_string (jc_logic_get_arg (call, 2)));
}

const JcLogicOperation jc_logic_own_operations[] = {
  { "age_at", apply_age_at },
  { "code", apply_code },
  { "days_between", apply_days_between },
  { "part", apply_part },
  { "working_days_after", apply_working_days_after },
  { "year", apply_year },
  { NULL },
};
