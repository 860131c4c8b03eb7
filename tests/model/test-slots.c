/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-check-private.h"
#include "jc-json.h"
#include "jc-pointer.h"
#include "jc-sample.h"

#include <stdlib.h>
#include <string.h>

#define ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a01"
#define TODAY "2025-10-09"

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

/* --- Files, written briefly --- */

/* A file as "NAME SLOT [row=ID] [pages=N] [part=ID@PAGE]… [use=PAGE,…] [caution=CODE@PAGE] [size=N]
 * [sha=N]"; its id ends with its position, its hash too unless `sha` says otherwise. */
static JcAttachment *
new_file (const char *text, guint position)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", position);
  JcAttachment    *file = g_new0 (JcAttachment, 1);
  guint            sha = position;

  file->id = g_steal_pointer (&id);
  file->name = g_strdup (words[0]);
  file->slot = g_strdup (words[1]);
  file->size = 1;
  file->pages = 1;
  file->media_type = g_strdup ("image/png");
  file->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_part_free);
  file->cautions = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_caution_free);
  for (gsize i = 2; words[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);
      g_auto (GStrv) place = g_strsplit (pair[1], "@", 2);
      int number = place[0] != NULL && place[1] != NULL ? atoi (place[1]) : 0;

      if (g_str_equal (pair[0], "row"))
        file->row = g_strdup (pair[1]);
      else if (g_str_equal (pair[0], "pages"))
        file->pages = atoi (pair[1]);
      else if (g_str_equal (pair[0], "size"))
        file->size = g_ascii_strtoll (pair[1], NULL, 10);
      else if (g_str_equal (pair[0], "sha"))
        sha = (guint)atoi (pair[1]);
      else if (g_str_equal (pair[0], "part"))
        g_ptr_array_add (file->parts, jc_attachment_part_new (place[0], number));
      else if (g_str_equal (pair[0], "caution"))
        g_ptr_array_add (file->cautions, jc_caution_new (place[0], number));
      else if (g_str_equal (pair[0], "use"))
        {
          g_auto (GStrv) pages = g_strsplit (pair[1], ",", -1);

          file->views = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_page_view_free);
          for (gsize j = 0; pages[j] != NULL && *pages[j] != '\0'; j++)
            g_ptr_array_add (file->views, jc_page_view_new (atoi (pages[j])));
        }
      else
        g_assert_not_reached ();
    }
  file->sha256 = g_strdup_printf ("%064u", sha);

  return file;
}

/* @files: joined by "; ". */
static JcDossier *
new_dossier (const char *values, const char *files, gboolean finalised)
{
  g_auto (GStrv) texts = g_strsplit (files, "; ", -1);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_free);
  g_autoptr (JsonNode) node = parse (values);
  g_autoptr (JcDossier) empty = jc_dossier_new (ID, "application", "slots", "v");
  g_autoptr (JcDossier) filled = jc_dossier_with_values (empty, node);
  g_autoptr (JcDossier) dated
      = jc_dossier_with_state (filled, NULL, finalised ? "2025-10-01" : NULL);
  g_autoptr (JcDossier) dossier = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; texts[i] != NULL && *texts[i] != '\0'; i++)
    g_ptr_array_add (list, new_file (texts[i], i + 1));
  dossier = jc_attachments_store (list, dated);

  /* What a test makes has to be what a dossier may hold. */
  json = jc_dossier_to_json (dossier);
  jc_dossier_unref (jc_dossier_new_from_json (json, &error));
  g_assert_no_error (error);

  return g_steal_pointer (&dossier);
}

static JcCheck *
new_check (const char *values, const char *files, gboolean finalised)
{
  g_autoptr (JcDossier) dossier = new_dossier (values, files, finalised);
  JcCheck *check = jc_check_new (programme, "application", TODAY);

  jc_check_set_dossier (check, dossier);

  return check;
}

/* Findings as "severity code place", the place as "slot:row #file/page". */
static char *
describe (JcCheck *check)
{
  GPtrArray *findings = jc_check_get_findings (check);
  GString   *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      /* What fields say is another test's. */
      if (finding->pointer != NULL)
        {
          g_assert_null (finding->slot);
          continue;
        }
      g_assert_cmpstr (finding->message->zh, !=, "");
      g_assert_cmpstr (finding->message->en, !=, "");
      g_string_append_printf (text, "%s%s %s %s", text->len > 0 ? "; " : "",
                              jc_severity_to_string (finding->severity), finding->code,
                              finding->slot != NULL ? finding->slot : "dossier");
      if (finding->row != NULL)
        g_string_append_printf (text, ":%s", finding->row);
      if (finding->attachment != NULL)
        g_string_append_printf (text, " #%s", strrchr (finding->attachment, '0') + 1);
      if (finding->page > 0)
        g_string_append_printf (text, "/%d", finding->page);
    }

  return g_string_free (text, FALSE);
}

