/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcNoDossiers:
 * @JC_NO_DOSSIERS_YET: none was ever begun here
 * @JC_NO_DOSSIERS_WAITING: none waits for the person
 * @JC_NO_DOSSIERS_FOUND: none is what was looked for
 *
 * Why a list of dossiers is empty.
 */
typedef enum
{
  JC_NO_DOSSIERS_YET,
  JC_NO_DOSSIERS_WAITING,
  JC_NO_DOSSIERS_FOUND,
} JcNoDossiers;

const char *jc_no_dossiers_get_name (JcNoDossiers why);
GtkWidget  *jc_no_dossiers_new      (JcNoDossiers why);

G_END_DECLS
