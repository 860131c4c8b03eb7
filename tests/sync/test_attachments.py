#!/usr/bin/python3
"""Originals on their way to the server and from it: cut lines, killed programs, lost and spoilt files."""
import contextlib
import datetime
import hashlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from jiangce import CTL, PASSWORD, Ctl, Server  # noqa: E402
from filter import Filter, problem  # noqa: E402
from line import Line  # noqa: E402

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "ctl"))
from test_attachment import locked_pdf  # noqa: E402

MIB = 1024 * 1024
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()


def day(offset):
    return str(TODAY + datetime.timedelta(days=offset))


def scan(size, seed):
    """A PDF of about SIZE bytes that nothing makes smaller."""
    noise = random.Random(seed).randbytes(size)
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
              b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
              b"<< /Length %d >>\nstream\n%s\nendstream" % (len(noise), noise)]
    text, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (text + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
            + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(text)))


def hash_of(data):
    return hashlib.sha256(data).hexdigest()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jiangce-attachments-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.server.account("alice")
        self.server.account("bob", unit="另一家公司")
        self.server.round(day(-1), day(5))
        self.server.start()
        self.address = self.server.url.split("//")[1].rstrip("/")
        self.one = self.library("one")

    def library(self, name, url=None, account="alice"):
        ctl = Ctl(f"{self.folder}/{name}")
        self.login(ctl, url or self.server.url, account)
        return ctl

    def login(self, ctl, url, account="alice"):
        ctl.run("login", "--server", url, "--account", account, typed=PASSWORD + "\n", ok=0)

    def move(self, ctl, url):
        """The same server by another way."""
        with contextlib.closing(sqlite3.connect(ctl.library + "/library.db")) as database:
            database.execute("UPDATE setting SET value = ? WHERE name = 'server'", (url,))
            database.execute("UPDATE upload SET server = ?", (url,))
            database.commit()

    def file(self, name, data):
        path = pathlib.Path(self.folder, name)
        path.write_bytes(data)
        return str(path)

    def dossier(self, ctl):
        return ctl.json("dossier", "new")["id"]

    def attach(self, ctl, dossier, *datas, name="扫描"):
        paths = [self.file(f"{name} {n}.pdf", data) for n, data in enumerate(datas, 1)]
        return ctl.json("attach", dossier, "-", *paths)

    def original(self, folder, data):
        return pathlib.Path(folder, "originals", hash_of(data)[:2], hash_of(data))

    def assertHas(self, folder, *datas):
        for data in datas:
            self.assertEqual(self.original(folder, data).read_bytes(), data)

    def assertLacks(self, folder, *datas):
        for data in datas:
            self.assertFalse(self.original(folder, data).exists())

    def assertTidy(self, ctl):
        """Nothing is left that only mattered on the way."""
        left = [path for path in pathlib.Path(ctl.library, "originals").rglob(".*") if path.is_file()]
        left += pathlib.Path(ctl.library, "originals", ".partial").glob("*")
        self.assertEqual(left, [])
        self.assertEqual(self.rows(ctl), [])

    def rows(self, ctl):
        with contextlib.closing(sqlite3.connect(ctl.library + "/library.db")) as database:
            return database.execute("SELECT sha256, url, offset FROM upload ORDER BY offset").fetchall()

    def calls(self, *parts):
        """How many requests the server wrote down that have all PARTS."""
        with open(os.path.join(self.server.folder, "log"), encoding="utf-8") as log:
            return sum(1 for line in log if all(part in line for part in parts))

    def restart(self, kill=True):
        if self.server.process.poll() is None:
            self.server.process.kill() if kill else self.server.process.terminate()
        self.server.process.wait(10)
        self.server.process.stdout.close()
        self.server.start(self.address)

    def reason(self, ctl):
        items = ctl.json("status")["items"]
        self.assertEqual(len(items), 1, items)
        return items[0]["reason"]

    def begin(self, ctl, *words):
        return subprocess.Popen([CTL, "--library", ctl.library, *words], env=ctl.env, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def wait(self, is_there, seconds=20):
        end = time.monotonic() + seconds
        while not is_there():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)


