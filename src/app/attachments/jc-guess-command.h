/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-dossier-session.h"

G_BEGIN_DECLS

/* Puts each file of @ids (NULL-terminated) where it seems to belong, with row and named pages, as one step that
 * undo takes back; those of which nothing is guessed stay. How many went. */
guint jc_guess_command_accept (JcDossierSession  *session,
                               const char *const *ids);

G_END_DECLS
