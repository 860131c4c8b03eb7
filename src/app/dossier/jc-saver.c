/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-saver.h"

#include "jc-drafting.h"
#include "jc-words.h"

/* With the write itself this stays within the second that is promised. */
#define SAVE_DELAY_MS 500
#define RETRY_DELAY_MS 2000
#define PATIENCE_US (5 * G_USEC_PER_SEC)

struct _JcSaver
{
  GObject parent_instance;

  JcLibraryWorker *worker;
  JcProgramme     *programme;
  JcDossier       *last;    /* (owned): as loaded or last saved */
  JcDossier       *pending; /* (owned) (nullable): not yet handed to the worker */
  char            *what;
  gboolean         in_flight;
  guint            source;
  gint64           dirty_since_us; /* 0: clean */
  gint64           saved_at_us;
  char            *problem;
  GPtrArray       *waiters; /* (element-type GTask) */
};

typedef struct
{
  JcProgramme *programme;
  JcDossier   *last;
  JcDossier   *dossier;
  char        *what;
} SaveJob;

/* The caller's side of a job. */
typedef struct
{
  JcSaver   *self;
  JcDossier *sent;
} SaveCall;

enum
{
  CHANGED,
  MERGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcSaver, jc_saver, G_TYPE_OBJECT)

static void start_save (JcSaver *self);

static void
save_job_free (gpointer data)
{
  SaveJob *job = data;

  jc_programme_unref (job->programme);
  jc_dossier_unref (job->last);
  jc_dossier_unref (job->dossier);
  g_free (job->what);
  g_free (job);
}

static gpointer
run_save (JcLibrary *library, gpointer data, GError **error)
{
  SaveJob *job = data;

  return jc_drafting_save_over (library, job->programme, job->last, job->dossier, job->what, error);
}

static gboolean
delay_passed_cb (gpointer user_data)
{
  JcSaver *self = user_data;

  self->source = 0;
  start_save (self);

  return G_SOURCE_REMOVE;
}

static void
schedule (JcSaver *self, guint delay_ms)
{
  if (self->source == 0 && !self->in_flight)
    self->source = g_timeout_add (delay_ms, delay_passed_cb, self);
}

static void
answer_waiters (JcSaver *self, const GError *error)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (waiters, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
note_failure (JcSaver *self, JcDossier *sent, const GError *error)
{
  if (self->pending == NULL)
    self->pending = jc_dossier_ref (sent);
  if (g_get_monotonic_time () - self->dirty_since_us >= PATIENCE_US)
    {
      g_free (self->problem);
      self->problem = jc_words_dup_error (error);
    }
  schedule (self, RETRY_DELAY_MS);
  answer_waiters (self, error);
}

static void
note_success (JcSaver *self, JcDossier *sent, JcDossier *stored)
{
  g_clear_pointer (&self->last, jc_dossier_unref);
  self->last = jc_dossier_ref (stored);
  self->saved_at_us = g_get_real_time ();
  g_clear_pointer (&self->problem, g_free);
  if (self->pending == NULL)
    self->dirty_since_us = 0;
  if (!jc_dossier_equal (sent, stored))
    g_signal_emit (self, signals[MERGED], 0, sent, stored);

  if (self->pending == NULL)
    answer_waiters (self, NULL);
  else if (self->waiters->len > 0)
    start_save (self);
  else
    schedule (self, SAVE_DELAY_MS);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaveCall *call = user_data;
  JcSaver  *self = call->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) stored
      = jc_library_worker_run_finish (JC_LIBRARY_WORKER (source), result, &error);

  self->in_flight = FALSE;
  if (stored != NULL)
    note_success (self, call->sent, stored);
  else
    note_failure (self, call->sent, error);
  g_signal_emit (self, signals[CHANGED], 0);

  jc_dossier_unref (call->sent);
  g_object_unref (call->self);
  g_free (call);
}

