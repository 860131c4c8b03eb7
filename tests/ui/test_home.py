#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""Home in the real window: the list, finding, deleting and taking that back, beginning a dossier by keyboard,
signing in to a real server, what another computer changed, and choosing between both sides."""

import os
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

from desk import Desk, below, build_dir, require_tools, states_of, wait_until  # noqa: E402

os.environ.setdefault("JC_BUILD", str(build_dir()))

from jiangce import APP, PASSWORD, Ctl, Server  # noqa: E402

SHOWN_WITHOUT_NAME = {"filler", "panel", "frame", "scroll pane", "scroll bar", "separator", "image", "form", "list"}

WORDS = {
    "zh_CN": {"first": "还没有申报", "new": "新建申报", "connect": "连接服务器…", "places": "我的申报", "sync": "同步中心",
              "undo": "撤销", "cancel": "取消", "begin": "开始填", "server": "服务器地址", "account": "账号",
              "password": "密码", "conflict": "两处都改过", "mine": "本机", "theirs": "服务器", "synced": "已同步",
              "signed-in": "已登录", "done": "完成", "size": "文字大小"},
    "en": {"first": "No dossier yet", "new": "New dossier", "connect": "Connect to a server…", "places": "My dossiers",
           "sync": "Sync centre", "undo": "Undo", "cancel": "Cancel", "begin": "Begin", "server": "Server address",
           "account": "Account", "password": "Password", "conflict": "Changed on both sides", "mine": "this computer",
           "theirs": "the server", "synced": "Synced", "signed-in": "Signed in", "done": "Done",
           "size": "Text size"},
}


class Home:
    """The program with Home on a desk of its own."""

    def __init__(self, desk, library, language):
        self.desk = desk
        self.words = WORDS[language]
        self.library = library
        self.program = desk.start([APP, "--library", library], log=desk.home / "app.log")

    def find_all(self, role=None, name=None):
        """Everything with ROLE and NAME, also on pages behind the one that is shown: GTK 4.8 does not tell."""
        return self.program.find_all(role, name, showing=False)

    def find(self, role, name):
        return wait_until(lambda: self.find_all(role, name), f"a {role} named {name!r}")[0]

    def rows(self, *parts):
        """Names of dossiers' rows that hold every one of PARTS; each list of Home has rows of its own."""
        found = []
        self.find_all("list item", lambda name: all(part in name for part in parts) and not found.append(name))
        return found

    def wait_row(self, *parts, seconds=15.0):
        return wait_until(lambda: self.rows(*parts), f"a row with {parts}", seconds)[0]

    def wait_no_row(self, *parts, seconds=10.0):
        wait_until(lambda: not self.rows(*parts), f"the row with {parts} going away", seconds)

    def focused_name(self):
        node = self.program.focused()
        return (node.get_name() or "") if node is not None else ""

    def focus_row(self, part):
        """F6 into the list, then down to the row, as a person without a mouse goes there."""
        places = (self.words["places"], self.words["sync"])
        for _ in range(4):
            node = self.program.focused()
            if node is not None and node.get_role_name() == "list item" and not node.get_name().startswith(places):
                break
            self.desk.keys("F6")
        for _ in range(20):
            if part in self.focused_name():
                return
            self.desk.keys("Down")
        raise AssertionError(f"the row with {part!r} was not reached: {self.focused_name()!r}")

    def press(self, role, part):
        """Presses the thing of ROLE whose name holds PART and that can be pressed."""
        def look():
            return [node for node in self.find_all(role, lambda name: part in name)
                    if node.get_n_actions() > 0]
        wait_until(look, f"{role} with {part!r}")[-1].do_action(0)
        time.sleep(0.3)

    def nameless(self):
        """What takes the focus and has no words."""
        found = []
        for node in self.find_all():
            name = node.get_name() or ""
            is_class = name.startswith(("Gtk", "Adw", "Jc"))
            if "focusable" in states_of(node) and (not name.strip() or is_class) \
                    and node.get_role_name() not in SHOWN_WITHOUT_NAME and not is_inside_toolkit(node):
                found.append((node.get_role_name(), name, parent_names(node)))
            assert "_" not in name or node.get_role_name() in ("label", "text"), f"a mnemonic in a name: {name!r}, {parent_names(node)}"
        return found

    def log(self):
        return (self.desk.home / "app.log").read_text()

    def stop(self):
        assert self.program.stop() == 0
        assert "CRITICAL" not in self.log(), self.log()


