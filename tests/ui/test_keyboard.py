#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""From a new dossier to a filled section, problems and back, without a pointer."""

import json
import subprocess
import unittest

import desk

STRICT = {"G_DEBUG": "fatal-criticals"}
BANK = ("Example Bank, Changchun", "Example Works Ltd", "22001450100000000123")


class Keyboard(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.screen = cls.enterClassContext(desk.Desk(maximised=True))
        cls.build = desk.build_dir()

    def ctl(self, *words):
        return json.loads(subprocess.run([self.build / "src/ctl/jiangcectl", "--json", *words],
                                         env=self.screen.env, check=True, capture_output=True,
                                         text=True).stdout)

    def start(self, *words):
        program = self.screen.start([self.build / "src/app/jiangce", *words], env=STRICT)
        self.addCleanup(program.stop)
        return program

    def task(self, program, section):
        names = [node.get_name() for node in program.find_all("list item")]
        return next((name for name in names if name.startswith(section + "，")), None)

    def test_new_dossier_to_a_filled_section(self):
        before = {row["id"] for row in self.ctl("dossier", "list")}
        program = self.start("--new")
        keys, typed = self.screen.keys, self.screen.type
        desk.wait_until(lambda: self.task(program, "单位信息") == "单位信息，未开始", "the task list")
        typed("Example Works Ltd")
        keys("ctrl+Next")
        for text in BANK:
            typed(text)
            keys("Tab")
        desk.wait_until(lambda: self.task(program, "银行账户") == "银行账户，已完成",
                        "the section being done")
        desk.wait_until(lambda: self.task(program, "单位信息").startswith("单位信息，还差"),
                        "the count of what is left")
        keys("ctrl+w")
        desk.wait_until(lambda: program.process.poll() is not None, "the end of the program")
        [row] = {row["id"] for row in self.ctl("dossier", "list")} - before
        values = self.ctl("dossier", "show", row)["values"]
        self.assertEqual("Example Works Ltd", values["unit"]["full_name"])
        self.assertEqual(BANK, tuple(values["unit"][field] for field in
                                     ("bank_name", "bank_account_name", "bank_account_no")))

    def test_next_problem_goes_from_field_to_field(self):
        dossier = self.ctl("dossier", "new")["id"]
        program = self.start("--open", dossier)
        # The window opens on its first field, which is missing; the next problem is the second one.
        self.screen.keys("F8")
        self.screen.type("x")
        self.screen.keys("shift+F8")
        self.screen.type("Example Works Ltd")
        self.screen.keys("F8")

        def stored():
            unit = self.ctl("dossier", "show", dossier)["values"].get("unit", {})
            return unit.get("full_name") == "Example Works Ltd" and unit.get("uscc") == "x"
        desk.wait_until(stored, "both fields in the library")
        program.find("label", lambda name: "应为 18 位" in name)

    def test_a_page_begins_at_its_first_control(self):
        """The page that was left must not push the focus on."""
        program = self.start("--open", self.ctl("dossier", "new", "--sample")["id"])
        self.screen.keys(*["ctrl+Prior"] * 15)
        self.screen.keys(*["ctrl+Next"] * 13)
        desk.wait_until(lambda: program.find_all("list", "各节内容"), "the page")
        focused = desk.wait_until(program.focused, "a focused control").get_name()
        self.assertTrue(focused.startswith("单位信息"), focused)

    def test_the_focus_stays_when_it_is_finalised(self):
        program = self.start("--open", self.ctl("dossier", "new", "--sample")["id"])

        def is_on(name):
            return program.focused() is not None and program.focused().get_name() == name
        for _ in range(60):
            if is_on("定稿"):
                break
            self.screen.keys("shift+Tab")
        for there, here in (("定稿", "重新打开"), ("重新打开", "定稿")):
            desk.wait_until(lambda: is_on(there), there)
            self.screen.keys("space")
            desk.wait_until(lambda: is_on(here), here)

    def test_a_row_moves_by_keys(self):
        dossier = self.ctl("dossier", "new", "--sample")["id"]
        program = self.start("--open", dossier)

        def titles():
            values = self.ctl("dossier", "show", dossier)["values"]
            return [row["title"] for row in values["leader"]["honours"]]
        before = titles()
        self.assertGreater(len(before), 1)
        program.go_to("所获荣誉或技能称号")
        self.screen.keys("Tab", "alt+Down")
        desk.wait_until(lambda: titles() == [before[1], before[0], *before[2:]], "the row below")
        self.assertIn(before[0], program.focused().get_name())
        self.screen.keys("alt+Up")
        desk.wait_until(lambda: titles() == before, "the row above again")

    def test_help_tells_of_the_page(self):
        program = self.start("--open", self.ctl("dossier", "new")["id"])
        self.screen.keys("F1")
        program.find("label", "填写申报表")
        self.screen.keys("Escape")
        program.run("win.history")
        self.screen.keys("F1")
        program.find("label", lambda name: name.startswith("每次保存的内容"))

    def test_panes_are_reached_by_f6(self):
        program = self.start("--open", self.ctl("dossier", "new")["id"])
        self.screen.keys("F6")
        focused = desk.wait_until(program.focused, "a focused control")
        self.assertEqual("上一节", focused.get_name())
        self.screen.keys("F6")
        self.assertEqual("单位信息，未开始", program.focused().get_name())


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
