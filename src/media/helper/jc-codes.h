/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-grey.h"

G_BEGIN_DECLS

/**
 * JcCode:
 * @type: as ZBar names it: "QR-Code", "EAN-13", "CODE-128"
 * @left, @top, @right, @bottom: in pixels
 *
 * A bar or QR code as it stands on a page.
 */
typedef struct
{
  char *type;
  char *text;
  int   left;
  int   top;
  int   right;
  int   bottom;
} JcCode;

void jc_code_free (JcCode *code);

/* (element-type JcCode): empty too where ZBar is not installed. */
GPtrArray *jc_codes_new (const JcGrey *grey) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
