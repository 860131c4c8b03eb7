/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include "jc-json.h"

#include <string.h>

/* Where something changed: @path is dotted, positions included; @row and @member tell the place
 * within the rows at position @rows, if it is one row that changed. */
typedef struct
{
  const char *path;
  int         rows;
  int         row;
  const char *member;
} Change;

/* --- Results --- */

static void
clear_result (gpointer data)
{
  JcCheckResult *result = data;

  g_clear_pointer (&result->value, json_node_unref);
  g_clear_pointer (&result->findings, g_ptr_array_unref);
}

static GArray *
get_results (JcCheck *self, int node)
{
  return g_ptr_array_index (self->results, node);
}

/* (nullable): NULL when there is no such row. */
JcCheckResult *
jc_check_get_result (JcCheck *self, int node, int row)
{
  GArray *results = get_results (self, node);
  int     position = jc_check_plan_get_node (self->plan, node)->rows == JC_CHECK_NONE ? 0 : row;

  return position >= 0 && position < (int)results->len
             ? &g_array_index (results, JcCheckResult, position)
             : NULL;
}

void
jc_check_forget_entries (JcCheck *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
}

static void
touch_findings (JcCheck *self, GPtrArray *findings)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    jc_check_touch (self, ((JcFinding *)g_ptr_array_index (findings, i))->pointer);
}

/* --- Marking --- */

/* A node that has already had its turn in this run is not called back: what it reads stands before
 * it, so only a definition that goes round in circles asks for that. */
static void
mark_result (JcCheck *self, int node, int row)
{
  JcCheckResult *result = jc_check_get_result (self, node, row);

  if (node <= self->current || result == NULL)
    return;

  result->dirty = TRUE;
  self->dirty[node] = TRUE;
}

void
jc_check_mark_node (JcCheck *self, int node)
{
  GArray *results = get_results (self, node);

  if (node <= self->current)
    return;

  for (guint i = 0; i < results->len; i++)
    g_array_index (results, JcCheckResult, i).dirty = TRUE;
  self->dirty[node] = TRUE;
}

/* For a row's own members only that row is looked at again. */
static void
mark_rows (JcCheck *self, int position, const JcCheckNode *node, const Change *change)
{
  const char *rows_path = jc_check_plan_get_field (self->plan, node->rows)->path;

  if (node->row_reads->len == 0 || !jc_check_paths_overlap (rows_path, change->path))
    return;

  if (change->rows != node->rows || change->row == JC_CHECK_NONE)
    {
      jc_check_mark_node (self, position);
      return;
    }

  for (guint i = 0; i < node->row_reads->len; i++)
    if (jc_check_paths_overlap (g_ptr_array_index (node->row_reads, i), change->member))
      {
        mark_result (self, position, change->row);
        return;
      }
}

static void
mark_reader (JcCheck *self, int position, const Change *change)
{
  const JcCheckNode *node = jc_check_plan_get_node (self->plan, position);

  for (guint i = 0; i < node->reads->len; i++)
    if (jc_check_paths_overlap (g_ptr_array_index (node->reads, i), change->path))
      {
        jc_check_mark_node (self, position);
        return;
      }

  if (node->rows != JC_CHECK_NONE)
    mark_rows (self, position, node, change);
}

static void
mark_readers_of (JcCheck *self, const char *key, const Change *change)
{
  GArray *readers = jc_check_plan_find_readers (self->plan, key);

  for (guint i = 0; readers != NULL && i < readers->len; i++)
    mark_reader (self, g_array_index (readers, int, i), change);
}

static void
mark_change (JcCheck *self, const char *root, const char *name, const Change *change)
{
  g_autofree char *key = NULL;

  /* A whole root is rare, and looking at every node is quick enough. */
  if (name == NULL)
    {
      for (int i = 0; i < (int)self->plan->nodes->len; i++)
        mark_reader (self, i, change);
      return;
    }

  key = g_strdup_printf ("%s.%.*s", root, (int)strcspn (name, "."), name);
  mark_readers_of (self, key, change);
  mark_readers_of (self, root, change);
  mark_readers_of (self, "", change);
}

/* --- Rows that come and go --- */

