/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-check-private.h"
#include "jc-format.h"
#include "jc-json.h"
#include "jc-reading-private.h"

#include <string.h>

#define ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a01"
#define FILE_ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a02"
#define SHA "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define TODAY "2025-10-09"
/* Both invented; their check digits hold. */
#define NUMBER "220102198003120178"
#define OTHER_NUMBER "11010519491231002X"
#define USCC "91220104MA0X1234XB"

static JcProgramme *programme;

static JcProgramme *
load_programme (void)
{
  g_autofree char *text = NULL;
  gsize            length = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JcProgramme *loaded;

  g_file_get_contents (JC_TEST_DATA "/slots-programme.json", &text, &length, &error);
  g_assert_no_error (error);
  node = jc_json_parse (text, (gssize)length, &error);
  g_assert_no_error (error);
  loaded = jc_programme_new_from_json (node, &error);
  g_assert_no_error (error);

  return loaded;
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

/* Lines separated by "\n"; one that begins with "?" was read with little confidence, one with "#"
 * is a QR code. The nth line lies at y = n. */
static JcReading *
new_reading (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  JsonArray  *line_array = json_array_new ();
  JsonArray  *code_array = json_array_new ();
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = jc_json_new_object (object);
  g_autoptr (GError) error = NULL;
  JcReading *reading;

  json_object_set_array_member (object, "lines", line_array);
  json_object_set_array_member (object, "codes", code_array);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      gboolean         marked = lines[i][0] == '?' || lines[i][0] == '#';
      JsonObject      *item = json_object_new ();
      g_autofree char *box = g_strdup_printf ("[0,%d,100000,1]", (int)i);
      g_autoptr (JsonNode) box_node = parse (box);

      json_object_set_string_member (item, "text", lines[i] + (marked ? 1 : 0));
      json_object_set_member (item, "box", jc_json_copy (box_node));
      if (lines[i][0] == '#')
        {
          json_object_set_string_member (item, "type", "QR-Code");
          json_array_add_object_element (code_array, item);
          continue;
        }
      json_object_set_int_member (item, "confidence", lines[i][0] == '?' ? 59 : 90);
      json_array_add_object_element (line_array, item);
    }

  reading = jc_reading_new_from_json (SHA, 1, node, &error);
  g_assert_no_error (error);

  return reading;
}

/* --- Shape --- */

#define LINE "{\"text\":\"x\",\"confidence\":100,\"box\":[0,0,100000,100000]}"
#define BAD_LINE(members) "{\"codes\":[],\"lines\":[" LINE ",{" members "}]}"

static const struct
{
  const char *name;
  const char *json;
  const char *where;
} shapes[] = {
  { "empty", "{\"lines\":[],\"codes\":[]}", NULL },
  { "line", "{\"lines\":[" LINE "],\"codes\":[]}", NULL },
  { "code", "{\"lines\":[],\"codes\":[{\"type\":\"QR-Code\",\"text\":\"x\",\"box\":[0,0,1,1]}]}",
    NULL },
  { "array", "[]", "/lines" },
  { "no-codes", "{\"lines\":[]}", "/codes" },
  { "lines-object", "{\"lines\":{},\"codes\":[]}", "/lines" },
  { "line-string", "{\"lines\":[\"x\"],\"codes\":[]}", "/lines/0" },
  { "no-text", BAD_LINE ("\"confidence\":1,\"box\":[0,0,1,1]"), "/lines/1" },
  { "confidence-101", BAD_LINE ("\"text\":\"x\",\"confidence\":101,\"box\":[0,0,1,1]"),
    "/lines/1" },
  { "confidence-negative", BAD_LINE ("\"text\":\"x\",\"confidence\":-1,\"box\":[0,0,1,1]"),
    "/lines/1" },
  { "no-box", BAD_LINE ("\"text\":\"x\",\"confidence\":1"), "/lines/1" },
  { "box-short", BAD_LINE ("\"text\":\"x\",\"confidence\":1,\"box\":[0,0,1]"), "/lines/1" },
  { "box-outside", BAD_LINE ("\"text\":\"x\",\"confidence\":1,\"box\":[0,0,1,100001]"),
    "/lines/1" },
  { "box-fraction", BAD_LINE ("\"text\":\"x\",\"confidence\":1,\"box\":[0,0,1,0.5]"), "/lines/1" },
  { "code-without-type", "{\"lines\":[],\"codes\":[{\"text\":\"x\",\"box\":[0,0,1,1]}]}",
    "/codes/0" },
};

static void
test_shape (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) node = parse (shapes[i].json);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcReading) reading = jc_reading_new_from_json (SHA, 1, node, &error);
  g_autoptr (JsonNode) back = NULL;

  if (shapes[i].where == NULL)
    {
      g_assert_no_error (error);
      back = jc_reading_to_json (reading);
      g_assert_true (jc_json_equal (node, back));
      return;
    }

  g_assert_null (reading);
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, shapes[i].where));
}

/* --- Numbers --- */

