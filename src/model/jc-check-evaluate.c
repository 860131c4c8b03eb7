/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include "jc-json.h"

/* --- Logic --- */

static JsonNode *
apply_logic (JcCheck *self, JsonNode *logic, GError **error)
{
  self->env.n_steps = 0;

  return jc_logic_apply (logic, self->data_node, &self->env, error);
}

/* @otherwise stands in for what cannot be worked out. */
static gboolean
apply_flag (JcCheck *self, JsonNode *logic, gboolean otherwise)
{
  g_autoptr (JsonNode) value = apply_logic (self, logic, NULL);

  return value != NULL ? jc_logic_is_truthy (value) : otherwise;
}

/* (nullable): sealed; NULL for null and for what cannot be worked out. */
static JsonNode *
apply_value (JcCheck *self, JsonNode *logic)
{
  g_autoptr (JsonNode) value = apply_logic (self, logic, NULL);

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return NULL;

  /* What a rule hands through may be a part of the data, which goes on changing. */
  if (!json_node_is_immutable (value))
    {
      JsonNode *copy = jc_json_copy (value);

      json_node_unref (value);
      value = copy;
      json_node_seal (value);
    }

  return g_steal_pointer (&value);
}

/* --- Findings --- */

static void
add_finding (JcCheck       *self,
             JcCheckResult *result,
             int            field,
             int            row,
             JcSeverity     severity,
             const char    *code,
             JcText        *message)
{
  g_autofree char *pointer
      = field != JC_CHECK_NONE ? jc_check_dup_pointer (self, field, row) : NULL;

  if (result->findings == NULL)
    result->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);

  g_ptr_array_add (result->findings, jc_finding_new (pointer, severity, code, message));
}

static void
add_missing (JcCheck *self, JcCheckResult *result, int field, int row)
{
  const JcText *hint = jc_check_plan_get_field (self->plan, field)->field->hint;
  g_autoptr (JcText) label = jc_check_dup_label (self, field, row);
  const char *zh = hint != NULL ? jc_text_get (hint, JC_LANGUAGE_ZH) : "";
  const char *en = hint != NULL ? jc_text_get (hint, JC_LANGUAGE_EN) : "";
  JcText     *message = g_new0 (JcText, 1);

  message->zh = g_strdup_printf ("%s还没有填。%s", label->zh, zh);
  message->en
      = g_strdup_printf ("%s is not filled in yet.%s%s", label->en, *en != '\0' ? " " : "", en);
  add_finding (self, result, field, row, JC_SEVERITY_ERROR, "missing", message);
}

static JcText *
dup_displayed (JcCheck *self, const JcField *field, JsonNode *value)
{
  JcText *text = g_new0 (JcText, 1);

  text->zh = jc_field_dup_display (field, self->programme, value, JC_LANGUAGE_ZH);
  text->en = jc_field_dup_display (field, self->programme, value, JC_LANGUAGE_EN);

  return text;
}

static void
add_must_be (JcCheck *self, JcCheckResult *result, int position, int row, JsonNode *value)
{
  const JcField *field = jc_check_plan_get_field (self->plan, position)->field;
  g_autoptr (JcText) label = jc_check_dup_label (self, position, row);
  g_autoptr (JcText) wanted = dup_displayed (self, field, field->must_be);
  g_autoptr (JcText) found = dup_displayed (self, field, value);
  JcText *message = g_new0 (JcText, 1);

  message->zh
      = g_strdup_printf ("%s：填“%s”才能提交，现填“%s”。", label->zh, wanted->zh, found->zh);
  message->en = g_strdup_printf ("%s: only “%s” can be submitted; it now says “%s”.", label->en,
                                 wanted->en, found->en);
  add_finding (self, result, position, row, JC_SEVERITY_ERROR, "must_be", message);
}

static void
add_not_applicable (JcCheck *self, JcCheckResult *result, int position, int row, JsonNode *value)
{
  const JcField *field = jc_check_plan_get_field (self->plan, position)->field;
  g_autoptr (JcText) label = jc_check_dup_label (self, position, row);
  g_autoptr (JcText) found = dup_displayed (self, field, value);
  JcText *message = g_new0 (JcText, 1);

  message->zh = g_strdup_printf ("%s：这里不用填，把“%s”清空。", label->zh, found->zh);
  message->en = g_strdup_printf ("%s: does not apply here; clear “%s”.", label->en, found->en);
  add_finding (self, result, position, row, JC_SEVERITY_ERROR, "not_applicable", message);
}

static void
add_problems (JcCheck *self, JcCheckResult *result, int position, int row, JsonNode *value)
{
  const JcField *field = jc_check_plan_get_field (self->plan, position)->field;
  g_autoptr (GPtrArray) problems
      = jc_field_check_value (field, self->programme, value, &self->options);
  g_autoptr (JcText) label = problems->len > 0 ? jc_check_dup_label (self, position, row) : NULL;

  for (guint i = 0; i < problems->len; i++)
    {
      const JcFieldProblem *problem = g_ptr_array_index (problems, i);
      JcText               *message = g_new0 (JcText, 1);

      message->zh
          = g_strdup_printf ("%s：%s", label->zh, jc_text_get (problem->message, JC_LANGUAGE_ZH));
      message->en
          = g_strdup_printf ("%s: %s", label->en, jc_text_get (problem->message, JC_LANGUAGE_EN));
      add_finding (self, result, position, row, problem->severity, problem->code, message);
    }
}

