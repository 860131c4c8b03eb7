#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Jiangce authors
"""Kills intake-writer at random moments: what a dossier names is on the disk, whole, every time.

  test-kill.py INTAKE-WRITER [RUNS [SEED]]
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time


def write_until_killed(writer, folder, seconds):
    """Returns the last acknowledged number, 0 when there was none."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen([writer, folder], stdout=output, stdin=subprocess.DEVNULL)
        time.sleep(seconds)
        ended = process.poll()
        process.send_signal(signal.SIGKILL)
        process.wait()
        if ended is not None:
            sys.exit("the writer ended by itself with status %s" % ended)
        output.seek(0)
        lines = output.read().split(b"\n")[:-1]
    numbers = [int(line.split()[1]) for line in lines if line.startswith(b"SAVED ")]
    return numbers[-1] if numbers else 0


def check(writer, folder):
    checked = subprocess.run([writer, "--check", folder], stdout=subprocess.PIPE)
    if checked.returncode != 0:
        sys.exit("the check failed")
    originals = os.path.join(folder, "originals")
    left = [name for name in os.listdir(originals) if name.startswith(".")] if os.path.isdir(originals) else []
    if left:
        sys.exit("left behind: %s" % left)
    return int(checked.stdout)


def main():
    writer = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 25
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20251009)
    folder = tempfile.mkdtemp(prefix="jc-intake-kill-")
    acknowledged = 0
    try:
        for run in range(1, runs + 1):
            acknowledged = max(acknowledged, write_until_killed(writer, folder, chance.uniform(0.01, 0.5)))
            found = check(writer, folder)
            # One more may be durable whose acknowledgement was cut off.
            if not acknowledged <= found <= acknowledged + 1:
                sys.exit("run %d: %d acknowledged, %d found" % (run, acknowledged, found))
            acknowledged = found
    finally:
        shutil.rmtree(folder)
    if acknowledged < runs:
        sys.exit("only %d files in %d runs: nothing was tested" % (acknowledged, runs))
    print("%d kills, %d files, none lost" % (runs, acknowledged))


if __name__ == "__main__":
    main()
