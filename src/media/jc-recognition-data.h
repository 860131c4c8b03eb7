/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text is recognised in this one; the digits and Latin letters that stand on Chinese papers are
 * part of its data. */
#define JC_RECOGNITION_LANGUAGE "chi_sim"

/* (nullable) (transfer full): where @language's data lie on this machine. */
char *jc_recognition_dup_folder (const char *language) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
