#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""A private desktop on which the real program is driven as a person drives it.

A Desk is an X server of its own with a window manager, a D-Bus session, an accessibility bus and a
home folder. A Program on it is found, read and pressed through AT-SPI, and typed into with real key
events. Nothing of the machine's own session is touched; everything ends with the Desk.

Needs Debian's xvfb, openbox, dbus, at-spi2-core, gir1.2-atspi-2.0, python3-gi, xdotool, imagemagick.
"""

import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

NEEDED = ("Xvfb", "openbox", "dbus-daemon", "xdotool", "import")
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
SKIPPED = 77
# Of a program that ended badly: so many of its last lines, or so many from a sanitizer's report on.
TAIL_LINES, REPORT_LINES = 60, 200
REPORT = re.compile(r"(Address|Leak|UndefinedBehavior)Sanitizer|runtime error:")
JUMP = ("跳转到节、栏目、附件或要改的地方", "Go to a section, field, attachment or problem")
NAME = "cn.jiangce.Jiangce"
OBJECT = "/cn/jiangce/Jiangce"
OPENBOX = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application class="*" type="normal"><decor>no</decor><maximized>{}</maximized></application>
</applications></openbox_config>
"""


class NotSeen(AssertionError):
    """What was waited for did not come in time."""


class EndedBadly(AssertionError):
    """A program ended by itself, or with a status that nobody asked for; its last words are here."""


# In seconds; what is there is seen at once, so this only says when to give up on a busy machine.
PATIENCE = 20.0

started = []  # the Programs of the desk that stands


def require_tools():
    """Ends the test as skipped where this machine cannot drive a screen."""
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    try:
        import gi
        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        missing.append("gir1.2-atspi-2.0")
    if missing:
        print("skipped, not installed: " + ", ".join(missing))
        sys.exit(SKIPPED)


def build_dir():
    """The build folder: $JC_BUILD, else the current one."""
    return pathlib.Path(os.environ.get("JC_BUILD", os.getcwd())).resolve()


def ask(question):
    """QUESTION's answer; None where the program that was asked is busy, or a node is gone by now."""
    from gi.repository import GLib
    try:
        return question()
    except GLib.Error:
        return None


def wait_until(condition, what, seconds=PATIENCE):
    """The first true answer of CONDITION; NotSeen(WHAT) when none comes within SECONDS."""
    end = time.monotonic() + seconds
    while True:
        answer = ask(condition)
        if answer:
            return answer
        if time.monotonic() > end:
            last_words = [program.last_words() for program in started if program.ended_badly()]
            raise NotSeen("\n".join([f"{what} within {seconds} s", *last_words]))
        time.sleep(0.05)


def below(node):
    """NODE and everything under it, parents first; what vanishes meanwhile is passed over."""
    yield node
    try:
        children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
    except Exception:  # the node is gone
        return
    for child in children:
        if child is not None:
            yield from below(child)


def states_of(node):
    return {state.value_nick for state in node.get_state_set().get_states()}


def showing_below(node):
    """As below (), with each node's states, without what is hidden: nothing under it shows. GTK 4.8 gives
    "showing" to windows only, and takes "visible" from the pages that are not in front."""
    states = states_of(node)
    if "visible" not in states and node.get_role_name() != "application":
        return
    yield node, states
    for i in range(node.get_child_count()):
        with contextlib.suppress(Exception):  # a node that is gone by now
            child = node.get_child_at_index(i)
            if child is not None:
                yield from showing_below(child)


