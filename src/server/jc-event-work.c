/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-server"

#include "config.h"

#include "jc-event-work.h"

#include <string.h>

#include "jc-check.h"
#include "jc-event-table.h"
#include "jc-json.h"
#include "jc-key-table.h"
#include "jc-named-original.h"
#include "jc-original-table.h"
#include "jc-submission-table.h"
#include "jc-submission.h"

/**
 * jc_event_work_clear:
 * @self: (transfer full): what it owns is freed
 */
void
jc_event_work_clear (JcEventWork *self)
{
  g_clear_pointer (&self->record, jc_dossier_record_free);
  g_clear_pointer (&self->round, jc_round_free);
  g_clear_pointer (&self->programme, jc_programme_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->filled_on, g_free);
  g_clear_pointer (&self->event, json_node_unref);
  g_clear_pointer (&self->receipt, json_node_unref);
}

/* Whatever leads to a dossier being handed in is checked and gets a receipt. */
static gboolean
hands_in (const JcEventWork *self)
{
  return g_str_equal (self->transition->to, "submitted");
}

/* --- Preparing --- */

/* Only a type that the table has comes this far. */
static void
refuse_role (JcEventWork *self, const char *role)
{
  const JcText *event = jc_event_get_label (self->type);
  const char   *own = self->request->account->role;

  jc_request_take_refusal (
      self->request, JC_PROBLEM_ROLE_NOT_ALLOWED,
      jc_text_new_printf ("材料由角色 %3$s 来%1$s，这个账号的角色是 %4$s。换那个角色的账号登录。%2$.0s",
                          "A dossier is %2$s by the role %3$s; this account's is %4$s. Sign in with "
                          "an account of that role.%1$.0s",
                          jc_text_get (event, JC_LANGUAGE_ZH), jc_text_get (event, JC_LANGUAGE_EN),
                          role, own),
      NULL);
}

static void
refuse_state (JcEventWork *self, const char *state)
{
  static const JcText other = { (char *)"它已经在办理中，有事找受理单位",
                                (char *)"It is being dealt with; turn to the office that took it" };
  const JcText *event = jc_event_get_label (self->type);
  const JcText *label = jc_state_get_label (state);
  const JcText *advice = jc_state_get_advice (state);

  if (advice == NULL)
    advice = &other;
  jc_request_take_refusal (
      self->request, JC_PROBLEM_TRANSITION,
      jc_text_new_printf (
          "材料现在是“%1$s”，这时不能%3$s。%5$s。%2$.0s%4$.0s%6$.0s",
          "The dossier is “%2$s” now and cannot be %4$s. %6$s.%1$.0s%3$.0s%5$.0s",
          jc_text_get (label, JC_LANGUAGE_ZH), jc_text_get (label, JC_LANGUAGE_EN),
          jc_text_get (event, JC_LANGUAGE_ZH), jc_text_get (event, JC_LANGUAGE_EN),
          jc_text_get (advice, JC_LANGUAGE_ZH), jc_text_get (advice, JC_LANGUAGE_EN)),
      NULL);
}

/* A table row of the same event and state for another role says that the role is what is wrong. */
static void
refuse_transition (JcEventWork *self)
{
  const char         *state = jc_dossier_get_state (self->record->dossier);
  const JcTransition *all;
  guint               n;

  all = jc_transition_get_all (&n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (all[i].event, self->type) && g_str_equal (all[i].from, state))
      {
        refuse_role (self, all[i].role);
        return;
      }

  refuse_state (self, state);
}

