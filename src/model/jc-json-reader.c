/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-json-reader.h"

#include <math.h>
#include <string.h>

/* So many digits always fit; longer numbers go through strtod. */
#define MAX_FAST_DIGITS 15

/* --- Errors --- */

/* Sets the error, with the line and column of @where; a column is a character, not a byte. */
gpointer
jc_json_reader_fail (
    JcJsonReader *reader, const char *where, JcModelError code, const char *zh, const char *en)
{
  guint line = 1;
  guint column = 1;

  for (const char *p = reader->text; p < where; p++)
    {
      if (*p == '\n')
        {
          line++;
          column = 1;
        }
      else if (((guchar)*p & 0xC0) != 0x80)
        column++;
    }

  g_set_error (reader->error, JC_MODEL_ERROR, code, "第 %u 行第 %u 列：%s\nline %u, column %u: %s",
               line, column, zh, line, column, en);

  return NULL;
}

/* As jc_json_reader_fail (), but says so when the text just breaks off. */
gpointer
jc_json_reader_fail_syntax (JcJsonReader *reader, const char *where, const char *zh, const char *en)
{
  if (where >= reader->end)
    return jc_json_reader_fail (reader, reader->end, JC_MODEL_ERROR_SYNTAX,
                                "JSON 到此中断；补齐后面的内容。",
                                "the JSON breaks off here; complete what follows.");

  return jc_json_reader_fail (reader, where, JC_MODEL_ERROR_SYNTAX, zh, en);
}

/* --- Numbers --- */

static const char *
skip_digits (const char *p, const char *end)
{
  while (p < end && g_ascii_isdigit (*p))
    p++;

  return p;
}

/* The end of the number that begins at the cursor, or NULL with the error set (RFC 8259 §6). */
static const char *
find_number_end (JcJsonReader *reader, gboolean *is_integer)
{
  const char *p = reader->cursor;
  const char *end = reader->end;
  const char *digits;

  if (*p == '-')
    p++;
  digits = p;
  p = skip_digits (p, end);
  if (p == digits || (*digits == '0' && p - digits > 1))
    return jc_json_reader_fail_syntax (
        reader, digits, "数字写法不对：负号后接数字，整数部分不以 0 开头（0 本身除外）。",
        "malformed number: digits follow the minus, and only 0 itself starts with 0.");

  *is_integer = TRUE;
  if (p < end && *p == '.')
    {
      digits = ++p;
      p = skip_digits (p, end);
      *is_integer = FALSE;
      if (p == digits)
        return jc_json_reader_fail_syntax (reader, p, "小数点后面缺数字。",
                                           "digits are missing after the point.");
    }
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (p < end && (*p == '+' || *p == '-'))
        p++;
      digits = p;
      p = skip_digits (p, end);
      *is_integer = FALSE;
      if (p == digits)
        return jc_json_reader_fail_syntax (reader, p, "指数缺数字。",
                                           "digits are missing in the exponent.");
    }

  return p;
}

static double
convert_number (const char *start, gsize length)
{
  g_autofree char *text = g_strndup (start, length);

  return g_ascii_strtod (text, NULL);
}

/* The number at the cursor, which stands on a digit or minus. */
JsonNode *
jc_json_reader_read_number (JcJsonReader *reader)
{
  const char *start = reader->cursor;
  gboolean    is_integer = FALSE;
  const char *end = find_number_end (reader, &is_integer);
  JsonNode   *node;
  double      value = 0;

  if (end == NULL)
    return NULL;

  if (is_integer && end - start <= MAX_FAST_DIGITS)
    {
      for (const char *p = *start == '-' ? start + 1 : start; p < end; p++)
        value = value * 10 + (*p - '0');
      if (*start == '-')
        value = -value;
    }
  else
    value = convert_number (start, (gsize)(end - start));

  if (!isfinite (value))
    return jc_json_reader_fail (
        reader, start, JC_MODEL_ERROR_SYNTAX, "这个数太大，双精度数放不下；改小，或写成字符串。",
        "this number is too large for a double; make it smaller or write a string.");

  reader->cursor = end;
  node = json_node_alloc ();
  if (fabs (value) <= JC_JSON_MAX_SAFE_INTEGER && floor (value) == value)
    json_node_init_int (node, (gint64)value);
  else
    json_node_init_double (node, value);
  json_node_seal (node);

  return node;
}

