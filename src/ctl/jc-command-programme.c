/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-invocation.h"

#include <string.h>

#include "jc-programme-file.h"
#include "jc-programme-lint.h"

static int
run_list (JcInvocation *self, GError **error)
{
  JcLibrary *library = jc_invocation_get_library (self, error);
  g_autoptr (GPtrArray) programmes = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GString) lines = g_string_new (NULL);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  if (library == NULL || (programmes = jc_library_load_programmes (library, error)) == NULL)
    return -1;

  for (guint i = 0; i < programmes->len; i++)
    {
      JcProgramme *programme = g_ptr_array_index (programmes, i);
      JsonObject  *object = json_object_new ();

      json_object_set_string_member (object, "id", jc_programme_get_id (programme));
      json_object_set_string_member (object, "version", jc_programme_get_version (programme));
      json_object_set_member (object, "title",
                              jc_text_to_json (jc_programme_get_title (programme)));
      json_array_add_object_element (array, object);
      g_string_append_printf (lines, "%s  %.12s  %s\n", jc_programme_get_id (programme),
                              jc_programme_get_version (programme),
                              jc_say (jc_programme_get_title (programme)));
    }
  jc_invocation_print (self, node, lines->str);
  return JC_EXIT_DONE;
}

static void
describe_kind (const JcKind *kind, GString *lines)
{
  g_string_append_printf (lines, "\n%s (%s)\n", jc_say (kind->title), kind->id);
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);

      g_string_append_printf (lines, "  %s\n", jc_say (section->title));
      for (guint j = 0; j < section->fields->len; j++)
        {
          const JcField *field = g_ptr_array_index (section->fields, j);

          g_string_append_printf (lines, "    %-32s %s%s\n", field->key, jc_say (field->label),
                                  field->required != NULL ? " *" : "");
        }
    }
}

static int
run_show (JcInvocation *self, GError **error)
{
  g_autoptr (JcProgramme) programme = jc_programme_file_load (self, self->arguments[0], error);
  g_autoptr (GString) lines = g_string_new (NULL);
  GPtrArray *kinds;

  if (programme == NULL)
    return -1;
  g_string_append_printf (lines, "%s\n%s  %s\n", jc_say (jc_programme_get_title (programme)),
                          jc_programme_get_id (programme), jc_programme_get_version (programme));
  kinds = jc_programme_get_kinds (programme);
  for (guint i = 0; i < kinds->len; i++)
    describe_kind (g_ptr_array_index (kinds, i), lines);
  jc_invocation_print (self, jc_programme_get_json (programme), lines->str);
  return JC_EXIT_DONE;
}

static int
run_lint (JcInvocation *self, GError **error)
{
  g_autoptr (JsonNode) node = jc_programme_file_load_json (self, self->arguments[0], error);
  g_autoptr (GPtrArray) findings = NULL;

  if (node == NULL)
    return -1;
  findings = jc_programme_lint_json (node);
  return jc_invocation_print_findings (self, findings);
}

static int
run_add (JcInvocation *self, GError **error)
{
  JcLibrary *library = jc_invocation_get_library (self, error);
  g_autoptr (JsonNode) node
      = library != NULL ? jc_invocation_load_json (self->arguments[0], error) : NULL;
  g_autoptr (JcProgramme) programme
      = node != NULL ? jc_programme_new_from_json (node, error) : NULL;
  g_autoptr (JsonNode) answer = json_node_new (JSON_NODE_OBJECT);
  JsonObject      *object = json_object_new ();
  g_autofree char *line = NULL;

  json_node_take_object (answer, object);
  if (programme == NULL)
    return -1;
  if (!jc_library_add_programme (library, programme, error))
    return -1;
  json_object_set_string_member (object, "id", jc_programme_get_id (programme));
  json_object_set_string_member (object, "version", jc_programme_get_version (programme));
  line = g_strdup_printf ("%s %s", jc_programme_get_id (programme),
                          jc_programme_get_version (programme));
  jc_invocation_print (self, answer, line);
  return JC_EXIT_DONE;
}

const JcCommand jc_programme_commands[] = {
  { "programme list", "", NULL, -1, 0, 0, run_list },
  { "programme show", "ID|FILE", NULL, -1, 1, 1, run_show },
  { "programme lint", "FILE|ID", NULL, -1, 1, 1, run_lint },
  { "programme add", "FILE", NULL, -1, 1, 1, run_add },
  { NULL },
};
