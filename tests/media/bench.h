/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

#include "jc-media.h"

G_BEGIN_DECLS

/* A folder of its own, a helper, and pictures drawn into it. */
typedef struct
{
  JcMedia *media;
  char    *folder; /* (owned) */
} Bench;

void bench_set_up (Bench *bench, gconstpointer data);
/* Removes the folder with what lies in it, and asserts that no process is left. */
void bench_tear_down (Bench *bench, gconstpointer data);
/* (transfer full) */
char *bench_path (Bench *bench, const char *name);
void  bench_write (Bench *bench, const char *name, const void *data, gsize size);
/* The first @permille of the file @from. */
void          bench_cut (Bench *bench, const char *from, const char *to, int permille);
JcMediaFacts *bench_examine (Bench *bench, const char *name, GError **error);
JcPicture *
bench_render (Bench *bench, const char *name, const JcPageView *view, int size, GError **error);
/* The caution @code of @page is there. */
gboolean bench_has_caution (JcMediaFacts *facts, const char *code, int page);
/* 0xRRGGBB at parts (0 … 1) of the picture. */
guint bench_pixel (JcPicture *picture, double x, double y);
/* Each of R, G, B differs by 40 at most. */
#define assert_colour(picture, x, y, colour)                                                       \
  g_assert_true (bench_is_near (bench_pixel (picture, x, y), colour))
gboolean bench_is_near (guint a, guint b);

G_END_DECLS