/* Source: rules §13; the applicant's own unit may end its submissions earlier. */
static gboolean
load_window (JcEventWork *self, GError **error)
{
  g_autoptr (GPtrArray) windows = NULL;
  gint64 unit_until_us;

  windows = jc_round_table_list_windows (self->service->database, self->round->id, error);
  if (windows == NULL
      || !jc_round_table_load_unit_until (self->service->database, self->round->id,
                                          self->record->unit, &unit_until_us, error))
    return FALSE;

  self->has_span = TRUE;
  self->span = self->round->span;
  for (guint i = 0; i < windows->len; i++)
    {
      const JcRoundWindow *window = g_ptr_array_index (windows, i);

      if (g_str_equal (window->event, self->type) && g_str_equal (window->kind, self->kind->id))
        self->span = window->span;
    }

  if (self->span.from_us == G_MININT64)
    self->span.from_us = self->round->opens_us;
  if (g_str_equal (self->type, "submit"))
    self->span.until_us = MIN (self->span.until_us, unit_until_us);

  return TRUE;
}

static gboolean
is_date (const char *text)
{
  JcSpan span;

  return strlen (text) == strlen ("2025-10-09") && jc_span_parse (&span, text, text, NULL);
}

/* 定稿 sets the filling date: the paper's, if it is named and not in the future, else today. */
static gboolean
choose_filling_date (JcEventWork *self)
{
  JsonObject      *data = jc_json_get_object (json_node_get_object (self->request->body), "data");
  const char      *wanted = jc_json_get_string (data, "finalised_on", NULL);
  const char      *present = jc_dossier_get_finalised_on (self->record->dossier);
  g_autofree char *today = jc_instant_to_date (self->now_us);

  if (g_str_equal (self->transition->to, "draft"))
    return TRUE;
  if (present != NULL)
    {
      self->filled_on = g_strdup (present);
      return TRUE;
    }
  if (wanted != NULL && (!is_date (wanted) || strcmp (wanted, today) > 0))
    {
      jc_request_refuse (
          self->request, JC_PROBLEM_SHAPE,
          "data.finalised_on 是“%s”。要写不晚于今天（%s）的日期，如 2025-10-09。",
          "data.finalised_on is “%s”; it has to be a date not after today (%s), such as "
          "2025-10-09.",
          wanted, today);
      return FALSE;
    }

  self->filled_on = g_strdup (wanted != NULL ? wanted : today);

  return TRUE;
}

/* The dossier as it would be checked: with the filling date that it is about to get. */
static void
check (JcEventWork *self)
{
  g_autofree char *today = jc_instant_to_date (self->now_us);
  g_autoptr (JcDossier) dated
      = jc_dossier_with_state (self->record->dossier, NULL, self->filled_on);
  g_autoptr (JcCheck) checker = jc_check_new (self->programme, self->kind->id, today);
  GPtrArray *findings;

  jc_check_set_dossier (checker, dated);
  findings = jc_check_get_findings (checker);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_finding_free);
  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (self->findings, jc_finding_copy (g_ptr_array_index (findings, i)));
}

static void
add_original_finding (JcEventWork           *self,
                      const JcNamedOriginal *original,
                      const char            *code,
                      JcText                *message)
{
  JcFinding *finding = jc_finding_new (NULL, JC_SEVERITY_ERROR, code, message);

  finding->slot = g_strdup (original->slot);
  g_ptr_array_add (self->findings, finding);
}

/* Every original has to lie here whole: its hash was compared when it came, its size is known. */
static gboolean
check_originals (JcEventWork *self, GError **error)
{
  g_autoptr (GPtrArray) originals = jc_named_originals_load (self->record->dossier);

  for (guint i = 0; i < originals->len; i++)
    {
      const JcNamedOriginal *original = g_ptr_array_index (originals, i);
      gint64                 recorded;

      if (!jc_original_table_load_size (self->service->database, original->sha256, &recorded,
                                        error))
        return FALSE;

      if (recorded < 0
          || jc_originals_get_size (self->service->originals, original->sha256) != recorded)
        add_original_finding (
            self, original, "original_missing",
            jc_text_new_printf ("附件“%s”的原件没有完整传到服务器。重新上传它。",
                                "The original of “%s” is not whole on the server. Upload it "
                                "again.",
                                original->name));
      else if (recorded != original->size)
        add_original_finding (self, original, "original_size",
                              jc_text_new_printf ("附件“%s”写的是 %" G_GINT64_FORMAT
                                                  " 字节，原件有 %" G_GINT64_FORMAT
                                                  " 字节。重新添加这个文件。",
                                                  "“%s” is said to have %" G_GINT64_FORMAT
                                                  " bytes; the original has %" G_GINT64_FORMAT
                                                  ". Add the file again.",
                                                  original->name, original->size, recorded));
    }

  return TRUE;
}

