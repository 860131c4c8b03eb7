/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-field.h"

#include "programme-fixture.h"

#include <string.h>

static const JcFormatOptions options = { "2025-10-15", "0431" };

static const JcField *
find_field (JcProgramme *programme, const char *key)
{
  const JcField *field
      = jc_kind_find_field (jc_programme_find_kind (programme, "application"), key);

  g_assert_nonnull (field);

  return field;
}

/* --- Typed → stored --- */

static const struct
{
  const char *path;
  const char *key;
  const char *typed;
  const char *stored;  /* JSON; NULL: removed */
  const char *problem; /* NULL: right */
} typed_cases[] = {
  { "text/plain", "unit.name", "示例工厂", "\"示例工厂\"", NULL },
  { "text/trimmed", "unit.name", " 　示例\t", "\"示例\"", NULL },
  { "text/blank", "unit.name", " 　\n", NULL, NULL },
  { "text/empty", "unit.name", "", NULL, NULL },
  { "text/null", "unit.name", NULL, NULL, NULL },
  { "text/zero-width-only", "unit.name", "\342\200\213\357\273\277", NULL, NULL },
  { "text/line-breaks", "unit.name", "示例\r\n工厂\n", "\"示例 工厂\"", NULL },
  { "text/tab", "unit.name", "示例\t工厂", "\"示例 工厂\"", NULL },
  { "text/run-of-spaces", "unit.name", "a   b", "\"a b\"", NULL },
  { "text/zero-width", "unit.name", "示\342\200\213例", "\"示例\"", NULL },
  { "text/width-kept", "unit.name", "示例（甲）Ａ", "\"示例（甲）Ａ\"", NULL },
  { "text/shortest", "unit.name", "示例", "\"示例\"", NULL },
  { "text/too-short", "unit.name", "示", "\"示\"", "too_short" },
  { "text/longest", "unit.name", "一二三四五六七八九十", "\"一二三四五六七八九十\"", NULL },
  { "text/too-long", "unit.name", "一二三四五六七八九十一", "\"一二三四五六七八九十一\"",
    "too_long" },
  { "text/four-byte-characters", "unit.name", "𬱖𬱖", "\"𬱖𬱖\"", NULL },
  { "text/not-utf8", "unit.name", "ab\xff", "\"ab\357\277\275\"", NULL },
  { "text/control", "unit.name", "a\001b", "\"ab\"", NULL },

  { "prose/paragraphs", "leader.story", "第一段\r\n第二段", "\"第一段\\n第二段\"", NULL },
  { "prose/old-mac", "leader.story", "第一段\r第二段", "\"第一段\\n第二段\"", NULL },
  { "prose/tab-and-width", "leader.story", " ａ\t（ｂ）ｃ\n", "\"ａ\\t（ｂ）ｃ\"", NULL },
  { "prose/indent", "leader.story", "第一段\n　　第二段", "\"第一段\\n　　第二段\"", NULL },
  { "prose/too-short", "leader.story", "四个字了", "\"四个字了\"", "too_short" },

  { "format/uscc", "unit.uscc", " 9122 0104ma0x1234xb", "\"91220104MA0X1234XB\"", NULL },
  { "format/uscc-kept", "unit.uscc", "91220104MA0X1234X", "\"91220104MA0X1234X\"", "uscc.length" },
  { "format/phone", "unit.phone", "80000001", "\"0431-80000001\"", NULL },
  { "format/mobile", "unit.mobile", "139 0000 0001", "\"13900000001\"", NULL },
  { "format/mobile-landline", "unit.mobile", "0431-80000001", "\"0431-80000001\"",
    "kind_not_allowed" },
  { "format/mobile-kept", "unit.mobile", "139，1", "\"139，1\"", "phone.charset" },
  { "format/area", "unit.area", "100平方米", "\"100\"", NULL },
  { "format/area-kept", "unit.area", "约百来平", "\"约百来平\"", "area.format" },
  { "format/size", "unit.size", "6～10人", "\"6-10\"", NULL },
  { "format/size-open", "unit.size", "10人以上", "\"10+\"", NULL },
  { "format/person", "leader.name", "李 明", "\"李明\"", NULL },
  { "format/identity", "leader.id_no", "22010219800312017 8", "\"220102198003120178\"", NULL },
  { "format/identity-check", "leader.id_no", "220102198003120179", "\"220102198003120179\"",
    "resident_id.check_digit" },

  { "boolean/yes", "unit.is_soe", "是", "true", NULL },
  { "boolean/no", "unit.is_soe", " 否 ", "false", NULL },
  { "boolean/english", "unit.is_soe", "Yes", "true", NULL },
  { "boolean/false", "unit.is_soe", "FALSE", "false", NULL },
  { "boolean/one", "unit.is_soe", "１", "true", NULL },
  { "boolean/zero", "unit.is_soe", "0", "false", NULL },
  { "boolean/kept", "unit.is_soe", "也许", "\"也许\"", "type" },

  { "code/code", "host.base", "enterprise", "\"enterprise\"", NULL },
  { "code/name", "host.base", "企业", "\"enterprise\"", NULL },
  { "code/english", "host.base", "public BASE", "\"public_base\"", NULL },
  { "code/alias", "host.base", "公司", "\"enterprise\"", NULL },
  { "code/not-selectable", "host.base", "已停用", "\"closed\"", "not_selectable" },
  { "code/kept", "host.base", "学校", "\"学校\"", "not_in_list" },
  { "code/parent", "leader.industry", "制造业", "\"C\"", NULL },
  { "code/division", "leader.industry", "c36", "\"C36\"", NULL },
  { "code/name-with-separators", "leader.industry", "农、林、牧、渔业", "\"A\"", NULL },

  { "codes/one", "host.systems", "培养", "[\"training\"]", NULL },
  { "codes/mixed", "host.systems", "评价、training", "[\"appraisal\",\"training\"]", NULL },
  { "codes/commas", "host.systems", "培养,评价，", "[\"training\",\"appraisal\"]", NULL },
  { "codes/lines", "host.systems", "培养\n评价", "[\"training\",\"appraisal\"]", NULL },
  { "codes/twice", "host.systems", "培养；培养", "[\"training\"]", NULL },
  { "codes/separator-in-name", "host.systems", "培养、选拔、使用和激励",
    "[\"training\",\"incentive\"]", NULL },
  { "codes/spaces-in-name", "host.systems", "Training, Appraisal and rating",
    "[\"training\",\"appraisal\"]", NULL },
  { "codes/too-many", "host.systems", "培养 评价 incentive",
    "[\"training\",\"appraisal\",\"incentive\"]", "too_many" },
  { "codes/kept", "host.systems", "培养、别的", "\"培养、别的\"", "not_in_list" },

  { "terms/digits", "leader.terms", "13,14", "[\"13\",\"14\"]", NULL },
  { "terms/words", "leader.terms", "第十三届、第2届", "[\"13\",\"2\"]", NULL },
  { "terms/chinese-ten", "leader.terms", "十", "[\"10\"]", NULL },
  { "terms/chinese-eleven", "leader.terms", "第十一届", "[\"11\"]", NULL },
  { "terms/chinese-twenty-one", "leader.terms", "二十一", "[\"21\"]", "out_of_range" },
  { "terms/full-width", "leader.terms", "第１４届", "[\"14\"]", NULL },
  { "terms/leading-zero", "leader.terms", "012", "[\"12\"]", NULL },
  { "terms/twice", "leader.terms", "13 十三", "[\"13\"]", NULL },
  { "terms/last", "leader.terms", "14", "[\"14\"]", NULL },
  { "terms/after-last", "leader.terms", "15", "[\"15\"]", "out_of_range" },
  { "terms/zero", "leader.terms", "0", "\"0\"", "type" },
  { "terms/kept", "leader.terms", "上一届", "\"上一届\"", "type" },
  { "terms/two-digits-in-a-row", "leader.terms", "一二", "\"一二\"", "type" },
  { "terms/ten-ten", "leader.terms", "十十", "\"十十\"", "type" },
  { "terms/only-prefix", "leader.terms", "第届", "\"第届\"", "type" },

  { "integer/plain", "enterprise.staff", "63", "63", NULL },
  { "integer/unit", "enterprise.staff", "63 人", "63", NULL },
  { "integer/english-unit", "enterprise.staff", "63 persons", "63", NULL },
  { "integer/grouped", "enterprise.staff", "1,200", "1200", NULL },
  { "integer/least", "enterprise.staff", "1", "1", NULL },
  { "integer/below", "enterprise.staff", "0", "0", "out_of_range" },
  { "integer/most", "enterprise.staff", "9999", "9999", NULL },
  { "integer/above", "enterprise.staff", "10000", "10000", "out_of_range" },
  { "integer/kept", "enterprise.staff", "六十三", "\"六十三\"", "integer.format" },
  { "integer/fraction", "enterprise.staff", "1.5", "\"1.5\"", "integer.format" },

  { "money/plain", "host.total", "800000", "80000000", NULL },
  { "money/decimals", "host.total", "800,000.00", "80000000", NULL },
  { "money/wan", "host.total", "80万元", "80000000", NULL },
  { "money/fen", "host.total", "0.01", "1", NULL },
  { "money/none", "host.total", "0", "0", "out_of_range" },
  { "money/most", "host.total", "1000000", "100000000", NULL },
  { "money/above", "host.total", "1000000.01", "100000001", "out_of_range" },
  /* A bound out of other values is not this function's. */
  { "money/bound-of-values", "host.skilled", "900000", "90000000", NULL },
  { "money/kept", "host.total", "八十万", "\"八十万\"", "money.format" },

  { "date/day", "leader.work_start", "2001年7月1日", "\"2001-07-01\"", NULL },
  { "date/month", "leader.work_start", "2001.7", "\"2001-07\"", NULL },
  { "date/year", "leader.work_start", "2001", "\"2001\"", "precision_not_allowed" },
  { "date/day-only", "leader.birth_date", "1980-03", "\"1980-03\"", "precision_not_allowed" },
  { "date/kept", "leader.work_start", "2001-13", "\"2001-13\"", "date.out_of_range" },

  { "percent", "host.share", "52.5%", "\"52.5%\"", "type" },
  { "rows", "leader.honours", "技术能手", "\"技术能手\"", "type" },
};

