/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-code-list-private.h"

#include <string.h>

#include "jc-format.h"

/* More words than that only come from a paste; an item that holds the first ones is found. */
#define MAX_WORDS 16

/* How well an item fits, best first. */
typedef enum
{
  RANK_EXACT,
  RANK_PREFIX,
  RANK_CONTAINS,
  RANK_ALIAS,
  RANK_NONE,
} Rank;

typedef struct
{
  const JcCode *code;
  Rank          rank;
  guint         position;
} Hit;

/* --- What a person typed, to one item --- */

static void
add_text (GPtrArray *words, const JcText *text)
{
  if (text == NULL)
    return;

  if (text->zh != NULL && *text->zh != '\0')
    g_ptr_array_add (words, jc_format_fold_key (text->zh));
  if (text->en != NULL && *text->en != '\0')
    g_ptr_array_add (words, jc_format_fold_key (text->en));
}

/* Folded words of @code on @level: its code, its names, its short names, its aliases. */
static GPtrArray *
dup_words_on_level (const JcCode *code, guint level)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  if (level == 0)
    g_ptr_array_add (words, jc_format_fold_key (code->code));
  else if (level == 1)
    add_text (words, code->name);
  else if (level == 2)
    add_text (words, code->short_name);
  else
    for (guint i = 0; code->aliases != NULL && code->aliases[i] != NULL; i++)
      g_ptr_array_add (words, jc_format_fold_key (code->aliases[i]));

  return words;
}

static gboolean
is_within (JcCodeList *self, const JcCode *code, const JcCode *ancestor)
{
  /* A list may hold a ring of parents; no honest path is that long. */
  for (guint depth = 0; code->parent != NULL && depth < 16; depth++)
    {
      code = g_hash_table_lookup (self->by_code, code->parent);
      if (code == ancestor)
        return TRUE;
    }

  return FALSE;
}

/* Words of one level. A word that an earlier level took stays; one that two items share on this
 * level stands for the more general of them (门类 and 大类 may have one name), else for neither. */
static void
add_level (JcCodeList *self, GHashTable *by_word, guint level, gboolean selectable)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer       word;
  gpointer       code;

  for (guint i = 0; i < self->n_codes; i++)
    {
      JcCode *item = &self->codes[i];
      g_autoptr (GPtrArray) words = NULL;

      if (item->selectable != selectable)
        continue;

      words = dup_words_on_level (item, level);
      for (guint j = 0; j < words->len; j++)
        {
          const char *key = g_ptr_array_index (words, j);
          gpointer    other = NULL;

          if (!g_hash_table_lookup_extended (found, key, NULL, &other))
            g_hash_table_insert (found, g_strdup (key), item);
          else if (other != NULL && other != item && !is_within (self, item, other))
            g_hash_table_insert (found, g_strdup (key),
                                 is_within (self, other, item) ? item : NULL);
        }
    }

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &word, &code))
    if (!g_hash_table_contains (by_word, word))
      g_hash_table_insert (by_word, g_strdup (word), code);
}

static GHashTable *
dup_index (JcCodeList *self)
{
  GHashTable *by_word = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint level = 0; level < 4; level++)
    {
      add_level (self, by_word, level, TRUE);
      add_level (self, by_word, level, FALSE);
    }

  return by_word;
}

/**
 * jc_code_list_match:
 * @self: a list
 * @typed: (nullable): a code, name, short name or alias
 *
 * Width and case are folded and spaces passed over. A code goes before a name, a name before a
 * short one, that before an alias, and what can be picked before what cannot. A word that fits two
 * items equally well fits neither, unless one holds the other: then it is that one.
 *
 * Returns: (transfer none) (nullable): the item
 */
const JcCode *
jc_code_list_match (JcCodeList *self, const char *typed)
{
  const JcCode    *code;
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  code = jc_code_list_find (self, typed);
  if (typed == NULL || code != NULL)
    return code;

  key = jc_format_fold_key (typed);
  g_mutex_lock (&self->lock);
  if (self->by_word == NULL)
    self->by_word = dup_index (self);
  code = *key != '\0' ? g_hash_table_lookup (self->by_word, key) : NULL;
  g_mutex_unlock (&self->lock);

  return code;
}

/* --- A few letters, to many items --- */

static void
fill_words (const JcCode *code, JcCodeWords *words)
{
  g_autoptr (GPtrArray) names = dup_words_on_level (code, 1);
  g_autoptr (GPtrArray) aliases = dup_words_on_level (code, 3);

  add_text (names, code->short_name);
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (aliases, NULL);
  words->code = jc_format_fold_key (code->code);
  words->names = (GStrv)g_ptr_array_steal (names, NULL);
  words->aliases = (GStrv)g_ptr_array_steal (aliases, NULL);
}

