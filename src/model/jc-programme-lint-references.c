/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-lint-private.h"

#include "jc-json.h"
#include "jc-pointer.h"

/* --- Slots, routes and fields, named anywhere --- */

static gboolean
has_slot (JcLint *lint, const char *id)
{
  for (guint i = 0; i < lint->programme->kinds->len; i++)
    if (jc_kind_find_slot (g_ptr_array_index (lint->programme->kinds, i), id) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
has_route (JcLint *lint, const char *id)
{
  for (guint i = 0; i < lint->programme->routes->len; i++)
    {
      const JcRoute *route = g_ptr_array_index (lint->programme->routes, i);

      if (g_str_equal (route->id, id))
        return TRUE;
    }

  return FALSE;
}

static void
check_id (JcLint *lint, gboolean is_slot, JsonNode *node, const char *at)
{
  const char *id = jc_json_as_string (node);

  if (id == NULL || (is_slot ? has_slot (lint, id) : has_route (lint, id)))
    return;

  if (is_slot)
    jc_lint_add (lint, at, "unknown_slot",
                 jc_text_new_printf ("没有附件槽 %s：改成有的，或先写上它。",
                                     "There is no slot %s: name one there is, or declare it.", id));
  else
    jc_lint_add (lint, at, "unknown_route",
                 jc_text_new_printf ("没有推荐渠道 %s：改成有的，或先写上它。",
                                     "There is no route %s: name one there is, or declare it.",
                                     id));
}

static void
check_ids (JcLint *lint, gboolean is_slot, JsonNode *node, const char *at)
{
  JsonArray *array = jc_json_as_array (node);

  if (array == NULL)
    {
      check_id (lint, is_slot, node, at);
      return;
    }

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *item_at = g_strdup_printf ("%s/%u", at, i);

      check_id (lint, is_slot, json_array_get_element (array, i), item_at);
    }
}

/* Keys that printed forms, tables and public notices hold; those of kinds have their own place. */
static void
check_keys (JcLint *lint, JsonNode *node, const char *at)
{
  JcLintScope any = { lint };
  JsonArray  *array = jc_json_as_array (node);
  const char *key = jc_json_as_string (node);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *item_at = g_strdup_printf ("%s/%u", at, i);

      if (jc_json_as_string (json_array_get_element (array, i)) != NULL)
        check_keys (lint, json_array_get_element (array, i), item_at);
    }

  if (key != NULL && jc_lint_resolve (&any, key, NULL) == JC_LINT_UNDECLARED)
    jc_lint_add (lint, at, "undeclared_field",
                 jc_text_new_printf ("定义里没有 %s：改成有的字段，或先写上这个字段。",
                                     "There is no %s in the definition: name a field there is, or "
                                     "declare this one.",
                                     key));
}

static void
check_member (JcLint *lint, const char *name, JsonNode *member, const char *at)
{
  static const char *const slots[] = { "slot", "slots", "sealed_slot", NULL };
  static const char *const routes[] = { "route", "routes", NULL };
  static const char *const keys[] = { "key", "keys", "fields", NULL };

  if (g_strv_contains (slots, name))
    check_ids (lint, TRUE, member, at);
  else if (g_strv_contains (routes, name))
    check_ids (lint, FALSE, member, at);
  else if (g_strv_contains (keys, name) && !jc_pointer_is_below (at, "/kinds"))
    check_keys (lint, member, at);
}

static void
walk_references (JcLint *lint, JsonNode *node, const char *at)
{
  /* What an applicant, a city or a list says there has a meaning of its own. */
  static const char *const foreign[] = { "code_lists", "parameters", "sample", NULL };
  JsonObject              *object = jc_json_as_object (node);
  JsonArray               *array = jc_json_as_array (node);
  JsonObjectIter           iter;
  const char              *name;
  JsonNode                *member;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *item_at = g_strdup_printf ("%s/%u", at, i);

      walk_references (lint, json_array_get_element (array, i), item_at);
    }
  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_autofree char *member_at = jc_pointer_append (at, name);

      if (g_strv_contains (foreign, name))
        continue;
      check_member (lint, name, member, member_at);
      walk_references (lint, member, member_at);
    }
}

