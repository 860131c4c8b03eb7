/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-slot-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-words.h"

/* What is said by the state's words: see jc_slot_words_dup_state (). */
static const char *const said[] = { "slot_missing", "slot_part_missing", "slot_row_missing", NULL };

/* --- How it stands --- */

static gboolean
has_problem (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity == JC_SEVERITY_ERROR && !jc_slot_words_say (finding))
        return TRUE;
    }

  return FALSE;
}

/**
 * jc_slot_words_get_icon:
 * @state: how a slot stands
 * @findings: (element-type JcFinding): of that slot
 *
 * Returns: (transfer none): a symbolic icon
 */
const char *
jc_slot_words_get_icon (const JcSlotState *state, GPtrArray *findings)
{
  if (has_problem (findings))
    return "jc-state-problem-symbolic";

  switch (state->standing)
    {
    case JC_SLOT_NOT_APPLICABLE:
      return "jc-state-skip-symbolic";
    case JC_SLOT_INCOMPLETE:
      return "jc-state-part-symbolic";
    case JC_SLOT_DONE:
      return "jc-state-done-symbolic";
    case JC_SLOT_OPTIONAL:
    case JC_SLOT_LATER:
    case JC_SLOT_MISSING:
    default:
      return "jc-state-none-symbolic";
    }
}

static void
append_word (GString *words, const char *word)
{
  if (words->len > 0)
    /* Translators: between things that are listed. */
    g_string_append (words, _ (", "));
  g_string_append (words, word);
}

static char *
dup_lacking (const JcSlotState *state)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < state->parts->len; i++)
    {
      const JcSlotPartState *part = g_ptr_array_index (state->parts, i);

      if (part->attachment == NULL)
        append_word (words, jc_words_get (part->page->label));
    }
  for (guint i = 0; i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);

      if (row->wanted && row->attachments->len == 0)
        append_word (words, jc_words_get (row->label));
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
dup_incomplete (const JcSlotState *state)
{
  g_autofree char *lacking = dup_lacking (state);

  if (lacking[0] == '\0')
    return g_strdup (_ ("Something is missing"));
  if (state->n_unmarked_pages > 0 || state->n_unmarked_files > 0)
    return g_strdup_printf (_ ("Not named yet: %s"), lacking);

  return g_strdup_printf (_ ("Missing: %s"), lacking);
}

static char *
dup_standing (const JcSlotState *state)
{
  switch (state->standing)
    {
    case JC_SLOT_NOT_APPLICABLE:
      return g_strdup (state->why_not != NULL ? jc_words_get (state->why_not)
                                              : _ ("Not asked for here"));
    case JC_SLOT_LATER:
      return g_strdup (_ ("After finalising: print, sign, seal, scan"));
    case JC_SLOT_MISSING:
      return g_strdup (_ ("Asked for, nothing there yet"));
    case JC_SLOT_INCOMPLETE:
      return dup_incomplete (state);
    case JC_SLOT_DONE:
      return g_strdup (_ ("All there"));
    case JC_SLOT_OPTIONAL:
    default:
      return g_strdup (_ ("As you like, nothing there"));
    }
}

/**
 * jc_slot_words_dup_size:
 * @attachments: (element-type JcAttachment): of one slot
 *
 * Returns: (transfer full) (nullable): how many pages are used, and how large the files are
 */
char *
jc_slot_words_dup_size (GPtrArray *attachments)
{
  g_autoptr (GHashTable) originals = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *pages = NULL;
  g_autofree char *size = NULL;
  guint            n_pages = 0;
  guint64          n_bytes = 0;

  for (guint i = 0; i < attachments->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (attachments, i);

      n_pages
          += attachment->views != NULL ? attachment->views->len : (guint)MAX (attachment->pages, 1);
      if (g_hash_table_add (originals, attachment->sha256))
        n_bytes += (guint64)MAX (attachment->size, 0);
    }
  if (attachments->len == 0)
    return NULL;

  pages = g_strdup_printf (ngettext ("%u page", "%u pages", n_pages), n_pages);
  size = g_format_size (n_bytes);

  return g_strdup_printf ("%s · %s", pages, size);
}

/**
 * jc_slot_words_dup_state:
 * @state: how a slot stands
 * @findings: (element-type JcFinding): of that slot
 *
 * Returns: (transfer full): what is there and what is not, one line
 */
char *
jc_slot_words_dup_state (const JcSlotState *state, GPtrArray *findings)
{
  g_autofree char *standing = dup_standing (state);
  g_autofree char *size = jc_slot_words_dup_size (state->attachments);

  if (state->standing == JC_SLOT_DONE && has_problem (findings))
    {
      g_free (standing);
      standing = g_strdup (_ ("To be mended"));
    }

  return size != NULL ? g_strdup_printf ("%s · %s", standing, size) : g_steal_pointer (&standing);
}

/**
 * jc_slot_words_get_label:
 * @kind: of the dossier
 * @slot: a slot's id, or JC_SLOT_UNSORTED
 *
 * Returns: (transfer none): what it is called
 */
