/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-calendar.h"
#include "jc-text.h"

G_BEGIN_DECLS

#define JC_LOGIC_MAX_DEPTH 100
#define JC_LOGIC_MAX_STEPS 100000
#define JC_LOGIC_MAX_OUTPUT_BYTES (1024 * 1024)

/**
 * JcLogicEnv:
 * @calendar: (nullable): for `working_days_after`
 * @lookup_code: (nullable): an item of a code list as a JSON object, or NULL; for `code`
 * @user_data: for @lookup_code
 * @n_steps: counts operations; the caller sets it to 0
 *
 * What a rule may ask beside its data. Nothing here reads a clock.
 */
typedef struct
{
  const JcCalendar *calendar;
  JsonObject     *(*lookup_code) (const char *list, const char *code, gpointer user_data);
  gpointer          user_data;
  guint             n_steps;
} JcLogicEnv;

/* JsonLogic (jsonlogic.com): every standard operation with its own truthiness and coercion, that is
 * JavaScript's where the reference implementation leans on it: var missing missing_some if ?: == ===
 * != !== ! !! or and > >= < <= max min + - * / % map reduce filter all none some merge in cat substr
 * log (writes nothing, returns its argument). Ours beside them:
 *   age_at [birth, date]            full years; null when either is no whole date
 *   days_between [from, to]         calendar days
 *   working_days_after [date, n]    the nth working day after, ISO; null without a calendar table
 *   count [array, (condition)]      elements for which condition holds, as filter sees them
 *   distinct [array]                without repeated elements
 *   code [list, code, member]       a member of a code list's item (e.g. "rank")
 *   part [format, text, member]     a member of a format's verdict (resident_id: "birth", "sex")
 *   year [date]                     the year of a date as a number
 *   today []                        the `today` member of the root data
 * An unknown operation is JC_MODEL_ERROR_INVALID, a passed bound JC_MODEL_ERROR_TOO_LARGE; hostile
 * data never fails: it coerces. Result never NULL without error. */
JsonNode  *jc_logic_apply     (JsonNode    *rule,
                               JsonNode    *data,
                               JcLogicEnv  *env,
                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean   jc_logic_is_truthy (JsonNode    *node);

/* Every operation's name, standard and ours, for the linter. */
gboolean   jc_logic_is_operation (const char *name);

/* (element-type utf8): the dotted paths that @rule reads outside of map, filter, reduce, all, none,
 * some and count bodies, sorted, without repeats. A path that is computed ("a.{…}") gives the part
 * that is known ("a."); one of which nothing is known gives "". missing and missing_some count. */
GPtrArray *jc_logic_dup_vars  (JsonNode    *rule) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