class RoundTrip(Case):
    def test_twelve_scans(self):
        datas = [scan(1_000 + n * 130_000, n) for n in range(12)]
        dossier = self.dossier(self.one)
        attached = self.attach(self.one, dossier, *datas)
        self.assertEqual(self.one.json("sync")["waiting"], 0)
        self.assertHas(self.server.data, *datas)
        self.assertEqual(self.calls("POST /api/v1/uploads 201"), 12)
        self.assertEqual(self.calls("PATCH"), 0)
        two = self.library("two")
        two.run("sync", ok=0)
        self.assertHas(two.library, *datas)
        self.assertEqual(two.json("attachment", "list", dossier), attached)
        for ctl in (self.one, two):
            self.assertTidy(ctl)
        before = self.calls("")
        for ctl in (self.one, two):
            ctl.run("sync", ok=0)
        self.assertEqual(self.calls("uploads"), 12)
        self.assertEqual(self.calls("GET /api/v1/dossiers/{dossier}/attachments"), 12)
        self.assertGreater(self.calls(""), before)

    def test_only_what_is_new_goes(self):
        first, second = scan(50_000, 1), scan(60_000, 2)
        dossier = self.dossier(self.one)
        self.attach(self.one, dossier, first)
        self.one.run("sync", ok=0)
        self.attach(self.one, dossier, second, name="又一份")
        self.one.run("dossier", "set", dossier, "/unit/head_name=王五", ok=0)
        self.one.run("sync", ok=0)
        self.assertEqual(self.calls("POST /api/v1/uploads"), 2)
        self.assertHas(self.server.data, first, second)

    def test_one_original_in_two_places(self):
        data = scan(20_000, 1)
        dossier = self.dossier(self.one)
        self.attach(self.one, dossier, data)
        self.one.json("attach", dossier, "licence", self.file("执照.pdf", data))
        self.one.run("sync", ok=0)
        self.assertEqual(self.calls("POST /api/v1/uploads"), 1)

    def test_an_unlocked_one_and_what_it_was_made_of(self):
        locked = locked_pdf("secret")
        dossier = self.dossier(self.one)
        [attached] = self.one.json("attach", dossier, "-", self.file("locked.pdf", locked), "--password-stdin",
                                   typed="secret\n")
        self.assertEqual(attached["source"]["sha256"], hash_of(locked))
        opened = self.original(self.one.library, b"").parents[1] / attached["sha256"][:2] / attached["sha256"]
        self.one.run("sync", ok=0)
        self.assertHas(self.server.data, locked, opened.read_bytes())
        self.assertEqual(self.calls("POST /api/v1/uploads 201"), 2)
        two = self.library("two")
        two.run("sync", ok=0)
        self.assertHas(two.library, locked, opened.read_bytes())
        self.assertEqual(two.json("attachment", "list", dossier), [attached])
        self.one.run("sync", ok=0)
        self.assertEqual(self.calls("uploads"), 2)

    def test_too_much_is_known_before_it_is_sent(self):
        dossier = self.dossier(self.one)
        [attached] = self.attach(self.one, dossier, scan(2_000, 1))
        self.resize(self.one, dossier, 60 * MIB)
        self.one.run("sync", ok=0)
        [item] = self.one.json("status")["items"]
        self.assertEqual(item["reason"], "limit")
        self.assertIn("扫描 1.pdf", item["detail"]["zh"])
        self.assertIn("50 MiB", item["detail"]["en"])
        self.assertEqual(self.calls("POST /api/v1/uploads"), 0)
        self.assertEqual(self.calls("PUT"), 0)
        self.one.run("attachment", "remove", dossier, attached["id"], ok=0)
        self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("status")["items"], [])

    def resize(self, ctl, dossier, size):
        """What the document says of its files."""
        with contextlib.closing(sqlite3.connect(ctl.library + "/library.db")) as database:
            [(text,)] = database.execute("SELECT current FROM dossier WHERE id = ?", (dossier,)).fetchall()
            document = json.loads(text)
            for attachment in document["attachments"]:
                attachment["size"] = size
            database.execute("UPDATE dossier SET current = ? WHERE id = ?",
                             (json.dumps(document, ensure_ascii=False), dossier))
            database.commit()

    def test_a_long_one_goes_in_parts(self):
        data = scan(20 * MIB, 1)
        dossier = self.dossier(self.one)
        self.attach(self.one, dossier, data)
        self.one.run("sync", ok=0)
        self.assertHas(self.server.data, data)
        self.assertEqual(self.calls("PATCH", " 204 "), 3)
        two = self.library("two")
        two.run("sync", ok=0)
        self.assertHas(two.library, data)

    def test_added_on_both_sides(self):
        mine, theirs = scan(30_000, 1), scan(40_000, 2)
        dossier = self.dossier(self.one)
        self.one.run("sync", ok=0)
        two = self.library("two")
        two.run("sync", ok=0)
        self.attach(self.one, dossier, mine)
        self.attach(two, dossier, theirs, name="乙")
        for ctl in (self.one, two, self.one):
            ctl.run("sync", ok=0)
        for ctl in (self.one, two):
            self.assertHas(ctl.library, mine, theirs)
            self.assertEqual(len(ctl.json("attachment", "list", dossier)), 2)
            self.assertTidy(ctl)
        self.assertEqual(self.calls("POST /api/v1/uploads"), 2)

    def test_submit_takes_the_originals_along(self):
        dossier = self.one.json("dossier", "new", "--sample")["id"]
        data = scan(50_000, 7)
        self.attach(self.one, dossier, data)
        receipt = self.one.json("submit", dossier)
        self.assertIn(hash_of(data), str(receipt["originals"]))
        self.assertHas(self.server.data, data)
        self.assertTidy(self.one)

    def test_the_same_file_of_another_account(self):
        """That somebody else has sent it is nothing that this account learns."""
        data = scan(50_000, 1)
        self.attach(self.one, self.dossier(self.one), data)
        self.one.run("sync", ok=0)
        bob = self.library("bob", account="bob")
        dossier = self.dossier(bob)
        self.attach(bob, dossier, data)
        bob.run("sync", ok=0)
        self.assertEqual(self.calls("POST /api/v1/uploads 201"), 2)
        other = self.library("other", account="bob")
        other.run("sync", ok=0)
        self.assertHas(other.library, data)

    def test_another_account_on_the_same_library(self):
        """What one account has begun is nothing that the next one goes on with."""
        data = scan(12 * MIB, 1)
        dossier = self.dossier(self.one)
        self.attach(self.one, dossier, data)
        with Line(self.server.url, cut=lambda: (9 * MIB, None)) as line:
            self.move(self.one, line.url)
            line.stop_at = b"PATCH"
            self.one.run("sync", ok=4)
        self.assertEqual(len(self.rows(self.one)), 1)
        self.login(self.one, self.server.url, "bob")
        self.one.run("sync", ok=0)
        self.assertHas(self.server.data, data)


