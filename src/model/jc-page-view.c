/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-attachment-private.h"

#include "jc-json-private.h"

#include <math.h>
#include <string.h>

#define N_QUAD 8
#define MAX_SKEW 4500

/**
 * jc_page_view_new:
 * @page: a page, from 1
 *
 * Returns: (transfer full): that page as it is
 */
JcPageView *
jc_page_view_new (int page)
{
  JcPageView *self = g_new0 (JcPageView, 1);

  self->page = page;

  return self;
}

/**
 * jc_page_view_copy:
 * @self: (nullable): a view
 *
 * Returns: (transfer full) (nullable): a copy; NULL for NULL
 */
JcPageView *
jc_page_view_copy (const JcPageView *self)
{
  return self != NULL ? g_memdup2 (self, sizeof *self) : NULL;
}

/**
 * jc_page_view_free:
 * @self: (transfer full) (nullable): a view
 */
void
jc_page_view_free (JcPageView *self)
{
  g_free (self);
}

/**
 * jc_page_view_equal:
 * @a: a view
 * @b: another
 *
 * Returns: whether both show the same; corners count only where there are some
 */
gboolean
jc_page_view_equal (const JcPageView *a, const JcPageView *b)
{
  return a->page == b->page && a->turn == b->turn && a->skew == b->skew
         && a->has_quad == b->has_quad && a->clean == b->clean
         && (!a->has_quad || memcmp (a->quad, b->quad, sizeof a->quad) == 0);
}

/**
 * jc_page_view_quad_is_convex:
 * @quad: x, y of four corners, clockwise as they are seen, in parts of JC_VIEW_WHOLE
 *
 * Returns: whether they lie on the page and go round an area without a bend inwards, so that what
 * is between them can be drawn as a rectangle
 */
gboolean
jc_page_view_quad_is_convex (const int quad[8])
{
  for (int i = 0; i < N_QUAD; i++)
    if (quad[i] < 0 || quad[i] > JC_VIEW_WHOLE)
      return FALSE;

  for (int i = 0; i < N_QUAD; i += 2)
    {
      const int *a = &quad[i];
      const int *b = &quad[(i + 2) % N_QUAD];
      const int *c = &quad[(i + 4) % N_QUAD];
      gint64 turn = (gint64)(b[0] - a[0]) * (c[1] - b[1]) - (gint64)(b[1] - a[1]) * (c[0] - b[0]);

      if (turn <= 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * jc_page_view_to_json:
 * @self: a view
 *
 * Returns: (transfer full): {"page", "turn", "skew", "quad", "clean"}, members left out when zero
 */
JsonNode *
jc_page_view_to_json (const JcPageView *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "page", self->page);
  if (self->turn != 0)
    json_object_set_int_member (object, "turn", self->turn);
  if (self->skew != 0)
    json_object_set_int_member (object, "skew", self->skew);
  if (self->has_quad)
    {
      JsonArray *quad = json_array_sized_new (N_QUAD);

      for (int i = 0; i < N_QUAD; i++)
        json_array_add_int_element (quad, self->quad[i]);
      json_object_set_array_member (object, "quad", quad);
    }
  if (self->clean)
    json_object_set_boolean_member (object, "clean", TRUE);

  return jc_json_new_object (object);
}

static JsonNode *
get_given (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
read_angles (JcPageView *self, JsonObject *object, GError **error)
{
  gint64 turn = get_given (object, "turn") != NULL ? jc_json_get_int (object, "turn", -1) : 0;
  gint64 skew
      = get_given (object, "skew") != NULL ? jc_json_get_int (object, "skew", MAX_SKEW + 1) : 0;

  if (turn < 0 || turn > 270 || turn % 90 != 0)
    return jc_attachment_refuse (error, "/turn", "旋转要写成 0、90、180 或 270。",
                                 "a turn is 0, 90, 180 or 270.");
  if (skew < -MAX_SKEW || skew > MAX_SKEW)
    return jc_attachment_refuse (error, "/skew",
                                 "扶正的角度要写成 -4500 到 4500 之间的整数（百分之一度）。",
                                 "a skew is a whole number of hundredths of a degree from -4500 "
                                 "to 4500.");
  self->turn = (int)turn;
  self->skew = (int)skew;

  return TRUE;
}

static gboolean
read_length (JsonNode *node, int *length)
{
  double value = jc_json_as_double (node);

  if (!jc_json_is_number (node) || floor (value) != value || value < 0 || value > JC_VIEW_WHOLE)
    return FALSE;
  *length = (int)value;

  return TRUE;
}

static gboolean
read_quad (JcPageView *self, JsonObject *object, GError **error)
{
  JsonNode  *node = get_given (object, "quad");
  JsonArray *array = jc_json_as_array (node);
  gboolean   right = array != NULL && json_array_get_length (array) == N_QUAD;

  if (node == NULL)
    return TRUE;

  for (guint i = 0; right && i < N_QUAD; i++)
    right = read_length (json_array_get_element (array, i), &self->quad[i]);
  if (!right || !jc_page_view_quad_is_convex (self->quad))
    return jc_attachment_refuse (error, "/quad",
                                 "四角要写成左上、右上、右下、左下的 8 个 0 到 100000 的整数，"
                                 "围成一个不凹的四边形。",
                                 "the corners are 8 whole numbers from 0 to 100000, top left, top "
                                 "right, bottom right, bottom left, round a convex area.");
  self->has_quad = TRUE;

  return TRUE;
}

static gboolean
read_clean (JcPageView *self, JsonObject *object, GError **error)
{
  JsonNode *node = get_given (object, "clean");

  if (node != NULL
      && (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN))
    return jc_attachment_refuse (error, "/clean", "只能是 true 或 false。", "is true or false.");
  self->clean = node != NULL && json_node_get_boolean (node);

  return TRUE;
}

/**
 * jc_page_view_new_from_json:
 * @json: an untrusted view
 * @error: JC_MODEL_ERROR_INVALID, which begins with the JSON Pointer of what is wrong
 *
 * Returns: (transfer full) (nullable): the view
 */
JcPageView *
jc_page_view_new_from_json (JsonNode *json, GError **error)
{
  JsonObject *object = jc_json_as_object (json);
  g_autoptr (JcPageView) self = jc_page_view_new (0);

  if (object == NULL || !jc_attachment_read_page (object, &self->page))
    {
      jc_attachment_refuse (error, "/page", "页码要是从 1 开始的整数。",
                            "a page is a whole number from 1.");
      return NULL;
    }
  if (!read_angles (self, object, error) || !read_quad (self, object, error)
      || !read_clean (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}
