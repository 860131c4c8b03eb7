/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-sync-engine.h"

#include "jc-json.h"
#include "jc-reason.h"
#include "jc-sync.h"

#define ID "0a1b2c3d-0000-4000-8000-000000000001"

static JcDossier *
dossier (const char *state, const char *finalised_on, const char *values, gint64 revision)
{
  g_autoptr (JsonNode) node = jc_json_parse (values, -1, NULL);
  g_autoptr (JcDossier) empty = jc_dossier_new (ID, "application", "p", "v1");
  g_autoptr (JcDossier) filled = jc_dossier_with_values (empty, node);
  g_autoptr (JcDossier) with_state = jc_dossier_with_state (filled, state, finalised_on);

  return jc_dossier_with_revision (with_state, revision);
}

#define A "{\"unit\":{\"name\":\"a\"}}"
#define B "{\"unit\":{\"name\":\"b\"}}"

static const struct
{
  const char *path;
  const char *base_state;
  const char *base_on;
  const char *base_values;
  const char *state;
  const char *on;
  const char *values;
  JcSyncStep  step;
} steps[] = {
  { "/sync/engine/next/never-sent", NULL, NULL, NULL, "draft", NULL, A, JC_SYNC_STEP_CREATE },
  { "/sync/engine/next/never-sent-finalised", NULL, NULL, NULL, "finalised", "2025-10-09", A,
    JC_SYNC_STEP_CREATE },
  { "/sync/engine/next/equal", "draft", NULL, A, "draft", NULL, A, JC_SYNC_STEP_NONE },
  { "/sync/engine/next/changed", "draft", NULL, A, "draft", NULL, B, JC_SYNC_STEP_UPDATE },
  { "/sync/engine/next/changed-and-finalised", "draft", NULL, A, "finalised", "2025-10-09", B,
    JC_SYNC_STEP_UPDATE },
  { "/sync/engine/next/finalised-here", "draft", NULL, A, "finalised", "2025-10-09", A,
    JC_SYNC_STEP_FINALISE },
  { "/sync/engine/next/finalised-both", "finalised", "2025-10-09", A, "finalised", "2025-10-09", A,
    JC_SYNC_STEP_NONE },
  { "/sync/engine/next/finalised-another-day", "finalised", "2025-10-09", A, "finalised",
    "2025-10-10", A, JC_SYNC_STEP_REOPEN },
  { "/sync/engine/next/reopened-here", "finalised", "2025-10-09", A, "draft", NULL, A,
    JC_SYNC_STEP_REOPEN },
  { "/sync/engine/next/submitted-there", "submitted", "2025-10-09", A, "finalised", "2025-10-09", A,
    JC_SYNC_STEP_PULL },
  { "/sync/engine/next/submitted-both", "submitted", "2025-10-09", A, "submitted", "2025-10-09", A,
    JC_SYNC_STEP_NONE },
};

static void
test_next (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcDossier) current = dossier (steps[i].state, steps[i].on, steps[i].values, 0);
  g_autoptr (JcDossier) base = NULL;

  if (steps[i].base_state != NULL)
    base = dossier (steps[i].base_state, steps[i].base_on, steps[i].base_values, 3);
  g_assert_cmpint (jc_sync_engine_next (base, current), ==, steps[i].step);
}

static void
test_round (void)
{
  static const char *const rounds[] = {
    "{\"id\":\"closed\",\"programme\":\"p\",\"version\":\"v1\",\"state\":\"closed\"}",
    "{\"id\":\"older\",\"programme\":\"p\",\"version\":\"v0\",\"state\":\"open\"}",
    "{\"id\":\"same\",\"programme\":\"p\",\"version\":\"v1\",\"state\":\"open\"}",
    "{\"id\":\"newer\",\"programme\":\"p\",\"version\":\"v2\",\"state\":\"open\"}",
    "{\"id\":\"other\",\"programme\":\"q\",\"version\":\"v1\",\"state\":\"open\"}",
  };
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);
  g_autoptr (JcDossier) draft = dossier ("draft", NULL, A, 0);
  g_autoptr (JcDossier) placed = jc_dossier_with_round (draft, "closed");

  g_assert_null (jc_sync_engine_pick_round (nodes, draft));
  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    g_ptr_array_add (nodes, jc_json_parse (rounds[i], -1, NULL));
  g_assert_cmpstr (jc_sync_engine_pick_round (nodes, draft), ==, "same");
  g_assert_cmpstr (jc_sync_engine_pick_round (nodes, placed), ==, "closed");
}

/* What the server has instead of the dossier's own round "r", and where the dossier goes. */
static const struct
{
  const char *path;
  const char *rounds[4];
  const char *round;
} moves[] = {
  { "/sync/engine/move/nowhere", { NULL }, NULL },
  { "/sync/engine/move/still-there", { "r:p:v1:closed", "s:p:v1:open" }, "r" },
  { "/sync/engine/move/the-only-one", { "r:p:v1:gone", "s:p:v1:open" }, "s" },
  { "/sync/engine/move/unknown-here", { "s:p:v1:open" }, "s" },
  { "/sync/engine/move/only-one-is-open", { "s:p:v1:closed", "t:p:v1:open" }, "t" },
  { "/sync/engine/move/another-version", { "s:p:v2:open" }, "s" },
  { "/sync/engine/move/two-are-open", { "s:p:v1:open", "t:p:v2:open" }, NULL },
  { "/sync/engine/move/none-is-open", { "s:p:v1:closed", "t:p:v1:gone" }, NULL },
  { "/sync/engine/move/another-programme", { "s:q:v1:open" }, NULL },
};

