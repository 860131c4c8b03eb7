/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "bench-scroll.h"

#include <time.h>

#define SCROLL_US (5 * G_USEC_PER_SEC)

static struct
{
  GtkWindow     *window;
  GtkAdjustment *adjustment;
  void (*done) (GtkWindow *window);
  gint64 begun_us; /* 0: not yet, or no longer */
  gint64 woke_us;
  gint64 woke_worked_us;
  gint64 stall_us;
  gint64 work_us;
} scroll;

static gint64
get_worked_us (void)
{
  struct timespec at;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &at);

  return (gint64)at.tv_sec * G_USEC_PER_SEC + at.tv_nsec / 1000;
}

static double
get_length (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

static void
find_longest (GtkWidget *widget, GtkAdjustment **longest)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_SCROLLED_WINDOW (widget))
    {
      GtkAdjustment *own = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));

      if (*longest == NULL || get_length (own) > get_length (*longest))
        *longest = own;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_longest (child, longest);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gint64 elapsed_us = g_get_monotonic_time () - scroll.begun_us;

  gtk_adjustment_set_value (scroll.adjustment, get_length (scroll.adjustment) * (double)elapsed_us
                                                   / (double)SCROLL_US);
  if (elapsed_us < SCROLL_US)
    return G_SOURCE_CONTINUE;

  scroll.begun_us = 0;
  scroll.done (scroll.window);

  return G_SOURCE_REMOVE;
}

void
bench_scroll_start (GtkWindow *window, void (*done) (GtkWindow *window))
{
  scroll.window = window;
  scroll.done = done;
  find_longest (GTK_WIDGET (window), &scroll.adjustment);
  if (scroll.adjustment == NULL || get_length (scroll.adjustment) < 1)
    g_error ("there is nothing to scroll");

  scroll.begun_us = g_get_monotonic_time ();
  gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, NULL, NULL);
}

void
bench_scroll_sleeps (void)
{
  if (scroll.begun_us == 0 || scroll.woke_us <= scroll.begun_us)
    return;

  scroll.stall_us = MAX (scroll.stall_us, g_get_monotonic_time () - scroll.woke_us);
  scroll.work_us = MAX (scroll.work_us, get_worked_us () - scroll.woke_worked_us);
}

void
bench_scroll_woke (void)
{
  scroll.woke_us = g_get_monotonic_time ();
  scroll.woke_worked_us = get_worked_us ();
}

gint64
bench_scroll_get_stall_us (void)
{
  return scroll.stall_us;
}

gint64
bench_scroll_get_work_us (void)
{
  return scroll.work_us;
}
