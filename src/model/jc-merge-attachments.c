/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-merge-private.h"

#include "jc-json.h"

/* A row means something in its slot only, and so does a named page. */
static const char *const place[] = { "slot", "row", "parts" };

static JsonNode *
get_member (JsonNode *attachment, const char *name)
{
  JsonObject *object = jc_json_as_object (attachment);

  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/* Pages that @attachment uses: whether @page is one; without a view all are. */
static gboolean
uses_page (JsonNode *attachment, gint64 page)
{
  JsonArray *view = jc_json_as_array (get_member (attachment, "view"));

  for (guint i = 0; view != NULL && i < json_array_get_length (view); i++)
    if (jc_json_get_int (jc_json_as_object (json_array_get_element (view, i)), "page", 0) == page)
      return TRUE;

  return view == NULL;
}

/* Two machines may each have taken another page out of one scan. */
static gboolean
share_pages (JsonNode *a, JsonNode *b)
{
  JsonArray *view = jc_json_as_array (get_member (a, "view"));

  if (view == NULL || json_array_get_length (view) == 0)
    return TRUE;

  for (guint i = 0; i < json_array_get_length (view); i++)
    {
      JsonObject *page = jc_json_as_object (json_array_get_element (view, i));

      if (uses_page (b, jc_json_get_int (page, "page", 0)))
        return TRUE;
    }

  return FALSE;
}

gboolean
jc_merge_same_use (JsonNode *a, JsonNode *b)
{
  static const char *const members[] = { "slot", "sha256" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *first = jc_json_as_string (get_member (a, members[i]));

      if (first == NULL || g_strcmp0 (first, jc_json_as_string (get_member (b, members[i]))) != 0)
        return FALSE;
    }

  return jc_json_equal (get_member (a, "row"), get_member (b, "row")) && share_pages (a, b);
}

/* @ours with @theirs' word for what people do not decide. */
static JsonNode *
adopt (JsonNode *ours, JsonNode *theirs, const char *const *members, gsize n_members)
{
  JsonNode   *adopted = jc_json_copy (ours);
  JsonObject *object = jc_json_as_object (adopted);

  for (gsize i = 0; i < n_members; i++)
    {
      JsonNode *member = get_member (theirs, members[i]);

      if (member != NULL)
        json_object_set_member (object, members[i], jc_json_copy (member));
      else if (json_object_has_member (object, members[i]))
        json_object_remove_member (object, members[i]);
    }

  return adopted;
}

JsonNode *
jc_merge_added_twice (JsonNode *mine, JsonNode *theirs, const char *pointer, GPtrArray *conflicts)
{
  static const char *const members[] = { "id", "name", "size", "media_type", "pages", "cautions" };
  g_autoptr (JsonNode) adopted = adopt (mine, theirs, members, G_N_ELEMENTS (members));
  JcMergeSides sides = { NULL, adopted, theirs };

  return jc_merge_nodes (&sides, pointer, conflicts);
}

/* --- Changed on both sides --- */

static gboolean
changed (JsonNode *before, JsonNode *after, const char *name)
{
  return !jc_json_equal (get_member (before, name), get_member (after, name));
}

static gboolean
changed_within (JsonNode *before, JsonNode *after)
{
  return changed (before, after, "row") || changed (before, after, "parts");
}

static gboolean
same_place (JsonNode *a, JsonNode *b)
{
  for (gsize i = 0; i < G_N_ELEMENTS (place); i++)
    if (changed (a, b, place[i]))
      return FALSE;

  return TRUE;
}

/* One side moved the file to another slot while the other said what it is in the old one. */
static gboolean
places_cross (const JcMergeSides *sides)
{
  gboolean mine_moved = changed (sides->base, sides->mine, "slot");
  gboolean theirs_moved = changed (sides->base, sides->theirs, "slot");

  return changed (sides->mine, sides->theirs, "slot") && !same_place (sides->mine, sides->theirs)
         && ((mine_moved && changed_within (sides->base, sides->theirs))
             || (theirs_moved && changed_within (sides->base, sides->mine)));
}

JsonNode *
jc_merge_attachment (const JcMergeSides *sides, const char *pointer, GPtrArray *conflicts)
{
  static const char *const computed[] = { "cautions" };
  g_autoptr (JsonNode) theirs = NULL;
  JcMergeSides within = *sides;

  if (places_cross (sides))
    return jc_merge_keep_mine (sides, pointer, conflicts);

  /* Either program looked at the same bytes. */
  if (changed (sides->base, sides->mine, "cautions"))
    within.theirs = theirs = adopt (sides->theirs, sides->mine, computed, G_N_ELEMENTS (computed));

  return jc_merge_nodes (&within, pointer, conflicts);
}
