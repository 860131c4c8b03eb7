/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-operations.h"

#include "jc-archive-walk.h"
#include "jc-json.h"

static void
add_cb (const void *data, gsize size, gpointer user_data)
{
  jc_job_add_data (data, size);
}

static void
cut_cb (gsize size, gpointer user_data)
{
  jc_job_cut_data (size);
}

/**
 * jc_operation_unpack:
 * @job: the members of `JcArchiveLimits`
 * @answer: see jc_archive_walk (); the data are the files' bytes, one behind the other
 */
void
jc_operation_unpack (JcJob *job, JsonObject *answer)
{
  const JcArchiveSink   sink = { add_cb, cut_cb, NULL };
  const JcArchiveLimits limits = {
    .first = jc_json_get_int (job->arguments, "first", 0),
    .max_entries = jc_json_get_int (job->arguments, "max_entries", 0),
    .max_files = jc_json_get_int (job->arguments, "max_files", 0),
    .max_bytes = jc_json_get_int (job->arguments, "max_bytes", 0),
    .batch_bytes = jc_json_get_int (job->arguments, "batch_bytes", 0),
    .room = jc_json_get_int (job->arguments, "room", 0),
  };
  JcReason reason = jc_archive_walk (job->data, job->size, &limits, &sink, answer);

  if (reason != JC_REASON_NONE)
    jc_job_fail (reason, 0, 0);
}
