/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include "jc-invocation.h"

/* The number of a closed standard stream would go to the next file that is opened, and what is
 * printed into the library. Opened the wrong way round, so that printing fails as before. */
static void
guard_standard_streams (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
      _exit (JC_EXIT_DAMAGED);
}

int
main (int argc, char **argv)
{
  static const JcCommand *const tables[] = {
    jc_programme_commands, jc_value_commands, jc_dossier_commands, jc_attachment_commands,
    jc_sync_commands,      jc_conflict_commands, NULL,
  };

  guard_standard_streams ();
  /* A file that may grow no more is an error to be told, like a full disk. */
  signal (SIGXFSZ, SIG_IGN);
  setlocale (LC_ALL, "");
  return jc_invocation_main (argc, argv, tables);
}
