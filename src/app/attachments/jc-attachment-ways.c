/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-attachment-ways.h"

#include <glib/gi18n.h>

#include "jc-page-place.h"

/* --- Files of any origin --- */

static void
add_files (
    JcAttachmentDesk *desk, GSList *files, const char *slot, const char *part, const char *row)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (GSList *item = files; item != NULL; item = item->next)
    g_ptr_array_add (all, item->data);
  jc_attachment_desk_add_files (desk, all, slot, part, row);
}

/**
 * jc_attachment_take:
 * @desk: takes it in
 * @value: what was dropped or pasted
 * @slot: where it goes
 * @part: (nullable): the named page that it is
 * @row: (nullable): whose evidence it is
 *
 * Returns: whether it was files or a picture
 */
gboolean
jc_attachment_take (JcAttachmentDesk *desk,
                    const GValue     *value,
                    const char       *slot,
                    const char       *part,
                    const char       *row)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    add_files (desk, g_value_get_boxed (value), slot, part, row);
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    jc_attachment_desk_add_texture (desk, g_value_get_object (value), slot, part, row);
  else
    return FALSE;

  return TRUE;
}

/**
 * jc_attachment_drop_target_new:
 *
 * Returns: (transfer full): a controller for a widget on which files, pictures and pages are
 * dropped
 */
GtkDropTarget *
jc_attachment_drop_target_new (void)
{
  GType          types[] = { JC_TYPE_PAGE_PLACE, GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY | GDK_ACTION_MOVE);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));

  return target;
}

/* --- Choosing --- */

/**
 * Choice: where what is chosen goes. Kept with the chooser.
 */
typedef struct
{
  JcAttachmentDesk *desk;
  char             *slot;
  char             *row;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->desk);
  g_free (choice->slot);
  g_free (choice->row);
  g_free (choice);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response)
{
  Choice *choice = g_object_get_data (G_OBJECT (dialog), "jc-choice");
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  GSList *list = NULL;

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    list = g_slist_prepend (list, g_list_model_get_item (files, i));
  list = g_slist_reverse (list);
  if (list != NULL)
    add_files (choice->desk, list, choice->slot, NULL, choice->row);
  g_slist_free_full (list, g_object_unref);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* What can be taken by its content is told by the desk; the filter only helps to find it. */
static void
add_filters (GtkFileChooser *chooser)
{
  static const char *const patterns[] = { "*.pdf",  "*.jpg",  "*.jpeg", "*.png", "*.tif",
                                          "*.tiff", "*.heic", "*.heif", "*.ofd", "*.zip" };
  g_autoptr (GtkFileFilter) known = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (known, _ ("PDF, pictures, ZIP"));
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autofree char *upper = g_ascii_strup (patterns[i], -1);

      gtk_file_filter_add_pattern (known, patterns[i]);
      gtk_file_filter_add_pattern (known, upper);
    }
  gtk_file_chooser_add_filter (chooser, known);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

/**
 * jc_attachment_choose:
 * @widget: in the window that asks
 * @desk: takes the files in
 * @slot: where they go
 * @row: (nullable): whose evidence they are
 * @title: what the slot is called
 */
void
jc_attachment_choose (
    GtkWidget *widget, JcAttachmentDesk *desk, const char *slot, const char *row, const char *title)
{
  g_autofree char      *heading = g_strdup_printf (_ ("Files for “%s”"), title);
  GtkRoot              *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (heading, GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_OPEN,
                                     _ ("_Attach"), _ ("_Cancel"));
  Choice *choice = g_new0 (Choice, 1);

  choice->desk = g_object_ref (desk);
  choice->slot = g_strdup (slot);
  choice->row = g_strdup (row);
  g_object_set_data_full (G_OBJECT (dialog), "jc-choice", choice, choice_free);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  add_filters (GTK_FILE_CHOOSER (dialog));
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- Pasting --- */

/**
 * Paste: where what is on the clipboard goes.
 */
typedef struct
{
  GtkWidget        *widget;
  JcAttachmentDesk *desk;
  char             *slot;
  JcNothingPasted   nothing_cb;
} Paste;

static void
paste_free (Paste *paste)
{
  g_object_unref (paste->widget);
  g_object_unref (paste->desk);
  g_free (paste->slot);
  g_free (paste);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paste        *paste = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value == NULL || !jc_attachment_take (paste->desk, value, paste->slot, NULL, NULL))
    paste->nothing_cb (paste->widget);
  paste_free (paste);
}

/**
 * jc_attachment_paste:
 * @widget: in the window that asks
 * @desk: takes in what is there
 * @slot: where it goes
 * @nothing_cb: called when the clipboard has neither files nor a picture
 *
 * Files go before a picture: a file manager offers both, its picture being an icon.
 */
void
jc_attachment_paste (GtkWidget        *widget,
                     JcAttachmentDesk *desk,
                     const char       *slot,
                     JcNothingPasted   nothing_cb)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  g_autoptr (GdkContentFormats) formats = gdk_content_formats_union_deserialize_gtypes (
      gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));
  GType  type = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ? GDK_TYPE_FILE_LIST
                : gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) ? GDK_TYPE_TEXTURE
                                                                                : G_TYPE_INVALID;
  Paste *paste;

  if (type == G_TYPE_INVALID)
    {
      nothing_cb (widget);
      return;
    }
  paste = g_new0 (Paste, 1);
  paste->widget = g_object_ref (widget);
  paste->desk = g_object_ref (desk);
  paste->slot = g_strdup (slot);
  paste->nothing_cb = nothing_cb;
  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, NULL, pasted_cb, paste);
}
