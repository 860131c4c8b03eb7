/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to the store, which stands beside the model and cannot use its jc_set_error (). */
gboolean jc_store_set_error (
    GError **error, GQuark domain, int code, const char *zh_format, const char *en_format, ...);
gboolean jc_store_set_errno (GError **error, int error_number, const char *path);

G_END_DECLS
