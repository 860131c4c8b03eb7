/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-attachment.h"
#include "jc-json.h"

#include <string.h>

#define ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a01"
#define SHA "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define BARE                                                                                       \
  "\"id\":\"" ID "\",\"name\":\"执照.pdf\",\"sha256\":\"" SHA "\",\"size\":9,\"slot\":\"licence\""
#define HEAD BARE ",\"media_type\":\"application/pdf\",\"pages\":3"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = jc_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

/* --- Reading --- */

#define VIEW(members) HEAD ",\"view\":[{\"page\":1," members "}]"
#define QUAD(numbers) VIEW ("\"quad\":[" numbers "]")

/* @where: pointer of what is wrong, NULL when it is right. */
static const struct
{
  const char *name;
  const char *members;
  const char *where;
} cases[] = {
  { "bare", BARE, NULL },
  { "head", HEAD, NULL },
  { "unknown-member", HEAD ",\"later\":{\"x\":1}", NULL },
  { "nulls",
    BARE ",\"media_type\":null,\"pages\":null,\"row\":null,\"parts\":null,\"cautions\":null,"
         "\"view\":null",
    NULL },
  { "media-type-empty", BARE ",\"media_type\":\"\"", "/media_type" },
  { "pages-0", BARE ",\"pages\":0", NULL },
  { "pages-2000", BARE ",\"pages\":2000", NULL },
  { "pages-2001", BARE ",\"pages\":2001", "/pages" },
  { "pages-negative", BARE ",\"pages\":-1", "/pages" },
  { "pages-fraction", BARE ",\"pages\":1.5", "/pages" },
  { "row", HEAD ",\"row\":\"r\"", NULL },
  { "row-empty", HEAD ",\"row\":\"\"", "/row" },
  { "row-number", HEAD ",\"row\":1", "/row" },
  { "source", HEAD ",\"source\":{\"sha256\":\"" SHA "\",\"name\":\"a.pdf\",\"size\":9}", NULL },
  { "source-null", HEAD ",\"source\":null", NULL },
  { "source-string", HEAD ",\"source\":\"" SHA "\"", "/source" },
  { "source-empty", HEAD ",\"source\":{}", "/source" },
  { "source-path", HEAD ",\"source\":{\"sha256\":\"" SHA "\",\"name\":\"a/b.pdf\",\"size\":9}",
    "/source" },
  { "source-size", HEAD ",\"source\":{\"sha256\":\"" SHA "\",\"name\":\"a.pdf\",\"size\":-1}",
    "/source" },
  { "parts-object", HEAD ",\"parts\":{}", "/parts" },
  { "parts", HEAD ",\"parts\":[{\"part\":\"a\",\"page\":1},{\"part\":\"b\",\"page\":3}]", NULL },
  { "part-nameless", HEAD ",\"parts\":[{\"page\":1}]", "/parts/0/part" },
  { "part-string", HEAD ",\"parts\":[\"a\"]", "/parts/0/part" },
  { "part-page-0", HEAD ",\"parts\":[{\"part\":\"a\",\"page\":0}]", "/parts/0/page" },
  { "part-page-missing", HEAD ",\"parts\":[{\"part\":\"a\"}]", "/parts/0/page" },
  { "part-page-beyond", HEAD ",\"parts\":[{\"part\":\"a\",\"page\":3},{\"part\":\"a\",\"page\":4}]",
    "/parts/1/page" },
  { "part-page-of-unknown-number", BARE ",\"parts\":[{\"part\":\"a\",\"page\":4}]", NULL },
  { "part-page-huge", BARE ",\"parts\":[{\"part\":\"a\",\"page\":2001}]", "/parts/0/page" },
  { "caution", HEAD ",\"cautions\":[{\"code\":\"blur\",\"page\":3}]", NULL },
  { "caution-of-file", HEAD ",\"cautions\":[{\"code\":\"blur\",\"page\":0},{\"code\":\"x\"}]",
    NULL },
  { "caution-codeless", HEAD ",\"cautions\":[{\"page\":0}]", "/cautions/0/code" },
  { "caution-page-beyond", HEAD ",\"cautions\":[{\"code\":\"blur\",\"page\":4}]",
    "/cautions/0/page" },
  { "caution-page-negative", HEAD ",\"cautions\":[{\"code\":\"blur\",\"page\":-1}]",
    "/cautions/0/page" },
  { "view-object", HEAD ",\"view\":{}", "/view" },
  { "view-empty", HEAD ",\"view\":[]", NULL },
  { "view-page-missing", HEAD ",\"view\":[{}]", "/view/0/page" },
  { "view-page-beyond", HEAD ",\"view\":[{\"page\":4}]", "/view/0/page" },
  { "view-string", HEAD ",\"view\":[{\"page\":2},\"x\"]", "/view/1/page" },
  { "turn-0", VIEW ("\"turn\":0"), NULL },
  { "turn-270", VIEW ("\"turn\":270"), NULL },
  { "turn-360", VIEW ("\"turn\":360"), "/view/0/turn" },
  { "turn-45", VIEW ("\"turn\":45"), "/view/0/turn" },
  { "turn-negative", VIEW ("\"turn\":-90"), "/view/0/turn" },
  { "turn-text", VIEW ("\"turn\":\"90\""), "/view/0/turn" },
  { "skew-least", VIEW ("\"skew\":-4500"), NULL },
  { "skew-below", VIEW ("\"skew\":-4501"), "/view/0/skew" },
  { "skew-most", VIEW ("\"skew\":4500"), NULL },
  { "skew-above", VIEW ("\"skew\":4501"), "/view/0/skew" },
  { "skew-fraction", VIEW ("\"skew\":0.5"), "/view/0/skew" },
  { "clean", VIEW ("\"clean\":true"), NULL },
  { "clean-number", VIEW ("\"clean\":1"), "/view/0/clean" },
  { "quad-whole", QUAD ("0,0,100000,0,100000,100000,0,100000"), NULL },
  { "quad-trapeze", QUAD ("10,5,90,0,100,100,0,95"), NULL },
  { "quad-short", QUAD ("0,0,100000,0,100000,100000,0"), "/view/0/quad" },
  { "quad-long", QUAD ("0,0,100,0,100,100,0,100,0"), "/view/0/quad" },
  { "quad-outside", QUAD ("0,0,100001,0,100000,100000,0,100000"), "/view/0/quad" },
  { "quad-negative", QUAD ("-1,0,100000,0,100000,100000,0,100000"), "/view/0/quad" },
  { "quad-fraction", QUAD ("0.5,0,100000,0,100000,100000,0,100000"), "/view/0/quad" },
  { "quad-text", QUAD ("\"0\",0,100000,0,100000,100000,0,100000"), "/view/0/quad" },
  { "quad-of-no-area", QUAD ("0,0,50,50,100,100,25,25"), "/view/0/quad" },
  { "quad-point", QUAD ("5,5,5,5,5,5,5,5"), "/view/0/quad" },
  { "quad-three-on-a-line", QUAD ("0,0,50,0,100,0,0,100"), "/view/0/quad" },
  { "quad-dented", QUAD ("0,0,100,0,20,20,0,100"), "/view/0/quad" },
  { "quad-crossed", QUAD ("0,0,100,100,100,0,0,100"), "/view/0/quad" },
  { "quad-the-other-way-round", QUAD ("0,0,0,100,100,100,100,0"), "/view/0/quad" },
  { "quad-object", VIEW ("\"quad\":{}"), "/view/0/quad" },
};

