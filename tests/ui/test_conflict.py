#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""Two computers change the same row: keeping both, and being told of it while nobody looks."""

import os
import pathlib
import shutil
import sys
import unittest

import desk

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
os.environ.setdefault("JC_BUILD", str(desk.build_dir()))
from jiangce import PASSWORD, Ctl, Server  # noqa: E402

TITLE = "/leader/honours/0/title"
NOTIFICATIONS = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""


class Notifications:
    """Stands where a desktop shows notifications; keeps their headings."""

    def __init__(self, bus):
        from gi.repository import Gio, GLib
        self.glib, self.bus, self.told = GLib, bus, []
        interface = Gio.DBusNodeInfo.new_for_xml(NOTIFICATIONS).interfaces[0]
        self.object = bus.register_object("/org/freedesktop/Notifications", interface, self._called, None, None)
        self.name = Gio.bus_own_name_on_connection(bus, "org.freedesktop.Notifications", 0, None, None)

    def _called(self, bus, sender, path, interface, method, values, invocation):
        if method == "Notify":
            self.told.append(values[3])
            invocation.return_value(self.glib.Variant("(u)", (len(self.told),)))
        elif method == "GetCapabilities":
            invocation.return_value(self.glib.Variant("(as)", (["actions", "body"],)))
        elif method == "GetServerInformation":
            invocation.return_value(self.glib.Variant("(ssss)", ("test", "test", "1", "1.2")))
        else:
            invocation.return_value(None)

    def listen(self):
        while self.glib.MainContext.default().iteration(False):
            pass
        return self.told

    def stop(self):
        from gi.repository import Gio
        Gio.bus_unown_name(self.name)
        self.bus.unregister_object(self.object)


def setUpModule():
    # The accessibility client of one process knows one bus: one desk for all.
    Conflict.screen = unittest.enterModuleContext(desk.Desk(maximised=True))


class Conflict(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.server.account("alice")
        self.server.round("2026-01-01", "2099-12-31")
        self.server.start()
        mine = self.screen.home / ".local/share/jiangce"
        shutil.rmtree(mine, ignore_errors=True)
        shutil.rmtree(self.screen.home / "other", ignore_errors=True)
        self.ctl = Ctl(mine, self.screen.env)
        self.other = Ctl(self.screen.home / "other", self.screen.env)
        for ctl in (self.ctl, self.other):
            ctl.run("login", "--server", self.server.url, "--account", "alice", typed=PASSWORD + "\n", ok=0)
        self.dossier = self.ctl.json("dossier", "new", "--sample")["id"]
        self.ctl.run("sync", ok=0)
        self.other.run("sync", ok=0)

    def disagree(self, sync_mine):
        """The other computer is first to the server; a running program hears of it at once."""
        self.other.run("dossier", "set", self.dossier, f"{TITLE}=别处写的", ok=0)
        self.ctl.run("dossier", "set", self.dossier, f"{TITLE}=这里写的", ok=0)
        self.other.run("sync", ok=0)
        if sync_mine:
            self.ctl.run("sync")

    def start(self):
        log = self.screen.home / "log"
        program = self.screen.start([desk.build_dir() / "src/app/jiangce"], log=log,
                                    env={"G_DEBUG": "fatal-criticals"})
        self.addCleanup(program.stop)
        return program

    def titles(self):
        values = self.ctl.json("dossier", "show", self.dossier)["values"]
        return [row["title"] for row in values["leader"]["honours"]]

    def test_both_can_stay(self):
        self.disagree(sync_mine=True)
        before = self.titles()
        program = self.start()
        program.run("app.decide-conflict", self.dossier)
        both = program.find("radio button", lambda name: "两份都留" in name)
        self.screen.keys("F8", "Down", "Down", "space")
        desk.wait_until(lambda: "checked" in desk.states_of(both), "both being chosen")
        program.press("push button", "完成")
        desk.wait_until(lambda: not self.ctl.json("conflict", "list", self.dossier), "the decision")
        desk.wait_until(lambda: len(self.titles()) == len(before) + 1, "the second row")
        self.assertEqual(["这里写的", "别处写的", *before[1:]], self.titles())

    def test_it_is_told_while_nobody_looks(self):
        notifications = Notifications(self.screen.bus)
        self.addCleanup(notifications.stop)
        notifications.listen()
        program = self.start()
        program.find("label", lambda name: name.startswith("已同步"), seconds=20.0)
        self.assertEqual([], notifications.listen())
        self.screen.act_on_window("windowminimize")
        self.disagree(sync_mine=False)
        program.run("app.sync-now")
        desk.wait_until(lambda: "两处都改过" in notifications.listen(), "the notification", 30.0)
        self.assertEqual(1, len(notifications.told), notifications.told)


if __name__ == "__main__":
    desk.require_tools()
    unittest.main()
