/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-upload-head.h"

#include <string.h>

#define MAX_METADATA_BYTES 4096
#define MAX_FILE_NAME_BYTES 255
#define MAX_MEDIA_TYPE_BYTES 127
#define SHA256_HEX 64

/**
 * jc_upload_head_check_version:
 * @request: any call on uploads but OPTIONS
 *
 * Source: tus 1.0.0, Tus-Resumable and Tus-Version.
 */
gboolean
jc_upload_head_check_version (JcRequest *request)
{
  const char *version = jc_request_get_field (request, "Tus-Resumable");

  if (g_strcmp0 (version, JC_UPLOAD_VERSION) == 0)
    return TRUE;

  jc_request_refuse (request, JC_PROBLEM_TUS_VERSION,
                     "Tus-Resumable 要是 " JC_UPLOAD_VERSION "，收到的是“%.20s”。",
                     "Tus-Resumable has to be " JC_UPLOAD_VERSION "; it is “%.20s”.",
                     version != NULL ? version : "");
  jc_request_set_field (request, "Tus-Version", JC_UPLOAD_VERSION);

  return FALSE;
}

/**
 * jc_upload_head_get_bytes:
 * @request: the call
 * @name: a header
 * @value: (out): its number
 */
gboolean
jc_upload_head_get_bytes (JcRequest *request, const char *name, gint64 *value)
{
  const char *text = jc_request_get_field (request, name);

  if (text != NULL && *text != '\0' && strlen (text) <= 18
      && strspn (text, "0123456789") == strlen (text))
    {
      *value = g_ascii_strtoll (text, NULL, 10);
      return TRUE;
    }

  jc_request_refuse (request, JC_PROBLEM_UPLOAD_HEADER, "%s 要写字节数，如 %s: 1572864。",
                     "%s has to be a number of bytes, such as %s: 1572864.", name, name);

  return FALSE;
}

/**
 * jc_upload_head_check_body:
 * @request: the call
 * @is_needed: a body of bytes has to come
 * @comes: (out): whether one comes; it may be of no bytes
 *
 * Source: tus 1.0.0: PATCH requests MUST use application/offset+octet-stream, else 415.
 */
gboolean
jc_upload_head_check_body (JcRequest *request, gboolean is_needed, gboolean *comes)
{
  *comes = request->media_type != NULL
           && g_ascii_strcasecmp (request->media_type, JC_UPLOAD_MEDIA_TYPE) == 0;
  if ((*comes || (!is_needed && request->n_body_bytes == 0))
      && (request->content_coding == NULL
          || g_ascii_strcasecmp (request->content_coding, "identity") == 0))
    return TRUE;

  jc_request_refuse (
      request, JC_PROBLEM_MEDIA_TYPE,
      "正文要是文件原样的字节，Content-Type 写 " JC_UPLOAD_MEDIA_TYPE "。",
      "The body has to be the file's bytes as they are, with Content-Type " JC_UPLOAD_MEDIA_TYPE
      ".");

  return FALSE;
}

/* Strict: g_base64_decode () skips what it does not know. */
static char *
dup_decoded (const char *text, gsize *length)
{
  gsize size = strlen (text);
  gsize n = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

  if (size % 4 != 0 || n + 2 < size || strspn (text + n, "=") != size - n)
    return NULL;

  return (char *)g_base64_decode (text, length);
}

static char *
dup_hex (const guint8 *bytes, gsize size)
{
  GString *hex = g_string_sized_new (2 * size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);

  return g_string_free (hex, FALSE);
}

/**
 * jc_upload_head_read_checksum:
 * @request: the call
 * @upload: receives what Upload-Checksum says
 *
 * Source: tus 1.0.0, Checksum: the algorithm, a space, and the hash in base64.
 */
gboolean
jc_upload_head_read_checksum (JcRequest *request, JcUpload *upload)
{
  const char      *text = jc_request_get_field (request, "Upload-Checksum");
  const char      *space = text != NULL ? strchr (text, ' ') : NULL;
  g_autofree char *bytes = NULL;
  gsize            length = 0;

  if (text == NULL)
    return TRUE;

  if (g_str_has_prefix (text, "sha1 "))
    upload->checksum_kind = JC_DIGEST_SHA1;
  else if (g_str_has_prefix (text, "sha256 "))
    upload->checksum_kind = JC_DIGEST_SHA256;
  else
    space = NULL;

  bytes = space != NULL ? dup_decoded (space + 1, &length) : NULL;
  if (bytes != NULL && length == jc_digest_kind_get_size (upload->checksum_kind))
    {
      upload->checksum = dup_hex ((const guint8 *)bytes, length);
      return TRUE;
    }

  jc_request_refuse (request, JC_PROBLEM_UPLOAD_HEADER,
                     "Upload-Checksum 要是 sha1 或 sha256，空一格，再写 Base64 的散列值。",
                     "Upload-Checksum has to be sha1 or sha256, a space, and the hash in Base64.");
  jc_request_set_field (request, "Tus-Checksum-Algorithm", JC_UPLOAD_CHECKSUMS);

  return FALSE;
}

