/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Runs jobs that misbehave (hostile-helper.c) through the real library: each is refused or killed,
 * and nothing is left. */

#include "config.h"

#include "jc-media-private.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jc-json.h"

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#endif

typedef struct
{
  JcMedia *media;
  char    *folder; /* (owned) */
  char    *input;  /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("jc-sandbox-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->input = g_build_filename (fixture->folder, "input", NULL);
  g_file_set_contents (fixture->input, "{}", -1, &error);
  g_assert_no_error (error);
  g_setenv ("JC_MEDIA_HELPER", JC_HOSTILE_HELPER, TRUE);
  fixture->media = jc_media_new ();
}

/* Nothing may be left: no file beside the input, no process. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  jc_media_unref (fixture->media);
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1);
  g_assert_cmpint (errno, ==, ECHILD);
  g_assert_cmpint (g_unlink (fixture->input), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->input);
  g_free (fixture->folder);
}

static JsonNode *
run (Fixture *fixture, const char *operation, const char *path, guint limit_ms, GError **error)
{
  JsonObject *arguments = json_object_new ();

  if (path != NULL)
    json_object_set_string_member (arguments, "path", path);
  return jc_media_run (fixture->media, operation, fixture->input, arguments, limit_ms, NULL, NULL,
                       error);
}

/* --- What is refused --- */

static const struct
{
  const char *path;
  const char *operation;
  const char *file;
  int         errors[2];
} refusals[] = {
  { "/media/sandbox/reading-passwords-is-refused", "read", "/etc/passwd", { EACCES, EACCES } },
  { "/media/sandbox/reading-processes-is-refused", "read", "/proc/1/status", { EACCES, EACCES } },
  { "/media/sandbox/reading-the-root-is-refused", "read", "/", { EACCES, EACCES } },
  { "/media/sandbox/reading-devices-is-refused", "read", "/dev/zero", { EACCES, EACCES } },
  { "/media/sandbox/reading-fonts-is-allowed", "read", "/usr/share/fonts", { 0, 0 } },
  { "/media/sandbox/writing-is-refused", "write", "/tmp/jc-sandbox-was-here", { EACCES, EPERM } },
  { "/media/sandbox/removing-is-refused", "remove", "/tmp/jc-sandbox-was-here", { EACCES, EPERM } },
  { "/media/sandbox/writing-to-the-input-is-refused", "write-input", NULL, { EBADF, EBADF } },
  { "/media/sandbox/running-data-is-refused", "run-data", NULL, { EPERM, EACCES } },
  { "/media/sandbox/raising-a-limit-is-refused", "raise-limit", NULL, { EPERM, EPERM } },
  { "/media/sandbox/threads-are-allowed", "thread", NULL, { 0, 0 } },
};

/* Reading is refused by Landlock alone, which a kernel may lack. */
static gboolean
has_landlock (void)
{
  return syscall (SYS_landlock_create_ruleset, NULL, 0, 1) > 0;
}

static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = NULL;
  gint64 number;

  if (g_str_equal (refusals[i].operation, "read") && !has_landlock ())
    {
      g_test_skip ("this kernel has no Landlock");
      return;
    }
  answer = run (fixture, refusals[i].operation, refusals[i].file, 10000, &error);
  g_assert_no_error (error);
  number = jc_json_get_int (json_node_get_object (answer), "errno", -1);
  g_test_message ("errno %d", (int)number);
  g_assert_true (number == refusals[i].errors[0] || number == refusals[i].errors[1]);
  g_assert_false (g_file_test ("/tmp/jc-sandbox-was-here", G_FILE_TEST_EXISTS));
}

static void
test_memory (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = NULL;

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("AddressSanitizer does not start under a limit of memory");
  return;
#endif
  answer = run (fixture, "allocate", NULL, 10000, &error);
  g_assert_no_error (error);
  g_assert_cmpint (jc_json_get_int (json_node_get_object (answer), "mib", 4096), <, 512);
}

/* --- What is killed, or lies --- */

