/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-listen.h"

#include <sys/socket.h>
#include <unistd.h>

static const struct
{
  const char *path;
  const char *address;
  const char *host; /* NULL: refused */
  guint16     port;
} cases[] = {
  { "/server/listen/ipv4", "127.0.0.1:8347", "127.0.0.1", 8347 },
  { "/server/listen/free-port", "127.0.0.1:0", "127.0.0.1", 0 },
  { "/server/listen/greatest-port", "0.0.0.0:65535", "0.0.0.0", 65535 },
  { "/server/listen/ipv6", "[::1]:80", "::1", 80 },
  { "/server/listen/name", "localhost:80", "localhost", 80 },
  { "/server/listen/port-too-great", "127.0.0.1:65536", NULL, 0 },
  { "/server/listen/no-port", "127.0.0.1", NULL, 0 },
  { "/server/listen/empty-port", "127.0.0.1:", NULL, 0 },
  { "/server/listen/no-host", ":80", NULL, 0 },
  { "/server/listen/bare-ipv6", "::1:80", NULL, 0 },
  { "/server/listen/word-port", "127.0.0.1:http", NULL, 0 },
};

static void
test_parse (gconstpointer data)
{
  const typeof (cases[0]) *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  guint16          port = 0;
  gboolean         done = jc_listen_parse (row->address, &host, &port, &error);

  g_assert_cmpint (done, ==, row->host != NULL);
  if (!done)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      return;
    }

  g_assert_cmpstr (host, ==, row->host);
  g_assert_cmpuint (port, ==, row->port);
}

static void
test_several_on_one_port (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) first = NULL;
  g_autoptr (GSocket) second = NULL;
  guint16 port = 0;
  int     reserved = jc_listen_bind ("127.0.0.1", &port, &error);
  int     shared = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (port, >, 0);
  first = jc_listen_start ("127.0.0.1", &port, &error);
  g_assert_no_error (error);
  second = jc_listen_start ("127.0.0.1", &port, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_get_option (second, SOL_SOCKET, SO_REUSEPORT, &shared, NULL));
  g_assert_cmpint (shared, ==, 1);
  close (reserved);
}

static void
test_no_such_address (void)
{
  g_autoptr (GError) error = NULL;
  guint16 port = 0;

  g_assert_cmpint (jc_listen_bind ("203.0.113.1", &port, &error), ==, -1);
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_parse);
  g_test_add_func ("/server/listen/several-on-one-port", test_several_on_one_port);
  g_test_add_func ("/server/listen/no-such-address", test_no_such_address);

  return g_test_run ();
}