static void
start_save (JcSaver *self)
{
  SaveJob  *job;
  SaveCall *call;

  if (self->in_flight || self->pending == NULL)
    return;

  g_clear_handle_id (&self->source, g_source_remove);
  call = g_new0 (SaveCall, 1);
  call->self = g_object_ref (self);
  call->sent = jc_dossier_ref (self->pending);

  job = g_new0 (SaveJob, 1);
  job->programme = jc_programme_ref (self->programme);
  job->last = jc_dossier_ref (self->last);
  job->dossier = g_steal_pointer (&self->pending);
  job->what = g_strdup (self->what);

  self->in_flight = TRUE;
  jc_library_worker_run_async (self->worker, run_save, job, save_job_free,
                               (GDestroyNotify)jc_dossier_unref, NULL, saved_cb, call);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
jc_saver_dispose (GObject *object)
{
  JcSaver *self = JC_SAVER (object);

  g_clear_handle_id (&self->source, g_source_remove);

  G_OBJECT_CLASS (jc_saver_parent_class)->dispose (object);
}

static void
jc_saver_finalize (GObject *object)
{
  JcSaver *self = JC_SAVER (object);

  g_clear_object (&self->worker);
  g_clear_pointer (&self->programme, jc_programme_unref);
  g_clear_pointer (&self->last, jc_dossier_unref);
  g_clear_pointer (&self->pending, jc_dossier_unref);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  g_free (self->what);
  g_free (self->problem);

  G_OBJECT_CLASS (jc_saver_parent_class)->finalize (object);
}

static void
jc_saver_class_init (JcSaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = jc_saver_dispose;
  object_class->finalize = jc_saver_finalize;

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[MERGED] = g_signal_new ("merged", JC_TYPE_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
jc_saver_init (JcSaver *self)
{
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * jc_saver_new:
 * @worker: the library's worker; kept
 * @programme: the definition of @dossier; kept
 * @dossier: as it was loaded
 *
 * Returns: (transfer full): a saver with nothing to do
 */
JcSaver *
jc_saver_new (JcLibraryWorker *worker, JcProgramme *programme, JcDossier *dossier)
{
  JcSaver *self = g_object_new (JC_TYPE_SAVER, NULL);

  self->worker = g_object_ref (worker);
  self->programme = jc_programme_ref (programme);
  self->last = jc_dossier_ref (dossier);

  return self;
}

/**
 * jc_saver_put:
 * @self: a saver
 * @dossier: what the window holds now
 * @what: the history's word for the change; another word than "edited" is not lost to later edits
 *   that are saved together with it
 */
void
jc_saver_put (JcSaver *self, JcDossier *dossier, const char *what)
{
  g_return_if_fail (JC_IS_SAVER (self));

  if (self->pending == NULL || !g_str_equal (what, "edited"))
    {
      g_free (self->what);
      self->what = g_strdup (what);
    }
  g_clear_pointer (&self->pending, jc_dossier_unref);
  self->pending = jc_dossier_ref (dossier);
  if (self->dirty_since_us == 0)
    self->dirty_since_us = g_get_monotonic_time ();
  schedule (self, SAVE_DELAY_MS);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * jc_saver_save_now:
 * @self: a saver
 *
 * Does not wait any longer with what is unsaved: a field was left, or somebody asked.
 */
void
jc_saver_save_now (JcSaver *self)
{
  g_return_if_fail (JC_IS_SAVER (self));

  start_save (self);
}

/**
 * jc_saver_flush_async:
 * @self: a saver
 * @callback: called when nothing is unsaved any more, or it could not be saved
 * @user_data: for @callback
 */
void
jc_saver_flush_async (JcSaver *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (JC_IS_SAVER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, jc_saver_flush_async);
  if (!jc_saver_is_dirty (self))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  g_ptr_array_add (self->waiters, task);
  start_save (self);
}

/**
 * jc_saver_flush_finish:
 * @self: a saver
 * @result: what the callback received
 * @error: why something is still unsaved
 *
 * Returns: whether all is saved
 */
gboolean
jc_saver_flush_finish (JcSaver *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * jc_saver_is_dirty:
 * @self: a saver
 *
 * Returns: whether something is not yet durably saved
 */
gboolean
jc_saver_is_dirty (JcSaver *self)
{
  g_return_val_if_fail (JC_IS_SAVER (self), FALSE);

  return self->in_flight || self->pending != NULL;
}

/**
 * jc_saver_get_saved_at_us:
 * @self: a saver
 *
 * Returns: when it was last saved, microseconds since the epoch; 0: not yet
 */
gint64
jc_saver_get_saved_at_us (JcSaver *self)
{
  g_return_val_if_fail (JC_IS_SAVER (self), 0);

  return self->saved_at_us;
}

/**
 * jc_saver_get_problem:
 * @self: a saver
 *
 * Returns: (transfer none) (nullable): why saving has failed for five seconds and more
 */
const char *
jc_saver_get_problem (JcSaver *self)
{
  g_return_val_if_fail (JC_IS_SAVER (self), NULL);

  return self->problem;
}

/**
 * jc_saver_get_last:
 * @self: a saver
 *
 * Returns: (transfer none): the document as loaded or last saved
 */
JcDossier *
jc_saver_get_last (JcSaver *self)
{
  g_return_val_if_fail (JC_IS_SAVER (self), NULL);

  return self->last;
}

/**
 * jc_saver_set_last:
 * @self: a saver
 * @dossier: what the library holds by now
 */
void
jc_saver_set_last (JcSaver *self, JcDossier *dossier)
{
  g_return_if_fail (JC_IS_SAVER (self));

  jc_dossier_ref (dossier);
  jc_dossier_unref (self->last);
  self->last = dossier;
}
