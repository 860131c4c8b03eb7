/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JcText:
 * @zh: the Chinese words
 * @en: the English words
 *
 * One thing said in both languages. Whatever a person is told by a room below the window is a
 * JcText; the window or terminal picks the language last.
 */
typedef struct
{
  char *zh;
  char *en;
} JcText;

typedef enum
{
  JC_LANGUAGE_ZH,
  JC_LANGUAGE_EN,
} JcLanguage;

JcText     *jc_text_new        (const char   *zh,
                                const char   *en);
JcText     *jc_text_new_printf (const char   *zh_format,
                                const char   *en_format,
                                ...) G_GNUC_PRINTF (1, 3) G_GNUC_PRINTF (2, 3);
JcText     *jc_text_copy       (const JcText *text);
void        jc_text_free       (JcText       *text);

/* The words in @language; the other language's where they are missing or empty; never NULL. */
const char *jc_text_get        (const JcText *text,
                                JcLanguage    language);

/* The process' language, from the first entry of g_get_language_names (): Chinese unless that is
 * English ("en", "en_*") or the C/POSIX locale. */
JcLanguage  jc_language_get_default (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcText, jc_text_free)

/**
 * JcModelError:
 * @JC_MODEL_ERROR_SYNTAX: text that is not strict JSON, or hostile JSON
 * @JC_MODEL_ERROR_TOO_LARGE: a bound on size, depth or steps was passed
 * @JC_MODEL_ERROR_INVALID: well-formed, but not what was asked for
 * @JC_MODEL_ERROR_NOT_FOUND: no such programme, kind, field, code list or pointer
 * @JC_MODEL_ERROR_STATE: the dossier's state does not allow it
 * @JC_MODEL_ERROR_SIGNATURE: a signature or fingerprint does not hold
 */
typedef enum
{
  JC_MODEL_ERROR_SYNTAX,
  JC_MODEL_ERROR_TOO_LARGE,
  JC_MODEL_ERROR_INVALID,
  JC_MODEL_ERROR_NOT_FOUND,
  JC_MODEL_ERROR_STATE,
  JC_MODEL_ERROR_SIGNATURE,
} JcModelError;

#define JC_MODEL_ERROR (jc_model_error_quark ())
GQuark jc_model_error_quark (void);

/* Sets @error with a message in both languages ("zh\nen", read back by jc_error_dup_text ()). Both
 * formats take the same arguments in the same order. Returns FALSE, for `return jc_set_error (…)`. */
gboolean jc_set_error       (GError      **error,
                             GQuark        domain,
                             int           code,
                             const char   *zh_format,
                             const char   *en_format,
                             ...) G_GNUC_PRINTF (4, 6) G_GNUC_PRINTF (5, 6);

/* Puts words in both languages before what @error says ("草稿 42：" / "draft 42: "). */
void     jc_prefix_error    (GError      **error,
                             const char   *zh_prefix,
                             const char   *en_prefix);

/* What @error says, in both languages; a foreign error's one message stands for both. */
JcText  *jc_error_dup_text  (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
