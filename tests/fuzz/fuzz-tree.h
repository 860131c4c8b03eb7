/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The JSON in @input with a few of its values changed, some for values of @donor; NULL when one of
 * them is no JSON. */
char *jc_fuzz_tree_change (GRand  *dice,
                           GBytes *input,
                           GBytes *donor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