static const struct
{
  const char *name;
  JcFactKind  fact;
  const char *text;
  const char *numbers; /* joined by blanks */
} numbers[] = {
  { "plain", JC_FACT_RESIDENT_ID, NUMBER, NUMBER },
  { "in-a-line", JC_FACT_RESIDENT_ID, "公民身份号码" NUMBER "。", NUMBER },
  { "wide", JC_FACT_RESIDENT_ID, "２２０１０２１９８００３１２０１７８", NUMBER },
  { "blanks", JC_FACT_RESIDENT_ID, "2 2 0 1 0 2 1 9 8 0 0 3 1 2 0 1 7 8", NUMBER },
  { "groups", JC_FACT_RESIDENT_ID, "220102 19800312 0178", NUMBER },
  { "small-x", JC_FACT_RESIDENT_ID, "11010519491231002x", OTHER_NUMBER },
  { "times-for-x", JC_FACT_RESIDENT_ID, "11010519491231002×", OTHER_NUMBER },
  { "cyrillic-x", JC_FACT_RESIDENT_ID, "11010519491231002Х", OTHER_NUMBER },
  { "o-for-zero", JC_FACT_RESIDENT_ID, "22O1o219800312O178", NUMBER },
  { "i-and-l-for-one", JC_FACT_RESIDENT_ID, "220I0219800312 0l78", NUMBER },
  { "b-for-eight", JC_FACT_RESIDENT_ID, "220102198003120I7B", NUMBER },
  { "z-for-two", JC_FACT_RESIDENT_ID, "2Z0102198003120178", NUMBER },
  { "two-on-a-line", JC_FACT_RESIDENT_ID, NUMBER "、" OTHER_NUMBER, NUMBER " " OTHER_NUMBER },
  { "twice", JC_FACT_RESIDENT_ID, NUMBER "," NUMBER, NUMBER },
  { "word-apart", JC_FACT_RESIDENT_ID, "ID " NUMBER, NUMBER },
  { "wrong-digit", JC_FACT_RESIDENT_ID, "220102198003120179", "" },
  { "wrong-digit-in-the-date", JC_FACT_RESIDENT_ID, "220102198003130178", "" },
  { "no-such-date", JC_FACT_RESIDENT_ID, "220102198013120178", "" },
  { "transposed", JC_FACT_RESIDENT_ID, "220102198003120187", "" },
  { "one-short", JC_FACT_RESIDENT_ID, "22010219800312017", "" },
  { "one-long", JC_FACT_RESIDENT_ID, NUMBER "0", "" },
  { "one-long-before", JC_FACT_RESIDENT_ID, "1" NUMBER, "" },
  { "letter-against-it", JC_FACT_RESIDENT_ID, "O" NUMBER, "" },
  { "words", JC_FACT_RESIDENT_ID, "OOOOIIIIOOOOIIIIOO", "" },
  { "two-long-numbers-run-together", JC_FACT_RESIDENT_ID, NUMBER OTHER_NUMBER, "" },
  { "uscc", JC_FACT_USCC, "统一社会信用代码：" USCC, USCC },
  { "uscc-small", JC_FACT_USCC, "91220104ma0x1234xb", USCC },
  { "uscc-o", JC_FACT_USCC, "9122O1O4MAOX1234XB", USCC },
  { "uscc-i", JC_FACT_USCC, "9I220I04MA0XI234XB", USCC },
  { "uscc-wrong", JC_FACT_USCC, "91220104MA0X1235XB", "" },
  { "uscc-digit-for-letter", JC_FACT_USCC, "91220104MA0X1234X8", "" },
  { "uscc-letters-only", JC_FACT_USCC, "ABCDEFGHJKLMNPQRTU", "" },
  { "empty", JC_FACT_USCC, "", "" },
  { "invalid-utf8", JC_FACT_RESIDENT_ID, "\xff\xfe" NUMBER "\xff", NUMBER },
};

static char *
join_numbers (JcFactKind fact, const char *text)
{
  g_autoptr (GPtrArray) found = jc_read_numbers (fact, text);

  g_ptr_array_add (found, NULL);

  return g_strjoinv (" ", (char **)found->pdata);
}

static void
test_numbers (gconstpointer data)
{
  const gsize      i = GPOINTER_TO_SIZE (data);
  g_autofree char *found = join_numbers (numbers[i].fact, numbers[i].text);

  g_assert_cmpstr (found, ==, numbers[i].numbers);
}

/* A text that differs from a right number in one digit differs so from many others too: none of
 * them is proposed, whichever digit it is. */
static void
test_one_digit_wrong (gconstpointer data)
{
  const gboolean is_uscc = GPOINTER_TO_INT (data);
  const char    *right = is_uscc ? USCC : NUMBER;
  const char    *others = is_uscc ? "0123456789ABCDEFGHJKLMNPQRTUWXY" : "0123456789X";

  for (gsize i = 0; right[i] != '\0'; i++)
    for (gsize j = 0; others[j] != '\0'; j++)
      {
        g_autofree char *text = g_strdup (right);
        g_autofree char *found = NULL;

        if (text[i] == others[j])
          continue;
        text[i] = others[j];
        found = join_numbers (is_uscc ? JC_FACT_USCC : JC_FACT_RESIDENT_ID, text);
        g_assert_cmpstr (found, ==, "");
      }
}

