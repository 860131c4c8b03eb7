/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-check.h"

G_BEGIN_DECLS

/**
 * JcReveal:
 *
 * Which findings may be seen by now. While a person types, problems that are gone are withdrawn at once
 * and no new one comes; on leaving the field all are told. `missing` is told only of fields that were
 * touched, or once a check was asked for.
 */
typedef struct _JcReveal JcReveal;

JcReveal  *jc_reveal_new        (JcCheck     *check);
void       jc_reveal_free       (JcReveal    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcReveal, jc_reveal_free)

/* The field at @pointer was touched: from now on its emptiness counts. */
void       jc_reveal_touch      (JcReveal    *self,
                                 const char  *pointer);
/* A check was asked for: everything may be seen. */
void       jc_reveal_ask        (JcReveal    *self);
/* What was below @pointer has other positions now. */
void       jc_reveal_forget     (JcReveal    *self,
                                 const char  *pointer);
/* The findings at @pointer changed. @typing: only withdraw. */
void       jc_reveal_update     (JcReveal    *self,
                                 const char  *pointer,
                                 gboolean     typing);
/* (element-type JcFinding): what may be seen at @pointer, worst first; lent until the next change. */
GPtrArray *jc_reveal_get        (JcReveal    *self,
                                 const char  *pointer);

G_END_DECLS
