/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-programme-private.h"

G_BEGIN_DECLS

/**
 * JcReader:
 * @programme: receives texts and strings that live as long as it does
 * @error: (nullable): the first thing that was wrong
 * @where: (nullable): its JSON Pointer
 * @n_fields, @n_rules: so far, over the whole definition
 *
 * Reads a definition of which nothing is trusted. Every function returns something harmless once
 * @error is set, so that what calls them asks once, at the end. In all of them @at is the JSON Pointer
 * of @object and @name a member of it.
 */
typedef struct
{
  JcProgramme *programme;
  GError      *error;
  char        *where;
  guint        n_fields;
  guint        n_rules;
} JcReader;

typedef enum
{
  JC_READ_OPTIONAL,
  JC_READ_REQUIRED,
} JcReadFlag;

/* Makes one item; NULL only after jc_reader_fail (). */
typedef gpointer (*JcReadItem) (JcReader   *self,
                                JsonObject *object,
                                const char *at,
                                gpointer    user_data);

/* Sets the error unless there is one; @name may be NULL. */
void          jc_reader_fail    (JcReader          *self,
                                 const char        *at,
                                 const char        *name,
                                 const char        *zh,
                                 const char        *en);
const char   *jc_reader_string  (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 const char        *name,
                                 JcReadFlag         flag);
/* Required: letters, digits, _ . and -, at most 64. */
const char   *jc_reader_id      (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 const char        *name);
const JcText *jc_reader_text    (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 const char        *name,
                                 JcReadFlag         flag);
gboolean      jc_reader_boolean (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 const char        *name,
                                 gboolean           fallback);
/* 0 when missing. */
guint         jc_reader_count   (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 const char        *name);
/* Position in @choices; @fallback when missing, which for -1 is an error. */
int           jc_reader_choice  (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 const char        *name,
                                 const char *const *choices,
                                 int                fallback);
/* (transfer full) (nullable) */
GStrv         jc_reader_strings (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 const char        *name,
                                 guint              max);
/* Borrowed; NULL where the member is missing, null or false. */
JsonNode     *jc_reader_logic   (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *name);
/* Array of objects; a missing one gives no items. */
GPtrArray    *jc_reader_list    (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 const char        *name,
                                 guint              max,
                                 GDestroyNotify     free_item,
                                 JcReadItem         read_item,
                                 gpointer           user_data);
/* Keeps @string (transfer full) as long as the programme. */
const char   *jc_reader_keep    (JcReader          *self,
                                 char              *string);

/* One kind of dossier; a JcReadItem, in jc-programme-parse-kind.c. */
gpointer      jc_reader_kind    (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 gpointer           user_data);
/* One section with its fields; @user_data: the JcKind. In jc-programme-parse-fields.c. */
gpointer      jc_reader_section (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 gpointer           user_data);
void          jc_section_free   (JcSection         *section);
/* Sizes; jc-programme-parse-slots.c. Before the slots, which take over the kind's. */
void          jc_reader_limits  (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 JcKind            *kind);
/* One slot, a JcReadItem; @user_data: the JcKind. */
gpointer      jc_reader_slot    (JcReader          *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 gpointer           user_data);
void          jc_slot_free      (JcSlot            *slot);
gpointer      jc_reader_sample_attachment (JcReader   *self,
                                 JsonObject        *object,
                                 const char        *at,
                                 gpointer           user_data);
void          jc_sample_attachment_free   (JcSampleAttachment *sample);

G_END_DECLS
