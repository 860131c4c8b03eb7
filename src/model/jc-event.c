/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-event.h"

#include "jc-json.h"

/* A window guards what is handed in; finalising and taking back are the applicant's own affair. */
static const JcTransition transitions[] = {
  { "finalise", "application", "draft", "finalised", "applicant", FALSE },
  { "reopen", "application", "finalised", "draft", "applicant", FALSE },
  { "submit", "application", "draft", "submitted", "applicant", TRUE },
  { "submit", "application", "finalised", "submitted", "applicant", TRUE },
  { "withdraw", "application", "submitted", "draft", "applicant", FALSE },
};

static const struct
{
  const char *state;
  JcText      label;
} states[] = {
  { "draft", { (char *)"草稿", (char *)"Draft" } },
  { "finalised", { (char *)"已定稿", (char *)"Finalised" } },
  { "submitted", { (char *)"已提交", (char *)"Submitted" } },
  { "returned", { (char *)"退回补正", (char *)"Returned" } },
  { "withdrawn", { (char *)"已撤回", (char *)"Withdrawn" } },
  { "verified", { (char *)"已核对", (char *)"Verified" } },
  { "recommended", { (char *)"已推荐", (char *)"Recommended" } },
  { "not_recommended", { (char *)"未推荐", (char *)"Not recommended" } },
  { "delivered", { (char *)"已上报", (char *)"Delivered" } },
  { "accepted", { (char *)"已受理", (char *)"Accepted" } },
  { "rejected", { (char *)"不予受理", (char *)"Rejected" } },
  { "reviewed", { (char *)"已评审", (char *)"Reviewed" } },
  { "visited", { (char *)"已实地考察", (char *)"Visited" } },
  { "concluded", { (char *)"已有结论", (char *)"Concluded" } },
  { "published", { (char *)"公示", (char *)"Published" } },
  { "filed", { (char *)"已备案", (char *)"Filed" } },
  { "paid", { (char *)"已拨付", (char *)"Paid" } },
  { "disqualified", { (char *)"已取消资格", (char *)"Disqualified" } },
};

/* English says what is done to the dossier. */
static const struct
{
  const char *event;
  JcText      label;
} event_labels[] = {
  { "finalise", { (char *)"定稿", (char *)"finalised" } },
  { "reopen", { (char *)"退回草稿", (char *)"taken back to a draft" } },
  { "submit", { (char *)"提交", (char *)"submitted" } },
  { "withdraw", { (char *)"撤回", (char *)"withdrawn" } },
};

static const struct
{
  const char *state;
  JcText      advice;
} advices[] = {
  { "draft",
    { (char *)"草稿直接改，改好后提交",
      (char *)"A draft is changed as it is; submit it when it is done" } },
  { "finalised",
    { (char *)"定稿的材料可以直接提交，要改先退回草稿",
      (char *)"What is finalised can be submitted; to change it, take it back to a draft first" } },
  { "submitted",
    { (char *)"它已经在服务器上，不必再交；要改先撤回，改好后再提交",
      (char *)"The server has it, so nothing more is needed; to change it, withdraw it first, then "
              "submit it again" } },
};

/**
 * jc_transition_find:
 * @event: an event's type ("submit")
 * @kind: the dossier's kind
 * @state: the state it is in
 * @role: the role that acts
 *
 * Returns: (transfer none) (nullable): what the event does, or NULL when it is not allowed
 */
const JcTransition *
jc_transition_find (const char *event, const char *kind, const char *state, const char *role)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transitions); i++)
    {
      const JcTransition *transition = &transitions[i];

      if (g_strcmp0 (transition->event, event) == 0 && g_strcmp0 (transition->from, state) == 0
          && g_strcmp0 (transition->role, role) == 0
          && (transition->kind == NULL || g_strcmp0 (transition->kind, kind) == 0))
        return transition;
    }

  return NULL;
}

/**
 * jc_transition_get_all:
 * @n_transitions: (out): how many
 *
 * Returns: (transfer none) (array length=n_transitions): the whole table
 */
const JcTransition *
jc_transition_get_all (guint *n_transitions)
{
  *n_transitions = G_N_ELEMENTS (transitions);

  return transitions;
}

