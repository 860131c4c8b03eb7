/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-format.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/* What is typed, stored and shown. */

/* Turns what a person typed (also pasted, also a code's name) into the stored form. Text that is not
 * understood is kept as typed (a string); blank text gives NULL (remove). @problem: (out) (optional)
 * (nullable): the code of what is wrong with it ("resident_id.check_digit"), NULL when it is right.
 * For CODES, TERMS: items separated by 、 , ; space or newline; BOOLEAN: 是/否/true/false/yes/no/1/0;
 * ROWS cannot be typed (returns the text). */
JsonNode *jc_field_parse        (const JcField         *field,
                                 JcProgramme           *programme,
                                 const char            *typed,
                                 const JcFormatOptions *options,
                                 char                 **problem) G_GNUC_WARN_UNUSED_RESULT;

/* What stands in the entry for a stored value: money "800,000.00", code's name, date ISO, otherwise
 * the text itself. "" for NULL. */
char     *jc_field_dup_editable (const JcField         *field,
                                 JcProgramme           *programme,
                                 JsonNode              *value,
                                 JcLanguage             language) G_GNUC_WARN_UNUSED_RESULT;

/* What is read: with unit ("800,000.00 元"), "是", dates "1987年1月2日", percent "52.50%", lists joined by 、. */
char     *jc_field_dup_display  (const JcField         *field,
                                 JcProgramme           *programme,
                                 JsonNode              *value,
                                 JcLanguage             language) G_GNUC_WARN_UNUSED_RESULT;

/* The value with most characters replaced by * for lists and logs (first 6 and last 4 of an identity
 * number stay), for @field->sensitive. */
char     *jc_field_dup_masked   (const JcField         *field,
                                 JsonNode              *value) G_GNUC_WARN_UNUSED_RESULT;

/* The stored form's own breaches: (element-type JcFieldProblem) as {code, severity, message}, first one
 * that counts first; empty when right. Not `missing`, not rules. @value may be of any type. */
typedef struct
{
  char       *code;
  JcSeverity  severity;
  JcText     *message;
} JcFieldProblem;

void       jc_field_problem_free (JcFieldProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcFieldProblem, jc_field_problem_free)
GPtrArray *jc_field_check_value (const JcField         *field,
                                 JcProgramme           *programme,
                                 JsonNode              *value,
                                 const JcFormatOptions *options) G_GNUC_WARN_UNUSED_RESULT;

/* The same for bounds that the caller has calculated: numbers, or NULL for none. jc_field_check_value ()
 * itself knows bounds that read `programme` and `today` only. */
JcFieldProblem *jc_field_check_bounds (const JcField *field,
                                       JsonNode      *value,
                                       JsonNode      *minimum,
                                       JsonNode      *maximum) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
