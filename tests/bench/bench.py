#!/usr/bin/python3
"""Prints what has a limit on how long or how much it takes, each against a floor of the same run.

Every figure is the median of runs that alternate with those of its floor, after one that does not count.
Exit status 1: a limit was passed.
"""
import argparse
import json
import statistics
import subprocess
import sys
import time

import definitions
import originals
from stage import Stage

DOSSIERS = 5000
FEW = 10
FIELDS = 200
SECTION = 120
JSON_BYTES = 5 * 1000 * 1000
ROW = "基准工作室"
FIELD = "基准字段"
MIB = 1024
PROGRAMS = {"model": ["bench-model"], "home": ["bench-model", "bench-library", "bench-bare", "bench-window"],
            "section": ["bench-library", "bench-bare", "bench-window"],
            "thumbnails": ["bench-pages", "bench-thumbnails"], "originals": ["bench-pages", "bench-window"]}
REAL_PROGRAMS = ["src/ctl/jiangcectl", "src/media/helper/jiangce-media", "src/server/jiangce-server"]

PYTHON_JSON = """
import json, sys, time
text = open(sys.argv[1], encoding="utf-8").read()
taken = []
for _ in range(7):
    begun = time.perf_counter()
    json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    taken.append(time.perf_counter() - begun)
print(sorted(taken)[3] * 1e6)
"""


class Table:
    """The figures so far."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = 0
        print(f"{'figure':58} {'measured':>11} {'floor':>11} {'measured/floor':>15} {'limit':>12}")

    def add(self, name, value, unit, floor=None, limit=None, ratio_limit=None, more=None):
        """LIMIT bounds the value (VALUE - FLOOR when MORE), RATIO_LIMIT its ratio to the floor."""
        ratio = value / floor if floor else None
        bad = False
        words = "-"
        if ratio_limit is not None:
            bad, words = ratio > ratio_limit, f"{ratio_limit:g} x"
        elif more is not None:
            bad, words = value - floor > more, f"+{more:g} {unit}"
        elif limit is not None:
            bad, words = value > limit, f"{limit:g} {unit}"
        self.failed += bad
        self.passed += not bad and words != "-"
        print(f"{name:58} {value:>8.3g} {unit:2} " if value < 100 else f"{name:58} {value:>8.0f} {unit:2} ", end="")
        print(f"{floor:>8.3g} {unit:2} " if floor and floor < 100 else f"{floor:>8.0f} {unit:2} " if floor
              else f"{'-':>11} ", end="")
        print(f"{f'{ratio:.3f} x' if ratio else '-':>15} {words:>12}{'   over its limit' if bad else ''}", flush=True)

    def skip(self, name, why):
        self.skipped += 1
        print(f"{name:58} skipped: {why}", flush=True)


def medians(runs, *makers):
    """Of each maker's dicts: the median by name. They take turns; a first round does not count."""
    rounds = [[make() for make in makers] for _ in range(runs + 1)][1:]
    return [{name: statistics.median(one[i][name] for one in rounds)
             for name in rounds[0][i] if isinstance(rounds[0][i][name], float)} for i in range(len(makers))]


def write(stage, name, definition):
    path = stage.folder / name
    path.write_text(json.dumps(definition, ensure_ascii=False), encoding="utf-8")
    return path


def keystroke(stage, table, runs):
    many = write(stage, "many.json", definitions.many_fields(FIELDS))
    for title, path in ((f"{FIELDS} fields", many), ("shipped form", definitions.SHIPPED)):
        one = stage.measure("bench-model", "check", path, definitions.KIND)
        [found] = medians(min(runs, 3), lambda path=path: stage.measure("bench-model", "check", path, definitions.KIND))
        title = f"keystroke's check, {title}"
        table.add(f"{title}, median", found["median_us"] / 1000, "ms", found["whole_us"] / 1000, limit=1)
        table.add(f"{title}, 99th of 100", found["p99_us"] / 1000, "ms", found["whole_us"] / 1000)
        table.add(f"{title}, slowest field", found["worst_field_us"] / 1000, "ms", found["whole_us"] / 1000)
        print(f"    floor: the whole check. {found['fields']:.0f} fields, {found['typed_fields']:.0f} typed in, "
              f"{found['evaluations']:.2f} evaluations a keystroke; slowest {one['worst_field']}")


def strict_json(stage, table, runs):
    path = stage.folder / "large.json"
    path.write_text(definitions.large_document(JSON_BYTES), encoding="utf-8")

    def python():
        done = subprocess.run([sys.executable, "-c", PYTHON_JSON, str(path)], text=True, stdout=subprocess.PIPE, check=True)
        return {"json_us": float(done.stdout)}

    ours, floor = medians(min(runs, 3), lambda: stage.measure("bench-model", "json", path), python)
    table.add("strict JSON of 5 MB, read and written (floor: python3)", ours["json_us"] / 1000, "ms",
              floor["json_us"] / 1000, ratio_limit=3)


