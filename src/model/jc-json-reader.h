/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-json-private.h"

G_BEGIN_DECLS

/**
 * JcJsonReader:
 * @text: (unowned): the whole text, for line and column of an error
 * @end: where it ends
 * @cursor: what is read next
 * @n_values: scalars, arrays and objects read so far
 * @error: where the error goes
 *
 * A strict JSON text being read. Functions return NULL once they have set the error.
 */
typedef struct
{
  const char *text;
  const char *end;
  const char *cursor;
  guint       n_values;
  GError    **error;
} JcJsonReader;

gpointer  jc_json_reader_fail        (JcJsonReader *reader,
                                      const char   *where,
                                      JcModelError  code,
                                      const char   *zh,
                                      const char   *en);
gpointer  jc_json_reader_fail_syntax (JcJsonReader *reader,
                                      const char   *where,
                                      const char   *zh,
                                      const char   *en);
JsonNode *jc_json_reader_read_number (JcJsonReader *reader) G_GNUC_WARN_UNUSED_RESULT;
char     *jc_json_reader_read_string (JcJsonReader *reader) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
