/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-media-private.h"

#include "jc-text.h"

/* The ways to a file that is taken. */
#define ZH_OFFICE                                                                                  \
  "在 WPS 或 Office 里打开它，选“文件 → 输出为 PDF”（或“另存为”PDF），再添加那个 PDF"
#define EN_OFFICE                                                                                  \
  "Open it in WPS or Office, choose File → Export (or Save as) PDF, and add that PDF"
#define ZH_PICTURE "用看图程序另存为 JPEG 或 PNG，再添加"
#define EN_PICTURE "Save it as JPEG or PNG with a picture viewer, and add that"
#define ZH_AGAIN "从原处再取一次这个文件（重新扫描、重新下载，微信里选“原图”），再添加"
#define EN_AGAIN "Get the file from its source again (scan or download it anew) and add that"
#define ZH_SCAN "添加 PDF、JPEG、PNG、TIFF 或 HEIC 文件"
#define EN_SCAN "Add a PDF, JPEG, PNG, TIFF or HEIC file"

/**
 * Words:
 * @zh, @en: {1} and {2} stand for the reason's numbers
 */
typedef struct
{
  JcMediaError code;
  const char  *zh;
  const char  *en;
} Words;

static const Words words[JC_N_REASONS] = {
  [JC_REASON_EMPTY] = { JC_MEDIA_ERROR_EMPTY, "文件是空的（0 字节）。" ZH_AGAIN,
                        "The file is empty (0 bytes). " EN_AGAIN },
  [JC_REASON_CUT_SHORT] = { JC_MEDIA_ERROR_DAMAGED, "文件不完整，只有 {1}%。" ZH_AGAIN,
                            "The file is cut short, {1}% of it is there. " EN_AGAIN },
  [JC_REASON_CUT_SHORT_SOMEWHERE]
  = { JC_MEDIA_ERROR_DAMAGED, "文件不完整，后面的部分缺失。" ZH_AGAIN,
      "The file is cut short, its end is missing. " EN_AGAIN },
  [JC_REASON_DAMAGED] = { JC_MEDIA_ERROR_DAMAGED, "文件已损坏，无法显示。" ZH_AGAIN,
                          "The file is damaged and cannot be shown. " EN_AGAIN },
  [JC_REASON_PDF_PAGE_LOST]
  = { JC_MEDIA_ERROR_DAMAGED, "PDF 已损坏，第 {1} 页的内容缺失。" ZH_AGAIN,
      "The PDF is damaged, what page {1} shows is missing. " EN_AGAIN },
  [JC_REASON_ENCRYPTED] = { JC_MEDIA_ERROR_ENCRYPTED, "PDF 要密码才能打开。输入它的打开密码",
                            "The PDF asks for a password. Type the password that opens it" },
  [JC_REASON_PASSWORD]
  = { JC_MEDIA_ERROR_PASSWORD, "这个密码打不开 PDF。看清大小写再输入一次",
      "This password does not open the PDF. Mind capital letters and type it again" },
  [JC_REASON_NOT_ENCRYPTED] = { JC_MEDIA_ERROR_TYPE, "只有 PDF 才能解除密码。" ZH_SCAN,
                                "Only a PDF can be unlocked. " EN_SCAN },
  [JC_REASON_TOO_MANY_PIXELS]
  = { JC_MEDIA_ERROR_TOO_LARGE,
      "图片有 {1} 百万像素，最多 {2} 百万。以 300 dpi 重新扫描，或缩小后再添加",
      "The picture has {1} megapixels, at most {2} are taken. Scan it again at 300 dpi, or make it "
      "smaller" },
  [JC_REASON_TOO_MANY_PAGES] = { JC_MEDIA_ERROR_TOO_LARGE, "文件超过 {1} 页。分成几个文件再添加",
                                 "The file has more than {1} pages. Divide it into several files" },
  [JC_REASON_TOO_BIG]
  = { JC_MEDIA_ERROR_TOO_LARGE, "文件有 {1} MiB，最多 {2} MiB。以 300 dpi 重新扫描，或分成几个文件",
      "The file has {1} MiB, at most {2} MiB are taken. Scan it again at 300 dpi, or divide it" },
  [JC_REASON_NO_PAGE] = { JC_MEDIA_ERROR_NO_PAGE, "没有第 {1} 页，文件共 {2} 页",
                          "There is no page {1}, the file has {2}" },
  [JC_REASON_NO_PICTURE] = { JC_MEDIA_ERROR_TYPE, "这个文件不能显示成页面。" ZH_SCAN,
                             "The file cannot be shown as pages. " EN_SCAN },
  [JC_REASON_NO_HEIF]
  = { JC_MEDIA_ERROR_UNSUPPORTED, "这是 HEIC 照片，读取它要安装 libheif。" ZH_PICTURE,
      "This is a HEIC photo, to read it libheif has to be installed. " EN_PICTURE },
  [JC_REASON_NO_RECOGNITION]
  = { JC_MEDIA_ERROR_UNSUPPORTED, "识别文字要安装 tesseract 和它的中文数据（chi_sim）",
      "To recognise text, tesseract and its Chinese data (chi_sim) have to be installed" },
  [JC_REASON_DOCX] = { JC_MEDIA_ERROR_TYPE, "这是 Word 文档（.docx）。" ZH_OFFICE,
                       "This is a Word document (.docx). " EN_OFFICE },
  [JC_REASON_XLSX] = { JC_MEDIA_ERROR_TYPE, "这是 Excel 表格（.xlsx）。" ZH_OFFICE,
                       "This is an Excel workbook (.xlsx). " EN_OFFICE },
  [JC_REASON_PPTX] = { JC_MEDIA_ERROR_TYPE, "这是演示文稿（.pptx）。" ZH_OFFICE,
                       "This is a presentation (.pptx). " EN_OFFICE },
  [JC_REASON_ODF] = { JC_MEDIA_ERROR_TYPE, "这是 OpenDocument 文档。" ZH_OFFICE,
                      "This is an OpenDocument file. " EN_OFFICE },
  [JC_REASON_OLE]
  = { JC_MEDIA_ERROR_TYPE, "这是 Word、Excel 或 WPS 文档（.doc、.xls、.wps、.et）。" ZH_OFFICE,
      "This is a Word, Excel or WPS document (.doc, .xls, .wps, .et). " EN_OFFICE },
  [JC_REASON_RTF]
  = { JC_MEDIA_ERROR_TYPE, "这是 RTF 文档。" ZH_OFFICE, "This is an RTF document. " EN_OFFICE },
  [JC_REASON_GIF]
  = { JC_MEDIA_ERROR_TYPE, "这是 GIF 图片。" ZH_PICTURE, "This is a GIF picture. " EN_PICTURE },
  [JC_REASON_WEBP]
  = { JC_MEDIA_ERROR_TYPE, "这是 WebP 图片。" ZH_PICTURE, "This is a WebP picture. " EN_PICTURE },
  [JC_REASON_BMP]
  = { JC_MEDIA_ERROR_TYPE, "这是 BMP 图片。" ZH_PICTURE, "This is a BMP picture. " EN_PICTURE },
  [JC_REASON_AVIF]
  = { JC_MEDIA_ERROR_TYPE, "这是 AVIF 图片。" ZH_PICTURE, "This is an AVIF picture. " EN_PICTURE },
  [JC_REASON_JPEG_2000] = { JC_MEDIA_ERROR_TYPE, "这是 JPEG 2000 图片。" ZH_PICTURE,
                            "This is a JPEG 2000 picture. " EN_PICTURE },
  [JC_REASON_PSD] = { JC_MEDIA_ERROR_TYPE, "这是 Photoshop 图片（.psd）。" ZH_PICTURE,
                      "This is a Photoshop picture (.psd). " EN_PICTURE },
  [JC_REASON_CAJ] = { JC_MEDIA_ERROR_TYPE, "这是 CAJ 文献。用 CAJViewer 打印成 PDF，再添加",
                      "This is a CAJ paper. Print it to PDF with CAJViewer, and add that" },
  [JC_REASON_RAR] = { JC_MEDIA_ERROR_TYPE, "这是 RAR、7z 或类似的压缩包。先解压，再添加里面的文件",
                      "This is a RAR, 7z or similar archive. Unpack it, and add the files inside" },
  [JC_REASON_VIDEO]
  = { JC_MEDIA_ERROR_TYPE, "这是视频或录音。" ZH_SCAN, "This is a video or a recording. " EN_SCAN },
  [JC_REASON_WEB_PAGE]
  = { JC_MEDIA_ERROR_TYPE, "这是网页或 XML 文件。在浏览器里打印成 PDF，再添加",
      "This is a web page or an XML file. Print it to PDF in a browser, and add that" },
  [JC_REASON_TEXT] = { JC_MEDIA_ERROR_TYPE, "这是纯文本文件。打印成 PDF，再添加",
                       "This is a plain text file. Print it to PDF, and add that" },
  [JC_REASON_PROGRAM] = { JC_MEDIA_ERROR_TYPE, "这是可执行程序，不是证明材料。" ZH_SCAN,
                          "This is a program, not a document. " EN_SCAN },
  [JC_REASON_UNKNOWN_TYPE] = { JC_MEDIA_ERROR_TYPE, "认不出这是什么文件。" ZH_SCAN,
                               "The kind of this file is not known. " EN_SCAN },
  [JC_REASON_CRASHED] = { JC_MEDIA_ERROR_CRASHED, "读取这个文件时出错，文件可能已损坏。" ZH_AGAIN,
                          "Reading this file failed, it may be damaged. " EN_AGAIN },
  [JC_REASON_TIME]
  = { JC_MEDIA_ERROR_CRASHED, "读取这个文件超过 {1} 秒，已停止。打印成 PDF 或重新扫描后再添加",
      "Reading this file took more than {1} s and was stopped. Print it to PDF or scan it again" },
  [JC_REASON_MEMORY]
  = { JC_MEDIA_ERROR_CRASHED, "读取这个文件要用的内存超过 {1} MiB，已停止。以 300 dpi 重新扫描",
      "Reading this file takes more than {1} MiB of memory and was stopped. Scan it again at 300 "
      "dpi" },
  [JC_REASON_NO_HELPER]
  = { JC_MEDIA_ERROR_NO_HELPER, "读取图片和 PDF 的程序没有运行。重新安装 jiangce",
      "The program that reads pictures and PDF files does not run. Install jiangce again" },
};

/* "{1}" and "{2}" replaced by the numbers. */
static char *
fill_in (const char *format, gint64 first, gint64 second)
{
  g_autofree char *one = g_strdup_printf ("%" G_GINT64_FORMAT, first);
  g_autofree char *two = g_strdup_printf ("%" G_GINT64_FORMAT, second);
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "{1}", one, 0);
  g_string_replace (text, "{2}", two, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * jc_media_set_reason:
 * @reason: not JC_REASON_NONE; an unknown one is told as JC_REASON_CRASHED
 * @first, @second: what `JcReason` says of it
 *
 * Returns: %FALSE
 */
gboolean
jc_media_set_reason (GError **error, JcReason reason, gint64 first, gint64 second)
{
  const Words *chosen
      = &words[reason > JC_REASON_NONE && reason < JC_N_REASONS ? reason : JC_REASON_CRASHED];
  g_autofree char *zh = fill_in (chosen->zh, first, second);
  g_autofree char *en = fill_in (chosen->en, first, second);

  /* Both formats are given both texts, and each drops the other's. */
  return jc_set_error (error, JC_MEDIA_ERROR, (int)chosen->code, "%s%.0s", "%.0s%s", zh, en);
}
