/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* dossier new, list, show, delete, history, restore, finalise, reopen, check, missing. */

#define G_LOG_DOMAIN "jiangcectl"

#include "config.h"

#include "jc-invocation.h"

#include "jc-attachment-edit.h"
#include "jc-check.h"
#include "jc-dossier-edit.h"
#include "jc-dossier-fill.h"
#include "jc-drafting.h"
#include "jc-intake-sample.h"
#include "jc-programme-file.h"
#include "jc-submission.h"

static int
run_new (JcInvocation *self, GError **error)
{
  JcLibrary  *library = jc_invocation_get_library (self, error);
  const char *name = jc_invocation_get_option (self, "--programme");
  const char *kind = jc_invocation_get_option (self, "--kind");
  g_autoptr (JcProgramme) programme = NULL;
  g_autoptr (JcDossier) dossier = NULL;
  g_autoptr (JsonNode) answer = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (answer, object);
  if (library == NULL)
    return -1;
  programme
      = jc_programme_file_load (self, name != NULL ? name : jc_programme_get_shipped_ids ()[0],
                                error);
  if (programme == NULL)
    return -1;
  if (kind == NULL)
    kind = ((JcKind *)g_ptr_array_index (jc_programme_get_kinds (programme), 0))->id;
  if (jc_programme_find_kind (programme, kind) == NULL)
    {
      jc_set_error (error, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND, "没有“%s”这一类材料。",
                    "There is no kind “%s”.", kind);
      return -1;
    }

  dossier = jc_invocation_has_option (self, "--sample")
                ? jc_intake_create_sample (library, programme, kind, error)
                : jc_drafting_create (library, programme, kind, FALSE, error);
  if (dossier == NULL)
    return -1;
  json_object_set_string_member (object, "id", jc_dossier_get_id (dossier));
  jc_invocation_print (self, answer, jc_dossier_get_id (dossier));
  return JC_EXIT_DONE;
}

static JsonObject *
row_to_json (const JcDossierRow *row)
{
  JsonObject      *object = json_object_new ();
  g_autofree char *at = jc_instant_to_utc (row->updated_at_us);

  json_object_set_string_member (object, "id", row->id);
  json_object_set_string_member (object, "kind", row->kind);
  json_object_set_string_member (object, "programme", row->programme);
  json_object_set_string_member (object, "title", row->title);
  json_object_set_string_member (object, "state", row->state);
  json_object_set_int_member (object, "revision", row->revision);
  json_object_set_string_member (object, "sync", row->sync);
  json_object_set_string_member (object, "updated_at", at);
  return object;
}

static int
run_list (JcInvocation *self, GError **error)
{
  JcLibrary *library = jc_invocation_get_library (self, error);
  g_autoptr (GPtrArray) rows = library != NULL ? jc_library_load_dossiers (library, error) : NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GString) lines = g_string_new (NULL);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  if (rows == NULL)
    return -1;
  for (guint i = 0; i < rows->len; i++)
    {
      const JcDossierRow *row = g_ptr_array_index (rows, i);

      json_array_add_object_element (array, row_to_json (row));
      g_string_append_printf (lines, "%s  %s  %s  %s\n", row->id, row->state, row->sync,
                              row->title);
    }
  jc_invocation_print (self, node, lines->str);
  return JC_EXIT_DONE;
}

static JsonArray *
describe_attachments (JcDossier *dossier)
{
  g_autoptr (GPtrArray) all = jc_attachments_load (dossier);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < all->len; i++)
    json_array_add_element (array, jc_attachment_describe (g_ptr_array_index (all, i)));
  return array;
}

/* What `dossier show` prints: the document with fingerprint and derived values. */
static JsonNode *
describe_dossier (const JcDossierEdit *edit)
{
  g_autofree char *today = jc_drafting_dup_today ();
  g_autofree char *fingerprint
      = jc_dossier_dup_content_fingerprint (edit->dossier, edit->programme);
  g_autoptr (JsonNode) document = jc_dossier_to_json (edit->dossier);
  JsonNode   *node = jc_json_copy (document);
  JsonObject *object = json_node_get_object (node);

  json_object_set_string_member (object, "fingerprint", fingerprint);
  json_object_set_array_member (object, "attachments", describe_attachments (edit->dossier));
  json_object_set_member (object, "derived",
                          jc_kind_dup_derived (edit->kind, jc_dossier_get_values (edit->dossier),
                                               jc_dossier_get_finalised_on (edit->dossier), today));
  return node;
}

