/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-code-pair.h"

#include <string.h>

#include "jc-json.h"
#include "jc-pointer.h"

/* The field that keeps the code beside a text; within rows it is a sibling. */
static char *
dup_code_pointer (JcDossierSession *session, const JcField *field, const char *pointer)
{
  const char      *slash = strrchr (pointer, '/');
  const JcField   *beside;
  g_autofree char *parent = NULL;

  if (field->code_field == NULL || slash == NULL)
    return NULL;

  beside = jc_kind_find_field (jc_dossier_session_get_kind (session), field->code_field);
  if (beside != NULL)
    return g_strdup (beside->pointer);

  parent = g_strndup (pointer, (gsize)(slash - pointer));

  return jc_pointer_append (parent, field->code_field);
}

static JcCodeList *
get_codes (JcDossierSession *session, const JcField *field)
{
  return field->codes != NULL
             ? jc_programme_get_code_list (jc_dossier_session_get_programme (session), field->codes)
             : NULL;
}

static void
choose_code (JcDossierSession *session, const JcField *field, const char *pointer, const char *code)
{
  g_autofree char *beside = dup_code_pointer (session, field, pointer);
  g_autoptr (JsonNode) value
      = code != NULL ? json_node_init_string (json_node_alloc (), code) : NULL;

  if (beside != NULL)
    jc_dossier_session_choose (session, beside, value);
}

/**
 * jc_code_pair_match:
 * @session: the open dossier
 * @field: a text that may have a code beside it
 * @pointer: where the text stands
 *
 * Words that are a code's name bring the code with them; other words leave none behind.
 */
void
jc_code_pair_match (JcDossierSession *session, const JcField *field, const char *pointer)
{
  JcCodeList   *codes = field->code_field != NULL ? get_codes (session, field) : NULL;
  const char   *text = jc_json_as_string (jc_dossier_session_get_value (session, pointer));
  const JcCode *code = codes != NULL && text != NULL ? jc_code_list_match (codes, text) : NULL;

  if (codes != NULL)
    choose_code (session, field, pointer, code != NULL ? code->code : NULL);
}

/**
 * jc_code_pair_pick:
 * @session: the open dossier
 * @field: a text with a list to pick from
 * @pointer: where the text stands
 * @code: (nullable): what was picked; %NULL removes both
 *
 * Puts the code's Chinese name, as printed, into the text and the code beside it.
 */
void
jc_code_pair_pick (JcDossierSession *session,
                   const JcField    *field,
                   const char       *pointer,
                   const char       *code)
{
  JcCodeList   *codes = get_codes (session, field);
  const JcCode *item = code != NULL && codes != NULL ? jc_code_list_find (codes, code) : NULL;
  g_autoptr (JsonNode) value = NULL;

  if (item != NULL)
    value = json_node_init_string (json_node_alloc (), jc_text_get (item->name, JC_LANGUAGE_ZH));
  jc_dossier_session_choose (session, pointer, value);
  choose_code (session, field, pointer, code);
}
