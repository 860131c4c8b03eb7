/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-phone.h"

#include <string.h>

#define DIGITS "0123456789"
#define DEFAULT_AREA "0431"
#define MAX_EXTENSION 6

static const char *const short_areas[] = {
  "010", "020", "021", "022", "023", "024", "025", "027", "028", "029", NULL,
};

/* Four-digit areas known to have eight-digit numbers only; of the others both lengths are taken. */
static const char *const eight_digit_areas[] = {
  "0431", "0311", "0451", "0411", "0531", "0532", "0551",
  "0571", "0591", "0731", "0755", "0371", "0757", NULL,
};

static const char *const extension_marks[] = { "转", "ext.", "ext", "x", "#" };

static gboolean
is_dash (gunichar c)
{
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x00AD;
}

static char *
normalise (const char *text)
{
  g_autofree char *squashed = jc_format_squash (text);
  GString         *out = g_string_sized_new (strlen (squashed));

  for (const char *p = squashed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, is_dash (c) ? '-' : c);
    }

  return g_string_free (out, FALSE);
}

/* Cuts a mark with one to six digits off the end of @number; returns the digits. */
static char *
cut_extension (char *number)
{
  gsize length = strlen (number);
  gsize start = length;

  while (start > 0 && g_ascii_isdigit (number[start - 1]))
    start--;
  if (start == length || length - start > MAX_EXTENSION)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (extension_marks); i++)
    {
      gsize mark_length = strlen (extension_marks[i]);

      if (start < mark_length
          || g_ascii_strncasecmp (number + start - mark_length, extension_marks[i], mark_length)
                 != 0)
        continue;

      number[start - mark_length] = '\0';
      return g_strdup (number + start);
    }

  return NULL;
}

/* The normal form joins an extension with a hyphen, and a normal form has to stand when it is read
 * again: area-local-extension, or 400-000-0010-extension. */
static char *
cut_displayed_extension (char *number)
{
  g_auto (GStrv) parts = g_strsplit (number, "-", 5);
  guint n = g_strv_length (parts);
  gsize lengths[4] = { 0 };
  char *extension;

  if (n < 3 || n > 4)
    return NULL;

  for (guint i = 0; i < n; i++)
    {
      if (!jc_ascii_is_digits (parts[i]))
        return NULL;
      lengths[i] = strlen (parts[i]);
    }

  if (lengths[n - 1] > MAX_EXTENSION)
    return NULL;
  if (n == 3
      && (parts[0][0] != '0' || (lengths[0] != 3 && lengths[0] != 4)
          || (lengths[1] != 7 && lengths[1] != 8)))
    return NULL;
  if (n == 4
      && ((!g_str_equal (parts[0], "400") && !g_str_equal (parts[0], "800")) || lengths[1] != 3
          || lengths[2] != 4))
    return NULL;

  extension = g_strdup (parts[n - 1]);
  number[strlen (number) - lengths[n - 1] - 1] = '\0';

  return extension;
}

static char *
dup_without_punctuation (const char *number)
{
  char *out = g_strdup (number);
  char *end = out;

  for (const char *p = number; *p != '\0'; p++)
    if (strchr ("()-", *p) == NULL)
      *end++ = *p;
  *end = '\0';

  return out;
}

static gboolean
is_area (const char *digits, gsize *length)
{
  if (jc_ascii_is_listed (short_areas, digits, MIN (strlen (digits), 3)))
    {
      *length = 3;
      return TRUE;
    }

  *length = 4;

  return strspn (digits, DIGITS) >= 4 && digits[0] == '0' && digits[1] >= '3';
}

/* @self->digits begin with the trunk zero. */
static const char *
judge_landline (JcPhone *self)
{
  gsize n_local;

  if (!is_area (self->digits, &self->area_length))
    {
      self->area_length = 0;
      return "area_code";
    }

  if (self->area_length == 3 || jc_ascii_is_listed (eight_digit_areas, self->digits, 4))
    self->local_length = 8;
  n_local = strlen (self->digits) - self->area_length;
  if (n_local != 8 && (self->local_length == 8 || n_local != 7))
    return "length";
  if (self->digits[self->area_length] <= '1')
    return "prefix";

  self->kind = "landline";

  return NULL;
}

static void
put_in_front (JcPhone *self, const char *prefix)
{
  char *digits = g_strconcat (prefix, self->digits, NULL);

  g_free (self->digits);
  self->digits = digits;
}

static const char *
judge_without_zero (JcPhone *self, const char *default_area)
{
  gsize area_length;

  if (strlen (self->digits) != 8)
    return "length";

  if (default_area == NULL || !is_area (default_area, &area_length)
      || strlen (default_area) != area_length)
    default_area = DEFAULT_AREA;
  put_in_front (self, default_area);
  self->area_assumed = TRUE;

  return judge_landline (self);
}

