/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's names (Documentation/userspace-api/landlock.rst), written down here because the
 * headers of our baseline end at the second of its versions. */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif
#define CREATE_RULESET_VERSION 1u
#define RULE_PATH_BENEATH 1
#define ACCESS_EXECUTE (1ull << 0)
#define ACCESS_READ_FILE (1ull << 2)
#define ACCESS_READ_DIR (1ull << 3)
/* Thirteen rights in the first version; then REFER, TRUNCATE and, in the fifth, IOCTL_DEV. */
#define FS_RIGHTS_1 ((1ull << 13) - 1)
#define FS_RIGHTS_2 ((1ull << 14) - 1)
#define FS_RIGHTS_3 ((1ull << 15) - 1)
#define FS_RIGHTS_5 ((1ull << 16) - 1)
/* Bind and connect, in the fourth. */
#define NET_RIGHTS_4 3ull
/* Abstract sockets and signals to others, in the sixth. */
#define SCOPES_6 3ull

typedef struct
{
  guint64 fs;
  guint64 net;
  guint64 scoped;
} Ruleset;

typedef struct
{
  guint64 access;
  gint32  fd;
} __attribute__ ((packed)) PathRule;

static void
allow_reading (int ruleset, const char *path)
{
  PathRule rule = { ACCESS_READ_FILE | ACCESS_READ_DIR, -1 };

  rule.fd = open (path, O_PATH | O_CLOEXEC);
  if (rule.fd < 0)
    return;
  /* A file takes no right that is for folders. */
  if (syscall (SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) != 0)
    {
      rule.access = ACCESS_READ_FILE;
      if (syscall (SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) != 0)
        g_debug ("%s stays closed: %s", path, g_strerror (errno));
    }
  close (rule.fd);
}

static void
allow_reading_of_user (int ruleset, const char *variable, const char *fallback, const char *name)
{
  const char      *named = g_getenv (variable);
  const char      *home = g_getenv ("HOME");
  g_autofree char *path = NULL;

  if (named == NULL && home == NULL)
    return;
  path = named != NULL ? g_build_filename (named, name, NULL)
                       : g_build_filename (home, fallback, name, NULL);
  allow_reading (ruleset, path);
}

static void
allow_paths (int ruleset)
{
  static const char *const system_paths[] = { "/usr",
                                              "/lib",
                                              "/lib64",
                                              "/app",
                                              "/etc/fonts",
                                              "/etc/ld.so.cache",
                                              "/var/cache/fontconfig",
                                              "/run/host/fonts",
                                              "/run/host/fonts-cache",
                                              "/sys/devices/system/cpu" };

  for (gsize i = 0; i < G_N_ELEMENTS (system_paths); i++)
    allow_reading (ruleset, system_paths[i]);
  allow_reading_of_user (ruleset, "XDG_CACHE_HOME", ".cache", "fontconfig");
  allow_reading_of_user (ruleset, "XDG_DATA_HOME", ".local/share", "fonts");
  if (g_getenv ("TESSDATA_PREFIX") != NULL)
    allow_reading (ruleset, g_getenv ("TESSDATA_PREFIX"));
}

/**
 * jc_landlock_enter:
 *
 * From here on this process and its children read only below the system's libraries, fonts and
 * recognition data and the user's fonts, write, create and remove nothing, and, where the kernel is
 * new enough, neither connect nor signal anybody outside. Descriptors that are open or are handed
 * over stay usable.
 *
 * Returns: %TRUE also where the kernel has no Landlock (before 5.13, or switched off): the system
 * call filter still stands; %FALSE when it has and refuses
 */
gboolean
jc_landlock_enter (void)
{
  long     version = syscall (SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
  Ruleset  rules = { FS_RIGHTS_1, 0, 0 };
  gsize    size = sizeof rules.fs;
  int      ruleset;
  gboolean is_done;

  if (version < 1)
    return TRUE;

  rules.fs = version >= 5   ? FS_RIGHTS_5
             : version >= 3 ? FS_RIGHTS_3
             : version == 2 ? FS_RIGHTS_2
                            : FS_RIGHTS_1;
  if (version >= 4)
    {
      rules.net = NET_RIGHTS_4;
      size = sizeof rules.fs + sizeof rules.net;
    }
  if (version >= 6)
    {
      rules.scoped = SCOPES_6;
      size = sizeof rules;
    }

  ruleset = (int)syscall (SYS_landlock_create_ruleset, &rules, size, 0);
  if (ruleset < 0)
    return FALSE;
  allow_paths (ruleset);
  is_done = prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
  close (ruleset);
  return is_done;
}
