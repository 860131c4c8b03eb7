#!/usr/bin/python3
"""From the first keystroke to the receipt with a real server, by command line alone."""
import contextlib
import datetime
import json
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from jiangce import PASSWORD, Ctl, Server  # noqa: E402

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()


def day(offset):
    return str(TODAY + datetime.timedelta(days=offset))


class Case(unittest.TestCase):
    window = (day(-1), day(5))

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jiangce-sync-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.server.account("alice")
        self.server.account("bob", unit="另一家公司")
        self.server.round(*self.window)
        self.server.start()
        self.one = self.library("one")

    def library(self, name, account="alice"):
        ctl = Ctl(f"{self.folder}/{name}")
        if account:
            ctl.run("login", "--server", self.server.url, "--account", account, typed=PASSWORD + "\n", ok=0)
        return ctl

    def sample(self, ctl):
        return ctl.json("dossier", "new", "--sample")["id"]


class RoundTrip(Case):
    def test_submit_and_receipt(self):
        ctl = self.library("offline", account=None)
        dossier = self.sample(ctl)
        ctl.run("dossier", "check", dossier, ok=0)
        ctl.run("login", "--server", self.server.url, "--account", "alice", typed=PASSWORD + "\n", ok=0)
        self.assertEqual(ctl.json("status")["items"][0]["id"], dossier)
        self.assertGreaterEqual(ctl.json("sync")["pushed"], 1)
        self.assertEqual(ctl.json("status"), {"items": []})
        self.assertEqual(ctl.json("dossier", "list")[0]["sync"], "synced")
        self.assertEqual(ctl.json("submit", dossier, "--dry-run")["errors"], 0)
        receipt = ctl.json("submit", dossier)
        shown = ctl.json("dossier", "show", dossier)
        self.assertEqual(shown["state"], "submitted")
        self.assertEqual(receipt["content_fingerprint"], shown["fingerprint"])
        self.assertEqual(ctl.json("receipt", "show", dossier), receipt)
        path = pathlib.Path(self.folder, "receipt.json")
        path.write_text(json.dumps(receipt))
        ctl.run("receipt", "verify", str(path), ok=0)
        path.write_text(json.dumps({**receipt, "received_at": "2020-01-01T00:00:00Z"}))
        ctl.run("receipt", "verify", str(path), ok=7)
        self.library("stranger", account=None).run("receipt", "verify", str(path), ok=3)
        ctl.run("dossier", "set", dossier, "/unit/full_name=另一家公司", ok=6)

    def test_the_receipt_comes_to_the_other_library(self):
        dossier = self.sample(self.one)
        receipt = self.one.json("submit", dossier)
        two = self.library("two")
        two.run("sync", ok=0)
        self.assertEqual(two.json("receipt", "show", dossier), receipt)
        path = pathlib.Path(self.folder, "receipt.json")
        path.write_text(json.dumps(two.json("receipt", "show", dossier)))
        two.run("receipt", "verify", str(path), ok=0)
        self.assertEqual(two.json("status"), {"items": []})
        with contextlib.closing(sqlite3.connect(two.library + "/library.db")) as database:
            database.execute("UPDATE setting SET value = '[]' WHERE name = 'keys'")
            database.execute("DELETE FROM receipt")
            database.execute("UPDATE setting SET value = '0' WHERE name = 'since'")
            database.execute("DELETE FROM dossier")
            database.commit()
        two.run("sync", ok=0)
        two.run("receipt", "show", dossier, ok=3)
        [item] = two.json("status")["items"]
        self.assertEqual((item["id"], item["kind"], item["reason"]), (dossier, "receipt", "unknown_key"))
        two.run("login", "--server", self.server.url, "--account", "alice", typed=PASSWORD + "\n", ok=0)
        two.run("sync", ok=0)
        self.assertEqual(two.json("receipt", "show", dossier), receipt)
        self.assertEqual(two.json("status"), {"items": []})

    def test_the_receipt_comes_to_a_library_of_an_older_program(self):
        dossier = self.sample(self.one)
        receipt = self.one.json("submit", dossier)
        two = self.library("two")
        two.run("sync", ok=0)
        with contextlib.closing(sqlite3.connect(two.library + "/library.db")) as database:
            database.execute("DELETE FROM receipt")
            database.execute("DELETE FROM setting WHERE name = 'receipts_caught_up'")
            database.commit()
        two.run("sync", ok=0)
        self.assertEqual(two.json("receipt", "show", dossier), receipt)

    def test_what_waits_is_told_in_words(self):
        ctl = self.library("offline", account=None)
        self.assertIn("Not signed in", ctl.run("status", ok=0)[1])
        dossier = self.sample(ctl)
        title = ctl.json("dossier", "list")[0]["title"]
        ctl.run("login", "--server", self.server.url, "--account", "alice", typed=PASSWORD + "\n", ok=0)
        said = ctl.run("status", ok=0)[1]
        for words in (f"“{title}” ({dossier})", "changes to be sent", "last changed 20"):
            self.assertIn(words, said)
        chinese = Ctl(ctl.library, {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}).run("status", ok=0)[1]
        self.assertIn("有改动要送到服务器", chinese)
        ctl.run("sync", ok=0)
        self.assertIn("Nothing waits", ctl.run("status", ok=0)[1])

    def test_findings_are_told_in_words(self):
        dossier = self.one.json("dossier", "new")["id"]
        checked = self.one.run("dossier", "check", dossier, ok=1)[1]
        for words in (("submit", dossier), ("submit", dossier, "--dry-run")):
            said = self.one.run(*words, ok=1)[1]
            self.assertNotIn("{", said)
            self.assertIn(checked.splitlines()[0], said)
        whole = self.sample(self.one)
        self.assertIn("it can be submitted", self.one.run("submit", whole, "--dry-run", ok=0)[1])

    def dry_run(self, ctl, dossier, ok):
        _, out, said = ctl.run("--json", "submit", dossier, "--dry-run", ok=ok)
        return json.loads(out), said

    def test_dry_run_without_the_server(self):
        dossier = self.sample(self.one)
        self.one.run("sync", ok=0)
        self.server.kill()
        answer, said = self.dry_run(self.one, dossier, 0)
        self.assertEqual((answer["offline"], answer["window"]["verdict"], answer["window"]["clock"]),
                         (True, "in_time", "local"))
        for words in (answer["window"]["message"]["en"], said):
            self.assertIn("By this computer's clock", words)
            self.assertIn("The server was not asked", words)
        for start, end, verdict in ((day(2), day(5), "early"), (day(-5), day(-2), "late")):
            self.move_window(self.one, f"{start}T00:00:00Z", f"{end}T00:00:00Z")
            answer, said = self.dry_run(self.one, dossier, 6)
            self.assertEqual((answer["window"]["verdict"], answer["window"]["from"]), (verdict, f"{start}T00:00:00Z"))
            self.assertIn("By this computer's clock", said)
            self.assertEqual(self.one.json("status"), {"items": []})
        self.one.run("dossier", "set", dossier, "/unit/full_name=", ok=0)
        self.assertGreater(self.dry_run(self.one, dossier, 1)[0]["errors"], 0)
        stranger = self.library("stranger", account=None)
        answer, _ = self.dry_run(stranger, self.sample(stranger), 0)
        self.assertEqual(answer["window"]["verdict"], "unknown")

    def test_dry_run_outside_the_window_of_the_server(self):
        dossier = self.sample(self.one)
        self.one.run("sync", ok=0)
        self.server.admin("round", "window", "--data", self.server.data, "--round", "r1", "--window",
                          f"submit={day(2)}/{day(5)}")
        answer, said = self.dry_run(self.one, dossier, 6)
        self.assertEqual(answer["would"]["problem"]["type"], "urn:jiangce:problem:early")
        self.assertIn("The window has not opened yet", said)
        self.server.admin("round", "window", "--data", self.server.data, "--round", "r1", "--window",
                          f"submit={day(-5)}/{day(-2)}")
        for words in (("submit", dossier, "--dry-run"), ("submit", dossier)):
            said = self.one.run(*words, ok=6)[2]
            self.assertIn("The window is over: it was open from", said)
            self.assertIn(day(-1), said)
        self.assertEqual(self.one.json("status"), {"items": []})

    def move_window(self, ctl, start, end):
        """In the round as it came last."""
        with contextlib.closing(sqlite3.connect(ctl.library + "/library.db")) as database:
            [(name, text)] = database.execute("SELECT id, body FROM round").fetchall()
            stored = json.loads(text)
            for window in stored["windows"]:
                window["from"], window["until"] = start, end
            database.execute("UPDATE round SET body = ? WHERE id = ?", (json.dumps(stored, ensure_ascii=False), name))
            database.commit()

    def test_incomplete_is_refused_here_and_there(self):
        dossier = self.one.json("dossier", "new")["id"]
        self.one.run("sync", ok=0)
        self.one.run("submit", dossier, ok=1)
        self.assertEqual(self.one.json("status"), {"items": []})

    def test_finalised_goes_as_finalised(self):
        dossier = self.sample(self.one)
        self.one.run("dossier", "finalise", dossier, ok=0)
        self.one.run("sync", ok=0)
        two = self.library("two")
        two.run("sync", ok=0)
        self.assertEqual(two.json("dossier", "show", dossier)["state"], "finalised")
        self.one.run("dossier", "reopen", dossier, ok=0)
        self.one.run("dossier", "set", dossier, "/unit/head_name=王五", ok=0)
        self.one.run("sync", ok=0)
        two.run("sync", ok=0)
        shown = two.json("dossier", "show", dossier)
        self.assertEqual((shown["state"], shown["values"]["unit"]["head_name"]), ("draft", "王五"))

    def test_a_change_of_state_alone_is_sent(self):
        dossier = self.sample(self.one)
        self.one.run("sync", ok=0)
        two = self.library("two")
        for word, state in (("finalise", "finalised"), ("reopen", "draft")):
            self.one.run("dossier", word, dossier, ok=0)
            self.one.run("sync", ok=0)
            two.run("sync", ok=0)
            self.assertEqual(two.json("dossier", "show", dossier)["state"], state)
            self.assertEqual([two.json("status"), two.json("dossier", "list")[0]["sync"]], [{"items": []}, "synced"])

    def test_finalised_here_while_a_colleague_changed_it(self):
        dossier = self.sample(self.one)
        self.one.run("sync", ok=0)
        two = self.library("two")
        two.run("sync", ok=0)
        self.one.run("dossier", "set", dossier, "/unit/head_name=王五", ok=0)
        self.one.run("sync", ok=0)
        two.run("dossier", "finalise", dossier, ok=0)
        two.run("sync", ok=0)
        shown = two.json("dossier", "show", dossier)
        self.assertEqual((shown["state"], shown["values"]["unit"]["head_name"]), ("draft", "王五"))

    def test_wrong_password_and_unknown_server(self):
        ctl = self.library("wrong", account=None)
        ctl.run("login", "--server", self.server.url, "--account", "alice", typed="not the password\n", ok=6)
        ctl.run("login", "--server", "http://example.com", "--account", "alice", typed="x\n", ok=6)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        ctl.run("login", "--server", f"http://127.0.0.1:{port}", "--account", "alice", typed="x\n", ok=4)

    def test_token_file_is_private(self):
        token = pathlib.Path(self.folder, "one", "token")
        self.assertEqual(token.stat().st_mode & 0o777, 0o600)
        self.assertNotIn(PASSWORD.encode(), b"".join(p.read_bytes() for p in pathlib.Path(self.folder, "one").rglob("*") if p.is_file()))
        self.one.run("logout", ok=0)
        self.assertFalse(token.exists())
        self.one.run("sync", ok=6)


