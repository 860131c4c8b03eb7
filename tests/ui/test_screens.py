#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""Every screen, 360 px wide, in both languages: nothing sticks out, every control has a name of words,
nothing is left untranslated."""

import pathlib
import re
import subprocess
import time
import unittest

import desk

WIDTH, HEIGHT = 360, 660
# They hand the focus on to what is in them.
CONTAINERS = ("scroll pane", "list", "panel", "filler")
# The close button of a toast and the switcher of the preferences are the toolkit's own.
NOT_OURS = ("GtkImage", "GtkLabel")
CLASS_NAME = re.compile(r"^(Gtk|Adw|Jc)[A-Z]\w+$")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CATALOGUE = pathlib.Path(__file__).resolve().parents[2] / "po" / "zh_CN.po"
# What a page is reached by, from a dossier's window.
PAGES = 14
# Names of keys are the toolkit's.
KEYS = ("Delete",)
# Windows and dialogs, by their action.
WINDOWS = ("app.preferences", "app.sign-in", "app.about", "app.new-dossier", "win.help",
           "win.show-help-overlay")


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
        return self.extents(program).width

    def height(self, program):
        return self.extents(program).height

    def extents(self, program):
        def look():
            root = program.root()
            window = root.get_child_at_index(root.get_child_count() - 1)
            return window.get_extents(self.screen.atspi.CoordType.WINDOW)

        return desk.wait_until(look, "the window's place")

    def check(self, program, language, place):
        with self.subTest(language=language, place=place):
            self.assertLessEqual(self.width(program), WIDTH)
            shown = program.showing()
            names = [(role, name) for role, name, states in shown if "focusable" in states]
            self.assertGreater(len(names), 1)
            # What the toolkit builds as a whole is named by the toolkit.
            names = names if place != "app.about" else []
            self.assertEqual([], [name for name in names if name[0] not in CONTAINERS and name[1] not in NOT_OURS
                                  and (not name[1].strip() or CLASS_NAME.match(name[1]))])
            buttons = [name for role, name in names if role == "push button"]
            if language == "en":
                self.assertEqual([], [name for name in buttons if CHINESE.search(name)])
            else:
                labels = [name for role, name, _ in shown if role == "label"]
                self.assertEqual([], [name for name in buttons + labels
                                      if name in self.english and name not in KEYS])

    def start(self, language, *words):
        self.log = self.screen.home / "log"
        self.log.unlink(missing_ok=True)
        program = self.screen.start([self.build / "src/app/jiangce", *words], log=self.log,
                                    env={"LANGUAGE": language, "G_DEBUG": "fatal-criticals"})
        self.addCleanup(program.stop)
        return program

    def stop(self, program):
        """The program has no warning of its own to print, whatever was done."""
        program.stop()
        self.assertEqual([], [line for line in self.log.read_text().splitlines()
                              if re.search("WARNING|CRITICAL|ERROR", line)])

    def check_window(self, program, language, open_it, *keys):
        """A window or dialog of its own: OPEN_IT, look, close it with Escape."""
        before = program.root().get_child_count()
        if "." in open_it:
            program.run(open_it)
        else:
            self.screen.keys(open_it)
        desk.wait_until(lambda: program.root().get_child_count() > before, f"a window for {open_it}")
        time.sleep(0.4)
        for key in keys:
            self.screen.keys(key)
        self.check(program, language, open_it)
        self.assertLessEqual(self.height(program), HEIGHT)
        self.screen.keys("Escape")
        desk.wait_until(lambda: program.root().get_child_count() == before,
                        f"the window of {open_it} closing")

    def walk(self, language, dossier):
        program = self.start(language, "--open", dossier)
        self.screen.keys(*["ctrl+Prior"] * PAGES)
        for page in range(PAGES):
            self.check(program, language, f"page {page + 1}")
            self.screen.keys("ctrl+Next")
        for action in ("win.check-next", "win.history", "win.receipt", "win.toggle-sidebar",
                       "app.home", "app.sync-centre"):
            program.run(action)
            self.check(program, language, action)
        for action in WINDOWS if dossier == self.empty else ():
            self.check_window(program, language, action)
        self.stop(program)

    def test_chinese(self):
        self.english = english_words()
        self.walk("zh_CN", self.empty)

    def test_english(self):
        self.walk("en", self.empty)

    def test_chinese_complete(self):
        self.english = english_words()
        self.walk("zh_CN", self.sample)

    def test_an_empty_dossier_is_called_after_its_kind_in_the_readers_language(self):
        program = self.start("en", "--open", self.empty)
        frame = program.find("frame", lambda name: "/" in name).get_name()
        self.assertIsNone(CHINESE.search(frame), frame)
        program.run("app.home")
        row = program.find("list item", lambda name: "missing" in name or "to go" in name).get_name()
        self.assertIsNone(CHINESE.search(row.split(",")[0]), row)
        self.stop(program)

    def test_no_code_of_the_definition_is_shown(self):
        program = self.start("zh_CN", "--open", self.sample)
        self.screen.keys(*["ctrl+Prior"] * PAGES)
        for _ in range(PAGES - 2):
            for _, name, _ in program.showing():
                self.assertIsNone(re.search(r"[(（][a-z_]+[)）]$", name), name)
            self.screen.keys("ctrl+Next")
        self.stop(program)

    def test_a_toast_leaves_the_bottom_bar_free(self):
        program = self.start("zh_CN", "--open", self.sample)
        program.run("win.save")
        toast = program.find("label", lambda name: name in ("正在保存…", "全部已保存"))
        button = program.find("push button", "下一节")
        placed = self.screen.atspi.CoordType.WINDOW
        bottom = toast.get_extents(placed).y + toast.get_extents(placed).height
        self.assertLessEqual(bottom, button.get_extents(placed).y)
        self.stop(program)

    def test_pages_beside_the_form_have_titles(self):
        program = self.start("zh_CN", "--open", self.sample)
        for action, title in (("win.history", "历史版本"), ("win.receipt", "回执")):
            program.run(action)
            program.find("frame", lambda name, title=title: name.endswith(f"/ {title}"))
        self.stop(program)


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
