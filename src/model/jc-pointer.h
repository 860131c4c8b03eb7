/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-text.h"

G_BEGIN_DECLS

/* JSON Pointers (RFC 6901). "" is the whole document. */

gboolean  jc_pointer_is_valid (const char        *pointer);

/* Unescaped reference tokens. NULL when @pointer is malformed. */
GStrv     jc_pointer_split    (const char        *pointer) G_GNUC_WARN_UNUSED_RESULT;
char     *jc_pointer_join     (const char *const *tokens) G_GNUC_WARN_UNUSED_RESULT;
/* @pointer with one more (escaped) token. */
char     *jc_pointer_append   (const char        *pointer,
                               const char        *token) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE when @pointer is @ancestor or lies below it. */
gboolean  jc_pointer_is_below (const char        *pointer,
                               const char        *ancestor);

/* Borrowed from @root, or NULL. */
JsonNode *jc_pointer_get      (JsonNode          *root,
                               const char        *pointer);

/* A new sealed document that differs from @root in one place; unchanged parts are shared, @root stays
 * as it was. @value NULL removes. Missing objects on the way are made; "-" or the array's length
 * appends. NULL with JC_MODEL_ERROR_NOT_FOUND where the way leads through a scalar or past an array. */
JsonNode *jc_pointer_set      (JsonNode          *root,
                               const char        *pointer,
                               JsonNode          *value,
                               GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
