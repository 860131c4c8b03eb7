/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-json.h"
#include "jc-merge.h"

#include <string.h>

#define ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a01"
#define ROW_A "{\"id\":\"a\",\"t\":1}"
#define ROW_A2 "{\"id\":\"a\",\"t\":2}"
#define ROW_A3 "{\"id\":\"a\",\"t\":3}"
#define ROW_B "{\"id\":\"b\",\"t\":1}"
#define ROW_C "{\"id\":\"c\",\"t\":1}"
#define ROW_M "{\"id\":\"m\",\"t\":1}"
#define ROW_N "{\"id\":\"n\",\"t\":1}"
#define ROW_T "{\"id\":\"t\",\"t\":1}"
#define ROW_U "{\"id\":\"u\",\"t\":1}"
#define ROWS(rows) "{\"s\":{\"r\":[" rows "]}}"

static JcDossier *
new_dossier (const char *values, const char *attachments)
{
  g_autoptr (JcDossier) empty = jc_dossier_new (ID, "application", "p", "v");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) values_node = jc_json_parse (values, -1, &error);
  g_autoptr (JsonNode) attachments_node = jc_json_parse (attachments, -1, &error);
  g_autoptr (JcDossier) dossier = NULL;

  g_assert_no_error (error);
  dossier = jc_dossier_with_values (empty, values_node);

  return jc_dossier_with_attachments (dossier, attachments_node);
}

static GPtrArray *
new_conflicts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)jc_conflict_free);
}

/* Each conflict as "pointer base mine theirs", joined by "; ", values as canonical JSON or "-". */
static char *
describe_conflicts (GPtrArray *conflicts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const JcConflict *conflict = g_ptr_array_index (conflicts, i);
      JsonNode         *sides[] = { conflict->base, conflict->mine, conflict->theirs };

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", conflict->pointer);
      for (gsize j = 0; j < G_N_ELEMENTS (sides); j++)
        {
          g_autofree char *side
              = sides[j] != NULL ? jc_json_to_canonical (sides[j]) : g_strdup ("-");

          g_string_append_printf (text, " %s", side);
        }
    }

  return g_string_free (text, FALSE);
}

