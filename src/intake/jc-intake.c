/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-intake-private.h"

#include <string.h>

#include "jc-intake-archive.h"
#include "jc-intake-name.h"
#include "jc-json.h"
#include "jc-pointer.h"

#define MAX_PATHS 2000

/* It would take the name for a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (jc-intake-error-quark, jc_intake_error)
/* clang-format on */

/**
 * Input: one file that is to be taken: one of @path, @file and @bytes
 */
typedef struct
{
  char   *name;
  char   *path;
  GFile  *file;
  GBytes *bytes;
} Input;

static void
input_free (Input *input)
{
  g_free (input->name);
  g_free (input->path);
  g_clear_object (&input->file);
  g_clear_pointer (&input->bytes, g_bytes_unref);
  g_free (input);
}

/* --- Results --- */

void
jc_intake_refusal_free (JcIntakeRefusal *refusal)
{
  if (refusal == NULL)
    return;
  g_free (refusal->name);
  g_clear_error (&refusal->error);
  g_free (refusal);
}

void
jc_intake_result_free (JcIntakeResult *result)
{
  if (result == NULL)
    return;
  g_ptr_array_unref (result->attachments);
  g_ptr_array_unref (result->present);
  g_ptr_array_unref (result->elsewhere);
  g_ptr_array_unref (result->refusals);
  g_free (result);
}

static JcIntakeResult *
new_result (void)
{
  JcIntakeResult *result = g_new0 (JcIntakeResult, 1);

  result->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_free);
  result->present = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_free);
  result->elsewhere = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_free);
  result->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_intake_refusal_free);
  return result;
}

static void
add_refusal (JcIntakeRun *run, const char *name, const GError *error)
{
  JcIntakeRefusal *refusal = g_new0 (JcIntakeRefusal, 1);

  refusal->name = g_strdup (name);
  refusal->error = g_error_copy (error);
  g_ptr_array_add (run->result->refusals, refusal);
}

gboolean
jc_intake_is_refusal (const GError *error)
{
  return error->domain == JC_INTAKE_ERROR
         || (error->domain == JC_MEDIA_ERROR && error->code != JC_MEDIA_ERROR_NO_HELPER);
}

/* TRUE: noted as a refusal of @name; FALSE: it stops everything. */
static gboolean
refuse_or_stop (JcIntakeRun *run, const char *name, GError *failure, GError **error)
{
  if (!jc_intake_is_refusal (failure))
    {
      g_propagate_error (error, g_error_copy (failure));
      return FALSE;
    }
  add_refusal (run, name, failure);
  return TRUE;
}

/* --- Archives --- */

static gboolean
take_member (const char *name, GBytes *data, gpointer user_data, GError **error)
{
  JcIntakeRun *run = user_data;
  g_auto (JcIntakeOriginal) original = { 0 };
  g_autoptr (GError) failure = NULL;

  if (jc_intake_keep_bytes (run, data, &original, &failure)
      && strcmp (original.facts->media_type, "application/zip") == 0)
    jc_set_error (&failure, JC_INTAKE_ERROR, JC_INTAKE_ERROR_ARCHIVE,
                  "压缩包里还有压缩包。先解压，再添加其中的文件。",
                  "An archive inside of an archive. Unpack it, then add its files.");
  if (failure == NULL && jc_intake_place (run, name, &original, &failure))
    return TRUE;
  return refuse_or_stop (run, name, failure, error);
}

static void
refuse_member (const char *name, const GError *error, gpointer user_data)
{
  add_refusal (user_data, name, error);
}

/* An archive is taken to its end or not at all. */
static gboolean
unpack (JcIntakeRun *run, const JcIntakeOriginal *original, GError **error)
{
  static const JcIntakeArchiveFuncs funcs = { take_member, refuse_member };
  g_autofree char *path = jc_library_dup_original_path (run->library, original->sha256);
  JcIntakeRun      inner = *run;
  guint            n_attachments = run->result->attachments->len;
  guint            n_present = run->result->present->len;
  guint            n_elsewhere = run->result->elsewhere->len;
  guint            n_refusals = run->result->refusals->len;

  inner.is_inside = TRUE;
  inner.slot = NULL;
  inner.max_bytes = run->max_unsorted_bytes;
  if (jc_intake_archive_walk (run->media, path, inner.max_bytes, &funcs, &inner, run->cancellable,
                              error))
    return TRUE;
  g_ptr_array_set_size (run->result->attachments, (int)n_attachments);
  g_ptr_array_set_size (run->result->present, (int)n_present);
  g_ptr_array_set_size (run->result->elsewhere, (int)n_elsewhere);
  g_ptr_array_set_size (run->result->refusals, (int)n_refusals);
  return FALSE;
}

/* --- Files --- */

