/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-operations.h"

#include <unistd.h>

int
main (void)
{
  /* Without exit handlers: a leak checker's would want to read what is closed to us. */
  _exit (jc_zygote_run (jc_operations));
}