/**
 * jc_event_type_exists:
 * @event: (nullable): an event's type
 *
 * Returns: whether any dossier in any state takes such an event
 */
gboolean
jc_event_type_exists (const char *event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transitions); i++)
    if (g_strcmp0 (transitions[i].event, event) == 0)
      return TRUE;

  return FALSE;
}

/**
 * jc_state_get_label:
 * @state: (nullable): a state ("draft")
 *
 * Returns: (transfer none) (nullable): words for it
 */
const JcText *
jc_state_get_label (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, state) == 0)
      return &states[i].label;

  return NULL;
}

/**
 * jc_event_get_label:
 * @event: (nullable): an event's type ("submit")
 *
 * Returns: (transfer none) (nullable): words for it: “提交”, “(the dossier is) submitted”
 */
const JcText *
jc_event_get_label (const char *event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (event_labels); i++)
    if (g_strcmp0 (event_labels[i].event, event) == 0)
      return &event_labels[i].label;

  return NULL;
}

/**
 * jc_state_get_advice:
 * @state: (nullable): a state ("draft")
 *
 * Returns: (transfer none) (nullable): what the applicant can do with a dossier in that state, a
 * sentence without its full stop
 */
const JcText *
jc_state_get_advice (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (advices); i++)
    if (g_strcmp0 (advices[i].state, state) == 0)
      return &advices[i].advice;

  return NULL;
}

/* All members but "hash" are hashed. */
static char *
dup_hash (JsonNode *event)
{
  g_autoptr (JsonNode) copy = jc_json_copy (event);

  json_object_remove_member (json_node_get_object (copy), "hash");

  return jc_json_dup_sha256 (copy);
}

/**
 * jc_event_new_chained:
 * @event: an object with an event's members; its "previous" and "hash" are replaced
 * @previous: (nullable): the hash of the event before; NULL or "" for the first
 *
 * Returns: (transfer full): a copy that is chained to the event before
 */
JsonNode *
jc_event_new_chained (JsonNode *event, const char *previous)
{
  g_autofree char *hash = NULL;
  JsonNode        *copy;
  JsonObject      *object;

  g_return_val_if_fail (jc_json_as_object (event) != NULL, NULL);

  copy = jc_json_copy (event);
  object = json_node_get_object (copy);
  json_object_set_string_member (object, "previous", previous != NULL ? previous : "");

  hash = dup_hash (copy);
  json_object_set_string_member (object, "hash", hash);

  return copy;
}

static gboolean
refuse_event (GError **error, guint position, const char *zh, const char *en)
{
  return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_SIGNATURE, "第 %1$u 条事件%2$s%3$.0s",
                       "event %1$u %2$.0s%3$s", position, zh, en);
}

/**
 * jc_event_verify_chain:
 * @events: an array of event records, oldest first
 * @error: JC_MODEL_ERROR_SIGNATURE, naming the first event (counted from 1) that does not hold;
 *   JC_MODEL_ERROR_INVALID when it is no array
 *
 * Tells whether no event was altered, left out, moved or put in. That none was cut off at the end
 * can only be seen beside a hash that someone else kept.
 *
 * Returns: whether the chain holds; an empty one does
 */
gboolean
jc_event_verify_chain (JsonNode *events, GError **error)
{
  JsonArray  *array = jc_json_as_array (events);
  const char *previous = "";

  if (array == NULL)
    return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "事件记录要是一个数组。",
                         "event records are an array.");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode        *event = json_array_get_element (array, i);
      JsonObject      *object = jc_json_as_object (event);
      const char      *hash = jc_json_get_string (object, "hash", NULL);
      g_autofree char *expected = object != NULL ? dup_hash (event) : NULL;

      if (expected == NULL || g_strcmp0 (hash, expected) != 0)
        return refuse_event (error, i + 1, "的内容与它的摘要不符。",
                             "does not match its own hash.");
      if (g_strcmp0 (jc_json_get_string (object, "previous", NULL), previous) != 0)
        return refuse_event (error, i + 1, "没有接着前一条。", "does not follow the one before.");

      previous = hash;
    }

  return TRUE;
}
