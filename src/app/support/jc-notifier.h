/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-application.h"

G_BEGIN_DECLS

/**
 * JcNotifier:
 *
 * Tells the desktop what happened with the server while nobody looks: a receipt came, both sides
 * changed the same, a submission was refused. Nothing is told while a window has the focus, nor of
 * saving or routine sync. One matter has one notification, which goes when its window is seen.
 */
#define JC_TYPE_NOTIFIER (jc_notifier_get_type ())
G_DECLARE_FINAL_TYPE (JcNotifier, jc_notifier, JC, NOTIFIER, GObject)

/* A group of the preferences: each kind can be turned off. */
#define JC_NOTIFIER_GROUP "notifications"
#define JC_NOTIFIER_RECEIVED "received"
#define JC_NOTIFIER_CONFLICT "conflict"
#define JC_NOTIFIER_REFUSED "refused"

JcNotifier *jc_notifier_new (JcApplication *app);

G_END_DECLS
