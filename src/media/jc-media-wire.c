/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-media-wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

typedef union
{
  struct cmsghdr header;
  char           bytes[CMSG_SPACE (JC_WIRE_MAX_FDS * sizeof (int))];
} Control;

/**
 * jc_wire_send:
 * @socket: a SOCK_SEQPACKET socket
 * @head: @head_size bytes
 * @body: (nullable): @body_size bytes that follow
 * @fds: descriptors that go with them
 *
 * Returns: %FALSE with errno when the message could not be handed over
 */
gboolean
jc_wire_send (int         socket,
              const void *head,
              gsize       head_size,
              const void *body,
              gsize       body_size,
              const int  *fds,
              guint       n_fds)
{
  struct iovec  parts[2] = { { (void *)head, head_size }, { (void *)body, body_size } };
  Control       control = { 0 };
  struct msghdr message = { .msg_iov = parts, .msg_iovlen = body != NULL ? 2 : 1 };
  gssize        sent;

  g_assert (n_fds <= JC_WIRE_MAX_FDS);
  if (n_fds > 0)
    {
      message.msg_control = control.bytes;
      message.msg_controllen = CMSG_SPACE (n_fds * sizeof (int));
      control.header.cmsg_level = SOL_SOCKET;
      control.header.cmsg_type = SCM_RIGHTS;
      control.header.cmsg_len = CMSG_LEN (n_fds * sizeof (int));
      memcpy (CMSG_DATA (&control.header), fds, n_fds * sizeof (int));
    }

  do
    sent = sendmsg (socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);

  return sent >= 0;
}

static void
take_fds (struct msghdr *message, int *fds)
{
  struct cmsghdr *header = CMSG_FIRSTHDR (message);

  if (header == NULL || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
    return;

  memcpy (fds, CMSG_DATA (header),
          MIN (header->cmsg_len - CMSG_LEN (0), JC_WIRE_MAX_FDS * sizeof (int)));
}

/**
 * jc_wire_receive:
 * @socket: a SOCK_SEQPACKET socket
 * @buffer: receives one message; what is longer than @size is cut off
 * @fds: (array fixed-size=2): receives the descriptors that came with it, -1 where there is none;
 * the kernel closes any that are more
 *
 * Returns: bytes read, 0 when the other end is closed, -1 with errno
 */
gssize
jc_wire_receive (int socket, void *buffer, gsize size, int *fds)
{
  struct iovec  part = { buffer, size };
  Control       control = { 0 };
  struct msghdr message = { .msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = control.bytes,
                            .msg_controllen = sizeof control.bytes };
  gssize        n;

  for (int i = 0; i < JC_WIRE_MAX_FDS; i++)
    fds[i] = -1;
  do
    n = recvmsg (socket, &message, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);

  if (n >= 0)
    take_fds (&message, fds);
  return n;
}