static void
test_move (gconstpointer data)
{
  gsize n = GPOINTER_TO_SIZE (data);
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);
  g_autoptr (JcDossier) draft = dossier ("draft", NULL, A, 0);
  g_autoptr (JcDossier) placed = jc_dossier_with_round (draft, "r");

  for (guint i = 0; moves[n].rounds[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (moves[n].rounds[i], ":", 4);
      g_autofree char *text = g_strdup_printf (
          "{\"id\":\"%s\",\"programme\":\"%s\",\"version\":\"%s\",\"state\":\"%s\"}", words[0],
          words[1], words[2], words[3]);

      g_ptr_array_add (nodes, jc_json_parse (text, -1, NULL));
    }
  g_assert_cmpstr (jc_sync_engine_pick_round (nodes, placed), ==, moves[n].round);
}

static void
test_back_off (void)
{
  gint64 last_us = 0;

  for (int n = 1; n < 40; n++)
    {
      gint64 low_us = jc_sync_engine_back_off (n, 0.0, 0);
      gint64 high_us = jc_sync_engine_back_off (n, 1.0, 0);

      g_assert_cmpint (low_us, >=, last_us);
      g_assert_cmpint (high_us, ==, 3 * low_us);
      g_assert_cmpint (high_us, <=, 900 * G_USEC_PER_SEC);
      last_us = low_us;
    }
  g_assert_cmpint (jc_sync_engine_back_off (1, 0.0, 0), ==, G_USEC_PER_SEC);
  g_assert_cmpint (jc_sync_engine_back_off (1, 1.0, (gint64)3600 * G_USEC_PER_SEC), ==,
                   (gint64)3600 * G_USEC_PER_SEC);
}

static void
test_reasons (void)
{
  for (int code = JC_SYNC_ERROR_NO_CONNECTION; code <= JC_SYNC_ERROR_UNKNOWN_KEY; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (JC_SYNC_ERROR, code, "x");
      const char *reason = jc_reason_from_error (error);
      g_autoptr (JcText) text = jc_sync_reason_dup_text (reason);

      g_assert_cmpint (jc_reason_to_error (reason), ==, code);
      g_assert_cmpstr (text->zh, !=, text->en);
      g_assert_cmpstr (text->zh, !=, reason);
    }
}

/* What is no answer of a server must not read like one. */
static void
test_own_reasons (void)
{
  const struct
  {
    GQuark      domain;
    int         code;
    const char *reason;
  } cases[] = {
    { JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NO_SPACE, "no_space" },
    { G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no_space" },
    { G_FILE_ERROR, G_FILE_ERROR_NOSPC, "no_space" },
    { JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_LOCKED, "not_taken_in" },
    { JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NOT_FOUND, "not_taken_in" },
    { JC_MODEL_ERROR, JC_MODEL_ERROR_INVALID, "not_taken_in" },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, "queued" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (cases[i].domain, cases[i].code, "x");
      g_autoptr (GError) again = NULL;
      const char *reason = jc_reason_from_error (error);

      g_assert_cmpstr (reason, ==, cases[i].reason);
      g_assert_false (jc_reason_is_final (reason));
      g_assert_false (jc_reason_set_error (reason, "words", &again));
      g_assert_cmpstr (again->message, ==, "words");
      if (g_str_equal (reason, "no_space"))
        g_assert_error (again, JC_LIBRARY_ERROR, JC_LIBRARY_ERROR_NO_SPACE);
    }
}

/* Nobody tries a final one again; only who submits anew drops those that are done. */
static void
test_final_reasons (void)
{
  static const struct
  {
    const char *reason;
    gboolean    is_final;
    gboolean    is_done;
  } cases[] = {
    { "offline", FALSE, FALSE },
    { "opening", FALSE, FALSE },
    { "server_error", FALSE, FALSE },
    { "no_round", FALSE, FALSE },
    { "late", TRUE, TRUE },
    { "refused", TRUE, TRUE },
    { "findings", TRUE, TRUE },
    { "unknown_key", TRUE, FALSE },
    { "submission_lost", TRUE, TRUE },
    { "unheard-of", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (jc_reason_is_final (cases[i].reason), ==, cases[i].is_final);
      g_assert_cmpint (jc_reason_is_done (cases[i].reason), ==, cases[i].is_done);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    g_test_add_data_func (steps[i].path, GSIZE_TO_POINTER (i), test_next);
  g_test_add_func ("/sync/engine/round", test_round);
  g_test_add_func ("/sync/engine/back-off", test_back_off);
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    g_test_add_data_func (moves[i].path, GSIZE_TO_POINTER (i), test_move);
  g_test_add_func ("/sync/reason/both-ways", test_reasons);
  g_test_add_func ("/sync/reason/own", test_own_reasons);
  g_test_add_func ("/sync/reason/final", test_final_reasons);
  return g_test_run ();
}
