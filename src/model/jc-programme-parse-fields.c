/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-reader.h"

#include <string.h>

#include "jc-json.h"

static const char *const type_names[] = {
  "text",    "long_text", "code", "codes",   "terms", "boolean",
  "integer", "money",     "date", "percent", "rows",  NULL,
};

static const char *const owner_names[] = { "applicant", "recommender", "officer", "expert", NULL };

/* What logic sees beside the values; a field of that name could not be asked for. */
static const char *const reserved_roots[] = { "programme", "dossier", "today", "row", NULL };

typedef struct
{
  JcKind  *kind;
  JcField *rows; /* (nullable) */
} Place;

/**
 * jc_field_free:
 * @field: (transfer full) (nullable): a field
 */
void
jc_field_free (JcField *field)
{
  if (field == NULL)
    return;

  g_strfreev (field->format_kinds);
  g_clear_pointer (&field->fields, g_ptr_array_unref);
  g_free (field);
}

void
jc_section_free (JcSection *section)
{
  g_clear_pointer (&section->fields, g_ptr_array_unref);
  g_free (section);
}

/* Words of a–z, 0–9 and _ that begin with a letter, joined by dots. */
static gboolean
is_key (const char *key, gboolean dots)
{
  gboolean begins = TRUE;

  for (const char *p = key; *p != '\0'; p++)
    {
      if (begins ? !g_ascii_islower (*p)
                 : !g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '_' && *p != '.')
        return FALSE;
      begins = *p == '.';
      if (begins && !dots)
        return FALSE;
    }

  return !begins && strlen (key) <= 128;
}

static void
read_key (JcReader *reader, JcField *field, JsonObject *object, const char *at, Place *place)
{
  g_autofree char *root = NULL;
  char            *pointer;

  field->key = jc_reader_string (reader, object, at, "key", JC_READ_REQUIRED);
  if (!is_key (field->key, place->rows == NULL))
    jc_reader_fail (reader, at, "key", "要写成 unit.full_name 这样的小写英文（行内只写一节）",
                    "must look like unit.full_name in lower case (one word within rows)");

  root = g_strndup (field->key, strcspn (field->key, "."));
  if (place->rows == NULL && g_strv_contains (reserved_roots, root))
    jc_reader_fail (reader, at, "key", "programme、dossier、today、row 另有用处，换一个名字",
                    "programme, dossier, today and row are taken; choose another name");
  if (place->rows != NULL && g_str_equal (field->key, "id"))
    jc_reader_fail (reader, at, "key", "每一行本来就有 id，换一个名字",
                    "every row has an id already; choose another name");

  if (place->rows != NULL)
    pointer = g_strconcat (place->rows->pointer, "/*/", field->key, NULL);
  else
    pointer = g_strdelimit (g_strconcat ("/", field->key, NULL), ".", '/');
  field->pointer = jc_reader_keep (reader, pointer);

  if (!g_hash_table_insert (place->kind->by_pointer, pointer, field))
    jc_reader_fail (reader, at, "key", "这个 key 出现了两次，改掉其中一个",
                    "this key stands twice; change one");
}

static JcPrecision
read_precisions (JcReader *reader, JsonObject *object, const char *at)
{
  static const char *const names[] = { "day", "month", "year", NULL };
  g_auto (GStrv) listed = jc_reader_strings (reader, object, at, "precisions", 3);
  JcPrecision precisions = 0;

  if (listed == NULL)
    return JC_PRECISION_DAY;

  for (guint i = 0; listed[i] != NULL; i++)
    {
      guint known = 0;

      while (names[known] != NULL && !g_str_equal (names[known], listed[i]))
        known++;
      if (names[known] == NULL)
        jc_reader_fail (reader, at, "precisions", "只能有 day、month、year",
                        "may hold day, month and year only");
      else
        precisions |= 1u << known;
    }

  return precisions != 0 ? precisions : JC_PRECISION_DAY;
}

