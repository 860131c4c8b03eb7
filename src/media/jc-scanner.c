/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-scanner.h"

#include <signal.h>

#include <gio/gunixinputstream.h>

#include "jc-json.h"
#include "jc-text.h"

/* A line is a few members; rows are at most this wide and many. */
#define MAX_LINE 4096
#define MAX_SIDE 20000
#define MAX_ROWS_BYTES (16 * 1024 * 1024)
#define STOP_LIMIT_MS 3000

G_DEFINE_QUARK (jc-scan-error-quark, jc_scan_error)

typedef struct
{
  GSubprocess      *process; /* (owned) */
  GDataInputStream *stream;  /* (owned) */
  GCancellable     *cancellable;
  gulong            stop;
} JcScanRun;

typedef gboolean (*JcScanLineFunc) (JcScanRun *run, JsonObject *said, gpointer data, GError **error);

static const struct
{
  const char *paper;
  double      width;
  double      height;
} papers[] = {
  { "a4", 210, 297 },
  { "a5", 148, 210 },
  { "a3", 297, 420 },
  { "id1", 85.6, 54 },
};

void
jc_scan_device_free (JcScanDevice *device)
{
  g_free (device->name);
  g_free (device->label);
  g_free (device);
}

/* --- Words --- */

static const struct
{
  const char *code;
  JcScanError error;
  const char *zh;
  const char *en;
} failures[] = {
  { "empty", JC_SCAN_ERROR_EMPTY, "进纸器里没有纸。放好纸再继续。",
    "The feeder is empty. Put paper in, then go on." },
  { "jammed", JC_SCAN_ERROR_JAMMED, "卡纸了。打开盖子把纸取出来，放好再继续；已经扫好的页都在。",
    "A sheet is stuck. Take it out, put it back, then go on; the pages read so far are kept." },
  { "cover_open", JC_SCAN_ERROR_COVER_OPEN, "扫描仪的盖子开着。合上再继续。",
    "The scanner’s cover is open. Close it, then go on." },
  { "busy", JC_SCAN_ERROR_BUSY, "扫描仪正被别的程序使用。关掉那个程序，或过一会儿再试。",
    "Another program is using the scanner. Close it, or try again later." },
  { "gone", JC_SCAN_ERROR_GONE, "扫描仪没有回应。检查电源和连线，再重新查找。",
    "The scanner does not answer. Check its power and cable, then look for it again." },
  { "denied", JC_SCAN_ERROR_DENIED,
    "这个账号不能用扫描仪。让管理员把你加入 scanner 用户组。",
    "This account may not use the scanner. Have it added to the group “scanner”." },
  { "no_space", JC_SCAN_ERROR_NO_SPACE, "磁盘满了，这一页没有存下。腾出空间再扫这一页。",
    "The disk is full, and this page was not kept. Make room, then scan it again." },
};

static gboolean
refuse (const char *code, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    if (g_strcmp0 (failures[i].code, code) == 0)
      return jc_set_error (error, JC_SCAN_ERROR, (int)failures[i].error, "%s%.0s", "%.0s%s",
                           failures[i].zh, failures[i].en);

  return jc_set_error (error, JC_SCAN_ERROR, JC_SCAN_ERROR_FAILED,
                       "没有扫成。关掉扫描仪再打开，然后再试。",
                       "Scanning failed. Switch the scanner off and on, then try again.");
}

/* --- The helper program --- */

static char *
find_program (void)
{
  const char *named = g_getenv ("JC_SCAN_HELPER");

  if (named != NULL)
    return g_strdup (named);
  if (g_file_test (JC_BUILD_SCAN_HELPER, G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup (JC_BUILD_SCAN_HELPER);
  return g_strdup (JC_LIBEXECDIR "/jiangce-scan");
}

/* Stops the motor: the program tells the device, and ends. */
static void
cancelled_cb (GCancellable *cancellable, GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGTERM);
}

static gboolean
begin (JcScanRun *run, const char *const *words, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError)    cause = NULL;

  g_ptr_array_add (arguments, find_program ());
  for (; *words != NULL; words++)
    g_ptr_array_add (arguments, g_strdup (*words));
  g_ptr_array_add (arguments, NULL);
  run->process = g_subprocess_newv ((const char *const *)arguments->pdata,
                                    G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                    &cause);
  if (run->process == NULL)
    return jc_set_error (error, JC_SCAN_ERROR, JC_SCAN_ERROR_NO_HELPER,
                         "打不开扫描程序（%s）。重新安装匠册。",
                         "The scanning program does not start (%s). Install Jiangce again.",
                         cause->message);
  run->stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (run->process));
  run->cancellable = cancellable;
  if (cancellable != NULL)
    run->stop = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), run->process, NULL);

  return TRUE;
}

