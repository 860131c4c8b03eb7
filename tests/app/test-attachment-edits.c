/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#include "config.h"

#include "jc-attachment-edits.h"

/* What stands in a dossier before each case: two files of one slot, one of another. */
static const struct
{
  const char *id;
  const char *slot;
  int         pages;
} files[] = {
  { "a", "id_card", 3 },
  { "b", "id_card", 1 },
  { "c", "licence", 1 },
};

static JcAttachment *
make (const char *id, const char *slot, int pages)
{
  g_autofree char *text = g_strdup_printf (
      "{\"id\":\"00000000-0000-4000-8000-000000000000\",\"slot\":\"%s\",\"name\":\"%s.pdf\","
      "\"sha256\":\"%064d\",\"size\":9,"
      "\"media_type\":\"application/pdf\",\"pages\":%d,\"row\":\"r1\","
      "\"parts\":[{\"part\":\"portrait\",\"page\":1},{\"part\":\"emblem\",\"page\":%d}]}",
      slot, id, 7, pages, pages);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  JcAttachment *attachment = jc_attachment_new_from_json (node, &error);

  g_assert_no_error (error);
  g_free (attachment->id);
  attachment->id = g_strdup (id);

  return attachment;
}

static GPtrArray *
make_all (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)jc_attachment_free);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    g_ptr_array_add (all, make (files[i].id, files[i].slot, files[i].pages));

  return all;
}

/* "a@id_card:1,2,3[portrait1 emblem3]r1 …": all that an edit may change but how a page is shown. */
static char *
outline (GPtrArray *all)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const JcAttachment *attachment = g_ptr_array_index (all, i);
      g_autoptr (GPtrArray) views = jc_attachment_dup_views (attachment);

      g_string_append_printf (words, "%s%s@%s:", i > 0 ? " " : "", attachment->id,
                              attachment->slot);
      for (guint j = 0; j < views->len; j++)
        g_string_append_printf (words, "%d", ((JcPageView *)g_ptr_array_index (views, j))->page);
      g_string_append_c (words, '[');
      for (guint j = 0; j < attachment->parts->len; j++)
        {
          const JcAttachmentPart *part = g_ptr_array_index (attachment->parts, j);

          g_string_append_printf (words, "%c%d", part->part[0], part->page);
        }
      g_string_append_printf (words, "]%s", attachment->row != NULL ? attachment->row : "");
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

#define A "a@id_card:123[p1e3]r1"
#define B "b@id_card:1[p1e1]r1"
#define C "c@licence:1[p1e1]r1"

typedef enum
{
  REMOVE,
  REMOVE_PAGE,
  MOVE,
  MOVE_PAGE,
  PLACE,
  ORDER_PAGE,
  MARK,
  UNMARK,
  SET_ROW,
} Edit;

