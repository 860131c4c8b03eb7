/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-round-table.h"

#include "jc-table.h"

/**
 * jc_round_free:
 * @self: (transfer full) (nullable): a round
 */
void
jc_round_free (JcRound *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->programme);
  g_free (self->version);
  g_free (self->definition);
  g_free (self->state);
  g_free (self);
}

/**
 * jc_round_window_free:
 * @self: (transfer full) (nullable): a window
 */
void
jc_round_window_free (JcRoundWindow *self)
{
  if (self == NULL)
    return;

  g_free (self->event);
  g_free (self->kind);
  g_free (self);
}

/* An open end is the smallest or greatest number, which both engines hold. */
static void
read_span (JcStatement *row, JcSpan *span)
{
  span->from_us
      = jc_statement_is_null (row, "from_us") ? G_MININT64 : jc_statement_get_int (row, "from_us");
  span->until_us = jc_statement_is_null (row, "until_us") ? G_MAXINT64
                                                          : jc_statement_get_int (row, "until_us");
}

static void
bind_span (JcStatement *statement, const JcSpan *span)
{
  if (span->from_us == G_MININT64)
    jc_statement_bind_null (statement, "from");
  else
    jc_statement_bind_int (statement, "from", span->from_us);

  if (span->until_us == G_MAXINT64)
    jc_statement_bind_null (statement, "until");
  else
    jc_statement_bind_int (statement, "until", span->until_us);
}

static JcRound *
read_round (JcStatement *row)
{
  JcRound *round = g_new0 (JcRound, 1);

  round->id = g_strdup (jc_statement_get_text (row, "id"));
  round->programme = g_strdup (jc_statement_get_text (row, "programme"));
  round->version = g_strdup (jc_statement_get_text (row, "version"));
  round->definition = g_strdup (jc_statement_get_text (row, "definition"));
  round->state = g_strdup (jc_statement_get_text (row, "state"));
  round->opens_us = jc_statement_get_int (row, "opens_us");
  round->revision = jc_statement_get_int (row, "revision");
  read_span (row, &round->span);

  return round;
}

/**
 * jc_round_table_add:
 * @database: the server's database
 * @round: a new round
 * @error: JC_STORE_ERROR_CONSTRAINT when there is one of that id
 *
 * Returns: whether it was added
 */
gboolean
jc_round_table_add (JcDatabase *database, const JcRound *round, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;

  statement = jc_table_query (database, error,
                              "INSERT INTO rounds (id, programme, version, definition, state,"
                              " opens_us, from_us, until_us, revision) VALUES (:id, :programme,"
                              " :version, :definition, :state, :opens, :from, :until, :revision)",
                              JC_TEXT ("id", round->id), JC_TEXT ("programme", round->programme),
                              JC_TEXT ("version", round->version),
                              JC_TEXT ("definition", round->definition),
                              JC_TEXT ("state", round->state), JC_INT ("opens", round->opens_us),
                              JC_INT ("revision", round->revision), NULL);
  if (statement == NULL)
    return FALSE;

  bind_span (statement, &round->span);

  return jc_statement_run (statement, error);
}

/**
 * jc_round_table_load:
 * @database: the server's database
 * @id: a round's id
 * @round: (out) (transfer full) (nullable): the round with its definition; NULL when there is none
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_round_table_load (JcDatabase *database, const char *id, JcRound **round, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;
  gboolean found;

  *round = NULL;
  statement = jc_table_query (database, error,
                              "SELECT id, programme, version, definition, state, opens_us, from_us,"
                              " until_us, revision FROM rounds WHERE id = :id",
                              JC_TEXT ("id", id), NULL);
  if (!jc_table_first (statement, &found, error))
    return FALSE;

  if (found)
    *round = read_round (statement);

  return TRUE;
}

/**
 * jc_round_table_list:
 * @database: the server's database
 * @after: the id after which to begin; "" for the first
 * @limit: how many at most
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable) (element-type JcRound): by id, without definitions
 */
