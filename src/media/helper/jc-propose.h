/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-canvas.h"
#include "jc-grey.h"

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
} JcPoint;

/* --- The outline of a sheet on a background --- */

/* The corners of a sheet that is seen whole in @canvas, top left, top right, bottom right, bottom
 * left, in pixels. FALSE: there is none, or it is not sure. */
gboolean jc_propose_outline (const JcCanvas *canvas, JcPoint corners[4]);

/* The convex hull of @points, clockwise as it is seen. (element-type JcPoint) */
GArray *jc_hull_new (GArray *points) G_GNUC_WARN_UNUSED_RESULT;
double  jc_hull_get_area (const JcPoint *corners, guint n);
/* The hull as four corners; FALSE when it cannot be one. */
gboolean jc_hull_find_quad (GArray *hull, JcPoint corners[4]);
gboolean jc_point_intersect (const JcPoint a[2], const JcPoint b[2], JcPoint *point);

/* Moves the sides to where @grey passes @threshold from outside. FALSE when one is not straight. */
gboolean jc_propose_refine_quad (const JcGrey *grey, int threshold, JcPoint corners[4]);

/* --- Text --- */

/* Hundredths of a degree clockwise that set lines level; 0: they are, or it is not sure. @grey:
 * paper white */
int jc_propose_skew (const JcGrey *grey);
/* 0, 90, 180, 270 clockwise that set text upright; 0 also when it is not sure. */
int jc_propose_turn (const JcGrey *grey);

G_END_DECLS
