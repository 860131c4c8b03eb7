/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-slot-check.h"

#include "jc-field.h"

G_BEGIN_DECLS

#define JC_CHECK_NONE (-1)

/* --- The plan: a kind compiled into nodes that know what they read --- */

/* In the order in which they are evaluated: a node reads results of earlier types only, but for
 * derived values, which stand in the order of their dependencies. */
typedef enum
{
  JC_CHECK_DERIVED,
  JC_CHECK_SECTION_APPLIES,
  JC_CHECK_FIELD_APPLIES,
  JC_CHECK_REQUIRED,
  JC_CHECK_PROPOSAL,
  JC_CHECK_SLOT_APPLIES,
  JC_CHECK_SLOT_REQUIRED,
  JC_CHECK_SLOT_ROW,
  JC_CHECK_ROUTE,
  JC_CHECK_VALUE,
  JC_CHECK_RULE,
  JC_CHECK_SLOT,
} JcCheckNodeType;

/**
 * JcCheckNode:
 * @subject: position of the field, section, slot or route; JC_CHECK_NONE for rules
 * @logic: (unowned) (nullable): what is evaluated; NULL for values, rules and what slots hold
 * @rule: (unowned) (nullable)
 * @rows: position of the rows field for each of whose rows it is evaluated, or JC_CHECK_NONE
 * @reads: (element-type utf8): dotted paths in the data
 * @row_reads: (element-type utf8): dotted paths in the row; "" is all of it
 * @dependents: (element-type int): nodes that look at this one's result
 * @at: (element-type int): positions of the fields a rule is shown at
 */
typedef struct
{
  JcCheckNodeType type;
  int             subject;
  JsonNode       *logic;
  const JcRule   *rule;
  int             rows;
  GPtrArray      *reads;
  GPtrArray      *row_reads;
  GArray         *dependents;
  GArray         *at;
} JcCheckNode;

/**
 * JcCheckField:
 * @name: the member it is in its object or row
 * @path: dotted, without positions ("leader.honours.year")
 * @root: (unowned): the member of the values it stands in ("leader"), which need not be its section
 * @section: position of its section
 * @rows: position of the rows field it is a member of, or JC_CHECK_NONE
 * @nodes: by type, positions of its nodes or JC_CHECK_NONE
 */
typedef struct
{
  const JcField *field;
  const char    *name;
  char          *path;
  const char    *root;
  int            section;
  int            rows;
  int            nodes[JC_CHECK_RULE];
} JcCheckField;

/**
 * JcCheckSlot:
 * @rows: position of the rows field of its `each`, or JC_CHECK_NONE
 * @applies, @required, @wanted, @files: positions of its nodes; the last there always, the others or
 *   JC_CHECK_NONE. @wanted is asked for each row
 */
typedef struct
{
  const JcSlot *slot;
  int           rows;
  int           applies;
  int           required;
  int           wanted;
  int           files;
} JcCheckSlot;

typedef struct
{
  const JcKind *kind;
  GArray       *fields;        /* (element-type JcCheckField): members follow their rows field */
  GPtrArray    *nodes;         /* (element-type JcCheckNode): in order of evaluation */
  GArray       *section_nodes; /* (element-type int): by section, or JC_CHECK_NONE */
  GArray       *slots;         /* (element-type JcCheckSlot) */
  GArray       *route_nodes;   /* (element-type int) */
  GHashTable   *positions;     /* JcField → position + 1 */
  GHashTable   *roots;         /* set of the fields' roots; TRUE where something is derived */
  GHashTable   *readers;       /* "leader.name", "leader" or "" → GArray of int */
} JcCheckPlan;

JcCheckPlan  *jc_check_plan_new        (JcProgramme       *programme,
                                        const JcKind      *kind) G_GNUC_WARN_UNUSED_RESULT;
void          jc_check_plan_free       (JcCheckPlan       *plan);
JcCheckField *jc_check_plan_get_field  (const JcCheckPlan *plan,
                                        int                position);
JcCheckNode  *jc_check_plan_get_node   (const JcCheckPlan *plan,
                                        int                position);
JcCheckSlot  *jc_check_plan_get_slot   (const JcCheckPlan *plan,
                                        int                position);
/* JC_CHECK_NONE when there is no slot @id. */
int           jc_check_plan_find_slot  (const JcCheckPlan *plan,
                                        const char        *id);
