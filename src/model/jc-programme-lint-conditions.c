/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include "jc-json.h"

static gboolean always_holds (const JcLintScope *scope, JsonNode *logic);

/* --- Codes that a list lacks --- */

/* @item is a string that cannot be a value of the code field @field. */
static gboolean
is_foreign_code (const JcLintScope *scope, const JcField *field, JsonNode *item)
{
  const char *code = item != NULL ? jc_json_as_string (item) : NULL;
  JcCodeList *list;

  if (field == NULL || (field->type != JC_FIELD_CODE && field->type != JC_FIELD_CODES)
      || code == NULL || *code == '\0')
    return FALSE;

  list = jc_programme_get_code_list (scope->lint->programme, field->codes);

  return list != NULL && jc_code_list_find (list, code) == NULL;
}

static const JcField *
find_var_field (const JcLintScope *scope, JsonNode *node)
{
  const char    *path = jc_lint_get_var (node);
  const JcField *field = NULL;

  if (path != NULL)
    jc_lint_resolve (scope, path, &field);

  return field;
}

static void
add_foreign_code (const JcLintScope *scope, const JcField *field, JsonNode *item, const char *at)
{
  if (is_foreign_code (scope, field, item))
    jc_lint_add (
        scope->lint, at, "unreachable_rule",
        jc_text_new_printf ("%s 的代码表 %s 里没有 %s，这个比较永远不会成立：改成有的代码。",
                            "%s is of the code list %s, which has no %s: the comparison "
                            "can never hold; name a code there is.",
                            field->key, field->codes, jc_json_as_string (item)));
}

static gboolean
is_equality (const char *name)
{
  return g_str_equal (name, "==") || g_str_equal (name, "===") || g_str_equal (name, "!=")
         || g_str_equal (name, "!==");
}

static void
check_comparison_cb (const JcLintScope *scope,
                     const char        *name,
                     JsonNode          *arguments,
                     const char        *at)
{
  JsonNode  *left = jc_lint_get_argument (arguments, 0);
  JsonNode  *right = jc_lint_get_argument (arguments, 1);
  JsonArray *set = right != NULL ? jc_json_as_array (right) : NULL;

  if (left == NULL || right == NULL)
    return;

  if (is_equality (name))
    {
      add_foreign_code (scope, find_var_field (scope, left), right, at);
      add_foreign_code (scope, find_var_field (scope, right), left, at);
    }
  else if (g_str_equal (name, "in"))
    {
      add_foreign_code (scope, find_var_field (scope, right), left, at);
      for (guint i = 0; set != NULL && i < json_array_get_length (set); i++)
        add_foreign_code (scope, find_var_field (scope, left), json_array_get_element (set, i), at);
    }
}

/* --- What never holds --- */

/* TRUE when @logic reads data, the day or a calendar. */
static gboolean
reads_anything (JsonNode *logic)
{
  static const char *const readers[]
      = { "var", "missing", "missing_some", "today", "working_days_after", NULL };
  JsonNode   *arguments = NULL;
  const char *name = jc_lint_get_operation (logic, &arguments);
  JsonArray  *array = jc_json_as_array (name != NULL ? arguments : logic);

  if (name != NULL && g_strv_contains (readers, name))
    return TRUE;
  if (name != NULL && array == NULL)
    return reads_anything (arguments);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (reads_anything (json_array_get_element (array, i)))
      return TRUE;

  return FALSE;
}

/* TRUE when @logic reads nothing; then @holds says what it gives. */
static gboolean
is_constant (const JcLintScope *scope, JsonNode *logic, gboolean *holds)
{
  g_autoptr (JsonNode) data = NULL;
  g_autoptr (JsonNode) result = NULL;
  JcLogicEnv env;

  if (reads_anything (logic))
    return FALSE;

  data = json_node_new (JSON_NODE_NULL);
  jc_programme_init_logic_env (scope->lint->programme, &env);
  result = jc_logic_apply (logic, data, &env, NULL);
  if (result == NULL)
    return FALSE;
  *holds = jc_logic_is_truthy (result);

  return TRUE;
}

static gboolean
is_undeclared (const JcLintScope *scope, JsonNode *node)
{
  const char *path = jc_lint_get_var (node);

  return path != NULL && jc_lint_resolve (scope, path, NULL) == JC_LINT_UNDECLARED;
}

/* What is not declared is null, which equals nothing that is truthy. */
static gboolean
never_equal (const JcLintScope *scope, JsonNode *left, JsonNode *right)
{
  JsonNode *arguments = NULL;

  if (left == NULL || right == NULL)
    return FALSE;
  if (is_foreign_code (scope, find_var_field (scope, left), right)
      || is_foreign_code (scope, find_var_field (scope, right), left))
    return TRUE;

  return (is_undeclared (scope, left) && jc_lint_get_operation (right, &arguments) == NULL
          && jc_logic_is_truthy (right))
         || (is_undeclared (scope, right) && jc_lint_get_operation (left, &arguments) == NULL
             && jc_logic_is_truthy (left));
}

static gboolean
never_in (const JcLintScope *scope, JsonNode *item, JsonNode *set)
{
  JsonArray     *array = set != NULL ? jc_json_as_array (set) : NULL;
  const JcField *field = item != NULL ? find_var_field (scope, item) : NULL;

  if (item == NULL || set == NULL)
    return FALSE;
  if (array == NULL)
    return is_undeclared (scope, set) || is_foreign_code (scope, find_var_field (scope, set), item);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!is_foreign_code (scope, field, json_array_get_element (array, i))
        && !is_undeclared (scope, item))
      return FALSE;

  return TRUE;
}