static void
test_typed (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autofree char *problem = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) value = jc_field_parse (find_field (programme, typed_cases[i].key),
                                               programme, typed_cases[i].typed, &options, &problem);

  text = value != NULL ? jc_json_to_canonical (value) : NULL;
  g_assert_cmpstr (text, ==, typed_cases[i].stored);
  g_assert_cmpstr (problem, ==, typed_cases[i].problem);
}

/* --- Stored → entry and page --- */

static const struct
{
  const char *path;
  const char *key;
  const char *stored;
  const char *editable; /* NULL: as it is read in Chinese */
  const char *zh;
  const char *en;
} shown_cases[] = {
  { "text", "unit.name", "\"示例（甲）\"", NULL, "示例（甲）", "示例（甲）" },
  { "phone", "unit.phone", "\"0431-80000001\"", NULL, "0431-80000001", "0431-80000001" },
  { "area", "unit.area", "\"100\"", "100", "100平方米", "100 m²" },
  { "area-kept", "unit.area", "\"百来平\"", NULL, "百来平", "百来平" },
  { "size", "unit.size", "\"6-10\"", "6-10", "6-10人", "6-10 persons" },
  { "size-one", "unit.size", "\"8\"", "8", "8人", "8 persons" },
  { "size-open", "unit.size", "\"10+\"", "10+", "10人以上", "10+ persons" },
  { "size-kept", "unit.size", "\"六人\"", NULL, "六人", "六人" },
  { "yes", "unit.is_soe", "true", NULL, "是", "Yes" },
  { "no", "unit.is_soe", "false", NULL, "否", "No" },
  { "boolean-kept", "unit.is_soe", "\"也许\"", NULL, "也许", "也许" },
  { "code", "host.base", "\"enterprise\"", NULL, "企业", "Enterprise" },
  { "code-unknown", "host.base", "\"school\"", NULL, "school", "school" },
  { "codes", "host.systems", "[\"training\",\"appraisal\"]", NULL, "培养、评价",
    "Training, Appraisal and rating" },
  { "codes-unknown", "host.systems", "[\"training\",\"x\"]", NULL, "培养、x", "Training, x" },
  { "codes-hostile", "host.systems", "[[],{},null,\"training\"]", NULL, "培养", "Training" },
  { "terms", "leader.terms", "[\"13\",\"14\"]", NULL, "13、14", "13, 14" },
  { "integer", "enterprise.staff", "63", "63", "63人", "63 persons" },
  { "integer-kept", "enterprise.staff", "\"六十\"", NULL, "六十", "六十" },
  { "money", "host.total", "80000000", "800,000.00", "800,000.00 元", "800,000.00 yuan" },
  { "money-fen", "host.total", "1", "0.01", "0.01 元", "0.01 yuan" },
  { "money-thousand", "host.total", "100000", "1,000.00", "1,000.00 元", "1,000.00 yuan" },
  { "money-negative", "host.total", "-123456", "-1,234.56", "-1,234.56 元", "-1,234.56 yuan" },
  { "day", "leader.work_start", "\"1987-01-02\"", "1987-01-02", "1987年1月2日", "1987-01-02" },
  { "month", "leader.work_start", "\"2001-07\"", "2001-07", "2001年7月", "2001-07" },
  { "year", "leader.work_start", "\"2001\"", "2001", "2001年", "2001" },
  { "date-kept", "leader.work_start", "\"2001-07-x\"", NULL, "2001-07-x", "2001-07-x" },
  { "percent", "host.share", "0.525", "0.525", "52.50%", "52.50%" },
  { "percent-third", "host.share", "0.6666666666666666", "0.6666666666666666", "66.67%", "66.67%" },
  { "percent-just-below", "host.share", "0.49996", "0.49996", "49.99%", "49.99%" },
  { "percent-binary", "host.share", "0.29", "0.29", "29.00%", "29.00%" },
  { "percent-whole", "host.share", "1", "1", "100.00%", "100.00%" },
  { "rows", "leader.honours",
    "[{\"id\":\"a\",\"title\":\"技术能手\",\"level\":\"national\",\"year\":2023},{\"id\":\"b\","
    "\"title\":\"劳模\"}]",
    "", "技术能手，国家级，2023；劳模", "技术能手, National, 2023; 劳模" },
  { "rows-hostile", "leader.honours", "[1,{\"title\":[]}]", "", "", "" },
  { "null", "unit.name", "null", "", "", "" },
  { "object", "unit.name", "{\"a\":1}", "", "", "" },
};

