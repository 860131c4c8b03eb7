/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-propose.h"

#include <math.h>

#include "jc-operations.h"
#include "jc-page-view.h"

/* Longer sides of the pictures in which edges, and in which lines of text, are looked for. */
#define OUTLINE_SIZE 640
#define TEXT_SIZE 1600

static void
propose_outline (JcPages *pages, JcPageView *view)
{
  g_autoptr (JcPageView) look = jc_page_view_new (view->page);
  g_autoptr (JcCanvas) canvas = NULL;
  JcPoint    corners[4];
  JcPageView found = *view;

  look->skew = view->skew;
  canvas = jc_page_view_draw (pages, look, OUTLINE_SIZE, OUTLINE_SIZE);
  if (!jc_propose_outline (canvas, corners))
    return;

  for (int i = 0; i < 4; i++)
    {
      double x = corners[i].x / canvas->width;
      double y = corners[i].y / canvas->height;

      found.quad[2 * i] = (int)lround (CLAMP (x, 0.0, 1.0) * JC_VIEW_WHOLE);
      found.quad[2 * i + 1] = (int)lround (CLAMP (y, 0.0, 1.0) * JC_VIEW_WHOLE);
    }
  found.has_quad = jc_page_view_quad_is_convex (found.quad);
  if (found.has_quad)
    *view = found;
}

/* Paper white, and not turned. */
static JcGrey
draw_text (JcPages *pages, const JcPageView *view)
{
  JcPageView look = *view;
  g_autoptr (JcCanvas) canvas = NULL;
  JcGrey grey;

  look.clean = TRUE;
  look.turn = 0;
  canvas = jc_page_view_draw (pages, &look, TEXT_SIZE, TEXT_SIZE);
  grey = (JcGrey){ canvas->width, canvas->height, jc_canvas_dup_grey (canvas) };
  jc_grey_smooth (&grey);
  return grey;
}

/**
 * jc_operation_propose:
 * @job: `view`, in which what is zero is looked for; `password` for a PDF
 * @answer: receives `view`, with what was found
 */
void
jc_operation_propose (JcJob *job, JsonObject *answer)
{
  JcPages *pages = jc_pages_open (job);
  g_autoptr (JcPageView) view = jc_page_view_read (job, pages);
  gboolean had_quad = view->has_quad;
  JcGrey   grey;

  if (!had_quad)
    propose_outline (pages, view);
  if (view->skew == 0 && view->has_quad == had_quad)
    {
      grey = draw_text (pages, view);
      view->skew = jc_propose_skew (&grey);
    }
  if (view->turn == 0)
    {
      grey = draw_text (pages, view);
      view->turn = jc_propose_turn (&grey);
    }
  json_object_set_member (answer, "view", jc_page_view_to_json (view));
}
