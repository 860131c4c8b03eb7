/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include "jc-programme-private.h"

#include <string.h>

#define ROW_PREFIX "row."

static void
free_node (gpointer data)
{
  JcCheckNode *node = data;

  g_ptr_array_unref (node->reads);
  g_ptr_array_unref (node->row_reads);
  g_array_unref (node->dependents);
  g_array_unref (node->at);
  g_free (node);
}

/* --- What a node reads --- */

/* A member's or an each-rule's `row` is the row it is asked for, not a section. */
static void
add_read (JcCheckNode *node, const char *path)
{
  if (node->rows != JC_CHECK_NONE && strcmp (path, "row") == 0)
    g_ptr_array_add (node->row_reads, g_strdup (""));
  else if (node->rows != JC_CHECK_NONE && g_str_has_prefix (path, ROW_PREFIX))
    g_ptr_array_add (node->row_reads, g_strdup (path + strlen (ROW_PREFIX)));
  else
    g_ptr_array_add (node->reads, g_strdup (path));
}

static void
add_reads (JcCheckNode *node, JsonNode *logic)
{
  g_autoptr (GPtrArray) paths = logic != NULL ? jc_logic_dup_vars (logic) : NULL;

  for (guint i = 0; paths != NULL && i < paths->len; i++)
    add_read (node, g_ptr_array_index (paths, i));
}

/* A path that was computed ends with a dot; it holds whatever begins like it. */
gboolean
jc_check_paths_overlap (const char *read, const char *changed)
{
  gsize n = 0;

  while (read[n] != '\0' && read[n] == changed[n])
    n++;

  if (read[n] == '\0')
    return n == 0 || read[n - 1] == '.' || changed[n] == '\0' || changed[n] == '.';
  if (changed[n] == '\0')
    return n == 0 || read[n] == '.';

  return FALSE;
}

/* --- Nodes --- */

JcCheckNode *
jc_check_node_new (JcCheckNodeType type, int subject, int rows, JsonNode *logic)
{
  JcCheckNode *node = g_new0 (JcCheckNode, 1);

  node->type = type;
  node->subject = subject;
  node->rows = rows;
  node->logic = logic;
  node->reads = g_ptr_array_new_with_free_func (g_free);
  node->row_reads = g_ptr_array_new_with_free_func (g_free);
  node->dependents = g_array_new (FALSE, FALSE, sizeof (int));
  node->at = g_array_new (FALSE, FALSE, sizeof (int));
  add_reads (node, logic);

  return node;
}

int
jc_check_plan_append (JcCheckPlan *plan, JcCheckNode *node)
{
  g_ptr_array_add (plan->nodes, node);

  return (int)plan->nodes->len - 1;
}

static void
append_field_node (JcCheckPlan *plan, JcCheckNodeType type, int position, JsonNode *logic)
{
  JcCheckField *field = jc_check_plan_get_field (plan, position);

  if (logic != NULL)
    field->nodes[type]
        = jc_check_plan_append (plan, jc_check_node_new (type, position, field->rows, logic));
}

/* A value is its own reader; a rows field reads all its rows. */
static void
append_value_node (JcCheckPlan *plan, int position)
{
  JcCheckField *field = jc_check_plan_get_field (plan, position);
  JcCheckNode  *node;

  if (field->field->derived != NULL)
    return;

  node = jc_check_node_new (JC_CHECK_VALUE, position, field->rows, NULL);
  g_ptr_array_add (field->rows == JC_CHECK_NONE ? node->reads : node->row_reads,
                   g_strdup (field->field->key));
  field->nodes[JC_CHECK_VALUE] = jc_check_plan_append (plan, node);
}

/* The programme has put those first that others read. One that depends on itself has no value. */
static void
append_derived_nodes (JcCheckPlan *plan)
{
  const JcKindData *data = (const JcKindData *)plan->kind;

  for (guint i = 0; i < data->derivations->len; i++)
    {
      const JcDerivation *derivation = g_ptr_array_index (data->derivations, i);
      int                 position = jc_check_plan_find_field (plan, derivation->field);

      if (position != JC_CHECK_NONE && !derivation->looped)
        append_field_node (plan, JC_CHECK_DERIVED, position, derivation->field->derived);
    }
}

/* --- Rules --- */

