/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-dossier.h"

G_BEGIN_DECLS

/* Where files lie that belong to no slot yet (未归类). They travel with the dossier and are printed
 * nowhere. */
#define JC_SLOT_UNSORTED "-"

/* Lengths in a view are parts of the upright page (EXIF orientation applied, before `turn`), in
 * 1/100,000 of its width or height, origin top left. */
#define JC_VIEW_WHOLE 100000

/**
 * JcPageView:
 * @page: of the original, from 1
 * @turn: clockwise, 0, 90, 180, 270; after straightening and cropping
 * @skew: clockwise correction in hundredths of a degree, -4500 … 4500; before cropping
 * @quad: x, y of the corners top left, top right, bottom right, bottom left of what is kept, which is
 *   drawn as a rectangle (perspective is taken out)
 * @has_quad: FALSE: the whole page
 * @clean: shadows and uneven light are taken out
 *
 * How one page of an original is shown and printed. All zero but @page: as it is.
 */
typedef struct
{
  int      page;
  int      turn;
  int      skew;
  int      quad[8];
  gboolean has_quad;
  gboolean clean;
} JcPageView;

/**
 * JcAttachmentPart:
 * @part: id of a named page of the slot
 * @page: of the original, from 1
 *
 * "The level page is on page 2." Several parts may be on one page.
 */
typedef struct
{
  char *part;
  int   page;
} JcAttachmentPart;

/**
 * JcCaution:
 * @code: never changes: "javascript" "launch" "embedded_files" "xfa" "open_action" "signed"
 *   "unlocked" "needs_pdf" (an OFD) of a file; "blur" "glare" "low_dpi" "cut_edge" "messenger" of a page
 * @page: from 1; 0: the file
 */
typedef struct
{
  char *code;
  int   page;
} JcCaution;

/**
 * JcAttachmentSource:
 * A file as it came, where what is shown was made of it: a PDF that asked for a password.
 */
typedef struct
{
  char  *sha256;
  char  *name;
  gint64 size;
} JcAttachmentSource;

/**
 * JcAttachment:
 * One use of an original in a dossier. In JSON:
 * {"id", "slot", "name", "sha256", "size", "media_type", "pages",
 *  "row": "honour-row-id",                                   only in slots with `each`
 *  "parts": [{"part": "level", "page": 2}],
 *  "cautions": [{"code": "low_dpi", "page": 1}],
 *  "source": {"sha256", "name", "size"},                     only with the caution `unlocked`
 *  "view": [{"page": 1, "turn": 90, "skew": -120, "quad": [x, y, …], "clean": true}, …]}
 * `view` lists the pages that are used in their order, members left out when zero; without it every
 * page is used as it is. Two attachments may use different pages of one original.
 *
 * @pages: of the original; 0 unknown (an OFD)
 * @row: (nullable)
 * @source: (nullable): is kept, and travels, like the original
 * @views: (element-type JcPageView) (nullable): NULL: all as they are
 */
typedef struct
{
  char      *id;
  char      *slot;
  char      *name;
  char      *sha256;
  gint64     size;
  char      *media_type;
  int        pages;
  char      *row;
  GPtrArray *parts;    /* (element-type JcAttachmentPart) */
  GPtrArray *cautions; /* (element-type JcCaution) */
  GPtrArray *views;
  JcAttachmentSource *source;
} JcAttachment;

/* @json: of a dossier that was read by jc_dossier_new_from_json () or is about to be; an unknown member is kept
 * nowhere. NULL with JC_MODEL_ERROR_INVALID when a member is not written as above or out of bounds. */
JcAttachment *jc_attachment_new_from_json (JsonNode            *json,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode     *jc_attachment_to_json       (const JcAttachment  *self) G_GNUC_WARN_UNUSED_RESULT;
JcAttachment *jc_attachment_copy          (const JcAttachment  *self) G_GNUC_WARN_UNUSED_RESULT;
void          jc_attachment_free          (JcAttachment        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcAttachment, jc_attachment_free)

/* (element-type JcAttachment), in order. */
GPtrArray    *jc_attachments_load         (JcDossier           *dossier) G_GNUC_WARN_UNUSED_RESULT;
/* @attachments: (element-type JcAttachment) */
JcDossier    *jc_attachments_store        (GPtrArray           *attachments,
                                           JcDossier           *dossier) G_GNUC_WARN_UNUSED_RESULT;
/* Borrowed; NULL when there is none. */
JcAttachment *jc_attachments_find         (GPtrArray           *attachments,
                                           const char          *id);

JcPageView   *jc_page_view_new            (int                  page) G_GNUC_WARN_UNUSED_RESULT;
JcPageView   *jc_page_view_copy           (const JcPageView    *self) G_GNUC_WARN_UNUSED_RESULT;
void          jc_page_view_free           (JcPageView          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcPageView, jc_page_view_free)
gboolean      jc_page_view_equal          (const JcPageView    *a,
                                           const JcPageView    *b);
/* {"page": 1, …}, members left out when zero. */
JsonNode     *jc_page_view_to_json        (const JcPageView    *self) G_GNUC_WARN_UNUSED_RESULT;
/* Corners on the page, clockwise as they are seen, round a convex area. */
gboolean      jc_page_view_quad_is_convex (const int           quad[8]);
/* Strict: bounds as above; a quad has to be convex and have an area. */
JcPageView   *jc_page_view_new_from_json  (JsonNode            *json,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE when `view` leaves out all pages. */
gboolean      jc_attachment_is_used       (const JcAttachment *self);
/* Whether the page, from 1, is among those that are used; TRUE for any while the number of pages is unknown. */
gboolean      jc_attachment_uses_page     (const JcAttachment *self,
                                           int                 page);
/* Pages that are used: (element-type JcPageView), made up where @views is NULL. */
GPtrArray    *jc_attachment_dup_views     (const JcAttachment  *self) G_GNUC_WARN_UNUSED_RESULT;

JcAttachmentPart *jc_attachment_part_new  (const char          *part,
                                           int                  page) G_GNUC_WARN_UNUSED_RESULT;
void          jc_attachment_part_free     (JcAttachmentPart    *self);
JcAttachmentSource *jc_attachment_source_new (const char        *sha256,
                                              const char        *name,
                                              gint64             size) G_GNUC_WARN_UNUSED_RESULT;
void          jc_attachment_source_free   (JcAttachmentSource  *self);
JcCaution    *jc_caution_new              (const char          *code,
                                           int                  page) G_GNUC_WARN_UNUSED_RESULT;
void          jc_caution_free             (JcCaution           *self);
/* What a caution's code says to a person, and what to do about it; NULL for an unknown code. */
JcText       *jc_caution_dup_text         (const char          *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
