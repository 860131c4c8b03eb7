/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-original-keeper.h"

#include "jc-original-table.h"
#include "jc-partial.h"
#include "jc-upload-table.h"

#define MAX_REMOVED_AT_ONCE 500
/* What is younger may belong to something that is under way. */
#define PARTIAL_AGE_US (10 * G_TIME_SPAN_MINUTE)
#define STRAY_AGE_US (1 * G_TIME_SPAN_HOUR)
/* One of the folders of originals is looked through in each such span. */
#define SPAN_US (10 * G_TIME_SPAN_MINUTE)
#define N_FOLDERS 256

static gboolean
remove_unneeded (JcService *service, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) unneeded = NULL;

  if (!jc_upload_table_remove_expired (service->database, now_us, error))
    return FALSE;

  unneeded = jc_original_table_list_unneeded (service->database, MAX_REMOVED_AT_ONCE, error);
  if (unneeded == NULL)
    return FALSE;

  for (guint i = 0; i < unneeded->len; i++)
    {
      const JcOriginalRecord *original = g_ptr_array_index (unneeded, i);

      if (!jc_originals_remove (service->originals, original->sha256, error)
          || !jc_original_table_remove (service->database, original->sha256, error))
        return FALSE;
    }

  return TRUE;
}

/* What a server that died between placing and recording has left. */
static gboolean
remove_strays (JcService *service, gint64 now_us, GError **error)
{
  guint8 part = (guint8)((now_us / SPAN_US) % N_FOLDERS);
  g_autoptr (GPtrArray) there = jc_originals_list (service->originals, part, now_us - STRAY_AGE_US);

  for (guint i = 0; i < there->len; i++)
    {
      const char *sha256 = g_ptr_array_index (there, i);
      gint64      size;

      if (!jc_original_table_load_size (service->database, sha256, &size, error)
          || (size < 0 && !jc_originals_remove (service->originals, sha256, error)))
        return FALSE;
    }

  return TRUE;
}

/* Whoever writes such a file holds its lock. */
static gboolean
remove_partials (JcService *service, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) ids = jc_partial_list (service->originals, now_us - PARTIAL_AGE_US);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (JcUploadRecord) record = NULL;
      g_autoptr (JcPartial) partial = NULL;

      if (!jc_upload_table_load (service->database, id, &record, error))
        return FALSE;
      if (record != NULL && !record->finished)
        continue;

      partial = jc_partial_open (service->originals, id, NULL);
      if (partial != NULL)
        jc_partial_remove (partial);
    }

  return TRUE;
}

/**
 * jc_original_keeper_tidy:
 * @service: the service
 * @error: why it failed
 *
 * An original goes when no document or submission names it and no upload keeps it. Both is asked,
 * and the file removed, under the database's write lock: a dossier that is about to name it, or an
 * upload of the same bytes, comes before or after.
 *
 * Returns: whether everything was looked at
 */
gboolean
jc_original_keeper_tidy (JcService *service, GError **error)
{
  gint64 now_us = jc_service_now_us ();

  if (!jc_database_begin (service->database, error))
    return FALSE;
  if (remove_unneeded (service, now_us, error) && remove_strays (service, now_us, error)
      && jc_database_commit (service->database, error))
    return remove_partials (service, now_us, error);

  jc_service_give_up (service);

  return FALSE;
}
