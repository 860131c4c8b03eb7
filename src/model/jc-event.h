/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-text.h"

G_BEGIN_DECLS

/* The dossier's life is one table of (state, event, role); nothing beside it decides. */

/**
 * JcTransition: @event takes a dossier of @kind (NULL: any) from @from to @to when @role acts.
 * @window: the event is held against its window.
 */
typedef struct
{
  const char *event;
  const char *kind;
  const char *from;
  const char *to;
  const char *role;
  gboolean    window;
} JcTransition;

/* NULL when the table does not allow it. */
const JcTransition *jc_transition_find    (const char *event, const char *kind, const char *state, const char *role);
/* The whole table, for tests, documentation and buttons. */
const JcTransition *jc_transition_get_all (guint *n_transitions);
gboolean            jc_event_type_exists  (const char *event);
/* Words for a state ("草稿" / "Draft"); NULL when unknown. */
const JcText       *jc_state_get_label    (const char *state);
/* Words for an event ("提交" / "submitted"); NULL when unknown. */
const JcText       *jc_event_get_label    (const char *event);
/* What the applicant can do in a state; NULL where that is nothing. */
const JcText       *jc_state_get_advice   (const char *state);

/* An event record: {"seq", "type", "dossier", "account", "role", "at", "reason", "data", "from", "to",
 * "previous", "hash"}; hash = SHA-256 of the RFC 8785 bytes of all but "hash"; previous = hash of the event before, or "". */
JsonNode *jc_event_new_chained   (JsonNode *event, const char *previous) G_GNUC_WARN_UNUSED_RESULT;
/* @events: array, oldest first. JC_MODEL_ERROR_SIGNATURE names the first that does not hold. */
gboolean  jc_event_verify_chain  (JsonNode *events, GError **error);

G_END_DECLS