/* Two doubtful letters that leave more than one right number leave none. */
static void
test_doubts (void)
{
  static const char letters[] = "ZSBGQ";
  static const char readings[][3] = { "27", "58", "83", "69", "09" };
  guint             n_several = 0;

  for (int day = 1; day < 29; day++)
    for (gsize a = 0; letters[a] != '\0'; a++)
      for (gsize b = 0; letters[b] != '\0'; b++)
        for (int last = 0; last < 10; last++)
          {
            char             candidate[19];
            g_autofree char *text = NULL;
            g_autofree char *found = NULL;
            g_autofree char *expected = NULL;
            guint            n = 0;

            text = g_strdup_printf ("2201021980%02d%02d%c%c1%d", 3, day, letters[a], letters[b],
                                    last);
            for (int k = 0; k < 4; k++)
              {
                g_autoptr (JsonNode) verdict = NULL;
                char *normal;

                g_snprintf (candidate, sizeof candidate, "2201021980%02d%02d%c%c1%d", 3, day,
                            readings[a][k % 2], readings[b][k / 2], last);
                verdict = jc_format_check ("resident_id", candidate, NULL);
                normal = jc_format_dup_normal ("resident_id", verdict);
                if (normal == NULL)
                  continue;
                n++;
                g_free (expected);
                expected = normal;
              }
            found = join_numbers (JC_FACT_RESIDENT_ID, text);
            g_assert_cmpstr (found, ==, n == 1 ? expected : "");
            n_several += n > 1 ? 1 : 0;
          }

  g_assert_cmpuint (n_several, >, 0);
}

/* --- Facts --- */

static const char *const fact_names[]
    = { "resident_id", "uscc", "bank_account", "person_name", "date", "text", "code_label" };

static char *
describe_facts (GPtrArray *facts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const JcFact *fact = g_ptr_array_index (facts, i);

      g_string_append_printf (text, "%s%s=%s@%d", i > 0 ? "; " : "", fact_names[fact->read->fact],
                              fact->value, fact->box[1]);
    }

  return g_string_free (text, FALSE);
}

static const struct
{
  const char *name;
  const char *slot;
  const char *text;
  const char *facts;
} facts[] = {
  { "card", "card",
    "姓名 李明远\n性别 男 民族 汉\n出生 1980 年 3 月 12 日\n住址 "
    "长春市南关区示例路2号\n公民身份号码 " NUMBER,
    "resident_id=" NUMBER "@4; person_name=李明远@0; date=1980-03-12@2" },
  { "card-all-blanks", "card",
    "姓 名 李 明 远\n出 生 1 9 8 0 年 0 3 月 1 2 日\n公 民 身 份 号 码 2 2 0 1 0 2 1 9 8 0 0 3 1 2 "
    "0 1 7 8",
    "resident_id=" NUMBER "@2; person_name=李明远@0; date=1980-03-12@1" },
  { "card-without-blanks", "card", "姓名李明远住址长春市\n公民身份号码" NUMBER,
    "resident_id=" NUMBER "@1; person_name=李明远@0" },
  { "card-label-above", "card", "姓名\n李明远\n公民身份号码\n" NUMBER,
    "resident_id=" NUMBER "@3; person_name=李明远@1" },
  { "card-label-above-label", "card", "姓名\n出生\n1980.3.12", "date=1980-03-12@2" },
  { "card-back", "card", "居民身份证\n签发机关 长春市公安局\n有效期限 2015.06.01-2035.06.01",
    "date=2015-06-01@2" },
  { "number-without-label", "card", "x\n" NUMBER, "resident_id=" NUMBER "@1" },
  { "number-in-a-code", "card", "#https://example.com/?id=" NUMBER, "resident_id=" NUMBER "@0" },
  { "name-with-dot", "card", "姓名：阿卜杜拉·买买提住址", "person_name=阿卜杜拉·买买提@0" },
  { "name-one-character", "card", "姓名 李", "" },
  { "name-latin", "card", "姓名 Li Mingyuan", "" },
  { "name-little-confidence", "card", "?姓名 李明远", "" },
  { "number-little-confidence", "card", "?公民身份号码 " NUMBER, "resident_id=" NUMBER "@0" },
  { "label-within-a-word", "licence", "账户名称 甲公司", "" },
  { "label-after-a-mark", "licence", "(名称:甲公司)", "text=甲公司)@0" },
  { "licence", "licence", "营业执照\n统一社会信用代码 " USCC "\n名称 长春示例有限公司\n登记机关 x",
    "uscc=" USCC "@1; text=长春示例有限公司@2" },
  { "account", "licence", "账号：2200 1450 1000 0000 0123", "bank_account=22001450100000000123@0" },
  { "account-with-letter", "licence", "账号：2200145O100000000123", "" },
  { "account-short", "licence", "账号：12345678", "" },
  { "account-on-next-line", "licence", "账号\n22001450100000000123",
    "bank_account=22001450100000000123@1" },
  { "date-month", "card", "出生 1980年3月", "date=1980-03@0" },
  { "date-run-together", "card", "出生 19800312", "date=1980-03-12@0" },
  { "date-impossible", "card", "出生 1980年2月30日", "" },
  { "date-no-month", "card", "出生 1980年13月1日", "" },
  { "date-year-only", "card", "出生 1980年", "" },
  { "date-in-a-number", "card", "出生 119800312", "" },
  { "level", "titles", "技能等级：一级/高级技师", "code_label=l1@0" },
  { "level-longest", "titles", "技能等级 高级技师", "code_label=l1@0" },
  { "level-technician", "titles", "技能等级 技师", "code_label=l2@0" },
  { "level-unknown", "titles", "技能等级 大师", "" },
  { "level-two", "titles", "技能等级 二级 三级", "" },
  { "nothing", "card", "", "" },
  { "slot-without-reads", "form", "姓名 李明远", "" },
};

