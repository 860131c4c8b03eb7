/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-dossier-private.h"

#include "jc-json.h"
#include "jc-pointer.h"

#define STATE_DRAFT "draft"

struct _JcDossier
{
  gatomicrefcount ref_count;
  char           *id;
  char           *kind;
  char           *about;
  char           *programme;
  char           *version;
  char           *round;
  char           *state;
  char           *finalised_on;
  gint64          revision;
  JsonNode       *values;      /* (owned): sealed object */
  JsonNode       *attachments; /* (owned): sealed array */
};

/* --- Parts --- */

static JsonNode *
new_empty_values (void)
{
  JsonNode *node = json_node_alloc ();

  json_node_take_object (json_node_init (node, JSON_NODE_OBJECT), json_object_new ());
  json_node_seal (node);

  return node;
}

static JsonNode *
new_empty_attachments (void)
{
  JsonNode *node = json_node_alloc ();

  json_node_take_array (json_node_init (node, JSON_NODE_ARRAY), json_array_new ());
  json_node_seal (node);

  return node;
}

/* A caller may go on changing what it built, so what is not sealed is copied. */
static JsonNode *
keep_sealed (JsonNode *node)
{
  JsonNode *copy;

  if (json_node_is_immutable (node))
    return json_node_ref (node);

  copy = jc_json_copy (node);
  json_node_seal (copy);

  return copy;
}

static JcDossier *
copy_dossier (JcDossier *other)
{
  JcDossier *self = g_new0 (JcDossier, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (other->id);
  self->kind = g_strdup (other->kind);
  self->about = g_strdup (other->about);
  self->programme = g_strdup (other->programme);
  self->version = g_strdup (other->version);
  self->round = g_strdup (other->round);
  self->state = g_strdup (other->state);
  self->finalised_on = g_strdup (other->finalised_on);
  self->revision = other->revision;
  self->values = json_node_ref (other->values);
  self->attachments = json_node_ref (other->attachments);

  return self;
}

static void
replace_string (char **place, const char *value)
{
  char *copy = g_strdup (value);

  g_free (*place);
  *place = copy;
}

/* --- Public functions --- */

/**
 * jc_dossier_new:
 * @id: a UUID made by the caller
 * @kind: a kind of @programme
 * @programme: the programme's id
 * @version: the definition's hash
 *
 * Returns: (transfer full): an empty draft that no server knows
 */
JcDossier *
jc_dossier_new (const char *id, const char *kind, const char *programme, const char *version)
{
  JcDossier *self = g_new0 (JcDossier, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->kind = g_strdup (kind);
  self->programme = g_strdup (programme);
  self->version = g_strdup (version);
  self->state = g_strdup (STATE_DRAFT);
  self->values = new_empty_values ();
  self->attachments = new_empty_attachments ();

  return self;
}

/**
 * jc_dossier_new_from_json:
 * @node: (nullable): the JSON form, from anywhere
 * @error: JC_MODEL_ERROR_INVALID, naming the place, when the shape is not a dossier's
 *
 * `id`, `kind`, `programme` and `version` must be there; `about`, `round` and `finalised_on` may be
 * missing or null; `state` is "draft", `revision` 0, `values` and `attachments` empty when missing.
 * Members of other names are left out. Values may be anything a draft may hold, wrong ones too.
 *
 * Returns: (transfer full) (nullable): the dossier
 */
JcDossier *
jc_dossier_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object;
  JsonNode   *values;
  JsonNode   *attachments;
  JcDossier  *self;

  if (!jc_dossier_check_shape (node, error))
    return NULL;

  object = json_node_get_object (node);
  values = json_object_get_member (object, "values");
  attachments = json_object_get_member (object, "attachments");
  self = g_new0 (JcDossier, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (jc_json_get_string (object, "id", NULL));
  self->kind = g_strdup (jc_json_get_string (object, "kind", NULL));
  self->about = g_strdup (jc_json_get_string (object, "about", NULL));
  self->programme = g_strdup (jc_json_get_string (object, "programme", NULL));
  self->version = g_strdup (jc_json_get_string (object, "version", NULL));
  self->round = g_strdup (jc_json_get_string (object, "round", NULL));
  self->state = g_strdup (jc_json_get_string (object, "state", STATE_DRAFT));
  self->finalised_on = g_strdup (jc_json_get_string (object, "finalised_on", NULL));
  self->revision = jc_json_get_int (object, "revision", 0);
  self->values = values != NULL ? keep_sealed (values) : new_empty_values ();
  self->attachments = attachments != NULL ? keep_sealed (attachments) : new_empty_attachments ();

  return self;
}

static void
set_nullable_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

/**
 * jc_dossier_to_json:
 * @self: a dossier
 *
 * Returns: (transfer full): its JSON form; the object itself may be added to, its values and
 *   attachments are sealed and shared
 */
JsonNode *
jc_dossier_to_json (JcDossier *self)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_alloc ();

  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "kind", self->kind);
  set_nullable_string (object, "about", self->about);
  json_object_set_string_member (object, "programme", self->programme);
  json_object_set_string_member (object, "version", self->version);
  set_nullable_string (object, "round", self->round);
  json_object_set_string_member (object, "state", self->state);
  json_object_set_int_member (object, "revision", self->revision);
  set_nullable_string (object, "finalised_on", self->finalised_on);
  json_object_set_member (object, "values", json_node_ref (self->values));
  json_object_set_member (object, "attachments", json_node_ref (self->attachments));
  json_node_take_object (json_node_init (node, JSON_NODE_OBJECT), object);

  return node;
}

