/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-pages.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-attachments-page.h"
#include "jc-check-page.h"
#include "jc-dossier-window-private.h"
#include "jc-focus.h"
#include "jc-folder-watch.h"
#include "jc-history-page.h"
#include "jc-receipt-page.h"
#include "jc-section-page.h"
#include "jc-words.h"

/* --- Making them --- */

static void
page_go_to_cb (JcDossierWindow *self, const char *pointer)
{
  jc_dossier_window_go_to (self, pointer);
}

static void
row_removed_cb (JcDossierWindow *self, const char *words)
{
  jc_dossier_window_toast (self, words, TRUE);
}

static void
toast_cb (JcDossierWindow *self, const char *words, gboolean offers_undo)
{
  jc_dossier_window_toast (self, words, offers_undo);
}

static void
submitted_cb (JcDossierWindow *self)
{
  jc_dossier_window_go_to (self, JC_PAGE_RECEIPT);
}

static GtkWidget *
make_section (JcDossierWindow *self, const JcSection *section)
{
  GtkWidget *page = jc_section_page_new (self->session, section);

  g_signal_connect_object (page, "row-removed", G_CALLBACK (row_removed_cb), self,
                           G_CONNECT_SWAPPED);

  return page;
}

static GtkWidget *
make_slots (JcDossierWindow *self)
{
  JcLibraryWorker *worker = jc_application_get_worker (jc_application_get ());
  GtkWidget *page = jc_attachments_page_new (self->session, jc_library_worker_get_folder (worker),
                                             self->reader);

  g_signal_connect_object (page, "toast", G_CALLBACK (toast_cb), self, G_CONNECT_SWAPPED);

  return page;
}

static GtkWidget *
make_check (JcDossierWindow *self)
{
  GtkWidget *page = jc_check_page_new (self->session);

  g_signal_connect_object (page, "go-to", G_CALLBACK (page_go_to_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "submitted", G_CALLBACK (submitted_cb), self, G_CONNECT_SWAPPED);

  return page;
}

static GtkWidget *
make_history (JcDossierWindow *self)
{
  return jc_history_page_new (self->session);
}

static GtkWidget *
make_receipt (JcDossierWindow *self)
{
  return jc_receipt_page_new (jc_dossier_window_get_dossier_id (self));
}

/* Every page that is not a section of the form. One more is one more line here, and one in
 * jc_task_list_fill () where it belongs among the tasks. */
static const struct
{
  const char *name;
  const char *title;
  GtkWidget *(*make) (JcDossierWindow *self);
} others[] = {
  { JC_PAGE_SLOTS, N_ ("Attachments"), make_slots },
  { JC_PAGE_CHECK, N_ ("Check and submit"), make_check },
  { JC_PAGE_HISTORY, N_ ("Earlier versions"), make_history },
  { JC_PAGE_RECEIPT, N_ ("Receipt"), make_receipt },
};

static const JcSection *
find_section (const JcKind *kind, const char *id)
{
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const JcSection *section = g_ptr_array_index (kind->sections, i);

      if (g_strcmp0 (section->id, id) == 0)
        return section;
    }

  return NULL;
}

static GtkWidget *
make_page (JcDossierWindow *self, const char *name)
{
  const JcSection *section = find_section (jc_dossier_session_get_kind (self->session), name);

  if (section != NULL)
    return make_section (self, section);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (others[i].name, name))
      return others[i].make (self);

  g_return_val_if_reached (make_check (self));
}

static GtkWidget *
add_page (JcDossierWindow *self, const char *name)
{
  GtkWidget *page = make_page (self, name);

  gtk_stack_add_named (self->pages, page, name);

  return page;
}

/* Files come in from a watched folder whichever page is in front. */
static gboolean
watch_folder_cb (gpointer user_data)
{
  JcDossierWindow *self = user_data;
  JcPreferences   *preferences = jc_application_get_preferences (jc_application_get ());
  const char      *id = jc_dossier_get_id (jc_dossier_session_get_dossier (self->session));

  if (!g_cancellable_is_cancelled (self->cancellable) && jc_folder_watch_is_wanted (preferences, id)
      && gtk_stack_get_child_by_name (self->pages, JC_PAGE_SLOTS) == NULL)
    gtk_widget_set_visible (add_page (self, JC_PAGE_SLOTS), FALSE);

  return G_SOURCE_REMOVE;
}

/* --- Public functions --- */

/**
 * jc_dossier_pages_get_title:
 * @kind: of the dossier
 * @name: a section's id or one of the other pages
 *
 * Returns: (transfer none) (nullable): what the page is called, in the process' language
 */
const char *
jc_dossier_pages_get_title (const JcKind *kind, const char *name)
{
  const JcSection *section = find_section (kind, name);

  if (section != NULL)
    return jc_words_get (section->title);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strcmp0 (others[i].name, name) == 0)
      return _ (others[i].title);

  return NULL;
}

/**
 * jc_dossier_pages_show:
 * @self: a window
 * @name: a section's id or one of the other pages
 *
 * Brings the page to the front; it is made when it is first asked for. Pages behind the front one
 * are hidden: else assistive technology finds the fields of all at once.
 */
void
jc_dossier_pages_show (JcDossierWindow *self, const char *name)
{
  GtkWidget *before = gtk_stack_get_visible_child (self->pages);
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (page == NULL)
    page = add_page (self, name);
  if (before == NULL)
    g_idle_add_full (G_PRIORITY_LOW, watch_folder_cb, g_object_ref (self), g_object_unref);

  if (before != NULL && before != page)
    jc_focus_leave (before);

  gtk_widget_set_visible (page, TRUE);
  gtk_stack_set_visible_child (self->pages, page);
  if (before != NULL && before != page)
    gtk_widget_set_visible (before, FALSE);
}