static void
test_facts (gconstpointer data)
{
  const gsize   i = GPOINTER_TO_SIZE (data);
  const JcKind *kind = jc_programme_find_kind (programme, "application");
  g_autoptr (JcReading) reading = new_reading (facts[i].text);
  g_autoptr (GPtrArray) found
      = jc_reading_dup_facts (reading, kind, jc_kind_find_slot (kind, facts[i].slot));
  g_autofree char *described = describe_facts (found);

  g_assert_cmpstr (described, ==, facts[i].facts);
}

/* --- Comparing --- */

static JcCheck *
new_check (const char *values)
{
  g_autoptr (JsonNode) node = parse (values);
  g_autoptr (JcDossier) empty = jc_dossier_new (ID, "application", "slots", "v");
  g_autoptr (JcDossier) dossier = jc_dossier_with_values (empty, node);
  JcCheck *check = jc_check_new (programme, "application", TODAY);

  jc_check_set_dossier (check, dossier);

  return check;
}

static JcAttachment *
new_attachment (const char *slot, const char *row)
{
  g_autofree char *text = g_strdup_printf ("{\"id\":\"" FILE_ID
                                           "\",\"slot\":\"%s\",\"name\":\"a.png\",\"sha256\":\"" SHA
                                           "\",\"size\":1,\"pages\":2}",
                                           slot);
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;
  JcAttachment *attachment = jc_attachment_new_from_json (node, &error);

  g_assert_no_error (error);
  attachment->row = g_strdup (row);

  return attachment;
}

static GPtrArray *
dup_findings (const JcReading *reading, JcCheck *check, const JcAttachment *attachment)
{
  g_autoptr (JsonNode) json = jc_reading_to_json (reading);
  g_autoptr (GError) error = NULL;
  JcReading         *copy = jc_reading_new_from_json (reading->sha256, reading->page, json, &error);
  JcComparedReading *compared;
  GPtrArray         *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);

  g_assert_no_error (error);
  compared = jc_compared_reading_new (copy, check->plan->kind);
  jc_compared_reading_find (compared, check, attachment, findings);
  jc_compared_reading_free (compared);

  return findings;
}

#define PERSON(members) "{\"person\":{" members "}}"
#define FULL                                                                                       \
  PERSON (                                                                                         \
      "\"name\":\"李明远\",\"number\":\"" NUMBER "\",\"born\":\"1980-03-12\",\"level\":\"l1\","    \
      "\"unit\":\"长春示例有限公司\",\"uscc\":\"" USCC "\",\"account\":\"22001450100000000123\"")
#define ROWS                                                                                       \
  "{\"merits\":{\"list\":[{\"id\":\"a\",\"kind\":\"title\",\"title\":\"全国能手\",\"number\":" \
  "\"Y001\"},{\"id\":\"b\",\"kind\":\"title\",\"title\":\"省能手\",\"number\":\"Y002\"}]}}"

