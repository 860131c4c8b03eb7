/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Measures the model: what a keystroke's check costs, and strict JSON. One "name value" a line. */

#include "config.h"

#include "jc-check.h"
#include "jc-json.h"
#include "jc-pointer.h"

#include <string.h>
#include <time.h>

#define ID "0b0e7c1e-6a1f-4a3c-9a52-0d6d3c8f1a01"
#define TODAY "2025-10-09"
#define STROKES_PER_FIELD 40
#define WARM_UP_STROKES 4
#define WHOLE_CHECKS 25
#define JSON_RUNS 7

static gint64
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);

  return (gint64)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int
compare_ns (gconstpointer a, gconstpointer b)
{
  const gint64 *left = a;
  const gint64 *right = b;

  return (*left > *right) - (*left < *right);
}

/* @permille of the sorted samples are no longer than the answer; in microseconds. */
static double
quantile_us (GArray *samples, guint permille)
{
  g_assert (samples->len > 0);
  g_array_sort (samples, compare_ns);

  return (double)g_array_index (samples, gint64, (samples->len - 1) * permille / 1000) / 1000.0;
}

static JsonNode *
load_json (const char *file)
{
  g_autofree char *text = NULL;
  gsize            length = 0;
  g_autoptr (GError) error = NULL;
  JsonNode *node = NULL;

  if (g_file_get_contents (file, &text, &length, &error))
    node = jc_json_parse (text, (gssize)length, &error);
  if (node == NULL)
    g_error ("%s: %s", file, error->message);

  return node;
}

/* --- A keystroke --- */

/**
 * Typing: one dossier that is being filled in, and how long its checks took.
 */
typedef struct
{
  JcCheck  *check;    /* (owned) */
  JsonNode *values;   /* (owned) */
  GArray   *all_ns;   /* (element-type gint64) */
  double    worst_us; /* the slowest field's median */
  char     *worst;    /* (nullable): that field's pointer */
  guint     n_fields;
  guint     n_strokes;
  guint64   n_evaluated;
} Typing;

static gint64
press_key (Typing *typing, const char *pointer, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autoptr (GError) error = NULL;
  const char       *changed[] = { pointer, NULL };
  JcSectionProgress progress;
  JsonNode         *values = jc_pointer_set (typing->values, pointer, node, &error);
  guint64           n_before = jc_check_get_n_evaluated (typing->check);
  gint64            begun_ns;
  gint64            taken_ns;

  g_assert_no_error (error);
  begun_ns = now_ns ();
  jc_check_update (typing->check, values, changed);
  /* What a window asks after every keystroke; the list of findings is made when it is asked for. */
  jc_check_get_findings (typing->check);
  jc_check_get_progress (typing->check, NULL, &progress);
  taken_ns = now_ns () - begun_ns;

  typing->n_evaluated += jc_check_get_n_evaluated (typing->check) - n_before;
  typing->n_strokes++;
  json_node_unref (typing->values);
  typing->values = values;

  return taken_ns;
}

/* The last character goes and comes back, over and over. */
static void
type_in (Typing *typing, const char *pointer)
{
  g_autoptr (GArray) taken_ns = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *whole = g_strdup (jc_json_as_string (jc_pointer_get (typing->values, pointer)));
  g_autofree char *shorter = NULL;
  double           median_us;

  if (jc_json_is_blank (jc_pointer_get (typing->values, pointer)))
    return;

  shorter = g_utf8_substring (whole, 0, g_utf8_strlen (whole, -1) - 1);
  for (guint i = 0; i < WARM_UP_STROKES + STROKES_PER_FIELD; i++)
    {
      gint64 stroke_ns = press_key (typing, pointer, i % 2 == 0 ? shorter : whole);

      if (i >= WARM_UP_STROKES)
        g_array_append_val (taken_ns, stroke_ns);
    }
  g_array_append_vals (typing->all_ns, taken_ns->data, taken_ns->len);
  typing->n_fields++;

  median_us = quantile_us (taken_ns, 500);
  if (median_us > typing->worst_us)
    {
      typing->worst_us = median_us;
      g_free (typing->worst);
      typing->worst = g_strdup (pointer);
    }
}

static gboolean
is_typed (const JcField *field)
{
  return field->derived == NULL
         && (field->type == JC_FIELD_TEXT || field->type == JC_FIELD_LONG_TEXT);
}

