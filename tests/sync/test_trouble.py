#!/usr/bin/python3
"""What goes wrong between a library and its server: said for what it is, one at a time, and mended."""
import contextlib
import datetime
import json
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from jiangce import CTL, PASSWORD, Ctl, Server  # noqa: E402
from filter import Filter, page, problem  # noqa: E402

TOP = pathlib.Path(__file__).resolve().parents[2]
NOW = datetime.datetime.now(datetime.timezone.utc)
TODAY = NOW.astimezone(datetime.timezone(datetime.timedelta(hours=8))).date()
OTHER = str(TOP / "tests" / "data" / "programmes" / "tiny.json")


def day(offset):
    return str(TODAY + datetime.timedelta(days=offset))


def moment_us(**offset):
    return int((NOW + datetime.timedelta(**offset)).timestamp() * 1_000_000)


class Case(unittest.TestCase):
    window = (day(-1), day(5))

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jiangce-trouble-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.server = self.new_server()
        self.one = self.library("one")

    def new_server(self, *rounds):
        server = Server()
        self.addCleanup(server.stop)
        server.account("alice")
        server.account("bob", unit="另一家公司")
        for name in rounds or ("r1",):
            server.round(*self.window, name=name)
        return server.start()

    def login(self, ctl, url, account="alice"):
        ctl.run("login", "--server", url, "--account", account, typed=PASSWORD + "\n", ok=0)

    def library(self, name, url=None, account="alice"):
        ctl = Ctl(f"{self.folder}/{name}")
        self.login(ctl, url or self.server.url, account)
        return ctl

    def sample(self, ctl, sync=True):
        dossier = ctl.json("dossier", "new", "--sample")["id"]
        if sync:
            ctl.run("sync", ok=0)
        return dossier

    @contextlib.contextmanager
    def database(self, server=None):
        """The server's database while nobody serves it."""
        server = server or self.server
        address = server.url.split("//")[1].rstrip("/")
        server.kill()
        with contextlib.closing(sqlite3.connect(os.path.join(server.data, "server.db"))) as database:
            yield database
            database.commit()
        server.start(address)

    def restore(self, backup):
        address = self.server.url.split("//")[1].rstrip("/")
        self.server.kill()
        shutil.rmtree(self.server.data)
        self.server.admin("restore", backup, "--data", self.server.data)
        self.server.start(address)

    def backup(self):
        path = f"{self.folder}/backup"
        self.server.admin("backup", "--data", self.server.data, path)
        return path

    def move_window(self, from_us, until_us):
        with self.database() as database:
            database.execute("UPDATE rounds SET from_us = ?, until_us = ?", (from_us, until_us))
            database.execute("UPDATE round_windows SET from_us = ?, until_us = ?", (from_us, until_us))

    def items(self, ctl, **wanted):
        return [item for item in ctl.json("status")["items"]
                if all(item[name] == value for name, value in wanted.items())]

    def state(self, ctl, dossier):
        return ctl.json("dossier", "show", dossier)["state"]

    def edit(self, ctl, dossier, *words):
        ctl.run("dossier", "set", dossier, *words, ok=0)


