/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include <locale.h>

#include "jc-invocation.h"

int
main (int argc, char **argv)
{
  static const JcCommand *const tables[] = {
    jc_programme_commands, jc_value_commands,    jc_dossier_commands,
    jc_sync_commands,      jc_conflict_commands, NULL,
  };

  setlocale (LC_ALL, "");
  return jc_invocation_main (argc, argv, tables);
}