class Cuts(Case):
    def test_at_random_places(self):
        chance = random.Random(3)
        datas = [scan(24 * MIB, 1), scan(9 * MIB, 2)] + [scan(300_000 * n, 10 + n) for n in range(1, 6)]
        self.attach(self.one, self.dossier(self.one), *datas)
        with Line(self.server.url, cut=lambda: (chance.randrange(2_000, 4 * MIB), None)) as line:
            self.move(self.one, line.url)
            for _ in range(60):
                if self.one.run("sync")[0] == 0 and not self.one.json("status")["items"]:
                    break
            self.assertHas(self.server.data, *datas)
            self.assertGreater(line.broken, 8)
            total = sum(map(len, datas))
            self.assertLess(line.sent, total * 1.5)
        self.assertTidy(self.one)

    def test_on_the_way_back(self):
        chance = random.Random(4)
        datas = [scan(24 * MIB, 1)] + [scan(300_000 * n, 10 + n) for n in range(1, 6)]
        dossier = self.dossier(self.one)
        self.attach(self.one, dossier, *datas)
        self.one.run("sync", ok=0)
        with Line(self.server.url, cut=lambda: (None, chance.randrange(20_000, 4 * MIB))) as line:
            two = Ctl(f"{self.folder}/two")
            self.login(two, line.url)
            for _ in range(40):
                if two.run("sync")[0] == 0 and self.original(two.library, datas[0]).exists():
                    break
            self.assertHas(two.library, *datas)
            self.assertGreater(line.broken, 3)
            self.assertLess(line.got, sum(map(len, datas)) * 1.2)
        self.assertTidy(two)

    def test_this_program_is_killed(self):
        data = scan(30 * MIB, 1)
        small = [scan(200_000, n) for n in range(2, 6)]
        self.attach(self.one, self.dossier(self.one), *small, data)
        with Line(self.server.url, rate=8 * MIB) as line:
            self.move(self.one, line.url)
            for n in range(1, 4):
                process = self.begin(self.one, "sync")
                self.wait(lambda: line.sent > n * 9 * MIB)
                process.kill()
                process.wait()
            self.assertTrue(self.rows(self.one))
            line.rate = 0
            self.one.run("sync", ok=0)
            self.assertLess(line.sent, (len(data) + sum(map(len, small))) * 1.4)
        self.assertHas(self.server.data, data, *small)
        self.assertTidy(self.one)

    def test_the_server_is_killed(self):
        data = scan(30 * MIB, 1)
        self.attach(self.one, self.dossier(self.one), data)
        with Line(self.server.url, rate=10 * MIB) as line:
            self.move(self.one, line.url)
            for n in range(1, 4):
                process = self.begin(self.one, "sync")
                self.wait(lambda: line.sent > n * 8 * MIB)
                self.restart()
                process.wait(30)
            line.rate = 0
            self.one.run("sync", ok=0)
            self.assertLess(line.sent, len(data) * 1.5)
        self.assertHas(self.server.data, data)
        self.server.admin("verify", "--data", self.server.data)

    def test_a_restart_between_creation_and_bytes(self):
        data = scan(10 * MIB, 1)
        self.attach(self.one, self.dossier(self.one), data)
        with Line(self.server.url) as line:
            self.move(self.one, line.url)
            line.stop_at = b"PATCH"
            self.one.run("sync", ok=4)
            self.assertEqual([row[2] for row in self.rows(self.one)], [0])
            self.assertEqual(self.reason(self.one), "offline")
            self.restart()
            line.stop_at = None
            self.one.run("sync", ok=0)
        self.assertHas(self.server.data, data)
        self.assertEqual(self.calls("POST /api/v1/uploads 201"), 1)

    def test_the_network_goes_in_the_middle_of_one_request(self):
        """Nobody learned where the file was going: what came of it is found all the same."""
        data = scan(3 * MIB, 1)
        self.attach(self.one, self.dossier(self.one), data)
        with Line(self.server.url) as line:
            line.cut = lambda: (0 if line.broken else MIB, None)
            self.move(self.one, line.url)
            self.one.run("sync", ok=4)
            self.assertEqual([row[1:] for row in self.rows(self.one)], [("", 0)])
            line.cut = lambda: (None, None)
            self.one.run("sync", ok=0)
            self.assertLess(line.sent, len(data) + 100_000)
        self.assertEqual(self.calls("PATCH", " 204 "), 1)
        self.assertHas(self.server.data, data)
        self.assertTidy(self.one)

    def test_what_came_is_not_sent_again(self):
        """The line breaks before the document: the originals are there."""
        datas = [scan(100_000 * n, n) for n in range(1, 6)]
        self.attach(self.one, self.dossier(self.one), *datas)
        with Line(self.server.url) as line:
            self.move(self.one, line.url)
            line.stop_at = b"PUT"
            self.one.run("sync", ok=4)
            self.assertEqual(len(self.rows(self.one)), 5)
            line.stop_at = None
            self.one.run("sync", ok=0)
        self.assertEqual(self.calls("uploads"), 5)
        self.assertTidy(self.one)


