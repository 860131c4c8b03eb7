/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment.h"

G_BEGIN_DECLS

/* Bounds of what is taken from outside; generous beside anything a person makes. */
#define JC_ATTACHMENT_MAX_PAGES 2000
#define JC_ATTACHMENT_MAX_ITEMS 2000

/* FALSE, with JC_MODEL_ERROR_INVALID that begins with the JSON Pointer @where. */
gboolean jc_attachment_refuse (GError **error, const char *where, const char *zh, const char *en);
/* A short word without control characters: an id, a state, a slot. */
gboolean jc_attachment_is_word (const char *text);
/* @node is a number from 1 to JC_ATTACHMENT_MAX_PAGES without a fraction. */
gboolean jc_attachment_read_page (JsonObject *object, int *page);

/* (element-type JcAttachment) (transfer full): what is an attachment in the array @attachments. */
GPtrArray *jc_attachments_read   (JsonNode    *attachments) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
