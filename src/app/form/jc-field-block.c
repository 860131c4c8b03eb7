/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-field-block.h"

#include <glib/gi18n.h>

#include "jc-code-pair.h"
#include "jc-json.h"
#include "jc-note-row.h"
#include "jc-problem-row.h"
#include "jc-read-value.h"
#include "jc-reading.h"
#include "jc-row-for-field.h"
#include "jc-words.h"

/* A short line shows its counter only when it comes near its limit. */
#define COUNTER_FROM_PERCENT 80
#define BLOCK_DATA "jc-field-block"

struct _JcFieldBlock
{
  GObject parent_instance;

  JcDossierSession *session;
  const JcField    *field; /* (unowned): the programme's */
  char             *pointer;
  JcFieldRow       *row; /* (unowned): lives in its list */
  JcNoteRow        *note;
  JcProblemRow     *problem;
  GtkWidget        *proposal; /* (unowned) (nullable) */
  char             *css_class;
  gboolean          writable;
  gboolean          editing; /* what stands in the row is as typed */
};

G_DEFINE_FINAL_TYPE (JcFieldBlock, jc_field_block, G_TYPE_OBJECT)

/* --- Showing --- */

static char *
join_messages (GPtrArray *findings)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      if (i > 0)
        g_string_append_c (words, '\n');
      g_string_append (words, jc_words_get (finding->message));
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static const char *
pick_class (GPtrArray *findings)
{
  const JcFinding *worst = g_ptr_array_index (findings, 0);

  return worst->severity == JC_SEVERITY_ERROR     ? "error"
         : worst->severity == JC_SEVERITY_WARNING ? "warning"
                                                  : NULL;
}

static void
describe (JcFieldBlock *self, const char *words, gboolean invalid)
{
  GtkAccessible *control = GTK_ACCESSIBLE (jc_field_row_get_control (self->row));

  gtk_accessible_update_property (control, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words != NULL ? words : jc_words_get (self->field->hint), -1);
  gtk_accessible_update_state (control, GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* (nullable): where a page says something else. */
static const JcFinding *
find_read (JcFieldBlock *self)
{
  GPtrArray *findings = jc_dossier_session_get_shown (self->session, self->pointer);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const JcFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, JC_READING_DIFFERS) && finding->read != NULL)
        return finding;
    }

  return NULL;
}

static void
show_offer (JcFieldBlock *self)
{
  const JcFinding *finding = find_read (self);
  g_autofree char *words
      = finding != NULL ? jc_read_value_dup_words (self->session, finding) : NULL;

  jc_problem_row_offer (self->problem, words,
                        finding != NULL && jc_read_value_may_take (self->session, finding));
}

static void
show_findings (JcFieldBlock *self)
{
  GPtrArray       *findings = jc_dossier_session_get_shown (self->session, self->pointer);
  const char      *css_class = findings != NULL ? pick_class (findings) : NULL;
  g_autofree char *words = findings != NULL ? join_messages (findings) : NULL;

  jc_problem_row_say (self->problem, words, css_class);
  show_offer (self);
  jc_note_row_set_said (self->note, words);
  describe (self, words, g_strcmp0 (css_class, "error") == 0);
  if (g_strcmp0 (css_class, self->css_class) == 0)
    return;

  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->row), self->css_class);
  g_free (self->css_class);
  self->css_class = g_strdup (css_class);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->row), css_class);
}

static void
show_counter (JcFieldBlock *self)
{
  const char *text
      = jc_json_as_string (jc_dossier_session_get_value (self->session, self->pointer));
  guint used = text != NULL ? (guint)g_utf8_strlen (text, -1) : 0;
  guint limit = self->field->max_length;

  if (!self->writable
      || (self->field->type != JC_FIELD_LONG_TEXT && used * 100 < limit * COUNTER_FROM_PERCENT))
    limit = 0;
  jc_note_row_set_counter (self->note, used, limit);
}

static void
show_title (JcFieldBlock *self)
{
  JcCheck         *check = jc_dossier_session_get_check (self->session);
  const char      *label = jc_words_get (self->field->label);
  gboolean         required = self->writable && jc_check_field_is_required (check, self->pointer);
  g_autofree char *title = required ? g_strdup_printf ("%s *", label) : g_strdup (label);

  jc_field_row_set_title (self->row, title);
}

