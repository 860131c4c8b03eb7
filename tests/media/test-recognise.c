/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "bench.h"
#include "jc-json.h"
#include "jc-readings.h"
#include "scene.h"

static gboolean
skip_without_recognition (Bench *bench)
{
  if (jc_media_can_recognise (bench->media))
    return FALSE;
  g_test_skip ("text recognition is not installed");
  return TRUE;
}

static JsonNode *
read_plain (Bench *bench, const char *name, GError **error)
{
  g_autofree char *path = bench_path (bench, name);
  g_autoptr (JcPageView) view = jc_page_view_new (1);

  return jc_media_recognise (bench->media, path, NULL, view, NULL, error);
}

static void
tell_lines (JsonNode *reading)
{
  JsonArray *lines = jc_json_get_array (json_node_get_object (reading), "lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    g_test_message ("%s", jc_json_get_string (jc_json_as_object (json_array_get_element (lines, i)),
                                              "text", ""));
}

/* --- Certificates in scenes --- */

/* recognition-table reads all in all; these take a minute less. */
static const struct
{
  const char *path;
  guint       certificate;
  guint       scene;
} cases[] = {
  { "/media/recognise/card/clean", 0, 0 },        { "/media/recognise/card/turned-90", 0, 1 },
  { "/media/recognise/card/turned-180", 0, 2 },   { "/media/recognise/card/skewed", 0, 3 },
  { "/media/recognise/card/grainy", 0, 4 },       { "/media/recognise/card/dark", 0, 5 },
  { "/media/recognise/card/on-a-table", 0, 6 },   { "/media/recognise/skill/skewed", 1, 3 },
  { "/media/recognise/licence/turned-90", 2, 1 },
};

static void
test_scene (Bench *bench, gconstpointer data)
{
  gsize              i = GPOINTER_TO_SIZE (data);
  const Certificate *certificate = &certificates[cases[i].certificate];
  const Scene       *scene = &scenes[cases[i].scene];
  g_autofree char   *path = bench_path (bench, "page");
  g_autoptr (Drawing) drawing = certificate_draw (certificate);
  g_autoptr (JsonNode) reading = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_without_recognition (bench))
    return;
  scene->save (drawing, path);
  reading = scene_read (bench->media, path, &error);
  g_assert_no_error (error);
  tell_lines (reading);
  for (const CertificateFact *fact = certificate->facts; fact->name != NULL; fact++)
    if (scene->is_certain && fact->is_key)
      {
        g_test_message ("%s: %s", fact->name, fact->text);
        g_assert_true (scene_has_text (reading, fact->text));
      }
}

/* --- Places --- */

static void
get_box (JsonObject *object, gint64 box[4])
{
  JsonArray *array = jc_json_get_array (object, "box");

  g_assert_cmpuint (json_array_get_length (array), ==, 4);
  for (guint i = 0; i < 4; i++)
    box[i] = json_array_get_int_element (array, i);
}

/* Each length is within 2 % of the page. */
static void
assert_box (JsonObject *object, const double *expected)
{
  gint64 box[4];

  get_box (object, box);
  for (int i = 0; i < 4; i++)
    {
      g_test_message ("%d: %" G_GINT64_FORMAT ", %.0f", i, box[i], expected[i] * JC_VIEW_WHOLE);
      g_assert_cmpfloat_with_epsilon ((double)box[i] / JC_VIEW_WHOLE, expected[i], 0.02);
    }
}

static JsonObject *
find_line (JsonNode *reading, const char *text)
{
  JsonArray *lines = jc_json_get_array (json_node_get_object (reading), "lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = jc_json_as_object (json_array_get_element (lines, i));

      if (strstr (jc_json_get_string (line, "text", ""), text) != NULL)
        return line;
    }
  g_assert_not_reached ();
}

