/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier.h"

G_BEGIN_DECLS

/**
 * JcConflict: @pointer names the place in the merged document; each value may be NULL (not there).
 */
typedef struct
{
  char     *pointer;
  JsonNode *base;
  JsonNode *mine;
  JsonNode *theirs;
} JcConflict;

void       jc_conflict_free      (JcConflict *conflict);
/* [{"pointer", "base", "mine", "theirs"}]; a value that is not there is null. */
JsonNode  *jc_conflicts_to_json  (GPtrArray  *conflicts) G_GNUC_WARN_UNUSED_RESULT;

/* Three-way merge of values and attachments: sections and fields by key, rows by id (a row removed on
 * one side and changed on the other is a conflict; added rows of both sides are kept, theirs first; a row moved on one side moves),
 * arrays of strings as whole values, attachments by id (what both sides added to the same slot and
 * row out of the same bytes and pages is one, under theirs' id; a file that one side moved to another slot while the other changed its row or
 * named pages is a conflict as a whole). What only
 * one side changed is taken. What both changed differently keeps mine and is appended to @conflicts
 * (element-type JcConflict). The result has theirs' revision, state, round, version and finalised_on. */
JcDossier *jc_merge              (JcDossier  *base,
                                  JcDossier  *mine,
                                  JcDossier  *theirs,
                                  GPtrArray  *conflicts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
