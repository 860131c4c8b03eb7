/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#define G_LOG_DOMAIN "jiangce-model"

#include "config.h"

#include "jc-reading-private.h"

/* --- Folded text --- */

static gunichar
fold (gunichar c)
{
  /* U+FF01 to U+FF5E are ASCII drawn wide. */
  if (c >= 0xFF01 && c <= 0xFF5E)
    c -= 0xFEE0;

  return c < 0x80 ? (gunichar)g_ascii_tolower ((char)c) : c;
}

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0x200B || c == 0xFEFF;
}

JcReadText *
jc_read_text_new (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  gsize            room = (gsize)g_utf8_strlen (valid, -1) + 1;
  JcReadText      *self = g_new0 (JcReadText, 1);
  gboolean         apart = FALSE;

  self->chars = g_new (gunichar, room);
  self->apart = g_new (gboolean, room);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_blank (c))
        {
          apart = TRUE;
          continue;
        }
      self->chars[self->length] = fold (c);
      self->apart[self->length++] = apart;
      apart = FALSE;
    }

  return self;
}

void
jc_read_text_free (JcReadText *self)
{
  g_free (self->chars);
  g_free (self->apart);
  g_free (self);
}

gssize
jc_read_text_find (const JcReadText *self, const JcReadText *part, gsize from)
{
  for (gsize i = from; part->length > 0 && i + part->length <= self->length; i++)
    {
      gsize n = 0;

      while (n < part->length && self->chars[i + n] == part->chars[n])
        n++;
      if (n == part->length)
        return (gssize)i;
    }

  return -1;
}

char *
jc_read_text_dup_part (const JcReadText *self, gsize from, gsize to)
{
  GString *text = g_string_new (NULL);

  for (gsize i = from; i < to && i < self->length; i++)
    g_string_append_unichar (text, self->chars[i]);

  return g_string_free (text, FALSE);
}

char *
jc_read_text_dup_folded (const char *text)
{
  g_autoptr (JcReadText) folded = jc_read_text_new (text);

  return jc_read_text_dup_part (folded, 0, folded->length);
}

char *
jc_reading_dup_folded (const JcReading *self, gboolean joined)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const JcReadingLine *line = g_ptr_array_index (self->lines, i);
      g_autofree char     *folded = jc_read_text_dup_folded (line->text);

      g_string_append (text, folded);
      if (!joined)
        g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/* --- Labels --- */

static gboolean
is_han (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
}

/* A label begins a line, or stands apart from what is before it: 名称 is none in 账户名称. */
static gboolean
begins_word (const JcReadText *line, gsize at)
{
  return at == 0 || line->apart[at] || !is_han (line->chars[at - 1]);
}

static gssize
find_label (const JcReadText *line, const JcReadText *label, gsize from)
{
  gssize at = jc_read_text_find (line, label, from);

  while (at >= 0 && !begins_word (line, (gsize)at))
    at = jc_read_text_find (line, label, (gsize)at + 1);

  return at;
}

static gboolean
ends_tail (const JcReadText *line, const JcReadText *stop, gsize at)
{
  gsize after = at + stop->length;

  return line->apart[at] || (after < line->length && line->chars[after] == ':');
}

static gsize
find_end (const JcReadText *line, gsize from, GPtrArray *stops)
{
  gsize end = line->length;

  for (guint i = 0; i < stops->len; i++)
    {
      const JcReadText *stop = g_ptr_array_index (stops, i);
      gssize            at = jc_read_text_find (line, stop, from);

      while (at >= 0 && (gsize)at < end)
        {
          if ((gsize)at > from && ends_tail (line, stop, (gsize)at))
            end = (gsize)at;
          at = jc_read_text_find (line, stop, (gsize)at + 1);
        }
    }

  return end;
}

static gboolean
is_filling (gunichar c)
{
  return c == ':' || c == '_' || c == '.' || c == ',' || c == ';' || c == 0x3001 || c == 0x3002
         || c == 0xB7 || c == 0x2014 || c == '|';
}

/* (nullable): what stands there, without the marks around it. */
static char *
dup_tail (const JcReadText *line, gsize from, GPtrArray *stops)
{
  gsize end;

  while (from < line->length && is_filling (line->chars[from]))
    from++;
  end = find_end (line, from, stops);
  while (end > from && is_filling (line->chars[end - 1]))
    end--;

  return end > from ? jc_read_text_dup_part (line, from, end) : NULL;
}

static gboolean
begins_with_stop (const JcReadText *line, GPtrArray *stops)
{
  for (guint i = 0; i < stops->len; i++)
    if (jc_read_text_find (line, g_ptr_array_index (stops, i), 0) == 0)
      return TRUE;

  return FALSE;
}

/* Behind the label on line @position, else on the line after that. */
static gboolean
take_tail (const JcReading *self,
           GPtrArray       *lines,
           guint            position,
           gsize            from,
           GPtrArray       *stops,
           JcReadTail      *tail)
{
  const JcReadText *next
      = position + 1 < lines->len ? g_ptr_array_index (lines, position + 1) : NULL;

  tail->line = g_ptr_array_index (self->lines, position);
  tail->text = dup_tail (g_ptr_array_index (lines, position), from, stops);
  if (tail->text == NULL && next != NULL && !begins_with_stop (next, stops))
    {
      tail->line = g_ptr_array_index (self->lines, position + 1);
      tail->text = dup_tail (next, 0, stops);
    }

  return tail->text != NULL;
}

gboolean
jc_reading_find_tail (const JcReading   *self,
                      GPtrArray         *lines,
                      const char *const *labels,
                      GPtrArray         *stops,
                      JcReadTail        *tail)
{
  for (gsize i = 0; labels[i] != NULL; i++)
    {
      g_autoptr (JcReadText) label = jc_read_text_new (labels[i]);

      for (guint j = 0; j < lines->len; j++)
        {
          gssize at = find_label (g_ptr_array_index (lines, j), label, 0);

          if (at >= 0 && take_tail (self, lines, j, (gsize)at + label->length, stops, tail))
            return TRUE;
        }
    }

  return FALSE;
}
