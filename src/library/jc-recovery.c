/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-recovery.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jc-json.h"
#include "jc-library-folder.h"
#include "jc-library-private.h"
#include "jc-salvage.h"
#include "jc-schema.h"
#include "jc-wal.h"

#define RECOVERED_NAME "library.recovered.db"
#define COPY_NAME "library.salvage.db"
#define HEADER_BYTES 100
#define AT_VERSION 60
#define AT_APPLICATION_ID 68
#define MAX_NAMED_IDS 20

/* The database and what SQLite keeps beside it. */
static const char *const endings[] = { "", "-wal", "-shm" };

/* --- Looking without touching --- */

static gboolean
set_damaged (GError **error, const char *folder, const char *zh, const char *en)
{
  return jc_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT, "资料库“%1$s”%2$s%3$.0s。",
                       "The library “%1$s” %2$.0s%3$s.", folder, zh, en);
}

static guint32
read_32 (const guint8 *bytes)
{
  return ((guint32)bytes[0] << 24) | ((guint32)bytes[1] << 16) | ((guint32)bytes[2] << 8)
         | bytes[3];
}

/* Reads up to @size bytes; returns how many, -1 when there is no such file. */
static gssize
read_start (const char *path, guint8 *bytes, gsize size)
{
  int    fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n = fd >= 0 ? read (fd, bytes, size) : -1;

  if (fd >= 0)
    close (fd);
  return n;
}

static gboolean
check_header (const char *folder, const guint8 *header, gboolean is_used, GError **error)
{
  guint32 version = read_32 (header + AT_VERSION);
  guint32 id = read_32 (header + AT_APPLICATION_ID);
  guint32 n_steps = (guint32)g_strv_length ((char **)jc_library_steps);

  if (memcmp (header, "SQLite format 3", 16) != 0)
    return is_used ? set_damaged (error, folder, "的文件头已损坏", "has a damaged header") : TRUE;
  if (id != 0 && id != JC_LIBRARY_APPLICATION_ID && is_used)
    return set_damaged (error, folder, "的标记已损坏", "has a damaged mark");
  if (id == JC_LIBRARY_APPLICATION_ID && version > n_steps)
    return jc_set_error (
        error, JC_STORE_ERROR, JC_STORE_ERROR_NEWER_SCHEMA,
        "资料库“%s”由更新版本的程序写成（格式 %u，本程序到 %u），没有改动它。安装新版本后再打开。",
        "A newer program wrote the library “%s” (format %u, this one knows up to %u); it was left "
        "untouched. Install the newer version to open it.",
        folder, version, n_steps);
  return TRUE;
}

/**
 * jc_recovery_inspect:
 * @is_used: whether a database was ever made in @folder
 * @is_alone: whether nobody else has it open: only then its log stands still
 *
 * Looks at the files without SQLite, which would write as soon as it opens them. TRUE: go on.
 */
gboolean
jc_recovery_inspect (const char *folder, gboolean is_used, gboolean is_alone, GError **error)
{
  g_autofree char *path = jc_library_folder_dup_path (folder, JC_LIBRARY_DATABASE);
  g_autofree char *wal_path = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcWal) wal = jc_wal_load (wal_path, &failure);
  guint8        header[HEADER_BYTES] = { 0 };
  gssize        n = read_start (path, header, sizeof header);
  const guint8 *page = wal != NULL ? jc_wal_get_page (wal, 1) : NULL;

  if (failure != NULL)
    return jc_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_READ_ONLY,
                         "没有读取“%s”的权限。检查该文件的权限。",
                         "No right to read “%s”. Check the file's permissions.", wal_path);
  if (wal != NULL && is_alone && jc_wal_is_damaged (wal))
    return set_damaged (error, folder, "的日志已损坏", "has a damaged log");
  /* SQLite would throw the log of an empty database away. */
  if (n <= 0 && (is_used || wal != NULL))
    return set_damaged (error, folder, "的数据库文件不见了，或是空的",
                        "has lost its database file, or that is empty");
  if (n < (gssize)sizeof header)
    return TRUE;
  return check_header (folder, page != NULL ? page : header, is_used, error);
}

