/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

#include <string.h>

#include "jc-library-folder.h"
#include "jc-originals.h"
#include "jc-partial.h"

/* Originals that nobody names: of files that were refused, of dossiers whose tombstones are gone.
 */

#define MIN_AGE_US G_TIME_SPAN_DAY
/* A part of a file that nobody has asked for since. */
#define PART_AGE_US (7 * G_TIME_SPAN_DAY)
#define INTERVAL_US (7 * G_TIME_SPAN_DAY)
#define SETTING "originals_collected_at_us"
#define N_PARTS 256
#define SHA256_HEX 64
#define DAMAGED_PREFIX "library.damaged-"

/* Whatever may name one, now or when it is taken back. Documents first: they name nearly all. */
static const char *const texts_sql[] = {
  "SELECT current AS text FROM dossier",
  "SELECT base AS text FROM dossier WHERE base IS NOT NULL",
  "SELECT body AS text FROM outbox WHERE body IS NOT NULL",
  "SELECT detail AS text FROM outbox WHERE detail IS NOT NULL",
  "SELECT body AS text FROM conflict",
  "SELECT body AS text FROM receipt",
  "SELECT body AS text FROM event",
  "SELECT value AS text FROM setting",
};

/* What was put aside as damaged may name originals that what was saved of it does not. */
static gboolean
has_damaged (JcLibrary *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, DAMAGED_PREFIX))
      return TRUE;
  return dir == NULL;
}

static GHashTable *
list_old (JcLibrary *self)
{
  GHashTable *old = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint part = 0; part < N_PARTS; part++)
    {
      g_autoptr (GPtrArray) names = jc_originals_list (self->originals, (guint8)part,
                                                       jc_library_get_now_us (self) - MIN_AGE_US);

      for (guint i = 0; i < names->len; i++)
        g_hash_table_add (old, g_strdup (g_ptr_array_index (names, i)));
    }
  return old;
}

/* Any 64 hex digits in @text are taken for a name, wherever they stand: what later programs write
 * counts too. */
static void
drop_named (GHashTable *old, const char *text)
{
  gsize length = 0;

  for (const char *p = text; *p != '\0' && g_hash_table_size (old) > 0; p++)
    {
      char name[SHA256_HEX + 1] = { 0 };

      length = g_ascii_isxdigit (*p) ? length + 1 : 0;
      if (length < SHA256_HEX)
        continue;
      memcpy (name, p + 1 - SHA256_HEX, SHA256_HEX);
      g_hash_table_remove (old, name);
    }
}

static gboolean
drop_named_in_texts (JcLibrary *self, const char *sql, GHashTable *old, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = jc_library_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  while (g_hash_table_size (old) > 0 && jc_library_step (self, statement, &failure))
    drop_named (old, jc_statement_get_text (statement, "text"));
  return failure == NULL ? TRUE : jc_library_fail (self, failure, error);
}

/* Also what a version that cannot be unpacked names is kept: nothing is collected then. */
static gboolean
drop_named_in_history (JcLibrary *self, GHashTable *old, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement
      = jc_library_prepare (self, "SELECT is_packed, document FROM history ORDER BY rowid DESC",
                            error);

  if (statement == NULL)
    return FALSE;
  while (g_hash_table_size (old) > 0 && jc_library_step (self, statement, &failure))
    {
      g_autoptr (GBytes) document = jc_statement_dup_bytes (statement, "document");
      gboolean         is_packed = jc_statement_get_int (statement, "is_packed") != 0;
      g_autofree char *text = jc_document_unpack (document, is_packed, &failure);

      if (text == NULL)
        break;
      drop_named (old, text);
    }
  return failure == NULL ? TRUE : jc_library_fail (self, failure, error);
}

static gboolean
remove_unnamed (JcLibrary *self, GHashTable *old, guint *n_removed, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GHashTableIter iter;
  gpointer       name = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts_sql); i++)
    if (!drop_named_in_texts (self, texts_sql[i], old, error))
      return FALSE;
  if (!drop_named_in_history (self, old, error))
    return FALSE;

  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (!jc_originals_remove (self->originals, name, &failure))
        return jc_library_fail (self, failure, error);
      (*n_removed)++;
    }
  return TRUE;
}

static gboolean
collect_alone (JcLibrary *self, guint *n_removed, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, jc_library_get_now_us (self));
  g_autoptr (GHashTable) old = list_old (self);

  if (g_hash_table_size (old) == 0)
    return TRUE;
  /* Nobody writes a document while they are read. */
  if (!jc_library_begin (self, error))
    return FALSE;
  return jc_library_end (self,
                         remove_unnamed (self, old, n_removed, error)
                             && jc_library_set_setting (self, SETTING, now, error),
                         error);
}

static void
remove_old_parts (JcLibrary *self)
{
  g_autoptr (GPtrArray) names
      = jc_partial_list (self->originals, jc_library_get_now_us (self) - PART_AGE_US);

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (JcPartial) partial
          = jc_partial_open (self->originals, g_ptr_array_index (names, i), NULL);

      if (partial != NULL)
        jc_partial_remove (partial);
    }
}

/**
 * jc_library_collect_originals:
 * @n_removed: (out) (optional): originals that are gone now
 * @error: JC_LIBRARY_ERROR; what was not yet removed is still there
 *
 * Removes originals that are more than a day old and that no document names: no current or agreed
 * one, no version of the history, nothing that waits in the outbox, no conflict, receipt or event;
 * and parts of originals that came a week ago. Does nothing while anybody else has the library
 * open, who may be about to name one or to take an edit back, inside of a transaction, and while a
 * damaged library that was put aside still lies in the folder.
 */
gboolean
jc_library_collect_originals (JcLibrary *self, guint *n_removed, GError **error)
{
  guint    n = 0;
  gboolean is_done = TRUE;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!jc_database_in_transaction (self->database) && !has_damaged (self)
      && jc_library_folder_lock_alone (self->lock_fd))
    {
      remove_old_parts (self);
      is_done = collect_alone (self, &n, error);
      jc_library_folder_lock_shared (self->lock_fd);
    }
  if (n_removed != NULL)
    *n_removed = n;
  return is_done;
}

/**
 * jc_library_collect_if_due:
 *
 * For closing: collects once a week, and keeps quiet about what it cannot do.
 */
void
jc_library_collect_if_due (JcLibrary *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *at = jc_library_dup_setting (self, SETTING, &error);
  gint64 age_us = jc_library_get_now_us (self) - (at != NULL ? g_ascii_strtoll (at, NULL, 10) : 0);

  /* A clock that was set back is no reason to wait. */
  if (error == NULL && (age_us < 0 || age_us >= INTERVAL_US))
    jc_library_collect_originals (self, NULL, &error);
  if (error != NULL)
    g_info ("collecting originals: %s", error->message);
}
