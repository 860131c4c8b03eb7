/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-zygote.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fontconfig/fontconfig.h>

#include "jc-job-process.h"
#include "jc-sandbox.h"

#define PDF_MARK "%PDF-"

/* A job that runs. Until it is reaped, which only we do, no other process can have its number. */
typedef struct
{
  guint64 id;
  pid_t   pid;
} Running;

typedef struct
{
  const JcOperation *operations;
  GArray            *running;  /* (element-type Running) */
  int                children; /* a signalfd */
  sigset_t           old_mask;
  gboolean           has_fonts;
} Zygote;

/* --- Children --- */

static void
reap (Zygote *self)
{
  struct signalfd_siginfo ignored;
  pid_t                   pid;

  while (read (self->children, &ignored, sizeof ignored) > 0)
    continue;
  while ((pid = waitpid (-1, NULL, WNOHANG)) > 0)
    for (guint i = 0; i < self->running->len; i++)
      if (g_array_index (self->running, Running, i).pid == pid)
        {
          g_array_remove_index_fast (self->running, i);
          break;
        }
}

static void
cancel (Zygote *self, guint64 id)
{
  for (guint i = 0; i < self->running->len; i++)
    if (g_array_index (self->running, Running, i).id == id)
      kill (g_array_index (self->running, Running, i).pid, SIGKILL);
}

static void
end_all (Zygote *self)
{
  for (guint i = 0; i < self->running->len; i++)
    kill (g_array_index (self->running, Running, i).pid, SIGKILL);
  while (waitpid (-1, NULL, 0) > 0)
    continue;
}

/* --- Jobs --- */

/* Reading the fonts' configuration takes longer than most jobs: it is done when the first PDF
 * comes, for that job and all after it. Five bytes are compared here; nothing of the file is
 * interpreted. */
static void
load_fonts_for_pdf (Zygote *self, int input)
{
  char mark[sizeof PDF_MARK - 1];

  if (self->has_fonts || pread (input, mark, sizeof mark, 0) != sizeof mark
      || memcmp (mark, PDF_MARK, sizeof mark) != 0)
    return;
  self->has_fonts = TRUE;
  FcInit ();
}

static void
become_job (Zygote            *self,
            const JcWireOrder *order,
            const char        *arguments,
            gsize              length,
            const int         *fds,
            pid_t              parent)
{
  close (JC_WIRE_CONTROL_FD);
  close (self->children);
  sigprocmask (SIG_SETMASK, &self->old_mask, NULL);
  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (getppid () != parent)
    _exit (1);
  jc_job_process (self->operations, arguments, length, fds[0], fds[1], order->cpu_seconds);
}

static void
start_job (
    Zygote *self, const JcWireOrder *order, const char *arguments, gsize length, const int *fds)
{
  const JcWireReply refusal = { JC_WIRE_MAGIC, JC_REASON_NO_HELPER, { 0, 0 } };
  pid_t             parent = getpid ();
  Running           job = { order->id, -1 };

  load_fonts_for_pdf (self, fds[0]);
  job.pid = fork ();
  if (job.pid == 0)
    become_job (self, order, arguments, length, fds, parent);
  else if (job.pid > 0)
    g_array_append_val (self->running, job);
  else
    jc_wire_send (fds[1], &refusal, sizeof refusal, NULL, 0, NULL, 0);
}

/* FALSE when our end has closed the control socket. */
static gboolean
take_order (Zygote *self)
{
  static union
  {
    JcWireOrder order;
    char        bytes[sizeof (JcWireOrder) + JC_WIRE_MAX_ARGUMENTS];
  } message;
  int    fds[JC_WIRE_MAX_FDS];
  gssize n = jc_wire_receive (JC_WIRE_CONTROL_FD, message.bytes, sizeof message, fds);

  if (n < (gssize)sizeof message.order || message.order.magic != JC_WIRE_MAGIC)
    return FALSE;

  if (message.order.kind == JC_WIRE_CANCEL)
    cancel (self, message.order.id);
  else if (message.order.kind == JC_WIRE_JOB && fds[1] >= 0)
    start_job (self, &message.order, message.bytes + sizeof message.order,
               (gsize)n - sizeof message.order, fds);
  for (int i = 0; i < JC_WIRE_MAX_FDS; i++)
    if (fds[i] >= 0)
      close (fds[i]);
  return TRUE;
}

static int
listen_to_children (Zygote *self)
{
  sigset_t mask;

  sigemptyset (&mask);
  sigaddset (&mask, SIGCHLD);
  sigprocmask (SIG_BLOCK, &mask, &self->old_mask);
  return signalfd (-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
}

/**
 * jc_zygote_run:
 * @operations: (array zero-terminated=1): what there is to do
 *
 * Never opens or interprets a file: each job is done by a process forked for it. Ends, with all
 * jobs, when the other end of the control socket is closed.
 *
 * Returns: 0, or 1 when the limits cannot be put on or the control socket is missing
 */
int
jc_zygote_run (const JcOperation *operations)
{
  const JcWireOrder hello = { JC_WIRE_MAGIC, JC_WIRE_HELLO, 0, 0, 0 };
  Zygote            self = { operations, g_array_new (FALSE, FALSE, sizeof (Running)), -1 };
  struct pollfd     waiting[2] = { { JC_WIRE_CONTROL_FD, POLLIN, 0 }, { -1, POLLIN, 0 } };
  gboolean          is_open = TRUE;

  self.children = listen_to_children (&self);
  waiting[1].fd = self.children;
  if (self.children < 0 || !jc_sandbox_prepare ()
      || !jc_wire_send (JC_WIRE_CONTROL_FD, &hello, sizeof hello, NULL, 0, NULL, 0))
    return 1;

  while (is_open)
    {
      if (poll (waiting, 2, -1) < 0)
        {
          is_open = errno == EINTR;
          continue;
        }
      if (waiting[1].revents != 0)
        reap (&self);
      if (waiting[0].revents != 0)
        is_open = take_order (&self);
    }
  end_all (&self);
  g_array_unref (self.running);
  return 0;
}
