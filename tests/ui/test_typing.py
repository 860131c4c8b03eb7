#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""What is typed is saved by itself, told to be wrong only after it was left, and never lost."""

import json
import subprocess
import time
import unittest

import desk

NAME = "申报单位全称"
CODE = "统一社会信用代码"
STRICT = {"G_DEBUG": "fatal-criticals"}


class Typing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.screen = cls.enterClassContext(desk.Desk(maximised=True))
        cls.build = desk.build_dir()

    def setUp(self):
        self.dossier = self.ctl("dossier", "new").strip()
        self.open()
        self.addCleanup(lambda: self.program.stop())

    def open(self):
        self.program = self.screen.start(
            [self.build / "src/app/jiangce", "--open", self.dossier], env=STRICT)

    def ctl(self, *words):
        return subprocess.run([self.build / "src/ctl/jiangcectl", *words], env=self.screen.env,
                              check=True, capture_output=True, text=True).stdout

    def stored(self, section, field):
        shown = json.loads(self.ctl("--json", "dossier", "show", self.dossier))
        return shown["values"].get(section, {}).get(field)

    def says(self, words):
        return self.program.find_all("label", lambda name: words in name)

    def test_typed_text_is_saved_within_two_seconds_without_leaving_the_field(self):
        self.program.go_to(NAME)
        self.screen.type("Example Works Ltd")
        desk.wait_until(lambda: self.stored("unit", "full_name") == "Example Works Ltd",
                        "the text in the library", 2.0)

    def test_saved_text_survives_a_kill_and_is_told_of(self):
        self.program.go_to(NAME)
        self.screen.type("Example Works Ltd")
        desk.wait_until(lambda: self.stored("unit", "full_name") == "Example Works Ltd",
                        "the text in the library", 2.0)
        self.program.kill()
        self.assertEqual("Example Works Ltd", self.stored("unit", "full_name"))
        self.open()
        desk.wait_until(lambda: self.says("上次没有正常退出"), "the note about the crash")
        self.assertEqual("Example Works Ltd", self.program.text_in(NAME + " *"))

    def test_a_wrong_value_is_told_only_after_it_was_left_and_is_kept(self):
        self.program.go_to(CODE)
        self.screen.type("91220104ma0x1234x")
        time.sleep(0.7)
        self.assertEqual([], self.says("应为 18 位"))
        self.screen.keys("Tab")
        desk.wait_until(lambda: self.says("应为 18 位"), "the problem below the field")
        self.assertEqual("91220104ma0x1234x", self.program.text_in(CODE + " *"))

    def test_a_mended_value_is_shown_in_its_normal_form_and_the_problem_goes(self):
        self.program.go_to(CODE)
        self.screen.type("91220104ma0x1234x")
        self.screen.keys("Tab")
        desk.wait_until(lambda: self.says("应为 18 位"), "the problem below the field")
        self.program.go_to(CODE)
        self.screen.keys("End")
        self.screen.type("b")
        desk.wait_until(lambda: not self.says("应为 18 位"), "the problem going while typing", 2.0)
        self.screen.keys("Tab")
        desk.wait_until(lambda: self.program.text_in(CODE + " *") == "91220104MA0X1234XB", "the normal form")

    def test_a_field_left_empty_untouched_is_not_told_to_be_missing(self):
        self.program.go_to(NAME)
        self.screen.keys("Tab", "Tab")
        time.sleep(0.5)
        self.assertEqual([], self.says("还没有填"))

    def test_a_field_emptied_again_is_told_to_be_missing(self):
        self.program.go_to(NAME)
        self.screen.type("ab")
        self.screen.keys("BackSpace", "BackSpace")
        self.assertEqual([], self.says("申报单位全称还没有填"))
        self.screen.keys("Tab")
        desk.wait_until(lambda: self.says("申报单位全称还没有填"), "the missing field")

    def test_closing_at_once_saves_what_was_typed_last(self):
        self.program.go_to(NAME)
        self.screen.type("Typed and gone")
        self.screen.keys("ctrl+w")
        desk.wait_until(lambda: self.program.process.poll() is not None, "the end of the program")
        self.assertEqual(0, self.program.process.returncode)
        self.assertEqual("Typed and gone", self.stored("unit", "full_name"))

    def test_undo_takes_back_what_a_field_held(self):
        self.program.go_to(NAME)
        self.screen.type("First")
        self.screen.keys("Tab")
        self.program.run("win.undo")
        desk.wait_until(lambda: self.stored("unit", "full_name") is None, "the empty field", 3.0)
        self.program.run("win.redo")
        desk.wait_until(lambda: self.stored("unit", "full_name") == "First", "the text again", 3.0)

    def test_what_another_process_saved_meanwhile_is_kept(self):
        self.ctl("dossier", "set", self.dossier, "/unit/head_name=赵国华")
        self.program.go_to(NAME)
        self.screen.type("Example Works Ltd")
        desk.wait_until(lambda: self.stored("unit", "full_name") == "Example Works Ltd",
                        "the text in the library", 3.0)
        self.assertEqual("赵国华", self.stored("unit", "head_name"))
        desk.wait_until(lambda: self.program.text_in("负责人 *") == "赵国华", "the other's text here")


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
