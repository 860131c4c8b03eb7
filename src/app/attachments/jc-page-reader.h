/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"
#include "jc-page-pictures.h"

G_BEGIN_DECLS

/**
 * JcPageReader:
 *
 * Reads what is written on an open dossier's pages, behind everything else, one page at a time, and gives it to
 * the dossier's check: pages in slots that have a field to be held against, and pages that nobody sorted
 * yet. A page is read again when it is shown otherwise. What cannot be read is passed over. Without text recognition on this machine it does nothing.
 *
 * Signal: "changed": a page was read, or jc_page_reader_get_n_left () is another.
 */
#define JC_TYPE_PAGE_READER (jc_page_reader_get_type ())
G_DECLARE_FINAL_TYPE (JcPageReader, jc_page_reader, JC, PAGE_READER, GObject)

/* Begins a moment later. Stop it before you let it go. */
JcPageReader *jc_page_reader_new         (JcDossierSession *session,
                                          JcPagePictures   *pictures);
/* How many pages still have to be read; 0 while it is stopped. */
guint         jc_page_reader_get_n_left  (JcPageReader     *self);
/* Lets what it is about go; what was read stays. */
void          jc_page_reader_set_stopped (JcPageReader     *self,
                                          gboolean          stopped);

G_END_DECLS
