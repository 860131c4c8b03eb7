/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

#include <string.h>

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"
#define ATEXT LETTERS DIGITS "!#$%&'*+-/=?^_`{|}~"
#define MAX_BYTES 254
#define MAX_LOCAL 64
#define MAX_LABEL 63

static const JcFormatWords words[] = {
  { "empty", "还没有填：填一个电子邮箱，如 office@example.com。",
    "Nothing is filled in: enter an address such as office@example.com." },
  { "charset", "“{}”里有空格、中文或别的不能用的字符：只用英文字母、数字和常用符号。",
    "“{}” holds a space, a Chinese or some other unusable character: use English letters, digits "
    "and common signs." },
  { "format", "“{}”里应当正好有一个 @：写成“名字@域名”。",
    "“{}” must hold exactly one @: write name@domain." },
  { "length", "太长或 @ 前没有名字：全长不超过 254，@ 前为 1 至 64 个字符。",
    "Too long, or no name before the @: 254 characters in all and 1 to 64 before the @ are "
    "allowed." },
  { "local_part", "“{}”中 @ 前的部分写错了：点不能在头尾或连着，不能有引号和括号。",
    "The part before the @ in “{}” is wrong: no dot at its ends or doubled, no quotes or "
    "brackets." },
  { "domain", "“{}”中 @ 后的域名写错了：写成 example.com 这样，至少有一个点。",
    "The domain after the @ in “{}” is wrong: write it like example.com, with at least one dot." },
  { NULL, NULL, NULL },
};

static gboolean
is_printable_ascii (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (*p <= ' ' || *p >= 0x7F)
      return FALSE;

  return TRUE;
}

/* RFC 5322 dot-atom. */
static gboolean
is_dot_atom (const char *local, gsize length)
{
  gboolean after_dot = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_dot = local[i] == '.';

      if (is_dot ? after_dot : strchr (ATEXT, local[i]) == NULL)
        return FALSE;
      after_dot = is_dot;
    }

  return !after_dot;
}

/* RFC 5321 §2.3.5: letters, digits and hyphens, which stand neither first nor last. */
static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  return length >= 1 && length <= MAX_LABEL && strspn (label, LETTERS DIGITS "-") == length
         && label[0] != '-' && label[length - 1] != '-';
}

static gboolean
is_domain (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint n = g_strv_length (labels);

  if (n < 2)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_label (labels[i]))
      return FALSE;

  return g_ascii_isalpha (labels[n - 1][0]) && strlen (labels[n - 1]) >= 2;
}

static const char *
find_fault (const char *address)
{
  const char *at = strchr (address, '@');
  gsize       n_local;

  if (*address == '\0')
    return "empty";
  if (!is_printable_ascii (address))
    return "charset";
  if (at == NULL || strchr (at + 1, '@') != NULL)
    return "format";

  n_local = (gsize)(at - address);
  if (strlen (address) > MAX_BYTES || n_local < 1 || n_local > MAX_LOCAL)
    return "length";
  if (!is_dot_atom (address, n_local))
    return "local_part";

  return is_domain (at + 1) ? NULL : "domain";
}

/* Source: rules §5; a subset of RFC 5321 and RFC 5322. */
static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  g_autofree char *address = jc_format_fold_width (text);
  const char      *fault = find_fault (address);
  JsonObject      *verdict;

  if (fault != NULL)
    return jc_verdict_fail (fault);

  for (char *p = strchr (address, '@'); *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
  verdict = jc_verdict_begin ();
  json_object_set_string_member (verdict, "normalized", address);

  return jc_verdict_end (verdict);
}

const JcFormatRule jc_email_rule = {
  .name = "email",
  .normal_member = "normalized",
  .bad_text_code = "charset",
  .words = words,
  .check = check,
};
