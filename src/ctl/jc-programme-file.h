/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-invocation.h"

G_BEGIN_DECLS

/* A programme named on the command line: an id, a version, or a file (a name that holds a slash, ends in
 * .json or names an existing file). */

JsonNode    *jc_programme_file_load_json (JcInvocation *self, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JcProgramme *jc_programme_file_load      (JcInvocation *self, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
