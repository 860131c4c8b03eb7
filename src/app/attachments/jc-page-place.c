/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-place.h"

G_DEFINE_BOXED_TYPE (JcPagePlace, jc_page_place, jc_page_place_copy, jc_page_place_free)

/**
 * jc_page_place_new:
 * @id: an attachment
 * @page: of its original, from 1; 0: the whole file
 *
 * Returns: (transfer full): both
 */
JcPagePlace *
jc_page_place_new (const char *id, int page)
{
  JcPagePlace *self = g_new0 (JcPagePlace, 1);

  self->id = g_strdup (id);
  self->page = page;

  return self;
}

/**
 * jc_page_place_copy:
 * @self: a place
 *
 * Returns: (transfer full): one like it
 */
JcPagePlace *
jc_page_place_copy (const JcPagePlace *self)
{
  return jc_page_place_new (self->id, self->page);
}

/**
 * jc_page_place_free:
 * @self: (transfer full): a place
 */
void
jc_page_place_free (JcPagePlace *self)
{
  g_free (self->id);
  g_free (self);
}