static const struct
{
  const char *name;
  const char *base;
  const char *mine;
  const char *theirs;
  const char *merged;
  const char *conflicts;
} cases[] = {
  /* Fields */
  { "nothing", "{\"s\":{\"f\":1}}", "{\"s\":{\"f\":1}}", "{\"s\":{\"f\":1}}", "{\"s\":{\"f\":1}}",
    "" },
  { "field/mine", "{\"s\":{\"f\":1}}", "{\"s\":{\"f\":2}}", "{\"s\":{\"f\":1}}",
    "{\"s\":{\"f\":2}}", "" },
  { "field/theirs", "{\"s\":{\"f\":1}}", "{\"s\":{\"f\":1}}", "{\"s\":{\"f\":3}}",
    "{\"s\":{\"f\":3}}", "" },
  { "field/same", "{\"s\":{\"f\":1}}", "{\"s\":{\"f\":2}}", "{\"s\":{\"f\":2}}",
    "{\"s\":{\"f\":2}}", "" },
  { "field/different", "{\"s\":{\"f\":1}}", "{\"s\":{\"f\":2}}", "{\"s\":{\"f\":3}}",
    "{\"s\":{\"f\":2}}", "/s/f 1 2 3" },
  { "field/two", "{\"s\":{\"f\":1,\"g\":1}}", "{\"s\":{\"f\":2,\"g\":1}}",
    "{\"s\":{\"f\":1,\"g\":3}}", "{\"s\":{\"f\":2,\"g\":3}}", "" },
  { "field/added-by-mine", "{\"s\":{}}", "{\"s\":{\"f\":2}}", "{\"s\":{\"g\":3}}",
    "{\"s\":{\"f\":2,\"g\":3}}", "" },
  { "field/added-same", "{}", "{\"s\":{\"f\":2}}", "{\"s\":{\"f\":2}}", "{\"s\":{\"f\":2}}", "" },
  { "field/added-different", "{}", "{\"s\":{\"f\":2}}", "{\"s\":{\"f\":3}}", "{\"s\":{\"f\":2}}",
    "/s/f - 2 3" },
  { "field/removed-by-mine", "{\"s\":{\"f\":1,\"g\":1}}", "{\"s\":{\"g\":1}}",
    "{\"s\":{\"f\":1,\"g\":2}}", "{\"s\":{\"g\":2}}", "" },
  { "field/removed-by-theirs", "{\"s\":{\"f\":1,\"g\":1}}", "{\"s\":{\"f\":1,\"g\":2}}",
    "{\"s\":{\"g\":1}}", "{\"s\":{\"g\":2}}", "" },
  { "field/removed-and-changed", "{\"s\":{\"f\":1,\"g\":1}}", "{\"s\":{\"g\":1}}",
    "{\"s\":{\"f\":2,\"g\":1}}", "{\"s\":{\"g\":1}}", "/s/f 1 - 2" },
  { "field/changed-and-removed", "{\"s\":{\"f\":1}}", "{\"s\":{\"f\":2}}", "{\"s\":{}}",
    "{\"s\":{\"f\":2}}", "/s/f 1 2 -" },
  { "field/removed-by-both", "{\"s\":{\"f\":1,\"g\":1}}", "{\"s\":{\"g\":1}}", "{\"s\":{\"g\":1}}",
    "{\"s\":{\"g\":1}}", "" },
  { "field/of-two-sections", "{\"s\":{\"f\":1},\"t\":{\"f\":1}}",
    "{\"s\":{\"f\":2},\"t\":{\"f\":1}}", "{\"s\":{\"f\":1},\"t\":{\"f\":3}}",
    "{\"s\":{\"f\":2},\"t\":{\"f\":3}}", "" },
  { "field/escaped-name", "{\"s\":{\"a/b\":1}}", "{\"s\":{\"a/b\":2}}", "{\"s\":{\"a/b\":3}}",
    "{\"s\":{\"a/b\":2}}", "/s/a~1b 1 2 3" },
  { "section/removed-by-mine", "{\"s\":{\"f\":1},\"t\":{\"f\":1}}", "{\"t\":{\"f\":1}}",
    "{\"s\":{\"f\":1},\"t\":{\"f\":2}}", "{\"t\":{\"f\":2}}", "" },
  { "section/removed-and-changed", "{\"s\":{\"f\":1,\"g\":1}}", "{}", "{\"s\":{\"f\":1,\"g\":2}}",
    "{}", "/s/g 1 - 2" },
  { "section/removed-and-added-to", "{\"s\":{\"f\":1}}", "{}", "{\"s\":{\"f\":1,\"g\":2}}",
    "{\"s\":{\"g\":2}}", "" },

  /* Arrays of strings */
  { "strings/mine", "{\"s\":{\"c\":[\"1\"]}}", "{\"s\":{\"c\":[\"1\",\"2\"]}}",
    "{\"s\":{\"c\":[\"1\"]}}", "{\"s\":{\"c\":[\"1\",\"2\"]}}", "" },
  { "strings/whole", "{\"s\":{\"c\":[\"1\"]}}", "{\"s\":{\"c\":[\"1\",\"2\"]}}",
    "{\"s\":{\"c\":[\"1\",\"3\"]}}", "{\"s\":{\"c\":[\"1\",\"2\"]}}",
    "/s/c [\"1\"] [\"1\",\"2\"] [\"1\",\"3\"]" },
  { "strings/cleared", "{\"s\":{\"c\":[\"1\"]}}", "{\"s\":{\"c\":[]}}", "{\"s\":{\"c\":[\"3\"]}}",
    "{\"s\":{\"c\":[]}}", "/s/c [\"1\"] [] [\"3\"]" },
  { "rows-without-ids", "{\"s\":{\"r\":[{\"t\":1}]}}", "{\"s\":{\"r\":[{\"t\":2}]}}",
    "{\"s\":{\"r\":[{\"t\":3}]}}", "{\"s\":{\"r\":[{\"t\":2}]}}",
    "/s/r [{\"t\":1}] [{\"t\":2}] [{\"t\":3}]" },

  /* Rows */
  { "rows/changed-by-mine", ROWS (ROW_A "," ROW_B), ROWS (ROW_A2 "," ROW_B),
    ROWS (ROW_A "," ROW_B "," ROW_T), ROWS (ROW_A2 "," ROW_B "," ROW_T), "" },
  { "rows/changed-by-theirs", ROWS (ROW_A "," ROW_B), ROWS (ROW_A "," ROW_B "," ROW_M),
    ROWS (ROW_A2 "," ROW_B), ROWS (ROW_A2 "," ROW_B "," ROW_M), "" },
  { "rows/changed-different", ROWS (ROW_B "," ROW_A), ROWS (ROW_B "," ROW_A2),
    ROWS (ROW_B "," ROW_A3), ROWS (ROW_B "," ROW_A2), "/s/r/1/t 1 2 3" },
  { "rows/two-members", ROWS ("{\"id\":\"a\",\"t\":1,\"u\":1}"),
    ROWS ("{\"id\":\"a\",\"t\":2,\"u\":1}"), ROWS ("{\"id\":\"a\",\"t\":1,\"u\":3}"),
    ROWS ("{\"id\":\"a\",\"t\":2,\"u\":3}"), "" },
  { "rows/added-by-both", ROWS (ROW_A), ROWS (ROW_A "," ROW_M "," ROW_N),
    ROWS (ROW_A "," ROW_T "," ROW_U), ROWS (ROW_A "," ROW_T "," ROW_U "," ROW_M "," ROW_N), "" },
  { "rows/first-ones", "{}", ROWS (ROW_M), ROWS (ROW_T), ROWS (ROW_T "," ROW_M), "" },
  { "rows/added-in-front", ROWS (ROW_A), ROWS (ROW_M "," ROW_A), ROWS (ROW_T "," ROW_A),
    ROWS (ROW_T "," ROW_M "," ROW_A), "" },
  { "rows/added-in-different-places", ROWS (ROW_A "," ROW_B), ROWS (ROW_A "," ROW_M "," ROW_B),
    ROWS (ROW_A "," ROW_B "," ROW_T), ROWS (ROW_A "," ROW_M "," ROW_B "," ROW_T), "" },
  { "rows/added-same-id-different", ROWS (ROW_B), ROWS (ROW_B "," ROW_A2), ROWS (ROW_B "," ROW_A3),
    ROWS (ROW_B "," ROW_A2), "/s/r/1/t - 2 3" },
  { "rows/removed-by-mine", ROWS (ROW_A "," ROW_B), ROWS (ROW_B), ROWS (ROW_A "," ROW_B "," ROW_T),
    ROWS (ROW_B "," ROW_T), "" },
  { "rows/removed-by-theirs", ROWS (ROW_A "," ROW_B), ROWS (ROW_A "," ROW_B "," ROW_M),
    ROWS (ROW_B), ROWS (ROW_B "," ROW_M), "" },
  { "rows/removed-by-both", ROWS (ROW_A "," ROW_B "," ROW_C), ROWS (ROW_B "," ROW_C),
    ROWS (ROW_A "," ROW_C), ROWS (ROW_C), "" },
  { "rows/removed-and-changed", ROWS (ROW_A "," ROW_B), ROWS (ROW_B), ROWS (ROW_A2 "," ROW_B),
    ROWS (ROW_B), "/s/r/1 " ROW_A " - " ROW_A2 },
  { "rows/changed-and-removed", ROWS (ROW_A "," ROW_B), ROWS (ROW_A2 "," ROW_B), ROWS (ROW_B),
    ROWS (ROW_A2 "," ROW_B), "/s/r/0 " ROW_A " " ROW_A2 " -" },
  { "rows/cleared-and-changed", ROWS (ROW_A "," ROW_B), "{\"s\":{}}", ROWS (ROW_A2 "," ROW_B),
    ROWS (""), "/s/r/0 " ROW_A " - " ROW_A2 },
  { "rows/moved-by-mine", ROWS (ROW_A "," ROW_B "," ROW_C), ROWS (ROW_C "," ROW_A "," ROW_B),
    ROWS (ROW_A2 "," ROW_B "," ROW_C), ROWS (ROW_C "," ROW_A2 "," ROW_B), "" },
  { "rows/moved-by-theirs", ROWS (ROW_A "," ROW_B "," ROW_C), ROWS (ROW_A2 "," ROW_B "," ROW_C),
    ROWS (ROW_C "," ROW_A "," ROW_B), ROWS (ROW_C "," ROW_A2 "," ROW_B), "" },
  { "rows/moved-by-mine-added-by-theirs", ROWS (ROW_A "," ROW_B), ROWS (ROW_B "," ROW_A),
    ROWS (ROW_A "," ROW_T "," ROW_B), ROWS (ROW_B "," ROW_A "," ROW_T), "" },
  { "rows/moved-and-removed", ROWS (ROW_A "," ROW_B "," ROW_C), ROWS (ROW_C "," ROW_A "," ROW_B),
    ROWS (ROW_A "," ROW_C), ROWS (ROW_C "," ROW_A), "" },
  { "rows/moved-same", ROWS (ROW_A "," ROW_B), ROWS (ROW_B "," ROW_A2), ROWS (ROW_B "," ROW_A),
    ROWS (ROW_B "," ROW_A2), "" },
  { "rows/moved-different", ROWS (ROW_A "," ROW_B "," ROW_C), ROWS (ROW_C "," ROW_A "," ROW_B),
    ROWS (ROW_B "," ROW_A "," ROW_C), ROWS (ROW_C "," ROW_A "," ROW_B),
    "/s/r [" ROW_A "," ROW_B "," ROW_C "] [" ROW_C "," ROW_A "," ROW_B "] [" ROW_B "," ROW_A
    "," ROW_C "]" },
};

