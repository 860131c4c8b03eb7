/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier.h"

G_BEGIN_DECLS

gboolean jc_dossier_check_shape  (JsonNode *node,
                                  GError  **error);
/* FALSE with JC_MODEL_ERROR_INVALID unless @values are sections of objects, whose rows, where they
 * have ids, have different ones. */
gboolean jc_dossier_check_values (JsonNode *values,
                                  GError  **error);

G_END_DECLS
