#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""The last step in the real window against a real server: promise, submit, receipt; and what stands in its way."""

import datetime
import json
import os
import pathlib
import shutil
import sys
import unittest

import desk

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
os.environ.setdefault("JC_BUILD", str(desk.build_dir()))
from jiangce import PASSWORD, Ctl, Server  # noqa: E402

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
PROMISE = "我承诺以上内容真实"


def day(offset):
    return str(TODAY + datetime.timedelta(days=offset))


def setUpModule():
    # The accessibility client of one process knows one bus: one desk for all.
    Case.screen = unittest.enterModuleContext(desk.Desk(maximised=True))


class Case(unittest.TestCase):
    window = (-1, 5)

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.server.account("alice")
        self.server.round(day(self.window[0]), day(self.window[1]))
        self.server.start()
        library = self.screen.home / ".local/share/jiangce"
        shutil.rmtree(library, ignore_errors=True)
        self.ctl = Ctl(library, self.screen.env)
        self.ctl.run("login", "--server", self.server.url, "--account", "alice", typed=PASSWORD + "\n", ok=0)
        self.dossier = self.ctl.json("dossier", "new", "--sample")["id"]

    def open(self):
        self.program = self.screen.start(
            [desk.build_dir() / "src/app/jiangce", "--open", self.dossier], env={"G_DEBUG": "fatal-criticals"})
        self.addCleanup(self.program.stop)

    def says(self, words):
        return [node.get_name() for node in self.program.find_all(None, lambda name: words in name)]

    def wait_for(self, words, seconds=20.0):
        desk.wait_until(lambda: self.says(words), f"“{words}”", seconds)

    def submit(self):
        self.program.run("win.submit")
        promise = self.program.find("check box", lambda name: PROMISE in name)
        desk.wait_until(lambda: "focused" in desk.states_of(promise), "the focus on the promise")
        self.screen.keys("space")
        self.program.run("win.submit")

    def confirm(self):
        self.wait_for("现在提交？")
        self.screen.keys("Return")

    def state(self):
        return self.ctl.json("dossier", "show", self.dossier)["state"]


class Open(Case):
    def test_promise_submit_receipt(self):
        self.open()
        self.submit()
        self.confirm()
        self.wait_for("JC-")
        self.assertEqual(self.state(), "submitted")
        receipt = self.ctl.json("receipt", "show", self.dossier)
        self.assertTrue(self.says(receipt["number"]))
        path = self.screen.home / "receipt.json"
        path.write_text(json.dumps(receipt))
        self.ctl.run("receipt", "verify", str(path), ok=0)

    def test_without_the_promise_nothing_is_sent(self):
        self.open()
        self.program.run("win.submit")
        self.wait_for(PROMISE)
        self.assertEqual(self.says("现在提交？"), [])
        self.assertEqual(self.state(), "draft")

    def test_with_problems_left_the_list_has_the_focus(self):
        self.ctl.run("dossier", "set", self.dossier, "/unit/head_name=", "/leader/id_no=1", ok=0)
        self.open()
        self.program.run("win.submit")
        self.wait_for("公民身份号码：")
        focused = self.program.focused()
        self.assertIn("负责人还没有填", focused.get_name() if focused else "nothing has the focus")
        self.assertEqual(self.says("现在提交？"), [])
        self.assertEqual(self.state(), "draft")

    def test_no_connection_keeps_it_queued(self):
        self.open()
        self.server.kill()
        self.submit()
        self.confirm()
        desk.wait_until(lambda: any(item["kind"] == "event" for item in self.ctl.json("status")["items"]),
                        "the submission in the outbox", 20.0)
        self.assertNotEqual(self.state(), "submitted")


class Early(Case):
    window = (2, 5)

    def test_waits_for_the_opening_and_says_so(self):
        self.open()
        self.submit()
        self.confirm()
        desk.wait_until(lambda: any(item["reason"] == "opening" for item in self.ctl.json("status")["items"]),
                        "the waiting submission", 20.0)
        self.wait_for("开放")
        self.assertNotEqual(self.state(), "submitted")


class Late(Case):
    window = (-5, -2)

    def test_is_told_and_not_queued(self):
        self.open()
        self.submit()
        self.confirm()
        self.wait_for("受理时间已过")
        self.assertEqual([i for i in self.ctl.json("status")["items"] if i["kind"] == "event"], [])


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
