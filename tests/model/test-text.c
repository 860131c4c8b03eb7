/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-text.h"

#include <gio/gio.h>

static void
test_languages (void)
{
  g_autoptr (JcText) both = jc_text_new ("匠册", "Jiangce");
  g_autoptr (JcText) one = jc_text_new ("匠册", "");
  g_autoptr (JcText) none = jc_text_new (NULL, NULL);
  g_autoptr (JcText) copy = jc_text_copy (both);

  g_assert_cmpstr (jc_text_get (both, JC_LANGUAGE_ZH), ==, "匠册");
  g_assert_cmpstr (jc_text_get (both, JC_LANGUAGE_EN), ==, "Jiangce");
  g_assert_cmpstr (jc_text_get (one, JC_LANGUAGE_EN), ==, "匠册");
  g_assert_cmpstr (jc_text_get (none, JC_LANGUAGE_ZH), ==, "");
  g_assert_cmpstr (jc_text_get (NULL, JC_LANGUAGE_EN), ==, "");
  g_assert_true (copy->zh != both->zh);
  g_assert_cmpstr (copy->en, ==, "Jiangce");
  g_assert_null (jc_text_copy (NULL));
}

static void
test_printf (void)
{
  g_autoptr (JcText) text = jc_text_new_printf ("%s 有 %d 页", "%s has %d pages", "A", 3);

  g_assert_cmpstr (text->zh, ==, "A 有 3 页");
  g_assert_cmpstr (text->en, ==, "A has 3 pages");
}

static void
test_error (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcText) text = NULL;

  g_assert_false (jc_set_error (NULL, JC_MODEL_ERROR, JC_MODEL_ERROR_STATE, "甲", "a"));
  g_assert_false (
      jc_set_error (&error, JC_MODEL_ERROR, JC_MODEL_ERROR_STATE, "缺 %d 页", "%d missing", 2));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_STATE);
  g_assert_cmpstr (error->message, ==, "缺 2 页\n2 missing");

  jc_prefix_error (&error, "草稿 42：", "draft 42: ");
  text = jc_error_dup_text (error);
  g_assert_cmpstr (text->zh, ==, "草稿 42：缺 2 页");
  g_assert_cmpstr (text->en, ==, "draft 42: 2 missing");
}

/* What a person typed may hold a line break, which must not be taken for the languages' border. */
static void
test_error_with_line_break (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcText) text = NULL;

  jc_set_error (&error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "“%s”不对", "“%s” is wrong",
                "a\r\nb");
  text = jc_error_dup_text (error);
  g_assert_cmpstr (text->zh, ==, "“a  b”不对");
  g_assert_cmpstr (text->en, ==, "“a  b” is wrong");
}

/* A file's name may be any bytes; what is said about it is text. */
static void
test_error_of_foreign_bytes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JcText) text = NULL;

  jc_set_error (&error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "打不开“%s”。", "Cannot open “%s”.",
                "a\xff\nb");
  text = jc_error_dup_text (error);
  g_assert_cmpstr (text->zh, ==, "打不开“a\xef\xbf\xbd b”。");
  g_assert_cmpstr (text->en, ==, "Cannot open “a\xef\xbf\xbd b”.");
}

static void
test_foreign_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "one\ntwo\nthree");
  g_autoptr (GError) none = NULL;
  g_autoptr (JcText) text = jc_error_dup_text (error);
  g_autoptr (JcText) prefixed = NULL;
  g_autoptr (JcText) empty = jc_error_dup_text (NULL);

  g_assert_cmpstr (text->zh, ==, "one\ntwo\nthree");
  g_assert_cmpstr (text->en, ==, text->zh);
  g_assert_cmpstr (empty->zh, ==, "");

  jc_prefix_error (&error, "甲：", "a: ");
  prefixed = jc_error_dup_text (error);
  g_assert_cmpstr (prefixed->zh, ==, "甲：one two three");
  g_assert_cmpstr (prefixed->en, ==, "a: one two three");

  jc_prefix_error (&none, "甲：", "a: ");
  g_assert_no_error (none);
}

static const struct
{
  const char *path;
  const char *locale;
  JcLanguage  language;
} languages[] = {
  { "/model/text/language/chinese", "zh_CN.UTF-8", JC_LANGUAGE_ZH },
  { "/model/text/language/english", "en_GB.UTF-8", JC_LANGUAGE_EN },
  { "/model/text/language/english-alone", "en", JC_LANGUAGE_EN },
  { "/model/text/language/like-english", "enm_GB", JC_LANGUAGE_ZH },
  { "/model/text/language/other", "fr_FR.UTF-8", JC_LANGUAGE_ZH },
  { "/model/text/language/c", "C", JC_LANGUAGE_EN },
  { "/model/text/language/c-utf8", "C.UTF-8", JC_LANGUAGE_EN },
  { "/model/text/language/posix", "POSIX", JC_LANGUAGE_EN },
};

static void
test_language (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  g_setenv ("LANGUAGE", "", TRUE);
  g_setenv ("LC_ALL", languages[i].locale, TRUE);
  g_assert_cmpint (jc_language_get_default (), ==, languages[i].language);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/text/languages", test_languages);
  g_test_add_func ("/model/text/printf", test_printf);
  g_test_add_func ("/model/text/error", test_error);
  g_test_add_func ("/model/text/error-with-line-break", test_error_with_line_break);
  g_test_add_func ("/model/text/error-of-foreign-bytes", test_error_of_foreign_bytes);
  g_test_add_func ("/model/text/foreign-error", test_foreign_error);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    g_test_add_data_func (languages[i].path, GSIZE_TO_POINTER (i), test_language);

  return g_test_run ();
}
