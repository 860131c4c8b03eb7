/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachments-page.h"
#include "jc-desk-notices.h"
#include "jc-desk-progress.h"
#include "jc-folder-watch-strip.h"
#include "jc-reader-bar.h"
#include "jc-slot-row.h"
#include "jc-thumb-window.h"
#include "jc-unsorted-box.h"

G_BEGIN_DECLS

/* What the files of the page share: jc-attachments-page.c makes it and keeps it up to date, -going.c
 * goes to a slot, -drops.c shows where things can be dropped. */

struct _JcAttachmentsPage
{
  GtkWidget parent_instance;

  GtkWidget         *overlay;
  JcDeskNotices     *notices;
  JcFolderWatchStrip *watch;
  GtkScrolledWindow *scroller;
  GtkLabel          *intro;
  GtkWidget         *ways;
  JcReaderBar       *reader_bar;
  GtkListBox        *list;
  JcUnsortedBox     *unsorted;
  JcDeskProgress    *progress;
  GtkWidget         *drop_words;

  JcDossierSession *session;
  JcAttachmentDesk *desk;
  JcPagePictures   *pictures;
  JcThumbWindow    *thumbs;
  gboolean          all_stale; /* every row is to be looked at again */
  GHashTable       *stale;     /* (element-type utf8): slots that are, while others are not */
  GtkWidget        *wanted; /* (nullable) (unowned): stays in view while tiles above it are made */
  double            revealed; /* where that was when it was last brought into view */
  guint             reveal_id;
  guint             build_id;
};

/* NULL: there are no more. */
JcSlotRow *jc_attachments_page_get_row      (JcAttachmentsPage *self,
                                             int                position);

/* -going.c: the slot that was gone to comes into view again once everything has its place. */
void       jc_attachments_page_reveal_later (JcAttachmentsPage *self);

void       jc_attachments_page_watch_keys   (JcAttachmentsPage *self);

/* -drops.c */
void       jc_attachments_page_watch_drags  (JcAttachmentsPage *self);
void       jc_attachments_page_show_drop    (GtkWidget         *widget,
                                             gboolean           over);

G_END_DECLS