static void
type_in_rows (Typing *typing, const JcField *rows)
{
  JsonArray *array = jc_json_as_array (jc_pointer_get (typing->values, rows->pointer));
  guint      n_rows = array != NULL ? json_array_get_length (array) : 0;

  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < rows->fields->len; i++)
      {
        const JcField   *field = g_ptr_array_index (rows->fields, i);
        g_autofree char *pointer = g_strdup_printf ("%s/%u/%s", rows->pointer, row, field->key);

        if (is_typed (field))
          type_in (typing, pointer);
      }
}

static double
measure_whole_check (JcCheck *check, JcDossier *dossier)
{
  g_autoptr (GArray) taken_ns = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < WHOLE_CHECKS; i++)
    {
      gint64 begun_ns = now_ns ();
      gint64 whole_ns;

      jc_check_set_dossier (check, dossier);
      jc_check_get_findings (check);
      whole_ns = now_ns () - begun_ns;
      g_array_append_val (taken_ns, whole_ns);
    }

  return quantile_us (taken_ns, 500);
}

static void
print_typing (Typing *typing, guint n_definition_fields)
{
  g_print ("fields %u\n", n_definition_fields);
  g_print ("typed_fields %u\n", typing->n_fields);
  g_print ("median_us %.2f\n", quantile_us (typing->all_ns, 500));
  g_print ("p99_us %.2f\n", quantile_us (typing->all_ns, 990));
  g_print ("worst_field_us %.2f\n", typing->worst_us);
  g_print ("worst_field %s\n", typing->worst);
  g_print ("evaluations %.2f\n", (double)typing->n_evaluated / typing->n_strokes);
}

static int
measure_check (const char *file, const char *kind_id)
{
  g_autoptr (JsonNode) definition = load_json (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcProgramme) programme = jc_programme_new_from_json (definition, &error);
  g_autoptr (JcDossier) empty = NULL;
  g_autoptr (JcDossier) dossier = NULL;
  const JcKind *kind;
  Typing        typing = { 0 };
  guint         n_fields = 0;

  g_assert_no_error (error);
  kind = jc_programme_find_kind (programme, kind_id);
  empty = jc_dossier_new (ID, kind_id, jc_programme_get_id (programme),
                          jc_programme_get_version (programme));
  dossier = jc_dossier_with_values (empty, jc_programme_get_sample (programme, kind_id));

  typing.check = jc_check_new (programme, kind_id, TODAY);
  typing.values = json_node_ref (jc_dossier_get_values (dossier));
  typing.all_ns = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_print ("whole_us %.2f\n", measure_whole_check (typing.check, dossier));

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);

      n_fields += section->fields->len;
      for (guint j = 0; j < section->fields->len; j++)
        {
          const JcField *field = g_ptr_array_index (section->fields, j);

          if (is_typed (field))
            type_in (&typing, field->pointer);
          else if (field->type == JC_FIELD_ROWS)
            type_in_rows (&typing, field);
        }
    }
  print_typing (&typing, n_fields);

  jc_check_free (typing.check);
  json_node_unref (typing.values);
  g_array_unref (typing.all_ns);
  g_free (typing.worst);

  return 0;
}

/* --- Reading --- */

static int
measure_json (const char *file)
{
  g_autofree char *text = NULL;
  gsize            length = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) taken_ns = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_file_get_contents (file, &text, &length, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < JSON_RUNS; i++)
    {
      gint64 begun_ns = now_ns ();
      gint64 whole_ns;
      g_autoptr (JsonNode) node = jc_json_parse (text, (gssize)length, &error);
      g_autofree char *canonical = node != NULL ? jc_json_to_canonical (node) : NULL;

      g_assert_no_error (error);
      g_assert (canonical != NULL && strlen (canonical) > length / 2);
      whole_ns = now_ns () - begun_ns;
      g_array_append_val (taken_ns, whole_ns);
    }
  g_print ("json_us %.1f\n", quantile_us (taken_ns, 500));

  return 0;
}

static int
measure_definition (const char *id)
{
  gint64 begun_ns = now_ns ();
  g_autoptr (JcProgramme) programme = jc_programme_ref_shipped (id);

  g_assert (programme != NULL);
  g_print ("definition_us %.1f\n", (double)(now_ns () - begun_ns) / 1000.0);

  return 0;
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && strcmp (argv[1], "check") == 0)
    return measure_check (argv[2], argv[3]);
  if (argc == 3 && strcmp (argv[1], "json") == 0)
    return measure_json (argv[2]);
  if (argc == 3 && strcmp (argv[1], "definition") == 0)
    return measure_definition (argv[2]);

  g_printerr ("bench-model check FILE KIND | json FILE | definition ID\n");

  return 2;
}
