#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""Pages seen large and changed, and pages that come from a scanner, by keyboard alone."""

import os
import pathlib
import shutil
import subprocess
import sys
import time
import unittest

import desk

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
os.environ.setdefault("JC_BUILD", str(desk.build_dir()))
from jiangce import Ctl  # noqa: E402

# One with named pages and as many files as it may have, and one with room.
SLOT = "id_card"
LABEL = "身份证"
ROOMY = "account_permit"
ROOMY_LABEL = "开户许可证（或开户证明）"
CONTAINERS = ("scroll pane", "list", "panel", "filler")
# GTK names what has no name after its class.
CLASS_NAMES = ("Gtk", "Adw", "Jc")
LINES = "\\n\\n".join(["The quick brown fox jumps over the lazy dog 0123456789"] * 16)
SCANNER = "number_of_devices 1\nmode Color\ntest-picture \"Color pattern\"\n"


def setUpModule():
    # The accessibility client of one process knows one bus: one desk for all.
    Desk.screen = unittest.enterModuleContext(desk.Desk())


class Desk(unittest.TestCase):
    """A program with the complete sample open at its attachments."""

    def setUp(self):
        library = self.screen.home / ".local/share/jiangce"
        shutil.rmtree(library, ignore_errors=True)
        # Pages that an earlier test left in the scanner's window.
        shutil.rmtree(self.screen.home / ".cache/jiangce/scans", ignore_errors=True)
        self.ctl = Ctl(library, self.screen.env)
        self.dossier = self.ctl.json("dossier", "new", "--sample")["id"]
        self.sane = self.screen.home / "sane"
        self.sane.mkdir(exist_ok=True)
        (self.sane / "dll.conf").write_text("test\n")
        self.set_scanner("")
        self.start()
        self.program.go_to(LABEL)
        time.sleep(1.0)

    def start(self):
        self.program = self.screen.start(
            [desk.build_dir() / "src/app/jiangce", "--open", self.dossier], log=self.screen.home / "log",
            env={"G_DEBUG": "fatal-criticals", "SANE_CONFIG_DIR": str(self.sane)})
        self.addCleanup(self.program.stop)

    def set_scanner(self, rest):
        (self.sane / "test.conf").write_text(SCANNER + rest)

    def keys(self, *keys):
        self.screen.keys(*keys)

    def of_slot(self, slot=SLOT):
        return [a for a in self.ctl.json("attachment", "list", self.dossier) if a["slot"] == slot]

    def wait_view(self, fits, what):
        """The first page's view once it FITS: saving takes a moment."""
        def look():
            view = (self.of_slot()[0]["view"] or [{}])[0]
            return [view] if fits(view) else None
        return desk.wait_until(look, what)[0]

    def tab_to(self, fits, what):
        """Tab by Tab to what has a name that FITS."""
        for _ in range(12):
            node = self.program.focused()
            if node is not None and fits(node.get_name() or ""):
                return node
            self.keys("Tab")
        raise desk.NotSeen(f"the focus on {what}")

    def press(self, role, name):
        """A button is disabled until what it is for is there."""
        node = self.program.find(role, name)
        desk.wait_until(lambda: "sensitive" in desk.states_of(node), f"{name} being ready")
        node.do_action(0)
        time.sleep(0.3)


