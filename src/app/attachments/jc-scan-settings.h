/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include <adwaita.h>

#include "jc-scanner.h"

G_BEGIN_DECLS

/**
 * JcScanSettings:
 *
 * Which scanner, and how it scans; what was chosen last is chosen again.
 *
 * Signals: "device-chosen": abilities are to be asked for; "look-again".
 */
#define JC_TYPE_SCAN_SETTINGS (jc_scan_settings_get_type ())
G_DECLARE_FINAL_TYPE (JcScanSettings, jc_scan_settings, JC, SCAN_SETTINGS, AdwBin)

/* @devices: (element-type JcScanDevice), at least one. */
void        jc_scan_settings_set_devices   (JcScanSettings        *self,
                                            GPtrArray             *devices);
/* NULL: not known; everything is offered. */
void        jc_scan_settings_set_abilities (JcScanSettings        *self,
                                            const JcScanAbilities *abilities);
const char *jc_scan_settings_get_device    (JcScanSettings        *self);
/* Fills all but the folder; lent. Keeps what was chosen for the next time. */
void        jc_scan_settings_get_request   (JcScanSettings        *self,
                                            JcScanRequest         *request);

G_END_DECLS
