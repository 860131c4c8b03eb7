/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One target is one program: what it is given, and inputs to begin with. Under
 * `clang -fsanitize=fuzzer` the driver gives way to libFuzzer's, which finds the entry by its name.
 */

typedef struct
{
  const char        *name;
  const char *const *seeds; /* NULL-terminated */
  const char *const *files; /* NULL-terminated, below tests/data; may be NULL */
  gsize              max_bytes;
  gboolean           is_json; /* changes that leave JSON being JSON too */
  int                n_runs;
} JcFuzzTarget;

extern const JcFuzzTarget jc_fuzz_target;

/* 0: worth changing further; -1: refused at the door. Breaks off at what must never happen. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

G_END_DECLS
