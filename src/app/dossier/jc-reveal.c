/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-reveal.h"

#include "jc-json.h"
#include "jc-pointer.h"

struct _JcReveal
{
  JcCheck    *check;   /* (unowned) */
  GHashTable *touched; /* (element-type utf8): pointers */
  GHashTable *shown;   /* pointer → (element-type JcFinding) GPtrArray */
  gboolean    asked;
};

static gboolean
has_code (GPtrArray *findings, const char *code)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    if (g_strcmp0 (((JcFinding *)g_ptr_array_index (findings, i))->code, code) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
may_be_seen (JcReveal *self, const JcFinding *finding)
{
  if (self->asked || g_hash_table_contains (self->touched, finding->pointer))
    return TRUE;
  if (g_str_equal (finding->code, "missing"))
    return FALSE;

  /* What stands there was left on another day. */
  return !jc_json_is_blank (jc_check_get_value (self->check, finding->pointer));
}

static int
compare_severity (gconstpointer a, gconstpointer b)
{
  const JcFinding *const *one = a;
  const JcFinding *const *other = b;

  return (int)(*one)->severity - (int)(*other)->severity;
}

/**
 * jc_reveal_new:
 * @check: outlives the result
 *
 * Returns: (transfer full): a state in which nothing was touched
 */
JcReveal *
jc_reveal_new (JcCheck *check)
{
  JcReveal *self = g_new0 (JcReveal, 1);

  self->check = check;
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shown
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  return self;
}

/**
 * jc_reveal_free:
 * @self: (transfer full): a state
 */
void
jc_reveal_free (JcReveal *self)
{
  g_hash_table_unref (self->touched);
  g_hash_table_unref (self->shown);
  g_free (self);
}

/**
 * jc_reveal_touch:
 * @self: a state
 * @pointer: a field that a person changed, or left empty
 */
void
jc_reveal_touch (JcReveal *self, const char *pointer)
{
  g_hash_table_add (self->touched, g_strdup (pointer));
}

/**
 * jc_reveal_ask:
 * @self: a state
 */
void
jc_reveal_ask (JcReveal *self)
{
  self->asked = TRUE;
}

/**
 * jc_reveal_forget:
 * @self: a state
 * @pointer: a rows field whose rows moved, came or went
 */
void
jc_reveal_forget (JcReveal *self, const char *pointer)
{
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_str_equal (key, pointer) && jc_pointer_is_below (key, pointer))
      g_hash_table_iter_remove (&iter);

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_str_equal (key, pointer) && jc_pointer_is_below (key, pointer))
      g_hash_table_iter_remove (&iter);
}

/**
 * jc_reveal_update:
 * @self: a state
 * @pointer: a field whose findings may have changed
 * @typing: whether somebody is typing just now
 */
void
jc_reveal_update (JcReveal *self, const char *pointer, gboolean typing)
{
  g_autoptr (GPtrArray) current = jc_check_dup_findings_at (self->check, pointer);
  GPtrArray *before = g_hash_table_lookup (self->shown, pointer);
  GPtrArray *shown = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);

  for (guint i = 0; i < current->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (current, i);

      if (g_strcmp0 (finding->pointer, pointer) != 0)
        continue;
      if (typing ? has_code (before, finding->code) : may_be_seen (self, finding))
        g_ptr_array_add (shown, jc_finding_copy (finding));
    }

  g_ptr_array_sort (shown, compare_severity);
  if (shown->len > 0)
    g_hash_table_replace (self->shown, g_strdup (pointer), shown);
  else
    {
      g_hash_table_remove (self->shown, pointer);
      g_ptr_array_unref (shown);
    }
}

/**
 * jc_reveal_get:
 * @self: a state
 * @pointer: a field
 *
 * Returns: (transfer none) (nullable) (element-type JcFinding): what may be seen there, worst
 * first; %NULL: nothing
 */
GPtrArray *
jc_reveal_get (JcReveal *self, const char *pointer)
{
  return g_hash_table_lookup (self->shown, pointer);
}
