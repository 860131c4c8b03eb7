/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean jc_iso_date_parse (const char *text, GDate *date);
char    *jc_iso_date_dup (const GDate *date) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
