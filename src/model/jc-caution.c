/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-attachment.h"

#include <string.h>

/* What is wrong, then what to do. The original is kept as it came whatever is said of it. */
static const struct
{
  const char *code;
  const char *zh;
  const char *en;
} texts[] = {
  { "javascript", "这个 PDF 里带有脚本，审核人看不到它做什么。把它打印成新的 PDF，再换上。",
    "This PDF carries a script, and reviewers cannot see what it does. Print it to a new PDF and "
    "put "
    "that here instead." },
  { "launch", "这个 PDF 会启动别的程序。把它打印成新的 PDF，再换上。",
    "This PDF starts other programs. Print it to a new PDF and put that here instead." },
  { "embedded_files",
    "这个 PDF 里夹带了别的文件，打印时看不到。要用的话，把夹带的文件另存出来单独放进来。",
    "This PDF carries other files inside, which do not print. Save those that are needed and add "
    "them on their own." },
  { "xfa", "这个 PDF 是动态表单，别的程序里可能显示空白。把它打印成新的 PDF，再换上。",
    "This PDF is a dynamic form, which may look empty in other programs. Print it to a new PDF and "
    "put that here instead." },
  { "open_action", "这个 PDF 一打开就会自己做动作。把它打印成新的 PDF，再换上。",
    "This PDF acts by itself when it is opened. Print it to a new PDF and put that here instead." },
  { "signed", "这个 PDF 带有电子签名。原件原样保存；打印出来的那一份看不出签名，要盖章的照样盖章。",
    "This PDF carries an electronic signature. The original is kept as it is; paper does not show "
    "the signature, so seal it where a seal is asked for." },
  { "unlocked", "这个 PDF 原来要密码，这里保存了去掉密码的一份，原件也留着。核对一下页数和内容。",
    "This PDF asked for a password; a copy without one is kept beside the original. Look whether "
    "pages and content are all there." },
  { "needs_pdf", "OFD 文件这里不能显示，也打印不进申报材料册。用阅读器另存为 PDF，再换上。",
    "An OFD file can be neither shown here nor printed in the volume. Save it as PDF in its reader "
    "and put that here instead." },
  { "blur", "这一页不清楚，字可能认不出来。把镜头擦净、对好焦重拍，或改用扫描。",
    "This page is blurred and may be illegible. Wipe the lens, focus and take it again, or scan "
    "it." },
  { "glare", "这一页有反光，盖住了一部分字。关掉闪光灯、换个角度重拍，或改用扫描。",
    "Light glares on this page and hides part of it. Take it again without flash from another "
    "angle, "
    "or scan it." },
  { "low_dpi", "这一页的像素太少，打印出来字会发虚。按 300 dpi 重新扫描，或离近一些重拍。",
    "This page has too few pixels and will print badly. Scan it again at 300 dpi, or take it from "
    "nearer." },
  { "cut_edge", "这一页的边没有拍全，可能缺了字。把整张纸放进画面里重拍。",
    "An edge of this page is cut off, and words may be missing. Take it again with the whole sheet "
    "in view." },
  { "messenger", "这张图像是聊天软件压缩过的，字可能看不清。在聊天软件里选“发原图”，或改用扫描。",
    "A messenger seems to have compressed this picture, and it may be illegible. Send it as the "
    "original there, or scan it." },
};

/**
 * jc_caution_new:
 * @code: what there is to say
 * @page: of the original, from 1; 0 for the file
 *
 * Returns: (transfer full): a new caution
 */
JcCaution *
jc_caution_new (const char *code, int page)
{
  JcCaution *self = g_new0 (JcCaution, 1);

  self->code = g_strdup (code);
  self->page = page;

  return self;
}

/**
 * jc_caution_free:
 * @self: (transfer full) (nullable): a caution
 */
void
jc_caution_free (JcCaution *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self);
}

/**
 * jc_caution_dup_text:
 * @code: a caution's code
 *
 * Returns: (transfer full) (nullable): what it says to a person, and what to do about it; NULL for
 * a code that this program does not know
 */
JcText *
jc_caution_dup_text (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].code, code) == 0)
      return jc_text_new (texts[i].zh, texts[i].en);

  return NULL;
}
