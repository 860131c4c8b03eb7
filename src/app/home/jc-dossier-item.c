/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-item.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-pinyin.h"

struct _JcDossierItem
{
  GObject parent_instance;

  JcDossierRow *row;
  char         *kind;
  char         *key; /* (nullable): what a search looks into; made by the first one */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcDossierItem, jc_dossier_item, G_TYPE_OBJECT)

/* Words, icon and colour of each state but "draft", which is told by what is left to do. */
static const struct
{
  const char *state;
  const char *word;
  const char *icon;
  const char *style;
} states[] = {
  { "draft", N_ ("Draft"), "jc-state-part-symbolic", NULL },
  { "finalised", N_ ("Finalised"), "changes-prevent-symbolic", NULL },
  { "submitted", N_ ("Submitted"), "jc-state-done-symbolic", "success" },
  { "returned", N_ ("Returned for completion"), "jc-state-problem-symbolic", "warning" },
  { "withdrawn", N_ ("Withdrawn"), "edit-undo-symbolic", NULL },
  { "verified", N_ ("Verified"), "jc-state-done-symbolic", "success" },
  { "recommended", N_ ("Recommended"), "jc-state-done-symbolic", "success" },
  { "not_recommended", N_ ("Not recommended"), "jc-state-skip-symbolic", NULL },
  { "delivered", N_ ("Delivered to the city"), "jc-state-done-symbolic", "success" },
  { "accepted", N_ ("Accepted"), "jc-state-done-symbolic", "success" },
  { "rejected", N_ ("Not accepted"), "jc-state-skip-symbolic", NULL },
  { "reviewed", N_ ("Reviewed"), "jc-state-done-symbolic", NULL },
  { "visited", N_ ("Visited"), "jc-state-done-symbolic", NULL },
  { "concluded", N_ ("Concluded"), "jc-state-done-symbolic", NULL },
  { "published", N_ ("In public notice"), "jc-state-done-symbolic", NULL },
  { "filed", N_ ("Filed"), "jc-state-done-symbolic", "success" },
  { "paid", N_ ("Paid"), "jc-state-done-symbolic", "success" },
  { "disqualified", N_ ("Disqualified"), "jc-state-skip-symbolic", NULL },
};

static gsize
find_state (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, state) == 0)
      return i;

  return 0;
}

static gboolean
is_draft (JcDossierItem *self)
{
  return g_strcmp0 (self->row->state, "draft") == 0;
}

static void
jc_dossier_item_finalize (GObject *object)
{
  JcDossierItem *self = JC_DOSSIER_ITEM (object);

  jc_dossier_row_free (self->row);
  g_free (self->kind);
  g_free (self->key);

  G_OBJECT_CLASS (jc_dossier_item_parent_class)->finalize (object);
}

static void
jc_dossier_item_class_init (JcDossierItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_dossier_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_DOSSIER_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
jc_dossier_item_init (JcDossierItem *self)
{
}

/**
 * jc_dossier_item_new:
 * @row: (transfer full): what the library keeps for lists
 * @kind: what it is, in words
 *
 * Returns: (transfer full): an item of a list
 */
JcDossierItem *
jc_dossier_item_new (JcDossierRow *row, const char *kind)
{
  JcDossierItem *self = g_object_new (JC_TYPE_DOSSIER_ITEM, NULL);

  self->row = row;
  self->kind = g_strdup (kind);

  return self;
}

static gboolean
is_same_row (const JcDossierRow *a, const JcDossierRow *b)
{
  return a->revision == b->revision && a->updated_at_us == b->updated_at_us
         && a->n_missing == b->n_missing && a->n_problems == b->n_problems
         && g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->state, b->state) == 0
         && g_strcmp0 (a->sync, b->sync) == 0 && g_strcmp0 (a->round, b->round) == 0;
}

/**
 * jc_dossier_item_take:
 * @self: an item that is shown
 * @newer: the same dossier, read again; it is left empty-handed
 *
 * Takes what @newer knows, so that a list that is loaded again keeps its rows, its focus and its
 * place.
 */
