#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""The attachments of a dossier: files are pasted, named, turned, sorted, removed, refused."""

import hashlib
import subprocess
import time
import unittest
import urllib.request

import desk

SLOT = "身份证"
PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
# Holds the clipboard until it is ended.
HOLDER = """
import os
import sys
import gi
gi.require_version("Gdk", "4.0")
from gi.repository import Gdk, GLib
display = Gdk.Display.open(os.environ["DISPLAY"])
data = GLib.Bytes.new(open(sys.argv[2], "rb").read())
display.get_clipboard().set_content(Gdk.ContentProvider.new_for_bytes(sys.argv[1], data))
print("held", flush=True)
GLib.MainLoop().run()
"""
# A window in the corner out of which files are dragged, as out of a file manager.
DRAGGER = """
import sys
import gi
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk
Gtk.init()
window = Gtk.Window(title="files", default_width=160, default_height=120, decorated=False)
uris = "".join(Gio.File.new_for_path(path).get_uri() + "\\r\\n" for path in sys.argv[1:])
source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
source.set_content(Gdk.ContentProvider.new_for_bytes("text/uri-list", GLib.Bytes.new(uris.encode())))
label = Gtk.Label(label="files")
label.add_controller(source)
window.set_child(label)
window.present()
print("shown", flush=True)
GLib.MainLoop().run()
"""


def rc4(key, data):
    """The cipher of a PDF's oldest encryption."""
    box, at, out = list(range(256)), 0, bytearray()
    for i in range(256):
        at = (at + box[i] + key[i % len(key)]) % 256
        box[i], box[at] = box[at], box[i]
    i = at = 0
    for byte in data:
        i = (i + 1) % 256
        at = (at + box[i]) % 256
        box[i], box[at] = box[at], box[i]
        out.append(byte ^ box[(box[i] + box[at]) % 256])
    return bytes(out)


def encryption(password):
    """What a PDF's trailer says that opens with PASSWORD (ISO 32000-1, 7.6.3, revision 2)."""
    padded = (password.encode() + PADDING)[:32]
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + bytes(16)).digest()[:5]
    return (f"/ID[<{bytes(16).hex()}><{bytes(16).hex()}>]"
            f"/Encrypt<</Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{rc4(key, PADDING).hex()}>/P -4>>")


def write_pdf(path, pages, trailer=""):
    """A PDF of empty pages."""
    kids = " ".join(f"{3 + n} 0 R" for n in range(pages))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * pages
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n"
            f"startxref\n{len(out)}\n%%EOF\n").encode()
    path.write_bytes(out)


