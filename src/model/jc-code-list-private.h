/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-code-list.h"

G_BEGIN_DECLS

#define JC_CODE_LIST_MAX_ITEMS 20000

/* One item as a search sees it: every word folded, so that a keystroke folds only what was typed. */
typedef struct
{
  char *code;
  GStrv names;
  GStrv aliases;
} JcCodeWords;

struct _JcCodeList
{
  const char  *id;    /* (unowned) in @json */
  JcText      *title;
  JsonNode    *json;
  JcCode      *codes;
  guint        n_codes;
  GHashTable  *by_code; /* code → JcCode */

  GMutex       lock;    /* of what is made when first asked for */
  GHashTable  *by_word; /* (nullable): folded code, name or alias → JcCode */
  JcCodeWords *words;   /* (nullable): one for each of @codes */
};

void jc_code_list_clear_search (JcCodeList *self);

G_END_DECLS
