/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-unsent.h"

#include <glib/gi18n.h>

#include "jc-dossier-title.h"
#include "jc-json.h"
#include "jc-sync.h"
#include "jc-words.h"

static void
unsent_free (gpointer data)
{
  JcUnsent *unsent = data;

  g_free (unsent->dossier);
  g_free (unsent->title);
  g_free (unsent->what);
  g_free (unsent->reason);
  g_free (unsent->detail);
  g_free (unsent);
}

static char *
dup_event_words (const char *body)
{
  g_autoptr (JsonNode) event = body != NULL ? jc_json_parse (body, -1, NULL) : NULL;
  const char *type = jc_json_get_string (jc_json_as_object (event), "type", "");

  if (g_str_equal (type, "submit") || g_str_equal (type, "resubmit"))
    return g_strdup (_ ("Submission"));
  if (g_str_equal (type, "withdraw"))
    return g_strdup (_ ("Withdrawal"));

  return g_strdup (_ ("Event"));
}

static gboolean
is_kind (const JcOutboxItem *item, const char *kind)
{
  return g_strcmp0 (item->kind, kind) == 0;
}

static char *
dup_what (const JcOutboxItem *item)
{
  if (is_kind (item, "delete"))
    return g_strdup (_ ("Deletion"));
  if (is_kind (item, "event"))
    return dup_event_words (item->body);
  if (is_kind (item, "submission"))
    return g_strdup (_ ("Submission"));
  if (is_kind (item, "pull") || is_kind (item, "round") || is_kind (item, "receipt"))
    return g_strdup (_ ("Fetching from the server"));

  return g_strdup (_ ("Changes"));
}

/* --- Names --- */

/**
 * Names: what items are called after.
 */
typedef struct
{
  GPtrArray *dossiers;   /* (element-type JcDossierRow) */
  GPtrArray *rounds;     /* (element-type JsonNode) */
  GPtrArray *programmes; /* (element-type JcProgramme) (nullable): titles stay as they are stored */
  GHashTable *rows;      /* (element-type utf8 JcDossierRow): those of @dossiers by id */
} Names;

static void
names_free (Names *names)
{
  g_clear_pointer (&names->rows, g_hash_table_unref);
  g_clear_pointer (&names->dossiers, g_ptr_array_unref);
  g_clear_pointer (&names->rounds, g_ptr_array_unref);
  g_clear_pointer (&names->programmes, g_ptr_array_unref);
  g_free (names);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Names, names_free)

static Names *
load_names (JcLibrary *library, GError **error)
{
  g_autoptr (Names) names = g_new0 (Names, 1);

  names->dossiers = jc_library_load_dossiers (library, error);
  if (names->dossiers == NULL)
    return NULL;
  names->rounds = jc_library_load_rounds (library, error);
  if (names->rounds == NULL)
    return NULL;
  names->programmes = jc_library_load_programmes (library, NULL);
  names->rows = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < names->dossiers->len; i++)
    {
      JcDossierRow *row = g_ptr_array_index (names->dossiers, i);

      g_hash_table_insert (names->rows, row->id, row);
    }

  return g_steal_pointer (&names);
}

static const JcKind *
find_kind (const Names *names, const JcDossierRow *row)
{
  for (guint i = 0; names->programmes != NULL && i < names->programmes->len; i++)
    {
      JcProgramme *programme = g_ptr_array_index (names->programmes, i);

      if (g_strcmp0 (jc_programme_get_id (programme), row->programme) == 0)
        return jc_programme_find_kind (programme, row->kind);
    }

  return NULL;
}

static char *
dup_round_title (const Names *names, const char *id)
{
  for (guint i = 0; i < names->rounds->len; i++)
    {
      JsonObject *round = jc_json_as_object (g_ptr_array_index (names->rounds, i));
      g_autoptr (JcText) title = jc_json_dup_text (round, "title");

      if (title != NULL && g_strcmp0 (jc_json_get_string (round, "id", NULL), id) == 0)
        return g_strdup (jc_words_get (title));
    }

  return g_strdup (_ ("A round on the server"));
}

static char *
dup_title (const Names *names, const JcOutboxItem *item)
{
  const JcDossierRow *row = g_hash_table_lookup (names->rows, item->dossier_id);

  if (is_kind (item, "round"))
    return dup_round_title (names, item->dossier_id);
  if (row != NULL)
    return g_strdup (jc_dossier_title_get (row, find_kind (names, row)));

  return g_strdup (is_kind (item, "pull") ? _ ("A dossier on the server")
                                          : _ ("A deleted dossier"));
}

