/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-app"

#include "config.h"

#include "jc-scan-settings.h"

#include <glib/gi18n.h>

#include "jc-application.h"

#define GROUP "scan"

/**
 * Choice:
 * @key: of the preferences
 * @value: how it is kept; a resolution's is its number
 */
typedef struct
{
  const char *value;
  const char *label;
} Choice;

static const Choice sources[] = {
  { "flatbed", NC_ ("scanner", "Glass") },
  { "feeder", NC_ ("scanner", "Feeder, one side") },
  { "duplex", NC_ ("scanner", "Feeder, both sides") },
};
static const Choice colours[] = {
  { "colour", NC_ ("scanner", "In colour") },
  { "grey", NC_ ("scanner", "Grey, smaller files") },
};
static const Choice resolutions[] = {
  { "200", NC_ ("scanner", "200 dpi, enough for print") },
  { "300", NC_ ("scanner", "300 dpi, for small letters") },
};
static const Choice papers[] = {
  { "a4", NC_ ("scanner", "A4") },
  { "id1", NC_ ("scanner", "Identity card") },
  { "a5", NC_ ("scanner", "A5") },
  { "a3", NC_ ("scanner", "A3") },
};

struct _JcScanSettings
{
  AdwBin parent_instance;

  AdwComboRow *device_row;
  AdwComboRow *source_row;
  AdwComboRow *colour_row;
  AdwComboRow *dpi_row;
  AdwComboRow *paper_row;

  GPtrArray *devices; /* (element-type JcScanDevice) (nullable) */
  GArray    *offered; /* (element-type JcScanSource): of the source row, in order */
  gboolean   is_filling;
};

enum
{
  DEVICE_CHOSEN,
  LOOK_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JcScanSettings, jc_scan_settings, ADW_TYPE_BIN)

/* --- What was chosen last --- */

static JcPreferences *
get_preferences (void)
{
  return jc_application_get_preferences (jc_application_get ());
}

static void
fill (AdwComboRow *row, const Choice *choices, gsize n_choices)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n_choices; i++)
    gtk_string_list_append (labels, g_dpgettext2 (GETTEXT_PACKAGE, "scanner", choices[i].label));
  adw_combo_row_set_model (row, G_LIST_MODEL (labels));
}

static guint
find_kept (const char *key, const Choice *choices, gsize n_choices)
{
  g_autofree char *kept
      = jc_preferences_dup_string (get_preferences (), GROUP, key, choices[0].value);

  for (guint i = 0; i < n_choices; i++)
    if (g_str_equal (choices[i].value, kept))
      return i;

  return 0;
}

static guint
get_chosen (AdwComboRow *row, gsize n_choices)
{
  return MIN (adw_combo_row_get_selected (row), (guint)n_choices - 1);
}

/* --- Callbacks --- */

static void
device_selected_cb (JcScanSettings *self)
{
  if (!self->is_filling && self->devices != NULL)
    g_signal_emit (self, signals[DEVICE_CHOSEN], 0);
}

static void
look_again_clicked_cb (JcScanSettings *self)
{
  g_signal_emit (self, signals[LOOK_AGAIN], 0);
}

/* --- GObject --- */

static void
jc_scan_settings_finalize (GObject *object)
{
  JcScanSettings *self = JC_SCAN_SETTINGS (object);

  g_clear_pointer (&self->devices, g_ptr_array_unref);
  g_array_unref (self->offered);

  G_OBJECT_CLASS (jc_scan_settings_parent_class)->finalize (object);
}

static void
jc_scan_settings_class_init (JcScanSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jc_scan_settings_finalize;

  signals[DEVICE_CHOSEN] = g_signal_new ("device-chosen", JC_TYPE_SCAN_SETTINGS, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOOK_AGAIN] = g_signal_new ("look-again", JC_TYPE_SCAN_SETTINGS, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/cn/jiangce/Jiangce/ui/attachments/jc-scan-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, JcScanSettings, device_row);
  gtk_widget_class_bind_template_child (widget_class, JcScanSettings, source_row);
  gtk_widget_class_bind_template_child (widget_class, JcScanSettings, colour_row);
  gtk_widget_class_bind_template_child (widget_class, JcScanSettings, dpi_row);
  gtk_widget_class_bind_template_child (widget_class, JcScanSettings, paper_row);
  gtk_widget_class_bind_template_callback (widget_class, device_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_again_clicked_cb);
}

