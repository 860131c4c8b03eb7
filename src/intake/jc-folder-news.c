/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-folder-news.h"

#include <string.h>

#include "jc-intake-name.h"

#define MARK_LENGTH 16
#define SEPARATOR " "

/**
 * State:
 * @WAITING: new, or changed since, and maybe still being written
 * @EARLIER: there at the first look
 * @DONE: told, or known from another time
 */
typedef enum
{
  WAITING,
  EARLIER,
  DONE,
} State;

typedef struct
{
  State  state;
  gint64 size;
  gint64 mtime_us;
  gint64 since_us;
  guint  n_attempts;
} Seen;

struct _JcFolderNews
{
  GHashTable *seen;  /* (owned) name: Seen */
  GHashTable *marks; /* (owned): in @order */
  GQueue     *order; /* (owned) (element-type utf8): marks, oldest first */
  gboolean    has_looked;
};

JcFolderEntry *
jc_folder_entry_new (const char *name, gint64 size, gint64 mtime_us)
{
  JcFolderEntry *self = g_new0 (JcFolderEntry, 1);

  self->name = g_strdup (name);
  self->size = size;
  self->mtime_us = mtime_us;
  return self;
}

void
jc_folder_entry_free (JcFolderEntry *self)
{
  g_free (self->name);
  g_free (self);
}

JcFolderNews *
jc_folder_news_new (void)
{
  JcFolderNews *self = g_new0 (JcFolderNews, 1);

  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->marks = g_hash_table_new (g_str_hash, g_str_equal);
  self->order = g_queue_new ();
  return self;
}

void
jc_folder_news_free (JcFolderNews *self)
{
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->marks);
  g_queue_free_full (self->order, g_free);
  g_free (self);
}

/* --- What is remembered --- */

/* Name, size and time of a file in a few characters: a long list of them is kept. */
static char *
dup_mark (const char *name, const Seen *seen)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%s",
                                           seen->size, seen->mtime_us, name);
  char            *mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  mark[MARK_LENGTH] = '\0';
  return mark;
}

static void
remember_mark (JcFolderNews *self, char *mark)
{
  if (g_hash_table_contains (self->marks, mark))
    {
      g_free (mark);
      return;
    }
  g_queue_push_tail (self->order, mark);
  g_hash_table_add (self->marks, mark);
  if (g_queue_get_length (self->order) > JC_FOLDER_MAX_REMEMBERED)
    {
      char *oldest = g_queue_pop_head (self->order);

      g_hash_table_remove (self->marks, oldest);
      g_free (oldest);
    }
}

static void
remember (JcFolderNews *self, const char *name, const Seen *seen)
{
  remember_mark (self, dup_mark (name, seen));
}

static gboolean
is_remembered (JcFolderNews *self, const char *name, const Seen *seen)
{
  g_autofree char *mark = dup_mark (name, seen);

  return g_hash_table_contains (self->marks, mark);
}

static void
forget (JcFolderNews *self, const char *name, const Seen *seen)
{
  g_autofree char *mark = dup_mark (name, seen);
  GList           *link = g_queue_find_custom (self->order, mark, (GCompareFunc)strcmp);

  if (link == NULL)
    return;
  g_hash_table_remove (self->marks, mark);
  g_free (link->data);
  g_queue_delete_link (self->order, link);
}

/* --- Looking --- */

/**
 * jc_folder_news_is_candidate:
 * @name: of a file in a folder
 *
 * Returns: %FALSE for what systems leave behind and for what other programs give a name of its own
 *   until it is written
 */
