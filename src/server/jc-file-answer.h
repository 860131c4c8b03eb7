/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <libsoup/soup.h>

#include "jc-request.h"

G_BEGIN_DECLS

/* Lays the file part that @request names into the answer of @message, slice by slice as the client
 * takes it. */
void jc_file_answer_begin (SoupServerMessage *message,
                           JcRequest         *request);

G_END_DECLS