/* --- What is found --- */

#define NO_BASE "{\"person\":{}}"
#define ENTERPRISE "{\"person\":{\"base\":\"enterprise\"}}"
#define ROW(id, kind, title) "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"title\":\"" title "\"}"
#define MERITS(claims, rows) "{\"person\":{\"claims\":" claims "},\"merits\":{\"list\":[" rows "]}}"
#define TITLE_AND_AWARD ROW ("t", "title", "全国能手") "," ROW ("a", "award", "一等奖")
/* What every dossier is asked for, but for the sealed sheet. */
#define BASE "l licence; c card part=front@1 part=back@1"
#define FORM_LATER "; hint slot_missing form"

static const struct
{
  const char *name;
  const char *values;
  const char *files;
  gboolean    finalised;
  const char *findings;
} cases[] = {
  /* Required */
  { "nothing", NO_BASE, "", FALSE,
    "error slot_missing licence; error slot_missing card" FORM_LATER },
  { "required-only", NO_BASE, BASE, FALSE, "hint slot_missing form" },
  { "sealed-not-asked-before", NO_BASE, BASE "; f form", FALSE, "" },
  { "sealed-missing-once-finalised", NO_BASE, BASE, TRUE, "error slot_missing form" },
  { "sealed-there", NO_BASE, BASE "; f form", TRUE, "" },
  { "all-pages-left-out", NO_BASE, "l licence use=; c card part=front@1 part=back@1; f form", FALSE,
    "error slot_missing licence" },
  { "pages-unknown", NO_BASE, "l licence pages=0; c card part=front@1 part=back@1; f form", FALSE,
    "" },
  /* Applies */
  { "applies-missing", ENTERPRISE, BASE "; f form", FALSE, "error slot_missing fund" },
  { "applies-there", ENTERPRISE, BASE "; f form; x fund", FALSE, "" },
  { "not-applicable", NO_BASE, BASE "; f form; x fund size=99999999 caution=blur@1", FALSE,
    "warning slot_not_applicable fund #4; error dossier_too_large dossier" },
  /* Number and size */
  { "files-at-limit", NO_BASE, BASE "; f form; l2 licence", FALSE, "" },
  { "files-above-limit", NO_BASE, BASE "; f form; l2 licence; l3 licence", FALSE,
    "error slot_too_many licence" },
  { "one-original-twice", NO_BASE, BASE "; f form; l2 licence; l3 licence sha=1", FALSE, "" },
  { "size-at-limit", NO_BASE, "l licence size=1048576; c card part=front@1 part=back@1; f form",
    FALSE, "" },
  { "size-above-limit", NO_BASE, "l licence size=1048577; c card part=front@1 part=back@1; f form",
    FALSE, "error slot_too_large licence #1" },
  { "size-at-kind-limit", NO_BASE,
    "l licence; c card part=front@1 part=back@1 size=10485760; f form", FALSE, "" },
  { "size-above-kind-limit", NO_BASE,
    "l licence; c card part=front@1 part=back@1 size=10485761; f form", FALSE,
    "error slot_too_large card #2" },
  { "dossier-at-limit", NO_BASE,
    BASE "; f form size=10485760; d drawing part=plan@1 part=view@1 "
         "size=10485758",
    FALSE, "" },
  { "dossier-above-limit", NO_BASE,
    BASE "; f form size=10485760; d drawing part=plan@1 "
         "part=view@1 size=10485759",
    FALSE, "error dossier_too_large dossier" },
  { "dossier-one-original-counts-once", NO_BASE,
    BASE "; f form size=10485760; g form size=10485760 sha=3; h form size=10485760 sha=3", FALSE,
    "" },
  /* Named pages */
  { "parts-unmarked", NO_BASE, "l licence; c card; f form", FALSE,
    "warning slot_part_unmarked card" },
  { "parts-one-marked-one-open", NO_BASE, "l licence; c card pages=2 part=front@1; f form", FALSE,
    "warning slot_part_unmarked card" },
  { "parts-all-marked-one-lacking", NO_BASE, "l licence; c card part=front@1; f form", FALSE,
    "error slot_part_missing card" },
  { "parts-in-two-files", NO_BASE, "l licence; c card part=front@1; d card part=back@1; f form",
    FALSE, "" },
  { "parts-with-a-page-more", NO_BASE, "l licence; c card pages=3 part=front@1 part=back@2; f form",
    FALSE, "" },
  { "part-on-a-page-left-out", NO_BASE,
    "l licence; c card pages=2 part=front@1 part=back@2 use=1; f form", FALSE,
    "error slot_part_missing card" },
  { "part-unmarked-page-left-out", NO_BASE, "l licence; c card pages=2 part=front@1 use=1; f form",
    FALSE, "error slot_part_missing card" },
  { "part-unknown-marks-nothing", NO_BASE, "l licence; c card part=front@1 part=gone@1; f form",
    FALSE, "error slot_part_missing card" },
  { "part-unknown-alone", NO_BASE, "l licence; c card part=gone@1; f form", FALSE,
    "warning slot_part_unmarked card" },
  { "parts-optional-lacking", NO_BASE, BASE "; f form; d drawing part=plan@1", FALSE,
    "warning slot_part_missing drawing" },
  { "parts-optional-empty", NO_BASE, BASE "; f form", FALSE, "" },
  { "parts-pages-unknown-unmarked", NO_BASE, "l licence; c card pages=0; f form", FALSE,
    "warning slot_part_unmarked card" },
  { "parts-pages-unknown-marked", NO_BASE,
    "l licence; c card pages=0 part=front@1 part=back@2; f form", FALSE, "" },
  { "parts-pages-unknown-one", NO_BASE, "l licence; c card pages=0 part=front@1; f form", FALSE,
    "error slot_part_missing card" },
  /* Rows */
  { "rows-required-empty", MERITS ("true", TITLE_AND_AWARD), BASE "; f form", FALSE,
    "error slot_missing titles; error slot_missing awards" },
  { "rows-each-in-its-slot", MERITS ("true", TITLE_AND_AWARD),
    BASE "; f form; x titles row=t; y awards row=a", FALSE, "" },
  { "rows-one-lacking", MERITS ("true", TITLE_AND_AWARD "," ROW ("b", "award", "二等奖")),
    BASE "; f form; x titles row=t; y awards row=a", FALSE, "error slot_row_missing awards:b" },
  { "rows-unmarked", MERITS ("true", TITLE_AND_AWARD "," ROW ("b", "award", "二等奖")),
    BASE "; f form; x titles row=t; y awards row=a; z awards", FALSE,
    "warning slot_row_unmarked awards" },
  { "rows-unmarked-but-all-there", MERITS ("true", TITLE_AND_AWARD),
    BASE "; f form; x titles row=t; y awards row=a; z awards", FALSE, "" },
  { "rows-unmarked-file-left-out", MERITS ("true", TITLE_AND_AWARD),
    BASE "; f form; x titles row=t; y awards use=; z awards row=a", FALSE, "" },
  { "rows-evidence-left-out", MERITS ("true", ROW ("t", "title", "x")),
    BASE "; f form; x titles row=t use=; y titles row=gone", FALSE,
    "error slot_row_missing titles:t; warning slot_row_gone titles:gone #5" },
  { "rows-not-claimed", MERITS ("false", TITLE_AND_AWARD), BASE "; f form", FALSE,
    "warning slot_row_missing titles:t; warning slot_row_missing awards:a" },
  { "rows-two-files-for-one", MERITS ("true", ROW ("t", "title", "x")),
    BASE "; f form; x titles row=t; y titles row=t", FALSE, "" },
  { "rows-one-file-for-two", MERITS ("true", ROW ("t", "title", "x") "," ROW ("u", "title", "y")),
    BASE "; f form; x titles row=t; x titles row=u sha=4", FALSE, "" },
  { "rows-gone", MERITS ("true", ROW ("t", "title", "x")),
    BASE "; f form; x titles row=t; y titles row=gone", FALSE,
    "warning slot_row_gone titles:gone #5" },
  { "rows-misplaced", MERITS ("true", TITLE_AND_AWARD),
    BASE "; f form; x titles row=t; y titles "
         "row=a",
    FALSE, "warning slot_row_misplaced titles:a #5; error slot_missing awards" },
  { "rows-of-no-kind-yet", MERITS ("true", "{\"id\":\"t\"}"), BASE "; f form", FALSE, "" },
  { "rows-where-the-section-does-not-apply",
    "{\"person\":{\"base\":\"none\",\"claims\":false},\"merits\":{\"list\":[" ROW ("t",
                                                                                   "title",
                                                                                   "x") "]}}",
    BASE "; f form; x titles row=t", FALSE, "warning slot_row_gone titles:t #4" },
  /* Cautions */
  { "caution-page", NO_BASE, "l licence caution=blur@1; c card part=front@1 part=back@1; f form",
    FALSE, "warning caution.blur licence #1/1" },
  { "caution-file", NO_BASE,
    "l licence caution=javascript@0; c card part=front@1 part=back@1; f form", FALSE,
    "warning caution.javascript licence #1" },
  { "caution-page-left-out", NO_BASE,
    "l licence pages=2 use=1 caution=blur@2; c card part=front@1 part=back@1; f form", FALSE, "" },
  { "caution-unknown", NO_BASE, "l licence caution=new@1; c card part=front@1 part=back@1; f form",
    FALSE, "" },
  /* Outside all slots */
  { "unsorted", NO_BASE, BASE "; f form; x -; y - caution=blur@1", FALSE,
    "warning slot_unsorted -" },
  { "unknown-slot", NO_BASE, BASE "; f form; x gone", FALSE, "error slot_unknown gone #4" },
};