/* Whether @node's subject is a field. */
gboolean      jc_check_node_is_of_field (const JcCheckNode *node);
/* JC_CHECK_NONE when @field is not of this kind. */
int           jc_check_plan_find_field (const JcCheckPlan *plan,
                                        const JcField     *field);
/* (nullable): nodes to look at when the value at @path ("leader.name", "leader" or "") changes. */
GArray       *jc_check_plan_find_readers (const JcCheckPlan *plan,
                                          const char        *path);
/* jc-check-plan.c, for what is planned elsewhere. @logic (nullable). */
JcCheckNode  *jc_check_node_new        (JcCheckNodeType    type,
                                        int                subject,
                                        int                rows,
                                        JsonNode          *logic) G_GNUC_WARN_UNUSED_RESULT;
/* @node (transfer full); its position. */
int           jc_check_plan_append     (JcCheckPlan       *plan,
                                        JcCheckNode       *node);
/* Either may be JC_CHECK_NONE. */
void          jc_check_plan_add_dependent (JcCheckPlan    *plan,
                                        int                node,
                                        int                dependent);
/* @dependent looks at whether the field at @position applies. */
void          jc_check_plan_depend_on_applies (JcCheckPlan *plan,
                                        int                position,
                                        int                dependent);
/* jc-check-plan-slots.c: whether a slot applies, is required and wants a row, among the conditions; what it
 * holds, behind the rules. */
void          jc_check_plan_append_slots (JcCheckPlan     *plan);
void          jc_check_plan_append_slot_files (JcCheckPlan *plan);
void          jc_check_plan_link_slots (JcCheckPlan       *plan);
/* Whether one of two dotted paths holds the other. */
gboolean      jc_check_paths_overlap   (const char        *read,
                                        const char        *changed);

/* --- The state of one check --- */

/**
 * JcCheckResult:
 * @flag: of applies, required and routes
 * @value: (nullable): of derived values and proposals
 * @findings: (nullable) (element-type JcFinding)
 * @standing: of what a slot holds
 */
typedef struct
{
  gboolean   dirty;
  gboolean   flag;
  JsonNode  *value;
  GPtrArray *findings;
  JcSlotStanding standing;
} JcCheckResult;

/* A finding with its place in the order: see compare_entries (). */
typedef struct
{
  int        section;
  int        top;
  int        row;
  int        field;
  int        node;
  int        nth;
  JcFinding *finding; /* (unowned) */
} JcCheckEntry;

struct _JcCheck
{
  JcProgramme    *programme;
  JcCheckPlan    *plan;
  char           *today;
  char           *finalised_on;
  JsonNode       *values;
  JsonNode       *data_node; /* what logic sees, changed in place */
  JsonObject     *data;      /* (unowned): the object in data_node */
  GPtrArray      *results;   /* by node: GArray of JcCheckResult, one per row */
  gboolean       *dirty;     /* by node: whether any of its results is */
  int             current;   /* the node being evaluated, JC_CHECK_NONE between */
  GPtrArray      *touched;
  GHashTable     *touched_set; /* lends from touched */
  JsonNode       *attachments_node;
  GPtrArray      *attachments;   /* (element-type JcAttachment): what that says */
  GPtrArray      *file_findings; /* (element-type JcFinding): about files outside all slots */
  GPtrArray      *touched_slots; /* (element-type utf8) (unowned) */
  GPtrArray      *readings;      /* (element-type JcComparedReading) */
  GPtrArray      *reading_findings; /* (element-type JcFinding): where pages say something else */
  gboolean       *watched;       /* by field: whether a page may be held against it, or its rows' members */
  gboolean        readings_dirty;
  GArray         *entries;     /* (nullable): sorted JcCheckEntry; NULL when stale */
  GPtrArray      *findings;    /* lends from the entries */
  JsonNode       *derived;     /* (nullable): NULL when stale */
  guint64         n_evaluated;
  JcLogicEnv      env;
  JcFormatOptions options;
};

/* jc-check-data.c: the mirror of the values that logic reads. */
void        jc_check_data_reset       (JcCheck           *self);
/* Takes over from the values what @tokens, which end with NULL, name. */
void        jc_check_data_update      (JcCheck           *self,
                                       const char *const *tokens);
/* @value: (nullable): NULL takes it away. */
void        jc_check_data_set_derived (JcCheck           *self,
                                       int                field,
                                       int                row,
                                       JsonNode          *value);
/* What `row` is in logic; JC_CHECK_NONE takes it away. */
void        jc_check_data_set_row     (JcCheck           *self,
                                       int                rows,
                                       int                row);