const char *
jc_slot_words_get_label (const JcKind *kind, const char *slot)
{
  const JcSlot *known = jc_kind_find_slot (kind, slot);

  if (known != NULL)
    return jc_words_get (known->label);

  return g_strcmp0 (slot, JC_SLOT_UNSORTED) == 0 ? _ ("Not sorted yet") : slot;
}

/* --- Findings --- */

/**
 * jc_slot_words_say:
 * @finding: of a slot
 *
 * Returns: whether jc_slot_words_dup_state () says it already
 */
gboolean
jc_slot_words_say (const JcFinding *finding)
{
  return g_strv_contains (said, finding->code);
}

static const char *
skip_label (const JcSlot *slot, const char *words)
{
  static const char *const between[] = { "：", ": " };
  const char              *label = slot != NULL ? jc_words_get (slot->label) : "";
  gsize                    length = strlen (label);

  if (length == 0 || !g_str_has_prefix (words, label))
    return words;
  for (gsize i = 0; i < G_N_ELEMENTS (between); i++)
    if (g_str_has_prefix (words + length, between[i]))
      return words + length + strlen (between[i]);

  return words;
}

/**
 * jc_slot_words_dup_finding:
 * @slot: (nullable): the slot whose name stands above
 * @finding: one of its findings
 *
 * Returns: (transfer full): what it says, as a sentence of its own
 */
char *
jc_slot_words_dup_finding (const JcSlot *slot, const JcFinding *finding)
{
  char *words = g_strdup (skip_label (slot, jc_words_get (finding->message)));

  words[0] = g_ascii_toupper (words[0]);

  return words;
}

/**
 * jc_slot_words_get_short:
 * @finding: about a file or a page
 *
 * Returns: (transfer none) (nullable): the same in a word or two
 */
const char *
jc_slot_words_get_short (const JcFinding *finding)
{
  static const struct
  {
    const char *code;
    const char *words;
  } table[] = {
    { "caution.javascript", N_ ("Carries a script") },
    { "caution.launch", N_ ("Starts programs") },
    { "caution.embedded_files", N_ ("Carries other files") },
    { "caution.xfa", N_ ("Dynamic form") },
    { "caution.open_action", N_ ("Acts by itself") },
    { "caution.signed", N_ ("Electronic signature") },
    { "caution.unlocked", N_ ("Password taken out") },
    { "caution.needs_pdf", N_ ("Cannot be shown") },
    { "caution.blur", N_ ("Blurred") },
    { "caution.glare", N_ ("Glare") },
    { "caution.low_dpi", N_ ("Too few pixels") },
    { "caution.cut_edge", N_ ("Edge cut off") },
    { "caution.messenger", N_ ("Compressed by a messenger") },
    { "slot_row_gone", N_ ("Its row is gone") },
    { "slot_row_misplaced", N_ ("Belongs elsewhere") },
    { "slot_not_applicable", N_ ("Not asked for here") },
    { "slot_too_large", N_ ("Too large") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (finding->code, table[i].code))
      return _ (table[i].words);

  return finding->severity == JC_SEVERITY_HINT ? NULL : _ ("To be looked at");
}

static void
append_parts (GString *words, const JcSlotGuess *guess)
{
  gboolean first = TRUE;

  for (guint i = 0; i < guess->slot->pages->len; i++)
    {
      const JcSlotPage *page = g_ptr_array_index (guess->slot->pages, i);
      gboolean          is_there = FALSE;

      for (guint j = 0; j < guess->parts->len && !is_there; j++)
        is_there
            = g_str_equal (((const JcAttachmentPart *)g_ptr_array_index (guess->parts, j))->part,
                           page->id);
      if (!is_there)
        continue;
      /* Translators: between the names of a paper's pages. */
      g_string_append_printf (words, "%s%s", first ? "" : _ (", "), jc_words_get (page->label));
      first = FALSE;
    }
}

/**
 * jc_slot_words_dup_guess:
 * @check: the dossier's
 * @guess: one that has a slot
 *
 * Returns: (transfer full): where the file seems to belong
 */
char *
jc_slot_words_dup_guess (JcCheck *check, const JcSlotGuess *guess)
{
  const char *label = jc_words_get (guess->slot->label);
  g_autoptr (JcSlotState) state = jc_check_dup_slot_state (check, guess->slot->id);
  g_autoptr (GString) parts = g_string_new (NULL);

  for (guint i = 0; guess->row != NULL && i < state->rows->len; i++)
    {
      const JcSlotRowState *row = g_ptr_array_index (state->rows, i);

      if (g_str_equal (row->row, guess->row))
        /* Translators: what a paper is, then which one. */
        return g_strdup_printf (_ ("%s: %s"), label, jc_words_get (row->label));
    }
  append_parts (parts, guess);

  /* Translators: a paper, then which of its pages. */
  return parts->len > 0 ? g_strdup_printf (_ ("%s (%s)"), label, parts->str) : g_strdup (label);
}
