/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-event.h"
#include "jc-json.h"

#include <string.h>

static const char *const all_states[] = {
  "draft",       "finalised",       "submitted", "returned", "withdrawn", "verified",
  "recommended", "not_recommended", "delivered", "accepted", "rejected",  "reviewed",
  "visited",     "concluded",       "published", "filed",    "paid",      "disqualified",
};

static const struct
{
  const char *event;
  const char *from;
  const char *to;
  gboolean    window;
} allowed[] = {
  { "finalise", "draft", "finalised", FALSE }, { "reopen", "finalised", "draft", FALSE },
  { "submit", "draft", "submitted", TRUE },    { "submit", "finalised", "submitted", TRUE },
  { "withdraw", "submitted", "draft", FALSE },
};

static gsize
find_allowed (const char *event, const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (strcmp (allowed[i].event, event) == 0 && strcmp (allowed[i].from, state) == 0)
      return i;

  return G_N_ELEMENTS (allowed);
}

/* Every event in every state, against the list above and nothing else. */
static void
test_transitions (void)
{
  static const char *const events[] = { "finalise", "reopen", "submit", "withdraw" };

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (all_states); j++)
      {
        gsize               n = find_allowed (events[i], all_states[j]);
        const JcTransition *found
            = jc_transition_find (events[i], "application", all_states[j], "applicant");

        g_test_message ("%s in %s", events[i], all_states[j]);
        g_assert_cmpint (found != NULL, ==, n < G_N_ELEMENTS (allowed));
        if (found != NULL)
          {
            g_assert_cmpstr (found->to, ==, allowed[n].to);
            g_assert_cmpint (found->window, ==, allowed[n].window);
          }
      }
}

static void
test_refused (void)
{
  g_assert_null (jc_transition_find ("submit", "batch", "draft", "applicant"));
  g_assert_null (jc_transition_find ("submit", "application", "draft", "recommender"));
  g_assert_null (jc_transition_find ("submit", "application", "draft", NULL));
  g_assert_null (jc_transition_find ("submit", "application", NULL, "applicant"));
  g_assert_null (jc_transition_find ("pay", "application", "draft", "applicant"));
  g_assert_null (jc_transition_find (NULL, "application", "draft", "applicant"));
}

static void
test_table (void)
{
  guint               n = 0;
  const JcTransition *all = jc_transition_get_all (&n);

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (allowed));
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (jc_event_type_exists (all[i].event));
      g_assert_nonnull (jc_state_get_label (all[i].from));
      g_assert_nonnull (jc_event_get_label (all[i].event));
      g_assert_nonnull (jc_state_get_advice (all[i].from));
      g_assert_nonnull (jc_state_get_label (all[i].to));
    }
  g_assert_false (jc_event_type_exists ("pay"));
  g_assert_false (jc_event_type_exists (NULL));
}

static void
test_labels (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (all_states); i++)
    {
      const JcText *label = jc_state_get_label (all_states[i]);

      g_assert_nonnull (label);
      g_assert_cmpstr (label->zh, !=, "");
      g_assert_cmpstr (label->en, !=, "");
    }
  g_assert_null (jc_state_get_label ("sleeping"));
  g_assert_null (jc_state_get_label (NULL));
  g_assert_null (jc_event_get_label ("sleep"));
  g_assert_null (jc_event_get_label (NULL));
  g_assert_null (jc_state_get_advice ("sleeping"));
  g_assert_null (jc_state_get_advice (NULL));
}

/* --- Chain --- */

static JsonNode *
new_event (guint seq, const char *previous)
{
  g_autofree char *text
      = g_strdup_printf ("{\"seq\":%u,\"type\":\"submit\",\"reason\":\"甲\"}", seq);
  g_autoptr (JsonNode) event = jc_json_parse (text, -1, NULL);

  return jc_event_new_chained (event, previous);
}

