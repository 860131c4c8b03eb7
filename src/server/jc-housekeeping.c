/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-housekeeping.h"

#include "jc-idempotency-table.h"
#include "jc-original-keeper.h"
#include "jc-session-table.h"

#define KEEP_ATTEMPTS_US (1 * G_TIME_SPAN_DAY)
/* Longer than any client stays without a connection and still tries again. */
#define KEEP_ANSWERS_US (365 * G_TIME_SPAN_DAY)

/**
 * jc_housekeeping_run:
 * @service: the service
 *
 * Ended sessions, old failed logins, answers that nobody can ask for again and originals that
 * nobody needs go. What fails is
 * left for the next time.
 */
void
jc_housekeeping_run (JcService *service)
{
  g_autoptr (GError) error = NULL;
  gint64 now_us = jc_service_now_us ();

  if (!jc_session_table_remove_expired (service->database, now_us, &error)
      || !jc_attempt_table_remove_old (service->database, now_us - KEEP_ATTEMPTS_US, &error)
      || !jc_idempotency_table_remove_old (service->database, now_us - KEEP_ANSWERS_US, &error)
      || !jc_original_keeper_tidy (service, &error))
    {
      g_atomic_int_inc (&service->n_database_errors);
      g_warning ("Housekeeping: %s", error->message);
    }
}
