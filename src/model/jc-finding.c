/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-finding.h"

#include "jc-json.h"

#include <string.h>

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

/**
 * jc_finding_new:
 * @pointer: (nullable): the field it belongs to, with row positions
 * @severity: how much it weighs
 * @code: its unchanging code
 * @message: (transfer full): what is wrong, then how to mend it
 *
 * Returns: (transfer full): a new finding without a slot
 */
JcFinding *
jc_finding_new (const char *pointer, JcSeverity severity, const char *code, JcText *message)
{
  JcFinding *self;

  g_return_val_if_fail (code != NULL, NULL);
  g_return_val_if_fail (message != NULL, NULL);

  self = g_new0 (JcFinding, 1);
  self->pointer = g_strdup (pointer);
  self->severity = severity;
  self->code = g_strdup (code);
  self->message = message;

  return self;
}

/**
 * jc_finding_new_for_slot:
 * @slot: a slot's id
 * @severity: how much it weighs
 * @code: its unchanging code
 * @message: (transfer full): what is wrong, then how to mend it
 *
 * Returns: (transfer full): a new finding about the slot as a whole
 */
JcFinding *
jc_finding_new_for_slot (const char *slot, JcSeverity severity, const char *code, JcText *message)
{
  JcFinding *self = jc_finding_new (NULL, severity, code, message);

  self->slot = g_strdup (slot);

  return self;
}

/**
 * jc_finding_copy:
 * @self: a finding
 *
 * Returns: (transfer full): a copy
 */
JcFinding *
jc_finding_copy (const JcFinding *self)
{
  JcFinding *copy
      = jc_finding_new (self->pointer, self->severity, self->code, jc_text_copy (self->message));

  copy->slot = g_strdup (self->slot);
  copy->row = g_strdup (self->row);
  copy->attachment = g_strdup (self->attachment);
  copy->page = self->page;
  copy->has_box = self->has_box;
  memcpy (copy->box, self->box, sizeof copy->box);
  copy->read = g_strdup (self->read);

  return copy;
}

/**
 * jc_finding_equal:
 * @a: a finding
 * @b: another
 *
 * Returns: whether both say the same of the same thing
 */
gboolean
jc_finding_equal (const JcFinding *a, const JcFinding *b)
{
  return a->severity == b->severity && a->page == b->page && a->has_box == b->has_box
         && memcmp (a->box, b->box, sizeof a->box) == 0 && g_strcmp0 (a->code, b->code) == 0
         && g_strcmp0 (a->pointer, b->pointer) == 0 && g_strcmp0 (a->slot, b->slot) == 0
         && g_strcmp0 (a->row, b->row) == 0 && g_strcmp0 (a->attachment, b->attachment) == 0
         && g_strcmp0 (a->read, b->read) == 0
         && g_strcmp0 (a->message->zh, b->message->zh) == 0
         && g_strcmp0 (a->message->en, b->message->en) == 0;
}

/**
 * jc_finding_free:
 * @self: (transfer full) (nullable): a finding
 */
void
jc_finding_free (JcFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->pointer);
  g_free (self->slot);
  g_free (self->row);
  g_free (self->attachment);
  g_free (self->read);
  g_free (self->code);
  jc_text_free (self->message);
  g_free (self);
}

static void
set_given (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

/**
 * jc_finding_to_json:
 * @self: a finding
 *
 * A finding about the whole dossier has neither `pointer` nor `slot`.
 *
 * Returns: (transfer full): {"pointer", "slot", "row", "attachment", "page", "box", "read",
 *   "severity", "code", "message": {"zh", "en"}}; the first seven only where they say something
 */
JsonNode *
jc_finding_to_json (const JcFinding *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  set_given (object, "pointer", self->pointer);
  set_given (object, "slot", self->slot);
  set_given (object, "row", self->row);
  set_given (object, "attachment", self->attachment);
  if (self->page > 0)
    json_object_set_int_member (object, "page", self->page);
  if (self->has_box)
    {
      JsonArray *box = json_array_sized_new (G_N_ELEMENTS (self->box));

      for (gsize i = 0; i < G_N_ELEMENTS (self->box); i++)
        json_array_add_int_element (box, self->box[i]);
      json_object_set_array_member (object, "box", box);
    }
  set_given (object, "read", self->read);
  json_object_set_string_member (object, "severity", jc_severity_to_string (self->severity));
  json_object_set_string_member (object, "code", self->code);
  json_object_set_member (object, "message", jc_text_to_json (self->message));

  return take_object (object);
}

/**
 * jc_findings_to_json:
 * @findings: (element-type JcFinding): findings in the order they are told
 *
 * Returns: (transfer full): {"findings": […], "errors": n, "warnings": n}
 */
JsonNode *
jc_findings_to_json (GPtrArray *findings)
{
  JsonObject *object;
  JsonArray  *array;

  g_return_val_if_fail (findings != NULL, NULL);

  object = json_object_new ();
  array = json_array_sized_new (findings->len);
  for (guint i = 0; i < findings->len; i++)
    json_array_add_element (array, jc_finding_to_json (g_ptr_array_index (findings, i)));

  json_object_set_array_member (object, "findings", array);
  json_object_set_int_member (object, "errors", jc_findings_count (findings, JC_SEVERITY_ERROR));
  json_object_set_int_member (object, "warnings",
                              jc_findings_count (findings, JC_SEVERITY_WARNING));

  return take_object (object);
}

/**
 * jc_findings_count:
 * @findings: (element-type JcFinding): findings
 * @severity: which to count
 *
 * Returns: how many of @findings have @severity
 */
guint
jc_findings_count (GPtrArray *findings, JcSeverity severity)
{
  guint count = 0;

  g_return_val_if_fail (findings != NULL, 0);

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity == severity)
        count++;
    }

  return count;
}

/**
 * jc_severity_to_string:
 * @severity: a severity
 *
 * Returns: "error", "warning" or "hint"
 */
const char *
jc_severity_to_string (JcSeverity severity)
{
  switch (severity)
    {
    case JC_SEVERITY_ERROR:
      return "error";
    case JC_SEVERITY_WARNING:
      return "warning";
    case JC_SEVERITY_HINT:
    default:
      return "hint";
    }
}