static const struct
{
  const char *name;
  const char *values;
  const char *slot;
  const char *row;
  const char *text;
  const char *pointers; /* of the findings, joined by blanks */
} comparisons[] = {
  { "all-right", FULL, "card", NULL, "姓名 李明远\n出生 1980年3月12日\n公民身份号码 " NUMBER, "" },
  { "other-number", FULL, "card", NULL, "公民身份号码 " OTHER_NUMBER, "/person/number" },
  { "unreadable-number", FULL, "card", NULL, "公民身份号码 220102198003120179", "" },
  { "two-numbers-one-right", FULL, "card", NULL, OTHER_NUMBER "\n" NUMBER, "" },
  { "two-numbers-none-right", PERSON ("\"number\":\"22010219800312011X\""), "card", NULL,
    OTHER_NUMBER "\n" NUMBER, "" },
  { "two-numbers-one-labelled", PERSON ("\"number\":\"22010219800312011X\""), "card", NULL,
    OTHER_NUMBER "\nx\n公民身份号码 " NUMBER, "/person/number" },
  { "other-name", FULL, "card", NULL, "姓名 李明达", "/person/name" },
  { "name-and-more", FULL, "card", NULL, "姓名 李明远先生", "" },
  { "name-cut-short", FULL, "card", NULL, "姓名 李明", "" },
  { "name-elsewhere-on-the-page", FULL, "card", NULL, "姓名 已核对\n李明远", "" },
  { "other-date", FULL, "card", NULL, "出生 1980年3月13日", "/person/born" },
  { "date-less-precise", FULL, "card", NULL, "出生 1980年3月", "" },
  { "date-less-precise-and-other", FULL, "card", NULL, "出生 1980年4月", "/person/born" },
  { "value-less-precise", PERSON ("\"born\":\"1980-03\""), "card", NULL, "出生 1980年3月12日", "" },
  { "validity-is-held-against-nothing", FULL, "card", NULL, "有效期限 2015.06.01-2035.06.01", "" },
  { "empty-field", PERSON (""), "card", NULL, "姓名 李明远\n公民身份号码 " NUMBER, "" },
  { "number-as-typed-is-no-number", PERSON ("\"number\":\"123\""), "card", NULL,
    "公民身份号码 " NUMBER, "/person/number" },
  { "unit", FULL, "licence", NULL, "名称 长春示例有限公司", "" },
  { "unit-over-two-lines", FULL, "licence", NULL, "名称 长春示例\n有限公司", "" },
  { "other-unit", FULL, "licence", NULL, "名称 长春实例有限公司", "/person/unit" },
  { "other-unit-unsure", FULL, "licence", NULL, "?名称 长春实例有限公司", "" },
  { "other-uscc", FULL, "licence", NULL, "91220101123456789X", "" },
  { "other-account", FULL, "licence", NULL, "账号 22001450100000000124", "/person/account" },
  { "level", FULL, "titles", "a", "技能等级 高级技师", "" },
  { "other-level", FULL, "titles", "a", "技能等级 二级/技师", "/person/level" },
  { "row-right", ROWS, "titles", "b", "证书编号 Y002", "" },
  { "row-right-o-for-zero", ROWS, "titles", "b", "证书编号 YOO2", "" },
  { "row-other", ROWS, "titles", "b", "证书编号 Y003", "/merits/list/1/number" },
  { "row-none", ROWS, "titles", NULL, "证书编号 Y003", "" },
  { "row-gone", ROWS, "titles", "c", "证书编号 Y003", "" },
  { "unsorted", FULL, "-", NULL, "公民身份号码 " OTHER_NUMBER, "" },
};

static void
test_comparison (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (comparisons[i].values);
  g_autoptr (JcAttachment) attachment = new_attachment (comparisons[i].slot, comparisons[i].row);
  g_autoptr (JcReading) reading = new_reading (comparisons[i].text);
  g_autoptr (GPtrArray) findings = dup_findings (reading, check, attachment);
  g_autoptr (GPtrArray) pointers = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (guint j = 0; j < findings->len; j++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, j);

      g_assert_cmpint (finding->severity, ==, JC_SEVERITY_WARNING);
      g_assert_cmpstr (finding->code, ==, "reading.differs");
      g_assert_cmpstr (finding->slot, ==, comparisons[i].slot);
      g_assert_cmpstr (finding->attachment, ==, FILE_ID);
      g_assert_cmpint (finding->page, ==, 1);
      g_assert_true (finding->has_box);
      g_ptr_array_add (pointers, finding->pointer);
    }
  g_ptr_array_add (pointers, NULL);
  joined = g_strjoinv (" ", (char **)pointers->pdata);

  g_assert_cmpstr (joined, ==, comparisons[i].pointers);
}

static void
test_message (void)
{
  g_autoptr (JcCheck) check = new_check (FULL);
  g_autoptr (JcAttachment) attachment = new_attachment ("card", NULL);
  g_autoptr (JcReading) reading = new_reading ("x\n出生 1980年4月13日");
  g_autoptr (GPtrArray) findings = dup_findings (reading, check, attachment);
  const JcFinding *finding = g_ptr_array_index (findings, 0);
  g_autoptr (JsonNode) json = jc_finding_to_json (finding);
  g_autofree char *text = jc_json_to_canonical (json);

  g_assert_cmpstr (finding->message->zh, ==,
                   "出生日期：填的是“1980年3月12日”，“a.png”第 1 页上读到的像是“1980年4月13日”。"
                   "对照原件看一看，填错了就改，放错了就换。");
  g_assert_nonnull (strstr (text, "\"box\":[0,1,100000,1]"));
  g_assert_nonnull (strstr (text, "\"pointer\":\"/person/born\""));
}

/* A page that is left out, or another file's reading, says nothing. */
static void
test_other_page (void)
{
  g_autoptr (JcCheck) check = new_check (FULL);
  g_autoptr (JcAttachment) attachment = new_attachment ("card", NULL);
  g_autoptr (JcReading) reading = new_reading ("公民身份号码 " OTHER_NUMBER);
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GPtrArray) other = NULL;

  attachment->views = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_page_view_free);
  g_ptr_array_add (attachment->views, jc_page_view_new (2));
  left_out = dup_findings (reading, check, attachment);
  g_clear_pointer (&attachment->views, g_ptr_array_unref);
  attachment->sha256[0] = '0';
  other = dup_findings (reading, check, attachment);

  g_assert_cmpuint (left_out->len, ==, 0);
  g_assert_cmpuint (other->len, ==, 0);
}

/* --- What the check says of readings that it was given --- */