static void
test_read (gconstpointer data)
{
  const gsize      i = GPOINTER_TO_SIZE (data);
  g_autofree char *text = g_strconcat ("{", cases[i].members, "}", NULL);
  g_autofree char *beginning = g_strconcat (cases[i].where, "：", NULL);
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcAttachment) attachment = jc_attachment_new_from_json (node, &error);

  if (cases[i].where == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (attachment);
      return;
    }

  g_assert_null (attachment);
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, beginning));
}

/* The dossier that holds it is refused, with the whole pointer. */
static void
test_dossier (void)
{
  g_autoptr (JsonNode) node
      = parse ("{\"id\":\"" ID "\",\"kind\":\"k\",\"programme\":\"p\",\"version\":\"v\","
               "\"attachments\":[{" VIEW ("\"turn\":1") "}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) dossier = jc_dossier_new_from_json (node, &error);
  g_autoptr (JcText) text = NULL;

  g_assert_null (dossier);
  g_assert_error (error, JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID);
  text = jc_error_dup_text (error);
  g_assert_true (g_str_has_prefix (text->zh, "/attachments/0/view/0/turn："));
  g_assert_true (g_str_has_prefix (text->en, "/attachments/0/view/0/turn: "));
}

/* --- Writing --- */

#define FULL                                                                                       \
  "{\"cautions\":[{\"code\":\"low_dpi\",\"page\":1},{\"code\":\"signed\",\"page\":0}],"            \
  "\"id\":\"" ID "\",\"media_type\":\"application/pdf\",\"name\":\"执照.pdf\",\"pages\":3,"      \
  "\"parts\":[{\"page\":2,\"part\":\"level\"}],\"row\":\"r\",\"sha256\":\"" SHA                    \
  "\",\"size\":9,\"slot\":\"licence\",\"view\":[{\"page\":3},{\"clean\":true,\"page\":1,"          \
  "\"quad\":[10,5,90,0,100,100,0,95],\"skew\":-120,\"turn\":90}]}"

static const struct
{
  const char *name;
  const char *read;
  const char *written;
} written[] = {
  { "full", FULL, FULL },
  { "bare", "{" BARE "}",
    "{\"id\":\"" ID "\",\"media_type\":\"application/octet-stream\",\"name\":\"执照.pdf\","
    "\"pages\":0,\"sha256\":\"" SHA "\",\"size\":9,\"slot\":\"licence\"}" },
  { "zeros-left-out",
    "{" HEAD ",\"parts\":[],\"cautions\":[],\"view\":[{\"page\":2,\"turn\":0,"
    "\"skew\":0,\"clean\":false}],\"later\":1}",
    "{\"id\":\"" ID "\",\"media_type\":\"application/pdf\",\"name\":\"执照.pdf\",\"pages\":3,"
    "\"sha256\":\"" SHA "\",\"size\":9,\"slot\":\"licence\",\"view\":[{\"page\":2}]}" },
  { "no-page-used", "{" HEAD ",\"view\":[]}",
    "{\"id\":\"" ID "\",\"media_type\":\"application/pdf\",\"name\":\"执照.pdf\",\"pages\":3,"
    "\"sha256\":\"" SHA "\",\"size\":9,\"slot\":\"licence\",\"view\":[]}" },
};

static void
test_write (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonNode) node = parse (written[i].read);
  g_autoptr (JcAttachment) attachment = jc_attachment_new_from_json (node, NULL);
  g_autoptr (JcAttachment) copy = jc_attachment_copy (attachment);
  g_autoptr (JsonNode) json = jc_attachment_to_json (attachment);
  g_autoptr (JsonNode) of_copy = jc_attachment_to_json (copy);
  g_autofree char *text = jc_json_to_canonical (json);

  g_assert_cmpstr (text, ==, written[i].written);
  g_assert_true (jc_json_equal (json, of_copy));
}