class TwoLibraries(Case):
    def setUp(self):
        super().setUp()
        self.two = self.library("two")
        self.dossier = self.sample(self.one)
        self.one.run("sync", ok=0)
        self.two.run("sync", ok=0)

    def set(self, ctl, *words):
        ctl.run("dossier", "set", self.dossier, *words, ok=0)

    def test_same_dossier(self):
        shown = [ctl.json("dossier", "show", self.dossier) for ctl in (self.one, self.two)]
        self.assertEqual(shown[0]["values"], shown[1]["values"])
        self.assertEqual(shown[0]["fingerprint"], shown[1]["fingerprint"])
        self.assertEqual(shown[0]["round"], shown[1]["round"])

    def test_other_unit_sees_nothing(self):
        bob = self.library("bob", account="bob")
        bob.run("sync", ok=0)
        self.assertEqual(bob.json("dossier", "list"), [])

    def test_different_fields_merge(self):
        self.set(self.one, "/unit/head_name=王五")
        self.set(self.two, "/leader/post=班长")
        self.one.run("sync", ok=0)
        self.two.run("sync", ok=0)
        self.one.run("sync", ok=0)
        for ctl in (self.one, self.two):
            values = ctl.json("dossier", "show", self.dossier)["values"]
            self.assertEqual((values["unit"]["head_name"], values["leader"]["post"]), ("王五", "班长"))

    def conflict(self):
        self.set(self.one, "/unit/head_name=王五")
        self.set(self.two, "/unit/head_name=赵六")
        self.one.run("sync", ok=0)
        self.two.run("sync", ok=5)
        conflicts = self.two.json("conflict", "list", self.dossier)
        self.assertEqual([(c["pointer"], c["mine"], c["theirs"]) for c in conflicts], [("/unit/head_name", "赵六", "王五")])
        self.assertEqual(self.two.json("dossier", "show", self.dossier)["values"]["unit"]["head_name"], "赵六")
        self.two.run("submit", self.dossier, ok=5)

    def test_conflict_taking_mine(self):
        self.conflict()
        self.two.run("conflict", "take", self.dossier, "/unit/head_name", "mine", ok=0)
        self.two.run("sync", ok=0)
        self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("dossier", "show", self.dossier)["values"]["unit"]["head_name"], "赵六")

    def test_conflict_taking_theirs(self):
        self.conflict()
        self.two.run("conflict", "take", self.dossier, "/unit/head_name", "theirs", ok=0)
        self.two.run("conflict", "take", self.dossier, "/unit/head_name", "mine", ok=3)
        self.two.run("sync", ok=0)
        self.assertEqual(self.two.json("dossier", "show", self.dossier)["values"]["unit"]["head_name"], "王五")

    def test_deleted_goes_everywhere(self):
        self.one.run("dossier", "delete", self.dossier, ok=0)
        self.one.run("sync", ok=0)
        self.two.run("sync", ok=0)
        self.assertEqual(self.two.json("dossier", "list"), [])


    def test_deleted_there_and_edited_here_stays_as_a_new_one(self):
        self.set(self.two, "/unit/head_name=王五")
        self.one.run("dossier", "delete", self.dossier, ok=0)
        self.one.run("sync", ok=0)
        self.two.run("sync", ok=0)
        kept = self.two.json("dossier", "list")
        self.assertEqual(len(kept), 1)
        self.assertNotEqual(kept[0]["id"], self.dossier)
        self.assertEqual(self.two.json("dossier", "show", kept[0]["id"])["values"]["unit"]["head_name"], "王五")
        self.assertEqual([kept[0]["sync"], self.two.json("status")], ["synced", {"items": []}])
        self.one.run("sync", ok=0)
        self.assertEqual([row["id"] for row in self.one.json("dossier", "list")], [kept[0]["id"]])

    def test_deleted_here_and_edited_there_comes_back(self):
        self.set(self.two, "/unit/head_name=王五")
        self.two.run("sync", ok=0)
        self.one.run("dossier", "delete", self.dossier, ok=0)
        self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("dossier", "show", self.dossier)["values"]["unit"]["head_name"], "王五")
        self.assertEqual(self.one.json("status"), {"items": []})

    def test_submitting_offline_then_a_conflict(self):
        address = self.server.url.split("//")[1].rstrip("/")
        self.set(self.one, "/unit/head_name=王五")
        self.one.run("sync", ok=0)
        self.set(self.two, "/unit/head_name=赵六")
        self.server.kill()
        self.two.run("submit", self.dossier, ok=4)
        self.server.start(address)
        self.two.run("sync", ok=5)
        self.two.run("conflict", "take", self.dossier, "/unit/head_name", "mine", ok=0)
        self.two.run("sync", ok=0)
        self.assertEqual(self.two.json("status"), {"items": []})
        self.assertEqual(self.two.json("dossier", "show", self.dossier)["state"], "submitted")

    def test_a_second_conflict_does_not_hide_the_first(self):
        self.conflict()
        self.set(self.one, "/leader/post=班长")
        self.one.run("sync", ok=0)
        self.set(self.two, "/leader/post=组长")
        self.two.run("sync", ok=5)
        pointers = {c["pointer"] for c in self.two.json("conflict", "list", self.dossier)}
        self.assertEqual(pointers, {"/unit/head_name", "/leader/post"})

    def test_restored_server_gets_back_what_it_lost(self):
        address = self.server.url.split("//")[1].rstrip("/")
        backup = f"{self.folder}/backup"
        self.server.admin("backup", "--data", self.server.data, backup)
        self.set(self.one, "/unit/head_name=王五")
        born = self.sample(self.one)
        self.one.run("sync", ok=0)
        self.server.kill()
        shutil.rmtree(self.server.data)
        self.server.admin("restore", backup, "--data", self.server.data)
        self.server.start(address)
        self.one.run("sync", ok=0)
        self.assertEqual([row["sync"] for row in self.one.json("dossier", "list")], ["synced", "synced"])
        self.two.run("sync", ok=0)
        self.assertEqual(self.two.json("dossier", "show", self.dossier)["values"]["unit"]["head_name"], "王五")
        self.two.run("dossier", "show", born, ok=0)

    def test_another_server_gets_everything(self):
        other = Server()
        self.addCleanup(other.stop)
        other.account("alice")
        other.round(*self.window)
        other.start()
        self.one.run("login", "--server", other.url, "--account", "alice", typed=PASSWORD + "\n", ok=0)
        self.set(self.one, "/unit/head_name=王五")
        self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("status"), {"items": []})
        self.one.run("submit", self.dossier, ok=0)

    def test_another_account_sees_its_own_from_the_beginning(self):
        bob = self.library("bob", account="bob")
        of_bob = self.sample(bob)
        bob.run("sync", ok=0)
        self.one.run("sync", ok=0)
        self.one.run("login", "--server", self.server.url, "--account", "bob", typed=PASSWORD + "\n", ok=0)
        self.one.run("sync", ok=0)
        self.one.run("dossier", "show", of_bob, ok=0)
        bob.run("sync", ok=0)
        self.assertEqual([row["id"] for row in bob.json("dossier", "list")], [of_bob])


