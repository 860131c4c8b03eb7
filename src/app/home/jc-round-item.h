/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-programme.h"
#include "jc-span.h"

G_BEGIN_DECLS

/**
 * JcRoundItem:
 *
 * The heading of a group of dossiers: a round as the server describes it, or the programme where no
 * server has said anything; with the days on which it takes submissions.
 */
#define JC_TYPE_ROUND_ITEM (jc_round_item_get_type ())
G_DECLARE_FINAL_TYPE (JcRoundItem, jc_round_item, JC, ROUND_ITEM, GObject)

JcRoundItem *jc_round_item_new_from_json      (JsonNode    *round);
JcRoundItem *jc_round_item_new_from_programme (JcProgramme *programme);

/* The round's id, NULL without a server; the programme's. */
const char  *jc_round_item_get_round          (JcRoundItem *self);
const char  *jc_round_item_get_programme      (JcRoundItem *self);
const char  *jc_round_item_get_title          (JcRoundItem *self);
/* "Open 9 Oct to 15 Oct, 2 days 4 hours left". @now_us: the server's clock. "" when nothing is known. */
char        *jc_round_item_dup_window         (JcRoundItem *self,
                                               gint64       now_us) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE: a server said so, and its clock decides. */
gboolean     jc_round_item_is_from_server     (JcRoundItem *self);

/* "2 days 4 hours", "3 minutes". */
char        *jc_round_dup_duration            (gint64       duration_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
