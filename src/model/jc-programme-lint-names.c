/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include <string.h>

#include "jc-format.h"
#include "jc-json.h"

/* --- Names that logic reads --- */

static void
add_undeclared (JcLint *lint, const char *at, const char *name)
{
  jc_lint_add (lint, at, "undeclared_field",
               jc_text_new_printf ("定义里没有 %s：改成有的字段，或先写上这个字段。",
                                   "There is no %s in the definition: name a field there is, or "
                                   "declare this one.",
                                   name));
}

static void
check_name (const JcLintScope *scope, JsonNode *node, const char *at)
{
  const char *path = node != NULL ? jc_json_as_string (node) : NULL;

  if (path != NULL && jc_lint_resolve (scope, path, NULL) == JC_LINT_UNDECLARED)
    add_undeclared (scope->lint, at, path);
}

static void
check_names (const JcLintScope *scope, JsonNode *names, const char *at)
{
  for (guint i = 0; jc_lint_get_argument (names, i) != NULL; i++)
    check_name (scope, jc_lint_get_argument (names, i), at);
}

static void
check_code_list (JcLint *lint, const char *id, const char *at)
{
  if (id != NULL && jc_programme_get_code_list (lint->programme, id) == NULL)
    jc_lint_add (lint, at, "dangling_code_list",
                 jc_text_new_printf ("没有代码表 %s：在 code_lists 里写上它。",
                                     "There is no code list %s: declare it in code_lists.", id));
}

static void
check_format (JcLint *lint, const char *format, const char *at)
{
  if (format != NULL && !jc_format_exists (format))
    jc_lint_add (lint, at, "unknown_format",
                 jc_text_new_printf ("没有格式 %s：改成程序认得的格式。",
                                     "There is no format %s: take one that the program knows.",
                                     format));
}

static void
check_operation_cb (const JcLintScope *scope, const char *name, JsonNode *arguments, const char *at)
{
  JsonNode   *first = jc_lint_get_argument (arguments, 0);
  const char *literal = first != NULL ? jc_json_as_string (first) : NULL;

  if (!jc_logic_is_operation (name))
    jc_lint_add (scope->lint, at, "unknown_operation",
                 jc_text_new_printf ("没有运算 %s：查一查写法。",
                                     "There is no operation %s: look up how it is written.", name));
  else if (g_str_equal (name, "var"))
    check_name (scope, first, at);
  else if (g_str_equal (name, "missing"))
    check_names (scope, arguments, at);
  else if (g_str_equal (name, "missing_some"))
    check_names (scope, jc_lint_get_argument (arguments, 1), at);
  else if (g_str_equal (name, "code"))
    check_code_list (scope->lint, literal, at);
  else if (g_str_equal (name, "part"))
    check_format (scope->lint, literal, at);
}

static void
check_logic_cb (const JcLintScope *scope, JsonNode *logic, const char *at, JcLintUse use)
{
  jc_lint_walk (scope, logic, at, check_operation_cb);
}

/* --- Names in messages: {unit.full_name}, {row.rank}, {programme.year} --- */

static void
check_placeholders (const JcLintScope *scope, const char *text, const char *at)
{
  const char *open = text;

  while (open != NULL && (open = strchr (open, '{')) != NULL)
    {
      gsize            length = strspn (++open, "abcdefghijklmnopqrstuvwxyz0123456789_.");
      g_autofree char *name = g_strndup (open, length);

      if (length > 0 && open[length] == '}'
          && jc_lint_resolve (scope, name, NULL) == JC_LINT_UNDECLARED)
        add_undeclared (scope->lint, at, name);
    }
}

/* --- Names that rules, slots and sheets hold --- */

static const JcField *
check_rows_key (const JcLintScope *scope, const char *each, const char *at)
{
  g_autofree char *pointer = g_strconcat (at, "/each", NULL);
  const JcField   *rows = each != NULL ? jc_kind_find_field (scope->kind, each) : NULL;

  if (each == NULL)
    return NULL;
  if (rows != NULL && rows->type == JC_FIELD_ROWS)
    return rows;

  add_undeclared (scope->lint, pointer, each);

  return NULL;
}

static void
check_rule (const JcLintScope *scope, const JcRule *rule, const char *at)
{
  JcLintScope      own = *scope;
  g_autofree char *message_at = g_strconcat (at, "/message", NULL);

  own.rows = check_rows_key (scope, rule->each, at);
  check_placeholders (&own, rule->message->zh, message_at);
  check_placeholders (&own, rule->message->en, message_at);

  for (guint i = 0; rule->at[i] != NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/at/%u", at, i);
      g_autofree char *member = g_strconcat ("row.", rule->at[i], NULL);

      if (own.rows != NULL && jc_lint_resolve (&own, member, NULL) == JC_LINT_DECLARED)
        continue;
      if (jc_kind_find_field (scope->kind, rule->at[i]) == NULL)
        add_undeclared (scope->lint, place, rule->at[i]);
    }
}