class Spoilt(Case):
    def setUp(self):
        super().setUp()
        self.data = scan(200_000, 1)
        self.id = self.dossier(self.one)
        self.attach(self.one, self.id, self.data)
        self.path = self.original(self.one.library, self.data)

    def mend(self):
        self.attach(self.one, self.id, self.data)
        self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("status")["items"], [])
        self.assertHas(self.server.data, self.data)

    def test_damaged(self):
        self.path.chmod(0o600)
        with open(self.path, "r+b") as file:
            file.seek(100_000)
            file.write(b"rotten")
        self.one.run("sync", ok=0)
        item = self.one.json("status")["items"][0]
        self.assertEqual(item["reason"], "original_damaged")
        self.assertIn("扫描 1.pdf", item["detail"]["zh"])
        self.assertEqual(self.calls("uploads"), 0)
        self.assertEqual(self.calls("PUT"), 0)
        self.mend()

    def test_shortened(self):
        self.path.chmod(0o600)
        os.truncate(self.path, 1000)
        self.one.run("sync", ok=0)
        self.assertEqual(self.reason(self.one), "original_damaged")
        self.mend()

    def test_missing(self):
        self.path.unlink()
        self.one.run("sync", ok=0)
        self.assertEqual(self.reason(self.one), "original_missing")
        self.assertEqual(self.calls("uploads"), 0)
        self.assertEqual(self.one.run("submit", self.id)[0], 1)
        self.mend()

    def test_others_go_all_the_same(self):
        self.path.unlink()
        other = self.dossier(self.one)
        data = scan(10_000, 2)
        self.attach(self.one, other, data)
        self.one.run("sync", ok=0)
        self.assertEqual(self.reason(self.one), "original_missing")
        self.assertHas(self.server.data, data)

    def test_a_second_machine_without_the_pages_edits(self):
        """What the server has is not asked of this machine."""
        self.one.run("sync", ok=0)
        two = self.library("two")
        two.run("sync", ok=0)
        self.original(two.library, self.data).unlink()
        two.run("dossier", "set", self.id, "/unit/head_name=王五", ok=0)
        two.run("sync", ok=0)
        self.assertEqual(two.json("status")["items"], [])

    def test_the_server_kept_it_no_longer(self):
        with Filter(self.server.url) as way:
            self.move(self.one, way.url)
            way.rules[("PUT", "/dossiers/")] = problem(503, "busy")
            self.one.run("sync", ok=4)
            self.assertEqual([row[2] for row in self.rows(self.one)], [len(self.data)])
            self.server.kill()
            with contextlib.closing(sqlite3.connect(os.path.join(self.server.data, "server.db"))) as database:
                database.execute("DELETE FROM uploads")
                database.commit()
            self.server.start(self.address)
            del way.rules[("PUT", "/dossiers/")]
            self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("status")["items"], [])
        self.assertEqual(self.calls("POST /api/v1/uploads 201"), 2)
        self.assertTidy(self.one)