/* As the card is drawn, and of the page as it is shown: turned, it is the same. */
static void
test_box (Bench *bench, gconstpointer data)
{
  const int        turn = GPOINTER_TO_INT (data);
  const double     expected[4] = { 90 / 1011.0, 517 / 638.0, 660 / 1011.0, 36 / 638.0 };
  g_autofree char *path = bench_path (bench, "page");
  g_autoptr (Drawing) drawing = certificate_draw (&certificates[0]);
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (JsonNode) reading = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_without_recognition (bench))
    return;
  scenes[turn / 90].save (drawing, path);
  view->turn = (360 - turn) % 360;
  reading = jc_media_recognise (bench->media, path, NULL, view, NULL, &error);
  g_assert_no_error (error);
  tell_lines (reading);
  assert_box (find_line (reading, "220102198503120019"), expected);
}

static void
test_qr_code (Bench *bench, gconstpointer data)
{
  const double     expected[4] = { 1880 / 2339.0, 300 / 1654.0, 200 / 2339.0, 200 / 1654.0 };
  g_autofree char *path = bench_path (bench, "page");
  g_autoptr (Drawing) drawing = certificate_draw (&certificates[2]);
  g_autoptr (JsonNode) reading = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray  *codes;
  JsonObject *code;

  if (skip_without_recognition (bench))
    return;
  scenes[0].save (drawing, path);
  reading = read_plain (bench, "page", &error);
  g_assert_no_error (error);
  codes = jc_json_get_array (json_node_get_object (reading), "codes");
  g_assert_cmpuint (json_array_get_length (codes), ==, 1);
  code = jc_json_as_object (json_array_get_element (codes, 0));
  g_assert_cmpstr (jc_json_get_string (code, "type", ""), ==, "QR-Code");
  g_assert_cmpstr (jc_json_get_string (code, "text", ""), ==, CERTIFICATE_QR_TEXT);
  assert_box (code, expected);
}

/* --- Kept by hash --- */

static char *
dup_text (JcReading *reading)
{
  g_autoptr (JsonNode) json = NULL;

  g_assert_nonnull (reading);
  json = jc_reading_to_json (reading);
  jc_reading_free (reading);

  return jc_json_to_canonical (json);
}

