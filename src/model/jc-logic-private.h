/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-logic.h"

G_BEGIN_DECLS

/* Work on long text counts beside the operation itself: one step more for so many bytes. */
#define JC_LOGIC_BYTES_PER_STEP 4096

/**
 * JcLogic:
 * @env: (unowned): what the rule may ask; its n_steps counts the work done
 * @root: (unowned): the data that the whole rule was given
 * @heights: (owned): arrays and objects made so far → how many made ones lie in each other. A rule
 *   that wraps its accumulator again and again would else build what cannot be freed by recursion.
 * @depth: operations and arrays being evaluated
 * @failed: whether @error has been set; whatever is computed after that is thrown away
 * @error: where the error goes
 *
 * One evaluation under way.
 */
typedef struct
{
  JcLogicEnv *env;
  JsonNode   *root;
  GHashTable *heights;
  guint       depth;
  gboolean    failed;
  GError    **error;
} JcLogic;

/**
 * JcLogicCall:
 * @name: the operation
 * @args: (unowned): its arguments, evaluated unless it is lazy
 * @n_args: how many
 * @data: (unowned): what `var` reads here
 */
typedef struct
{
  const char *name;
  JsonNode  **args;
  guint       n_args;
  JsonNode   *data;
} JcLogicCall;

/* Returns a new reference; NULL counts as null. */
typedef JsonNode *(*JcLogicFunc) (JcLogic *self, const JcLogicCall *call);

/**
 * JcLogicOperation:
 * @name: as written in rules; NULL ends a table
 * @func: what does it
 * @is_lazy: whether @func evaluates its arguments itself
 */
typedef struct
{
  const char *name;
  JcLogicFunc func;
  gboolean    is_lazy;
} JcLogicOperation;

extern const JcLogicOperation jc_logic_array_operations[];
extern const JcLogicOperation jc_logic_data_operations[];
extern const JcLogicOperation jc_logic_own_operations[];
extern const JcLogicOperation jc_logic_scalar_operations[];

/* --- Evaluating (jc-logic.c) --- */

/* NULL once it has failed, and only then. */
JsonNode *jc_logic_eval (JcLogic *self, JsonNode *rule, JsonNode *data);
/* The argument, or NULL for JavaScript's undefined. */
JsonNode *jc_logic_get_arg (const JcLogicCall *call, guint index);
/* Evaluates a lazy operation's argument; null where there is none. */
JsonNode *jc_logic_eval_arg (JcLogic *self, const JcLogicCall *call, guint index);
/* FALSE once the evaluation has failed or when this work is too much. */
gboolean jc_logic_spend (JcLogic *self, gsize n_steps);
void     jc_logic_fail (JcLogic *self, JcModelError code, const char *zh, const char *en);
/* The size of @node in JSON, about; fails above the bound. */
gsize jc_logic_measure (JcLogic *self, JsonNode *node);

/* --- Values (jc-logic-values.c) --- */

JsonNode *jc_logic_new_null (void);
JsonNode *jc_logic_new_boolean (gboolean value);
JsonNode *jc_logic_new_number (double value);
JsonNode *jc_logic_new_string (const char *value);
JsonNode *jc_logic_take_array (JcLogic *self, JsonArray *array);
JsonNode *jc_logic_take_object (JcLogic *self, JsonObject *object);

void     jc_logic_append_string (JcLogic *self, GString *out, JsonNode *node);
char    *jc_logic_dup_string (JcLogic *self, JsonNode *node);
double   jc_logic_to_number (JcLogic *self, JsonNode *node);
double   jc_logic_parse_float (JcLogic *self, JsonNode *node);
gboolean jc_logic_strict_equal (JsonNode *a, JsonNode *b);
gboolean jc_logic_loose_equal (JcLogic *self, JsonNode *a, JsonNode *b);
/* FALSE when the two cannot be compared (NaN). */
gboolean jc_logic_compare (JcLogic *self, JsonNode *a, JsonNode *b, int *order);

G_END_DECLS
