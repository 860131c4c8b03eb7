/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-list-page-private.h"

#include "jc-application.h"
#include "jc-no-dossiers.h"

enum
{
  PROP_0,
  PROP_ATTENTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (JcDossierListPage, jc_dossier_list_page, ADW_TYPE_BIN)

/* What a tall window shows at once; how many more may hold up a frame; and more rows than a
 * GtkListView keeps widgets for, beyond which a longer list costs nothing. */
#define FIRST_ROWS 20
#define SLICE_ROWS 4
#define KEPT_ROWS 240

/* --- What is shown --- */

static gboolean
is_shown (JcDossierListPage *self, gpointer object)
{
  JcDossierItem *item = object;

  return (!self->is_attention || jc_dossier_item_needs_attention (item))
         && jc_dossier_item_matches (item, self->query);
}

/* A heading with nothing under it is left out. */
static GPtrArray *
make_shown (JcDossierListPage *self)
{
  GPtrArray *all = jc_home_model_get_all (self->model);
  GPtrArray *shown = g_ptr_array_new ();
  gpointer   heading = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      gpointer object = g_ptr_array_index (all, i);

      if (JC_IS_ROUND_ITEM (object))
        heading = object;
      else if (is_shown (self, object))
        {
          if (heading != NULL)
            g_ptr_array_add (shown, g_steal_pointer (&heading));
          g_ptr_array_add (shown, object);
        }
    }

  return shown;
}

static gboolean
is_same_at (JcDossierListPage *self, guint position, gpointer object)
{
  g_autoptr (GObject) there = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  return there == object;
}

/* Only what differs is put in anew, so that the list keeps its place and its focus. */
static void
show_all (JcDossierListPage *self, GPtrArray *wanted)
{
  guint n_there = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint n_same = 0;
  guint n_tail = 0;

  while (n_same < n_there && n_same < wanted->len
         && is_same_at (self, n_same, g_ptr_array_index (wanted, n_same)))
    n_same++;
  while (n_tail < n_there - n_same && n_tail < wanted->len - n_same
         && is_same_at (self, n_there - 1 - n_tail,
                        g_ptr_array_index (wanted, wanted->len - 1 - n_tail)))
    n_tail++;

  if (n_same + n_tail < n_there || n_same + n_tail < wanted->len)
    g_list_store_splice (self->shown, n_same, n_there - n_same - n_tail, wanted->pdata + n_same,
                         wanted->len - n_same - n_tail);
}

static void
show_page (JcDossierListPage *self, gboolean any)
{
  JcNoDossiers why = *self->query != '\0' ? JC_NO_DOSSIERS_FOUND
                     : self->is_attention ? JC_NO_DOSSIERS_WAITING
                                          : JC_NO_DOSSIERS_YET;
  const char  *name = any ? "list" : jc_no_dossiers_get_name (why);

  if (gtk_stack_get_child_by_name (self->stack, name) == NULL)
    gtk_stack_add_named (self->stack, jc_no_dossiers_new (why), name);
  gtk_stack_set_visible_child_name (self->stack, name);
}

static gboolean grow_cb (gpointer user_data);

/**
 * jc_dossier_list_page_update:
 * @self: a list
 */
void
jc_dossier_list_page_update (JcDossierListPage *self)
{
  g_autoptr (GPtrArray) wanted = NULL;

  if (self->model == NULL || !jc_home_model_is_loaded (self->model))
    return;

  wanted = make_shown (self);
  if (wanted->len > self->n_allowed)
    {
      g_ptr_array_set_size (wanted, (int)self->n_allowed);
      if (self->grow_id == 0)
        self->grow_id = g_idle_add (grow_cb, self);
    }
  show_all (self, wanted);
  show_page (self, wanted->len > 0);
}

/* What is in view is painted first; the other rows come while nothing else is to be done. */
static gboolean
grow_cb (gpointer user_data)
{
  JcDossierListPage *self = user_data;

  self->grow_id = 0;
  self->n_allowed = self->n_allowed < KEPT_ROWS ? self->n_allowed + SLICE_ROWS : G_MAXUINT;
  jc_dossier_list_page_update (self);

  return G_SOURCE_REMOVE;
}

