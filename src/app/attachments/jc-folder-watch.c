/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-folder-watch.h"

#include <errno.h>

#include "jc-folder-news.h"
#include "jc-folder-watch-list.h"
#include "jc-intake-name.h"
#include "jc-session-attachments.h"
#include "jc-text.h"

/* Shares tell of nothing that happens in them. */
#define POLL_MS 3000
/* Where the folder does tell, several things happen at once. */
#define TOLD_MS 200
#define PATIENCE_US (15 * G_USEC_PER_SEC)

/* Keys are dossiers' ids. */
#define FOLDERS "watched-folders"
#define FILES "watched-files"

struct _JcFolderWatch
{
  GObject parent_instance;

  JcDossierSession *session;
  JcAttachmentDesk *desk;
  JcPreferences    *preferences;

  /* All NULL or 0 while nothing is watched. */
  GFile        *folder;
  GFileMonitor *monitor; /* (nullable) */
  JcFolderNews *news;
  GCancellable *listing; /* (nullable): of the listing that runs */
  GError       *problem; /* (nullable) */
  gint64        listed_us;
  guint         poll_id;
  guint         told_id;
  guint         n_taken;
  gboolean      is_resumed;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_now (JcFolderWatch *self);

G_DEFINE_FINAL_TYPE (JcFolderWatch, jc_folder_watch, G_TYPE_OBJECT)

static void
tell (JcFolderWatch *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- What is kept --- */

static const char *
get_key (JcFolderWatch *self)
{
  return jc_attachment_desk_get_dossier (self->desk);
}

static void
keep (JcFolderWatch *self)
{
  g_autofree char *uri = g_file_get_uri (self->folder);
  g_autofree char *memory = jc_folder_news_dup_memory (self->news);

  jc_preferences_set_string (self->preferences, FOLDERS, get_key (self), uri);
  jc_preferences_set_string (self->preferences, FILES, get_key (self), memory);
}

/* --- Taking in --- */

static void
take (JcFolderWatch *self, GPtrArray *names)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (files, g_file_get_child (self->folder, g_ptr_array_index (names, i)));
  jc_attachment_desk_add_watched (self->desk, files);
}

/* Whether another look may help: it was written on, or the share went away just then. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_CHANGED)
         || g_error_matches (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE);
}

static GFile *
find_file (GPtrArray *files, const char *name)
{
  for (guint i = 0; i + 1 < files->len; i++)
    {
      g_autofree char *base = g_file_get_basename (g_ptr_array_index (files, i));
      g_autofree char *clean = jc_intake_name_clean (base);

      if (g_str_equal (clean, name))
        return g_ptr_array_index (files, i);
    }

  return NULL;
}

static void
refuse (JcFolderWatch *self, GPtrArray *files, const JcIntakeRefusal *refusal)
{
  GFile           *file = find_file (files, refusal->name);
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  g_autoptr (GFile) inside = NULL;

  if (file != NULL && is_passing (refusal->error) && jc_folder_news_try_again (self->news, base))
    return;
  /* Of an archive: it has a name, and lies in no folder. */
  inside = file == NULL ? g_file_get_child (self->folder, refusal->name) : g_object_ref (file);
  jc_attachment_desk_refuse_watched (self->desk, inside, refusal->error);
}

static void
watched_cb (JcFolderWatch *self, GPtrArray *files, JcIntakeResult *result)
{
  if (self->folder == NULL || result == NULL)
    return;
  self->n_taken += result->attachments->len;
  for (guint i = 0; i < result->refusals->len; i++)
    refuse (self, files, g_ptr_array_index (result->refusals, i));
  keep (self);
  tell (self);
}

/* --- Looking --- */

static void
look (JcFolderWatch *self, GPtrArray *entries)
{
  g_autoptr (GPtrArray) names = jc_folder_news_look (self->news, entries, g_get_monotonic_time ());

  if (names->len > 0)
    take (self, names);
  keep (self);
}

static void
set_problem (JcFolderWatch *self, GError *problem)
{
  g_clear_error (&self->problem);
  self->problem = problem;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcFolderWatch) self = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = jc_folder_watch_list_finish (result, &error);

  /* Of a folder, or a try, that was given up. */
  if (self->listing == NULL || g_task_get_cancellable (G_TASK (result)) != self->listing)
    {
      g_clear_error (&error);
      return;
    }
  g_clear_object (&self->listing);
  set_problem (self, error);
  if (entries != NULL)
    look (self, entries);
  tell (self);
}

static void
give_up_listing (JcFolderWatch *self)
{
  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
}

static void
lose_patience (JcFolderWatch *self)
{
  GError *error = NULL;

  give_up_listing (self);
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, g_strerror (ETIMEDOUT));
  set_problem (self, error);
  tell (self);
}

static void
list_now (JcFolderWatch *self)
{
  if (!jc_session_may_attach (self->session, JC_SLOT_UNSORTED))
    return;
  if (self->listing != NULL && g_get_monotonic_time () - self->listed_us > PATIENCE_US)
    lose_patience (self);
  if (self->listing != NULL)
    return;
  self->listed_us = g_get_monotonic_time ();
  self->listing = g_cancellable_new ();
  jc_folder_watch_list_async (self->folder, self->listing, listed_cb, g_object_ref (self));
}