static int
run_show (JcInvocation *self, GError **error)
{
  g_auto (JcDossierEdit) edit = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *pretty = NULL;

  if (!jc_dossier_edit_load (&edit, self, self->arguments[0], error))
    return -1;
  node = describe_dossier (&edit);
  pretty = jc_json_to_pretty (node);
  jc_invocation_print (self, node, pretty);
  return JC_EXIT_DONE;
}

/* What a server has acknowledged stays on record there, and its receipt here. */
static int
run_delete (JcInvocation *self, GError **error)
{
  JcLibrary  *library = jc_invocation_get_library (self, error);
  const char *id = self->arguments[0];
  g_autoptr (GPtrArray) receipts
      = library != NULL ? jc_library_load_receipts (library, id, error) : NULL;

  if (receipts == NULL)
    return -1;
  if (receipts->len > 0)
    {
      jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_STATE,
                    "材料 %s 已提交，有回执，不能删除。",
                    "Dossier %s was handed in and has a receipt; it cannot be deleted.", id);
      return -1;
    }
  return jc_library_delete_dossier (library, id, error) ? JC_EXIT_DONE : -1;
}

static int
run_history (JcInvocation *self, GError **error)
{
  JcLibrary *library = jc_invocation_get_library (self, error);
  g_autoptr (JcDossier) dossier
      = library != NULL ? jc_library_load_dossier (library, self->arguments[0], error) : NULL;
  g_autoptr (GPtrArray) entries
      = dossier != NULL ? jc_library_load_history (library, self->arguments[0], error) : NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GString) lines = g_string_new (NULL);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  if (entries == NULL)
    return -1;
  for (guint i = 0; i < entries->len; i++)
    {
      const JcHistoryEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char      *at = jc_instant_to_utc (entry->at_us);
      JsonObject           *object = json_object_new ();

      json_object_set_int_member (object, "version", entry->version);
      json_object_set_string_member (object, "at", at);
      json_object_set_string_member (object, "what", entry->what);
      json_array_add_object_element (array, object);
      g_string_append_printf (lines, "%" G_GINT64_FORMAT "  %s  %s\n", entry->version, at,
                              entry->what);
    }
  jc_invocation_print (self, node, lines->str);
  return JC_EXIT_DONE;
}

/* Reading, deciding and writing as one: what another program saves meanwhile comes before or after.
 */
static int
run_in_transaction (JcInvocation *self, JcCommandFunc run, GError **error)
{
  JcLibrary *library = jc_invocation_get_library (self, error);
  int        status;

  if (library == NULL || !jc_library_begin (library, error))
    return -1;
  status = run (self, error);
  if (status == JC_EXIT_DONE)
    return jc_library_commit (library, error) ? JC_EXIT_DONE : -1;
  jc_library_rollback (library);
  return status;
}

static int
restore_version (JcInvocation *self, GError **error)
{
  g_auto (JcDossierEdit) edit = { 0 };
  g_autoptr (JcDossier) version = NULL;
  g_autoptr (JcDossier) with_values = NULL;
  g_autoptr (JcDossier) restored = NULL;
  gint64 n;

  if (!g_ascii_string_to_signed (self->arguments[1], 10, 1, G_MAXINT64, &n, NULL))
    {
      jc_set_error (error, JC_USAGE_ERROR, 0, "“%s”不是版本号。", "“%s” is not a version number.",
                    self->arguments[1]);
      return -1;
    }
  if (!jc_dossier_edit_load (&edit, self, self->arguments[0], error))
    return -1;
  version = jc_library_load_version (edit.library, self->arguments[0], n, error);
  if (version == NULL)
    return -1;
  with_values = jc_dossier_with_values (edit.dossier, jc_dossier_get_values (version));
  restored = jc_dossier_with_attachments (with_values, jc_dossier_get_attachments (version));
  return jc_drafting_save (edit.library, edit.programme, restored, "restored", error) ? JC_EXIT_DONE
                                                                                      : -1;
}

