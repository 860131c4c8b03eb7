/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-calendar.h"
#include "jc-code-list.h"
#include "jc-logic.h"
#include "jc-text.h"

G_BEGIN_DECLS

/* The programme definition (resources/programmes/programme.schema.json describes every member).
 * Structs below are read only; they belong to their JcProgramme and live as long as it does. Every
 * JsonNode "logic" is JsonLogic, see jc-logic.h; its data is made by jc_kind_dup_logic_data (). */

typedef enum
{
  JC_FIELD_TEXT,       /* string, one line; with @format in that format's normal form */
  JC_FIELD_LONG_TEXT,  /* string, paragraphs separated by \n */
  JC_FIELD_CODE,       /* string: a code of @codes */
  JC_FIELD_CODES,      /* array of strings: codes of @codes */
  JC_FIELD_TERMS,      /* array of decimal strings: ordinals from @minimum to @maximum */
  JC_FIELD_BOOLEAN,    /* boolean */
  JC_FIELD_INTEGER,    /* integer */
  JC_FIELD_MONEY,      /* integer: fen */
  JC_FIELD_DATE,       /* string: ISO date with one of @precisions */
  JC_FIELD_PERCENT,    /* number: 0.525 is 52.50 %; derived only */
  JC_FIELD_ROWS,       /* array of objects, each with "id" and the members of @fields */
} JcFieldType;

typedef enum
{
  JC_PRECISION_DAY   = 1 << 0,
  JC_PRECISION_MONTH = 1 << 1,
  JC_PRECISION_YEAR  = 1 << 2,
} JcPrecision;

typedef struct _JcField JcField;

/**
 * JcField:
 * @key: "unit.full_name"; within rows just "title"
 * @pointer: "/unit/full_name"; within rows the rows' pointer and a star, "/leader/honours/ * /title" without spaces
 * @hint: (nullable): why it is asked and where it stands on paper
 * @example: (nullable)
 * @unit: (nullable): what the number counts (人, 平方米, 元)
 * @format: (nullable): a name of jc-format.h
 * @format_kinds: (nullable): kinds of the verdict that are taken ("mobile"), others are `kind_not_allowed`
 * @codes: (nullable): a code list's id
 * @code_field: (nullable): for a text that may be picked from @codes: key of the field that keeps the code
 * @required: (nullable): logic; NULL is optional
 * @applies: (nullable): logic; NULL is always
 * @empty_unless_applies: a value left where it does not apply is an error
 * @must_be: (nullable): the only value that may be submitted (a declaration: true)
 * @proposed: (nullable): logic: what to offer while it is empty
 * @derived: (nullable): logic: calculated, never stored
 * @minimum, @maximum: of integers, money (fen), terms; logic or number; NULL: none
 * @min_length, @max_length: in characters; 0: none
 * @min_items, @max_items: of rows, codes, terms; 0: none
 * @precisions: of dates
 * @fields: (element-type JcField) (nullable): of rows
 * @owner: who fills it: "applicant", "recommender", "officer", "expert"
 * @content: part of the content fingerprint
 * @sensitive: masked in lists and logs (identity, bank, telephone)
 */
struct _JcField
{
  const char   *key;
  const char   *pointer;
  JcFieldType   type;
  const JcText *label;
  const JcText *hint;
  const char   *example;
  const JcText *unit;
  const char   *format;
  GStrv         format_kinds;
  const char   *codes;
  const char   *code_field;
  JsonNode     *required;
  JsonNode     *applies;
  gboolean      empty_unless_applies;
  JsonNode     *must_be;
  JsonNode     *proposed;
  JsonNode     *derived;
  JsonNode     *minimum;
  JsonNode     *maximum;
  guint         min_length;
  guint         max_length;
  guint         min_items;
  guint         max_items;
  JcPrecision   precisions;
  GPtrArray    *fields;
  const char   *owner;
  gboolean      content;
  gboolean      sensitive;
};

/**
 * JcSection:
 * One page of the form. @fields (element-type JcField) in order. @applies (nullable) logic;
 * @not_applicable (nullable): why it need not be filled, shown when @applies is false.
 */
typedef struct
{
  const char   *id;
  const JcText *title;
  const JcText *intro;
  JsonNode     *applies;
  const JcText *not_applicable;
  GPtrArray    *fields;
} JcSection;

typedef enum
{
  JC_SEVERITY_ERROR,
  JC_SEVERITY_WARNING,
  JC_SEVERITY_HINT,
} JcSeverity;

/**
 * JcRule:
 * @id: never changes; also the finding's code
 * @each: (nullable): a rows field's key; the rule is asked for each row (`row` in its data)
 * @applies: (nullable): logic
 * @assert: logic: truthy is right
 * @at: keys of the fields it is shown at; with @each, of the row's members; the first is the pointer
 * @message: may hold {key} and {row.key}: the field's displayed value; {programme.name}: a parameter's
 * @source: part of the notice
 */
