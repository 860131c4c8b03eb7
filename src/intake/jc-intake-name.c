/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-intake-name.h"

#include <string.h>

#define MAX_NAME_BYTES 200
#define MAX_SUFFIX_BYTES 16
#define FALLBACK_NAME "文件"

/* Old archives and disks carry names in the Chinese code page of the machine that wrote them.
 * Decided before the name is divided: a backslash may be the second byte of a character there. */
static char *
decode (const char *raw)
{
  char *text = NULL;

  if (g_utf8_validate (raw, -1, NULL))
    return g_strdup (raw);
  text = g_convert (raw, -1, "UTF-8", "GB18030", NULL, NULL, NULL);
  return text != NULL ? text : g_utf8_make_valid (raw, -1);
}

static const char *
find_base (const char *text)
{
  const char *base = text;

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '/' || *p == '\\')
      base = p + 1;
  return base;
}

/* What is not seen, or makes a name read otherwise than it is (writing direction). */
static gboolean
is_unseen (gunichar character)
{
  switch (g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    default:
      return FALSE;
    }
}

static char *
drop_unseen (const char *text)
{
  GString *kept = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_unseen (g_utf8_get_char (p)))
      g_string_append_unichar (kept, g_utf8_get_char (p));
  return g_strstrip (g_string_free (kept, FALSE));
}

/* Shortened before its suffix, at a character's border. */
static char *
shorten (const char *name)
{
  const char      *suffix = strrchr (name, '.');
  const char      *end = NULL;
  g_autofree char *stem = NULL;

  if (strlen (name) <= MAX_NAME_BYTES)
    return g_strdup (name);
  if (suffix == NULL || suffix == name || strlen (suffix) > MAX_SUFFIX_BYTES)
    suffix = "";
  end = g_utf8_find_prev_char (name, name + MAX_NAME_BYTES - strlen (suffix) + 1);
  stem = g_strndup (name, (gsize)(end - name));
  return g_strconcat (g_strchomp (stem), suffix, NULL);
}

/**
 * jc_intake_name_clean:
 * @raw: a file's name or path, in UTF-8 or GB18030
 *
 * Returns: (transfer full): its last part in NFC without characters that are not seen, at most 200
 *   bytes long with its suffix kept; "文件" where nothing is left
 */
char *
jc_intake_name_clean (const char *raw)
{
  g_autofree char *text = NULL;
  g_autofree char *composed = NULL;
  g_autofree char *seen = NULL;

  g_return_val_if_fail (raw != NULL, NULL);

  text = decode (raw);
  composed = g_utf8_normalize (find_base (text), -1, G_NORMALIZE_NFC);
  seen = drop_unseen (composed);
  if (*seen == '\0' || strcmp (seen, ".") == 0 || strcmp (seen, "..") == 0)
    return g_strdup (FALLBACK_NAME);
  return shorten (seen);
}

/**
 * jc_intake_name_is_litter:
 * @raw: a file's name or path
 */
gboolean
jc_intake_name_is_litter (const char *raw)
{
  g_autofree char *text = decode (raw);
  const char      *base = find_base (text);

  return base[0] == '.' || g_str_has_prefix (text, "__MACOSX/")
         || g_ascii_strcasecmp (base, "Thumbs.db") == 0
         || g_ascii_strcasecmp (base, "desktop.ini") == 0;
}