/**
 * jc_event_work_prepare:
 * @self: an event with type and record
 *
 * Returns: whether the table allows the event; else the call has its answer
 */
gboolean
jc_event_work_prepare (JcEventWork *self)
{
  JcDossier *dossier = self->record->dossier;
  GError    *error = NULL;

  self->transition
      = jc_transition_find (self->type, jc_dossier_get_kind (dossier),
                            jc_dossier_get_state (dossier), self->request->account->role);
  if (self->transition == NULL)
    {
      refuse_transition (self);
      return FALSE;
    }
  if (!jc_service_load_round (self->service, self->request, jc_dossier_get_round (dossier),
                              &self->round, &self->programme))
    return FALSE;

  self->now_us = jc_service_now_us ();
  self->kind = jc_programme_find_kind (self->programme, jc_dossier_get_kind (dossier));
  g_assert (self->kind != NULL);
  if (!choose_filling_date (self))
    return FALSE;
  if (self->transition->window && !load_window (self, &error))
    {
      jc_service_fail (self->service, self->request, error);
      return FALSE;
    }
  if (!hands_in (self))
    return TRUE;

  check (self);
  if (check_originals (self, &error))
    return TRUE;

  jc_service_fail (self->service, self->request, error);

  return FALSE;
}

/* --- Judging: each rule answers the call when it says no --- */

static gboolean
round_is_open (JcEventWork *self)
{
  if (!self->transition->window || g_str_equal (self->round->state, "open"))
    return TRUE;

  jc_request_refuse (self->request, JC_PROBLEM_ROUND_CLOSED, "年度项目“%s”已经结束。",
                     "The round “%s” is closed.", self->round->id);

  return FALSE;
}

static gboolean
has_no_errors (JcEventWork *self)
{
  if (self->findings == NULL || jc_findings_count (self->findings, JC_SEVERITY_ERROR) == 0)
    return TRUE;

  jc_request_refuse_for_findings (self->request, self->findings);

  return FALSE;
}

static char *
dup_local (gint64 at_us)
{
  char *text;

  if (at_us == G_MININT64 || at_us == G_MAXINT64)
    return g_strdup ("…");

  text = jc_instant_to_local (at_us);
  g_strdelimit (text, "T", ' ');

  return text;
}

static gboolean
is_in_time (JcEventWork *self)
{
  JcWindowVerdict verdict
      = self->has_span ? jc_span_check (&self->span, self->now_us) : JC_WINDOW_IN_TIME;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *now = NULL;
  JsonObject      *members;

  if (verdict == JC_WINDOW_IN_TIME)
    return TRUE;

  from = dup_local (self->span.from_us);
  until = dup_local (self->span.until_us);
  now = dup_local (self->now_us);
  members = json_object_new ();
  jc_json_set_instant (members, "from", self->span.from_us);
  jc_json_set_instant (members, "until", self->span.until_us);
  jc_json_set_instant (members, "server_time", self->now_us);

  jc_request_take_refusal (
      self->request, verdict == JC_WINDOW_EARLY ? JC_PROBLEM_EARLY : JC_PROBLEM_LATE,
      verdict == JC_WINDOW_EARLY
          ? jc_text_new_printf ("还没有到受理时间：%s 开始，到 %s（不含）为止；服务器时间是 "
                                "%s（北京时间）。开始后再提交。",
                                "The window has not opened yet: it opens at %s and closes at %s "
                                "(exclusive); the server's time is %s, all in Asia/Shanghai. Submit "
                                "it then.",
                                from, until, now)
          : jc_text_new_printf ("受理时间已过：从 %s 到 %s（不含）受理，服务器时间是 "
                                "%s（北京时间）。需要补交的，找受理单位。",
                                "The window is over: it was open from %s until %s (exclusive); the "
                                "server's time is %s, all in Asia/Shanghai. To hand in late, turn to "
                                "the office that takes the dossiers.",
                                from, until, now),
      members);

  return FALSE;
}

