/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* A value has one verdict, with a code or a normal form, and a normal form is its own (rules §1 to
 * §12). The first byte chooses the format, the rest is what a person typed. */

#include "config.h"

#include "fuzz-driver.h"

#include <string.h>

#include "jc-format.h"
#include "jc-json.h"

static const char *const seeds[] = {
  "a220102198701020158",
  "b912201011234567884",
  "c0431-80000001转8001",
  "d130022",
  "estudio@example.com",
  "f约１００㎡",
  "g6－10人",
  "h2200 1450 1000 0000 0123",
  "i1987年1月2日",
  "j阿依古丽·买买提",
  "kＡＢ　Ｃ",
  "l800,000.50",
  "m12",
  "c+86 139-0000-0001",
  "i2025.10",
  "jJean-Luc O'Neil",
  "g10人以上",
  NULL,
};

const JcFuzzTarget jc_fuzz_target = { "value", seeds, NULL, 200, FALSE, 160000 };

/* Written differently in lists and letters than it is typed: `10+` for 10人以上. */
static gboolean
reads_its_own (const char *format)
{
  return !g_str_equal (format, "headcount") && !g_str_equal (format, "money");
}

static void
check_normal (const char *format, JsonNode *verdict, const JcFormatOptions *options)
{
  g_autofree char *normal = jc_format_dup_normal (format, verdict);
  g_autofree char *again = NULL;
  g_autoptr (JsonNode) second = NULL;

  g_assert_nonnull (normal);
  g_assert_true (g_utf8_validate (normal, -1, NULL));
  if (!reads_its_own (format))
    return;

  second = jc_format_check (format, normal, options);
  again = jc_format_dup_normal (format, second);
  g_assert_cmpstr (again, ==, normal);
}

static void
check_refusal (const char *format, JsonObject *verdict, const char *text)
{
  const char *code = jc_json_get_string (verdict, "code", NULL);
  g_autoptr (JcText) message = NULL;

  g_assert_nonnull (code);
  message = jc_format_dup_message (format, code, text);
  g_assert_nonnull (message);
  g_assert_true (*message->zh != '\0' && *message->en != '\0');
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *const *names = jc_format_get_names ();
  JcFormatOptions    options = { "2025-10-15", "0431" };
  const char        *format;
  g_autofree char   *text = NULL;
  g_autoptr (JsonNode) verdict = NULL;
  JsonObject *object;

  if (size < 1 || memchr (data, '\0', size) != NULL)
    return -1;

  format = names[data[0] % g_strv_length ((GStrv)names)];
  text = g_strndup ((const char *)data + 1, size - 1);
  verdict = jc_format_check (format, text, &options);
  object = jc_json_as_object (verdict);
  g_assert_nonnull (object);
  if (jc_json_get_boolean (object, "valid", FALSE))
    check_normal (format, verdict, &options);
  else
    check_refusal (format, object, text);

  return 0;
}