class Attachments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.screen = cls.enterClassContext(desk.Desk())
        cls.build = desk.build_dir()
        cls.files = cls.screen.home / "files"
        cls.files.mkdir()
        # No two alike: the same file twice is one.
        for n, name in enumerate(("front.png", "back.png", "third.png")):
            subprocess.run(["convert", "-size", "1240x1754", "xc:white", "-fill", "black", "-draw",
                            f"rectangle 100,{200 + 40 * n} 900,900", cls.files / name], check=True)
        write_pdf(cls.files / "three.pdf", 3)
        write_pdf(cls.files / "locked.pdf", 1, encryption("sesame"))
        (cls.files / "letter.docx").write_bytes(b"PK\x03\x04 this is no archive")

    def ctl(self, *words):
        return subprocess.run([self.build / "src/ctl/jiangcectl", *words], env=self.screen.env, check=True,
                              capture_output=True, text=True).stdout.strip()

    def setUp(self):
        self.dossier = self.ctl("dossier", "new")
        self.log = self.screen.home / "log"
        self.log.unlink(missing_ok=True)

    def open(self):
        self.program = self.screen.start([self.build / "src/app/jiangce", "--open", self.dossier], log=self.log,
                                         env={"G_DEBUG": "fatal-criticals"})
        self.addCleanup(self.program.stop)

    def close(self):
        self.program.stop()
        self.assertEqual([], [line for line in self.log.read_text().splitlines()
                              if "WARNING" in line or "CRITICAL" in line])

    def hold(self, mime, data):
        path = self.screen.home / "held"
        path.write_bytes(data)
        holder = subprocess.Popen(["/usr/bin/python3", "-c", HOLDER, mime, str(path)], env=self.screen.env,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(holder.stdout.close)
        if holder.stdout.readline().strip() != "held":
            holder.wait()
            self.skipTest("GDK 4 for Python is not installed")
        self.addCleanup(holder.wait)
        self.addCleanup(holder.terminate)
        # The program is told by the screen that the clipboard has changed hands.
        time.sleep(0.5)

    def paste(self, *names):
        """Pastes files of the test's folder into what has the focus."""
        uris = "\r\n".join("file://" + urllib.request.pathname2url(str(self.files / name)) for name in names)
        self.hold("text/uri-list", uris.encode() + b"\r\n")
        self.screen.keys("ctrl+v")

    def drag(self, onto, *names):
        """Drags files of the test's folder out of another program onto the middle of a node."""
        dragger = subprocess.Popen(["/usr/bin/python3", "-c", DRAGGER, *[str(self.files / name) for name in names]],
                                   env=self.screen.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(dragger.stdout.close)
        if dragger.stdout.readline().strip() != "shown":
            dragger.wait()
            self.skipTest("GTK 4 for Python is not installed")
        time.sleep(1)
        self.xdotool("search", "--name", "^files$", "windowmove", "0", "0")
        time.sleep(0.5)
        x, y = self.middle(onto)
        self.xdotool("mousemove", "60", "60")
        self.xdotool("mousedown", "1")
        for step in range(1, 11):
            self.xdotool("mousemove", str(60 + (x - 60) * step // 10), str(60 + (y - 60) * step // 10))
        # What is dragged over is told after the pointer rests there.
        self.xdotool("mousemove", str(x + 2), str(y))
        time.sleep(0.6)
        self.xdotool("mouseup", "1")
        # What was dropped is asked of it.
        time.sleep(1.5)
        dragger.terminate()
        dragger.wait()

    def xdotool(self, *words):
        subprocess.run(["xdotool", *words], env=self.screen.env, check=True, capture_output=True)
        time.sleep(0.12)

    def middle(self, node):
        """Of a node of the dossier's window, on the screen."""
        window = subprocess.run(["xdotool", "search", "--pid", str(self.program.process.pid), "--onlyvisible", "--name",
                                 "附件", "getwindowgeometry", "--shell"], env=self.screen.env, check=True,
                                capture_output=True, text=True).stdout
        place = dict(line.split("=") for line in window.split())
        box = node.get_extents(self.screen.atspi.CoordType.WINDOW)
        return int(place["X"]) + box.x + box.width // 2, int(place["Y"]) + box.y + box.height // 2

    def tile(self, number, *words):
        """The page of SLOT with that number, whose name holds WORDS."""
        return self.program.find("list item", lambda name: name.startswith(f"{SLOT} 第 {number} 页")
                                 and all(word in name for word in words))

    def tiles(self):
        return [node.get_name() for node in
                self.program.find_all("list item", lambda name: name.startswith(f"{SLOT} 第 "))]

    def row(self, words):
        return self.program.find("list item", lambda name: name.startswith(f"{SLOT}，") and words in name)

    def wait_focus(self, words):
        def look():
            node = self.program.focused()
            return node is not None and words in (node.get_name() or "")
        desk.wait_until(look, f"the focus on {words!r}")

    def focus_tile(self):
        """From the slot's row: its button, its first page."""
        self.screen.keys("Tab", "Tab")
        self.wait_focus(f"{SLOT} 第 1 页")

    def stored(self):
        """Lines of the program's own list of attachments, once saved."""
        self.program.run("win.save")
        time.sleep(0.5)
        return self.ctl("attachment", "list", self.dossier).splitlines()

    def test_pasted_files_are_named(self):
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        self.row("要交，还没有")
        self.paste("front.png", "back.png")
        self.tile(1, "哪一页", "front.png")
        self.tile(2, "哪一页", "back.png")
        self.row("还没标出：人像面、国徽面 · 2 页")
        # By the keyboard: the tile's menu, which page it is, the first named one.
        self.focus_tile()
        # A pointer in the middle of the screen would choose in the menu too.
        subprocess.run(["xdotool", "mousemove", "0", "0"], env=self.screen.env, check=True)
        self.screen.keys("Menu")
        self.program.find("menu item", "人像面")
        time.sleep(0.5)
        self.screen.keys("Down", "Return")
        self.tile(1, "人像面 ✓", "front.png")
        self.row("还没标出：国徽面")
        self.program.find("label", "人像面 ✓")
        self.program.find("label", "国徽面：没标出")
        self.assertEqual(2, len(self.stored()))
        self.close()

    def test_removed_page_comes_back(self):
        self.ctl("attach", self.dossier, "id_card", self.files / "three.pdf")
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        self.tile(3, "three.pdf 3 / 3")
        self.focus_tile()
        self.screen.keys("Delete")
        desk.wait_until(lambda: len(self.tiles()) == 2, "two pages")
        self.program.find("label", f"已移走“{SLOT} 第 1 页”")
        self.tile(1, "three.pdf 2 / 3")
        # The page that took its place has the focus.
        self.wait_focus("three.pdf 2 / 3")
        self.screen.keys("ctrl+z")
        desk.wait_until(lambda: len(self.tiles()) == 3, "three pages")
        self.tile(1, "three.pdf 1 / 3")
        self.close()

    def test_pages_move_with_the_keyboard(self):
        self.ctl("attach", self.dossier, "id_card", self.files / "three.pdf")
        self.ctl("attach", self.dossier, "id_card", self.files / "front.png")
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        self.tile(4, "front.png")
        self.focus_tile()
        self.screen.keys("alt+Down")
        self.tile(2, "three.pdf 1 / 3")
        self.wait_focus("three.pdf 1 / 3")
        self.screen.keys("alt+Down")
        self.tile(3, "three.pdf 1 / 3")
        # Past its file's own pages the file goes behind the next one.
        self.screen.keys("alt+Down")
        self.tile(1, "front.png")
        self.tile(4, "three.pdf 1 / 3")
        self.wait_focus("three.pdf 1 / 3")
        self.close()

    def test_refused_file_is_named(self):
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        self.paste("letter.docx", "front.png")
        self.tile(1, "front.png")
        self.program.find("label", lambda name: name.startswith("“letter.docx”没有放进来。"))
        self.program.find("push button", "换一个…“letter.docx”")
        self.wait_focus("换一个…“letter.docx”")
        self.program.press("push button", "关闭关于“letter.docx”的提示")
        self.program.is_gone("push button", "关闭关于“letter.docx”的提示")
        self.wait_focus(SLOT)
        self.close()

    def test_password_is_asked_for(self):
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        self.paste("locked.pdf")
        self.program.find("label", lambda name: name.startswith("“locked.pdf”没有放进来。"))
        self.wait_focus("“locked.pdf”的密码")
        self.screen.type("wrong")
        self.screen.keys("Return")
        time.sleep(1)
        self.wait_focus("“locked.pdf”的密码")
        self.screen.type("sesame")
        self.screen.keys("Return")
        self.tile(1, "locked.pdf", "已去密码")
        self.program.is_gone("push button", "关闭关于“locked.pdf”的提示")
        self.close()

    def test_nothing_to_paste(self):
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        self.hold("text/plain", b"words")
        self.screen.keys("ctrl+v")
        self.program.find("label", "剪贴板里没有文件，也没有图片")
        self.close()

    def test_picture_is_pasted(self):
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        self.hold("image/png", (self.files / "front.png").read_bytes())
        self.screen.keys("ctrl+v")
        self.tile(1, ".png")
        self.close()

    def test_files_are_dragged_out_of_another_program(self):
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        time.sleep(1)
        # On a named page's place: that page; on the line: the slot; beside the lines: to be sorted.
        self.drag(self.program.find("label", "国徽面：缺"), "back.png")
        self.tile(1, "国徽面 ✓", "back.png")
        self.drag(self.program.find("label", lambda name: name.startswith("还差：人像面")), "front.png", "third.png")
        self.tile(2, "front.png")
        # The slot takes two.
        self.program.find("label", lambda name: name.startswith("“third.png”没有放进来"))
        self.drag(self.program.find("label", "附件"), "three.pdf")
        self.program.find("label", "未归类 1 个文件")
        self.close()

    def test_same_file_elsewhere(self):
        self.ctl("attach", self.dossier, "licence", self.files / "front.png")
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        self.paste("front.png")
        self.tile(1, "front.png")
        self.program.find("label", lambda name: "法人营业执照或批准成立文件" in name and "现在" in name)
        self.program.press("push button", "把新放的拿掉“front.png”")
        desk.wait_until(lambda: not self.tiles(), "the second one going")
        # Once more into the slot that has it: it is said, and nothing is added.
        self.program.go_to("法人营业执照或批准成立文件")
        self.screen.keys("ctrl+v")
        self.program.find("label", lambda name: name.startswith("“front.png”已经在"))
        self.assertEqual(1, len(self.stored()))
        self.close()

    def test_unsorted_files_are_sorted(self):
        for name in ("front.png", "back.png", "third.png"):
            self.ctl("attach", self.dossier, "-", self.files / name)
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        self.program.find("label", "未归类 3 个文件")
        # Behind the slots' problems.
        for _ in range(12):
            self.screen.keys("F8")
            time.sleep(0.3)
            if "未归类" in ((self.program.focused() or self.program.root()).get_name() or ""):
                break
        self.wait_focus("front.png，未归类")
        self.screen.keys("Return")
        time.sleep(0.5)
        self.screen.type("sfz")
        time.sleep(0.4)
        self.screen.keys("Return")
        self.tile(1, "front.png")
        # The next file has the focus; with the one below it, both are answered at once.
        self.wait_focus("back.png，未归类")
        self.screen.keys("shift+Down")
        time.sleep(0.2)
        self.screen.keys("Return")
        time.sleep(0.5)
        self.screen.type("sfz")
        time.sleep(0.4)
        self.screen.keys("Return")
        self.tile(3, "third.png")
        self.program.is_gone("list item", lambda name: "未归类" in name)
        self.assertIsNotNone(self.program.focused())
        self.close()

    def test_finalised_dossier_is_read_only(self):
        self.dossier = self.ctl("dossier", "new", "--sample")
        self.ctl("dossier", "finalise", self.dossier)
        self.open()
        self.program.go_to(SLOT)
        self.wait_focus(SLOT)
        self.tile(1)
        shown = [name for role, name, _ in self.program.showing() if role == "push button"]
        self.assertNotIn(f"给“{SLOT}”添加页", shown)
        self.assertIn("给“盖章的申报表”添加页", shown)
        self.focus_tile_read_only()
        self.screen.keys("Delete")
        time.sleep(0.5)
        self.assertEqual(2, len(self.tiles()))
        # Only the sealed sheet is open, and what is done to it can be taken back.
        self.program.go_to("盖章的申报表")
        sheet = "盖章的申报表 第 1 页"
        self.program.find("list item", lambda name: name.startswith(sheet))
        self.screen.keys("Tab", "Tab")
        self.wait_focus(sheet)
        self.screen.keys("Delete")
        self.program.is_gone("list item", lambda name: name.startswith(sheet))
        self.screen.keys("ctrl+z")
        self.program.find("list item", lambda name: name.startswith(sheet))
        self.close()

    def test_many_pages_come_in_steps(self):
        write_pdf(self.files / "many.pdf", 90)
        self.ctl("attach", self.dossier, "account_permit", self.files / "many.pdf")
        label = "开户许可证（或开户证明）"

        def pages():
            return len(self.program.find_all("list item", lambda name: name.startswith(f"{label} 第 ")))
        self.open()
        self.program.go_to(label)
        self.wait_focus(label)
        desk.wait_until(lambda: pages() == 40, "the first 40 pages", 20.0)
        # From the next slot back.
        self.program.go_to("企业技能人才情况证明")
        self.screen.keys("shift+Tab")
        for left, shown in ((50, 80), (10, 90)):
            self.wait_focus(f"再显示 {left} 页“{label}”")
            self.screen.keys("Return")
            desk.wait_until(lambda n=shown: pages() == n, f"{shown} pages", 60.0)
        # The button is gone: the pages that it brought have the focus.
        self.wait_focus(f"{label} 第 8")
        self.close()

    def focus_tile_read_only(self):
        self.screen.keys("Tab")
        self.wait_focus(f"{SLOT} 第 1 页")


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