static void
test_case (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (cases[i].values, cases[i].files, cases[i].finalised);
  g_autofree char *found = describe (check);

  g_assert_cmpstr (found, ==, cases[i].findings);
}

/* --- Words --- */

static const struct
{
  const char *name;
  const char *values;
  const char *files;
  const char *code;
  const char *zh;
} messages[] = {
  { "missing", NO_BASE, "", "slot_missing", "执照：还没有放文件。交复印件。" },
  { "part-missing", NO_BASE, "c card part=front@1", "slot_part_missing",
    "身份证：还差国徽面。扫描或拍下来放到这里。" },
  { "part-unmarked", NO_BASE, "c card", "slot_part_unmarked",
    "身份证：还没有标出人像面、国徽面。在看得见它的那一页上标出来。" },
  { "row-missing", MERITS ("false", TITLE_AND_AWARD), "", "slot_row_missing",
    "称号证书：“全国能手”还没有证明。放进来，并标明是这一行。" },
  { "row-without-a-name", MERITS ("false", "{\"id\":\"t\",\"kind\":\"title\"}"), "",
    "slot_row_missing", "称号证书：“第 1 行”还没有证明。放进来，并标明是这一行。" },
  { "row-misplaced", MERITS ("true", TITLE_AND_AWARD), "奖状.png titles row=a",
    "slot_row_misplaced",
    "称号证书：“奖状.png”证明的是“一等奖”，不归这里。移到“获奖证书”，或改标另一行。" },
  { "not-applicable", NO_BASE, "账页.png fund", "slot_not_applicable",
    "经费证明：这里不用交“账页.png”。学校不用交。把它移到别的附件里，或移走。" },
  { "too-large", NO_BASE, "执照.png licence size=1572864", "slot_too_large",
    "执照：“执照.png”有 1.5 MiB，最多 1 MiB。换成黑白或灰度的 300 dpi 扫描，或分成几个文件。" },
  { "unsorted", NO_BASE, "甲.png -; 乙.png -", "slot_unsorted",
    "2 个文件还没有归类，打印时用不到：甲.png、乙.png。放到要它的那一项附件里，或移走。" },
  { "caution", NO_BASE, "甲.png licence caution=messenger@1", "caution.messenger",
    "执照：“甲.png”第 1 页：这张图像是聊天软件压缩过的，字可能看不清。在聊天软件里选“发原图”，"
    "或改用扫描。" },
};

