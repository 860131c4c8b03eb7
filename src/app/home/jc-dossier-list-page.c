/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-dossier-list-page.h"

#include <glib/gi18n.h>

#include "jc-application.h"
#include "jc-dossier-card.h"
#include "jc-dossier-removal.h"

struct _JcDossierListPage
{
  AdwBin parent_instance;

  GtkStack       *stack;
  GtkSearchBar   *search_bar;
  GtkSearchEntry *search_entry;
  GtkListView    *list;
  GtkPopoverMenu *menu;
  GtkWidget      *connect_button;

  JcHomeModel   *model;     /* (nullable) */
  GListStore    *shown;     /* JcRoundItem, JcDossierItem */
  GPtrArray     *headings;  /* (element-type GtkListItem) (unowned): those on the screen */
  JcDossierItem *menu_item; /* (nullable): what the menu is for */
  char          *query;     /* casefolded */
  guint          tick_id;   /* while it is on the screen: remaining times */
  guint          n_allowed; /* rows that may be shown by now */
  guint          grow_id;
  gboolean       is_attention;
};

enum
{
  PROP_0,
  PROP_ATTENTION,
  N_PROPS
};

enum
{
  SEARCH_ENDED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcDossierListPage, jc_dossier_list_page, ADW_TYPE_BIN)

#define TICK_SECONDS 30
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

static const char *
pick_page (JcDossierListPage *self, guint n_shown)
{
  if (n_shown > 0)
    return "list";
  if (*self->query != '\0')
    return "not-found";
  if (self->is_attention)
    return "nothing-waits";

  return "empty";
}

static gboolean grow_cb (gpointer user_data);

static void
model_changed_cb (JcDossierListPage *self)
{
  g_autoptr (GPtrArray) wanted = NULL;
  g_autofree char *account
      = jc_cloud_dup_account (jc_application_get_cloud (jc_application_get ()));

  if (!jc_home_model_is_loaded (self->model))
    return;

  wanted = make_shown (self);
  if (wanted->len > self->n_allowed)
    {
      g_ptr_array_set_size (wanted, (int)self->n_allowed);
      if (self->grow_id == 0)
        self->grow_id = g_idle_add (grow_cb, self);
    }
  show_all (self, wanted);
  gtk_widget_set_visible (self->connect_button, account == NULL);
  gtk_stack_set_visible_child_name (self->stack, pick_page (self, wanted->len));
}

/* What is in view is painted first; the other rows come while nothing else is to be done. */
static gboolean
grow_cb (gpointer user_data)
{
  JcDossierListPage *self = user_data;

  self->grow_id = 0;
  self->n_allowed = self->n_allowed < KEPT_ROWS ? self->n_allowed + SLICE_ROWS : G_MAXUINT;
  model_changed_cb (self);

  return G_SOURCE_REMOVE;
}

/* --- Rows --- */

static void
show_heading (GtkListItem *list_item, JcRoundItem *heading)
{
  GtkWidget       *box = gtk_list_item_get_child (list_item);
  GtkWidget       *title = gtk_widget_get_first_child (box);
  GtkWidget       *window = gtk_widget_get_next_sibling (title);
  JcCloud         *cloud = jc_application_get_cloud (jc_application_get ());
  g_autofree char *words = jc_round_item_dup_window (heading, jc_cloud_get_server_time_us (cloud));
  g_autofree char *clock
      = jc_round_item_is_from_server (heading) ? jc_cloud_dup_clock_words (cloud) : g_strdup ("");
  g_autofree char *all = *clock != '\0' && *words != '\0' ? g_strdup_printf ("%s\n%s", words, clock)
                                                          : g_strdup (words);
  g_autofree char *name = g_strdup_printf ("%s, %s", jc_round_item_get_title (heading), words);

  gtk_label_set_label (GTK_LABEL (title), jc_round_item_get_title (heading));
  gtk_label_set_label (GTK_LABEL (window), all);
  gtk_widget_set_visible (window, *all != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_heading (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *window = gtk_label_new (NULL);

  gtk_widget_add_css_class (box, "jc-round");
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (window, "dim-label");
  gtk_widget_add_css_class (window, "caption");
  for (GtkWidget *label = title; label != NULL; label = label == title ? window : NULL)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), label);
    }

  return box;
}

