/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-application.h"
#include "jc-notifier.h"

G_BEGIN_DECLS

/* What the files of the program itself share. */

struct _JcApplication
{
  AdwApplication parent_instance;

  JcPreferences   *preferences;
  JcLibraryWorker *worker;   /* (nullable): until startup */
  JcCloud         *cloud;    /* (nullable): until startup */
  JcNotifier      *notifier; /* (nullable): until startup */
  char            *folder;
  guint            term_source;
  guint            int_source;
  gboolean         has_read_options; /* of this command line */
};

/* jc-application-actions.c: what the whole program can be asked for, and the keys for it. */
void  jc_application_add_actions        (JcApplication *self);
void  jc_application_add_keys           (JcApplication *self);
void  jc_application_add_window_actions (GtkWindow     *window);

/* jc-application-windows.c: opens again what a crash closed; how many there are. */
guint jc_application_reopen_lost        (JcApplication *self);

G_END_DECLS
