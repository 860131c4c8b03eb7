/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Grey values of a page, 0 black, row after row. */
typedef struct
{
  int           width;
  int           height;
  const guint8 *values;
} JcGrey;

/* Each is made to miss rather than to alarm without reason. */
gboolean jc_grey_is_blurred (const JcGrey *grey);
gboolean jc_grey_has_glare (const JcGrey *grey);
gboolean jc_grey_is_cut_off (const JcGrey *grey);

/* Takes the grain of a bad light out, where there is much: @grey's values are replaced by others. */
void jc_grey_smooth (JcGrey *grey);
/* Each pixel with its neighbours; as many values as @grey has, to be freed with g_free (). */
guint8 *jc_grey_dup_softened (const JcGrey *grey);

G_END_DECLS