/* --- Strings --- */

/* Four hex digits at @p, or -1. */
static int
read_hex (const char *p, const char *end)
{
  int value = 0;

  if (end - p < 4)
    return -1;

  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return -1;
      value = value * 16 + g_ascii_xdigit_value (p[i]);
    }

  return value;
}

/* The code point of the \u escape whose digits begin at @p; returns where it ends, or NULL. */
static const char *
read_code_point (JcJsonReader *reader, const char *p, GString *out)
{
  int high = read_hex (p, reader->end);
  int low;

  if (high < 0)
    return jc_json_reader_fail_syntax (reader, reader->end - p < 4 ? reader->end : p,
                                       "\\u 后面应有四位十六进制数字。",
                                       "four hex digits belong after \\u.");
  if (high == 0)
    return jc_json_reader_fail (reader, p, JC_MODEL_ERROR_SYNTAX, "文字里不能有 U+0000；删去它。",
                                "text cannot hold U+0000; take it out.");
  p += 4;
  if (high < 0xD800 || high > 0xDFFF)
    {
      g_string_append_unichar (out, (gunichar)high);
      return p;
    }

  low = reader->end - p >= 6 && p[0] == '\\' && p[1] == 'u' ? read_hex (p + 2, reader->end) : -1;
  if (high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
    return jc_json_reader_fail (
        reader, p - 4, JC_MODEL_ERROR_SYNTAX,
        "代理项不成对：\\uD800–\\uDBFF 后面须紧跟 \\uDC00–\\uDFFF。",
        "lone surrogate: \\uD800–\\uDBFF has to be followed by \\uDC00–\\uDFFF.");

  g_string_append_unichar (out, (gunichar)(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)));

  return p + 6;
}

/* The escape whose letter is at @p (after the backslash); returns where it ends, or NULL. */
static const char *
read_escape (JcJsonReader *reader, const char *p, GString *out)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char       *found;

  if (p < reader->end && *p == 'u')
    return read_code_point (reader, p + 1, out);

  found = p < reader->end ? memchr (letters, *p, sizeof letters - 1) : NULL;
  if (found == NULL)
    return jc_json_reader_fail_syntax (
        reader, p, "认不出这个转义；可用 \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u。",
        "unknown escape; there are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u.");

  g_string_append_c (out, meanings[found - letters]);

  return p + 1;
}

/* The string at the cursor, which stands on its opening quote. */
char *
jc_json_reader_read_string (JcJsonReader *reader)
{
  const char *start = ++reader->cursor;
  const char *p = start;
  g_autoptr (GString) out = NULL;

  for (;;)
    {
      while (p < reader->end && (guchar)*p >= 0x20 && *p != '"' && *p != '\\')
        p++;

      if (p == reader->end || (guchar)*p < 0x20)
        return jc_json_reader_fail_syntax (
            reader, p, "字符串里的换行、制表等控制字符要写成转义（如 \\n）。",
            "line breaks, tabs and other control characters are escaped (as \\n).");

      if (*p == '"' && out == NULL)
        {
          reader->cursor = p + 1;
          return g_strndup (start, (gsize)(p - start));
        }

      if (out == NULL)
        out = g_string_sized_new ((gsize)(p - start) + 16);
      g_string_append_len (out, start, p - start);

      if (*p == '"')
        {
          reader->cursor = p + 1;
          return g_string_free (g_steal_pointer (&out), FALSE);
        }

      p = read_escape (reader, p + 1, out);
      if (p == NULL)
        return NULL;
      start = p;
    }
}
