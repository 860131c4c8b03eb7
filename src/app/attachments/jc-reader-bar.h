/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <gtk/gtk.h>

#include "jc-page-reader.h"

G_BEGIN_DECLS

/**
 * JcReaderBar:
 *
 * How much of the pages still has to be read, with a button that stops or goes on; hidden while there is nothing
 * to read.
 */
#define JC_TYPE_READER_BAR (jc_reader_bar_get_type ())
G_DECLARE_FINAL_TYPE (JcReaderBar, jc_reader_bar, JC, READER_BAR, GtkWidget)

void jc_reader_bar_set_reader (JcReaderBar  *self,
                               JcPageReader *reader);

G_END_DECLS
