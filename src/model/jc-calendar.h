/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-span.h"
#include "jc-text.h"

G_BEGIN_DECLS

/**
 * JcCalendar:
 *
 * Public holidays and make-up working days by year (rules.md §10). Unchangeable. A year without a
 * table is never guessed.
 */
typedef struct _JcCalendar JcCalendar;

/**
 * JcCalendarResult:
 * @JC_CALENDAR_OK: done
 * @JC_CALENDAR_FORMAT: a date that does not exist or is not ISO (YYYY-MM-DD)
 * @JC_CALENDAR_ORDER: from is after to
 * @JC_CALENDAR_OUT_OF_RANGE: n below 1
 * @JC_CALENDAR_NO_CALENDAR: a year without a table
 */
typedef enum
{
  JC_CALENDAR_OK,
  JC_CALENDAR_FORMAT,
  JC_CALENDAR_ORDER,
  JC_CALENDAR_OUT_OF_RANGE,
  JC_CALENDAR_NO_CALENDAR,
} JcCalendarResult;

/* From the shape of the code list `holidays` ({"years": [{"year", "off_days", "makeup_working_days"}]}). */
JcCalendar      *jc_calendar_new_from_json     (JsonNode         *node,
                                                GError          **error) G_GNUC_WARN_UNUSED_RESULT;
JcCalendar      *jc_calendar_ref               (JcCalendar       *self);
void             jc_calendar_unref             (JcCalendar       *self);

JcCalendarResult jc_calendar_is_working_day    (const JcCalendar *self,
                                                const char       *date,
                                                gboolean         *result);
JcCalendarResult jc_calendar_count             (const JcCalendar *self,
                                                const char       *from,
                                                const char       *to,
                                                int              *result);
/* @result: a new ISO date. */
JcCalendarResult jc_calendar_nth               (const JcCalendar *self,
                                                const char       *start,
                                                gint64            n,
                                                char            **result);
JcCalendarResult jc_calendar_publicity         (const JcCalendar *self,
                                                const char       *posted,
                                                gint64            n,
                                                gboolean          count_posting_day,
                                                char            **result);
JcCalendarResult jc_calendar_next              (const JcCalendar *self,
                                                const char       *date,
                                                char            **result);

/* "format", "order", "out_of_range", "no_calendar"; NULL for OK. */
const char      *jc_calendar_result_to_code    (JcCalendarResult  result);
JcText          *jc_calendar_result_dup_message (JcCalendarResult result) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcCalendar, jc_calendar_unref)

G_END_DECLS