static const struct
{
  const char *path;
  Edit        edit;
  const char *id;
  int         page;
  const char *word; /* slot, attachment, part or row */
  guint       to;
  const char *after; /* NULL: nothing changes */
} cases[] = {
  { "remove", REMOVE, "b", 0, NULL, 0, A " " C },
  { "remove/absent", REMOVE, "x", 0, NULL, 0, NULL },
  { "remove-page/first", REMOVE_PAGE, "a", 1, NULL, 0, "a@id_card:23[e3]r1 " B " " C },
  { "remove-page/middle-keeps-parts", REMOVE_PAGE, "a", 2, NULL, 0,
    "a@id_card:13[p1e3]r1 " B " " C },
  { "remove-page/last-one-takes-file", REMOVE_PAGE, "b", 1, NULL, 0, A " " C },
  { "remove-page/absent", REMOVE_PAGE, "a", 4, NULL, 0, NULL },
  { "move/behind-others", MOVE, "a", 0, "licence", 0, B " " C " a@licence:123[]" },
  { "move/same-slot", MOVE, "a", 0, "id_card", 0, NULL },
  { "move/absent", MOVE, "x", 0, "licence", 0, NULL },
  { "move-page/one-of-several", MOVE_PAGE, "a", 1, "licence", 0,
    "a@id_card:23[e3]r1 " B " " C " new@licence:1[]" },
  { "move-page/only-one", MOVE_PAGE, "b", 1, "licence", 0, A " " C " b@licence:1[]" },
  { "move-page/absent", MOVE_PAGE, "a", 9, "licence", 0, NULL },
  { "place/before-earlier", PLACE, "b", 0, "a", 0, B " " A " " C },
  { "place/to-end", PLACE, "a", 0, NULL, 0, B " " C " " A },
  { "place/where-it-is", PLACE, "a", 0, "b", 0, NULL },
  { "place/before-itself", PLACE, "a", 0, "a", 0, NULL },
  { "place/before-absent", PLACE, "a", 0, "x", 0, NULL },
  { "order-page/to-front", ORDER_PAGE, "a", 3, NULL, 0, "a@id_card:312[p1e3]r1 " B " " C },
  { "order-page/to-back", ORDER_PAGE, "a", 1, NULL, 2, "a@id_card:231[p1e3]r1 " B " " C },
  { "order-page/past-back", ORDER_PAGE, "a", 1, NULL, 3, NULL },
  { "order-page/where-it-is", ORDER_PAGE, "a", 2, NULL, 1, NULL },
  { "mark/second-on-a-page", MARK, "a", 2, "portrait", 0, "a@id_card:123[p1e3p2]r1 " B " " C },
  { "mark/twice", MARK, "a", 1, "portrait", 0, NULL },
  { "unmark", UNMARK, "a", 1, "portrait", 0, "a@id_card:123[e3]r1 " B " " C },
  { "unmark/absent", UNMARK, "a", 2, "portrait", 0, NULL },
  { "row/other", SET_ROW, "a", 0, "r2", 0, "a@id_card:123[p1e3]r2 " B " " C },
  { "row/none", SET_ROW, "a", 0, NULL, 0, "a@id_card:123[p1e3] " B " " C },
  { "row/same", SET_ROW, "a", 0, "r1", 0, NULL },
};

static gboolean
apply (GPtrArray *all, gsize number)
{
  const char *id = cases[number].id;
  const char *word = cases[number].word;
  int         page = cases[number].page;

  switch (cases[number].edit)
    {
    case REMOVE:
      return jc_attachment_edit_remove (all, id);
    case REMOVE_PAGE:
      return jc_attachment_edit_remove_page (all, id, page);
    case MOVE:
      return jc_attachment_edit_move (all, id, word);
    case MOVE_PAGE:
      return jc_attachment_edit_move_page (all, id, page, word, "new");
    case PLACE:
      return jc_attachment_edit_place (all, id, word);
    case ORDER_PAGE:
      return jc_attachment_edit_order_page (all, id, page, cases[number].to);
    case MARK:
      return jc_attachment_edit_mark_part (all, id, page, word, TRUE);
    case UNMARK:
      return jc_attachment_edit_mark_part (all, id, page, word, FALSE);
    case SET_ROW:
    default:
      return jc_attachment_edit_set_row (all, id, word);
    }
}

static void
test_case (gconstpointer data)
{
  gsize number = GPOINTER_TO_SIZE (data);
  g_autoptr (GPtrArray) all = make_all ();
  gboolean         changed = apply (all, number);
  g_autofree char *after = outline (all);

  g_assert_cmpstr (after, ==, cases[number].after != NULL ? cases[number].after : A " " B " " C);
  g_assert_cmpint (changed, ==, cases[number].after != NULL);
}

static void
test_view (void)
{
  g_autoptr (GPtrArray) all = make_all ();
  g_autoptr (JcPageView) view = jc_page_view_new (2);
  const JcAttachment *attachment = g_ptr_array_index (all, 0);

  /* As it is already. */
  g_assert_false (jc_attachment_edit_set_view (all, "a", view));
  view->turn = 90;
  g_assert_true (jc_attachment_edit_set_view (all, "a", view));
  g_assert_true (jc_page_view_equal (g_ptr_array_index (attachment->views, 1), view));
  g_assert_false (jc_attachment_edit_set_view (all, "a", view));
  view->page = 4;
  g_assert_false (jc_attachment_edit_set_view (all, "a", view));
  g_assert_false (jc_attachment_edit_set_view (all, "x", view));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/app/attachment-edits/", cases[i].path, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/app/attachment-edits/view", test_view);

  return g_test_run ();
}
