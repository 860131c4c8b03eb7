/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-merge.h"

G_BEGIN_DECLS

/**
 * JcMergeSides:
 * @base, @mine, @theirs: (unowned) (nullable): one place in the three documents, NULL where it is not
 */
typedef struct
{
  JsonNode *base;
  JsonNode *mine;
  JsonNode *theirs;
} JcMergeSides;

/* (nullable): the merged node, NULL when it is not there. @pointer is the place in the merged document. */
JsonNode *jc_merge_nodes        (const JcMergeSides *sides,
                                 const char         *pointer,
                                 GPtrArray          *conflicts);
/* Keeps mine. */
JsonNode *jc_merge_keep_mine    (const JcMergeSides *sides,
                                 const char         *pointer,
                                 GPtrArray          *conflicts);
/* Every side that is there is an array of objects with ids, no two alike. */
gboolean  jc_merge_sides_are_rows (const JcMergeSides *sides);
/* Whether two attachments put the same pages of the same original to the same use: slot and row. */
gboolean  jc_merge_same_use     (JsonNode           *a,
                                 JsonNode           *b);
/* One attachment out of two that are the same use, under theirs' id. */
JsonNode *jc_merge_added_twice  (JsonNode           *mine,
                                 JsonNode           *theirs,
                                 const char         *pointer,
                                 GPtrArray          *conflicts) G_GNUC_WARN_UNUSED_RESULT;
/* One attachment that all three sides have. */
JsonNode *jc_merge_attachment   (const JcMergeSides *sides,
                                 const char         *pointer,
                                 GPtrArray          *conflicts) G_GNUC_WARN_UNUSED_RESULT;
/* @by_content: rows are attachments: what both sides added to the same use is one thing. */
JsonNode *jc_merge_rows         (const JcMergeSides *sides,
                                 const char         *pointer,
                                 gboolean            by_content,
                                 GPtrArray          *conflicts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
