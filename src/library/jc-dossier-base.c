/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-stored-dossier.h"

#include <string.h>

/* What the server agreed on, and how the current document follows it. */

/**
 * jc_library_load_base:
 *
 * Returns: (transfer full) (nullable): as last agreed with the server, also of a deleted dossier;
 *   %NULL without error when it was never there
 */
JcDossier *
jc_library_load_base (JcLibrary *self, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStoredDossier) stored = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  stored = jc_stored_dossier_load (self, id, &failure);
  if (stored != NULL)
    return g_steal_pointer (&stored->base);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    jc_stored_dossier_set_not_found (error, id);
  return NULL;
}

/* Whether nothing of the person's would be lost when current becomes @base. */
static gboolean
may_take_base (JcStoredDossier *stored, JcDossier *base, JcDossier *sent)
{
  return jc_dossier_has_same_content (stored->current, base)
         || (sent != NULL && jc_dossier_has_same_content (stored->current, sent))
         || (stored->base != NULL && jc_dossier_has_same_content (stored->current, stored->base));
}

/* Three ways, like every value: the server's state counts when the server has changed it. */
static JcDossier *
lay_state (JcStoredDossier *stored, JcDossier *base)
{
  const char *before = stored->base != NULL ? jc_dossier_get_state (stored->base) : "draft";
  const char *mine = jc_dossier_get_state (stored->current);

  if (strcmp (jc_dossier_get_state (base), before) != 0 || strcmp (mine, before) == 0)
    return jc_dossier_ref (base);
  return jc_dossier_with_state (base, mine, jc_dossier_get_finalised_on (stored->current));
}

static gboolean
save_base_in_transaction (JcLibrary *self, JcDossier *base, JcDossier *sent, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStoredDossier) stored
      = jc_stored_dossier_load (self, jc_dossier_get_id (base), &failure);
  g_autoptr (JcDossier) current = NULL;
  gboolean is_changed = FALSE;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (stored == NULL)
    current = jc_dossier_ref (base);
  else if (may_take_base (stored, base, sent))
    current = lay_state (stored, base);
  else
    current = jc_dossier_ref (stored->current);

  is_changed = stored == NULL || !jc_dossier_equal (stored->current, current);
  return jc_stored_dossier_write (self, current, base, stored != NULL ? stored->title : "",
                                  is_changed, error)
         && (!is_changed
             || jc_history_table_add (self, current, stored != NULL ? stored->title : "",
                                      stored == NULL ? "received" : "merged", error));
}

/**
 * jc_library_save_base_sent:
 * @base: what the server agreed on, with its revision
 * @sent: (nullable): what was sent to it, where it answered with something else
 *
 * The base and the revision are replaced. Current becomes @base too where its content equals @base,
 * @sent or the base before, that is where nothing of it is unsent. Its state follows the server's
 * only when the server has changed it, so that finalising offline is not undone by the next pull. A
 * dossier that is new here is made, with an empty title: jc_library_save_dossier () names it. The
 * outbox stays as it is.
 */
gboolean
jc_library_save_base_sent (JcLibrary *self, JcDossier *base, JcDossier *sent, GError **error)
{
  g_return_val_if_fail (self != NULL && base != NULL, FALSE);

  if (!jc_library_begin (self, error))
    return FALSE;
  return jc_library_end (self, save_base_in_transaction (self, base, sent, error), error);
}

/**
 * jc_library_save_base:
 *
 * jc_library_save_base_sent () for a server that took what it was sent as it was.
 */
gboolean
jc_library_save_base (JcLibrary *self, JcDossier *base, GError **error)
{
  return jc_library_save_base_sent (self, base, NULL, error);
}
