/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-drafting.h"
#include "jc-submission.h"
#include "jc-sync-private.h"

/* A dossier that was handed in more often gives its last receipts. */
#define MAX_RECEIPTS 20
#define CAUGHT_UP "receipts_caught_up"

static gboolean
has_receipt_for (GPtrArray *receipts, const char *fingerprint)
{
  for (guint i = 0; i < receipts->len; i++)
    if (g_strcmp0 (jc_json_get_string (jc_json_as_object (receipts->pdata[i]),
                                       "content_fingerprint", NULL),
                   fingerprint)
        == 0)
      return TRUE;
  return FALSE;
}

/* A library may hold a receipt whose submission a restored server lost, so that counting does not
 * do while what was handed in lies there. */
static gboolean
has_last (JcSync *self, JcDossier *theirs, GPtrArray *receipts)
{
  g_autoptr (JcProgramme) programme = NULL;
  g_autofree char *fingerprint = NULL;

  if (!g_str_equal (jc_dossier_get_state (theirs), "submitted"))
    return TRUE;
  programme = jc_drafting_load_programme (self->library, theirs, NULL);
  if (programme == NULL)
    return TRUE;
  fingerprint = jc_dossier_dup_content_fingerprint (theirs, programme);
  return has_receipt_for (receipts, fingerprint);
}

/* An event that waits brings its receipt itself, and says why it did not yet. */
static gboolean
is_on_its_way (JcSync *self, const char *id)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (self->library, id, NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (g_str_equal (((JcOutboxItem *)g_ptr_array_index (items, i))->kind, "event"))
      return TRUE;
  return FALSE;
}

/* What this account may not see is no receipt of its own. */
static gboolean
fetch (JcSync *self, const char *id, gint64 n, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/dossiers/%s/submissions/%" G_GINT64_FORMAT, id, n);
  g_auto (JcApiResponse) response = { 0 };
  JcApiRequest request = { "GET", path };
  JsonObject  *answer;
  JsonNode    *receipt;

  if (!jc_api_client_send (self->client, &request, &response, cancellable, error))
    return FALSE;
  if (response.status == 403 || response.status == 404)
    return TRUE;
  if (response.status >= 400)
    return jc_api_response_to_error (&response, error);
  answer = jc_json_as_object (response.body);
  receipt = answer != NULL ? json_object_get_member (answer, "receipt") : NULL;
  if (g_strcmp0 (jc_json_get_string (jc_json_as_object (receipt), "dossier", NULL), id) != 0)
    return jc_set_error (error, JC_SYNC_ERROR, JC_SYNC_ERROR_PROTOCOL,
                         "服务器给的是另一份材料的回执。",
                         "The server answered with another dossier's receipt.");
  return jc_trusted_keys_check (self, receipt, cancellable, error)
         && jc_library_save_receipt (self->library, id, receipt, error);
}

/**
 * jc_feed_pull_receipts:
 * @self: a sync that is connected
 * @theirs: a dossier as the server has it
 * @n_submissions: how often it was handed in
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Fetches the receipts of a dossier that were given to another library of the account, and keeps
 * those whose signature a trusted key made.
 *
 * Returns: %FALSE with @error set; those before the one that failed are kept
 */
gboolean
jc_feed_pull_receipts (JcSync       *self,
                       JcDossier    *theirs,
                       gint64        n_submissions,
                       GCancellable *cancellable,
                       GError      **error)
{
  const char *id = jc_dossier_get_id (theirs);
  g_autoptr (GPtrArray) receipts = NULL;
  gint64 first = n_submissions;

  if (n_submissions < 1 || is_on_its_way (self, id))
    return TRUE;
  receipts = jc_library_load_receipts (self->library, id, error);
  if (receipts == NULL)
    return FALSE;
  if (receipts->len < n_submissions)
    first = MAX (1, n_submissions - MAX_RECEIPTS + 1);
  else if (has_last (self, theirs, receipts))
    return TRUE;
  for (gint64 n = first; n <= n_submissions; n++)
    if (!fetch (self, id, n, cancellable, error))
      return FALSE;
  jc_sync_tell_changed (self, id, FALSE);
  return TRUE;
}

static gboolean
lacks_receipt (JcSync *self, const JcDossierRow *row)
{
  g_autoptr (GPtrArray) receipts = NULL;

  if (!g_str_equal (row->state, "submitted"))
    return FALSE;
  receipts = jc_library_load_receipts (self->library, row->id, NULL);
  return receipts != NULL && receipts->len == 0 && !is_on_its_way (self, row->id);
}

/**
 * jc_feed_catch_up_receipts:
 * @self: a sync that is connected
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Older programs took a dossier in without its receipts, and the feed does not name it again: once
 * in a library's life they are asked for.
 *
 * Returns: %FALSE with @error set; the next pull tries again
 */
gboolean
jc_feed_catch_up_receipts (JcSync *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *done = jc_library_dup_setting (self->library, CAUGHT_UP, NULL);
  g_autoptr (GPtrArray) rows = NULL;

  if (done != NULL)
    return TRUE;
  rows = jc_library_load_dossiers (self->library, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const JcDossierRow *row = g_ptr_array_index (rows, i);
      GError             *failure = NULL;

      if (lacks_receipt (self, row)
          && !jc_feed_pull_receipts_again (self, row->id, cancellable, &failure)
          && !jc_aside_put (self, "receipt", row->id, failure, error))
        return FALSE;
    }
  return rows != NULL && jc_library_set_setting (self->library, CAUGHT_UP, "1", error);
}