static void
test_merge (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcDossier) base = new_dossier (cases[i].base, "[]");
  g_autoptr (JcDossier) mine = new_dossier (cases[i].mine, "[]");
  g_autoptr (JcDossier) theirs = new_dossier (cases[i].theirs, "[]");
  g_autoptr (GPtrArray) conflicts = new_conflicts ();
  g_autoptr (JcDossier) merged = jc_merge (base, mine, theirs, conflicts);
  g_autofree char *values = jc_json_to_canonical (jc_dossier_get_values (merged));
  g_autofree char *described = describe_conflicts (conflicts);

  g_assert_cmpstr (values, ==, cases[i].merged);
  g_assert_cmpstr (described, ==, cases[i].conflicts);
}

/* --- Attachments --- */

#define FILE_A "{\"id\":\"a\",\"sha256\":\"1\",\"slot\":\"x\"}"
#define FILE_A_Y "{\"id\":\"a\",\"sha256\":\"1\",\"slot\":\"y\"}"
#define FILE_A_Z "{\"id\":\"a\",\"sha256\":\"1\",\"slot\":\"z\"}"
#define FILE_M "{\"id\":\"m\",\"sha256\":\"2\",\"slot\":\"x\"}"
#define FILE_T "{\"id\":\"t\",\"sha256\":\"2\",\"slot\":\"x\"}"
#define FILE_T_OTHER_SLOT "{\"id\":\"t\",\"sha256\":\"2\",\"slot\":\"y\"}"
#define FILE_T_OTHER_BYTES "{\"id\":\"t\",\"sha256\":\"3\",\"slot\":\"x\"}"