/* "pointer of each such finding", joined by blanks. */
static char *
dup_differences (JcCheck *check)
{
  GPtrArray *findings = jc_check_get_findings (check);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      if (strcmp (finding->code, JC_READING_DIFFERS) == 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", finding->pointer);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_differences (JcCheck *check, const char *expected)
{
  g_autofree char *found = dup_differences (check);

  g_assert_cmpstr (found, ==, expected);
}

static void
attach (JcCheck *check, const char *slot, const char *row)
{
  g_autoptr (JcAttachment) attachment = new_attachment (slot, row);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, json_array_new ());
  json_array_add_element (json_node_get_array (node), jc_attachment_to_json (attachment));
  json_node_seal (node);
  jc_check_update_attachments (check, node);
}

static void
type (JcCheck *check, const char *values, const char *pointer)
{
  const char *const changed[] = { pointer, NULL };
  g_autoptr (JsonNode) node = parse (values);

  jc_check_update (check, node, changed);
}

static gboolean
touched (JcCheck *check, const char *pointer)
{
  return g_ptr_array_find_with_equal_func (jc_check_get_touched (check), pointer, g_str_equal,
                                           NULL);
}

static gboolean
touched_slot (JcCheck *check, const char *slot)
{
  return g_ptr_array_find_with_equal_func (jc_check_get_touched_slots (check), slot, g_str_equal,
                                           NULL);
}

static void
test_kept_up_to_date (void)
{
  static const char right[] = PERSON ("\"name\":\"李明远\",\"number\":\"" OTHER_NUMBER "\"");
  static const char wrong[] = PERSON ("\"name\":\"李明远\",\"number\":\"" NUMBER "\"");
  g_autoptr (JcCheck) check = new_check (wrong);

  /* The reading may come before or after the file is put there. */
  jc_check_take_reading (check, new_reading ("公民身份号码 " OTHER_NUMBER));
  assert_differences (check, "");
  g_assert_nonnull (jc_check_find_reading (check, SHA, 1));
  g_assert_null (jc_check_find_reading (check, SHA, 2));
  attach (check, "card", NULL);
  assert_differences (check, "/person/number");
  g_assert_true (touched (check, "/person/number"));
  g_assert_true (touched_slot (check, "card"));

  type (check, right, "/person/number");
  assert_differences (check, "");
  g_assert_true (touched (check, "/person/number"));
  g_assert_true (touched_slot (check, "card"));
  type (check, right, "/person/name");
  g_assert_false (touched_slot (check, "card"));
  type (check, wrong, "/person");
  assert_differences (check, "/person/number");

  attach (check, "-", NULL);
  assert_differences (check, "");
  jc_check_take_reading (check, new_reading ("公民身份号码 " OTHER_NUMBER));
  g_assert_true (touched_slot (check, "-"));
  attach (check, "card", NULL);
  assert_differences (check, "/person/number");
  /* The page was turned, and is read once more. */
  jc_check_take_reading (check, new_reading ("公民身份号码 " NUMBER));
  assert_differences (check, "");
  g_assert_true (touched (check, "/person/number"));
}

static void
test_rows_that_move (void)
{
  static const char second[] = ROWS;
  static const char first[]
      = "{\"merits\":{\"list\":[{\"id\":\"b\",\"kind\":\"title\",\"title\":\"省能手\",\"number\":"
        "\"Y002\"},{\"id\":\"a\",\"kind\":\"title\",\"title\":\"全国能手\",\"number\":\"Y001\"}]}}";
  g_autoptr (JcCheck) check = new_check (second);

  attach (check, "titles", "b");
  jc_check_take_reading (check, new_reading ("证书编号 Y003"));
  assert_differences (check, "/merits/list/1/number");
  type (check, first, "/merits/list");
  assert_differences (check, "/merits/list/0/number");
  g_assert_true (touched (check, "/merits/list/0/number"));
  type (check, "{}", "/merits/list");
  assert_differences (check, "");
}

/* A warning: counted where the field stands, and among the field's findings behind its own. */
static void
test_is_a_warning (void)
{
  g_autoptr (JcCheck) check = new_check (FULL);
  g_autoptr (GPtrArray) at_field = NULL;
  g_autoptr (GPtrArray) of_slot = NULL;
  JcSectionProgress before;
  JcSectionProgress after;

  attach (check, "card", NULL);
  jc_check_get_progress (check, NULL, &before);
  jc_check_take_reading (check, new_reading ("出生 1980年4月13日"));
  jc_check_get_progress (check, NULL, &after);
  at_field = jc_check_dup_findings_at (check, "/person/born");
  of_slot = jc_check_dup_slot_findings (check, "card");

  g_assert_cmpuint (after.n_warnings, ==, before.n_warnings + 1);
  g_assert_cmpuint (after.n_problems, ==, before.n_problems);
  g_assert_cmpint (after.state, ==, before.state);
  g_assert_cmpuint (at_field->len, ==, 1);
  g_assert_cmpstr (((JcFinding *)g_ptr_array_index (at_field, 0))->read, ==, "1980-04-13");
  g_assert_true (g_ptr_array_find (of_slot, g_ptr_array_index (at_field, 0), NULL));
}

/* --- Suggestions --- */

static const struct
{
  const char *name;
  const char *values;
  const char *text;
  const char *suggestions; /* "slot/page:row=score", joined by blanks */
} suggestions[] = {
  { "nothing", "{}", "", "" },
  { "one-word", "{}", "营业执照", "" },
  { "licence", "{}", "营 业 执 照\n统一社会信用代码 x\n登记机关", "licence=16" },
  { "card-front", "{}", "姓名 李明远\n住址 x\n公民身份号码 x", "card/front=8" },
  { "card-back", "{}", "中华人民共和国\n居民身份证\n签发机关 x\n有效期限 x", "card/back=13" },
  { "card-both-sides", "{}", "居民身份证\n住址 公民身份号码\n签发机关 有效期限", "card=13" },
  { "word-over-two-lines", "{}", "统一社会\n信用代码\n登记机关", "" },
  { "row", ROWS, "荣誉证书\n授予李明远同志\n全国能手", "titles:a=10" },
  { "row-alone", ROWS, "授予李明远同志\n全国能手", "titles:a=6" },
  { "row-too-short", ROWS, "荣誉证书\n授予李明远同志\n省能手", "titles=6" },
  { "row-by-number", ROWS, "荣誉证书\n授予李明远同志\n省能手 Y002", "titles:b=10" },
  { "rows-alike", ROWS, "荣誉证书\n授予\nY001 Y002", "titles=10" },
  { "two-slots-best-first", "{}", "居民身份证\n住址 公民身份号码\n营业执照 登记机关",
    "card/front=13 licence=8" },
};

static void
test_suggestions (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (suggestions[i].values);
  g_autoptr (JcReading) reading = new_reading (suggestions[i].text);
  g_autoptr (GPtrArray) found = jc_reading_dup_suggestions (reading, check);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint j = 0; j < found->len; j++)
    {
      const JcReadingSuggestion *suggestion = g_ptr_array_index (found, j);

      g_string_append_printf (text, "%s%s", j > 0 ? " " : "", suggestion->slot->id);
      if (suggestion->page != NULL)
        g_string_append_printf (text, "/%s", suggestion->page->id);
      if (suggestion->row != NULL)
        g_string_append_printf (text, ":%s", suggestion->row);
      g_string_append_printf (text, "=%d", suggestion->score);
    }

  g_assert_cmpstr (text->str, ==, suggestions[i].suggestions);
}

