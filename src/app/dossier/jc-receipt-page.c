/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-receipt-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "jc-application.h"
#include "jc-json.h"
#include "jc-words.h"

struct _JcReceiptPage
{
  AdwBin parent_instance;

  GtkStack            *stack;
  GtkImage            *verdict_icon;
  AdwActionRow        *verdict_row;
  AdwActionRow        *number_row;
  AdwActionRow        *time_row;
  AdwActionRow        *content_row;
  AdwActionRow        *fingerprint_row;
  AdwPreferencesGroup *originals_group;
  GtkListBox          *originals;
  AdwStatusPage       *empty;

  char                 *dossier;
  JsonNode             *receipt; /* (nullable) */
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GCancellable         *cancellable;
};

G_DEFINE_FINAL_TYPE (JcReceiptPage, jc_receipt_page, ADW_TYPE_BIN)

/* --- On the library's thread --- */

/**
 * Reading: the latest receipt. @verdict: NULL when the signature holds.
 */
typedef struct
{
  JsonNode *receipt; /* (nullable): there is none yet */
  GError   *verdict; /* (nullable) */
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->receipt, json_node_unref);
  g_clear_error (&reading->verdict);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gpointer
read_receipt (JcLibrary *library, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) receipts = jc_library_load_receipts (library, data, error);
  g_autoptr (JcSync) sync = jc_sync_new (library);
  Reading *reading;

  if (receipts == NULL)
    return NULL;

  reading = g_new0 (Reading, 1);
  if (receipts->len > 0)
    {
      reading->receipt = json_node_ref (g_ptr_array_index (receipts, 0));
      jc_sync_verify_receipt (sync, reading->receipt, &reading->verdict);
    }

  return reading;
}

/* --- What is shown --- */

static void
show_verdict (JcReceiptPage *self, const GError *verdict)
{
  g_autofree char *why = verdict != NULL ? jc_words_dup_error (verdict) : NULL;

  gtk_image_set_from_icon_name (self->verdict_icon,
                                verdict == NULL ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->verdict_icon),
                              verdict == NULL ? (const char *[]){ "success", NULL }
                                              : (const char *[]){ "warning", NULL });
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verdict_row),
                                 verdict == NULL ? _ ("The signature holds")
                                                 : _ ("The signature could not be confirmed"));
  adw_action_row_set_subtitle (
      self->verdict_row,
      why != NULL
          ? why
          : _ ("This receipt was signed by the server with the key that was pinned at sign-in, "
               "and nothing in it was changed."));
}

/* The server's time, in the programme's zone, wherever this computer stands. */
static char *
dup_time (JsonObject *receipt)
{
  const char      *text = jc_json_get_string (receipt, "received_at", "");
  g_autofree char *local = NULL;
  gint64           at_us;

  if (!jc_instant_parse (text, &at_us))
    return g_strdup (text);
  local = jc_instant_to_local (at_us);

  return g_strdelimit (g_steal_pointer (&local), "T", ' ');
}

/* In groups of eight: easier to compare, and a line breaks between them without a hyphen that is
 * not part of the fingerprint. */
static char *
dup_fingerprint (JsonObject *object, const char *name)
{
  const char *text = jc_json_get_string (object, name, "");
  GString    *all = g_string_new (NULL);

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      if (i > 0 && i % 8 == 0)
        g_string_append_c (all, ' ');
      g_string_append_c (all, text[i]);
    }

  return g_string_free (all, FALSE);
}

static char *
dup_size (JsonObject *original)
{
  g_autofree char *size = g_format_size ((guint64)MAX (jc_json_get_int (original, "size", 0), 0));
  gint64           n_pages = jc_json_get_int (original, "pages", 0);
  g_autofree char *pages = NULL;

  if (n_pages <= 0)
    return g_steal_pointer (&size);
  pages = g_strdup_printf (ngettext ("%d page", "%d pages", (gulong)n_pages), (int)n_pages);

  return g_strdup_printf ("%s, %s", pages, size);
}

static GtkWidget *
make_original (JsonObject *original)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *size = dup_size (original);
  g_autofree char *sha256 = dup_fingerprint (original, "sha256");
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", size, sha256);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 jc_json_get_string (original, "name", ""));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}

static void
show_originals (JcReceiptPage *self, JsonArray *originals)
{
  guint            n_originals = originals != NULL ? json_array_get_length (originals) : 0;
  g_autofree char *words
      = n_originals > 0
            ? g_strdup_printf (ngettext ("%u original was received whole.",
                                         "%u originals were received whole.", n_originals),
                               n_originals)
            : g_strdup (_ ("No originals belong to this submission."));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->originals))) != NULL)
    gtk_list_box_remove (self->originals, child);
  for (guint i = 0; i < n_originals; i++)
    {
      JsonObject *original = jc_json_as_object (json_array_get_element (originals, i));

      if (original != NULL)
        gtk_list_box_append (self->originals, make_original (original));
    }
  adw_preferences_group_set_description (self->originals_group, words);
  gtk_widget_set_visible (GTK_WIDGET (self->originals), n_originals > 0);
}