#define FILE_WITH(id, slot, more)                                                                  \
  "{\"id\":\"" id "\"" more ",\"sha256\":\"2\",\"slot\":\"" slot "\"}"
#define PARTS(part) ",\"parts\":[{\"page\":1,\"part\":\"" part "\"}]"
#define ROW_OF(id) ",\"row\":\"" id "\""
#define CAUTIONED(id, slot, code)                                                                  \
  "{\"cautions\":[{\"code\":\"" code "\",\"page\":1}],\"id\":\"" id                                \
  "\",\"sha256\":\"2\",\"slot\":\"" slot "\"}"
/* Behind the slot. */
#define VIEWED(id, pages) "{\"id\":\"" id "\",\"sha256\":\"2\",\"slot\":\"x\",\"view\":[" pages "]}"
#define PAGE(number) "{\"page\":" number "}"
#define TURNED(number, turn) "{\"page\":" number ",\"turn\":" turn "}"

static const struct
{
  const char *name;
  const char *base;
  const char *mine;
  const char *theirs;
  const char *merged;
  const char *conflicts;
} files[] = {
  { "added-by-mine", "[]", "[" FILE_M "]", "[]", "[" FILE_M "]", "" },
  { "added-by-theirs", "[]", "[]", "[" FILE_T "]", "[" FILE_T "]", "" },
  { "same-slot-and-bytes", "[" FILE_A "]", "[" FILE_A "," FILE_M "]", "[" FILE_A "," FILE_T "]",
    "[" FILE_A "," FILE_T "]", "" },
  { "other-slot", "[]", "[" FILE_M "]", "[" FILE_T_OTHER_SLOT "]",
    "[" FILE_T_OTHER_SLOT "," FILE_M "]", "" },
  { "other-bytes", "[]", "[" FILE_M "]", "[" FILE_T_OTHER_BYTES "]",
    "[" FILE_T_OTHER_BYTES "," FILE_M "]", "" },
  { "like-an-old-one", "[" FILE_T "]", "[" FILE_T "," FILE_M "]", "[" FILE_T "," FILE_A "]",
    "[" FILE_T "," FILE_A "," FILE_M "]", "" },
  { "removed-by-mine", "[" FILE_A "]", "[]", "[" FILE_A "," FILE_T "]", "[" FILE_T "]", "" },
  { "moved-to-two-slots", "[" FILE_A "]", "[" FILE_A_Y "]", "[" FILE_A_Z "]", "[" FILE_A_Y "]",
    "/attachments/0/slot \"x\" \"y\" \"z\"" },
  { "removed-and-changed", "[" FILE_A "]", "[]", "[" FILE_A_Y "]", "[]",
    "/attachments/0 " FILE_A " - " FILE_A_Y },

  /* Added on both sides: one use or two */
  { "same-use-other-rows", "[]", "[" FILE_WITH ("m", "x", ROW_OF ("1")) "]",
    "[" FILE_WITH ("t", "x", ROW_OF ("2")) "]",
    "[" FILE_WITH ("t", "x", ROW_OF ("2")) "," FILE_WITH ("m", "x", ROW_OF ("1")) "]", "" },
  { "same-use-same-row", "[]", "[" FILE_WITH ("m", "x", ROW_OF ("1")) "]",
    "[" FILE_WITH ("t", "x", ROW_OF ("1")) "]", "[" FILE_WITH ("t", "x", ROW_OF ("1")) "]", "" },
  { "same-use-parts-of-mine", "[]", "[" FILE_WITH ("m", "x", PARTS ("a")) "]", "[" FILE_T "]",
    "[" FILE_WITH ("t", "x", PARTS ("a")) "]", "" },
  { "same-use-parts-of-theirs", "[]", "[" FILE_M "]", "[" FILE_WITH ("t", "x", PARTS ("b")) "]",
    "[" FILE_WITH ("t", "x", PARTS ("b")) "]", "" },
  { "same-use-parts-of-both", "[]", "[" FILE_WITH ("m", "x", PARTS ("a")) "]",
    "[" FILE_WITH ("t", "x", PARTS ("b")) "]", "[" FILE_WITH ("t", "x", PARTS ("a")) "]",
    "/attachments/0/parts - [{\"page\":1,\"part\":\"a\"}] [{\"page\":1,\"part\":\"b\"}]" },
  { "same-use-cautions-are-theirs", "[]", "[" CAUTIONED ("m", "x", "blur") "]",
    "[" CAUTIONED ("t", "x", "glare") "]", "[" CAUTIONED ("t", "x", "glare") "]", "" },
  { "same-use-other-pages", "[]", "[" VIEWED ("m", PAGE ("1")) "]",
    "[" VIEWED ("t", PAGE ("2")) "]", "[" VIEWED ("t", PAGE ("2")) "," VIEWED ("m", PAGE ("1")) "]",
    "" },
  { "same-use-a-page-in-common", "[]", "[" VIEWED ("m", PAGE ("1") "," PAGE ("2")) "]",
    "[" VIEWED ("t", PAGE ("2")) "]", "[" VIEWED ("t", PAGE ("1") "," PAGE ("2")) "]",
    "/attachments/0/view - [{\"page\":1},{\"page\":2}] [{\"page\":2}]" },
  { "same-use-turned-by-mine", "[]", "[" VIEWED ("m", TURNED ("1", "90")) "]", "[" FILE_T "]",
    "[" VIEWED ("t", TURNED ("1", "90")) "]", "" },

  /* Changed on both sides */
  { "view-on-both", "[" VIEWED ("a", PAGE ("1")) "]", "[" VIEWED ("a", TURNED ("1", "90")) "]",
    "[" VIEWED ("a", TURNED ("1", "180")) "]", "[" VIEWED ("a", TURNED ("1", "90")) "]",
    "/attachments/0/view [{\"page\":1}] [{\"page\":1,\"turn\":90}] "
    "[{\"page\":1,\"turn\":180}]" },
  { "view-alike-on-both", "[" VIEWED ("a", PAGE ("1")) "]",
    "[" VIEWED ("a", TURNED ("1", "90")) "]", "[" VIEWED ("a", TURNED ("1", "90")) "]",
    "[" VIEWED ("a", TURNED ("1", "90")) "]", "" },
  { "row-and-parts", "[" FILE_WITH ("a", "x", "") "]", "[" FILE_WITH ("a", "x", ROW_OF ("1")) "]",
    "[" FILE_WITH ("a", "x", PARTS ("b")) "]",
    "[" FILE_WITH ("a", "x", PARTS ("b") ROW_OF ("1")) "]", "" },
  { "rows-on-both", "[" FILE_WITH ("a", "x", "") "]", "[" FILE_WITH ("a", "x", ROW_OF ("1")) "]",
    "[" FILE_WITH ("a", "x", ROW_OF ("2")) "]", "[" FILE_WITH ("a", "x", ROW_OF ("1")) "]",
    "/attachments/0/row - \"1\" \"2\"" },
  { "moved-and-parts", "[" FILE_WITH ("a", "x", "") "]", "[" FILE_WITH ("a", "y", "") "]",
    "[" FILE_WITH ("a", "x", PARTS ("b")) "]", "[" FILE_WITH ("a", "y", "") "]",
    "/attachments/0 " FILE_WITH ("a", "x", "") " " FILE_WITH ("a", "y", "") " " FILE_WITH (
        "a", "x", PARTS ("b")) },
  { "row-and-moved", "[" FILE_WITH ("a", "x", "") "]", "[" FILE_WITH ("a", "x", ROW_OF ("1")) "]",
    "[" FILE_WITH ("a", "y", "") "]", "[" FILE_WITH ("a", "x", ROW_OF ("1")) "]",
    "/attachments/0 " FILE_WITH ("a", "x", "") " " FILE_WITH (
        "a", "x", ROW_OF ("1")) " " FILE_WITH ("a", "y", "") },
  { "moved-alike-and-row", "[" FILE_WITH ("a", "x", "") "]", "[" FILE_WITH ("a", "y", "") "]",
    "[" FILE_WITH ("a", "y", ROW_OF ("1")) "]", "[" FILE_WITH ("a", "y", ROW_OF ("1")) "]", "" },
  { "moved-and-turned", "[" VIEWED ("a", PAGE ("1")) "]",
    "[{\"id\":\"a\",\"sha256\":\"2\",\"slot\":\"y\",\"view\":[{\"page\":1}]}]",
    "[" VIEWED ("a", TURNED ("1", "90")) "]",
    "[{\"id\":\"a\",\"sha256\":\"2\",\"slot\":\"y\",\"view\":[{\"page\":1,\"turn\":90}]}]", "" },
  { "cautions-on-both", "[" FILE_WITH ("a", "x", "") "]", "[" CAUTIONED ("a", "x", "blur") "]",
    "[" CAUTIONED ("a", "x", "glare") "]", "[" CAUTIONED ("a", "x", "blur") "]", "" },
  { "cautions-of-theirs", "[" FILE_WITH ("a", "x", "") "]",
    "[" FILE_WITH ("a", "x", ROW_OF ("1")) "]", "[" CAUTIONED ("a", "x", "glare") "]",
    "[{\"cautions\":[{\"code\":\"glare\",\"page\":1}],\"id\":\"a\",\"row\":\"1\",\"sha256\":"
    "\"2\",\"slot\":\"x\"}]",
    "" },
  { "order-on-both", "[" FILE_A "," FILE_WITH ("b", "x", "") "," FILE_WITH ("c", "y", "") "]",
    "[" FILE_WITH ("b", "x", "") "," FILE_A "," FILE_WITH ("c", "y", "") "]",
    "[" FILE_A "," FILE_WITH ("c", "y", "") "," FILE_WITH ("b", "x", "") "]",
    "[" FILE_WITH ("b", "x", "") "," FILE_A "," FILE_WITH ("c", "y", "") "]",
    "/attachments [" FILE_A
    "," FILE_WITH ("b", "x", "") "," FILE_WITH ("c", "y", "") "] [" FILE_WITH (
        "b", "x", "") "," FILE_A
                      "," FILE_WITH ("c", "y", "") "] [" FILE_A "," FILE_WITH (
                          "c", "y", "") "," FILE_WITH ("b", "x", "") "]" },
};