/* Every scan of the shipped sample is put where it belongs, and says what the sample says. */
static void
test_shipped_sample (void)
{
  g_autoptr (JcProgramme) shipped = jc_programme_ref_shipped ("changchun-studio-2025");
  GPtrArray *samples = jc_programme_get_sample_attachments (shipped, "application");
  g_autoptr (JcDossier) empty = jc_dossier_new (ID, "application", "p", "v");
  g_autoptr (JcDossier) dossier
      = jc_dossier_with_values (empty, jc_programme_get_sample (shipped, "application"));
  g_autoptr (JcCheck) check = jc_check_new (shipped, "application", "2025-12-31");

  jc_check_set_dossier (check, dossier);
  for (guint i = 0; i < samples->len; i++)
    {
      const JcSampleAttachment *sample = g_ptr_array_index (samples, i);
      g_autofree char          *lines = g_strjoinv ("\n", sample->lines);
      g_autofree char          *text = g_strconcat (sample->title, "\n", lines, NULL);
      g_autoptr (JcReading) reading = new_reading (text);
      g_autoptr (JcAttachment) attachment = new_attachment (sample->slot, sample->row);
      g_autoptr (GPtrArray) findings = dup_findings (reading, check, attachment);
      g_autoptr (GPtrArray) found = jc_reading_dup_suggestions (reading, check);
      const JcReadingSuggestion *best;

      g_assert_cmpuint (findings->len, ==, 0);
      g_assert_cmpuint (found->len, >, 0);
      best = g_ptr_array_index (found, 0);
      g_assert_cmpstr (best->slot->id, ==, sample->slot);
      g_assert_cmpstr (best->row, ==, sample->row);
      if (sample->parts[0] != NULL && sample->parts[1] == NULL)
        g_assert_cmpstr (best->page->id, ==, sample->parts[0]);
    }
}

/* --- Where a whole file belongs --- */

static const struct
{
  const char *name;
  const char *values;
  const char *first;  /* page 1 of 2; NULL: not read */
  const char *second; /* page 2 */
  const char *guess;  /* "slot:row part@page …"; "divided"; "" for none */
} guesses[] = {
  { "nothing-read", "{}", NULL, NULL, "" },
  { "nothing-said", "{}", "x", "y", "" },
  { "one-page", "{}", "营业执照\n统一社会信用代码 x\n登记机关", NULL, "licence" },
  { "second-page-says-nothing", "{}", "营业执照\n统一社会信用代码 x\n登记机关", "附注", "licence" },
  { "first-page-says-nothing", "{}", "附注", "营业执照\n统一社会信用代码 x\n登记机关", "licence" },
  { "two-sides", "{}", "姓名 李明远\n住址 x\n公民身份号码 x", "居民身份证\n签发机关 x\n有效期限 x",
    "card front@1 back@2" },
  { "both-sides-on-one", "{}", "居民身份证\n住址 公民身份号码\n签发机关 有效期限", NULL,
    "card front@1 back@1" },
  { "two-slots", "{}", "姓名 李明远\n住址 x\n公民身份号码 x", "营业执照\n统一社会信用代码 x",
    "divided" },
  { "row", ROWS, "荣誉证书\n授予李明远同志\n全国能手", NULL, "titles:a" },
  { "row-and-page-without", ROWS, "荣誉证书\n授予李明远同志\n全国能手", "荣誉证书\n授予",
    "titles:a" },
  { "two-rows", ROWS, "荣誉证书\n授予李明远同志\n全国能手", "荣誉证书\n授予 Y002", "divided" },
};

