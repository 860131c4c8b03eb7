/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-format-rule.h"

static const JcFormatWords words[] = {
  { "charset", "有读不出的字符：重新输入这段文字。",
    "Some characters cannot be read: type the text again." },
  { NULL, NULL, NULL },
};

/* Any text will do. Source: rules §11. */
static JsonNode *
check (const char *text, const JcFormatOptions *options)
{
  g_autofree char *result = jc_format_fold_width (text);
  JsonObject      *verdict = jc_verdict_begin ();

  json_object_set_string_member (verdict, "result", result);

  return jc_verdict_end (verdict);
}

const JcFormatRule jc_width_rule = {
  .name = "width",
  .normal_member = "result",
  .bad_text_code = "charset",
  .words = words,
  .check = check,
};