static const struct
{
  const char *path;
  const char *operation;
  guint       limit_ms;
} deaths[] = {
  { "/media/sandbox/socket-kills", "socket", 10000 },
  { "/media/sandbox/exec-kills", "exec", 10000 },
  { "/media/sandbox/fork-kills", "fork", 10000 },
  { "/media/sandbox/kill-kills", "kill", 10000 },
  { "/media/sandbox/ptrace-kills", "ptrace", 10000 },
  { "/media/sandbox/hoarding-memory-kills", "hoard", 10000 },
  { "/media/sandbox/spinning-is-stopped", "spin", 300 },
  { "/media/sandbox/sleeping-is-stopped", "sleep", 300 },
  { "/media/sandbox/a-crash-is-told", "overflow", 10000 },
  { "/media/sandbox/leaving-is-told", "leave", 10000 },
  { "/media/sandbox/an-unknown-operation-is-told", "nonsense", 10000 },
  { "/media/sandbox/a-short-reply-is-told", "reply-short", 10000 },
  { "/media/sandbox/a-reply-in-unsealed-memory-is-told", "reply-with-input", 10000 },
  { "/media/sandbox/a-reply-without-memory-is-told", "reply-without", 10000 },
  { "/media/sandbox/an-unknown-reason-is-told", "reply-reason", 10000 },
};

/* The file is at fault, and the next one is read all the same. */
static void
test_death (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer
      = run (fixture, deaths[i].operation, NULL, deaths[i].limit_ms, &error);

  g_assert_null (answer);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_CRASHED);
  g_clear_error (&error);
  answer = run (fixture, "thread", NULL, 10000, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
}

/* --- Answers that are well-formed and untrue --- */

static const struct
{
  const char *path;
  const char *answer;
} lies[] = {
  { "/media/sandbox/lie/no-members", "{}" },
  { "/media/sandbox/lie/unknown-type", "{\"media_type\":\"text/html\",\"suffix\":\"html\"}" },
  { "/media/sandbox/lie/suffix-of-another-type",
    "{\"media_type\":\"image/jpeg\",\"suffix\":\"exe\"}" },
  { "/media/sandbox/lie/page-without-size",
    "{\"media_type\":\"image/jpeg\",\"suffix\":\"jpg\",\"pages\":[{}]}" },
  { "/media/sandbox/lie/page-too-wide",
    "{\"media_type\":\"image/"
    "jpeg\",\"suffix\":\"jpg\",\"pages\":[{\"width\":1e15,\"height\":1}]}" },
  { "/media/sandbox/lie/negative-resolution",
    "{\"media_type\":\"image/"
    "jpeg\",\"suffix\":\"jpg\",\"pages\":[{\"width\":1,\"height\":1,\"dpi\":-1}]}" },
  { "/media/sandbox/lie/unknown-caution",
    "{\"media_type\":\"application/pdf\",\"suffix\":\"pdf\",\"cautions\":[{\"code\":\"all is "
    "well\"}]}" },
  { "/media/sandbox/lie/caution-of-no-page",
    "{\"media_type\":\"application/"
    "pdf\",\"suffix\":\"pdf\",\"cautions\":[{\"code\":\"blur\",\"page\":1}]}" },
};

static void
test_lie (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JcMediaFacts) facts = NULL;

  g_assert_true (g_file_set_contents (fixture->input, lies[i].answer, -1, NULL));
  facts = jc_media_examine (fixture->media, fixture->input, NULL, NULL, &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_CRASHED);
  g_assert_null (facts);
}

static const char *const untrue_pictures[]
    = { "{\"width\":10,\"height\":10}", "{\"width\":0,\"height\":1}",
        "{\"width\":65536,\"height\":65536}", "{\"width\":1000,\"height\":1}", "{}" };

static void
test_untrue_pictures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JcPageView) view = jc_page_view_new (1);

  for (gsize i = 0; i < G_N_ELEMENTS (untrue_pictures); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JcPicture) picture = NULL;

      g_assert_true (g_file_set_contents (fixture->input, untrue_pictures[i], -1, NULL));
      picture
          = jc_media_render (fixture->media, fixture->input, NULL, view, 100, 100, NULL, &error);
      g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_CRASHED);
      g_assert_null (picture);
    }
}

/* --- Cancelling, the helper's own death --- */

static gpointer
cancel_cb (gpointer data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_cb, cancellable);

  answer
      = jc_media_run (fixture->media, data, fixture->input, NULL, 60000, NULL, cancellable, &error);
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (answer);
}

