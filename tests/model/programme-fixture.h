/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-json.h"
#include "jc-pointer.h"
#include "jc-programme.h"

/* tests/data/programmes/minimal.json, and what a test makes of it. */

static inline JsonNode *
load_definition (void)
{
  g_autofree char   *path
      = g_build_filename (JC_TEST_DATA, "programmes", "minimal.json", NULL);
  g_autofree char   *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize              length = 0;
  JsonNode          *node;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  node = jc_json_parse (text, (gssize) length, &error);
  g_assert_no_error (error);

  return node;
}

/* The definition with @json at @pointer; NULL removes what stands there. */
static inline JsonNode *
load_changed (const char *pointer,
              const char *json)
{
  g_autoptr (JsonNode) node = load_definition ();
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (GError)   error = NULL;
  JsonNode            *changed;

  if (json != NULL)
    value = jc_json_parse (json, -1, &error);
  g_assert_no_error (error);
  changed = jc_pointer_set (node, pointer, value, &error);
  g_assert_no_error (error);

  return changed;
}

static inline JcProgramme *
load_programme (void)
{
  g_autoptr (JsonNode) node = load_definition ();
  g_autoptr (GError)   error = NULL;
  JcProgramme         *programme = jc_programme_new_from_json (node, &error);

  g_assert_no_error (error);

  return programme;
}
