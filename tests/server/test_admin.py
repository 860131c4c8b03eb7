#!/usr/bin/env python3
"""The program's command line: exit statuses, what is printed, and that nothing is changed by mistake."""
import os
import pathlib
import shutil
import sqlite3
import stat
import subprocess
import unittest

from harness import API, PASSWORD, PROGRAM, PROGRAMME, Person, Server, serving


class Commands(unittest.TestCase):
    def setUp(self):
        self.server = Server()

    def tearDown(self):
        self.server.end()
        shutil.rmtree(self.server.folder)

    def run_program(self, *words, ok=0, typed=None):
        return self.server.run(*words, "--data", self.server.data, ok=ok, typed=typed)

    def test_init(self):
        self.assertEqual(stat.S_IMODE(os.stat(self.server.data).st_mode), 0o700)
        for name in os.listdir(self.server.data):
            mode = os.stat(os.path.join(self.server.data, name)).st_mode
            self.assertEqual(stat.S_IMODE(mode), 0o600, name)
        self.run_program("init", ok=6)

    def test_usage(self):
        run = self.server.run
        run(ok=2)
        run("fly", ok=2)
        run("init", ok=2)
        run("serve", ok=2)
        run("init", "more", "--data", self.server.data, ok=2)
        run("--colour", "init", ok=2)
        run("init", "--role", "officer", "--data", self.server.data, ok=2)
        self.run_program("serve", "--listen", "nowhere", ok=2)
        self.run_program("serve", "--workers", "0", ok=2)
        self.run_program("serve", "--tls-cert", "x", ok=2)
        self.run_program("serve", "--database", "mysql://x/y", ok=2)
        self.assertIn("account add", run("--help"))
        self.assertRegex(run("--version"), r"^jiangce-server \d")
        plain = subprocess.run([PROGRAM, "--help"], capture_output=True, env={**os.environ, "LC_ALL": "C"}, check=True)
        self.assertIn("[OPTION…]", plain.stdout.decode())

    def test_no_such_folder(self):
        self.server.run("serve", "--data", "/nonexistent", ok=3)
        self.server.run("round", "list", "--data", "/nonexistent", ok=3)

    def test_options_anywhere(self):
        self.server.run("--data", self.server.data, "account", "--role=applicant", "add", "--", "-strange-",
                        typed=PASSWORD + "\n")
        self.assertEqual(self.run_program("unit", "list"), "-strange-\t\t1\n")

    def test_accounts(self):
        add = lambda *words, **more: self.run_program("account", "add", *words, **more)
        add("a", "--role", "applicant", "--unit", "甲厂", "--parent", "南关区", typed=PASSWORD + "\nmore\n")
        add("a", "--role", "officer", typed=PASSWORD + "\n", ok=6)
        add("b", "--role", "king", typed=PASSWORD + "\n", ok=2)
        add("b", "--role", "officer", typed="1234567\n", ok=2)
        add("b", "--role", "officer", typed="", ok=2)
        self.server.run("account", "add", "--data", self.server.data, "--role", "officer", "a\nb", typed=PASSWORD + "\n", ok=2)
        add("b", "--role", "officer", typed="匠册匠册匠册匠册")
        add("c", "--role", "applicant", "--unit", "甲厂", "--parent", "绿园区", typed=PASSWORD + "\n", ok=6)
        self.assertEqual(self.run_program("unit", "list"), "b\t\t1\n南关区\t\t0\n甲厂\t南关区\t1\n")

    def test_rounds(self):
        opened = self.run_program("round", "open", "--programme", "changchun-studio-2025")
        self.assertEqual(opened, "changchun-studio-2025\n")
        self.run_program("round", "open", "--programme", "changchun-studio-2025", ok=6)
        self.run_program("round", "open", "--programme", "none", ok=3)
        broken = os.path.join(self.server.folder, "broken.json")
        with open(broken, "w", encoding="utf-8") as file:
            file.write('{"id": "x"}')
        self.run_program("round", "open", "--programme", broken, ok=7)
        for words in (("--from", "tomorrow"), ("--from", "2025-10-15", "--until", "2025-10-09"),
                      ("--window", "submit"), ("--window", "submit=2025"), ("--window", "explode=/"),
                      ("--id", "a/b")):
            self.run_program("round", "open", "--programme", PROGRAMME, *words, ok=2)
        self.run_program("round", "open", "--programme", PROGRAMME, "--id", "r1")
        self.run_program("round", "close", ok=2)
        self.run_program("round", "close", "none", ok=3)
        self.run_program("round", "close", "r1")
        lines = self.run_program("round", "list").splitlines()
        self.assertEqual([line.split("\t")[:3] for line in lines],
                         [["changchun-studio-2025", "changchun-studio-2025", "open"],
                          ["r1", "small", "closed"]])

    def test_round_list_shows_windows(self):
        self.run_program("round", "open", "--programme", PROGRAMME, "--id", "r1", "--window", "submit=2025-10-09/2025-10-15")
        windows = self.run_program("round", "list").rstrip("\n").split("\t")[4].split(" ")
        self.assertIn("submit:application=2025-10-08T16:00:00Z/2025-10-15T16:00:00Z", windows)

    def test_account_list_password_disable(self):
        self.server.account("alice", unit="甲厂")
        self.server.account("otto", role="officer", unit="受理处")
        self.assertEqual([line.split("\t") for line in self.run_program("account", "list").splitlines()],
                         [["alice", "applicant", "甲厂", "", "active"], ["otto", "officer", "受理处", "", "active"]])
        for words in (("password", "nobody"), ("disable", "nobody"), ("password", "--generate", "nobody")):
            self.run_program("account", *words, typed=PASSWORD + "\n", ok=3)
        self.run_program("account", "password", "alice", typed="short\n", ok=2)
        self.run_program("account", "disable", ok=2)
        self.server.start()
        alice = Person(self.server, "alice")
        self.assertEqual(alice.get("/me").status, 200)
        self.run_program("account", "disable", "alice")
        self.assertEqual(alice.get("/me").status, 401)
        self.assertEqual(self.login("alice", PASSWORD), 401)
        self.assertEqual(self.run_program("account", "list").splitlines()[0].split("\t")[4], "disabled")
        made = self.run_program("account", "password", "--generate", "alice").rstrip("\n")
        self.assertGreaterEqual(len(made), 40)
        self.assertEqual((self.login("alice", PASSWORD), self.login("alice", made)), (401, 201))
        self.run_program("account", "password", "alice", typed="another long one\n")
        self.assertEqual((self.login("alice", made), self.login("alice", "another long one")), (401, 201))

    def login(self, name, password):
        return self.server.call("POST", API + "/sessions", {"account": name, "password": password}).status

    def test_unit_window(self):
        self.server.account("a", unit="甲厂")
        self.server.round("r1")
        window = lambda *words, ok: self.run_program("unit", "window", *words, ok=ok)
        window("--unit", "甲厂", "--round", "r1", "--until", "2025-10-10", ok=0)
        window("--unit", "甲厂", "--round", "r2", "--until", "2025-10-10", ok=3)
        window("--unit", "乙厂", "--round", "r1", "--until", "2025-10-10", ok=3)
        window("--unit", "甲厂", "--round", "r1", "--until", "soon", ok=2)

    def test_round_window(self):
        with serving(windows=("--from", "2098-10-09", "--until", "2098-10-15")) as server:
            alice = Person(server, "alice")
            dossier = alice.create()
            tag = alice.get("/rounds/r1").etag
            since = alice.get("/changes?limit=500").body["next_since"]
            self.assertEqual(alice.call("GET", "/rounds/r1", If_None_Match=tag).status, 304)
            self.assertEqual(alice.event(dossier, 1, "submit").code, "early")
            move = lambda *words, ok=0: server.run("round", "window", "--data", server.data, *words, ok=ok)
            move("--round", "r1", "--window", "submit=2025-01-01/2098-10-15")
            self.assertEqual([item["kind"] for item in alice.get(f"/changes?since={since}").body["items"]], ["round"])
            shown = alice.call("GET", "/rounds/r1", If_None_Match=tag)
            self.assertEqual(shown.status, 200)
            self.assertEqual([(w["from"], w["until"]) for w in shown.body["windows"] if w["event"] == "submit"],
                             [("2024-12-31T16:00:00Z", "2098-10-15T16:00:00Z")])
            self.assertEqual(alice.event(dossier, 1, "submit").status, 201)
            move("--round", "r2", "--window", "submit=/2098-10-15", ok=3)
            for word in ("submit", "submit=2025", "explode=/", "submit=2025-10-15/2025-10-09"):
                move("--round", "r1", "--window", word, ok=2)
            move("--round", "r1", ok=2)

    def test_new_signing_key(self):
        with serving() as server:
            alice = Person(server, "alice")
            keys = lambda: [line.split("\t") for line in
                            server.run("key", "list", "--data", server.data).splitlines()]
            [[old, voucher]] = keys()
            self.assertEqual(voucher, "")
            first = alice.event(alice.create(), 1, "submit").body["receipt"]
            new = server.run("key", "rotate", "--data", server.data).strip()
            second = alice.event(alice.create(), 1, "submit").body["receipt"]
            self.assertEqual((first["key_id"], second["key_id"]), (old, new))
            self.assertNotEqual(old, new)
            self.assertEqual(keys(), [[new, old], [old, ""]])
            newest, oldest = alice.get("/keys").body
            self.assertEqual(newest["vouched_by"]["vouches_for"], new)
            self.assertEqual(newest["vouched_by"]["key_id"], oldest["key_id"])
            server.run("verify", "--data", server.data)

    def test_port_in_use(self):
        self.server.start()
        # SO_REUSEPORT lets the same user's servers share a port, so the address is the one that is wrong.
        self.run_program("serve", "--listen", "203.0.113.1:80", ok=6)

    def test_damaged_and_foreign_databases(self):
        path = os.path.join(self.server.data, "server.db")
        with open(path, "wb") as file:
            file.write(b"no database at all" * 100)
        self.run_program("round", "list", ok=7)
        os.unlink(path)
        with sqlite3.connect(path) as foreign:
            foreign.execute("CREATE TABLE photos (id INTEGER)")
        foreign.close()
        self.run_program("round", "list", ok=6)

    def test_newer_database_is_left_alone(self):
        path = os.path.join(self.server.data, "server.db")
        with sqlite3.connect(path) as newer:
            newer.execute("PRAGMA user_version = 999")
        newer.close()
        before = pathlib.Path(path).read_bytes()
        self.run_program("round", "list", ok=7)
        self.run_program("serve", ok=7)
        self.assertEqual(pathlib.Path(path).read_bytes(), before)

    def test_chinese(self):
        done = subprocess.run([PROGRAM, "fly"], capture_output=True, text=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"})
        self.assertEqual(done.returncode, 2)


class Backups(unittest.TestCase):
    def test_while_it_runs_and_back(self):
        with serving() as server:
            alice = Person(server, "alice")
            dossier = alice.create()
            alice.event(dossier, 1, "submit")
            epoch = alice.get("/changes").body["epoch"]
            copy = os.path.join(server.folder, "it's a copy.db")
            server.run("backup", copy, "--data", server.data)
            server.run("backup", copy, "--data", server.data, ok=6)
            self.assertEqual(stat.S_IMODE(os.stat(copy).st_mode), 0o600)
            later = alice.create()

            server.end()
            server.run("restore", copy, "--data", server.data, ok=6)
            server.run("restore", copy + "x", "--data", server.data, ok=3)
            server.data = os.path.join(server.folder, "restored")
            server.run("restore", copy, "--data", server.data)
            server.start()
            self.assertEqual(alice.get("/dossiers/" + dossier).body["state"], "submitted")
            self.assertEqual(alice.get("/dossiers/" + later).status, 404)
            self.assertEqual(alice.get("/changes?epoch=" + epoch).status, 410)
            server.run("verify", "--data", server.data)

    def test_into_a_folder_that_is_not_there(self):
        server = Server()
        deep = os.path.join(server.folder, "on", "this day", "copy.tar")
        server.run("backup", deep, "--data", server.data)
        self.assertGreater(os.path.getsize(deep), 1000)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.dirname(deep)).st_mode), 0o700)
        server.run("backup", os.path.join(deep, "copy.tar"), "--data", server.data, ok=6)
        shutil.rmtree(server.folder)

    def test_restoring_garbage_leaves_nothing(self):
        server = Server()
        garbage = os.path.join(server.folder, "garbage")
        with open(garbage, "wb") as file:
            file.write(os.urandom(10000))
        target = os.path.join(server.folder, "target")
        server.run("restore", garbage, "--data", target, ok=7)
        self.assertEqual(os.listdir(target), [])
        shutil.rmtree(server.folder)


class Verify(unittest.TestCase):
    def damage(self, *statements):
        with serving() as server:
            alice = Person(server, "alice")
            dossier = alice.create()
            alice.event(dossier, 1, "submit")
            alice.event(dossier, 2, "withdraw")
            server.end()
            server.run("verify", "--data", server.data)
            with sqlite3.connect(os.path.join(server.data, "server.db")) as database:
                for statement in statements:
                    self.assertGreater(database.execute(statement).rowcount, 0, statement)
            database.close()
            server.run("verify", "--data", server.data, ok=7)
            server.start()

    def test_changed_event(self):
        self.damage("UPDATE events SET record = replace (record, 'alice', 'albert') WHERE seq = 1")

    def test_missing_event(self):
        self.damage("DELETE FROM events WHERE seq = 1")

    def test_changed_submission(self):
        self.damage("UPDATE submissions SET document = replace (document, '长春', '沈阳')")

    def test_changed_receipt(self):
        self.damage("UPDATE submissions SET receipt = replace (receipt, 'JC-', 'JD-')")

    def test_missing_submission(self):
        self.damage("DELETE FROM submissions")


if __name__ == "__main__":
    unittest.main()
