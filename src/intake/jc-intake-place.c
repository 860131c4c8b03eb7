/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Where a kept original goes: which slot, which row, which named pages, and whether it is there. */

#define G_LOG_DOMAIN "jiangce-intake"

#include "config.h"

#include "jc-intake-private.h"

#include <string.h>

/* The bound that a dossier has from the model, see jc_dossier_new_from_json (). */
#define MAX_ATTACHMENTS 2000

static const char *
get_slot_id (const JcIntakeRun *run)
{
  return run->slot != NULL ? run->slot->id : JC_SLOT_UNSORTED;
}

/* The row of an archive's files is nobody's to know. */
static const char *
get_row (const JcIntakeRun *run)
{
  return run->slot != NULL ? run->request->row : NULL;
}

/* --- The same bytes --- */

static gboolean
is_same_place (const JcIntakeRun *run, const JcAttachment *attachment)
{
  return strcmp (attachment->slot, get_slot_id (run)) == 0
         && g_strcmp0 (attachment->row, get_row (run)) == 0;
}

/* Unlocking does not give the same bytes twice; the locked file is the same. */
static gboolean
is_same_file (const JcAttachment *attachment, const JcIntakeOriginal *original)
{
  const char *source = attachment->source != NULL ? attachment->source->sha256 : NULL;

  return strcmp (attachment->sha256, original->sha256) == 0
         || (source != NULL && g_strcmp0 (source, original->source_sha256) == 0);
}

static const JcAttachment *
find_present (const JcIntakeRun *run, GPtrArray *attachments, const JcIntakeOriginal *original)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);

      if (is_same_place (run, attachment) && is_same_file (attachment, original))
        return attachment;
    }
  return NULL;
}

/* The same bytes, whatever they are used for. */
static const JcAttachment *
find_anywhere (GPtrArray *attachments, const JcIntakeOriginal *original)
{
  for (guint i = 0; i < attachments->len; i++)
    if (is_same_file (g_ptr_array_index (attachments, i), original))
      return g_ptr_array_index (attachments, i);
  return NULL;
}

static const JcAttachment *
find_known (const JcIntakeRun *run, const JcIntakeOriginal *original)
{
  GPtrArray *arrays[] = { run->existing, run->result->attachments };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    {
      const JcAttachment *known = run->request->once ? find_anywhere (arrays[i], original)
                                                     : find_present (run, arrays[i], original);

      if (known != NULL)
        return known;
    }
  return NULL;
}

static void
note_elsewhere (JcIntakeRun *run, const JcIntakeOriginal *original)
{
  for (guint i = 0; i < run->existing->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (run->existing, i);

      if (strcmp (attachment->slot, get_slot_id (run)) != 0 && is_same_file (attachment, original))
        g_ptr_array_add (run->result->elsewhere, jc_attachment_copy (attachment));
    }
}

/* --- Bounds --- */

/* Different originals, of one slot or (@slot %NULL) of all, and what they have together. */
static guint
count_originals (const JcIntakeRun *run, const char *slot, gint64 *n_bytes)
{
  GPtrArray *arrays[] = { run->existing, run->result->attachments };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  *n_bytes = 0;
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    for (guint k = 0; k < arrays[i]->len; k++)
      {
        JcAttachment *attachment = g_ptr_array_index (arrays[i], k);

        if ((slot == NULL || strcmp (attachment->slot, slot) == 0)
            && g_hash_table_add (seen, attachment->sha256))
          *n_bytes += attachment->size;
      }
  return g_hash_table_size (seen);
}

static gboolean
is_counted (const JcIntakeRun *run, const JcIntakeOriginal *original, const char *slot)
{
  GPtrArray *arrays[] = { run->existing, run->result->attachments };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    for (guint k = 0; k < arrays[i]->len; k++)
      {
        const JcAttachment *attachment = g_ptr_array_index (arrays[i], k);

        if ((slot == NULL || strcmp (attachment->slot, slot) == 0)
            && strcmp (attachment->sha256, original->sha256) == 0)
          return TRUE;
      }
  return FALSE;
}

static gboolean
check_slot (const JcIntakeRun *run, const JcIntakeOriginal *original, GError **error)
{
  guint  max_files = run->slot != NULL ? run->slot->max_files : 0;
  gint64 n_bytes = 0;

  if (max_files == 0 || is_counted (run, original, run->slot->id)
      || count_originals (run, run->slot->id, &n_bytes) < max_files)
    return TRUE;
  return jc_set_error (
      error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_MANY,
      "这一项最多放 %u 个文件，已经满了。先移走一个，或把几页合成一个 PDF。",
      "This slot takes at most %u files and is full. Take one away, or join pages in "
      "one PDF.",
      max_files);
}

