/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-programme-private.h"

#include <string.h>

static GPtrArray *
dup_plain_vars (const JcField *field, const JcField *rows)
{
  g_autoptr (GPtrArray) vars = jc_logic_dup_vars (field->derived);
  GPtrArray *plain = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < vars->len; i++)
    {
      g_autofree char *path = jc_path_dup_plain (g_ptr_array_index (vars, i));

      if (rows != NULL && g_str_has_prefix (path, "row."))
        g_ptr_array_add (plain, g_strconcat (rows->key, path + strlen ("row"), NULL));
      else
        g_ptr_array_add (plain, g_steal_pointer (&path));
    }

  return plain;
}

static void
add_derivation (GPtrArray *derivations, const JcField *field, const JcField *rows)
{
  JcDerivation *derivation;

  if (field->derived == NULL)
    return;

  derivation = g_new0 (JcDerivation, 1);
  derivation->field = field;
  derivation->rows = rows;
  derivation->path
      = rows != NULL ? g_strconcat (rows->key, ".", field->key, NULL) : g_strdup (field->key);
  derivation->vars = dup_plain_vars (field, rows);
  g_ptr_array_add (derivations, derivation);
}

static gboolean
reads (const JcDerivation *reader, const JcDerivation *read)
{
  for (guint i = 0; i < reader->vars->len; i++)
    if (jc_path_reads (g_ptr_array_index (reader->vars, i), read->path))
      return TRUE;

  return FALSE;
}

static GPtrArray *
dup_all (const JcKind *kind)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);

      for (guint j = 0; j < section->fields->len; j++)
        {
          const JcField *field = g_ptr_array_index (section->fields, j);

          add_derivation (all, field, NULL);
          for (guint k = 0; field->fields != NULL && k < field->fields->len; k++)
            add_derivation (all, g_ptr_array_index (field->fields, k), field);
        }
    }

  return all;
}

/* Tarjan's strongly connected components: what depends on itself lies in one together. They come
 * out in the order wanted here, what is read before what reads it. */
typedef struct
{
  GPtrArray *all;
  guint     *number; /* order of discovery from 1; 0: not yet */
  guint     *low;    /* the earliest that can be reached and is still open */
  GArray    *open;   /* indexes without a component yet */
  guint      n_seen;
  GPtrArray *ordered;
} Search;

static gboolean
is_open (const Search *self, guint index)
{
  for (guint i = 0; i < self->open->len; i++)
    if (g_array_index (self->open, guint, i) == index)
      return TRUE;

  return FALSE;
}

static void
close_component (Search *self, guint root)
{
  gboolean several = g_array_index (self->open, guint, self->open->len - 1) != root;
  guint    index;

  do
    {
      JcDerivation *derivation;

      index = g_array_index (self->open, guint, self->open->len - 1);
      g_array_set_size (self->open, self->open->len - 1);
      derivation = g_ptr_array_index (self->all, index);
      derivation->looped = several || reads (derivation, derivation);
      g_ptr_array_add (self->ordered, derivation);
    }
  while (index != root);
}

/* As deep as there are derived fields at the most. */
static void
visit (Search *self, guint index)
{
  const JcDerivation *derivation = g_ptr_array_index (self->all, index);

  self->number[index] = self->low[index] = ++self->n_seen;
  g_array_append_val (self->open, index);

  for (guint i = 0; i < self->all->len; i++)
    {
      if (!reads (derivation, g_ptr_array_index (self->all, i)))
        continue;
      if (self->number[i] == 0)
        {
          visit (self, i);
          self->low[index] = MIN (self->low[index], self->low[i]);
        }
      else if (is_open (self, i))
        {
          self->low[index] = MIN (self->low[index], self->number[i]);
        }
    }

  if (self->low[index] == self->number[index])
    close_component (self, index);
}

/**
 * jc_kind_order_derivations:
 * @data: a kind whose fields are read
 *
 * Puts each derived field after those that it reads. Fields that read themselves, at once or
 * through others, are marked: their value is null, and the linter names them.
 */
void
jc_kind_order_derivations (JcKindData *data)
{
  g_autoptr (GPtrArray) all = dup_all (&data->kind);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *number = g_new0 (guint, all->len + 1);
  g_autofree guint *low = g_new0 (guint, all->len + 1);
  Search            search = { all, number, low, open, 0, data->derivations };

  for (guint i = 0; i < all->len; i++)
    if (number[i] == 0)
      visit (&search, i);
}
