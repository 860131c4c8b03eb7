/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <libsoup/soup.h>

#include "jc-problem.h"

G_BEGIN_DECLS

/* Answers @message at once, while its body may still be on its way, and ends the connection. */
void       jc_refusal_send              (SoupServerMessage *message,
                                         JcProblemId        id);
/* The language that a client reads, from Accept-Language (RFC 9110, section 12.5.4). */
JcLanguage jc_refusal_choose_language   (SoupServerMessage *message);

G_END_DECLS
