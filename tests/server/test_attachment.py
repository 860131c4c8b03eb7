#!/usr/bin/env python3
"""Originals in dossiers: who may name them, how they are read again, submission, verify and backup."""
import hashlib
import os
import shutil
import sqlite3
import stat
import tarfile
import unittest
import uuid

from harness import API, Person, serving
from test_upload import Sender, Shared, attachment, some_bytes


class Naming(Shared):
    def refused(self, person, data):
        answer = person.call("PUT", "/dossiers/" + str(uuid.uuid4()),
                             person.document(attachments=[attachment(data)]), If_None_Match="*")
        self.assertRefused(answer, 422, "original_missing")
        self.assertIn("扫描 1.pdf", answer.body["message"]["zh"])

    def test_only_who_has_sent_it(self):
        data = some_bytes(1000)
        self.refused(self.alice, data)
        place = self.one.begin(data)
        self.refused(self.alice, data)
        self.one.append(place, 0, data[:999])
        self.refused(self.alice, data)
        self.one.append(place, 999, data[999:])
        self.refused(self.bob, data)
        self.refused(self.albert, data)
        dossier = self.alice.create(self.alice.document(attachments=[attachment(data)]))
        changed = self.albert.change(dossier, 1, self.albert.document("新名", attachments=[attachment(data)]))
        self.assertEqual(changed.status, 200, changed.body)
        self.refused(self.albert, data)

    def test_what_it_held_in_a_submission(self):
        data = some_bytes(1000)
        place = self.one.send(data)
        dossier = self.alice.create(self.alice.document(attachments=[attachment(data)]))
        self.assertEqual(self.alice.event(dossier, 1, "submit").status, 201)
        self.assertEqual(self.alice.event(dossier, 2, "withdraw").status, 201)
        reopened = self.alice.get("/dossiers/" + dossier).body
        revision = reopened["revision"]
        if reopened["state"] != "draft":
            self.assertEqual(self.alice.event(dossier, revision, "reopen").status, 201)
            revision += 1
        self.assertEqual(self.alice.change(dossier, revision, self.alice.document()).status, 200)
        self.assertEqual(self.one.call("DELETE", place).status, 204)
        again = self.alice.change(dossier, revision + 1, self.alice.document(attachments=[attachment(data)]))
        self.assertEqual(again.status, 200, again.body)

    def test_deleted(self):
        data = some_bytes(1000)
        self.one.send(data)
        dossier = self.alice.create(self.alice.document(attachments=[attachment(data)]))
        self.assertEqual(self.alice.call("DELETE", "/dossiers/" + dossier, If_Match='"1"').status, 204)
        with sqlite3.connect(os.path.join(self.server.data, "server.db")) as database:
            uses = database.execute("SELECT COUNT(*) FROM original_uses WHERE dossier = ?", (dossier,)).fetchone()
        database.close()
        self.assertEqual(uses, (0,))

    def test_submission_asks_for_every_original(self):
        whole, gone, short = (some_bytes(1000 + n) for n in range(3))
        for data in (whole, gone, short):
            self.one.send(data)
        wrong = attachment(short, "短.pdf", size=5)
        dossier = self.alice.create(self.alice.document(
            attachments=[attachment(whole), attachment(gone, "不见了.jpg"), wrong]))
        os.unlink(self.path_of(gone))
        answer = self.alice.event(dossier, 1, "submit")
        self.assertRefused(answer, 422, "findings")
        found = {f["code"]: f["message"]["zh"] for f in answer.body["findings"] if f["code"].startswith("original")}
        self.assertEqual(sorted(found), ["original_missing", "original_size"])
        self.assertIn("不见了.jpg", found["original_missing"])
        self.assertIn("短.pdf", found["original_size"])
        dry = self.alice.event(dossier, 1, "submit", query="?dry_run=true")
        self.assertFalse(dry.body["would"]["allowed"])
        self.other.send(gone)
        wrong["size"] = len(short)
        self.assertEqual(self.alice.change(dossier, 1, self.alice.document(
            attachments=[attachment(whole), attachment(gone, "不见了.jpg"), wrong])).status, 200)
        done = self.alice.event(dossier, 2, "submit")
        self.assertEqual(done.status, 201, done.body)
        self.assertEqual(len(done.body["receipt"]["originals"]), 3)


