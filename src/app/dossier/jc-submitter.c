/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-submitter.h"

#include <glib/gi18n.h>

#include "jc-drafting.h"
#include "jc-submission.h"

typedef struct
{
  JcCloud     *cloud;
  JcSubmitStep step_cb;
  gpointer     user_data;
} Submission;

static void
submission_free (gpointer data)
{
  Submission *submission = data;

  g_object_unref (submission->cloud);
  g_free (submission);
}

static void
say (GTask *task, const char *words)
{
  Submission *submission = g_task_get_task_data (task);

  submission->step_cb (words, submission->user_data);
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError   *error = NULL;
  JsonNode *receipt = jc_sync_service_submit_finish (JC_SYNC_SERVICE (source), result, &error);

  if (receipt != NULL)
    g_task_return_pointer (task, receipt, (GDestroyNotify)json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Submission       *submission = g_task_get_task_data (task);
  JcDossierSession *session = g_task_get_source_object (task);
  const char       *id = jc_dossier_get_id (jc_dossier_session_get_dossier (session));
  GCancellable     *cancellable;
  GError           *error = NULL;

  if (!jc_saver_flush_finish (JC_SAVER (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;

  say (task, _ ("Sending it, then waiting for the receipt"));
  cancellable = g_task_get_cancellable (task);
  jc_sync_service_submit_async (jc_cloud_get_service (submission->cloud), id, cancellable,
                                submitted_cb, g_steal_pointer (&task));
}

/* Whoever submits finalises: the filling date is set, and what is sent cannot change any more. */
static gboolean
finalise (JcDossierSession *session, GError **error)
{
  JcDossier       *draft = jc_dossier_session_get_dossier (session);
  g_autofree char *today = NULL;
  g_autoptr (JcDossier) dossier = NULL;

  if (!g_str_equal (jc_dossier_get_state (draft), "draft"))
    return TRUE;

  today = jc_drafting_dup_today ();
  dossier = jc_dossier_finalise (draft, today, error);
  if (dossier == NULL)
    return FALSE;

  jc_dossier_session_replace (session, dossier, "finalised");

  return TRUE;
}

/**
 * jc_submitter_run_async:
 * @session: the open dossier, without errors
 * @cloud: the way to the server
 * @step_cb: told before each step
 * @cancellable: (nullable): until the server has it
 * @callback: called when it is done or not
 * @user_data: for @step_cb and @callback
 */
void
jc_submitter_run_async (JcDossierSession   *session,
                        JcCloud            *cloud,
                        JcSubmitStep        step_cb,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask      *task = g_task_new (session, cancellable, callback, user_data);
  Submission *submission = g_new0 (Submission, 1);
  GError     *error = NULL;

  submission->cloud = g_object_ref (cloud);
  submission->step_cb = step_cb;
  submission->user_data = user_data;
  g_task_set_source_tag (task, jc_submitter_run_async);
  g_task_set_task_data (task, submission, submission_free);

  say (task, _ ("Finalising and saving"));
  if (!finalise (session, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  jc_saver_flush_async (jc_dossier_session_get_saver (session), saved_cb, task);
}

/**
 * jc_submitter_run_finish:
 * @session: the open dossier
 * @result: what the callback received
 * @error: %JC_SYNC_ERROR and others
 *
 * Returns: (transfer full) (nullable): the receipt
 */
JsonNode *
jc_submitter_run_finish (JcDossierSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
