/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-reader.h"

#include <string.h>

#include "jc-json.h"

static void
rule_free (JcRule *rule)
{
  g_strfreev (rule->at);
  g_free (rule);
}

static void
opinion_free (JcOpinion *opinion)
{
  g_strfreev (opinion->routes);
  g_free (opinion);
}

static void
sheet_free (JcSheet *sheet)
{
  g_strfreev (sheet->keys);
  g_free (sheet);
}

static void
derivation_free (JcDerivation *derivation)
{
  g_free (derivation->path);
  g_ptr_array_unref (derivation->vars);
  g_free (derivation);
}

/**
 * jc_kind_free:
 * @kind: (transfer full): the head of a JcKindData
 */
void
jc_kind_free (JcKind *kind)
{
  JcKindData *data = (JcKindData *)kind;

  g_clear_pointer (&data->derivations, g_ptr_array_unref);
  g_clear_pointer (&kind->by_pointer, g_hash_table_unref);
  g_clear_pointer (&kind->sections, g_ptr_array_unref);
  g_clear_pointer (&kind->rules, g_ptr_array_unref);
  g_clear_pointer (&kind->slots, g_ptr_array_unref);
  g_clear_pointer (&kind->opinions, g_ptr_array_unref);
  g_clear_pointer (&kind->sheets, g_ptr_array_unref);
  g_clear_pointer (&kind->sample_attachments, g_ptr_array_unref);
  g_strfreev (kind->roles);
  g_free (data);
}

static gpointer
read_rule (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  static const char *const severities[] = { "error", "warning", "hint", NULL };
  JcRule                  *rule = g_new0 (JcRule, 1);

  if (++reader->n_rules > JC_PROGRAMME_MAX_RULES)
    jc_reader_fail (reader, at, NULL, "规则太多，最多 2000 条", "too many rules; at most 2000");

  rule->id = jc_reader_id (reader, object, at, "id");
  rule->each = jc_reader_string (reader, object, at, "each", JC_READ_OPTIONAL);
  rule->applies = jc_reader_logic (reader, object, "applies");
  rule->assert_that = json_object_get_member (object, "assert");
  if (rule->assert_that == NULL)
    jc_reader_fail (reader, at, "assert", "缺少这一项：什么算对",
                    "this member is missing: what is right");
  rule->severity = (JcSeverity)jc_reader_choice (reader, object, at, "severity", severities,
                                                 JC_SEVERITY_ERROR);
  rule->at = jc_reader_strings (reader, object, at, "at", JC_PROGRAMME_MAX_ITEMS);
  rule->message = jc_reader_text (reader, object, at, "message", JC_READ_REQUIRED);
  rule->source = jc_reader_string (reader, object, at, "source", JC_READ_OPTIONAL);
  if (rule->at == NULL)
    rule->at = g_new0 (char *, 1);

  return rule;
}

static gpointer
read_opinion (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  static const char *const dues[] = { "submission", "delivery", "filing", NULL };
  JcOpinion               *opinion = g_new0 (JcOpinion, 1);

  opinion->id = jc_reader_id (reader, object, at, "id");
  opinion->label = jc_reader_text (reader, object, at, "label", JC_READ_REQUIRED);
  opinion->sentence = jc_reader_text (reader, object, at, "sentence", JC_READ_OPTIONAL);
  opinion->due = dues[jc_reader_choice (reader, object, at, "due", dues, -1)];
  opinion->routes = jc_reader_strings (reader, object, at, "routes", JC_PROGRAMME_MAX_ITEMS);
  opinion->signer = jc_reader_string (reader, object, at, "signer", JC_READ_OPTIONAL);
  opinion->seal = jc_reader_boolean (reader, object, at, "seal", FALSE);
  opinion->signature = jc_reader_boolean (reader, object, at, "signature", FALSE);

  return opinion;
}

/* Keys of fields below "leader.*"; within rows the rows stand for their members. */
static void
add_below (GPtrArray *keys, const JcKind *kind, const char *wildcard)
{
  g_autofree char *prefix = g_strndup (wildcard, strlen (wildcard) - 1);
  guint            before = keys->len;

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);

      for (guint j = 0; j < section->fields->len; j++)
        {
          const JcField *field = g_ptr_array_index (section->fields, j);

          if (g_str_has_prefix (field->key, prefix))
            g_ptr_array_add (keys, g_strdup (field->key));
        }
    }

  /* Left as it is for the linter, which says that nothing stands there. */
  if (keys->len == before)
    g_ptr_array_add (keys, g_strdup (wildcard));
}

