/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <stdio.h>

#include <glib.h>
#include <jpeglib.h>

G_BEGIN_DECLS

/* Going through a JPEG's entropy-coded data without keeping what is not wanted (ITU-T T.81, annex
 * F). */

#define JC_SKIP_LOOK 12

/* What the next bits hold. @bits: of the codes and the values behind them, 0: the code is longer
 * than what was looked at;
 * @steps: coefficients that they stand for; @ends: the block ends with them */
typedef struct
{
  guint8 bits;
  guint8 steps;
  guint8 ends;
  guint8 size; /* of the value behind the first code */
} JcSkipEntry;

typedef struct
{
  JcSkipEntry one[1 << JC_SKIP_LOOK];  /* the first symbol */
  JcSkipEntry many[1 << JC_SKIP_LOOK]; /* as many as are seen whole */
  gint32      last_code[17];           /* of each length, -1 none */
  gint32      offset[17];              /* from a code to its symbol's place */
  guint8      symbols[256];
} JcSkipTable;

typedef struct
{
  const guint8 *next;
  const guint8 *end;
  guint64       buffer; /* the next bits, from the top */
  int           n;      /* of them that are there; what was made up is none */
} JcSkipBits;

/* NULL when the codes contradict each other. To be freed with g_free (). */
JcSkipTable *jc_skip_table_new (const JHUFF_TBL *codes, gboolean is_ac) G_GNUC_WARN_UNUSED_RESULT;

void jc_skip_bits_init (JcSkipBits *self, const guint8 *data, gsize size);
/* FALSE at wrong codes and when the data ends. */
gboolean jc_skip_read_difference (JcSkipBits *self, const JcSkipTable *table, int *difference);
gboolean jc_skip_block (JcSkipBits *self, const JcSkipTable *table);
/* Over a restart marker. */
gboolean jc_skip_restart (JcSkipBits *self);

G_END_DECLS