static void
test_message (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (messages[i].values, messages[i].files, FALSE);
  GPtrArray *findings = jc_check_get_findings (check);

  for (guint j = 0; j < findings->len; j++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, j);

      if (strcmp (finding->code, messages[i].code) != 0)
        continue;
      g_assert_cmpstr (finding->message->zh, ==, messages[i].zh);
      return;
    }

  g_assert_not_reached ();
}

static void
test_missing_text (void)
{
  g_autoptr (JcCheck) check
      = new_check (MERITS ("true", TITLE_AND_AWARD "," ROW ("b", "award", "二等奖")),
                   "c card part=front@1; y awards row=a; x gone", TRUE);
  g_autofree char *zh = jc_check_dup_missing_text (check, JC_LANGUAGE_ZH);
  g_autofree char *en = jc_check_dup_missing_text (check, JC_LANGUAGE_EN);

  g_assert_cmpstr (zh, ==,
                   "申报\n附件：执照、身份证（国徽面）、称号证书、获奖证书（二等奖）、盖章的表\n"
                   "要改的 1 处：\n“x”放在“gone”里，项目定义里没有这一项附件。移到别的附件里，"
                   "或移走它。\n");
  g_assert_nonnull (strstr (en, "\nAttachments: Licence; Card (Back); Titles; Awards (二等奖); "
                                "Sealed form\n"));
}

/* --- Standing and progress --- */

