/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-codes.h"

#include <dlfcn.h>

#include <zbar.h>

#define LIBRARY "libzbar.so.0"
/* Eight bits of grey. */
#define FORMAT zbar_fourcc ('Y', '8', '0', '0')

#define FUNCTION(name) typeof (zbar_##name) *name

/* What is used of it. */
typedef struct
{
  FUNCTION (image_scanner_create);
  FUNCTION (image_create);
  FUNCTION (image_set_format);
  FUNCTION (image_set_size);
  FUNCTION (image_set_data);
  FUNCTION (image_first_symbol);
  FUNCTION (scan_image);
  FUNCTION (symbol_next);
  FUNCTION (symbol_get_type);
  FUNCTION (symbol_get_data);
  FUNCTION (symbol_get_loc_size);
  FUNCTION (symbol_get_loc_x);
  FUNCTION (symbol_get_loc_y);
  FUNCTION (get_symbol_name);
} Functions;

/* Loaded in the process of the one job that needs it, as it brings much along. */
static gboolean
load (Functions *functions)
{
  void *library = dlopen (LIBRARY, RTLD_NOW | RTLD_LOCAL);
  const struct
  {
    const char *name;
    gpointer    place;
  } wanted[] = {
#define WANTED(name) { "zbar_" #name, &functions->name }
    WANTED (image_scanner_create), WANTED (image_create),        WANTED (image_set_format),
    WANTED (image_set_size),       WANTED (image_set_data),      WANTED (image_first_symbol),
    WANTED (scan_image),           WANTED (symbol_next),         WANTED (symbol_get_type),
    WANTED (symbol_get_data),      WANTED (symbol_get_loc_size), WANTED (symbol_get_loc_x),
    WANTED (symbol_get_loc_y),     WANTED (get_symbol_name),
#undef WANTED
  };

  for (gsize i = 0; library != NULL && i < G_N_ELEMENTS (wanted); i++)
    {
      void *symbol = dlsym (library, wanted[i].name);

      if (symbol == NULL)
        return FALSE;
      /* POSIX: a function's address fits in a void *. */
      *(void **)wanted[i].place = symbol;
    }
  return library != NULL;
}

void
jc_code_free (JcCode *code)
{
  g_free (code->type);
  g_free (code->text);
  g_free (code);
}

static JcCode *
read_symbol (const Functions *zbar, const zbar_symbol_t *symbol)
{
  JcCode *code = g_new0 (JcCode, 1);
  guint   n = zbar->symbol_get_loc_size (symbol);

  code->type = g_strdup (zbar->get_symbol_name (zbar->symbol_get_type (symbol)));
  code->text = g_utf8_make_valid (zbar->symbol_get_data (symbol), -1);
  for (guint i = 0; i < n; i++)
    {
      int x = zbar->symbol_get_loc_x (symbol, i);
      int y = zbar->symbol_get_loc_y (symbol, i);

      code->left = i == 0 ? x : MIN (code->left, x);
      code->top = i == 0 ? y : MIN (code->top, y);
      code->right = MAX (code->right, x + 1);
      code->bottom = MAX (code->bottom, y + 1);
    }
  return code;
}

/**
 * jc_codes_new:
 * @grey: the page
 *
 * Returns: (transfer full) (element-type JcCode): codes of every kind that ZBar reads
 */
GPtrArray *
jc_codes_new (const JcGrey *grey)
{
  GPtrArray    *codes = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_code_free);
  Functions     zbar = { 0 };
  zbar_image_t *image;

  if (!load (&zbar))
    return codes;

  image = zbar.image_create ();
  zbar.image_set_format (image, FORMAT);
  zbar.image_set_size (image, (guint)grey->width, (guint)grey->height);
  zbar.image_set_data (image, grey->values, (gulong)grey->width * (gulong)grey->height, NULL);
  if (zbar.scan_image (zbar.image_scanner_create (), image) > 0)
    for (const zbar_symbol_t *symbol = zbar.image_first_symbol (image); symbol != NULL;
         symbol = zbar.symbol_next (symbol))
      g_ptr_array_add (codes, read_symbol (&zbar, symbol));
  return codes;
}
