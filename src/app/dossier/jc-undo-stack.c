/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-undo-stack.h"

#include "jc-json.h"

/* A long evening's typing; what is older is in the history. */
#define MAX_STEPS 500

struct _JcUndoStack
{
  GObject parent_instance;

  GPtrArray *steps;  /* (element-type JcUndoStep) */
  guint      n_done; /* steps before it are done, the others were taken back */
  gboolean   open;   /* the last step still takes in what follows at the same place */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcUndoStack, jc_undo_stack, G_TYPE_OBJECT)

static void
step_free (gpointer data)
{
  JcUndoStep *step = data;

  g_free (step->label);
  g_free (step->pointer);
  g_clear_pointer (&step->before, json_node_unref);
  g_clear_pointer (&step->after, json_node_unref);
  g_free (step);
}

static JsonNode *
ref_node (JsonNode *node)
{
  return node != NULL ? json_node_ref (node) : NULL;
}

static JcUndoStep *
get_open_step (JcUndoStack *self, const char *pointer)
{
  JcUndoStep *last;

  if (!self->open || self->n_done == 0)
    return NULL;

  last = g_ptr_array_index (self->steps, self->n_done - 1);

  return g_str_equal (last->pointer, pointer) ? last : NULL;
}

static void
jc_undo_stack_finalize (GObject *object)
{
  g_ptr_array_unref (JC_UNDO_STACK (object)->steps);

  G_OBJECT_CLASS (jc_undo_stack_parent_class)->finalize (object);
}

static void
jc_undo_stack_class_init (JcUndoStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = jc_undo_stack_finalize;

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_UNDO_STACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
jc_undo_stack_init (JcUndoStack *self)
{
  self->steps = g_ptr_array_new_with_free_func (step_free);
}

/**
 * jc_undo_stack_new:
 *
 * Returns: (transfer full): an empty stack
 */
JcUndoStack *
jc_undo_stack_new (void)
{
  return g_object_new (JC_TYPE_UNDO_STACK, NULL);
}

/**
 * jc_undo_stack_push:
 * @self: a stack
 * @label: what was done
 * @pointer: where
 * @before: (nullable): what stood there
 * @after: (nullable): what stands there now
 *
 * Steps that were taken back are forgotten. What follows the last step at the same place before
 * jc_undo_stack_seal () is part of it; when that leads back to its beginning, the step goes.
 */
void
jc_undo_stack_push (
    JcUndoStack *self, const char *label, const char *pointer, JsonNode *before, JsonNode *after)
{
  JcUndoStep *step;

  g_return_if_fail (JC_IS_UNDO_STACK (self));

  g_ptr_array_set_size (self->steps, (int)self->n_done);
  step = get_open_step (self, pointer);
  if (step == NULL)
    {
      step = g_new0 (JcUndoStep, 1);
      step->label = g_strdup (label);
      step->pointer = g_strdup (pointer);
      step->before = ref_node (before);
      g_ptr_array_add (self->steps, step);
    }

  g_clear_pointer (&step->after, json_node_unref);
  step->after = ref_node (after);
  self->open = TRUE;
  if (jc_json_equal (step->before, step->after))
    g_ptr_array_set_size (self->steps, (int)self->steps->len - 1);
  if (self->steps->len > MAX_STEPS)
    g_ptr_array_remove_index (self->steps, 0);
  self->n_done = self->steps->len;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * jc_undo_stack_seal:
 * @self: a stack
 */
void
jc_undo_stack_seal (JcUndoStack *self)
{
  g_return_if_fail (JC_IS_UNDO_STACK (self));

  self->open = FALSE;
}

/**
 * jc_undo_stack_get_undo:
 * @self: a stack
 *
 * Returns: (transfer none) (nullable): the step that would be taken back
 */
const JcUndoStep *
jc_undo_stack_get_undo (JcUndoStack *self)
{
  g_return_val_if_fail (JC_IS_UNDO_STACK (self), NULL);

  return self->n_done > 0 ? g_ptr_array_index (self->steps, self->n_done - 1) : NULL;
}

/**
 * jc_undo_stack_get_redo:
 * @self: a stack
 *
 * Returns: (transfer none) (nullable): the step that would be done again
 */
const JcUndoStep *
jc_undo_stack_get_redo (JcUndoStack *self)
{
  g_return_val_if_fail (JC_IS_UNDO_STACK (self), NULL);

  return self->n_done < self->steps->len ? g_ptr_array_index (self->steps, self->n_done) : NULL;
}

/**
 * jc_undo_stack_undo:
 * @self: a stack
 *
 * Returns: (transfer none) (nullable): the step to take back; valid until the next push
 */
const JcUndoStep *
jc_undo_stack_undo (JcUndoStack *self)
{
  const JcUndoStep *step;

  g_return_val_if_fail (JC_IS_UNDO_STACK (self), NULL);

  if (self->n_done == 0)
    return NULL;

  self->open = FALSE;
  self->n_done--;
  step = g_ptr_array_index (self->steps, self->n_done);
  g_signal_emit (self, signals[CHANGED], 0);

  return step;
}

/**
 * jc_undo_stack_redo:
 * @self: a stack
 *
 * Returns: (transfer none) (nullable): the step to do again; valid until the next push
 */
const JcUndoStep *
jc_undo_stack_redo (JcUndoStack *self)
{
  const JcUndoStep *step;

  g_return_val_if_fail (JC_IS_UNDO_STACK (self), NULL);

  if (self->n_done == self->steps->len)
    return NULL;

  self->open = FALSE;
  step = g_ptr_array_index (self->steps, self->n_done);
  self->n_done++;
  g_signal_emit (self, signals[CHANGED], 0);

  return step;
}

/**
 * jc_undo_stack_can_undo:
 * @self: a stack
 *
 * Returns: whether something can be taken back
 */
gboolean
jc_undo_stack_can_undo (JcUndoStack *self)
{
  g_return_val_if_fail (JC_IS_UNDO_STACK (self), FALSE);

  return self->n_done > 0;
}

/**
 * jc_undo_stack_can_redo:
 * @self: a stack
 *
 * Returns: whether something can be done again
 */
gboolean
jc_undo_stack_can_redo (JcUndoStack *self)
{
  g_return_val_if_fail (JC_IS_UNDO_STACK (self), FALSE);

  return self->n_done < self->steps->len;
}

/**
 * jc_undo_stack_clear:
 * @self: a stack
 *
 * For when the document became another one: by a merge with what came from elsewhere.
 */
void
jc_undo_stack_clear (JcUndoStack *self)
{
  g_return_if_fail (JC_IS_UNDO_STACK (self));

  g_ptr_array_set_size (self->steps, 0);
  self->n_done = 0;
  self->open = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}
