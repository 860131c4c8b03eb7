/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* `bench-thumbnails CACHE SIZE FILE…` asks for a thumbnail of each file, as the window does. */

#include "config.h"

#include <stdlib.h>

#include "jc-attachment.h"
#include "jc-thumbnails.h"

/* As many as the window has. */
#define N_THREADS 2

typedef struct
{
  JcThumbnails *thumbnails;
  int           size;
} Order;

static void
load_cb (gpointer data, gpointer user_data)
{
  const Order     *order = user_data;
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, data, -1);
  g_autoptr (JcPageView) view = jc_page_view_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcPicture) picture
      = jc_thumbnails_load (order->thumbnails, name, data, view, order->size, NULL, &error);

  if (picture == NULL)
    g_error ("%s: %s", (const char *)data, error->message);
  g_assert_cmpint (MAX (picture->width, picture->height), ==, order->size);
}

int
main (int argc, char *argv[])
{
  g_autoptr (JcMedia) media = jc_media_new ();
  Order        order = { NULL, 0 };
  GThreadPool *pool;

  if (argc < 4)
    return 2;

  order.thumbnails = jc_thumbnails_new (media, argv[1]);
  order.size = atoi (argv[2]);
  pool = g_thread_pool_new (load_cb, &order, N_THREADS, FALSE, NULL);
  for (int i = 3; i < argc; i++)
    g_thread_pool_push (pool, argv[i], NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  jc_thumbnails_unref (order.thumbnails);

  return 0;
}
