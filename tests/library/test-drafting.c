/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "library-fixture.h"

#include "jc-drafting.h"

#define PROGRAMME "changchun-studio-2025"

/* What this caller did, and what somebody else saved meanwhile, since both loaded the same. */
static const struct
{
  const char *path;
  const char *last_state;
  const char *mine_state;
  const char *their_name; /* NULL: as it was */
  const char *their_state;
  const char *state;
} cases[] = {
  { "/library/drafting/nothing-changed", "draft", "draft", NULL, "draft", "draft" },
  { "/library/drafting/finalised", "draft", "finalised", NULL, "draft", "finalised" },
  { "/library/drafting/finalised-what-another-wrote", "draft", "finalised", "乙", "draft",
    "draft" },
  { "/library/drafting/another-finalised", "draft", "draft", NULL, "finalised", "finalised" },
  { "/library/drafting/reopened", "finalised", "draft", NULL, "finalised", "draft" },
  { "/library/drafting/reopened-and-another-wrote", "finalised", "draft", "乙", "finalised",
    "draft" },
};

static JcDossier *
make (const char *name, const char *state)
{
  g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (PROGRAMME);
  g_autoptr (JcDossier) empty
      = jc_dossier_new (ID_A, "application", PROGRAMME, jc_programme_get_version (programme));
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), name);
  g_autoptr (JcDossier) named = jc_dossier_with_value (empty, "/unit/full_name", value, NULL);

  return jc_dossier_with_state (named, state,
                                g_str_equal (state, "finalised") ? "2025-10-01" : NULL);
}

/* Past what is locked, as a reopening, a change and a finalising again leave it. */
static void
save_theirs (Fixture *fixture, const char *name, const char *state)
{
  g_autoptr (JcDossier) draft = make (name, "draft");
  g_autoptr (JcDossier) theirs = make (name, state);

  save_as (fixture, draft, name, "reopened");
  save_as (fixture, theirs, name, "finalised");
}

static void
test_state (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (PROGRAMME);
  g_autoptr (JcDossier) last = make ("甲", cases[i].last_state);
  g_autoptr (JcDossier) mine = make ("甲", cases[i].mine_state);
  const char *their_name = cases[i].their_name != NULL ? cases[i].their_name : "甲";
  g_autoptr (GError) error = NULL;
  g_autoptr (JcDossier) saved = NULL;

  save_as (fixture, last, "甲", "created");
  save_theirs (fixture, their_name, cases[i].their_state);
  saved = jc_drafting_save_over (fixture->library, programme, last, mine, "edited", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (jc_dossier_get_state (saved), ==, cases[i].state);
  assert_name (fixture, ID_A, their_name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, GSIZE_TO_POINTER (i), set_up, test_state, tear_down);
  return g_test_run ();
}
