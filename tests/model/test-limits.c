/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-limits.h"

#include "jc-attachment.h"
#include "jc-named-original.h"
#include "programme-fixture.h"

#define MIB (G_GINT64_CONSTANT (1024) * 1024)
#define FILE_MAX (7 * MIB)
#define DOSSIER_MAX (20 * MIB)
#define FILES 3

static JcProgramme *
load_limited (void)
{
  g_autoptr (JsonNode) node
      = load_changed ("/kinds/0/limits", "{\"file_mib\":7,\"dossier_mib\":20,\"files\":3}");
  g_autoptr (GError) error = NULL;
  JcProgramme *programme = jc_programme_new_from_json (node, &error);

  g_assert_no_error (error);

  return programme;
}

/* Of @n attachments with @size bytes each; the first @n_same are the same file. */
static JcDossier *
new_dossier (guint n, gint64 size, guint n_same)
{
  g_autoptr (JcDossier) empty
      = jc_dossier_new ("11111111-1111-4111-8111-111111111111", "application", "minimal", "v");
  g_autoptr (GPtrArray) attachments
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_free);

  for (guint i = 0; i < n; i++)
    {
      JcAttachment *attachment = g_new0 (JcAttachment, 1);

      attachment->id = g_strdup_printf ("11111111-1111-4111-8111-%012u", i);
      attachment->slot = g_strdup (JC_SLOT_UNSORTED);
      attachment->name = g_strdup_printf ("%u.pdf", i);
      attachment->sha256 = g_strdup_printf ("%064u", i < n_same ? 0 : i);
      attachment->size = size;
      attachment->media_type = g_strdup ("application/pdf");
      attachment->parts = g_ptr_array_new ();
      attachment->cautions = g_ptr_array_new ();
      g_ptr_array_add (attachments, attachment);
    }

  return jc_attachments_store (attachments, empty);
}

static const struct
{
  const char *name;
  guint       n;
  gint64      size;
  guint       n_same;
  const char *limited; /* NULL: nothing is passed */
  gint64      found;
} cases[] = {
  { "none", 0, 0, 0, NULL, 0 },
  { "file-at", 1, FILE_MAX, 0, NULL, 0 },
  { "file-after", 1, FILE_MAX + 1, 0, "file_bytes", FILE_MAX + 1 },
  { "dossier-at", 2, DOSSIER_MAX / 4, 0, NULL, 0 },
  { "dossier-after", 3, FILE_MAX, 0, "dossier_bytes", 3 * FILE_MAX },
  { "dossier-once", 3, FILE_MAX, 2, NULL, 0 },
  { "files-at", FILES, 1, 0, NULL, 0 },
  { "files-after", FILES + 1, 1, 0, "files", FILES + 1 },
  { "files-once", FILES + 1, 1, 2, NULL, 0 },
};

static void
test_case (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JcProgramme) programme = load_limited ();
  g_autoptr (JcDossier) dossier = new_dossier (cases[i].n, cases[i].size, cases[i].n_same);
  const JcKind *kind = g_ptr_array_index (jc_programme_get_kinds (programme), 0);
  g_autoptr (JcLimitBreach) breach = jc_limits_check (kind, NULL, dossier);
  g_autoptr (JcText) text = NULL;

  g_assert_cmpstr (breach != NULL ? jc_limit_get_name (breach->limit) : NULL, ==, cases[i].limited);
  if (breach == NULL)
    return;

  text = jc_limit_breach_dup_text (breach);
  g_assert_cmpint (breach->found, ==, cases[i].found);
  g_assert_cmpint (breach->found, >, breach->max);
  g_assert_cmpstr (text->zh, !=, text->en);
}

/* Who has too much already may keep it, or have less, but not more. */
static void
test_before (void)
{
  g_autoptr (JcProgramme) programme = load_limited ();
  const JcKind *kind = g_ptr_array_index (jc_programme_get_kinds (programme), 0);
  g_autoptr (JcDossier) four = new_dossier (4, 1, 0);
  g_autoptr (JcDossier) five = new_dossier (5, 1, 0);
  g_autoptr (JcDossier) large = new_dossier (4, 6 * MIB, 0);
  g_autoptr (JcDossier) huge = new_dossier (1, 9 * MIB, 0);
  g_autoptr (JcLimitBreach) same = jc_limits_check (kind, four, four);
  g_autoptr (JcLimitBreach) less = jc_limits_check (kind, five, four);
  g_autoptr (JcLimitBreach) more = jc_limits_check (kind, four, five);
  g_autoptr (JcLimitBreach) heavier = jc_limits_check (kind, four, large);
  g_autoptr (JcLimitBreach) kept = jc_limits_check (kind, huge, huge);

  g_assert_null (same);
  g_assert_null (less);
  g_assert_nonnull (more);
  g_assert_cmpint (more->limit, ==, JC_LIMIT_FILES);
  g_assert_nonnull (heavier);
  g_assert_cmpint (heavier->limit, ==, JC_LIMIT_DOSSIER_BYTES);
  g_assert_null (kept);
}

static void
test_default (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  const JcKind *kind = g_ptr_array_index (jc_programme_get_kinds (programme), 0);

  g_assert_cmpuint (kind->max_files, ==, 500);
}

static void
test_named (void)
{
  g_autoptr (JcDossier) plain = new_dossier (2, 5, 0);
  g_autoptr (GPtrArray) attachments = jc_attachments_load (plain);
  JcAttachment    *first = g_ptr_array_index (attachments, 0);
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autoptr (JcDossier) dossier = NULL;
  g_autoptr (GPtrArray) originals = NULL;
  const JcNamedOriginal *source;

  first->source = jc_attachment_source_new (hash, "locked.pdf", 9);
  dossier = jc_attachments_store (attachments, plain);
  originals = jc_named_originals_load (dossier);
  g_assert_cmpuint (originals->len, ==, 3);
  source = g_ptr_array_index (originals, 1);
  g_assert_true (source->is_source);
  g_assert_cmpstr (source->attachment, ==, first->id);
  g_assert_cmpstr (source->sha256, ==, hash);
  g_assert_cmpstr (source->name, ==, "locked.pdf");
  g_assert_cmpint (source->size, ==, 9);
  g_assert_false (((JcNamedOriginal *)g_ptr_array_index (originals, 0))->is_source);
  g_assert_false (((JcNamedOriginal *)g_ptr_array_index (originals, 2))->is_source);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/limits/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/model/limits/before", test_before);
  g_test_add_func ("/model/limits/default", test_default);
  g_test_add_func ("/model/limits/named-originals", test_named);

  return g_test_run ();
}