static void
test_shown (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcProgramme) programme = load_programme ();
  const JcField *field = find_field (programme, shown_cases[i].key);
  g_autoptr (JsonNode) value = jc_json_parse (shown_cases[i].stored, -1, NULL);
  g_autofree char *editable = jc_field_dup_editable (field, programme, value, JC_LANGUAGE_ZH);
  g_autofree char *zh = jc_field_dup_display (field, programme, value, JC_LANGUAGE_ZH);
  g_autofree char *en = jc_field_dup_display (field, programme, value, JC_LANGUAGE_EN);

  g_assert_cmpstr (zh, ==, shown_cases[i].zh);
  g_assert_cmpstr (en, ==, shown_cases[i].en);
  g_assert_cmpstr (editable, ==,
                   shown_cases[i].editable != NULL ? shown_cases[i].editable : shown_cases[i].zh);
}

static void
test_nothing_shown (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  const JcField   *field = find_field (programme, "unit.name");
  g_autofree char *editable = jc_field_dup_editable (field, programme, NULL, JC_LANGUAGE_ZH);
  g_autofree char *display = jc_field_dup_display (field, programme, NULL, JC_LANGUAGE_EN);
  g_autofree char *masked = jc_field_dup_masked (field, NULL);

  g_assert_cmpstr (editable, ==, "");
  g_assert_cmpstr (display, ==, "");
  g_assert_cmpstr (masked, ==, "");
}

