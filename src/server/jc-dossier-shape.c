/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-dossier-shape.h"

#include <string.h>

#include "jc-json.h"
#include "jc-pointer.h"

/* What the body of a PUT holds. */
static const char *const written[]
    = { "kind", "about", "round", "programme", "version", "values", "attachments", NULL };
/* What a client may send back as it got it; the server keeps its own. */
static const char *const echoed[] = { "id", "state", "revision", "finalised_on", NULL };

static gboolean
check_member (JcRequest *request, const char *name, JsonNode *value, const char *id)
{
  if (g_strv_contains (written, name))
    return TRUE;
  if (g_strv_contains (echoed, name)
      && (!g_str_equal (name, "id") || g_strcmp0 (jc_json_as_string (value), id) == 0))
    return TRUE;

  jc_request_refuse (
      request, JC_PROBLEM_SHAPE,
      "正文里不能有“%s”。只写 kind、about、round、programme、version、values、attachments。",
      "The body must not hold “%s”, only kind, about, round, programme, version, values "
      "and attachments.",
      name);

  return FALSE;
}

/**
 * jc_dossier_shape_read:
 * @request: a PUT
 * @id: the id in its path
 *
 * Returns: (transfer full) (nullable): the dossier as a draft of revision 0; NULL when the body
 * does not have that shape, and the call then has its answer
 */
JcDossier *
jc_dossier_shape_read (JcRequest *request, const char *id)
{
  JsonObject *body = json_node_get_object (request->body);
  g_autoptr (GList) names = json_object_get_members (body);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  JcDossier  *dossier;

  for (GList *l = names; l != NULL; l = l->next)
    if (!check_member (request, l->data, json_object_get_member (body, l->data), id))
      return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "state", "draft");
  json_object_set_int_member (object, "revision", 0);
  json_object_set_null_member (object, "about");
  json_object_set_null_member (object, "round");
  json_object_set_null_member (object, "finalised_on");
  for (guint i = 0; written[i] != NULL; i++)
    if (json_object_has_member (body, written[i]))
      json_object_set_member (object, written[i], json_object_dup_member (body, written[i]));

  /* Left out they would stand for nothing at all, and a change would empty the dossier. */
  if (!json_object_has_member (object, "values") || !json_object_has_member (object, "attachments"))
    {
      json_object_unref (object);
      jc_request_refuse (request, JC_PROBLEM_SHAPE, "正文要有 values 和 attachments。",
                         "The body has to hold values and attachments.");
      return NULL;
    }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  json_node_seal (node);

  dossier = jc_dossier_new_from_json (node, &error);
  if (dossier == NULL)
    jc_request_take_refusal (request, JC_PROBLEM_SHAPE, jc_error_dup_text (error), NULL);

  return dossier;
}

static void
add_unknown (GPtrArray *findings, const char *pointer)
{
  JcText *message = jc_text_new_printf ("项目定义里没有字段 %s。删去它，或更新项目定义。",
                                        "The programme has no field %s. Remove it, or update the "
                                        "programme.",
                                        pointer);

  g_ptr_array_add (findings, jc_finding_new (pointer, JC_SEVERITY_ERROR, "unknown_field", message));
}

static void
add_derived (GPtrArray *findings, const char *pointer)
{
  JcText *message
      = jc_text_new_printf ("字段 %s 由程序算出，不能写入。删去它。",
                            "The field %s is calculated and cannot be written. Remove it.",
                            pointer);

  g_ptr_array_add (findings, jc_finding_new (pointer, JC_SEVERITY_ERROR, "derived_field", message));
}

static void
check_rows (const JcKind *kind, const char *pointer, JsonArray *rows, GPtrArray *findings)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = jc_json_as_object (json_array_get_element (rows, i));
      g_autoptr (GList) names = row != NULL ? json_object_get_members (row) : NULL;

      for (GList *l = names; l != NULL; l = l->next)
        {
          g_autofree char *position = g_strdup_printf ("%s/%u", pointer, i);
          g_autofree char *member = jc_pointer_append (position, l->data);
          const JcField   *field;

          if (g_str_equal (l->data, "id"))
            continue;

          field = jc_kind_find_field (kind, member);
          if (field == NULL)
            add_unknown (findings, member);
          else if (field->derived != NULL)
            add_derived (findings, member);
        }
    }
}

static void
check_field (const JcKind *kind, const char *pointer, JsonNode *value, GPtrArray *findings)
{
  const JcField *field = jc_kind_find_field (kind, pointer);

  if (field == NULL)
    add_unknown (findings, pointer);
  else if (field->derived != NULL)
    add_derived (findings, pointer);
  else if (field->type == JC_FIELD_ROWS && jc_json_as_array (value) != NULL)
    check_rows (kind, pointer, jc_json_as_array (value), findings);
}

static gboolean
has_section (const JcKind *kind, const char *pointer)
{
  g_autofree char *prefix = g_strconcat (pointer, "/", NULL);
  GHashTableIter   iter;
  gpointer         key;

  g_hash_table_iter_init (&iter, kind->by_pointer);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, prefix))
      return TRUE;

  return FALSE;
}

/**
 * jc_dossier_shape_check:
 * @dossier: what a client wants to write
 * @kind: its kind
 * @findings: (element-type JcFinding): receives one for every place that cannot be written
 */
void
jc_dossier_shape_check (JcDossier *dossier, const JcKind *kind, GPtrArray *findings)
{
  JsonObject *values = json_node_get_object (jc_dossier_get_values (dossier));
  g_autoptr (GList) sections = json_object_get_members (values);

  for (GList *s = sections; s != NULL; s = s->next)
    {
      JsonObject *section = jc_json_get_object (values, s->data);
      g_autoptr (GList) names = section != NULL ? json_object_get_members (section) : NULL;
      g_autofree char *pointer = jc_pointer_append ("", s->data);

      if (!has_section (kind, pointer))
        {
          add_unknown (findings, pointer);
          continue;
        }

      for (GList *l = names; l != NULL; l = l->next)
        {
          g_autofree char *member = jc_pointer_append (pointer, l->data);

          check_field (kind, member, json_object_get_member (section, l->data), findings);
        }
    }
}
