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
/* The same with an answer that is there already. */
void       jc_refusal_send_answer       (SoupServerMessage  *message,
                                         guint               status,
                                         SoupMessageHeaders *headers,
                                         const char         *content_type,
                                         GBytes             *content);
/* A whole answer for what is refused before its head has come. */
GBytes    *jc_refusal_new_answer        (guint status) G_GNUC_WARN_UNUSED_RESULT;
/* The language that a client reads, from Accept-Language (RFC 9110, section 12.5.4). */
JcLanguage jc_refusal_choose_language   (SoupServerMessage *message);

G_END_DECLS