static int
run_restore (JcInvocation *self, GError **error)
{
  return run_in_transaction (self, restore_version, error);
}

static JcCheck *
check_dossier (const JcDossierEdit *edit)
{
  g_autofree char *today = jc_drafting_dup_today ();
  JcCheck *check = jc_check_new (edit->programme, jc_dossier_get_kind (edit->dossier), today);

  jc_check_set_dossier (check, edit->dossier);
  return check;
}

static int
run_check (JcInvocation *self, GError **error)
{
  g_auto (JcDossierEdit) edit = { 0 };
  g_autoptr (JcCheck) check = NULL;

  if (!jc_dossier_edit_load (&edit, self, self->arguments[0], error))
    return -1;
  check = check_dossier (&edit);
  return jc_invocation_print_findings (self, jc_check_get_findings (check));
}

static int
run_missing (JcInvocation *self, GError **error)
{
  g_auto (JcDossierEdit) edit = { 0 };
  g_autoptr (JcCheck) check = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  if (!jc_dossier_edit_load (&edit, self, self->arguments[0], error))
    return -1;
  check = check_dossier (&edit);
  text = jc_check_dup_missing_text (check, jc_language_get_default ());
  json_object_set_string_member (object, "text", text);
  jc_invocation_print (self, node, text);
  return JC_EXIT_DONE;
}

static int
save_state (JcDossierEdit *edit, JcDossier *next, const char *what, GError **error)
{
  return jc_drafting_save (edit->library, edit->programme, next, what, error) ? JC_EXIT_DONE : -1;
}

static int
finalise (JcInvocation *self, GError **error)
{
  g_auto (JcDossierEdit) edit = { 0 };
  g_autofree char *today = jc_drafting_dup_today ();
  g_autoptr (JcCheck) check = NULL;
  g_autoptr (JcDossier) next = NULL;

  if (!jc_dossier_edit_load (&edit, self, self->arguments[0], error))
    return -1;
  check = check_dossier (&edit);
  if (jc_findings_count (jc_check_get_findings (check), JC_SEVERITY_ERROR) > 0)
    return jc_invocation_print_findings (self, jc_check_get_findings (check));
  next = jc_dossier_finalise (edit.dossier, today, error);
  return next != NULL ? save_state (&edit, next, "finalised", error) : -1;
}

static int
run_finalise (JcInvocation *self, GError **error)
{
  return run_in_transaction (self, finalise, error);
}

static int
reopen (JcInvocation *self, GError **error)
{
  g_auto (JcDossierEdit) edit = { 0 };
  g_autoptr (JcDossier) next = NULL;

  if (!jc_dossier_edit_load (&edit, self, self->arguments[0], error))
    return -1;
  next = jc_dossier_reopen (edit.dossier, error);
  return next != NULL ? save_state (&edit, next, "reopened", error) : -1;
}

static int
run_reopen (JcInvocation *self, GError **error)
{
  return run_in_transaction (self, reopen, error);
}

static const JcOption new_options[] = {
  { "--programme", TRUE },
  { "--kind", TRUE },
  { "--sample", FALSE },
  { NULL },
};

const JcCommand jc_dossier_commands[] = {
  { "dossier new", "[--programme ID|FILE] [--kind KIND] [--sample]", new_options, -1, 0, 0,
    run_new },
  { "dossier list", "", NULL, -1, 0, 0, run_list },
  { "dossier show", "ID", NULL, -1, 1, 1, run_show },
  { "dossier delete", "ID", NULL, -1, 1, 1, run_delete },
  { "dossier history", "ID", NULL, -1, 1, 1, run_history },
  { "dossier restore", "ID VERSION", NULL, -1, 2, 2, run_restore },
  { "dossier set", "ID POINTER=VALUE …", NULL, 1, 2, -1, jc_dossier_edit_run_set },
  { "dossier fill", "ID FILE.json", NULL, -1, 2, 2, jc_dossier_fill_run },
  { "dossier check", "ID", NULL, -1, 1, 1, run_check },
  { "dossier missing", "ID", NULL, -1, 1, 1, run_missing },
  { "dossier finalise", "ID", NULL, -1, 1, 1, run_finalise },
  { "dossier reopen", "ID", NULL, -1, 1, 1, run_reopen },
  { NULL },
};
