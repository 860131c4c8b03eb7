/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-folder-news.h"

#include <string.h>

#define SECOND G_USEC_PER_SEC

/* One file of a listing; no name: none. */
typedef struct
{
  const char *name;
  gint64      size;
  gint64      mtime_us;
} File;

static void
look (JcFolderNews *news, gint64 now_us, const File *files, guint n_files, const char *expected)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_folder_entry_free);
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (entries,
                     jc_folder_entry_new (files[i].name, files[i].size, files[i].mtime_us));
  names = jc_folder_news_look (news, entries, now_us);
  g_ptr_array_add (names, NULL);
  text = g_strjoinv (" ", (char **)names->pdata);
  g_assert_cmpstr (text, ==, expected);
}

#define LOOK(news, now, expected, ...)                                                             \
  look (news, now, (const File[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const File[]){ __VA_ARGS__ })),  \
        expected)
#define LOOK_EMPTY(news, now, expected) look (news, now, NULL, 0, expected)

static void
test_rest (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();

  LOOK_EMPTY (news, 0, "");
  LOOK (news, 3 * SECOND, "", { "a", 10, 1 });
  g_assert_true (jc_folder_news_is_waiting (news));
  LOOK (news, 3 * SECOND + JC_FOLDER_REST_US - 1, "", { "a", 10, 1 });
  LOOK (news, 3 * SECOND + JC_FOLDER_REST_US, "a", { "a", 10, 1 });
  g_assert_false (jc_folder_news_is_waiting (news));
  LOOK (news, 30 * SECOND, "", { "a", 10, 1 });
}

/* It grows, then only its time changes, then it rests: whole and once. */
static void
test_slow_writer (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();

  LOOK_EMPTY (news, 0, "");
  LOOK (news, 3 * SECOND, "", { "a", 0, 1 });
  LOOK (news, 6 * SECOND, "", { "a", 0, 1 });
  LOOK (news, 9 * SECOND, "", { "a", 10, 2 });
  LOOK (news, 10 * SECOND, "", { "a", 10, 3 });
  LOOK (news, 11 * SECOND, "", { "a", 20, 3 });
  LOOK (news, 12 * SECOND, "", { "a", 20, 3 });
  LOOK (news, 13 * SECOND, "a", { "a", 20, 3 });
  LOOK (news, 16 * SECOND, "", { "a", 20, 3 });
}

/* The next scan under the same name. */
static void
test_written_anew (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();

  LOOK_EMPTY (news, 0, "");
  LOOK (news, 3 * SECOND, "", { "a", 10, 1 });
  LOOK (news, 6 * SECOND, "a", { "a", 10, 1 });
  LOOK (news, 9 * SECOND, "", { "a", 11, 2 });
  LOOK (news, 12 * SECOND, "a", { "a", 11, 2 });
  /* Back to what is known already. */
  LOOK (news, 15 * SECOND, "", { "a", 10, 1 });
  LOOK (news, 18 * SECOND, "", { "a", 10, 1 });
}

static void
test_gone_and_back (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();

  LOOK_EMPTY (news, 0, "");
  LOOK (news, 3 * SECOND, "", { "a", 10, 1 });
  LOOK (news, 6 * SECOND, "a", { "a", 10, 1 });
  LOOK_EMPTY (news, 9 * SECOND, "");
  LOOK (news, 12 * SECOND, "", { "a", 10, 1 });
  LOOK (news, 15 * SECOND, "", { "a", 10, 1 });
}

static void
test_earlier (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();

  LOOK (news, 0, "", { "b", 10, 1 }, { "a10", 10, 1 }, { "a9", 10, 1 });
  g_assert_cmpuint (jc_folder_news_count_earlier (news), ==, 3);
  LOOK (news, 9 * SECOND, "", { "b", 10, 1 }, { "a10", 10, 1 }, { "a9", 10, 1 });
  jc_folder_news_ask_earlier (news);
  g_assert_cmpuint (jc_folder_news_count_earlier (news), ==, 0);
  LOOK (news, 10 * SECOND, "a9 a10 b", { "b", 10, 1 }, { "a10", 10, 1 }, { "a9", 10, 1 });
  LOOK (news, 20 * SECOND, "", { "b", 10, 1 }, { "a10", 10, 1 }, { "a9", 10, 1 });
}

/* What was being written when the watch began is news. */
static void
test_earlier_still_written (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();

  LOOK (news, 0, "", { "a", 10, 1 });
  LOOK (news, 3 * SECOND, "", { "a", 20, 2 });
  g_assert_cmpuint (jc_folder_news_count_earlier (news), ==, 0);
  LOOK (news, 6 * SECOND, "a", { "a", 20, 2 });
}

