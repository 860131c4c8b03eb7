/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * JcUndoStep:
 * @label: what was done, for "Undo …"
 * @pointer: the place that changed; "" is the whole of the values
 * @before, @after: (nullable): what stood there; NULL is nothing
 */
typedef struct
{
  char     *label;
  char     *pointer;
  JsonNode *before;
  JsonNode *after;
} JcUndoStep;

/**
 * JcUndoStack:
 *
 * What was done in one window, to be taken back and done again. Values are unchangeable and shared, so
 * a step keeps both sides whole.
 *
 * Signal: "changed".
 */
#define JC_TYPE_UNDO_STACK (jc_undo_stack_get_type ())
G_DECLARE_FINAL_TYPE (JcUndoStack, jc_undo_stack, JC, UNDO_STACK, GObject)

JcUndoStack      *jc_undo_stack_new      (void);
void              jc_undo_stack_push     (JcUndoStack *self,
                                          const char  *label,
                                          const char  *pointer,
                                          JsonNode    *before,
                                          JsonNode    *after);
/* The next push at the same place is a step of its own. */
void              jc_undo_stack_seal     (JcUndoStack *self);
/* The step to take back (do again), which is then behind (before) the others; NULL: none. */
const JcUndoStep *jc_undo_stack_undo     (JcUndoStack *self);
const JcUndoStep *jc_undo_stack_redo     (JcUndoStack *self);
/* The same without taking it; NULL: none. */
const JcUndoStep *jc_undo_stack_get_undo (JcUndoStack *self);
const JcUndoStep *jc_undo_stack_get_redo (JcUndoStack *self);
gboolean          jc_undo_stack_can_undo (JcUndoStack *self);
gboolean          jc_undo_stack_can_redo (JcUndoStack *self);
void              jc_undo_stack_clear    (JcUndoStack *self);

G_END_DECLS