/* Whatever else an event has to pass stands here, one function a rule. */
static gboolean (*const rules[]) (JcEventWork *) = {
  round_is_open,
  has_no_errors,
  is_in_time,
};

/**
 * jc_event_work_judge:
 * @self: a prepared event
 *
 * Returns: whether every rule allows it; else the call has its answer
 */
gboolean
jc_event_work_judge (JcEventWork *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (!rules[i](self))
      return FALSE;

  return TRUE;
}

/* --- Doing --- */

static char *
next_receipt_number (JcEventWork *self, GError **error)
{
  g_autofree char *today = jc_instant_to_date (self->now_us);
  g_autofree char *year = g_strndup (today, 4);
  g_autofree char *counter = g_strconcat ("receipt-", year, NULL);
  gint64           n;

  if (!jc_counter_table_next (self->service->database, counter, &n, error))
    return NULL;

  return g_strdup_printf ("JC-%s-%06" G_GINT64_FORMAT, year, n);
}

/* It may have been changed while the server runs. */
static JcKeyPair *
load_key (JcEventWork *self, GError **error)
{
  GError    *own_error = NULL;
  JcKeyPair *key = jc_key_table_load (self->service->database, &own_error);

  if (own_error != NULL)
    g_propagate_error (error, own_error);
  else if (key == NULL)
    jc_set_error (error, JC_STORE_ERROR, JC_STORE_ERROR_CORRUPT, "数据库里没有签名密钥。",
                  "The database has no signing key.");

  return key;
}

/* The immutable submission and its signed receipt. */
static gboolean
hand_in (JcEventWork *self, GError **error)
{
  JcDossier *dossier = self->record->dossier;
  g_autoptr (JcSubmissionRecord) submission = g_new0 (JcSubmissionRecord, 1);
  g_autofree char *number = next_receipt_number (self, error);
  g_autofree char *received_at = jc_instant_to_utc (self->now_us);
  g_autoptr (JsonNode) unsigned_receipt = NULL;
  g_autoptr (JcKeyPair) key = number != NULL ? load_key (self, error) : NULL;

  if (key == NULL)
    return FALSE;

  submission->dossier = jc_dossier_ref (dossier);
  submission->n = self->record->n_submissions + 1;
  submission->supersedes = self->record->n_submissions;
  submission->received_us = self->now_us;
  submission->content_fingerprint = jc_dossier_dup_content_fingerprint (dossier, self->programme);
  submission->fingerprint = jc_dossier_dup_fingerprint (dossier, self->programme);
  unsigned_receipt
      = jc_receipt_new (number, jc_dossier_get_id (dossier), jc_dossier_get_round (dossier),
                        received_at, submission->content_fingerprint, submission->fingerprint,
                        jc_dossier_get_attachments (dossier));
  submission->receipt = jc_signature_sign (unsigned_receipt, key);

  self->receipt = json_node_copy (submission->receipt);
  self->record->n_submissions = submission->n;

  return jc_submission_table_add (self->service->database, submission, error)
         && jc_original_table_set_uses (self->service->database, dossier, submission->n, error);
}

static void
copy_body_member (JsonObject *body, const char *name, JsonObject *data)
{
  if (json_object_has_member (body, name))
    json_object_set_member (data, name, jc_json_copy (json_object_get_member (body, name)));
}