/* Once the page was read the original is not looked at; another view of it is another page. */
static void
test_kept (Bench *bench, gconstpointer data)
{
  g_autofree char *path = bench_path (bench, "page");
  g_autofree char *folder = bench_path (bench, "readings");
  g_autofree char *sha256 = g_strnfill (64, 'a');
  g_autoptr (Drawing) drawing = certificate_draw (&certificates[0]);
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (JcReadings) readings = jc_readings_new (bench->media, folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (skip_without_recognition (bench))
    return;
  scenes[0].save (drawing, path);
  first = dup_text (jc_readings_load (readings, sha256, path, view, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (first, "220102198503120019"));
  g_unlink (path);
  second = dup_text (jc_readings_load (readings, sha256, path, view, NULL, &error));
  g_assert_cmpstr (second, ==, first);

  view->turn = 90;
  g_assert_null (jc_readings_load (readings, sha256, path, view, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* --- Where there is nothing to read --- */

static void
test_blank (Bench *bench, gconstpointer data)
{
  g_autofree char *path = bench_path (bench, "page");
  g_autoptr (Drawing) drawing = drawing_new_text (1240, 1754, 255, 1754);
  g_autoptr (JsonNode) reading = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_without_recognition (bench))
    return;
  scenes[0].save (drawing, path);
  reading = read_plain (bench, "page", &error);
  g_assert_no_error (error);
  tell_lines (reading);
  g_assert_cmpuint (json_array_get_length (
                        jc_json_get_array (json_node_get_object (reading), "lines")),
                    ==, 0);
  g_assert_cmpuint (json_array_get_length (
                        jc_json_get_array (json_node_get_object (reading), "codes")),
                    ==, 0);
}

static void
test_smallest (Bench *bench, gconstpointer data)
{
  const int        side = GPOINTER_TO_INT (data);
  g_autofree char *path = bench_path (bench, "page");
  g_autoptr (Drawing) drawing = drawing_new_text (side, side, 255, side);
  g_autoptr (JsonNode) reading = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_without_recognition (bench))
    return;
  scenes[0].save (drawing, path);
  reading = scene_read (bench->media, path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (reading);
}

static void
test_no_page (Bench *bench, gconstpointer data)
{
  g_autofree char *path = bench_path (bench, "page");
  g_autoptr (Drawing) drawing = drawing_new_text (200, 200, 255, 10);
  g_autoptr (JcPageView) view = jc_page_view_new (2);
  g_autoptr (JsonNode) reading = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_without_recognition (bench))
    return;
  scenes[0].save (drawing, path);
  reading = jc_media_recognise (bench->media, path, NULL, view, NULL, &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_PAGE);
  g_assert_null (reading);
}

static void
test_damaged (Bench *bench, gconstpointer data)
{
  g_autofree char *path = bench_path (bench, "page");
  g_autoptr (Drawing) drawing = certificate_draw (&certificates[0]);
  g_autoptr (JsonNode) reading = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_without_recognition (bench))
    return;
  scenes[0].save (drawing, path);
  bench_cut (bench, "page", "half", 500);
  reading = read_plain (bench, "half", &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_DAMAGED);
  g_assert_null (reading);
}

/* --- Where it cannot be read --- */

static void
test_without_data (Bench *bench, gconstpointer data)
{
  const char      *kept = g_getenv ("TESSDATA_PREFIX");
  g_autofree char *old = g_strdup (kept);
  g_autofree char *path = bench_path (bench, "page");
  g_autoptr (Drawing) drawing = certificate_draw (&certificates[0]);
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (JcPageView) proposal = NULL;
  g_autoptr (JsonNode) reading = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("TESSDATA_PREFIX", bench->folder, TRUE);
  g_assert_false (jc_media_can_recognise (bench->media));
  scenes[1].save (drawing, path);
  reading = jc_media_recognise (bench->media, path, NULL, view, NULL, &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "chi_sim"));
  g_assert_null (reading);
  g_clear_error (&error);

  /* The turn is then not known. */
  proposal = jc_media_propose_view (bench->media, path, NULL, view, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (proposal->turn, ==, 0);
  if (old != NULL)
    g_setenv ("TESSDATA_PREFIX", old, TRUE);
  else
    g_unsetenv ("TESSDATA_PREFIX");
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (G_USEC_PER_SEC / 10);
  g_cancellable_cancel (data);
  return NULL;
}

/* bench_tear_down () asserts that no process is left. */
static void
test_cancelled (Bench *bench, gconstpointer data)
{
  g_autofree char *path = bench_path (bench, "page");
  g_autoptr (Drawing) drawing = certificate_draw (&certificates[2]);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (JsonNode) reading = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  if (skip_without_recognition (bench))
    return;
  scenes[0].save (drawing, path);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  reading = jc_media_recognise (bench->media, path, NULL, view, cancellable, &error);
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (reading);
}

#define ADD(path, test, data)                                                                      \
  g_test_add ("/media/recognise/" path, Bench, data, bench_set_up, test, bench_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Bench, GSIZE_TO_POINTER (i), bench_set_up, test_scene,
                bench_tear_down);
  ADD ("box/upright", test_box, GINT_TO_POINTER (0));
  ADD ("box/turned", test_box, GINT_TO_POINTER (90));
  ADD ("code/qr", test_qr_code, NULL);
  ADD ("kept", test_kept, NULL);
  ADD ("nothing/blank", test_blank, NULL);
  ADD ("nothing/one-pixel", test_smallest, GINT_TO_POINTER (1));
  ADD ("nothing/three-pixels", test_smallest, GINT_TO_POINTER (3));
  ADD ("nothing/forty-pixels", test_smallest, GINT_TO_POINTER (40));
  ADD ("refused/no-page", test_no_page, NULL);
  ADD ("refused/damaged", test_damaged, NULL);
  ADD ("refused/without-data", test_without_data, NULL);
  ADD ("refused/cancelled", test_cancelled, NULL);

  return g_test_run ();
}