/* --- Those of a dossier --- */

static void
test_store (void)
{
  g_autoptr (JsonNode) node
      = parse ("{\"id\":\"" ID "\",\"kind\":\"k\",\"programme\":\"p\",\"version\":\"v\","
               "\"attachments\":[{" HEAD ",\"later\":1}]}");
  g_autoptr (JcDossier) dossier = jc_dossier_new_from_json (node, NULL);
  g_autoptr (GPtrArray) attachments = jc_attachments_load (dossier);
  g_autoptr (JcDossier) stored = jc_attachments_store (attachments, dossier);
  g_autofree char *kept = jc_json_to_canonical (jc_dossier_get_attachments (dossier));
  g_autofree char *text = jc_json_to_canonical (jc_dossier_get_attachments (stored));

  g_assert_cmpuint (attachments->len, ==, 1);
  g_assert_true (jc_attachments_find (attachments, ID) == g_ptr_array_index (attachments, 0));
  g_assert_null (jc_attachments_find (attachments, "x"));
  g_assert_nonnull (strstr (kept, "later"));
  g_assert_null (strstr (text, "later"));
  g_assert_true (json_node_is_immutable (jc_dossier_get_attachments (stored)));
}

/* --- Pages --- */

static void
test_views (void)
{
  g_autoptr (JsonNode) all_node = parse ("{" HEAD "}");
  g_autoptr (JsonNode) some_node = parse ("{" HEAD ",\"view\":[{\"page\":3},{\"page\":1}]}");
  g_autoptr (JsonNode) none_node = parse ("{" HEAD ",\"view\":[]}");
  g_autoptr (JsonNode) unknown_node = parse ("{" BARE "}");
  g_autoptr (JcAttachment) all = jc_attachment_new_from_json (all_node, NULL);
  g_autoptr (JcAttachment) some = jc_attachment_new_from_json (some_node, NULL);
  g_autoptr (JcAttachment) none = jc_attachment_new_from_json (none_node, NULL);
  g_autoptr (JcAttachment) unknown = jc_attachment_new_from_json (unknown_node, NULL);
  g_autoptr (GPtrArray) all_views = jc_attachment_dup_views (all);
  g_autoptr (GPtrArray) some_views = jc_attachment_dup_views (some);
  g_autoptr (GPtrArray) none_views = jc_attachment_dup_views (none);
  g_autoptr (GPtrArray) unknown_views = jc_attachment_dup_views (unknown);

  g_assert_cmpuint (all_views->len, ==, 3);
  g_assert_cmpint (((const JcPageView *)g_ptr_array_index (all_views, 2))->page, ==, 3);
  g_assert_cmpuint (some_views->len, ==, 2);
  g_assert_cmpint (((const JcPageView *)g_ptr_array_index (some_views, 0))->page, ==, 3);
  g_assert_cmpuint (none_views->len, ==, 0);
  g_assert_cmpuint (unknown_views->len, ==, 0);

  g_assert_true (jc_attachment_is_used (all));
  g_assert_true (jc_attachment_is_used (some));
  g_assert_false (jc_attachment_is_used (none));
  g_assert_true (jc_attachment_is_used (unknown));

  g_assert_false (jc_attachment_uses_page (all, 0));
  g_assert_true (jc_attachment_uses_page (all, 3));
  g_assert_false (jc_attachment_uses_page (all, 4));
  g_assert_true (jc_attachment_uses_page (some, 1));
  g_assert_false (jc_attachment_uses_page (some, 2));
  g_assert_false (jc_attachment_uses_page (none, 1));
  g_assert_true (jc_attachment_uses_page (unknown, 7));
}

