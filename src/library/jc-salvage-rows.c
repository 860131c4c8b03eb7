/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-salvage.h"

#include <string.h>

#include "jc-json.h"
#include "jc-library-private.h"

/* Between the last row that reads from the front and the first that reads from the back, each rowid
 * is tried by itself, up to this many. */
#define MAX_PROBES 1000000

/* Parents before children. @key leads an index of its own, from which rowids can be read too. */
static const struct
{
  const char *name;
  const char *key;
} tables[] = {
  { "dossier", "id" },         { "history", "dossier_id" },
  { "outbox", "dossier_id" },  { "conflict", "dossier_id" },
  { "receipt", "dossier_id" }, { "event", "dossier_id" },
  { "round", "id" },           { "programme", "id" },
  { "setting", "name" },
};

/**
 * Work:
 * @from: the damaged one, which is only read; a connection of its own, since a transaction that
 * ever met damage does not commit
 * @to: the new one
 */
typedef struct
{
  JcSalvage  *salvage;    /* (unowned) */
  JcDatabase *from;       /* (unowned) */
  JcDatabase *to;         /* (unowned) */
  const char *table;      /* (unowned) */
  GPtrArray  *columns;    /* (owned) (element-type utf8): type, name, type, name… */
  char       *select_sql; /* (owned) */
  char       *insert_sql; /* (owned) */
} Work;

void
jc_salvage_clear (JcSalvage *self)
{
  g_clear_pointer (&self->lost, g_ptr_array_unref);
}

/* --- Which rows there are --- */

static int
compare_rowids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return first < second ? -1 : first > second;
}

/* Adds what @sql finds until the end or the damage; TRUE at the end. */
static gboolean
read_rowids (
    JcDatabase *from, GArray *rowids, const char *format, const char *table, const char *key)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT rowid AS found FROM %s %s ORDER BY %s", table, format, key);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = jc_database_prepare (from, sql, &failure);

  while (statement != NULL && jc_statement_step (statement, &failure))
    {
      gint64 rowid = jc_statement_get_int (statement, "found");

      g_array_append_val (rowids, rowid);
    }
  return failure == NULL;
}

/* The tree is walked from both ends, the index (a tree of its own) too; in the gap between, numbers
 * are guessed: what is not there costs one look. */
static GArray *
find_rowids (JcDatabase *from, const char *table, const char *key)
{
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) backwards = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 low = 0;
  gint64 high = 0;

  if (read_rowids (from, rowids, "NOT INDEXED", table, "rowid"))
    return g_steal_pointer (&rowids);

  if (rowids->len > 0)
    low = g_array_index (rowids, gint64, rowids->len - 1);
  read_rowids (from, backwards, "NOT INDEXED", table, "rowid DESC");
  if (backwards->len > 0)
    high = g_array_index (backwards, gint64, backwards->len - 1);
  if (backwards->len > 0)
    g_array_append_vals (rowids, backwards->data, backwards->len);
  read_rowids (from, rowids, "", table, key);

  for (gint64 rowid = low + 1; rowid < high && rowid - low <= MAX_PROBES; rowid++)
    g_array_append_val (rowids, rowid);
  g_array_sort (rowids, compare_rowids);
  return g_steal_pointer (&rowids);
}

/* Collects the ids of dossiers that @sql finds, as far as they can be read. */
static void
read_ids (JcDatabase *database, const char *sql, GHashTable *ids)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = jc_database_prepare (database, sql, &failure);

  while (statement != NULL && jc_statement_step (statement, &failure))
    {
      const char *id = jc_statement_get_text (statement, "found");

      if (id != NULL && g_uuid_string_is_valid (id))
        g_hash_table_add (ids, g_strdup (id));
    }
}

/* --- One table --- */

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->select_sql, g_free);
  g_clear_pointer (&self->insert_sql, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* An older program's table lacks what later steps added; of one that cannot be read, all is tried.
 */
static gboolean
is_column_missing (JcDatabase *from, const char *table, const char *column)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) > 0 AND sum (name = '%s') = 0 FROM pragma_table_info ('%s')", column,
      table);
  g_autofree char *answer = jc_database_query_text (from, sql, NULL);

  return g_strcmp0 (answer, "1") == 0;
}