static void
test_state (void)
{
  g_autoptr (JcCheck) check
      = new_check (MERITS ("true", TITLE_AND_AWARD),
                   "c card pages=3 use=3,1 part=back@2 part=front@3; x titles row=t; y titles",
                   FALSE);
  g_autoptr (JcSlotState) card = jc_check_dup_slot_state (check, "card");
  g_autoptr (JcSlotState) titles = jc_check_dup_slot_state (check, "titles");
  g_autoptr (JcSlotState) fund = jc_check_dup_slot_state (check, "fund");
  g_autoptr (JcSlotState) form = jc_check_dup_slot_state (check, "form");
  g_autoptr (JcSlotState) drawing = jc_check_dup_slot_state (check, "drawing");
  g_autoptr (JcSlotState) licence = jc_check_dup_slot_state (check, "licence");
  const JcSlotPartState *front = g_ptr_array_index (card->parts, 0);
  const JcSlotPartState *back = g_ptr_array_index (card->parts, 1);
  const JcSlotRowState  *title = g_ptr_array_index (titles->rows, 0);
  const JcSlotRowState  *award = g_ptr_array_index (titles->rows, 1);

  g_assert_null (jc_check_dup_slot_state (check, "gone"));
  g_assert_cmpint (card->standing, ==, JC_SLOT_INCOMPLETE);
  g_assert_cmpuint (card->n_files, ==, 1);
  g_assert_cmpuint (card->n_pages, ==, 2);
  g_assert_cmpuint (card->n_unmarked_pages, ==, 1);
  g_assert_cmpstr (front->page->id, ==, "front");
  g_assert_nonnull (front->attachment);
  g_assert_cmpint (front->number, ==, 3);
  g_assert_null (back->attachment);

  g_assert_cmpint (titles->standing, ==, JC_SLOT_DONE);
  g_assert_cmpuint (titles->n_unmarked_files, ==, 1);
  g_assert_cmpstr (title->row, ==, "t");
  g_assert_cmpstr (title->label->zh, ==, "全国能手");
  g_assert_true (title->wanted);
  g_assert_cmpuint (title->attachments->len, ==, 1);
  g_assert_cmpint (award->position, ==, 1);
  g_assert_false (award->wanted);

  g_assert_cmpint (fund->standing, ==, JC_SLOT_NOT_APPLICABLE);
  g_assert_false (fund->required);
  g_assert_cmpstr (fund->why_not->zh, ==, "学校不用交。");
  g_assert_cmpint (form->standing, ==, JC_SLOT_LATER);
  g_assert_true (form->required);
  g_assert_false (form->due);
  g_assert_cmpint (drawing->standing, ==, JC_SLOT_OPTIONAL);
  g_assert_cmpint (licence->standing, ==, JC_SLOT_MISSING);
  g_assert_null (licence->why_not);
}

static const struct
{
  const char    *name;
  const char    *values;
  const char    *files;
  const char    *slot;
  JcSlotProgress expected;
} progresses[] = {
  { "all-empty", NO_BASE, "", NULL, { JC_PROGRESS_NOT_STARTED, 3, 0, 2, 0, 0 } },
  { "all-begun", NO_BASE, "l licence", NULL, { JC_PROGRESS_INCOMPLETE, 3, 1, 1, 0, 0 } },
  { "all-done-but-the-sheet", NO_BASE, BASE, NULL, { JC_PROGRESS_DONE, 3, 2, 0, 0, 0 } },
  { "all-with-unsorted", NO_BASE, BASE "; x -", NULL, { JC_PROGRESS_DONE, 3, 2, 0, 0, 1 } },
  { "all-with-problem", NO_BASE, BASE "; x gone", NULL, { JC_PROGRESS_PROBLEMS, 3, 2, 0, 1, 0 } },
  { "one-empty", NO_BASE, "c card", "licence", { JC_PROGRESS_NOT_STARTED, 1, 0, 1, 0, 0 } },
  { "one-open", NO_BASE, "c card part=front@1", "card", { JC_PROGRESS_INCOMPLETE, 1, 0, 1, 0, 0 } },
  { "one-done", NO_BASE, BASE, "card", { JC_PROGRESS_DONE, 1, 1, 0, 0, 0 } },
  { "one-not-applicable", NO_BASE, BASE, "fund", { JC_PROGRESS_NOT_APPLICABLE, 0, 0, 0, 0, 0 } },
  { "one-optional", NO_BASE, BASE, "drawing", { JC_PROGRESS_DONE, 0, 0, 0, 0, 0 } },
};

static void
test_progress (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (progresses[i].values, progresses[i].files, FALSE);
  JcSlotProgress progress;

  jc_check_get_slot_progress (check, progresses[i].slot, &progress);
  g_assert_cmpint (progress.state, ==, progresses[i].expected.state);
  g_assert_cmpuint (progress.n_required, ==, progresses[i].expected.n_required);
  g_assert_cmpuint (progress.n_filled, ==, progresses[i].expected.n_filled);
  g_assert_cmpuint (progress.n_missing, ==, progresses[i].expected.n_missing);
  g_assert_cmpuint (progress.n_problems, ==, progresses[i].expected.n_problems);
  g_assert_cmpuint (progress.n_warnings, ==, progresses[i].expected.n_warnings);
}