static void
test_attachments (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcDossier) base = new_dossier ("{}", files[i].base);
  g_autoptr (JcDossier) mine = new_dossier ("{}", files[i].mine);
  g_autoptr (JcDossier) theirs = new_dossier ("{}", files[i].theirs);
  g_autoptr (GPtrArray) conflicts = new_conflicts ();
  g_autoptr (JcDossier) merged = jc_merge (base, mine, theirs, conflicts);
  g_autofree char *attachments = jc_json_to_canonical (jc_dossier_get_attachments (merged));
  g_autofree char *described = describe_conflicts (conflicts);

  g_assert_cmpstr (attachments, ==, files[i].merged);
  g_assert_cmpstr (described, ==, files[i].conflicts);
}

/* What the server decides is theirs. */
static void
test_standing (void)
{
  g_autoptr (JcDossier) base = new_dossier ("{\"s\":{\"f\":1}}", "[]");
  g_autoptr (JcDossier) mine = new_dossier ("{\"s\":{\"f\":2}}", "[]");
  g_autoptr (JcDossier) later = jc_dossier_with_revision (base, 5);
  g_autoptr (JcDossier) round = jc_dossier_with_round (later, "2025");
  g_autoptr (JcDossier) version = jc_dossier_with_version (round, "w");
  g_autoptr (JcDossier) theirs = jc_dossier_with_state (version, "submitted", "2025-10-09");
  g_autoptr (GPtrArray) conflicts = new_conflicts ();
  g_autoptr (JcDossier) merged = jc_merge (base, mine, theirs, conflicts);
  g_autofree char *values = jc_json_to_canonical (jc_dossier_get_values (merged));

  g_assert_cmpint (jc_dossier_get_revision (merged), ==, 5);
  g_assert_cmpstr (jc_dossier_get_round (merged), ==, "2025");
  g_assert_cmpstr (jc_dossier_get_version (merged), ==, "w");
  g_assert_cmpstr (jc_dossier_get_state (merged), ==, "submitted");
  g_assert_cmpstr (jc_dossier_get_finalised_on (merged), ==, "2025-10-09");
  g_assert_cmpstr (values, ==, "{\"s\":{\"f\":2}}");
  g_assert_cmpuint (conflicts->len, ==, 0);
}

