/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-merge-private.h"

#include "jc-json.h"

#include <string.h>

/* One side's rows. */
typedef struct
{
  GPtrArray  *ids;   /* (element-type utf8): lent by the rows, in order */
  GHashTable *by_id; /* id → JsonNode, both lent */
} Rows;

typedef struct
{
  Rows        base;
  Rows        mine;
  Rows        theirs;
  gboolean    by_content;
  GHashTable *kept; /* set of ids that stay */
} Merge;

/* --- One side --- */

static const char *
get_id (JsonNode *row)
{
  return jc_json_get_string (jc_json_as_object (row), "id", NULL);
}

static gboolean
is_rows (JsonNode *node)
{
  JsonArray *array = jc_json_as_array (node);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *id = get_id (json_array_get_element (array, i));

      if (id == NULL || !g_hash_table_add (ids, (gpointer)id))
        return FALSE;
    }

  return TRUE;
}

gboolean
jc_merge_sides_are_rows (const JcMergeSides *sides)
{
  return is_rows (sides->base) && is_rows (sides->mine) && is_rows (sides->theirs);
}

static void
read_rows (Rows *rows, JsonNode *node)
{
  JsonArray *array = jc_json_as_array (node);

  rows->ids = g_ptr_array_new ();
  rows->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *row = json_array_get_element (array, i);

      g_ptr_array_add (rows->ids, (gpointer)get_id (row));
      g_hash_table_insert (rows->by_id, (gpointer)get_id (row), row);
    }
}

static void
clear_rows (Rows *rows)
{
  g_ptr_array_unref (rows->ids);
  g_hash_table_unref (rows->by_id);
}

static JsonNode *
get_row (const Rows *rows, const char *id)
{
  return g_hash_table_lookup (rows->by_id, id);
}

static JcMergeSides
get_sides (const Merge *merge, const char *id)
{
  return (JcMergeSides){ get_row (&merge->base, id), get_row (&merge->mine, id),
                         get_row (&merge->theirs, id) };
}

/* --- What stays --- */

/* Mine added what theirs added too, under another id. */
static gboolean
theirs_added_same (const Merge *merge, JsonNode *row)
{
  for (guint i = 0; i < merge->theirs.ids->len; i++)
    {
      const char *id = g_ptr_array_index (merge->theirs.ids, i);

      if (get_row (&merge->base, id) == NULL && get_row (&merge->mine, id) == NULL
          && jc_merge_same_use (row, get_row (&merge->theirs, id)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
stays (const Merge *merge, const char *id)
{
  JcMergeSides sides = get_sides (merge, id);

  if (sides.mine != NULL && sides.theirs != NULL)
    return TRUE;
  if (sides.base == NULL)
    return sides.mine == NULL || !merge->by_content || !theirs_added_same (merge, sides.mine);

  /* One side took it away: it stays only where mine had changed it, which is a conflict. */
  return sides.mine != NULL && !jc_json_equal (sides.mine, sides.base);
}

static void
keep_rows_of (Merge *merge, const Rows *rows)
{
  for (guint i = 0; i < rows->ids->len; i++)
    {
      const char *id = g_ptr_array_index (rows->ids, i);

      if (stays (merge, id))
        g_hash_table_add (merge->kept, (gpointer)id);
    }
}

/* --- Their order --- */

/* The ids that all three sides have, as @rows has them in order. */
static GPtrArray *
list_common (const Merge *merge, const Rows *rows)
{
  GPtrArray *common = g_ptr_array_new ();

  for (guint i = 0; i < rows->ids->len; i++)
    {
      JcMergeSides sides = get_sides (merge, g_ptr_array_index (rows->ids, i));

      if (sides.base != NULL && sides.mine != NULL && sides.theirs != NULL)
        g_ptr_array_add (common, g_ptr_array_index (rows->ids, i));
    }

  return common;
}

static gboolean
same_order (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    if (strcmp (g_ptr_array_index (a, i), g_ptr_array_index (b, i)) != 0)
      return FALSE;

  return TRUE;
}

static int
find_id (GPtrArray *ids, const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (strcmp (g_ptr_array_index (ids, i), id) == 0)
      return (int)i;

  return -1;
}

/* Puts what stays of @rows and is not in @order behind what it stood behind there. What theirs
 * added comes before what mine added in the same place. */
static void
insert_others (const Merge *merge, const Rows *rows, GPtrArray *order)
{
  int position = 0;

  for (guint i = 0; i < rows->ids->len; i++)
    {
      const char *id = g_ptr_array_index (rows->ids, i);
      int         found = find_id (order, id);

      if (found >= 0)
        {
          position = found + 1;
          continue;
        }
      if (!g_hash_table_contains (merge->kept, id))
        continue;

      while (rows == &merge->mine && position < (int)order->len
             && get_row (&merge->base, g_ptr_array_index (order, position)) == NULL
             && get_row (&merge->mine, g_ptr_array_index (order, position)) == NULL)
        position++;
      g_ptr_array_insert (order, position, (gpointer)id);
      position++;
    }
}

/* What stays, in the order of @first, the rows that only @second has put between. */
static GPtrArray *
arrange (const Merge *merge, const Rows *first, const Rows *second)
{
  GPtrArray *order = g_ptr_array_new ();

  for (guint i = 0; i < first->ids->len; i++)
    if (g_hash_table_contains (merge->kept, g_ptr_array_index (first->ids, i)))
      g_ptr_array_add (order, g_ptr_array_index (first->ids, i));
  insert_others (merge, second, order);

  return order;
}

/* --- The whole --- */

static JsonNode *
take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);

  return node;
}

/* (nullable): what mine added to the same use as theirs' @row. */
static JsonNode *
find_mine_same (const Merge *merge, JsonNode *row)
{
  for (guint i = 0; i < merge->mine.ids->len; i++)
    {
      JcMergeSides sides = get_sides (merge, g_ptr_array_index (merge->mine.ids, i));

      if (sides.base == NULL && sides.theirs == NULL && jc_merge_same_use (sides.mine, row))
        return sides.mine;
    }

  return NULL;
}

static JsonNode *
merge_one (const Merge *merge, JcMergeSides *sides, const char *pointer, GPtrArray *conflicts)
{
  JsonNode *twin = NULL;

  /* A row is taken away as a whole, not member by member; here mine changed it. */
  if (sides->base != NULL && sides->theirs == NULL)
    return jc_merge_keep_mine (sides, pointer, conflicts);

  if (merge->by_content && sides->base != NULL && sides->mine != NULL)
    return jc_merge_attachment (sides, pointer, conflicts);
  if (merge->by_content && sides->base == NULL && sides->mine == NULL)
    twin = find_mine_same (merge, sides->theirs);
  if (twin != NULL)
    return jc_merge_added_twice (twin, sides->theirs, pointer, conflicts);

  return jc_merge_nodes (sides, pointer, conflicts);
}

static GHashTable *
merge_each (const Merge *merge, GPtrArray *order, const char *pointer, GPtrArray *conflicts)
{
  GHashTable *merged
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)json_node_unref);

  for (guint i = 0; i < order->len; i++)
    {
      const char      *id = g_ptr_array_index (order, i);
      g_autofree char *below = g_strdup_printf ("%s/%u", pointer, i);
      JcMergeSides     sides = get_sides (merge, id);
      JsonNode        *row = merge_one (merge, &sides, below, conflicts);

      g_hash_table_insert (merged, (gpointer)id, row != NULL ? row : json_node_ref (sides.theirs));
    }

  return merged;
}

