/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-json.h"

G_BEGIN_DECLS

/* Beyond this not every integer is a double (2^53). */
#define JC_JSON_MAX_SAFE_INTEGER 9007199254740992.0

/* A finite number as ECMAScript prints it. */
void jc_json_append_number (GString *out, double value);

/* Below, at or above 0 as @a stands before, at or after @b by UTF-16 code units. */
int jc_json_compare_names (const char *a, const char *b);

/* (transfer container) (element-type utf8): @object's names in canonical order, lent by it. */
GList *jc_json_list_names (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;

/* The number in @node, 0 when it holds none. */
double   jc_json_as_double (JsonNode *node);
gboolean jc_json_is_number (JsonNode *node);

G_END_DECLS