/* Columns and their types as the new database has them: STRICT tables hold nothing else. */
static gboolean
begin_table (Work *self, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name, type FROM pragma_table_info ('%s')", table);
  g_autoptr (GString) names = g_string_new ("rowid");
  g_autoptr (GString) places = g_string_new (":rowid");
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = jc_database_prepare (self->to, sql, error);

  if (statement == NULL)
    return FALSE;

  self->table = table;
  self->columns = g_ptr_array_new_with_free_func (g_free);
  while (jc_statement_step (statement, &failure))
    {
      const char *name = jc_statement_get_text (statement, "name");

      if (is_column_missing (self->from, table, name))
        continue;
      g_ptr_array_add (self->columns, g_strdup (jc_statement_get_text (statement, "type")));
      g_ptr_array_add (self->columns, g_strdup (name));
      g_string_append_printf (names, ", %s", name);
      g_string_append_printf (places, ", :%s", name);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  self->select_sql = g_strdup_printf ("SELECT %s FROM %s WHERE rowid = :rowid", names->str, table);
  self->insert_sql
      = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", table, names->str, places->str);
  return TRUE;
}

/* --- Whether what was read is what was written --- */

static gboolean
set_spoilt (GError **error)
{
  return jc_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT, "记录已损坏",
                       "a damaged record");
}

static gboolean
is_document (const char *text, const char *id)
{
  g_autoptr (JsonNode) node = text != NULL ? jc_json_parse (text, -1, NULL) : NULL;

  return node != NULL
         && g_strcmp0 (jc_json_get_string (jc_json_as_object (node), "id", NULL), id) == 0;
}

static gboolean
is_json_or_null (JcStatement *row, const char *column)
{
  const char *text = jc_statement_get_text (row, column);
  g_autoptr (JsonNode) node = text != NULL ? jc_json_parse (text, -1, NULL) : NULL;

  return text == NULL || node != NULL;
}

static char *
unpack_history (JcStatement *row)
{
  g_autoptr (GBytes) document = jc_statement_dup_bytes (row, "document");

  return document != NULL
             ? jc_document_unpack (document, jc_statement_get_int (row, "is_packed") != 0, NULL)
             : NULL;
}

/* --- Dossiers out of their history --- */

/* Makes the dossier of a history row where it is missing; versions come newest first. */
static gboolean
make_from_history (Work *self, JcStatement *row, GError **error)
{
  g_autofree char *text = unpack_history (row);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;
  g_autoptr (JcStatement) statement = jc_database_prepare (
      self->to,
      "INSERT INTO dossier (id, kind, programme, version, round, title, state, revision,"
      " updated_at_us, is_known, differs, current) VALUES (:id, :kind, :programme, :version, "
      ":round,"
      " :title, :state, 0, :at_us, 0, 1, :current) ON CONFLICT (id) DO NOTHING",
      error);

  if (statement == NULL)
    return FALSE;
  if (!is_document (text, jc_statement_get_text (row, "dossier_id")))
    return set_spoilt (error);

  node = jc_json_parse (text, -1, NULL);
  object = jc_json_as_object (node);
  jc_statement_bind_text (statement, "id", jc_json_get_string (object, "id", ""));
  jc_statement_bind_text (statement, "kind", jc_json_get_string (object, "kind", ""));
  jc_statement_bind_text (statement, "programme", jc_json_get_string (object, "programme", ""));
  jc_statement_bind_text (statement, "version", jc_json_get_string (object, "version", ""));
  jc_statement_bind_text (statement, "round", jc_json_get_string (object, "round", NULL));
  jc_statement_bind_text (statement, "title", jc_statement_get_text (row, "title"));
  jc_statement_bind_text (statement, "state", jc_json_get_string (object, "state", "draft"));
  jc_statement_bind_int (statement, "at_us", jc_statement_get_int (row, "at_us"));
  jc_statement_bind_text (statement, "current", text);
  if (!jc_statement_run (statement, error))
    return FALSE;
  self->salvage->n_from_history += (guint)jc_database_get_n_changes (self->to);
  return TRUE;
}

/* --- Rows --- */

static void
bind_column (JcStatement *to, JcStatement *row, const char *type, const char *name)
{
  if (jc_statement_is_null (row, name))
    jc_statement_bind_null (to, name);
  else if (strcmp (type, "INTEGER") == 0)
    jc_statement_bind_int (to, name, jc_statement_get_int (row, name));
  else if (strcmp (type, "BLOB") == 0)
    {
      g_autoptr (GBytes) bytes = jc_statement_dup_bytes (row, name);

      jc_statement_bind_bytes (to, name, bytes);
    }
  else
    jc_statement_bind_text (to, name, jc_statement_get_text (row, name));
}

/* A base that is spoilt is forgotten: the server still has it. */
static void
forget_base (JcStatement *to)
{
  jc_statement_bind_null (to, "base");
  jc_statement_bind_int (to, "is_known", 0);
  jc_statement_bind_int (to, "differs", 1);
  jc_statement_bind_int (to, "revision", 0);
}