static const char *
judge_mobile (JcPhone *self)
{
  self->kind = "mobile";
  if (self->extension != NULL)
    return "extension";

  return self->digits[1] >= '3' ? NULL : "prefix";
}

/* Tests in the order of the rules; @international when +86 or 0086 stood in front. */
static const char *
judge (JcPhone *self, gboolean international, const char *default_area)
{
  const char *digits = self->digits;
  gsize       length = strlen (digits);

  if (length == 10 && (g_str_has_prefix (digits, "400") || g_str_has_prefix (digits, "800")))
    {
      self->kind = "service";
      return NULL;
    }
  if (digits[0] == '1' && length == 11)
    return judge_mobile (self);
  if (digits[0] == '1' && !(international && length == 10 && digits[1] == '0'))
    return "length";

  if (international && digits[0] != '0')
    put_in_front (self, "0");
  if (self->digits[0] == '0')
    return judge_landline (self);

  return judge_without_zero (self, default_area);
}

static const char *
parse_number (JcPhone *self, const char *number, const char *default_area)
{
  g_autofree char *plain = dup_without_punctuation (number);
  const char      *digits = plain;
  gboolean         international = TRUE;

  if (!jc_ascii_is_digits (plain[0] == '+' ? plain + 1 : plain))
    return "charset";
  if (plain[0] == '+' && !g_str_has_prefix (plain, "+86"))
    return "country";

  if (plain[0] == '+')
    digits += strlen ("+86");
  else if (g_str_has_prefix (plain, "0086"))
    digits += strlen ("0086");
  else
    {
      international = FALSE;
      if (g_str_has_prefix (plain, "861") && strlen (plain) == 13)
        digits += strlen ("86");
    }

  g_free (self->digits);
  self->digits = g_strdup (digits);

  return judge (self, international, default_area);
}

/**
 * jc_phone_clear:
 * @phone: a number
 *
 * Frees what it holds; it can be used again.
 */
void
jc_phone_clear (JcPhone *phone)
{
  g_free (phone->digits);
  g_free (phone->extension);
  memset (phone, 0, sizeof *phone);
}

/**
 * jc_phone_parse:
 * @phone: (out caller-allocates): what could be read, also after a failure
 * @text: what was typed
 * @default_area: (nullable): put before a bare local number; NULL and what is no area code are 0431
 *
 * Source: rules §3.
 *
 * Returns: (nullable): the first failing test, or NULL
 */
const char *
jc_phone_parse (JcPhone *phone, const char *text, const char *default_area)
{
  g_autofree char *number = normalise (text);
  g_autofree char *whole = NULL;

  memset (phone, 0, sizeof *phone);
  if (*number == '\0')
    return "empty";

  phone->extension = cut_extension (number);
  if (phone->extension != NULL)
    return parse_number (phone, number, default_area);

  whole = g_strdup (number);
  phone->extension = cut_displayed_extension (number);
  if (phone->extension != NULL)
    {
      if (parse_number (phone, number, default_area) == NULL)
        return NULL;
      jc_phone_clear (phone);
    }

  return parse_number (phone, whole, default_area);
}

static char *
dup_display (const JcPhone *phone)
{
  g_autofree char *number = NULL;

  if (g_str_equal (phone->kind, "mobile"))
    return g_strdup (phone->digits);

  if (g_str_equal (phone->kind, "service"))
    number = g_strdup_printf ("%.3s-%.3s-%s", phone->digits, phone->digits + 3, phone->digits + 6);
  else
    number = g_strdup_printf ("%.*s-%s", (int)phone->area_length, phone->digits,
                              phone->digits + phone->area_length);
  if (phone->extension == NULL)
    return g_steal_pointer (&number);

  return g_strdup_printf ("%s-%s", number, phone->extension);
}

static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  g_auto (JcPhone) phone = { 0 };
  const char      *fault = jc_phone_parse (&phone, text, options->default_area);
  g_autofree char *e164 = NULL;
  g_autofree char *display = NULL;
  JsonObject      *verdict;

  if (fault != NULL)
    return jc_verdict_fail (fault);

  verdict = jc_verdict_begin ();
  json_object_set_string_member (verdict, "kind", phone.kind);
  if (g_str_equal (phone.kind, "service"))
    json_object_set_null_member (verdict, "e164");
  else
    {
      e164 = g_strconcat ("+86", phone.digits + (phone.digits[0] == '0' ? 1 : 0), NULL);
      json_object_set_string_member (verdict, "e164", e164);
    }
  display = dup_display (&phone);
  json_object_set_string_member (verdict, "display", display);
  jc_verdict_set_warnings (verdict, phone.area_assumed ? "area_code_assumed" : NULL, NULL);

  return jc_verdict_end (verdict);
}

const JcFormatRule jc_phone_rule = {
  .name = "phone",
  .normal_member = "display",
  .bad_text_code = "charset",
  .words = jc_phone_words,
  .check = check,
  .dup_message = jc_phone_dup_message,
};