class Sources(Shared):
    """A PDF that asked for a password lies there unlocked, and as it came."""

    def setUp(self):
        self.open, self.locked = some_bytes(3000), some_bytes(4000)
        self.file = attachment(self.open, "证明（解锁）.pdf", cautions=[{"code": "unlocked"}], source={
            "sha256": hashlib.sha256(self.locked).hexdigest(), "name": "证明.pdf", "size": len(self.locked)})
        self.document = self.alice.document(attachments=[self.file])

    def fetch(self, dossier, tail="", person=None, **headers):
        path = f"/dossiers/{dossier}/attachments/{self.file['id']}{tail}"
        return (person or self.alice).call("GET", path, **headers)

    def test_named_only_when_it_has_arrived(self):
        self.one.send(self.open)
        answer = self.alice.call("PUT", "/dossiers/" + str(uuid.uuid4()), self.document, If_None_Match="*")
        self.assertRefused(answer, 422, "original_missing")
        self.assertIn("证明.pdf", answer.body["message"]["zh"])
        self.other.send(self.locked)
        answer = self.alice.call("PUT", "/dossiers/" + str(uuid.uuid4()), self.document, If_None_Match="*")
        self.assertRefused(answer, 422, "original_missing")

    def test_read_by_whoever_reads_the_dossier(self):
        self.one.send(self.open)
        place = self.one.send(self.locked)
        dossier = self.alice.create(self.document)
        self.assertEqual(self.one.call("DELETE", place).status, 204)
        for tail, data in (("", self.open), ("/source", self.locked)):
            answer = self.fetch(dossier, tail)
            self.assertEqual((answer.status, answer.body), (200, data))
            self.assertEqual(answer.headers["ETag"], f'"{hashlib.sha256(data).hexdigest()}"')
            self.assertRefused(self.fetch(dossier, tail, self.bob), 404, "not_found")
        self.assertEqual(self.fetch(dossier, "/source", Range="bytes=1-2").body, self.locked[1:3])
        self.assertIn("%E8%AF%81%E6%98%8E.pdf", self.fetch(dossier, "/source").headers["Content-Disposition"])

    def test_no_source(self):
        self.one.send(self.open)
        del self.file["source"], self.file["cautions"]
        dossier = self.alice.create(self.document)
        self.assertRefused(self.fetch(dossier, "/source"), 404, "not_found")

    def test_submission_asks_for_it(self):
        self.one.send(self.open)
        self.one.send(self.locked)
        dossier = self.alice.create(self.document)
        os.unlink(self.path_of(self.locked))
        answer = self.alice.event(dossier, 1, "submit")
        self.assertRefused(answer, 422, "findings")
        found = [f["message"]["zh"] for f in answer.body["findings"] if f["code"] == "original_missing"]
        self.assertEqual(len(found), 1)
        self.assertIn("“证明.pdf”", found[0])
        self.other.send(self.locked)
        self.assertEqual(self.alice.event(dossier, 1, "submit").status, 201)


class Limits(Shared):
    """What the programme says of size and number; no byte is looked at."""

    MIB = 1024 * 1024

    def put(self, files, dossier=None, revision=None):
        document = self.alice.document(attachments=files)
        if revision:
            return self.alice.change(dossier, revision, document)
        return self.alice.call("PUT", "/dossiers/" + (dossier or str(uuid.uuid4())), document, If_None_Match="*")

    def files(self, number, size):
        return [attachment(str(uuid.uuid4()).encode(), f"{n}.pdf", size=size) for n in range(number)]

    def check(self, number, size, limited, limit, found):
        answer = self.put(self.files(number, size))
        if limited is None:
            self.assertRefused(answer, 422, "original_missing")
            return
        self.assertRefused(answer, 413, "dossier_limit")
        told = {key: answer.body[key] for key in ("limited", "limit", "found", "next_action")}
        self.assertEqual(told, {"limited": limited, "limit": limit, "found": found, "next_action": "mend"})

    def test_at_and_after_each_limit(self):
        mib = self.MIB
        for case in ((1, 50 * mib, None, 0, 0), (1, 50 * mib + 1, "file_bytes", 50 * mib, 50 * mib + 1),
                     (10, 50 * mib, None, 0, 0), (11, 50 * mib, "dossier_bytes", 500 * mib, 550 * mib),
                     (500, 1, None, 0, 0), (501, 1, "files", 500, 501)):
            with self.subTest(case):
                self.check(*case)

    def test_one_file_counts_once(self):
        one = self.files(1, 50 * self.MIB)[0]
        again = [{**one, "id": str(uuid.uuid4())} for _ in range(20)]
        self.assertRefused(self.put(again), 422, "original_missing")


