/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * JcDeskNotice:
 *
 * What came of one file that somebody put in, with one thing to do about it. It stays until it is put away.
 *
 * Signals: "act" (string password, NULL where none is asked for), "close".
 */
#define JC_TYPE_DESK_NOTICE (jc_desk_notice_get_type ())
G_DECLARE_FINAL_TYPE (JcDeskNotice, jc_desk_notice, JC, DESK_NOTICE, GtkWidget)

/* @name: of the file, for the names of the controls. @act: what the button says. */
GtkWidget *jc_desk_notice_new (const char *name,
                               const char *words,
                               const char *act,
                               gboolean    asks_password);
/* What the other button says, and what it is called. */
void       jc_desk_notice_set_close (JcDeskNotice *self,
                                     const char   *label,
                                     const char   *name);

G_END_DECLS
