#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""Every screen, 360 px wide, in both languages: nothing sticks out, every control has a name of words,
nothing is left untranslated."""

import pathlib
import re
import subprocess
import unittest

import desk

WIDTH, HEIGHT = 360, 660
# They hand the focus on to what is in them.
CONTAINERS = ("scroll pane", "list", "panel", "filler")
# The close button of a toast is the toolkit's own.
NOT_OURS = ("GtkImage",)
CLASS_NAME = re.compile(r"^(Gtk|Adw|Jc)[A-Z]\w+$")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CATALOGUE = pathlib.Path(__file__).resolve().parents[2] / "po" / "zh_CN.po"
# What a page is reached by, from a dossier's window.
PAGES = 14


def english_words():
    """What the catalogue translates into something else."""
    text = CATALOGUE.read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', text, re.M)
    return {english.replace("_", "") for english, chinese in pairs if english != chinese}


class Screens(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.screen = cls.enterClassContext(desk.Desk(size=f"{WIDTH}x{HEIGHT}", maximised=True))
        cls.build = desk.build_dir()
        cls.empty = cls.ctl("dossier", "new")
        cls.sample = cls.ctl("dossier", "new", "--sample")

    @classmethod
    def ctl(cls, *words):
        return subprocess.run([cls.build / "src/ctl/jiangcectl", *words], env=cls.screen.env,
                              check=True, capture_output=True, text=True).stdout.strip()

    def width(self, program):
        """Of the newest window's contents: a screen without a compositor adds a frame around them."""
        frame = program.find_all("frame")[-1]
        return frame.get_extents(self.screen.atspi.CoordType.WINDOW).width

    def check(self, program, language, place):
        with self.subTest(language=language, place=place):
            self.assertLessEqual(self.width(program), WIDTH)
            shown = program.showing()
            names = [(role, name) for role, name, states in shown if "focusable" in states]
            self.assertGreater(len(names), 5)
            self.assertEqual([], [name for name in names if name[0] not in CONTAINERS and name[1] not in NOT_OURS
                                  and (not name[1].strip() or CLASS_NAME.match(name[1]))])
            buttons = [name for role, name in names if role == "push button"]
            if language == "en":
                self.assertEqual([], [name for name in buttons if CHINESE.search(name)])
            else:
                labels = [name for role, name, _ in shown if role == "label"]
                self.assertEqual([], [name for name in buttons + labels
                                      if name in self.english])

    def walk(self, language, dossier):
        program = self.screen.start([self.build / "src/app/jiangce", "--open", dossier],
                                    env={"LANGUAGE": language, "G_DEBUG": "fatal-criticals"})
        try:
            self.screen.keys(*["ctrl+Prior"] * PAGES)
            for page in range(PAGES):
                self.check(program, language, f"page {page + 1}")
                self.screen.keys("ctrl+Next")
            for action in ("win.check-next", "win.history", "win.receipt", "win.toggle-sidebar",
                           "app.home", "app.sync-centre"):
                program.run(action)
                self.check(program, language, action)
        finally:
            program.stop()

    def test_chinese(self):
        self.english = english_words()
        self.walk("zh_CN", self.empty)

    def test_english(self):
        self.walk("en", self.empty)

    def test_chinese_complete(self):
        self.english = english_words()
        self.walk("zh_CN", self.sample)


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
