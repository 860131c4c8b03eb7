/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "bench-frames.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bench-scroll.h"

/* How long after the last frame that matters memory is read: everything has settled by then. */
#define SETTLE_MS 1000

static struct
{
  const char *mark;
  const char *last; /* (nullable) */
  gboolean    scrolls;

  gint64 first_us;
  gint64 marked_us;
  gint64 complete_us;
  gint64 first_cpu_us; /* what the process itself had worked by then */
  gint64 marked_cpu_us;

  gint64   woke_us;   /* get_worked_us () when the main loop last came back from waiting */
  gint64   begun_us;  /* when the frame in hand began */
  gboolean painted;   /* the frame in hand paints */
  gboolean had_frame; /* this turn of the loop had one */
  gint64   slice_us;
  gint64   frame_us;
} watch;

static gboolean
is_between (void)
{
  return watch.marked_us != 0 && watch.complete_us == 0;
}

static gint64
get_us (clockid_t id)
{
  struct timespec at;

  clock_gettime (id, &at);

  return (gint64)at.tv_sec * G_USEC_PER_SEC + at.tv_nsec / 1000;
}

/* This thread's own work: what other programs take of a busy machine is no slice of ours. */
static gint64
get_worked_us (void)
{
  return get_us (CLOCK_THREAD_CPUTIME_ID);
}

static void
note_slice (void)
{
  if (is_between () && watch.woke_us != 0 && !watch.had_frame)
    watch.slice_us = MAX (watch.slice_us, get_worked_us () - watch.woke_us);
}

/* GTK on X11 asks the whole window for its size in an idle of its own, which shares a turn of the
 * main loop with those of the program: it is left out. */
static gboolean
size_asked_cb (GSignalInvocationHint *hint,
               guint                  n_values,
               const GValue          *values,
               gpointer               user_data)
{
  note_slice ();

  return G_SOURCE_CONTINUE;
}

static void
size_answered_cb (void)
{
  watch.woke_us = get_worked_us ();
}

/* A turn of the main loop lies between two waits. */
static int
poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  int answer;

  note_slice ();
  bench_scroll_sleeps ();
  answer = g_poll (fds, n_fds, timeout);
  bench_scroll_woke ();
  watch.woke_us = get_worked_us ();
  watch.had_frame = FALSE;

  return answer;
}

/* Whether a text that begins with @text is mapped at @widget or below it. */
static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;

  return FALSE;
}

static void
print_memory (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "Rss:"))
      g_print ("rss_kib %ld\n", strtol (lines[i] + strlen ("Rss:"), NULL, 10));
    else if (g_str_has_prefix (lines[i], "Pss:"))
      g_print ("pss_kib %ld\n", strtol (lines[i] + strlen ("Pss:"), NULL, 10));
}

static gboolean
settled_cb (gpointer user_data)
{
  int width = 0;
  int height = 0;

  gtk_window_get_default_size (user_data, &width, &height);
  g_print ("first_frame %" G_GINT64_FORMAT "\n", watch.first_us);
  g_print ("marked_frame %" G_GINT64_FORMAT "\n", watch.marked_us);
  g_print ("complete_frame %" G_GINT64_FORMAT "\n", watch.complete_us);
  g_print ("first_cpu %" G_GINT64_FORMAT "\n", watch.first_cpu_us);
  g_print ("marked_cpu %" G_GINT64_FORMAT "\n", watch.marked_cpu_us);
  g_print ("slice %" G_GINT64_FORMAT "\n", watch.slice_us);
  g_print ("frame %" G_GINT64_FORMAT "\n", watch.frame_us);
  g_print ("stall %" G_GINT64_FORMAT "\n", bench_scroll_get_stall_us ());
  g_print ("stall_work %" G_GINT64_FORMAT "\n", bench_scroll_get_work_us ());
  g_print ("width %d\nheight %d\n", width, height);
  print_memory ();
  fflush (stdout);
  _exit (0);
}

static void
wait_until_settled (GtkWindow *window)
{
  g_timeout_add (SETTLE_MS, settled_cb, window);
}

static void
before_paint_cb (GdkFrameClock *clock)
{
  watch.begun_us = g_get_monotonic_time ();
  watch.painted = FALSE;
  watch.had_frame = TRUE;
}

static void
paint_cb (GdkFrameClock *clock)
{
  watch.painted = TRUE;
}

static void
after_paint_cb (GtkWindow *window)
{
  gint64 now_us = g_get_monotonic_time ();

  if (is_between ())
    watch.frame_us = MAX (watch.frame_us, now_us - watch.begun_us);
  if (!watch.painted || !gtk_widget_get_mapped (GTK_WIDGET (window)) || watch.complete_us != 0)
    return;

  if (watch.first_us == 0)
    {
      watch.first_us = now_us;
      watch.first_cpu_us = get_us (CLOCK_PROCESS_CPUTIME_ID);
    }
  if (watch.marked_us == 0 && shows (GTK_WIDGET (window), watch.mark))
    {
      watch.marked_us = now_us;
      watch.marked_cpu_us = get_us (CLOCK_PROCESS_CPUTIME_ID);
    }
  if (watch.marked_us == 0 || (watch.last != NULL && !shows (GTK_WIDGET (window), watch.last)))
    return;

  watch.complete_us = now_us;
  if (watch.scrolls)
    bench_scroll_start (window, wait_until_settled);
  else
    wait_until_settled (window);
}

static void
realize_cb (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  g_signal_connect_after (gtk_native_get_surface (GTK_NATIVE (window)), "compute-size",
                          G_CALLBACK (size_answered_cb), NULL);
  g_signal_connect_object (clock, "before-paint", G_CALLBACK (before_paint_cb), window, 0);
  g_signal_connect_object (clock, "paint", G_CALLBACK (paint_cb), window, 0);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (after_paint_cb), window,
                           G_CONNECT_SWAPPED);
}

void
bench_frames_start (void)
{
  watch.mark = g_getenv ("JC_BENCH_MARK");
  watch.last = g_getenv ("JC_BENCH_LAST");
  watch.scrolls = g_getenv ("JC_BENCH_SCROLL") != NULL;
  if (watch.mark == NULL)
    g_error ("JC_BENCH_MARK is not set");

  g_main_context_set_poll_func (NULL, poll_cb);
  g_type_default_interface_ref (GDK_TYPE_TOPLEVEL);
  g_signal_add_emission_hook (g_signal_lookup ("compute-size", GDK_TYPE_TOPLEVEL), 0, size_asked_cb,
                              NULL, NULL);
}

void
bench_frames_watch (GtkWindow *window)
{
  if (gtk_widget_get_realized (GTK_WIDGET (window)))
    realize_cb (window);
  else
    g_signal_connect (window, "realize", G_CALLBACK (realize_cb), NULL);
}