class OneOfMany(Case):
    """What is wrong with one thing that the feed names keeps nothing else away."""

    def test_a_definition_that_is_nowhere_to_be_had(self):
        self.server.round(*self.window, name="r2", programme=OTHER)
        self.one.run("sync", ok=0)
        strange = self.one.json("dossier", "new", "--programme", OTHER)["id"]
        self.one.run("sync", ok=0)
        common = self.sample(self.one)
        with Filter(self.server.url) as way:
            way.rules[("GET", "/rounds/r2")] = problem(404, "not_found")
            two = self.library("two", way.url)
            self.assertEqual(two.json("sync")["pulled"], 1)
            self.assertEqual([row["id"] for row in two.json("dossier", "list")], [common])
            [item] = self.items(two, id=strange)
            self.assertEqual((item["kind"], item["reason"]), ("pull", "not_taken_in"))
            self.assertIn("tiny-2025", item["detail"]["en"])
            self.assertIsNotNone(item["retry_at"])
            self.assertIn("tiny-2025", two.run("status", ok=0)[1])
            way.rules.clear()
            two.run("sync", ok=0)
            self.assertEqual({row["id"] for row in two.json("dossier", "list")}, {common, strange})
            self.assertEqual(two.json("status"), {"items": []})

    def test_a_definition_that_only_its_round_has(self):
        strange = common = None
        with Filter(self.server.url) as way:
            way.rules[("GET", "/rounds/r2")] = problem(404, "not_found")
            two = self.library("two", way.url)
            two.run("sync", ok=0)
            self.server.round(*self.window, name="r2", programme=OTHER)
            self.one.run("sync", ok=0)
            strange = self.one.json("dossier", "new", "--programme", OTHER)["id"]
            common = self.sample(self.one)
            two.run("sync", ok=0)
            self.assertTrue(self.items(two, id="r2", kind="round"))
            way.rules.clear()
            two.run("sync", ok=0)
            self.assertEqual({row["id"] for row in two.json("dossier", "list")}, {common, strange})

    def test_a_dossier_that_the_server_fails_at(self):
        bad, good = self.sample(self.one), self.sample(self.one)
        with Filter(self.server.url) as way:
            way.rules[("GET", f"/dossiers/{bad}")] = problem(500, "internal")
            two = self.library("two", way.url)
            two.run("sync", ok=0)
            self.assertEqual([row["id"] for row in two.json("dossier", "list")], [good])
            self.assertEqual([i["reason"] for i in self.items(two, id=bad)], ["server_error"])
            way.rules.clear()
            two.run("sync", ok=0)
            self.assertEqual(two.json("status"), {"items": []})

    def test_a_dossier_that_is_deleted_meanwhile_is_forgotten(self):
        bad = self.sample(self.one)
        with Filter(self.server.url) as way:
            way.rules[("GET", f"/dossiers/{bad}")] = problem(500, "internal")
            two = self.library("two", way.url)
            two.run("sync", ok=0)
            self.one.run("dossier", "delete", bad, ok=0)
            self.one.run("sync", ok=0)
            two.run("sync", ok=0)
            self.assertEqual(two.json("status"), {"items": []})

    def test_finalised_anew_without_a_connection_stays_so(self):
        dossier = self.sample(self.one)
        self.one.run("dossier", "finalise", dossier, ok=0)
        self.one.run("sync", ok=0)
        two = self.library("two")
        for change in ("/unit/head_name=王五", None):
            self.one.run("dossier", "reopen", dossier, ok=0)
            if change:
                self.edit(self.one, dossier, change)
            self.one.run("dossier", "finalise", dossier, ok=0)
            self.one.run("sync", ok=0)
            two.run("sync", ok=0)
            self.assertEqual([self.state(ctl, dossier) for ctl in (self.one, two)], ["finalised", "finalised"])
            self.assertEqual(self.one.json("status"), {"items": []})
            self.assertEqual(two.json("dossier", "show", dossier)["values"]["unit"]["head_name"], "王五")

    def both_finalise(self, *words):
        locked = self.sample(self.one)
        self.one.run("dossier", "finalise", locked, ok=0)
        self.one.run("sync", ok=0)
        two = self.library("two")
        two.run("sync", ok=0)
        for ctl, change in zip((self.one, two), words):
            ctl.run("dossier", "reopen", locked, ok=0)
            self.edit(ctl, locked, change)
            ctl.run("dossier", "finalise", locked, ok=0)
        self.one.run("sync", ok=0)
        other = self.sample(self.one)
        return two, locked, other

    def test_finalised_differently_on_both_sides(self):
        two, locked, other = self.both_finalise("/unit/head_name=王五", "/leader/post=班长")
        two.run("sync", ok=0)
        self.assertIn(other, [row["id"] for row in two.json("dossier", "list")])
        shown = two.json("dossier", "show", locked)
        self.assertEqual((shown["values"]["unit"]["head_name"], shown["values"]["leader"]["post"]), ("王五", "班长"))
        self.assertEqual(shown["state"], "draft")
        two.run("sync", ok=0)
        self.assertEqual(two.json("status"), {"items": []})

    def test_finalised_with_other_words_on_both_sides(self):
        two, locked, other = self.both_finalise("/unit/head_name=王五", "/unit/head_name=赵六")
        two.run("sync", ok=5)
        self.assertIn(other, [row["id"] for row in two.json("dossier", "list")])
        two.run("conflict", "take", locked, "/unit/head_name", "theirs", ok=0)
        two.run("sync", ok=0)
        self.assertEqual(two.json("dossier", "show", locked)["values"]["unit"]["head_name"], "王五")

    def test_changed_here_after_it_was_submitted_there(self):
        dossier = self.sample(self.one)
        two = self.library("two")
        two.run("sync", ok=0)
        self.edit(two, dossier, "/unit/head_name=王五")
        self.one.run("submit", dossier, ok=0)
        with Filter(self.server.url) as way:
            self.login(two, way.url)
            way.seen.clear()
            two.run("sync", ok=0)
            self.assertLess(way.count("GET", f"/dossiers/{dossier}"), 4)
            self.assertEqual([i["reason"] for i in self.items(two, id=dossier, kind="put")], ["refused"])
            self.assertIn("王五", json.dumps(two.json("dossier", "show", dossier), ensure_ascii=False))


