/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-json.h"
#include "jc-library.h"

G_BEGIN_DECLS

/**
 * JcExit: what the process says when it ends; the same everywhere (see the manual page).
 */
typedef enum
{
  JC_EXIT_DONE = 0,
  JC_EXIT_FINDINGS = 1,
  JC_EXIT_USAGE = 2,
  JC_EXIT_NOT_FOUND = 3,
  JC_EXIT_NO_CONNECTION = 4,
  JC_EXIT_CONFLICT = 5,
  JC_EXIT_REFUSED = 6,
  JC_EXIT_DAMAGED = 7,
} JcExit;

/**
 * JcUsageError: the only code of JC_USAGE_ERROR is 0: the words on the command line are off.
 */
#define JC_USAGE_ERROR (jc_usage_error_quark ())
GQuark jc_usage_error_quark (void);

/**
 * JcInvocation:
 * @arguments: what is no option and no part of the command's name, NULL-terminated
 * @n_arguments: of @arguments
 * @json: standard output holds one JSON value and nothing else; `{}` where a command has none
 *
 * One call of the program.
 */
typedef struct
{
  GStrv       arguments;
  guint       n_arguments;
  gboolean    json;
  gboolean    has_printed;   /* the one JSON value */
  GHashTable *options;       /* (owned): "--as-of" → value; "" for flags */
  GPtrArray  *given;         /* (owned): name, value, name, value … in the order they were given */
  char       *folder;        /* (owned) (nullable) */
  JcLibrary  *library;       /* (owned) (nullable): opened at first use */
} JcInvocation;

/**
 * JcOption: @name with its dashes; @takes_value: the next word, or what stands after `=`
 */
typedef struct
{
  const char *name;
  gboolean    takes_value;
} JcOption;

/* Sets @error and returns -1 for work that could not be done. */
typedef int (*JcCommandFunc) (JcInvocation *self, GError **error);

/**
 * JcCommand:
 * @name: one or two words ("dossier new")
 * @usage: what stands behind the name
 * @options: ended by a NULL name; may be NULL
 * @literal_from: arguments from this number on are taken as they are, even with a leading dash; -1: none
 * @max_arguments: -1: any number
 */
typedef struct
{
  const char     *name;
  const char     *usage;
  const JcOption *options;
  int             literal_from;
  int             min_arguments;
  int             max_arguments;
  JcCommandFunc   run;
} JcCommand;

const char *jc_invocation_get_option  (JcInvocation  *self,
                                       const char    *name);
gboolean    jc_invocation_has_option  (JcInvocation  *self,
                                       const char    *name);
/* Every value of an option that may be given several times, in order. */
GStrv       jc_invocation_dup_options (JcInvocation  *self,
                                       const char    *name) G_GNUC_WARN_UNUSED_RESULT;
/* Opens the library at first use; a recovery report goes to standard error. */
JcLibrary  *jc_invocation_get_library (JcInvocation  *self,
                                       GError       **error);

/* Prints @node as JSON, or the line @plain. */
void        jc_invocation_print       (JcInvocation  *self,
                                       JsonNode      *node,
                                       const char    *plain);
/* Reads a whole file, "-" is standard input; bounded by JC_JSON_MAX_BYTES. */
char       *jc_invocation_load_text   (const char    *path,
                                       gsize         *length,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *jc_invocation_load_json   (const char    *path,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Prints findings (as JSON or a line each) and gives the exit status they mean. */
int         jc_invocation_print_findings (JcInvocation *self,
                                          GPtrArray    *findings);
/* The words of @text in the process' language. */
const char *jc_say                    (const JcText  *text);

/* Reads @argv, finds the command in @tables (NULL-terminated arrays, ended by NULL), runs it and
 * gives the exit status. */
int         jc_invocation_main        (int                      argc,
                                       char                   **argv,
                                       const JcCommand *const  *tables);

extern const JcCommand jc_programme_commands[];
extern const JcCommand jc_value_commands[];
extern const JcCommand jc_dossier_commands[];
extern const JcCommand jc_attachment_commands[];
extern const JcCommand jc_sync_commands[];
extern const JcCommand jc_conflict_commands[];

G_END_DECLS