/* @key as a member of the rows a rule is asked for ("year", "row.year", "leader.honours.year"). */
static int
find_member (const JcCheckPlan *plan, int rows, const char *key)
{
  const JcField *field = jc_check_plan_get_field (plan, rows)->field;
  const char    *name = strrchr (key, '.');

  name = name != NULL ? name + 1 : key;
  for (guint i = 0; field->fields != NULL && i < field->fields->len; i++)
    {
      const JcField *member = g_ptr_array_index (field->fields, i);

      if (strcmp (member->key, name) == 0)
        return jc_check_plan_find_field (plan, member);
    }

  return JC_CHECK_NONE;
}

static void
resolve_at (const JcCheckPlan *plan, JcCheckNode *node)
{
  for (gsize i = 0; node->rule->at != NULL && node->rule->at[i] != NULL; i++)
    {
      const char *key = node->rule->at[i];
      int         position = jc_check_plan_find_field (plan, jc_kind_find_field (plan->kind, key));

      if (position == JC_CHECK_NONE && node->rows != JC_CHECK_NONE)
        position = find_member (plan, node->rows, key);
      if (position != JC_CHECK_NONE)
        g_array_append_val (node->at, position);
    }
}

static void
append_rule_node (JcCheckPlan *plan, const JcRule *rule)
{
  g_autoptr (GPtrArray) placeholders = jc_check_list_placeholders (rule->message);
  JcCheckNode *node = jc_check_node_new (JC_CHECK_RULE, JC_CHECK_NONE, JC_CHECK_NONE, NULL);

  node->rule = rule;
  if (rule->each != NULL)
    node->rows = jc_check_plan_find_field (plan, jc_kind_find_field (plan->kind, rule->each));

  add_reads (node, rule->applies);
  add_reads (node, rule->assert_that);
  for (guint i = 0; i < placeholders->len; i++)
    add_read (node, g_ptr_array_index (placeholders, i));
  resolve_at (plan, node);

  /* A rule over rows that the definition lacks has no row to be asked for. */
  if (rule->each != NULL && node->rows == JC_CHECK_NONE)
    free_node (node);
  else
    jc_check_plan_append (plan, node);
}

/* --- Who looks at whose result --- */

void
jc_check_plan_add_dependent (JcCheckPlan *plan, int node, int dependent)
{
  if (node != JC_CHECK_NONE && dependent != JC_CHECK_NONE)
    g_array_append_val (jc_check_plan_get_node (plan, node)->dependents, dependent);
}

/* @dependent looks at whether the field at @position applies. */
void
jc_check_plan_depend_on_applies (JcCheckPlan *plan, int position, int dependent)
{
  const JcCheckField *field = jc_check_plan_get_field (plan, position);

  jc_check_plan_add_dependent (plan, g_array_index (plan->section_nodes, int, field->section),
                               dependent);
  jc_check_plan_add_dependent (plan, field->nodes[JC_CHECK_FIELD_APPLIES], dependent);
  if (field->rows != JC_CHECK_NONE)
    jc_check_plan_depend_on_applies (plan, field->rows, dependent);
}

static void
link_dependents (JcCheckPlan *plan)
{
  jc_check_plan_link_slots (plan);
  for (int i = 0; i < (int)plan->fields->len; i++)
    {
      const JcCheckField *field = jc_check_plan_get_field (plan, i);

      jc_check_plan_depend_on_applies (plan, i, field->nodes[JC_CHECK_VALUE]);
      jc_check_plan_add_dependent (plan, field->nodes[JC_CHECK_REQUIRED],
                                   field->nodes[JC_CHECK_VALUE]);
    }

  for (int i = 0; i < (int)plan->nodes->len; i++)
    {
      const JcCheckNode *node = jc_check_plan_get_node (plan, i);

      if (node->type == JC_CHECK_RULE && node->rows != JC_CHECK_NONE)
        jc_check_plan_depend_on_applies (plan, node->rows, i);
      for (guint j = 0; j < node->at->len; j++)
        jc_check_plan_depend_on_applies (plan, g_array_index (node->at, int, j), i);
    }
}

/* --- Who reads what --- */

