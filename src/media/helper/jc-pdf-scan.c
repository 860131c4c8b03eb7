/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-pdf-scan.h"

#include <string.h>

#include <qpdf/qpdf-c.h>

#include "jc-pages.h"

#define MAX_OBJECTS 400000
#define LIMIT_US (2 * G_USEC_PER_SEC)

typedef enum
{
  HAS_JAVASCRIPT = 1 << 0,
  HAS_LAUNCH = 1 << 1,
  HAS_EMBEDDED_FILES = 1 << 2,
  HAS_XFA = 1 << 3,
  HAS_OPEN_ACTION = 1 << 4,
  HAS_SIGNATURE = 1 << 5,
} Content;

struct _JcPdfScan
{
  qpdf_data   qpdf;    /* (owned) */
  GHashTable *visited; /* (owned): numbers of objects */
  GArray     *waiting; /* (owned) (element-type qpdf_oh) */
  Content     content;
};

/* --- What an object gives away --- */

static gboolean
is_name (JcPdfScan *self, qpdf_oh dictionary, const char *key, const char *const *names)
{
  qpdf_oh value = qpdf_oh_get_key_if_dict (self->qpdf, dictionary, key);

  return qpdf_oh_is_name (self->qpdf, value)
         && g_strv_contains (names, qpdf_oh_get_name (self->qpdf, value));
}

static gboolean
has (JcPdfScan *self, qpdf_oh dictionary, const char *key)
{
  return !qpdf_oh_is_null (self->qpdf, qpdf_oh_get_key_if_dict (self->qpdf, dictionary, key));
}

/* Actions (ISO 32000-1, 12.6), embedded files (7.11.4), XFA (12.7.8) and signatures (12.8). Sending
 * a form is put with starting a program: both reach out of the document. */
static void
look_at (JcPdfScan *self, qpdf_oh dictionary)
{
  static const char *const javascript[] = { "/JavaScript", "/Rendition", NULL };
  static const char *const outward[] = { "/Launch", "/SubmitForm", "/ImportData", NULL };
  static const char *const file[] = { "/EmbeddedFile", NULL };
  static const char *const signature[] = { "/Sig", "/DocTimeStamp", NULL };

  if (is_name (self, dictionary, "/S", javascript) && has (self, dictionary, "/JS"))
    self->content |= HAS_JAVASCRIPT;
  if (is_name (self, dictionary, "/S", outward))
    self->content |= HAS_LAUNCH;
  if (has (self, dictionary, "/EF") || is_name (self, dictionary, "/Type", file))
    self->content |= HAS_EMBEDDED_FILES;
  if (is_name (self, dictionary, "/Type", signature)
      || is_name (self, dictionary, "/FT", signature))
    if (has (self, dictionary, "/V") || has (self, dictionary, "/ByteRange"))
      self->content |= HAS_SIGNATURE;
}

/* Going to a page on opening is harmless; any other action is not. */
static void
look_at_root (JcPdfScan *self, qpdf_oh root)
{
  static const char *const harmless[] = { "/GoTo", NULL };
  qpdf_oh                  action = qpdf_oh_get_key_if_dict (self->qpdf, root, "/OpenAction");
  qpdf_oh                  names = qpdf_oh_get_key_if_dict (self->qpdf, root, "/Names");
  qpdf_oh                  form = qpdf_oh_get_key_if_dict (self->qpdf, root, "/AcroForm");

  if (has (self, root, "/AA")
      || (qpdf_oh_is_dictionary (self->qpdf, action) && !is_name (self, action, "/S", harmless)))
    self->content |= HAS_OPEN_ACTION;
  if (has (self, names, "/JavaScript"))
    self->content |= HAS_JAVASCRIPT;
  if (has (self, names, "/EmbeddedFiles"))
    self->content |= HAS_EMBEDDED_FILES;
  if (has (self, form, "/XFA"))
    self->content |= HAS_XFA;
}

/* --- The walk --- */

/* Each object once, numbered ones by number; references may run in circles. */
static void
push (JcPdfScan *self, qpdf_oh object)
{
  int number;

  if (!qpdf_oh_is_array (self->qpdf, object) && !qpdf_oh_is_dictionary (self->qpdf, object)
      && !qpdf_oh_is_stream (self->qpdf, object))
    {
      qpdf_oh_release (self->qpdf, object);
      return;
    }

  number = qpdf_oh_get_object_id (self->qpdf, object);
  if (number != 0 && !g_hash_table_add (self->visited, GINT_TO_POINTER (number)))
    qpdf_oh_release (self->qpdf, object);
  else
    g_array_append_val (self->waiting, object);
}

static void
push_members (JcPdfScan *self, qpdf_oh object)
{
  qpdf_oh dictionary = object;

  if (qpdf_oh_is_array (self->qpdf, object))
    {
      int n = qpdf_oh_get_array_n_items (self->qpdf, object);

      for (int i = 0; i < n; i++)
        push (self, qpdf_oh_get_array_item (self->qpdf, object, i));
      return;
    }

  if (qpdf_oh_is_stream (self->qpdf, object))
    dictionary = qpdf_oh_get_dict (self->qpdf, object);
  look_at (self, dictionary);
  qpdf_oh_begin_dict_key_iter (self->qpdf, dictionary);
  while (qpdf_oh_dict_more_keys (self->qpdf))
    push (self, qpdf_oh_get_key (self->qpdf, dictionary, qpdf_oh_dict_next_key (self->qpdf)));
}

/* Taken note of, or it would be printed. */
static void
forget_errors (JcPdfScan *self)
{
  if (qpdf_has_error (self->qpdf))
    qpdf_get_error (self->qpdf);
}