static gpointer
read_sheet (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  const JcKind *kind = user_data;
  JcSheet      *sheet = g_new0 (JcSheet, 1);
  g_auto (GStrv) listed = NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  sheet->id = jc_reader_id (reader, object, at, "id");
  sheet->title = jc_reader_text (reader, object, at, "title", JC_READ_REQUIRED);
  sheet->sealed = jc_reader_boolean (reader, object, at, "sealed", FALSE);
  listed = jc_reader_strings (reader, object, at, "keys", JC_PROGRAMME_MAX_FIELDS);

  for (guint i = 0; listed != NULL && listed[i] != NULL; i++)
    if (g_str_has_suffix (listed[i], ".*"))
      add_below (keys, kind, listed[i]);
    else
      g_ptr_array_add (keys, g_strdup (listed[i]));
  g_ptr_array_add (keys, NULL);
  sheet->keys = (GStrv)g_ptr_array_steal (keys, NULL);

  return sheet;
}

/* "a.b" is a value, so that "a.b.c" has no place to stand. */
static void
check_nesting (JcReader *reader, const JcKind *kind, const char *at)
{
  GHashTableIter iter;
  gpointer       pointer;

  g_hash_table_iter_init (&iter, kind->by_pointer);
  while (g_hash_table_iter_next (&iter, &pointer, NULL))
    {
      g_autofree char *parent = g_strdup (pointer);
      char            *slash;

      if (strstr (parent, "/*/") != NULL)
        continue;

      while ((slash = strrchr (parent, '/')) != NULL && slash != parent)
        {
          *slash = '\0';
          if (g_hash_table_contains (kind->by_pointer, parent))
            jc_reader_fail (reader, at, "sections", "一个字段的 key 不能在另一个字段的 key 之下",
                            "a field's key cannot lie below another field's");
        }
    }
}

gpointer
jc_reader_kind (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  JcKindData *data = g_new0 (JcKindData, 1);
  JcKind     *kind = &data->kind;

  data->json = object;
  data->derivations = g_ptr_array_new_with_free_func ((GDestroyNotify)derivation_free);
  kind->programme = reader->programme;
  kind->by_pointer = g_hash_table_new (g_str_hash, g_str_equal);
  kind->id = jc_reader_id (reader, object, at, "id");
  kind->title = jc_reader_text (reader, object, at, "title", JC_READ_REQUIRED);
  kind->roles = jc_reader_strings (reader, object, at, "roles", JC_PROGRAMME_MAX_ITEMS);
  if (kind->roles == NULL)
    kind->roles = g_new0 (char *, 1);
  kind->title_logic = jc_reader_logic (reader, object, "dossier_title");
  kind->sections = jc_reader_list (reader, object, at, "sections", JC_PROGRAMME_MAX_ITEMS,
                                   (GDestroyNotify)jc_section_free, jc_reader_section, kind);
  kind->rules = jc_reader_list (reader, object, at, "rules", JC_PROGRAMME_MAX_RULES,
                                (GDestroyNotify)rule_free, read_rule, NULL);
  jc_reader_limits (reader, object, at, kind);
  kind->slots = jc_reader_list (reader, object, at, "slots", JC_PROGRAMME_MAX_ITEMS,
                                (GDestroyNotify)jc_slot_free, jc_reader_slot, kind);
  kind->opinions = jc_reader_list (reader, object, at, "opinions", JC_PROGRAMME_MAX_ITEMS,
                                   (GDestroyNotify)opinion_free, read_opinion, NULL);
  kind->sheets = jc_reader_list (reader, object, at, "sheets", JC_PROGRAMME_MAX_ITEMS,
                                 (GDestroyNotify)sheet_free, read_sheet, kind);
  kind->sample_attachments
      = jc_reader_list (reader, object, at, "sample_attachments", JC_PROGRAMME_MAX_ITEMS,
                        (GDestroyNotify)jc_sample_attachment_free, jc_reader_sample_attachment,
                        NULL);

  if (kind->sections->len == 0)
    jc_reader_fail (reader, at, "sections", "至少要有一节", "needs at least one section");
  if (reader->error == NULL)
    check_nesting (reader, kind, at);
  if (reader->error == NULL)
    jc_kind_order_derivations (data);

  return kind;
}
