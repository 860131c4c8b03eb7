/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-media-private.h"

#include "jc-json.h"
#include "jc-reading.h"
#include "jc-recognition-data.h"

/* Both take seconds; a busy machine needs more. */
#define READING_LIMIT_MS 60000

/* --- Proposals --- */

/**
 * jc_media_propose_view:
 * @path: the file
 * @password: (nullable): opens a PDF that asks for one
 * @view: which page; what it says already stays as it is
 *
 * Looks for what @view leaves open: the outline when it has no quad; the skew when that is 0, which
 * it stays where an outline is found, as taking the perspective out levels the lines; and the turn
 * when that is 0. Members fit together: the copy shows the page as proposed. What the page does
 * not show clearly is not proposed; nor is an outline where the sheet fills the picture, or where
 * several sheets lie side by side.
 *
 * Returns: (transfer full): a copy of @view, with what is proposed; or %NULL with JC_MEDIA_ERROR,
 * or G_IO_ERROR when the file cannot be opened or the call was cancelled
 */
JcPageView *
jc_media_propose_view (JcMedia          *self,
                       const char       *path,
                       const char       *password,
                       const JcPageView *view,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_autoptr (JsonNode) answer
      = jc_media_run (self, "propose", path, jc_media_make_arguments (password, view),
                      READING_LIMIT_MS, NULL, cancellable, error);
  g_autoptr (JcPageView) proposal = NULL;
  JsonNode *json;

  if (answer == NULL)
    return NULL;

  json = json_object_get_member (json_node_get_object (answer), "view");
  if (json != NULL)
    proposal = jc_page_view_new_from_json (json, NULL);
  if (proposal == NULL || proposal->page != view->page || proposal->clean != view->clean)
    {
      jc_media_set_reason (error, JC_REASON_CRASHED, 0, 0);
      return NULL;
    }
  return g_steal_pointer (&proposal);
}

/* --- Reading --- */

/**
 * jc_media_can_recognise:
 *
 * Returns: %TRUE when Jiangce was built with recognition and its Chinese data are there; nothing is
 * started
 */
gboolean
jc_media_can_recognise (JcMedia *self)
{
#ifdef HAVE_RECOGNITION
  g_autofree char *folder = jc_recognition_dup_folder (JC_RECOGNITION_LANGUAGE);

  return folder != NULL;
#else
  return FALSE;
#endif
}

/**
 * jc_media_recognise:
 * @path: the file
 * @password: (nullable): opens a PDF that asks for one
 * @view: which page, and how it is shown
 *
 * Takes some seconds for a page, at most 60. Lines come from top to bottom, what stands in one row
 * from left to right; a label and the value beside it are one line. Print under a red seal is read
 * through it. Without ZBar there are no codes.
 *
 * Returns: (transfer full): what is written on the page; or %NULL with
 * JC_MEDIA_ERROR_UNSUPPORTED where jc_media_can_recognise () is %FALSE, another JC_MEDIA_ERROR, or
 * G_IO_ERROR when the file cannot be opened or the call was cancelled
 */
JsonNode *
jc_media_recognise (JcMedia          *self,
                    const char       *path,
                    const char       *password,
                    const JcPageView *view,
                    GCancellable     *cancellable,
                    GError          **error)
{
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JcReading) reading = NULL;

  if (!jc_media_can_recognise (self))
    {
      jc_media_set_reason (error, JC_REASON_NO_RECOGNITION, 0, 0);
      return NULL;
    }

  answer = jc_media_run (self, "recognise", path, jc_media_make_arguments (password, view),
                         READING_LIMIT_MS, NULL, cancellable, error);
  if (answer == NULL)
    return NULL;

  /* The helper may have been taken over by the file: nothing but a reading comes through. */
  reading = jc_reading_new_from_json ("", view->page, answer, NULL);
  if (reading == NULL)
    {
      jc_media_set_reason (error, JC_REASON_CRASHED, 0, 0);
      return NULL;
    }
  return jc_reading_to_json (reading);
}
