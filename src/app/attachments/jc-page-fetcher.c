/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-page-fetcher.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-words.h"

/* How often it is looked at how much has come. */
#define LOOK_MS 300

/**
 * Fetch: an original that somebody asked for and that is not here yet.
 * @cancellable: (nullable): while it comes
 * @error: (nullable): why it does not
 * @waits: whether it is asked for again with the next connection
 */
typedef struct
{
  char         *dossier;
  char         *attachment;
  gint64        size;
  gint64        came;
  GCancellable *cancellable;
  GError       *error;
  gboolean      waits;
} Fetch;

struct _JcPageFetcher
{
  GObject parent_instance;

  JcPagePictures *pictures;
  GHashTable     *fetches; /* (element-type utf8 Fetch): sha256 → what was asked for */
  guint           look_id;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcPageFetcher, jc_page_fetcher, G_TYPE_OBJECT)

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_free (fetch->dossier);
  g_free (fetch->attachment);
  g_clear_object (&fetch->cancellable);
  g_clear_error (&fetch->error);
  g_free (fetch);
}

static JcSyncService *
get_service (void)
{
  return jc_cloud_get_service (jc_application_get_cloud (jc_application_get ()));
}

static JcSyncState
get_state (void)
{
  JcSyncService *service = get_service ();
  int            state = JC_SYNC_LOCAL_ONLY;

  if (service != NULL)
    g_object_get (service, "state", &state, NULL);

  return (JcSyncState)state;
}

static void
tell (JcPageFetcher *self, const char *sha256)
{
  g_signal_emit (self, signals[CHANGED], 0, sha256);
}

/* --- How much has come --- */

static gboolean
look_cb (gpointer user_data)
{
  JcPageFetcher *self = user_data;
  g_autoptr (GPtrArray) grown = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  const char    *sha256;
  Fetch         *fetch;
  gboolean       any = FALSE;

  g_hash_table_iter_init (&iter, self->fetches);
  while (g_hash_table_iter_next (&iter, (gpointer *)&sha256, (gpointer *)&fetch))
    {
      gint64 came = fetch->came;

      if (fetch->cancellable == NULL)
        continue;
      any = TRUE;
      fetch->came
          = jc_library_get_incoming_size_in (jc_page_pictures_get_folder (self->pictures), sha256);
      if (fetch->came != came)
        g_ptr_array_add (grown, g_strdup (sha256));
    }
  for (guint i = 0; i < grown->len; i++)
    tell (self, g_ptr_array_index (grown, i));
  if (any)
    return G_SOURCE_CONTINUE;
  self->look_id = 0;

  return G_SOURCE_REMOVE;
}

/* --- Bringing it --- */

/**
 * Asked: of which one an answer is.
 */
typedef struct
{
  JcPageFetcher *self;
  GCancellable  *cancellable;
  char          *sha256;
} Asked;

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (JcPageFetcher) self = asked->self;
  g_autoptr (GCancellable) cancellable = asked->cancellable;
  g_autofree char *sha256 = asked->sha256;
  g_autoptr (GError) error = NULL;
  gboolean is_here
      = jc_sync_service_fetch_original_finish (JC_SYNC_SERVICE (source), result, &error);
  Fetch *fetch = g_hash_table_lookup (self->fetches, sha256);

  g_free (asked);
  /* One that was stopped may have been asked for anew. */
  if (fetch == NULL || fetch->cancellable != cancellable)
    return;
  g_clear_object (&fetch->cancellable);
  if (is_here)
    g_hash_table_remove (self->fetches, sha256);
  else
    {
      fetch->waits = g_error_matches (error, JC_SYNC_ERROR, JC_SYNC_ERROR_NO_CONNECTION);
      g_clear_error (&fetch->error);
      fetch->error = g_steal_pointer (&error);
    }
  tell (self, sha256);
}

static void
begin (JcPageFetcher *self, const char *sha256, Fetch *fetch)
{
  JcSyncService *service = get_service ();
  Asked         *asked;

  g_clear_error (&fetch->error);
  fetch->waits = service == NULL;
  if (service == NULL)
    return;
  fetch->cancellable = g_cancellable_new ();
  asked = g_new0 (Asked, 1);
  asked->self = g_object_ref (self);
  asked->cancellable = g_object_ref (fetch->cancellable);
  asked->sha256 = g_strdup (sha256);
  jc_sync_service_fetch_original_async (service, fetch->dossier, fetch->attachment,
                                        fetch->cancellable, fetched_cb, asked);
  if (self->look_id == 0)
    self->look_id = g_timeout_add (LOOK_MS, look_cb, self);
}

/* What waits for a connection is asked for again as soon as a run has been through. */
static void
cloud_changed_cb (JcPageFetcher *self)
{
  g_autoptr (GList) waiting = NULL;

  if (get_state () != JC_SYNC_DONE && get_state () != JC_SYNC_CONFLICT)
    return;
  waiting = g_hash_table_get_keys (self->fetches);
  for (GList *item = waiting; item != NULL; item = item->next)
    {
      Fetch *fetch = g_hash_table_lookup (self->fetches, item->data);

      if (!fetch->waits)
        continue;
      begin (self, item->data, fetch);
      tell (self, item->data);
    }
}

static void
dossier_changed_cb (JcPageFetcher *self)
{
  tell (self, "");
}

/* --- GObject --- */

