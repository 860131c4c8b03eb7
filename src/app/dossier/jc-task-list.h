/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"
#include "jc-task-row.h"

G_BEGIN_DECLS

/* The side list of a dossier's window: what is to be done and how far it is. */

void       jc_task_list_fill   (GtkListBox       *tasks,
                                JcDossierSession *session);
void       jc_task_list_update (GtkListBox       *tasks,
                                JcDossierSession *session);
JcTaskRow *jc_task_list_find   (GtkListBox       *tasks,
                                const char       *page);

G_END_DECLS