/**
 * jc_dossier_ref:
 * @self: a dossier
 *
 * Returns: (transfer full): @self
 */
JcDossier *
jc_dossier_ref (JcDossier *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * jc_dossier_unref:
 * @self: (transfer full): a dossier
 */
void
jc_dossier_unref (JcDossier *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->kind);
  g_free (self->about);
  g_free (self->programme);
  g_free (self->version);
  g_free (self->round);
  g_free (self->state);
  g_free (self->finalised_on);
  json_node_unref (self->values);
  json_node_unref (self->attachments);
  g_free (self);
}

/**
 * jc_dossier_get_id:
 * @self: a dossier
 *
 * Returns: (transfer none): its UUID
 */
const char *
jc_dossier_get_id (JcDossier *self)
{
  return self->id;
}

/**
 * jc_dossier_get_kind:
 * @self: a dossier
 *
 * Returns: (transfer none): its kind's id
 */
const char *
jc_dossier_get_kind (JcDossier *self)
{
  return self->kind;
}

/**
 * jc_dossier_get_about:
 * @self: a dossier
 *
 * Returns: (transfer none) (nullable): the UUID of the dossier that this one is about
 */
const char *
jc_dossier_get_about (JcDossier *self)
{
  return self->about;
}

/**
 * jc_dossier_get_programme:
 * @self: a dossier
 *
 * Returns: (transfer none): its programme's id
 */
const char *
jc_dossier_get_programme (JcDossier *self)
{
  return self->programme;
}

/**
 * jc_dossier_get_version:
 * @self: a dossier
 *
 * Returns: (transfer none): the hash of the definition it was begun under
 */
const char *
jc_dossier_get_version (JcDossier *self)
{
  return self->version;
}

/**
 * jc_dossier_get_round:
 * @self: a dossier
 *
 * Returns: (transfer none) (nullable): the round's id
 */
const char *
jc_dossier_get_round (JcDossier *self)
{
  return self->round;
}

/**
 * jc_dossier_get_state:
 * @self: a dossier
 *
 * Returns: (transfer none): its state, a name of jc_state_get_label ()
 */
const char *
jc_dossier_get_state (JcDossier *self)
{
  return self->state;
}

/**
 * jc_dossier_get_revision:
 * @self: a dossier
 *
 * Returns: the server's revision; 0 when no server knows it
 */
gint64
jc_dossier_get_revision (JcDossier *self)
{
  return self->revision;
}

/**
 * jc_dossier_get_finalised_on:
 * @self: a dossier
 *
 * Returns: (transfer none) (nullable): the filling date, ISO
 */
const char *
jc_dossier_get_finalised_on (JcDossier *self)
{
  return self->finalised_on;
}

/**
 * jc_dossier_get_values:
 * @self: a dossier
 *
 * Returns: (transfer none): sealed object of sections
 */
JsonNode *
jc_dossier_get_values (JcDossier *self)
{
  return self->values;
}

/**
 * jc_dossier_get_attachments:
 * @self: a dossier
 *
 * Returns: (transfer none): sealed array
 */
JsonNode *
jc_dossier_get_attachments (JcDossier *self)
{
  return self->attachments;
}

/**
 * jc_dossier_with_values:
 * @self: a dossier
 * @values: an object of sections; copied unless it is sealed
 *
 * Returns: (transfer full): @self with other values
 */