static void
test_conflicts_json (void)
{
  g_autoptr (JcDossier) base = new_dossier ("{}", "[]");
  g_autoptr (JcDossier) mine = new_dossier ("{\"s\":{\"f\":2}}", "[]");
  g_autoptr (JcDossier) theirs = new_dossier ("{\"s\":{\"f\":3}}", "[]");
  g_autoptr (GPtrArray) conflicts = new_conflicts ();
  g_autoptr (JcDossier) merged = jc_merge (base, mine, theirs, conflicts);
  g_autoptr (JsonNode) node = jc_conflicts_to_json (conflicts);
  g_autofree char *text = jc_json_to_canonical (node);

  g_assert_nonnull (merged);
  g_assert_cmpstr (text, ==, "[{\"base\":null,\"mine\":2,\"pointer\":\"/s/f\",\"theirs\":3}]");
}

/* --- Any documents --- */

static char *
random_row (GRand *rand, char id)
{
  return g_strdup_printf ("{\"id\":\"%c\",\"t\":%d,\"u\":%d}", id, g_rand_int_range (rand, 0, 3),
                          g_rand_int_range (rand, 0, 3));
}

/* Rows with ids out of a–f, in any order, each at most once. */
static char *
random_rows (GRand *rand)
{
  GString *text = g_string_new ("[");
  char     ids[] = "abcdef";

  for (int i = 0; i < 6; i++)
    {
      int  j = g_rand_int_range (rand, i, 6);
      char swapped = ids[i];

      ids[i] = ids[j];
      ids[j] = swapped;
      if (g_rand_boolean (rand))
        {
          g_autofree char *row = random_row (rand, ids[i]);

          g_string_append_printf (text, "%s%s", text->len > 1 ? "," : "", row);
        }
    }

  return g_string_free (g_string_append_c (text, ']'), FALSE);
}

