/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-conflict-window.h"

#include <glib/gi18n.h>

#include "jc-conflict-both.h"
#include "jc-conflict-choices.h"
#include "jc-conflict-jobs.h"

/* Each part has as many check buttons; NULL for a side that it does not have. */
static const char *const sides[] = { "mine", "theirs", JC_CONFLICT_BOTH };
#define N_SIDES G_N_ELEMENTS (sides)

struct _JcConflictWindow
{
  AdwApplicationWindow parent_instance;

  AdwWindowTitle     *title;
  GtkButton          *done_button;
  GtkStack           *stack;
  AdwPreferencesPage *page;
  GtkWidget          *bar;

  char           *dossier;
  JcConflictCase *conflict_case; /* (nullable): until it is loaded */
  GHashTable     *choices;       /* pointer → one of the sides */
  GPtrArray      *groups;        /* (element-type GtkWidget) (unowned) */
  GPtrArray      *checks; /* (element-type GtkCheckButton) (unowned): N_SIDES for each part */
  GCancellable   *cancellable;
  gboolean        is_deciding;
};

G_DEFINE_FINAL_TYPE (JcConflictWindow, jc_conflict_window, ADW_TYPE_APPLICATION_WINDOW)

static void load (JcConflictWindow *self);

static JcPreferences *
get_preferences (void)
{
  return jc_application_get_preferences (jc_application_get ());
}

/* --- Choices --- */

static const JcConflictPart *
get_part (JcConflictWindow *self, guint position)
{
  return g_ptr_array_index (self->conflict_case->parts, position);
}

static guint
count_left (JcConflictWindow *self)
{
  guint n_left = 0;

  for (guint i = 0; self->conflict_case != NULL && i < self->conflict_case->parts->len; i++)
    if (!g_hash_table_contains (self->choices, get_part (self, i)->pointer))
      n_left++;

  return n_left;
}

static void
show_left (JcConflictWindow *self)
{
  guint            n_left = count_left (self);
  g_autofree char *words
      = n_left > 0 ? g_strdup_printf (ngettext ("Done, %u to go", "Done, %u to go", n_left), n_left)
                   : g_strdup (C_ ("button", "Done"));

  gtk_button_set_label (self->done_button, words);
}

static void
check_toggled_cb (JcConflictWindow *self, GtkCheckButton *check)
{
  const char *pointer = g_object_get_data (G_OBJECT (check), "jc-pointer");
  const char *side = g_object_get_data (G_OBJECT (check), "jc-side");

  if (!gtk_check_button_get_active (check))
    return;

  g_hash_table_insert (self->choices, g_strdup (pointer), g_strdup (side));
  jc_conflict_choices_save (get_preferences (), self->dossier, self->choices);
  show_left (self);
}

/* --- Parts --- */

static char *
dup_check_name (const JcConflictPart *part, const char *side)
{
  if (g_str_equal (side, JC_CONFLICT_BOTH))
    /* Translators: the place of a conflict, then both values. */
    return g_strdup_printf (_ ("%s, keep both, %s and %s"), part->label, part->mine, part->theirs);

  /* Translators: the place of a conflict, which side, and that side's value. */
  return g_str_equal (side, "mine")
             ? g_strdup_printf (_ ("%s, this computer’s, %s"), part->label, part->mine)
             : g_strdup_printf (_ ("%s, the server’s, %s"), part->label, part->theirs);
}

static GtkWidget *
make_check (JcConflictWindow *self, const JcConflictPart *part, const char *side)
{
  GtkWidget       *check = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role",
                                         GTK_ACCESSIBLE_ROLE_RADIO, "valign", GTK_ALIGN_CENTER, NULL);
  g_autofree char *name = dup_check_name (part, side);

  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (check), "jc-pointer", g_strdup (part->pointer), g_free);
  g_object_set_data_full (G_OBJECT (check), "jc-side", g_strdup (side), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_strcmp0 (g_hash_table_lookup (self->choices, part->pointer), side)
                                   == 0);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (check_toggled_cb), self);

  return check;
}

static GtkWidget *
make_side (JcConflictWindow *self, const JcConflictPart *part, const char *side)
{
  gboolean   is_mine = g_str_equal (side, "mine");
  gboolean   is_both = g_str_equal (side, JC_CONFLICT_BOTH);
  GtkWidget *check = make_check (self, part, side);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), is_both   ? _ ("Keep both")
                                                            : is_mine ? part->mine
                                                                      : part->theirs);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               is_both   ? _ ("The server’s goes into a row of its own")
                               : is_mine ? _ ("From this computer")
                                         : _ ("From the server"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  /* The check button is what takes the focus. */
  gtk_widget_set_focusable (row, FALSE);
  g_ptr_array_add (self->checks, check);

  return row;
}

