"""Where the figures are measured: a display, a home and no bus of one's own, and programs run on it."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import time


def numbers(text):
    """The "name value" lines of TEXT; a value that is no number stays a string."""
    found = {}
    for line in text.splitlines():
        name, _, value = line.partition(" ")
        try:
            found[name] = float(value)
        except ValueError:
            found[name] = value
    return found


class Stage:
    """Private to one run; entered and left with `with`."""

    def __init__(self, build):
        self.build = pathlib.Path(build).resolve()
        self.programs = self.build / "tests" / "bench"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jiangce-bench-"))
        self.display = None

    def __enter__(self):
        read, write = os.pipe()
        self.display = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with open(read, encoding="ascii") as told:
            name = told.readline().strip()
        home = self.folder / "home"
        runtime = self.folder / "runtime"
        home.mkdir(mode=0o700)
        runtime.mkdir(mode=0o700)
        kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH", "XDG_DATA_DIRS") if key in os.environ}
        # Without buses no desktop service is started that would be measured too.
        self.env = {**kept, "DISPLAY": f":{name}", "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime),
                    "DBUS_SESSION_BUS_ADDRESS": "disabled:", "DBUS_SYSTEM_BUS_ADDRESS": "disabled:",
                    "GTK_A11Y": "none", "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GTK_IM_MODULE": "simple",
                    "GSETTINGS_BACKEND": "memory", "GIO_USE_VFS": "local", "GTK_USE_PORTAL": "0",
                    "LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN", "TZ": "Asia/Shanghai"}
        return self

    def __exit__(self, *_):
        self.display.terminate()
        self.display.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, name, *words, **env):
        """Standard output of a program of this folder."""
        done = subprocess.run([str(self.programs / name), *map(str, words)], env={**self.env, **env}, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(f"{name} {words}: {done.returncode}\n{done.stderr}")
        return done.stdout

    def measure(self, name, *words):
        return numbers(self.run(name, *words))

    def frames(self, name, *words, mark, last=None, opened=None, scrolls=False, cache=None):
        """A program's frames, in milliseconds from the moment before it was started."""
        env = {"JC_BENCH_MARK": mark}
        env.update({"JC_BENCH_LAST": last} if last else {})
        env.update({"JC_BENCH_OPEN": opened} if opened else {})
        env.update({"JC_BENCH_SCROLL": "1"} if scrolls else {})
        env.update({"XDG_CACHE_HOME": str(cache)} if cache else {})
        begun_us = time.monotonic_ns() / 1000
        found = numbers(self.run(name, *words, **env))
        for key in ("first_frame", "marked_frame", "complete_frame"):
            found[key] = (found[key] - begun_us) / 1000
        for key in ("slice", "frame", "stall", "stall_work", "first_cpu", "marked_cpu"):
            found[key] /= 1000
        return found
