/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-read-value.h"

#include "jc-code-pair.h"
#include "jc-reading.h"
#include "jc-words.h"

static const JcField *
find_field (JcDossierSession *session, const JcFinding *finding)
{
  if (!g_str_equal (finding->code, JC_READING_DIFFERS) || finding->read == NULL
      || finding->pointer == NULL)
    return NULL;

  return jc_kind_find_field (jc_dossier_session_get_kind (session), finding->pointer);
}

static JsonNode *
new_value (const JcFinding *finding)
{
  JsonNode *value = json_node_init_string (json_node_alloc (), finding->read);

  json_node_seal (value);

  return value;
}

/**
 * jc_read_value_dup_words:
 * @session: the open dossier
 * @finding: one of its findings
 *
 * Returns: (transfer full) (nullable): what was read
 */
char *
jc_read_value_dup_words (JcDossierSession *session, const JcFinding *finding)
{
  const JcField *field = find_field (session, finding);
  g_autoptr (JsonNode) value = field != NULL ? new_value (finding) : NULL;

  return value != NULL ? jc_field_dup_display (field, jc_dossier_session_get_programme (session),
                                               value, jc_language_get_default ())
                       : NULL;
}

/**
 * jc_read_value_may_take:
 * @session: the open dossier
 * @finding: one of its findings
 *
 * Returns: whether jc_read_value_take () does anything
 */
gboolean
jc_read_value_may_take (JcDossierSession *session, const JcFinding *finding)
{
  const JcField *field = find_field (session, finding);

  return field != NULL && field->derived == NULL && jc_dossier_session_may_fill (session, field)
         && jc_dossier_session_is_editable (session);
}

/**
 * jc_read_value_take:
 * @session: the open dossier
 * @finding: one of its findings
 */
void
jc_read_value_take (JcDossierSession *session, const JcFinding *finding)
{
  const JcField *field = find_field (session, finding);
  g_autoptr (JsonNode) value = NULL;
  /* The finding goes with the difference. */
  g_autofree char *pointer = g_strdup (finding->pointer);

  if (!jc_read_value_may_take (session, finding))
    return;
  value = new_value (finding);
  jc_dossier_session_choose (session, pointer, value);
  jc_code_pair_match (session, field, pointer);
}