static void
show_receipt (JcReceiptPage *self, const GError *verdict)
{
  JsonObject      *receipt = jc_json_as_object (self->receipt);
  g_autofree char *content = dup_fingerprint (receipt, "content_fingerprint");
  g_autofree char *fingerprint = dup_fingerprint (receipt, "fingerprint");
  g_autofree char *time = NULL;

  if (receipt == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  time = dup_time (receipt);
  show_verdict (self, verdict);
  adw_action_row_set_subtitle (self->number_row, jc_json_get_string (receipt, "number", ""));
  adw_action_row_set_subtitle (self->time_row, time);
  adw_action_row_set_subtitle (self->content_row, content);
  adw_action_row_set_subtitle (self->fingerprint_row, fingerprint);
  show_originals (self, jc_json_get_array (receipt, "originals"));
  gtk_stack_set_visible_child_name (self->stack, "receipt");
}

static void
receipt_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcReceiptPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading
      = jc_library_worker_run_finish (JC_LIBRARY_WORKER (source), result, &error);
  g_autofree char *words = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (reading == NULL)
    {
      words = jc_words_dup_error (error);
      adw_status_page_set_description (self->empty, words);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  g_clear_pointer (&self->receipt, json_node_unref);
  self->receipt = g_steal_pointer (&reading->receipt);
  show_receipt (self, reading->verdict);
}

static void
load (JcReceiptPage *self)
{
  jc_library_worker_run_async (jc_application_get_worker (jc_application_get ()), read_receipt,
                               g_strdup (self->dossier), g_free, (GDestroyNotify)reading_free,
                               self->cancellable, receipt_read_cb, g_object_ref (self));
}

static void
receipt_came_cb (JcReceiptPage *self, const char *dossier)
{
  if (g_strcmp0 (dossier, self->dossier) == 0)
    load (self);
}

/* --- Saving it as a file --- */

static void
file_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcReceiptPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  GtkWidget       *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    jc_application_show_error (jc_application_get (), _ ("The receipt could not be saved"), error);
  else if (overlay != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (name, -1);
      g_autofree char *words = g_strdup_printf (_ ("Saved as “%s”"), escaped);

      adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (words));
    }
}

static void
write_file (JcReceiptPage *self, GFile *file)
{
  g_autofree char *text = jc_json_to_pretty (self->receipt);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, file_written_cb, g_object_ref (self));
}

static void
file_chosen_cb (JcReceiptPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT && self->receipt != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

      write_file (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
save_clicked_cb (JcReceiptPage *self)
{
  JsonObject      *receipt = jc_json_as_object (self->receipt);
  const char      *number = jc_json_get_string (receipt, "number", "");
  g_autofree char *name = g_strdup_printf (_ ("Receipt %s.json"), number);

  if (receipt == NULL || self->chooser != NULL)
    return;

  self->chooser
      = gtk_file_chooser_native_new (_ ("Save the receipt"),
                                     GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                     GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (file_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- GObject --- */

static void
jc_receipt_page_dispose (GObject *object)
{
  JcReceiptPage *self = JC_RECEIPT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (jc_receipt_page_parent_class)->dispose (object);
}

static void
jc_receipt_page_finalize (GObject *object)
{
  JcReceiptPage *self = JC_RECEIPT_PAGE (object);

  g_free (self->dossier);
  g_clear_pointer (&self->receipt, json_node_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (jc_receipt_page_parent_class)->finalize (object);
}

static void
jc_receipt_page_class_init (JcReceiptPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_receipt_page_dispose;
  object_class->finalize = jc_receipt_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/dossier/jc-receipt-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JcReceiptPage, stack);
  gtk_widget_class_bind_template_child (widget_class, JcReceiptPage, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, JcReceiptPage, verdict_row);
  gtk_widget_class_bind_template_child (widget_class, JcReceiptPage, number_row);
  gtk_widget_class_bind_template_child (widget_class, JcReceiptPage, time_row);
  gtk_widget_class_bind_template_child (widget_class, JcReceiptPage, content_row);
  gtk_widget_class_bind_template_child (widget_class, JcReceiptPage, fingerprint_row);
  gtk_widget_class_bind_template_child (widget_class, JcReceiptPage, originals_group);
  gtk_widget_class_bind_template_child (widget_class, JcReceiptPage, originals);
  gtk_widget_class_bind_template_child (widget_class, JcReceiptPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
jc_receipt_page_init (JcReceiptPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_receipt_page_new:
 * @dossier: a dossier's id
 *
 * Returns: (transfer floating): its page, which reads the receipt by itself
 */
GtkWidget *
jc_receipt_page_new (const char *dossier)
{
  JcReceiptPage *self = g_object_new (JC_TYPE_RECEIPT_PAGE, NULL);

  self->dossier = g_strdup (dossier);
  g_signal_connect_object (jc_application_get_cloud (jc_application_get ()), "receipt",
                           G_CALLBACK (receipt_came_cb), self, G_CONNECT_SWAPPED);
  load (self);

  return GTK_WIDGET (self);
}
