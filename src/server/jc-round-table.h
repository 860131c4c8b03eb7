/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "jc-calendar.h"
#include "jc-database.h"
#include "jc-programme.h"

G_BEGIN_DECLS

/**
 * JcRound:
 * @programme: a programme's id
 * @version: the definition's content hash
 * @definition: the whole programme as JSON text; NULL in lists
 * @state: "open" or "closed"
 * @opens_us: from when it is there, µs since the Unix epoch
 * @span: holds for events that have no window of their own
 * @revision: counts changes of the round itself
 *
 * A programme opened on this server (年度项目).
 */
typedef struct
{
  char   *id;
  char   *programme;
  char   *version;
  char   *definition;
  char   *state;
  gint64  opens_us;
  JcSpan  span;
  gint64  revision;
} JcRound;

/**
 * JcRoundWindow:
 * @event, @kind: the event on dossiers of this kind
 * @span: when the server takes it
 */
typedef struct
{
  char   *event;
  char   *kind;
  JcSpan  span;
} JcRoundWindow;

void       jc_round_free              (JcRound        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JcRound, jc_round_free)
void       jc_round_window_free       (JcRoundWindow  *self);

gboolean   jc_round_table_add         (JcDatabase     *database,
                                       const JcRound  *round,
                                       GError        **error);
gboolean   jc_round_table_load        (JcDatabase     *database,
                                       const char     *id,
                                       JcRound       **round,
                                       GError        **error);
/* (element-type JcRound): those whose id comes after @after, at most @limit; without definitions.
   */
GPtrArray *jc_round_table_list        (JcDatabase     *database,
                                       const char     *after,
                                       gint64          limit,
                                       GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   jc_round_table_set_state   (JcDatabase     *database,
                                       const char     *id,
                                       const char     *state,
                                       GError        **error);

gboolean   jc_round_table_set_window  (JcDatabase     *database,
                                       const char     *round,
                                       const char     *event,
                                       const char     *kind,
                                       const JcSpan   *span,
                                       GError        **error);
/* (element-type JcRoundWindow) */
GPtrArray *jc_round_table_list_windows (JcDatabase    *database,
                                        const char    *round,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* A unit's own earlier end of its applicants' submissions; G_MAXINT64 when it set none. */
gboolean   jc_round_table_set_unit_until  (JcDatabase  *database,
                                           const char  *round,
                                           const char  *unit,
                                           gint64       until_us,
                                           GError     **error);
gboolean   jc_round_table_load_unit_until (JcDatabase  *database,
                                           const char  *round,
                                           const char  *unit,
                                           gint64      *until_us,
                                           GError     **error);

G_END_DECLS
