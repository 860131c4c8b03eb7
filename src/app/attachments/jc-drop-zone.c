/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-drop-zone.h"

#include "jc-attachment-ways.h"
#include "jc-page-place.h"
#include "jc-session-attachments.h"

typedef struct
{
  GtkWidget        *widget; /* (unowned): holds the target */
  JcDossierSession *session;
  JcAttachmentDesk *desk;
  char             *slot;
  char             *part;
  char             *row;
  JcDropShown       shown_cb;
} Zone;

static void
zone_free (gpointer data)
{
  Zone *zone = data;

  g_object_unref (zone->session);
  g_object_unref (zone->desk);
  g_free (zone->slot);
  g_free (zone->part);
  g_free (zone->row);
  g_free (zone);
}

static gboolean
accept_cb (GtkDropTarget *target, GdkDrop *drop, Zone *zone)
{
  return jc_session_may_attach (zone->session, zone->slot)
         && gdk_content_formats_match (gtk_drop_target_get_formats (target),
                                       gdk_drop_get_formats (drop));
}

/* Every zone under the pointer hears of it; the one that gets the drop says so. */
static gboolean
is_innermost (const Zone *zone, double x, double y)
{
  GtkWidget *hit = gtk_widget_pick (zone->widget, x, y, GTK_PICK_DEFAULT);

  while (hit != NULL && g_object_get_data (G_OBJECT (hit), "jc-drop-zone") == NULL)
    hit = gtk_widget_get_parent (hit);

  return hit == zone->widget;
}

/* A copy where that is offered: a file stays where it is. */
static GdkDragAction
moved_cb (GtkDropTarget *target, double x, double y, Zone *zone)
{
  GdkDragAction offered = gdk_drop_get_actions (gtk_drop_target_get_current_drop (target));

  zone->shown_cb (zone->widget, is_innermost (zone, x, y));

  return offered & GDK_ACTION_COPY ? GDK_ACTION_COPY : GDK_ACTION_MOVE;
}

static void
left_cb (GtkDropTarget *target, Zone *zone)
{
  zone->shown_cb (zone->widget, FALSE);
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, Zone *zone)
{
  const JcPagePlace *place;

  zone->shown_cb (zone->widget, FALSE);
  gtk_widget_activate_action (zone->widget, "pages.dropped", NULL);
  if (jc_attachment_take (zone->desk, value, zone->slot, zone->part, zone->row))
    return TRUE;
  if (!G_VALUE_HOLDS (value, JC_TYPE_PAGE_PLACE))
    return FALSE;

  place = g_value_get_boxed (value);
  if (zone->part != NULL)
    gtk_widget_activate_action (zone->widget, "pages.put-part", "(siss)", place->id, place->page,
                                zone->slot, zone->part);
  else if (zone->row != NULL)
    gtk_widget_activate_action (zone->widget, "pages.put-row", "(siss)", place->id, place->page,
                                zone->slot, zone->row);
  else
    gtk_widget_activate_action (zone->widget, "pages.move", "(sis)", place->id, place->page,
                                zone->slot);

  return TRUE;
}

/**
 * jc_drop_zone_add:
 * @widget: on which things are dropped
 * @session: the open dossier; kept
 * @desk: takes files in; kept
 * @zone: where they go; copied
 */
void
jc_drop_zone_add (GtkWidget        *widget,
                  JcDossierSession *session,
                  JcAttachmentDesk *desk,
                  const JcDropZone *zone)
{
  GtkDropTarget *target = jc_attachment_drop_target_new ();
  Zone          *kept = g_new0 (Zone, 1);

  kept->widget = widget;
  kept->session = g_object_ref (session);
  kept->desk = g_object_ref (desk);
  kept->slot = g_strdup (zone->slot);
  kept->part = g_strdup (zone->part);
  kept->row = g_strdup (zone->row);
  kept->shown_cb = zone->shown_cb;
  g_object_set_data_full (G_OBJECT (widget), "jc-drop-zone", kept, zone_free);
  g_signal_connect (target, "accept", G_CALLBACK (accept_cb), kept);
  g_signal_connect (target, "motion", G_CALLBACK (moved_cb), kept);
  g_signal_connect (target, "leave", G_CALLBACK (left_cb), kept);
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), kept);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