class Answers(Case):
    """What a server may answer, each once; then it is itself again."""

    def setUp(self):
        super().setUp()
        self.way = Filter(self.server.url)
        self.way.__enter__()
        self.addCleanup(self.way.__exit__)
        self.move(self.one, self.way.url)

    def once(self, method, part, *answers):
        left = list(answers)

        def rule(command, path, headers, body):
            if left:
                return left.pop(0)
            return self.way.forward(command, path, headers, body)
        self.way.rules[(method, part)] = rule
        return left

    def go(self, data, ok=0):
        self.attach(self.one, self.dossier(self.one), data)
        self.one.run("sync", ok=ok)

    def test_while_it_is_created(self):
        for status, code in ((423, "upload_locked"), (429, "too_many"), (503, "busy"), (460, "checksum_mismatch"),
                             (422, "hash_mismatch")):
            with self.subTest(status):
                data = scan(30_000, status)
                left = self.once("POST", "/uploads", problem(status, code, **{"Retry-After": "1"}))
                self.go(data)
                self.assertEqual(left, [])
                self.assertHas(self.server.data, data)
                self.assertTidy(self.one)

    def test_while_it_goes(self):
        there = {"Upload-Offset": "0", "Tus-Resumable": "1.0.0"}
        for status, code, more in ((404, "not_found", {}), (410, "upload_expired", {}), (409, "offset_mismatch", there),
                                   (423, "upload_locked", {}), (460, "checksum_mismatch", {}), (503, "busy", {}),
                                   (422, "hash_mismatch", {})):
            with self.subTest(status):
                data = scan(9 * MIB, status)
                left = self.once("PATCH", "/uploads", problem(status, code, **more))
                self.go(data)
                self.assertEqual(left, [])
                self.assertHas(self.server.data, data)
                self.assertTidy(self.one)

    def test_what_is_no_way_on(self):
        for status, code, reason, ok in ((401, "no_token", "not_signed_in", 6), (413, "too_large", "refused", 0),
                                         (503, "busy", "server_error", 4), (507, "no_space", "server_error", 4),
                                         (404, "not_found", "protocol", 0), (412, "tus_version", "protocol", 0)):
            with self.subTest(status):
                ctl = self.library(f"way-{status}", self.way.url)
                self.attach(ctl, self.dossier(ctl), scan(30_000, status))
                self.way.rules[("POST", "/uploads")] = problem(status, code, **{"Retry-After": "60"})
                ctl.run("sync", ok=ok)
                self.assertEqual(self.reason(ctl), reason)
                self.assertEqual(self.way.count("PUT", "/dossiers"), 0)

    def test_no_room(self):
        words = {"zh": "还剩 10 字节。", "en": "10 bytes are left."}
        status, headers, body = problem(413, "upload_quota")
        body = body[:-1] + b', "message": {"zh": "%s", "en": "%s"}}' % (words["zh"].encode(), words["en"].encode())
        self.way.rules[("POST", "/uploads")] = (status, headers, body)
        data = scan(30_000, 1)
        self.go(data)
        item = self.one.json("status")["items"][0]
        self.assertEqual((item["reason"], item["detail"]), ("quota", words))
        self.assertIsNotNone(item["retry_at"])
        self.way.rules.clear()
        self.one.run("sync", ok=0)
        self.assertHas(self.server.data, data)

    def test_a_server_that_never_gets_further(self):
        """It is left alone before long."""
        self.way.rules[("PATCH", "/uploads")] = (204, {"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}, b"")
        self.go(scan(9 * MIB, 1), ok=4)
        self.assertLess(self.way.count("PATCH", "/uploads"), 20)
        self.assertEqual(self.reason(self.one), "server_error")

    def test_offsets_out_of_nowhere(self):
        for offset in ("-1", "x", "99999999999", "9" * 40):
            with self.subTest(offset):
                self.once("POST", "/uploads", (201, {"Tus-Resumable": "1.0.0", "Location": "/api/v1/uploads/a",
                                                     "Upload-Offset": offset}, b""))
                data = scan(9 * MIB, offset)
                self.attach(self.one, self.dossier(self.one), data)
                self.assertIn(self.one.run("sync")[0], (0, 4))
                self.way.rules.clear()
                self.one.run("sync", ok=0)
                self.assertHas(self.server.data, data)

    def test_another_file_than_was_asked_for(self):
        data, wrong = scan(30_000, 1), scan(30_000, 2)
        self.go(data)
        head = {"Content-Type": "application/pdf", "ETag": f'"{hash_of(data)}"'}
        for name, answer in (("bytes", (200, head, wrong)), ("short", (200, head, data[:-1])),
                             ("long", (200, head, data + b"x")), ("tag", (200, {**head, "ETag": '"x"'}, data)),
                             ("portal", (200, {"Content-Type": "text/html"}, b"<html>")),
                             ("gone", problem(404, "not_found")), ("broken", problem(500, "internal"))):
            with self.subTest(name):
                two = self.library("two-" + name, self.way.url)
                self.way.rules[("GET", "/attachments/")] = answer
                self.assertIn(two.run("sync")[0], (0, 4))
                self.assertLacks(two.library, data, wrong)
                self.way.rules.clear()
                if name == "gone":
                    continue
                two.run("sync", ok=0)
                self.assertHas(two.library, data)
                self.assertTidy(two)


if __name__ == "__main__":
    unittest.main()
