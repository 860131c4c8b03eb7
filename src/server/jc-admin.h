/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-arguments.h"
#include "jc-calendar.h"
#include "jc-service.h"

G_BEGIN_DECLS

/* What the person who runs the server does at a terminal. Each returns an exit status. */
#define JC_EXIT_DONE 0
#define JC_EXIT_USAGE 2
#define JC_EXIT_NOT_FOUND 3
#define JC_EXIT_CONFLICT 5
#define JC_EXIT_REFUSED 6
#define JC_EXIT_DAMAGED 7

int  jc_admin_init        (JcArguments  *arguments);
int  jc_admin_unit_list   (JcArguments  *arguments);
int  jc_admin_unit_window (JcArguments  *arguments);
int  jc_admin_round_list  (JcArguments  *arguments);
int  jc_admin_round_close (JcArguments  *arguments);
/* jc-admin-account.c */
int  jc_admin_account_add (JcArguments  *arguments);
int  jc_admin_account_list (JcArguments *arguments);
int  jc_admin_account_password (JcArguments *arguments);
int  jc_admin_account_disable (JcArguments *arguments);
/* jc-admin-round.c */
int  jc_admin_round_open  (JcArguments  *arguments);
int  jc_admin_round_window (JcArguments *arguments);
/* jc-admin-key.c */
int  jc_admin_key_list    (JcArguments  *arguments);
int  jc_admin_key_rotate  (JcArguments  *arguments);
/* jc-admin-backup.c */
int  jc_admin_verify      (JcArguments  *arguments);
int  jc_admin_backup      (JcArguments  *arguments);
int  jc_admin_restore     (JcArguments  *arguments);

/* One line on standard error, in the process' language; returns @status. */
int  jc_admin_complain    (int           status,
                           const char   *zh_format,
                           const char   *en_format,
                           ...) G_GNUC_PRINTF (2, 4) G_GNUC_PRINTF (3, 4);
/* The same for @error, with the exit status that fits it; frees @error. */
int  jc_admin_fail        (GError       *error);
/* A round is not as it was: the feed tells clients to fetch it again. In a transaction. */
gboolean jc_admin_touch_round (JcService   *service,
                               const char  *id,
                               const char  *state,
                               GError     **error);
/* NULL with @status set to the exit status when there is no such round. */
JcRound *jc_admin_load_round (JcService   *service,
                              const char  *id,
                              int         *status) G_GNUC_WARN_UNUSED_RESULT;
gboolean jc_admin_parse_span (JcSpan      *span,
                              const char  *from,
                              const char  *until,
                              GError     **error);

G_END_DECLS
