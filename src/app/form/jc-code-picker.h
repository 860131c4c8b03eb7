/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

#include "jc-code-list.h"

G_BEGIN_DECLS

/**
 * JcCodePicker:
 *
 * A window that searches a long code list: name, where it stands in the list, code.
 *
 * Signal: "chosen" (string code; NULL: take it away).
 */
#define JC_TYPE_CODE_PICKER (jc_code_picker_get_type ())
G_DECLARE_FINAL_TYPE (JcCodePicker, jc_code_picker, JC, CODE_PICKER, AdwWindow)

/* Opens it over @parent's window; @chosen_cb (object, code) is connected as long as @object lives. */
void  jc_code_picker_open     (GtkWidget    *parent,
                               const char   *title,
                               JcCodeList   *codes,
                               const char   *query,
                               GCallback     chosen_cb,
                               gpointer      object);
/* Names of the items above @code, outermost first, joined by " › "; NULL at the top. */
char *jc_code_picker_dup_path (JcCodeList   *codes,
                               const JcCode *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
