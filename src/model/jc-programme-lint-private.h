/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-programme-lint.h"
#include "jc-programme-private.h"

G_BEGIN_DECLS

/* One run over one definition. */
typedef struct
{
  JcProgramme *programme;
  JsonObject  *json;
  GPtrArray   *findings;
} JcLint;

/**
 * JcLintScope:
 * @kind: (nullable): whose values are read; NULL: of any kind
 * @rows: (nullable): whose row is `row`
 * @in_body: within map, filter, reduce, all, none, some or count, where names are the element's
 * @element: (nullable): the rows (or list of codes) whose elements these are; NULL: not known
 * @in_reduce: names are `current` and `accumulator`
 */
typedef struct
{
  JcLint        *lint;
  const JcKind  *kind;
  const JcField *rows;
  gboolean       in_body;
  const JcField *element;
  gboolean       in_reduce;
} JcLintScope;

typedef enum
{
  JC_LINT_DECLARED,
  JC_LINT_UNDECLARED,
  JC_LINT_UNKNOWN, /* computed, or of an element that is not known */
} JcLintName;

/* Where logic stands and what it is for. */
typedef enum
{
  JC_LINT_CONDITION, /* applies, when: useless if it never holds */
  JC_LINT_VALUE,
} JcLintUse;

typedef void (*JcLintLogicFunc)     (const JcLintScope *scope,
                                     JsonNode          *logic,
                                     const char        *at,
                                     JcLintUse          use);
typedef void (*JcLintOperationFunc) (const JcLintScope *scope,
                                     const char        *name,
                                     JsonNode          *arguments,
                                     const char        *at);

/* @message (transfer full) */
void           jc_lint_add             (JcLint              *self,
                                        const char          *at,
                                        const char          *code,
                                        JcText              *message);
void           jc_lint_foreach_logic   (JcLint              *self,
                                        JcLintLogicFunc      func);
/* Every operation in @logic, outer ones first. */
void           jc_lint_walk            (const JcLintScope   *scope,
                                        JsonNode            *logic,
                                        const char          *at,
                                        JcLintOperationFunc  func);
/* @field: (out) (optional) (nullable): the field that @path names exactly. */
JcLintName     jc_lint_resolve         (const JcLintScope   *scope,
                                        const char          *path,
                                        const JcField      **field);
/* The operation in @node, and its arguments; NULL where @node is plain data. */
const char    *jc_lint_get_operation   (JsonNode            *node,
                                        JsonNode           **arguments);
JsonNode      *jc_lint_get_argument    (JsonNode            *arguments,
                                        guint                n);
/* The path that {"var": path} reads; NULL for anything else, and where there is a default. */
const char    *jc_lint_get_var         (JsonNode            *node);
/* TRUE when nothing can make @logic hold. */
gboolean       jc_lint_never_holds     (const JcLintScope   *scope,
                                        JsonNode            *logic);
/* TRUE when all of @conditions cannot hold at once. */
gboolean       jc_lint_contradict      (const JcLintScope   *scope,
                                        GPtrArray           *conditions);

/* The checks. */
void           jc_lint_members         (JcLint              *self);
void           jc_lint_names           (JcLint              *self);
void           jc_lint_references      (JcLint              *self);
void           jc_lint_duplicates      (JcLint              *self);
void           jc_lint_conditions      (JcLint              *self);
void           jc_lint_loops           (JcLint              *self);
void           jc_lint_paper           (JcLint              *self);
void           jc_lint_slots           (JcLint              *self);
void           jc_lint_samples         (JcLint              *self);

G_END_DECLS
