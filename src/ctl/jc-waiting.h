/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library.h"

G_BEGIN_DECLS

char *jc_waiting_dup_words (JcLibrary *library, JsonNode *status) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
