/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* A helper whose jobs misbehave as a decoder might that a hostile file has taken over. What the
 * limits refuse is answered as `errno`; what they kill is not answered at all. */

#include "config.h"

#include "jc-operations.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "jc-json.h"

#define MIB (1024 * 1024)

static void
tell (JsonObject *answer, gboolean is_done)
{
  json_object_set_int_member (answer, "errno", is_done ? 0 : errno);
}

static void
do_read (JcJob *job, JsonObject *answer)
{
  const char *path = jc_json_get_string (job->arguments, "path", "");

  tell (answer, open (path, O_RDONLY) >= 0);
}

static void
do_write (JcJob *job, JsonObject *answer)
{
  const char *path = jc_json_get_string (job->arguments, "path", "");

  tell (answer, open (path, O_WRONLY | O_CREAT, 0600) >= 0);
}

static void
do_remove (JcJob *job, JsonObject *answer)
{
  tell (answer, unlink (jc_json_get_string (job->arguments, "path", "")) == 0);
}

static void
do_open_input_for_writing (JcJob *job, JsonObject *answer)
{
  tell (answer, write (job->input, "x", 1) == 1);
}

static void
do_socket (JcJob *job, JsonObject *answer)
{
  tell (answer, socket (AF_INET, SOCK_STREAM, 0) >= 0);
}

static void
do_exec (JcJob *job, JsonObject *answer)
{
  char *const arguments[] = { (char *)"true", NULL };

  tell (answer, execv ("/usr/bin/true", arguments) == 0);
}

static void
do_fork (JcJob *job, JsonObject *answer)
{
  tell (answer, fork () >= 0);
}

static void
do_kill (JcJob *job, JsonObject *answer)
{
  tell (answer, kill (getppid (), SIGKILL) == 0);
}

static void
do_ptrace (JcJob *job, JsonObject *answer)
{
  tell (answer, ptrace (PTRACE_ATTACH, getppid (), NULL, NULL) == 0);
}

static void
do_hoard (JcJob *job, JsonObject *answer)
{
  tell (answer, memfd_create ("hoard", 0) >= 0);
}

static void
do_run_data (JcJob *job, JsonObject *answer)
{
  tell (answer,
        mmap (NULL, MIB, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
            != MAP_FAILED);
}

static void
do_raise_limit (JcJob *job, JsonObject *answer)
{
  const struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };

  tell (answer, setrlimit (RLIMIT_AS, &limit) == 0);
}

static void
do_allocate (JcJob *job, JsonObject *answer)
{
  gint64 mib = 0;

  while (mib < 2048
         && mmap (NULL, MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                != MAP_FAILED)
    mib++;
  json_object_set_int_member (answer, "mib", mib);
}

static void
do_spin (JcJob *job, JsonObject *answer)
{
  for (volatile guint i = 0;; i++)
    continue;
}

static void
do_sleep (JcJob *job, JsonObject *answer)
{
  g_usleep (60 * G_USEC_PER_SEC);
}

static void
do_overflow (JcJob *job, JsonObject *answer)
{
  raise (SIGSEGV);
  _exit (1);
}

static void
do_leave (JcJob *job, JsonObject *answer)
{
  _exit (0);
}

static void *
thread_cb (void *data)
{
  *(gboolean *)data = TRUE;
  return NULL;
}

static void
do_thread (JcJob *job, JsonObject *answer)
{
  gboolean  has_run = FALSE;
  pthread_t thread;

  tell (answer, pthread_create (&thread, NULL, thread_cb, &has_run) == 0
                    && pthread_join (thread, NULL) == 0);
  json_object_set_boolean_member (answer, "has_run", has_run);
}

/* --- Lies: what goes over the socket is not what was agreed --- */

/* The job's socket: what is open and has no place to read at. */
static int
find_socket (void)
{
  int fd = 63;

  while (fd > 2 && (fcntl (fd, F_GETFD) < 0 || lseek (fd, 0, SEEK_CUR) >= 0))
    fd--;
  return fd;
}

static void
do_reply_short (JcJob *job, JsonObject *answer)
{
  jc_wire_send (find_socket (), "x", 1, NULL, 0, NULL, 0);
  _exit (0);
}

static void
do_reply_with_input (JcJob *job, JsonObject *answer)
{
  const JcWireReply reply = { JC_WIRE_MAGIC, JC_REASON_NONE, { 0, 0 } };
  const int         fds[] = { job->input, job->input };

  jc_wire_send (find_socket (), &reply, sizeof reply, NULL, 0, fds, 2);
  _exit (0);
}

static void
do_reply_without (JcJob *job, JsonObject *answer)
{
  const JcWireReply reply = { JC_WIRE_MAGIC, JC_REASON_NONE, { 0, 0 } };

  jc_wire_send (find_socket (), &reply, sizeof reply, NULL, 0, NULL, 0);
  _exit (0);
}

static void
do_reply_reason (JcJob *job, JsonObject *answer)
{
  jc_job_fail ((JcReason)4711, G_MAXINT64, G_MININT64);
}

/* --- Lies in good form --- */

/* Answers with what the input says. */
static void
do_lie (JcJob *job, JsonObject *answer)
{
  g_autoptr (JsonNode) node = jc_json_parse ((const char *)job->data, (gssize)job->size, NULL);
  JsonObject *lie = jc_json_as_object (node);
  g_autoptr (GList) names = lie != NULL ? json_object_get_members (lie) : NULL;

  jc_job_give_data ("0123", 4);
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (answer, l->data,
                            json_node_copy (json_object_get_member (lie, l->data)));
}

static const JcOperation operations[] = {
  { "read", do_read },
  { "write", do_write },
  { "remove", do_remove },
  { "write-input", do_open_input_for_writing },
  { "socket", do_socket },
  { "exec", do_exec },
  { "fork", do_fork },
  { "kill", do_kill },
  { "ptrace", do_ptrace },
  { "hoard", do_hoard },
  { "run-data", do_run_data },
  { "raise-limit", do_raise_limit },
  { "allocate", do_allocate },
  { "spin", do_spin },
  { "sleep", do_sleep },
  { "overflow", do_overflow },
  { "leave", do_leave },
  { "thread", do_thread },
  { "reply-short", do_reply_short },
  { "reply-with-input", do_reply_with_input },
  { "reply-without", do_reply_without },
  { "reply-reason", do_reply_reason },
  { "examine", do_lie },
  { "render", do_lie },
  { NULL, NULL },
};

int
main (void)
{
  _exit (jc_zygote_run (operations));
}