/* What stands in the entry, read again, is what was stored: in both languages, for every selectable
 * code of a list with names that its items share. */
static void
test_round_trip (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  const JcField *field = find_field (programme, "leader.industry");
  JcCodeList    *list = jc_programme_get_code_list (programme, "industry");

  for (guint i = 0; i < jc_code_list_get_n_codes (list); i++)
    for (JcLanguage language = JC_LANGUAGE_ZH; language <= JC_LANGUAGE_EN; language++)
      {
        const JcCode *code = jc_code_list_get_nth (list, i);
        g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), code->code);
        g_autofree char *text = jc_field_dup_editable (field, programme, value, language);
        g_autoptr (JsonNode) again = jc_field_parse (field, programme, text, &options, NULL);

        g_assert_cmpstr (jc_json_as_string (again), ==, code->code);
      }
}

static void
test_round_trip_of_typed (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();

  for (gsize i = 0; i < G_N_ELEMENTS (typed_cases); i++)
    {
      const JcField *field = find_field (programme, typed_cases[i].key);
      g_autoptr (JsonNode) value = NULL;
      g_autofree char *text = NULL;
      g_autoptr (JsonNode) again = NULL;

      if (typed_cases[i].stored == NULL)
        continue;
      value = jc_json_parse (typed_cases[i].stored, -1, NULL);
      text = jc_field_dup_editable (field, programme, value, JC_LANGUAGE_ZH);
      again = jc_field_parse (field, programme, text, &options, NULL);
      if (field->type != JC_FIELD_ROWS)
        g_assert_true (jc_json_equal (again, value));
    }
}