/* Borrowed, stored or derived; of a member when @row is not JC_CHECK_NONE. */
JsonNode   *jc_check_data_get_value   (JcCheck           *self,
                                       int                field,
                                       int                row);
/* As it stands in the values. */
guint       jc_check_data_count_rows  (JcCheck           *self,
                                       int                field);

/* jc-check-run.c: what is evaluated again. */
JcCheckResult *jc_check_get_result    (JcCheck           *self,
                                       int                node,
                                       int                row);
void        jc_check_prepare          (JcCheck           *self);
/* The values changed altogether, or where @tokens say. */
void        jc_check_reset            (JcCheck           *self);
void        jc_check_apply_change     (JcCheck           *self,
                                       const char *const *tokens);
void        jc_check_run              (JcCheck           *self);

/* jc-check.c. */
void        jc_check_forget_touched   (JcCheck           *self);
/* The field at @pointer and the row it stands in; FALSE when the definition or the values have none. */
gboolean    jc_check_locate           (JcCheck           *self,
                                       const char        *pointer,
                                       int               *field,
                                       int               *row);

/* jc-check-state.c: what results say together. */
gboolean    jc_check_section_at_applies (JcCheck         *self,
                                         int              section);
gboolean    jc_check_field_at_applies (JcCheck           *self,
                                       int                field,
                                       int                row);
gboolean    jc_check_field_at_is_required (JcCheck       *self,
                                           int            field,
                                           int            row);
char       *jc_check_dup_pointer      (JcCheck           *self,
                                       int                field,
                                       int                row) G_GNUC_WARN_UNUSED_RESULT;
void        jc_check_touch            (JcCheck           *self,
                                       const char        *pointer);
void        jc_check_touch_field      (JcCheck           *self,
                                       int                field,
                                       int                row);

/* jc-check-evaluate.c: one node for one row. */
void        jc_check_evaluate         (JcCheck           *self,
                                       const JcCheckNode *node,
                                       int                row,
                                       JcCheckResult     *result);

/* jc-check-files.c: attachments as a whole. */
void        jc_check_files_init       (JcCheck           *self);
void        jc_check_files_clear      (JcCheck           *self);
/* Without evaluating anything. */
void        jc_check_files_take       (JcCheck           *self,
                                       JsonNode          *attachments);
void        jc_check_touch_slot       (JcCheck           *self,
                                       const char        *slot);

/* jc-check-readings.c: what was recognised on originals. */
void        jc_check_readings_init    (JcCheck           *self);
void        jc_check_readings_clear   (JcCheck           *self);
/* The value of @field, or whether it applies, changed; what stands at the dotted @path did. */
void        jc_check_readings_field_changed (JcCheck     *self,
                                       int                field);
void        jc_check_readings_path_changed (JcCheck      *self,
                                       const char        *path);
void        jc_check_readings_run     (JcCheck           *self);
void        jc_check_readings_add_entries (JcCheck       *self);

/* jc-check-slots.c: one slot. */
JcSlotState *jc_check_slot_at_new_state (JcCheck         *self,
                                       int                slot) G_GNUC_WARN_UNUSED_RESULT;
/* Whether evidence of the row belongs in the slot. */
gboolean    jc_check_slot_at_wants    (JcCheck           *self,
                                       int                slot,
                                       int                row);

/* jc-check-slot-findings.c */
void        jc_check_evaluate_slot    (JcCheck           *self,
                                       int                slot,
                                       JcCheckResult     *result);
/* Whether @code says that a file, a named page or a row's evidence is not there. */
gboolean    jc_check_slot_code_is_missing (const char    *code);

/* jc-check-run.c: @node for all its rows. */
void        jc_check_mark_node        (JcCheck           *self,
                                       int                node);
void        jc_check_forget_entries   (JcCheck           *self);

/* jc-check-progress.c: findings in the form's order, and their counts. */
void        jc_check_ensure_entries   (JcCheck           *self);

/* jc-check-text.c: words. */
JcText     *jc_check_dup_label        (JcCheck           *self,
                                       int                field,
                                       int                row) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type utf8): what stands in braces in either language. */
GPtrArray  *jc_check_list_placeholders (const JcText     *message) G_GNUC_WARN_UNUSED_RESULT;
JcText     *jc_check_dup_rule_message (JcCheck           *self,
                                       const JcCheckNode *node,
                                       int                row) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
