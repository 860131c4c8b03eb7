/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Jiangce authors
 */

#pragma once

#include "certificate.h"
#include "jc-media.h"

G_BEGIN_DECLS

/**
 * Scene:
 * @is_certain: key facts have to be read in it
 * @save: writes @drawing as it is found in it
 *
 * How a paper came into the computer.
 */
typedef struct
{
  const char *name;
  gboolean    is_certain;
  void (*save) (const Drawing *drawing, const char *path);
} Scene;

/* Ends with a NULL name. */
extern const Scene scenes[];

/* Proposes a view of the picture, then reads it so, as a person would; NULL with @error. */
JsonNode *scene_read (JcMedia *media, const char *path, GError **error);
/* Whether @text is in one of the lines, blanks left out; of letters and digits that look alike, O
 * is 0, as in the numbers on these papers there is no letter O. */
gboolean scene_has_text (JsonNode *reading, const char *text);

G_END_DECLS