static JsonNode *
new_chain (guint n)
{
  JsonNode        *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray       *array = json_array_new ();
  g_autofree char *previous = NULL;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *event = new_event (i + 1, previous);

      g_free (previous);
      previous = g_strdup (json_object_get_string_member (json_node_get_object (event), "hash"));
      json_array_add_element (array, event);
    }
  json_node_take_array (node, array);

  return node;
}

static void
test_chain_holds (void)
{
  for (guint n = 0; n < 4; n++)
    {
      g_autoptr (JsonNode) chain = new_chain (n);
      g_autoptr (GError) error = NULL;

      g_assert_true (jc_event_verify_chain (chain, &error));
      g_assert_no_error (error);
    }
}

/* The hash is over the RFC 8785 bytes of all other members; this one was made by another program.
 */
static void
test_hash (void)
{
  g_autoptr (JsonNode) event = new_event (1, NULL);
  const char      *bytes = "{\"previous\":\"\",\"reason\":\"甲\",\"seq\":1,\"type\":\"submit\"}";
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (event), "hash"), ==,
                   expected);
}

static void
assert_broken (JsonNode *chain, const char *where)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (jc_event_verify_chain (chain, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_SIGNATURE);
  g_assert_nonnull (strstr (error->message, where));
}

static void
test_chain_altered (void)
{
  g_autoptr (JsonNode) chain = new_chain (3);
  JsonArray *array = json_node_get_array (chain);

  json_object_set_string_member (json_array_get_object_element (array, 1), "reason", "乙");
  assert_broken (chain, "event 2 ");
}

/* Whoever alters an event and its hash breaks the event after it. */
static void
test_chain_altered_with_hash (void)
{
  g_autoptr (JsonNode) chain = new_chain (3);
  JsonArray       *array = json_node_get_array (chain);
  JsonObject      *second = json_array_get_object_element (array, 1);
  g_autofree char *previous = g_strdup (json_object_get_string_member (second, "previous"));
  g_autoptr (JsonNode) forged = NULL;

  json_object_set_string_member (second, "reason", "乙");
  forged = jc_event_new_chained (json_array_get_element (array, 1), previous);
  json_object_set_string_member (second, "hash",
                                 json_object_get_string_member (json_node_get_object (forged),
                                                                "hash"));
  assert_broken (chain, "event 3 ");
}

static void
test_chain_gap (void)
{
  g_autoptr (JsonNode) chain = new_chain (3);

  json_array_remove_element (json_node_get_array (chain), 1);
  assert_broken (chain, "event 2 ");
}

static void
test_chain_without_beginning (void)
{
  g_autoptr (JsonNode) chain = new_chain (3);

  json_array_remove_element (json_node_get_array (chain), 0);
  assert_broken (chain, "event 1 ");
}

static void
test_chain_not_events (void)
{
  g_autoptr (JsonNode) strings = jc_json_parse ("[\"x\"]", -1, NULL);
  g_autoptr (JsonNode) object = jc_json_parse ("{}", -1, NULL);
  g_autoptr (GError) error = NULL;

  assert_broken (strings, "event 1 ");
  g_assert_false (jc_event_verify_chain (object, &error));
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/event/transitions", test_transitions);
  g_test_add_func ("/model/event/refused", test_refused);
  g_test_add_func ("/model/event/table", test_table);
  g_test_add_func ("/model/event/labels", test_labels);
  g_test_add_func ("/model/event/hash", test_hash);
  g_test_add_func ("/model/event/chain/holds", test_chain_holds);
  g_test_add_func ("/model/event/chain/altered", test_chain_altered);
  g_test_add_func ("/model/event/chain/altered-with-hash", test_chain_altered_with_hash);
  g_test_add_func ("/model/event/chain/gap", test_chain_gap);
  g_test_add_func ("/model/event/chain/without-beginning", test_chain_without_beginning);
  g_test_add_func ("/model/event/chain/not-events", test_chain_not_events);

  return g_test_run ();
}