class Viewer(Desk):
    def setUp(self):
        super().setUp()
        self.tab_to(lambda name: name.startswith(f"{LABEL} 第 1 页"), "the first page")
        self.keys("Return")
        self.page = self.program.find("image", lambda name: name.startswith(f"{LABEL}，“"))

    def test_a_turn_is_kept_and_taken_back(self):
        self.keys("bracketright")
        self.wait_view(lambda view: view.get("turn") == 90, "the turn")
        self.keys("bracketleft", "bracketleft")
        self.wait_view(lambda view: view.get("turn") == 270, "the turn the other way")
        self.keys("ctrl+z", "ctrl+z", "ctrl+z")
        self.wait_view(lambda view: view.get("turn", 0) == 0, "the turn taken back")

    def test_keys_go_from_page_to_page(self):
        self.assertIn("人像面", self.page.get_name())
        self.keys("Next")
        desk.wait_until(lambda: "国徽面" in self.page.get_name(), "the second page")
        self.keys("Home")
        desk.wait_until(lambda: "人像面" in self.page.get_name(), "the first page")

    def test_a_page_is_straightened_by_tenths_of_a_degree(self):
        self.press("push button", "摆正")
        self.program.find("slider", "摆正的角度")
        self.keys(*["Right"] * 7)
        self.program.find("label", "+0.7°")
        self.keys("ctrl+Return")
        self.wait_view(lambda view: view.get("skew") == 70, "the angle")

    def test_leaving_keeps_nothing(self):
        self.press("push button", "摆正")
        self.program.find("slider", "摆正的角度")
        self.keys(*["Right"] * 7, "Escape")
        self.program.find("push button", "左转")
        self.keys("bracketright")
        view = self.wait_view(lambda view: view.get("turn") == 90, "the turn")
        self.assertNotIn("skew", view)

    def test_the_outline_is_moved_by_keyboard(self):
        self.press("push button", "裁边")
        corner = self.program.find("slider", lambda name: name.startswith("左上角"))
        self.assertEqual("左上角，离左边 0.0 %，离上边 0.0 %", corner.get_name())
        self.keys(*["Right"] * 4, *["Down"] * 2, "Tab", "shift+Left")
        self.program.find("slider", "左上角，离左边 2.0 %，离上边 1.0 %")
        self.keys("ctrl+Return")
        view = self.wait_view(lambda view: "quad" in view, "the outline")
        self.assertEqual([2000, 1000, 95000, 0, 100000, 100000, 0, 100000], view["quad"])

    def test_the_outline_follows_a_turned_page(self):
        self.keys("bracketright")
        self.wait_view(lambda view: view.get("turn") == 90, "the turn")
        self.press("push button", "裁边")
        self.program.find("slider", lambda name: name.startswith("左上角"))
        self.keys(*["Right"] * 4, "ctrl+Return")
        view = self.wait_view(lambda view: "quad" in view, "the outline")
        # What is seen top left is the page's bottom left, and right is up.
        self.assertEqual([0, 0, 100000, 0, 100000, 100000, 0, 98000], view["quad"])

    def add_page(self, *drawing):
        """A page of ROOMY, seen large."""
        path = self.screen.home / "drawn.png"
        subprocess.run(["convert", *drawing, path], check=True)
        self.program.stop()
        for attachment in self.of_slot(ROOMY):
            self.ctl.run("attachment", "remove", self.dossier, attachment["id"], ok=0)
        self.ctl.run("attach", self.dossier, ROOMY, str(path), ok=0)
        self.start()
        self.program.go_to(ROOMY_LABEL)
        self.tab_to(lambda name: name.startswith(f"{ROOMY_LABEL} 第 1 页"), "the drawn page")
        self.keys("Return")
        self.program.find("image", lambda name: name.startswith(f"{ROOMY_LABEL}，“"))

    def wait_view_of_drawn(self, fits, what):
        def look():
            view = (self.of_slot(ROOMY)[0]["view"] or [{}])[0]
            return [view] if fits(view) else None
        return desk.wait_until(look, what)[0]

    def test_a_skewed_scan_is_proposed_level_and_whole(self):
        # The sheet ends in the picture: its outline could be taken for what was asked.
        self.add_page("-size", "1240x1600", "xc:white", "-font", "DejaVu-Sans", "-pointsize", "34",
                      "-annotate", "+120+150", LINES, "-background", "#303030", "-rotate", "5")
        self.press("push button", "摆正")
        proposed = self.program.find("label", lambda name: name.startswith("建议 "), seconds=30.0)
        angle = float(proposed.get_name().split(" ")[1].split("°")[0])
        self.assertAlmostEqual(-5, angle, delta=0.5)
        before = self.program.find(None, "看改前")
        self.assertIn("sensitive", desk.states_of(before))
        self.keys("ctrl+Return")
        view = self.wait_view_of_drawn(lambda view: "skew" in view, "the angle")
        self.assertNotIn("quad", view)

    def test_the_outline_of_a_photo_is_proposed(self):
        self.add_page("-size", "1600x1200", "xc:#5b4632", "-fill", "#fbfaf6", "-draw",
                      "polygon 420,160 1180,210 1240,1040 340,1000", "-fill", "black", "-draw",
                      "rectangle 520,300 1050,312", "-draw", "rectangle 500,400 1080,412", "-attenuate", "0.3",
                      "+noise", "Gaussian", "-blur", "0x1")
        self.press("push button", "裁边")
        self.press("push button", "自动找边")
        self.program.find("label", lambda name: name.startswith("纸边大概在这里"), seconds=30.0)
        self.keys("ctrl+Return")
        view = self.wait_view_of_drawn(lambda view: "quad" in view, "the outline")
        wanted = [420 / 1600, 160 / 1200, 1180 / 1600, 210 / 1200, 1240 / 1600, 1040 / 1200, 340 / 1600, 1000 / 1200]
        for got, want in zip(view["quad"], wanted):
            self.assertAlmostEqual(want, got / 100000, delta=0.02)

    def test_a_named_page_is_marked(self):
        self.tab_to(lambda name: name == "国徽面", "the name of the other side")
        self.keys("space")
        desk.wait_until(lambda: len(self.of_slot()[0]["parts"]) == 2, "the mark")
        self.keys("space")
        desk.wait_until(lambda: len(self.of_slot()[0]["parts"]) == 1, "the mark being gone")

    def test_a_page_is_taken_out_and_comes_back(self):
        self.keys("Delete")
        desk.wait_until(lambda: len(self.of_slot()) == 1, "the page being gone")
        self.program.find("label", "这一页拿掉了")
        self.keys("ctrl+z")
        desk.wait_until(lambda: len(self.of_slot()) == 2, "the page being back")

    def test_every_control_has_a_name(self):
        nameless = []
        for button in ("", "摆正", "裁边"):
            if button:
                self.press("push button", button)
            nameless += [(role, name) for role, name, states in self.program.showing()
                         if "focusable" in states and role not in CONTAINERS and (not name or name.startswith(CLASS_NAMES))]
            self.keys("Escape") if button else None
        self.assertEqual([], nameless)


