/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

#include "jc-finding.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/* A line of the list of what is left to do. */
GtkWidget  *jc_finding_row_new        (const JcKind    *kind,
                                       const JcFinding *finding);
const char *jc_finding_row_get_target (GtkListBoxRow   *row);

G_END_DECLS
