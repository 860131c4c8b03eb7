/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-tesseract.h"

G_BEGIN_DECLS

/* All take and give (element-type JcTextPiece). */

/* @words that stand side by side as lines. */
GPtrArray *jc_text_lines_new (GPtrArray *words) G_GNUC_WARN_UNUSED_RESULT;
/* The better of two readings of one page, place by place. Takes both. */
GPtrArray *jc_text_lines_merge (GPtrArray *first, GPtrArray *second) G_GNUC_WARN_UNUSED_RESULT;
/* From top to bottom, what stands at one height from left to right. */
void jc_text_lines_sort (GPtrArray *lines);

G_END_DECLS
