/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-limits.h"

#include "jc-attachment.h"

#define MIB (1024.0 * 1024.0)

/**
 * Sums: of a dossier's different originals.
 * @sizes: (element-type utf8 gint64): by hash
 */
typedef struct
{
  GHashTable *sizes; /* (owned) */
  gint64      n_bytes;
} Sums;

static void
sums_clear (Sums *self)
{
  g_clear_pointer (&self->sizes, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sums, sums_clear)

static void
sum_up (Sums *self, GPtrArray *attachments)
{
  self->sizes = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);

      if (!g_hash_table_add (self->sizes, attachment->sha256))
        continue;
      self->n_bytes = attachment->size > G_MAXINT64 - self->n_bytes
                          ? G_MAXINT64
                          : self->n_bytes + attachment->size;
    }
}

/* A slot may allow more than the kind; where it allows less the check says so, and a draft may have
 * it all the same. */
static gint64
get_max_file_bytes (const JcKind *kind, const char *slot_id)
{
  for (guint i = 0; i < kind->slots->len; i++)
    {
      const JcSlot *slot = g_ptr_array_index (kind->slots, i);

      if (g_strcmp0 (slot->id, slot_id) == 0)
        return MAX (slot->max_bytes, kind->max_file_bytes);
    }
  return kind->max_file_bytes;
}

static JcLimitBreach *
new_breach (JcLimit limit, gint64 max, gint64 found, const char *name)
{
  JcLimitBreach *self = g_new0 (JcLimitBreach, 1);

  self->limit = limit;
  self->max = max;
  self->found = found;
  self->name = g_strdup (name);
  return self;
}

static JcLimitBreach *
find_large_file (const JcKind *kind, GPtrArray *attachments, const Sums *before)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);
      gint64              max = get_max_file_bytes (kind, attachment->slot);

      if (attachment->size > max && !g_hash_table_contains (before->sizes, attachment->sha256))
        return new_breach (JC_LIMIT_FILE_BYTES, max, attachment->size, attachment->name);
    }
  return NULL;
}

/**
 * jc_limits_check:
 * @kind: what kind of dossier it is
 * @before: (nullable): the same dossier as it was, which may have come under other limits: who
 *   takes away what is too much is not refused
 * @dossier: as it is to be
 *
 * A file counts once, wherever it is used. A file that a shown one was made of does not count: it
 * is kept as a record and cannot be chosen.
 *
 * Source: programme definition, `limits` of a kind, `max_mib` of a slot.
 *
 * Returns: (transfer full) (nullable): what is passed first
 */
JcLimitBreach *
jc_limits_check (const JcKind *kind, JcDossier *before, JcDossier *dossier)
{
  g_autoptr (GPtrArray) attachments = jc_attachments_load (dossier);
  g_autoptr (GPtrArray) earlier
      = before != NULL ? jc_attachments_load (before) : g_ptr_array_new ();
  g_auto (Sums) was = { NULL };
  g_auto (Sums) sums = { NULL };
  JcLimitBreach *breach;
  guint          n_files;

  sum_up (&was, earlier);
  sum_up (&sums, attachments);
  breach = find_large_file (kind, attachments, &was);
  if (breach != NULL)
    return breach;
  if (sums.n_bytes > kind->max_dossier_bytes && sums.n_bytes > was.n_bytes)
    return new_breach (JC_LIMIT_DOSSIER_BYTES, kind->max_dossier_bytes, sums.n_bytes, NULL);
  n_files = g_hash_table_size (sums.sizes);
  if (n_files > kind->max_files && n_files > g_hash_table_size (was.sizes))
    return new_breach (JC_LIMIT_FILES, kind->max_files, n_files, NULL);
  return NULL;
}

/**
 * jc_limit_breach_free:
 * @self: (transfer full) (nullable): a breach
 */
void
jc_limit_breach_free (JcLimitBreach *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

/**
 * jc_limit_get_name:
 * @limit: a limit
 *
 * Returns: its name for programs, which never changes
 */
const char *
jc_limit_get_name (JcLimit limit)
{
  switch (limit)
    {
    case JC_LIMIT_FILE_BYTES:
      return "file_bytes";
    case JC_LIMIT_DOSSIER_BYTES:
      return "dossier_bytes";
    case JC_LIMIT_FILES:
    default:
      return "files";
    }
}

/**
 * jc_limit_breach_dup_text:
 * @self: a breach
 *
 * Returns: (transfer full): what is too much, and how to mend it
 */
JcText *
jc_limit_breach_dup_text (const JcLimitBreach *self)
{
  switch (self->limit)
    {
    case JC_LIMIT_FILE_BYTES:
      return jc_text_new_printf ("附件“%s”有 %.1f MiB，一个文件最多 %.0f MiB。换成黑白或灰度的 300 "
                                 "dpi 扫描，或拆成几个。",
                                 "“%s” has %.1f MiB; a file has %.0f MiB at most. Scan it in grey "
                                 "at 300 dpi, or divide it.",
                                 self->name, (double)self->found / MIB, (double)self->max / MIB);
    case JC_LIMIT_DOSSIER_BYTES:
      return jc_text_new_printf ("附件一共 %.1f MiB，最多 %.0f MiB。把大的换成黑白或灰度的 300 dpi "
                                 "扫描，或移走不需要的。",
                                 "The attachments come to %.1f MiB; at most %.0f MiB. Scan large "
                                 "ones in grey at 300 dpi, or take away what is not needed.",
                                 (double)self->found / MIB, (double)self->max / MIB);
    case JC_LIMIT_FILES:
    default:
      return jc_text_new_printf ("一共有 %" G_GINT64_FORMAT " 个附件，最多 %" G_GINT64_FORMAT
                                 " 个。移走不需要的，或把几页合成一个 PDF。",
                                 "There are %" G_GINT64_FORMAT " files; at most %" G_GINT64_FORMAT
                                 ". Take away what is not needed, or join pages to one PDF.",
                                 self->found, self->max);
    }
}