/* --- Masks --- */

static const struct
{
  const char *path;
  const char *key;
  const char *stored;
  const char *masked;
} masks[] = {
  { "identity", "leader.id_no", "\"220102198003120178\"", "220102********0178" },
  { "identity-short", "leader.id_no", "\"22010219800312\"", "2************2" },
  { "mobile", "unit.mobile", "\"13900000001\"", "139****0001" },
  { "landline", "unit.phone", "\"0431-80000001\"", "043******0001" },
  { "phone-short", "unit.phone", "\"8000\"", "8***" },
  { "account", "unit.bank", "\"22001450100000000123\"", "****************0123" },
  { "name", "leader.name", "\"李明远\"", "李**" },
  { "one-character", "leader.name", "\"李\"", "*" },
  { "number", "leader.id_no", "220102198003120", "***" },
  { "array", "leader.name", "[\"李明远\"]", "***" },
  { "null", "leader.name", "null", "" },
  { "not-sensitive", "unit.name", "\"示例工厂\"", "示例工厂" },
  { "not-sensitive-number", "enterprise.staff", "63", "63" },
};

static void
test_masked (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (JsonNode) value = jc_json_parse (masks[i].stored, -1, NULL);
  g_autofree char *masked = jc_field_dup_masked (find_field (programme, masks[i].key), value);

  g_assert_cmpstr (masked, ==, masks[i].masked);
}

/* --- Checks of what is stored --- */

