#!/usr/bin/python3
"""Runs every test through meson and ends with one plain line: `N passed, N failed`.

A test program that speaks TAP counts as its cases; another one as one test. Everything below
`meson test` is told in full only when it failed.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

SUPPRESSIONS = pathlib.Path(__file__).with_name("lsan.supp")
CASE = re.compile(r"^\s*(ok|not ok) (\d+)(.*)$", re.M)
UNITTEST = re.compile(r"^Ran (\d+) tests? in", re.M)
UNITTEST_BAD = re.compile(r"(?:failures|errors)=(\d+)")


def count(record):
    """Passed, failed, skipped of one program's record in the log."""
    out = record.get("stdout", "") + "\n" + record.get("stderr", "")
    bad_end = record["result"] not in ("OK", "EXPECTEDFAIL", "SKIP")
    cases = CASE.findall(record.get("stdout", ""))
    if cases:
        failed = sum(1 for verdict, _, rest in cases if verdict == "not ok" and "# TODO" not in rest)
        skipped = sum(1 for verdict, _, rest in cases if verdict == "ok" and "# SKIP" in rest.upper())
        passed = len(cases) - failed - skipped
        return passed, max(failed, 1 if bad_end else 0), skipped
    ran = UNITTEST.search(out)
    if ran:
        failed = sum(int(n) for n in UNITTEST_BAD.findall(out))
        skipped = sum(int(n) for n in re.findall(r"skipped=(\d+)", out))
        return int(ran[1]) - failed - skipped, max(failed, 1 if bad_end else 0), skipped
    if record["result"] == "SKIP":
        return 0, 0, 1
    return (0, 1, 0) if bad_end else (1, 0, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--sanitizers", action="store_true")
    parser.add_argument("--suite", action="append", default=[])
    parser.add_argument("test", nargs="*", help="names as meson knows them, like ui-viewer; else all")
    args = parser.parse_args()

    env = dict(os.environ)
    command = ["meson", "test", "-C", args.build, "--no-rebuild", "--num-processes", "2"]
    for suite in args.suite:
        command += ["--suite", suite]
    if args.sanitizers:
        command += ["--timeout-multiplier", "4"]
        env["ASAN_OPTIONS"] = "detect_leaks=1:abort_on_error=0:detect_stack_use_after_return=0"
        env["LSAN_OPTIONS"] = f"suppressions={SUPPRESSIONS}:print_suppressions=0"
        # Mesa keeps 128 bytes of the driver that GDK opens to look for GL, and the driver is unloaded by
        # the time leaks are told: nothing is left with a name that could be suppressed.
        env["GDK_DEBUG"] = "gl-disable"
        env["UBSAN_OPTIONS"] = "print_stacktrace=1:halt_on_error=1"
    command += args.test
    log = pathlib.Path(args.build) / "meson-logs" / "testlog.json"
    # What an earlier run left must not be counted for this one.
    log.unlink(missing_ok=True)
    run = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    passed = failed = skipped = 0
    if not log.exists():
        print(run.stdout)
        failed = 1
    else:
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            record = json.loads(line)
            p, f, s = count(record)
            passed, failed, skipped = passed + p, failed + f, skipped + s
            mark = "FAILED" if f else "ok"
            print(f"{mark:7}{record['name']:60} {p} passed, {f} failed ({record['duration']:.1f} s)")
            if f:
                print(record.get("stdout", "")[-6000:])
                print(record.get("stderr", "")[-6000:])
    if run.returncode != 0 and failed == 0:
        print(run.stdout[-4000:])
        failed = 1
    if passed == 0 and failed == 0:
        failed = 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