/* --- Upload-Metadata --- */

static gboolean
is_sha256 (const char *text)
{
  return strlen (text) == SHA256_HEX && strspn (text, "0123456789abcdefABCDEF") == SHA256_HEX;
}

static gboolean
is_file_name (const char *text)
{
  if (*text == '\0' || strlen (text) > MAX_FILE_NAME_BYTES || strpbrk (text, "/\\") != NULL)
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/* RFC 6838, section 4.2; without parameters. */
static gboolean
is_media_type (const char *text)
{
  return strlen (text) <= MAX_MEDIA_TYPE_BYTES
         && g_regex_match_simple ("^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/"
                                  "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*$",
                                  text, G_REGEX_DOLLAR_ENDONLY, 0);
}

static const struct
{
  const char *key;
  gboolean (*is_right) (const char *text);
} known[] = {
  { "sha256", is_sha256 },
  { "filename", is_file_name },
  { "filetype", is_media_type },
};

static gboolean
is_right (const char *key, const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (key, known[i].key))
      return known[i].is_right (value);

  return TRUE;
}

/* `key base64`; a key alone has an empty value. */
static gboolean
read_pair (const char *pair, GHashTable *values)
{
  g_auto (GStrv) words = g_strsplit (pair, " ", -1);
  guint            n = g_strv_length (words);
  gsize            length = 0;
  g_autofree char *bytes = NULL;
  g_autofree char *value = NULL;

  if (n < 1 || n > 2 || *words[0] == '\0')
    return FALSE;
  for (const char *p = words[0]; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;

  bytes = dup_decoded (n == 2 ? words[1] : "", &length);
  if (bytes == NULL || !g_utf8_validate (bytes, (gssize)length, NULL))
    return FALSE;

  value = g_strndup (bytes, length);
  if (strlen (value) != length || !is_right (words[0], value))
    return FALSE;

  return g_hash_table_insert (values, g_strdup (words[0]), g_steal_pointer (&value));
}

/* What is wrong with the list, or NULL. */
static char *
find_wrong_pair (const char *text, GHashTable *values)
{
  g_auto (GStrv) pairs = g_strsplit (text, ",", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (!read_pair (g_strstrip (pairs[i]), values))
      return g_strndup (pairs[i], strcspn (pairs[i], " "));

  return NULL;
}

/**
 * jc_upload_head_dup_sha256:
 * @request: a creation
 *
 * Source: tus 1.0.0, Upload-Metadata: comma-separated pairs of a key (ASCII, no space or comma,
 * unique) and a value in base64. Keys that are not known are kept and not looked at.
 *
 * Returns: (transfer full) (nullable): the hash that the upload has to have
 */
char *
jc_upload_head_dup_sha256 (JcRequest *request)
{
  const char *text = jc_request_get_field (request, "Upload-Metadata");
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *wrong = NULL;
  const char      *sha256;

  if (text != NULL && strlen (text) > MAX_METADATA_BYTES)
    {
      jc_request_refuse (request, JC_PROBLEM_UPLOAD_METADATA, "Upload-Metadata 最长 %d 字节。",
                         "Upload-Metadata is %d bytes at most.", MAX_METADATA_BYTES);
      return NULL;
    }

  wrong = text != NULL ? find_wrong_pair (text, values) : NULL;
  if (wrong != NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (wrong, -1);

      jc_request_refuse (
          request, JC_PROBLEM_UPLOAD_METADATA,
          "Upload-Metadata 里的“%.40s”写法不对，或写了两次。每项是键、空格、Base64。",
          "“%.40s” in Upload-Metadata is not written as it must be, or stands there "
          "twice; each item is a key, a space and Base64.",
          shown);
      return NULL;
    }

  sha256 = g_hash_table_lookup (values, "sha256");
  if (sha256 != NULL)
    return g_ascii_strdown (sha256, -1);

  jc_request_refuse (request, JC_PROBLEM_UPLOAD_METADATA,
                     "Upload-Metadata 要有 sha256：整个文件的 SHA-256，十六进制，再作 Base64。",
                     "Upload-Metadata needs sha256: the whole file's SHA-256 in hex, then Base64.");

  return NULL;
}
