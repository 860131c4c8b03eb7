/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* attachment view: how pages are turned, straightened, cut, cleaned and ordered. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-attachment-edit.h"

#include <math.h>

#include "jc-media.h"

#define MAX_SKEW_DEGREES 45.0
#define N_QUAD 8

static gboolean
refuse_option (GError **error, const char *name, const char *value, const char *zh, const char *en)
{
  return jc_set_error (error, JC_USAGE_ERROR, 0, "%1$s 的值“%2$s”不对：%3$s%4$.0s",
                       "“%2$s” is no value of %1$s: %3$.0s%4$s", name, value, zh, en);
}

static gboolean
read_turn (const char *value, JcPageView *view, GError **error)
{
  gint64 turn = 0;

  if (!g_ascii_string_to_signed (value, 10, -360, 360, &turn, NULL) || turn % 90 != 0)
    return refuse_option (error, "--turn", value, "要 0、90、180 或 270。", "0, 90, 180 or 270.");
  view->turn = (int)((turn + 360) % 360);
  return TRUE;
}

static gboolean
read_skew (const char *value, JcPageView *view, GError **error)
{
  char  *end = NULL;
  double degrees = g_ascii_strtod (value, &end);

  if (end == value || *end != '\0' || !(fabs (degrees) <= MAX_SKEW_DEGREES))
    return refuse_option (error, "--skew", value, "要 -45 到 45 度。", "-45 to 45 degrees.");
  view->skew = (int)lround (degrees * 100);
  return TRUE;
}

static gboolean
read_quad (const char *value, JcPageView *view, GError **error)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  gboolean is_right = g_strv_length (words) == N_QUAD;

  for (guint i = 0; is_right && i < N_QUAD; i++)
    {
      gint64 number = 0;

      is_right = g_ascii_string_to_signed (words[i], 10, 0, JC_VIEW_WHOLE, &number, NULL);
      view->quad[i] = (int)number;
    }
  view->has_quad = TRUE;
  return is_right
         || refuse_option (
             error, "--quad", value,
             "要八个 0 到 100000 的整数，依次是左上、右上、右下、左下角的 x,y。",
             "eight integers from 0 to 100000: x,y of the corners top left, top right, "
             "bottom right, bottom left.");
}

/* The model knows what a view may be: a quad has to be convex. */
static gboolean
check_view (const JcPageView *view, GError **error)
{
  g_autoptr (JsonNode) node = jc_page_view_to_json (view);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcPageView) read = jc_page_view_new_from_json (node, &failure);

  if (read != NULL)
    return TRUE;
  g_set_error_literal (error, JC_USAGE_ERROR, 0, failure->message);
  return FALSE;
}

static gboolean
change_view (JcInvocation *invocation, JcPageView *view, GError **error)
{
  const char *turn = jc_invocation_get_option (invocation, "--turn");
  const char *skew = jc_invocation_get_option (invocation, "--skew");
  const char *quad = jc_invocation_get_option (invocation, "--quad");

  if (jc_invocation_has_option (invocation, "--reset"))
    *view = (JcPageView){ .page = view->page };
  if (jc_invocation_has_option (invocation, "--clean"))
    view->clean = TRUE;
  return (turn == NULL || read_turn (turn, view, error))
         && (skew == NULL || read_skew (skew, view, error))
         && (quad == NULL || read_quad (quad, view, error)) && check_view (view, error);
}

static JcPageView *
find_view (GPtrArray *views, int page)
{
  for (guint i = 0; i < views->len; i++)
    {
      JcPageView *view = g_ptr_array_index (views, i);

      if (view->page == page)
        return view;
    }
  return NULL;
}

static gboolean
refuse_page (GError **error, const JcAttachment *attachment, const char *page)
{
  return jc_set_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_PAGE,
                       "“%s”没有在用的第 %s 页，它有 %d 页。", "“%s” uses no page %s; it has %d.",
                       attachment->name, page, attachment->pages);
}

static gboolean
change_page (JcInvocation *invocation, JcAttachment *attachment, GPtrArray *views, GError **error)
{
  gint64      page = 0;
  JcPageView *view = NULL;

  if (g_ascii_string_to_signed (invocation->arguments[2], 10, 1, G_MAXINT, &page, NULL))
    view = find_view (views, (int)page);
  if (view == NULL)
    return refuse_page (error, attachment, invocation->arguments[2]);
  return change_view (invocation, view, error);
}

