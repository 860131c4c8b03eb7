/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-programme.h"

G_BEGIN_DECLS

/**
 * JcCarried: what of one section comes along.
 */
typedef struct
{
  const JcSection *section;
  GPtrArray       *fields; /* (element-type JcField) */
} JcCarried;

/* The values of @from that a new dossier of @to may begin with. @carried: (element-type JcCarried):
 * receives what they are, in the form's order. */
JsonNode  *jc_carry_over_dup_values (const JcKind *to,
                                     const JcKind *from,
                                     JsonNode     *values,
                                     GPtrArray    *carried) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *jc_carried_array_new     (void);

G_END_DECLS
