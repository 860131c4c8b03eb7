/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * JcPreferences:
 *
 * What a person chose and what windows remember, in one key file of the user's configuration folder.
 * Read once; written a moment after a change, without holding up the main loop.
 *
 * Signal: "changed" (string group, string key).
 */
#define JC_TYPE_PREFERENCES (jc_preferences_get_type ())
G_DECLARE_FINAL_TYPE (JcPreferences, jc_preferences, JC, PREFERENCES, GObject)

/* Groups and keys that more than one file names. */
#define JC_PREFERENCES_INTERFACE "interface"
#define JC_PREFERENCES_LANGUAGE "language"         /* "system", "zh_CN", "en" */
#define JC_PREFERENCES_COLOURS "colours"           /* "system", "light", "dark" */
#define JC_PREFERENCES_TEXT_PERCENT "text-percent" /* 100 to 200 */
#define JC_PREFERENCES_OPEN "open"                 /* dossier id = process that has it open */

JcPreferences *jc_preferences_new         (const char    *file);

char          *jc_preferences_dup_string  (JcPreferences *self,
                                           const char    *group,
                                           const char    *key,
                                           const char    *fallback) G_GNUC_WARN_UNUSED_RESULT;
int            jc_preferences_get_int     (JcPreferences *self,
                                           const char    *group,
                                           const char    *key,
                                           int            fallback);
gboolean       jc_preferences_get_boolean (JcPreferences *self,
                                           const char    *group,
                                           const char    *key,
                                           gboolean       fallback);
GStrv          jc_preferences_dup_keys    (JcPreferences *self,
                                           const char    *group) G_GNUC_WARN_UNUSED_RESULT;

void           jc_preferences_set_string  (JcPreferences *self,
                                           const char    *group,
                                           const char    *key,
                                           const char    *value);
void           jc_preferences_set_int     (JcPreferences *self,
                                           const char    *group,
                                           const char    *key,
                                           int            value);
void           jc_preferences_set_boolean (JcPreferences *self,
                                           const char    *group,
                                           const char    *key,
                                           gboolean       value);
void           jc_preferences_remove      (JcPreferences *self,
                                           const char    *group,
                                           const char    *key);
void           jc_preferences_flush       (JcPreferences *self);

G_END_DECLS