class Keys(Case):
    def replace_key(self, keep):
        with self.database() as database:
            if not keep:
                database.execute("DELETE FROM signing_keys")
            database.execute("INSERT INTO signing_keys (key_id, alg, seed, created_us) VALUES (?, 'Ed25519', ?, ?)",
                             (f"new{keep}", os.urandom(32), moment_us(hours=keep)))

    def test_a_key_that_the_pinned_one_vouches_for(self):
        for keep in (1, 2):
            self.replace_key(keep)
        dossier = self.sample(self.one)
        receipt = self.one.json("submit", dossier)
        path = pathlib.Path(self.folder, "receipt")
        path.write_text(json.dumps(receipt))
        self.one.run("receipt", "verify", str(path), ok=0)
        self.assertEqual(self.one.json("status"), {"items": []})
        with self.database() as database:
            [oldest] = database.execute("SELECT key_id FROM signing_keys ORDER BY created_us LIMIT 1").fetchone()
        self.assertNotEqual(receipt["key_id"], oldest)

    def test_a_key_that_nothing_vouches_for(self):
        dossier = self.sample(self.one)
        self.replace_key(0)
        with Filter(self.server.url) as way:
            self.one.run("logout", ok=0)
            with self.database() as database:
                before = database.execute("SELECT key_id, seed FROM signing_keys").fetchall()
            self.assertEqual(len(before), 1)
            # Pinned is what this server had first: the library has never met the new key.
            ctl = self.library("late", way.url)
            ctl.run("sync", ok=0)
            self.replace_key(0)
            status, out, _ = ctl.run("--json", "submit", dossier, ok=6)
            self.assertEqual(json.loads(out)["error"]["code"], "unknown_key")
            self.assertIn("sign in again", json.loads(out)["error"]["message"]["en"])
            sent = way.count("POST", "/events")
            ctl.run("sync", ok=0)
            ctl.run("sync", ok=0)
            [item] = self.items(ctl, id=dossier)
            self.assertEqual((item["kind"], item["reason"], item["retry_at"]), ("event", "unknown_key", None))
            self.assertEqual(way.count("POST", "/events"), sent)
            self.login(ctl, way.url)
            ctl.run("sync", ok=0)
            self.assertEqual(ctl.json("receipt", "show", dossier)["dossier"], dossier)
            self.assertEqual((ctl.json("status"), self.state(ctl, dossier)), ({"items": []}, "submitted"))

    def test_a_list_that_only_names_the_pinned_key_vouches_for_nothing(self):
        dossier = self.sample(self.one)
        with Filter(self.server.url) as way:
            ctl = self.library("late", way.url)
            ctl.run("sync", ok=0)
            self.replace_key(1)
            _, _, body = way.forward("GET", "/api/v1/keys", {"Authorization": ""}, b"")
            keys = [{k: v for k, v in key.items() if k != "vouched_by"} for key in json.loads(body)]
            self.assertEqual(len(keys), 2)
            way.rules[("GET", "/keys")] = (200, {"Content-Type": "application/json"}, json.dumps(keys).encode())
            ctl.run("submit", dossier, ok=6)
            self.assertEqual([i["reason"] for i in self.items(ctl, id=dossier)], ["unknown_key"])


