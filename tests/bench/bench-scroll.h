/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Scrolls what is longest in @window from its top to its bottom, as a person does who looks for
 * something, then calls @done with @window. */
void bench_scroll_start (GtkWindow *window, void (*done) (GtkWindow *window));

/* To be told before and after each wait of the main loop. */
void bench_scroll_sleeps (void);
void bench_scroll_woke (void);
/* The longest time between two waits while it scrolled, by the clock on the wall. */
gint64 bench_scroll_get_stall_us (void);
/* The most that this thread itself worked between two: other programs' part is left out. */
gint64 bench_scroll_get_work_us (void);

G_END_DECLS
