#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""What is read on scans: where a file seems to belong, and what differs from the form; a person decides."""

import json
import subprocess
import time
import unittest

import desk

# A page takes seconds, and twelve of them are read one after the other.
READING = 120.0
NAME, WRONG_NAME = "李明远", "李明元"
NUMBER, WRONG_NUMBER = "220102198003120178", "11010519491231002X"


class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.screen = cls.enterClassContext(desk.Desk())
        cls.build = desk.build_dir()

    def run_ctl(self, *words):
        return subprocess.run([self.build / "src/ctl/jiangcectl", *words], env=self.screen.env, capture_output=True,
                              text=True)

    def ctl(self, *words):
        done = self.run_ctl(*words)
        self.assertEqual(0, done.returncode, done.stderr)
        return done.stdout.strip()

    def setUp(self):
        self.dossier = self.ctl("dossier", "new", "--sample").split()[0]
        self.log = self.screen.home / "log"
        self.log.unlink(missing_ok=True)
        probe = self.run_ctl("attachment", "recognise", self.dossier, self.attachments()[3]["id"])
        if probe.returncode != 0:
            self.skipTest(probe.stderr.strip())

    def attachments(self):
        return json.loads(self.ctl("attachment", "list", self.dossier, "--json"))

    def open(self):
        self.program = self.screen.start([self.build / "src/app/jiangce", "--open", self.dossier], log=self.log,
                                         env={"G_DEBUG": "fatal-criticals"})
        self.addCleanup(self.program.stop)

    def close(self):
        self.program.stop()
        self.assertEqual([], [line for line in self.log.read_text().splitlines()
                              if "WARNING" in line or "CRITICAL" in line])

    def value(self, pointer):
        node = json.loads(self.ctl("dossier", "show", self.dossier, "--json"))["values"]
        for token in pointer.split("/")[1:]:
            node = node[token]
        return node

    def wait_for_value(self, pointer, value):
        desk.wait_until(lambda: self.value(pointer) == value, f"{pointer} becoming {value}")

    def offers(self, value):
        return self.program.find_all("push button", f"改成“{value}”", showing=True)

    def go_to_unsorted(self):
        """By Tab, backwards from the first slot, into the list above it."""
        def name():
            return (self.program.focused() or self.program.root()).get_name() or ""

        self.program.go_to("法人营业执照或批准成立文件")
        for _ in range(8):
            if "，未归类，" in name():
                return
            self.screen.keys("shift+Tab")
            time.sleep(0.3)
        self.fail(name())

    def test_files_are_sorted_as_suggested(self):
        before = self.attachments()
        for attachment in before:
            self.ctl("attachment", "move", self.dossier, attachment["id"], "-")
        self.assertEqual(1, self.run_ctl("dossier", "check", self.dossier).returncode)
        self.open()
        self.program.go_to("身份证")
        self.program.find("push button", "按建议归类 12 个文件", READING)
        # Nothing is moved by itself.
        self.assertEqual({"-"}, {attachment["slot"] for attachment in self.attachments()})
        # One is confirmed with one key, the others with another, and undo takes each back.
        self.go_to_unsorted()
        self.screen.keys("Return")
        self.program.find("push button", "按建议归类 11 个文件")
        self.assertEqual(1, len([a for a in self.attachments() if a["slot"] != "-"]))
        self.program.press("push button", "按建议归类 11 个文件")
        self.program.is_gone("list item", lambda name: "未归类" in name)
        desk.wait_until(lambda: "-" not in {a["slot"] for a in self.attachments()}, "the files being sorted")
        now = {a["id"]: a for a in self.attachments()}
        for attachment in before:
            for member in ("slot", "row", "parts"):
                self.assertEqual(attachment.get(member), now[attachment["id"]].get(member), attachment["name"])
        self.assertEqual(0, self.run_ctl("dossier", "check", self.dossier).returncode)
        self.screen.keys("ctrl+z")
        self.program.find("push button", "按建议归类 11 个文件")
        self.close()

    def test_what_differs_is_taken_over_by_a_key(self):
        self.ctl("dossier", "set", self.dossier, f"/leader/name={WRONG_NAME}", f"/leader/id_no={WRONG_NUMBER}")
        self.open()
        self.program.go_to("带头人姓名")
        desk.wait_until(lambda: self.offers(NAME) and self.offers(NUMBER), "what was read", READING)
        time.sleep(1)
        self.assertEqual((WRONG_NAME, WRONG_NUMBER), (self.value("/leader/name"), self.value("/leader/id_no")))
        self.screen.keys("alt+Return")
        self.wait_for_value("/leader/name", NAME)
        desk.wait_until(lambda: not self.offers(NAME), "the difference going")
        self.assertEqual(WRONG_NUMBER, self.value("/leader/id_no"))
        self.screen.keys("ctrl+z")
        self.wait_for_value("/leader/name", WRONG_NAME)
        desk.wait_until(lambda: self.offers(NAME), "the difference coming back")
        self.close()

    def test_the_page_shows_where_it_differs(self):
        self.ctl("dossier", "set", self.dossier, f"/leader/id_no={WRONG_NUMBER}")
        self.open()
        self.program.go_to("公民身份号码")
        desk.wait_until(lambda: self.offers(NUMBER), "what was read", READING)
        n_offers = len(self.offers(NUMBER))
        self.program.find_all("push button", "查看这一页", showing=True)[0].do_action(0)
        self.program.find("label", lambda name: "公民身份号码：填的是" in name and name[0] in "12")
        desk.wait_until(lambda: len(self.offers(NUMBER)) > n_offers, "the viewer's offer")
        self.offers(NUMBER)[-1].do_action(0)
        self.wait_for_value("/leader/id_no", NUMBER)
        desk.wait_until(lambda: not self.offers(NUMBER), "the difference going")
        self.close()


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