static void
show_proposal (JcFieldBlock *self)
{
  g_autoptr (JsonNode) proposal = NULL;
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;

  if (self->proposal == NULL)
    return;

  if (jc_json_is_blank (jc_dossier_session_get_value (self->session, self->pointer))
      && jc_dossier_session_is_editable (self->session))
    proposal = jc_check_dup_proposal (jc_dossier_session_get_check (self->session), self->pointer);
  gtk_widget_set_visible (self->proposal, !jc_json_is_blank (proposal));
  if (jc_json_is_blank (proposal))
    return;

  words = jc_field_dup_display (self->field, jc_dossier_session_get_programme (self->session),
                                proposal, jc_language_get_default ());
  label = g_strdup_printf (_ ("Take “%s”"), words);
  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->proposal))), label);
  gtk_widget_set_tooltip_text (self->proposal, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->proposal), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/* A field that does not apply is not asked for; one that holds something nevertheless stays until
 * it is emptied. What others fill in shows once there is something. */
static gboolean
is_wanted (JcFieldBlock *self)
{
  JcCheck *check = jc_dossier_session_get_check (self->session);
  gboolean blank = jc_json_is_blank (jc_dossier_session_get_value (self->session, self->pointer));

  if (self->field->derived == NULL && !jc_dossier_session_may_fill (self->session, self->field))
    return !blank;

  return jc_check_field_applies (check, self->pointer) || (!blank && self->field->derived == NULL);
}

static void
show_visibility (JcFieldBlock *self)
{
  gboolean wanted = is_wanted (self);

  gtk_widget_set_visible (GTK_WIDGET (self->row), wanted);
  if (!wanted)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->row),
                            !self->writable || jc_dossier_session_is_editable (self->session));
}

static void
set_continued (GtkWidget *row, gboolean continued)
{
  if (continued)
    gtk_widget_add_css_class (row, "jc-continued");
  else
    gtk_widget_remove_css_class (row, "jc-continued");
}

static void
refresh (JcFieldBlock *self)
{
  if (!self->editing)
    jc_field_row_set_value (self->row, jc_dossier_session_get_value (self->session, self->pointer));
  show_title (self);
  show_counter (self);
  show_findings (self);
  show_proposal (self);
  show_visibility (self);
  set_continued (GTK_WIDGET (self->row),
                 gtk_widget_get_visible (GTK_WIDGET (self->note))
                     || gtk_widget_get_visible (GTK_WIDGET (self->problem)));
  set_continued (GTK_WIDGET (self->note), gtk_widget_get_visible (GTK_WIDGET (self->problem)));
}

/* --- What the person does --- */

static void
typed_cb (JcFieldBlock *self, const char *text)
{
  self->editing = TRUE;
  jc_dossier_session_type (self->session, self->pointer, text);
}

static void
left_cb (JcFieldBlock *self)
{
  if (!self->editing)
    return;

  self->editing = FALSE;
  jc_dossier_session_leave (self->session, self->pointer);
  jc_code_pair_match (self->session, self->field, self->pointer);
  refresh (self);
}

static void
chosen_cb (JcFieldBlock *self, JsonNode *value)
{
  self->editing = FALSE;
  jc_dossier_session_choose (self->session, self->pointer, value);
}

static void
picked_cb (JcFieldBlock *self, const char *code)
{
  self->editing = FALSE;
  jc_code_pair_pick (self->session, self->field, self->pointer, code);
}

static void
proposal_clicked_cb (JcFieldBlock *self)
{
  g_autoptr (JsonNode) proposal
      = jc_check_dup_proposal (jc_dossier_session_get_check (self->session), self->pointer);

  self->editing = FALSE;
  gtk_widget_grab_focus (jc_field_row_get_control (self->row));
  jc_dossier_session_choose (self->session, self->pointer, proposal);
  jc_code_pair_match (self->session, self->field, self->pointer);
}

static void
take_cb (JcFieldBlock *self)
{
  const JcFinding *finding = find_read (self);

  if (finding == NULL)
    return;
  self->editing = FALSE;
  gtk_widget_grab_focus (jc_field_row_get_control (self->row));
  jc_read_value_take (self->session, finding);
}

static void
look_cb (JcFieldBlock *self)
{
  const JcFinding *finding = find_read (self);

  if (finding != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->row), "win.look-at-page", "(si)",
                                finding->attachment, finding->page);
}

static void
field_changed_cb (JcFieldBlock *self, const char *pointer)
{
  if (pointer == NULL)
    self->editing = FALSE;
  if (pointer == NULL || g_str_equal (pointer, self->pointer))
    refresh (self);
}

