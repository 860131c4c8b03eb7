/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Opens a copy of @path, called @name, in the program that the system has for it: originals are never
 * handed out. */
void jc_open_outside (GtkWindow  *parent,
                      const char *path,
                      const char *name);

G_END_DECLS