static void
add_reader (JcCheckPlan *plan, const char *path, int node)
{
  const char *first = strchr (path, '.');
  const char *second = first != NULL ? strchr (first + 1, '.') : NULL;
  char       *key;
  GArray     *readers;

  /* "a." is computed: known no further than its root. */
  if (first != NULL && first[1] == '\0')
    key = g_strndup (path, (gsize)(first - path));
  else if (second != NULL)
    key = g_strndup (path, (gsize)(second - path));
  else
    key = g_strdup (path);

  readers = g_hash_table_lookup (plan->readers, key);
  if (readers == NULL)
    {
      readers = g_array_new (FALSE, FALSE, sizeof (int));
      g_hash_table_insert (plan->readers, key, readers);
    }
  else
    g_free (key);

  g_array_append_val (readers, node);
}

static void
index_readers (JcCheckPlan *plan)
{
  for (int i = 0; i < (int)plan->nodes->len; i++)
    {
      const JcCheckNode *node = jc_check_plan_get_node (plan, i);

      for (guint j = 0; j < node->reads->len; j++)
        add_reader (plan, g_ptr_array_index (node->reads, j), i);
      if (node->rows != JC_CHECK_NONE)
        add_reader (plan, jc_check_plan_get_field (plan, node->rows)->field->key, i);
    }
}

/* --- The whole --- */

static void
clear_field (gpointer data)
{
  JcCheckField *field = data;

  g_free (field->path);
}

static const char *
keep_root (JcCheckPlan *plan, const JcField *field)
{
  g_autofree char *root = g_strndup (field->key, strcspn (field->key, "."));
  gpointer         kept = NULL;
  gpointer         derived = NULL;

  if (!g_hash_table_lookup_extended (plan->roots, root, &kept, &derived))
    {
      kept = g_steal_pointer (&root);
      g_hash_table_insert (plan->roots, kept, GINT_TO_POINTER (field->derived != NULL));
    }
  else if (field->derived != NULL)
    g_hash_table_insert (plan->roots, g_steal_pointer (&root), GINT_TO_POINTER (TRUE));

  return kept;
}

static void
append_field (JcCheckPlan *plan, const JcField *field, int section, int rows)
{
  const JcCheckField *holder = rows != JC_CHECK_NONE ? jc_check_plan_get_field (plan, rows) : NULL;
  const char         *dot = strchr (field->key, '.');
  JcCheckField        entry = { .field = field, .section = section, .rows = rows };
  int                 position = (int)plan->fields->len;

  entry.name = holder == NULL && dot != NULL ? dot + 1 : field->key;
  entry.root = holder != NULL ? holder->root : keep_root (plan, field);
  entry.path
      = holder != NULL ? g_strconcat (holder->path, ".", field->key, NULL) : g_strdup (field->key);
  for (gsize i = 0; i < G_N_ELEMENTS (entry.nodes); i++)
    entry.nodes[i] = JC_CHECK_NONE;

  g_array_append_val (plan->fields, entry);
  g_hash_table_insert (plan->positions, (gpointer)field, GINT_TO_POINTER (position + 1));

  /* Rows do not stand within rows. */
  for (guint i = 0; rows == JC_CHECK_NONE && field->fields != NULL && i < field->fields->len; i++)
    append_field (plan, g_ptr_array_index (field->fields, i), section, position);
}

static void
append_section_nodes (JcCheckPlan *plan)
{
  for (guint i = 0; i < plan->kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (plan->kind->sections, i);
      int              node = JC_CHECK_NONE;

      if (section->applies != NULL)
        node = jc_check_plan_append (plan, jc_check_node_new (JC_CHECK_SECTION_APPLIES, (int)i,
                                                              JC_CHECK_NONE, section->applies));
      g_array_append_val (plan->section_nodes, node);
    }
}

static void
append_route_nodes (JcCheckPlan *plan, JcProgramme *programme)
{
  GPtrArray *routes = jc_programme_get_routes (programme);

  for (guint i = 0; routes != NULL && i < routes->len; i++)
    {
      const JcRoute *route = g_ptr_array_index (routes, i);
      int            node = JC_CHECK_NONE;

      if (route->when != NULL)
        node = jc_check_plan_append (plan, jc_check_node_new (JC_CHECK_ROUTE, (int)i, JC_CHECK_NONE,
                                                              route->when));
      g_array_append_val (plan->route_nodes, node);
    }
}