static void
jc_page_fetcher_finalize (GObject *object)
{
  JcPageFetcher *self = JC_PAGE_FETCHER (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_hash_table_unref (self->fetches);
  g_object_unref (self->pictures);

  G_OBJECT_CLASS (jc_page_fetcher_parent_class)->finalize (object);
}

static void
jc_page_fetcher_class_init (JcPageFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_page_fetcher_finalize;

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_PAGE_FETCHER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
jc_page_fetcher_init (JcPageFetcher *self)
{
  self->fetches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fetch_free);
}

/**
 * jc_page_fetcher_get_default:
 * @pictures: know where the originals are
 *
 * Returns: (transfer none): the process' one, which lives to its end
 */
JcPageFetcher *
jc_page_fetcher_get_default (JcPagePictures *pictures)
{
  static JcPageFetcher *fetcher;
  JcCloud              *cloud;

  if (fetcher != NULL)
    return fetcher;
  cloud = jc_application_get_cloud (jc_application_get ());
  fetcher = g_object_new (JC_TYPE_PAGE_FETCHER, NULL);
  fetcher->pictures = g_object_ref (pictures);
  g_signal_connect_object (cloud, "changed", G_CALLBACK (cloud_changed_cb), fetcher,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cloud, "dossier-changed", G_CALLBACK (dossier_changed_cb), fetcher,
                           G_CONNECT_SWAPPED);

  return fetcher;
}

/**
 * jc_page_fetcher_fetch:
 * @self: a fetcher
 * @dossier: whose attachment it is
 * @attachment: its id
 * @sha256: of the original
 * @size: of the original, in bytes
 */
void
jc_page_fetcher_fetch (JcPageFetcher *self,
                       const char    *dossier,
                       const char    *attachment,
                       const char    *sha256,
                       gint64         size)
{
  JcPageFetch state = jc_page_fetcher_look (self, sha256);
  Fetch      *fetch;

  if (state == JC_PAGE_HERE || state == JC_PAGE_COMING)
    return;
  fetch = g_new0 (Fetch, 1);
  fetch->dossier = g_strdup (dossier);
  fetch->attachment = g_strdup (attachment);
  fetch->size = size;
  g_hash_table_replace (self->fetches, g_strdup (sha256), fetch);
  begin (self, sha256, fetch);
  tell (self, sha256);
}

/**
 * jc_page_fetcher_stop:
 * @self: a fetcher
 * @sha256: of an original that comes, or waits for a connection
 *
 * What has come of it stays for the next time.
 */
void
jc_page_fetcher_stop (JcPageFetcher *self, const char *sha256)
{
  Fetch *fetch = g_hash_table_lookup (self->fetches, sha256);

  if (fetch == NULL || (fetch->cancellable == NULL && !fetch->waits))
    return;
  g_cancellable_cancel (fetch->cancellable);
  g_clear_object (&fetch->cancellable);
  fetch->waits = FALSE;
  g_clear_error (&fetch->error);
  tell (self, sha256);
}

/**
 * jc_page_fetcher_look:
 * @self: a fetcher
 * @sha256: of an original
 *
 * Returns: how it stands
 */
JcPageFetch
jc_page_fetcher_look (JcPageFetcher *self, const char *sha256)
{
  const Fetch     *fetch = g_hash_table_lookup (self->fetches, sha256);
  g_autofree char *path = jc_page_pictures_dup_path (self->pictures, sha256);

  if (path != NULL)
    return JC_PAGE_HERE;
  if (fetch == NULL)
    return JC_PAGE_AWAY;
  if (fetch->cancellable != NULL)
    return JC_PAGE_COMING;

  return fetch->waits ? JC_PAGE_WAITING : JC_PAGE_FAILED;
}

/**
 * jc_page_fetcher_dup_words:
 * @self: a fetcher
 * @sha256: of an original that is not here
 *
 * Returns: (transfer full): a sentence about it
 */
char *
jc_page_fetcher_dup_words (JcPageFetcher *self, const char *sha256)
{
  const Fetch     *fetch = g_hash_table_lookup (self->fetches, sha256);
  g_autofree char *came = NULL;
  g_autofree char *size = NULL;

  switch (jc_page_fetcher_look (self, sha256))
    {
    case JC_PAGE_WAITING:
      return g_strdup (_ ("It comes as soon as the server can be reached."));
    case JC_PAGE_COMING:
      came = g_format_size ((guint64)fetch->came);
      size = g_format_size ((guint64)fetch->size);
      /* Translators: how much of a file has come, how large it is. */
      return g_strdup_printf (_ ("%s of %s"), came, size);
    case JC_PAGE_FAILED:
      return fetch->error != NULL ? jc_words_dup_error (fetch->error)
                                  : g_strdup (_ ("You stopped it. What has come of it is kept."));
    case JC_PAGE_HERE:
    case JC_PAGE_AWAY:
    default:
      return g_strdup (_ ("It was attached on another computer."));
    }
}

/**
 * jc_page_fetcher_get_fraction:
 * @self: a fetcher
 * @sha256: of an original
 *
 * Returns: how much of it has come, from 0 to 1
 */
double
jc_page_fetcher_get_fraction (JcPageFetcher *self, const char *sha256)
{
  const Fetch *fetch = g_hash_table_lookup (self->fetches, sha256);

  return fetch != NULL && fetch->size > 0 ? MIN (1.0, (double)fetch->came / (double)fetch->size)
                                          : 0;
}

/**
 * jc_page_fetcher_get_label:
 * @self: a fetcher
 *
 * Returns: (transfer none): what the button says that asks for an original
 */
const char *
jc_page_fetcher_get_label (JcPageFetcher *self)
{
  return get_state () == JC_SYNC_OFFLINE ? _ ("Download once online") : C_ ("button", "Download");
}