/* A device that was told to stop brings its carriage home first. */
static void
wait_for_end (JcScanRun *run)
{
  GInputStream *pipe = g_subprocess_get_stdout_pipe (run->process);
  GPollFD       end = { g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (pipe)), G_IO_IN, 0 };
  gint64        deadline = g_get_monotonic_time () + STOP_LIMIT_MS * 1000;
  guint8        rest[4096];

  while (g_get_monotonic_time () < deadline && g_poll (&end, 1, STOP_LIMIT_MS) > 0)
    if (g_input_stream_read (pipe, rest, sizeof rest, NULL, NULL) <= 0)
      return;
}

static void
finish (JcScanRun *run)
{
  if (run->process == NULL)
    return;
  if (g_cancellable_is_cancelled (run->cancellable))
    wait_for_end (run);
  if (run->cancellable != NULL)
    g_cancellable_disconnect (run->cancellable, run->stop);
  g_subprocess_force_exit (run->process);
  g_subprocess_wait (run->process, NULL, NULL);
  g_clear_object (&run->stream);
  g_clear_object (&run->process);
}

/* Reads what the program says until it is done; a program that ends early has crashed. */
static gboolean
listen_to (JcScanRun *run, JcScanLineFunc func, gpointer data, GError **error)
{
  for (;;)
    {
      gsize            length = 0;
      g_autofree char *line = g_data_input_stream_read_line (run->stream, &length,
                                                             run->cancellable, error);
      g_autoptr (JsonNode) node = NULL;
      JsonObject      *said;
      const char      *what;

      if (line == NULL)
        return error != NULL && *error != NULL ? FALSE : refuse ("gone", error);
      node = length <= MAX_LINE ? jc_json_parse (line, (gssize)length, NULL) : NULL;
      said = jc_json_as_object (node);
      what = jc_json_get_string (said, "what", "");
      if (g_str_equal (what, "done"))
        return TRUE;
      if (g_str_equal (what, "failed"))
        return refuse (jc_json_get_string (said, "code", ""), error);
      if (said == NULL || !func (run, said, data, error))
        return error != NULL && *error != NULL ? FALSE : refuse ("failed", error);
    }
}

static gboolean
talk (const char *const *words,
      JcScanLineFunc     func,
      gpointer           data,
      GCancellable      *cancellable,
      GError           **error)
{
  JcScanRun          run = { 0 };
  g_autoptr (GError) cause = NULL;
  gboolean           done;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  done = begin (&run, words, cancellable, &cause) && listen_to (&run, func, data, &cause);
  finish (&run);
  if (done)
    return TRUE;
  /* A device that was told to stop says all kinds of things. */
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_propagate_error (error, g_steal_pointer (&cause));

  return FALSE;
}

/* --- Calls --- */

static gboolean
device_said_cb (JcScanRun *run, JsonObject *said, gpointer data, GError **error)
{
  JcScanDevice *device = g_new0 (JcScanDevice, 1);

  device->name = g_strdup (jc_json_get_string (said, "name", ""));
  device->label = g_strdup (jc_json_get_string (said, "label", device->name));
  g_ptr_array_add (data, device);

  return TRUE;
}

/**
 * jc_scanner_list:
 *
 * Looks for scanners, on the network too, which can take several seconds.
 *
 * Returns: (transfer container) (element-type JcScanDevice)
 */
GPtrArray *
jc_scanner_list (GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) devices
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_scan_device_free);
  const char *const words[] = { "list", NULL };

  if (!talk (words, device_said_cb, devices, cancellable, error))
    return NULL;

  return g_steal_pointer (&devices);
}

static gboolean
abilities_said_cb (JcScanRun *run, JsonObject *said, gpointer data, GError **error)
{
  JcScanAbilities *abilities = data;

  abilities->flatbed = jc_json_get_boolean (said, "flatbed", TRUE);
  abilities->feeder = jc_json_get_boolean (said, "feeder", FALSE);
  abilities->duplex = jc_json_get_boolean (said, "duplex", FALSE);
  abilities->colour = jc_json_get_boolean (said, "colour", FALSE);
  abilities->min_dpi = (int)jc_json_get_int (said, "min_dpi", 0);
  abilities->max_dpi = (int)jc_json_get_int (said, "max_dpi", 0);

  return TRUE;
}

