/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-media"

#include "config.h"

#include "jc-operations.h"

#include <qpdf/qpdf-c.h>

#include "jc-sniff.h"

static gboolean
is_wrong_password (qpdf_data qpdf)
{
  return qpdf_has_error (qpdf)
         && qpdf_get_error_code (qpdf, qpdf_get_error (qpdf)) == qpdf_e_password;
}

/**
 * jc_operation_unlock:
 * @job: `password`
 * @answer: stays empty; the data is the same document without encryption, its pages' content
 * untouched
 */
void
jc_operation_unlock (JcJob *job, JsonObject *answer)
{
  qpdf_data qpdf = qpdf_init ();

  if (jc_sniff (job->data, job->size) != JC_CONTENT_PDF)
    jc_job_fail (JC_REASON_NOT_ENCRYPTED, 0, 0);

  qpdf_silence_errors (qpdf);
  qpdf_set_suppress_warnings (qpdf, QPDF_TRUE);
  if (qpdf_read_memory (qpdf, "input", (const char *)job->data, job->size,
                        jc_job_get_password (job))
      >= QPDF_ERRORS)
    jc_job_fail (is_wrong_password (qpdf) ? JC_REASON_PASSWORD : JC_REASON_DAMAGED, 0, 0);
  if (qpdf_init_write_memory (qpdf) >= QPDF_ERRORS)
    jc_job_fail (JC_REASON_CRASHED, 0, 0);
  qpdf_set_preserve_encryption (qpdf, QPDF_FALSE);
  qpdf_set_stream_data_mode (qpdf, qpdf_s_preserve);
  if (qpdf_write (qpdf) >= QPDF_ERRORS)
    jc_job_fail (JC_REASON_DAMAGED, 0, 0);

  jc_job_give_data (qpdf_get_buffer (qpdf), qpdf_get_buffer_length (qpdf));
  qpdf_cleanup (&qpdf);
}
