/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-field-private.h"

#include "jc-json.h"

static gboolean
is_number (JsonNode *value)
{
  GType type = value != NULL && JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value)
                                                              : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static char *
dup_number (const JcField *field, double number, JcLanguage language)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (field->type == JC_FIELD_MONEY && number > -9e15 && number < 9e15)
    {
      text = jc_fen_dup_yuan ((gint64)number);
      return g_strconcat (text, language == JC_LANGUAGE_ZH ? " 元" : " yuan", NULL);
    }

  node = json_node_init_double (json_node_alloc (), number);

  return jc_json_to_canonical (node);
}

static char *
dup_bounds_in (
    const JcField *field, double number, JsonNode *minimum, JsonNode *maximum, JcLanguage language)
{
  g_autofree char *now = dup_number (field, number, language);
  g_autofree char *low
      = minimum != NULL ? dup_number (field, json_node_get_double (minimum), language) : NULL;
  g_autofree char *high
      = maximum != NULL ? dup_number (field, json_node_get_double (maximum), language) : NULL;
  gboolean is_zh = language == JC_LANGUAGE_ZH;

  if (low != NULL && high != NULL)
    return g_strdup_printf (is_zh ? "现为 %s，应在 %s 到 %s 之间。"
                                  : "%s now; it must be from %s to %s.",
                            now, low, high);
  if (low != NULL)
    return g_strdup_printf (is_zh ? "现为 %s，不能小于 %s。" : "%s now; it must be %s or more.",
                            now, low);

  return g_strdup_printf (is_zh ? "现为 %s，不能大于 %s。" : "%s now; it must be %s or less.", now,
                          high);
}

static JcFieldProblem *
check_number (const JcField *field, double number, JsonNode *minimum, JsonNode *maximum)
{
  JcText *message;

  minimum = is_number (minimum) ? minimum : NULL;
  maximum = is_number (maximum) ? maximum : NULL;
  if ((minimum == NULL || number >= json_node_get_double (minimum))
      && (maximum == NULL || number <= json_node_get_double (maximum)))
    return NULL;

  message = g_new0 (JcText, 1);
  message->zh = dup_bounds_in (field, number, minimum, maximum, JC_LANGUAGE_ZH);
  message->en = dup_bounds_in (field, number, minimum, maximum, JC_LANGUAGE_EN);

  return jc_field_problem_new ("out_of_range", JC_SEVERITY_ERROR, message);
}

/**
 * jc_field_check_bounds:
 * @field: an integer, money, percent or terms field
 * @value: (nullable): its stored value, of any type
 * @minimum: (nullable): a number, in fen for money; anything else is no bound
 * @maximum: (nullable): likewise; both are allowed values themselves
 *
 * Returns: (transfer full) (nullable): `out_of_range`, or NULL when right
 */
JcFieldProblem *
jc_field_check_bounds (const JcField *field, JsonNode *value, JsonNode *minimum, JsonNode *maximum)
{
  JsonArray *terms;

  g_return_val_if_fail (field != NULL, NULL);

  if (is_number (value))
    return check_number (field, json_node_get_double (value), minimum, maximum);

  terms = value != NULL && field->type == JC_FIELD_TERMS ? jc_json_as_array (value) : NULL;
  for (guint i = 0; terms != NULL && i < json_array_get_length (terms); i++)
    {
      const char     *term = jc_json_as_string (json_array_get_element (terms, i));
      JcFieldProblem *problem = NULL;

      if (term != NULL)
        problem = check_number (field, g_ascii_strtod (term, NULL), minimum, maximum);
      if (problem != NULL)
        return problem;
    }

  return NULL;
}

static gboolean
reads_programme_only (JsonNode *logic)
{
  g_autoptr (GPtrArray) vars = jc_logic_dup_vars (logic);

  for (guint i = 0; i < vars->len; i++)
    if (!g_str_has_prefix (g_ptr_array_index (vars, i), "programme.")
        && !g_str_equal (g_ptr_array_index (vars, i), "today"))
      return FALSE;

  return TRUE;
}

/* A bound as a number; NULL where there is none, or where it reads the dossier's values. */
static JsonNode *
dup_bound (JcProgramme *programme, JsonNode *bound, const JcFormatOptions *options)
{
  g_autoptr (JsonNode) data = NULL;
  JsonObject *root;
  JcLogicEnv  env;

  if (bound == NULL)
    return NULL;
  if (is_number (bound))
    return json_node_ref (bound);
  if (!reads_programme_only (bound))
    return NULL;

  root = json_object_new ();
  json_object_set_member (root, "programme",
                          json_node_ref (jc_programme_get_parameters (programme)));
  if (options != NULL && options->as_of != NULL)
    json_object_set_string_member (root, "today", options->as_of);
  data = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (data, root);
  jc_programme_init_logic_env (programme, &env);

  return jc_logic_apply (bound, data, &env, NULL);
}

void
jc_field_add_bounds (GPtrArray             *problems,
                     const JcField         *field,
                     JcProgramme           *programme,
                     JsonNode              *value,
                     const JcFormatOptions *options)
{
  g_autoptr (JsonNode) minimum = dup_bound (programme, field->minimum, options);
  g_autoptr (JsonNode) maximum = dup_bound (programme, field->maximum, options);
  JcFieldProblem *problem = jc_field_check_bounds (field, value, minimum, maximum);

  if (problem != NULL)
    g_ptr_array_add (problems, problem);
}
