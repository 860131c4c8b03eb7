/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-operations.h"

/* What our end may ask for, by name. */
const JcOperation jc_operations[] = {
  { "examine", jc_operation_examine },
  { "propose", jc_operation_propose },
  { "recognise", jc_operation_recognise },
  { "render", jc_operation_render },
  { "unlock", jc_operation_unlock },
  { "unpack", jc_operation_unpack },
  { NULL, NULL },
};
