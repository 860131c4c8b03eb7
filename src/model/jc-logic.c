/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-logic-private.h"

#include "jc-json-private.h"

#include <string.h>

/* Work on many elements counts beside the operation itself: one step more for so many. */
#define ELEMENTS_PER_STEP 64
/* A number's longest text in JSON is "-1.2345678901234567e-308". */
#define NUMBER_BYTES 24

/* --- Bounds --- */

/**
 * jc_logic_fail:
 * @self: the evaluation, which ends with this error unless it has failed before
 * @code: the error's code
 * @zh: its message in Chinese
 * @en: its message in English
 */
void
jc_logic_fail (JcLogic *self, JcModelError code, const char *zh, const char *en)
{
  if (self->failed)
    return;

  self->failed = TRUE;
  g_set_error (self->error, JC_MODEL_ERROR, code, "%s\n%s", zh, en);
}

gboolean
jc_logic_spend (JcLogic *self, gsize n_steps)
{
  guint n_left = JC_LOGIC_MAX_STEPS - MIN (self->env->n_steps, JC_LOGIC_MAX_STEPS);

  if (n_steps > n_left)
    jc_logic_fail (self, JC_MODEL_ERROR_TOO_LARGE,
                   "规则运算超过 " G_STRINGIFY (JC_LOGIC_MAX_STEPS) " 步；简化规则，或减少数据。",
                   "the rule takes more than " G_STRINGIFY (
                       JC_LOGIC_MAX_STEPS) " steps; simplify it or give it less data.");
  else
    self->env->n_steps += (guint)n_steps;

  return !self->failed;
}

static void measure_node (JsonNode *node, gsize *n_bytes);

static void
measure_members (JsonObject *object, gsize *n_bytes)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  json_object_iter_init (&iter, object);
  while (*n_bytes <= JC_LOGIC_MAX_OUTPUT_BYTES && json_object_iter_next (&iter, &name, &member))
    {
      *n_bytes += strlen (name) + 4;
      measure_node (member, n_bytes);
    }
}

/* Adds about the size of @node in JSON to @n_bytes, but stops counting above the bound: parts may
 * be shared, so that a value of few nodes can be endless in writing. */
static void
measure_node (JsonNode *node, gsize *n_bytes)
{
  *n_bytes += 2;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array) && *n_bytes <= JC_LOGIC_MAX_OUTPUT_BYTES;
           i++)
        {
          *n_bytes += 1;
          measure_node (json_array_get_element (array, i), n_bytes);
        }
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    measure_members (json_node_get_object (node), n_bytes);
  else if (jc_json_as_string (node) != NULL)
    *n_bytes += strlen (jc_json_as_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    *n_bytes += NUMBER_BYTES;
}

gsize
jc_logic_measure (JcLogic *self, JsonNode *node)
{
  gsize n_bytes = 0;

  measure_node (node, &n_bytes);
  if (n_bytes > JC_LOGIC_MAX_OUTPUT_BYTES)
    jc_logic_fail (self, JC_MODEL_ERROR_TOO_LARGE, "规则得出的值超过 1 MiB；缩短它。",
                   "the rule's value is longer than 1 MiB; shorten it.");

  return n_bytes;
}

/* What handling @args costs by their sizes alone. */
static gsize
weigh_args (JsonNode *const *args, guint n_args)
{
  gsize n_steps = 0;

  for (guint i = 0; i < n_args; i++)
    {
      const char *string = jc_json_as_string (args[i]);
      JsonArray  *array = jc_json_as_array (args[i]);

      if (string != NULL)
        n_steps += strlen (string) / JC_LOGIC_BYTES_PER_STEP;
      else if (array != NULL)
        n_steps += json_array_get_length (array) / ELEMENTS_PER_STEP;
    }

  return n_steps;
}

/* --- Choosing --- */

static JsonNode *
apply_if (JcLogic *self, const JcLogicCall *call)
{
  guint i;

  for (i = 0; i + 1 < call->n_args; i += 2)
    {
      g_autoptr (JsonNode) condition = jc_logic_eval_arg (self, call, i);

      if (condition == NULL)
        return NULL;
      if (jc_logic_is_truthy (condition))
        return jc_logic_eval_arg (self, call, i + 1);
    }

  return jc_logic_eval_arg (self, call, i);
}

