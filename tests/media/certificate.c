/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "certificate.h"

#include <pango/pangocairo.h>

#define SONG "Noto Serif CJK SC"
#define HEI "Noto Sans CJK SC"
#define INK 0x202020
#define BLUE 0x3c6a9a
#define RED 0xc02018

static const CertificateFact card_facts[] = {
  { "name", "王明亮", TRUE },
  { "birth_date", "1985年3月12日", TRUE },
  { "address", "吉林省长春市南关区", FALSE },
  { "id_no", "220102198503120019", TRUE },
  { NULL },
};

static const CertificateFact skill_facts[] = {
  { "name", "王明亮", TRUE },
  { "id_no", "220102198503120019", TRUE },
  { "occupation", "数控车工", TRUE },
  { "level", "一级/高级技师", FALSE },
  { "cert_no", "2207001234500678", TRUE },
  { "issued_on", "2019年6月28日", TRUE },
  { NULL },
};

static const CertificateFact licence_facts[] = {
  { "uscc", "91220101MA0Y3TCX78", TRUE },
  { "full_name", "长春示例精工有限公司", TRUE },
  { "legal_person", "赵立新", TRUE },
  { "founded_on", "2008年05月16日", TRUE },
  { "capital", "伍佰万元整", FALSE },
  { "address", "长春市南关区人民大街1234号", FALSE },
  { NULL },
};

const Certificate certificates[] = {
  { "identity card", 1011, 638, card_facts, NULL },
  { "skill certificate", 1654, 2339, skill_facts, NULL },
  { "business licence", 2339, 1654, licence_facts, CERTIFICATE_QR_TEXT },
  { NULL },
};

/* --- Drawing --- */

typedef struct
{
  const char *font;
  double      size; /* pixels */
  guint       colour;
  double      x;
  double      y;
  const char *text;
} Words;

static void
set_colour (cairo_t *cr, guint colour)
{
  cairo_set_source_rgb (cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
                        (colour & 255) / 255.0);
}

static void
draw_words (cairo_t *cr, const Words *words)
{
  for (; words->text != NULL; words++)
    {
      PangoLayout          *layout = pango_cairo_create_layout (cr);
      PangoFontDescription *font = pango_font_description_from_string (words->font);

      pango_font_description_set_absolute_size (font, words->size * PANGO_SCALE);
      pango_layout_set_font_description (layout, font);
      pango_layout_set_text (layout, words->text, -1);
      set_colour (cr, words->colour);
      cairo_move_to (cr, words->x, words->y);
      pango_cairo_show_layout (cr, layout);
      pango_font_description_free (font);
      g_object_unref (layout);
    }
}

/* Fine waves, as such papers have them below the print. */
static void
draw_waves (cairo_t *cr, const Certificate *self, guint colour)
{
  set_colour (cr, colour);
  cairo_set_line_width (cr, 1);
  for (int y = 0; y < self->height + 40; y += 14)
    {
      cairo_move_to (cr, 0, y);
      for (int x = 0; x < self->width; x += 80)
        cairo_rel_curve_to (cr, 27, -20, 53, 20, 80, 0);
      cairo_stroke (cr);
    }
}

static void
draw_seal (cairo_t *cr, double x, double y, double radius)
{
  const Words star[] = { { HEI, radius, RED, x - radius / 2, y - radius * 0.75, "★" }, { NULL } };

  set_colour (cr, RED);
  cairo_set_line_width (cr, radius / 14);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  draw_words (cr, star);
}

/* CERTIFICATE_QR_TEXT as ISO/IEC 18004 version 2, error correction L: a row for each number. */
static void
draw_qr (cairo_t *cr, double left, double top, double module)
{
  static const guint32 rows[]
      = { 0x1fcda7f, 0x1046b41, 0x175d45d, 0x174f65d, 0x174765d, 0x104aa41, 0x1fd557f,
          0x001cd00, 0x1df4bc4, 0x1e140c1, 0x0ff9007, 0x08a0f32, 0x1ff09cb, 0x0598dc9,
          0x156c467, 0x0986812, 0x13609f8, 0x001831b, 0x1fd035b, 0x105a918, 0x17529fa,
          0x174493c, 0x175c311, 0x1059f5a, 0x1fdff23 };
  const int n = G_N_ELEMENTS (rows);

  set_colour (cr, 0xffffff);
  cairo_rectangle (cr, left - 4 * module, top - 4 * module, (n + 8) * module, (n + 8) * module);
  cairo_fill (cr);
  set_colour (cr, 0);
  for (int y = 0; y < n; y++)
    for (int x = 0; x < n; x++)
      if (rows[y] >> (n - 1 - x) & 1)
        cairo_rectangle (cr, left + x * module, top + y * module, module, module);
  cairo_fill (cr);
}