static void
add_part (JcConflictWindow *self, const JcConflictPart *part)
{
  GtkWidget       *group = adw_preferences_group_new ();
  g_autofree char *label = g_markup_escape_text (part->label, -1);
  g_autofree char *base = g_markup_escape_text (part->base, -1);
  g_autofree char *description = g_strdup_printf (_ ("When last synced: %s"), base);
  guint            first = self->checks->len;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), label);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  for (gsize i = 0; i < N_SIDES; i++)
    {
      if (!part->can_keep_both && g_str_equal (sides[i], JC_CONFLICT_BOTH))
        {
          g_ptr_array_add (self->checks, NULL);
          continue;
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_side (self, part, sides[i]));
      if (i > 0)
        gtk_check_button_set_group (g_ptr_array_index (self->checks, first + i),
                                    g_ptr_array_index (self->checks, first));
    }
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
}

static void
forget_settled (JcConflictWindow *self)
{
  GHashTableIter iter;
  gpointer       pointer;

  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, &pointer, NULL))
    {
      gboolean is_there = FALSE;

      for (guint i = 0; i < self->conflict_case->parts->len; i++)
        is_there = is_there || g_str_equal (get_part (self, i)->pointer, pointer);
      if (!is_there)
        g_hash_table_iter_remove (&iter);
    }
}

static gboolean
is_same_case (const JcConflictCase *a, const JcConflictCase *b)
{
  if (a == NULL || a->parts->len != b->parts->len)
    return FALSE;
  for (guint i = 0; i < a->parts->len; i++)
    {
      const JcConflictPart *one = g_ptr_array_index (a->parts, i);
      const JcConflictPart *other = g_ptr_array_index (b->parts, i);

      if (!g_str_equal (one->pointer, other->pointer) || !g_str_equal (one->mine, other->mine)
          || !g_str_equal (one->theirs, other->theirs) || !g_str_equal (one->base, other->base))
        return FALSE;
    }

  return TRUE;
}

/* Takes @conflict_case. */
static void
show_case (JcConflictWindow *self, JcConflictCase *conflict_case)
{
  g_autofree char *title = g_strdup_printf (_ ("Changed on both sides: %s"), conflict_case->title);
  gboolean         is_same = is_same_case (self->conflict_case, conflict_case);

  g_clear_pointer (&self->conflict_case, jc_conflict_case_free);
  self->conflict_case = conflict_case;
  if (is_same)
    return;

  forget_settled (self);
  g_ptr_array_set_size (self->checks, 0);
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; i < conflict_case->parts->len; i++)
    add_part (self, get_part (self, i));

  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_stack_set_visible_child_name (self->stack, conflict_case->parts->len > 0 ? "parts" : "none");
  gtk_widget_set_visible (self->bar, conflict_case->parts->len > 0);
  show_left (self);
}

/* --- Commands --- */

static void
take_all (JcConflictWindow *self, guint side)
{
  for (guint i = side; i < self->checks->len; i += N_SIDES)
    gtk_check_button_set_active (g_ptr_array_index (self->checks, i), TRUE);
}

static void
all_mine_clicked_cb (JcConflictWindow *self)
{
  take_all (self, 0);
}

static void
all_theirs_clicked_cb (JcConflictWindow *self)
{
  take_all (self, 1);
}

static gboolean
is_left_at (JcConflictWindow *self, guint position)
{
  return !g_hash_table_contains (self->choices, get_part (self, position)->pointer);
}

/* From the part with the focus on, around to the first one. */
static void
go_to_left (JcConflictWindow *self, gboolean forward)
{
  guint      n_parts = self->conflict_case != NULL ? self->conflict_case->parts->len : 0;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  guint      at = forward ? n_parts - 1 : 0;

  for (guint i = 0; i < n_parts; i++)
    if (focus != NULL && gtk_widget_is_ancestor (focus, g_ptr_array_index (self->groups, i)))
      at = i;
  for (guint i = 0; i < n_parts; i++)
    {
      at = (at + (forward ? 1 : n_parts - 1)) % n_parts;
      if (is_left_at (self, at))
        {
          gtk_widget_grab_focus (g_ptr_array_index (self->checks, N_SIDES * at));
          return;
        }
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->done_button));
}

static void
next_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to_left (JC_CONFLICT_WINDOW (widget), TRUE);
}

