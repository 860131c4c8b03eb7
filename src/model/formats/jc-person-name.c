/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

#include <string.h>

#define MIDDLE_DOT 0x00B7
#define MAX_HAN 25
#define MAX_LATIN 50

static const JcFormatWords words[] = {
  { "empty", "还没有填：照证件填写姓名。", "Nothing is filled in: copy the name from the card." },
  { "charset", "“{}”不是一个人的姓名：只留一个姓名，去掉数字、称呼、括号和顿号。",
    "“{}” is not one person's name: keep a single name, without digits, titles, brackets or "
    "lists." },
  { "dot", "“{}”中的间隔号放错了：“·”只在姓名中间，一处一个。",
    "The dot in “{}” stands wrong: · goes between parts of the name, one at a time." },
  { "length", "“{}”的字数不对：汉字姓名至少 2 个字，连同“·”不超过 25 个。",
    "“{}” has the wrong length: a Chinese name has at least two characters and at most 25 with its "
    "dots." },
  { NULL, NULL, NULL },
};

static gboolean
is_han (gunichar c)
{
  return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF)
         || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3347F) || c == 0x3007;
}

/* × and ÷ stand among the letters of Latin-1. */
static gboolean
is_latin (gunichar c)
{
  return (c < 0x80 && g_ascii_isalpha ((char)c))
         || (c >= 0x00C0 && c <= 0x024F && c != 0x00D7 && c != 0x00F7);
}

static gboolean
is_dot_variant (gunichar c)
{
  switch (c)
    {
    case 0x2022:
    case 0x2024:
    case 0x2027:
    case 0x2219:
    case 0x22C5:
    case 0x25CF:
    case 0x30FB:
    case 0xFF0E:
    case 0xFF65:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
has_han (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_han (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

/* Spaces go from a Chinese name only ("李 明"); they part a Latin one. */
static char *
normalise (const char *text)
{
  gboolean         chinese = has_han (text);
  g_autofree char *folded = chinese ? jc_format_squash (text) : jc_format_fold_width (text);
  GString         *out = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_dot_variant (c) || (chinese && c == '.'))
        c = MIDDLE_DOT;
      g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

static const char *
judge_han (const char *name)
{
  gboolean after_dot = TRUE;
  gboolean misplaced = FALSE;
  guint    n_han = 0;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != MIDDLE_DOT && !is_han (c))
        return "charset";
      misplaced = misplaced || (c == MIDDLE_DOT && after_dot);
      after_dot = c == MIDDLE_DOT;
      n_han += after_dot ? 0 : 1;
    }

  if (misplaced || after_dot)
    return "dot";
  if (n_han < 2 || g_utf8_strlen (name, -1) > MAX_HAN)
    return "length";

  return NULL;
}

/* Nothing but hyphens or apostrophes is no name. */
static const char *
judge_latin (const char *name)
{
  glong length = g_utf8_strlen (name, -1);
  guint n_letters = 0;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_latin (c))
        n_letters++;
      else if (c != ' ' && c != '\'' && c != '-')
        return "charset";
    }

  return length >= 2 && length <= MAX_LATIN && n_letters > 0 ? NULL : "charset";
}

/* Source: rules §12. */
static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  g_autofree char *name = normalise (text);
  const char      *fault;
  JsonObject      *verdict;

  if (*name == '\0')
    return jc_verdict_fail ("empty");
  fault = has_han (name) ? judge_han (name) : judge_latin (name);
  if (fault != NULL)
    return jc_verdict_fail (fault);

  verdict = jc_verdict_begin ();
  json_object_set_string_member (verdict, "normalized", name);

  return jc_verdict_end (verdict);
}

static JcText *
dup_message (const char *code, const char *text)
{
  g_autofree char *name = normalise (text);

  if (!g_str_equal (code, "charset") || has_han (name) || judge_latin (name) == NULL)
    return NULL;

  return jc_text_new ("不是姓名：汉字姓名用汉字和“·”，外文姓名用 2 至 50 "
                      "个拉丁字母、空格、撇号和连字符，照证件填写。",
                      "This is no name: a Chinese one has characters and ·, another 2 to 50 Latin "
                      "letters, spaces, apostrophes and hyphens; copy it from the card.");
}

const JcFormatRule jc_person_name_rule = {
  .name = "person_name",
  .normal_member = "normalized",
  .bad_text_code = "charset",
  .words = words,
  .check = check,
  .dup_message = dup_message,
};
