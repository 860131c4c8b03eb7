/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-section-page.h"

#include <glib/gi18n.h>

#include "jc-field-block.h"
#include "jc-pointer.h"
#include "jc-rows-row.h"
#include "jc-words.h"

/* What a tall window shows at once, and how long an idle slice may hold up the next frame. */
#define FIELDS_IN_VIEW 10
#define SLICE_US 3000

struct _JcSectionPage
{
  GtkWidget parent_instance;

  GtkStack          *stack;
  GtkScrolledWindow *scroller;
  GtkBox            *box;
  GtkLabel          *title;
  GtkLabel          *intro;
  GtkLabel          *required;

  JcDossierSession *session;
  const JcSection  *section; /* (unowned): the programme's */
  GPtrArray  *holders;   /* (element-type GObject) (unowned): JcFieldBlock or JcRowsRow, by field */
  GtkListBox *open_list; /* (nullable): the list that takes the next field */
  guint       types_made; /* a bit for each JcFieldType that stands on the page */
  double      wanted_scroll;
  guint       idle;
};

enum
{
  ROW_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcSectionPage, jc_section_page, GTK_TYPE_WIDGET)

static void
row_removed_cb (JcSectionPage *self, const char *words)
{
  g_signal_emit (self, signals[ROW_REMOVED], 0, words);
}

static void
add_rows (JcSectionPage *self, const JcField *field)
{
  GtkWidget *rows = jc_rows_row_new (self->session, field);

  self->open_list = NULL;
  gtk_box_append (self->box, rows);
  g_ptr_array_add (self->holders, rows);
  g_signal_connect_object (rows, "row-removed", G_CALLBACK (row_removed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
add_field (JcSectionPage *self, const JcField *field)
{
  JcFieldBlock *block;

  if (field->type == JC_FIELD_ROWS)
    {
      add_rows (self, field);
      return;
    }

  if (self->open_list == NULL)
    {
      self->open_list = GTK_LIST_BOX (gtk_list_box_new ());
      gtk_list_box_set_selection_mode (self->open_list, GTK_SELECTION_NONE);
      gtk_widget_add_css_class (GTK_WIDGET (self->open_list), "boxed-list");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_list),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      jc_words_get (self->section->title), -1);
      gtk_box_append (self->box, GTK_WIDGET (self->open_list));
    }

  block = jc_field_block_new (self->session, field, field->pointer);
  gtk_list_box_append (self->open_list, jc_field_block_get_row (block));
  gtk_list_box_append (self->open_list, jc_field_block_get_note (block));
  gtk_list_box_append (self->open_list, jc_field_block_get_problem (block));
  g_ptr_array_add (self->holders, block);
}

static gboolean
is_complete (JcSectionPage *self)
{
  return self->holders->len == self->section->fields->len;
}

static guint
get_next_type (JcSectionPage *self)
{
  const JcField *field = g_ptr_array_index (self->section->fields, self->holders->len);

  return 1u << field->type;
}

/* Makes one more field. */
static void
build_next (JcSectionPage *self)
{
  self->types_made |= get_next_type (self);
  add_field (self, g_ptr_array_index (self->section->fields, self->holders->len));
  if (is_complete (self) && self->wanted_scroll > 0)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                              self->wanted_scroll);
}

/* The first field of a type sets up what all of that type share, and takes as long as a slice: it
 * has one of its own. */
static gboolean
may_build_another (JcSectionPage *self, gint64 end_us)
{
  return !is_complete (self) && (self->types_made & get_next_type (self)) != 0
         && g_get_monotonic_time () < end_us;
}

static gboolean
build_slice_cb (gpointer user_data)
{
  JcSectionPage *self = user_data;
  gint64         end_us = g_get_monotonic_time () + SLICE_US;

  if (!is_complete (self))
    build_next (self);
  while (may_build_another (self, end_us))
    build_next (self);
  if (!is_complete (self))
    return G_SOURCE_CONTINUE;

  self->idle = 0;

  return G_SOURCE_REMOVE;
}

static gboolean
holder_has (GObject *holder, const JcField *field, const char *pointer)
{
  return JC_IS_FIELD_BLOCK (holder) ? g_str_equal (field->pointer, pointer)
                                    : jc_pointer_is_below (pointer, field->pointer);
}

static GtkWidget *
make_not_applicable (JcSectionPage *self)
{
  GtkWidget *page = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "object-select-symbolic",
                                  "title", _ ("Need not be filled in"), "description",
                                  jc_words_get (self->section->not_applicable), NULL);

  gtk_widget_add_css_class (page, "compact");

  return page;
}

static void
show_applies (JcSectionPage *self)
{
  JcCheck    *check = jc_dossier_session_get_check (self->session);
  const char *name = jc_check_section_applies (check, self->section->id) ? "form" : "none";

  if (gtk_stack_get_child_by_name (self->stack, name) == NULL)
    gtk_stack_add_named (self->stack, make_not_applicable (self), name);
  gtk_stack_set_visible_child_name (self->stack, name);
}

/* A list all of whose fields are hidden would still draw its frame. */
static void
show_lists (JcSectionPage *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean any = FALSE;

      if (!GTK_IS_LIST_BOX (child))
        continue;
      for (GtkWidget *row = gtk_widget_get_first_child (child); row != NULL && !any;
           row = gtk_widget_get_next_sibling (row))
        any = gtk_widget_get_visible (row);
      gtk_widget_set_visible (child, any);
    }
}

static void
findings_changed_cb (JcSectionPage *self)
{
  show_applies (self);
  show_lists (self);
}

static void
jc_section_page_dispose (GObject *object)
{
  JcSectionPage *self = JC_SECTION_PAGE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;

  G_OBJECT_CLASS (jc_section_page_parent_class)->dispose (object);
}