class Early(Case):
    window = (day(2), day(5))

    def test_what_is_edited_while_it_waits_is_sent(self):
        dossier = self.sample(self.one)
        self.one.run("submit", dossier, ok=6)
        self.one.run("dossier", "set", dossier, "/unit/head_name=王五", ok=0)
        self.one.run("sync", ok=0)
        self.assertEqual([i["kind"] for i in self.one.json("status")["items"]], ["event"])
        two = self.library("two")
        two.run("sync", ok=0)
        self.assertEqual(two.json("dossier", "show", dossier)["values"]["unit"]["head_name"], "王五")

    def test_waits_for_the_opening(self):
        dossier = self.sample(self.one)
        self.assertIn("queued", self.one.run("submit", dossier, ok=6)[2])
        item = [i for i in self.one.json("status")["items"] if i["kind"] == "event"][0]
        self.assertEqual(item["reason"], "opening")
        self.assertGreaterEqual(item["retry_at"][:10], day(1))


class Late(Case):
    window = (day(-5), day(-2))

    def test_is_refused_and_not_queued(self):
        dossier = self.sample(self.one)
        self.assertNotIn("queued", self.one.run("submit", dossier, ok=6)[2])
        self.assertEqual([i for i in self.one.json("status")["items"] if i["kind"] == "event"], [])