/* Windows open events of kinds. */
static void
check_windows (JcLint *lint)
{
  for (guint i = 0; i < lint->programme->windows->len; i++)
    {
      const JcProgrammeWindow *window = g_ptr_array_index (lint->programme->windows, i);
      g_autofree char         *at = g_strdup_printf ("/windows/%u/kind", i);

      if (jc_programme_find_kind (lint->programme, window->kind) == NULL)
        jc_lint_add (lint, at, "undeclared_field",
                     jc_text_new_printf ("定义里没有 %s 这种材料：改成有的。",
                                         "There is no kind of dossier %s: name one there is.",
                                         window->kind));
    }
}

/**
 * jc_lint_references:
 * @self: a run
 *
 * unknown_slot and unknown_route, also in members that no struct holds (stages, documents); kinds
 * that windows name.
 */
void
jc_lint_references (JcLint *self)
{
  walk_references (self, jc_programme_get_json (self->programme), "");
  check_windows (self);
}

/* --- Ids that stand twice --- */

static void
add_duplicate (JcLint *lint, const char *at, const char *id)
{
  jc_lint_add (lint, at, "duplicate_key",
               jc_text_new_printf ("%s 出现了两次：改掉其中一个。", "%s stands twice: change one.",
                                   id));
}

static void
check_unique (JcLint *lint, JsonObject *object, const char *at, const char *name)
{
  JsonArray *array = jc_json_get_array (object, name);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject      *item = jc_json_as_object (json_array_get_element (array, i));
      const char      *id = jc_json_get_string (item, "id", NULL);
      g_autofree char *item_at = g_strdup_printf ("%s/%s/%u/id", at, name, i);

      if (id != NULL && !g_hash_table_add (ids, (gpointer)id))
        add_duplicate (lint, item_at, id);
    }
}

static void
check_unique_windows (JcLint *lint)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lint->programme->windows->len; i++)
    {
      const JcProgrammeWindow *window = g_ptr_array_index (lint->programme->windows, i);
      g_autofree char         *at = g_strdup_printf ("/windows/%u", i);
      g_autofree char         *pair = g_strconcat (window->kind, " ", window->event, NULL);

      if (g_hash_table_contains (seen, pair))
        add_duplicate (lint, at, pair);
      g_hash_table_add (seen, g_steal_pointer (&pair));
    }
}

/**
 * jc_lint_duplicates:
 * @self: a run
 *
 * duplicate_key: ids within their list; two windows of one event. Keys of fields and ids of kinds
 * are a matter of structure.
 */
void
jc_lint_duplicates (JcLint *self)
{
  static const char *const own[] = { "routes", "documents", "stages", NULL };
  static const char *const of_kinds[]
      = { "sections", "rules", "slots", "opinions", "sheets", NULL };

  for (guint i = 0; own[i] != NULL; i++)
    check_unique (self, self->json, "", own[i]);

  for (guint i = 0; i < self->programme->kinds->len; i++)
    {
      const JcKindData *data = g_ptr_array_index (self->programme->kinds, i);
      g_autofree char  *at = g_strdup_printf ("/kinds/%u", i);
      JsonArray        *slots = jc_json_get_array (data->json, "slots");

      for (guint j = 0; of_kinds[j] != NULL; j++)
        check_unique (self, data->json, at, of_kinds[j]);
      for (guint j = 0; slots != NULL && j < json_array_get_length (slots); j++)
        {
          g_autofree char *slot_at = g_strdup_printf ("%s/slots/%u", at, j);

          check_unique (self, jc_json_as_object (json_array_get_element (slots, j)), slot_at,
                        "pages");
        }
    }
  check_unique_windows (self);
}
