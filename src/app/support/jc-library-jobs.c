/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-library-jobs.h"

#include "jc-drafting.h"

typedef struct
{
  char  *id;
  char  *kind;
  gint64 version;
} Request;

static Request *
request_new (const char *id, const char *kind, gint64 version)
{
  Request *request = g_new0 (Request, 1);

  request->id = g_strdup (id);
  request->kind = g_strdup (kind);
  request->version = version;

  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->id);
  g_free (request->kind);
  g_free (request);
}

static JcOpened *
opened_new (JcDossier *dossier, JcProgramme *programme)
{
  JcOpened *opened = g_new0 (JcOpened, 1);

  opened->dossier = dossier;
  opened->programme = programme;

  return opened;
}

/**
 * jc_opened_free:
 * @opened: (transfer full): a dossier and its definition
 */
void
jc_opened_free (JcOpened *opened)
{
  g_clear_pointer (&opened->dossier, jc_dossier_unref);
  g_clear_pointer (&opened->programme, jc_programme_unref);
  g_free (opened);
}

static gpointer
load_dossier (JcLibrary *library, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (JcDossier) dossier = jc_library_load_dossier (library, request->id, error);
  JcProgramme *programme;

  if (dossier == NULL)
    return NULL;

  programme = jc_drafting_load_programme (library, dossier, error);
  if (programme == NULL)
    return NULL;

  return opened_new (g_steal_pointer (&dossier), programme);
}

/* The first kind that an applicant may own. */
static const char *
pick_kind (JcProgramme *programme, const char *wanted)
{
  GPtrArray *kinds = jc_programme_get_kinds (programme);

  for (guint i = 0; wanted == NULL && i < kinds->len; i++)
    {
      const JcKind *kind = g_ptr_array_index (kinds, i);

      if (kind->roles != NULL && g_strv_contains ((const char *const *)kind->roles, "applicant"))
        return kind->id;
    }

  return wanted;
}

static JcProgramme *
load_programme (JcLibrary *library, const char *id, GError **error)
{
  g_autoptr (GPtrArray) programmes = NULL;

  if (id != NULL)
    return jc_library_load_programme (library, id, error);

  programmes = jc_library_load_programmes (library, error);
  if (programmes == NULL)
    return NULL;
  if (programmes->len > 0)
    return jc_programme_ref (g_ptr_array_index (programmes, 0));

  jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                "还没有装任何申报项目，先用 jiangcectl programme add 装一个。",
                "No programme is installed; install one with jiangcectl programme add.");
  return NULL;
}

static gpointer
create_dossier (JcLibrary *library, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (JcProgramme) programme = load_programme (library, request->id, error);
  JcDossier  *dossier;
  const char *kind;

  if (programme == NULL)
    return NULL;

  kind = pick_kind (programme, request->kind);
  if (kind == NULL)
    {
      jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                    "“%s”里没有申报单位可以填的材料。",
                    "“%s” has no kind of dossier that an applicant may own.",
                    jc_programme_get_id (programme));
      return NULL;
    }

  dossier = jc_drafting_create (library, programme, kind, FALSE, error);
  if (dossier == NULL)
    return NULL;

  return opened_new (dossier, g_steal_pointer (&programme));
}

static gpointer
load_dossiers (JcLibrary *library, gpointer data, GError **error)
{
  return jc_library_load_dossiers (library, error);
}

static gpointer
load_history (JcLibrary *library, gpointer data, GError **error)
{
  return jc_library_load_history (library, ((Request *)data)->id, error);
}

static gpointer
load_version (JcLibrary *library, gpointer data, GError **error)
{
  Request *request = data;

  return jc_library_load_version (library, request->id, request->version, error);
}

/**
 * jc_jobs_load_dossier_async:
 * @worker: the library's worker
 * @id: a dossier
 * @cancellable: (nullable)
 * @callback: called when it is there
 * @user_data: for @callback
 */
void
jc_jobs_load_dossier_async (JcLibraryWorker    *worker,
                            const char         *id,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  jc_library_worker_run_async (worker, load_dossier, request_new (id, NULL, 0), request_free,
                               (GDestroyNotify)jc_opened_free, cancellable, callback, user_data);
}

/**
 * jc_jobs_load_dossier_finish:
 * @worker: the library's worker
 * @result: what the callback received
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): the dossier with its definition
 */
JcOpened *
jc_jobs_load_dossier_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  return jc_library_worker_run_finish (worker, result, error);
}

/**
 * jc_jobs_create_dossier_async:
 * @worker: the library's worker
 * @programme: (nullable): id or version; %NULL is the first installed one
 * @kind: (nullable): %NULL is the first kind that an applicant may own
 * @cancellable: (nullable)
 * @callback: called when it is saved
 * @user_data: for @callback
 */
void
jc_jobs_create_dossier_async (JcLibraryWorker    *worker,
                              const char         *programme,
                              const char         *kind,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  jc_library_worker_run_async (worker, create_dossier, request_new (programme, kind, 0),
                               request_free, (GDestroyNotify)jc_opened_free, cancellable, callback,
                               user_data);
}

/**
 * jc_jobs_create_dossier_finish:
 * @worker: the library's worker
 * @result: what the callback received
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): the new dossier with its definition
 */
JcOpened *
jc_jobs_create_dossier_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  return jc_library_worker_run_finish (worker, result, error);
}

/**
 * jc_jobs_load_dossiers_async:
 * @worker: the library's worker
 * @cancellable: (nullable)
 * @callback: ends with jc_jobs_load_list_finish ()
 * @user_data: for @callback
 */
void
jc_jobs_load_dossiers_async (JcLibraryWorker    *worker,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  jc_library_worker_run_async (worker, load_dossiers, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
                               cancellable, callback, user_data);
}

/**
 * jc_jobs_load_history_async:
 * @worker: the library's worker
 * @id: a dossier
 * @cancellable: (nullable)
 * @callback: ends with jc_jobs_load_list_finish ()
 * @user_data: for @callback
 */
void
jc_jobs_load_history_async (JcLibraryWorker    *worker,
                            const char         *id,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  jc_library_worker_run_async (worker, load_history, request_new (id, NULL, 0), request_free,
                               (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * jc_jobs_load_list_finish:
 * @worker: the library's worker
 * @result: what the callback received
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): the list
 */
GPtrArray *
jc_jobs_load_list_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  return jc_library_worker_run_finish (worker, result, error);
}

/**
 * jc_jobs_load_version_async:
 * @worker: the library's worker
 * @id: a dossier
 * @version: one of its history's
 * @cancellable: (nullable)
 * @callback: called when it is there
 * @user_data: for @callback
 */
void
jc_jobs_load_version_async (JcLibraryWorker    *worker,
                            const char         *id,
                            gint64              version,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  jc_library_worker_run_async (worker, load_version, request_new (id, NULL, version), request_free,
                               (GDestroyNotify)jc_dossier_unref, cancellable, callback, user_data);
}

/**
 * jc_jobs_load_version_finish:
 * @worker: the library's worker
 * @result: what the callback received
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): the document as it was
 */
JcDossier *
jc_jobs_load_version_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  return jc_library_worker_run_finish (worker, result, error);
}