static void
walk (JcPdfScan *self)
{
  gint64  end_us = g_get_monotonic_time () + LIMIT_US;
  guint   n = 0;
  qpdf_oh root = qpdf_get_root (self->qpdf);

  look_at_root (self, root);
  push (self, root);
  while (self->waiting->len > 0 && n++ < MAX_OBJECTS && g_get_monotonic_time () < end_us)
    {
      qpdf_oh object = g_array_index (self->waiting, qpdf_oh, self->waiting->len - 1);

      g_array_set_size (self->waiting, self->waiting->len - 1);
      push_members (self, object);
      qpdf_oh_release (self->qpdf, object);
    }
}

/* --- Public functions --- */

/**
 * jc_pdf_scan_new:
 * @job: its input is a PDF that its `password`, if any, opens
 *
 * Walks from the root through everything that can be reached, in object streams too; bounded in
 * objects and time.
 *
 * Returns: (transfer full): with nothing in it when the file is too broken for this reader
 */
JcPdfScan *
jc_pdf_scan_new (JcJob *job)
{
  JcPdfScan *self = g_new0 (JcPdfScan, 1);

  self->visited = g_hash_table_new (NULL, NULL);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (qpdf_oh));
  self->qpdf = qpdf_init ();
  qpdf_silence_errors (self->qpdf);
  qpdf_set_suppress_warnings (self->qpdf, QPDF_TRUE);
  if (qpdf_read_memory (self->qpdf, "input", (const char *)job->data, job->size,
                        jc_job_get_password (job))
      >= QPDF_ERRORS)
    {
      forget_errors (self);
      qpdf_cleanup (&self->qpdf);
    }
  else
    walk (self);

  return self;
}

void
jc_pdf_scan_free (JcPdfScan *self)
{
  if (self->qpdf != NULL)
    {
      forget_errors (self);
      qpdf_cleanup (&self->qpdf);
    }
  g_hash_table_unref (self->visited);
  g_array_unref (self->waiting);
  g_free (self);
}

static qpdf_oh
get_page (JcPdfScan *self, int page)
{
  return qpdf_get_page_n (self->qpdf, (size_t)page - 1);
}

static gboolean
has_page (JcPdfScan *self, int page)
{
  return self->qpdf != NULL && page <= qpdf_get_num_pages (self->qpdf);
}

/**
 * jc_pdf_scan_get_picture_pixels:
 * @page: from 1
 *
 * Returns: width times height; 0 when the page has no picture of its own or is not found
 */
double
jc_pdf_scan_get_picture_pixels (JcPdfScan *self, int page)
{
  static const char *const image[] = { "/Image", NULL };
  double                   largest = 0;
  qpdf_oh                  pictures;

  if (!has_page (self, page))
    return 0;

  pictures = qpdf_oh_get_key_if_dict (self->qpdf,
                                      qpdf_oh_get_key_if_dict (self->qpdf, get_page (self, page),
                                                               "/Resources"),
                                      "/XObject");
  if (!qpdf_oh_is_dictionary (self->qpdf, pictures))
    return 0;
  qpdf_oh_begin_dict_key_iter (self->qpdf, pictures);
  while (qpdf_oh_dict_more_keys (self->qpdf))
    {
      qpdf_oh picture = qpdf_oh_get_key (self->qpdf, pictures, qpdf_oh_dict_next_key (self->qpdf));
      qpdf_oh facts = qpdf_oh_is_stream (self->qpdf, picture)
                          ? qpdf_oh_get_dict (self->qpdf, picture)
                          : picture;
      double  width
          = qpdf_oh_get_numeric_value (self->qpdf,
                                       qpdf_oh_get_key_if_dict (self->qpdf, facts, "/Width"));
      double height
          = qpdf_oh_get_numeric_value (self->qpdf,
                                       qpdf_oh_get_key_if_dict (self->qpdf, facts, "/Height"));

      if (is_name (self, facts, "/Subtype", image))
        largest = MAX (largest, width * height);
    }
  return largest;
}

/* A reference to an object that is nowhere reads as null. */
static gboolean
is_lost (JcPdfScan *self, qpdf_oh content)
{
  return qpdf_oh_is_indirect (self->qpdf, content) && qpdf_oh_is_null (self->qpdf, content);
}

/**
 * jc_pdf_scan_misses_content:
 * @page: from 1
 *
 * Returns: %TRUE when the page refers to content that the file does not hold, as when its end was
 * cut off
 */
gboolean
jc_pdf_scan_misses_content (JcPdfScan *self, int page)
{
  qpdf_oh contents;

  if (!has_page (self, page))
    return FALSE;

  contents = qpdf_oh_get_key (self->qpdf, get_page (self, page), "/Contents");
  if (!qpdf_oh_is_array (self->qpdf, contents))
    return is_lost (self, contents);
  for (int i = 0; i < qpdf_oh_get_array_n_items (self->qpdf, contents); i++)
    if (is_lost (self, qpdf_oh_get_array_item (self->qpdf, contents, i)))
      return TRUE;
  return FALSE;
}

void
jc_pdf_scan_add_cautions (JcPdfScan *self, JsonArray *cautions)
{
  static const struct
  {
    Content     content;
    const char *code;
  } codes[] = {
    { HAS_JAVASCRIPT, "javascript" },         { HAS_LAUNCH, "launch" },
    { HAS_EMBEDDED_FILES, "embedded_files" }, { HAS_XFA, "xfa" },
    { HAS_OPEN_ACTION, "open_action" },       { HAS_SIGNATURE, "signed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (self->content & codes[i].content)
      jc_pages_add_caution (cautions, codes[i].code, 0);
}
