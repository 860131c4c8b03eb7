#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""Photographs every screen: both languages, light and dark, wide and 360 px.

usage: pictures.py --build DIR --out DIR [--only WORD]

Pictures are named LANGUAGE-COLOURS-WIDTH-SCREEN.png. A screen that cannot be reached is an error.
"""

import argparse
import pathlib
import subprocess
import sys
import time

import desk

SIZES = ("1280x860", "360x660")
LANGUAGES = ("zh_CN", "en")
COLOURS = ("light", "dark")


class Camera:
    """One program on one desk, and the names of what it shows."""

    def __init__(self, screen, build, out, prefix, only):
        self.desk, self.build, self.out, self.prefix, self.only = screen, build, out, prefix, only
        self.log = screen.home / "log"
        self.program = None

    def ctl(self, *words):
        argv = [self.build / "src/ctl/jiangcectl", *words]
        return subprocess.run([str(a) for a in argv], env=self.desk.env, check=True,
                              capture_output=True, text=True).stdout.strip()

    def open(self, *words):
        self.close()
        self.program = self.desk.start([self.build / "src/app/jiangce", *words], log=self.log)
        time.sleep(1.0)

    def close(self):
        if self.program is not None:
            self.program.stop()
        self.program = None

    def shoot(self, name):
        if self.only is not None and self.only not in name:
            return
        time.sleep(0.5)
        self.desk.picture(self.out / f"{self.prefix}-{name}.png")

    def act(self, action):
        self.program.run(action)
        time.sleep(0.4)


def home_screens(camera):
    camera.open()
    camera.shoot("home-empty")
    camera.act("app.new-dossier")
    camera.shoot("new-dossier")
    camera.close()
    camera.ctl("dossier", "new")
    camera.ctl("dossier", "new", "--sample")
    camera.open()
    camera.shoot("home-list")
    for action, name in (("app.sync-centre", "sync"), ("app.preferences", "preferences"),
                         ("app.sign-in", "sign-in"), ("app.about", "about"),
                         ("win.show-help-overlay", "shortcuts")):
        camera.act(action)
        camera.shoot(name)
        camera.desk.keys("Escape")


def dossier_screens(camera, dossier):
    """DOSSIER is complete; a second, empty one shows the problems."""
    camera.open("--open", dossier)
    step = camera.desk.keys
    step(*["ctrl+Prior"] * 14)
    camera.shoot("section-1")
    for number in range(2, 13):
        step("ctrl+Next")
        camera.shoot(f"section-{number}")
    step("ctrl+Next")
    camera.shoot("slots")
    step("ctrl+Next")
    camera.shoot("check-complete")
    camera.act("win.finalise")
    camera.shoot("check-finalised")
    camera.act("win.reopen")
    camera.act("win.history")
    camera.shoot("history")
    camera.act("win.receipt")
    camera.shoot("receipt")


def problem_screens(camera, dossier):
    camera.open("--open", dossier)
    step = camera.desk.keys
    step("F8")
    step("shift+Tab", "Tab")
    camera.desk.type("x")
    step("Tab")
    camera.shoot("section-problems")
    step("ctrl+j")
    camera.desk.type("990")
    step("BackSpace", "BackSpace", "BackSpace")
    camera.shoot("jump")
    step("Escape")
    camera.act("win.submit")
    camera.shoot("check-problems")
    camera.act("win.toggle-sidebar")
    camera.shoot("task-list")


def photograph(args):
    with desk.Desk(size=args.size, language=args.language, maximised=True) as screen:
        (screen.home / ".config/jiangce").mkdir(parents=True)
        (screen.home / ".config/jiangce/preferences.ini").write_text(
            f"[interface]\ncolours={args.colours}\ntext-percent={args.text}\n")
        width = args.size.split("x")[0]
        language = args.language.split("_")[0]
        prefix = f"{language}-{args.colours}-{width}"
        prefix += f"-{args.text}" if args.text != 100 else ""
        camera = Camera(screen, args.build, args.out, prefix, args.only)
        try:
            home_screens(camera)
            dossier_screens(camera, camera.ctl("dossier", "new", "--sample"))
            problem_screens(camera, camera.ctl("dossier", "new"))
        finally:
            camera.close()
            words = camera.log.read_text() if camera.log.exists() else ""
            if words:
                print(words, file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--only", help="only screens with this word in their name")
    parser.add_argument("--size", help="only this size")
    parser.add_argument("--language", help="only this language")
    parser.add_argument("--colours", help="only these colours")
    parser.add_argument("--text", type=int, default=100, help="size of the text, 100 to 200 percent")
    args = parser.parse_args()
    desk.require_tools()
    args.build = args.build.resolve()
    args.out.mkdir(parents=True, exist_ok=True)
    if args.size and args.language and args.colours:
        photograph(args)
        return 0

    # A desk for each: the accessibility client of one process stays with its first desk.
    failed = 0
    for size in [args.size] if args.size else SIZES:
        for language in [args.language] if args.language else LANGUAGES:
            for colours in [args.colours] if args.colours else COLOURS:
                argv = [sys.executable, __file__, "--build", str(args.build), "--out",
                        str(args.out), "--size", size, "--language", language, "--colours", colours,
                        "--text", str(args.text)]
                argv += ["--only", args.only] if args.only else []
                failed += subprocess.run(argv, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
