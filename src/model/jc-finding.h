/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-programme.h"

G_BEGIN_DECLS

/**
 * JcFinding:
 * @pointer: (nullable): the field, with row positions; NULL for a slot's or the dossier's
 * @slot: (nullable): the slot, "-" for files that are not sorted
 * @row: (nullable): of a slot with `each`, the id of the row whose evidence it is about
 * @attachment: (nullable): id of the one file it is about
 * @page: of that file's original, from 1; 0: the file
 * @has_box: @box says where on that page, as x, y, width and height in JC_VIEW_WHOLE parts of it as it is
 *   shown
 * @read: (nullable): what seems to be written there, in the field's stored form; for a person to take over
 * @severity: only JC_SEVERITY_ERROR stops submission
 * @code: never changes ("missing", "resident_id.check_digit", a rule's id)
 * @message: what is wrong, then how to mend it, with label and real values
 */
typedef struct
{
  char       *pointer;
  char       *slot;
  char       *row;
  char       *attachment;
  int         page;
  gboolean    has_box;
  int         box[4];
  char       *read;
  JcSeverity  severity;
  char       *code;
  JcText     *message;
} JcFinding;

JcFinding  *jc_finding_new             (const char *pointer, JcSeverity severity, const char *code,
                                        JcText *message /* (transfer full) */) G_GNUC_WARN_UNUSED_RESULT;
/* About a slot; what it is about within it is set by who made it. */
JcFinding  *jc_finding_new_for_slot    (const char *slot, JcSeverity severity, const char *code,
                                        JcText *message /* (transfer full) */) G_GNUC_WARN_UNUSED_RESULT;
JcFinding  *jc_finding_copy            (const JcFinding *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean    jc_finding_equal           (const JcFinding *a, const JcFinding *b);
void        jc_finding_free            (JcFinding  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcFinding, jc_finding_free)

/* {"pointer"|"slot", "row"?, "attachment"?, "page"?, "box"?, "read"?, "severity", "code", "message": {"zh", "en"}} */
JsonNode   *jc_finding_to_json         (const JcFinding *self) G_GNUC_WARN_UNUSED_RESULT;
/* {"findings": […], "errors": n, "warnings": n} */
JsonNode   *jc_findings_to_json        (GPtrArray  *findings) G_GNUC_WARN_UNUSED_RESULT;
guint       jc_findings_count          (GPtrArray  *findings, JcSeverity severity);
const char *jc_severity_to_string      (JcSeverity  severity);

G_END_DECLS