/* and: the first falsy value, or: the first truthy one, else the last. */
static JsonNode *
apply_junction (JcLogic *self, const JcLogicCall *call)
{
  gboolean is_or = strcmp (call->name, "or") == 0;
  g_autoptr (JsonNode) value = NULL;

  for (guint i = 0; i < call->n_args && !self->failed; i++)
    {
      g_clear_pointer (&value, json_node_unref);
      value = jc_logic_eval_arg (self, call, i);
      if (value != NULL && jc_logic_is_truthy (value) == is_or)
        break;
    }

  return g_steal_pointer (&value);
}

static const JcLogicOperation control_operations[] = {
  { "?:", apply_if, TRUE },
  { "and", apply_junction, TRUE },
  { "if", apply_if, TRUE },
  { "or", apply_junction, TRUE },
  { NULL },
};

/* --- Evaluating --- */

static GHashTable *
make_table (void)
{
  const JcLogicOperation *const lists[]
      = { control_operations, jc_logic_array_operations, jc_logic_data_operations,
          jc_logic_own_operations, jc_logic_scalar_operations };
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (const JcLogicOperation *operation = lists[i]; operation->name != NULL; operation++)
      g_hash_table_insert (table, (gpointer)operation->name, (gpointer)operation);

  return table;
}

static const JcLogicOperation *
find_operation (const char *name)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, (gsize)make_table ());

  return g_hash_table_lookup ((GHashTable *)table, name);
}

/* The one member of @rule, or NULL when it is data. */
static JsonNode *
get_operation (JsonNode *rule, const char **name)
{
  JsonObject    *object = jc_json_as_object (rule);
  JsonObjectIter iter;
  JsonNode      *values = NULL;

  if (object == NULL || json_object_get_size (object) != 1)
    return NULL;

  json_object_iter_init (&iter, object);
  json_object_iter_next (&iter, name, &values);

  return values;
}

JsonNode *
jc_logic_get_arg (const JcLogicCall *call, guint index)
{
  return index < call->n_args ? call->args[index] : NULL;
}

JsonNode *
jc_logic_eval_arg (JcLogic *self, const JcLogicCall *call, guint index)
{
  return jc_logic_eval (self, jc_logic_get_arg (call, index), call->data);
}

static JsonNode *
call_operation (JcLogic *self, const JcLogicOperation *operation, JsonNode *values, JsonNode *data)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);
  JsonArray *array = jc_json_as_array (values);
  guint      n_args = array != NULL ? json_array_get_length (array) : 1;
  g_autoptr (JsonNode) result = NULL;
  JcLogicCall call;

  if (!jc_logic_spend (self, 1 + n_args / ELEMENTS_PER_STEP))
    return NULL;

  for (guint i = 0; i < n_args; i++)
    {
      JsonNode *value = array != NULL ? json_array_get_element (array, i) : values;

      value = operation->is_lazy ? json_node_ref (value) : jc_logic_eval (self, value, data);
      if (value == NULL)
        return NULL;
      g_ptr_array_add (args, value);
    }

  call = (JcLogicCall){ operation->name, (JsonNode **)args->pdata, n_args, data };
  if (!operation->is_lazy && !jc_logic_spend (self, weigh_args (call.args, n_args)))
    return NULL;
  result = operation->func (self, &call);
  if (result == NULL)
    result = jc_logic_new_null ();
  if (!jc_logic_spend (self, weigh_args (&result, 1)))
    return NULL;

  return g_steal_pointer (&result);
}

static JsonNode *
eval_elements (JcLogic *self, JsonArray *array, JsonNode *data)
{
  guint n_elements = json_array_get_length (array);
  g_autoptr (JsonArray) result = json_array_sized_new (n_elements);

  if (!jc_logic_spend (self, 1 + n_elements / ELEMENTS_PER_STEP))
    return NULL;

  for (guint i = 0; i < n_elements; i++)
    {
      JsonNode *element = jc_logic_eval (self, json_array_get_element (array, i), data);

      if (element == NULL)
        return NULL;
      json_array_add_element (result, element);
    }

  return jc_logic_take_array (self, g_steal_pointer (&result));
}