/* What was kept goes to its place. @failure: why nothing was kept, else NULL. */
static gboolean
take_kept (
    JcIntakeRun *run, const char *name, JcIntakeOriginal *original, GError *failure, GError **error)
{
  g_autoptr (GError) problem = failure;

  if (problem == NULL
      && (strcmp (original->facts->media_type, "application/zip") == 0
              ? unpack (run, original, &problem)
              : jc_intake_place (run, name, original, &problem)))
    return TRUE;
  return refuse_or_stop (run, name, problem, error);
}

static gboolean
take_input (JcIntakeRun *run, const Input *input, GError **error)
{
  g_auto (JcIntakeOriginal) original = { 0 };
  GError *failure = NULL;

  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  if (input->bytes != NULL)
    jc_intake_keep_bytes (run, input->bytes, &original, &failure);
  else if (input->file != NULL)
    jc_intake_keep_file (run, input->file, &original, &failure);
  else
    jc_intake_keep_path (run, input->path, &original, &failure);
  return take_kept (run, input->name, &original, failure, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = g_utf8_collate_key_for_filename (*(const char *const *)a, -1);
  g_autofree char *second = g_utf8_collate_key_for_filename (*(const char *const *)b, -1);

  return strcmp (first, second);
}

/* A folder's own files, in the order in which a person numbers them. */
static void
add_folder (JcIntakeRun *run, const char *folder, GPtrArray *paths)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &failure);
  g_autoptr (GPtrArray) inside = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  while (dir != NULL && inside->len <= MAX_PATHS && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!jc_intake_name_is_litter (name) && !g_file_test (path, G_FILE_TEST_IS_DIR))
        g_ptr_array_add (inside, g_steal_pointer (&path));
    }
  if (dir == NULL)
    {
      g_autofree char *shown = jc_intake_name_clean (folder);
      g_autoptr (GError) problem = NULL;

      jc_set_error (&problem, JC_INTAKE_ERROR, JC_INTAKE_ERROR_UNREADABLE,
                    "文件夹读不出（%s）。检查权限。",
                    "The folder cannot be read (%s). Check its permissions.", failure->message);
      add_refusal (run, shown, problem);
    }
  g_ptr_array_sort (inside, compare_names);
  g_ptr_array_extend_and_steal (paths, g_steal_pointer (&inside));
}

static void
add_input (GPtrArray *inputs, char *name, const char *path, GFile *file, GBytes *bytes)
{
  Input *input = g_new0 (Input, 1);

  input->name = name;
  input->path = g_strdup (path);
  input->file = file != NULL ? g_object_ref (file) : NULL;
  input->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  g_ptr_array_add (inputs, input);
}

static void
add_paths (JcIntakeRun *run, GPtrArray *inputs)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; run->request->paths != NULL && run->request->paths[i] != NULL; i++)
    if (g_file_test (run->request->paths[i], G_FILE_TEST_IS_DIR))
      add_folder (run, run->request->paths[i], paths);
    else
      g_ptr_array_add (paths, g_strdup (run->request->paths[i]));
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      add_input (inputs, jc_intake_name_clean (path), path, NULL, NULL);
    }
}

static GPtrArray *
list_inputs (JcIntakeRun *run)
{
  const JcIntakeRequest *request = run->request;
  GPtrArray             *inputs = g_ptr_array_new_with_free_func ((GDestroyNotify)input_free);

  add_paths (run, inputs);
  for (guint i = 0; request->files != NULL && request->files[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) files = jc_intake_list_file (request->files[i], run->cancellable);

      for (guint k = 0; k < files->len; k++)
        {
          GFile *file = g_ptr_array_index (files, k);

          add_input (inputs, jc_intake_dup_file_name (file), NULL, file, NULL);
        }
    }
  if (request->bytes != NULL)
    add_input (inputs, jc_intake_name_clean (request->bytes_name), NULL, NULL, request->bytes);
  return inputs;
}

static gboolean
take_inputs (JcIntakeRun *run, JcIntakeProgressFunc progress, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) inputs = list_inputs (run);

  for (guint i = 0; i < inputs->len; i++)
    {
      const Input *input = g_ptr_array_index (inputs, i);

      if (progress != NULL)
        progress (i, inputs->len, input->name, user_data);
      if (!take_input (run, input, error))
        return FALSE;
    }
  return TRUE;
}

/* --- The request --- */

static gboolean
refuse_missing (GError **error, const char *zh, const char *en, const char *id)
{
  return jc_set_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_NOT_FOUND, "没有“%3$s”这%1$s。%2$.0s",
                       "There is no %2$s “%3$s”.%1$.0s", zh, en, id);
}