static void
test_whole_progress (void)
{
  g_autoptr (JcCheck) check = new_check (NO_BASE, "l licence", FALSE);
  JcSectionProgress progress;

  jc_check_get_progress (check, NULL, &progress);
  g_assert_cmpint (progress.state, ==, JC_PROGRESS_INCOMPLETE);
  g_assert_cmpuint (progress.n_missing, ==, 1);
  g_assert_cmpuint (progress.n_required, ==, 3);
  g_assert_cmpuint (progress.n_filled, ==, 1);
}

static void
test_findings_of_slot (void)
{
  g_autoptr (JcCheck) check = new_check (NO_BASE, "c card part=front@1 caution=blur@1; x -", FALSE);
  g_autoptr (GPtrArray) card = jc_check_dup_slot_findings (check, "card");
  g_autoptr (GPtrArray) unsorted = jc_check_dup_slot_findings (check, JC_SLOT_UNSORTED);
  g_autoptr (JsonNode) json = jc_finding_to_json (g_ptr_array_index (card, 1));
  g_autofree char *text = jc_json_to_canonical (json);

  g_assert_cmpuint (card->len, ==, 2);
  g_assert_cmpuint (unsorted->len, ==, 1);
  g_assert_nonnull (strstr (text, "\"attachment\":\"00000000-0000-4000-8000-000000000001\""));
  g_assert_nonnull (strstr (text, "\"page\":1"));
  g_assert_nonnull (strstr (text, "\"slot\":\"card\""));
  g_assert_null (strstr (text, "\"pointer\""));
}

/* --- Changes --- */

static char *
join_touched (JcCheck *check)
{
  GPtrArray *touched = jc_check_get_touched_slots (check);
  GString   *text = g_string_new (NULL);

  for (guint i = 0; i < touched->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            (const char *)g_ptr_array_index (touched, i));

  return g_string_free (text, FALSE);
}

static guint64
update_files (JcCheck *check, const char *values, const char *files)
{
  g_autoptr (JcDossier) dossier = new_dossier (values, files, FALSE);
  guint64 before = jc_check_get_n_evaluated (check);

  jc_check_update_attachments (check, jc_dossier_get_attachments (dossier));

  return jc_check_get_n_evaluated (check) - before;
}

static const struct
{
  const char *name;
  const char *before;
  const char *after;
  guint64     n_evaluated;
  const char *touched;
} file_changes[] = {
  { "same", BASE, BASE, 0, "" },
  { "one-more", BASE, BASE "; f form", 1, "form" },
  { "one-less", BASE, "l licence", 1, "card" },
  { "moved", BASE "; x form", BASE "; x drawing", 2, "drawing form" },
  { "to-unsorted", BASE "; x form", BASE "; x -", 1, "form -" },
  { "marked", "l licence; c card", "l licence; c card part=front@1", 1, "card" },
  { "order-within", "a drawing sha=9; b drawing sha=9", "b drawing sha=9; a drawing sha=9", 1,
    "drawing" },
};

static void
test_file_change (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcCheck) check = new_check (NO_BASE, file_changes[i].before, FALSE);
  guint64          n = update_files (check, NO_BASE, file_changes[i].after);
  g_autofree char *touched = join_touched (check);
  g_autoptr (JcCheck) anew = new_check (NO_BASE, file_changes[i].after, FALSE);
  g_autofree char *found = describe (check);
  g_autofree char *expected = describe (anew);

  g_assert_cmpuint (n, ==, file_changes[i].n_evaluated);
  g_assert_cmpstr (touched, ==, file_changes[i].touched);
  g_assert_cmpstr (found, ==, expected);
}

static const struct
{
  const char *name;
  const char *pointer;
  const char *value;
  guint64     n_evaluated;
  const char *touched;
} value_changes[] = {
  /* Its value. */
  { "nothing-looks-at-it", "/person/unit", "\"甲公司\"", 1, "" },
  /* Its value, whether the section applies and the rows in it, whether the fund applies, and what
   * three slots hold. */
  { "applies", "/person/base", "\"enterprise\"", 4, "fund" },
  /* Its value and the required of two slots, and what these hold. */
  { "required", "/person/claims", "true", 5, "titles awards" },
  /* Its value and the rows', two required (which read all rows), and what two slots hold. */
  { "row-title", "/merits/list/0/title", "\"新名\"", 6, "titles" },
  /* The same, and for that row whether either slot wants it. */
  { "row-kind", "/merits/list/0/kind", "\"award\"", 8, "titles awards" },
};