static JsonNode *
collect (GHashTable *merged, GPtrArray *order)
{
  JsonArray *array = json_array_sized_new (order->len);

  for (guint i = 0; i < order->len; i++)
    json_array_add_element (array, json_node_ref (
                                       g_hash_table_lookup (merged, g_ptr_array_index (order, i))));

  return take_array (array);
}

/* Rows that mine took away and theirs changed. */
static void
add_removed_conflicts (const Merge *merge, const char *pointer, guint n_rows, GPtrArray *conflicts)
{
  for (guint i = 0; i < merge->theirs.ids->len; i++)
    {
      JcMergeSides sides = get_sides (merge, g_ptr_array_index (merge->theirs.ids, i));

      if (sides.base != NULL && sides.mine == NULL && !jc_json_equal (sides.theirs, sides.base))
        {
          g_autofree char *below = g_strdup_printf ("%s/%u", pointer, n_rows++);

          /* What mine has of it is nothing. */
          g_warn_if_fail (jc_merge_keep_mine (&sides, below, conflicts) == NULL);
        }
    }
}

static JsonNode *
merge_in_order (Merge *merge, const JcMergeSides *sides, const char *pointer, GPtrArray *conflicts)
{
  g_autoptr (GPtrArray) base = list_common (merge, &merge->base);
  g_autoptr (GPtrArray) mine = list_common (merge, &merge->mine);
  g_autoptr (GPtrArray) theirs = list_common (merge, &merge->theirs);
  g_autoptr (GPtrArray) mine_first = arrange (merge, &merge->mine, &merge->theirs);
  g_autoptr (GPtrArray) theirs_first = arrange (merge, &merge->theirs, &merge->mine);
  g_autoptr (GHashTable) merged = NULL;
  gboolean   take_theirs = same_order (mine, base);
  GPtrArray *order = take_theirs ? theirs_first : mine_first;
  JsonNode  *node;

  merged = merge_each (merge, order, pointer, conflicts);
  node = collect (merged, order);
  add_removed_conflicts (merge, pointer, order->len, conflicts);

  if (!take_theirs && !same_order (theirs, base) && !same_order (mine, theirs))
    {
      g_autoptr (JsonNode) other = collect (merged, theirs_first);
      JcMergeSides orders = { sides->base, node, other };
      g_autoptr (JsonNode) kept = jc_merge_keep_mine (&orders, pointer, conflicts);
    }

  return node;
}

JsonNode *
jc_merge_rows (const JcMergeSides *sides,
               const char         *pointer,
               gboolean            by_content,
               GPtrArray          *conflicts)
{
  Merge     merge = { .by_content = by_content };
  JsonNode *node;

  read_rows (&merge.base, sides->base);
  read_rows (&merge.mine, sides->mine);
  read_rows (&merge.theirs, sides->theirs);
  merge.kept = g_hash_table_new (g_str_hash, g_str_equal);
  keep_rows_of (&merge, &merge.theirs);
  keep_rows_of (&merge, &merge.mine);

  node = merge_in_order (&merge, sides, pointer, conflicts);

  g_hash_table_unref (merge.kept);
  clear_rows (&merge.base);
  clear_rows (&merge.mine);
  clear_rows (&merge.theirs);

  return node;
}