static gboolean
has_page (const JcSlot *slot, const char *part)
{
  for (guint i = 0; slot->pages != NULL && i < slot->pages->len; i++)
    if (strcmp (((const JcSlotPage *)g_ptr_array_index (slot->pages, i))->id, part) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_row (const JcKind *kind, const JcSlot *slot, JcDossier *dossier, const char *row)
{
  const JcField *rows = slot->each != NULL ? jc_kind_find_field (kind, slot->each) : NULL;
  JsonArray     *array
      = rows != NULL
            ? jc_json_as_array (jc_pointer_get (jc_dossier_get_values (dossier), rows->pointer))
            : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (jc_json_get_string (jc_json_as_object (json_array_get_element (array, i)), "id",
                                       NULL),
                   row)
        == 0)
      return TRUE;
  return FALSE;
}

/* Files that belong to no slot yet may go to any. */
static gint64
find_max_bytes (const JcKind *kind, const JcSlot *slot)
{
  if (slot != NULL && slot->max_bytes > 0)
    return slot->max_bytes;
  return kind != NULL && kind->max_file_bytes > 0 ? kind->max_file_bytes : JC_INTAKE_MAX_FILE_BYTES;
}

static gboolean
check_request (JcIntakeRun *run, const JcKind *kind, JcDossier *dossier, GError **error)
{
  const JcIntakeRequest *request = run->request;
  gboolean               is_unsorted = strcmp (request->slot, JC_SLOT_UNSORTED) == 0;

  if (!is_unsorted)
    run->slot = kind != NULL ? jc_kind_find_slot (kind, request->slot) : NULL;
  if (!is_unsorted && run->slot == NULL)
    return refuse_missing (error, "一项附件", "attachment slot", request->slot);
  if (request->row != NULL
      && (run->slot == NULL || !has_row (kind, run->slot, dossier, request->row)))
    return refuse_missing (error, "一行", "row", request->row);
  for (guint i = 0; request->parts != NULL && request->parts[i] != NULL; i++)
    if (run->slot == NULL || !has_page (run->slot, request->parts[i]))
      return refuse_missing (error, "一页", "named page", request->parts[i]);
  return TRUE;
}

/* --- Public --- */

/**
 * jc_intake_run:
 * @library: where originals are kept
 * @media: what looks into them
 * @programme: the definition of @dossier
 * @dossier: what is there already; not changed
 * @request: what to take
 * @progress: (nullable): told before each file
 * @user_data: of @progress and the request's `copied`
 * @cancellable: (nullable): looked at between and within files
 * @error: what stops everything: JC_MODEL_ERROR_NOT_FOUND for a slot, row or named page that does
 *   not exist, JC_LIBRARY_ERROR (NO_SPACE, FAILED), JC_MEDIA_ERROR_NO_HELPER, G_IO_ERROR_CANCELLED.
 *   No dossier is touched; what was copied is collected later
 *
 * Copies, hashes, examines and keeps files; design "Originals are sacred". An archive's files are
 * taken all or none, except those that are refused one by one.
 *
 * Returns: (transfer full): what was taken and what was not, or %NULL with @error set
 */
JcIntakeResult *
jc_intake_run (JcLibrary             *library,
               JcMedia               *media,
               JcProgramme           *programme,
               JcDossier             *dossier,
               const JcIntakeRequest *request,
               JcIntakeProgressFunc   progress,
               gpointer               user_data,
               GCancellable          *cancellable,
               GError               **error)
{
  const JcKind *kind = jc_programme_find_kind (programme, jc_dossier_get_kind (dossier));
  g_autoptr (JcIntakeResult) result = NULL;
  g_autoptr (GPtrArray) existing = NULL;
  JcIntakeRun run = { .library = library,
                      .media = media,
                      .request = request,
                      .cancellable = cancellable,
                      .user_data = user_data };

  g_return_val_if_fail (request != NULL && request->slot != NULL, NULL);

  if (!check_request (&run, kind, dossier, error))
    return NULL;
  run.max_bytes = find_max_bytes (kind, run.slot);
  run.max_unsorted_bytes = find_max_bytes (kind, NULL);
  run.max_dossier_bytes = kind != NULL ? kind->max_dossier_bytes : 0;
  run.existing = existing = jc_attachments_load (dossier);
  run.result = result = new_result ();
  if (!take_inputs (&run, progress, user_data, error))
    return NULL;
  jc_intake_name_pages (&run);
  return g_steal_pointer (&result);
}

static guint
find_place (GPtrArray *attachments, const char *slot)
{
  for (guint i = attachments->len; i > 0; i--)
    if (strcmp (((const JcAttachment *)g_ptr_array_index (attachments, i - 1))->slot, slot) == 0)
      return i;
  return attachments->len;
}

/**
 * jc_intake_lay_in:
 * @dossier: a dossier
 * @attachments: (element-type JcAttachment): new ones
 *
 * Returns: (transfer full): @dossier with copies of @attachments, each behind the last one of its
 * slot
 */
JcDossier *
jc_intake_lay_in (JcDossier *dossier, GPtrArray *attachments)
{
  g_autoptr (GPtrArray) all = jc_attachments_load (dossier);

  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);

      g_ptr_array_insert (all, (int)find_place (all, attachment->slot),
                          jc_attachment_copy (attachment));
    }
  return jc_attachments_store (all, dossier);
}