typedef struct
{
  const char   *id;
  const char   *each;
  JsonNode     *applies;
  JsonNode     *assert_that;
  JcSeverity    severity;
  GStrv         at;
  const JcText *message;
  const char   *source;
} JcRule;

/**
 * JcFactKind:
 * What may be read on a page. Numbers with check digits are taken only where those hold; the others stand
 * behind one of their labels.
 */
typedef enum
{
  JC_FACT_RESIDENT_ID,  /* resident_id of jc-format.h */
  JC_FACT_USCC,         /* uscc */
  JC_FACT_BANK_ACCOUNT, /* bank_account */
  JC_FACT_PERSON_NAME,
  JC_FACT_DATE,
  JC_FACT_TEXT,
  JC_FACT_CODE_LABEL,   /* a name out of the code list of the field it is held against */
} JcFactKind;

/**
 * JcSlotRead:
 * @key: (nullable): the field that has to say the same; "row.title" in a slot with `each`: a member of the file's row
 * @labels: what is printed before it
 */
typedef struct
{
  JcFactKind  fact;
  const char *key;
  GStrv       labels;
} JcSlotRead;

/**
 * JcSlot:
 * @pages: (element-type JcSlotPage): named pages asked for; may be empty
 * @required, @applies: (nullable): logic
 * @each: (nullable): a rows field's key: evidence may name a row
 * @each_if: (nullable): logic: rows (`row` in its data) whose evidence belongs here; NULL: all
 * @max_files: different originals; 0: any number
 * @max_bytes: of one file; the kind's where the slot says nothing
 * @sealed: for sheets that come back signed and sealed; not part of the content fingerprint; required
 *   once the dossier is finalised, since nobody has a sealed sheet before
 * @not_applicable: (nullable): why it is not asked for
 * @keywords: words that tell a page of this slot from others
 * @reads: (element-type JcSlotRead): what may be read on its pages
 */
typedef struct
{
  const char   *id;
  const JcText *label;
  const JcText *hint;
  GPtrArray    *pages;
  JsonNode     *required;
  JsonNode     *applies;
  const JcText *not_applicable;
  const char   *each;
  JsonNode     *each_if;
  guint         max_files;
  gint64        max_bytes;
  gboolean      sealed;
  gboolean      restricted;
  GStrv         keywords;
  GPtrArray    *reads;
} JcSlot;

/* @keywords: words that tell this page from others. */
typedef struct
{
  const char   *id;
  const JcText *label;
  GStrv         keywords;
} JcSlotPage;

/**
 * JcSampleAttachment:
 * A scan of the complete sample, one page, to be drawn.
 *
 * @row: (nullable): id of the sample's row
 * @parts: ids of the named pages it shows
 * @lines: what is written on it, below @title
 */
typedef struct
{
  const char *slot;
  const char *row;
  GStrv       parts;
  const char *title;
  GStrv       lines;
} JcSampleAttachment;

/**
 * JcOpinion:
 * An opinion block of a printed form. @due: "submission", "delivery" or "filing"; @routes (nullable)
 * those on which it is asked for; @signer who signs; @sentence (nullable) is pre-printed.
 */
typedef struct
{
  const char   *id;
  const JcText *label;
  const JcText *sentence;
  const char   *due;
  GStrv         routes;
  const char   *signer;
  gboolean      seal;
  gboolean      signature;
} JcOpinion;

/**
 * JcSheet:
 * A printed sheet and the keys whose values stand on it: its hash covers those only.
 */
typedef struct
{
  const char   *id;
  const JcText *title;
  GStrv         keys;
  gboolean      sealed;   /* is signed or sealed on paper */
} JcSheet;

/**
 * JcKind:
 * One kind of dossier. @roles: who may own one. @title_logic: the dossier's name in lists.
 * @max_file_bytes: of one original; @max_dossier_bytes: of a dossier's originals together;
 * @max_files: how many different originals a dossier has.
 */
typedef struct _JcProgramme JcProgramme;
typedef struct
{
  const char   *id;
  const JcText *title;
  GStrv         roles;
  JsonNode     *title_logic;
  GPtrArray    *sections;   /* (element-type JcSection) */
  GPtrArray    *rules;      /* (element-type JcRule) */
  GPtrArray    *slots;      /* (element-type JcSlot) */
  GPtrArray    *opinions;   /* (element-type JcOpinion) */
  GPtrArray    *sheets;     /* (element-type JcSheet) */
  GPtrArray    *sample_attachments; /* (element-type JcSampleAttachment) */
  gint64        max_file_bytes;
  gint64        max_dossier_bytes;
  guint         max_files;
  JcProgramme  *programme;  /* (unowned) */
  GHashTable   *by_pointer; /* pointer with stars → JcField */
} JcKind;