static void
resize_results (JcCheck *self, int position, guint n_rows)
{
  const JcCheckNode *node = jc_check_plan_get_node (self->plan, position);
  GArray            *results = get_results (self, position);
  guint              n_before = results->len;

  for (guint i = n_rows; i < n_before; i++)
    {
      touch_findings (self, g_array_index (results, JcCheckResult, i).findings);
      if (jc_check_node_is_of_field (node))
        jc_check_touch_field (self, node->subject, (int)i);
    }

  g_array_set_size (results, n_rows);
  for (guint i = n_before; i < n_rows; i++)
    g_array_index (results, JcCheckResult, i).dirty = TRUE;

  self->dirty[position] = TRUE;
  jc_check_forget_entries (self);
}

/* TRUE when there are more or fewer rows than before. */
static gboolean
sync_rows (JcCheck *self, int field)
{
  guint    n_rows = jc_check_data_count_rows (self, field);
  gboolean changed = FALSE;

  for (int i = 0; i < (int)self->plan->nodes->len; i++)
    if (jc_check_plan_get_node (self->plan, i)->rows == field
        && get_results (self, i)->len != n_rows)
      {
        resize_results (self, i, n_rows);
        changed = TRUE;
      }

  return changed;
}

/* --- Taking over changes --- */

void
jc_check_reset (JcCheck *self)
{
  for (int i = 0; i < (int)self->plan->fields->len; i++)
    if (jc_check_plan_get_field (self->plan, i)->field->fields != NULL)
      sync_rows (self, i);

  jc_check_data_reset (self);
  self->readings_dirty = TRUE;
  for (int i = 0; i < (int)self->plan->nodes->len; i++)
    jc_check_mark_node (self, i);
}

/* The row that @token names, JC_CHECK_NONE when it names none that is there. */
static int
parse_row (JcCheck *self, int rows, const char *token)
{
  guint64 row = 0;

  if (token == NULL || !g_ascii_string_to_unsigned (token, 10, 0, G_MAXINT, &row, NULL)
      || row >= jc_check_data_count_rows (self, rows))
    return JC_CHECK_NONE;

  return (int)row;
}

/* Brings the numbers of rows at or around @path up to date and finds the one row that changed, if
 * it is one. */
static void
locate_rows (JcCheck *self, const char *path, const char *const *tokens, Change *change)
{
  for (int i = 0; i < (int)self->plan->fields->len; i++)
    {
      const JcCheckField *field = jc_check_plan_get_field (self->plan, i);

      if (field->field->fields == NULL || !jc_check_paths_overlap (field->path, path))
        continue;

      /* Rows that came or went moved those after them. */
      if (!sync_rows (self, i) && strcmp (field->path, path) == 0)
        {
          change->rows = i;
          change->row = parse_row (self, i, tokens[2]);
        }
    }
}

void
jc_check_apply_change (JcCheck *self, const char *const *tokens)
{
  g_autofree char *path = NULL;
  Change           change = { NULL, JC_CHECK_NONE, JC_CHECK_NONE, "" };

  if (tokens[0] == NULL)
    {
      jc_check_reset (self);
      return;
    }

  path = g_strjoin (".", tokens[0], tokens[1], NULL);
  change.path = path;
  locate_rows (self, path, tokens, &change);
  jc_check_data_update (self, tokens);

  /* What is not one row counts as the whole field. */
  if (change.row != JC_CHECK_NONE)
    {
      g_free (path);
      change.path = path = g_strjoinv (".", (char **)tokens);
      change.member = tokens[3] != NULL ? tokens[3] : "";
    }

  mark_change (self, tokens[0], tokens[1], &change);
  jc_check_readings_path_changed (self, change.path);
}

/* --- Running --- */

