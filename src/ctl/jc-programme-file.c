/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-programme-file.h"

#include <string.h>

static gboolean
is_file (const char *name)
{
  return strchr (name, '/') != NULL || g_str_has_suffix (name, ".json")
         || g_file_test (name, G_FILE_TEST_IS_REGULAR) || g_str_equal (name, "-");
}

/**
 * jc_programme_file_load_json:
 * @self: the invocation
 * @name: an id, a version or a file
 * @error: return location
 *
 * Returns: (transfer full): the definition's JSON, as it stands, or %NULL with @error set
 */
JsonNode *
jc_programme_file_load_json (JcInvocation *self, const char *name, GError **error)
{
  g_autoptr (JcProgramme) programme = NULL;
  JcLibrary *library;

  if (is_file (name))
    return jc_invocation_load_json (name, error);
  library = jc_invocation_get_library (self, error);
  programme = library != NULL ? jc_library_load_programme (library, name, error) : NULL;
  return programme != NULL ? json_node_ref (jc_programme_get_json (programme)) : NULL;
}

/**
 * jc_programme_file_load:
 * @self: the invocation
 * @name: an id, a version or a file
 * @error: return location
 *
 * Returns: (transfer full): the programme, or %NULL with @error set
 */
JcProgramme *
jc_programme_file_load (JcInvocation *self, const char *name, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JcLibrary *library;

  if (is_file (name))
    {
      node = jc_invocation_load_json (name, error);
      return node != NULL ? jc_programme_new_from_json (node, error) : NULL;
    }
  library = jc_invocation_get_library (self, error);
  return library != NULL ? jc_library_load_programme (library, name, error) : NULL;
}
