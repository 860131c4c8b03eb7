/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-programme.h"

G_BEGIN_DECLS

#define JC_PROGRAMME_FORMAT "jiangce-programme/1"
#define JC_PROGRAMME_MAX_FIELDS 2000
#define JC_PROGRAMME_MAX_RULES 2000
#define JC_PROGRAMME_MAX_ITEMS 200

/**
 * JcDeclaredList:
 * @resource: (nullable): id of the shipped list it stands for
 * @list: (nullable): an inline one
 */
typedef struct
{
  const char *resource;
  JcCodeList *list;
} JcDeclaredList;

/**
 * JcDerivation:
 * @field: a derived field
 * @rows: (nullable): the rows it is a member of
 * @path: its dotted path without positions ("leader.contests.points")
 * @vars: (element-type utf8): what it reads, likewise
 * @looped: depends on itself, so its value is null
 */
typedef struct
{
  const JcField *field;
  const JcField *rows;
  char          *path;
  GPtrArray     *vars;
  gboolean       looped;
} JcDerivation;

/**
 * JcKindData:
 * @kind: what others see of it
 * @json: (unowned): its part of the definition
 * @derivations: (element-type JcDerivation): each after those that it reads
 */
typedef struct
{
  JcKind      kind;
  JsonObject *json;
  GPtrArray  *derivations;
} JcKindData;

/* Strings and JsonNodes of the definition are those of @json; what has to be made is kept in @texts
 * and @strings. */
struct _JcProgramme
{
  gatomicrefcount ref_count;
  JsonNode       *json;
  char           *version; /* (nullable): until it is first asked for */
  const char     *id;
  const JcText   *title;
  const char     *default_area;
  JsonNode       *parameters;
  JcCalendar     *calendar;
  GHashTable     *code_lists; /* id → JcDeclaredList */
  GPtrArray      *kinds;      /* JcKind, the head of a JcKindData */
  GPtrArray      *windows;
  GPtrArray      *routes;
  GPtrArray      *texts;
  GPtrArray      *strings;
};

/* As jc_programme_new_from_json (); @where: (out): JSON Pointer of what is wrong. */
JcProgramme *jc_programme_read         (JsonNode    *node,
                                        char       **where,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;

void         jc_field_free             (JcField     *field);
void         jc_kind_free              (JcKind      *kind);

/* A dotted path without the positions of rows: "leader.honours.2.year" → "leader.honours.year". */
char        *jc_path_dup_plain         (const char  *path) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a rule that reads @var reads (part of) what stands at @path; both plain. */
gboolean     jc_path_reads             (const char  *var,
                                        const char  *path);

/* Fills the kind's derivations. */
void         jc_kind_order_derivations (JcKindData  *data);

G_END_DECLS
