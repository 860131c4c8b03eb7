/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-supervisor.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "jc-listen.h"
#include "jc-text.h"

/* A worker that dies at once is not started again faster than this. */
#define RESTART_PAUSE_S 1

/* Set by the signal handler only. */
static volatile sig_atomic_t ending;

static void
end_signal_cb (int number)
{
  ending = 1;
}

static void
catch_signals (struct sigaction *action)
{
  memset (action, 0, sizeof *action);
  action->sa_handler = end_signal_cb;
  sigemptyset (&action->sa_mask);
  sigaction (SIGTERM, action, NULL);
  sigaction (SIGINT, action, NULL);
}

/* In a new process: nothing of GLib's loop, threads or database exists yet. */
static void
work (const JcServerOptions *options, pid_t parent)
{
  g_autoptr (GError) error = NULL;

  signal (SIGTERM, SIG_DFL);
  signal (SIGINT, SIG_DFL);
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  if (getppid () != parent)
    _exit (0);

  if (jc_server_run (options, &error))
    exit (0);

  g_autoptr (JcText) text = jc_error_dup_text (error);

  g_printerr ("jiangce-server: %s\n", jc_text_get (text, jc_language_get_default ()));
  exit (1);
}

static pid_t
start_worker (const JcServerOptions *options)
{
  pid_t parent = getpid ();
  pid_t child = fork ();

  if (child == 0)
    work (options, parent);

  return child;
}

static void
end_workers (const pid_t *workers, guint n)
{
  for (guint i = 0; i < n; i++)
    if (workers[i] > 0)
      kill (workers[i], SIGTERM);
  for (guint i = 0; i < n; i++)
    while (workers[i] > 0 && waitpid (workers[i], NULL, 0) < 0 && errno == EINTR)
      continue;
}

/* One byte comes from each worker that takes connections; the end when all have died. */
static gboolean
wait_until_ready (int fd, guint n)
{
  while (n > 0 && !ending)
    {
      char   bytes[64];
      gssize length = read (fd, bytes, MIN (n, sizeof bytes));

      if (length > 0)
        n -= (guint)length;
      else if (length == 0 || errno != EINTR)
        return FALSE;
    }

  return TRUE;
}

static void
keep_workers (const JcServerOptions *options, pid_t *workers, guint n)
{
  while (!ending)
    {
      pid_t gone = waitpid (-1, NULL, 0);

      for (guint i = 0; i < n && gone > 0 && !ending; i++)
        if (workers[i] == gone)
          {
            const struct timespec pause = { .tv_sec = RESTART_PAUSE_S };

            g_printerr ("jiangce-server: worker %d ended, another begins\n", (int)gone);
            workers[i] = 0;
            nanosleep (&pause, NULL);
            workers[i] = ending ? 0 : start_worker (options);
          }
    }
}

static gboolean
run_workers (JcServerOptions *options, guint n, int ready_fd, GError **error)
{
  g_autofree pid_t *workers = g_new0 (pid_t, n);
  g_autofree char  *url = jc_server_dup_url (options, options->port);
  gboolean          ready;

  for (guint i = 0; i < n; i++)
    workers[i] = start_worker (options);
  close (options->ready_fd);

  ready = wait_until_ready (ready_fd, n);
  if (ready && !ending)
    {
      g_print ("listening on %s\n", url);
      fflush (stdout);
      options->ready_fd = -1;
      options->quiet = TRUE;
      keep_workers (options, workers, n);
    }

  end_workers (workers, n);

  return ready
         || jc_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "工作进程没有启动成功，原因见上。",
                          "The workers could not begin, for the reason above.");
}

/**
 * jc_supervisor_run:
 * @options: what to serve where
 * @n_workers: how many processes, 2 or more
 * @error: why they could not begin
 *
 * The port is bound here first, so that a free one is the same for all and stays taken while a
 * worker is started again.
 *
 * Returns: TRUE when a signal ended them, FALSE when they could not begin
 */
gboolean
jc_supervisor_run (const JcServerOptions *options, guint n_workers, GError **error)
{
  JcServerOptions own = *options;
  g_autoptr (JcService) service = jc_service_open (options->folder, options->database, error);
  struct sigaction action;
  int              reserved;
  int              pipe_fds[2];
  gboolean         done;

  /* Opened once to bring the schema up to date before several do it at the same time; a connection
   * is not taken across a fork. */
  if (service == NULL)
    return FALSE;
  g_clear_pointer (&service, jc_service_free);

  reserved = jc_listen_bind (own.host, &own.port, error);
  if (reserved < 0)
    return FALSE;
  if (pipe (pipe_fds) != 0)
    {
      close (reserved);
      return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "不能建立管道。",
                           "No pipe can be made.");
    }

  own.ready_fd = pipe_fds[1];
  catch_signals (&action);
  done = run_workers (&own, n_workers, pipe_fds[0], error);
  close (pipe_fds[0]);
  close (reserved);

  return done;
}
