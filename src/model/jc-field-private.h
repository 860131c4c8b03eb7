/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-field.h"

G_BEGIN_DECLS

/* The format that reads what is typed into @field: its own, or that of its type; NULL for none. */
const char *jc_field_get_format (const JcField         *field);

/* The stored form of @text, which is not blank; NULL where it is not understood, with the code and
 * words that say why. Text fields understand everything that their format does. */
JsonNode   *jc_field_understand (const JcField         *field,
                                 JcProgramme           *programme,
                                 const char            *text,
                                 const JcFormatOptions *options,
                                 char                 **code,
                                 JcText               **message) G_GNUC_WARN_UNUSED_RESULT;

/* The same for one code, several codes and ordinals. */
JsonNode   *jc_field_understand_code  (JcCodeList           *list,
                                       const char           *text,
                                       char                **code,
                                       JcText              **message) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *jc_field_understand_codes (JcCodeList           *list,
                                       const char           *text,
                                       char                **code,
                                       JcText              **message) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *jc_field_understand_terms (const char           *text,
                                       char                **code,
                                       JcText              **message) G_GNUC_WARN_UNUSED_RESULT;

/* Text without format: one line, paragraphs, and what of it can be seen. */
char       *jc_field_dup_line    (const char            *text) G_GNUC_WARN_UNUSED_RESULT;
char       *jc_field_dup_prose   (const char            *text) G_GNUC_WARN_UNUSED_RESULT;
char       *jc_field_dup_trimmed (const char            *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean    jc_field_is_space    (gunichar               c);

/* @message (transfer full) */
JcFieldProblem *jc_field_problem_new (const char        *code,
                                      JcSeverity         severity,
                                      JcText            *message) G_GNUC_WARN_UNUSED_RESULT;
/* What is known of the field's bounds. */
void        jc_field_add_bounds  (GPtrArray             *problems,
                                  const JcField         *field,
                                  JcProgramme           *programme,
                                  JsonNode              *value,
                                  const JcFormatOptions *options);

JcText     *jc_field_dup_not_in_list (JcCodeList        *list,
                                      const char        *item) G_GNUC_WARN_UNUSED_RESULT;

/* "FORMAT.code". */
char       *jc_field_dup_code   (const char            *format,
                                 const char            *code) G_GNUC_WARN_UNUSED_RESULT;
/* What @format says of @text; never NULL. */
JcText     *jc_field_dup_words  (const char            *format,
                                 const char            *code,
                                 const char            *text) G_GNUC_WARN_UNUSED_RESULT;

/* "800,000.00" of fen. */
char       *jc_fen_dup_yuan     (gint64                 fen) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
