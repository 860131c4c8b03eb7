/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <json-glib/json-glib.h>

#include "jc-text.h"

G_BEGIN_DECLS

/**
 * JcDossier:
 *
 * One dossier's document. Unchangeable and ref-counted; editing makes a new one that shares what did
 * not change.
 *
 * JSON form: {"id", "kind", "about", "programme", "version", "round", "state", "revision",
 * "finalised_on", "values": {…}, "attachments": […]}; about, round and finalised_on may be null.
 */
typedef struct _JcDossier JcDossier;

JcDossier  *jc_dossier_new              (const char *id, const char *kind, const char *programme,
                                         const char *version) G_GNUC_WARN_UNUSED_RESULT;
/* Untrusted JSON: shape and bounds are checked (ids are UUIDs, attachments have theirs, values are
 * sections of objects); JC_MODEL_ERROR_INVALID says where. Values are not checked against a programme. */
JcDossier  *jc_dossier_new_from_json    (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *jc_dossier_to_json          (JcDossier *self) G_GNUC_WARN_UNUSED_RESULT;
JcDossier  *jc_dossier_ref              (JcDossier *self);
void        jc_dossier_unref            (JcDossier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcDossier, jc_dossier_unref)

const char *jc_dossier_get_id           (JcDossier *self);
const char *jc_dossier_get_kind         (JcDossier *self);
const char *jc_dossier_get_about        (JcDossier *self);         /* (nullable) */
const char *jc_dossier_get_programme    (JcDossier *self);
const char *jc_dossier_get_version      (JcDossier *self);
const char *jc_dossier_get_round        (JcDossier *self);         /* (nullable) */
const char *jc_dossier_get_state        (JcDossier *self);         /* "draft" when new */
gint64      jc_dossier_get_revision     (JcDossier *self);         /* 0: no server knows it */
const char *jc_dossier_get_finalised_on (JcDossier *self);         /* (nullable): ISO date */
JsonNode   *jc_dossier_get_values       (JcDossier *self);         /* sealed object */
JsonNode   *jc_dossier_get_attachments  (JcDossier *self);         /* sealed array */

JcDossier  *jc_dossier_with_values      (JcDossier *self, JsonNode *values) G_GNUC_WARN_UNUSED_RESULT;
JcDossier  *jc_dossier_with_attachments (JcDossier *self, JsonNode *attachments) G_GNUC_WARN_UNUSED_RESULT;
JcDossier  *jc_dossier_with_about       (JcDossier *self, const char *about) G_GNUC_WARN_UNUSED_RESULT;   /* (nullable) */
JcDossier  *jc_dossier_with_round       (JcDossier *self, const char *round) G_GNUC_WARN_UNUSED_RESULT;
JcDossier  *jc_dossier_with_revision    (JcDossier *self, gint64 revision) G_GNUC_WARN_UNUSED_RESULT;
/* Any of the two may be NULL: unchanged state, no date. */
JcDossier  *jc_dossier_with_state       (JcDossier *self, const char *state, const char *finalised_on) G_GNUC_WARN_UNUSED_RESULT;
JcDossier  *jc_dossier_with_version     (JcDossier *self, const char *version) G_GNUC_WARN_UNUSED_RESULT;
/* One value set (NULL removes), see jc_pointer_set (). */
JcDossier  *jc_dossier_with_value       (JcDossier *self, const char *pointer, JsonNode *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    jc_dossier_equal            (JcDossier *a, JcDossier *b);   /* revision aside */

G_END_DECLS