class Restored(Case):
    def check_lost(self, ctl, dossier, receipt):
        ctl.run("sync", ok=0)
        [item] = self.items(ctl, kind="submission")
        self.assertEqual((item["id"], item["reason"], item["retry_at"]), (dossier, "submission_lost", None))
        self.assertIn(receipt["number"], item["detail"]["en"])
        self.assertEqual(self.state(ctl, dossier), "finalised")
        self.assertEqual(ctl.json("receipt", "show", dossier), receipt)
        again = ctl.json("submit", dossier)
        self.assertEqual(again["content_fingerprint"], receipt["content_fingerprint"])
        ctl.run("sync", ok=0)
        self.assertEqual((ctl.json("status"), self.state(ctl, dossier)), ({"items": []}, "submitted"))
        path = pathlib.Path(self.folder, "receipt")
        path.write_text(json.dumps(receipt))
        ctl.run("receipt", "verify", str(path), ok=0)

    def test_a_submission_is_lost(self):
        dossier = self.sample(self.one)
        backup = self.backup()
        self.edit(self.one, dossier, "/unit/head_name=王五")
        receipt = self.one.json("submit", dossier)
        self.restore(backup)
        self.check_lost(self.one, dossier, receipt)

    def test_the_dossier_is_lost_with_it(self):
        backup = self.backup()
        dossier = self.sample(self.one)
        receipt = self.one.json("submit", dossier)
        self.restore(backup)
        self.check_lost(self.one, dossier, receipt)

    def test_the_session_is_lost_with_it(self):
        backup = self.backup()
        self.login(self.one, self.server.url)
        dossier = self.sample(self.one)
        receipt = self.one.json("submit", dossier)
        self.restore(backup)
        self.one.run("sync", ok=6)
        self.login(self.one, self.server.url)
        self.check_lost(self.one, dossier, receipt)

    def test_signing_out_and_in_does_not_hide_it(self):
        backup = self.backup()
        dossier = self.sample(self.one)
        receipt = self.one.json("submit", dossier)
        self.restore(backup)
        self.one.run("logout", ok=0)
        self.login(self.one, self.server.url)
        self.check_lost(self.one, dossier, receipt)

    def test_a_submission_that_was_kept_is_not_lost(self):
        dossier = self.sample(self.one)
        receipt = self.one.json("submit", dossier)
        backup = self.backup()
        self.restore(backup)
        self.one.run("sync", ok=0)
        self.assertEqual((self.one.json("status"), self.state(self.one, dossier)), ({"items": []}, "submitted"))
        self.assertEqual(self.one.json("receipt", "show", dossier), receipt)

    def test_another_server_has_lost_nothing(self):
        dossier = self.sample(self.one)
        self.one.run("submit", dossier, ok=0)
        other = self.new_server()
        self.login(self.one, other.url)
        self.one.run("sync", ok=0)
        self.assertEqual((self.one.json("status"), self.state(self.one, dossier)), ({"items": []}, "submitted"))


