/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-job.h"

G_BEGIN_DECLS

/* Does its work on @job and fills @answer, which is an object; what cannot be done ends in
 * jc_job_fail (). Runs in a process of its own with all limits on, so nothing needs to be released.
 */
typedef void (*JcOperationFunc) (JcJob *job, JsonObject *answer);

/**
 * JcOperation:
 * @name: as jc_media_run () is given it
 */
typedef struct
{
  const char     *name;
  JcOperationFunc run;
} JcOperation;

/* The helper's life: says hello, then starts one process for each job until our end closes the
 * control socket. Returns the exit status. @operations end with a NULL name. */
int jc_zygote_run (const JcOperation *operations);

G_END_DECLS
