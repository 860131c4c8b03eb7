/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-outline-editor.h"
#include "jc-page-canvas.h"
#include "jc-page-fetcher.h"
#include "jc-page-viewer.h"
#include "jc-viewer-page.h"

G_BEGIN_DECLS

/* What the files of the viewer share: jc-page-viewer.c goes from page to page, -picture.c draws,
 * -tools.c changes, -modes.c straightens and crops, -fetch.c brings what is not here. */

/**
 * JcViewerMode:
 * What is being tried on a page, in a draft, until it is applied.
 */
typedef enum
{
  JC_VIEWER_READING,
  JC_VIEWER_STRAIGHTENING,
  JC_VIEWER_OUTLINING,
} JcViewerMode;

/**
 * JcDrawn:
 * @width, @height: the box that was asked for
 * @is_all: the original has no more pixels than are drawn
 *
 * What the picture that is shown, or asked for, is of.
 */
typedef struct
{
  char       *sha256;
  JcPageView *view;
  int         width;
  int         height;
  gboolean    is_all;
} JcDrawn;

struct _JcPageViewer
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle  *window_title;
  GtkStack        *views;
  GtkSpinner      *spinner;
  JcPageCanvas    *canvas;
  JcOutlineEditor *editor;
  AdwStatusPage   *trouble;
  GtkWidget       *outside_button;
  AdwStatusPage   *away;
  GtkProgressBar  *fetch_bar;
  GtkButton       *fetch_button;
  GtkWidget       *stop_fetch_button;
  GtkWidget       *notes_scroller;
  GtkBox          *notes;
  GtkBox          *differences;
  GtkWidget       *parts_box;
  GtkFlowBox      *parts;
  GtkWidget       *navigation;
  GtkLabel        *position_label;
  GtkToggleButton *compare_button;
  GtkMenuButton   *zoom_button;
  GtkWidget       *panels_box;
  GtkStack        *panels;
  GtkToggleButton *clean_button;
  GtkScale        *skew_scale;
  GtkLabel        *skew_value;
  GtkLabel        *skew_note;
  GtkLabel        *outline_note;

  JcDossierSession *session;
  JcPagePictures   *pictures;
  JcPageFetcher    *fetcher; /* (unowned): the process' */
  char             *slot;
  GPtrArray        *pages;    /* (element-type JcViewerPage) */
  guint             position;
  GPtrArray        *parts_shown; /* (element-type JcSlotPage) (unowned): of the check buttons */
  gboolean          is_showing; /* widgets follow the page, nobody touched them */

  JcViewerMode  mode;
  JcPageView   *draft;     /* (nullable): while straightening */
  GCancellable *proposing; /* (nullable) */

  JcDrawn       drawn;
  JcDrawn       asked;
  GCancellable *drawing; /* (nullable) */
  guint         draw_source;
  guint         spinner_source;
};

/* NULL: no page is left. */
const JcViewerPage *jc_page_viewer_get_page     (JcPageViewer     *self);
gboolean            jc_page_viewer_may_edit     (JcPageViewer     *self);
/* Goes to a page, from 0; out of range: the nearest. */
void                jc_page_viewer_go           (JcPageViewer     *self,
                                                 int               position);
void                jc_page_viewer_show         (JcPageViewer     *self);
void                jc_page_viewer_toast        (JcPageViewer     *self,
                                                 const char       *words,
                                                 gboolean          offer_undo);

/* -picture.c */
void                jc_page_viewer_draw         (JcPageViewer     *self);
/* A moment later: sizes and sliders change many times in a row. */
void                jc_page_viewer_draw_soon    (JcPageViewer     *self);
void                jc_page_viewer_stop_drawing (JcPageViewer     *self);

/* -fetch.c: FALSE: the page's original is here. */
gboolean            jc_page_viewer_show_away    (JcPageViewer     *self);
void                jc_page_viewer_watch_fetch  (JcPageViewer     *self);
void                jc_page_viewer_add_fetch    (GtkWidgetClass   *widget_class);

/* -marks.c: how many places on the page say something else than the form; framed on it, and told below it. */
guint               jc_page_viewer_show_marks   (JcPageViewer     *self);

/* -tools.c */
void                jc_page_viewer_add_tools    (GtkWidgetClass   *widget_class);
void                jc_page_viewer_show_tools   (JcPageViewer     *self);
gboolean            jc_page_viewer_put_view     (JcPageViewer     *self,
                                                 const JcPageView *view,
                                                 const char       *label);

/* -modes.c */
void                jc_page_viewer_add_modes    (GtkWidgetClass   *widget_class);
void                jc_page_viewer_show_modes   (JcPageViewer     *self);
void                jc_page_viewer_leave_mode   (JcPageViewer     *self);

G_END_DECLS
