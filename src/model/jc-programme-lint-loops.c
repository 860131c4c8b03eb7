/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include <string.h>

/* What of a field is calculated out of others. */
typedef enum
{
  ASPECT_DERIVED,
  ASPECT_APPLIES,
  ASPECT_REQUIRED,
  ASPECT_PROPOSED,
  N_ASPECTS,
} Aspect;

static const char *const aspect_names[] = { "derived", "applies", "required", "proposed" };

/**
 * Node:
 * @path: the field's, without positions
 * @at: where it stands in the definition
 * @section_at: (nullable): where its section stands, if that has a condition
 * @own: what it has of its own, not by its section
 * @vars: (element-type utf8) (nullable): what each aspect reads
 */
typedef struct
{
  char      *path;
  char      *at;
  char      *section_at;
  gboolean   own[N_ASPECTS];
  GPtrArray *vars[N_ASPECTS];
} Node;

static void
node_free (Node *node)
{
  g_free (node->path);
  g_free (node->at);
  g_free (node->section_at);
  for (Aspect aspect = 0; aspect < N_ASPECTS; aspect++)
    g_clear_pointer (&node->vars[aspect], g_ptr_array_unref);
  g_free (node);
}

static void
add_vars (Node *node, Aspect aspect, JsonNode *logic, const JcField *rows)
{
  g_autoptr (GPtrArray) vars = NULL;

  if (logic == NULL)
    return;

  if (node->vars[aspect] == NULL)
    node->vars[aspect] = g_ptr_array_new_with_free_func (g_free);
  vars = jc_logic_dup_vars (logic);
  for (guint i = 0; i < vars->len; i++)
    {
      g_autofree char *path = jc_path_dup_plain (g_ptr_array_index (vars, i));

      /* A name of which nothing is known would close every loop there is. */
      if (*path == '\0')
        continue;
      if (rows != NULL && g_str_has_prefix (path, "row."))
        g_ptr_array_add (node->vars[aspect], g_strconcat (rows->key, path + strlen ("row"), NULL));
      else
        g_ptr_array_add (node->vars[aspect], g_steal_pointer (&path));
    }
}

static void
add_field (GPtrArray       *nodes,
           const JcSection *section,
           const char      *section_at,
           const JcField   *field,
           const JcField   *rows,
           const char      *at)
{
  Node           *node = g_new0 (Node, 1);
  JsonNode *const logic[] = { field->derived, field->applies, field->required, field->proposed };

  node->path
      = rows != NULL ? g_strconcat (rows->key, ".", field->key, NULL) : g_strdup (field->key);
  node->at = g_strdup (at);
  node->section_at = section->applies != NULL ? g_strdup (section_at) : NULL;
  for (Aspect aspect = 0; aspect < N_ASPECTS; aspect++)
    {
      node->own[aspect] = logic[aspect] != NULL;
      add_vars (node, aspect, logic[aspect], rows);
    }
  add_vars (node, ASPECT_APPLIES, section->applies, NULL);
  g_ptr_array_add (nodes, node);

  for (guint i = 0; field->fields != NULL && i < field->fields->len; i++)
    {
      g_autofree char *member_at = g_strdup_printf ("%s/fields/%u", at, i);

      add_field (nodes, section, section_at, g_ptr_array_index (field->fields, i), field,
                 member_at);
    }
}

static GPtrArray *
dup_nodes (const JcKind *kind, guint index)
{
  GPtrArray *nodes = g_ptr_array_new_with_free_func ((GDestroyNotify)node_free);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);
      g_autofree char *section_at = g_strdup_printf ("/kinds/%u/sections/%u", index, i);

      for (guint j = 0; j < section->fields->len; j++)
        {
          g_autofree char *at = g_strdup_printf ("%s/fields/%u", section_at, j);

          add_field (nodes, section, section_at, g_ptr_array_index (section->fields, j), NULL, at);
        }
    }

  return nodes;
}

static gboolean
reads_path (GPtrArray *vars, const char *path)
{
  for (guint i = 0; vars != NULL && i < vars->len; i++)
    if (jc_path_reads (g_ptr_array_index (vars, i), path))
      return TRUE;

  return FALSE;
}

/* Whether @start is read again on the way that begins with its own @aspect. That a field applies or
 * is proposed hangs on others' values, and on whether those apply or are proposed; that it is
 * required hangs on values alone ("one of the two" is no loop). */
static gboolean
leads_back (GPtrArray *nodes, Node *start, Aspect aspect)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();
  gboolean spreads = aspect != ASPECT_REQUIRED;

  g_ptr_array_add (waiting, start);
  for (guint i = 0; i < waiting->len; i++)
    {
      Node      *node = g_ptr_array_index (waiting, i);
      GPtrArray *vars = i == 0 || spreads ? node->vars[aspect] : NULL;

      for (guint j = 0; j < nodes->len; j++)
        {
          Node *next = g_ptr_array_index (nodes, j);

          if (!reads_path (vars, next->path)
              && !(i > 0 && reads_path (node->vars[ASPECT_DERIVED], next->path)))
            continue;
          if (next == start)
            return TRUE;
          if (g_hash_table_add (seen, next))
            g_ptr_array_add (waiting, next);
        }
    }

  return FALSE;
}

static void
check_node (JcLint *lint, GPtrArray *nodes, Node *node)
{
  for (Aspect aspect = 0; aspect < N_ASPECTS; aspect++)
    {
      gboolean         own = node->own[aspect] || node->section_at == NULL;
      g_autofree char *at = NULL;

      if (node->vars[aspect] == NULL || node->vars[aspect]->len == 0
          || !leads_back (nodes, node, aspect))
        continue;

      at = g_strconcat (own ? node->at : node->section_at, "/", aspect_names[aspect], NULL);
      jc_lint_add (lint, at, "loop",
                   jc_text_new_printf ("%s 绕了一圈又取决于它自己：断开其中一处。",
                                       "%s depends on itself in a circle: break it at one place.",
                                       node->path));
    }
}

/**
 * jc_lint_loops:
 * @self: a run
 *
 * loop: derived, applies, required or proposed that depend on themselves.
 */
void
jc_lint_loops (JcLint *self)
{
  for (guint i = 0; i < self->programme->kinds->len; i++)
    {
      g_autoptr (GPtrArray) nodes = dup_nodes (g_ptr_array_index (self->programme->kinds, i), i);

      for (guint j = 0; j < nodes->len; j++)
        check_node (self, nodes, g_ptr_array_index (nodes, j));
    }
}
