/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier.h"
#include "jc-finding.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/**
 * JcCheck:
 *
 * What is right and wrong with one dossier, kept up to date as it changes. A change re-evaluates what
 * depends on it and no more. Used by one thread at a time.
 */
typedef struct _JcCheck JcCheck;

typedef enum
{
  JC_PROGRESS_NOT_STARTED,     /* nothing entered */
  JC_PROGRESS_INCOMPLETE,      /* something required is missing, nothing entered is wrong */
  JC_PROGRESS_PROBLEMS,        /* something entered is wrong */
  JC_PROGRESS_DONE,
  JC_PROGRESS_NOT_APPLICABLE,
} JcProgress;

/**
 * JcSectionProgress:
 * @n_missing: required fields (or slots) still empty
 * @n_problems: errors other than `missing`
 * @n_warnings: warnings
 * @n_required, @n_filled: of the required fields that apply
 */
typedef struct
{
  JcProgress state;
  guint      n_missing;
  guint      n_problems;
  guint      n_warnings;
  guint      n_required;
  guint      n_filled;
} JcSectionProgress;

/* @today: ISO date that counts as today. @programme is kept. NULL when it has no kind of that name. */
JcCheck    *jc_check_new               (JcProgramme *programme,
                                        const char  *kind,
                                        const char  *today) G_GNUC_WARN_UNUSED_RESULT;
void        jc_check_free              (JcCheck     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcCheck, jc_check_free)

/* Evaluates everything. */
void        jc_check_set_dossier       (JcCheck     *self,
                                        JcDossier   *dossier);
/* @values differ from the last ones at @changed pointers (NULL-terminated; an element may be a rows
 * field as a whole) and nowhere else. */
void        jc_check_update            (JcCheck           *self,
                                        JsonNode          *values,
                                        const char *const *changed);

/* (element-type JcFinding), in the form's order, then slots, then the dossier's; owned by @self until
 * the next call that changes it. */
GPtrArray  *jc_check_get_findings      (JcCheck     *self);
/* (element-type JcFinding) (transfer container): those at @pointer or below it. */
GPtrArray  *jc_check_dup_findings_at   (JcCheck     *self,
                                        const char  *pointer);
JsonNode   *jc_check_get_derived       (JcCheck     *self);
/* A derived field's value, or the stored one; NULL when neither. Borrowed. */
JsonNode   *jc_check_get_value         (JcCheck     *self,
                                        const char  *pointer);
/* Fields, also members of rows ("/leader/honours/0/year"). */
gboolean    jc_check_field_applies     (JcCheck     *self,
                                        const char  *pointer);
gboolean    jc_check_field_is_required (JcCheck     *self,
                                        const char  *pointer);
/* What to offer for an empty field; NULL when nothing. */
JsonNode   *jc_check_dup_proposal      (JcCheck     *self,
                                        const char  *pointer);
gboolean    jc_check_section_applies   (JcCheck     *self,
                                        const char  *section);
gboolean    jc_check_slot_applies      (JcCheck     *self,
                                        const char  *slot);
void        jc_check_get_progress      (JcCheck           *self,
                                        const char        *section, /* (nullable): the whole dossier */
                                        JcSectionProgress *progress);
/* The route's id for these values, or NULL while none fits. */
const char *jc_check_get_route         (JcCheck     *self);

/* Pointers of fields whose findings, derived value, proposal, applies or required changed by the last call that
 * changed it (element-type utf8); the window updates those rows only. */
GPtrArray  *jc_check_get_touched       (JcCheck     *self);
/* Evaluations (a field's check, a derived value, an applies, a rule for one row) since creation. */
guint64     jc_check_get_n_evaluated   (JcCheck     *self);

/* What is still missing as plain text for a message to a colleague: title, then one line per missing
 * item by section ("带头人：姓名、公民身份号码"), then the problems; ends with \n. */
char       *jc_check_dup_missing_text  (JcCheck     *self,
                                        JcLanguage   language) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