static void
add_proposal (JcFieldBlock *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  if (!jc_field_row_add_suffix (self->row, button))
    {
      g_object_ref_sink (button);
      g_object_unref (button);
      return;
    }

  self->proposal = button;
  g_signal_connect_object (button, "clicked", G_CALLBACK (proposal_clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
jc_field_block_finalize (GObject *object)
{
  JcFieldBlock *self = JC_FIELD_BLOCK (object);

  g_clear_object (&self->session);
  g_free (self->pointer);
  g_free (self->css_class);

  G_OBJECT_CLASS (jc_field_block_parent_class)->finalize (object);
}

static void
jc_field_block_class_init (JcFieldBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jc_field_block_finalize;
}

static void
jc_field_block_init (JcFieldBlock *self)
{
}

static void
connect (JcFieldBlock *self)
{
  static const struct
  {
    const char *signal;
    GCallback   callback;
  } signals[] = {
    { "typed", G_CALLBACK (typed_cb) },
    { "left", G_CALLBACK (left_cb) },
    { "chosen", G_CALLBACK (chosen_cb) },
    { "picked", G_CALLBACK (picked_cb) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->row, signals[i].signal, signals[i].callback, self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->problem, "take", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->problem, "look", G_CALLBACK (look_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "field-changed", G_CALLBACK (field_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * jc_field_block_new:
 * @session: the open dossier; kept
 * @field: a field of it that is not rows
 * @pointer: where its value stands
 *
 * The block lives as long as its row.
 *
 * Returns: (transfer none): the block
 */
JcFieldBlock *
jc_field_block_new (JcDossierSession *session, const JcField *field, const char *pointer)
{
  JcFieldBlock *self = g_object_new (JC_TYPE_FIELD_BLOCK, NULL);
  GtkWidget    *row;

  self->session = g_object_ref (session);
  self->field = field;
  self->pointer = g_strdup (pointer);
  self->writable = field->derived == NULL && jc_dossier_session_may_fill (session, field);

  row = jc_row_for_field_new (session, field, self->writable);
  self->row = JC_FIELD_ROW (row);
  self->note = JC_NOTE_ROW (jc_note_row_new (jc_words_get (field->hint)));
  self->problem = JC_PROBLEM_ROW (jc_problem_row_new ());
  if (field->proposed != NULL && self->writable)
    add_proposal (self);
  g_object_set_data_full (G_OBJECT (row), BLOCK_DATA, self, g_object_unref);
  connect (self);
  refresh (self);

  return self;
}

/**
 * jc_field_block_take_read:
 * @focus: (nullable): the widget that has the focus
 *
 * Returns: whether @focus is in a field that a page says something else than; what is written there
 * stands in it now
 */
gboolean
jc_field_block_take_read (GtkWidget *focus)
{
  JcFieldBlock *self = NULL;

  for (; focus != NULL && self == NULL; focus = gtk_widget_get_parent (focus))
    self = g_object_get_data (G_OBJECT (focus), BLOCK_DATA);
  if (self == NULL || find_read (self) == NULL)
    return FALSE;
  take_cb (self);

  return TRUE;
}

/**
 * jc_field_block_get_row:
 * @self: a block
 *
 * Returns: (transfer none): the row with the value
 */
GtkWidget *
jc_field_block_get_row (JcFieldBlock *self)
{
  return GTK_WIDGET (self->row);
}

/**
 * jc_field_block_get_note:
 * @self: a block
 *
 * Returns: (transfer none): the row with hint and counter
 */
GtkWidget *
jc_field_block_get_note (JcFieldBlock *self)
{
  return GTK_WIDGET (self->note);
}

/**
 * jc_field_block_get_problem:
 * @self: a block
 *
 * Returns: (transfer none): the row that says what is wrong
 */
GtkWidget *
jc_field_block_get_problem (JcFieldBlock *self)
{
  return GTK_WIDGET (self->problem);
}

/**
 * jc_field_block_get_pointer:
 * @self: a block
 *
 * Returns: (transfer none): where its value stands
 */
const char *
jc_field_block_get_pointer (JcFieldBlock *self)
{
  return self->pointer;
}

/**
 * jc_field_block_grab_focus:
 * @self: a block
 *
 * Returns: whether the field took the focus; one that is not shown or locked cannot
 */
gboolean
jc_field_block_grab_focus (JcFieldBlock *self)
{
  GtkWidget *control = jc_field_row_get_control (self->row);

  return gtk_widget_grab_focus (control) || gtk_widget_child_focus (control, GTK_DIR_TAB_FORWARD);
}
