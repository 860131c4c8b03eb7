/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-field-private.h"

#include <string.h>

#include "jc-json.h"

/* More items than that only come from a paste of something else. */
#define MAX_TYPED_ITEMS 200
/* No code's name has more parts. */
#define MAX_NAME_PARTS 16
#define MAX_TERM_DIGITS 6

static gboolean
is_separator (gunichar c)
{
  return c == 0x3001 || c == ',' || c == 0xFF0C || c == ';' || c == 0xFF1B || jc_field_is_space (c);
}

typedef struct
{
  const char *begin;
  const char *end;
} Piece;

static GArray *
split_items (const char *text)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  Piece   piece = { NULL, NULL };

  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gboolean ends = *p == '\0' || is_separator (g_utf8_get_char (p));

      if (ends && piece.begin != NULL)
        {
          piece.end = p;
          g_array_append_val (pieces, piece);
          piece.begin = NULL;
        }
      else if (!ends && piece.begin == NULL)
        {
          piece.begin = p;
        }
      if (*p == '\0' || pieces->len > MAX_TYPED_ITEMS)
        return pieces;
    }
}

/* A name may hold separators ("农、林、牧、渔业"): the longest run of pieces that is one is taken.
 */
static const JcCode *
match_longest (JcCodeList *list, GArray *pieces, guint from, guint *next)
{
  const char *begin = g_array_index (pieces, Piece, from).begin;

  for (guint to = MIN (pieces->len, from + MAX_NAME_PARTS); to > from; to--)
    {
      const char      *end = g_array_index (pieces, Piece, to - 1).end;
      g_autofree char *words = g_strndup (begin, (gsize)(end - begin));
      const JcCode    *found = jc_code_list_match (list, words);

      if (found != NULL)
        {
          *next = to;
          return found;
        }
    }

  return NULL;
}

static void
add_once (JsonArray *array, const char *string)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_str_equal (json_array_get_string_element (array, i), string))
      return;

  json_array_add_string_element (array, string);
}

static JsonNode *
take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);

  return node;
}

JcText *
jc_field_dup_not_in_list (JcCodeList *list, const char *item)
{
  const JcText *title = jc_code_list_get_title (list);
  JcText       *message = g_new0 (JcText, 1);

  message->zh = g_strdup_printf ("“%s”不在“%s”里：从列表中选一项。", item,
                                 jc_text_get (title, JC_LANGUAGE_ZH));
  message->en = g_strdup_printf ("“%s” is not in the list “%s”: choose one that is.", item,
                                 jc_text_get (title, JC_LANGUAGE_EN));

  return message;
}

JsonNode *
jc_field_understand_codes (JcCodeList *list, const char *text, char **code, JcText **message)
{
  g_autoptr (GArray) pieces = split_items (text);
  g_autoptr (JsonArray) array = json_array_new ();
  guint next = 0;

  while (next < pieces->len)
    {
      Piece         piece = g_array_index (pieces, Piece, next);
      const JcCode *found = match_longest (list, pieces, next, &next);

      if (found == NULL)
        {
          g_autofree char *item = g_strndup (piece.begin, (gsize)(piece.end - piece.begin));

          *code = g_strdup ("not_in_list");
          *message = jc_field_dup_not_in_list (list, item);
          return NULL;
        }
      add_once (array, found->code);
    }

  return take_array (g_steal_pointer (&array));
}

JsonNode *
jc_field_understand_code (JcCodeList *list, const char *text, char **code, JcText **message)
{
  const JcCode *found = jc_code_list_match (list, text);

  if (found != NULL)
    return json_node_init_string (json_node_alloc (), found->code);

  *code = g_strdup ("not_in_list");
  *message = jc_field_dup_not_in_list (list, text);

  return NULL;
}

/* --- Ordinals: 第十四届、第2届 --- */

/* 一 to 九十九; -1 for anything else. */
static int
read_chinese_number (const char *text)
{
  static const char *const digits[]
      = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  int      number = 0;
  int      digit = -1;
  gboolean ten = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      int found = -1;

      if (g_str_has_prefix (p, "十"))
        {
          if (ten || digit == 0)
            return -1;
          number = (digit < 0 ? 1 : digit) * 10;
          digit = -1;
          ten = TRUE;
          continue;
        }
      for (int i = 0; i < (int)G_N_ELEMENTS (digits); i++)
        if (g_str_has_prefix (p, digits[i]))
          found = i;
      if (found < 0 || digit >= 0)
        return -1;
      digit = found;
    }

  return *text == '\0' || (ten && digit == 0) ? -1 : number + MAX (digit, 0);
}

static char *
dup_ordinal (const char *item)
{
  static const char *const ends[] = { "届", "次", "条", "项" };
  g_autofree char         *folded = jc_format_squash (item);
  const char              *begin = folded;
  gsize                    zeros;
  int                      number;

  if (g_str_has_prefix (begin, "第"))
    begin += strlen ("第");
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (begin, ends[i]))
      {
        folded[strlen (folded) - strlen (ends[i])] = '\0';
        break;
      }

  if (*begin != '\0' && begin[strspn (begin, "0123456789")] == '\0')
    {
      zeros = strspn (begin, "0");
      begin += zeros;
      return *begin != '\0' && strlen (begin) <= MAX_TERM_DIGITS ? g_strdup (begin) : NULL;
    }

  number = read_chinese_number (begin);

  return number > 0 ? g_strdup_printf ("%d", number) : NULL;
}

JsonNode *
jc_field_understand_terms (const char *text, char **code, JcText **message)
{
  g_autoptr (GArray) pieces = split_items (text);
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < pieces->len; i++)
    {
      Piece            piece = g_array_index (pieces, Piece, i);
      g_autofree char *item = g_strndup (piece.begin, (gsize)(piece.end - piece.begin));
      g_autofree char *ordinal = dup_ordinal (item);

      if (ordinal == NULL)
        {
          *code = g_strdup ("type");
          *message = jc_text_new_printf ("“%s”读不出是第几：写成 13、14 这样的数字，用、隔开。",
                                         "“%s” is no ordinal: write numbers such as 13, 14.", item);
          return NULL;
        }
      add_once (array, ordinal);
    }

  return take_array (g_steal_pointer (&array));
}
