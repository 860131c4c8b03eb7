/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Files that have no path on this machine: on a phone, a share, behind a desktop's portal. GIO
 * reads them; they are copied into the library's partial files like any other. */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-intake-private.h"

#include <string.h>

#include "jc-intake-name.h"

#define MAX_FILES 2000
#define HEAD_BYTES 4096
#define ATTRIBUTES                                                                                 \
  G_FILE_ATTRIBUTE_STANDARD_TYPE                                                                   \
      "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME                \
      "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC

typedef struct
{
  JcIntakeRun  *run;
  GFile        *file;   /* (unowned) */
  GInputStream *source; /* (unowned) */
  gint64        n_bytes;
  gint64        size; /* 0: not known */
} Copy;

/* --- Words --- */

static gboolean
refuse (GFile *file, const GError *cause, GError **error)
{
  g_autofree char *scheme = g_file_get_uri_scheme (file);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return jc_set_error (
        error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE,
        "没有这个文件。它可能已移走或改名，重新选择。",
        "There is no such file. It may have been moved or renamed; choose it again.");
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    return jc_set_error (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE,
                         "这台电脑读不了 %s 地址上的文件。先把它复制或下载到本机，再添加。",
                         "This computer cannot read files at a %s address. Copy or download it to "
                         "this machine, then add it.",
                         scheme != NULL ? scheme : "?");
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED))
    return jc_set_error (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE,
                         "文件所在的设备或共享文件夹没有连接。先在文件管理器里打开它，再添加。",
                         "The device or share that holds the file is not connected. Open it in the "
                         "file manager, then add the file.");
  return jc_set_error (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE,
                       "文件读不出（%s）。检查连接，或先把它复制到本机再添加。",
                       "The file cannot be read (%s). Check the connection, or copy it to this "
                       "machine first.",
                       cause->message);
}

/* Being cancelled is no refusal. Returns FALSE. */
static gboolean
refuse_or_cancel (GFile *file, GError *cause, GError **error)
{
  g_autoptr (GError) owned = cause;

  if (!g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return refuse (file, cause, error);
  g_propagate_error (error, g_steal_pointer (&owned));
  return FALSE;
}

/* --- Copying --- */

static gssize
read_source (gpointer source, void *buffer, gsize count, GError **error)
{
  Copy   *copy = source;
  GError *cause = NULL;
  gssize  n = g_input_stream_read (copy->source, buffer, count, copy->run->cancellable, &cause);

  if (n < 0)
    {
      refuse_or_cancel (copy->file, cause, error);
      return -1;
    }
  copy->n_bytes += n;
  if (copy->run->request->copied != NULL)
    copy->run->request->copied (copy->n_bytes, copy->size, copy->run->user_data);
  return n;
}

/* What its first bytes say of the limit; they stay to be read. */
static gboolean
look_ahead (Copy *copy, GBufferedInputStream *buffered, gint64 *max_bytes, GError **error)
{
  gsize         n_bytes = 0;
  const guint8 *head = NULL;
  GError       *cause = NULL;

  if (g_buffered_input_stream_fill (buffered, HEAD_BYTES, copy->run->cancellable, &cause) < 0)
    return refuse_or_cancel (copy->file, cause, error);
  head = g_buffered_input_stream_peek_buffer (buffered, &n_bytes);
  *max_bytes = jc_intake_get_copy_limit (copy->run, head, n_bytes);
  return copy->size <= *max_bytes ? TRUE : jc_intake_refuse_too_large (error, *max_bytes);
}

static gboolean
copy_source (Copy *copy, GInputStream *input, JcIntakeOriginal *original, GError **error)
{
  g_autoptr (GInputStream) buffered = g_buffered_input_stream_new (input);
  g_autoptr (JcIntakeStream) stream = jc_intake_stream_new (read_source, copy);
  gint64 max_bytes = 0;

  copy->source = buffered;
  return look_ahead (copy, G_BUFFERED_INPUT_STREAM (buffered), &max_bytes, error)
         && jc_intake_keep_stream (copy->run, G_INPUT_STREAM (stream), max_bytes, original, error);
}

static gint64
get_time (GFileInfo *info)
{
  return (gint64)g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED)
             * G_USEC_PER_SEC
         + g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
}

