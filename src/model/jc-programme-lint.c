/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include "jc-json.h"

/* A definition with more is read from the top again after mending. */
#define MAX_FINDINGS 1000

void
jc_lint_add (JcLint *self, const char *at, const char *code, JcText *message)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      const JcFinding *found = g_ptr_array_index (self->findings, i);

      if (g_str_equal (found->code, code) && g_strcmp0 (found->pointer, at) == 0
          && g_strcmp0 (found->message->zh, message->zh) == 0)
        {
          jc_text_free (message);
          return;
        }
    }

  if (self->findings->len >= MAX_FINDINGS)
    jc_text_free (message);
  else
    g_ptr_array_add (self->findings, jc_finding_new (at, JC_SEVERITY_ERROR, code, message));
}

/* --- All logic of a definition, with its place --- */

static void
visit (const JcLintScope *scope,
       JsonNode          *logic,
       const char        *at,
       const char        *name,
       JcLintUse          use,
       JcLintLogicFunc    func)
{
  g_autofree char *pointer = g_strconcat (at, "/", name, NULL);

  if (logic != NULL)
    func (scope, logic, pointer, use);
}

static void
visit_field (const JcLintScope *scope, const JcField *field, const char *at, JcLintLogicFunc func)
{
  visit (scope, field->required, at, "required", JC_LINT_VALUE, func);
  visit (scope, field->applies, at, "applies", JC_LINT_CONDITION, func);
  visit (scope, field->proposed, at, "proposed", JC_LINT_VALUE, func);
  visit (scope, field->derived, at, "derived", JC_LINT_VALUE, func);
  visit (scope, field->minimum, at, "minimum", JC_LINT_VALUE, func);
  visit (scope, field->maximum, at, "maximum", JC_LINT_VALUE, func);

  for (guint i = 0; field->fields != NULL && i < field->fields->len; i++)
    {
      g_autofree char *member_at = g_strdup_printf ("%s/fields/%u", at, i);
      JcLintScope      within = *scope;

      within.rows = field;
      visit_field (&within, g_ptr_array_index (field->fields, i), member_at, func);
    }
}

static void
visit_sections (const JcLintScope *scope, const char *at, JcLintLogicFunc func)
{
  for (guint i = 0; i < scope->kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (scope->kind->sections, i);
      g_autofree char *section_at = g_strdup_printf ("%s/sections/%u", at, i);

      visit (scope, section->applies, section_at, "applies", JC_LINT_CONDITION, func);
      for (guint j = 0; j < section->fields->len; j++)
        {
          g_autofree char *field_at = g_strdup_printf ("%s/fields/%u", section_at, j);

          visit_field (scope, g_ptr_array_index (section->fields, j), field_at, func);
        }
    }
}

static const JcField *
find_rows (const JcKind *kind, const char *each)
{
  const JcField *field = each != NULL ? jc_kind_find_field (kind, each) : NULL;

  return field != NULL && field->type == JC_FIELD_ROWS ? field : NULL;
}

static void
visit_rules_and_slots (const JcLintScope *scope, const char *at, JcLintLogicFunc func)
{
  JcLintScope own = *scope;

  for (guint i = 0; i < scope->kind->rules->len; i++)
    {
      const JcRule    *rule = g_ptr_array_index (scope->kind->rules, i);
      g_autofree char *rule_at = g_strdup_printf ("%s/rules/%u", at, i);

      own.rows = find_rows (scope->kind, rule->each);
      visit (&own, rule->applies, rule_at, "applies", JC_LINT_CONDITION, func);
      visit (&own, rule->assert_that, rule_at, "assert", JC_LINT_VALUE, func);
    }

  for (guint i = 0; i < scope->kind->slots->len; i++)
    {
      const JcSlot    *slot = g_ptr_array_index (scope->kind->slots, i);
      g_autofree char *slot_at = g_strdup_printf ("%s/slots/%u", at, i);

      own.rows = find_rows (scope->kind, slot->each);
      visit (&own, slot->required, slot_at, "required", JC_LINT_VALUE, func);
      visit (&own, slot->applies, slot_at, "applies", JC_LINT_CONDITION, func);
      visit (&own, slot->each_if, slot_at, "each_if", JC_LINT_CONDITION, func);
    }
}

/* What is bound into the volume, and when. */
static void
visit_volume (const JcLintScope *scope, JcLintLogicFunc func)
{
  JsonObject *volume = jc_json_get_object (scope->lint->json, "volume");
  JsonArray  *items = jc_json_get_array (volume, "items");

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject      *item = jc_json_as_object (json_array_get_element (items, i));
      g_autofree char *at = g_strdup_printf ("/volume/items/%u", i);

      if (item != NULL)
        visit (scope, json_object_get_member (item, "applies"), at, "applies", JC_LINT_CONDITION,
               func);
    }
}

void
jc_lint_foreach_logic (JcLint *self, JcLintLogicFunc func)
{
  JcLintScope any = { self };

  for (guint i = 0; i < self->programme->kinds->len; i++)
    {
      g_autofree char *at = g_strdup_printf ("/kinds/%u", i);
      JcLintScope      scope = { self, g_ptr_array_index (self->programme->kinds, i) };

      visit (&scope, scope.kind->title_logic, at, "dossier_title", JC_LINT_VALUE, func);
      visit_sections (&scope, at, func);
      visit_rules_and_slots (&scope, at, func);
    }

  visit_volume (&any, func);
  for (guint i = 0; i < self->programme->routes->len; i++)
    {
      const JcRoute   *route = g_ptr_array_index (self->programme->routes, i);
      g_autofree char *at = g_strdup_printf ("/routes/%u", i);

      visit (&any, route->when, at, "when", JC_LINT_CONDITION, func);
      visit (&any, route->area, at, "area", JC_LINT_VALUE, func);
    }
}

/**
 * jc_programme_lint:
 * @programme: a well-formed definition
 *
 * What the header names.
 *
 * Returns: (element-type JcFinding) (transfer full): contradictions; empty when there are none
 */
GPtrArray *
jc_programme_lint (JcProgramme *programme)
{
  JcLint lint = { programme };

  g_return_val_if_fail (programme != NULL, NULL);

  lint.json = json_node_get_object (jc_programme_get_json (programme));
  lint.findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);
  jc_lint_members (&lint);
  jc_lint_names (&lint);
  jc_lint_references (&lint);
  jc_lint_duplicates (&lint);
  jc_lint_conditions (&lint);
  jc_lint_loops (&lint);
  jc_lint_paper (&lint);
  jc_lint_slots (&lint);
  /* A sample cannot be right against rules that contradict themselves. */
  if (lint.findings->len == 0)
    jc_lint_samples (&lint);

  return lint.findings;
}

/**
 * jc_programme_lint_json:
 * @node: an untrusted definition
 *
 * Returns: (element-type JcFinding) (transfer full): as jc_programme_lint (); where the definition
 * is not well-formed one finding `structure` at what is wrong
 */
GPtrArray *
jc_programme_lint_json (JsonNode *node)
{
  g_autoptr (JcProgramme) programme = NULL;
  g_autofree char *where = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *findings;

  g_return_val_if_fail (node != NULL, NULL);

  programme = jc_programme_read (node, &where, &error);
  if (programme != NULL)
    return jc_programme_lint (programme);

  findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);
  g_ptr_array_add (findings, jc_finding_new (where, JC_SEVERITY_ERROR, "structure",
                                             jc_error_dup_text (error)));

  return findings;
}
