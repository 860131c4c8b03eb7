/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-reader.h"

#include "jc-json.h"

#define MIB (G_GINT64_CONSTANT (1024) * 1024)
/* What goes through an office's line and onto a stick; a definition may say otherwise. */
#define DEFAULT_FILE_MIB 50
#define DEFAULT_DOSSIER_MIB 500
#define DEFAULT_FILES 500
#define MAX_WORDS 50

static void
slot_page_free (gpointer data)
{
  JcSlotPage *page = data;

  g_strfreev (page->keywords);
  g_free (page);
}

static void
slot_read_free (gpointer data)
{
  JcSlotRead *read = data;

  g_strfreev (read->labels);
  g_free (read);
}

void
jc_slot_free (JcSlot *slot)
{
  g_clear_pointer (&slot->pages, g_ptr_array_unref);
  g_clear_pointer (&slot->reads, g_ptr_array_unref);
  g_strfreev (slot->keywords);
  g_free (slot);
}

void
jc_sample_attachment_free (JcSampleAttachment *sample)
{
  g_strfreev (sample->parts);
  g_strfreev (sample->lines);
  g_free (sample);
}

/* Never NULL. */
static GStrv
read_words (JcReader *reader, JsonObject *object, const char *at, const char *name)
{
  GStrv words = jc_reader_strings (reader, object, at, name, MAX_WORDS);

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    if (*words[i] == '\0')
      jc_reader_fail (reader, at, name, "里面有空的，要写上内容",
                      "one of them is empty; write something");

  return words != NULL ? words : g_new0 (char *, 1);
}

static gpointer
read_slot_page (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  JcSlotPage *page = g_new0 (JcSlotPage, 1);

  page->id = jc_reader_id (reader, object, at, "id");
  page->label = jc_reader_text (reader, object, at, "label", JC_READ_REQUIRED);
  page->keywords = read_words (reader, object, at, "keywords");

  return page;
}

static gpointer
read_slot_read (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  static const char *const facts[] = { "resident_id", "uscc", "bank_account", "person_name",
                                       "date",        "text", "code_label",   NULL };
  JcSlotRead              *read = g_new0 (JcSlotRead, 1);

  read->fact = (JcFactKind)jc_reader_choice (reader, object, at, "fact", facts, -1);
  read->key = jc_reader_string (reader, object, at, "key", JC_READ_OPTIONAL);
  read->labels = read_words (reader, object, at, "labels");

  return read;
}

static gint64
read_mib (JcReader *reader, JsonObject *object, const char *at, const char *name, gint64 fallback)
{
  guint mib = object != NULL ? jc_reader_count (reader, object, at, name) : 0;

  return mib > 0 ? mib * MIB : fallback;
}

void
jc_reader_limits (JcReader *reader, JsonObject *object, const char *at, JcKind *kind)
{
  JsonNode        *node = json_object_get_member (object, "limits");
  JsonObject      *limits = jc_json_as_object (node);
  g_autofree char *limits_at = g_strconcat (at, "/limits", NULL);

  if (node != NULL && limits == NULL)
    jc_reader_fail (reader, at, "limits", "要写成对象 {…}", "must be an object {…}");

  kind->max_file_bytes = read_mib (reader, limits, limits_at, "file_mib", DEFAULT_FILE_MIB * MIB);
  kind->max_dossier_bytes
      = read_mib (reader, limits, limits_at, "dossier_mib", DEFAULT_DOSSIER_MIB * MIB);
  kind->max_files = limits != NULL ? jc_reader_count (reader, limits, limits_at, "files") : 0;
  if (kind->max_files == 0)
    kind->max_files = DEFAULT_FILES;
}

gpointer
jc_reader_slot (JcReader *reader, JsonObject *object, const char *at, gpointer user_data)
{
  const JcKind    *kind = user_data;
  JsonNode        *recognise = json_object_get_member (object, "recognise");
  JsonObject      *words = jc_json_as_object (recognise);
  g_autofree char *words_at = g_strconcat (at, "/recognise", NULL);
  JcSlot          *slot = g_new0 (JcSlot, 1);

  if (recognise != NULL && words == NULL)
    jc_reader_fail (reader, at, "recognise", "要写成对象 {…}", "must be an object {…}");

  slot->id = jc_reader_id (reader, object, at, "id");
  slot->label = jc_reader_text (reader, object, at, "label", JC_READ_REQUIRED);
  slot->hint = jc_reader_text (reader, object, at, "hint", JC_READ_OPTIONAL);
  slot->pages = jc_reader_list (reader, object, at, "pages", JC_PROGRAMME_MAX_ITEMS, slot_page_free,
                                read_slot_page, NULL);
  slot->required = jc_reader_logic (reader, object, "required");
  slot->applies = jc_reader_logic (reader, object, "applies");
  slot->not_applicable = jc_reader_text (reader, object, at, "not_applicable", JC_READ_OPTIONAL);
  slot->each = jc_reader_string (reader, object, at, "each", JC_READ_OPTIONAL);
  slot->each_if = jc_reader_logic (reader, object, "each_if");
  slot->max_files = jc_reader_count (reader, object, at, "max_files");
  slot->max_bytes = read_mib (reader, object, at, "max_mib", kind->max_file_bytes);
  slot->sealed = jc_reader_boolean (reader, object, at, "sealed", FALSE);
  slot->restricted = jc_reader_boolean (reader, object, at, "restricted", FALSE);
  slot->keywords
      = words != NULL ? read_words (reader, words, words_at, "keywords") : g_new0 (char *, 1);
  slot->reads = jc_reader_list (reader, object, at, "reads", JC_PROGRAMME_MAX_ITEMS, slot_read_free,
                                read_slot_read, NULL);

  if (slot->each_if != NULL && slot->each == NULL)
    jc_reader_fail (reader, at, "each_if", "没有 each 就没有行可以问",
                    "without each there are no rows to ask about");

  return slot;
}

gpointer
jc_reader_sample_attachment (JcReader   *reader,
                             JsonObject *object,
                             const char *at,
                             gpointer    user_data)
{
  JcSampleAttachment *sample = g_new0 (JcSampleAttachment, 1);

  sample->slot = jc_reader_id (reader, object, at, "slot");
  sample->row = jc_reader_string (reader, object, at, "row", JC_READ_OPTIONAL);
  sample->parts = read_words (reader, object, at, "parts");
  sample->title = jc_reader_string (reader, object, at, "title", JC_READ_REQUIRED);
  sample->lines = read_words (reader, object, at, "lines");

  return sample;
}
