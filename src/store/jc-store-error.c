/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-store"

#include "config.h"

#include "jc-store-error.h"

#include <errno.h>
#include <gio/gio.h>

#include "jc-database.h"

/* It would take the name for a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (jc-store-error-quark, jc_store_error)
/* clang-format on */

static char *
format_line (const char *format, va_list args)
{
  char *line = g_strdup_vprintf (format, args);

  /* The line break divides the languages, so none may come from an argument. */
  return g_strdelimit (line, "\r\n", ' ');
}

/**
 * jc_store_set_error:
 * @error: (nullable): receives the error
 * @zh_format: printf format of the Chinese sentence
 * @en_format: the same in English, with the same arguments in the same order
 *
 * The message is "zh\nen", the form that the model's jc_error_dup_text () reads.
 *
 * Returns: %FALSE, for `return jc_store_set_error (…)`
 */
gboolean
jc_store_set_error (
    GError **error, GQuark domain, int code, const char *zh_format, const char *en_format, ...)
{
  g_autofree char *zh = NULL;
  g_autofree char *en = NULL;
  g_autofree char *both = NULL;
  va_list          args;

  va_start (args, en_format);
  zh = format_line (zh_format, args);
  va_end (args);
  va_start (args, en_format);
  en = format_line (en_format, args);
  va_end (args);

  both = g_strconcat (zh, "\n", en, NULL);
  g_set_error_literal (error, domain, code, both);
  return FALSE;
}

/**
 * jc_store_set_errno:
 * @error: (nullable): receives an error of G_IO_ERROR
 * @error_number: an errno
 * @path: the file or folder that it was about
 *
 * Returns: %FALSE
 */
gboolean
jc_store_set_errno (GError **error, int error_number, const char *path)
{
  int code = (int)g_io_error_from_errno (error_number);

  if (error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG)
    return jc_store_set_error (
        error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "磁盘空间不足，“%s”没有写入。清理出空间后再试。",
        "No space left on the disk: “%s” was not written. Free some space, then try again.", path);
  if (error_number == EACCES || error_number == EPERM || error_number == EROFS)
    return jc_store_set_error (
        error, G_IO_ERROR, code, "没有读写“%s”的权限。检查该文件夹的权限，或换一个文件夹。",
        "No right to read or write “%s”. Check the folder's permissions, or use another folder.",
        path);
  return jc_store_set_error (
      error, G_IO_ERROR, code, "“%s”读写失败：%s。检查磁盘后再试。",
      "“%s” could not be read or written: %s. Check the disk, then try again.", path,
      g_strerror (error_number));
}