static const struct
{
  const char *path;
  const char *key;
  const char *stored;
  const char *codes; /* joined by spaces; warnings end with ? */
  const char *zh;    /* part of the first message; NULL: any */
} checks[] = {
  { "blank/null", "unit.name", "null", "", NULL },
  { "blank/empty", "unit.name", "\"\"", "", NULL },
  { "blank/array", "host.systems", "[]", "", NULL },
  { "type/text", "unit.name", "1", "type", NULL },
  { "type/text-object", "unit.name", "{\"a\":1}", "type", NULL },
  { "type/code", "host.base", "[\"enterprise\"]", "type", NULL },
  { "type/codes", "host.systems", "[1]", "type", NULL },
  { "type/codes-name", "host.systems", "\"培养\"", "type", "重填一次" },
  { "type/terms", "leader.terms", "[13]", "type", NULL },
  { "type/terms-zero", "leader.terms", "[\"013\"]", "type", NULL },
  { "type/boolean", "unit.is_soe", "1", "type", NULL },
  { "type/boolean-text", "unit.is_soe", "\"true\"", "type", "存成了文字" },
  { "type/integer", "enterprise.staff", "1.5", "type", NULL },
  { "type/integer-text", "enterprise.staff", "\"abc\"", "integer.format", NULL },
  { "type/money-text", "host.total", "\"80万美元\"", "money.unit", NULL },
  { "type/money-understood", "host.total", "\"80万元\"", "type", "80万元" },
  { "type/percent", "host.share", "\"1\"", "type", NULL },
  { "type/date", "leader.work_start", "20010701", "type", NULL },
  { "type/rows", "leader.honours", "[1]", "type", "第 1 行" },
  { "type/rows-id", "leader.honours", "[{\"id\":\"a\"},{\"title\":\"x\"}]", "type", "第 2 行" },
  { "type/rows-text", "leader.honours", "\"x\"", "type", NULL },

  { "format/right", "unit.uscc", "\"91220104MA0X1234XB\"", "", NULL },
  { "format/length", "leader.id_no", "\"22010219800312017\"", "resident_id.length", "17" },
  { "format/not-normal", "unit.mobile", "\"139 0000 0001\"", "not_normal", "13900000001" },
  { "format/identity-lower-case", "leader.id_no", "\"22010519790618007x\"", "not_normal",
    "22010519790618007X" },
  { "format/kind", "unit.mobile", "\"0431-80000001\"", "kind_not_allowed", NULL },
  { "format/warning", "unit.postal_code", "\"100000\"", "postal_code.not_jilin?", NULL },
  { "format/no-warning", "unit.postal_code", "\"130022\"", "", NULL },
  { "format/unit-is-no-news", "unit.area", "\"100\"", "", NULL },
  { "format/card", "unit.bank", "\"6228485391814622351\"", "bank_account.looks_like_card?", NULL },
  { "format/area-code", "unit.phone", "\"0431-80000001\"", "", NULL },
  { "format/open-size", "unit.size", "\"10+\"", "", NULL },

  { "length/short", "leader.story", "\"现有四字\"", "too_short", "现 4 字，至少 5 字，还差 1 字" },
  { "length/least", "leader.story", "\"现有五个字\"", "", NULL },
  { "length/long", "unit.name", "\"一二三四五六七八九十一二\"", "too_long",
    "现 12 字，最多 10 字，删去 2 字" },
  { "line-break", "unit.name", "\"a\\nb\"", "line_break", NULL },
  { "line-break-of-format", "unit.uscc", "\"91220104MA0X1234XB\\n\"", "line_break", NULL },
  { "line-break-of-prose", "leader.story", "\"一二三\\n四五\"", "", NULL },

  { "list/not-in", "host.base", "\"school\"", "not_in_list", "“school”不在“依托类型”里" },
  { "list/not-selectable", "host.base", "\"closed\"", "not_selectable", "已停用" },
  { "list/name-is-no-code", "host.base", "\"企业\"", "not_in_list", NULL },
  { "list/several", "host.systems", "[\"training\",\"x\"]", "not_in_list", NULL },
  { "list/repeated", "host.systems", "[\"training\",\"training\"]", "repeated", "“培养”填了两次" },
  { "items/most", "host.systems", "[\"training\",\"appraisal\"]", "", NULL },
  { "items/more", "host.systems", "[\"training\",\"appraisal\",\"incentive\"]", "too_many",
    "现有 3 项，最多 2 项" },
  { "items/rows-most", "leader.honours", "[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]", "",
    NULL },
  { "items/rows-more", "leader.honours",
    "[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"},{\"id\":\"d\"}]", "too_many", NULL },
  { "items/rows-repeated", "leader.honours", "[{\"id\":\"a\"},{\"id\":\"a\"}]", "repeated",
    "第 2 行" },
  { "terms/repeated", "leader.terms", "[\"13\",\"13\"]", "repeated", NULL },
  { "terms/above-parameter", "leader.terms", "[\"14\",\"15\"]", "out_of_range", "14" },

  { "range/below", "host.total", "0", "out_of_range", "现为 0.00 元，应在 0.01 元 到" },
  { "range/above", "host.total", "100000001", "out_of_range", "1,000,000.01 元" },
  { "range/negative", "enterprise.staff", "-1", "out_of_range", "-1" },
  { "date/precision", "leader.birth_date", "\"1980-03\"", "precision_not_allowed",
    "“1980-03”填到了月，应填到日" },
  { "date/two-precisions", "leader.work_start", "\"1980\"", "precision_not_allowed",
    "应填到日或月" },
  { "date/impossible", "leader.work_start", "\"2001-02-30\"", "date.out_of_range", NULL },
  { "date/not-normal", "leader.work_start", "\"2001年7月\"", "not_normal", "2001-07" },
};

