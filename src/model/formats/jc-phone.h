/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-format-rule.h"

G_BEGIN_DECLS

/**
 * JcPhone:
 * @digits: (owned): national digits; a landline with area code and trunk zero
 * @extension: (owned) (nullable): one to six digits
 * @kind: "mobile", "landline" or "service"; NULL until known
 * @area_length: digits of a landline's area code; 0 when it has none (yet)
 * @local_length: digits that its local number should have; 0 when 7 and 8 both will do
 * @area_assumed: the area code was not typed
 *
 * A telephone number as far as it could be read.
 */
typedef struct
{
  char       *digits;
  char       *extension;
  const char *kind;
  gsize       area_length;
  gsize       local_length;
  gboolean    area_assumed;
} JcPhone;

const char *jc_phone_parse (JcPhone *phone, const char *text, const char *default_area);
void        jc_phone_clear (JcPhone *phone);
JcText     *jc_phone_dup_message (const char *code, const char *text);

extern const JcFormatWords jc_phone_words[];

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JcPhone, jc_phone_clear)

G_END_DECLS
