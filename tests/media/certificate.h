/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "drawing.h"

G_BEGIN_DECLS

#define CERTIFICATE_QR_TEXT "https://jiangce.example/91220"

/**
 * CertificateFact:
 * @name: of the field, for the table
 * @text: as it is printed, without blanks
 * @is_key: has to be read from a clean, a turned and a skewed picture
 */
typedef struct
{
  const char *name;
  const char *text;
  gboolean    is_key;
} CertificateFact;

/**
 * Certificate:
 * @facts: (array zero-terminated=1)
 * @qr_text: (nullable): what its QR code says
 */
typedef struct
{
  const char            *name;
  int                    width;
  int                    height;
  const CertificateFact *facts;
  const char            *qr_text;
} Certificate;

/* The Chinese papers that dossiers are full of, drawn with made-up people: an identity card, a
 * skill certificate, a business licence. Ends with a NULL name. */
extern const Certificate certificates[];

/* @certificate: one of `certificates` */
Drawing *certificate_draw (const Certificate *certificate);

G_END_DECLS
