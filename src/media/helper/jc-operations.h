/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-zygote.h"

G_BEGIN_DECLS

/* One file for each; listed in jc-operations.c. */
void jc_operation_examine (JcJob *job, JsonObject *answer);
void jc_operation_propose (JcJob *job, JsonObject *answer);
void jc_operation_recognise (JcJob *job, JsonObject *answer);
void jc_operation_render (JcJob *job, JsonObject *answer);
void jc_operation_unlock (JcJob *job, JsonObject *answer);
void jc_operation_unpack (JcJob *job, JsonObject *answer);

extern const JcOperation jc_operations[];

G_END_DECLS