static void
read_words (JcReader *reader, JcField *field, JsonObject *object, const char *at)
{
  field->label = jc_reader_text (reader, object, at, "label", JC_READ_REQUIRED);
  field->hint = jc_reader_text (reader, object, at, "hint", JC_READ_OPTIONAL);
  field->example = jc_reader_string (reader, object, at, "example", JC_READ_OPTIONAL);
  field->unit = jc_reader_text (reader, object, at, "unit", JC_READ_OPTIONAL);
  field->format = jc_reader_string (reader, object, at, "format", JC_READ_OPTIONAL);
  field->format_kinds
      = jc_reader_strings (reader, object, at, "format_kinds", JC_PROGRAMME_MAX_ITEMS);
  field->codes = jc_reader_string (reader, object, at, "codes", JC_READ_OPTIONAL);
  field->code_field = jc_reader_string (reader, object, at, "code_field", JC_READ_OPTIONAL);
  field->owner = owner_names[jc_reader_choice (reader, object, at, "owner", owner_names, 0)];
  field->content = jc_reader_boolean (reader, object, at, "content", TRUE);
  field->sensitive = jc_reader_boolean (reader, object, at, "sensitive", FALSE);

  if ((field->type == JC_FIELD_CODE || field->type == JC_FIELD_CODES) && field->codes == NULL)
    jc_reader_fail (reader, at, "codes", "缺少这一项：从哪张代码表里选",
                    "this member is missing: which code list to choose from");
}

static void
read_limits (JcReader *reader, JcField *field, JsonObject *object, const char *at)
{
  field->required = jc_reader_logic (reader, object, "required");
  field->applies = jc_reader_logic (reader, object, "applies");
  field->empty_unless_applies
      = jc_reader_boolean (reader, object, at, "empty_unless_applies", FALSE);
  /* Not logic: a declaration that must be false is thinkable. */
  field->must_be = json_object_get_member (object, "must_be");
  field->proposed = jc_reader_logic (reader, object, "proposed");
  field->derived = jc_reader_logic (reader, object, "derived");
  field->minimum = jc_reader_logic (reader, object, "minimum");
  field->maximum = jc_reader_logic (reader, object, "maximum");
  field->min_length = jc_reader_count (reader, object, at, "min_length");
  field->max_length = jc_reader_count (reader, object, at, "max_length");
  field->min_items = jc_reader_count (reader, object, at, "min_items");
  field->max_items = jc_reader_count (reader, object, at, "max_items");
  field->precisions = read_precisions (reader, object, at);
}

static gpointer
read_field (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  Place   *place = user_data;
  JcField *field = g_new0 (JcField, 1);

  if (++reader->n_fields > JC_PROGRAMME_MAX_FIELDS)
    jc_reader_fail (reader, at, NULL, "字段太多，最多 2000 个", "too many fields; at most 2000");

  field->type = (JcFieldType)jc_reader_choice (reader, object, at, "type", type_names, -1);
  read_key (reader, field, object, at, place);
  read_words (reader, field, object, at);
  read_limits (reader, field, object, at);

  if (field->type == JC_FIELD_ROWS && place->rows != NULL)
    {
      jc_reader_fail (reader, at, "type", "行里面不能再有行", "rows within rows are not supported");
    }
  else if (field->type == JC_FIELD_ROWS)
    {
      Place within = { place->kind, field };

      field->fields = jc_reader_list (reader, object, at, "fields", JC_PROGRAMME_MAX_FIELDS,
                                      (GDestroyNotify)jc_field_free, read_field, &within);
      if (field->fields->len == 0)
        jc_reader_fail (reader, at, "fields", "每一行有哪些内容？至少写一个",
                        "what does a row hold? write at least one field");
    }

  return field;
}

gpointer
jc_reader_section (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  Place      place = { user_data, NULL };
  JcSection *section = g_new0 (JcSection, 1);

  section->id = jc_reader_id (reader, object, at, "id");
  section->title = jc_reader_text (reader, object, at, "title", JC_READ_REQUIRED);
  section->intro = jc_reader_text (reader, object, at, "intro", JC_READ_OPTIONAL);
  section->applies = jc_reader_logic (reader, object, "applies");
  section->not_applicable = jc_reader_text (reader, object, at, "not_applicable", JC_READ_OPTIONAL);
  section->fields = jc_reader_list (reader, object, at, "fields", JC_PROGRAMME_MAX_FIELDS,
                                    (GDestroyNotify)jc_field_free, read_field, &place);

  return section;
}