static void
previous_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to_left (JC_CONFLICT_WINDOW (widget), FALSE);
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcConflictWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  JcApplication *app = jc_application_get ();
  gboolean       done = jc_conflict_decide_finish (JC_LIBRARY_WORKER (source), result, &error);

  self->is_deciding = FALSE;
  jc_application_note_change (app, self->dossier);
  jc_cloud_wake (jc_application_get_cloud (app), TRUE);
  if (!done)
    {
      jc_application_show_error (app, _ ("The choice could not be saved"), error);
      load (self);
      return;
    }

  g_hash_table_remove_all (self->choices);
  jc_conflict_choices_save (get_preferences (), self->dossier, self->choices);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
done_clicked_cb (JcConflictWindow *self)
{
  if (count_left (self) > 0)
    {
      go_to_left (self, TRUE);
      return;
    }
  if (self->is_deciding || self->conflict_case == NULL)
    return;

  self->is_deciding = TRUE;
  jc_conflict_decide_async (jc_application_get_worker (jc_application_get ()), self->dossier,
                            self->choices, decided_cb, g_object_ref (self));
}

/* --- Loading --- */

static void
case_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JcConflictWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JcConflictCase) conflict_case
      = jc_conflict_case_load_finish (JC_LIBRARY_WORKER (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (conflict_case == NULL)
    jc_application_show_error (jc_application_get (), _ ("The dossier could not be opened"), error);
  else
    show_case (self, g_steal_pointer (&conflict_case));
}

static void
load (JcConflictWindow *self)
{
  jc_conflict_case_load_async (jc_application_get_worker (jc_application_get ()), self->dossier,
                               self->cancellable, case_loaded_cb, g_object_ref (self));
}

static void
library_changed_cb (JcConflictWindow *self, const char *dossier)
{
  if (!self->is_deciding && (dossier == NULL || g_str_equal (dossier, self->dossier)))
    load (self);
}

/* --- GObject --- */

static void
jc_conflict_window_dispose (GObject *object)
{
  g_cancellable_cancel (JC_CONFLICT_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (jc_conflict_window_parent_class)->dispose (object);
}

static void
jc_conflict_window_finalize (GObject *object)
{
  JcConflictWindow *self = JC_CONFLICT_WINDOW (object);

  g_free (self->dossier);
  g_clear_pointer (&self->conflict_case, jc_conflict_case_free);
  g_hash_table_unref (self->choices);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->checks);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (jc_conflict_window_parent_class)->finalize (object);
}

static void
jc_conflict_window_class_init (JcConflictWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = jc_conflict_window_dispose;
  object_class->finalize = jc_conflict_window_finalize;

  gtk_widget_class_install_action (widget_class, "win.check-next", NULL, next_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.check-previous", NULL, previous_activated_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/dossier/jc-conflict-window.ui");
  gtk_widget_class_bind_template_child (widget_class, JcConflictWindow, title);
  gtk_widget_class_bind_template_child (widget_class, JcConflictWindow, done_button);
  gtk_widget_class_bind_template_child (widget_class, JcConflictWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, JcConflictWindow, page);
  gtk_widget_class_bind_template_child (widget_class, JcConflictWindow, bar);
  gtk_widget_class_bind_template_callback (widget_class, done_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_mine_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_theirs_clicked_cb);
}

static void
jc_conflict_window_init (JcConflictWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->groups = g_ptr_array_new ();
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static JcConflictWindow *
find_window (JcApplication *app, const char *dossier)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (app));

  for (GList *l = windows; l != NULL; l = l->next)
    if (JC_IS_CONFLICT_WINDOW (l->data)
        && g_str_equal (JC_CONFLICT_WINDOW (l->data)->dossier, dossier))
      return l->data;

  return NULL;
}

/**
 * jc_conflict_window_open:
 * @app: the program
 * @dossier: a dossier's id
 */
void
jc_conflict_window_open (JcApplication *app, const char *dossier)
{
  JcConflictWindow *self;

  g_return_if_fail (JC_IS_APPLICATION (app));
  g_return_if_fail (dossier != NULL);

  self = find_window (app, dossier);
  if (self == NULL)
    {
      self = g_object_new (JC_TYPE_CONFLICT_WINDOW, "application", app, NULL);
      self->dossier = g_strdup (dossier);
      jc_conflict_choices_load (get_preferences (), dossier, self->choices);
      g_signal_connect_object (app, "library-changed", G_CALLBACK (library_changed_cb), self,
                               G_CONNECT_SWAPPED);
      load (self);
    }
  gtk_window_present (GTK_WINDOW (self));
}
