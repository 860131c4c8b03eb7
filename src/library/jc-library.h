/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

#include "jc-dossier.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/**
 * JcLibraryError:
 * @JC_LIBRARY_ERROR_NOT_FOUND: no such dossier, version, item
 * @JC_LIBRARY_ERROR_NEWER: written by a newer program; left untouched
 * @JC_LIBRARY_ERROR_DAMAGED: cannot be opened even after recovery
 * @JC_LIBRARY_ERROR_LOCKED: the dossier's state does not allow it (finalised, submitted)
 * @JC_LIBRARY_ERROR_NO_SPACE: the disk is full
 * @JC_LIBRARY_ERROR_FAILED: anything else
 */
typedef enum
{
  JC_LIBRARY_ERROR_NOT_FOUND,
  JC_LIBRARY_ERROR_NEWER,
  JC_LIBRARY_ERROR_DAMAGED,
  JC_LIBRARY_ERROR_LOCKED,
  JC_LIBRARY_ERROR_NO_SPACE,
  JC_LIBRARY_ERROR_FAILED,
} JcLibraryError;

#define JC_LIBRARY_ERROR (jc_library_error_quark ())
GQuark jc_library_error_quark (void);

/**
 * JcLibrary:
 *
 * One open connection to one local library: `library.db` (SQLite) and `originals/` in a folder of mode
 * 0700. Used by one thread at a time; several connections, also of several processes, share a folder.
 */
typedef struct _JcLibrary JcLibrary;

/* The folder used when none is named: $XDG_DATA_HOME/jiangce. */
char      *jc_library_dup_default_folder (void) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the folder where it is missing. A damaged database is put aside whole
 * (library.damaged-<UTC time>.db), as much as possible is recovered, and @report (nullable, out)
 * receives what was and was not saved, in both languages; NULL when nothing was wrong. */
