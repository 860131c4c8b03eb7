/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-database.h"
#include "jc-library.h"
#include "jc-originals.h"

G_BEGIN_DECLS

#define JC_LIBRARY_APPLICATION_ID 0x4a435a4c /* "JCZL" */
#define JC_LIBRARY_MAX_DOCUMENT_BYTES (32 * 1024 * 1024)

struct _JcLibrary
{
  char        *folder;    /* (owned) */
  JcDatabase  *database;  /* (owned) */
  JcOriginals *originals; /* (owned) */
  int          lock_fd;   /* holds the folder's shared lock */
  gint64       now_us;    /* for tests; 0: the clock */
  GHashTable  *edited;    /* (owned): dossier id → version that edits of this opening share */
};

/* The numbered steps of the schema, for jc_schema_migrate (). */
extern const char *const jc_library_steps[];

/* --- jc-library.c --- */

gint64 jc_library_get_now_us (JcLibrary *self);
/* Ends what jc_library_begin () began: commits, or rolls back and returns FALSE. */
gboolean jc_library_end (JcLibrary *self, gboolean is_done, GError **error);
gboolean jc_library_fail (JcLibrary *self, GError *failure, GError **error);
JcStatement *
jc_library_prepare (JcLibrary *self, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean jc_library_step (JcLibrary *self, JcStatement *statement, GError **error);
gboolean jc_library_run (JcLibrary *self, JcStatement *statement, GError **error);
/* Runs @sql with :id. */
gboolean jc_library_run_with_id (JcLibrary *self, const char *sql, const char *id, GError **error);

/* --- jc-document.c: JSON as it lies in the tables --- */

char *jc_document_write (JcDossier *dossier) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE with JC_MODEL_ERROR when @dossier, once written, could not be read again. */
gboolean jc_document_check (JcDossier *dossier, GError **error);
GBytes *
jc_document_pack (const char *text, gboolean *is_packed, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *
jc_document_unpack (GBytes *bytes, gboolean is_packed, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *
jc_library_read_json (JcLibrary *self, const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JcDossier *jc_library_read_dossier (JcLibrary  *self,
                                    const char *text,
                                    gint64      revision,
                                    GError    **error) G_GNUC_WARN_UNUSED_RESULT;
/* The JSON in column `body` of @statement's first row; NULL without error when there is none. */
JsonNode *jc_library_read_body (JcLibrary   *self,
                                JcStatement *statement,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type JsonNode): `body` of every row. */
GPtrArray *jc_library_read_bodies (JcLibrary   *self,
                                   JcStatement *statement,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* --- jc-library-collect.c --- */

void jc_library_collect_if_due (JcLibrary *self);

/* --- Tables among themselves --- */

gboolean jc_dossier_tombstone_purge (JcLibrary *self, GError **error);
gboolean jc_history_table_add (
    JcLibrary *self, JcDossier *dossier, const char *title, const char *what, GError **error);
gboolean jc_outbox_table_remove_deletes (JcLibrary *self, const char *dossier_id, GError **error);

G_END_DECLS
