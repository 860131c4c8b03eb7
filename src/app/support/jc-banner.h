/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * JcBanner:
 *
 * A strip above a page that says one thing and may offer one way out: icon, words, button. It stays
 * until its cause has gone.
 *
 * Signal: "clicked".
 */
#define JC_TYPE_BANNER (jc_banner_get_type ())
G_DECLARE_FINAL_TYPE (JcBanner, jc_banner, JC, BANNER, GtkWidget)

GtkWidget  *jc_banner_new         (void);
void        jc_banner_show        (JcBanner   *self,
                                   const char *icon_name,
                                   const char *message,
                                   const char *button_label);
void        jc_banner_hide        (JcBanner   *self);
gboolean    jc_banner_is_shown    (JcBanner   *self);

G_END_DECLS
