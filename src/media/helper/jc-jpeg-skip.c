/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-jpeg-skip.h"

#include <string.h>

#define COEFFICIENTS 63
#define MAX_LENGTH 16
#define END_OF_BLOCK 0x00
#define SIXTEEN_ZEROS 0xf0
#define MAX_DC_SIZE 11

/* --- Tables --- */

static JcSkipEntry
make_entry (int length, guint8 symbol, gboolean is_ac)
{
  int size = is_ac ? symbol & 15 : symbol;
  int run = is_ac ? symbol >> 4 : 0;

  if (is_ac && symbol == END_OF_BLOCK)
    return (JcSkipEntry){ (guint8)length, 0, TRUE, 0 };
  /* A run that has no value behind it is another end in progressive data only. */
  return (JcSkipEntry){ (guint8)(length + size), (guint8)(run + 1),
                        is_ac && size == 0 && symbol != SIXTEEN_ZEROS, (guint8)size };
}

/* Symbols that follow, as long as they are seen whole and end within what is seen. */
static void
join_entries (JcSkipTable *table)
{
  for (guint seen = 0; seen < 1 << JC_SKIP_LOOK; seen++)
    {
      JcSkipEntry *many = &table->many[seen];

      *many = table->one[seen];
      while (many->bits > 0 && !many->ends && many->bits < JC_SKIP_LOOK)
        {
          const JcSkipEntry *next = &table->one[seen << many->bits & ((1 << JC_SKIP_LOOK) - 1)];

          if (next->bits == 0 || many->bits + next->bits > JC_SKIP_LOOK)
            break;
          many->bits += next->bits;
          many->steps += next->steps;
          many->ends = next->ends;
        }
    }
}

/**
 * jc_skip_table_new:
 * @codes: as they stand in the file (ITU-T T.81, annex C)
 * @is_ac: symbols are a run and a size; else a size
 *
 * Returns: (transfer full) (nullable): %NULL when there are more codes of a length than there can
 * be
 */
JcSkipTable *
jc_skip_table_new (const JHUFF_TBL *codes, gboolean is_ac)
{
  g_autofree JcSkipTable *self = g_new0 (JcSkipTable, 1);
  gint32                  code = 0;
  int                     n = 0;

  memcpy (self->symbols, codes->huffval, sizeof self->symbols);
  for (int length = 1; length <= MAX_LENGTH; length++, code <<= 1)
    {
      self->offset[length] = n - code;
      for (int i = 0; i < codes->bits[length]; i++, code++, n++)
        {
          int free_bits = JC_SKIP_LOOK - length;

          if (n >= 256 || code >= 1 << length || (!is_ac && self->symbols[n] > MAX_DC_SIZE))
            return NULL;
          for (int rest = 0; free_bits >= 0 && rest < 1 << free_bits; rest++)
            self->one[code << free_bits | rest] = make_entry (length, self->symbols[n], is_ac);
        }
      self->last_code[length] = codes->bits[length] > 0 ? code - 1 : -1;
    }
  if (is_ac)
    join_entries (self);
  return g_steal_pointer (&self);
}

/* A code that is longer than what the tables look at. */
static JcSkipEntry
find_long_code (const JcSkipBits *self, const JcSkipTable *table, gboolean is_ac)
{
  for (int length = JC_SKIP_LOOK + 1; length <= MAX_LENGTH; length++)
    {
      gint32 code = (gint32)(self->buffer >> (64 - length));

      if (code <= table->last_code[length])
        return make_entry (length, table->symbols[(code + table->offset[length]) & 255], is_ac);
    }
  return (JcSkipEntry){ 0, 0, FALSE, 0 };
}

/* --- Bits --- */

void
jc_skip_bits_init (JcSkipBits *self, const guint8 *data, gsize size)
{
  *self = (JcSkipBits){ data, data + size, 0, 0 };
}

/* Whether any of the four bytes is 0xff. */
static inline gboolean
has_mark (guint32 word)
{
  guint32 rest = ~word;

  return ((rest - 0x01010101u) & word & 0x80808080u) != 0;
}

/* At least 32 bits, as long as there is data: a byte of 0xff is followed by a zero, or it is a
 * marker, which ends it. */
static inline void
fill (JcSkipBits *self)
{
  if (self->n <= 32 && self->end - self->next >= 4)
    {
      guint32 word;

      memcpy (&word, self->next, sizeof word);
      word = GUINT32_FROM_BE (word);
      if (!has_mark (word))
        {
          self->buffer |= (guint64) word << (32 - self->n);
          self->n += 32;
          self->next += 4;
          return;
        }
    }

  while (self->n <= 56 && self->next < self->end)
    {
      guint8 byte = *self->next;

      if (byte == 0xff && (self->end - self->next < 2 || self->next[1] != 0))
        return;
      self->buffer |= (guint64) byte << (56 - self->n);
      self->n += 8;
      self->next += byte == 0xff ? 2 : 1;
    }
}

static inline gboolean
drop (JcSkipBits *self, int n)
{
  self->buffer <<= n;
  self->n -= n;
  return self->n >= 0;
}

/**
 * jc_skip_read_difference:
 * @difference: (out): from the block before
 */
gboolean
jc_skip_read_difference (JcSkipBits *self, const JcSkipTable *table, int *difference)
{
  JcSkipEntry entry;
  int         size;
  gint32      value;

  if (self->n < 32)
    fill (self);
  entry = table->one[self->buffer >> (64 - JC_SKIP_LOOK)];
  if (entry.bits == 0)
    entry = find_long_code (self, table, FALSE);
  size = entry.size;
  if (entry.bits == 0 || !drop (self, entry.bits - size))
    return FALSE;
  if (size == 0)
    {
      *difference = 0;
      return TRUE;
    }

  value = (gint32)(self->buffer >> (64 - size));
  *difference = value >> (size - 1) != 0 ? value : value - (1 << size) + 1;
  return drop (self, size);
}

/**
 * jc_skip_block:
 *
 * Over the 63 coefficients that are left of a block.
 */
gboolean
jc_skip_block (JcSkipBits *self, const JcSkipTable *table)
{
  int steps = 0;

  while (steps < COEFFICIENTS)
    {
      JcSkipEntry entry;

      if (self->n < 32)
        fill (self);
      entry = table->many[self->buffer >> (64 - JC_SKIP_LOOK)];
      /* The block may be full before the last of them, which then belongs to the next. */
      if (steps + entry.steps >= COEFFICIENTS)
        entry = table->one[self->buffer >> (64 - JC_SKIP_LOOK)];
      if (entry.bits == 0)
        entry = find_long_code (self, table, TRUE);
      if (entry.bits == 0 || !drop (self, entry.bits))
        return FALSE;
      if (entry.ends)
        return TRUE;
      steps += entry.steps;
    }
  return steps == COEFFICIENTS;
}

/**
 * jc_skip_restart:
 *
 * What is left of the last byte goes; RST0 … RST7 has to follow.
 */
gboolean
jc_skip_restart (JcSkipBits *self)
{
  if (self->n >= 8 || self->end - self->next < 2 || self->next[0] != 0xff
      || (self->next[1] & 0xf8) != 0xd0)
    return FALSE;

  self->next += 2;
  self->buffer = 0;
  self->n = 0;
  return TRUE;
}