/* @views in the order that @value names; a page that it leaves out is not used. */
static GPtrArray *
put_in_order (const JcAttachment *attachment, GPtrArray *views, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  g_autoptr (GPtrArray) ordered
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_page_view_free);

  if (words[0] == NULL)
    {
      refuse_option (error, "--order", value, "要页码，例如 2,1,3。",
                     "page numbers such as 2,1,3.");
      return NULL;
    }
  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64            page = 0;
      const JcPageView *view = NULL;

      if (!g_ascii_string_to_signed (words[i], 10, 1, G_MAXINT, &page, NULL)
          || page > attachment->pages)
        {
          refuse_page (error, attachment, words[i]);
          return NULL;
        }
      if (find_view (ordered, (int)page) != NULL)
        {
          refuse_option (error, "--order", value, "同一页只能写一次。", "name each page once.");
          return NULL;
        }
      view = find_view (views, (int)page);
      g_ptr_array_add (ordered,
                       view != NULL ? jc_page_view_copy (view) : jc_page_view_new ((int)page));
    }
  return g_steal_pointer (&ordered);
}

/* Every page as it is needs no saying. */
static void
take_views (JcAttachment *attachment, GPtrArray *views)
{
  gboolean is_plain = (int)views->len == attachment->pages;

  for (guint i = 0; is_plain && i < views->len; i++)
    {
      g_autoptr (JcPageView) plain = jc_page_view_new ((int)i + 1);

      is_plain = jc_page_view_equal (plain, g_ptr_array_index (views, i));
    }
  g_clear_pointer (&attachment->views, g_ptr_array_unref);
  attachment->views = is_plain ? NULL : g_ptr_array_ref (views);
}

static gboolean
change (JcInvocation *invocation, JcAttachment *attachment, GError **error)
{
  const char *order = jc_invocation_get_option (invocation, "--order");
  g_autoptr (GPtrArray) views = NULL;

  if (invocation->n_arguments < 3 && jc_invocation_has_option (invocation, "--reset"))
    g_clear_pointer (&attachment->views, g_ptr_array_unref);
  views = jc_attachment_dup_views (attachment);
  if (invocation->n_arguments > 2 && !change_page (invocation, attachment, views, error))
    return FALSE;
  if (order != NULL)
    {
      GPtrArray *ordered = put_in_order (attachment, views, order, error);

      if (ordered == NULL)
        return FALSE;
      g_ptr_array_unref (views);
      views = ordered;
    }
  take_views (attachment, views);
  return TRUE;
}

/* Options that say something about one page need to know which. */
static gboolean
check_usage (JcInvocation *invocation, GError **error)
{
  static const char *const of_page[] = { "--turn", "--skew", "--quad", "--clean" };
  gboolean                 has_any = jc_invocation_has_option (invocation, "--order")
                     || jc_invocation_has_option (invocation, "--reset");

  for (guint i = 0; i < G_N_ELEMENTS (of_page); i++)
    if (jc_invocation_has_option (invocation, of_page[i]))
      {
        if (invocation->n_arguments < 3)
          return jc_set_error (error, JC_USAGE_ERROR, 0, "%s 要写明是哪一页。", "%s needs a page.",
                               of_page[i]);
        has_any = TRUE;
      }
  return has_any
         || jc_set_error (error, JC_USAGE_ERROR, 0, "没有写要改什么；%s 列出选项。",
                          "Nothing to change was named; %s lists the options.", "--help");
}

/**
 * jc_attachment_view_run:
 * @invocation: ID AID [PAGE]
 * @error: return location
 *
 * Changes how pages are shown and printed; the original stays as it is. --reset comes before the
 * other options, --order after them.
 *
 * Returns: the exit status, or -1 with @error set
 */
int
jc_attachment_view_run (JcInvocation *invocation, GError **error)
{
  g_auto (JcAttachmentEdit) self = { 0 };
  g_autoptr (JsonNode) node = NULL;

  if (!check_usage (invocation, error) || !jc_attachment_edit_load (&self, invocation, error)
      || !change (invocation, self.attachment, error)
      || !jc_attachment_edit_save (&self, "view", error))
    return -1;
  node = jc_attachment_describe (self.attachment);
  jc_invocation_print (invocation, node, NULL);
  return JC_EXIT_DONE;
}