class Menus(Desk):
    def test_what_was_scrolled_away_is_shown_before_it_opens(self):
        self.program.go_to(ROOMY_LABEL)
        self.tab_to(lambda name: name == f"给“{ROOMY_LABEL}”添加页", "the button that adds pages")
        for words in (["mousemove", "800", "500"], ["click", "--repeat", "40", "5"]):
            subprocess.run(["xdotool", *words], env=self.screen.env, check=True)
        time.sleep(1.5)
        self.keys("Return")
        time.sleep(0.5)
        self.keys("Return")
        self.program.find("menu item", lambda name: name.startswith("扫描"))


class Scanner(Desk):
    def begin(self, label=ROOMY_LABEL):
        self.program.go_to(label)
        self.tab_to(lambda name: name == f"给“{label}”添加页", "the button that adds pages")
        self.keys("Return")
        self.program.find("menu item", lambda name: name.startswith("扫描"))
        self.keys("Down", "Return")

    def scan(self):
        self.program.find("label", "Noname frontend-tester", seconds=30.0)
        self.press("push button", "扫描")

    def test_a_page_lands_in_the_slot(self):
        self.begin()
        self.scan()
        self.program.find("label", "扫好 1 页", seconds=30.0)
        self.press("push button", "完成")
        desk.wait_until(lambda: len(self.of_slot(ROOMY)) == 2, "the page in its slot", 30.0)
        added = self.of_slot(ROOMY)[-1]
        self.assertEqual("image/jpeg", added["media_type"])
        self.assertTrue(added["name"].startswith("扫描"), added["name"])
        scans = self.screen.home / ".cache/jiangce/scans"
        desk.wait_until(lambda: not list(scans.iterdir()), "the passing folder being gone")

    def test_what_finds_no_room_waits_to_be_sorted(self):
        self.begin(LABEL)
        self.scan()
        self.program.find("label", "扫好 1 页", seconds=30.0)
        self.press("push button", "完成")
        desk.wait_until(lambda: len(self.of_slot("-")) == 1, "the page among what is not sorted", 30.0)
        self.assertEqual(2, len(self.of_slot()))

    def break_library(self):
        """No original can be kept; the answer mends it."""
        originals = self.screen.home / ".local/share/jiangce/originals"
        originals.rename(originals.with_name("aside"))
        originals.write_text("in the way")

        def mend():
            originals.unlink()
            originals.with_name("aside").rename(originals)
        return mend

    def scans(self):
        return list((self.screen.home / ".cache/jiangce/scans").rglob("*.jpg"))

    def refuse_one(self):
        """One page is scanned that cannot be taken in; its notice, and what mends it."""
        self.begin()
        self.scan()
        self.program.find("label", "扫好 1 页", seconds=30.0)
        mend = self.break_library()
        self.press("push button", "完成")
        self.program.find("label", lambda name: "扫描的这一页留在这台电脑上" in name, seconds=30.0)
        self.assertEqual(1, len(self.scans()))
        return mend

    def test_a_refused_page_is_tried_again(self):
        mend = self.refuse_one()
        mend()
        self.program.press("push button", lambda name: name.startswith("重试"))
        desk.wait_until(lambda: len(self.of_slot(ROOMY)) == 2, "the page in its slot", 30.0)
        desk.wait_until(lambda: not self.scans(), "the passing file being gone")

    def test_a_refused_page_outlives_the_window(self):
        mend = self.refuse_one()
        self.program.stop()
        mend()
        self.assertEqual(1, len(self.scans()))
        self.start()
        self.program.go_to(LABEL)
        desk.wait_until(lambda: len(self.of_slot("-")) == 1, "the page among what is not sorted", 30.0)
        desk.wait_until(lambda: not self.scans(), "the passing file being gone")

    def test_only_the_person_throws_a_refused_page_away(self):
        mend = self.refuse_one()
        mend()
        self.program.press("push button", lambda name: name.startswith("扔掉“"))
        desk.wait_until(lambda: not self.scans(), "the file being gone")
        self.assertEqual([], self.of_slot("-"))

    def test_pages_outlive_the_program(self):
        self.begin()
        self.scan()
        self.program.find("label", "扫好 1 页", seconds=30.0)
        self.program.kill()
        self.start()
        self.program.go_to(LABEL)
        desk.wait_until(lambda: len(self.of_slot("-")) == 1, "the page among what is not sorted", 30.0)

    def test_a_jam_has_its_own_words_and_a_way_on(self):
        self.begin()
        self.set_scanner("read-status-code \"SANE_STATUS_JAMMED\"\n")
        self.scan()
        self.program.find("label", lambda name: name.startswith("卡纸了"), seconds=30.0)
        self.set_scanner("")
        self.press("push button", "继续")
        self.program.find("label", "扫好 1 页", seconds=30.0)

    def test_closing_with_pages_asks(self):
        self.begin()
        self.scan()
        self.program.find("label", "扫好 1 页", seconds=30.0)
        self.keys("Escape")
        self.program.find("dialog", lambda name: name.startswith("扫好的 1 页"))
        self.press("push button", lambda name: name.startswith("留下"))
        desk.wait_until(lambda: len(self.of_slot(ROOMY)) == 2, "the page in its slot", 30.0)

    def test_without_a_scanner_it_says_what_to_try(self):
        (self.sane / "dll.conf").write_text("\n")
        self.begin()
        self.program.find("label", "没有发现扫描仪", seconds=30.0)
        self.program.find("push button", "改用手机照片")
        (self.sane / "dll.conf").write_text("test\n")
        self.press("push button", "重新查找")
        self.program.find("label", "Noname frontend-tester", seconds=30.0)


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
