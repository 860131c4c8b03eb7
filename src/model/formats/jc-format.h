/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-text.h"

G_BEGIN_DECLS

/* Every format of rules.md: normalise → parse → verdict. Names: resident_id uscc phone postal_code
 * email area headcount bank_account date person_name width; and ours: money, integer. */

/**
 * JcFormatOptions:
 * @as_of: (nullable): ISO date that counts as today; without it nothing is in the future
 * @default_area: (nullable): area code put before a bare local number; NULL is "0431"
 */
typedef struct
{
  const char *as_of;
  const char *default_area;
} JcFormatOptions;

gboolean    jc_format_exists         (const char            *format);
/* NULL-terminated, sorted. */
const char *const *jc_format_get_names (void);

/* The object that `expect` has in vectors.json: {"valid": true, …normal forms, "warnings": […]} or
 * {"valid": false, "code": …}. NULL for an unknown format. Never fails on hostile text; text over
 * 64 KiB is "length". */
JsonNode   *jc_format_check          (const char            *format,
                                      const char            *text,
                                      const JcFormatOptions *options) G_GNUC_WARN_UNUSED_RESULT;

/* The stored normal form out of a valid verdict (phone display, date iso, area m2, headcount
 * `6-10`/`8`/`10+`, width result, others normalized); NULL when it is not valid. */
char       *jc_format_dup_normal     (const char            *format,
                                      JsonNode              *verdict) G_GNUC_WARN_UNUSED_RESULT;

/* What is wrong and how to mend it ("少 1 位：应为 18 位，现有 17 位。"), for a code or a warning of that
 * format; @text is what the person typed. NULL for an unknown code. */
JcText     *jc_format_dup_message    (const char            *format,
                                      const char            *code,
                                      const char            *text) G_GNUC_WARN_UNUSED_RESULT;

/* Every code and warning of that format, NULL-terminated; NULL for an unknown format. */
const char *const *jc_format_get_codes (const char           *format);

/* Common steps (rules.md, "squash"; §11). */
char       *jc_format_squash         (const char            *text) G_GNUC_WARN_UNUSED_RESULT;
char       *jc_format_fold_width     (const char            *text) G_GNUC_WARN_UNUSED_RESULT;
/* As much of what was typed as a message can hold, on one line, ending in … when cut. */
char       *jc_format_dup_excerpt    (const char            *text) G_GNUC_WARN_UNUSED_RESULT;
/* For comparison and search only: folded width, full-width brackets too, no spaces, case folded. */
char       *jc_format_fold_key       (const char            *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
