/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-session.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "jc-sync.h"

#define SERVER "https://example.org"

static void
remove_folder (const char *folder)
{
  g_autofree char *token = g_build_filename (folder, "token", NULL);

  g_unlink (token);
  g_rmdir (folder);
}

/* No session bus answers: what a terminal, a server or a bare desktop looks like. */
static void
test_without_keyring (void)
{
  g_autofree char *folder = g_dir_make_tmp ("jiangce-session-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "token", NULL);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  JcTokenPlace place = JC_TOKEN_KEYRING;
  struct stat  status;

  g_assert_true (jc_session_store_token (folder, SERVER, "alice", "t0ken", TRUE, &place, &error));
  g_assert_no_error (error);
  g_assert_cmpint (place, ==, JC_TOKEN_FILE);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  found = jc_session_load_token (folder, SERVER, "alice", TRUE, &place);
  g_assert_cmpstr (found, ==, "t0ken");
  g_assert_cmpint (place, ==, JC_TOKEN_FILE);

  jc_session_forget_token (folder, SERVER, "alice", TRUE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (jc_session_load_token (folder, SERVER, "alice", TRUE, &place));
  g_assert_cmpint (place, ==, JC_TOKEN_NOWHERE);
  /* Forgetting twice is no mistake. */
  jc_session_forget_token (folder, SERVER, "alice", FALSE);
  remove_folder (folder);
}

static void
test_nowhere_to_write (void)
{
  g_autoptr (GError) error = NULL;
  JcTokenPlace place = JC_TOKEN_FILE;

  g_assert_false (
      jc_session_store_token ("/proc/no-such-folder", SERVER, "alice", "t", FALSE, &place, &error));
  g_assert_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED);
  g_assert_cmpint (place, ==, JC_TOKEN_NOWHERE);
}

/* A file that somebody put there and that cannot be a token. */
static void
test_hostile_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("jiangce-session-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "token", NULL);
  g_autofree char *long_text = g_strnfill (5000, 'x');
  JcTokenPlace     place;

  g_assert_true (g_file_set_contents (path, long_text, -1, NULL));
  g_assert_null (jc_session_load_token (folder, SERVER, "alice", FALSE, &place));
  g_assert_true (g_file_set_contents (path, "", -1, NULL));
  g_assert_null (jc_session_load_token (folder, SERVER, "alice", FALSE, &place));
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/no/such/bus", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/session/without-keyring", test_without_keyring);
  g_test_add_func ("/sync/session/nowhere-to-write", test_nowhere_to_write);
  g_test_add_func ("/sync/session/hostile-file", test_hostile_file);
  return g_test_run ();
}