static void
row_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, JcDossierListPage *self)
{
  gpointer   object = gtk_list_item_get_item (list_item);
  gboolean   is_heading = JC_IS_ROUND_ITEM (object);
  GtkWidget *child = gtk_list_item_get_child (list_item);

  if (child == NULL || JC_IS_DOSSIER_CARD (child) == is_heading)
    gtk_list_item_set_child (list_item, is_heading ? make_heading () : jc_dossier_card_new ());
  gtk_list_item_set_activatable (list_item, !is_heading);
  /* GTK gives the focus to selectable rows only; a heading too, or the list could not be entered.
   */
  child = gtk_list_item_get_child (list_item);
  if (is_heading)
    {
      gtk_widget_remove_css_class (gtk_widget_get_parent (child), "jc-card");
      show_heading (list_item, object);
      g_ptr_array_add (self->headings, list_item);
      return;
    }
  gtk_widget_add_css_class (gtk_widget_get_parent (child), "jc-card");
  jc_dossier_card_set_item (JC_DOSSIER_CARD (child), object);
}

static void
row_unbound_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, JcDossierListPage *self)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);

  g_ptr_array_remove_fast (self->headings, list_item);
  if (JC_IS_DOSSIER_CARD (child))
    jc_dossier_card_set_item (JC_DOSSIER_CARD (child), NULL);
}

static void
row_activated_cb (JcDossierListPage *self, guint position, GtkListView *list)
{
  g_autoptr (GObject) object = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (JC_IS_DOSSIER_ITEM (object))
    jc_application_open_dossier (jc_application_get (),
                                 jc_dossier_item_get_id (JC_DOSSIER_ITEM (object)), NULL);
}

/* Times that run stand in the headings. */
static gboolean
tick_cb (gpointer user_data)
{
  JcDossierListPage *self = user_data;

  for (guint i = 0; i < self->headings->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->headings, i);

      show_heading (list_item, gtk_list_item_get_item (list_item));
    }

  return G_SOURCE_CONTINUE;
}

/* --- The row that something is done to --- */

static GtkWidget *
find_card (GtkWidget *widget)
{
  for (GtkWidget *at = widget; at != NULL && !GTK_IS_LIST_VIEW (at);
       at = gtk_widget_get_parent (at))
    {
      GtkWidget *child = gtk_widget_get_first_child (at);

      if (JC_IS_DOSSIER_CARD (at))
        return at;
      if (JC_IS_DOSSIER_CARD (child))
        return child;
    }

  return NULL;
}

static GtkWidget *
find_focused_card (JcDossierListPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list))
             ? find_card (focus)
             : NULL;
}

/* The menu's row while the menu is what asks, else the row with the focus. */
static JcDossierItem *
get_target (JcDossierListPage *self)
{
  GtkWidget *card = find_focused_card (self);

  if (self->menu_item != NULL)
    return self->menu_item;

  return card != NULL ? jc_dossier_card_get_item (JC_DOSSIER_CARD (card)) : NULL;
}

static void
show_menu (JcDossierListPage *self, GtkWidget *card, double x, double y)
{
  JcDossierItem      *item = jc_dossier_card_get_item (JC_DOSSIER_CARD (card));
  const JcDossierRow *row = jc_dossier_item_get_row (item);
  GdkRectangle        at = { (int)x, (int)y, 1, 1 };

  g_set_object (&self->menu_item, item);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.delete",
                                 !jc_dossier_item_was_submitted (item));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.decide",
                                 g_strcmp0 (row->sync, "conflict") == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.carry-over",
                                 jc_home_model_is_application (self->model, item));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_asked_cb (JcDossierListPage *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *card = find_card (gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT));

  if (card == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, card, x, y);
}

static void
long_pressed_cb (JcDossierListPage *self, double x, double y, GtkGesture *gesture)
{
  menu_asked_cb (self, 1, x, y, gesture);
}

static void
menu_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcDossierListPage *self = JC_DOSSIER_LIST_PAGE (widget);
  GtkWidget         *card = find_focused_card (self);
  double             x;
  double             y;

  if (card == NULL)
    return;

  gtk_widget_translate_coordinates (card, widget, 24, gtk_widget_get_height (card), &x, &y);
  show_menu (self, card, x, y);
}

/* The action that was chosen runs after the menu has closed. */
static gboolean
forget_menu_item_cb (gpointer user_data)
{
  JcDossierListPage *self = user_data;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->menu)))
    {
      g_clear_object (&self->menu_item);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.delete", TRUE);
    }

  return G_SOURCE_REMOVE;
}