static void
test_check (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (JsonNode) value = jc_json_parse (checks[i].stored, -1, NULL);
  g_autoptr (GPtrArray) problems
      = jc_field_check_value (find_field (programme, checks[i].key), programme, value, &options);
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint j = 0; j < problems->len; j++)
    {
      const JcFieldProblem *problem = g_ptr_array_index (problems, j);

      g_test_message ("%s: %s", problem->code, problem->message->en);
      g_string_append_printf (codes, "%s%s%s", j > 0 ? " " : "", problem->code,
                              problem->severity == JC_SEVERITY_WARNING ? "?" : "");
      g_assert_cmpstr (problem->message->zh, !=, "");
      g_assert_cmpstr (problem->message->en, !=, "");
      g_assert_cmpstr (problem->message->zh, !=, problem->message->en);
      if (j == 0 && checks[i].zh != NULL)
        g_assert_nonnull (strstr (problem->message->zh, checks[i].zh));
    }
  g_assert_cmpstr (codes->str, ==, checks[i].codes);
}

/* A personal card's number that is not in normal form: what stops comes before what warns. */
static void
test_errors_first (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  g_autoptr (JsonNode) value = jc_json_parse ("\"6228 4853 9181 4622 351\"", -1, NULL);
  g_autoptr (GPtrArray) problems
      = jc_field_check_value (find_field (programme, "unit.bank"), programme, value, &options);

  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_cmpint (((JcFieldProblem *)g_ptr_array_index (problems, 0))->severity, ==,
                   JC_SEVERITY_ERROR);
  g_assert_cmpint (((JcFieldProblem *)g_ptr_array_index (problems, 1))->severity, ==,
                   JC_SEVERITY_WARNING);
}

static void
test_bounds (void)
{
  g_autoptr (JcProgramme) programme = load_programme ();
  const JcField *field = find_field (programme, "host.skilled");
  g_autoptr (JsonNode) maximum = json_node_init_int (json_node_alloc (), 100);
  g_autoptr (JsonNode) at = json_node_init_int (json_node_alloc (), 100);
  g_autoptr (JsonNode) above = json_node_init_int (json_node_alloc (), 101);
  g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), "101");

  g_autoptr (JcFieldProblem) none = jc_field_check_bounds (field, at, NULL, maximum);
  g_autoptr (JcFieldProblem) some = jc_field_check_bounds (field, above, NULL, maximum);
  g_autoptr (JcFieldProblem) below = jc_field_check_bounds (field, at, above, NULL);
  g_autoptr (JcFieldProblem) no_bound = jc_field_check_bounds (field, above, NULL, text);
  g_autoptr (JcFieldProblem) no_number = jc_field_check_bounds (field, text, NULL, maximum);
  g_autoptr (JcFieldProblem) nothing = jc_field_check_bounds (field, NULL, NULL, maximum);

  g_assert_null (none);
  g_assert_cmpstr (some->code, ==, "out_of_range");
  g_assert_cmpstr (some->message->zh, ==, "现为 1.01 元，不能大于 1.00 元。");
  g_assert_cmpstr (below->message->en, ==, "1.00 yuan now; it must be 1.01 yuan or more.");
  g_assert_null (no_bound);
  g_assert_null (no_number);
  g_assert_null (nothing);
}

static void
add_cases (const char *folder, const char *name, gsize i, GTestDataFunc func)
{
  g_autofree char *path = g_strconcat ("/model/field/", folder, "/", name, NULL);

  g_test_add_data_func (path, GSIZE_TO_POINTER (i), func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (typed_cases); i++)
    add_cases ("typed", typed_cases[i].path, i, test_typed);
  for (gsize i = 0; i < G_N_ELEMENTS (shown_cases); i++)
    add_cases ("shown", shown_cases[i].path, i, test_shown);
  for (gsize i = 0; i < G_N_ELEMENTS (masks); i++)
    add_cases ("masked", masks[i].path, i, test_masked);
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    add_cases ("check", checks[i].path, i, test_check);
  g_test_add_func ("/model/field/nothing-shown", test_nothing_shown);
  g_test_add_func ("/model/field/round-trip", test_round_trip);
  g_test_add_func ("/model/field/round-trip-of-typed", test_round_trip_of_typed);
  g_test_add_func ("/model/field/errors-first", test_errors_first);
  g_test_add_func ("/model/field/bounds", test_bounds);

  return g_test_run ();
}