class Reading(Shared):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = some_bytes(1_000_000, 1)
        cls.one.send(cls.data)
        cls.html = b"<script>alert(1)</script>"
        cls.one.send(cls.html)
        cls.one.send(b"")
        cls.file = attachment(cls.data, "扫 描\"1;é.pdf")
        cls.page = attachment(cls.html, "page.html", media_type="text/html")
        cls.empty = attachment(b"", "empty.jpg", media_type="image/jpeg")
        cls.dossier = cls.alice.create(cls.alice.document(attachments=[cls.file, cls.page, cls.empty]))
        cls.tag = f'"{cls.file["sha256"]}"'

    def fetch(self, what=None, person=None, method="GET", **headers):
        path = f"{API}/dossiers/{self.dossier}/attachments/{(what or self.file)['id']}"
        sent = {k.replace("_", "-"): v for k, v in headers.items()}
        if method == "HEAD":
            return self.one.head(method, path, None, (person or self.alice).token, sent)
        return self.server.call(method, path, None, (person or self.alice).token, headers=sent)

    def test_whole(self):
        for method in ("GET", "HEAD"):
            answer = self.fetch(method=method)
            self.assertEqual(answer.status, 200)
            self.assertEqual(answer.headers["ETag"], self.tag)
            self.assertEqual(answer.headers["Content-Length"], "1000000")
            self.assertEqual(answer.headers["Accept-Ranges"], "bytes")
            self.assertEqual(answer.headers["Content-Type"], "application/pdf")
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            disposition = answer.headers["Content-Disposition"]
            self.assertTrue(disposition.startswith('attachment; filename="'), disposition)
            self.assertIn("filename*=UTF-8''%E6%89%AB%20%E6%8F%8F%221%3B%C3%A9.pdf", disposition)
        self.assertEqual(self.fetch().body, self.data)

    def test_what_a_browser_would_run(self):
        answer = self.fetch(self.page)
        self.assertEqual((answer.body, answer.headers["Content-Type"]), (self.html, "application/octet-stream"))
        self.assertIn("sandbox", answer.headers["Content-Security-Policy"])

    def test_empty(self):
        answer = self.fetch(self.empty)
        self.assertEqual((answer.status, answer.body, answer.headers["Content-Length"]), (200, b"", "0"))
        self.assertEqual(self.fetch(self.empty, Range="bytes=0-").status, 416)

    def test_ranges(self):
        for text, first, last in (("bytes=0-0", 0, 0), ("bytes=5-9", 5, 9), ("bytes=999999-", 999_999, 999_999),
                                  ("bytes=500000-2000000", 500_000, 999_999), ("bytes=-1", 999_999, 999_999),
                                  ("bytes=-5000000", 0, 999_999), ("bytes=0-", 0, 999_999),
                                  ("bytes=0-99999999999999999999999", 0, 999_999), ("Bytes=1-2", 1, 2)):
            with self.subTest(text):
                answer = self.fetch(Range=text)
                self.assertEqual(answer.status, 206)
                self.assertEqual(answer.headers["Content-Range"], f"bytes {first}-{last}/1000000")
                self.assertEqual(answer.headers["Content-Length"], str(last - first + 1))
                self.assertEqual(answer.body, self.data[first:last + 1])
        for text in ("bytes=1000000-", "bytes=1000000-1000001", "bytes=-0"):
            with self.subTest(text):
                answer = self.fetch(Range=text)
                self.assertRefused(answer, 416, "range")
                self.assertEqual(answer.headers["Content-Range"], "bytes */1000000")
        for text in ("bytes=", "bytes=-", "bytes=5", "bytes=9-5", "bytes=a-b", "bytes=1-2,5-6", "lines=1-2", "bytes=1 -2"):
            with self.subTest(text):
                answer = self.fetch(Range=text)
                self.assertEqual((answer.status, len(answer.body)), (200, 1_000_000))
        self.assertEqual(self.fetch(method="HEAD", Range="bytes=0-0").status, 200)

    def test_conditions(self):
        self.assertEqual(self.fetch(Range="bytes=1-2", If_Range=self.tag).status, 206)
        for other in ('"x"', "W/" + self.tag, "Wed, 21 Oct 2015 07:28:00 GMT"):
            self.assertEqual(self.fetch(Range="bytes=1-2", If_Range=other).status, 200)
        for known in (self.tag, "W/" + self.tag, f'"x", {self.tag}', "*"):
            answer = self.fetch(If_None_Match=known)
            self.assertEqual((answer.status, answer.body, answer.headers["ETag"]), (304, b"", self.tag))
        self.assertEqual(self.fetch(If_None_Match='"x"').status, 200)

    def test_who_sees_it(self):
        for person in (self.bob, self.rita, self.otto):
            self.assertRefused(self.fetch(person=person), 404, "not_found")
        self.assertEqual(self.fetch(person=self.albert).status, 200)
        other = {"id": str(uuid.uuid4())}
        self.assertRefused(self.fetch(other), 404, "not_found")
        self.assertEqual(self.server.call("GET", f"{API}/dossiers/{self.dossier}/attachments/x").status, 401)

    def test_reviewers_see_what_was_handed_in(self):
        dossier = self.alice.create(self.alice.document(attachments=[self.file]))
        path = f"{API}/dossiers/{dossier}/attachments/{self.file['id']}"
        self.assertEqual(self.server.call("GET", path, token=self.rita.token).status, 404)
        self.assertEqual(self.alice.event(dossier, 1, "submit").status, 201)
        for person, status in ((self.rita, 200), (self.otto, 200), (self.bob, 404)):
            self.assertEqual(self.server.call("GET", path, token=person.token).status, status)

    def test_client_that_leaves(self):
        for n in range(5):
            one = self.one.open("GET", f"{API}/dossiers/{self.dossier}/attachments/{self.file['id']}", 0)
            one.recv(1000)
            one.close()
        self.assertEqual(self.fetch().body, self.data)


