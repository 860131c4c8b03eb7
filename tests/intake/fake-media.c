/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Stands in for the media room, so that what is tested here is the intake alone. It goes by the
 * first bytes: "%PDF-3" has three pages, "%PDF-locked" a password ("secret"). */

#include "config.h"

#include <string.h>

#include "jc-archive-walk.h"
#include "jc-json.h"
#include "jc-media-private.h"

struct _JcMedia
{
  int n_refs;
};

/* clang-format off */
G_DEFINE_QUARK (jc-media-error-quark, jc_media_error)
/* clang-format on */

JcMedia *
jc_media_new (void)
{
  JcMedia *self = g_new0 (JcMedia, 1);

  self->n_refs = 1;
  return self;
}

void
jc_media_unref (JcMedia *self)
{
  if (self != NULL && --self->n_refs == 0)
    g_free (self);
}

void
jc_media_facts_free (JcMediaFacts *facts)
{
  if (facts == NULL)
    return;
  g_free (facts->media_type);
  g_free (facts->suffix);
  g_ptr_array_unref (facts->pages);
  g_ptr_array_unref (facts->cautions);
  g_free (facts);
}

static JcMediaFacts *
make_facts (const char *media_type, const char *suffix, int n_pages)
{
  JcMediaFacts *facts = g_new0 (JcMediaFacts, 1);

  facts->media_type = g_strdup (media_type);
  facts->suffix = g_strdup (suffix);
  facts->pages = g_ptr_array_new_with_free_func (g_free);
  facts->cautions = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_caution_free);
  for (int i = 0; i < n_pages; i++)
    g_ptr_array_add (facts->pages, g_new0 (JcPageFacts, 1));
  return facts;
}

static gboolean
begins (const char *data, gsize size, const char *mark)
{
  return size >= strlen (mark) && memcmp (data, mark, strlen (mark)) == 0;
}

static gboolean
holds (const char *data, gsize size, const char *word)
{
  return memmem (data, size, word, strlen (word)) != NULL;
}

JcMediaFacts *
jc_media_examine (JcMedia      *self,
                  const char   *path,
                  const char   *password,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_autofree char *data = NULL;
  gsize            size = 0;

  if (!g_file_get_contents (path, &data, &size, error))
    return NULL;
  if (begins (data, size, "\xff\xd8"))
    return make_facts ("image/jpeg", "jpg", 1);
  if (begins (data, size, "\x89PNG"))
    return make_facts ("image/png", "png", 1);
  if (begins (data, size, "PK\003\004") && holds (data, size, "OFD.xml"))
    return make_facts ("application/ofd", "ofd", 0);
  if (begins (data, size, "PK\003\004"))
    return make_facts ("application/zip", "zip", 0);
  if (begins (data, size, "%PDF-locked"))
    jc_set_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_ENCRYPTED, "要密码。",
                  "Asks for a password.");
  else if (begins (data, size, "%PDF-"))
    return make_facts ("application/pdf", "pdf", data[5] - '0');
  else if (begins (data, size, "CRASH"))
    jc_set_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_CRASHED, "读这个文件时出错。", "Crashed.");
  else if (begins (data, size, "NO HELPER"))
    jc_set_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_HELPER, "启动不了。",
                  "Cannot be started.");
  else
    jc_set_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_TYPE, "不收这种文件。", "Not taken.");
  return NULL;
}

GBytes *
jc_media_unlock_bytes (JcMedia      *self,
                       const char   *path,
                       const char   *password,
                       GCancellable *cancellable,
                       GError      **error)
{
  if (strcmp (password, "secret") == 0)
    {
      static int n = 0;
      char      *text = g_strdup_printf ("%%PDF-2 unlocked%s", n++ == 0 ? "" : " again");

      return g_bytes_new_take (text, strlen (text));
    }
  jc_set_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_PASSWORD, "密码不对。", "Wrong password.");
  return NULL;
}

/* --- Archives: the helper's own reader, in this process --- */

static void
add_cb (const void *data, gsize size, gpointer user_data)
{
  g_byte_array_append (user_data, data, (guint)size);
}

static void
cut_cb (gsize size, gpointer user_data)
{
  g_byte_array_set_size (user_data, (guint)size);
}

JsonNode *
jc_media_run (JcMedia      *self,
              const char   *operation,
              const char   *path,
              JsonObject   *arguments,
              guint         limit_ms,
              GBytes      **data,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (JsonNode) job = jc_json_new_object (arguments);
  g_autoptr (JsonNode) answer = jc_json_new_object (json_object_new ());
  const JcArchiveLimits limits = {
    .first = jc_json_get_int (arguments, "first", -1),
    .max_entries = jc_json_get_int (arguments, "max_entries", -1),
    .max_files = jc_json_get_int (arguments, "max_files", -1),
    .max_bytes = jc_json_get_int (arguments, "max_bytes", -1),
    .batch_bytes = jc_json_get_int (arguments, "batch_bytes", -1),
    .room = jc_json_get_int (arguments, "room", -1),
  };
  GByteArray         *bytes = g_byte_array_new ();
  const JcArchiveSink sink = { add_cb, cut_cb, bytes };
  g_autofree char    *archive = NULL;
  gsize               size = 0;
  JcReason            reason = JC_REASON_DAMAGED;

  g_assert_cmpstr (operation, ==, "unpack");
  if (g_file_get_contents (path, &archive, &size, NULL))
    reason = jc_archive_walk (archive, size, &limits, &sink, json_node_get_object (answer));
  *data = g_byte_array_free_to_bytes (bytes);
  if (reason == JC_REASON_NONE)
    return g_steal_pointer (&answer);
  jc_media_set_reason (error, reason, 0, 0);
  return NULL;
}
