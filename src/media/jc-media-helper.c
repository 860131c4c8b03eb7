/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-media-helper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gio.h>

#include "jc-media.h"
#include "jc-text.h"

#define START_LIMIT_MS 10000
/* It mostly ends at once; the steps become longer, 2 seconds in all. */
#define STOP_FIRST_US 500
#define STOP_LONGEST_US 5000
#define STOP_LAST_US 2000000

struct _JcMediaHelper
{
  int  control; /* (owned) */
  GPid pid;
};

/* --- Where it is, and with what it starts --- */

/* Only a program that was itself built there and not installed takes the build's helper: the folder
 * may be anybody's by now. */
static gboolean
is_in_build (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  return self != NULL && g_str_has_prefix (self, JC_BUILD_ROOT G_DIR_SEPARATOR_S);
}

static char *
find_program (void)
{
  const char *named = g_getenv ("JC_MEDIA_HELPER");

  if (named != NULL)
    return g_strdup (named);
  if (is_in_build ())
    return g_strdup (JC_BUILD_MEDIA_HELPER);
  return g_strdup (JC_LIBEXECDIR "/jiangce-media");
}

/* Only what the libraries in it look at: where the user's fonts, their cache and the recognition
 * data are. */
static char **
make_environment (void)
{
  static const char *const kept[]
      = { "HOME",         "XDG_CACHE_HOME", "XDG_DATA_HOME", "FONTCONFIG_FILE", "TESSDATA_PREFIX",
          "ASAN_OPTIONS", "UBSAN_OPTIONS" };
  char **environment = NULL;

  environment = g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
  environment = g_environ_setenv (environment, "OMP_THREAD_LIMIT", "1", TRUE);
  environment = g_environ_setenv (environment, "MALLOC_ARENA_MAX", "1", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_getenv (kept[i]) != NULL)
      environment = g_environ_setenv (environment, kept[i], g_getenv (kept[i]), TRUE);

  return environment;
}

static gboolean
spawn (JcMediaHelper *self, int theirs, GError **error)
{
  g_autofree char *program = find_program ();
  g_auto (GStrv) environment = make_environment ();
  const char *const arguments[] = { program, NULL };
  const int         target = JC_WIRE_CONTROL_FD;
  g_autoptr (GError) cause = NULL;

  if (g_spawn_async_with_pipes_and_fds ("/", arguments, (const char *const *)environment,
                                        G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                                        NULL, NULL, -1, -1, -1, &theirs, &target, 1, &self->pid,
                                        NULL, NULL, NULL, &cause))
    return TRUE;

  return jc_set_error (
      error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_HELPER,
      "读取图片和 PDF 的程序没有启动：%s。重新安装 jiangce",
      "The program that reads pictures and PDF files did not start: %s. Install jiangce again",
      cause->message);
}

static gboolean
wait_for_hello (JcMediaHelper *self, GError **error)
{
  struct pollfd waiting = { self->control, POLLIN, 0 };
  JcWireOrder   hello = { 0 };
  int           fds[JC_WIRE_MAX_FDS];

  if (poll (&waiting, 1, START_LIMIT_MS) == 1
      && jc_wire_receive (self->control, &hello, sizeof hello, fds) == sizeof hello
      && hello.magic == JC_WIRE_MAGIC && hello.kind == JC_WIRE_HELLO)
    return TRUE;

  return jc_set_error (
      error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_HELPER,
      "读取图片和 PDF 的程序启动后没有应答（%d 秒）。重新安装 jiangce",
      "The program that reads pictures and PDF files started but gave no sign of life (%d s). "
      "Install jiangce again",
      START_LIMIT_MS / 1000);
}

/* --- Ending it --- */

/* It ends by itself when its control socket is closed, its jobs with it; one that does not is
 * killed. */
static void
stop (JcMediaHelper *self)
{
  gulong waited_us = 0;
  pid_t  done = 0;

  if (self->control >= 0)
    close (self->control);
  if (self->pid == 0)
    return;

  while (done == 0 && waited_us < STOP_LAST_US)
    {
      gulong step_us = CLAMP (waited_us, STOP_FIRST_US, STOP_LONGEST_US);

      done = waitpid (self->pid, NULL, WNOHANG);
      if (done == 0)
        g_usleep (step_us);
      waited_us += step_us;
    }
  if (done == 0)
    {
      kill (self->pid, SIGKILL);
      waitpid (self->pid, NULL, 0);
    }
  g_spawn_close_pid (self->pid);
}

/* --- Public functions --- */

/**
 * jc_media_helper_start:
 *
 * The program is $JC_MEDIA_HELPER, else the build's own, else the installed one. Returns when it
 * has said that it is ready.
 *
 * Returns: (transfer full): or %NULL with JC_MEDIA_ERROR_NO_HELPER
 */
JcMediaHelper *
jc_media_helper_start (GError **error)
{
  g_autoptr (JcMediaHelper) self = g_atomic_rc_box_new0 (JcMediaHelper);
  int      ends[2] = { -1, -1 };
  gboolean is_started;

  self->control = -1;
  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    {
      jc_set_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_HELPER, "没有可用的套接字：%s",
                    "No socket is to be had: %s", g_strerror (errno));
      return NULL;
    }

  self->control = ends[0];
  is_started = spawn (self, ends[1], error);
  close (ends[1]);

  return is_started && wait_for_hello (self, error) ? g_steal_pointer (&self) : NULL;
}

JcMediaHelper *
jc_media_helper_ref (JcMediaHelper *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
jc_media_helper_unref (JcMediaHelper *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)stop);
}

/**
 * jc_media_helper_is_alive:
 *
 * Returns: %FALSE when the helper has closed its end
 */
gboolean
jc_media_helper_is_alive (JcMediaHelper *self)
{
  struct pollfd end = { self->control, 0, 0 };

  return poll (&end, 1, 0) == 0;
}

/**
 * jc_media_helper_order:
 * @id: names the job in jc_media_helper_cancel ()
 * @arguments: JSON, shorter than JC_WIRE_MAX_ARGUMENTS
 * @input: (transfer none): open for reading
 * @cpu_seconds: processor time after which the job is killed
 *
 * Returns: the socket on which one JcWireReply comes, which the caller closes; -1 when the helper
 * has ended
 */
int
jc_media_helper_order (
    JcMediaHelper *self, guint64 id, const char *arguments, int input, guint cpu_seconds)
{
  JcWireOrder order = { JC_WIRE_MAGIC, JC_WIRE_JOB, id, cpu_seconds, 0 };
  int         ends[2] = { -1, -1 };
  int         fds[2];
  gboolean    is_sent;

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return -1;

  fds[0] = input;
  fds[1] = ends[1];
  is_sent
      = jc_wire_send (self->control, &order, sizeof order, arguments, strlen (arguments), fds, 2);
  close (ends[1]);
  if (is_sent)
    return ends[0];

  close (ends[0]);
  return -1;
}

/**
 * jc_media_helper_cancel:
 * @id: of an order
 *
 * The job's process is killed, if it still runs; its socket then ends.
 */
void
jc_media_helper_cancel (JcMediaHelper *self, guint64 id)
{
  JcWireOrder order = { JC_WIRE_MAGIC, JC_WIRE_CANCEL, id, 0, 0 };

  if (!jc_wire_send (self->control, &order, sizeof order, NULL, 0, NULL, 0))
    g_debug ("cancelling a job: %s", g_strerror (errno));
}