/* What the caller said, and what came of it. */
static JsonObject *
new_event_data (JcEventWork *self)
{
  JsonObject *body = json_node_get_object (self->request->body);
  JsonNode   *said = json_object_get_member (body, "data");
  JsonObject *data = json_object_new ();

  if (jc_json_as_object (said) != NULL)
    {
      json_object_unref (data);
      said = jc_json_copy (said);
      data = json_node_dup_object (said);
      json_node_unref (said);
    }

  copy_body_member (body, "fields", data);
  copy_body_member (body, "slots", data);
  copy_body_member (body, "due", data);
  if (self->filled_on != NULL)
    json_object_set_string_member (data, "finalised_on", self->filled_on);
  if (self->receipt != NULL)
    {
      JsonObject *receipt = json_node_get_object (self->receipt);

      json_object_set_int_member (data, "submission", self->record->n_submissions);
      json_object_set_string_member (data, "receipt", jc_json_get_string (receipt, "number", ""));
      json_object_set_string_member (data, "fingerprint",
                                     jc_json_get_string (receipt, "fingerprint", ""));
    }

  return data;
}

static JsonNode *
new_event (JcEventWork *self, gint64 seq)
{
  JsonObject      *body = json_node_get_object (self->request->body);
  const char      *reason = jc_json_get_string (body, "reason", NULL);
  JsonObject      *event = json_object_new ();
  g_autofree char *at = jc_instant_to_utc (self->now_us);

  json_object_set_int_member (event, "seq", seq);
  json_object_set_string_member (event, "type", self->type);
  json_object_set_string_member (event, "dossier", jc_dossier_get_id (self->record->dossier));
  json_object_set_string_member (event, "account", self->request->account->name);
  json_object_set_string_member (event, "role", self->request->account->role);
  json_object_set_string_member (event, "at", at);
  if (reason != NULL)
    json_object_set_string_member (event, "reason", reason);
  else
    json_object_set_null_member (event, "reason");
  json_object_set_object_member (event, "data", new_event_data (self));
  json_object_set_string_member (event, "from", self->transition->from);
  json_object_set_string_member (event, "to", self->transition->to);

  return jc_json_new_object (event);
}

static gboolean
record_event (JcEventWork *self, GError **error)
{
  const char      *id = jc_dossier_get_id (self->record->dossier);
  JcDatabase      *database = self->service->database;
  g_autofree char *previous = NULL;
  g_autoptr (JsonNode) event = NULL;
  gint64   seq;
  JcChange change = { .kind = "event", .ref = id, .unit = self->record->unit };

  if (!jc_event_table_load_last (database, id, &seq, &previous, error))
    return FALSE;

  event = new_event (self, seq + 1);
  self->event = jc_event_new_chained (event, previous);
  change.revision = seq + 1;
  change.reviewers = jc_policy_reviewers_see (self->record) ? JC_REVIEWERS_SEE : JC_REVIEWERS_NEVER;

  return jc_event_table_add (database, id, self->event, error)
         && jc_service_add_change (self->service, &change, error);
}

/**
 * jc_event_work_do:
 * @self: an event that every rule allows, in a transaction
 * @error: why it failed; nothing of it is to be kept then
 *
 * Returns: whether the new state, the submission if there is one, the record and the feed are
 * written
 */
gboolean
jc_event_work_do (JcEventWork *self, GError **error)
{
  JcDossierRecord *record = self->record;
  gboolean         reviewers_saw = jc_policy_reviewers_see (record);
  gint64           revision = jc_dossier_get_revision (record->dossier) + 1;
  g_autoptr (JcDossier) moved = NULL;

  moved = jc_dossier_with_state (record->dossier, self->transition->to, self->filled_on);
  jc_dossier_unref (record->dossier);
  record->dossier = jc_dossier_with_revision (moved, revision);
  record->updated_us = self->now_us;

  if (hands_in (self) && !hand_in (self, error))
    return FALSE;

  return jc_dossier_table_update (self->service->database, record, error)
         && jc_service_add_dossier_change (self->service, record, reviewers_saw, error)
         && record_event (self, error);
}
