/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-application.h"

G_BEGIN_DECLS

/* Adds the commands of Home to the program: sign-in, sign-out, sync-centre, attention, carry-over (s),
 * decide-conflict (s), preferences. */
void jc_home_actions_add (JcApplication *app);

G_END_DECLS
