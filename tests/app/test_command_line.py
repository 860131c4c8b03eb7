#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""What jiangce says to a command line before there is a window: it needs no display for that."""
import os
import pathlib
import subprocess
import unittest

JIANGCE = pathlib.Path(os.environ["JC_BUILD"], "src/app/jiangce")


class CommandLine(unittest.TestCase):
    def run_program(self, *words):
        env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        return subprocess.run([JIANGCE, *words], capture_output=True, text=True, env=env, timeout=60)

    def test_what_cannot_be_read_is_wrong_usage(self):
        for words in (("--bogus",), ("--open",)):
            done = self.run_program(*words)
            self.assertEqual(done.returncode, 2, words)
            self.assertIn(words[0], done.stderr)

    def test_version(self):
        done = self.run_program("--version")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r"^jiangce \d")


if __name__ == "__main__":
    unittest.main()