def is_inside_toolkit(node):
    """What libadwaita builds and keeps hidden: the preferences' switcher and search, a combo row's own list."""
    names = [name for _, name in parent_names(node)]
    return node.get_name() == "GtkSearchEntry" or any(n in ("AdwViewSwitcher", "GtkListView") for n in names)


def parent_names(node):
    names = []
    while node is not None and len(names) < 4:
        names.append((node.get_role_name(), node.get_name()))
        node = node.get_parent()
    return names


def make_dossier(ctl, name, sample=False):
    _, out, _ = ctl.run("dossier", "new", *(["--sample"] if sample else []), ok=0)
    ctl.run("dossier", "set", out.strip(), f"/leader/name={name}", ok=0)
    return out.strip()


def check_first_start(home):
    """One page with two ways on; the first dossier is begun at once, by keyboard."""
    home.find("label", home.words["first"])
    assert not home.nameless(), home.nameless()
    home.desk.keys("ctrl+n")
    wait_until(lambda: home.program.root().get_child_count() == 2, "the dossier's window")
    home.desk.keys("ctrl+w")
    wait_until(lambda: home.program.root().get_child_count() == 1, "the dossier's window closing")
    home.wait_row(home.words["places"], "1")


def check_list(home, ctl):
    make_dossier(ctl, "李四")
    make_dossier(ctl, "王五")
    home.stop()
    home = Home(home.desk, home.library, home.desk.language)
    home.wait_row("李四")
    home.wait_row("王五")
    return home


def check_search(home):
    home.desk.keys("ctrl+f")
    home.desk.type("ls")
    home.wait_no_row("王五")
    # The other list, which nobody searched, is empty; only one row is left.
    assert len(home.rows("李四")) == 1
    home.desk.keys("Escape")
    home.wait_row("王五")


def check_delete_and_undo(home, ctl):
    home.focus_row("王五")
    home.desk.keys("Delete")
    home.wait_no_row("王五")
    wait_until(lambda: len(ctl.json("dossier", "list")) == 2, "the deletion in the library")
    home.press("push button", home.words["undo"])
    home.wait_row("王五")
    titles = [row["title"] for row in ctl.json("dossier", "list")]
    assert len(titles) == 3, titles


def check_carry_over(home, ctl):
    """A new one from an earlier one brings the unit and the leader along, no declaration and no date."""
    home.desk.keys("ctrl+n")
    home.find("push button", lambda name: name.startswith(home.words["begin"]))
    home.press("push button", home.words["cancel"])
    assert len(ctl.json("dossier", "list")) == 3


def open_sign_in(home):
    """From the sync centre, by keyboard: to the places, down to it, and over to its button."""
    while home.focused_name() == "" or not home.focused_name().startswith(home.words["places"]):
        home.desk.keys("F6")
    home.desk.keys("Down", "Down", "F6", "Tab", "Tab")
    assert home.focused_name().startswith(("登录…", "Sign in…")), home.focused_name()
    home.desk.keys("space")
    home.find("text", home.words["server"])
    assert not home.nameless(), home.nameless()


def type_sign_in(home, *lines):
    for line in lines:
        home.desk.keys("ctrl+a")
        home.desk.type(line)
        home.desk.keys("Return")


def check_sign_in(home, server):
    """A wrong password is said in words and leaves the dialog; the right one syncs what is here."""
    open_sign_in(home)
    type_sign_in(home, server.url, "demo", "wrong")
    wait_until(lambda: home.find_all("label", lambda name: name.startswith(("账号或密码", "The account or"))),
               "what is wrong")
    assert not home.nameless(), home.nameless()
    type_sign_in(home, PASSWORD)
    # Without a keyring it says where the sign-in lies now.
    home.find("label", home.words["signed-in"])
    time.sleep(0.3)
    home.desk.keys("Escape")
    home.wait_row("李四", home.words["synced"])
    assert (pathlib.Path(home.library) / "token").stat().st_mode & 0o777 == 0o600
    home.desk.keys("F6", "Up", "Up")


