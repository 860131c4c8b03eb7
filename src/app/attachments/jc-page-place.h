/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * JcPagePlace:
 * @id: an attachment of the open dossier
 * @page: of its original, from 1; 0: the whole file
 *
 * What is dragged from one slot to another.
 */
typedef struct
{
  char *id;
  int   page;
} JcPagePlace;

#define JC_TYPE_PAGE_PLACE (jc_page_place_get_type ())
GType        jc_page_place_get_type (void);
JcPagePlace *jc_page_place_new      (const char        *id,
                                     int                page) G_GNUC_WARN_UNUSED_RESULT;
JcPagePlace *jc_page_place_copy     (const JcPagePlace *self) G_GNUC_WARN_UNUSED_RESULT;
void         jc_page_place_free     (JcPagePlace       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcPagePlace, jc_page_place_free)

G_END_DECLS