static gboolean
check_row (Work *self, JcStatement *row, JcStatement *to, GError **error)
{
  const char *id = NULL;

  if (strcmp (self->table, "dossier") == 0)
    {
      id = jc_statement_get_text (row, "id");
      if (!is_document (jc_statement_get_text (row, "current"), id))
        return set_spoilt (error);
      if (!jc_statement_is_null (row, "base")
          && !is_document (jc_statement_get_text (row, "base"), id))
        forget_base (to);
      return TRUE;
    }
  if (strcmp (self->table, "history") == 0)
    return make_from_history (self, row, error);
  if (strcmp (self->table, "setting") == 0)
    return TRUE;
  return is_json_or_null (row, "body") ? TRUE : set_spoilt (error);
}

/* FALSE without error: no such row. */
static gboolean
copy_row (Work *self, gint64 rowid, GError **error)
{
  g_autoptr (JcStatement) row = jc_database_prepare (self->from, self->select_sql, error);
  g_autoptr (JcStatement) to = NULL;

  if (row == NULL)
    return FALSE;
  jc_statement_bind_int (row, "rowid", rowid);
  if (!jc_statement_step (row, error))
    return FALSE;

  to = jc_database_prepare (self->to, self->insert_sql, error);
  if (to == NULL)
    return FALSE;
  jc_statement_bind_int (to, "rowid", rowid);
  for (guint i = 0; i < self->columns->len; i += 2)
    bind_column (to, row, g_ptr_array_index (self->columns, i),
                 g_ptr_array_index (self->columns, i + 1));
  return check_row (self, row, to, error) && jc_statement_run (to, error);
}

/* Damage is expected here; only what the new database says ends the work. */
static gboolean
is_fatal (const GError *failure)
{
  return g_error_matches (failure, JC_STORE_ERROR, JC_STORE_ERROR_FULL)
         || g_error_matches (failure, JC_STORE_ERROR, JC_STORE_ERROR_READ_ONLY);
}

static gboolean
copy_table (JcSalvage *salvage, JcDatabase *from, JcDatabase *to, gsize i, GError **error)
{
  g_auto (Work) work = { .salvage = salvage, .from = from, .to = to };
  g_autoptr (GArray) rowids = find_rowids (from, tables[i].name, tables[i].key);
  gint64 last = G_MININT64;

  if (!begin_table (&work, tables[i].name, error))
    return FALSE;

  /* Newest first, so that a dossier comes from the newest of its versions. */
  for (guint n = rowids->len; n > 0; n--)
    {
      g_autoptr (GError) failure = NULL;
      gint64 rowid = g_array_index (rowids, gint64, n - 1);

      if (rowid == last)
        continue;
      last = rowid;
      if (copy_row (&work, rowid, &failure) || failure == NULL)
        continue;
      if (is_fatal (failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      salvage->n_lost_rows += strcmp (tables[i].name, "dossier") != 0;
    }
  return TRUE;
}

/* --- The whole --- */

static void
count_lost (JcSalvage *self, JcDatabase *database, GHashTable *known)
{
  g_autoptr (GHashTable) saved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer       id = NULL;

  read_ids (database, "SELECT id AS found FROM dossier", saved);
  self->n_dossiers = g_hash_table_size (saved);
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (saved, id))
      g_ptr_array_add (self->lost, g_strdup (id));
}

static gboolean
copy_all (JcSalvage *self, JcDatabase *from, JcDatabase *to, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  read_ids (from, "SELECT id AS found FROM dossier ORDER BY id", known);
  read_ids (from, "SELECT id AS found FROM dossier NOT INDEXED", known);
  read_ids (from, "SELECT DISTINCT dossier_id AS found FROM history", known);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!copy_table (self, from, to, i, error))
      return FALSE;
  count_lost (self, to, known);
  return TRUE;
}

/**
 * jc_salvage_rows:
 * @database: fresh, with the schema
 *
 * Reads each table row by row, leaving out what cannot be read. A dossier whose row is lost comes
 * back from the newest entry of its history, as one that no server knows.
 */
gboolean
jc_salvage_rows (JcSalvage *self, JcDatabase *database, const char *copy, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcDatabase) from = jc_database_open (copy, &failure);

  self->lost = g_ptr_array_new_with_free_func (g_free);
  if (from == NULL)
    {
      /* A copy that cannot even be opened holds nothing that could be read. */
      if (g_error_matches (failure, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (!jc_database_begin (database, error))
    return FALSE;
  if (copy_all (self, from, database, error))
    return jc_database_commit (database, error);

  jc_database_rollback (database);
  return FALSE;
}