static void
test_value_change (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  const char *before = MERITS ("false", TITLE_AND_AWARD);
  const char *changed[] = { value_changes[i].pointer, NULL };
  g_autoptr (JcCheck) check = new_check (before, "x titles row=a", FALSE);
  g_autoptr (JsonNode) old = parse (before);
  g_autoptr (JsonNode) value = parse (value_changes[i].value);
  g_autoptr (JsonNode) values = jc_pointer_set (old, value_changes[i].pointer, value, NULL);
  g_autofree char *after = jc_json_to_canonical (values);
  g_autoptr (JcCheck) anew = new_check (after, "x titles row=a", FALSE);
  guint64          n = jc_check_get_n_evaluated (check);
  g_autofree char *touched = NULL;
  g_autofree char *found = NULL;
  g_autofree char *expected = describe (anew);

  jc_check_update (check, values, changed);
  touched = join_touched (check);
  found = describe (check);
  g_assert_cmpuint (jc_check_get_n_evaluated (check) - n, ==, value_changes[i].n_evaluated);
  g_assert_cmpstr (touched, ==, value_changes[i].touched);
  g_assert_cmpstr (found, ==, expected);
}

/* --- Any sequence of changes gives what a check from the beginning gives --- */

static char *
random_values (GRand *rand)
{
  static const char *const bases[] = { "enterprise", "school", "none" };
  static const char *const kinds[] = { "title", "award", "" };
  GString                 *text = g_string_new (NULL);
  int                      n = g_rand_int_range (rand, 0, 4);

  g_string_printf (text, "{\"person\":{\"base\":\"%s\",\"claims\":%s},\"merits\":{\"list\":[",
                   bases[g_rand_int_range (rand, 0, 3)], g_rand_boolean (rand) ? "true" : "false");
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s{\"id\":\"r%d\",\"kind\":\"%s\",\"title\":\"%d\"}",
                            i > 0 ? "," : "", i, kinds[g_rand_int_range (rand, 0, 3)],
                            g_rand_int_range (rand, 0, 3));
  g_string_append (text, "]}}");

  return g_string_free (text, FALSE);
}

static char *
random_files (GRand *rand)
{
  static const char *const slots[]
      = { "licence", "card", "drawing", "fund", "titles", "awards", "form", "-", "gone" };
  static const char *const extras[]
      = { "",      " row=r0",         " row=r2",  " part=front@1", " part=back@1",
          " use=", " caution=blur@1", " pages=3", " size=9999999" };
  GString *text = g_string_new (NULL);
  int      n = g_rand_int_range (rand, 0, 7);

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%sf%d %s%s", i > 0 ? "; " : "", i,
                            slots[g_rand_int_range (rand, 0, G_N_ELEMENTS (slots))],
                            extras[g_rand_int_range (rand, 0, G_N_ELEMENTS (extras))]);

  return g_string_free (text, FALSE);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (JcCheck) check = new_check ("{}", "", FALSE);
  g_autofree char *files = g_strdup ("");
  g_autofree char *values = g_strdup ("{}");

  for (int i = 0; i < 400; i++)
    {
      const char *changed[] = { "/person/base", "/person/claims", "/merits/list", NULL };
      g_autoptr (JcCheck) anew = NULL;
      g_autofree char *found = NULL;
      g_autofree char *expected = NULL;

      if (g_rand_boolean (rand))
        {
          g_autoptr (JsonNode) node = NULL;

          g_free (values);
          values = random_values (rand);
          node = parse (values);
          jc_check_update (check, node, changed);
        }
      else
        {
          g_free (files);
          files = random_files (rand);
          update_files (check, values, files);
        }

      anew = new_check (values, files, FALSE);
      found = describe (check);
      expected = describe (anew);
      g_assert_cmpstr (found, ==, expected);
    }
}

/* --- Samples --- */

static void
test_sample_attachment (void)
{
  GPtrArray *samples = jc_programme_get_sample_attachments (programme, "application");
  const JcSampleAttachment *card = g_ptr_array_index (samples, 1);
  g_autofree char          *sha256 = g_strnfill (64, 'a');
  g_autoptr (JcAttachment) attachment = jc_sample_attachment_dup_attachment (card, ID, sha256, 12);
  g_autoptr (JsonNode) json = jc_attachment_to_json (attachment);
  g_autofree char *text = jc_json_to_canonical (json);

  g_assert_cmpuint (samples->len, ==, 2);
  g_assert_null (jc_programme_get_sample_attachments (programme, "gone"));
  g_assert_cmpstr (card->title, ==, "身份证/复印件");
  g_assert_cmpstr (card->lines[0], ==, "姓名：李明远");
  g_assert_null (card->lines[1]);
  g_assert_cmpstr (
      text, ==,
      "{\"id\":\"" ID "\",\"media_type\":\"image/png\",\"name\":\"身份证-复印件.png\","
      "\"pages\":1,\"parts\":[{\"page\":1,\"part\":\"front\"},{\"page\":1,\"part\":"
      "\"back\"}],\"sha256\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      "aaaaaaa\",\"size\":12,\"slot\":\"card\"}");
}