void
jc_dossier_item_take (JcDossierItem *self, JcDossierItem *newer)
{
  JcDossierRow *row;

  g_return_if_fail (JC_IS_DOSSIER_ITEM (self));
  g_return_if_fail (JC_IS_DOSSIER_ITEM (newer));

  if (is_same_row (self->row, newer->row))
    return;

  row = self->row;
  self->row = newer->row;
  newer->row = row;
  g_clear_pointer (&self->key, g_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

const JcDossierRow *
jc_dossier_item_get_row (JcDossierItem *self)
{
  return self->row;
}

const char *
jc_dossier_item_get_id (JcDossierItem *self)
{
  return self->row->id;
}

const char *
jc_dossier_item_get_title (JcDossierItem *self)
{
  return self->row->title != NULL && *self->row->title != '\0' ? self->row->title : self->kind;
}

const char *
jc_dossier_item_get_kind (JcDossierItem *self)
{
  return self->kind;
}

/**
 * jc_dossier_item_dup_state:
 * @self: an item
 *
 * Returns: (transfer full): what is left to do with a draft, else the name of its state
 */
char *
jc_dossier_item_dup_state (JcDossierItem *self)
{
  const JcDossierRow *row = self->row;

  if (!is_draft (self))
    return g_strdup (_ (states[find_state (row->state)].word));
  if (row->n_missing < 0 || row->n_problems < 0)
    return g_strdup (_ ("Not checked yet"));
  if (row->n_problems > 0)
    return g_strdup_printf (ngettext ("%d to mend", "%d to mend", (gulong)row->n_problems),
                            row->n_problems);
  if (row->n_missing > 0)
    return g_strdup_printf (ngettext ("%d still missing", "%d still missing",
                                      (gulong)row->n_missing),
                            row->n_missing);

  return g_strdup (_ ("Ready to submit"));
}

const char *
jc_dossier_item_get_state_icon (JcDossierItem *self)
{
  if (!is_draft (self))
    return states[find_state (self->row->state)].icon;
  if (self->row->n_problems > 0)
    return "jc-state-problem-symbolic";
  if (self->row->n_problems == 0 && self->row->n_missing == 0)
    return "jc-state-done-symbolic";

  return "jc-state-part-symbolic";
}

const char *
jc_dossier_item_get_state_class (JcDossierItem *self)
{
  if (!is_draft (self))
    return states[find_state (self->row->state)].style;
  if (self->row->n_problems > 0)
    return "error";
  if (self->row->n_problems == 0 && self->row->n_missing == 0)
    return "success";

  return NULL;
}

const char *
jc_dossier_item_get_sync (JcDossierItem *self)
{
  const char *sync = self->row->sync;

  if (g_strcmp0 (sync, "conflict") == 0)
    return _ ("Changed on both sides");
  if (g_strcmp0 (sync, "synced") == 0)
    return _ ("Synced");
  if (g_strcmp0 (sync, "unsent") == 0)
    return _ ("Not synced");

  return _ ("Only on this computer");
}

const char *
jc_dossier_item_get_sync_icon (JcDossierItem *self)
{
  return g_strcmp0 (self->row->sync, "conflict") == 0 ? "dialog-warning-symbolic" : NULL;
}

/**
 * jc_dossier_item_needs_attention:
 * @self: an item
 *
 * Returns: whether nothing goes on with it before a person has done something
 */
gboolean
jc_dossier_item_needs_attention (JcDossierItem *self)
{
  return g_strcmp0 (self->row->state, "returned") == 0
         || g_strcmp0 (self->row->sync, "conflict") == 0;
}

/**
 * jc_dossier_item_was_submitted:
 * @self: an item
 *
 * Returns: whether it was handed in and so stays on record
 */
gboolean
jc_dossier_item_was_submitted (JcDossierItem *self)
{
  return !is_draft (self) && g_strcmp0 (self->row->state, "finalised") != 0;
}

/**
 * jc_dossier_item_matches:
 * @self: an item
 * @query: what is looked for, casefolded; "" matches everything
 *
 * Returns: whether it is in the words of the row, or the initials of its title
 */
gboolean
jc_dossier_item_matches (JcDossierItem *self, const char *query)
{
  if (*query == '\0')
    return TRUE;

  if (self->key == NULL)
    {
      g_autofree char *initials = jc_pinyin_dup_initials (jc_dossier_item_get_title (self));
      g_autofree char *state = jc_dossier_item_dup_state (self);
      g_autofree char *all = g_strjoin ("\n", jc_dossier_item_get_title (self), initials,
                                        self->kind, state, jc_dossier_item_get_sync (self), NULL);

      self->key = g_utf8_casefold (all, -1);
    }

  return strstr (self->key, query) != NULL;
}

/**
 * jc_dossier_state_get_word:
 * @state: a dossier's state
 *
 * Returns: (transfer none): its name, in the process' language
 */
const char *
jc_dossier_state_get_word (const char *state)
{
  return _ (states[find_state (state)].word);
}