/* --- Reasons --- */

/* In the outbox it counts only where the reason alone leaves somebody guessing. It is kept as an
 * error's message, in both languages. */
static char *
dup_detail (const char *reason, const char *detail, gboolean is_aside)
{
  static const char *const reasons[] = {
    "refused",      "server_error",     "findings",         "late",  "unknown_key", "no_space",
    "not_taken_in", "original_missing", "original_damaged", "quota", NULL
  };
  g_autoptr (GError) error = NULL;

  if (detail == NULL || *detail == '\0' || reason == NULL
      || !(is_aside || g_strv_contains (reasons, reason)))
    return NULL;
  error = g_error_new_literal (JC_SYNC_ERROR, JC_SYNC_ERROR_REFUSED, detail);

  return jc_words_dup_error (error);
}

/* Something a person has to mend before it is sent again. */
static gboolean
is_refused (const JcOutboxItem *item)
{
  static const char *const reasons[] = { "refused", "findings", "late", NULL };

  return is_kind (item, "submission")
         || (is_kind (item, "event") && item->reason != NULL
             && g_strv_contains (reasons, item->reason));
}

static JcUnsent *
make_unsent (const JcOutboxItem *item, gboolean is_aside, const Names *names)
{
  JcUnsent *unsent = g_new0 (JcUnsent, 1);
  g_autoptr (JcText) reason
      = jc_sync_reason_dup_text (item->reason != NULL ? item->reason : "queued");

  unsent->dossier = g_strdup (item->dossier_id);
  unsent->title = dup_title (names, item);
  unsent->what = dup_what (item);
  unsent->reason = g_strdup (jc_words_get (reason));
  unsent->detail = dup_detail (item->reason, item->detail, is_aside);
  unsent->retry_at_us = item->retry_at_us < G_MAXINT64 ? item->retry_at_us : 0;
  unsent->is_conflict = g_strcmp0 (item->reason, "conflict") == 0;
  unsent->is_refused = is_refused (item);
  unsent->is_here
      = !is_kind (item, "round") && g_hash_table_contains (names->rows, item->dossier_id);

  return unsent;
}

/* --- On the library's thread --- */

static gpointer
load_unsent (JcLibrary *library, gpointer data, GError **error)
{
  g_autoptr (JcSync) sync = jc_sync_new (library);
  g_autoptr (GPtrArray) items = jc_library_load_outbox (library, NULL, error);
  g_autoptr (GPtrArray) aside = jc_sync_load_aside (sync);
  g_autoptr (Names) names = NULL;
  GPtrArray *result = NULL;

  if (items == NULL)
    return NULL;
  if (items->len == 0 && aside->len == 0)
    return g_ptr_array_new_with_free_func (unsent_free);
  names = load_names (library, error);
  if (names == NULL)
    return NULL;

  result = g_ptr_array_new_with_free_func (unsent_free);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (result, make_unsent (g_ptr_array_index (items, i), FALSE, names));
  for (guint i = 0; i < aside->len; i++)
    g_ptr_array_add (result, make_unsent (g_ptr_array_index (aside, i), TRUE, names));

  return result;
}

/**
 * jc_unsent_load_async:
 * @worker: the library's worker
 * @cancellable: (nullable)
 * @callback: called when it is there
 * @user_data: for @callback
 */
void
jc_unsent_load_async (JcLibraryWorker    *worker,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  jc_library_worker_run_async (worker, load_unsent, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
                               cancellable, callback, user_data);
}

/**
 * jc_unsent_load_finish:
 * @worker: the library's worker
 * @result: what the callback received
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable) (element-type JcUnsent): what waits
 */
GPtrArray *
jc_unsent_load_finish (JcLibraryWorker *worker, GAsyncResult *result, GError **error)
{
  return jc_library_worker_run_finish (worker, result, error);
}

/**
 * jc_unsent_dup_reason:
 * @unsent: what waits
 *
 * Returns: (transfer full): why, and in a line of its own what was said then
 */
char *
jc_unsent_dup_reason (const JcUnsent *unsent)
{
  if (unsent->detail == NULL || g_strcmp0 (unsent->detail, unsent->reason) == 0)
    return g_strdup (unsent->reason);

  return g_strdup_printf ("%s\n%s", unsent->reason, unsent->detail);
}
