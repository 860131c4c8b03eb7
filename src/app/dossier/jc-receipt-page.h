/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * JcReceiptPage:
 *
 * A dossier's latest receipt: number, the server's time, fingerprints, originals, and whether the
 * server's signature holds. It reads again when a newer one comes.
 */
#define JC_TYPE_RECEIPT_PAGE (jc_receipt_page_get_type ())
G_DECLARE_FINAL_TYPE (JcReceiptPage, jc_receipt_page, JC, RECEIPT_PAGE, AdwBin)

GtkWidget *jc_receipt_page_new (const char *dossier);

G_END_DECLS
