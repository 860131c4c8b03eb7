/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-text.h"

G_BEGIN_DECLS

/**
 * JcCode:
 * @code: as it is stored
 * @name: the full name
 * @short_name: (nullable): the short form some papers print
 * @path: (nullable): code of the item above it in the list (a section of a division …)
 * @aliases: (nullable): other words a person may type or paste
 * @selectable: FALSE for headings and retired codes
 * @json: (unowned): the whole item, for `code` in rules
 */
typedef struct
{
  const char *code;
  JcText     *name;
  JcText     *short_name;
  const char *parent;
  GStrv       aliases;
  gboolean    selectable;
  JsonObject *json;
} JcCode;

/**
 * JcCodeList:
 *
 * Uniform shape: {"id", "title": {zh, en}, "standard"?, "source"?, "items": [{"code", "name": {zh, en},
 * "short"?: {zh, en}, "parent"?, "aliases"?: […], "selectable"?: bool, …}]}. Unchangeable.
 */
typedef struct _JcCodeList JcCodeList;

JcCodeList   *jc_code_list_new_from_json (JsonNode   *node,
                                          GError    **error) G_GNUC_WARN_UNUSED_RESULT;
/* One of the lists compiled into the program (resources/code-lists), parsed at first use and kept. */
JcCodeList   *jc_code_list_get_shipped   (const char *id);
/* Without parsing it. */
gboolean      jc_code_list_is_shipped    (const char *id);
void          jc_code_list_free          (JcCodeList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcCodeList, jc_code_list_free)

const char   *jc_code_list_get_id        (JcCodeList *self);
const JcText *jc_code_list_get_title     (JcCodeList *self);
/* The whole list, sealed. */
JsonNode     *jc_code_list_get_json      (JcCodeList *self);
guint         jc_code_list_get_n_codes   (JcCodeList *self);
const JcCode *jc_code_list_get_nth       (JcCodeList *self,
                                          guint       n);
/* NULL when there is no such code. */
const JcCode *jc_code_list_find          (JcCodeList *self,
                                          const char *code);
/* By code, name, short name or alias as a person types or pastes it (width and case folded). */
const JcCode *jc_code_list_match         (JcCodeList *self,
                                          const char *typed);
/* (element-type JcCode) (transfer container): selectable ones whose code begins with, or whose names or
 * aliases contain, every word of @query, best first, at most @max. */
GPtrArray    *jc_code_list_search        (JcCodeList *self,
                                          const char *query,
                                          guint       max);

G_END_DECLS