class Portal:
    """Answers everything with a friendly page, as a hotel's network does."""

    def __init__(self, status="200 OK", kind="text/html", page=b"<html>Welcome</html>"):
        self.status = status
        self.kind = kind
        self.page = page

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def serve(self):
        head = (f"HTTP/1.1 {self.status}\r\nContent-Type: {self.kind}\r\nConnection: close\r\n"
                f"Content-Length: {len(self.page)}\r\n\r\n").encode()
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            with client:
                client.recv(65536)
                client.sendall(head + self.page)

    def __exit__(self, *_):
        self.socket.close()


class LosingProxy:
    """Forwards to the server, but loses the answers to the first N requests whose first line holds WORD."""

    def __init__(self, port, word, n):
        self.port, self.word, self.left = port, word.encode(), n

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def serve(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.forward, args=(client,), daemon=True).start()

    def forward(self, client):
        with client, socket.create_connection(("127.0.0.1", self.port)) as server:
            server.settimeout(10)
            while True:
                request = client.recv(1 << 20)
                if not request:
                    return
                server.sendall(request)
                # A request may come in two pieces: the answer is what comes after the last.
                client.settimeout(0.1)
                try:
                    while more := client.recv(1 << 20):
                        server.sendall(more)
                except TimeoutError:
                    pass
                client.settimeout(None)
                answer = server.recv(1 << 22)
                if self.word in request.split(b"\r\n", 1)[0] and self.left > 0:
                    self.left -= 1
                    return
                while not self.whole(answer):
                    answer += server.recv(1 << 22)
                client.sendall(answer)

    @staticmethod
    def whole(answer):
        head, _, body = answer.partition(b"\r\n\r\n")
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                return len(body) >= int(line.split(b":")[1])
        return True

    def __exit__(self, *_):
        self.socket.close()