static void
evaluate_value (JcCheck *self, const JcCheckNode *node, int row, JcCheckResult *result)
{
  const JcField *field = jc_check_plan_get_field (self->plan, node->subject)->field;
  JsonNode      *value = jc_check_data_get_value (self, node->subject, row);
  gboolean       blank = jc_json_is_blank (value);

  if (!jc_check_field_at_applies (self, node->subject, row))
    {
      if (!blank && field->empty_unless_applies)
        add_not_applicable (self, result, node->subject, row, value);
    }
  else if (blank)
    {
      if (jc_check_field_at_is_required (self, node->subject, row))
        add_missing (self, result, node->subject, row);
    }
  else
    {
      add_problems (self, result, node->subject, row, value);
      if (result->findings == NULL && field->must_be != NULL
          && !jc_json_equal (value, field->must_be))
        add_must_be (self, result, node->subject, row, value);
    }
}

/* --- Rules --- */

/* A rule is silent when nothing that it is shown at applies. */
static gboolean
rule_is_shown (JcCheck *self, const JcCheckNode *node, int row)
{
  if (node->rows != JC_CHECK_NONE && !jc_check_field_at_applies (self, node->rows, JC_CHECK_NONE))
    return FALSE;

  for (guint i = 0; i < node->at->len; i++)
    if (jc_check_field_at_applies (self, g_array_index (node->at, int, i), row))
      return TRUE;

  return node->at->len == 0;
}

/* The field that a rule's finding stands at; for rows without one the rows themselves. */
static int
find_place (const JcCheckNode *node)
{
  return node->at->len > 0 ? g_array_index (node->at, int, 0) : node->rows;
}

/* Only a definition that the linter would refuse comes here; it stops nobody's submission. */
static void
add_rule_failed (
    JcCheck *self, const JcCheckNode *node, int row, JcCheckResult *result, const GError *error)
{
  g_autoptr (JcText) reason = jc_error_dup_text (error);
  JcText *message = g_new0 (JcText, 1);

  message->zh
      = g_strdup_printf ("规则 %s 算不出来，这一条没有核对：%s", node->rule->id, reason->zh);
  message->en = g_strdup_printf ("rule %s could not be worked out and was not checked: %s",
                                 node->rule->id, reason->en);
  add_finding (self, result, find_place (node), row, JC_SEVERITY_WARNING, "rule_failed", message);
}

static void
evaluate_rule (JcCheck *self, const JcCheckNode *node, int row, JcCheckResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) applies = NULL;
  g_autoptr (JsonNode) right = NULL;

  if (!rule_is_shown (self, node, row))
    return;

  if (node->rule->applies != NULL)
    {
      applies = apply_logic (self, node->rule->applies, &error);
      if (applies != NULL && !jc_logic_is_truthy (applies))
        return;
    }

  if (error == NULL)
    right = apply_logic (self, node->rule->assert_that, &error);
  if (error != NULL)
    add_rule_failed (self, node, row, result, error);
  else if (!jc_logic_is_truthy (right))
    add_finding (self, result, find_place (node), row, node->rule->severity, node->rule->id,
                 jc_check_dup_rule_message (self, node, row));
}

/* --- All --- */

static void
evaluate_node (JcCheck *self, const JcCheckNode *node, int row, JcCheckResult *result)
{
  switch (node->type)
    {
    case JC_CHECK_DERIVED:
    case JC_CHECK_PROPOSAL:
      result->value = apply_value (self, node->logic);
      break;
    case JC_CHECK_SECTION_APPLIES:
    case JC_CHECK_FIELD_APPLIES:
    case JC_CHECK_SLOT_APPLIES:
    case JC_CHECK_SLOT_ROW:
      result->flag = apply_flag (self, node->logic, TRUE);
      break;
    case JC_CHECK_REQUIRED:
    case JC_CHECK_SLOT_REQUIRED:
    case JC_CHECK_ROUTE:
      result->flag = apply_flag (self, node->logic, FALSE);
      break;
    case JC_CHECK_VALUE:
      evaluate_value (self, node, row, result);
      break;
    case JC_CHECK_RULE:
      evaluate_rule (self, node, row, result);
      break;
    case JC_CHECK_SLOT:
      jc_check_evaluate_slot (self, node->subject, result);
      break;
    }
}

/* @result is empty before. */
void
jc_check_evaluate (JcCheck *self, const JcCheckNode *node, int row, JcCheckResult *result)
{
  gboolean in_row = row != JC_CHECK_NONE && node->type != JC_CHECK_VALUE;

  if (in_row)
    jc_check_data_set_row (self, node->rows, row);

  evaluate_node (self, node, row, result);

  if (in_row)
    jc_check_data_set_row (self, JC_CHECK_NONE, JC_CHECK_NONE);
}
