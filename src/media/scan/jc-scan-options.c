/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-scan"

#include "config.h"

#include "jc-scan-options.h"

#include <string.h>

/* Back ends name their sources and modes in their own words; these are parts of the words in use. */
static const char *const flatbed_words[] = { "flatbed", "platen", "fb", NULL };
static const char *const duplex_words[] = { "duplex", "both sides", NULL };
static const char *const feeder_words[] = { "feeder", "adf", NULL };
static const char *const colour_words[] = { "color", "colour", "24bit", NULL };
static const char *const grey_words[] = { "gray", "grey", NULL };

/* --- Finding --- */

static const SANE_Option_Descriptor *
find_option (SANE_Handle device, const char *name, SANE_Int *number)
{
  SANE_Int n = 0;

  if (sane_control_option (device, 0, SANE_ACTION_GET_VALUE, &n, NULL) != SANE_STATUS_GOOD)
    return NULL;
  for (*number = 1; *number < n; (*number)++)
    {
      const SANE_Option_Descriptor *option = sane_get_option_descriptor (device, *number);

      if (option != NULL && g_strcmp0 (option->name, name) == 0
          && SANE_OPTION_IS_ACTIVE (option->cap))
        return option;
    }

  return NULL;
}

static gboolean
holds_word (const char *text, const char *const *words)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (; *words != NULL; words++)
    if (strstr (lower, *words) != NULL)
      return TRUE;

  return FALSE;
}

/* The first of @option's strings that holds one of @words and none of @but (nullable). */
static const char *
find_string (const SANE_Option_Descriptor *option, const char *const *words, const char *const *but)
{
  if (option == NULL || option->type != SANE_TYPE_STRING
      || option->constraint_type != SANE_CONSTRAINT_STRING_LIST)
    return NULL;
  for (const SANE_String_Const *at = option->constraint.string_list; *at != NULL; at++)
    if (holds_word (*at, words) && (but == NULL || !holds_word (*at, but)))
      return *at;

  return NULL;
}

/* --- Describing --- */

static void
describe_resolution (const SANE_Option_Descriptor *option, int *least, int *most)
{
  gboolean fixed = option != NULL && option->type == SANE_TYPE_FIXED;

  *least = *most = 0;
  if (option == NULL)
    return;
  if (option->constraint_type == SANE_CONSTRAINT_RANGE)
    {
      const SANE_Range *range = option->constraint.range;

      *least = fixed ? (int)SANE_UNFIX (range->min) : range->min;
      *most = fixed ? (int)SANE_UNFIX (range->max) : range->max;
    }
  if (option->constraint_type == SANE_CONSTRAINT_WORD_LIST)
    for (SANE_Word i = 1; i <= option->constraint.word_list[0]; i++)
      {
        SANE_Word word = option->constraint.word_list[i];
        int       dpi = fixed ? (int)SANE_UNFIX (word) : word;

        *least = *least == 0 ? dpi : MIN (*least, dpi);
        *most = MAX (*most, dpi);
      }
}

/**
 * jc_scan_options_describe:
 * @device: an open device
 *
 * Returns: (transfer full): what it can do; a device that names no sources has a flatbed
 */
JsonObject *
jc_scan_options_describe (SANE_Handle device)
{
  JsonObject                   *object = json_object_new ();
  SANE_Int                      number;
  const SANE_Option_Descriptor *source = find_option (device, "source", &number);
  const SANE_Option_Descriptor *mode = find_option (device, "mode", &number);
  gboolean feeder = find_string (source, feeder_words, duplex_words) != NULL;
  gboolean duplex = find_string (source, duplex_words, NULL) != NULL;
  gboolean flatbed = find_string (source, flatbed_words, NULL) != NULL || (!feeder && !duplex);
  int      least;
  int      most;

  describe_resolution (find_option (device, "resolution", &number), &least, &most);
  json_object_set_boolean_member (object, "flatbed", flatbed);
  json_object_set_boolean_member (object, "feeder", feeder);
  json_object_set_boolean_member (object, "duplex", duplex);
  json_object_set_boolean_member (object, "colour", find_string (mode, colour_words, NULL) != NULL);
  json_object_set_int_member (object, "min_dpi", least);
  json_object_set_int_member (object, "max_dpi", most);

  return object;
}

/* --- Setting --- */

static void
set_string (SANE_Handle device, const char *name, const char *value)
{
  SANE_Int                      number;
  const SANE_Option_Descriptor *option = find_option (device, name, &number);
  g_autofree char              *room = NULL;

  if (option == NULL || value == NULL || option->type != SANE_TYPE_STRING || option->size <= 0)
    return;
  /* The value is read and written: a back end may put what it took in its place. */
  room = g_malloc0 ((gsize)option->size + 1);
  g_strlcpy (room, value, (gsize)option->size + 1);
  sane_control_option (device, number, SANE_ACTION_SET_VALUE, room, NULL);
}

static double
set_number (SANE_Handle device, const char *name, double value)
{
  SANE_Int                      number;
  const SANE_Option_Descriptor *option = find_option (device, name, &number);
  SANE_Word                     word;
  gboolean                      fixed;

  if (option == NULL || (option->type != SANE_TYPE_INT && option->type != SANE_TYPE_FIXED)
      || option->size != (SANE_Int)sizeof (SANE_Word))
    return value;
  fixed = option->type == SANE_TYPE_FIXED;
  word = fixed ? SANE_FIX (value) : (SANE_Word)(value + 0.5);
  if (option->constraint_type == SANE_CONSTRAINT_RANGE)
    word = CLAMP (word, option->constraint.range->min, option->constraint.range->max);
  sane_control_option (device, number, SANE_ACTION_SET_VALUE, &word, NULL);
  if (sane_control_option (device, number, SANE_ACTION_GET_VALUE, &word, NULL) != SANE_STATUS_GOOD)
    return value;

  return fixed ? SANE_UNFIX (word) : word;
}

static const char *
choose_source (SANE_Handle device, const char *source)
{
  SANE_Int                      number;
  const SANE_Option_Descriptor *option = find_option (device, "source", &number);

  if (g_str_equal (source, "duplex"))
    return find_string (option, duplex_words, NULL);
  if (g_str_equal (source, "feeder"))
    return find_string (option, feeder_words, duplex_words);

  return find_string (option, flatbed_words, NULL);
}

/**
 * jc_scan_options_apply:
 * @device: an open device
 * @wishes: what is asked for
 *
 * The source goes first: the others' limits hang on it.
 *
 * Returns: the resolution that was taken, dots per inch
 */
int
jc_scan_options_apply (SANE_Handle device, const JcScanWishes *wishes)
{
  SANE_Int                      number;
  const SANE_Option_Descriptor *mode;
  double                        dpi;

  set_string (device, "source", choose_source (device, wishes->source));
  mode = find_option (device, "mode", &number);
  set_string (device, "mode", find_string (mode, wishes->colour ? colour_words : grey_words, NULL));
  set_number (device, "depth", 8);
  dpi = set_number (device, "resolution", wishes->dpi);
  set_number (device, "page-width", wishes->width);
  set_number (device, "page-height", wishes->height);
  set_number (device, "tl-x", 0);
  set_number (device, "tl-y", 0);
  set_number (device, "br-x", wishes->width);
  set_number (device, "br-y", wishes->height);

  return (int)(dpi + 0.5);
}
