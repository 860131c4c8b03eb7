/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-arguments.h"

#include <gio/gio.h>
#include <string.h>

#include "jc-text.h"

struct _JcArguments
{
  GPtrArray  *words;   /* (element-type utf8) */
  GHashTable *options; /* name → GPtrArray of values */
};

/**
 * jc_arguments_free:
 * @self: (transfer full) (nullable): a command line
 */
void
jc_arguments_free (JcArguments *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->words);
  g_hash_table_unref (self->options);
  g_free (self);
}

static void
add_value (JcArguments *self, const char *name, const char *value)
{
  GPtrArray *values = g_hash_table_lookup (self->options, name);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->options, g_strdup (name), values);
    }

  g_ptr_array_add (values, g_strdup (value));
}

/* The row of @options for @name; NULL when there is none. */
static const char *
find_option (const char *const *options, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; options[i] != NULL; i++)
    if (strncmp (options[i], name, length) == 0
        && (options[i][length] == '\0' || g_str_equal (options[i] + length, "!")))
      return options[i];

  return NULL;
}

/* One argument that begins with dashes, and its value, which may be the next one. */
static gboolean
read_option (JcArguments       *self,
             const char *const *arguments,
             guint             *position,
             const char *const *options,
             GError           **error)
{
  const char      *argument = arguments[*position];
  const char      *equals = strchr (argument, '=');
  g_autofree char *name = equals != NULL ? g_strndup (argument + 2, (gsize)(equals - argument) - 2)
                                         : g_strdup (argument + 2);
  const char      *option = g_str_has_prefix (argument, "--") ? find_option (options, name) : NULL;

  if (option == NULL)
    return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         "没有选项“%s”。用 --help 查看用法。",
                         "There is no option “%s”. See --help.", argument);

  if (g_str_has_suffix (option, "!"))
    {
      if (equals != NULL)
        return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "选项 --%s 不带值。",
                             "The option --%s takes no value.", name);
      add_value (self, name, "");
      return TRUE;
    }

  if (equals == NULL && arguments[*position + 1] == NULL)
    return jc_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "选项 --%s 后面要有值。",
                         "The option --%s needs a value.", name);

  add_value (self, name, equals != NULL ? equals + 1 : arguments[++*position]);

  return TRUE;
}

/**
 * jc_arguments_parse:
 * @arguments: (array zero-terminated=1): without the program's name
 * @options: (array zero-terminated=1): the options' names, see above
 * @error: G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: (transfer full) (nullable): the command line taken apart
 */
JcArguments *
jc_arguments_parse (const char *const *arguments, const char *const *options, GError **error)
{
  g_autoptr (JcArguments) self = g_new0 (JcArguments, 1);
  gboolean words_only = FALSE;

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->options
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; arguments[i] != NULL; i++)
    {
      if (words_only || arguments[i][0] != '-' || arguments[i][1] == '\0')
        g_ptr_array_add (self->words, g_strdup (arguments[i]));
      else if (g_str_equal (arguments[i], "--"))
        words_only = TRUE;
      else if (!read_option (self, arguments, &i, options, error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * jc_arguments_get_n_words:
 * @self: a command line
 *
 * Returns: how many words it has
 */
guint
jc_arguments_get_n_words (JcArguments *self)
{
  return self->words->len;
}

/**
 * jc_arguments_get_word:
 * @self: a command line
 * @n: from 0
 *
 * Returns: (transfer none) (nullable): that word
 */
const char *
jc_arguments_get_word (JcArguments *self, guint n)
{
  return n < self->words->len ? g_ptr_array_index (self->words, n) : NULL;
}

/**
 * jc_arguments_has:
 * @self: a command line
 * @option: an option's name
 *
 * Returns: whether it is given
 */
gboolean
jc_arguments_has (JcArguments *self, const char *option)
{
  return g_hash_table_contains (self->options, option);
}

/**
 * jc_arguments_get:
 * @self: a command line
 * @option: an option's name
 *
 * Returns: (transfer none) (nullable): its last value
 */
const char *
jc_arguments_get (JcArguments *self, const char *option)
{
  GPtrArray *values = jc_arguments_get_all (self, option);

  return values != NULL ? g_ptr_array_index (values, values->len - 1) : NULL;
}

/**
 * jc_arguments_get_all:
 * @self: a command line
 * @option: an option's name
 *
 * Returns: (transfer none) (nullable) (element-type utf8): its values in order
 */
GPtrArray *
jc_arguments_get_all (JcArguments *self, const char *option)
{
  return g_hash_table_lookup (self->options, option);
}

/**
 * jc_arguments_find_other:
 * @self: a command line
 * @allowed: (array zero-terminated=1): names
 *
 * Returns: (transfer none) (nullable): an option given that is not among @allowed
 */
const char *
jc_arguments_find_other (JcArguments *self, const char *const *allowed)
{
  GHashTableIter iter;
  gpointer       name;

  g_hash_table_iter_init (&iter, self->options);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (allowed, name))
      return name;

  return NULL;
}
