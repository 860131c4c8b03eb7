/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JcDecimal:
 * @negative: a minus stood in front
 * @integer: (owned): digits before the point, without leading zeros and commas; "0" at least
 * @fraction: (owned): digits after the point as they were typed, or ""
 * @rest: what follows the number, in the text that was read
 *
 * A decimal number, exactly as typed.
 */
typedef struct
{
  gboolean    negative;
  char       *integer;
  char       *fraction;
  const char *rest;
} JcDecimal;

gboolean jc_decimal_read      (JcDecimal       *decimal,
                               const char      *text);
void     jc_decimal_clear     (JcDecimal       *decimal);
gboolean jc_decimal_is_zero   (const JcDecimal *decimal);
gboolean jc_decimal_scale     (const JcDecimal *decimal,
                               guint            n_decimals,
                               gint64           limit,
                               gint64          *result);
char    *jc_decimal_dup_plain (const JcDecimal *decimal) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JcDecimal, jc_decimal_clear)

G_END_DECLS
