/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-cloud.h"

#include <glib/gi18n.h>

#include "jc-words.h"

struct _JcCloud
{
  GObject parent_instance;

  char          *label;
  JcSyncService *service; /* (nullable): until it is stopped */
};

enum
{
  CHANGED,
  DOSSIER_CHANGED,
  RECEIPT,
  TRANSFER,
  N_SIGNALS
};

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS
};

static guint       signals[N_SIGNALS];
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (JcCloud, jc_cloud, G_TYPE_OBJECT)

/* What a run is at that takes long: its originals are counted. */
static char *
dup_transfer (JcCloud *self)
{
  const JcSyncProgress *progress = jc_sync_service_get_progress (self->service);
  guint                 number = MIN (progress->n_done + 1, progress->n_total);

  if (progress->n_total == 0)
    return NULL;
  if (progress->stage == JC_SYNC_STAGE_UPLOADING)
    /* Translators: the number of an original, how many there are. */
    return g_strdup_printf (_ ("Uploading %u / %u"), number, progress->n_total);
  if (progress->stage == JC_SYNC_STAGE_FETCHING)
    return g_strdup_printf (_ ("Downloading %u / %u"), number, progress->n_total);

  return NULL;
}

static char *
dup_label (JcCloud *self)
{
  g_autofree char *transfer = NULL;
  g_autofree char *message = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *account = NULL;
  gint64           synced_us = 0;
  guint            n_unsent = jc_cloud_get_n_unsent (self);
  int              state = 0;

  g_object_get (self->service, "state", &state, "message", &message, "last-synced-us", &synced_us,
                NULL);

  switch (state)
    {
    case JC_SYNC_WORKING:
      transfer = dup_transfer (self);
      if (transfer != NULL)
        return g_steal_pointer (&transfer);
      return n_unsent == 0
                 ? g_strdup (_ ("Syncing…"))
                 : g_strdup_printf (ngettext ("Syncing, %u to go", "Syncing, %u to go", n_unsent),
                                    n_unsent);
    case JC_SYNC_DONE:
      if (synced_us == 0)
        return g_strdup (_ ("Signed in"));
      clock = jc_words_dup_moment (synced_us);
      return g_strdup_printf (_ ("Synced %s"), clock);
    case JC_SYNC_OFFLINE:
      return n_unsent == 0
                 ? g_strdup (_ ("Offline"))
                 : g_strdup_printf (ngettext ("Offline, %u unsent", "Offline, %u unsent", n_unsent),
                                    n_unsent);
    case JC_SYNC_CONFLICT:
      return g_strdup (_ ("Changed on both sides"));
    case JC_SYNC_FAILED:
      return message != NULL ? g_strdup_printf (_ ("Not synced (%s)"), message)
                             : g_strdup (_ ("Not synced"));
    case JC_SYNC_LOCAL_ONLY:
    default:
      /* An account without a token: it ran out, or was ended elsewhere. */
      account = jc_cloud_dup_account (self);
      return g_strdup (account != NULL ? _ ("Sign in again") : _ ("Only on this computer"));
    }
}

static gboolean
take_label (JcCloud *self)
{
  g_autofree char *label = dup_label (self);

  if (g_strcmp0 (label, self->label) == 0)
    return FALSE;
  g_free (self->label);
  self->label = g_steal_pointer (&label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);

  return TRUE;
}