GPtrArray *
jc_round_table_list (JcDatabase *database, const char *after, gint64 limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_round_free);
  g_autoptr (JcStatement) statement = NULL;
  GError *step_error = NULL;

  statement = jc_table_query (database, error,
                              "SELECT id, programme, version, NULL AS definition, state, opens_us,"
                              " from_us, until_us, revision FROM rounds WHERE id > :after"
                              " ORDER BY id LIMIT :limit",
                              JC_TEXT ("after", after), JC_INT ("limit", limit), NULL);
  if (statement == NULL)
    return NULL;

  while (jc_statement_step (statement, &step_error))
    g_ptr_array_add (list, read_round (statement));

  return jc_table_finish (step_error, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * jc_round_table_set_state:
 * @database: the server's database
 * @id: an existing round
 * @state: "open" or "closed"
 * @error: why it failed
 *
 * Returns: whether it was done
 */
gboolean
jc_round_table_set_state (JcDatabase *database, const char *id, const char *state, GError **error)
{
  return jc_table_run (database, error,
                       "UPDATE rounds SET state = :state, revision = revision + 1 WHERE id = :id",
                       JC_TEXT ("state", state), JC_TEXT ("id", id), NULL);
}

/**
 * jc_round_table_set_window:
 * @database: the server's database
 * @round: an existing round
 * @event: an event's type
 * @kind: a kind of dossier
 * @span: when the event is taken
 * @error: why it failed
 *
 * Returns: whether it was done
 */
gboolean
jc_round_table_set_window (JcDatabase   *database,
                           const char   *round,
                           const char   *event,
                           const char   *kind,
                           const JcSpan *span,
                           GError      **error)
{
  g_autoptr (JcStatement) statement = NULL;

  statement = jc_table_query (database, error,
                              "INSERT INTO round_windows (round, event, kind, from_us, until_us)"
                              " VALUES (:round, :event, :kind, :from, :until)"
                              " ON CONFLICT (round, event, kind) DO UPDATE"
                              " SET from_us = excluded.from_us, until_us = excluded.until_us",
                              JC_TEXT ("round", round), JC_TEXT ("event", event),
                              JC_TEXT ("kind", kind), NULL);
  if (statement == NULL)
    return FALSE;

  bind_span (statement, span);

  return jc_statement_run (statement, error);
}

/**
 * jc_round_table_list_windows:
 * @database: the server's database
 * @round: a round
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable) (element-type JcRoundWindow): its windows by event and kind
 */
GPtrArray *
jc_round_table_list_windows (JcDatabase *database, const char *round, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_round_window_free);
  g_autoptr (JcStatement) statement = NULL;
  GError *step_error = NULL;

  statement = jc_table_query (database, error,
                              "SELECT event, kind, from_us, until_us FROM round_windows"
                              " WHERE round = :round ORDER BY event, kind",
                              JC_TEXT ("round", round), NULL);
  if (statement == NULL)
    return NULL;

  while (jc_statement_step (statement, &step_error))
    {
      JcRoundWindow *window = g_new0 (JcRoundWindow, 1);

      window->event = g_strdup (jc_statement_get_text (statement, "event"));
      window->kind = g_strdup (jc_statement_get_text (statement, "kind"));
      read_span (statement, &window->span);
      g_ptr_array_add (list, window);
    }

  return jc_table_finish (step_error, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * jc_round_table_set_unit_until:
 * @database: the server's database
 * @round: an existing round
 * @unit: an existing unit
 * @until_us: first moment at which its applicants are late
 * @error: why it failed
 *
 * Returns: whether it was done
 */
gboolean
jc_round_table_set_unit_until (
    JcDatabase *database, const char *round, const char *unit, gint64 until_us, GError **error)
{
  return jc_table_run (database, error,
                       "INSERT INTO unit_windows (round, unit, until_us)"
                       " VALUES (:round, :unit, :until)"
                       " ON CONFLICT (round, unit) DO UPDATE SET until_us = excluded.until_us",
                       JC_TEXT ("round", round), JC_TEXT ("unit", unit), JC_INT ("until", until_us),
                       NULL);
}

/**
 * jc_round_table_load_unit_until:
 * @database: the server's database
 * @round: a round
 * @unit: a unit whose dossiers are submitted
 * @until_us: (out): the earliest end that it or the unit that recommends it has set; G_MAXINT64
 * when there is none
 * @error: why it failed
 *
 * Returns: FALSE only for failure
 */
gboolean
jc_round_table_load_unit_until (
    JcDatabase *database, const char *round, const char *unit, gint64 *until_us, GError **error)
{
  g_autoptr (JcStatement) statement = NULL;
  gboolean found;

  *until_us = G_MAXINT64;
  statement = jc_table_query (database, error,
                              "SELECT MIN(w.until_us) AS until_us FROM unit_windows w"
                              " JOIN units u ON u.name = :unit"
                              " WHERE w.round = :round AND (w.unit = u.name OR w.unit = u.parent)",
                              JC_TEXT ("unit", unit), JC_TEXT ("round", round), NULL);
  if (!jc_table_first (statement, &found, error))
    return FALSE;

  if (found && !jc_statement_is_null (statement, "until_us"))
    *until_us = jc_statement_get_int (statement, "until_us");

  return TRUE;
}
