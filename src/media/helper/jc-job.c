/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-job-process.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jc-json.h"
#include "jc-sandbox.h"

/* A process does one job, so what belongs to it is the process' own: the decoders' error callbacks,
 * which are given no data of ours, end it by jc_job_fail () without jumping. */
static int reply_socket = -1;
static int json_memory = -1;
static int data_memory = -1;

static void send_reply (JcReason reason, gint64 first, gint64 second) G_GNUC_NORETURN;

static void
send_reply (JcReason reason, gint64 first, gint64 second)
{
  const JcWireReply reply = { JC_WIRE_MAGIC, reason, { first, second } };
  const int         fds[] = { json_memory, data_memory };

  _exit (jc_wire_send (reply_socket, &reply, sizeof reply, NULL, 0, fds,
                       reason == JC_REASON_NONE ? 2 : 0)
             ? 0
             : 1);
}

/**
 * jc_job_fail:
 * @reason: why the job cannot be done
 * @first, @second: what `JcReason` says of it, else 0
 */
void
jc_job_fail (JcReason reason, gint64 first, gint64 second)
{
  send_reply (reason, first, second);
}

static void
fill_memory (int fd, const void *data, gsize size)
{
  const char *rest = data;

  while (size > 0)
    {
      gssize n = write (fd, rest, size);

      if (n <= 0)
        jc_job_fail (JC_REASON_MEMORY, JC_SANDBOX_MEMORY_MIB, 0);
      rest += n;
      size -= (gsize)n;
    }
}

/* Makes sure for our end that it reads what is there once and for all. */
static void
seal_memory (int fd)
{
  if (fcntl (fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
    jc_job_fail (JC_REASON_CRASHED, 0, 0);
}

/**
 * jc_job_give_data:
 * @data: @size bytes; at most JC_WIRE_MAX_DATA
 */
void
jc_job_give_data (const void *data, gsize size)
{
  if (size > JC_WIRE_MAX_DATA)
    jc_job_fail (JC_REASON_TOO_BIG, (gint64)(size >> 20), JC_WIRE_MAX_DATA >> 20);
  fill_memory (data_memory, data, size);
}

/**
 * jc_job_add_data:
 * @data: @size bytes; with those before at most JC_WIRE_MAX_DATA
 */
void
jc_job_add_data (const void *data, gsize size)
{
  off_t place = lseek (data_memory, 0, SEEK_CUR);

  if (place < 0 || size > JC_WIRE_MAX_DATA - (gsize)place)
    jc_job_fail (JC_REASON_TOO_BIG, (gint64)((gsize)place + size) >> 20, JC_WIRE_MAX_DATA >> 20);
  fill_memory (data_memory, data, size);
}

/**
 * jc_job_cut_data:
 * @size: bytes that stay
 */
void
jc_job_cut_data (gsize size)
{
  if (ftruncate (data_memory, (off_t)size) != 0 || lseek (data_memory, (off_t)size, SEEK_SET) < 0)
    jc_job_fail (JC_REASON_CRASHED, 0, 0);
}

const char *
jc_job_get_password (JcJob *job)
{
  return jc_json_get_string (job->arguments, "password", NULL);
}

static const JcOperation *
find_operation (const JcOperation *operations, JsonObject *arguments)
{
  const char *name = jc_json_get_string (arguments, "operation", "");

  for (; operations->name != NULL; operations++)
    if (strcmp (operations->name, name) == 0)
      return operations;
  jc_job_fail (JC_REASON_CRASHED, 0, 0);
}

static void
map_input (JcJob *job)
{
  struct stat facts;
  void       *data;

  if (fstat (job->input, &facts) != 0 || facts.st_size <= 0)
    jc_job_fail (JC_REASON_EMPTY, 0, 0);

  job->size = (gsize)facts.st_size;
  data = mmap (NULL, job->size, PROT_READ, MAP_PRIVATE, job->input, 0);
  if (data == MAP_FAILED)
    jc_job_fail (JC_REASON_TOO_BIG, (gint64)(job->size >> 20), JC_WIRE_MAX_DATA >> 20);
  job->data = data;
}

static void
do_job (const JcOperation *operations, JsonNode *arguments, int input)
{
  JcJob       job = { json_node_get_object (arguments), NULL, 0, input };
  JsonObject *answer = json_object_new ();
  JsonNode   *node = jc_json_new_object (answer);
  char       *text;

  map_input (&job);
  find_operation (operations, job.arguments)->run (&job, answer);
  text = jc_json_to_canonical (node);
  fill_memory (json_memory, text, strlen (text));
  seal_memory (json_memory);
  seal_memory (data_memory);
}

/**
 * jc_job_process:
 * @operations: what there is to do
 * @arguments: JSON of @length bytes, with `operation`
 * @input: the file
 * @socket: where the reply goes
 * @cpu_seconds: processor time that it may take
 *
 * The memory for the reply is made first, as the filter lets none be made later: so nobody hoards
 * any.
 */
void
jc_job_process (const JcOperation *operations,
                const char        *arguments,
                gsize              length,
                int                input,
                int                socket,
                guint              cpu_seconds)
{
  g_autoptr (JsonNode) node = NULL;

  reply_socket = socket;
  json_memory = memfd_create ("jiangce-answer", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  data_memory = memfd_create ("jiangce-data", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (json_memory < 0 || data_memory < 0 || !jc_sandbox_enter (cpu_seconds))
    jc_job_fail (JC_REASON_NO_HELPER, 0, 0);

  node = jc_json_parse (arguments, (gssize)length, NULL);
  if (jc_json_as_object (node) == NULL)
    jc_job_fail (JC_REASON_CRASHED, 0, 0);
  do_job (operations, node, input);
  send_reply (JC_REASON_NONE, 0, 0);
}