static JcDossier *
random_dossier (GRand *rand)
{
  g_autofree char *rows = random_rows (rand);
  g_autofree char *attachments = random_rows (rand);
  GString         *values = g_string_new ("{\"s\":{");
  JcDossier       *dossier;

  g_string_append_printf (values, "\"f\":%d", g_rand_int_range (rand, 0, 3));
  if (g_rand_boolean (rand))
    g_string_append_printf (values, ",\"r\":%s", rows);
  if (g_rand_boolean (rand))
    g_string_append_printf (values, ",\"c\":[\"%d\"]", g_rand_int_range (rand, 0, 3));
  g_string_append (values, "}");
  if (g_rand_boolean (rand))
    g_string_append_printf (values, ",\"o\":{\"f\":%d}", g_rand_int_range (rand, 0, 3));
  g_string_append (values, "}");

  dossier = new_dossier (values->str, attachments);
  g_string_free (values, TRUE);

  return dossier;
}

static void
assert_merges_to (JcDossier *base, JcDossier *mine, JcDossier *theirs, JcDossier *expected)
{
  g_autoptr (GPtrArray) conflicts = new_conflicts ();
  g_autoptr (JcDossier) merged = jc_merge (base, mine, theirs, conflicts);

  g_assert_true (jc_dossier_equal (merged, expected));
  g_assert_cmpuint (conflicts->len, ==, 0);
}