/* What was there, offered or told is known next time; what came meanwhile is offered. */
static void
test_memory (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();
  g_autoptr (JcFolderNews) next = jc_folder_news_new ();
  g_autofree char *memory = NULL;

  LOOK (news, 0, "", { "a", 10, 1 });
  LOOK (news, 3 * SECOND, "", { "a", 10, 1 }, { "b", 10, 1 }, { "c", 10, 1 });
  LOOK (news, 6 * SECOND, "b c", { "a", 10, 1 }, { "b", 10, 1 }, { "c", 10, 1 });
  memory = jc_folder_news_dup_memory (news);

  jc_folder_news_set_memory (next, memory);
  LOOK (next, 0, "", { "a", 10, 1 }, { "b", 10, 1 }, { "c", 10, 2 }, { "d", 10, 1 });
  g_assert_cmpuint (jc_folder_news_count_earlier (next), ==, 2);
  jc_folder_news_ask_earlier (next);
  LOOK (next, 3 * SECOND, "c d", { "a", 10, 1 }, { "b", 10, 1 }, { "c", 10, 2 }, { "d", 10, 1 });
}

static void
test_strange_memory (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();
  g_autofree char *memory = NULL;

  jc_folder_news_set_memory (news, "  x 0123456789abcdef 0123456789abcdef ");
  memory = jc_folder_news_dup_memory (news);
  g_assert_cmpstr (memory, ==, "0123456789abcdef");
}

static void
test_memory_is_bounded (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();
  g_autofree char *memory = NULL;

  for (guint i = 0; i <= JC_FOLDER_MAX_REMEMBERED; i++)
    {
      g_autofree char *mark = g_strdup_printf ("%016x", i);

      jc_folder_news_set_memory (news, mark);
    }
  memory = jc_folder_news_dup_memory (news);
  g_assert_cmpuint (strlen (memory), ==, JC_FOLDER_MAX_REMEMBERED * 17 - 1);
  g_assert_true (g_str_has_prefix (memory, "0000000000000001 "));
}

static void
test_try_again (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();
  gint64 now = 0;

  LOOK_EMPTY (news, now, "");
  LOOK (news, now += 3 * SECOND, "", { "a", 10, 1 });
  for (guint i = 1; i < JC_FOLDER_MAX_ATTEMPTS; i++)
    {
      LOOK (news, now += 3 * SECOND, "a", { "a", 10, 1 });
      g_assert_true (jc_folder_news_try_again (news, "a"));
      LOOK (news, now += 3 * SECOND, "", { "a", 10, 1 });
    }
  LOOK (news, now += 3 * SECOND, "a", { "a", 10, 1 });
  g_assert_false (jc_folder_news_try_again (news, "a"));
  LOOK (news, now += 3 * SECOND, "", { "a", 10, 1 });
  LOOK (news, now += 3 * SECOND, "", { "a", 10, 1 });
  g_assert_false (jc_folder_news_try_again (news, "never seen"));
}

static void
test_candidates (void)
{
  static const struct
  {
    const char *name;
    gboolean    expected;
  } cases[] = {
    { "扫描0001.pdf", TRUE }, { "a.tmp.pdf", TRUE },  { "tmp", TRUE },
    { ".hidden", FALSE },     { "Thumbs.db", FALSE }, { "a.TMP", FALSE },
    { "a.pdf.part", FALSE },  { "~$a.docx", FALSE },  { "a.crdownload", FALSE },
    { "a.filepart", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (jc_folder_news_is_candidate (cases[i].name), ==, cases[i].expected);
}

static void
test_passed_over (void)
{
  g_autoptr (JcFolderNews) news = jc_folder_news_new ();

  LOOK (news, 0, "", { ".DS_Store", 10, 1 });
  g_assert_cmpuint (jc_folder_news_count_earlier (news), ==, 0);
  LOOK (news, 3 * SECOND, "", { "a.part", 10, 1 });
  g_assert_false (jc_folder_news_is_waiting (news));
  /* It gets its name when it is written. */
  LOOK (news, 6 * SECOND, "", { "a", 20, 2 });
  LOOK (news, 9 * SECOND, "a", { "a", 20, 2 });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/intake/folder-news/rest", test_rest);
  g_test_add_func ("/intake/folder-news/slow-writer", test_slow_writer);
  g_test_add_func ("/intake/folder-news/written-anew", test_written_anew);
  g_test_add_func ("/intake/folder-news/gone-and-back", test_gone_and_back);
  g_test_add_func ("/intake/folder-news/earlier", test_earlier);
  g_test_add_func ("/intake/folder-news/earlier-still-written", test_earlier_still_written);
  g_test_add_func ("/intake/folder-news/memory", test_memory);
  g_test_add_func ("/intake/folder-news/strange-memory", test_strange_memory);
  g_test_add_func ("/intake/folder-news/memory-is-bounded", test_memory_is_bounded);
  g_test_add_func ("/intake/folder-news/try-again", test_try_again);
  g_test_add_func ("/intake/folder-news/candidates", test_candidates);
  g_test_add_func ("/intake/folder-news/passed-over", test_passed_over);

  return g_test_run ();
}
