/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-list-page.h"

G_BEGIN_DECLS

/* What the files of a list of dossiers share. */

struct _JcDossierListPage
{
  AdwBin parent_instance;

  GtkBox         *box;
  GtkStack       *stack;
  GtkListView    *list;
  GMenuModel     *dossier_menu;
  GtkWidget      *menu;         /* (nullable): until it is first asked for */
  GtkSearchBar   *search_bar;   /* (nullable): likewise */
  GtkSearchEntry *search_entry; /* (nullable): likewise */

  JcHomeModel   *model;     /* (nullable) */
  GListStore    *shown;     /* JcRoundItem, JcDossierItem */
  GPtrArray     *headings;  /* (element-type GtkListItem) (unowned): those on the screen */
  JcDossierItem *menu_item; /* (nullable): what the menu is for */
  char          *query;     /* casefolded */
  guint          tick_id;   /* while it is on the screen: remaining times */
  guint          n_allowed; /* rows that may be shown by now */
  guint          grow_id;
  gboolean       is_attention;
};

/* Shows what the model and the search leave; does nothing before there is a model. */
void     jc_dossier_list_page_update       (JcDossierListPage *self);

/* jc-dossier-list-rows.c: the widgets of rows and headings. */
void     jc_dossier_list_rows_class_init   (GtkWidgetClass    *widget_class);
void     jc_dossier_list_rows_activate     (JcDossierListPage *self,
                                            guint              position);
gboolean jc_dossier_list_rows_focus_first  (JcDossierListPage *self);
/* While the list is on the screen the times in its headings run. */
void     jc_dossier_list_rows_start_clock  (JcDossierListPage *self);
void     jc_dossier_list_rows_stop_clock   (JcDossierListPage *self);

/* jc-dossier-list-menu.c: what can be done to one row. */
void     jc_dossier_list_menu_class_init   (GtkWidgetClass    *widget_class);
void     jc_dossier_list_menu_dispose      (JcDossierListPage *self);

/* jc-dossier-list-search.c */
void     jc_dossier_list_search_set_active (JcDossierListPage *self,
                                            gboolean           is_active);

G_END_DECLS
