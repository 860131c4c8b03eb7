/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-canvas.h"
#include "jc-colour.h"

G_BEGIN_DECLS

/* Makes a picture smaller while its rows come in, so that the whole of it is never in memory. */
typedef struct _JcReducer JcReducer;

/* @channels: bytes of a pixel of the source; @target: (transfer none): what is filled, at most as
 * large as the source;
 * @colour: (nullable) (transfer none): what the source's values mean; NULL: those of a canvas (4
 * channels) */
JcReducer *jc_reducer_new (int width, int height, int channels, JcCanvas *target, JcColour *colour)
    G_GNUC_WARN_UNUSED_RESULT;
/* Rows in order, from the top; those that are too many are ignored. */
void jc_reducer_push (JcReducer *self, const guint8 *row);
void jc_reducer_free (JcReducer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcReducer, jc_reducer_free)

G_END_DECLS