/**
 * jc_scanner_describe:
 * @device: a device's name
 * @abilities: (out): receives what it can do
 */
gboolean
jc_scanner_describe (const char      *device,
                     JcScanAbilities *abilities,
                     GCancellable    *cancellable,
                     GError         **error)
{
  const char *const words[] = { "describe", device, NULL };

  g_return_val_if_fail (device != NULL, FALSE);
  *abilities = (JcScanAbilities){ 0 };

  return talk (words, abilities_said_cb, abilities, cancellable, error);
}

typedef struct
{
  JcScanEventFunc func;
  gpointer        user_data;
} ScanListener;

/* The bytes behind a "rows" line; NULL when they do not come, or are more than a row can be. */
static guint8 *
dup_rows (JcScanRun *run, const JcScanEvent *event, GError **error)
{
  gsize              n_bytes = (gsize)event->width * 4 * (gsize)event->n_rows;
  gsize              n_read = 0;
  g_autofree guint8 *pixels = NULL;

  if (n_bytes == 0 || n_bytes > MAX_ROWS_BYTES || event->y < 0)
    return NULL;
  pixels = g_malloc (n_bytes);
  if (!g_input_stream_read_all (G_INPUT_STREAM (run->stream), pixels, n_bytes, &n_read,
                                run->cancellable, error)
      || n_read != n_bytes)
    return NULL;

  return g_steal_pointer (&pixels);
}

static gboolean
scan_said_cb (JcScanRun *run, JsonObject *said, gpointer data, GError **error)
{
  ScanListener *listener = data;
  JcScanEvent   event = { 0 };
  const char   *what = jc_json_get_string (said, "what", "");
  g_autofree guint8 *pixels = NULL;

  event.page = (guint)jc_json_get_int (said, "page", 0);
  event.width = (int)CLAMP (jc_json_get_int (said, "width", 0), 0, MAX_SIDE);
  event.height = (int)CLAMP (jc_json_get_int (said, "height", 0), 0, MAX_SIDE);
  if (g_str_equal (what, "page"))
    event.what = JC_SCAN_PAGE_BEGINS;
  else if (g_str_equal (what, "saved"))
    {
      event.what = JC_SCAN_PAGE_SAVED;
      event.path = jc_json_get_string (said, "path", "");
    }
  else if (g_str_equal (what, "rows"))
    {
      event.what = JC_SCAN_ROWS;
      event.y = (int)CLAMP (jc_json_get_int (said, "y", -1), -1, MAX_SIDE);
      event.n_rows = (int)CLAMP (jc_json_get_int (said, "rows", 0), 0, MAX_SIDE);
      pixels = dup_rows (run, &event, error);
      if (pixels == NULL)
        return FALSE;
      event.pixels = pixels;
    }
  else
    return FALSE;
  if (listener->func != NULL)
    listener->func (&event, listener->user_data);

  return TRUE;
}

/**
 * jc_scanner_scan:
 * @request: what to scan, and where its pages go
 * @func: (nullable): told as it goes on
 *
 * Reads one page, or the whole stack of a feeder. Cancelling stops the device; a page that was not
 * finished is not kept.
 */
gboolean
jc_scanner_scan (const JcScanRequest *request,
                 JcScanEventFunc      func,
                 gpointer             user_data,
                 GCancellable        *cancellable,
                 GError             **error)
{
  static const char *const sources[] = { "flatbed", "feeder", "duplex" };
  ScanListener             listener = { .func = func, .user_data = user_data };
  g_autofree char         *dpi = g_strdup_printf ("%d", request->dpi);
  char                     width[G_ASCII_DTOSTR_BUF_SIZE];
  char                     height[G_ASCII_DTOSTR_BUF_SIZE];
  gsize                    paper = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_strcmp0 (papers[i].paper, request->paper) == 0)
      paper = i;
  g_ascii_dtostr (width, sizeof width, papers[paper].width);
  g_ascii_dtostr (height, sizeof height, papers[paper].height);

  return talk ((const char *const[]){ "scan", request->device, sources[request->source],
                                      request->colour ? "colour" : "grey", dpi, width, height,
                                      request->folder, NULL },
               scan_said_cb, &listener, cancellable, error);
}
