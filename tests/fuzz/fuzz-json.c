/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* What the strict reader takes is written so that it is read as the same again (RFC 8259, RFC
 * 8785). */

#include "config.h"

#include "fuzz-driver.h"

#include "jc-json.h"
#include "jc-pointer.h"

static const char *const seeds[] = {
  "{\"b\": [1, 2.5e-7, -0, 1e21, true, null], \"a\": {\"é\": \"\\u20ac\\n\\ud83d\\ude00\"}, \"\": "
  "\"匠册\"}",
  "[[[[\"\\u0001\\\"\\\\\\/\"]]], {}, [], 5e-324, 1.7976931348623157e308, 9007199254740992]",
  "\"\\u0416\\u4e2d\"",
  "-123.456",
  NULL,
};

const JcFuzzTarget jc_fuzz_target = { "json", seeds, NULL, 8192, TRUE, 120000 };

static void
check_again (JsonNode *node, const char *text, const char *canonical)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) again = jc_json_parse (text, -1, &error);
  g_autofree char *once_more = NULL;

  g_assert_no_error (error);
  g_assert_true (jc_json_equal (node, again));
  once_more = jc_json_to_canonical (again);
  g_assert_cmpstr (once_more, ==, canonical);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = jc_json_parse ((const char *)data, (gssize)size, &error);
  g_autoptr (JsonNode) copy = NULL;
  g_autoptr (JsonNode) merged = NULL;
  g_autofree char *canonical = NULL;
  g_autofree char *pretty = NULL;

  g_assert_true ((node == NULL) == (error != NULL));
  if (node == NULL)
    return -1;

  canonical = jc_json_to_canonical (node);
  pretty = jc_json_to_pretty (node);
  check_again (node, canonical, canonical);
  check_again (node, pretty, canonical);
  copy = jc_json_copy (node);
  g_assert_true (jc_json_equal (node, copy));
  merged = jc_json_merge_patch (node, copy);
  jc_pointer_get (node, "/a/0/é");

  return 0;
}
