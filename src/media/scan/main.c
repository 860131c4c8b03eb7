/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-scan"

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <glib.h>
#include <sane/sane.h>

#include "jc-scan-options.h"
#include "jc-scan-page.h"
#include "jc-scan-report.h"

/* The program `jiangce-scan`: speaks to scanners, so that a back end that hangs or crashes takes no
 * window with it.
 *
 *   jiangce-scan list
 *   jiangce-scan describe DEVICE
 *   jiangce-scan scan DEVICE flatbed|feeder|duplex colour|grey DPI WIDTH-MM HEIGHT-MM FOLDER */

#define CHUNK (64 * 1024)
#define MAX_SHEETS 500

static SANE_Handle open_device;

/* SANE allows sane_cancel () in a signal handler (SANE standard 1.06, 4.3.10). */
static void
stop_cb (int signal_number)
{
  if (open_device != NULL)
    sane_cancel (open_device);
  else
    _exit (1);
}

static int
fail (SANE_Status status)
{
  jc_scan_report_failure (jc_scan_status_code (status));
  return 1;
}

static void
report_done (void)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "what", "done");
  jc_scan_report (object);
}

static int
list_devices (void)
{
  const SANE_Device **devices = NULL;
  SANE_Status         status = sane_get_devices (&devices, SANE_FALSE);

  if (status != SANE_STATUS_GOOD)
    return fail (status);
  for (; devices != NULL && *devices != NULL; devices++)
    {
      JsonObject      *object = json_object_new ();
      g_autofree char *label = g_strdup_printf ("%s %s", (*devices)->vendor, (*devices)->model);
      g_autofree char *words = g_utf8_make_valid (label, -1);

      json_object_set_string_member (object, "what", "device");
      json_object_set_string_member (object, "name", (*devices)->name);
      json_object_set_string_member (object, "label", words);
      jc_scan_report (object);
    }
  report_done ();

  return 0;
}

static int
describe_device (SANE_Handle device)
{
  JsonObject *object = jc_scan_options_describe (device);

  json_object_set_string_member (object, "what", "abilities");
  jc_scan_report (object);
  report_done ();

  return 0;
}

static SANE_Status
read_frame (SANE_Handle device, JcScanPage *page, gboolean *is_last)
{
  g_autofree SANE_Byte *chunk = g_malloc (CHUNK);
  SANE_Parameters       frame;
  SANE_Status           status = sane_get_parameters (device, &frame);

  if (status != SANE_STATUS_GOOD)
    return status;
  if (!jc_scan_page_begin (page, &frame))
    return SANE_STATUS_UNSUPPORTED;
  *is_last = frame.last_frame != 0;
  for (;;)
    {
      SANE_Int length = 0;

      status = sane_read (device, chunk, CHUNK, &length);
      if (status != SANE_STATUS_GOOD)
        return status == SANE_STATUS_EOF ? SANE_STATUS_GOOD : status;
      if (!jc_scan_page_take (page, chunk, (gsize)MAX (length, 0)))
        return SANE_STATUS_NO_MEM;
    }
}

static SANE_Status
read_page (SANE_Handle device, JcScanPage *page)
{
  gboolean    is_last = FALSE;
  SANE_Status status = SANE_STATUS_GOOD;

  while (status == SANE_STATUS_GOOD && !is_last)
    {
      status = sane_start (device);
      if (status == SANE_STATUS_GOOD)
        status = read_frame (device, page, &is_last);
    }

  return status;
}

static gboolean
save_page (JcScanPage *page, guint number, const char *folder, int dpi)
{
  g_autofree char *name = g_strdup_printf ("page-%03u.jpg", number);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int              cause = jc_scan_page_save (page, path, dpi);
  JsonObject      *object;

  if (cause != 0)
    {
      jc_scan_report_failure (cause == ENOSPC || cause == EDQUOT ? "no_space" : "failed");
      return FALSE;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "what", "saved");
  json_object_set_int_member (object, "page", number);
  json_object_set_string_member (object, "path", path);
  jc_scan_report (object);

  return TRUE;
}

static int
scan_pages (SANE_Handle device, const JcScanWishes *wishes, const char *folder)
{
  int   dpi = jc_scan_options_apply (device, wishes);
  guint limit = g_str_equal (wishes->source, "flatbed") ? 1 : MAX_SHEETS;

  for (guint number = 1; number <= limit; number++)
    {
      g_autoptr (JcScanPage) page = jc_scan_page_new (number);
      SANE_Status            status = read_page (device, page);

      /* An empty feeder is how a stack ends, unless nothing was in it. */
      if (status == SANE_STATUS_NO_DOCS && number > 1)
        break;
      if (status != SANE_STATUS_GOOD)
        return fail (status);
      if (!save_page (page, number, folder, dpi))
        return 1;
    }
  sane_cancel (device);
  report_done ();

  return 0;
}

static int
run (int argc, char **argv)
{
  JcScanWishes wishes;

  if (argc == 2 && g_str_equal (argv[1], "list"))
    return list_devices ();
  if ((argc == 3 && g_str_equal (argv[1], "describe"))
      || (argc == 9 && g_str_equal (argv[1], "scan")))
    {
      SANE_Status status = sane_open (argv[2], &open_device);
      int         result;

      if (status != SANE_STATUS_GOOD)
        return fail (status);
      if (argc == 3)
        result = describe_device (open_device);
      else
        {
          wishes.source = argv[3];
          wishes.colour = g_str_equal (argv[4], "colour");
          wishes.dpi = atoi (argv[5]);
          wishes.width = g_ascii_strtod (argv[6], NULL);
          wishes.height = g_ascii_strtod (argv[7], NULL);
          result = scan_pages (open_device, &wishes, argv[8]);
        }
      sane_close (g_steal_pointer (&open_device));
      return result;
    }

  return 2;
}

int
main (int argc, char **argv)
{
  struct sigaction action = { .sa_handler = stop_cb };
  SANE_Status      status;
  int              result;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  sigaction (SIGTERM, &action, NULL);
  status = sane_init (NULL, NULL);
  if (status != SANE_STATUS_GOOD)
    return fail (status);
  result = run (argc, argv);
  sane_exit ();

  return result;
}
