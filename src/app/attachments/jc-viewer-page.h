/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment.h"

G_BEGIN_DECLS

/**
 * JcViewerPage:
 * @id: of the attachment
 * @parts: ids of the named pages that are on it
 * @cautions: (element-type JcText): what was noticed about the page, or about its file
 *
 * One used page of a slot, as the viewer shows it.
 */
typedef struct
{
  char       *id;
  char       *sha256;
  gint64      size;
  char       *name;
  JcPageView *view;
  GStrv       parts;
  GPtrArray  *cautions;
} JcViewerPage;

void       jc_viewer_page_free    (JcViewerPage *page);
/* (element-type JcViewerPage): of all @attachments (element-type JcAttachment) in @slot. */
GPtrArray *jc_viewer_pages_load   (GPtrArray    *attachments,
                                   const char   *slot) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE: it is not among them. */
gboolean   jc_viewer_pages_find   (GPtrArray    *pages,
                                   const char   *id,
                                   int           page,
                                   guint        *position);

G_END_DECLS