/* Where size and time are told at all: not of what comes from the web. */
static gboolean
check_unchanged (Copy *copy, GFileInfo *before, GError **error)
{
  g_autoptr (GFileInfo) after = g_file_query_info (copy->file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE,
                                                   copy->run->cancellable, NULL);

  if (after == NULL || copy->size == 0
      || (copy->n_bytes == copy->size && g_file_info_get_size (after) == copy->size
          && get_time (after) == get_time (before)))
    return TRUE;
  return jc_set_error (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_CHANGED,
                       "文件正被另一个程序写入。等它写完再添加。",
                       "Another program is writing this file. Add it when that is done.");
}

/**
 * jc_intake_keep_file:
 * @file: anywhere
 * @original: zeroed; filled
 * @error: as jc_intake_keep_path ()
 *
 * Copies the file into the library and examines the copy.
 */
gboolean
jc_intake_keep_file (JcIntakeRun *run, GFile *file, JcIntakeOriginal *original, GError **error)
{
  Copy    copy = { .run = run, .file = file };
  GError *cause = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFileInputStream) input = NULL;

  if (g_file_peek_path (file) != NULL)
    return jc_intake_keep_path (run, g_file_peek_path (file), original, error);

  info = g_file_query_info (file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, run->cancellable, &cause);
  if (info != NULL)
    input = g_file_read (file, run->cancellable, &cause);
  if (input == NULL)
    return refuse_or_cancel (file, cause, error);
  copy.size = g_file_info_get_size (info);
  return copy_source (&copy, G_INPUT_STREAM (input), original, error)
         && check_unchanged (&copy, info, error) && jc_intake_examine_kept (run, original, error);
}

/* --- Names and folders --- */

/**
 * jc_intake_dup_file_name:
 * @file: anywhere
 *
 * Returns: (transfer full): what it is called here, as jc_intake_name_clean () gives it
 */
char *
jc_intake_dup_file_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return jc_intake_name_clean (base != NULL ? base : "");
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  g_autofree char *first_name = jc_intake_dup_file_name (*(GFile *const *)a);
  g_autofree char *second_name = jc_intake_dup_file_name (*(GFile *const *)b);
  g_autofree char *first = g_utf8_collate_key_for_filename (first_name, -1);
  g_autofree char *second = g_utf8_collate_key_for_filename (second_name, -1);

  return strcmp (first, second);
}

static void
add_children (GFile *folder, GPtrArray *files, GCancellable *cancellable)
{
  g_autoptr (GFileEnumerator) children
      = g_file_enumerate_children (folder, ATTRIBUTES "," G_FILE_ATTRIBUTE_STANDARD_NAME,
                                   G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  GFileInfo *info = NULL;
  GFile     *child = NULL;

  while (children != NULL && files->len < MAX_FILES
         && g_file_enumerator_iterate (children, &info, &child, cancellable, NULL) && info != NULL)
    if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
        && !jc_intake_name_is_litter (g_file_info_get_name (info)))
      g_ptr_array_add (files, g_object_ref (child));
  g_ptr_array_sort (files, compare_files);
}

/**
 * jc_intake_list_file:
 * @file: a file or a folder, anywhere
 *
 * Returns: (transfer full) (element-type GFile): the folder's files, in the order in which a person
 *   numbers them; of anything else, and of a folder that cannot be read, @file itself
 */
GPtrArray *
jc_intake_list_file (GFile *file, GCancellable *cancellable)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY)
    add_children (file, files, cancellable);
  if (files->len == 0)
    g_ptr_array_add (files, g_object_ref (file));
  return files;
}