class Network(Case):
    def test_a_lost_answer_acts_once(self):
        port = int(self.server.url.rstrip("/").rsplit(":", 1)[1])
        for word in ("PUT ", "/events "):
            with self.subTest(word), LosingProxy(port, word, 1) as url:
                ctl = Ctl(f"{self.folder}/lossy{word.strip().strip('/')}")
                ctl.run("login", "--server", url, "--account", "alice", typed=PASSWORD + "\n", ok=0)
                dossier = self.sample(ctl)
                ctl.run("submit", dossier, ok=4)
                receipt = ctl.json("submit", dossier)
                self.assertEqual(ctl.json("dossier", "show", dossier)["state"], "submitted")
                self.assertEqual(ctl.json("status"), {"items": []})
                self.assertEqual(receipt, ctl.json("receipt", "show", dossier))
                clean = self.library("clean" + word.strip().strip("/"))
                clean.run("sync", ok=0)
                self.assertEqual(clean.json("dossier", "show", dossier)["revision"],
                                 ctl.json("dossier", "show", dossier)["revision"])

    def test_no_connection_keeps_it_queued(self):
        dossier = self.sample(self.one)
        address = self.server.url.split("//")[1].rstrip("/")
        self.server.kill()
        self.one.run("sync", ok=4)
        self.one.run("submit", dossier, ok=4)
        self.assertEqual({i["reason"] for i in self.one.json("status")["items"]} & {"offline"}, {"offline"})
        self.server.start(address)
        # The waiting items have a moment of their own; asking by hand does not wait for it.
        receipt = self.one.json("submit", dossier)
        self.assertTrue(receipt["number"])
        self.assertEqual(self.one.json("status"), {"items": []})

    def test_the_first_sync_after_an_outage_sends_it(self):
        dossier = self.sample(self.one)
        address = self.server.url.split("//")[1].rstrip("/")
        self.server.kill()
        for _ in range(4):
            self.one.run("submit", dossier, ok=4)
        self.server.start(address)
        self.one.run("sync", ok=0)
        self.assertEqual(self.one.json("status"), {"items": []})

    def test_captive_portal_is_no_connection(self):
        ctl = self.library("portal", account=None)
        json_page = b'{"login": "https://portal.example"}'
        for portal in (Portal(), Portal("404 Not Found"), Portal("302 Found"), Portal("200 OK", "application/json", json_page),
                       Portal("404 Not Found", "application/json", json_page),
                       Portal("403 Forbidden", "application/json", json_page),
                       Portal("401 Unauthorized", "application/problem+json", b'{"type": "about:blank"}'),
                       Portal("204 No Content", page=b"")):
            with self.subTest(portal.status + portal.kind), portal as url:
                _, out, _ = ctl.run("--json", "login", "--server", url, "--account", "alice", typed="x\n", ok=4)
                error = json.loads(out)["error"]
                self.assertEqual(error["code"], "no_connection")
                self.assertIn("sign-in page of this network", error["message"]["en"])
                self.assertIn("网络的登录页面", error["message"]["zh"])


if __name__ == "__main__":
    unittest.main(verbosity=1)
