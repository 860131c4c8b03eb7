#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""Originals that are on the server only are brought here when somebody opens them; those that go are counted."""

import os
import pathlib
import random
import shutil
import subprocess
import sys
import time
import unittest

import desk

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "support"), str(TESTS / "sync")]
os.environ.setdefault("JC_BUILD", str(desk.build_dir()))
from jiangce import PASSWORD, Ctl, Server  # noqa: E402
from line import Line  # noqa: E402

SLOT = "account_permit"
LABEL = "开户许可证（或开户证明）"
SLOW = 300_000


def setUpModule():
    # The accessibility client of one process knows one bus: one desk for all.
    Originals.screen = unittest.enterModuleContext(desk.Desk(maximised=True))


def picture(path, seed):
    """Some 2 MB that nothing makes smaller."""
    noise = path.with_suffix(".rgb")
    noise.write_bytes(random.Random(seed).randbytes(900 * 800 * 3))
    subprocess.run(["convert", "-size", "900x800", "-depth", "8", noise, path], check=True)


class Originals(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.server.account("alice")
        self.server.round("2026-01-01", "2099-12-31")
        self.server.start()
        self.line = self.enterContext(Line(self.server.url))
        self.library = self.screen.home / ".local/share/jiangce"
        shutil.rmtree(self.library, ignore_errors=True)
        shutil.rmtree(self.screen.home / "other", ignore_errors=True)
        self.ctl = Ctl(self.library, self.screen.env)
        self.ctl.run("login", "--server", self.line.url, "--account", "alice", typed=PASSWORD + "\n", ok=0)

    def attach(self, ctl, dossier, count):
        for n in range(count):
            path = self.screen.home / f"noise-{n}.png"
            picture(path, n)
            ctl.run("attach", dossier, "-" if n else SLOT, str(path), ok=0)

    def lose(self):
        """A dossier of another computer of which one original has not come here; where it would be."""
        other = Ctl(self.screen.home / "other", self.screen.env)
        other.run("login", "--server", self.server.url, "--account", "alice", typed=PASSWORD + "\n", ok=0)
        self.dossier = other.json("dossier", "new")["id"]
        self.attach(other, self.dossier, 1)
        other.run("sync", ok=0)
        self.ctl.run("sync", ok=0)
        sha256 = self.ctl.json("attachment", "list", self.dossier)[0]["sha256"]
        original = next(path for path in (self.library / "originals").rglob("*") if sha256 in path.name
                        or sha256.endswith(path.name) and len(path.name) > 40)
        original.unlink()
        return original

    def open(self, *words):
        self.program = self.screen.start([desk.build_dir() / "src/app/jiangce", *words],
                                         log=self.screen.home / "log", env={"G_DEBUG": "fatal-criticals"})
        self.addCleanup(self.program.stop)

    def open_page(self):
        self.program.go_to(LABEL)
        self.program.find("list item", lambda name: name.startswith(f"{LABEL} 第 1 页") and "还没有下载到本机" in name)
        for _ in range(6):
            node = self.program.focused()
            if node is not None and (node.get_name() or "").startswith(f"{LABEL} 第 1 页"):
                break
            self.screen.keys("Tab")
        self.screen.keys("Return")
        self.program.find("label", "这一页还没有下载到本机")

    def test_an_opened_page_comes_and_can_be_stopped(self):
        original = self.lose()
        self.open("--open", self.dossier)
        self.line.rate = SLOW
        self.open_page()
        self.program.find("label", lambda name: " / " in name and "MB" in name)
        self.program.press("push button", "停止下载")
        self.program.find("label", "是你停下的。已经下载的部分留着。")
        time.sleep(1.0)
        self.assertFalse(original.exists())
        self.line.rate = 0
        self.program.press("push button", "下载")
        desk.wait_until(original.exists, "the original", 30.0)
        turn = self.program.find("push button", "右转")
        desk.wait_until(lambda: "sensitive" in desk.states_of(turn), "the page being seen")
        self.screen.keys("Escape")
        self.program.find("list item", lambda name: name.startswith(f"{LABEL} 第 1 页") and "下载" not in name)

    def test_without_a_connection_it_comes_later(self):
        original = self.lose()
        self.server.kill()
        self.open("--open", self.dossier)
        self.open_page()
        self.program.find("label", "连上服务器就下载。", seconds=30.0)
        self.server.start(listen=self.server.url.split("//")[1].rstrip("/"))
        self.program.run("app.sync-now")
        desk.wait_until(original.exists, "the original", 40.0)
        turn = self.program.find("push button", "右转")
        desk.wait_until(lambda: "sensitive" in desk.states_of(turn), "the page being seen")

    def test_what_goes_is_counted(self):
        dossier = self.ctl.json("dossier", "new")["id"]
        self.attach(self.ctl, dossier, 4)
        self.line.rate = SLOW
        self.open()
        self.program.run("app.sync-now")
        self.program.find("label", lambda name: name.startswith("正在上传 ") and name.endswith(" / 4"), seconds=40.0)
        self.line.rate = 0
        self.program.find("label", lambda name: name.startswith("已同步"), seconds=60.0)


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