static GArray *
list_children (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task", (int)pid);
  g_autoptr (GDir) tasks = g_dir_open (path, 0, NULL);
  GArray     *children = g_array_new (FALSE, FALSE, sizeof (pid_t));
  const char *task;

  while (tasks != NULL && (task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, task, "children", NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) words = NULL;

      if (!g_file_get_contents (file, &text, NULL, NULL))
        continue;
      words = g_strsplit (g_strstrip (text), " ", -1);
      for (char **word = words; *word != NULL; word++)
        if (**word != '\0')
          {
            pid_t child = (pid_t)g_ascii_strtoll (*word, NULL, 10);

            g_array_append_val (children, child);
          }
    }
  return children;
}

static void
test_helper_dies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) first = run (fixture, "thread", NULL, 10000, &error);
  g_autoptr (GArray) helpers = list_children (getpid ());
  g_autoptr (JsonNode) second = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (helpers->len, ==, 1);
  g_assert_cmpint (kill (g_array_index (helpers, pid_t, 0), SIGKILL), ==, 0);
  second = run (fixture, "thread", NULL, 10000, &error);
  g_assert_no_error (error);
  g_assert_nonnull (second);
}

/* A job that was stopped is reaped, and its descriptors are closed. */
static guint
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
test_nothing_is_left (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) first = run (fixture, "thread", NULL, 10000, NULL);
  guint before = count_descriptors ();
  g_autoptr (GArray) helpers = list_children (getpid ());
  g_autoptr (GArray) jobs = NULL;

  g_assert_nonnull (first);
  for (gsize i = 0; i < G_N_ELEMENTS (deaths); i++)
    {
      g_autoptr (JsonNode) answer
          = run (fixture, deaths[i].operation, NULL, deaths[i].limit_ms, NULL);

      g_assert_null (answer);
    }
  for (int i = 0; i < 100 && (jobs == NULL || jobs->len > 0); i++)
    {
      g_clear_pointer (&jobs, g_array_unref);
      g_usleep (20 * 1000);
      jobs = list_children (g_array_index (helpers, pid_t, 0));
    }
  g_assert_cmpuint (jobs->len, ==, 0);
  g_assert_cmpuint (count_descriptors (), ==, before);
}

static gpointer
run_cb (gpointer data)
{
  return run (data, "thread", NULL, 10000, NULL);
}

static void
test_many_threads (Fixture *fixture, gconstpointer data)
{
  GThread *threads[16];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("job", run_cb, fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (JsonNode) answer = g_thread_join (threads[i]);

      g_assert_nonnull (answer);
    }
}

static void
test_no_helper (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = NULL;

  g_setenv ("JC_MEDIA_HELPER", data, TRUE);
  answer = run (fixture, "thread", NULL, 10000, &error);
  g_assert_error (error, JC_MEDIA_ERROR, JC_MEDIA_ERROR_NO_HELPER);
  g_assert_null (answer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    g_test_add (refusals[i].path, Fixture, GSIZE_TO_POINTER (i), set_up, test_refusal, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (deaths); i++)
    g_test_add (deaths[i].path, Fixture, GSIZE_TO_POINTER (i), set_up, test_death, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (lies); i++)
    g_test_add (lies[i].path, Fixture, GSIZE_TO_POINTER (i), set_up, test_lie, tear_down);
  g_test_add ("/media/sandbox/lie/pictures", Fixture, NULL, set_up, test_untrue_pictures,
              tear_down);
  g_test_add ("/media/sandbox/memory-is-bounded", Fixture, NULL, set_up, test_memory, tear_down);
  g_test_add ("/media/sandbox/a-sleeping-job-is-cancelled", Fixture, "sleep", set_up, test_cancel,
              tear_down);
  g_test_add ("/media/sandbox/a-spinning-job-is-cancelled", Fixture, "spin", set_up, test_cancel,
              tear_down);
  g_test_add ("/media/sandbox/the-helper-is-started-again", Fixture, NULL, set_up, test_helper_dies,
              tear_down);
  g_test_add ("/media/sandbox/nothing-is-left", Fixture, NULL, set_up, test_nothing_is_left,
              tear_down);
  g_test_add ("/media/sandbox/many-threads", Fixture, NULL, set_up, test_many_threads, tear_down);
  g_test_add ("/media/sandbox/a-missing-helper-is-told", Fixture, "/nowhere", set_up,
              test_no_helper, tear_down);
  g_test_add ("/media/sandbox/another-program-is-told", Fixture, "/usr/bin/true", set_up,
              test_no_helper, tear_down);

  return g_test_run ();
}
