/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JcArguments:
 *
 * A command line: options stand before, between or after the words; what follows `--` is words
 * only.
 */
typedef struct _JcArguments JcArguments;

/* @options: NULL-terminated names without dashes; each takes a value, unless it ends in '!'. */
JcArguments *jc_arguments_parse    (const char *const  *arguments,
                                    const char *const  *options,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void         jc_arguments_free     (JcArguments        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcArguments, jc_arguments_free)

guint        jc_arguments_get_n_words (JcArguments *self);
/* NULL when there are fewer. */
const char  *jc_arguments_get_word (JcArguments *self,
                                    guint        n);
gboolean     jc_arguments_has      (JcArguments *self,
                                    const char  *option);
/* Its last value; NULL when it is not given. */
const char  *jc_arguments_get      (JcArguments *self,
                                    const char  *option);
/* (element-type utf8) (nullable): all its values in order. */
GPtrArray   *jc_arguments_get_all  (JcArguments *self,
                                    const char  *option);
/* The first option given that is not in @allowed; NULL when there is none. */
const char  *jc_arguments_find_other (JcArguments       *self,
                                      const char *const *allowed);

G_END_DECLS
