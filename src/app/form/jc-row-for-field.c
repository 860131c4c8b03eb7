/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-row-for-field.h"

#include "jc-boolean-row.h"
#include "jc-checks-row.h"
#include "jc-choice-row.h"
#include "jc-code-row.h"
#include "jc-date-row.h"
#include "jc-derived-row.h"
#include "jc-long-text-row.h"
#include "jc-number-row.h"
#include "jc-text-row.h"

static guint
count_selectable (JcCodeList *codes)
{
  guint n = 0;

  for (guint i = 0; i < jc_code_list_get_n_codes (codes); i++)
    n += jc_code_list_get_nth (codes, i)->selectable ? 1 : 0;

  return n;
}

static GtkWidget *
make_code_row (const JcField *field, JcProgramme *programme)
{
  JcCodeList *codes
      = field->codes != NULL ? jc_programme_get_code_list (programme, field->codes) : NULL;

  if (codes == NULL)
    return jc_text_row_new (field, programme);
  if (count_selectable (codes) <= JC_CHOICE_ROW_MAX)
    return jc_choice_row_new (field, codes);

  return jc_code_row_new (field, codes);
}

static GtkWidget *
make_derived_row (JcDossierSession *session, const JcField *field)
{
  g_autofree char *origin
      = jc_derived_row_dup_origin (jc_dossier_session_get_kind (session), field);

  return jc_derived_row_new (field, jc_dossier_session_get_programme (session), origin);
}

/**
 * jc_row_for_field_new:
 * @session: the open dossier
 * @field: a field of it that is not rows
 * @writable: whether a person fills it in here
 *
 * Returns: (transfer floating): the row that suits the field's type, a #JcFieldRow with nothing in
 * it
 */
GtkWidget *
jc_row_for_field_new (JcDossierSession *session, const JcField *field, gboolean writable)
{
  JcProgramme *programme = jc_dossier_session_get_programme (session);

  if (!writable)
    return make_derived_row (session, field);

  switch (field->type)
    {
    case JC_FIELD_LONG_TEXT:
      return jc_long_text_row_new (field);
    case JC_FIELD_CODE:
      return make_code_row (field, programme);
    case JC_FIELD_CODES:
    case JC_FIELD_TERMS:
      return jc_checks_row_new (field, programme);
    case JC_FIELD_BOOLEAN:
      return jc_boolean_row_new (field);
    case JC_FIELD_INTEGER:
    case JC_FIELD_MONEY:
      return jc_number_row_new (field, programme);
    case JC_FIELD_DATE:
      return jc_date_row_new (field, programme);
    case JC_FIELD_PERCENT:
    case JC_FIELD_ROWS:
    case JC_FIELD_TEXT:
    default:
      return jc_text_row_new (field, programme);
    }
}
