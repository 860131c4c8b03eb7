/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-home-model.h"

#include "jc-dossier-title.h"
#include "jc-words.h"

struct _JcHomeModel
{
  GObject parent_instance;

  JcLibraryWorker *worker;
  GCancellable    *cancellable;
  gboolean         is_loading;
  gboolean         is_stale; /* asked for while it was loading */
  gboolean         is_loaded;

  GPtrArray  *programmes; /* (element-type JcProgramme) (nullable) */
  GPtrArray  *all;        /* (element-type GObject) */
  GHashTable *by_id;      /* id → JcDossierItem */
  guint       n_attention;
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcHomeModel, jc_home_model, G_TYPE_OBJECT)

/* --- On the library's thread --- */

/**
 * Reading: what one job brings. @programmes is NULL where they were not asked for.
 */
typedef struct
{
  GPtrArray *dossiers;
  GPtrArray *rounds;
  GPtrArray *programmes;
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->dossiers, g_ptr_array_unref);
  g_clear_pointer (&reading->rounds, g_ptr_array_unref);
  g_clear_pointer (&reading->programmes, g_ptr_array_unref);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gpointer
read_home (JcLibrary *library, gpointer data, GError **error)
{
  g_autoptr (Reading) reading = g_new0 (Reading, 1);

  reading->dossiers = jc_library_load_dossiers (library, error);
  if (reading->dossiers == NULL)
    return NULL;
  reading->rounds = jc_library_load_rounds (library, error);
  if (reading->rounds == NULL)
    return NULL;
  if (GPOINTER_TO_INT (data))
    {
      reading->programmes = jc_library_load_programmes (library, error);
      if (reading->programmes == NULL)
        return NULL;
    }

  return g_steal_pointer (&reading);
}

/* --- Putting it in order --- */

static JcProgramme *
find_programme (JcHomeModel *self, const char *id)
{
  for (guint i = 0; self->programmes != NULL && i < self->programmes->len; i++)
    {
      JcProgramme *programme = g_ptr_array_index (self->programmes, i);

      if (g_strcmp0 (jc_programme_get_id (programme), id) == 0)
        return programme;
    }

  return NULL;
}

static const JcKind *
find_kind (JcHomeModel *self, const JcDossierRow *row)
{
  JcProgramme *programme = find_programme (self, row->programme);

  return programme != NULL ? jc_programme_find_kind (programme, row->kind) : NULL;
}

static void
name_in_language (const JcKind *kind, JcDossierRow *row)
{
  char *title = g_strdup (jc_dossier_title_get (row, kind));

  g_free (row->title);
  row->title = title;
}

/**
 * Group: a heading and the dossiers under it.
 */
typedef struct
{
  JcRoundItem *heading;
  GPtrArray   *items;
} Group;

static void
group_free (Group *group)
{
  g_object_unref (group->heading);
  g_ptr_array_unref (group->items);
  g_free (group);
}

static Group *
add_group (GPtrArray *groups, JcRoundItem *heading)
{
  Group *group = g_new0 (Group, 1);

  group->heading = heading;
  group->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (groups, group);

  return group;
}

/* Rounds that the server told of stand first, then programmes. A dossier that has no round yet
 * stands under the round that it would be sent to. */
static GPtrArray *
make_groups (JcHomeModel *self, Reading *reading)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify)group_free);

  for (guint i = 0; i < reading->rounds->len; i++)
    add_group (groups, jc_round_item_new_from_json (g_ptr_array_index (reading->rounds, i)));
  for (guint i = 0; i < self->programmes->len; i++)
    add_group (groups, jc_round_item_new_from_programme (g_ptr_array_index (self->programmes, i)));

  return groups;
}

static Group *
find_group (GPtrArray *groups, const JcDossierRow *row)
{
  for (guint i = 0; i < groups->len; i++)
    {
      Group      *group = g_ptr_array_index (groups, i);
      const char *round = jc_round_item_get_round (group->heading);

      if (row->round != NULL
              ? g_strcmp0 (round, row->round) == 0
              : g_strcmp0 (jc_round_item_get_programme (group->heading), row->programme) == 0)
        return group;
    }
  for (guint i = 0; i < groups->len; i++)
    {
      Group *group = g_ptr_array_index (groups, i);

      if (g_strcmp0 (jc_round_item_get_programme (group->heading), row->programme) == 0)
        return group;
    }

  return groups->len > 0 ? g_ptr_array_index (groups, groups->len - 1) : NULL;
}

/* The item that is shown already keeps its place in the lists and takes what is new. */
static JcDossierItem *
make_item (JcHomeModel *self, JcDossierRow *row)
{
  const JcKind *kind = find_kind (self, row);
  const char   *word = kind != NULL ? jc_words_get (kind->title) : row->kind;
  g_autoptr (JcDossierItem) item = NULL;
  JcDossierItem *known = g_hash_table_lookup (self->by_id, row->id);

  name_in_language (kind, row);
  item = jc_dossier_item_new (row, word);
  if (known == NULL)
    return g_steal_pointer (&item);

  jc_dossier_item_take (known, item);

  return g_object_ref (known);
}