JcLibrary *jc_library_open               (const char     *folder,
                                          JcText        **report,
                                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void       jc_library_close              (JcLibrary      *self);
const char *jc_library_get_folder        (JcLibrary      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcLibrary, jc_library_close)

/* For tests: the clock stands at @now_us until 0 sets it free. */
void       jc_library_set_now            (JcLibrary *self, gint64 now_us);

/* Several calls as one durable step. */
gboolean   jc_library_begin              (JcLibrary *self, GError **error);
gboolean   jc_library_commit             (JcLibrary *self, GError **error);
void       jc_library_rollback           (JcLibrary *self);

/* --- Originals, as jc-originals.h describes them --- */

gboolean   jc_library_add_original       (JcLibrary *self, GInputStream *stream, gsize max_bytes, char **sha256,
                                          gsize *size_bytes, GCancellable *cancellable, GError **error);
gboolean   jc_library_has_original       (JcLibrary *self, const char *sha256);
char      *jc_library_dup_original_path  (JcLibrary *self, const char *sha256) G_GNUC_WARN_UNUSED_RESULT;
/* The same for a library that need not be open. */
char      *jc_library_dup_original_path_in (const char *folder, const char *sha256) G_GNUC_WARN_UNUSED_RESULT;
gboolean   jc_library_verify_original    (JcLibrary *self, const char *sha256, GError **error);
/* Reads so many bytes (-1: all there are) from @offset: new lower-case hex. From any thread. */
char      *jc_library_dup_sha256_of_file (const char *path, gint64 offset, gint64 n_bytes, GCancellable *cancellable,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Removes originals that no document has named for a day, when nobody else has the library open.
 * Closing does it once a week. */
gboolean   jc_library_collect_originals  (JcLibrary *self, guint *n_removed, GError **error);

/**
 * JcIncoming:
 * An original on its way into the library, of which a part may have come before.
 */
typedef struct _JcIncoming JcIncoming;

/* G_IO_ERROR_BUSY while another program takes it in. */
JcIncoming *jc_incoming_new              (JcLibrary *library, const char *sha256, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What came stays for the next time. */
void        jc_incoming_free             (JcIncoming *self);
gint64      jc_incoming_get_size         (JcIncoming *self);
/* Bytes that have come of an original, told without opening the library. */
gint64      jc_library_get_incoming_size_in (const char *folder, const char *sha256);
gboolean    jc_incoming_append           (JcIncoming *self, gconstpointer data, gsize size, GError **error);
/* Makes it an original; JC_LIBRARY_ERROR_DAMAGED, and nothing is left, when it is not what it should be. */
gboolean    jc_incoming_finish           (JcIncoming *self, GError **error);
/* Nothing is left. */
void        jc_incoming_abandon          (JcIncoming *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcIncoming, jc_incoming_free)

/* --- Programmes: shipped ones and those installed for this user --- */

/* (element-type JcProgramme): of each id the version that new dossiers take, by title. */
GPtrArray   *jc_library_load_programmes  (JcLibrary *self, GError **error);
/* @id_or_version: an id (the version that new dossiers take) or a content hash. */
JcProgramme *jc_library_load_programme   (JcLibrary *self, const char *id_or_version, GError **error);
/* Installs @programme; the same content twice is one. */
gboolean     jc_library_add_programme    (JcLibrary *self, JcProgramme *programme, GError **error);
/* The one that a server's round goes by; no shipped one replaces it. */
gboolean     jc_library_add_round_programme (JcLibrary *self, JcProgramme *programme, GError **error);
/* Keeps @programme for the dossiers that were begun under it; new ones do not take it for that. */
gboolean     jc_library_keep_programme   (JcLibrary *self, JcProgramme *programme, GError **error);

/* --- Dossiers --- */

/**
 * JcDossierRow:
 * What a list shows without reading documents.
 * @sync: "local" never sent · "unsent" changed since · "synced" · "conflict"
 * @n_missing, @n_problems: as of the last check that was stored; -1 unknown
 */
typedef struct
{
  char   *id;
  char   *kind;
  char   *programme;
  char   *version;
  char   *round;
  char   *title;
  char   *state;
  char   *sync;
  gint64  revision;
  gint64  updated_at_us;
  int     n_missing;
  int     n_problems;
} JcDossierRow;

void        jc_dossier_row_free          (JcDossierRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcDossierRow, jc_dossier_row_free)

/* (element-type JcDossierRow), newest change first. */
GPtrArray  *jc_library_load_dossiers     (JcLibrary *self, GError **error);
/* The current document. */
JcDossier  *jc_library_load_dossier      (JcLibrary *self, const char *id, GError **error);
/* As last agreed with the server; NULL without error when it was never there. */
JcDossier  *jc_library_load_base         (JcLibrary *self, const char *id, GError **error);

/* Writes the current document (creating it when new) and, when it differs, one history entry @what
 * ("created", "edited", "restored", "merged", "finalised", "reopened", …). Edits that follow each other within ten minutes and have the same
 * @what "edited" share one history entry. Durable when it returns. Also puts the matching outbox item
 * in place when the dossier has ever been sent or an account is signed in. @title for the lists. */
gboolean    jc_library_save_dossier      (JcLibrary *self, JcDossier *dossier, const char *title,
                                          const char *what, GError **error);
/* Stores the check's counts for the lists. */
gboolean    jc_library_save_progress     (JcLibrary *self, const char *id, int n_missing, int n_problems,
                                          GError **error);
/* Deletes with a tombstone that jc_library_undelete_dossier () takes back; the history stays 30 days. */
gboolean    jc_library_delete_dossier    (JcLibrary *self, const char *id, GError **error);
gboolean    jc_library_undelete_dossier  (JcLibrary *self, const char *id, GError **error);

/* --- History --- */

typedef struct
{
  gint64  version;   /* 1, 2, … within the dossier */
  gint64  at_us;
  char   *what;
} JcHistoryEntry;

void        jc_history_entry_free        (JcHistoryEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcHistoryEntry, jc_history_entry_free)
/* (element-type JcHistoryEntry), newest first. */
GPtrArray  *jc_library_load_history      (JcLibrary *self, const char *id, GError **error);
JcDossier  *jc_library_load_version      (JcLibrary *self, const char *id, gint64 version, GError **error);

/* --- What the sync room keeps here --- */

/**
 * JcOutboxItem:
 * @key: UUID, sent as Idempotency-Key
 * @kind: "put", "delete", "event"
 * @body: the event's JSON for "event"; NULL otherwise (the document is read when it is sent)
 * @reason: code of why it still waits ("queued", "offline", "not_signed_in", "no_round", "opening",
 *   "conflict", "refused", "server_error"); the words are the sync room's
 * @detail: (nullable): what the server said, as a JSON problem
 * @retry_at_us: not before; 0: at once
 */
typedef struct
{
  gint64  seq;
  char   *key;
  char   *dossier_id;
  char   *kind;
  char   *body;
  char   *reason;
  char   *detail;
  int     n_attempts;
  gint64  retry_at_us;
} JcOutboxItem;

void        jc_outbox_item_free          (JcOutboxItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcOutboxItem, jc_outbox_item_free)

/* (element-type JcOutboxItem), in order. @dossier_id NULL: all. */
GPtrArray  *jc_library_load_outbox       (JcLibrary *self, const char *dossier_id, GError **error);
/* One "put" or "delete" per dossier at a time (a newer replaces it only while none of its events stands behind it);
 * events keep their order. @key receives the new item's key (nullable). */
gboolean    jc_library_queue             (JcLibrary *self, const char *dossier_id, const char *kind,
                                          const char *body, char **key, GError **error);
gboolean    jc_library_save_outbox_item  (JcLibrary *self, JcOutboxItem *item, GError **error);
gboolean    jc_library_remove_outbox_item (JcLibrary *self, gint64 seq, GError **error);

/* The server agreed on @base at its revision: base and revision are replaced; where current was equal
 * to what was sent, current takes @base too. */
gboolean    jc_library_save_base         (JcLibrary *self, JcDossier *base, GError **error);
/* The same for a server that answered with something else than it was @sent (nullable). */
gboolean    jc_library_save_base_sent    (JcLibrary *self, JcDossier *base, JcDossier *sent, GError **error);

/**
 * JcUploadRow:
 * How far an original has come at a server, where it does not stand in an agreed document yet.
 * @url: below /api/v1; "" when the server did not say
 */
typedef struct
{
  char   *sha256;
  char   *url;
  gint64  offset;
  gint64  created_at_us;
} JcUploadRow;

JcUploadRow *jc_upload_row_new           (const char *sha256, const char *url, gint64 offset,
                                          gint64 created_at_us) G_GNUC_WARN_UNUSED_RESULT;
void        jc_upload_row_free           (JcUploadRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcUploadRow, jc_upload_row_free)

/* (element-type JcUploadRow) */
GPtrArray  *jc_library_load_uploads      (JcLibrary *self, const char *server, const char *account, GError **error);
gboolean    jc_library_save_upload       (JcLibrary *self, const char *server, const char *account,
                                          const JcUploadRow *row, GError **error);
gboolean    jc_library_remove_upload     (JcLibrary *self, const char *server, const char *account,
                                          const char *sha256, GError **error);

/* Conflicts of a dossier, as jc-merge gives them ([{"pointer", "base", "mine", "theirs"}]); NULL or []
 * clears. */
gboolean    jc_library_save_conflicts    (JcLibrary *self, const char *id, JsonNode *conflicts, GError **error);
JsonNode   *jc_library_load_conflicts    (JcLibrary *self, const char *id, GError **error);

gboolean    jc_library_save_receipt      (JcLibrary *self, const char *dossier_id, JsonNode *receipt, GError **error);
/* (element-type JsonNode), newest first. */
GPtrArray  *jc_library_load_receipts     (JcLibrary *self, const char *dossier_id, GError **error);
gboolean    jc_library_save_events       (JcLibrary *self, const char *dossier_id, JsonNode *events, GError **error);
JsonNode   *jc_library_load_events       (JcLibrary *self, const char *dossier_id, GError **error);

/* Rounds as the server describes them (GET /rounds/{id}), by id. */
gboolean    jc_library_save_round        (JcLibrary *self, const char *id, JsonNode *round, GError **error);
GPtrArray  *jc_library_load_rounds       (JcLibrary *self, GError **error);

/* Small settings: "server", "account", "epoch", "since", "clock_offset_us", "keys" …; NULL value removes. */
gboolean    jc_library_set_setting       (JcLibrary *self, const char *name, const char *value, GError **error);
char       *jc_library_dup_setting       (JcLibrary *self, const char *name, GError **error);

G_END_DECLS
