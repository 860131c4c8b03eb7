/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-check-private.h"

#include "jc-attachment-private.h"
#include "jc-json.h"

#include <string.h>

#define MIB (1024 * 1024)
#define MAX_NAMES 10

void
jc_check_files_init (JcCheck *self)
{
  self->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_free);
  self->file_findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);
  self->touched_slots = g_ptr_array_new ();
}

void
jc_check_files_clear (JcCheck *self)
{
  g_clear_pointer (&self->attachments_node, json_node_unref);
  g_ptr_array_unref (self->attachments);
  g_ptr_array_unref (self->file_findings);
  g_ptr_array_unref (self->touched_slots);
}

/* @slot lives as long as the programme. */
void
jc_check_touch_slot (JcCheck *self, const char *slot)
{
  if (!g_ptr_array_find_with_equal_func (self->touched_slots, slot, g_str_equal, NULL))
    g_ptr_array_add (self->touched_slots, (gpointer)slot);
}

/* --- What changed --- */

/* The next attachment of @slot from @position on, which moves behind it. */
static JsonNode *
next_in_slot (JsonArray *array, const char *slot, guint *position)
{
  while (array != NULL && *position < json_array_get_length (array))
    {
      JsonNode *node = json_array_get_element (array, (*position)++);

      if (g_strcmp0 (jc_json_get_string (jc_json_as_object (node), "slot", NULL), slot) == 0)
        return node;
    }

  return NULL;
}

static gboolean
slot_changed (JsonNode *before, JsonNode *after, const char *slot)
{
  guint     i = 0;
  guint     j = 0;
  JsonNode *old;
  JsonNode *new;

  do
    {
      old = next_in_slot (jc_json_as_array (before), slot, &i);
      new = next_in_slot (jc_json_as_array (after), slot, &j);
      if (old != new && !jc_json_equal (old, new))
        return TRUE;
    }
  while (old != NULL && new != NULL);

  return FALSE;
}

/* --- Files outside all slots --- */

static void
add_unknown (JcCheck *self, const JcAttachment *attachment)
{
  JcFinding *finding = jc_finding_new_for_slot (
      attachment->slot, JC_SEVERITY_ERROR, "slot_unknown",
      jc_text_new_printf ("“%s”放在“%s”里，项目定义里没有这一项附件。移到别的附件里，或移走它。",
                          "“%s” is in “%s”, which the programme does not have. Move it to another "
                          "attachment, or take it away.",
                          attachment->name, attachment->slot));

  finding->attachment = g_strdup (attachment->id);
  g_ptr_array_add (self->file_findings, finding);
}

static void
add_unsorted (JcCheck *self)
{
  g_autoptr (GString) zh = g_string_new (NULL);
  g_autoptr (GString) en = g_string_new (NULL);
  guint   n = 0;
  JcText *message;

  for (guint i = 0; i < self->attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (self->attachments, i);

      if (strcmp (attachment->slot, JC_SLOT_UNSORTED) != 0 || ++n > MAX_NAMES)
        continue;
      g_string_append_printf (zh, "%s%s", n > 1 ? "、" : "", attachment->name);
      g_string_append_printf (en, "%s%s", n > 1 ? ", " : "", attachment->name);
    }
  if (n == 0)
    return;

  if (n > MAX_NAMES)
    {
      g_string_append (zh, " 等");
      g_string_append (en, " and more");
    }
  message = g_new0 (JcText, 1);
  message->zh
      = g_strdup_printf ("%u 个文件还没有归类，打印时用不到：%s。放到要它的那一项附件里，或移走。",
                         n, zh->str);
  message->en = g_strdup_printf ("%u files are not sorted and print nowhere: %s. Put each where it "
                                 "is asked for, or take it away.",
                                 n, en->str);
  g_ptr_array_add (self->file_findings,
                   jc_finding_new_for_slot (JC_SLOT_UNSORTED, JC_SEVERITY_WARNING, "slot_unsorted",
                                            message));
}

/* One original counts once, wherever it is used. */
static gint64
sum_bytes (GPtrArray *attachments)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 sum = 0;

  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);

      if (g_hash_table_add (seen, attachment->sha256))
        sum = attachment->size > G_MAXINT64 - sum ? G_MAXINT64 : sum + attachment->size;
    }

  return sum;
}

static void
add_too_large (JcCheck *self)
{
  gint64  sum = sum_bytes (self->attachments);
  gint64  max = self->plan->kind->max_dossier_bytes;
  JcText *message;

  if (sum <= max)
    return;

  message = jc_text_new_printf ("附件一共 %.1f MiB，最多 %.0f MiB。把大的换成黑白或灰度的 300 dpi "
                                "扫描，或移走不需要的。",
                                "The attachments come to %.1f MiB; at most %.0f MiB. Scan large "
                                "ones in grey at 300 dpi, or take away what is not needed.",
                                (double)sum / MIB, (double)max / MIB);
  g_ptr_array_add (self->file_findings,
                   jc_finding_new (NULL, JC_SEVERITY_ERROR, "dossier_too_large", message));
}

static void
find_again (JcCheck *self)
{
  g_ptr_array_set_size (self->file_findings, 0);
  for (guint i = 0; i < self->attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (self->attachments, i);

      if (strcmp (attachment->slot, JC_SLOT_UNSORTED) != 0
          && jc_check_plan_find_slot (self->plan, attachment->slot) == JC_CHECK_NONE)
        add_unknown (self, attachment);
    }
  add_unsorted (self);
  add_too_large (self);
}

void
jc_check_files_take (JcCheck *self, JsonNode *attachments)
{
  g_autoptr (JsonNode) before = g_steal_pointer (&self->attachments_node);

  self->attachments_node = json_node_ref (attachments);
  if (before == attachments)
    return;

  g_ptr_array_unref (self->attachments);
  self->attachments = jc_attachments_read (attachments);
  for (int i = 0; i < (int)self->plan->slots->len; i++)
    {
      const JcCheckSlot *slot = jc_check_plan_get_slot (self->plan, i);

      if (!slot_changed (before, attachments, slot->slot->id))
        continue;
      jc_check_touch_slot (self, slot->slot->id);
      jc_check_mark_node (self, slot->files);
    }
  if (slot_changed (before, attachments, JC_SLOT_UNSORTED))
    jc_check_touch_slot (self, JC_SLOT_UNSORTED);

  self->readings_dirty = TRUE;
  /* The entries lend the findings that go now. */
  jc_check_forget_entries (self);
  find_again (self);
}
