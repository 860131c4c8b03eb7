/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-sync"

#include "config.h"

#include "jc-sync-engine.h"

#include "jc-json.h"

#define BACK_OFF_FIRST_US (2 * G_USEC_PER_SEC)
#define BACK_OFF_LAST_US (600 * G_USEC_PER_SEC)

static gboolean
same_content (JcDossier *a, JcDossier *b)
{
  return jc_json_equal (jc_dossier_get_values (a), jc_dossier_get_values (b))
         && jc_json_equal (jc_dossier_get_attachments (a), jc_dossier_get_attachments (b));
}

static gboolean
is_finalised (JcDossier *dossier)
{
  return g_str_equal (jc_dossier_get_state (dossier), "finalised");
}

static gboolean
is_ours_to_change (JcDossier *dossier)
{
  return g_str_equal (jc_dossier_get_state (dossier), "draft") || is_finalised (dossier);
}

/**
 * jc_sync_engine_next:
 * @base: (nullable): the document as last agreed with the server
 * @current: the document as it is here
 *
 * What is unsent is always base → current. A finalised copy on the server is reopened before it is
 * changed, and finalising comes last, so that what is locked there is what was locked here.
 *
 * Returns: the next step; after it the answer is asked again with the new base
 */
JcSyncStep
jc_sync_engine_next (JcDossier *base, JcDossier *current)
{
  if (base == NULL)
    return JC_SYNC_STEP_CREATE;
  if (!is_ours_to_change (base))
    return jc_dossier_equal (base, current) ? JC_SYNC_STEP_NONE : JC_SYNC_STEP_PULL;

  if (is_finalised (base))
    {
      if (same_content (base, current) && is_finalised (current)
          && g_strcmp0 (jc_dossier_get_finalised_on (base), jc_dossier_get_finalised_on (current))
                 == 0)
        return JC_SYNC_STEP_NONE;
      return JC_SYNC_STEP_REOPEN;
    }
  if (!same_content (base, current))
    return JC_SYNC_STEP_UPDATE;
  return is_finalised (current) ? JC_SYNC_STEP_FINALISE : JC_SYNC_STEP_NONE;
}

/* Whether the server has the round, open or closed. */
static gboolean
is_there (GPtrArray *rounds, const char *id)
{
  for (guint i = 0; i < rounds->len; i++)
    {
      JsonObject *round = jc_json_as_object (g_ptr_array_index (rounds, i));

      if (g_strcmp0 (jc_json_get_string (round, "id", NULL), id) == 0)
        return g_strcmp0 (jc_json_get_string (round, "state", NULL), "gone") != 0;
    }
  return FALSE;
}

/**
 * jc_sync_engine_pick_round:
 * @rounds: (element-type JsonNode): rounds as the server describes them
 * @dossier: a dossier
 *
 * A dossier that was begun without a network has no round yet; it joins the one that was opened
 * with the very definition it was begun under, else with the same programme. One whose round this
 * server has not got moves where there is no choice: to the only open round of its programme.
 *
 * Returns: (transfer none) (nullable): the round's id
 */
const char *
jc_sync_engine_pick_round (GPtrArray *rounds, JcDossier *dossier)
{
  const char *own = jc_dossier_get_round (dossier);
  const char *second = NULL;
  guint       n_open = 0;

  if (own != NULL && is_there (rounds, own))
    return own;

  for (guint i = rounds->len; i > 0; i--)
    {
      JsonObject *round = jc_json_as_object (g_ptr_array_index (rounds, i - 1));
      const char *id = jc_json_get_string (round, "id", NULL);

      if (g_strcmp0 (jc_json_get_string (round, "state", "open"), "open") != 0
          || g_strcmp0 (jc_json_get_string (round, "programme", ""),
                        jc_dossier_get_programme (dossier))
                 != 0)
        continue;
      if (own == NULL
          && g_strcmp0 (jc_json_get_string (round, "version", ""), jc_dossier_get_version (dossier))
                 == 0)
        return id;
      second = id;
      n_open++;
    }
  return own == NULL || n_open == 1 ? second : NULL;
}

/**
 * jc_sync_engine_back_off:
 * @n_attempts: failures so far, at least 1
 * @random: from 0 to 1
 * @retry_after_us: what the server asked for; 0: nothing
 *
 * Returns: µs to wait
 */
gint64
jc_sync_engine_back_off (int n_attempts, double random, gint64 retry_after_us)
{
  gint64 wait_us = BACK_OFF_FIRST_US;

  for (int i = 1; i < n_attempts && wait_us < BACK_OFF_LAST_US; i++)
    wait_us *= 2;
  wait_us = MIN (wait_us, BACK_OFF_LAST_US);
  wait_us = (gint64)((double)wait_us * (0.5 + random));
  return MAX (wait_us, retry_after_us);
}
