#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""A folder to which an office scans is watched; files from where there is no path are taken in."""

import os
import shutil
import subprocess
import time
import unittest

import desk
from test_attachments import HOLDER, write_pdf


class FolderWatch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.screen = cls.enterClassContext(desk.Desk())
        cls.build = desk.build_dir()
        cls.made = cls.screen.home / "made"
        cls.made.mkdir()
        for n in range(1, 5):
            write_pdf(cls.made / f"{n}.pdf", n)

    def setUp(self):
        self.dossier = self.ctl("dossier", "new")
        self.folder = self.screen.home / f"扫描件-{self.id().split('.')[-1]}"
        self.folder.mkdir()
        self.log = self.screen.home / "log"
        self.log.unlink(missing_ok=True)

    def ctl(self, *words):
        return subprocess.run([self.build / "src/ctl/jiangcectl", *words], env=self.screen.env, check=True,
                              capture_output=True, text=True).stdout.strip()

    def open(self, page="身份证"):
        self.program = self.screen.start([self.build / "src/app/jiangce", "--open", self.dossier], log=self.log,
                                         env={"G_DEBUG": "fatal-criticals"})
        self.addCleanup(self.program.stop)
        if page is not None:
            self.program.go_to(page)

    def close(self):
        self.program.stop()
        self.assertEqual([], [line for line in self.log.read_text().splitlines()
                              if "WARNING" in line or "CRITICAL" in line])

    def remember(self, folder):
        """As if FOLDER had been chosen last time."""
        path = self.screen.home / ".config/jiangce/preferences.ini"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"[watched-folders]\n{self.dossier}={folder.as_uri()}\n")

    def strip(self, words, seconds=20):
        return self.program.find("label", lambda name: words in name, seconds)

    def unsorted(self):
        self.program.run("win.save")
        time.sleep(0.5)
        return [line for line in self.ctl("attachment", "list", self.dossier).splitlines() if ".pdf" in line]

    def wait_unsorted(self, *names):
        """Exactly NAMES, and still so after another look at the folder."""
        def look():
            lines = self.unsorted()
            return len(lines) == len(names) and all(any(name in line for line in lines) for name in names)
        desk.wait_until(look, f"exactly {names}", 25)
        time.sleep(4)
        self.assertTrue(look(), self.unsorted())

    def test_slow_file_arrives_whole_and_once(self):
        shutil.copy(self.made / "1.pdf", self.folder / "旧的.pdf")
        self.remember(self.folder)
        self.open()
        self.strip("又多了 1 个文件")
        data = (self.made / "3.pdf").read_bytes()
        with open(self.folder / "慢.pdf", "wb", buffering=0) as slow:
            for n in range(8):
                slow.write(data[n * len(data) // 8:(n + 1) * len(data) // 8])
                time.sleep(0.7)
        self.strip("已收 1 个")
        self.wait_unsorted("慢.pdf")
        self.assertIn("3", self.unsorted()[0])
        self.assertEqual(data, (self.folder / "慢.pdf").read_bytes())
        # The same bytes under another name are known.
        shutil.copy(self.folder / "慢.pdf", self.folder / "再来.pdf")
        self.wait_unsorted("慢.pdf")
        # What was there before is taken when it is asked for.
        self.program.press("push button", "一并收进来")
        self.strip("已收 2 个")
        self.wait_unsorted("慢.pdf", "旧的.pdf")
        self.close()

    def test_folder_goes_and_comes_back(self):
        self.remember(self.folder)
        self.open()
        self.strip("接着上次收取文件夹")
        aside = self.screen.home / "aside"
        os.rename(self.folder, aside)
        self.strip("现在读不了：文件夹不在了")
        shutil.copy(self.made / "2.pdf", aside / "二.pdf")
        os.rename(aside, self.folder)
        self.strip("已收 1 个")
        self.wait_unsorted("二.pdf")
        self.program.press("push button", "停止收取")
        self.program.is_gone("push button", "停止收取")
        shutil.copy(self.made / "4.pdf", self.folder / "四.pdf")
        self.wait_unsorted("二.pdf")
        self.close()
        self.open()
        self.wait_unsorted("二.pdf")
        self.assertEqual([], self.program.find_all("push button", "停止收取", showing=True))
        self.close()

    def test_killed_while_watching(self):
        """What came in is in, nothing half is left, and it goes on next time without doing anything twice."""
        self.remember(self.folder)
        self.open()
        self.strip("接着上次收取文件夹")
        shutil.copy(self.made / "2.pdf", self.folder / "二.pdf")
        self.strip("已收 1 个")
        self.wait_unsorted("二.pdf")
        self.program.kill()
        shutil.copy(self.made / "3.pdf", self.folder / "三.pdf")
        # Also while another page is in front.
        self.open(page=None)
        time.sleep(4)
        shutil.copy(self.made / "4.pdf", self.folder / "四.pdf")
        self.wait_unsorted("二.pdf", "四.pdf")
        self.program.go_to("身份证")
        self.strip("又多了 1 个文件")
        self.close()
        left = [path for path in self.screen.home.rglob("*") if path.name.startswith((".incoming", "jiangce-"))
                and path.is_file()]
        self.assertEqual([], left)

    def hold(self, uris):
        path = self.screen.home / "held"
        path.write_bytes("".join(uri + "\r\n" for uri in uris).encode())
        holder = subprocess.Popen(["/usr/bin/python3", "-c", HOLDER, "text/uri-list", str(path)],
                                  env=self.screen.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(holder.stdout.close)
        if holder.stdout.readline().strip() != "held":
            holder.wait()
            self.skipTest("GDK 4 for Python is not installed")
        self.addCleanup(holder.wait)
        self.addCleanup(holder.terminate)
        time.sleep(0.5)

    def test_files_without_a_path(self):
        """One that can be read comes in; one that cannot is refused in words, not passed over."""
        self.open()
        self.hold(["resource:///org/gtk/libgtk/icons/16x16/actions/audio-volume-high.png",
                   "smb://nobody.invalid/share/扫描.pdf"])
        self.screen.keys("ctrl+v")
        self.program.find("label", lambda name: "“扫描.pdf”" in name and "读不了 smb 地址" in name)
        self.program.run("win.save")
        time.sleep(0.5)
        self.assertIn("audio-volume-high", self.ctl("attachment", "list", self.dossier))
        self.close()


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
