/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-text.h"

G_BEGIN_DECLS

#define JC_JSON_MAX_DEPTH 128
#define JC_JSON_MAX_BYTES (16 * 1024 * 1024)
/* Every scalar, array and object counts: bounds memory, since "[]," is 3 bytes but a node is 100. */
#define JC_JSON_MAX_VALUES 2000000

/* Strict reading (RFC 8259). Refused as JC_MODEL_ERROR_SYNTAX: comments, single quotes, trailing
 * commas or text, duplicate names, lone surrogates, U+0000, a byte order mark, invalid UTF-8,
 * numbers that are no finite double; as JC_MODEL_ERROR_TOO_LARGE: deeper than JC_JSON_MAX_DEPTH,
 * longer than JC_JSON_MAX_BYTES, more than JC_JSON_MAX_VALUES, names made to collide. The error names line and column. Numbers are doubles: one that is
 * integral and within ±2^53 is held as gint64, every other as double. The result is sealed. */
JsonNode *jc_json_parse          (const char  *text,
                                  gssize       length,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* RFC 8785 bytes, without final newline. @node must hold finite numbers and valid UTF-8. */
char     *jc_json_to_canonical   (JsonNode    *node) G_GNUC_WARN_UNUSED_RESULT;

/* Lower-case hex SHA-256 of the canonical bytes. */
char     *jc_json_dup_sha256     (JsonNode    *node) G_GNUC_WARN_UNUSED_RESULT;

/* Indented, members in canonical order, for people and files under version control. */
char     *jc_json_to_pretty      (JsonNode    *node) G_GNUC_WARN_UNUSED_RESULT;

/* Equal as canonical forms; NULL and JSON null are equal. */
gboolean  jc_json_equal          (JsonNode    *a,
                                  JsonNode    *b);

/* A node that owns @object or @array, which the caller may go on filling. */
JsonNode *jc_json_new_object     (JsonObject  *object) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *jc_json_new_array      (JsonArray   *array) G_GNUC_WARN_UNUSED_RESULT;

/* Deep, unsealed copy. */
JsonNode *jc_json_copy           (JsonNode    *node) G_GNUC_WARN_UNUSED_RESULT;

/* RFC 7396. Either may be NULL. The result shares nothing with @target or @patch. */
JsonNode *jc_json_merge_patch    (JsonNode    *target,
                                  JsonNode    *patch) G_GNUC_WARN_UNUSED_RESULT;

/* Reading members of untrusted objects: @fallback or NULL where the member is missing or of another
 * type, never a critical. @object may be NULL. */
const char *jc_json_get_string  (JsonObject *object, const char *name, const char *fallback);
gint64      jc_json_get_int     (JsonObject *object, const char *name, gint64 fallback);
double      jc_json_get_double  (JsonObject *object, const char *name, double fallback);
gboolean    jc_json_get_boolean (JsonObject *object, const char *name, gboolean fallback);
JsonObject *jc_json_get_object  (JsonObject *object, const char *name);
JsonArray  *jc_json_get_array   (JsonObject *object, const char *name);
/* {"zh", "en"} as a new JcText; a plain string stands for both; NULL when missing. */
JcText     *jc_json_dup_text    (JsonObject *object, const char *name);
/* The object in @node, or NULL when it holds none. */
JsonObject *jc_json_as_object   (JsonNode   *node);
JsonArray  *jc_json_as_array    (JsonNode   *node);
/* The string in @node, or NULL. */
const char *jc_json_as_string   (JsonNode   *node);
/* TRUE for NULL, null, "", [] and {}. */
gboolean    jc_json_is_blank    (JsonNode   *node);

JsonNode   *jc_text_to_json     (const JcText *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
