/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-cloud.h"
#include "jc-page-pictures.h"

G_BEGIN_DECLS

/**
 * JcPageFetch: how an original stands.
 */
typedef enum
{
  JC_PAGE_HERE,
  JC_PAGE_AWAY,    /* attached on another computer; nobody asked for it */
  JC_PAGE_WAITING, /* asked for, comes with the next connection */
  JC_PAGE_COMING,
  JC_PAGE_FAILED,  /* or stopped */
} JcPageFetch;

/**
 * JcPageFetcher:
 *
 * Brings originals to this computer that were attached on another one. One for the process.
 *
 * Signal: "changed" (string sha256): how that original stands, or how much of it has come; "": any
 * may have come, by itself.
 */
#define JC_TYPE_PAGE_FETCHER (jc_page_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (JcPageFetcher, jc_page_fetcher, JC, PAGE_FETCHER, GObject)

JcPageFetcher *jc_page_fetcher_get_default (JcPagePictures *pictures);

/* Asks for the original of an attachment; nothing happens where it is here or comes already. */
void           jc_page_fetcher_fetch       (JcPageFetcher  *self,
                                            const char     *dossier,
                                            const char     *attachment,
                                            const char     *sha256,
                                            gint64          size);
void           jc_page_fetcher_stop        (JcPageFetcher  *self,
                                            const char     *sha256);
JcPageFetch    jc_page_fetcher_look        (JcPageFetcher  *self,
                                            const char     *sha256);
/* In words: how much has come, why it did not, or what will happen. */
char          *jc_page_fetcher_dup_words   (JcPageFetcher  *self,
                                            const char     *sha256) G_GNUC_WARN_UNUSED_RESULT;
/* Of one that comes, from 0 to 1. */
double         jc_page_fetcher_get_fraction (JcPageFetcher *self,
                                             const char    *sha256);
/* What the button says that asks for one. */
const char    *jc_page_fetcher_get_label   (JcPageFetcher  *self);

G_END_DECLS