static void
service_notify_cb (JcCloud *self)
{
  take_label (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Some five times a second: most who listen want to hear of the next original only. */
static void
progress_cb (JcCloud *self)
{
  if (take_label (self))
    g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[TRANSFER], 0);
}

static void
dossier_changed_cb (JcCloud *self, const char *id)
{
  g_signal_emit (self, signals[DOSSIER_CHANGED], 0, id);
}

static void
receipt_cb (JcCloud *self, const char *id)
{
  g_signal_emit (self, signals[RECEIPT], 0, id);
}

static void
jc_cloud_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, JC_CLOUD (object)->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
jc_cloud_dispose (GObject *object)
{
  jc_cloud_stop (JC_CLOUD (object));

  G_OBJECT_CLASS (jc_cloud_parent_class)->dispose (object);
}

static void
jc_cloud_finalize (GObject *object)
{
  g_free (JC_CLOUD (object)->label);

  G_OBJECT_CLASS (jc_cloud_parent_class)->finalize (object);
}

static void
jc_cloud_class_init (JcCloudClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = jc_cloud_get_property;
  object_class->dispose = jc_cloud_dispose;
  object_class->finalize = jc_cloud_finalize;

  properties[PROP_LABEL]
      = g_param_spec_string ("label", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", JC_TYPE_CLOUD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[DOSSIER_CHANGED] = g_signal_new ("dossier-changed", JC_TYPE_CLOUD, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TRANSFER] = g_signal_new ("transfer", JC_TYPE_CLOUD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  signals[RECEIPT] = g_signal_new ("receipt", JC_TYPE_CLOUD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
jc_cloud_init (JcCloud *self)
{
  self->label = g_strdup (_ ("Only on this computer"));
}

/**
 * jc_cloud_new:
 * @folder: the library's folder
 *
 * Returns: (transfer full): the cloud over that library
 */
JcCloud *
jc_cloud_new (const char *folder)
{
  JcCloud *self = g_object_new (JC_TYPE_CLOUD, NULL);

  self->service = jc_sync_service_new (folder);
  g_signal_connect_object (self->service, "notify", G_CALLBACK (service_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "dossier-changed", G_CALLBACK (dossier_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "receipt", G_CALLBACK (receipt_cb), self,
                           G_CONNECT_SWAPPED);
  service_notify_cb (self);

  return self;
}

/**
 * jc_cloud_get_label:
 * @self: the cloud
 *
 * Returns: (transfer none): how things stand with the server, in words
 */
const char *
jc_cloud_get_label (JcCloud *self)
{
  g_return_val_if_fail (JC_IS_CLOUD (self), NULL);

  return self->label;
}

/**
 * jc_cloud_dup_transfer_words:
 * @self: the cloud
 *
 * Returns: (transfer full) (nullable): how much of the originals under way has gone or come, and
 * how fast; %NULL while none is
 */
char *
jc_cloud_dup_transfer_words (JcCloud *self)
{
  const JcSyncProgress *progress;
  g_autofree char      *done = NULL;
  g_autofree char      *total = NULL;
  g_autofree char      *rate = NULL;
  int                   state = 0;

  g_return_val_if_fail (JC_IS_CLOUD (self), NULL);

  if (self->service != NULL)
    g_object_get (self->service, "state", &state, NULL);
  if (state != JC_SYNC_WORKING)
    return NULL;
  progress = jc_sync_service_get_progress (self->service);
  if (progress->bytes_total == 0)
    return NULL;
  done = g_format_size ((guint64)progress->bytes_done);
  total = g_format_size ((guint64)progress->bytes_total);
  if (progress->bytes_per_second == 0)
    return g_strdup_printf (_ ("%s of %s"), done, total);
  rate = g_format_size ((guint64)progress->bytes_per_second);

  /* Translators: how much has gone, of how much, and how much in a second. */
  return g_strdup_printf (_ ("%s of %s, %s/s"), done, total, rate);
}

/**
 * jc_cloud_dup_account:
 * @self: the cloud
 *
 * Returns: (transfer full) (nullable): the account that is signed in
 */
char *
jc_cloud_dup_account (JcCloud *self)
{
  char *account = NULL;

  g_return_val_if_fail (JC_IS_CLOUD (self), NULL);

  if (self->service != NULL)
    g_object_get (self->service, "account", &account, NULL);

  return account;
}

/**
 * jc_cloud_get_n_unsent:
 * @self: the cloud
 *
 * Returns: how many items wait to be sent
 */
guint
jc_cloud_get_n_unsent (JcCloud *self)
{
  guint n_unsent = 0;

  g_return_val_if_fail (JC_IS_CLOUD (self), 0);

  if (self->service != NULL)
    g_object_get (self->service, "n-unsent", &n_unsent, NULL);

  return n_unsent;
}

/**
 * jc_cloud_dup_server:
 * @self: the cloud
 *
 * Returns: (transfer full) (nullable): the address of the server, also of one that was signed out
 * from
 */
char *
jc_cloud_dup_server (JcCloud *self)
{
  char *server = NULL;

  g_return_val_if_fail (JC_IS_CLOUD (self), NULL);

  if (self->service != NULL)
    g_object_get (self->service, "server", &server, NULL);

  return server;
}

/**
 * jc_cloud_dup_message:
 * @self: the cloud
 *
 * Returns: (transfer full) (nullable): why the last sync did not succeed
 */
char *
jc_cloud_dup_message (JcCloud *self)
{
  char *message = NULL;

  g_return_val_if_fail (JC_IS_CLOUD (self), NULL);

  if (self->service != NULL)
    g_object_get (self->service, "message", &message, NULL);

  return message;
}

/**
 * jc_cloud_get_last_synced_us:
 * @self: the cloud
 *
 * Returns: when a sync last went through, microseconds since the Unix epoch; 0: not yet
 */
gint64
jc_cloud_get_last_synced_us (JcCloud *self)
{
  gint64 synced_us = 0;

  g_return_val_if_fail (JC_IS_CLOUD (self), 0);

  if (self->service != NULL)
    g_object_get (self->service, "last-synced-us", &synced_us, NULL);

  return synced_us;
}

/**
 * jc_cloud_get_server_time_us:
 * @self: the cloud
 *
 * Returns: now by the server's clock, microseconds since the Unix epoch; this machine's when it was
 *   never heard
 */
gint64
jc_cloud_get_server_time_us (JcCloud *self)
{
  g_return_val_if_fail (JC_IS_CLOUD (self), 0);

  if (self->service != NULL)
    return jc_sync_service_get_server_time_us (self->service);

  return g_get_real_time ();
}

/**
 * jc_cloud_dup_clock_words:
 * @self: the cloud
 *
 * Returns: (transfer full): whose clock counts, where it is a minute or more from this machine's
 */
char *
jc_cloud_dup_clock_words (JcCloud *self)
{
  gint64 ahead_us = jc_cloud_get_server_time_us (self) - g_get_real_time ();
  int    minutes = (int)(ABS (ahead_us) / G_TIME_SPAN_MINUTE);

  if (minutes == 0)
    return g_strdup ("");
  if (ahead_us > 0)
    return g_strdup_printf (ngettext ("By the server’s clock; this computer is %d minute slow.",
                                      "By the server’s clock; this computer is %d minutes slow.",
                                      (gulong)minutes),
                            minutes);

  return g_strdup_printf (ngettext ("By the server’s clock; this computer is %d minute fast.",
                                    "By the server’s clock; this computer is %d minutes fast.",
                                    (gulong)minutes),
                          minutes);
}

/**
 * jc_cloud_get_icon_name:
 * @self: the cloud
 *
 * Returns: (transfer none): an icon beside the words of "label"
 */
const char *
jc_cloud_get_icon_name (JcCloud *self)
{
  int state = 0;

  g_return_val_if_fail (JC_IS_CLOUD (self), NULL);

  if (self->service != NULL)
    g_object_get (self->service, "state", &state, NULL);
  switch (state)
    {
    case JC_SYNC_WORKING:
      return "emblem-synchronizing-symbolic";
    case JC_SYNC_DONE:
      return "emblem-ok-symbolic";
    case JC_SYNC_OFFLINE:
      return "network-offline-symbolic";
    case JC_SYNC_CONFLICT:
    case JC_SYNC_FAILED:
      return "dialog-warning-symbolic";
    default:
      return "computer-symbolic";
    }
}

/**
 * jc_cloud_must_sign_in:
 * @self: the cloud
 *
 * Returns: whether nothing is sent before somebody signs in
 */
gboolean
jc_cloud_must_sign_in (JcCloud *self)
{
  int state = 0;

  g_return_val_if_fail (JC_IS_CLOUD (self), TRUE);

  if (self->service != NULL)
    g_object_get (self->service, "state", &state, NULL);

  return state == JC_SYNC_LOCAL_ONLY;
}

/**
 * jc_cloud_wake:
 * @self: the cloud
 * @now: at once, forgetting any waiting: the person asked
 */
void
jc_cloud_wake (JcCloud *self, gboolean now)
{
  g_return_if_fail (JC_IS_CLOUD (self));

  if (self->service != NULL)
    jc_sync_service_wake (self->service, now);
}

/**
 * jc_cloud_stop:
 * @self: the cloud
 *
 * Ends what runs in the background, after the item in hand. A second call does nothing.
 */
void
jc_cloud_stop (JcCloud *self)
{
  g_return_if_fail (JC_IS_CLOUD (self));

  if (self->service == NULL)
    return;

  /* What its thread still has to say comes when nobody is there any more. */
  g_signal_handlers_disconnect_by_data (self->service, self);
  jc_sync_service_stop (self->service);
  g_clear_object (&self->service);
}

/**
 * jc_cloud_get_service:
 * @self: the cloud
 *
 * Returns: (transfer none): the sync service
 */
JcSyncService *
jc_cloud_get_service (JcCloud *self)
{
  g_return_val_if_fail (JC_IS_CLOUD (self), NULL);

  return self->service;
}
