/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <libsoup/soup.h>

#include "jc-api-client.h"

G_BEGIN_DECLS

/* What an answer of HTTP means, for jc-api-client.c. */

/* Whether it is the API that answered, and nobody in between. */
gboolean jc_api_answer_is_ours         (SoupMessage   *message);
void     jc_api_answer_read_headers    (SoupMessage   *message,
                                        JcApiResponse *response);
/* The body has been read into @response: which problem it tells of. */
void     jc_api_answer_read_problem    (JcApiResponse *response);
/* An answer of status 400 or more, read: whether the API gave it. */
gboolean jc_api_answer_is_refusal      (SoupMessage         *message,
                                        const JcApiResponse *response);
/* µs, at most a day; 0 without one. */
gint64   jc_api_answer_get_retry_after (SoupMessage   *message);

G_END_DECLS