class Rounds(Case):
    def test_the_only_open_round_takes_it(self):
        sent, unsent = self.sample(self.one), self.sample(self.one)
        self.edit(self.one, unsent, "/unit/head_name=王五")
        other = self.new_server("r9")
        self.login(self.one, other.url)
        self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("status"), {"items": []})
        for dossier in (sent, unsent):
            self.assertEqual(self.one.json("dossier", "show", dossier)["round"], "r9")
            self.one.run("submit", dossier, ok=0)

    def test_none_is_open_yet(self):
        sent, unsent = self.sample(self.one), self.sample(self.one)
        self.edit(self.one, unsent, "/unit/head_name=王五")
        other = self.new_server("r9")
        other.admin("round", "close", "--data", other.data, "r9")
        self.login(self.one, other.url)
        self.one.run("sync", ok=0)
        for dossier in (sent, unsent):
            self.assertEqual([i["reason"] for i in self.items(self.one, id=dossier)], ["no_round"])
        self.one.run("submit", unsent, ok=3)
        other.round(*self.window, name="r10")
        self.one.run("sync", ok=0)
        self.assertEqual([i for i in self.one.json("status")["items"] if i["kind"] != "event"], [])
        self.assertEqual([self.one.json("dossier", "show", d)["round"] for d in (sent, unsent)], ["r10", "r10"])

    def test_several_are_open(self):
        dossier = self.sample(self.one)
        self.edit(self.one, dossier, "/unit/head_name=王五")
        other = self.new_server("r8", "r9")
        self.login(self.one, other.url)
        self.one.run("sync", ok=0)
        self.assertEqual([i["reason"] for i in self.items(self.one, id=dossier)], ["no_round"])
        self.assertEqual(self.one.json("dossier", "show", dossier)["round"], "r1")
        other.admin("round", "close", "--data", other.data, "r8")
        self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("dossier", "show", dossier)["round"], "r9")

    def test_a_round_that_a_restored_server_lost(self):
        backup = self.backup()
        with self.database() as database:
            database.execute("UPDATE rounds SET state = 'closed' WHERE id = 'r1'")
        self.server.round(*self.window, name="r2")
        self.one.run("sync", ok=0)
        dossier = self.sample(self.one)
        self.assertEqual(self.one.json("dossier", "show", dossier)["round"], "r2")
        self.restore(backup)
        self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("dossier", "show", dossier)["round"], "r1")
        self.assertEqual(self.one.json("status"), {"items": []})


class Opening(Case):
    window = (day(2), day(5))

    def wait_for_opening(self):
        dossier = self.sample(self.one)
        self.one.run("submit", dossier, ok=6)
        return dossier

    def test_opened_earlier(self):
        dossier = self.wait_for_opening()
        self.move_window(moment_us(days=-1), moment_us(days=5))
        self.one.run("sync", ok=0)
        self.assertEqual((self.one.json("status"), self.state(self.one, dossier)), ({"items": []}, "submitted"))

    def test_moved(self):
        self.wait_for_opening()
        for days in (1, 4):
            self.move_window(moment_us(days=days), moment_us(days=5))
            self.one.run("sync", ok=0)
            [item] = self.items(self.one, kind="event")
            at = datetime.datetime.fromisoformat(item["retry_at"].replace("Z", "+00:00"))
            ahead = (at - (NOW + datetime.timedelta(days=days))).total_seconds()
            self.assertEqual(item["reason"], "opening")
            self.assertTrue(-5 <= ahead <= 40, item)

    def test_one_that_stands_keeps_its_moment(self):
        self.wait_for_opening()
        before = self.one.json("status")
        self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("status"), before)


