/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* A rule, whatever it is, ends within its bounds, with a result that is JSON or with an error, and
 * says the same when it is asked again. The input is [rule, data]. */

#include "config.h"

#include "fuzz-driver.h"

#include "jc-json.h"
#include "jc-logic.h"
#include "jc-programme.h"

static const char *const seeds[] = {
  "[{\"if\": [{\"<\": [{\"var\": \"t\"}, 0]}, \"ice\", {\"<=\": [0, {\"var\": \"t\"}, 100]}, "
  "\"water\", \"steam\"]}, {\"t\": 55}]",
  "[{\"reduce\": [{\"filter\": [{\"var\": \"i\"}, {\"%\": [{\"var\": \"\"}, 2]}]},"
  " {\"+\": [{\"var\": \"current\"}, {\"var\": \"accumulator\"}]}, 0]}, {\"i\": [1, 2, 3, 4]}]",
  "[{\"merge\": [{\"map\": [[1, 2], {\"*\": [{\"var\": \"\"}, 2]}]}, {\"missing_some\": [1, "
  "[\"a\", \"b.c\"]]}]}, {\"b\": {\"c\": \"\"}}]",
  "[{\"and\": [{\"in\": [\"匠\", \"工匠\"]}, {\"!\": [[]]}, {\"==\": [\"1\", 1]}, {\"substr\": "
  "[\"jsonlogic\", -5, -2]}]}, null]",
  "[{\"cat\": [{\"age_at\": [{\"var\": \"b\"}, \"2025-10-09\"]}, {\"days_between\": "
  "[\"2024-02-28\", {\"var\": \"b\"}]},"
  " {\"working_days_after\": [\"2025-10-09\", 5]}, {\"count\": [{\"var\": \"l\"}]}, {\"distinct\": "
  "[{\"var\": \"l\"}]}]},"
  " {\"b\": \"1980-03-12\", \"l\": [1, \"1\", 1, null]}]",
  "[{\"max\": [1, {\"min\": [\"2\", 3]}, {\"-\": [5]}, {\"/\": [1, 0]}]}, []]",
  "[{\"none\": [{\"var\": [\"rows\", []]}, {\"some\": [{\"var\": \"x\"}, {\"!!\": {\"var\": "
  "\"y\"}}]}]}, {\"rows\": [{\"x\": [{\"y\": 0}]}]}]",
  NULL,
};

const JcFuzzTarget jc_fuzz_target = { "logic", seeds, NULL, 8192, TRUE, 60000 };

static JsonNode *
apply (JsonNode *rule, JsonNode *data, GError **error)
{
  g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (jc_programme_get_shipped_ids ()[0]);
  JcLogicEnv env = { .calendar = jc_programme_get_calendar (programme) };
  JsonNode  *result = jc_logic_apply (rule, data, &env, error);

  g_assert_cmpuint (env.n_steps, <=, JC_LOGIC_MAX_STEPS);

  return result;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonNode) input = jc_json_parse ((const char *)data, (gssize)size, NULL);
  JsonArray *pair = jc_json_as_array (input);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again_error = NULL;
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (GPtrArray) vars = NULL;

  if (pair == NULL || json_array_get_length (pair) != 2)
    return -1;

  result = apply (json_array_get_element (pair, 0), json_array_get_element (pair, 1), &error);
  again = apply (json_array_get_element (pair, 0), json_array_get_element (pair, 1), &again_error);
  g_assert_true ((result == NULL) == (error != NULL));
  g_assert_true ((again == NULL) == (again_error != NULL));
  g_assert_true (jc_json_equal (result, again));
  if (result != NULL)
    {
      g_autofree char *text = jc_json_to_canonical (result);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      jc_logic_is_truthy (result);
    }
  vars = jc_logic_dup_vars (json_array_get_element (pair, 0));

  return 0;
}
