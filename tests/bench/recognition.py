#!/usr/bin/python3
"""How well text is recognised: drawn papers in drawn scenes, as the table that README.md shows."""
import argparse
import collections
import json
import pathlib
import statistics
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]


def measure(build):
    """What recognition-table prints, a dict for each line."""
    program = build / "tests" / "media" / "recognition-table"
    helper = build / "src" / "media" / "helper" / "jiangce-media"
    done = subprocess.run([program], stdout=subprocess.PIPE, text=True, check=False,
                          env={"JC_MEDIA_HELPER": str(helper), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
    if done.returncode == 77:
        sys.exit("Text recognition is not installed.")
    done.check_returncode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def print_table(readings):
    scenes = list(dict.fromkeys(reading["scene"] for reading in readings))
    hits = collections.defaultdict(dict)
    for reading in readings:
        for name, is_found in reading["facts"].items():
            hits[reading["certificate"], name][reading["scene"]] = is_found
    print("| paper | field | " + " | ".join(scenes) + " |")
    print("| --- | --- |" + " --- |" * len(scenes))
    for (certificate, name), found in hits.items():
        print(f"| {certificate} | {name} | " + " | ".join("✓" if found[scene] else "–" for scene in scenes) + " |")
    for certificate in dict.fromkeys(certificate for certificate, _ in hits):
        own = [found for (paper, _), found in hits.items() if paper == certificate]
        counts = " | ".join(f"{sum(found[scene] for found in own)}/{len(own)}" for scene in scenes)
        print(f"| {certificate} | all | {counts} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, default=TOP / "_build")
    lines = measure(parser.parse_args().build.resolve())
    readings = [line for line in lines if "facts" in line]
    print_table(readings)
    used = lines[-1]
    print(f"\nA page: {used['processor_seconds'] / len(readings):.1f} s of processor time with the proposal of its view, "
          f"{statistics.median(r['seconds'] for r in readings):.1f} s by the clock (median); "
          f"memory of one job: at most {used['memory_mib']} MiB")


if __name__ == "__main__":
    main()