/* The shipped samples are complete: nothing is said of them, as a draft or finalised. */
static void
test_shipped_sample (gconstpointer kind)
{
  g_autoptr (JcProgramme) shipped = jc_programme_ref_shipped ("changchun-studio-2025");
  JsonNode *values = jc_programme_get_sample (shipped, kind);

  for (int finalised = 0; finalised < 2; finalised++)
    {
      g_autoptr (JcDossier) empty
          = jc_dossier_new (ID, kind, "changchun-studio-2025", jc_programme_get_version (shipped));
      g_autoptr (JcDossier) filled = jc_dossier_with_values (empty, values);
      g_autoptr (JcDossier) dated
          = jc_dossier_with_state (filled, NULL, finalised ? "2025-10-09" : NULL);
      g_autoptr (JcDossier) dossier = jc_sample_lay_in (shipped, dated);
      g_autoptr (JcCheck) check = jc_check_new (shipped, kind, "2025-12-31");
      g_autofree char *found = NULL;

      jc_check_set_dossier (check, dossier);
      found = describe (check);
      g_assert_cmpstr (found, ==, "");
    }
}

/* Taking any one scan of the application away is found. */
static void
test_shipped_sample_less_one (void)
{
  g_autoptr (JcProgramme) shipped = jc_programme_ref_shipped ("changchun-studio-2025");
  g_autoptr (JcDossier) empty = jc_dossier_new (ID, "application", "p", "v");
  g_autoptr (JcDossier) filled
      = jc_dossier_with_values (empty, jc_programme_get_sample (shipped, "application"));
  g_autoptr (JcDossier) dated = jc_dossier_with_state (filled, NULL, "2025-10-09");
  g_autoptr (JcDossier) whole = jc_sample_lay_in (shipped, dated);
  g_autoptr (JcCheck) check = jc_check_new (shipped, "application", "2025-12-31");
  g_autoptr (GPtrArray) all = jc_attachments_load (whole);

  g_assert_cmpuint (all->len, >, 10);
  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr (GPtrArray) rest = jc_attachments_load (whole);
      g_autoptr (JcDossier) dossier = NULL;
      g_autoptr (GPtrArray) findings = NULL;

      g_ptr_array_remove_index (rest, i);
      dossier = jc_attachments_store (rest, whole);
      jc_check_set_dossier (check, dossier);
      findings
          = jc_check_dup_slot_findings (check,
                                        ((const JcAttachment *)g_ptr_array_index (all, i))->slot);
      g_assert_cmpuint (jc_findings_count (findings, JC_SEVERITY_ERROR), ==, 1);
      g_assert_cmpuint (jc_check_get_findings (check)->len, ==, 1);
    }
}

#define ADD_TABLE(path, table, function)                                                           \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                                                 \
    {                                                                                              \
      g_autofree char *name = g_strconcat ("/model/slots/" path "/", table[i].name, NULL);         \
                                                                                                   \
      g_test_add_data_func (name, GSIZE_TO_POINTER (i), function);                                 \
    }

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  programme = load_programme ();

  ADD_TABLE ("case", cases, test_case)
  ADD_TABLE ("message", messages, test_message)
  ADD_TABLE ("progress", progresses, test_progress)
  ADD_TABLE ("files", file_changes, test_file_change)
  ADD_TABLE ("values", value_changes, test_value_change)
  g_test_add_func ("/model/slots/missing-text", test_missing_text);
  g_test_add_func ("/model/slots/state", test_state);
  g_test_add_func ("/model/slots/whole-progress", test_whole_progress);
  g_test_add_func ("/model/slots/findings-of-slot", test_findings_of_slot);
  g_test_add_func ("/model/slots/random", test_random);
  g_test_add_func ("/model/slots/sample/attachment", test_sample_attachment);
  g_test_add_data_func ("/model/slots/sample/application", "application", test_shipped_sample);
  g_test_add_data_func ("/model/slots/sample/batch", "batch", test_shipped_sample);
  g_test_add_data_func ("/model/slots/sample/visit", "visit", test_shipped_sample);
  g_test_add_func ("/model/slots/sample/less-one", test_shipped_sample_less_one);
  status = g_test_run ();
  jc_programme_unref (programme);

  return status;
}
