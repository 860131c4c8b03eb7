/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-library-worker.h"

G_BEGIN_DECLS

/**
 * JcSaver:
 *
 * Keeps one dossier saved without anybody asking: at the latest a second after an edit, again and again
 * while it fails, never on the main loop. What others saved meanwhile is merged in.
 *
 * Signals: "changed" (any of what is told below); "merged" (JcDossier *sent, JcDossier *stored): the
 * library now holds more than was sent.
 */
#define JC_TYPE_SAVER (jc_saver_get_type ())
G_DECLARE_FINAL_TYPE (JcSaver, jc_saver, JC, SAVER, GObject)

JcSaver    *jc_saver_new               (JcLibraryWorker     *worker,
                                        JcProgramme         *programme,
                                        JcDossier           *dossier);
/* @what: the history's word for it ("edited"). */
void        jc_saver_put               (JcSaver             *self,
                                        JcDossier           *dossier,
                                        const char          *what);
void        jc_saver_save_now          (JcSaver             *self);
/* Calls back when nothing is unsaved any more, or could not be saved. */
void        jc_saver_flush_async       (JcSaver             *self,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean    jc_saver_flush_finish      (JcSaver             *self,
                                        GAsyncResult        *result,
                                        GError             **error);

gboolean    jc_saver_is_dirty          (JcSaver             *self);
/* Microseconds since the epoch; 0: not since the window was opened. */
gint64      jc_saver_get_saved_at_us   (JcSaver             *self);
/* Why it cannot be saved, once that has lasted five seconds; NULL: it can. */
const char *jc_saver_get_problem       (JcSaver             *self);
/* As loaded or last saved. */
JcDossier  *jc_saver_get_last          (JcSaver             *self);
/* What the library holds by now was taken over from elsewhere. */
void        jc_saver_set_last          (JcSaver             *self,
                                        JcDossier           *dossier);

G_END_DECLS