static void
test_guess (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (guesses[i].values);
  g_autoptr (JcAttachment) attachment = new_attachment ("-", NULL);
  g_autoptr (JcSlotGuess) guess = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (int page = 1; page <= 2; page++)
    {
      const char *words = page == 1 ? guesses[i].first : guesses[i].second;
      JcReading  *reading = words != NULL ? new_reading (words) : NULL;

      if (reading == NULL)
        continue;
      reading->page = page;
      jc_check_take_reading (check, reading);
    }
  guess = jc_check_dup_guess (check, attachment);
  if (guess != NULL)
    g_string_append (text, guess->slot != NULL ? guess->slot->id : "divided");
  if (guess != NULL && guess->slot != NULL && guess->row != NULL)
    g_string_append_printf (text, ":%s", guess->row);
  for (guint j = 0; guess != NULL && guess->slot != NULL && j < guess->parts->len; j++)
    {
      const JcAttachmentPart *part = g_ptr_array_index (guess->parts, j);

      g_string_append_printf (text, " %s@%d", part->part, part->page);
    }

  g_assert_cmpstr (text->str, ==, guesses[i].guess);
}

/* --- Hostile text --- */

static void
test_hostile (void)
{
  const JcKind *kind = jc_programme_find_kind (programme, "application");
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  static const char *const bits[] = { "姓名",
                                      "出生",
                                      "公民身份号码",
                                      "：",
                                      " ",
                                      "\t",
                                      "2",
                                      "0",
                                      "1",
                                      "X",
                                      "O",
                                      "I",
                                      "年",
                                      "月",
                                      "１",
                                      "\u200b",
                                      "\u202e",
                                      "·",
                                      "(",
                                      "%s",
                                      "{",
                                      "\xf0\x9f\x98\x80",
                                      NUMBER };

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (JcReading) reading = NULL;
      g_autoptr (JcCheck) check = new_check (FULL);
      g_autoptr (JcAttachment) attachment = new_attachment ("card", NULL);
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GPtrArray) findings = NULL;
      g_autoptr (GPtrArray) suggested = NULL;

      for (int j = g_rand_int_range (rand, 0, 60); j > 0; j--)
        g_string_append (text, g_rand_int_range (rand, 0, 12) == 0
                                   ? "\n"
                                   : bits[g_rand_int_range (rand, 0, G_N_ELEMENTS (bits))]);
      reading = new_reading (text->str);
      found = jc_reading_dup_facts (reading, kind, jc_kind_find_slot (kind, "card"));
      findings = dup_findings (reading, check, attachment);
      suggested = jc_reading_dup_suggestions (reading, check);

      /* The number that was put in whole is the only one that may come out. */
      for (guint j = 0; j < found->len; j++)
        {
          const JcFact *fact = g_ptr_array_index (found, j);

          g_assert_true (g_utf8_validate (fact->value, -1, NULL));
          if (fact->read->fact == JC_FACT_RESIDENT_ID)
            g_assert_cmpstr (fact->value, ==, NUMBER);
        }
    }
}

#define ADD_TABLE(path, table, function)                                                           \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                                                 \
    {                                                                                              \
      g_autofree char *name = g_strconcat ("/model/reading/" path "/", table[i].name, NULL);       \
                                                                                                   \
      g_test_add_data_func (name, GSIZE_TO_POINTER (i), function);                                 \
    }

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  programme = load_programme ();

  ADD_TABLE ("shape", shapes, test_shape)
  ADD_TABLE ("numbers", numbers, test_numbers)
  ADD_TABLE ("facts", facts, test_facts)
  ADD_TABLE ("comparison", comparisons, test_comparison)
  ADD_TABLE ("suggestions", suggestions, test_suggestions)
  ADD_TABLE ("guess", guesses, test_guess)
  g_test_add_data_func ("/model/reading/one-digit-wrong/resident-id", GINT_TO_POINTER (FALSE),
                        test_one_digit_wrong);
  g_test_add_data_func ("/model/reading/one-digit-wrong/uscc", GINT_TO_POINTER (TRUE),
                        test_one_digit_wrong);
  g_test_add_func ("/model/reading/doubts", test_doubts);
  g_test_add_func ("/model/reading/message", test_message);
  g_test_add_func ("/model/reading/kept-up-to-date", test_kept_up_to_date);
  g_test_add_func ("/model/reading/rows-that-move", test_rows_that_move);
  g_test_add_func ("/model/reading/is-a-warning", test_is_a_warning);
  g_test_add_func ("/model/reading/other-page", test_other_page);
  g_test_add_func ("/model/reading/shipped-sample", test_shipped_sample);
  g_test_add_func ("/model/reading/hostile", test_hostile);
  status = g_test_run ();
  jc_programme_unref (programme);

  return status;
}