gboolean
jc_folder_news_is_candidate (const char *name)
{
  static const char *const unfinished[]
      = { ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (jc_intake_name_is_litter (name) || g_str_has_prefix (name, "~$"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (unfinished); i++)
    if (g_str_has_suffix (lower, unfinished[i]))
      return FALSE;
  return TRUE;
}

static Seen *
meet (JcFolderNews *self, const JcFolderEntry *entry, gint64 now_us)
{
  Seen *seen = g_new0 (Seen, 1);

  seen->size = entry->size;
  seen->mtime_us = entry->mtime_us;
  seen->since_us = now_us;
  seen->state = WAITING;
  if (is_remembered (self, entry->name, seen))
    seen->state = DONE;
  else if (!self->has_looked)
    {
      seen->state = EARLIER;
      remember (self, entry->name, seen);
    }
  g_hash_table_insert (self->seen, g_strdup (entry->name), seen);
  return seen;
}

static Seen *
look_at (JcFolderNews *self, const JcFolderEntry *entry, gint64 now_us)
{
  Seen *seen = g_hash_table_lookup (self->seen, entry->name);

  if (seen == NULL)
    return meet (self, entry, now_us);
  if (seen->size != entry->size || seen->mtime_us != entry->mtime_us)
    {
      seen->size = entry->size;
      seen->mtime_us = entry->mtime_us;
      seen->since_us = now_us;
      seen->state = is_remembered (self, entry->name, seen) ? DONE : WAITING;
    }
  return seen;
}

/* A scanner makes an empty file first. */
static gboolean
is_at_rest (const Seen *seen, gint64 now_us)
{
  return seen->state == WAITING && seen->size > 0 && now_us - seen->since_us >= JC_FOLDER_REST_US;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *first_name = jc_intake_name_clean (*(const char *const *)a);
  g_autofree char *second_name = jc_intake_name_clean (*(const char *const *)b);
  g_autofree char *first = g_utf8_collate_key_for_filename (first_name, -1);
  g_autofree char *second = g_utf8_collate_key_for_filename (second_name, -1);

  return strcmp (first, second);
}

/**
 * jc_folder_news_look:
 * @entries: (element-type JcFolderEntry): the folder's files at this moment; a folder that cannot
 * be listed is not looked at
 * @now_us: monotonic
 *
 * Returns: (transfer full) (element-type filename): files that are news and have not changed for
 *   JC_FOLDER_REST_US, each told once
 */
GPtrArray *
jc_folder_news_look (JcFolderNews *self, GPtrArray *entries, gint64 now_us)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < entries->len; i++)
    {
      const JcFolderEntry *entry = g_ptr_array_index (entries, i);
      Seen                *seen;

      if (!jc_folder_news_is_candidate (entry->name))
        continue;
      seen = look_at (self, entry, now_us);
      if (!is_at_rest (seen, now_us))
        continue;
      seen->state = DONE;
      remember (self, entry->name, seen);
      g_ptr_array_add (names, g_strdup (entry->name));
    }
  self->has_looked = TRUE;
  g_ptr_array_sort (names, compare_names);
  return names;
}

static guint
count (JcFolderNews *self, State state)
{
  GHashTableIter iter;
  gpointer       seen = NULL;
  guint          n = 0;

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, NULL, &seen))
    n += ((const Seen *)seen)->state == state;
  return n;
}

gboolean
jc_folder_news_is_waiting (JcFolderNews *self)
{
  return count (self, WAITING) > 0;
}

guint
jc_folder_news_count_earlier (JcFolderNews *self)
{
  return count (self, EARLIER);
}

/**
 * jc_folder_news_ask_earlier:
 *
 * What is still being written is told when it is at rest, like anything new.
 */
void
jc_folder_news_ask_earlier (JcFolderNews *self)
{
  GHashTableIter iter;
  gpointer       seen = NULL;

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, NULL, &seen))
    if (((const Seen *)seen)->state == EARLIER)
      ((Seen *)seen)->state = WAITING;
}

/**
 * jc_folder_news_try_again:
 * @name: as it was told
 *
 * Returns: %FALSE when the file stays untaken until it is written anew
 */
gboolean
jc_folder_news_try_again (JcFolderNews *self, const char *name)
{
  Seen *seen = g_hash_table_lookup (self->seen, name);

  if (seen == NULL || ++seen->n_attempts >= JC_FOLDER_MAX_ATTEMPTS)
    return FALSE;
  forget (self, name, seen);
  seen->state = WAITING;
  /* A time of its own: it rests anew from the next look. */
  seen->size = -1;
  return TRUE;
}

/* --- Another time --- */

/**
 * jc_folder_news_dup_memory:
 *
 * Returns: (transfer full): one line for jc_folder_news_set_memory ()
 */
char *
jc_folder_news_dup_memory (JcFolderNews *self)
{
  GString *text = g_string_new (NULL);

  for (GList *link = self->order->head; link != NULL; link = link->next)
    g_string_append_printf (text, "%s%s", text->len > 0 ? SEPARATOR : "", (char *)link->data);
  return g_string_free (text, FALSE);
}

/**
 * jc_folder_news_set_memory:
 * @memory: of another time; what is no mark in it is passed over
 */
void
jc_folder_news_set_memory (JcFolderNews *self, const char *memory)
{
  g_auto (GStrv) marks = g_strsplit (memory, SEPARATOR, -1);

  for (guint i = 0; marks[i] != NULL; i++)
    if (strlen (marks[i]) == MARK_LENGTH)
      remember_mark (self, g_strdup (marks[i]));
}
