/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-format.h"

G_BEGIN_DECLS

#define JC_FORMAT_MAX_BYTES (64 * 1024)

/**
 * JcFormatWords:
 * @code: a code or a warning
 * @zh: the Chinese words; {} stands for a short piece of what was typed
 * @en: the English words, likewise
 */
typedef struct
{
  const char *code;
  const char *zh;
  const char *en;
} JcFormatWords;

/**
 * JcFormatRule:
 * @name: the format's name
 * @normal_member: the member of a valid verdict that holds the normal form; NULL with @dup_normal
 * @bad_text_code: the code for text that is not UTF-8
 * @words: every code and warning, ended by a row without code
 * @check: the rule; gets UTF-8 of at most JC_FORMAT_MAX_BYTES and options that are not NULL
 * @dup_normal: (nullable): makes the normal form out of a valid verdict
 * @dup_message: (nullable): words that need a look at the text; NULL falls back to @words
 */
typedef struct
{
  const char          *name;
  const char          *normal_member;
  const char          *bad_text_code;
  const JcFormatWords *words;
  JsonNode *(*check) (const char *text, const JcFormatOptions *options);
  char *(*dup_normal) (JsonObject *verdict);
  JcText *(*dup_message) (const char *code, const char *text);
} JcFormatRule;

extern const JcFormatRule jc_area_rule;
extern const JcFormatRule jc_bank_account_rule;
extern const JcFormatRule jc_date_rule;
extern const JcFormatRule jc_email_rule;
extern const JcFormatRule jc_headcount_rule;
extern const JcFormatRule jc_integer_rule;
extern const JcFormatRule jc_money_rule;
extern const JcFormatRule jc_person_name_rule;
extern const JcFormatRule jc_phone_rule;
extern const JcFormatRule jc_postal_code_rule;
extern const JcFormatRule jc_resident_id_rule;
extern const JcFormatRule jc_uscc_rule;
extern const JcFormatRule jc_width_rule;

/* Verdicts. */
JsonNode   *jc_verdict_fail         (const char        *code) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *jc_verdict_begin        (void) G_GNUC_WARN_UNUSED_RESULT;
void        jc_verdict_set_warnings (JsonObject        *verdict,
                                     const char        *first,
                                     const char        *second);
JsonNode   *jc_verdict_end          (JsonObject        *verdict) G_GNUC_WARN_UNUSED_RESULT;

/* Plain questions about squashed text. */
gboolean    jc_ascii_is_digits      (const char        *text);
gboolean    jc_ascii_is_listed      (const char *const *list,
                                     const char        *text,
                                     gsize              n_bytes);
void        jc_ascii_upper          (char              *text);

/* Words. */
JcText     *jc_length_dup_message   (const char        *text,
                                     guint              n_wanted) G_GNUC_WARN_UNUSED_RESULT;
JcText     *jc_stray_dup_message    (const char        *text,
                                     const char        *allowed,
                                     const char        *zh,
                                     const char        *en) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
