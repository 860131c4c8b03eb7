/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "张三工作室 2025" → "zsgzs2025": what is typed to find it without an input method. */
char *jc_pinyin_dup_initials (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