class Program:
    """One running program, seen through its accessibility tree."""

    def __init__(self, desk, process, log, begin):
        self.desk = desk
        self.process = process
        self.log = log      # open, for reading: the name may be used anew
        self.begin = begin  # where its own output begins
        self.is_killed = False
        self.is_told = False

    def ended_badly(self):
        return self.process.poll() not in (None, 0) and not self.is_killed

    def output(self):
        """All that it wrote to stdout and stderr so far."""
        self.log.seek(self.begin)
        return self.log.read().decode(errors="replace")

    def last_words(self):
        """How it ended, with the end of its output, or a sanitizer's report from its beginning."""
        self.is_told = True
        lines = self.output().splitlines()
        report = next((i for i, line in enumerate(lines) if REPORT.search(line)), len(lines))
        first = min(report, max(0, len(lines) - TAIL_LINES))
        return "\n".join([f"{self.process.args[0]} ended with {self.process.returncode}; its output:",
                          *lines[first:first + REPORT_LINES]])

    def root(self):
        desktop = self.desk.atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            with contextlib.suppress(Exception):
                node = desktop.get_child_at_index(i)
                if node.get_process_id() == self.process.pid:
                    return node
        return None

    def find_all(self, role=None, name=None, showing=False):
        """Every node with ROLE and NAME; NAME is a string or a predicate."""
        root = self.root()
        if root is None:
            return []
        fits = name if callable(name) else (lambda n: name is None or n == name)
        found = []
        with contextlib.suppress(Exception):  # the tree changed meanwhile: what was found stands
            for node in (pair[0] for pair in showing_below(root)) if showing else below(root):
                if role is not None and node.get_role_name() != role:
                    continue
                if fits(node.get_name() or ""):
                    found.append(node)
        return found

    def showing(self):
        """(role, name, states) of all that shows. What was never given a place, as in a list that did
        not drop down yet, does not."""
        placed = self.desk.atspi.CoordType.WINDOW
        return [(node.get_role_name(), node.get_name() or "", states)
                for node, states in showing_below(self.root())
                if "focusable" not in states or node.get_extents(placed).width > 0]

    def find(self, role=None, name=None, seconds=PATIENCE):
        def look():
            if self.process.poll() is not None:
                raise EndedBadly(self.last_words())
            return self.find_all(role, name)
        return wait_until(look, f"a {role or 'thing'} named {name!r}", seconds)[0]

    def is_gone(self, role=None, name=None, seconds=PATIENCE):
        wait_until(lambda: not self.find_all(role, name), f"{role} {name!r} going away", seconds)

    def press(self, role, name, seconds=PATIENCE):
        self.find(role, name, seconds).do_action(0)
        time.sleep(0.15)

    def run(self, action, *values):
        """Activates "app.quit", or "win.save" of the newest window that has it, over D-Bus; VALUES are strings."""
        from gi.repository import GLib
        group, name = action.split(".", 1)
        paths = [OBJECT] if group == "app" else [f"{OBJECT}/window/{n}" for n in range(30, 0, -1)]
        for path in paths:
            with contextlib.suppress(Exception):
                self._call(path, "Describe", "(s)", name)
                self._call(path, "Activate", "(sava{sv})", name, [GLib.Variant("s", v) for v in values], {})
                time.sleep(0.15)
                return
        raise NotSeen(f"action {action}")

    def _call(self, path, method, signature, *values):
        from gi.repository import Gio, GLib
        self.desk.bus.call_sync(NAME, path, "org.gtk.Actions", method, GLib.Variant(signature, values),
                                None, Gio.DBusCallFlags.NO_AUTO_START, 3000, None)

    def go_to(self, label):
        """Puts the focus into the field with that LABEL, as a person does with Ctrl+J."""
        def search_entry():
            return self.find_all("entry", lambda n: n in JUMP, showing=False)

        # A window that has only just come up may not have the keyboard yet.
        for _ in range(5):
            self.desk.keys("ctrl+j")
            with contextlib.suppress(NotSeen):
                wait_until(search_entry, "the search for fields", 2.0)
                break
        search = wait_until(search_entry, "the search for fields")
        search[0].set_text_contents(label)
        self.desk.keys("Return")
        time.sleep(0.4)

    def text_in(self, name, role="text"):
        node = self.find(role, name)
        return node.get_text(0, node.get_character_count())

    def focused(self):
        """The node that has the focus, or None."""
        for node in below(self.root()):
            with contextlib.suppress(Exception):
                if "focused" in states_of(node):
                    return node
        return None

    def tree(self):
        lines = []

        def walk(node, depth):
            with contextlib.suppress(Exception):
                words = f"{'  ' * depth}{node.get_role_name()} {node.get_name()!r}"
                if node.get_description():
                    words += f" ({node.get_description()})"
                lines.append(words)
                for i in range(node.get_child_count()):
                    child = node.get_child_at_index(i)
                    if child is not None:
                        walk(child, depth + 1)

        if self.root() is not None:
            walk(self.root(), 0)
        return "\n".join(lines)

    def kill(self):
        """As a power cut ends it."""
        self.is_killed = True
        self.process.kill()
        self.process.wait()

    def stop(self, seconds=PATIENCE):
        """Ends it as a session does; EndedBadly unless it saved and ended with 0."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.ended_badly() and not self.is_told:
            raise EndedBadly(self.last_words())
        return self.process.returncode


class Desk:
    """Use as a context manager."""

    def __init__(self, size="1280x900", language="zh_CN", home=None, env=None, maximised=False):
        self.size = size
        self.maximised = maximised
        self.language = language
        self.keep_home = home is not None
        self.home = pathlib.Path(home or tempfile.mkdtemp(prefix="jc-desk-"))
        self.extra = dict(env or {})
        self.processes = []
        self.programs = []

    def __enter__(self):
        runtime = self.home / "run"
        runtime.mkdir(parents=True, exist_ok=True)
        runtime.chmod(0o700)
        private = ("XDG_", "DBUS_", "AT_SPI", "WAYLAND_", "LC_", "G_MESSAGES")
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(private)}
        self.env.update(HOME=str(self.home), XDG_RUNTIME_DIR=str(runtime), LANG="C.UTF-8",
                        LANGUAGE=self.language, GDK_BACKEND="x11", GSK_RENDERER="cairo",
                        GTK_A11Y="atspi", NO_AT_BRIDGE="0", GSETTINGS_BACKEND="memory",
                        TZ="Asia/Shanghai", **self.extra)
        try:
            self._start_screen()
            self._start_buses()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start_screen(self):
        reading, writing = os.pipe()
        self._spawn(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self.size}x24",
                     "-nolisten", "tcp"], pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.env["DISPLAY"] = f":{number}"
        config = self.home / "openbox.xml"
        config.write_text(OPENBOX.format("yes" if self.maximised else "no"))
        self._spawn(["openbox", "--config-file", str(config)])

    def _start_buses(self):
        bus = self._spawn(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                          stdout=subprocess.PIPE, text=True)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        launcher = next((p for p in LAUNCHERS if os.path.exists(p)), None)
        if launcher is not None:
            self._spawn([launcher, "--launch-immediately"])
        time.sleep(0.5)
        # The accessibility client lives in this process: it has to be on the same buses.
        for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            os.environ[name] = self.env[name]
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, Gio
        Atspi.init()
        # In milliseconds: a busy program's answer counts as none after 0.8 s where nothing is said.
        Atspi.set_timeout(10_000, 30_000)
        self.atspi = Atspi
        self.bus = Gio.DBusConnection.new_for_address_sync(
            self.env["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.bus.set_exit_on_close(False)

    def _spawn(self, argv, **kwargs):
        process = subprocess.Popen(argv, env=self.env, **{**SILENT, **kwargs})
        self.processes.append(process)
        return process

    def __exit__(self, *unused):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        untold = [program.last_words() for program in self.programs
                  if program.ended_badly() and not program.is_told]
        for program in self.programs:
            program.log.close()
        started[:] = [program for program in started if program not in self.programs]
        if not self.keep_home:
            shutil.rmtree(self.home, ignore_errors=True)
        if untold:
            raise EndedBadly("\n".join(untold))

    def start(self, argv, log=None, seconds=30.0, env=None):
        """Starts ARGV, its output going to LOG or a file of its own, and waits until it shows a window."""
        log = pathlib.Path(log or self.home / f"program-{len(self.programs)}.log")
        with open(log, "ab") as out:
            begin = out.tell()
            process = subprocess.Popen([str(a) for a in argv], env={**self.env, **(env or {})},
                                       stdout=out, stderr=subprocess.STDOUT)
        self.processes.append(process)
        program = Program(self, process, open(log, "rb"), begin)
        self.programs.append(program)
        started.append(program)

        def has_window():
            if process.poll() is not None:
                raise EndedBadly("before its window came: " + program.last_words())
            root = program.root()
            return root is not None and root.get_child_count() > 0
        wait_until(has_window, f"a window of {argv[0]}", seconds)
        time.sleep(0.3)
        return program

    def keys(self, *keys):
        subprocess.run(["xdotool", "key", "--delay", "30", *keys], env=self.env, check=True, **SILENT)
        time.sleep(0.15)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "12", text], env=self.env, check=True, **SILENT)
        time.sleep(0.15)

    def resize(self, width, height):
        """The active window, by its outer size."""
        self.act_on_window("windowsize", str(width), str(height))
        time.sleep(0.5)

    def act_on_window(self, *words):
        """With the active window; while another one takes its place there is none."""
        argv = ["xdotool", "getactivewindow", *words]
        wait_until(lambda: subprocess.run(argv, env=self.env, **SILENT).returncode == 0, " ".join(argv))

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=True, **SILENT)