static gboolean
check_dossier (const JcIntakeRun *run, const JcIntakeOriginal *original, GError **error)
{
  gint64 n_bytes = 0;

  if (run->existing->len + run->result->attachments->len >= MAX_ATTACHMENTS)
    return jc_set_error (error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_MANY,
                         "一份材料最多 %d 个附件。先删去不需要的。",
                         "A dossier has at most %d attachments. Remove those that are not needed.",
                         MAX_ATTACHMENTS);
  if (run->max_dossier_bytes <= 0 || is_counted (run, original, NULL))
    return TRUE;
  count_originals (run, NULL, &n_bytes);
  if (n_bytes + original->size <= run->max_dossier_bytes)
    return TRUE;
  return jc_set_error (
      error, JC_INTAKE_ERROR, JC_INTAKE_ERROR_TOO_LARGE,
      "一份材料的附件合计最多 %.4g MiB，加上这个就超了。先删去不需要的，或把扫描件压小。",
      "A dossier's attachments have at most %.4g MiB together, and this one is over "
      "that. Remove what is not needed, or make scans smaller.",
      (double)run->max_dossier_bytes / (1024 * 1024));
}

/* --- Placing --- */

static gboolean
has_caution (GPtrArray *cautions, const char *code)
{
  for (guint i = 0; i < cautions->len; i++)
    if (strcmp (((const JcCaution *)g_ptr_array_index (cautions, i))->code, code) == 0)
      return TRUE;
  return FALSE;
}

static GPtrArray *
copy_cautions (const JcMediaFacts *facts)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_caution_free);

  for (guint i = 0; i < facts->cautions->len; i++)
    {
      const JcCaution *caution = g_ptr_array_index (facts->cautions, i);

      g_ptr_array_add (copies, jc_caution_new (caution->code, caution->page));
    }
  if (strcmp (facts->media_type, "application/ofd") == 0 && !has_caution (copies, "needs_pdf"))
    g_ptr_array_add (copies, jc_caution_new ("needs_pdf", 0));
  return copies;
}

static JcAttachment *
make_attachment (const JcIntakeRun *run, const char *name, const JcIntakeOriginal *original)
{
  JcAttachment *attachment = g_new0 (JcAttachment, 1);

  attachment->id = g_uuid_string_random ();
  attachment->slot = g_strdup (get_slot_id (run));
  attachment->name = g_strdup (name);
  attachment->sha256 = g_strdup (original->sha256);
  attachment->size = original->size;
  attachment->media_type = g_strdup (original->facts->media_type);
  attachment->pages = (int)original->facts->pages->len;
  attachment->row = g_strdup (get_row (run));
  attachment->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_part_free);
  attachment->cautions = copy_cautions (original->facts);
  if (original->source_sha256 != NULL)
    attachment->source
        = jc_attachment_source_new (original->source_sha256, name, original->source_size);
  return attachment;
}

/**
 * jc_intake_place:
 * @name: cleaned
 * @original: what was kept
 * @error: JC_INTAKE_ERROR_TOO_MANY, JC_INTAKE_ERROR_TOO_LARGE
 *
 * Puts it with the run's results: a new attachment, or one that is there already.
 */
gboolean
jc_intake_place (JcIntakeRun *run, const char *name, JcIntakeOriginal *original, GError **error)
{
  const JcAttachment *present = find_known (run, original);

  if (present != NULL)
    {
      g_ptr_array_add (run->result->present, jc_attachment_copy (present));
      return TRUE;
    }
  if (!check_slot (run, original, error) || !check_dossier (run, original, error))
    return FALSE;
  note_elsewhere (run, original);
  g_ptr_array_add (run->result->attachments, make_attachment (run, name, original));
  return TRUE;
}

/* In the slot that was asked for, not out of an archive. */
static gboolean
is_sorted (const JcIntakeRun *run, const JcAttachment *attachment)
{
  return strcmp (attachment->slot, run->slot->id) == 0;
}

/**
 * jc_intake_name_pages:
 *
 * The request's parts go to the pages of the new attachments in order; when there are more parts
 * than pages, the last page shows the rest. Where a file was refused or was there already, nobody
 * knows which part it would have shown, and none is given.
 */
void
jc_intake_name_pages (JcIntakeRun *run)
{
  const char *const *parts = run->request->parts;
  GPtrArray         *attachments = run->result->attachments;
  guint              n_left = 0;

  if (parts == NULL || run->slot == NULL || run->result->refusals->len > 0
      || run->result->present->len > 0)
    return;

  for (guint i = 0; i < attachments->len; i++)
    n_left += is_sorted (run, g_ptr_array_index (attachments, i));
  for (guint i = 0; i < attachments->len; i++)
    {
      JcAttachment *attachment = g_ptr_array_index (attachments, i);
      int           n_pages = MAX (attachment->pages, 1);
      gboolean      is_last = FALSE;

      if (!is_sorted (run, attachment))
        continue;
      is_last = --n_left == 0;

      for (int page = 1; *parts != NULL && (page <= n_pages || is_last); page++, parts++)
        g_ptr_array_add (attachment->parts, jc_attachment_part_new (*parts, MIN (page, n_pages)));
    }
}

/**
 * jc_intake_is_same_use:
 * @a: an attachment
 * @b: another
 *
 * Returns: whether both put the same file into the same slot and row: one of them is enough
 */
gboolean
jc_intake_is_same_use (const JcAttachment *a, const JcAttachment *b)
{
  gboolean is_same_source = a->source != NULL && b->source != NULL
                            && strcmp (a->source->sha256, b->source->sha256) == 0;

  return strcmp (a->slot, b->slot) == 0 && g_strcmp0 (a->row, b->row) == 0
         && (is_same_source || strcmp (a->sha256, b->sha256) == 0);
}