class Refused(Case):
    window = (day(2), day(5))

    def setUp(self):
        super().setUp()
        self.dossier = self.sample(self.one)
        self.one.run("submit", self.dossier, ok=6)

    def close(self):
        self.move_window(moment_us(days=-4), moment_us(days=-2))
        self.one.run("sync", ok=0)
        [item] = self.items(self.one, id=self.dossier)
        self.assertEqual((item["kind"], item["reason"], item["retry_at"]), ("event", "late", None))

    def test_stays_as_refused_and_is_not_sent_again(self):
        with Filter(self.server.url) as way:
            self.login(self.one, way.url)
            self.close()
            sent = way.count("POST", "/events")
            self.one.run("sync", ok=0)
            self.move_window(moment_us(days=-4), moment_us(days=2))
            self.one.run("sync", ok=0)
            self.assertEqual(way.count("POST", "/events"), sent)
            self.assertEqual([i["reason"] for i in self.items(self.one, id=self.dossier)], ["late"])

    def test_submitting_anew_starts_clean(self):
        self.close()
        key = self.keys()
        address = self.server.url.split("//")[1].rstrip("/")
        self.server.kill()
        self.one.run("submit", self.dossier, ok=4)
        self.server.start(address)
        self.assertEqual([i["reason"] for i in self.items(self.one, kind="event")], ["offline"])
        self.assertEqual(len(self.keys()), 1)
        self.assertNotEqual(self.keys(), key)
        self.move_window(moment_us(days=-4), moment_us(days=2))
        self.one.run("sync", ok=0)
        self.assertEqual((self.one.json("status"), self.state(self.one, self.dossier)), ({"items": []}, "submitted"))

    def keys(self):
        with contextlib.closing(sqlite3.connect(f"{self.folder}/one/library.db")) as database:
            return database.execute("SELECT key FROM outbox WHERE kind = 'event'").fetchall()

    def test_is_forgotten_when_it_was_handed_in_elsewhere(self):
        self.close()
        self.move_window(moment_us(days=-4), moment_us(days=2))
        two = self.library("two")
        two.run("sync", ok=0)
        two.run("submit", self.dossier, ok=0)
        self.one.run("sync", ok=0)
        self.assertEqual((self.one.json("status"), self.state(self.one, self.dossier)), ({"items": []}, "submitted"))

    def test_goes_after_the_conflict_that_held_it_up(self):
        two = self.library("two")
        two.run("sync", ok=0)
        self.edit(two, self.dossier, "/unit/head_name=王五")
        two.run("sync", ok=0)
        self.edit(self.one, self.dossier, "/unit/head_name=赵六")
        self.one.run("sync", ok=5)
        self.move_window(moment_us(days=-4), moment_us(days=2))
        self.one.run("sync", ok=5)
        self.one.run("conflict", "take", self.dossier, "/unit/head_name", "mine", ok=0)
        self.one.run("sync", ok=0)
        self.assertEqual((self.one.json("status"), self.state(self.one, self.dossier)), ({"items": []}, "submitted"))


