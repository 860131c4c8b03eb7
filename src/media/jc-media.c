/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-media-private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jc-json.h"
#include "jc-media-helper.h"

/* clang-format off */
G_DEFINE_QUARK (jc-media-error-quark, jc_media_error)
/* clang-format on */

#define KILL_LIMIT_MS 2000
#define ATTEMPTS 2

/**
 * Job:
 * @socket: (owned): the reply comes here
 * @deadline_us: monotonic
 */
typedef struct
{
  guint64        id;
  int            socket;
  guint          limit_ms;
  JcMediaHelper *helper; /* (owned) */
  GCancellable  *cancellable;
} Job;

struct _JcMedia
{
  GMutex         lock;
  JcMediaHelper *helper;  /* (owned) (nullable): under `lock` */
  guint64        last_id; /* under `lock` */
  int            places;  /* (owned): an eventfd that counts the jobs that may still begin */
};

/* --- Waiting --- */

/* Until @fd can be read: 1; 0 when @timeout_ms (-1: none) is over; -1 when cancelled. */
static int
wait_for (int fd, int timeout_ms, GCancellable *cancellable)
{
  GPollFD  cancelling = { -1, 0, 0 };
  gboolean is_cancellable
      = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &cancelling);
  struct pollfd waiting[2] = { { fd, POLLIN, 0 }, { cancelling.fd, POLLIN, 0 } };
  gint64        end_us = g_get_monotonic_time () + timeout_ms * G_GINT64_CONSTANT (1000);
  int           n;

  do
    {
      gint64 left_us = MAX (0, end_us - g_get_monotonic_time ());

      n = poll (waiting, is_cancellable ? 2 : 1, timeout_ms < 0 ? -1 : (int)(left_us + 999) / 1000);
    }
  while (n < 0 && errno == EINTR);

  if (is_cancellable)
    g_cancellable_release_fd (cancellable);
  if (g_cancellable_is_cancelled (cancellable))
    return -1;
  return waiting[0].revents != 0 ? 1 : 0;
}

/* As many jobs run as there are cores; one more waits here. */
static gboolean
take_place (JcMedia *self, GCancellable *cancellable, GError **error)
{
  guint64 count = 0;

  while (read (self->places, &count, sizeof count) != sizeof count)
    if (wait_for (self->places, -1, cancellable) < 0)
      return !g_cancellable_set_error_if_cancelled (cancellable, error);

  return TRUE;
}

static void
give_place_back (JcMedia *self)
{
  const guint64 one = 1;

  if (write (self->places, &one, sizeof one) != sizeof one)
    g_warning ("a place for jobs is lost: %s", g_strerror (errno));
}

/* --- The helper --- */

/* The running helper, or a new one where it has ended. */
static JcMediaHelper *
ref_helper (JcMedia *self, guint64 *id, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (JcMediaHelper) ended = NULL;

  *id = ++self->last_id;
  if (self->helper != NULL && !jc_media_helper_is_alive (self->helper))
    ended = g_steal_pointer (&self->helper);
  if (self->helper == NULL)
    self->helper = jc_media_helper_start (error);

  return self->helper != NULL ? jc_media_helper_ref (self->helper) : NULL;
}

/* --- Replies --- */

/* What lies in the memory @fd, when it is sealed (so that it cannot change or shrink while we read
 * it) and no larger than @limit; NULL when it is not, or empty. */
static GBytes *
map_sealed (int fd, gsize limit)
{
  const int    seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW;
  int          set = fd >= 0 ? fcntl (fd, F_GET_SEALS) : -1;
  struct stat  facts;
  GMappedFile *file;
  GBytes      *bytes;

  if (set < 0 || (set & seals) != seals || fstat (fd, &facts) != 0 || facts.st_size <= 0
      || (guint64)facts.st_size > limit)
    return NULL;

  file = g_mapped_file_new_from_fd (fd, FALSE, NULL);
  if (file == NULL)
    return NULL;
  bytes = g_mapped_file_get_bytes (file);
  g_mapped_file_unref (file);
  return bytes;
}

static JsonNode *
read_answer (int json_fd, GError **error)
{
  g_autoptr (GBytes) text = map_sealed (json_fd, JC_WIRE_MAX_JSON);
  g_autoptr (JsonNode) answer = NULL;
  gsize       length = 0;
  const char *start = text != NULL ? g_bytes_get_data (text, &length) : NULL;

  if (start != NULL)
    answer = jc_json_parse (start, (gssize)length, NULL);
  if (jc_json_as_object (answer) == NULL)
    {
      jc_media_set_reason (error, JC_REASON_CRASHED, 0, 0);
      return NULL;
    }
  return g_steal_pointer (&answer);
}

static JsonNode *
read_reply (Job *job, GBytes **data, gboolean *has_ended, GError **error)
{
  JcWireReply reply = { 0 };
  int         fds[JC_WIRE_MAX_FDS];
  gssize      n = jc_wire_receive (job->socket, &reply, sizeof reply, fds);
  JsonNode   *answer = NULL;

  *has_ended = n <= 0;
  if (n != sizeof reply || reply.magic != JC_WIRE_MAGIC || reply.reason >= JC_N_REASONS)
    jc_media_set_reason (error, JC_REASON_CRASHED, 0, 0);
  else if (reply.reason != JC_REASON_NONE)
    jc_media_set_reason (error, (JcReason)reply.reason, reply.numbers[0], reply.numbers[1]);
  else
    answer = read_answer (fds[0], error);

  if (answer != NULL)
    *data = map_sealed (fds[1], JC_WIRE_MAX_DATA);
  for (int i = 0; i < JC_WIRE_MAX_FDS; i++)
    if (fds[i] >= 0)
      close (fds[i]);
  return answer;
}

