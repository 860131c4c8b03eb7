/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Linked into the real program, its main () included: watches the frames of every window that it
 * makes. $JC_BENCH_OPEN, where it is set, is "DOSSIER POINTER": that dossier is opened instead of
 * Home. */

#include "config.h"

#include "bench-frames.h"
#include "jc-application.h"

static gboolean
window_added_cb (GSignalInvocationHint *hint,
                 guint                  n_values,
                 const GValue          *values,
                 gpointer               user_data)
{
  bench_frames_watch (g_value_get_object (&values[1]));

  return G_SOURCE_CONTINUE;
}

static void
activated_cb (JcApplication *application)
{
  g_auto (GStrv) words = g_strsplit (g_getenv ("JC_BENCH_OPEN"), " ", 2);

  g_signal_stop_emission_by_name (application, "activate");
  jc_application_open_dossier (application, words[0], words[1]);
}

static gboolean
started_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  if (g_getenv ("JC_BENCH_OPEN") != NULL)
    g_signal_connect (g_value_get_object (&values[0]), "activate", G_CALLBACK (activated_cb), NULL);

  return G_SOURCE_REMOVE;
}

/* Runs before main (): the program itself knows nothing of being measured. */
__attribute__ ((constructor)) static void
start_watching (void)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (JC_TYPE_APPLICATION);

  bench_frames_start ();
  g_signal_add_emission_hook (g_signal_lookup ("window-added", GTK_TYPE_APPLICATION), 0,
                              window_added_cb, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("startup", G_TYPE_APPLICATION), 0, started_cb, NULL,
                              NULL);
}