def fill(stage, name, number, definition):
    """A library of NUMBER dossiers; its folder and a dossier of it."""
    folder = stage.folder / name
    out = stage.run("bench-library", "fill", folder, number, definition, definitions.KIND)
    return folder, out.splitlines()[-1].split()[1]


def lists(stage, table, runs, few, many):
    short, long, shipped = medians(runs, lambda: stage.measure("bench-library", "list", few),
                                   lambda: stage.measure("bench-library", "list", many),
                                   lambda: stage.measure("bench-model", "definition", "changchun-studio-2025"))
    table.add(f"jc_library_load_dossiers, {DOSSIERS} (floor: {FEW})", long["load_us"] / 1000, "ms",
              short["load_us"] / 1000)
    table.add(f"jc_library_open, {DOSSIERS} (floor: {FEW})", long["open_us"] / 1000, "ms", short["open_us"] / 1000)
    table.add("shipped definition read", shipped["definition_us"] / 1000, "ms")


def home(stage, table, runs, few, many):
    def show(folder):
        return stage.frames("bench-window", "--library", folder, mark=ROW)

    size = show(few)
    width, height = int(size["width"]), int(size["height"])
    bare, short, long = medians(runs, lambda: stage.frames("bench-bare", width, height, mark=FIELD),
                                lambda: show(few), lambda: show(many))
    table.add("Home's first frame (floor: bare window)", short["first_frame"], "ms", bare["first_frame"], ratio_limit=1.3)
    table.add("Home's first frame, processor time (floor: bare window)", short["first_cpu"], "ms", bare["first_cpu"])
    table.add("Home's first rows (floor: bare window)", short["marked_frame"], "ms", bare["first_frame"])
    table.add(f"Home's first rows, {DOSSIERS} dossiers (floor: {FEW})", long["marked_frame"], "ms",
              short["marked_frame"], ratio_limit=1.5)
    for title, found, more in (("Home", short, 30), (f"Home, {DOSSIERS} dossiers", long, None)):
        table.add(f"{title}: memory, RSS (floor: bare window)", found["rss_kib"] / MIB, "MiB", bare["rss_kib"] / MIB, more=more)
    print(f"    {width} by {height}; PSS {short['pss_kib'] / MIB:.1f}, bare {bare['pss_kib'] / MIB:.1f} MiB")


def section(stage, table, runs, wide, dossier):
    def show():
        return stage.frames("bench-window", "--library", wide, mark=FIELD, last=f"{FIELD} {SECTION:03d}",
                            opened=f"{dossier} /wide/f001")

    size = show()
    width, height = int(size["width"]), int(size["height"])
    bare, rows, found = medians(runs, lambda: stage.frames("bench-bare", width, height, mark=FIELD),
                                lambda: stage.frames("bench-bare", width, height, SECTION, mark=FIELD), show)
    title = f"section of {SECTION} fields"
    table.add(f"{title}: first rows (floor: bare window)", found["marked_frame"], "ms", bare["first_frame"], ratio_limit=1.3)
    table.add(f"{title}: first rows, processor time (floor: bare window)", found["marked_cpu"], "ms", bare["first_cpu"])
    table.add(f"{title}: first rows (floor: {SECTION} bare rows at once)", found["marked_frame"], "ms", rows["first_frame"])
    table.add(f"{title}: all rows (floor: {SECTION} bare rows at once)", found["complete_frame"], "ms", rows["complete_frame"])
    table.add(f"{title}: longest idle slice until all exist", found["slice"], "ms", limit=8)
    table.add(f"{title}: longest frame until all exist", found["frame"], "ms")
    print(f"    {width} by {height}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--only", choices=PROGRAMS)
    args = parser.parse_args()
    parts = [args.only] if args.only else list(PROGRAMS)
    programs = sorted({f"tests/bench/{name}" for part in parts for name in PROGRAMS[part]})
    programs += REAL_PROGRAMS
    built = subprocess.run(["ninja", "-C", args.build, *programs], text=True, stdout=subprocess.PIPE)
    if built.returncode != 0:
        sys.exit(built.stdout)

    begun = time.monotonic()
    with Stage(args.build) as stage:
        table = Table()
        if "model" in parts:
            keystroke(stage, table, args.runs)
            strict_json(stage, table, args.runs)
        if "home" in parts:
            few, _ = fill(stage, "few", FEW, definitions.SHIPPED)
            many, _ = fill(stage, "many", DOSSIERS, definitions.SHIPPED)
            lists(stage, table, args.runs, few, many)
            home(stage, table, args.runs, few, many)
        if "section" in parts:
            wide, dossier = fill(stage, "wide", 1, write(stage, "wide.json", definitions.wide_section(SECTION)))
            section(stage, table, args.runs, wide, dossier)
        originals.measure(stage, table, args.runs, parts)
    print(f"{table.passed} within their limits, {table.failed} not, {table.skipped} skipped ({time.monotonic() - begun:.0f} s)")
    sys.exit(1 if table.failed else 0)


if __name__ == "__main__":
    main()