class ServerTrouble(Case):
    def check(self, answer, least_s):
        with Filter(self.server.url) as way:
            ctl = self.library("there", way.url)
            dossier = self.sample(ctl, sync=False)
            way.rules[("PUT", "/dossiers/")] = answer
            _, out, _ = ctl.run("--json", "sync", ok=4)
            error = json.loads(out)["error"]
            self.assertEqual(error["code"], "server_error")
            self.assertIn("server has trouble", error["message"]["en"])
            [item] = self.items(ctl, id=dossier)
            self.assertEqual(item["reason"], "server_error")
            at = datetime.datetime.fromisoformat(item["retry_at"].replace("Z", "+00:00"))
            ahead = (at - datetime.datetime.now(datetime.timezone.utc)).total_seconds()
            self.assertGreater(ahead, least_s - 10)
            way.rules.clear()
            ctl.run("sync", ok=0)
            self.assertEqual(ctl.json("status"), {"items": []})

    def test_500(self):
        self.check(problem(500, "internal"), 0)

    def test_503_that_says_when(self):
        self.check(problem(503, "busy", **{"Retry-After": "300"}), 300)

    def test_503_that_names_a_date(self):
        later = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=400))
        self.check(problem(503, "busy", **{"Retry-After": later.strftime("%a, %d %b %Y %H:%M:%S GMT")}), 390)

    def test_502_of_a_proxy(self):
        self.check(page(502, **{"Retry-After": "120"}), 120)

    def test_a_portal_is_still_no_connection(self):
        for answer in (page(200), page(511)):
            with self.subTest(answer[0]), Filter(self.server.url) as way:
                ctl = self.library(f"portal{answer[0]}", way.url)
                way.rules[("GET", "/changes")] = answer
                _, out, _ = ctl.run("--json", "sync", ok=4)
                self.assertEqual(json.loads(out)["error"]["code"], "no_connection")

    def test_a_full_disk_is_no_trouble_of_the_server(self):
        """Files that may not grow stand for the disk. It fills up while the server takes the document,
        so far that its outbox item still fits: where that is, depends on SQLite's pages."""
        reasons = set()
        for pages in range(1, 12):
            with self.subTest(pages), Filter(self.server.url) as way:
                ctl = self.library(f"full{pages}", way.url)
                dossier = self.sample(ctl, sync=False)
                fills_up = FillsUp(way, f"{ctl.library}/library.db-wal", pages)
                way.rules[("PUT", "/dossiers/")] = fills_up.answer
                fills_up.process = subprocess.Popen([CTL, "--library", ctl.library, "--json", "sync"], text=True,
                                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ctl.env,
                                                    preexec_fn=ignore_bound)
                out, _ = fills_up.process.communicate(timeout=60)
                if fills_up.process.returncode == 0:
                    break
                self.assertEqual(json.loads(out)["error"]["code"], "no_space")
                reasons |= {item["reason"] for item in self.items(ctl, id=dossier)}
                way.rules.clear()
                ctl.run("sync", ok=0)
                self.assertEqual(ctl.json("status"), {"items": []})
        self.assertEqual(reasons - {"queued"}, {"no_space"})


def ignore_bound():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


class FillsUp:
    """Once the server has taken the document, the client's log may grow by some pages and no more."""

    def __init__(self, way, log, pages):
        self.way, self.log, self.pages, self.process = way, log, pages, None

    def answer(self, *request):
        answer = self.way.forward(*request)
        limit = os.path.getsize(self.log) + self.pages * (4096 + 24)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (limit, limit))
        return answer


class Sessions(Case):
    def token(self):
        return pathlib.Path(self.folder, "one", "token").read_text()

    def is_good(self, token):
        request = urllib.request.Request(self.server.url.rstrip("/") + "/api/v1/me",
                                         headers={"Authorization": f"Bearer {token}"})
        try:
            with urllib.request.urlopen(request, timeout=10):
                return True
        except urllib.error.HTTPError as error:
            self.assertEqual(error.code, 401)
            return False

    def test_signing_in_ends_the_session_before(self):
        for account in ("bob", "bob", "alice"):
            with self.subTest(account):
                before = self.token()
                self.assertTrue(self.is_good(before))
                self.login(self.one, self.server.url, account)
                self.assertFalse(self.is_good(before))
                self.assertTrue(self.is_good(self.token()))
                self.one.run("sync", ok=0)

    def test_a_wrong_password_ends_nothing(self):
        before = self.token()
        self.one.run("login", "--server", self.server.url, "--account", "bob", typed="wrong\n", ok=6)
        self.assertTrue(self.is_good(before))
        self.one.run("sync", ok=0)

    def test_another_server_that_is_away_keeps_nobody_waiting(self):
        other = self.new_server()
        self.server.kill()
        self.login(self.one, other.url)
        self.one.run("sync", ok=0)


if __name__ == "__main__":
    unittest.main(verbosity=1)