static void
menu_closed_cb (JcDossierListPage *self, GtkPopover *menu)
{
  g_idle_add_full (G_PRIORITY_LOW, forget_menu_item_cb, g_object_ref (self), g_object_unref);
}

static void
open_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcDossierItem *item = get_target (JC_DOSSIER_LIST_PAGE (widget));

  if (item != NULL)
    jc_application_open_dossier (jc_application_get (), jc_dossier_item_get_id (item), NULL);
}

static void
decide_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcDossierItem *item = get_target (JC_DOSSIER_LIST_PAGE (widget));

  if (item != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (jc_application_get ()), "decide-conflict",
                                    g_variant_new_string (jc_dossier_item_get_id (item)));
}

static void
carry_over_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcDossierItem *item = get_target (JC_DOSSIER_LIST_PAGE (widget));

  if (item != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (jc_application_get ()), "carry-over",
                                    g_variant_new_string (jc_dossier_item_get_id (item)));
}

static void
delete_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  JcDossierItem *item = get_target (JC_DOSSIER_LIST_PAGE (widget));

  if (item != NULL)
    jc_dossier_removal_start (item, widget);
}

/* --- Searching --- */

static void
search_changed_cb (JcDossierListPage *self, GtkSearchEntry *entry)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  g_free (self->query);
  self->query = g_utf8_casefold (typed, -1);
  if (self->model != NULL)
    model_changed_cb (self);
}

static void
search_mode_cb (JcDossierListPage *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    g_signal_emit (self, signals[SEARCH_ENDED], 0);
}

static gboolean
focus_first_card (JcDossierListPage *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (JC_IS_DOSSIER_CARD (gtk_widget_get_first_child (row)))
      return gtk_widget_grab_focus (row);

  return FALSE;
}

/* Enter opens what is found, if it is one; else it goes to the list. */
static void
search_activated_cb (JcDossierListPage *self, GtkSearchEntry *entry)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 2)
    row_activated_cb (self, 1, self->list);
  else
    focus_first_card (self);
}

/* --- GObject --- */

static void
jc_dossier_list_page_map (GtkWidget *widget)
{
  JcDossierListPage *self = JC_DOSSIER_LIST_PAGE (widget);

  GTK_WIDGET_CLASS (jc_dossier_list_page_parent_class)->map (widget);
  self->tick_id = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}

static void
jc_dossier_list_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&JC_DOSSIER_LIST_PAGE (widget)->tick_id, g_source_remove);
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
  g_clear_object (&self->menu_item);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->menu)));
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
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "dossier.open", NULL, open_activated_cb);
  gtk_widget_class_install_action (widget_class, "dossier.decide", NULL, decide_activated_cb);
  gtk_widget_class_install_action (widget_class, "dossier.carry-over", NULL,
                                   carry_over_activated_cb);
  gtk_widget_class_install_action (widget_class, "dossier.delete", NULL, delete_activated_cb);
  gtk_widget_class_install_action (widget_class, "dossier.menu", NULL, menu_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "dossier.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "dossier.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "dossier.menu",
                                       NULL);
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

  signals[SEARCH_ENDED] = g_signal_new ("search-ended", JC_TYPE_DOSSIER_LIST_PAGE,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/home/jc-dossier-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JcDossierListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, JcDossierListPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, JcDossierListPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, JcDossierListPage, list);
  gtk_widget_class_bind_template_child (widget_class, JcDossierListPage, menu);
  gtk_widget_class_bind_template_child (widget_class, JcDossierListPage, connect_button);
  gtk_widget_class_bind_template_callback (widget_class, row_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbound_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_asked_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
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
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));

  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/* --- Public functions --- */

void
jc_dossier_list_page_set_model (JcDossierListPage *self, JcHomeModel *model)
{
  g_return_if_fail (JC_IS_DOSSIER_LIST_PAGE (self));

  g_set_object (&self->model, model);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (jc_application_get_cloud (jc_application_get ()), "changed",
                           G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  model_changed_cb (self);
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

  gtk_search_bar_set_search_mode (self->search_bar, is_searching);
  if (is_searching)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
jc_dossier_list_page_focus (JcDossierListPage *self)
{
  g_return_if_fail (JC_IS_DOSSIER_LIST_PAGE (self));

  if (!focus_first_card (self))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