/**
 * JcProgrammeWindow: when @event is open on dossiers of @kind; @from, @until as jc_span_parse () takes
 * them; a NULL @from is the round's opening.
 */
typedef struct
{
  const char   *event;
  const char   *kind;
  const char   *from;
  const char   *until;
  const JcText *title;
} JcProgrammeWindow;

/**
 * JcRoute: where a dossier goes. @when: logic; the first route whose @when holds is taken.
 * @category: the recommending unit's category; @to: words.
 */
typedef struct
{
  const char   *id;
  const JcText *title;
  JsonNode     *when;
  const char   *category;
  JsonNode     *area;       /* (nullable): logic: the area code that picks the unit */
} JcRoute;

/* @node: untrusted. Structure only is checked (JC_MODEL_ERROR_INVALID says where); contradictions are
 * the linter's. A sealed copy is kept; its canonical SHA-256 is the version. */
JcProgramme        *jc_programme_new_from_json (JsonNode    *node,
                                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Compiled into the program: NULL-terminated ids; a programme by id (kept; NULL when there is none). */
const char *const  *jc_programme_get_shipped_ids (void);
JcProgramme        *jc_programme_ref_shipped     (const char *id) G_GNUC_WARN_UNUSED_RESULT;

JcProgramme        *jc_programme_ref           (JcProgramme *self);
void                jc_programme_unref         (JcProgramme *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcProgramme, jc_programme_unref)

const char         *jc_programme_get_id        (JcProgramme *self);
const char         *jc_programme_get_version   (JcProgramme *self);
const JcText       *jc_programme_get_title     (JcProgramme *self);
/* The whole definition, sealed. */
JsonNode           *jc_programme_get_json      (JcProgramme *self);
/* `programme` in rules: the `parameters` object with `id` and `year`. */
JsonNode           *jc_programme_get_parameters (JcProgramme *self);
const char         *jc_programme_get_default_area (JcProgramme *self);
JcCalendar         *jc_programme_get_calendar  (JcProgramme *self);   /* (nullable) */
/* The list declared under @id, inline or shipped; NULL when not declared or dangling. */
JcCodeList         *jc_programme_get_code_list (JcProgramme *self,
                                                const char  *id);
GPtrArray          *jc_programme_get_kinds     (JcProgramme *self);   /* (element-type JcKind) */
const JcKind       *jc_programme_find_kind     (JcProgramme *self,
                                                const char  *id);
GPtrArray          *jc_programme_get_windows   (JcProgramme *self);   /* (element-type JcProgrammeWindow) */
GPtrArray          *jc_programme_get_routes    (JcProgramme *self);   /* (element-type JcRoute) */
/* A logic environment with this programme's calendar and code lists. */
void                jc_programme_init_logic_env (JcProgramme *self,
                                                JcLogicEnv  *env);

/* The complete sample's `values` for @kind, from the definition's `sample`; NULL when it has none. */
JsonNode           *jc_programme_get_sample    (JcProgramme *self,
                                                const char  *kind);

/* The scans of that sample, borrowed (element-type JcSampleAttachment); NULL when there is no such kind. */
GPtrArray          *jc_programme_get_sample_attachments (JcProgramme *self,
                                                const char  *kind);

/* @pointer with indexes or row positions ("/leader/honours/2/year") or dotted key; NULL when the
 * definition has no such field. */
const JcField      *jc_kind_find_field         (const JcKind *kind,
                                                const char   *pointer);
const JcSection    *jc_kind_find_section_of    (const JcKind *kind,
                                                const char   *pointer);
const JcSlot       *jc_kind_find_slot          (const JcKind *kind,
                                                const char   *id);

/* Every field's derived value as {"unit": {…}, …}, only sections that have some; sealed.
 * @finalised_on: (nullable) ISO date, `dossier.finalised_on` in logic. @today: ISO date. */
JsonNode           *jc_kind_dup_derived        (const JcKind *kind,
                                                JsonNode     *values,
                                                const char   *finalised_on,
                                                const char   *today) G_GNUC_WARN_UNUSED_RESULT;
/* The data rules see: values with derived ones laid in, `programme` (parameters), `dossier`
 * {"finalised_on", "kind"} and `today`. */
JsonNode           *jc_kind_dup_logic_data     (const JcKind *kind,
                                                JsonNode     *values,
                                                JsonNode     *derived,
                                                const char   *finalised_on,
                                                const char   *today) G_GNUC_WARN_UNUSED_RESULT;
/* For lists; falls back to the kind's title. Never NULL. */
char               *jc_kind_dup_dossier_title  (const JcKind *kind,
                                                JsonNode     *values) G_GNUC_WARN_UNUSED_RESULT;
char               *jc_kind_dup_dossier_title_in (const JcKind *kind,
                                                  JsonNode     *values,
                                                  JcLanguage    language) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
