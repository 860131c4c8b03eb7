/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "jc-text.h"

#define BACKLOG 1024

/**
 * jc_listen_parse:
 * @address: host and port; an IPv6 address stands in brackets
 * @host: (out) (transfer full): the host
 * @port: (out): the port, 0 for a free one
 * @error: G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether @address is one
 */
gboolean
jc_listen_parse (const char *address, char **host, guint16 *port, GError **error)
{
  const char *colon = strrchr (address, ':');
  gboolean in_brackets = colon != NULL && address[0] == '[' && colon > address && colon[-1] == ']';
  guint64  number;

  if (colon == NULL || colon == address
      || (!in_brackets && memchr (address, ':', (gsize)(colon - address)) != NULL)
      || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &number, NULL))
    return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         "“%s”不是地址。写成 127.0.0.1:8347 或 [::1]:8347。",
                         "“%s” is no address. Write it as 127.0.0.1:8347 or [::1]:8347.", address);

  *host = in_brackets ? g_strndup (address + 1, (gsize)(colon - address) - 2)
                      : g_strndup (address, (gsize)(colon - address));
  *port = (guint16)number;

  return TRUE;
}

static guint16
get_port (int fd)
{
  struct sockaddr_storage address = { 0 };
  socklen_t               length = sizeof address;

  if (getsockname (fd, (struct sockaddr *)&address, &length) != 0)
    return 0;

  return address.ss_family == AF_INET6
             ? ntohs (((struct sockaddr_in6 *)(gpointer)&address)->sin6_port)
             : ntohs (((struct sockaddr_in *)(gpointer)&address)->sin_port);
}

static int
bind_one (const struct addrinfo *info)
{
  const int on = 1;
  int       fd = socket (info->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int       reason;

  if (fd < 0)
    return -1;

  if (setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0
      && setsockopt (fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0
      && (info->ai_family != AF_INET6
          || setsockopt (fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) == 0)
      && bind (fd, info->ai_addr, info->ai_addrlen) == 0)
    return fd;

  reason = errno;
  close (fd);
  errno = reason;

  return -1;
}

/**
 * jc_listen_bind:
 * @host: an address, or a name that has one
 * @port: (inout): the port; 0 becomes a free one
 * @error: why it cannot be bound
 *
 * A bound socket that does not listen gets no connections, but keeps its port from others.
 *
 * Returns: a descriptor that the caller closes, or -1
 */
int
jc_listen_bind (const char *host, guint16 *port, GError **error)
{
  struct addrinfo  hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE };
  struct addrinfo *infos = NULL;
  char             service[8];
  int              reason;
  int              fd;

  g_snprintf (service, sizeof service, "%u", (guint)*port);
  if (getaddrinfo (host, service, &hints, &infos) != 0)
    {
      jc_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                    "找不到主机“%s”。检查 --listen 的地址。",
                    "There is no host “%s”. Check the address of --listen.", host);
      return -1;
    }

  fd = bind_one (infos);
  reason = errno;
  freeaddrinfo (infos);
  if (fd < 0)
    jc_set_error (error, G_IO_ERROR, (gint)g_io_error_from_errno (reason),
                  "不能在 %s 的端口 %u 上监听：%s。换一个 --listen。",
                  "Cannot listen on %s port %u: %s. Choose another --listen.", host, (guint)*port,
                  g_strerror (reason));
  else
    *port = get_port (fd);

  return fd;
}

/**
 * jc_listen_start:
 * @host: an address
 * @port: (inout): the port; 0 becomes a free one
 * @error: why it cannot be listened on
 *
 * Returns: (transfer full) (nullable): a socket that listens and does not block
 */
GSocket *
jc_listen_start (const char *host, guint16 *port, GError **error)
{
  int      fd = jc_listen_bind (host, port, error);
  GSocket *socket;

  if (fd < 0)
    return NULL;

  if (listen (fd, BACKLOG) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, (gint)g_io_error_from_errno (errno),
                           g_strerror (errno));
      close (fd);
      return NULL;
    }

  socket = g_socket_new_from_fd (fd, error);
  if (socket == NULL)
    {
      close (fd);
      return NULL;
    }

  g_socket_set_blocking (socket, FALSE);

  return socket;
}
