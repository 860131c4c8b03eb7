/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-store"

#include "config.h"

#include "jc-statement.h"

#include <string.h>

#include "jc-driver.h"

struct _JcStatement
{
  JcDatabase     *database;   /* (unowned) */
  const JcDriver *driver;     /* (unowned) */
  gpointer        handle;     /* (owned): the driver's */
  char           *sql;        /* (owned) */
  GError         *bind_error; /* (owned) (nullable): told at the next step */
  gboolean        has_row;
};

JcStatement *
jc_statement_new (JcDatabase *database, gpointer handle, char *sql)
{
  JcStatement *self = g_new0 (JcStatement, 1);

  self->database = database;
  self->driver = jc_database_get_driver (database);
  self->handle = handle;
  self->sql = sql;
  return self;
}

gpointer
jc_statement_get_handle (JcStatement *self)
{
  return self->handle;
}

/**
 * jc_statement_free:
 * @self: (transfer full) (nullable): reset, cleared and returned to its connection's cache
 */
void
jc_statement_free (JcStatement *self)
{
  if (self == NULL)
    return;

  self->driver->reset (self->handle);
  self->driver->clear (self->handle);
  g_clear_error (&self->bind_error);
  jc_database_take_back (self->database, self->handle, self->sql);
  g_free (self);
}

/* --- Binding --- */

static int
find_parameter (JcStatement *self, const char *name)
{
  int parameter = self->driver->find_parameter (self->handle, name);

  if (parameter == 0)
    g_critical ("no parameter :%s in: %s", name, self->sql);
  return parameter;
}

static GError **
get_error_place (JcStatement *self)
{
  return self->bind_error == NULL ? &self->bind_error : NULL;
}

/**
 * jc_statement_bind_text:
 * @name: the parameter, without its colon
 * @value: (nullable): copied; %NULL is SQL NULL
 *
 * Bindings hold until they are replaced or the statement is freed, also over a reset. A value that
 * cannot be bound makes the next step fail.
 */
void
jc_statement_bind_text (JcStatement *self, const char *name, const char *value)
{
  int parameter = 0;

  g_return_if_fail (self != NULL && name != NULL);

  parameter = find_parameter (self, name);
  if (parameter == 0)
    return;
  if (value == NULL)
    self->driver->bind_null (self->handle, parameter, get_error_place (self));
  else
    self->driver->bind_text (self->handle, parameter, value, get_error_place (self));
}

void
jc_statement_bind_int (JcStatement *self, const char *name, gint64 value)
{
  int parameter = 0;

  g_return_if_fail (self != NULL && name != NULL);

  parameter = find_parameter (self, name);
  if (parameter != 0)
    self->driver->bind_int (self->handle, parameter, value, get_error_place (self));
}

/**
 * jc_statement_bind_bytes:
 * @value: (nullable): copied; %NULL is SQL NULL, no bytes are no bytes
 */
void
jc_statement_bind_bytes (JcStatement *self, const char *name, GBytes *value)
{
  int parameter = 0;

  g_return_if_fail (self != NULL && name != NULL);

  parameter = find_parameter (self, name);
  if (parameter == 0)
    return;
  if (value == NULL)
    self->driver->bind_null (self->handle, parameter, get_error_place (self));
  else
    self->driver->bind_bytes (self->handle, parameter, value, get_error_place (self));
}

void
jc_statement_bind_null (JcStatement *self, const char *name)
{
  jc_statement_bind_text (self, name, NULL);
}

/* --- Running --- */

/**
 * jc_statement_step:
 *
 * After the last row, and after an error, the statement is reset: it holds no lock and may be
 * stepped again from its start.
 *
 * Returns: %TRUE: a row to read; %FALSE without @error: no more rows
 */
gboolean
jc_statement_step (JcStatement *self, GError **error)
{
  JcStep step = JC_STEP_FAILED;

  g_return_val_if_fail (self != NULL, FALSE);

  self->has_row = FALSE;
  if (self->bind_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->bind_error));
      return FALSE;
    }
  if (!jc_database_check_step (self->database, error))
    return FALSE;

  step = self->driver->step (self->handle, error);
  self->has_row = step == JC_STEP_ROW;
  if (self->has_row)
    return TRUE;

  self->driver->reset (self->handle);
  if (step == JC_STEP_FAILED)
    jc_database_notice_failure (self->database);
  return FALSE;
}

gboolean
jc_statement_run (JcStatement *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  while (jc_statement_step (self, &failure))
    continue;

  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
jc_statement_reset (JcStatement *self)
{
  g_return_if_fail (self != NULL);

  self->has_row = FALSE;
  self->driver->reset (self->handle);
}

/* --- Reading --- */

static int
find_column (JcStatement *self, const char *name)
{
  int n_columns = self->driver->get_n_columns (self->handle);

  g_return_val_if_fail (self->has_row, -1);

  for (int i = 0; i < n_columns; i++)
    if (strcmp (self->driver->get_column_name (self->handle, i), name) == 0)
      return i;

  g_critical ("no column %s in: %s", name, self->sql);
  return -1;
}

/**
 * jc_statement_get_text:
 *
 * Returns: (transfer none) (nullable): valid until the next step, reset or free
 */
const char *
jc_statement_get_text (JcStatement *self, const char *column)
{
  int i = find_column (self, column);

  return i < 0 ? NULL : self->driver->get_text (self->handle, i);
}

gint64
jc_statement_get_int (JcStatement *self, const char *column)
{
  int i = find_column (self, column);

  return i < 0 ? 0 : self->driver->get_int (self->handle, i);
}

GBytes *
jc_statement_dup_bytes (JcStatement *self, const char *column)
{
  int i = find_column (self, column);

  return i < 0 || self->driver->is_null (self->handle, i)
             ? NULL
             : self->driver->dup_bytes (self->handle, i);
}

gboolean
jc_statement_is_null (JcStatement *self, const char *column)
{
  int i = find_column (self, column);

  return i < 0 || self->driver->is_null (self->handle, i);
}