static gboolean
check_json (JcDatabase *database, const char *sql, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JcStatement) statement = jc_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  while (jc_statement_step (statement, &failure))
    {
      g_autoptr (JsonNode) node
          = jc_json_parse (jc_statement_get_text (statement, "body"), -1, NULL);

      if (node == NULL)
        return set_damaged (error, JC_LIBRARY_DATABASE, "中有损坏的记录", "holds damaged records");
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* No check of SQLite's looks into a text. */
static gboolean
check_documents (JcDatabase *database, GError **error)
{
  static const char *const queries[] = {
    "SELECT current AS body FROM dossier",
    "SELECT base AS body FROM dossier WHERE base IS NOT NULL",
    "SELECT body FROM outbox WHERE body IS NOT NULL",
    "SELECT body FROM conflict",
    "SELECT body FROM receipt",
    "SELECT body FROM event",
    "SELECT body FROM round",
    "SELECT body FROM programme",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    if (!check_json (database, queries[i], error))
      return FALSE;
  return TRUE;
}

/**
 * jc_recovery_check:
 * @error: JC_STORE_ERROR_CORRUPT
 *
 * Reads all of @database.
 */
gboolean
jc_recovery_check (JcDatabase *database, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *verdict
      = jc_database_query_text (database, "PRAGMA integrity_check (1)", &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (g_strcmp0 (verdict, "ok") != 0)
    return set_damaged (error, JC_LIBRARY_DATABASE, "没有通过完整性检查",
                        "fails its integrity check");
  return check_documents (database, error);
}

/* --- The report --- */

static char *
join_ids (GPtrArray *ids)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ids->len && i < MAX_NAMED_IDS; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            (const char *)g_ptr_array_index (ids, i));
  if (ids->len > MAX_NAMED_IDS)
    g_string_append (text, " …");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static JcText *
dup_report (const char *folder, const char *aside, JcSalvage *salvage)
{
  g_autoptr (GString) zh = g_string_new (NULL);
  g_autoptr (GString) en = g_string_new (NULL);
  g_autofree char *ids = join_ids (salvage->lost);

  g_string_append_printf (zh, "资料库“%s”已损坏，已经修复。救回 %u 份申报材料", folder,
                          salvage->n_dossiers);
  g_string_append_printf (en,
                          "The library “%s” was damaged and has been mended. Dossiers saved: %u",
                          folder, salvage->n_dossiers);
  if (salvage->n_from_history > 0)
    {
      g_string_append_printf (zh, "，其中 %u 份取自历史版本，打开核对最后的修改",
                              salvage->n_from_history);
      g_string_append_printf (en,
                              ", %u of them from their history: open them and check the last edits",
                              salvage->n_from_history);
    }
  if (salvage->lost->len > 0)
    {
      g_string_append_printf (zh, "；没有救回 %u 份：%s", salvage->lost->len, ids);
      g_string_append_printf (en, "; lost: %u (%s)", salvage->lost->len, ids);
    }
  if (salvage->n_lost_rows > 0)
    {
      g_string_append_printf (zh, "；另有至多 %u 条历史等记录没有救回", salvage->n_lost_rows);
      g_string_append_printf (en, "; other records lost (history and the like): at most %u",
                              salvage->n_lost_rows);
    }
  g_string_append_printf (zh, "。损坏的文件完整保存为“%s”，没有删除。", aside);
  g_string_append_printf (en, ". The damaged file is kept whole as “%s”.", aside);
  return jc_text_new (zh->str, en->str);
}

static char *
dup_report_path (const char *folder, const char *aside)
{
  g_autofree char *path = jc_library_folder_dup_path (folder, aside);

  if (g_str_has_suffix (path, ".db"))
    path[strlen (path) - strlen (".db")] = '\0';
  return g_strconcat (path, ".txt", NULL);
}

static JcText *
load_report (const char *folder, const char *aside)
{
  g_autofree char *path = dup_report_path (folder, aside);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", 3);
  return g_strv_length (lines) >= 2 ? jc_text_new (lines[0], lines[1]) : NULL;
}

/* --- Mending --- */

static gboolean
set_errno (GError **error, int error_number, const char *path)
{
  gboolean is_full = error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;

  return jc_set_error (error, JC_LIBRARY_ERROR,
                       is_full ? JC_LIBRARY_ERROR_NO_SPACE : JC_LIBRARY_ERROR_FAILED,
                       "资料库已损坏，修复时“%s”读写失败：%s。原文件没有动；检查磁盘后再打开。",
                       "The library is damaged, and “%s” failed while it was being mended: %s. The "
                       "old file is as it was; check the disk, then open it again.",
                       path, g_strerror (error_number));
}

static gboolean
remove_database (const char *folder, const char *name, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (name, endings[i], NULL);
      g_autofree char *path = jc_library_folder_dup_path (folder, file);

      if (g_unlink (path) != 0 && errno != ENOENT)
        return set_errno (error, errno, path);
    }
  return TRUE;
}

/* A stamp that nothing bears yet. */
static char *
dup_aside (const char *folder)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");

  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("library.damaged-%s.db", stamp)
                                     : g_strdup_printf ("library.damaged-%s-%u.db", stamp, i);
      g_autofree char *path = jc_library_folder_dup_path (folder, name);
      g_autofree char *report = dup_report_path (folder, name);

      if (!g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (report, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
}

/* Closes @database with all that it holds in the one file: SQLite's own closing says nothing when
 * that fails, and only the file changes places. */
static gboolean
settle (JcDatabase *database, const char *path, GError **error)
{
  g_autofree char *wal_path = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) failure = NULL;
  g_autofree char *busy
      = jc_database_query_text (database, "PRAGMA wal_checkpoint (TRUNCATE)", &failure);
  struct stat info = { 0 };

  jc_database_close (database);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (g_strcmp0 (busy, "0") != 0 || (g_stat (wal_path, &info) == 0 && info.st_size > 0))
    return set_errno (error, EIO, path);
  return TRUE;
}

static gboolean
make_model (const char *path, GError **error)
{
  g_autoptr (JcDatabase) database = jc_database_open (path, error);

  return database != NULL
         && jc_schema_migrate (database, JC_LIBRARY_APPLICATION_ID, jc_library_steps, error)
         && settle (g_steal_pointer (&database), path, error);
}

/* Makes the recovered database beside the damaged one, which is only read. */
static gboolean
make_recovered (const char *folder, JcSalvage *salvage, GError **error)
{
  g_autofree char *damaged = jc_library_folder_dup_path (folder, JC_LIBRARY_DATABASE);
  g_autofree char *recovered = jc_library_folder_dup_path (folder, RECOVERED_NAME);
  g_autofree char *copy = jc_library_folder_dup_path (folder, COPY_NAME);
  g_autoptr (JcDatabase) database = NULL;

  if (!remove_database (folder, RECOVERED_NAME, error)
      || !remove_database (folder, COPY_NAME, error) || !make_model (recovered, error)
      || !jc_salvage_copy (damaged, copy, recovered, error))
    return FALSE;

  database = jc_database_open (recovered, error);
  if (database == NULL || !jc_salvage_rows (salvage, database, copy, error)
      || !settle (g_steal_pointer (&database), recovered, error))
    return FALSE;

  /* What takes the old one's place is read again from the disk. */
  database = jc_database_open (recovered, error);
  return database != NULL && jc_recovery_check (database, error)
         && settle (g_steal_pointer (&database), recovered, error);
}

static gboolean
save_report (const char *folder, const char *aside, JcSalvage *salvage, GError **error)
{
  g_autoptr (JcText) report = dup_report (folder, aside, salvage);
  g_autofree char *path = dup_report_path (folder, aside);
  g_autofree char *text = g_strconcat (report->zh, "\n", report->en, "\n", NULL);
  g_autoptr (GError) failure = NULL;

  if (g_file_set_contents_full (path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &failure))
    return TRUE;
  return set_errno (error,
                    g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? ENOSPC : EIO,
                    path);
}

/**
 * jc_recovery_run:
 *
 * Makes a new database of what can be read, writes the report, and notes that both are ready:
 * jc_recovery_finish () then changes them over. Until that note stands, the damaged files are
 * untouched, and a failure or a killed program only means that the next opening begins again.
 */
gboolean
jc_recovery_run (const char *folder, GError **error)
{
  g_auto (JcSalvage) salvage = { 0 };
  g_autofree char *aside = dup_aside (folder);
  g_autoptr (GError) failure = NULL;

  if (!make_recovered (folder, &salvage, &failure))
    {
      if (failure->domain == JC_LIBRARY_ERROR)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error_literal (error, JC_LIBRARY_ERROR,
                             g_error_matches (failure, JC_STORE_ERROR, JC_STORE_ERROR_FULL)
                                 ? JC_LIBRARY_ERROR_NO_SPACE
                                 : JC_LIBRARY_ERROR_DAMAGED,
                             failure->message);
      return FALSE;
    }
  return remove_database (folder, COPY_NAME, error) && save_report (folder, aside, &salvage, error)
         && jc_library_folder_sync (folder, error)
         && jc_library_folder_note_swap (folder, aside, error);
}

static gboolean
move_if_there (const char *folder, const char *from, const char *to, GError **error)
{
  g_autofree char *from_path = jc_library_folder_dup_path (folder, from);
  g_autofree char *to_path = jc_library_folder_dup_path (folder, to);

  if (g_rename (from_path, to_path) != 0 && errno != ENOENT)
    return set_errno (error, errno, from_path);
  return TRUE;
}

/**
 * jc_recovery_finish:
 * @report: (out) (nullable): the report, when there was something to finish
 *
 * Puts the damaged files aside, whole, and the recovered one in their place. Each step may have
 * been done already by a program that was killed: as long as the recovered database bears its own
 * name, what is called library.db is the damaged one. The log goes before the database, since
 * SQLite would play it into whatever bears that name.
 */
gboolean
jc_recovery_finish (const char *folder, JcText **report, GError **error)
{
  g_autofree char *aside = jc_library_folder_dup_swap (folder);
  g_autofree char *recovered = jc_library_folder_dup_path (folder, RECOVERED_NAME);

  if (aside == NULL)
    return TRUE;

  if (g_file_test (recovered, G_FILE_TEST_EXISTS))
    {
      for (gsize i = G_N_ELEMENTS (endings); i > 0; i--)
        {
          g_autofree char *from = g_strconcat (JC_LIBRARY_DATABASE, endings[i - 1], NULL);
          g_autofree char *to = g_strconcat (aside, endings[i - 1], NULL);

          if (!move_if_there (folder, from, to, error))
            return FALSE;
        }
      if (!jc_library_folder_sync (folder, error)
          || !move_if_there (folder, RECOVERED_NAME, JC_LIBRARY_DATABASE, error))
        return FALSE;
    }
  /* What SQLite may have left of an empty log. */
  if (!remove_database (folder, RECOVERED_NAME, error)
      || !remove_database (folder, COPY_NAME, error))
    return FALSE;
  if (!jc_library_folder_sync (folder, error))
    return FALSE;

  *report = load_report (folder, aside);
  return jc_library_folder_remove_note (folder, error);
}