static void
sort_in (JcHomeModel *self, Reading *reading)
{
  g_autoptr (GPtrArray) groups = make_groups (self, reading);
  g_autoptr (GHashTable) by_id
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  self->n_attention = 0;
  for (guint i = 0; i < reading->dossiers->len; i++)
    {
      JcDossierRow  *row = g_ptr_array_index (reading->dossiers, i);
      Group         *group = find_group (groups, row);
      JcDossierItem *item = make_item (self, row);

      if (group != NULL)
        g_ptr_array_add (group->items, g_object_ref (item));
      if (jc_dossier_item_needs_attention (item))
        self->n_attention++;
      g_hash_table_insert (by_id, g_strdup (jc_dossier_item_get_id (item)), item);
    }
  /* The items own the rows by now. */
  g_ptr_array_set_free_func (reading->dossiers, NULL);

  g_ptr_array_set_size (self->all, 0);
  for (guint i = 0; i < groups->len; i++)
    {
      Group *group = g_ptr_array_index (groups, i);

      if (group->items->len == 0)
        continue;
      g_ptr_array_add (self->all, g_object_ref (group->heading));
      for (guint j = 0; j < group->items->len; j++)
        g_ptr_array_add (self->all, g_object_ref (g_ptr_array_index (group->items, j)));
    }
  g_hash_table_unref (g_steal_pointer (&self->by_id));
  self->by_id = g_steal_pointer (&by_id);
}

/* A programme that came since with sync is not known yet. */
static gboolean
lacks_programme (JcHomeModel *self, Reading *reading)
{
  for (guint i = 0; i < reading->dossiers->len; i++)
    {
      const JcDossierRow *row = g_ptr_array_index (reading->dossiers, i);

      if (find_programme (self, row->programme) == NULL)
        return TRUE;
    }

  return FALSE;
}

static void start_reading (JcHomeModel *self, gboolean with_programmes);

static void
home_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcHomeModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading
      = jc_library_worker_run_finish (JC_LIBRARY_WORKER (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->is_loading = FALSE;
  if (reading == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  if (reading->programmes == NULL && lacks_programme (self, reading))
    {
      start_reading (self, TRUE);
      return;
    }
  if (reading->programmes != NULL)
    {
      g_clear_pointer (&self->programmes, g_ptr_array_unref);
      self->programmes = g_steal_pointer (&reading->programmes);
    }

  sort_in (self, reading);
  self->is_loaded = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->is_stale)
    jc_home_model_reload (self);
}

static void
start_reading (JcHomeModel *self, gboolean with_programmes)
{
  self->is_loading = TRUE;
  self->is_stale = FALSE;
  jc_library_worker_run_async (self->worker, read_home, GINT_TO_POINTER (with_programmes), NULL,
                               (GDestroyNotify)reading_free, self->cancellable, home_read_cb,
                               g_object_ref (self));
}

/* --- GObject --- */

static void
jc_home_model_dispose (GObject *object)
{
  g_cancellable_cancel (JC_HOME_MODEL (object)->cancellable);

  G_OBJECT_CLASS (jc_home_model_parent_class)->dispose (object);
}

static void
jc_home_model_finalize (GObject *object)
{
  JcHomeModel *self = JC_HOME_MODEL (object);

  g_clear_object (&self->worker);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->programmes, g_ptr_array_unref);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);

  G_OBJECT_CLASS (jc_home_model_parent_class)->finalize (object);
}

static void
jc_home_model_class_init (JcHomeModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = jc_home_model_dispose;
  object_class->finalize = jc_home_model_finalize;

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_HOME_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", JC_TYPE_HOME_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
jc_home_model_init (JcHomeModel *self)
{
  self->cancellable = g_cancellable_new ();
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/* --- Public functions --- */

JcHomeModel *
jc_home_model_new (JcLibraryWorker *worker)
{
  JcHomeModel *self = g_object_new (JC_TYPE_HOME_MODEL, NULL);

  self->worker = g_object_ref (worker);

  return self;
}

/**
 * jc_home_model_reload:
 * @self: the model
 *
 * Reads the library again, on its own thread.
 */
void
jc_home_model_reload (JcHomeModel *self)
{
  g_return_if_fail (JC_IS_HOME_MODEL (self));

  if (self->is_loading)
    self->is_stale = TRUE;
  else
    start_reading (self, self->programmes == NULL);
}

gboolean
jc_home_model_is_loaded (JcHomeModel *self)
{
  return self->is_loaded;
}

GPtrArray *
jc_home_model_get_all (JcHomeModel *self)
{
  return self->all;
}

guint
jc_home_model_get_n_dossiers (JcHomeModel *self)
{
  return g_hash_table_size (self->by_id);
}

guint
jc_home_model_get_n_attention (JcHomeModel *self)
{
  return self->n_attention;
}

JcDossierItem *
jc_home_model_find (JcHomeModel *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

GPtrArray *
jc_home_model_get_programmes (JcHomeModel *self)
{
  return self->programmes;
}

gboolean
jc_home_model_is_application (JcHomeModel *self, JcDossierItem *item)
{
  const JcDossierRow *row = jc_dossier_item_get_row (item);
  JcProgramme        *programme = find_programme (self, row->programme);
  const JcKind *kind = programme != NULL ? jc_programme_find_kind (programme, row->kind) : NULL;

  return kind != NULL && kind->roles != NULL
         && g_strv_contains ((const char *const *)kind->roles, "applicant");
}
