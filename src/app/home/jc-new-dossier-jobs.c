/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-new-dossier-jobs.h"

#include <glib/gi18n.h>

#include "jc-drafting.h"
#include "jc-json.h"
#include "jc-words.h"

#define MAX_EARLIER 50

/**
 * jc_new_choices_free:
 * @choices: (transfer full): choices
 */
void
jc_new_choices_free (JcNewChoices *choices)
{
  g_clear_pointer (&choices->programmes, g_ptr_array_unref);
  g_clear_pointer (&choices->earlier, g_ptr_array_unref);
  g_free (choices);
}

/**
 * jc_new_pick_kind:
 * @programme: a definition
 *
 * Returns: (transfer none) (nullable): the first kind that an applicant may own
 */
const JcKind *
jc_new_pick_kind (JcProgramme *programme)
{
  GPtrArray *kinds = jc_programme_get_kinds (programme);

  for (guint i = 0; i < kinds->len; i++)
    {
      const JcKind *kind = g_ptr_array_index (kinds, i);

      if (kind->roles != NULL && g_strv_contains ((const char *const *)kind->roles, "applicant"))
        return kind;
    }

  return NULL;
}

/* --- Choices --- */

static JcProgramme *
find_programme (GPtrArray *programmes, const char *id)
{
  for (guint i = 0; i < programmes->len; i++)
    if (g_strcmp0 (jc_programme_get_id (g_ptr_array_index (programmes, i)), id) == 0)
      return g_ptr_array_index (programmes, i);

  return NULL;
}

static gboolean
is_application (GPtrArray *programmes, const JcDossierRow *row)
{
  JcProgramme  *programme = find_programme (programmes, row->programme);
  const JcKind *kind = programme != NULL ? jc_new_pick_kind (programme) : NULL;

  return kind != NULL && g_strcmp0 (kind->id, row->kind) == 0;
}

static GPtrArray *
keep_earlier (GPtrArray *programmes, GPtrArray *dossiers, const char *from)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_dossier_row_free);

  for (guint i = 0; i < dossiers->len; i++)
    {
      JcDossierRow *row = g_ptr_array_index (dossiers, i);

      if (g_strcmp0 (row->id, from) == 0
          || (kept->len < MAX_EARLIER && is_application (programmes, row)))
        g_ptr_array_add (kept, g_steal_pointer (&g_ptr_array_index (dossiers, i)));
    }

  return kept;
}

static gpointer
load_choices (JcLibrary *library, gpointer data, GError **error)
{
  g_autoptr (JcNewChoices) choices = g_new0 (JcNewChoices, 1);
  g_autoptr (GPtrArray) dossiers = NULL;

  choices->programmes = jc_library_load_programmes (library, error);
  if (choices->programmes == NULL)
    return NULL;
  for (guint i = choices->programmes->len; i > 0; i--)
    if (jc_new_pick_kind (g_ptr_array_index (choices->programmes, i - 1)) == NULL)
      g_ptr_array_remove_index (choices->programmes, i - 1);

  dossiers = jc_library_load_dossiers (library, error);
  if (dossiers == NULL)
    return NULL;
  choices->earlier = keep_earlier (choices->programmes, dossiers, data);

  return g_steal_pointer (&choices);
}

void
jc_new_choices_load_async (JcLibraryWorker    *worker,
                           const char         *from,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  jc_library_worker_run_async (worker, load_choices, g_strdup (from), g_free,
                               (GDestroyNotify)jc_new_choices_free, cancellable, callback,
                               user_data);
}

JcNewChoices *
jc_new_choices_load_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  return jc_library_worker_run_finish (worker, result, error);
}

/* --- What comes along --- */

/**
 * Request: begin under @programme with what @from brings along.
 */
typedef struct
{
  JcProgramme *programme;
  char        *from; /* (nullable) */
} Request;

static Request *
request_new (JcProgramme *programme, const char *from)
{
  Request *request = g_new0 (Request, 1);

  request->programme = jc_programme_ref (programme);
  request->from = g_strdup (from);

  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  jc_programme_unref (request->programme);
  g_free (request->from);
  g_free (request);
}

static JsonNode *
load_values (JcLibrary *library, Request *request, GPtrArray *carried, GError **error)
{
  g_autoptr (JcDossier) dossier = jc_library_load_dossier (library, request->from, error);
  g_autoptr (JcProgramme) programme
      = dossier != NULL ? jc_drafting_load_programme (library, dossier, error) : NULL;
  const JcKind *from;

  if (programme == NULL)
    return NULL;
  from = jc_programme_find_kind (programme, jc_dossier_get_kind (dossier));
  if (from == NULL)
    return jc_json_new_object (json_object_new ());

  return jc_carry_over_dup_values (jc_new_pick_kind (request->programme), from,
                                   jc_dossier_get_values (dossier), carried);
}

static void
preview_free (gpointer data)
{
  JcNewPreview *preview = data;

  g_free (preview->title);
  g_free (preview->fields);
  g_free (preview);
}

static JcNewPreview *
make_preview (const JcCarried *carried)
{
  JcNewPreview *preview = g_new0 (JcNewPreview, 1);
  GString      *names = g_string_new (NULL);

  for (guint i = 0; i < carried->fields->len; i++)
    {
      const JcField *field = g_ptr_array_index (carried->fields, i);

      if (i > 0)
        /* Translators: between the names of fields in a list. */
        g_string_append (names, _ (", "));
      g_string_append (names, jc_words_get (field->label));
    }
  preview->title = g_strdup (jc_words_get (carried->section->title));
  preview->fields = g_string_free (names, FALSE);
  preview->n_fields = carried->fields->len;

  return preview;
}

static gpointer
load_preview (JcLibrary *library, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) carried = jc_carried_array_new ();
  g_autoptr (JsonNode) values = load_values (library, data, carried, error);
  GPtrArray *result;

  if (values == NULL)
    return NULL;

  result = g_ptr_array_new_with_free_func (preview_free);
  for (guint i = 0; i < carried->len; i++)
    g_ptr_array_add (result, make_preview (g_ptr_array_index (carried, i)));

  return result;
}

void
jc_new_preview_load_async (JcLibraryWorker    *worker,
                           JcProgramme        *programme,
                           const char         *from,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  jc_library_worker_run_async (worker, load_preview, request_new (programme, from), request_free,
                               (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
jc_new_preview_load_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  return jc_library_worker_run_finish (worker, result, error);
}

/* --- Beginning --- */

static gpointer
create (JcLibrary *library, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (GPtrArray) carried = jc_carried_array_new ();
  g_autoptr (JsonNode) values
      = request->from != NULL ? load_values (library, request, carried, error) : NULL;
  g_autoptr (JcDossier) dossier = NULL;
  g_autoptr (JcDossier) filled = NULL;

  if (request->from != NULL && values == NULL)
    return NULL;
  dossier = jc_drafting_create (library, request->programme,
                                jc_new_pick_kind (request->programme)->id, FALSE, error);
  if (dossier == NULL)
    return NULL;
  if (values != NULL)
    {
      filled = jc_dossier_with_values (dossier, values);
      if (!jc_drafting_save (library, request->programme, filled, "edited", error))
        return NULL;
    }

  return g_strdup (jc_dossier_get_id (dossier));
}

void
jc_new_create_async (JcLibraryWorker    *worker,
                     JcProgramme        *programme,
                     const char         *from,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  jc_library_worker_run_async (worker, create, request_new (programme, from), request_free, g_free,
                               NULL, callback, user_data);
}

char *
jc_new_create_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  return jc_library_worker_run_finish (worker, result, error);
}