JcDossier *
jc_dossier_with_values (JcDossier *self, JsonNode *values)
{
  JcDossier *copy;

  g_return_val_if_fail (jc_json_as_object (values) != NULL, NULL);

  copy = copy_dossier (self);
  json_node_unref (copy->values);
  copy->values = keep_sealed (values);

  return copy;
}

/**
 * jc_dossier_with_attachments:
 * @self: a dossier
 * @attachments: an array of attachments; copied unless it is sealed
 *
 * Returns: (transfer full): @self with other attachments
 */
JcDossier *
jc_dossier_with_attachments (JcDossier *self, JsonNode *attachments)
{
  JcDossier *copy;

  g_return_val_if_fail (jc_json_as_array (attachments) != NULL, NULL);

  copy = copy_dossier (self);
  json_node_unref (copy->attachments);
  copy->attachments = keep_sealed (attachments);

  return copy;
}

/**
 * jc_dossier_with_about:
 * @self: a dossier
 * @about: (nullable): the UUID of the dossier it is about
 *
 * Returns: (transfer full): @self about another dossier
 */
JcDossier *
jc_dossier_with_about (JcDossier *self, const char *about)
{
  JcDossier *copy = copy_dossier (self);

  replace_string (&copy->about, about);

  return copy;
}

/**
 * jc_dossier_with_round:
 * @self: a dossier
 * @round: (nullable): a round's id
 *
 * Returns: (transfer full): @self in that round
 */
JcDossier *
jc_dossier_with_round (JcDossier *self, const char *round)
{
  JcDossier *copy = copy_dossier (self);

  replace_string (&copy->round, round);

  return copy;
}

/**
 * jc_dossier_with_revision:
 * @self: a dossier
 * @revision: the server's revision
 *
 * Returns: (transfer full): @self with that revision
 */
JcDossier *
jc_dossier_with_revision (JcDossier *self, gint64 revision)
{
  JcDossier *copy = copy_dossier (self);

  copy->revision = revision;

  return copy;
}

/**
 * jc_dossier_with_state:
 * @self: a dossier
 * @state: (nullable): the new state; NULL keeps the old one
 * @finalised_on: (nullable): the filling date, ISO; NULL takes it away
 *
 * Returns: (transfer full): @self in that state
 */
JcDossier *
jc_dossier_with_state (JcDossier *self, const char *state, const char *finalised_on)
{
  JcDossier *copy = copy_dossier (self);

  if (state != NULL)
    replace_string (&copy->state, state);
  replace_string (&copy->finalised_on, finalised_on);

  return copy;
}

/**
 * jc_dossier_with_version:
 * @self: a dossier
 * @version: an amendment's hash
 *
 * Returns: (transfer full): @self under that version
 */
JcDossier *
jc_dossier_with_version (JcDossier *self, const char *version)
{
  JcDossier *copy = copy_dossier (self);

  replace_string (&copy->version, version);

  return copy;
}

/**
 * jc_dossier_with_value:
 * @self: a dossier
 * @pointer: a place in the values ("/unit/full_name")
 * @value: (nullable): what stands there from now on; NULL removes
 * @error: as jc_pointer_set (); JC_MODEL_ERROR_INVALID when the values were no longer sections
 *
 * Returns: (transfer full) (nullable): @self with that value
 */
JcDossier *
jc_dossier_with_value (JcDossier *self, const char *pointer, JsonNode *value, GError **error)
{
  g_autoptr (JsonNode) values = jc_pointer_set (self->values, pointer, value, error);

  if (values == NULL || !jc_dossier_check_values (values, error))
    return NULL;

  return jc_dossier_with_values (self, values);
}

/**
 * jc_dossier_equal:
 * @a: a dossier
 * @b: another
 *
 * Returns: whether both say the same, their revisions aside
 */
gboolean
jc_dossier_equal (JcDossier *a, JcDossier *b)
{
  if (a == b)
    return TRUE;

  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->kind, b->kind) == 0
         && g_strcmp0 (a->about, b->about) == 0 && g_strcmp0 (a->programme, b->programme) == 0
         && g_strcmp0 (a->version, b->version) == 0 && g_strcmp0 (a->round, b->round) == 0
         && g_strcmp0 (a->state, b->state) == 0 && g_strcmp0 (a->finalised_on, b->finalised_on) == 0
         && (a->values == b->values || jc_json_equal (a->values, b->values))
         && (a->attachments == b->attachments || jc_json_equal (a->attachments, b->attachments));
}
