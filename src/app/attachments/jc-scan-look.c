/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-scan-look.h"

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError    *error = NULL;
  GPtrArray *devices = jc_scanner_list (cancellable, &error);

  if (devices != NULL)
    g_task_return_pointer (task, devices, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * jc_scan_look_async:
 * @cancellable: (nullable)
 */
void
jc_scan_look_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, jc_scan_look_async);
  g_task_run_in_thread (task, look_thread);
}

GPtrArray *
jc_scan_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
describe_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError          *error = NULL;
  JcScanAbilities *abilities = g_new0 (JcScanAbilities, 1);

  if (jc_scanner_describe (data, abilities, cancellable, &error))
    {
      g_task_return_pointer (task, abilities, g_free);
      return;
    }
  g_free (abilities);
  g_task_return_error (task, error);
}

/**
 * jc_scan_describe_async:
 * @device: a scanner's name
 * @cancellable: (nullable)
 */
void
jc_scan_describe_async (const char         *device,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, jc_scan_describe_async);
  g_task_set_task_data (task, g_strdup (device), g_free);
  g_task_run_in_thread (task, describe_thread);
}

/**
 * jc_scan_describe_finish:
 * @abilities: (out): what the scanner can do
 */
gboolean
jc_scan_describe_finish (GAsyncResult *result, JcScanAbilities *abilities, GError **error)
{
  g_autofree JcScanAbilities *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found == NULL)
    return FALSE;
  *abilities = *found;

  return TRUE;
}