static void
jc_scan_settings_init (JcScanSettings *self)
{
  self->offered = g_array_new (FALSE, FALSE, sizeof (JcScanSource));
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self->colour_row, colours, G_N_ELEMENTS (colours));
  fill (self->dpi_row, resolutions, G_N_ELEMENTS (resolutions));
  fill (self->paper_row, papers, G_N_ELEMENTS (papers));
  adw_combo_row_set_selected (self->colour_row,
                              find_kept ("colour", colours, G_N_ELEMENTS (colours)));
  adw_combo_row_set_selected (self->dpi_row,
                              find_kept ("dpi", resolutions, G_N_ELEMENTS (resolutions)));
  adw_combo_row_set_selected (self->paper_row, find_kept ("paper", papers, G_N_ELEMENTS (papers)));
  jc_scan_settings_set_abilities (self, NULL);
}

/* --- Public functions --- */

/**
 * jc_scan_settings_set_devices:
 * @self: the settings
 * @devices: (element-type JcScanDevice): at least one
 */
void
jc_scan_settings_set_devices (JcScanSettings *self, GPtrArray *devices)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autofree char *kept = jc_preferences_dup_string (get_preferences (), GROUP, "device", "");
  guint            selected = 0;

  g_clear_pointer (&self->devices, g_ptr_array_unref);
  self->devices = g_ptr_array_ref (devices);
  for (guint i = 0; i < devices->len; i++)
    {
      const JcScanDevice *device = g_ptr_array_index (devices, i);

      gtk_string_list_append (labels, device->label);
      if (g_str_equal (device->name, kept))
        selected = i;
    }
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->device_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->device_row, selected);
  self->is_filling = FALSE;
  g_signal_emit (self, signals[DEVICE_CHOSEN], 0);
}

/**
 * jc_scan_settings_set_abilities:
 * @self: the settings
 * @abilities: (nullable): what the chosen scanner can do
 */
void
jc_scan_settings_set_abilities (JcScanSettings *self, const JcScanAbilities *abilities)
{
  const gboolean can[]
      = { abilities == NULL || abilities->flatbed, abilities == NULL || abilities->feeder,
          abilities != NULL && abilities->duplex };
  guint kept = find_kept ("source", sources, G_N_ELEMENTS (sources));
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  g_array_set_size (self->offered, 0);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      JcScanSource source = i;

      /* One that says nothing of its sources has one. */
      if (!can[i] && !(i == 0 && !can[1] && !can[2]))
        continue;
      if (i == kept)
        selected = self->offered->len;
      g_array_append_val (self->offered, source);
      gtk_string_list_append (labels, g_dpgettext2 (GETTEXT_PACKAGE, "scanner", sources[i].label));
    }
  adw_combo_row_set_model (self->source_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->source_row, selected);
  if (abilities != NULL && !abilities->colour)
    adw_combo_row_set_selected (self->colour_row, 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->colour_row), abilities == NULL || abilities->colour);
}

/**
 * jc_scan_settings_get_device:
 * @self: the settings
 *
 * Returns: (transfer none) (nullable): name of the chosen scanner
 */
const char *
jc_scan_settings_get_device (JcScanSettings *self)
{
  guint selected = adw_combo_row_get_selected (self->device_row);

  return self->devices != NULL && selected < self->devices->len
             ? ((JcScanDevice *)g_ptr_array_index (self->devices, selected))->name
             : NULL;
}

/**
 * jc_scan_settings_get_request:
 * @self: the settings
 * @request: (out): what was chosen
 */
void
jc_scan_settings_get_request (JcScanSettings *self, JcScanRequest *request)
{
  guint source = get_chosen (self->source_row, self->offered->len);
  guint colour = get_chosen (self->colour_row, G_N_ELEMENTS (colours));
  guint dpi = get_chosen (self->dpi_row, G_N_ELEMENTS (resolutions));
  guint paper = get_chosen (self->paper_row, G_N_ELEMENTS (papers));

  request->device = jc_scan_settings_get_device (self);
  request->source = g_array_index (self->offered, JcScanSource, source);
  request->colour = colour == 0;
  request->dpi = (int)g_ascii_strtoll (resolutions[dpi].value, NULL, 10);
  request->paper = papers[paper].value;

  jc_preferences_set_string (get_preferences (), GROUP, "device", request->device);
  jc_preferences_set_string (get_preferences (), GROUP, "source", sources[request->source].value);
  jc_preferences_set_string (get_preferences (), GROUP, "colour", colours[colour].value);
  jc_preferences_set_string (get_preferences (), GROUP, "dpi", resolutions[dpi].value);
  jc_preferences_set_string (get_preferences (), GROUP, "paper", papers[paper].value);
}