static gboolean
count_holding (const JcLintScope *scope,
               JsonNode          *arguments,
               gboolean (*test) (const JcLintScope *, JsonNode *),
               gboolean all)
{
  guint n_tested = 0;

  for (guint i = 0; jc_lint_get_argument (arguments, i) != NULL; i++, n_tested++)
    if (test (scope, jc_lint_get_argument (arguments, i)) != all)
      return !all;

  return all && n_tested > 0;
}

static gboolean
conjunction_never_holds (const JcLintScope *scope, JsonNode *arguments)
{
  g_autoptr (GPtrArray) conditions = g_ptr_array_new ();

  if (count_holding (scope, arguments, jc_lint_never_holds, FALSE))
    return TRUE;

  for (guint i = 0; jc_lint_get_argument (arguments, i) != NULL; i++)
    g_ptr_array_add (conditions, jc_lint_get_argument (arguments, i));

  return jc_lint_contradict (scope, conditions);
}

gboolean
jc_lint_never_holds (const JcLintScope *scope, JsonNode *logic)
{
  JsonNode   *arguments = NULL;
  const char *name = jc_lint_get_operation (logic, &arguments);
  JsonNode   *first = jc_lint_get_argument (arguments, 0);
  gboolean    holds;

  if (is_constant (scope, logic, &holds))
    return !holds;
  if (name == NULL)
    return FALSE;

  if (g_str_equal (name, "var"))
    return is_undeclared (scope, logic);
  if (g_str_equal (name, "!"))
    return first != NULL && always_holds (scope, first);
  if (g_str_equal (name, "!!"))
    return first != NULL && jc_lint_never_holds (scope, first);
  if (g_str_equal (name, "or"))
    return count_holding (scope, arguments, jc_lint_never_holds, TRUE);
  if (g_str_equal (name, "and"))
    return conjunction_never_holds (scope, arguments);
  if (g_str_equal (name, "==") || g_str_equal (name, "==="))
    return never_equal (scope, first, jc_lint_get_argument (arguments, 1));
  if (g_str_equal (name, "in"))
    return never_in (scope, first, jc_lint_get_argument (arguments, 1));

  return FALSE;
}

static gboolean
always_holds (const JcLintScope *scope, JsonNode *logic)
{
  JsonNode   *arguments = NULL;
  const char *name = jc_lint_get_operation (logic, &arguments);
  JsonNode   *first = jc_lint_get_argument (arguments, 0);
  gboolean    holds;

  if (is_constant (scope, logic, &holds))
    return holds;
  if (name == NULL)
    return FALSE;

  if (g_str_equal (name, "!"))
    return first != NULL && jc_lint_never_holds (scope, first);
  if (g_str_equal (name, "or"))
    return count_holding (scope, arguments, always_holds, FALSE);
  if (g_str_equal (name, "and"))
    return count_holding (scope, arguments, always_holds, TRUE);
  if (g_str_equal (name, "!=") || g_str_equal (name, "!=="))
    return never_equal (scope, first, jc_lint_get_argument (arguments, 1));

  return FALSE;
}

static void
check_condition_cb (const JcLintScope *scope, JsonNode *logic, const char *at, JcLintUse use)
{
  guint before = scope->lint->findings->len;

  jc_lint_walk (scope, logic, at, check_comparison_cb);
  if (use == JC_LINT_CONDITION && scope->lint->findings->len == before
      && jc_lint_never_holds (scope, logic))
    jc_lint_add (scope->lint, at, "unreachable_rule",
                 jc_text_new ("这个条件永远不会成立：改条件，或删去用它的那一条。",
                              "This condition can never hold: mend it, or remove what it guards."));
}

/* --- Fields that a rule is shown at, but which are never there together --- */

static void
add_applies (const JcKind *kind, const char *key, GPtrArray *conditions)
{
  const JcField   *field = jc_kind_find_field (kind, key);
  const JcSection *section = jc_kind_find_section_of (kind, key);

  if (field != NULL && field->applies != NULL)
    g_ptr_array_add (conditions, field->applies);
  if (section != NULL && section->applies != NULL)
    g_ptr_array_add (conditions, section->applies);
}

static void
check_places (JcLint *lint, const JcKind *kind, const JcRule *rule, const char *at)
{
  g_autoptr (GPtrArray) conditions = g_ptr_array_new ();
  JcLintScope scope = { lint, kind };

  /* Members of one row stand in one section; what applies to them may differ row by row. */
  if (rule->each != NULL)
    return;

  for (guint i = 0; rule->at[i] != NULL; i++)
    add_applies (kind, rule->at[i], conditions);
  if (jc_lint_contradict (&scope, conditions))
    jc_lint_add (lint, at, "unreachable_rule",
                 jc_text_new ("这条规则所指的字段从不同时出现：只留同时要填的字段。",
                              "The fields of this rule never apply together: keep those that do."));
}

/**
 * jc_lint_conditions:
 * @self: a run
 *
 * unreachable_rule: conditions that are literally false, contradict themselves, read what is not
 * declared or compare with a code that the list lacks; rules at fields that never apply together.
 */
void
jc_lint_conditions (JcLint *self)
{
  jc_lint_foreach_logic (self, check_condition_cb);

  for (guint i = 0; i < self->programme->kinds->len; i++)
    {
      const JcKind *kind = g_ptr_array_index (self->programme->kinds, i);

      for (guint j = 0; j < kind->rules->len; j++)
        {
          g_autofree char *at = g_strdup_printf ("/kinds/%u/rules/%u/at", i, j);

          check_places (self, kind, g_ptr_array_index (kind->rules, j), at);
        }
    }
}
