/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

/* Versions of the server's database:
 * 1  accounts, sessions, rounds, dossiers, submissions, events, changes
 * 2  uploads, originals, and which documents name them
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-server-schema.h"

#include "jc-schema.h"

/* Accounts, units, sessions, failed logins, settings, keys. */
#define STEP_1_PEOPLE                                                                              \
  "CREATE TABLE server_settings (name TEXT PRIMARY KEY, setting TEXT NOT NULL);"                   \
  "CREATE TABLE signing_keys (key_id TEXT PRIMARY KEY, alg TEXT NOT NULL, seed JC_BLOB NOT NULL,"  \
  " created_us BIGINT NOT NULL);"                                                                  \
  "CREATE TABLE units (name TEXT PRIMARY KEY, parent TEXT REFERENCES units (name));"               \
  "CREATE INDEX units_by_parent ON units (parent);"                                                \
  "CREATE TABLE accounts (name TEXT PRIMARY KEY,"                                                  \
  " role TEXT NOT NULL CHECK (role IN ('applicant', 'recommender', 'expert', 'officer', "          \
  "'admin')),"                                                                                     \
  " unit TEXT NOT NULL REFERENCES units (name), password TEXT NOT NULL,"                           \
  " created_us BIGINT NOT NULL);"                                                                  \
  "CREATE TABLE sessions (token_hash TEXT PRIMARY KEY,"                                            \
  " account TEXT NOT NULL REFERENCES accounts (name), created_us BIGINT NOT NULL,"                 \
  " expires_us BIGINT NOT NULL);"                                                                  \
  "CREATE INDEX sessions_by_expiry ON sessions (expires_us);"                                      \
  "CREATE TABLE login_attempts (subject TEXT NOT NULL, at_us BIGINT NOT NULL,"                     \
  " attempt TEXT NOT NULL);"                                                                       \
  "CREATE INDEX login_attempts_by_subject ON login_attempts (subject, at_us);"

/* Rounds with their windows. */
#define STEP_1_ROUNDS                                                                              \
  "CREATE TABLE rounds (id TEXT PRIMARY KEY, programme TEXT NOT NULL, version TEXT NOT NULL,"      \
  " definition TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open', 'closed')),"            \
  " opens_us BIGINT NOT NULL, from_us BIGINT, until_us BIGINT, revision BIGINT NOT NULL);"         \
  "CREATE TABLE round_windows (round TEXT NOT NULL REFERENCES rounds (id),"                        \
  " event TEXT NOT NULL, kind TEXT NOT NULL, from_us BIGINT, until_us BIGINT,"                     \
  " PRIMARY KEY (round, event, kind));"                                                            \
  "CREATE TABLE unit_windows (round TEXT NOT NULL REFERENCES rounds (id),"                         \
  " unit TEXT NOT NULL REFERENCES units (name), until_us BIGINT NOT NULL,"                         \
  " PRIMARY KEY (round, unit));"

/* A dossier's row holds the current document; what was handed in stands in submissions for good. */
#define STEP_1_DOSSIERS                                                                            \
  "CREATE TABLE dossiers (id TEXT PRIMARY KEY, kind TEXT NOT NULL, about TEXT,"                    \
  " round TEXT NOT NULL REFERENCES rounds (id), unit TEXT NOT NULL REFERENCES units (name),"       \
  " state TEXT NOT NULL, revision BIGINT NOT NULL, document TEXT NOT NULL, title TEXT NOT NULL,"   \
  " n_submissions BIGINT NOT NULL, updated_us BIGINT NOT NULL,"                                    \
  " deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)));"                                          \
  "CREATE INDEX dossiers_by_unit ON dossiers (unit, id);"                                          \
  "CREATE TABLE submissions (dossier TEXT NOT NULL REFERENCES dossiers (id), n BIGINT NOT NULL,"   \
  " document TEXT NOT NULL, content_fingerprint TEXT NOT NULL, fingerprint TEXT NOT NULL,"         \
  " receipt_number TEXT NOT NULL UNIQUE, receipt TEXT NOT NULL, supersedes BIGINT,"                \
  " received_us BIGINT NOT NULL, PRIMARY KEY (dossier, n));"                                       \
  "CREATE TABLE events (dossier TEXT NOT NULL REFERENCES dossiers (id), seq BIGINT NOT NULL,"      \
  " hash TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (dossier, seq));"                        \
  "CREATE TABLE counters (name TEXT PRIMARY KEY, n BIGINT NOT NULL);"

/* unit NULL: of interest to everyone. reviewers: 0 nothing to them, 1 they may see it, 2 it is gone
 * for them. */
#define STEP_1_FEED                                                                                \
  "CREATE TABLE changes (seq JC_SERIAL, kind TEXT NOT NULL, ref TEXT NOT NULL,"                    \
  " revision BIGINT NOT NULL, deleted INTEGER NOT NULL, unit TEXT, reviewers INTEGER NOT NULL,"    \
  " at_us BIGINT NOT NULL);"                                                                       \
  "CREATE INDEX changes_by_unit ON changes (unit, seq);"                                           \
  "CREATE TABLE idempotency (account TEXT NOT NULL, idempotency_key TEXT NOT NULL,"                \
  " request_hash TEXT NOT NULL, status BIGINT NOT NULL, etag TEXT, body TEXT NOT NULL,"            \
  " created_us BIGINT NOT NULL, PRIMARY KEY (account, idempotency_key));"

/* submission 0: the dossier's current document. Before this step no dossier could name an original.
 */
#define STEP_2_ORIGINALS                                                                           \
  "CREATE TABLE originals (sha256 TEXT PRIMARY KEY, size BIGINT NOT NULL,"                         \
  " arrived_us BIGINT NOT NULL);"                                                                  \
  "CREATE TABLE original_uses (dossier TEXT NOT NULL REFERENCES dossiers (id),"                    \
  " submission BIGINT NOT NULL, sha256 TEXT NOT NULL,"                                             \
  " PRIMARY KEY (dossier, submission, sha256));"                                                   \
  "CREATE INDEX original_uses_by_hash ON original_uses (sha256);"                                  \
  "CREATE TABLE uploads (id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts (name),"   \
  " sha256 TEXT NOT NULL, size BIGINT NOT NULL, metadata TEXT NOT NULL,"                           \
  " finished INTEGER NOT NULL CHECK (finished IN (0, 1)), created_us BIGINT NOT NULL,"             \
  " expires_us BIGINT NOT NULL);"                                                                  \
  "CREATE INDEX uploads_by_account ON uploads (account, sha256);"                                  \
  "CREATE INDEX uploads_by_hash ON uploads (sha256);"                                              \
  "CREATE INDEX uploads_by_expiry ON uploads (expires_us);"

static const char *const steps[] = {
  STEP_1_PEOPLE STEP_1_ROUNDS STEP_1_DOSSIERS STEP_1_FEED,
  STEP_2_ORIGINALS,
  NULL,
};

/**
 * jc_server_schema_migrate:
 * @database: the server's database, perhaps empty
 * @error: JC_STORE_ERROR_NEWER_SCHEMA for one of a newer program, which is left untouched
 *
 * Returns: whether @database has the newest schema now
 */
gboolean
jc_server_schema_migrate (JcDatabase *database, GError **error)
{
  return jc_schema_migrate (database, JC_SERVER_APPLICATION_ID, steps, error);
}