static gboolean
findings_equal (GPtrArray *a, GPtrArray *b)
{
  guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (!jc_finding_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

static void
mark_dependents (JcCheck *self, const JcCheckNode *node, int row)
{
  for (guint i = 0; i < node->dependents->len; i++)
    {
      int dependent = g_array_index (node->dependents, int, i);

      if (node->rows != JC_CHECK_NONE
          && jc_check_plan_get_node (self->plan, dependent)->rows == node->rows)
        mark_result (self, dependent, row);
      else
        jc_check_mark_node (self, dependent);
    }
}

static void
derived_changed (JcCheck *self, const JcCheckNode *node, int row, JsonNode *value)
{
  const JcCheckField *field = jc_check_plan_get_field (self->plan, node->subject);
  const JcCheckField *holder
      = node->rows != JC_CHECK_NONE ? jc_check_plan_get_field (self->plan, node->rows) : field;
  g_autofree char *path = NULL;
  Change           change = { field->path, JC_CHECK_NONE, JC_CHECK_NONE, "" };

  if (node->rows != JC_CHECK_NONE)
    {
      path = g_strdup_printf ("%s.%d.%s", holder->path, row, field->name);
      change = (Change){ path, node->rows, row, field->name };
    }

  jc_check_data_set_derived (self, node->subject, row, value);
  g_clear_pointer (&self->derived, json_node_unref);
  mark_change (self, holder->root, holder->name, &change);
}

static void
touch_section (JcCheck *self, int section)
{
  for (int i = 0; i < (int)self->plan->fields->len; i++)
    if (jc_check_plan_get_field (self->plan, i)->section == section
        && jc_check_plan_get_field (self->plan, i)->rows == JC_CHECK_NONE)
      jc_check_touch_field (self, i, JC_CHECK_NONE);
}

/* A new result took @old's place. */
static void
result_changed (
    JcCheck *self, const JcCheckNode *node, int row, JcCheckResult *old, JcCheckResult *result)
{
  switch (node->type)
    {
    case JC_CHECK_DERIVED:
      derived_changed (self, node, row, result->value);
      jc_check_touch_field (self, node->subject, row);
      break;
    case JC_CHECK_SECTION_APPLIES:
      touch_section (self, node->subject);
      mark_dependents (self, node, row);
      jc_check_forget_entries (self);
      break;
    case JC_CHECK_FIELD_APPLIES:
    case JC_CHECK_REQUIRED:
    case JC_CHECK_PROPOSAL:
      jc_check_touch_field (self, node->subject, row);
      mark_dependents (self, node, row);
      break;
    case JC_CHECK_VALUE:
    case JC_CHECK_RULE:
      touch_findings (self, old->findings);
      touch_findings (self, result->findings);
      break;
    case JC_CHECK_SLOT_APPLIES:
    case JC_CHECK_SLOT_REQUIRED:
    case JC_CHECK_SLOT_ROW:
      jc_check_touch_slot (self, jc_check_plan_get_slot (self->plan, node->subject)->slot->id);
      mark_dependents (self, node, row);
      break;
    case JC_CHECK_SLOT:
      jc_check_touch_slot (self, jc_check_plan_get_slot (self->plan, node->subject)->slot->id);
      break;
    case JC_CHECK_ROUTE:
      break;
    }
}

static void
evaluate_again (JcCheck *self, int position, int row, JcCheckResult *result)
{
  const JcCheckNode *node = jc_check_plan_get_node (self->plan, position);
  JcCheckResult      old = *result;

  *result = (JcCheckResult){ 0 };
  jc_check_evaluate (self, node, row, result);
  self->n_evaluated++;

  /* The entries lend the findings that go now. */
  if (old.findings != NULL || result->findings != NULL)
    jc_check_forget_entries (self);
  if (old.flag != result->flag || old.standing != result->standing
      || !jc_json_equal (old.value, result->value)
      || !findings_equal (old.findings, result->findings))
    result_changed (self, node, row, &old, result);

  clear_result (&old);
}

void
jc_check_run (JcCheck *self)
{
  for (int i = 0; i < (int)self->plan->nodes->len; i++)
    {
      const JcCheckNode *node = jc_check_plan_get_node (self->plan, i);
      GArray            *results = get_results (self, i);

      if (!self->dirty[i])
        continue;

      self->current = i;
      self->dirty[i] = FALSE;
      for (guint j = 0; j < results->len; j++)
        {
          JcCheckResult *result = &g_array_index (results, JcCheckResult, j);

          if (result->dirty)
            evaluate_again (self, i, node->rows == JC_CHECK_NONE ? JC_CHECK_NONE : (int)j, result);
        }
    }

  self->current = JC_CHECK_NONE;
  jc_check_readings_run (self);
}

/* Results of every node, none of them evaluated yet. */
void
jc_check_prepare (JcCheck *self)
{
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      GArray *results = g_array_new (FALSE, TRUE, sizeof (JcCheckResult));

      g_array_set_clear_func (results, clear_result);
      if (jc_check_plan_get_node (self->plan, (int)i)->rows == JC_CHECK_NONE)
        g_array_set_size (results, 1);
      g_ptr_array_add (self->results, results);
    }

  self->dirty = g_new0 (gboolean, self->plan->nodes->len + 1);
  self->current = JC_CHECK_NONE;
}