class Keeping(unittest.TestCase):
    def test_verify(self):
        data, other = some_bytes(300_000), some_bytes(1000)
        with serving() as server:
            alice = Person(server, "alice")
            for one in (data, other):
                Sender(alice).send(one)
            alice.create(alice.document(attachments=[attachment(data)]))
            server.run("verify", "--data", server.data)
            sha256 = hashlib.sha256(data).hexdigest()
            path = os.path.join(server.data, "originals", sha256[:2], sha256)
            os.chmod(path, 0o600)
            with open(path, "r+b") as file:
                file.seek(1000)
                file.write(bytes([data[1000] ^ 1]))
            server.run("verify", "--data", server.data, ok=7)
            with open(path, "r+b") as file:
                file.write(data)
            server.run("verify", "--data", server.data)
            os.unlink(path)
            server.run("verify", "--data", server.data, ok=7)
            Sender(Person(server, "bob")).send(data)
            server.run("verify", "--data", server.data)

    def test_backup_and_back(self):
        files = [some_bytes(n, n) for n in (0, 1, 511, 512, 513, 700_000)]
        with serving() as server:
            alice = Person(server, "alice")
            for data in files:
                Sender(alice).send(data)
            half = Sender(alice).begin(b"x" * 100)
            Sender(alice).append(half, 0, b"x" * 10)
            dossier = alice.create(alice.document(attachments=[attachment(data) for data in files]))
            alice.event(dossier, 1, "submit")
            copy = os.path.join(server.folder, "copy.tar")
            server.run("backup", copy, "--data", server.data)
            self.assertEqual(stat.S_IMODE(os.stat(copy).st_mode), 0o600)
            self.assertEqual([n for n in os.listdir(server.folder) if "part" in n], [])
            with tarfile.open(copy) as archive:
                names = archive.getnames()
                self.assertEqual(names[0], "server.db")
                self.assertEqual(sorted(names[1:]), sorted("originals/" + hashlib.sha256(d).hexdigest() for d in files))
                big = archive.extractfile("originals/" + hashlib.sha256(files[-1]).hexdigest()).read()
            self.assertEqual(big, files[-1])
            whole = os.path.getsize(copy)
            self.try_damaged(server, copy, whole)

            server.end()
            server.data = os.path.join(server.folder, "restored")
            server.run("restore", copy, "--data", server.data)
            server.run("verify", "--data", server.data)
            server.start()
            for data in alice.get("/dossiers/" + dossier).body["attachments"]:
                got = server.call("GET", f"{API}/dossiers/{dossier}/attachments/{data['id']}", token=alice.token)
                self.assertEqual(hashlib.sha256(got.body).hexdigest(), data["sha256"])
            self.assertEqual(Sender(alice).offset(half), 0)

    def try_damaged(self, server, copy, whole):
        for n, (at, cut) in enumerate(((whole - 5000, False), (whole - 300_000, True), (600, True), (10, False))):
            broken = os.path.join(server.folder, f"broken{n}")
            shutil.copy(copy, broken)
            with open(broken, "r+b") as file:
                if cut:
                    file.truncate(at)
                else:
                    file.seek(at)
                    file.write(b"\xa5")
            target = os.path.join(server.folder, f"target{n}")
            server.run("restore", broken, "--data", target, ok=7)
            self.assertEqual(os.listdir(target), [])

    def test_backups_of_before(self):
        with serving() as server:
            alice = Person(server, "alice")
            dossier = alice.create()
            server.end()
            old = os.path.join(server.folder, "old.db")
            with sqlite3.connect(os.path.join(server.data, "server.db")) as database:
                for table in ("uploads", "original_uses", "originals"):
                    database.execute("DROP TABLE " + table)
                database.execute("PRAGMA user_version = 1")
                database.commit()
                database.execute("VACUUM INTO ?", (old,))
            database.close()
            server.data = os.path.join(server.folder, "restored")
            server.run("restore", old, "--data", server.data)
            server.start()
            self.assertEqual(alice.get("/dossiers/" + dossier).status, 200)
            Sender(alice).send(some_bytes(1000))


if __name__ == "__main__":
    unittest.main()