static void
ensure_words (JcCodeList *self)
{
  g_mutex_lock (&self->lock);
  if (self->words == NULL)
    {
      JcCodeWords *words = g_new0 (JcCodeWords, MAX (self->n_codes, 1));

      for (guint i = 0; i < self->n_codes; i++)
        fill_words (&self->codes[i], &words[i]);
      self->words = words;
    }
  g_mutex_unlock (&self->lock);
}

void
jc_code_list_clear_search (JcCodeList *self)
{
  for (guint i = 0; self->words != NULL && i < self->n_codes; i++)
    {
      g_free (self->words[i].code);
      g_strfreev (self->words[i].names);
      g_strfreev (self->words[i].aliases);
    }
  g_clear_pointer (&self->words, g_free);
}

static Rank
rank_word (const JcCodeWords *words, const char *word)
{
  Rank rank = RANK_NONE;

  if (g_str_has_prefix (words->code, word))
    rank = words->code[strlen (word)] == '\0' ? RANK_EXACT : RANK_PREFIX;

  for (guint i = 0; words->names[i] != NULL && rank > RANK_EXACT; i++)
    {
      const char *place = strstr (words->names[i], word);

      if (place == words->names[i])
        rank = MIN (rank, place[strlen (word)] == '\0' ? RANK_EXACT : RANK_PREFIX);
      else if (place != NULL)
        rank = MIN (rank, RANK_CONTAINS);
    }

  for (guint i = 0; words->aliases[i] != NULL && rank == RANK_NONE; i++)
    if (strstr (words->aliases[i], word) != NULL)
      rank = RANK_ALIAS;

  return rank;
}

/* The worst of its words' ranks; but a name typed whole, spaces and all, is exact. */
static Rank
rank_item (const JcCodeWords *words, const char *whole, GStrv typed)
{
  Rank rank = rank_word (words, whole);

  if (rank == RANK_EXACT || rank == RANK_PREFIX)
    return rank;

  rank = RANK_EXACT;
  for (guint i = 0; typed[i] != NULL && rank != RANK_NONE; i++)
    rank = MAX (rank, rank_word (words, typed[i]));

  return rank;
}

/* @query's words, folded. */
static GStrv
split_query (const char *query)
{
  g_autofree char *folded = jc_format_fold_width (query);
  g_auto (GStrv) pieces = g_strsplit (folded, " ", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; pieces[i] != NULL && words->len < MAX_WORDS; i++)
    {
      g_autofree char *word = jc_format_fold_key (pieces[i]);

      if (*word != '\0')
        g_ptr_array_add (words, g_steal_pointer (&word));
    }
  g_ptr_array_add (words, NULL);

  return (GStrv)g_ptr_array_steal (words, NULL);
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *left = a;
  const Hit *right = b;

  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;

  return left->position < right->position ? -1 : 1;
}

/**
 * jc_code_list_search:
 * @self: a list
 * @query: (nullable): what was typed so far; blank finds everything in the list's order
 * @max: how many at most
 *
 * An item fits when each word of @query begins its code or stands in a name or alias. Exact names
 * (or codes) come first, then those that begin with it, then those that contain it, then those
 * found by an alias only; equals stay in the list's order.
 *
 * Returns: (element-type JcCode) (transfer container): selectable items, best first
 */
GPtrArray *
jc_code_list_search (JcCodeList *self, const char *query, guint max)
{
  g_autofree char *whole = NULL;
  g_auto (GStrv) typed = NULL;
  g_autoptr (GArray) hits = NULL;
  GPtrArray *result;

  g_return_val_if_fail (self != NULL, NULL);

  whole = jc_format_fold_key (query != NULL ? query : "");
  typed = split_query (query != NULL ? query : "");
  hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  ensure_words (self);

  for (guint i = 0; i < self->n_codes; i++)
    {
      Hit hit = { &self->codes[i], RANK_EXACT, i };

      if (!hit.code->selectable)
        continue;
      if (typed[0] != NULL)
        hit.rank = rank_item (&self->words[i], whole, typed);
      if (hit.rank != RANK_NONE)
        g_array_append_val (hits, hit);
    }

  g_array_sort (hits, compare_hits);
  result = g_ptr_array_new ();
  for (guint i = 0; i < hits->len && i < max; i++)
    g_ptr_array_add (result, (gpointer)g_array_index (hits, Hit, i).code);

  return result;
}
