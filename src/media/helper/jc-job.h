/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-media-wire.h"

G_BEGIN_DECLS

/**
 * JcJob:
 * @arguments: what our end asks for
 * @data: the input, @size bytes, mapped for reading; never empty
 * @input: its descriptor
 *
 * What one process of the helper does in its life: one operation on one file.
 */
typedef struct
{
  JsonObject   *arguments;
  const guint8 *data;
  gsize         size;
  int           input;
} JcJob;

/* Says why the job cannot be done and ends the process. */
void jc_job_fail (JcReason reason, gint64 first, gint64 second) G_GNUC_NORETURN;

/* Gives bytes that go back beside the answer. At most once. */
void jc_job_give_data (const void *data, gsize size);
/* The same bit by bit, each behind what was given before, and of that only the first @size bytes. */
void jc_job_add_data (const void *data, gsize size);
void jc_job_cut_data (gsize size);

/* (nullable) */
const char *jc_job_get_password (JcJob *job);

G_END_DECLS