static void
append_field_nodes (JcCheckPlan *plan)
{
  int n_fields = (int)plan->fields->len;

  for (int i = 0; i < n_fields; i++)
    append_field_node (plan, JC_CHECK_FIELD_APPLIES, i,
                       jc_check_plan_get_field (plan, i)->field->applies);
  for (int i = 0; i < n_fields; i++)
    append_field_node (plan, JC_CHECK_REQUIRED, i,
                       jc_check_plan_get_field (plan, i)->field->required);
  for (int i = 0; i < n_fields; i++)
    append_field_node (plan, JC_CHECK_PROPOSAL, i,
                       jc_check_plan_get_field (plan, i)->field->proposed);
}

/**
 * jc_check_plan_new:
 * @programme: a programme
 * @kind: one of its kinds
 *
 * Returns: (transfer full): what there is to evaluate for a dossier of @kind
 */
JcCheckPlan *
jc_check_plan_new (JcProgramme *programme, const JcKind *kind)
{
  JcCheckPlan *plan = g_new0 (JcCheckPlan, 1);

  plan->kind = kind;
  plan->fields = g_array_new (FALSE, FALSE, sizeof (JcCheckField));
  g_array_set_clear_func (plan->fields, clear_field);
  plan->nodes = g_ptr_array_new_with_free_func (free_node);
  plan->section_nodes = g_array_new (FALSE, FALSE, sizeof (int));
  plan->slots = g_array_new (FALSE, FALSE, sizeof (JcCheckSlot));
  plan->route_nodes = g_array_new (FALSE, FALSE, sizeof (int));
  plan->positions = g_hash_table_new (NULL, NULL);
  plan->roots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  plan->readers
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);

      for (guint j = 0; j < section->fields->len; j++)
        append_field (plan, g_ptr_array_index (section->fields, j), (int)i, JC_CHECK_NONE);
    }

  append_derived_nodes (plan);
  append_section_nodes (plan);
  append_field_nodes (plan);
  jc_check_plan_append_slots (plan);
  append_route_nodes (plan, programme);
  for (int i = 0; i < (int)plan->fields->len; i++)
    append_value_node (plan, i);
  for (guint i = 0; i < kind->rules->len; i++)
    append_rule_node (plan, g_ptr_array_index (kind->rules, i));
  jc_check_plan_append_slot_files (plan);

  link_dependents (plan);
  index_readers (plan);

  return plan;
}

/**
 * jc_check_plan_free:
 * @plan: (transfer full): a plan
 */
void
jc_check_plan_free (JcCheckPlan *plan)
{
  g_array_unref (plan->fields);
  g_ptr_array_unref (plan->nodes);
  g_array_unref (plan->section_nodes);
  g_array_unref (plan->slots);
  g_array_unref (plan->route_nodes);
  g_hash_table_unref (plan->positions);
  g_hash_table_unref (plan->roots);
  g_hash_table_unref (plan->readers);
  g_free (plan);
}

JcCheckField *
jc_check_plan_get_field (const JcCheckPlan *plan, int position)
{
  return &g_array_index (plan->fields, JcCheckField, position);
}

JcCheckNode *
jc_check_plan_get_node (const JcCheckPlan *plan, int position)
{
  return g_ptr_array_index (plan->nodes, position);
}

gboolean
jc_check_node_is_of_field (const JcCheckNode *node)
{
  switch (node->type)
    {
    case JC_CHECK_DERIVED:
    case JC_CHECK_FIELD_APPLIES:
    case JC_CHECK_REQUIRED:
    case JC_CHECK_PROPOSAL:
    case JC_CHECK_VALUE:
      return TRUE;
    case JC_CHECK_SECTION_APPLIES:
    case JC_CHECK_SLOT_APPLIES:
    case JC_CHECK_SLOT_REQUIRED:
    case JC_CHECK_SLOT_ROW:
    case JC_CHECK_ROUTE:
    case JC_CHECK_RULE:
    case JC_CHECK_SLOT:
      break;
    }

  return FALSE;
}

int
jc_check_plan_find_field (const JcCheckPlan *plan, const JcField *field)
{
  return field != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (plan->positions, field)) - 1
                       : JC_CHECK_NONE;
}

GArray *
jc_check_plan_find_readers (const JcCheckPlan *plan, const char *path)
{
  return g_hash_table_lookup (plan->readers, path);
}
