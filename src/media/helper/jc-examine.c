/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-operations.h"

#include <math.h>

#include "jc-pages.h"
#include "jc-quality.h"
#include "jc-sniff.h"

/* Pages are looked at in this size, longer side: small enough to be quick, large enough to tell
 * sharp from blurred. */
#define LOOK_SIZE 1600
/* A file of very many pages is not decoded to its end; what its headers say is still read. */
#define LOOK_LIMIT_US (6 * G_USEC_PER_SEC)

/* An OFD and a ZIP have no pages for us. Returns TRUE when it was one. */
static gboolean
answer_for_archive (JcJob *job, JsonObject *answer, JsonArray *cautions)
{
  JcContent content = jc_sniff (job->data, job->size);

  if (content != JC_CONTENT_OFD && content != JC_CONTENT_ZIP)
    return FALSE;

  json_object_set_string_member (answer, "media_type",
                                 content == JC_CONTENT_OFD ? "application/ofd" : "application/zip");
  json_object_set_string_member (answer, "suffix", content == JC_CONTENT_OFD ? "ofd" : "zip");
  if (content == JC_CONTENT_OFD)
    jc_pages_add_caution (cautions, "needs_pdf", 0);
  return TRUE;
}

static void
add_facts (JcPages *pages, int page, JsonArray *facts)
{
  JsonObject  *fact = json_object_new ();
  JcPageHeader header;

  jc_pages_get_upright (pages, page, &header);
  json_object_set_int_member (fact, "width", MAX (1, lround (header.width)));
  json_object_set_int_member (fact, "height", MAX (1, lround (header.height)));
  json_object_set_double_member (fact, "dpi", header.dpi);
  json_array_add_object_element (facts, fact);
}

/* Decoding proves that the page can be shown, and gives a picture to judge. */
static void
look_at_page (JcPages *pages, int page, JsonArray *cautions)
{
  g_autoptr (JcCanvas) canvas = NULL;
  JcPageHeader header;
  double       scale;

  jc_pages_get_upright (pages, page, &header);
  scale = MIN (1, LOOK_SIZE / MAX (header.width, header.height));
  canvas = jc_pages_draw (pages, page, MAX (1, (int)lround (header.width * scale)),
                          MAX (1, (int)lround (header.height * scale)));
  jc_quality_add_cautions (canvas, header.width, header.height, page, pages->class->is_photo,
                           cautions);
}

/**
 * jc_operation_examine:
 * @job: `password` for a PDF
 * @answer: receives `media_type`, `suffix`, `pages` ([{"width", "height", "dpi"}]) and `cautions`
 * ([{"code", "page"}])
 */
void
jc_operation_examine (JcJob *job, JsonObject *answer)
{
  JsonArray *facts = json_array_new ();
  JsonArray *cautions = json_array_new ();
  gint64     end_us = g_get_monotonic_time () + LOOK_LIMIT_US;
  JcPages   *pages;
  int        n_pages;

  json_object_set_array_member (answer, "pages", facts);
  json_object_set_array_member (answer, "cautions", cautions);
  if (answer_for_archive (job, answer, cautions))
    return;

  pages = jc_pages_open (job);
  n_pages = pages->class->count (pages);
  json_object_set_string_member (answer, "media_type", pages->class->media_type);
  json_object_set_string_member (answer, "suffix", pages->class->suffix);
  for (int page = 1; page <= n_pages; page++)
    add_facts (pages, page, facts);
  if (pages->class->measure != NULL)
    pages->class->measure (pages, facts, cautions);
  for (int page = 1; !pages->class->is_vector && page <= n_pages; page++)
    if (g_get_monotonic_time () < end_us)
      look_at_page (pages, page, cautions);
}
