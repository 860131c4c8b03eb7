"""What has a limit on originals: thumbnails, uploading, taking in, and the window that shows many."""
import datetime
import os
import pathlib
import random
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import time

import definitions

PAGES = 40
FILES = 200
FILE_BYTES = 3 * 512 * 1024
THUMBNAIL = 160
LABEL = "基准原件"
UNSORTED = "-"
# As many as a slot takes; the last are not sorted yet.
SLOTS = ("patents", "craft_proof", "other_proof", "honours", UNSORTED)
MB = 1e6
RUNS = 5
COMMENT = b"\xff\xfe"
MAX_COMMENT = 0xffff - 2


def seconds(command, env=None):
    begun = time.monotonic()
    done = subprocess.run([str(word) for word in command], env=env, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=300)
    taken = time.monotonic() - begun
    if done.returncode != 0:
        raise RuntimeError(f"{command[:4]}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return taken


def processor(command, env=None):
    """Seconds on the clock, and of processor time with all that COMMAND starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = seconds(command, env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def lacks(table, title, program, package):
    """Whether PROGRAM, with which TITLE is compared, is not on this machine."""
    if shutil.which(program):
        return False
    table.skip(title, f"{program} is not installed (Debian package {package})")
    return True


def draw_pages(stage):
    folder = stage.folder / "pages"
    if not folder.exists():
        folder.mkdir()
        stage.run("bench-pages", folder, PAGES)
    return sorted(folder.iterdir())


def lengthen(page, size, seed):
    """The JPEG PAGE with comments of chance behind its first marker, so that it has SIZE bytes of its own."""
    source = random.Random(seed)
    parts = [page[:2]]
    left = size - len(page)
    if left < 4:
        raise RuntimeError(f"a page has {len(page)} bytes, {size} at most were expected")
    while left > 0:
        n = min(left - 4, MAX_COMMENT)
        n -= 4 if 0 < left - 4 - n < 5 else 0
        parts += [COMMENT, (n + 2).to_bytes(2, "big"), source.randbytes(n)]
        left -= n + 4
    return b"".join(parts) + page[2:]


def make_originals(stage):
    """FILES different files of FILE_BYTES bytes each, whose pages can be read."""
    folder = stage.folder / "originals"
    pages = [page.read_bytes() for page in draw_pages(stage)]
    folder.mkdir()
    for i in range(FILES):
        name = folder / f"{LABEL} {i + 1:03d}.jpg"
        name.write_bytes(lengthen(pages[i % PAGES], FILE_BYTES, i))
    os.sync()
    return sorted(folder.iterdir())


def alternate(runs, *measures):
    """Of each measure: the median of its names. They take turns; a first round does not count."""
    rounds = [[measure() for measure in measures] for _ in range(runs + 1)][1:]
    return [{name: statistics.median(one[i][name] for one in rounds) for name in rounds[0][i]}
            for i in range(len(measures))]


# --- Thumbnails ---

def thumbnails(stage, table):
    title = f"thumbnails of {PAGES} A4 pages (floor: vipsthumbnail)"
    if lacks(table, title, "vipsthumbnail", "libvips-tools"):
        return
    pages = draw_pages(stage)
    cache = stage.folder / "thumbnails"
    others = stage.folder / "others"
    program = stage.programs / "bench-thumbnails"

    def ours():
        shutil.rmtree(cache, ignore_errors=True)
        command = [program, cache, THUMBNAIL, *pages]
        made, cpu = processor(command, stage.env)
        return {"made": made, "cpu": cpu, "kept": seconds(command, stage.env)}

    def theirs():
        shutil.rmtree(others, ignore_errors=True)
        others.mkdir()
        made, cpu = processor(["vipsthumbnail", "--size", f"{THUMBNAIL}x{THUMBNAIL}", "-o", f"{others}/%s.jpg", *pages],
                              stage.env)
        return {"made": made, "cpu": cpu}

    found, floor = alternate(RUNS, ours, theirs)
    table.add(title, found["made"] * 1000, "ms", floor["made"] * 1000, ratio_limit=0.35)
    table.add(f"{title}, processor time", found["cpu"] * 1000, "ms", floor["cpu"] * 1000)
    table.add(f"{title}, kept", found["kept"] * 1000, "ms", floor["made"] * 1000, ratio_limit=0.03)


# --- Taking in ---

def new_dossier(ctl):
    return ctl.json("dossier", "new")["id"]


def attach_all(ctl, dossier, files):
    each = len(files) // len(SLOTS)
    for i, slot in enumerate(SLOTS):
        ctl.run("attach", dossier, slot, *map(str, files[i * each:(i + 1) * each]), ok=0)


def attach(stage, table, support, files):
    number = iter(range(1000))
    target = stage.folder / "copies"

    def ours():
        ctl = support.Ctl(stage.folder / f"attach-{next(number)}", stage.env)
        dossier = new_dossier(ctl)
        os.sync()
        taken = seconds([support.CTL, "--library", ctl.library, "attach", dossier, UNSORTED, *files], ctl.env)
        shutil.rmtree(ctl.library)
        return {"taken": taken}

    def floor():
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        os.sync()
        copies = [target / path.name for path in files]
        return {"taken": seconds(["cp", *files, target]) + seconds(["sync", *copies, target])}

    found, copied = alternate(3, ours, floor)
    table.add(f"attach of {FILES} files: files a second (floor: cp, sync)", FILES / found["taken"], "/s",
              FILES / copied["taken"])


# --- Uploading ---

class Daemon:
    """rsync's own server on this machine."""

    def __init__(self, folder):
        self.target = folder / "rsync"
        self.target.mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        config = folder / "rsyncd.conf"
        owner = f"uid = {os.getuid()}\ngid = {os.getgid()}\n" if os.getuid() == 0 else ""
        config.write_text(f"use chroot = no\n{owner}[bench]\npath = {self.target}\nread only = no\n", encoding="utf-8")
        self.process = subprocess.Popen(["rsync", "--daemon", "--no-detach", "--address=127.0.0.1", f"--port={self.port}",
                                         f"--config={config}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("the rsync daemon does not answer")

    def empty(self):
        shutil.rmtree(self.target)
        self.target.mkdir()

    def send(self, folder):
        return seconds(["rsync", "-a", "--fsync", f"{folder}/", f"rsync://127.0.0.1:{self.port}/bench/"])

    def fetch(self, folder):
        return seconds(["rsync", "-a", "--fsync", f"rsync://127.0.0.1:{self.port}/bench/", f"{folder}/"])

    def stop(self):
        self.process.terminate()
        self.process.wait()


def whole_files(folder):
    return sum(1 for path in pathlib.Path(folder).rglob("*") if path.is_file() and path.stat().st_size == FILE_BYTES)


class Cloud:
    """A server and a library that are in step, but for a dossier of FILES attachments in the library."""

    def __init__(self, stage, support, files):
        self.server = support.Server()
        self.ctl = support.Ctl(stage.folder / "library", stage.env)
        self.program = support.CTL
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
        try:
            self.server.account("alice")
            self.server.round(str(today - datetime.timedelta(days=1)), str(today + datetime.timedelta(days=5)))
            self.server.start()
            self.ctl.run("login", "--server", self.server.url, "--account", "alice", typed=support.PASSWORD + "\n", ok=0)
            self.ctl.run("sync", ok=0)
            self.empty = stage.folder / "empty"
            shutil.copytree(self.ctl.library, self.empty)
            self.server.process.terminate()
            self.server.process.wait()
            self.dossier = new_dossier(self.ctl)
            attach_all(self.ctl, self.dossier, files)
        except BaseException:
            self.server.stop()
            raise
        self.address = self.server.url.split("//")[1].rstrip("/")
        self.kept = stage.folder / "server"
        self.copy = stage.folder / "copy"
        shutil.copytree(self.server.data, self.kept)

    def _renew(self):
        """Both as they were. Originals never change, so links do for them."""
        def copy(path, other):
            return (os.link if "/originals/" in path else shutil.copy2)(path, other)

        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.ctl.library, self.copy, copy_function=copy)
        shutil.rmtree(self.server.data)
        shutil.copytree(self.kept, self.server.data)
        os.sync()

    def send(self):
        """The first and the second sync."""
        self._renew()
        self.server.start(self.address)
        command = [self.program, "--library", self.copy, "sync"]
        second = self._second_machine()
        try:
            taken = {"first": seconds(command, self.ctl.env), "second": seconds(command, self.ctl.env),
                     "down": seconds([self.program, "--library", second, "sync"], self.ctl.env)}
        finally:
            self.server.process.terminate()
            self.server.process.wait()
        if whole_files(self.server.data) != FILES:
            raise RuntimeError(f"{whole_files(self.server.data)} of {FILES} originals are on the server")
        # What comes by itself is bounded, see jc-fetch.c.
        taken["down_files"] = whole_files(second)
        return taken

    def _second_machine(self):
        """A library that is signed in and has nothing yet."""
        second = self.kept.parent / "second"
        shutil.rmtree(second, ignore_errors=True)
        shutil.copytree(self.empty, second)
        return second


def upload(stage, table, cloud, files):
    title = f"upload of {FILES} originals"
    if lacks(table, title, "rsync", "rsync"):
        return
    daemon = Daemon(stage.folder)

    def theirs():
        daemon.empty()
        os.sync()
        back = stage.folder / "back"
        shutil.rmtree(back, ignore_errors=True)
        return {"first": daemon.send(files[0].parent), "second": daemon.send(files[0].parent), "down": daemon.fetch(back)}

    try:
        found, floor = alternate(RUNS, cloud.send, theirs)
    finally:
        daemon.stop()
    table.add(f"{title} (floor: rsync)", found["first"] * 1000, "ms", floor["first"] * 1000, ratio_limit=1.25)
    table.add(f"{title}: once more (floor: rsync)", found["second"] * 1000, "ms", floor["second"] * 1000,
              ratio_limit=1.25)
    table.add("on a second machine: originals a second (floor: rsync)", found["down_files"] / found["down"], "/s",
              FILES / floor["down"])
    print(f"    {FILES * FILE_BYTES / MB / found['first']:.0f} MB a second, rsync "
          f"{FILES * FILE_BYTES / MB / floor['first']:.0f}; {found['down_files']:.0f} of {FILES} come by themselves")


# --- The window ---

def window(stage, table, runs, library, dossier):
    slot = definitions.application(definitions.shipped())["slots"][0]["label"]["zh"]

    def show(cache):
        return stage.frames("bench-window", "--library", library, mark=slot, last=f"{LABEL} {FILES:03d}",
                            opened=f"{dossier} slots", scrolls=True, cache=cache)

    def cold():
        cache = stage.folder / "cold"
        shutil.rmtree(cache, ignore_errors=True)
        return show(cache)

    def numbers_of(measure):
        return {name: value for name, value in measure().items() if isinstance(value, float)}

    fresh, kept = alternate(runs, lambda: numbers_of(cold), lambda: numbers_of(lambda: show(stage.folder / "warm")))
    title = f"attachments page of {FILES} originals"
    table.add(f"{title}: list on screen", fresh["marked_frame"], "ms", limit=1000)
    table.add(f"{title}: all rows", fresh["complete_frame"], "ms")
    for words, found in (("", fresh), (", thumbnails kept", kept)):
        table.add(f"{title}: longest stall while scrolling{words}", found["stall"], "ms", limit=100)
        table.add(f"{title}: longest stall's own work{words}", found["stall_work"], "ms")
        table.add(f"{title}: memory, RSS{words}", found["rss_kib"] / 1024, "MiB", limit=400)


def measure(stage, table, runs, parts):
    """PARTS: of "thumbnails", "originals"."""
    if "thumbnails" in parts:
        thumbnails(stage, table)
    if "originals" not in parts:
        return
    # Its programs are found through this.
    os.environ["JC_BUILD"] = str(stage.build)
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
    import jiangce as support  # noqa: E402

    files = make_originals(stage)
    cloud = Cloud(stage, support, files)
    try:
        upload(stage, table, cloud, files)
        attach(stage, table, support, files)
        window(stage, table, min(runs, RUNS), cloud.ctl.library, cloud.dossier)
    finally:
        cloud.server.stop()