static void
test_equal (void)
{
  static const char *const views[] = { "{\"page\":1}",
                                       "{\"page\":2}",
                                       "{\"page\":1,\"turn\":90}",
                                       "{\"page\":1,\"skew\":1}",
                                       "{\"page\":1,\"clean\":true}",
                                       "{\"page\":1,\"quad\":[0,0,100,0,100,100,0,100]}",
                                       "{\"page\":1,\"quad\":[0,0,100,0,100,99,0,100]}" };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (views); j++)
      {
        g_autoptr (JsonNode) a_node = parse (views[i]);
        g_autoptr (JsonNode) b_node = parse (views[j]);
        g_autoptr (JcPageView) a = jc_page_view_new_from_json (a_node, NULL);
        g_autoptr (JcPageView) b = jc_page_view_new_from_json (b_node, NULL);
        g_autoptr (JcPageView) copy = jc_page_view_copy (a);

        g_assert_true (jc_page_view_equal (a, b) == (i == j));
        g_assert_true (jc_page_view_equal (a, copy));
      }
}

/* Every code says what is wrong and what to do, in both languages. */
static void
test_cautions (void)
{
  static const char *const codes[]
      = { "javascript", "launch",   "embedded_files", "xfa",  "open_action",
          "signed",     "unlocked", "needs_pdf",      "blur", "glare",
          "low_dpi",    "cut_edge", "messenger" };
  static const char *const unwanted[] = { "无效", "非法", "有误", "请", "抱歉", "系统错误" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (JcText) text = jc_caution_dup_text (codes[i]);

      g_assert_nonnull (text);
      g_assert_true (g_str_has_suffix (text->zh, "。"));
      g_assert_true (g_str_has_suffix (text->en, "."));
      for (gsize j = 0; j < G_N_ELEMENTS (unwanted); j++)
        g_assert_null (strstr (text->zh, unwanted[j]));
    }
  g_assert_null (jc_caution_dup_text ("gone"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/attachment/read/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_read);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *path = g_strconcat ("/model/attachment/write/", written[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_write);
    }
  g_test_add_func ("/model/attachment/dossier", test_dossier);
  g_test_add_func ("/model/attachment/store", test_store);
  g_test_add_func ("/model/attachment/views", test_views);
  g_test_add_func ("/model/attachment/equal", test_equal);
  g_test_add_func ("/model/attachment/cautions", test_cautions);

  return g_test_run ();
}