static void
check_field (const JcLintScope *scope, const JcField *field, const char *at)
{
  JcLint          *lint = scope->lint;
  g_autofree char *codes_at = g_strconcat (at, "/codes", NULL);
  g_autofree char *format_at = g_strconcat (at, "/format", NULL);
  g_autofree char *code_at = g_strconcat (at, "/code_field", NULL);
  g_autofree char *row_key = g_strconcat ("row.", field->code_field, NULL);

  check_code_list (lint, field->codes, codes_at);
  check_format (lint, field->format, format_at);
  if (field->code_field != NULL
      && jc_lint_resolve (scope, scope->rows != NULL ? row_key : field->code_field, NULL)
             != JC_LINT_DECLARED)
    add_undeclared (lint, code_at, field->code_field);

  for (guint i = 0; field->fields != NULL && i < field->fields->len; i++)
    {
      g_autofree char *member_at = g_strdup_printf ("%s/fields/%u", at, i);
      JcLintScope      within = *scope;

      within.rows = field;
      check_field (&within, g_ptr_array_index (field->fields, i), member_at);
    }
}

static void
check_fields (const JcLintScope *scope, const char *at)
{
  for (guint i = 0; i < scope->kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (scope->kind->sections, i);

      for (guint j = 0; j < section->fields->len; j++)
        {
          g_autofree char *field_at = g_strdup_printf ("%s/sections/%u/fields/%u", at, i, j);

          check_field (scope, g_ptr_array_index (section->fields, j), field_at);
        }
    }
}

static void
check_kind (const JcLintScope *scope, const char *at)
{
  const JcKind *kind = scope->kind;

  check_fields (scope, at);
  for (guint i = 0; i < kind->rules->len; i++)
    {
      g_autofree char *rule_at = g_strdup_printf ("%s/rules/%u", at, i);

      check_rule (scope, g_ptr_array_index (kind->rules, i), rule_at);
    }
  for (guint i = 0; i < kind->slots->len; i++)
    {
      const JcSlot    *slot = g_ptr_array_index (kind->slots, i);
      g_autofree char *slot_at = g_strdup_printf ("%s/slots/%u", at, i);

      check_rows_key (scope, slot->each, slot_at);
    }
  for (guint i = 0; i < kind->sheets->len; i++)
    {
      const JcSheet   *sheet = g_ptr_array_index (kind->sheets, i);
      g_autofree char *sheet_at = g_strdup_printf ("%s/sheets/%u/keys", at, i);

      for (guint j = 0; sheet->keys[j] != NULL; j++)
        if (jc_kind_find_field (kind, sheet->keys[j]) == NULL)
          add_undeclared (scope->lint, sheet_at, sheet->keys[j]);
    }
}

static void
check_declared_lists (JcLint *lint)
{
  GHashTableIter iter;
  gpointer       id;
  gpointer       declared;

  g_hash_table_iter_init (&iter, lint->programme->code_lists);
  while (g_hash_table_iter_next (&iter, &id, &declared))
    {
      const char      *resource = ((JcDeclaredList *)declared)->resource;
      g_autofree char *at = g_strconcat ("/code_lists/", id, "/resource", NULL);

      if (resource != NULL && !jc_code_list_is_shipped (resource))
        jc_lint_add (lint, at, "dangling_code_list",
                     jc_text_new_printf ("程序里没有代码表 %s：改成有的，或把内容写在这里。",
                                         "The program ships no code list %s: name one that it "
                                         "does, or write its items here.",
                                         resource));
    }
}

/**
 * jc_lint_names:
 * @self: a run
 *
 * undeclared_field, unknown_operation, dangling_code_list, unknown_format.
 */
void
jc_lint_names (JcLint *self)
{
  const char *calendar = jc_json_get_string (self->json, "calendar", NULL);

  jc_lint_foreach_logic (self, check_logic_cb);
  check_declared_lists (self);
  check_code_list (self, calendar, "/calendar");

  for (guint i = 0; i < self->programme->kinds->len; i++)
    {
      g_autofree char *at = g_strdup_printf ("/kinds/%u", i);
      JcLintScope      scope = { self, g_ptr_array_index (self->programme->kinds, i) };

      check_kind (&scope, at);
    }
}