static gboolean
poll_cb (gpointer user_data)
{
  list_now (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
told_due_cb (gpointer user_data)
{
  JcFolderWatch *self = user_data;

  self->told_id = 0;
  list_now (self);

  return G_SOURCE_REMOVE;
}

static void
told_cb (JcFolderWatch *self)
{
  if (self->told_id == 0)
    self->told_id = g_timeout_add (TOLD_MS, told_due_cb, self);
}

/* --- Beginning and ending --- */

/* A local folder tells at once; asking a share for it could hold up the window. */
static void
monitor (JcFolderWatch *self)
{
  if (g_file_is_native (self->folder))
    self->monitor = g_file_monitor_directory (self->folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (told_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
begin (JcFolderWatch *self, GFile *folder, const char *memory)
{
  self->folder = g_object_ref (folder);
  self->news = jc_folder_news_new ();
  jc_folder_news_set_memory (self->news, memory);
  monitor (self);
  self->poll_id = g_timeout_add (POLL_MS, poll_cb, self);
  list_now (self);
}

static void
end (JcFolderWatch *self)
{
  give_up_listing (self);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_handle_id (&self->told_id, g_source_remove);
  g_clear_error (&self->problem);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->news, jc_folder_news_free);
  g_clear_object (&self->folder);
  self->n_taken = 0;
  self->is_resumed = FALSE;
}

static void
resume (JcFolderWatch *self)
{
  g_autofree char *uri
      = jc_preferences_dup_string (self->preferences, FOLDERS, get_key (self), NULL);
  g_autofree char *memory
      = jc_preferences_dup_string (self->preferences, FILES, get_key (self), "");
  g_autoptr (GFile) folder = uri != NULL ? g_file_new_for_uri (uri) : NULL;

  if (folder == NULL)
    return;
  self->is_resumed = TRUE;
  begin (self, folder, memory);
}

/* --- GObject --- */

static void
jc_folder_watch_dispose (GObject *object)
{
  end (JC_FOLDER_WATCH (object));

  G_OBJECT_CLASS (jc_folder_watch_parent_class)->dispose (object);
}

static void
jc_folder_watch_finalize (GObject *object)
{
  JcFolderWatch *self = JC_FOLDER_WATCH (object);

  g_clear_object (&self->session);
  g_clear_object (&self->desk);
  g_clear_object (&self->preferences);

  G_OBJECT_CLASS (jc_folder_watch_parent_class)->finalize (object);
}

static void
jc_folder_watch_class_init (JcFolderWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = jc_folder_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = jc_folder_watch_finalize;

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_FOLDER_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
jc_folder_watch_init (JcFolderWatch *self)
{
}

/**
 * jc_folder_watch_new:
 * @session: the open dossier; kept
 * @desk: takes files in; kept
 * @preferences: where the folder is kept
 *
 * What was watched when the dossier was open last is watched again.
 *
 * Returns: (transfer full): the watch
 */
JcFolderWatch *
jc_folder_watch_new (JcDossierSession *session, JcAttachmentDesk *desk, JcPreferences *preferences)
{
  JcFolderWatch *self = g_object_new (JC_TYPE_FOLDER_WATCH, NULL);

  self->session = g_object_ref (session);
  self->desk = g_object_ref (desk);
  self->preferences = g_object_ref (preferences);
  g_signal_connect_object (desk, "watched", G_CALLBACK (watched_cb), self, G_CONNECT_SWAPPED);
  resume (self);

  return self;
}

/* --- Public functions --- */

/**
 * jc_folder_watch_is_wanted:
 * @preferences: where the folder is kept
 * @dossier: its id
 */
gboolean
jc_folder_watch_is_wanted (JcPreferences *preferences, const char *dossier)
{
  g_autofree char *uri = jc_preferences_dup_string (preferences, FOLDERS, dossier, NULL);

  return uri != NULL;
}

/**
 * jc_folder_watch_start:
 * @self: a watch, which leaves what it watched before
 * @folder: anywhere
 */
void
jc_folder_watch_start (JcFolderWatch *self, GFile *folder)
{
  jc_folder_watch_stop (self);
  begin (self, folder, "");
  keep (self);
  tell (self);
}

void
jc_folder_watch_stop (JcFolderWatch *self)
{
  if (self->folder == NULL)
    return;
  end (self);
  jc_preferences_remove (self->preferences, FOLDERS, get_key (self));
  jc_preferences_remove (self->preferences, FILES, get_key (self));
  tell (self);
}

GFile *
jc_folder_watch_get_folder (JcFolderWatch *self)
{
  return self->folder;
}

gboolean
jc_folder_watch_is_resumed (JcFolderWatch *self)
{
  return self->is_resumed;
}

guint
jc_folder_watch_count_taken (JcFolderWatch *self)
{
  return self->n_taken;
}

guint
jc_folder_watch_count_earlier (JcFolderWatch *self)
{
  return self->news != NULL ? jc_folder_news_count_earlier (self->news) : 0;
}

void
jc_folder_watch_take_earlier (JcFolderWatch *self)
{
  if (self->news == NULL)
    return;
  jc_folder_news_ask_earlier (self->news);
  list_now (self);
  tell (self);
}

const GError *
jc_folder_watch_get_problem (JcFolderWatch *self)
{
  return self->problem;
}
