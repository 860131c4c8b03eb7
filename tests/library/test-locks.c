/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-test"

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>

#include "library-fixture.h"

/* Where SQLite keeps its shared locks on the database file (sqlite.org/fileformat2.html, "The
 * lock-byte page"). */
#define SHARED_FIRST 0x40000002
#define SHARED_SIZE 510

/* An open file description lock of our own meets the POSIX locks of this process too. */
static gboolean
is_locked (int fd)
{
  struct flock lock
      = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SHARED_FIRST, .l_len = SHARED_SIZE };

  g_assert_cmpint (fcntl (fd, F_OFD_GETLK, &lock), ==, 0);

  return lock.l_type != F_UNLCK;
}

/* The window's worker and its sync each open the library. The second opening must not take the
 * first one's locks away: a third program that leaves would then remove the log under both. */
static void
test_second_connection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autoptr (JcLibrary) second = NULL;
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (is_locked (fd));

  second = jc_library_open (fixture->folder, NULL, &error);
  g_assert_no_error (error);
  jc_library_close (g_steal_pointer (&second));
  g_assert_true (is_locked (fd));

  g_close (fd, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/library/locks/second-connection", Fixture, NULL, set_up, test_second_connection,
              tear_down);

  return g_test_run ();
}
