/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* attach: files into a dossier, all or none. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-attachment-edit.h"

#include <string.h>

#include "jc-drafting.h"
#include "jc-intake.h"
#include "jc-pointer.h"

static gboolean
check_files (const char *const *paths, GError **error)
{
  for (guint i = 0; paths[i] != NULL; i++)
    if (!g_file_test (paths[i], G_FILE_TEST_EXISTS))
      return jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND,
                           "没有文件“%s”，什么也没有添加。",
                           "There is no file “%s”; nothing was added.", paths[i]);
  return TRUE;
}

/* A row by its id, or by its place from 0 as in a pointer. */
static const char *
find_row (const JcDossierEdit *edit, const char *slot_id, const char *row)
{
  const JcSlot  *slot = jc_kind_find_slot (edit->kind, slot_id);
  const JcField *field
      = slot != NULL && slot->each != NULL ? jc_kind_find_field (edit->kind, slot->each) : NULL;
  JsonArray *rows = NULL;
  guint64    place = 0;

  if (row == NULL || field == NULL
      || !g_ascii_string_to_unsigned (row, 10, 0, G_MAXUINT, &place, NULL))
    return row;
  rows = jc_json_as_array (jc_pointer_get (jc_dossier_get_values (edit->dossier), field->pointer));
  if (rows == NULL || place >= json_array_get_length (rows))
    return row;
  return jc_json_get_string (jc_json_as_object (json_array_get_element (rows, (guint)place)), "id",
                             row);
}

static gboolean
load_password (JcInvocation *invocation, char **password, GError **error)
{
  if (!jc_invocation_has_option (invocation, "--password-stdin"))
    return TRUE;
  *password = jc_invocation_load_text ("-", NULL, error);
  if (*password == NULL)
    return FALSE;
  (*password)[strcspn (*password, "\r\n")] = '\0';
  return TRUE;
}

static JcIntakeResult *
take_files (JcDossierEdit *edit, JcInvocation *invocation, GError **error)
{
  g_auto (GStrv) parts = jc_invocation_dup_options (invocation, "--part");
  g_autofree char *password = NULL;
  g_autoptr (JcMedia) media = NULL;
  JcIntakeRequest request = { 0 };

  request.paths = (const char *const *)invocation->arguments + 2;
  request.slot = invocation->arguments[1];
  request.row = find_row (edit, request.slot, jc_invocation_get_option (invocation, "--row"));
  request.parts = parts[0] != NULL ? (const char *const *)parts : NULL;
  if (!check_files (request.paths, error) || !load_password (invocation, &password, error))
    return NULL;
  request.password = password;

  media = jc_media_new ();
  return jc_intake_run (edit->library, media, edit->programme, edit->dossier, &request, NULL, NULL,
                        NULL, error);
}

/* The first is the call's error, the others are told before it. */
static int
refuse (JcIntakeResult *result, GError **error)
{
  JcIntakeRefusal *first = g_ptr_array_index (result->refusals, 0);
  g_autofree char *zh = NULL;
  g_autofree char *en = NULL;

  for (guint i = 1; i < result->refusals->len; i++)
    {
      const JcIntakeRefusal *refusal = g_ptr_array_index (result->refusals, i);
      g_autoptr (JcText) text = jc_error_dup_text (refusal->error);

      g_printerr ("jiangcectl: %s: %s\n", refusal->name, jc_say (text));
    }
  g_propagate_error (error, g_error_copy (first->error));
  zh = g_strconcat (first->name, "：", NULL);
  en = g_strconcat (first->name, ": ", NULL);
  jc_prefix_error (error, zh, en);
  return -1;
}

static gboolean
is_there (GPtrArray *all, const JcAttachment *attachment)
{
  for (guint i = 0; i < all->len; i++)
    if (jc_intake_is_same_use (g_ptr_array_index (all, i), attachment))
      return TRUE;
  return FALSE;
}

/* Another program may have attached the same file meanwhile. */
static JcDossier *
lay_into_stored (JcDossierEdit *edit, GPtrArray *attachments, GError **error)
{
  g_autoptr (JcDossier) stored
      = jc_library_load_dossier (edit->library, jc_dossier_get_id (edit->dossier), error);
  g_autoptr (GPtrArray) all = stored != NULL ? jc_attachments_load (stored) : NULL;
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  g_autoptr (JcDossier) next = NULL;

  if (stored == NULL)
    return NULL;
  for (guint i = 0; i < attachments->len; i++)
    if (!is_there (all, g_ptr_array_index (attachments, i)))
      g_ptr_array_add (missing, g_ptr_array_index (attachments, i));
  if (missing->len == 0)
    return g_steal_pointer (&stored);
  next = jc_intake_lay_in (stored, missing);
  return jc_drafting_save (edit->library, edit->programme, next, "attached", error)
             ? g_steal_pointer (&next)
             : NULL;
}

static JcDossier *
save (JcDossierEdit *edit, GPtrArray *attachments, GError **error)
{
  g_autoptr (JcDossier) saved = NULL;

  if (!jc_library_begin (edit->library, error))
    return NULL;
  saved = lay_into_stored (edit, attachments, error);
  if (saved != NULL)
    return jc_library_commit (edit->library, error) ? g_steal_pointer (&saved) : NULL;
  jc_library_rollback (edit->library);
  return NULL;
}

static void
tell_elsewhere (const JcIntakeResult *result)
{
  for (guint i = 0; i < result->elsewhere->len; i++)
    {
      const JcAttachment *other = g_ptr_array_index (result->elsewhere, i);
      g_autoptr (JcText) text = jc_text_new_printf ("同样的文件也在“%s”里，名为“%s”。",
                                                    "The same file is also in “%s”, called “%s”.",
                                                    other->slot, other->name);

      g_printerr ("jiangcectl: %s\n", jc_say (text));
    }
}

/**
 * jc_attach_run:
 * @invocation: ID SLOT FILE …
 * @error: return location
 *
 * Adds every file or none. Bytes that are in the slot already change nothing.
 *
 * Returns: the exit status, or -1 with @error set
 */
int
jc_attach_run (JcInvocation *invocation, GError **error)
{
  g_auto (JcDossierEdit) edit = { 0 };
  g_autoptr (JcIntakeResult) result = NULL;
  g_autoptr (JcDossier) saved = NULL;

  if (!jc_dossier_edit_load (&edit, invocation, invocation->arguments[0], error))
    return -1;
  result = take_files (&edit, invocation, error);
  if (result == NULL)
    return -1;
  if (result->refusals->len > 0)
    return refuse (result, error);
  saved = save (&edit, result->attachments, error);
  if (saved == NULL)
    return -1;
  tell_elsewhere (result);
  jc_attachments_print (invocation, saved);
  return JC_EXIT_DONE;
}
