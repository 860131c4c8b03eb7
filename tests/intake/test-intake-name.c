/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include <string.h>

#include "jc-intake-name.h"

static const struct
{
  const char *path;
  const char *raw;
  const char *expected;
} cases[] = {
  { "/intake/name/plain", "身份证.jpg", "身份证.jpg" },
  { "/intake/name/path", "/home/a/../b/证书.pdf", "证书.pdf" },
  { "/intake/name/backslashes", "C:\\扫描\\证书.pdf", "证书.pdf" },
  { "/intake/name/climbing", "../../../etc/passwd", "passwd" },
  { "/intake/name/gbk", "\xc9\xed\xb7\xdd\xd6\xa4.jpg", "身份证.jpg" },
  /* The second byte of this character is a backslash. */
  { "/intake/name/gbk-backslash", "\x81\x5c.jpg", "乗.jpg" },
  { "/intake/name/gb18030", "\x81\x39\xef\x30.jpg", "㐁.jpg" },
  { "/intake/name/neither", "\xff\xfe.jpg", "\xef\xbf\xbd\xef\xbf\xbd.jpg" },
  { "/intake/name/decomposed", "cafe\xcc\x81.pdf", "caf\xc3\xa9.pdf" },
  { "/intake/name/controls", "a\nb\x1b[31m\x7f.pdf", "ab[31m.pdf" },
  { "/intake/name/direction", "photo\xe2\x80\xaegnp.exe", "photognp.exe" },
  { "/intake/name/spaces", "  a b .pdf  ", "a b .pdf" },
  { "/intake/name/empty", "", "文件" },
  { "/intake/name/folder", "a/", "文件" },
  { "/intake/name/dot", ".", "文件" },
  { "/intake/name/dots", "x/..", "文件" },
  { "/intake/name/only-controls", "\x01\x02", "文件" },
  { "/intake/name/no-suffix", "scan", "scan" },
};

static void
test_case (gconstpointer data)
{
  gsize            i = GPOINTER_TO_SIZE (data);
  g_autofree char *name = jc_intake_name_clean (cases[i].raw);

  g_assert_cmpstr (name, ==, cases[i].expected);
}

static const struct
{
  const char *path;
  guint       n_characters; /* of three bytes, before the suffix */
  const char *suffix;
  guint       n_bytes;
} lengths[] = {
  { "/intake/name/length-under", 65, ".jpg", 199 },
  { "/intake/name/length-over", 66, ".jpg", 199 },
  { "/intake/name/length-far-over", 5000, ".jpg", 199 },
  { "/intake/name/length-bare", 67, "", 198 },
  /* Too long to be a suffix: the end goes. */
  { "/intake/name/length-no-suffix", 66, ".jpgjpgjpgjpgjpgjpg", 200 },
};

static void
test_length (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (guint k = 0; k < lengths[i].n_characters; k++)
    g_string_append (raw, "册");
  g_string_append (raw, lengths[i].suffix);
  name = jc_intake_name_clean (raw->str);
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_cmpuint (strlen (name), ==, lengths[i].n_bytes);
  if (strlen (lengths[i].suffix) < 10)
    g_assert_true (g_str_has_suffix (name, lengths[i].suffix));
}

static const struct
{
  const char *path;
  const char *raw;
  gboolean    is_litter;
} litter[] = {
  { "/intake/name/litter-mac", "__MACOSX/a/._b.jpg", TRUE },
  { "/intake/name/litter-store", "a/.DS_Store", TRUE },
  { "/intake/name/litter-thumbs", "a/THUMBS.DB", TRUE },
  { "/intake/name/litter-desktop", "desktop.ini", TRUE },
  { "/intake/name/litter-none", "a.b/c.jpg", FALSE },
  { "/intake/name/litter-gbk", "\x81\x5c.jpg", FALSE },
};

static void
test_litter (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  g_assert_cmpint (jc_intake_name_is_litter (litter[i].raw), ==, litter[i].is_litter);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, GSIZE_TO_POINTER (i), test_case);
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    g_test_add_data_func (lengths[i].path, GSIZE_TO_POINTER (i), test_length);
  for (gsize i = 0; i < G_N_ELEMENTS (litter); i++)
    g_test_add_data_func (litter[i].path, GSIZE_TO_POINTER (i), test_litter);

  return g_test_run ();
}