static void
draw_card (cairo_t *cr, const Certificate *self)
{
  static const Words words[] = {
    { HEI, 30, BLUE, 90, 85, "姓  名" },
    { HEI, 38, INK, 200, 78, "王 明 亮" },
    { HEI, 30, BLUE, 90, 160, "性  别" },
    { HEI, 34, INK, 200, 156, "男" },
    { HEI, 30, BLUE, 320, 160, "民  族" },
    { HEI, 34, INK, 430, 156, "汉" },
    { HEI, 30, BLUE, 90, 235, "出  生" },
    { HEI, 34, INK, 200, 231, "1985 年 3 月 12 日" },
    { HEI, 30, BLUE, 90, 315, "住  址" },
    { HEI, 34, INK, 200, 311, "吉林省长春市南关区" },
    { HEI, 34, INK, 200, 357, "人民大街1234号" },
    { HEI, 30, BLUE, 90, 520, "公民身份号码" },
    { HEI, 42, INK, 340, 507, "220102198503120019" },
    { NULL },
  };

  set_colour (cr, 0xdfe9f2);
  cairo_paint (cr);
  draw_waves (cr, self, 0xc8dcea);
  set_colour (cr, 0x8a9096);
  cairo_rectangle (cr, 660, 90, 270, 350);
  cairo_fill (cr);
  set_colour (cr, 0x5a4a40);
  cairo_arc (cr, 795, 230, 80, 0, 2 * G_PI);
  cairo_fill (cr);
  draw_words (cr, words);
}

static void
draw_skill (cairo_t *cr, const Certificate *self)
{
  static const Words words[] = {
    { SONG " Bold", 96, RED, 440, 230, "职业技能等级证书" },
    { SONG, 34, INK, 390, 370, "Certificate of Occupational Skill Level" },
    { SONG, 44, INK, 260, 1010, "姓    名：王明亮" },
    { SONG, 44, INK, 260, 1110, "证件类型：居民身份证" },
    { SONG, 44, INK, 260, 1210, "证件号码：220102198503120019" },
    { SONG, 44, INK, 260, 1310, "职业名称：数控车工" },
    { SONG, 44, INK, 260, 1410, "职业技能等级：一级/高级技师" },
    { SONG, 44, INK, 260, 1510, "证书编号：2207001234500678" },
    { SONG, 40, INK, 900, 1880, "评价机构（盖章）" },
    { SONG, 40, INK, 900, 1960, "发证日期：2019年6月28日" },
    { NULL },
  };

  set_colour (cr, 0xfbf6ea);
  cairo_paint (cr);
  draw_waves (cr, self, 0xf3e6c8);
  set_colour (cr, 0xb8903c);
  cairo_set_line_width (cr, 10);
  cairo_rectangle (cr, 90, 90, self->width - 180, self->height - 180);
  cairo_stroke (cr);
  set_colour (cr, 0x9aa4b0);
  cairo_rectangle (cr, 680, 520, 290, 400);
  cairo_fill (cr);
  draw_seal (cr, 1090, 1890, 150);
  draw_words (cr, words);
}

static void
draw_licence (cairo_t *cr, const Certificate *self)
{
  static const Words words[] = {
    { SONG " Bold", 120, INK, 860, 210, "营 业 执 照" },
    { HEI, 36, INK, 190, 360, "统一社会信用代码" },
    { HEI, 40, INK, 190, 420, "91220101MA0Y3TCX78" },
    { SONG, 38, INK, 190, 620, "名        称" },
    { SONG, 38, INK, 440, 620, "长春示例精工有限公司" },
    { SONG, 38, INK, 190, 720, "类        型" },
    { SONG, 38, INK, 440, 720, "有限责任公司（自然人投资或控股）" },
    { SONG, 38, INK, 190, 820, "法定代表人" },
    { SONG, 38, INK, 440, 820, "赵立新" },
    { SONG, 38, INK, 190, 920, "经营范围" },
    { SONG, 34, INK, 440, 920, "机械零件加工；模具设计与制造；数控设备维修；" },
    { SONG, 34, INK, 440, 972, "职业技能培训；技术咨询服务。" },
    { SONG, 38, INK, 1320, 620, "注册资本" },
    { SONG, 38, INK, 1540, 620, "伍佰万元整" },
    { SONG, 38, INK, 1320, 720, "成立日期" },
    { SONG, 38, INK, 1540, 720, "2008年05月16日" },
    { SONG, 38, INK, 1320, 820, "住    所" },
    { SONG, 38, INK, 1540, 820, "长春市南关区人民大街1234号" },
    { SONG, 40, INK, 1480, 1230, "登记机关" },
    { SONG, 40, INK, 1480, 1350, "2021 年 03 月 08 日" },
    { NULL },
  };

  set_colour (cr, 0xfdfcf8);
  cairo_paint (cr);
  draw_waves (cr, self, 0xf0ece0);
  set_colour (cr, 0xa8843c);
  cairo_set_line_width (cr, 24);
  cairo_rectangle (cr, 80, 80, self->width - 160, self->height - 160);
  cairo_stroke (cr);
  draw_seal (cr, 1650, 1310, 140);
  draw_words (cr, words);
  draw_qr (cr, 1880, 300, 8);
}

Drawing *
certificate_draw (const Certificate *certificate)
{
  void (*const draw[]) (cairo_t *, const Certificate *) = { draw_card, draw_skill, draw_licence };
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, certificate->width, certificate->height);
  cairo_t      *cr = cairo_create (surface);
  Drawing      *drawing = g_new0 (Drawing, 1);
  const guint8 *from;

  draw[certificate - certificates](cr, certificate);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  drawing->width = certificate->width;
  drawing->height = certificate->height;
  drawing->pixels = g_malloc ((gsize)drawing->width * (gsize)drawing->height * 3);
  from = cairo_image_surface_get_data (surface);
  for (int i = 0; i < drawing->width * drawing->height; i++)
    for (int j = 0; j < 3; j++)
      drawing->pixels[3 * i + j] = from[4 * i + 2 - j];
  cairo_surface_destroy (surface);
  return drawing;
}
