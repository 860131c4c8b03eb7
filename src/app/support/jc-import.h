/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-application.h"

G_BEGIN_DECLS

/* Asks for a file and takes it in. */
void jc_import_choose (JcApplication *app);
/* Takes in a file that was named: a programme definition. Says what came of it. */
void jc_import_file   (JcApplication *app,
                       GFile         *file);

G_END_DECLS
