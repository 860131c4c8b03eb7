/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-operations.h"
#include "jc-page-view.h"

#include "jc-json.h"

#define MAX_SIDE 65535

/**
 * jc_operation_render:
 * @job: `view`, `max_width`, `max_height`; `password` for a PDF
 * @answer: receives `width` and `height`; the pixels are the data
 */
void
jc_operation_render (JcJob *job, JsonObject *answer)
{
  gint64   width = jc_json_get_int (job->arguments, "max_width", 1);
  gint64   height = jc_json_get_int (job->arguments, "max_height", 1);
  JcPages *pages = jc_pages_open (job);
  g_autoptr (JcPageView) view = jc_page_view_read (job, pages);
  g_autoptr (JcCanvas) canvas = jc_page_view_draw (pages, view, (int)CLAMP (width, 1, MAX_SIDE),
                                                   (int)CLAMP (height, 1, MAX_SIDE));

  json_object_set_int_member (answer, "width", canvas->width);
  json_object_set_int_member (answer, "height", canvas->height);
  jc_job_give_data (canvas->pixels, (gsize)canvas->stride * (gsize)canvas->height);
}