static void
jc_section_page_finalize (GObject *object)
{
  JcSectionPage *self = JC_SECTION_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->holders, g_ptr_array_unref);

  G_OBJECT_CLASS (jc_section_page_parent_class)->finalize (object);
}

static gboolean
take_read_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return jc_field_block_take_read (gtk_root_get_focus (gtk_widget_get_root (widget)));
}

static void
jc_section_page_class_init (JcSectionPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_section_page_dispose;
  object_class->finalize = jc_section_page_finalize;

  signals[ROW_REMOVED] = g_signal_new ("row-removed", JC_TYPE_SECTION_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/jiangce/Jiangce/ui/form/jc-section-page.ui");
  gtk_widget_class_bind_template_child (widget_class, JcSectionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, JcSectionPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, JcSectionPage, box);
  gtk_widget_class_bind_template_child (widget_class, JcSectionPage, title);
  gtk_widget_class_bind_template_child (widget_class, JcSectionPage, intro);
  gtk_widget_class_bind_template_child (widget_class, JcSectionPage, required);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_ALT_MASK, take_read_cb, NULL);
}

static void
jc_section_page_init (JcSectionPage *self)
{
  self->holders = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * jc_section_page_new:
 * @session: the open dossier; kept
 * @section: a section of it
 *
 * Returns: (transfer floating): the page; fields out of view are made later
 */
GtkWidget *
jc_section_page_new (JcDossierSession *session, const JcSection *section)
{
  JcSectionPage *self = g_object_new (JC_TYPE_SECTION_PAGE, NULL);
  const char    *intro = jc_words_get (section->intro);

  self->session = g_object_ref (session);
  self->section = section;
  gtk_label_set_label (self->title, jc_words_get (section->title));
  gtk_label_set_label (self->intro, intro);
  gtk_widget_set_visible (GTK_WIDGET (self->intro), intro[0] != '\0');
  show_applies (self);

  while (!is_complete (self) && self->holders->len < FIELDS_IN_VIEW)
    build_next (self);
  if (!is_complete (self))
    self->idle = g_idle_add (build_slice_cb, self);
  show_lists (self);
  g_signal_connect_object (session, "findings-changed", G_CALLBACK (findings_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * jc_section_page_get_section:
 * @self: a page
 *
 * Returns: (transfer none): the section's id
 */
const char *
jc_section_page_get_section (JcSectionPage *self)
{
  g_return_val_if_fail (JC_IS_SECTION_PAGE (self), NULL);

  return self->section->id;
}

/**
 * jc_section_page_go_to:
 * @self: a page
 * @pointer: a field, also of a row
 *
 * Returns: whether it took the focus
 */
gboolean
jc_section_page_go_to (JcSectionPage *self, const char *pointer)
{
  g_return_val_if_fail (JC_IS_SECTION_PAGE (self), FALSE);

  for (guint i = 0; i < self->section->fields->len; i++)
    {
      GObject *holder;

      while (self->holders->len <= i)
        build_next (self);
      holder = g_ptr_array_index (self->holders, i);
      if (!holder_has (holder, g_ptr_array_index (self->section->fields, i), pointer))
        continue;

      return JC_IS_FIELD_BLOCK (holder) ? jc_field_block_grab_focus (JC_FIELD_BLOCK (holder))
                                        : jc_rows_row_go_to (JC_ROWS_ROW (holder), pointer);
    }

  return FALSE;
}

/**
 * jc_section_page_start:
 * @self: a page
 */
void
jc_section_page_start (JcSectionPage *self)
{
  JcCheck *check;

  g_return_if_fail (JC_IS_SECTION_PAGE (self));

  check = jc_dossier_session_get_check (self->session);
  for (guint i = 0; i < self->section->fields->len; i++)
    {
      const JcField *field = g_ptr_array_index (self->section->fields, i);
      g_autoptr (GPtrArray) findings = jc_check_dup_findings_at (check, field->pointer);

      if (jc_findings_count (findings, JC_SEVERITY_ERROR) > 0
          && jc_section_page_go_to (self,
                                    ((const JcFinding *)g_ptr_array_index (findings, 0))->pointer))
        return;
    }

  for (guint i = 0; i < self->section->fields->len; i++)
    if (jc_section_page_go_to (
            self, ((const JcField *)g_ptr_array_index (self->section->fields, i))->pointer))
      return;
}

/**
 * jc_section_page_dup_focused:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): the field that has the focus
 */
char *
jc_section_page_dup_focused (JcSectionPage *self)
{
  GtkWidget *widget;

  g_return_val_if_fail (JC_IS_SECTION_PAGE (self), NULL);

  widget = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  while (widget != NULL && widget != GTK_WIDGET (self))
    {
      JcFieldBlock *block = g_object_get_data (G_OBJECT (widget), "jc-field-block");

      if (block != NULL)
        return g_strdup (jc_field_block_get_pointer (block));
      widget = gtk_widget_get_parent (widget);
    }

  return NULL;
}

/**
 * jc_section_page_get_scroll:
 * @self: a page
 *
 * Returns: how far it is scrolled, in pixels
 */
double
jc_section_page_get_scroll (JcSectionPage *self)
{
  g_return_val_if_fail (JC_IS_SECTION_PAGE (self), 0);

  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
}

/**
 * jc_section_page_set_scroll:
 * @self: a page
 * @position: how far to scroll, in pixels; takes effect when all fields are there
 */
void
jc_section_page_set_scroll (JcSectionPage *self, double position)
{
  g_return_if_fail (JC_IS_SECTION_PAGE (self));

  self->wanted_scroll = position;
}