static void
test_one_side (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20251009);

  for (int i = 0; i < 500; i++)
    {
      g_autoptr (JcDossier) base = random_dossier (rand);
      g_autoptr (JcDossier) other = random_dossier (rand);

      assert_merges_to (base, other, base, other);
      assert_merges_to (base, base, other, other);
      assert_merges_to (base, other, other, other);
    }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  JsonNode *first = *(JsonNode *const *)a;
  JsonNode *second = *(JsonNode *const *)b;

  return strcmp (json_object_get_string_member (json_node_get_object (first), "id"),
                 json_object_get_string_member (json_node_get_object (second), "id"));
}

static void
sort_rows (JsonArray *rows)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);

  while (json_array_get_length (rows) > 0)
    {
      g_ptr_array_add (sorted, json_array_dup_element (rows, 0));
      json_array_remove_element (rows, 0);
    }
  g_ptr_array_sort (sorted, compare_rows);
  for (guint i = 0; i < sorted->len; i++)
    json_array_add_element (rows, json_node_ref (g_ptr_array_index (sorted, i)));
}

/* The whole document with its rows sorted by id. */
static char *
describe_unordered (JcDossier *dossier)
{
  g_autoptr (JsonNode) shared = jc_dossier_to_json (dossier);
  g_autoptr (JsonNode) node = jc_json_copy (shared);
  JsonObject *object = json_node_get_object (node);
  JsonArray  *rows = jc_json_get_array (
       jc_json_get_object (json_object_get_object_member (object, "values"), "s"), "r");

  sort_rows (json_object_get_array_member (object, "attachments"));
  if (rows != NULL)
    sort_rows (rows);

  return jc_json_to_canonical (node);
}

/* Where nothing conflicts neither side counts for more, but for the order of rows. */
static void
test_symmetric (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20251015);
  guint n_free = 0;

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (JcDossier) base = random_dossier (rand);
      g_autoptr (JcDossier) mine = random_dossier (rand);
      g_autoptr (JcDossier) theirs = random_dossier (rand);
      g_autoptr (GPtrArray) conflicts = new_conflicts ();
      g_autoptr (GPtrArray) turned_conflicts = new_conflicts ();
      g_autoptr (JcDossier) merged = jc_merge (base, mine, theirs, conflicts);
      g_autoptr (JcDossier) turned = jc_merge (base, theirs, mine, turned_conflicts);
      g_autofree char *one = describe_unordered (merged);
      g_autofree char *other = describe_unordered (turned);

      g_assert_cmpuint (conflicts->len, ==, turned_conflicts->len);
      if (conflicts->len > 0)
        continue;

      g_assert_cmpstr (one, ==, other);
      n_free++;
    }

  g_assert_cmpuint (n_free, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/merge/values/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_merge);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/model/merge/attachments/", files[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_attachments);
    }
  g_test_add_func ("/model/merge/standing", test_standing);
  g_test_add_func ("/model/merge/conflicts-json", test_conflicts_json);
  g_test_add_func ("/model/merge/any/one-side", test_one_side);
  g_test_add_func ("/model/merge/any/symmetric", test_symmetric);

  return g_test_run ();
}
