/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-router.h"

#include <string.h>

#include "jc-json.h"

static const struct
{
  const char *path;
  const char *method;
  const char *asked;
  guint       status; /* 0: there is a route */
  const char *parameter;
  const char *value;
} cases[] = {
  { "/server/router/plain", "GET", "/healthz", 0, NULL, NULL },
  { "/server/router/parameter", "GET", "/api/v1/rounds/r1", 0, "round", "r1" },
  { "/server/router/word-before-parameter", "DELETE", "/api/v1/sessions/current", 0, NULL, NULL },
  { "/server/router/second-parameter", "GET", "/api/v1/dossiers/a/submissions/7/diff", 0, "n",
    "7" },
  { "/server/router/decoded", "GET", "/api/v1/rounds/%E5%8C%A0%20%E5%86%8C", 0, "round", "匠 册" },
  { "/server/router/slash-stays-inside", "GET", "/api/v1/rounds/a%2Fb", 0, "round", "a/b" },
  { "/server/router/decoded-once", "GET", "/api/v1/rounds/%252F", 0, "round", "%2F" },
  { "/server/router/empty-parameter", "GET", "/api/v1/rounds/", 404, NULL, NULL },
  { "/server/router/slash-at-end", "GET", "/healthz/", 404, NULL, NULL },
  { "/server/router/other-case", "GET", "/Healthz", 404, NULL, NULL },
  { "/server/router/nul", "GET", "/api/v1/rounds/%00", 404, NULL, NULL },
  { "/server/router/no-utf8", "GET", "/api/v1/rounds/%ff", 404, NULL, NULL },
  { "/server/router/half-escape", "GET", "/api/v1/rounds/%4", 404, NULL, NULL },
  { "/server/router/nothing", "GET", "", 404, NULL, NULL },
  { "/server/router/other-method", "PUT", "/healthz", 405, NULL, NULL },
  { "/server/router/unknown-method", "BREW", "/api/v1/dossiers/x", 405, NULL, NULL },
};

static void
test_find (gconstpointer data)
{
  const typeof (cases[0]) *row = data;
  g_autoptr (JcRequest) request = jc_request_new (row->method, row->asked);
  const JcEndpoint *endpoint = jc_router_find (request);

  g_assert_cmpint (endpoint == NULL, ==, row->status != 0);
  g_assert_cmpuint (request->status, ==, row->status);
  if (row->parameter != NULL)
    g_assert_cmpstr (jc_request_get_parameter (request, row->parameter), ==, row->value);
  if (row->status == 405)
    g_assert_nonnull (strstr (request->allow, "GET, HEAD"));
}

static JsonObject *
get_paths (JsonNode *description)
{
  return jc_json_get_object (jc_json_as_object (description), "paths");
}

static JsonNode *
load_description (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize     length;
  JsonNode *description;

  g_file_get_contents (JC_TEST_API "/openapi.json", &text, &length, &error);
  g_assert_no_error (error);
  description = jc_json_parse (text, (gssize)length, &error);
  g_assert_no_error (error);

  return description;
}

static void
test_every_route_is_described (void)
{
  g_autoptr (JsonNode) description = load_description ();
  guint             n;
  const JcEndpoint *endpoints = jc_router_get_endpoints (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *method = g_ascii_strdown (endpoints[i].method, -1);
      JsonObject *path = jc_json_get_object (get_paths (description), endpoints[i].template_path);

      if (jc_json_get_object (path, method) == NULL)
        g_test_fail_printf ("%s %s is not described", method, endpoints[i].template_path);
    }
}

static gboolean
is_routed (const char *method, const char *template_path)
{
  guint             n;
  const JcEndpoint *endpoints = jc_router_get_endpoints (&n);

  for (guint i = 0; i < n; i++)
    if (g_ascii_strcasecmp (endpoints[i].method, method) == 0
        && g_str_equal (endpoints[i].template_path, template_path))
      return TRUE;

  return FALSE;
}

static void
test_every_description_is_routed (void)
{
  g_autoptr (JsonNode) description = load_description ();
  JsonObject *paths = get_paths (description);
  g_autoptr (GList) names = json_object_get_members (paths);

  for (GList *p = names; p != NULL; p = p->next)
    {
      g_autoptr (GList) methods = json_object_get_members (jc_json_get_object (paths, p->data));

      for (GList *m = methods; m != NULL; m = m->next)
        if (!is_routed (m->data, p->data))
          g_test_fail_printf ("%s %s is not routed", (char *)m->data, (char *)p->data);
    }
}

/* What the table says about session and body stands in the description too. */
static void
test_description_agrees (void)
{
  g_autoptr (JsonNode) description = load_description ();
  guint             n;
  const JcEndpoint *endpoints = jc_router_get_endpoints (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *method = g_ascii_strdown (endpoints[i].method, -1);
      JsonObject      *operation = jc_json_get_object (jc_json_get_object (get_paths (description),
                                                                           endpoints[i].template_path),
                                                       method);

      g_assert_cmpint (json_object_has_member (operation, "security"), ==,
                       (endpoints[i].flags & JC_ENDPOINT_PUBLIC) != 0);
      g_assert_cmpint (json_object_has_member (operation, "requestBody"), ==,
                       (endpoints[i].flags & (JC_ENDPOINT_BODY | JC_ENDPOINT_BYTES)) != 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_find);
  g_test_add_func ("/server/router/every-route-is-described", test_every_route_is_described);
  g_test_add_func ("/server/router/every-description-is-routed", test_every_description_is_routed);
  g_test_add_func ("/server/router/description-agrees", test_description_agrees);

  return g_test_run ();
}