def check_preferences(home):
    home.desk.keys("ctrl+comma")
    home.find("label", home.words["size"])
    assert not home.nameless(), home.nameless()
    home.desk.keys("Escape")


def check_other_computer(home, server, other):
    """What jiangcectl changes in a second library appears in the window by itself."""
    other.run("login", "--server", server.url, "--account", "demo", typed=PASSWORD + "\n", ok=0)
    other.run("sync", ok=0)
    dossier = next(row["id"] for row in other.json("dossier", "list") if "李四" in row["title"])
    other.run("dossier", "set", dossier, "/leader/name=李四光", ok=0)
    other.run("sync", ok=0)
    home.wait_row("李四光", seconds=30.0)
    return dossier


def check_conflict(home, dossier, ctl, other):
    """Both sides change the same fields while the window is closed; a person chooses in the window."""
    home.stop()
    for library, name, unit in ((other, "李四海", "海公司"), (ctl, "李四山", "山公司")):
        library.run("dossier", "set", dossier, f"/leader/name={name}", ok=0)
        library.run("dossier", "set", dossier, f"/unit/full_name={unit}", ok=0)
        library.run("sync")
    assert len(ctl.json("conflict", "list", dossier)) == 2
    home = Home(home.desk, home.library, home.desk.language)
    home.wait_row(home.words["conflict"], "李四山")
    home.focus_row("李四山")
    home.desk.keys("shift+F10")
    time.sleep(0.4)
    home.desk.keys("Down", "Return")
    choices = wait_until(lambda: home.find_all("radio button"), "the choices")
    names = [node.get_name() for node in choices]
    assert len(names) == 4 and any("李四海" in n and home.words["theirs"] in n for n in names), names
    assert not home.nameless(), home.nameless()
    home.desk.keys("F8", "space")
    home.desk.resize(360, 640)
    home.desk.keys("ctrl+w")
    # Leaving early kept what was chosen.
    home.focus_row("李四山")
    home.desk.keys("shift+F10")
    time.sleep(0.4)
    home.desk.keys("Down", "Return")
    wait_until(lambda: [n for n in home.find_all("radio button") if "checked" in states_of(n)],
               "the choice of before")
    home.press("push button", "服务器" if home.desk.language == "zh_CN" else "All from the server")
    home.press("push button", home.words["done"])
    wait_until(lambda: not ctl.json("conflict", "list", dossier), "the decision in the library")
    assert ctl.json("dossier", "show", dossier)["values"]["leader"]["name"] == "李四海"
    home.wait_row("李四海", home.words["synced"], seconds=30.0)
    return home


def check_narrow(home):
    home.desk.resize(360, 640)
    assert not home.nameless(), home.nameless()
    home.desk.keys("alt+Left")
    home.desk.keys("F6", "F6")


def run(language):
    with Desk(size="1280x800", language=language) as desk:
        library = str(desk.home / "library")
        ctl = Ctl(library)
        other = Ctl(desk.home / "other")
        server = Server()
        try:
            server.account("demo")
            server.round("2026-01-01", "2099-12-31")
            server.start()
            # Nothing may lie under the pointer: what it hovers over would take the keys of a menu.
            subprocess.run(["xdotool", "mousemove", "1", "1"], env=desk.env, check=True)
            home = Home(desk, library, language)
            check_first_start(home)
            home = check_list(home, ctl)
            check_search(home)
            check_delete_and_undo(home, ctl)
            check_carry_over(home, ctl)
            check_preferences(home)
            check_sign_in(home, server)
            dossier = check_other_computer(home, server, other)
            home = check_conflict(home, dossier, ctl, other)
            check_narrow(home)
            home.stop()
        finally:
            server.stop()


def main():
    require_tools()
    if len(sys.argv) > 1:
        run(sys.argv[1])
        return
    # The accessibility client can be on one desk only for as long as its process lives.
    for language in WORDS:
        subprocess.run([sys.executable, __file__, language], check=True)
        print(f"Home, {language}: done", flush=True)


if __name__ == "__main__":
    main()
