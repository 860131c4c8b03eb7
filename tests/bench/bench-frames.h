/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Watches the frames of one process and prints, a while after the last that matters, one "name
 * value" a line, times in microseconds of the monotonic clock:
 *
 * - first_frame: when the first frame of a watched window was painted
 * - marked_frame: when the first frame was painted that shows a text beginning with $JC_BENCH_MARK
 * - complete_frame: the same for $JC_BENCH_LAST, which need not be in view; equals marked_frame
 * without
 * - slice, frame: between those two, the longest turn of the main loop without a frame (this
 *   thread's own work), and frame
 * - stall, stall_work: with $JC_BENCH_SCROLL, by which the window is then scrolled from top to
 * bottom, the longest turn of the main loop while it was, by the clock on the wall and by this
 * thread's own work
 * - width, height: the window's default size
 * - rss_kib, pss_kib: the process's memory after all that
 *
 * Then the process ends. */
void bench_frames_start (void);
/* Counts @window among the watched. */
void bench_frames_watch (GtkWindow *window);

G_END_DECLS
