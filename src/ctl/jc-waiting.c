/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-waiting.h"

#include <string.h>

#include "jc-event.h"
#include "jc-invocation.h"
#include "jc-sync.h"

static const char *
say (const char *zh, const char *en)
{
  return jc_language_get_default () == JC_LANGUAGE_ZH ? zh : en;
}

static char *dup_said (const char *zh, const char *en, ...) G_GNUC_PRINTF (2, 3);

static char *
dup_said (const char *zh, const char *en, ...)
{
  va_list args;
  char   *text;

  va_start (args, en);
  text = g_strdup_vprintf (say (zh, en), args);
  va_end (args);
  return text;
}

/* What a dossier's event that waits is; English says what is done to the dossier. */
static const char *
say_event (JcLibrary *library, const char *id)
{
  g_autoptr (GPtrArray) items = jc_library_load_outbox (library, id, NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const JcOutboxItem *item = g_ptr_array_index (items, i);
      g_autoptr (JsonNode) body = item->body != NULL && g_str_equal (item->kind, "event")
                                      ? jc_json_parse (item->body, -1, NULL)
                                      : NULL;
      const JcText *label
          = jc_event_get_label (jc_json_get_string (jc_json_as_object (body), "type", NULL));

      if (label != NULL)
        return jc_say (label);
    }
  return say ("办理", "dealt with");
}

static char *
dup_what (JcLibrary *library, const char *kind, const char *id)
{
  if (g_str_equal (kind, "event"))
    return dup_said ("要%s", "to be %s", say_event (library, id));
  if (g_str_equal (kind, "delete"))
    return g_strdup (say ("要在服务器上删除", "to be deleted on the server"));
  if (g_str_equal (kind, "submission"))
    return g_strdup (say ("要再提交一次", "to be submitted again"));
  if (g_str_equal (kind, "receipt"))
    return g_strdup (say ("要取回执", "its receipt is to be fetched"));
  if (g_str_equal (kind, "pull") || g_str_equal (kind, "round"))
    return g_strdup (say ("要从服务器取", "to be fetched from the server"));
  return g_strdup (say ("有改动要送到服务器", "changes to be sent to the server"));
}

static const JcDossierRow *
find_row (GPtrArray *rows, const char *id)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_str_equal (((JcDossierRow *)g_ptr_array_index (rows, i))->id, id))
      return g_ptr_array_index (rows, i);
  return NULL;
}

static char *
dup_name (const JcDossierRow *row, const char *kind, const char *id)
{
  if (row != NULL)
    return dup_said ("“%s”（%s）", "“%s” (%s)",
                     *row->title != '\0' ? row->title : say ("还没有名称", "no name yet"), id);
  if (g_str_equal (kind, "round"))
    return dup_said ("年度项目“%s”", "The round “%s”", id);
  if (g_str_equal (kind, "pull"))
    return dup_said ("服务器上的材料（%s）", "A dossier on the server (%s)", id);
  return dup_said ("已删除的材料（%s）", "A deleted dossier (%s)", id);
}

/* To the minute, in Asia/Shanghai as everywhere. */
static char *
dup_minute (gint64 at_us)
{
  g_autofree char *text = jc_instant_to_local (at_us);

  g_strdelimit (text, "T", ' ');
  return g_strndup (text, strlen ("2025-10-09 10:00"));
}

static void
append_item (GString *lines, JcLibrary *library, GPtrArray *rows, JsonObject *item)
{
  const char         *id = jc_json_get_string (item, "id", "");
  const char         *kind = jc_json_get_string (item, "kind", "");
  const JcDossierRow *row = find_row (rows, id);
  g_autofree char    *name = dup_name (row, kind, id);
  g_autofree char    *what = dup_what (library, kind, id);
  g_autoptr (JcText) reason = jc_sync_reason_dup_text (jc_json_get_string (item, "reason", ""));
  g_autoptr (JcText) detail = jc_json_dup_text (item, "detail");

  g_string_append_printf (lines, "%s\n  %s%s%s", name, what, say ("：", ": "), jc_say (reason));
  if (row != NULL)
    {
      g_autofree char *minute = dup_minute (row->updated_at_us);
      g_autofree char *since = dup_said ("（最后改于 %s）", " (last changed %s)", minute);

      g_string_append (lines, since);
    }
  g_string_append_c (lines, '\n');
  if (detail != NULL)
    g_string_append_printf (lines, "  %s\n", jc_say (detail));
}

/**
 * jc_waiting_dup_words:
 * @library: the library
 * @status: what jc_sync_dup_status() gave for it
 *
 * Returns: (transfer full): for people to read: which dossier, what waits, why and since when;
 * never empty
 */
char *
jc_waiting_dup_words (JcLibrary *library, JsonNode *status)
{
  JsonArray *items = jc_json_get_array (jc_json_as_object (status), "items");
  guint      n = items != NULL ? json_array_get_length (items) : 0;
  g_autoptr (GPtrArray) rows = jc_library_load_dossiers (library, NULL);
  g_autofree char *account = jc_library_dup_setting (library, "account", NULL);
  g_autoptr (GString) lines = g_string_new (NULL);

  if (account == NULL)
    g_string_append_printf (
        lines, "%s\n",
        say ("没有登录服务器，材料只在这台电脑上；要同步先 jiangcectl login。",
             "Not signed in to a server: the dossiers are on this computer only. "
             "To sync, jiangcectl login first."));
  for (guint i = 0; i < n; i++)
    append_item (lines, library, rows, jc_json_as_object (json_array_get_element (items, i)));
  if (n == 0 && account != NULL)
    g_string_append_printf (lines, "%s\n",
                            say ("没有等待送出的，材料都已同步到服务器。",
                                 "Nothing waits: every dossier is in step with the server."));
  return g_string_free (g_steal_pointer (&lines), FALSE);
}
