/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-preferences.h"

#define WRITE_DELAY_MS 300

struct _JcPreferences
{
  GObject parent_instance;

  char     *file;
  GKeyFile *keys;
  guint     write_source;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcPreferences, jc_preferences, G_TYPE_OBJECT)

static GBytes *
dup_contents (JcPreferences *self)
{
  gsize length = 0;
  char *text = g_key_file_to_data (self->keys, &length, NULL);

  return g_bytes_new_take (text, length);
}

static void
make_folder (JcPreferences *self)
{
  g_autofree char *folder = g_path_get_dirname (self->file);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_debug ("cannot make %s", folder);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* Losing a window's size is not worth a word to the person; their work lies elsewhere. */
  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_debug ("preferences were not written: %s", error->message);
}

static gboolean
write_cb (gpointer user_data)
{
  JcPreferences *self = user_data;
  g_autoptr (GFile) file = g_file_new_for_path (self->file);
  g_autoptr (GBytes) contents = dup_contents (self);

  self->write_source = 0;
  make_folder (self);
  g_file_replace_contents_bytes_async (file, contents, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       written_cb, NULL);

  return G_SOURCE_REMOVE;
}

static void
note_change (JcPreferences *self, const char *group, const char *key)
{
  if (self->write_source == 0)
    self->write_source = g_timeout_add (WRITE_DELAY_MS, write_cb, self);
  g_signal_emit (self, signals[CHANGED], 0, group, key);
}

static void
jc_preferences_dispose (GObject *object)
{
  jc_preferences_flush (JC_PREFERENCES (object));

  G_OBJECT_CLASS (jc_preferences_parent_class)->dispose (object);
}

static void
jc_preferences_finalize (GObject *object)
{
  JcPreferences *self = JC_PREFERENCES (object);

  g_key_file_unref (self->keys);
  g_free (self->file);

  G_OBJECT_CLASS (jc_preferences_parent_class)->finalize (object);
}

static void
jc_preferences_class_init (JcPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = jc_preferences_dispose;
  object_class->finalize = jc_preferences_finalize;

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_PREFERENCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
jc_preferences_init (JcPreferences *self)
{
  self->keys = g_key_file_new ();
}

/**
 * jc_preferences_new:
 * @file: the key file; one that is missing or cannot be read stands for no choices
 *
 * Returns: (transfer full): the preferences
 */
JcPreferences *
jc_preferences_new (const char *file)
{
  JcPreferences *self;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  self = g_object_new (JC_TYPE_PREFERENCES, NULL);
  self->file = g_strdup (file);
  if (!g_key_file_load_from_file (self->keys, file, G_KEY_FILE_NONE, &error))
    g_debug ("no preferences read: %s", error->message);

  return self;
}

/**
 * jc_preferences_dup_string:
 * @self: preferences
 * @group: a group
 * @key: a key of it
 * @fallback: (nullable): the answer where nothing was chosen
 *
 * Returns: (transfer full) (nullable): the choice
 */
char *
jc_preferences_dup_string (JcPreferences *self,
                           const char    *group,
                           const char    *key,
                           const char    *fallback)
{
  char *value;

  g_return_val_if_fail (JC_IS_PREFERENCES (self), NULL);

  value = g_key_file_get_string (self->keys, group, key, NULL);

  return value != NULL ? value : g_strdup (fallback);
}

/**
 * jc_preferences_get_int:
 * @self: preferences
 * @group: a group
 * @key: a key of it
 * @fallback: the answer where nothing, or no number, was kept
 *
 * Returns: the number
 */
int
jc_preferences_get_int (JcPreferences *self, const char *group, const char *key, int fallback)
{
  g_autoptr (GError) error = NULL;
  int value;

  g_return_val_if_fail (JC_IS_PREFERENCES (self), fallback);

  value = g_key_file_get_integer (self->keys, group, key, &error);

  return error == NULL ? value : fallback;
}

/**
 * jc_preferences_get_boolean:
 * @self: preferences
 * @group: a group
 * @key: a key of it
 * @fallback: the answer where nothing was chosen
 *
 * Returns: the choice
 */
gboolean
jc_preferences_get_boolean (JcPreferences *self,
                            const char    *group,
                            const char    *key,
                            gboolean       fallback)
{
  g_autoptr (GError) error = NULL;
  gboolean value;

  g_return_val_if_fail (JC_IS_PREFERENCES (self), fallback);

  value = g_key_file_get_boolean (self->keys, group, key, &error);

  return error == NULL ? value : fallback;
}

/**
 * jc_preferences_dup_keys:
 * @self: preferences
 * @group: a group
 *
 * Returns: (transfer full): its keys; none when there is no such group
 */
GStrv
jc_preferences_dup_keys (JcPreferences *self, const char *group)
{
  GStrv keys;

  g_return_val_if_fail (JC_IS_PREFERENCES (self), NULL);

  keys = g_key_file_get_keys (self->keys, group, NULL, NULL);

  return keys != NULL ? keys : g_new0 (char *, 1);
}

/**
 * jc_preferences_set_string:
 * @self: preferences
 * @group: a group
 * @key: a key of it
 * @value: the choice
 *
 * Notifies only when it is another one.
 */
void
jc_preferences_set_string (JcPreferences *self,
                           const char    *group,
                           const char    *key,
                           const char    *value)
{
  g_autofree char *before = NULL;

  g_return_if_fail (JC_IS_PREFERENCES (self));
  g_return_if_fail (value != NULL);

  before = jc_preferences_dup_string (self, group, key, NULL);
  if (g_strcmp0 (before, value) == 0)
    return;

  g_key_file_set_string (self->keys, group, key, value);
  note_change (self, group, key);
}

/**
 * jc_preferences_set_int:
 * @self: preferences
 * @group: a group
 * @key: a key of it
 * @value: the number
 */
void
jc_preferences_set_int (JcPreferences *self, const char *group, const char *key, int value)
{
  g_autofree char *text = g_strdup_printf ("%d", value);

  jc_preferences_set_string (self, group, key, text);
}

/**
 * jc_preferences_set_boolean:
 * @self: preferences
 * @group: a group
 * @key: a key of it
 * @value: the choice
 */
void
jc_preferences_set_boolean (JcPreferences *self, const char *group, const char *key, gboolean value)
{
  jc_preferences_set_string (self, group, key, value ? "true" : "false");
}

/**
 * jc_preferences_remove:
 * @self: preferences
 * @group: a group
 * @key: (nullable): a key of it; %NULL is the whole group
 */
void
jc_preferences_remove (JcPreferences *self, const char *group, const char *key)
{
  gboolean removed;

  g_return_if_fail (JC_IS_PREFERENCES (self));

  removed = key != NULL ? g_key_file_remove_key (self->keys, group, key, NULL)
                        : g_key_file_remove_group (self->keys, group, NULL);
  if (removed)
    note_change (self, group, key);
}

/**
 * jc_preferences_flush:
 * @self: preferences
 *
 * Writes at once what was not written yet: before the process ends.
 */
void
jc_preferences_flush (JcPreferences *self)
{
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_return_if_fail (JC_IS_PREFERENCES (self));

  if (self->write_source == 0)
    return;

  g_clear_handle_id (&self->write_source, g_source_remove);
  make_folder (self);
  contents = dup_contents (self);
  if (!g_file_set_contents_full (self->file, g_bytes_get_data (contents, &length),
                                 (gssize)g_bytes_get_size (contents),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_debug ("preferences were not written: %s", error->message);
}
