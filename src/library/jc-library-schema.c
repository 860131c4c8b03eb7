/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-library"

#include "config.h"

#include "jc-library-private.h"

/* Versions of the library's schema. A step that was ever released never changes.
 *
 *   1  dossiers with their base, history, outbox, what the server said, programmes, settings
 *   2  upload: originals on their way to a server
 *   3  programme.stands_over; what no dossier was begun under had been installed by the person
 *
 * Every table keeps its rowid: recovery reads a damaged one rowid by rowid. Long columns stand
 * last, so that lists are read without them. The text is terse so that the whole schema fits on the
 * database's first page, which recovery can then make anew. Receipts, events and outbox items name
 * dossiers without a foreign key: they stay true when the dossier is gone.
 *
 * dossier_list holds all that a list shows: the documents' pages are not touched for it.
 * dossier.is_known: `base` holds what the server agreed on; differs: current is not base.
 * programme.stands_over: the shipped version of its id on the day it was installed, which it
 * replaces for new dossiers; '*': any (a round's, and one that nothing shipped stood beside); NULL:
 * only kept for the dossiers that were begun under it.
 *
 * history.begun_at_us: when the first of the edits began that share an entry.
 */
const char *const jc_library_steps[] = {
  "CREATE TABLE dossier(id TEXT NOT NULL PRIMARY KEY,kind TEXT NOT NULL,programme TEXT NOT NULL,"
  "version TEXT NOT NULL,round TEXT,title TEXT NOT NULL,state TEXT NOT NULL,"
  "revision INTEGER NOT NULL,updated_at_us INTEGER NOT NULL,deleted_at_us INTEGER,"
  "is_known INTEGER NOT NULL,differs INTEGER NOT NULL,n_missing INTEGER NOT NULL DEFAULT -1,"
  "n_problems INTEGER NOT NULL DEFAULT -1,current TEXT NOT NULL,base TEXT)STRICT;"
  "CREATE INDEX dossier_list ON dossier(updated_at_us DESC,id,kind,programme,version,round,title,"
  "state,revision,is_known,differs,n_missing,n_problems)WHERE deleted_at_us IS NULL;"
  "CREATE INDEX dossier_deleted ON dossier(deleted_at_us)WHERE deleted_at_us IS NOT NULL;"
  "CREATE TABLE history(dossier_id TEXT NOT NULL REFERENCES dossier ON DELETE CASCADE,"
  "version INTEGER NOT NULL,begun_at_us INTEGER NOT NULL,at_us INTEGER NOT NULL,what TEXT NOT NULL,"
  "title TEXT NOT NULL,is_packed INTEGER NOT NULL,document BLOB NOT NULL,"
  "PRIMARY KEY(dossier_id,version))STRICT;"
  "CREATE TABLE outbox(seq INTEGER PRIMARY KEY AUTOINCREMENT,key TEXT NOT NULL UNIQUE,"
  "dossier_id TEXT NOT NULL,kind TEXT NOT NULL,reason TEXT NOT NULL,n_attempts INTEGER NOT NULL,"
  "retry_at_us INTEGER NOT NULL,detail TEXT,body TEXT)STRICT;"
  "CREATE INDEX outbox_dossier ON outbox(dossier_id);"
  "CREATE TABLE conflict(dossier_id TEXT NOT NULL PRIMARY KEY REFERENCES dossier"
  " ON DELETE CASCADE,body TEXT NOT NULL)STRICT;"
  "CREATE TABLE receipt(dossier_id TEXT NOT NULL,hash TEXT NOT NULL,body TEXT NOT NULL,"
  "PRIMARY KEY(dossier_id,hash))STRICT;"
  "CREATE TABLE event(dossier_id TEXT NOT NULL PRIMARY KEY,body TEXT NOT NULL)STRICT;"
  "CREATE TABLE round(id TEXT NOT NULL PRIMARY KEY,body TEXT NOT NULL)STRICT;"
  "CREATE TABLE programme(version TEXT NOT NULL PRIMARY KEY,id TEXT NOT NULL,"
  "added_at_us INTEGER NOT NULL,body TEXT NOT NULL)STRICT;"
  "CREATE TABLE setting(name TEXT NOT NULL PRIMARY KEY,value TEXT NOT NULL)STRICT;",
  "CREATE TABLE upload(server TEXT NOT NULL,account TEXT NOT NULL,sha256 TEXT NOT NULL,"
  "url TEXT NOT NULL,offset INTEGER NOT NULL,created_at_us INTEGER NOT NULL,"
  "PRIMARY KEY(server,account,sha256))STRICT;",
  "ALTER TABLE programme ADD COLUMN stands_over TEXT;"
  "UPDATE programme SET stands_over='*' WHERE version NOT IN(SELECT version FROM dossier)"
  " OR EXISTS(SELECT 1 FROM round WHERE instr(round.body,programme.version)>0);",
  NULL,
};