static JsonNode *
eval_nested (JcLogic *self, JsonNode *rule, const char *name, JsonNode *values, JsonNode *data)
{
  const JcLogicOperation *operation;

  if (name == NULL)
    return eval_elements (self, json_node_get_array (rule), data);

  operation = find_operation (name);
  if (operation != NULL)
    return call_operation (self, operation, values, data);

  if (!self->failed)
    jc_set_error (self->error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID,
                  "规则里的“%s”不是一种运算；核对拼写。",
                  "“%s” in the rule is no operation; check the spelling.", name);
  self->failed = TRUE;

  return NULL;
}

/**
 * jc_logic_eval:
 * @self: the evaluation
 * @rule: (nullable): a rule or part of one; NULL is null
 * @data: what `var` reads
 *
 * Source: jsonlogic.com: an object of one member is an operation, an array the values of its
 * elements, all else is itself.
 *
 * Returns: (transfer full) (nullable): the value; NULL once the evaluation has failed
 */
JsonNode *
jc_logic_eval (JcLogic *self, JsonNode *rule, JsonNode *data)
{
  const char *name = NULL;
  JsonNode   *values = get_operation (rule, &name);
  JsonNode   *result;

  if (self->failed)
    return NULL;
  if (rule == NULL)
    return jc_logic_new_null ();
  if (name == NULL && !JSON_NODE_HOLDS_ARRAY (rule))
    return json_node_ref (rule);

  if (self->depth >= JC_LOGIC_MAX_DEPTH)
    {
      jc_logic_fail (self, JC_MODEL_ERROR_TOO_LARGE,
                     "规则嵌套超过 " G_STRINGIFY (JC_LOGIC_MAX_DEPTH) " 层；减少层数。",
                     "the rule is nested deeper than " G_STRINGIFY (
                         JC_LOGIC_MAX_DEPTH) " levels; flatten it.");
      return NULL;
    }

  self->depth++;
  result = eval_nested (self, rule, name, values, data);
  self->depth--;
  if (self->failed)
    g_clear_pointer (&result, json_node_unref);

  return result;
}

/**
 * jc_logic_apply:
 * @rule: (nullable): the rule; NULL is null
 * @data: (nullable): what it reads; NULL is null
 * @env: (nullable): what it may ask beside that; its n_steps goes on from where it stands
 * @error: return location
 *
 * A number that JSON cannot hold (NaN, infinity, the quotient by zero) becomes null at once.
 *
 * Errors: %JC_MODEL_ERROR_INVALID for an unknown operation that is reached;
 * %JC_MODEL_ERROR_TOO_LARGE for more than %JC_LOGIC_MAX_STEPS in all, a rule or value nested deeper
 * than %JC_LOGIC_MAX_DEPTH, a text or value longer than %JC_LOGIC_MAX_OUTPUT_BYTES.
 *
 * Returns: (transfer full) (nullable): the value, which may share parts with @rule and @data and is
 * not to be changed; NULL with @error set
 */
JsonNode *
jc_logic_apply (JsonNode *rule, JsonNode *data, JcLogicEnv *env, GError **error)
{
  JcLogicEnv no_env = { 0 };
  g_autoptr (JsonNode) root = data != NULL ? json_node_ref (data) : jc_logic_new_null ();
  g_autoptr (GHashTable) heights
      = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)json_node_unref, NULL);
  JcLogic self
      = { .env = env != NULL ? env : &no_env, .root = root, .heights = heights, .error = error };
  g_autoptr (JsonNode) result = jc_logic_eval (&self, rule, root);

  if (result != NULL)
    jc_logic_measure (&self, result);
  if (self.failed)
    return NULL;

  return g_steal_pointer (&result);
}

/**
 * jc_logic_is_operation:
 * @name: (nullable): any text
 *
 * Returns: TRUE for the name of an operation, standard or ours
 */
gboolean
jc_logic_is_operation (const char *name)
{
  return name != NULL && find_operation (name) != NULL;
}