/* --- One job --- */

/* Kills the job and waits until it is gone, so that its place is free in truth. */
static void
kill_job (Job *job)
{
  jc_media_helper_cancel (job->helper, job->id);
  wait_for (job->socket, KILL_LIMIT_MS, NULL);
}

/* @is_lost: set when the helper itself ended, which says nothing about the file. */
static JsonNode *
attend (Job *job, GBytes **data, gboolean *is_lost, GError **error)
{
  int       woken = wait_for (job->socket, (int)job->limit_ms, job->cancellable);
  gboolean  has_ended = FALSE;
  JsonNode *answer;

  if (woken <= 0)
    {
      kill_job (job);
      if (!g_cancellable_set_error_if_cancelled (job->cancellable, error))
        jc_media_set_reason (error, JC_REASON_TIME, job->limit_ms / 1000, 0);
      return NULL;
    }

  answer = read_reply (job, data, &has_ended, error);
  *is_lost = has_ended && !jc_media_helper_is_alive (job->helper);
  return answer;
}

static JsonNode *
try_once (JcMedia    *self,
          const char *arguments,
          int         input,
          Job        *job,
          GBytes    **data,
          gboolean   *is_lost,
          GError    **error)
{
  JsonNode *answer = NULL;

  job->helper = ref_helper (self, &job->id, error);
  if (job->helper == NULL)
    return NULL;

  job->socket
      = jc_media_helper_order (job->helper, job->id, arguments, input, job->limit_ms / 1000 + 2);
  *is_lost = job->socket < 0;
  if (job->socket >= 0)
    {
      answer = attend (job, data, is_lost, error);
      close (job->socket);
    }
  else
    jc_media_set_reason (error, JC_REASON_NO_HELPER, 0, 0);

  g_clear_pointer (&job->helper, jc_media_helper_unref);
  return answer;
}

/* A helper that died under a job is started again once: another job, or the system, may have ended
 * it. */
static JsonNode *
do_job (JcMedia      *self,
        const char   *arguments,
        int           input,
        guint         limit_ms,
        GBytes      **data,
        GCancellable *cancellable,
        GError      **error)
{
  Job       job = { .limit_ms = limit_ms, .cancellable = cancellable };
  JsonNode *answer = NULL;
  gboolean  is_lost = TRUE;

  for (int i = 0; answer == NULL && is_lost && i < ATTEMPTS; i++)
    {
      is_lost = FALSE;
      g_clear_error (error);
      answer = try_once (self, arguments, input, &job, data, &is_lost, error);
    }
  return answer;
}

/* --- Public functions --- */

/**
 * jc_media_new:
 *
 * Nothing is started before the first job.
 *
 * Returns: (transfer full)
 */
JcMedia *
jc_media_new (void)
{
  JcMedia *self = g_atomic_rc_box_new0 (JcMedia);

  g_mutex_init (&self->lock);
  self->places = eventfd (g_get_num_processors (), EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE);
  return self;
}

JcMedia *
jc_media_ref (JcMedia *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
jc_media_clear (JcMedia *self)
{
  g_clear_pointer (&self->helper, jc_media_helper_unref);
  close (self->places);
  g_mutex_clear (&self->lock);
}

/**
 * jc_media_unref:
 *
 * With the last reference the helper ends; no process of it is left behind.
 */
void
jc_media_unref (JcMedia *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)jc_media_clear);
}

static int
open_input (const char *path, GError **error)
{
  int         fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat facts;

  if (fd >= 0 && fstat (fd, &facts) == 0 && S_ISREG (facts.st_mode) && facts.st_size > 0)
    return fd;

  if (fd < 0)
    jc_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "文件“%s”打不开：%s",
                  "The file “%s” cannot be opened: %s", path, g_strerror (errno));
  else
    jc_media_set_reason (error, S_ISREG (facts.st_mode) ? JC_REASON_EMPTY : JC_REASON_UNKNOWN_TYPE,
                         0, 0);
  if (fd >= 0)
    close (fd);
  return -1;
}

/**
 * jc_media_run:
 * @operation: a name of the helper's table
 * @path: the file; a folder, pipe or device is JC_MEDIA_ERROR_TYPE
 * @arguments: (nullable) (transfer full): what the operation takes
 * @limit_ms: wall-clock time, after which the job is killed
 * @data: (out) (optional) (nullable) (transfer full): bytes beside the answer
 *
 * Waits for a place first; the limit begins after that.
 *
 * Returns: (transfer full): an object; or %NULL with JC_MEDIA_ERROR, or G_IO_ERROR when the file
 * cannot be opened or the call was cancelled
 */
JsonNode *
jc_media_run (JcMedia      *self,
              const char   *operation,
              const char   *path,
              JsonObject   *arguments,
              guint         limit_ms,
              GBytes      **data,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (JsonNode) job
      = jc_json_new_object (arguments != NULL ? arguments : json_object_new ());
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = NULL;
  JsonNode        *answer = NULL;
  int              input;

  json_object_set_string_member (json_node_get_object (job), "operation", operation);
  text = jc_json_to_canonical (job);
  if (strlen (text) >= JC_WIRE_MAX_ARGUMENTS)
    {
      jc_media_set_reason (error, JC_REASON_PASSWORD, 0, 0);
      return NULL;
    }

  input = open_input (path, error);
  if (input < 0)
    return NULL;
  if (take_place (self, cancellable, error))
    {
      answer = do_job (self, text, input, limit_ms, &bytes, cancellable, &cause);
      give_place_back (self);
      if (answer == NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
    }
  close (input);

  if (data != NULL)
    *data = g_steal_pointer (&bytes);
  return answer;
}
