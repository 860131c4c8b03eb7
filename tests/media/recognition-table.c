/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Reads every certificate in every scene, and prints a line of JSON for each: what was found, and
 * in how many seconds; at last the processor time of all jobs and the memory that one took at most.
 */

#include "config.h"

#include <stdio.h>
#include <sys/resource.h>

#include "bench.h"
#include "jc-json.h"
#include "scene.h"

static void
print (JsonObject *object)
{
  g_autoptr (JsonNode) node = jc_json_new_object (object);
  g_autofree char *text = jc_json_to_canonical (node);

  puts (text);
}

static void
measure (Bench *bench, const Certificate *certificate, const Drawing *drawing, const Scene *scene)
{
  g_autofree char *path = bench_path (bench, "page");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) reading = NULL;
  JsonObject *answer = json_object_new ();
  JsonObject *facts = json_object_new ();
  gint64      start_us;

  scene->save (drawing, path);
  start_us = g_get_monotonic_time ();
  reading = scene_read (bench->media, path, &error);
  g_assert_no_error (error);
  json_object_set_string_member (answer, "certificate", certificate->name);
  json_object_set_string_member (answer, "scene", scene->name);
  json_object_set_double_member (answer, "seconds",
                                 (double)(g_get_monotonic_time () - start_us) / G_USEC_PER_SEC);
  for (const CertificateFact *fact = certificate->facts; fact->name != NULL; fact++)
    json_object_set_boolean_member (facts, fact->name, scene_has_text (reading, fact->text));
  if (certificate->qr_text != NULL)
    json_object_set_boolean_member (
        facts, "qr_code",
        json_array_get_length (jc_json_get_array (json_node_get_object (reading), "codes")) == 1);
  json_object_set_object_member (answer, "facts", facts);
  print (answer);
}

int
main (void)
{
  Bench         bench = { 0 };
  struct rusage usage;
  JsonObject   *used = json_object_new ();

  bench_set_up (&bench, NULL);
  if (!jc_media_can_recognise (bench.media))
    {
      g_printerr ("Text recognition is not installed.\n");
      return 77;
    }
  for (const Certificate *certificate = certificates; certificate->name != NULL; certificate++)
    {
      g_autoptr (Drawing) drawing = certificate_draw (certificate);

      for (const Scene *scene = scenes; scene->name != NULL; scene++)
        measure (&bench, certificate, drawing, scene);
    }
  bench_tear_down (&bench, NULL);
  getrusage (RUSAGE_CHILDREN, &usage);
  json_object_set_double_member (used, "processor_seconds",
                                 (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec);
  json_object_set_int_member (used, "memory_mib", usage.ru_maxrss / 1024);
  print (used);
  return 0;
}
