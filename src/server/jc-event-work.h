/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-event.h"
#include "jc-finding.h"
#include "jc-service.h"

G_BEGIN_DECLS

/**
 * JcEventWork:
 * @service, @request: (unowned)
 * @type: the event's type
 * @record: the dossier as it is
 * @role: in which role the caller acts
 * @transition: what the table says
 * @now_us: the moment that counts
 * @span, @has_span: the window that the event is held against
 * @findings: (element-type JcFinding): of a check, when the event asks for one
 * @filled_on: (nullable): filling date that the dossier has afterwards
 * @event: the record that was written
 * @receipt: (nullable): for what was handed in
 *
 * One event on its way: prepared, judged, and only then done.
 */
typedef struct
{
  JcService          *service;
  JcRequest          *request;
  const char         *type;
  JcDossierRecord    *record;
  JcRound            *round;
  JcProgramme        *programme;
  const JcKind       *kind;
  const JcTransition *transition;
  gint64              now_us;
  JcSpan              span;
  gboolean            has_span;
  GPtrArray          *findings;
  char               *filled_on;
  JsonNode           *event;
  JsonNode           *receipt;
} JcEventWork;

void       jc_event_work_clear   (JcEventWork *self);
/* Finds out everything that the rules need. FALSE: the call has its answer. */
gboolean   jc_event_work_prepare (JcEventWork *self);
/* The first rule that says no, as an answer of the call; TRUE when none does. */
gboolean   jc_event_work_judge   (JcEventWork *self);
/* Writes the new state, the record, the submission and the feed. */
gboolean   jc_event_work_do      (JcEventWork *self,
                                  GError     **error);

G_END_DECLS
