/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-attachment.h"

G_BEGIN_DECLS

/* What a person does with pages, as changes of a list of attachments (element-type JcAttachment). Each
 * answers whether anything changed; an attachment or page that is not there changes nothing. Pages are
 * the original's numbers, from 1. */

gboolean jc_attachment_edit_remove      (GPtrArray        *attachments,
                                         const char       *id);
/* Leaves one page out of what is used; the last one takes the attachment with it. */
gboolean jc_attachment_edit_remove_page (GPtrArray        *attachments,
                                         const char       *id,
                                         int               page);
/* Behind the others of @slot. Parts and row belong to the old slot and go; "restored" by moving back they are not. */
gboolean jc_attachment_edit_move        (GPtrArray        *attachments,
                                         const char       *id,
                                         const char       *slot);
/* One page of several goes to @slot alone, as an attachment of the same original with @new_id. */
gboolean jc_attachment_edit_move_page   (GPtrArray        *attachments,
                                         const char       *id,
                                         int               page,
                                         const char       *slot,
                                         const char       *new_id);
/* To the place before the attachment @before of the same slot; NULL: to the slot's end. */
gboolean jc_attachment_edit_place       (GPtrArray        *attachments,
                                         const char       *id,
                                         const char       *before);
/* The page takes position @to (from 0) among those that are used. */
gboolean jc_attachment_edit_order_page  (GPtrArray        *attachments,
                                         const char       *id,
                                         int               page,
                                         guint             to);
gboolean jc_attachment_edit_mark_part   (GPtrArray        *attachments,
                                         const char       *id,
                                         int               page,
                                         const char       *part,
                                         gboolean          marked);
/* @row NULL: of none. */
gboolean jc_attachment_edit_set_row     (GPtrArray        *attachments,
                                         const char       *id,
                                         const char       *row);
/* How @view's page is shown from now on. */
gboolean jc_attachment_edit_set_view    (GPtrArray        *attachments,
                                         const char       *id,
                                         const JcPageView *view);

G_END_DECLS