/* --- GObject --- */

static void
jc_dossier_list_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (jc_dossier_list_page_parent_class)->map (widget);
  jc_dossier_list_rows_start_clock (JC_DOSSIER_LIST_PAGE (widget));
}

static void
jc_dossier_list_page_unmap (GtkWidget *widget)
{
  jc_dossier_list_rows_stop_clock (JC_DOSSIER_LIST_PAGE (widget));
  GTK_WIDGET_CLASS (jc_dossier_list_page_parent_class)->unmap (widget);
}

static void
jc_dossier_list_page_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_ATTENTION:
      JC_DOSSIER_LIST_PAGE (object)->is_attention = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
jc_dossier_list_page_dispose (GObject *object)
{
  JcDossierListPage *self = JC_DOSSIER_LIST_PAGE (object);

  g_clear_handle_id (&self->grow_id, g_source_remove);
  jc_dossier_list_menu_dispose (self);
  g_clear_object (&self->model);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (jc_dossier_list_page_parent_class)->dispose (object);
}

static void
jc_dossier_list_page_finalize (GObject *object)
{
  JcDossierListPage *self = JC_DOSSIER_LIST_PAGE (object);

  g_free (self->query);
  g_ptr_array_unref (self->headings);

  G_OBJECT_CLASS (jc_dossier_list_page_parent_class)->finalize (object);
}

static void
jc_dossier_list_page_class_init (JcDossierListPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_dossier_list_page_dispose;
  object_class->finalize = jc_dossier_list_page_finalize;
  object_class->set_property = jc_dossier_list_page_set_property;
  widget_class->map = jc_dossier_list_page_map;
  widget_class->unmap = jc_dossier_list_page_unmap;

  properties[PROP_ATTENTION]
      = g_param_spec_boolean ("attention", NULL, NULL, FALSE,
                              G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_signal_new ("search-ended", JC_TYPE_DOSSIER_LIST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/home/jc-dossier-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JcDossierListPage, box);
  gtk_widget_class_bind_template_child (widget_class, JcDossierListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, JcDossierListPage, list);
  gtk_widget_class_bind_template_child (widget_class, JcDossierListPage, dossier_menu);
  jc_dossier_list_rows_class_init (widget_class);
  jc_dossier_list_menu_class_init (widget_class);
}

static void
jc_dossier_list_page_init (JcDossierListPage *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  self->query = g_strdup ("");
  self->headings = g_ptr_array_new ();
  self->shown = g_list_store_new (G_TYPE_OBJECT);
  self->n_allowed = FIRST_ROWS;
  gtk_widget_init_template (GTK_WIDGET (self));

  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/* --- Public functions --- */

void
jc_dossier_list_page_set_model (JcDossierListPage *self, JcHomeModel *model)
{
  g_return_if_fail (JC_IS_DOSSIER_LIST_PAGE (self));

  g_set_object (&self->model, model);
  g_signal_connect_object (model, "changed", G_CALLBACK (jc_dossier_list_page_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (jc_application_get_cloud (jc_application_get ()), "changed",
                           G_CALLBACK (jc_dossier_list_page_update), self, G_CONNECT_SWAPPED);
  jc_dossier_list_page_update (self);
}

/**
 * jc_dossier_list_page_set_search:
 * @self: a list
 * @is_searching: %FALSE shows everything again
 */
void
jc_dossier_list_page_set_search (JcDossierListPage *self, gboolean is_searching)
{
  g_return_if_fail (JC_IS_DOSSIER_LIST_PAGE (self));

  jc_dossier_list_search_set_active (self, is_searching);
}

void
jc_dossier_list_page_focus (JcDossierListPage *self)
{
  g_return_if_fail (JC_IS_DOSSIER_LIST_PAGE (self));

  if (!jc_dossier_list_rows_focus_first (self))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
