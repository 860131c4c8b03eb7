#!/usr/bin/env python3
"""Sending originals (tus 1.0.0): every status, cuts, resumption, two connections at once, killed servers."""
import base64
import hashlib
import os
import random
import socket
import sqlite3
import time
import unittest
import uuid

from harness import API, Person, at_once, serving

MIB = 1024 * 1024
BYTES = "application/offset+octet-stream"


def b64(text):
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


def metadata(sha256, name="扫描 1.pdf", kind="application/pdf"):
    return f"sha256 {b64(sha256)},filename {b64(name)},filetype {b64(kind)}"


def some_bytes(size, seed=None):
    return random.Random(seed).randbytes(size)


class Sender:
    """One person's uploads."""

    def __init__(self, person):
        self.person = person
        self.server = person.server

    def call(self, method, path, body=None, version="1.0.0", **headers):
        sent = {k.replace("_", "-"): str(v) for k, v in headers.items()}
        if version:
            sent["Tus-Resumable"] = version
        if body is not None:
            sent.setdefault("Content-Type", BYTES)
        return (self.head if method == "HEAD" else self.server.call)(method, path, body, self.person.token, headers=sent)

    def head(self, method, path, body, token, headers):
        connection = self.server.connect()
        connection.request(method, path, body, {**headers, "Authorization": "Bearer " + token})
        got = connection.getresponse()
        assert got.read() == b""
        connection.close()
        return got

    def create(self, data, sha256=None, size=None, sent=None, **headers):
        sha256 = sha256 or hashlib.sha256(data).hexdigest()
        headers.setdefault("Upload_Metadata", metadata(sha256))
        return self.call("POST", API + "/uploads", sent, Upload_Length=len(data) if size is None else size, **headers)

    def begin(self, data, **more):
        answer = self.create(data, **more)
        assert answer.status == 201, answer.body
        return answer.headers["Location"]

    def append(self, place, offset, data, **headers):
        return self.call("PATCH", place, data, Upload_Offset=offset, **headers)

    def offset(self, place):
        answer = self.call("HEAD", place)
        assert answer.status == 200, answer.status
        return int(answer.headers["Upload-Offset"])

    def send(self, data):
        answer = self.create(data, sent=data)
        assert (answer.status, answer.headers["Upload-Offset"]) == (201, str(len(data))), answer.body
        return answer.headers["Location"]

    def open(self, method, place, length, **headers):
        """A connection whose request's header has been sent."""
        one = socket.create_connection((self.server.url.hostname, self.server.url.port), timeout=20)
        lines = [f"{method} {place} HTTP/1.1", "Host: localhost", "Authorization: Bearer " + self.person.token,
                 "Tus-Resumable: 1.0.0", "Content-Type: " + BYTES, f"Content-Length: {length}"]
        lines += [f"{k.replace('_', '-')}: {v}" for k, v in headers.items()]
        one.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return one

    def cut_after(self, place, offset, data, n, hard=False):
        """PATCH of DATA that breaks after N bytes."""
        one = self.open("PATCH", place, len(data), Upload_Offset=offset)
        one.sendall(data[:n])
        if hard:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        one.close()

    def wait_for(self, place, offset):
        end = time.monotonic() + 10
        while self.offset(place) != offset:
            assert time.monotonic() < end, self.offset(place)
            time.sleep(0.02)

    def settled(self, place):
        """The offset once nothing moves it. To ask may itself cut what is still being taken in."""
        end = time.monotonic() + 10
        found, since = self.offset(place), time.monotonic()
        while time.monotonic() < since + 0.3:
            assert time.monotonic() < end, found
            time.sleep(0.05)
            now = self.offset(place)
            if now != found:
                found, since = now, time.monotonic()
        return found


def attachment(data, name="扫描 1.pdf", **more):
    return {"id": str(uuid.uuid4()), "slot": "-", "name": name, "sha256": hashlib.sha256(data).hexdigest(),
            "size": len(data), "media_type": "application/pdf", **more}


class Shared(unittest.TestCase):
    words = ()

    @classmethod
    def setUpClass(cls):
        cls.context = serving(*cls.words)
        cls.server = cls.context.__enter__()
        for name in ("alice", "albert", "bob", "rita", "otto"):
            setattr(cls, name, Person(cls.server, name))
        cls.one = Sender(cls.alice)
        cls.other = Sender(cls.bob)

    @classmethod
    def tearDownClass(cls):
        cls.context.__exit__(None, None, None)

    def assertRefused(self, answer, status, code):
        self.assertEqual((answer.status, answer.code), (status, code), answer.body)

    def path_of(self, data, server=None):
        sha256 = hashlib.sha256(data).hexdigest()
        return os.path.join((server or self.server).data, "originals", sha256[:2], sha256)

    def partials(self):
        folder = os.path.join(self.server.data, "originals", ".partial")
        return os.listdir(folder) if os.path.isdir(folder) else []

    def assertStored(self, data, server=None):
        with open(self.path_of(data, server), "rb") as file:
            self.assertEqual(file.read(), data)


class Protocol(Shared):
    def test_options(self):
        for path in ("/uploads", f"/uploads/{uuid.uuid4()}"):
            answer = self.server.call("OPTIONS", API + path)
            self.assertEqual((answer.status, answer.body), (204, b""))
            self.assertEqual(answer.headers["Tus-Version"], "1.0.0")
            self.assertEqual(answer.headers["Tus-Extension"],
                             "creation,creation-with-upload,checksum,termination,expiration")
            self.assertEqual(answer.headers["Tus-Max-Size"], str(256 * MIB))
            self.assertEqual(answer.headers["Tus-Checksum-Algorithm"], "sha1,sha256")

    def test_create_and_append(self):
        data = some_bytes(3 * MIB + 17)
        created = self.one.create(data)
        self.assertEqual((created.status, created.body), (201, b""))
        self.assertEqual(created.headers["Tus-Resumable"], "1.0.0")
        self.assertNotIn("Upload-Offset", created.headers)
        self.assertIn("GMT", created.headers["Upload-Expires"])
        place = created.headers["Location"]
        self.assertTrue(place.startswith(API + "/uploads/"))
        asked = self.one.call("HEAD", place)
        self.assertEqual(asked.status, 200)
        self.assertEqual((asked.headers["Upload-Offset"], asked.headers["Upload-Length"]), ("0", str(len(data))))
        self.assertEqual(asked.headers["Cache-Control"], "no-store")
        self.assertEqual(asked.headers["Upload-Metadata"], metadata(hashlib.sha256(data).hexdigest()))
        for start in range(0, len(data), MIB):
            answer = self.one.append(place, start, data[start:start + MIB])
            self.assertEqual((answer.status, answer.body), (204, b""))
            self.assertEqual(answer.headers["Upload-Offset"], str(min(start + MIB, len(data))))
            self.assertIn("Upload-Expires", answer.headers)
            self.assertEqual(os.path.exists(self.path_of(data)), start + MIB >= len(data))
        self.assertStored(data)
        self.assertEqual(self.one.offset(place), len(data))
        got = self.one.call("GET", place)
        self.assertEqual((got.body["finished"], got.body["offset"], got.body["size"]), (True, len(data), len(data)))
        self.assertEqual(self.one.append(place, len(data), b"").status, 204)
        self.assertRefused(self.one.append(place, 0, data[:10]), 409, "offset_mismatch")

    def test_create_with_everything(self):
        before = self.partials()
        for size in (0, 1, 8192, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 5 * MIB):
            with self.subTest(size):
                data = some_bytes(size)
                self.one.send(data)
                self.assertStored(data)
        empty = b""
        self.assertEqual(self.other.create(empty).status, 201)
        self.assertEqual(sorted(self.partials()), sorted(before))

    def test_create_with_some(self):
        data = some_bytes(2 * MIB)
        answer = self.one.create(data, sent=data[:MIB])
        self.assertEqual((answer.status, answer.headers["Upload-Offset"]), (201, str(MIB)))
        place = answer.headers["Location"]
        self.assertEqual(self.one.append(place, MIB, data[MIB:]).status, 204)
        self.assertStored(data)

    def test_in_chunks(self):
        data = some_bytes(700_000)
        place = self.one.begin(data)
        connection = self.server.connect()
        connection.request("PATCH", place, iter([data[:300_000], data[300_000:]]),
                           {"Authorization": "Bearer " + self.alice.token, "Tus-Resumable": "1.0.0",
                            "Content-Type": BYTES, "Upload-Offset": "0"}, encode_chunked=True)
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.headers["Upload-Offset"]), (204, str(len(data))))
        connection.close()
        self.assertStored(data)

    def test_too_many_in_chunks(self):
        data = some_bytes(100_000)
        place = self.one.begin(data)
        connection = self.server.connect()
        connection.request("PATCH", place, iter([data, data]),
                           {"Authorization": "Bearer " + self.alice.token, "Tus-Resumable": "1.0.0",
                            "Content-Type": BYTES, "Upload-Offset": "0"}, encode_chunked=True)
        self.assertEqual(connection.getresponse().status, 413)
        connection.close()
        self.assertEqual(self.one.offset(place), 0)

    def test_offset(self):
        data = some_bytes(1000)
        place = self.one.begin(data)
        self.one.append(place, 0, data[:300])
        for wrong in (0, 299, 301, 1000, 2000):
            answer = self.one.append(place, wrong, b"")
            self.assertRefused(answer, 409, "offset_mismatch")
            self.assertEqual((answer.headers["Upload-Offset"], answer.body["offset"]), ("300", 300))
        for text in ("", "-1", "x", "1.0", "9" * 30):
            self.assertRefused(self.one.append(place, text, b""), 400, "upload_header")
        self.assertRefused(self.one.append(place, 300, data), 413, "too_large")
        self.assertEqual(self.one.offset(place), 300)

    def test_wrong_offset_with_a_long_body(self):
        data = some_bytes(20 * MIB)
        place = self.one.begin(data)
        self.assertRefused(self.one.append(place, 5, data[5:]), 409, "offset_mismatch")
        one = self.one.open("PATCH", place, 19 * MIB, Upload_Offset=5)
        self.assertTrue(one.recv(100).startswith(b"HTTP/1.1 409 "))
        one.close()

    def test_continue(self):
        data = some_bytes(200_000)
        place = self.one.begin(data)
        one = self.one.open("PATCH", place, len(data), Upload_Offset=0, Expect="100-continue")
        self.assertTrue(one.recv(1000).startswith(b"HTTP/1.1 100 "))
        one.sendall(data)
        self.assertTrue(one.recv(1000).startswith(b"HTTP/1.1 204 "))
        one.close()
        one = self.one.open("PATCH", place, len(data), Upload_Offset=0, Expect="100-continue")
        self.assertTrue(one.recv(1000).startswith(b"HTTP/1.1 409 "))
        one.close()

    def test_version(self):
        data = some_bytes(10)
        place = self.one.begin(data)
        for version in (None, "0.2.2", "1.0.1", "2"):
            for method, path in (("POST", API + "/uploads"), ("HEAD", place), ("PATCH", place), ("DELETE", place)):
                answer = self.one.call(method, path, b"" if method == "PATCH" else None, version=version)
                self.assertEqual(answer.status, 412)
                self.assertEqual(answer.headers["Tus-Version"], "1.0.0")
        self.assertRefused(self.one.call("GET", place, version="9"), 412, "tus_version")

    def test_media_type(self):
        data = some_bytes(10)
        place = self.one.begin(data)
        for kind in ("application/octet-stream", "application/json", ""):
            self.assertRefused(self.one.append(place, 0, data, Content_Type=kind), 415, "media_type")
            self.assertRefused(self.one.create(data, sent=data, Content_Type=kind), 415, "media_type")
        self.assertRefused(self.one.append(place, 0, data, Content_Encoding="gzip"), 415, "media_type")
        self.assertEqual(self.one.offset(place), 0)

    def test_method_override(self):
        data = some_bytes(10)
        place = self.one.begin(data)
        answer = self.one.call("POST", place, data, Upload_Offset=0, X_HTTP_Method_Override="PATCH")
        self.assertEqual(answer.status, 204)
        self.assertStored(data)
        answer = self.one.call("POST", place, X_HTTP_Method_Override="HEAD")
        self.assertEqual((answer.status, answer.headers["Upload-Offset"]), (200, "10"))
        self.assertEqual(self.one.call("POST", place, X_HTTP_Method_Override="DELETE").status, 204)
        self.assertEqual(self.alice.call("GET", "/me", X_HTTP_Method_Override="DELETE").status, 200)

    def test_methods(self):
        answer = self.one.call("POST", f"{API}/uploads/{uuid.uuid4()}", b"x")
        self.assertRefused(answer, 405, "method_not_allowed")
        self.assertEqual(answer.headers["Allow"], "OPTIONS, GET, HEAD, PATCH, DELETE")
        self.assertRefused(self.one.call("GET", API + "/uploads"), 405, "method_not_allowed")

    def test_length(self):
        data = some_bytes(10)
        for size in ("", "-1", "ten", "1e3"):
            self.assertRefused(self.one.create(data, size=size), 400, "upload_header")
        answer = self.one.create(data, size=256 * MIB + 1)
        self.assertRefused(answer, 413, "too_large")
        self.assertEqual(answer.body["max_size"], 256 * MIB)
        self.assertRefused(self.one.create(data, size=5, sent=data), 413, "too_large")
        for name in ("Upload_Defer_Length", "Upload_Concat"):
            self.assertRefused(self.one.create(data, **{name: "1"}), 400, "upload_header")

    def test_metadata(self):
        data = some_bytes(10)
        sha256 = "sha256 " + b64(hashlib.sha256(data).hexdigest())
        for wrong in ("", "filename " + b64("a"), "sha256", "sha256 ", "sha256 " + b64("ab" * 31),
                      "sha256 " + b64("xy" * 32), "sha256 !!!!", sha256 + "," + sha256, sha256 + ",filename YQ",
                      sha256 + ",filename YQ==YQ==", sha256 + ",filename Y Q", sha256 + ",filename " + b64("a/b"),
                      sha256 + ",filename " + b64("a\nb"), sha256 + ",filename " + b64("é" * 200),
                      sha256 + ",filename " + b64(b"\xff\xfe"), sha256 + ",filename " + b64(b"a\0b"),
                      sha256 + ",filetype " + b64("text"), sha256 + ",filetype " + b64("a/b\r\nX: y"),
                      sha256 + ",,", sha256 + ",x " + b64("y" * 5000)):
            with self.subTest(wrong[-40:]):
                self.assertRefused(self.one.create(data, Upload_Metadata=wrong), 400, "upload_metadata")
        for right in (sha256, sha256 + ", filename " + b64("a.jpg"), sha256 + ",other", sha256 + ",other " + b64("x"),
                      "sha256 " + b64(hashlib.sha256(data).hexdigest().upper())):
            with self.subTest(right[-40:]):
                self.assertEqual(self.one.create(data, Upload_Metadata=right).status, 201)

    def test_checksum(self):
        data = some_bytes(300_000)
        place = self.one.begin(data)
        right = lambda kind, part: f"{kind} {b64(hashlib.new(kind, part).digest())}"
        first, second = data[:100_000], data[100_000:]
        for kind in ("sha1", "sha256"):
            answer = self.one.append(place, 0, first, Upload_Checksum=right(kind, b"other"))
            self.assertRefused(answer, 460, "checksum_mismatch")
            self.assertEqual(self.one.offset(place), 0)
        for wrong in ("md5 " + b64(b"x" * 16), "sha1", "sha1 ", "sha1 " + b64(b"x" * 19), "sha256 ???"):
            answer = self.one.append(place, 0, first, Upload_Checksum=wrong)
            self.assertRefused(answer, 400, "upload_header")
            self.assertEqual(answer.headers["Tus-Checksum-Algorithm"], "sha1,sha256")
        self.assertEqual(self.one.append(place, 0, first, Upload_Checksum=right("sha1", first)).status, 204)
        self.assertRefused(self.one.append(place, len(first), second, Upload_Checksum=right("sha1", first)),
                           460, "checksum_mismatch")
        self.assertEqual(self.one.offset(place), len(first))
        self.assertEqual(self.one.append(place, len(first), second,
                                         Upload_Checksum=right("sha256", second)).status, 204)
        self.assertStored(data)
        self.assertRefused(self.one.create(data + b"1", sent=data + b"1", Upload_Checksum=right("sha1", b"")),
                           460, "checksum_mismatch")

    def test_wrong_hash(self):
        data = some_bytes(MIB)
        before = self.partials()
        answer = self.one.create(data, sha256="0" * 64, sent=data)
        self.assertRefused(answer, 422, "hash_mismatch")
        place = self.one.begin(data, sha256="0" * 64)
        self.assertEqual(self.one.append(place, 0, data[:-1]).status, 204)
        self.assertRefused(self.one.append(place, len(data) - 1, data[-1:]), 422, "hash_mismatch")
        self.assertEqual(self.one.call("HEAD", place).status, 404)
        self.assertEqual(self.partials(), before)
        self.assertFalse(os.path.exists(self.path_of(data)))

    def test_termination(self):
        data = some_bytes(1000)
        place = self.one.begin(data)
        self.one.append(place, 0, data[:10])
        self.assertEqual(self.other.call("DELETE", place).status, 404)
        answer = self.one.call("DELETE", place)
        self.assertEqual((answer.status, answer.body, answer.headers["Tus-Resumable"]), (204, b"", "1.0.0"))
        for method in ("HEAD", "PATCH", "DELETE"):
            self.assertEqual(self.one.call(method, place, b"" if method == "PATCH" else None, Upload_Offset=0).status, 404)
        self.assertNotIn(place.rsplit("/", 1)[1], self.partials())

    def test_only_its_account(self):
        data = some_bytes(1000)
        for place in (self.one.begin(data), self.one.send(data)):
            unknown = f"{API}/uploads/{uuid.uuid4()}"
            for sender in (self.other, Sender(self.albert), Sender(self.otto)):
                for method in ("GET", "PATCH", "DELETE"):
                    theirs, nobodys = (sender.call(method, path, b"" if method == "PATCH" else None, Upload_Offset=0)
                                       for path in (place, unknown))
                    self.assertRefused(theirs, 404, "not_found")
                    self.assertEqual(str(theirs.body).replace(place.rsplit("/", 1)[1], ""),
                                     str(nobodys.body).replace(unknown.rsplit("/", 1)[1], ""))
        answer = self.server.call("POST", API + "/uploads", headers={"Tus-Resumable": "1.0.0"})
        self.assertRefused(answer, 401, "no_token")
        self.assertEqual(answer.headers["Tus-Resumable"], "1.0.0")
        self.assertRefused(self.server.call("POST", API + "/uploads", b"x" * 200_000, "0" * 43), 401, "no_token")

    def test_no_oracle(self):
        data = some_bytes(400_000)
        self.one.send(data)
        new = some_bytes(400_000)
        for one in (data, new):
            bare = self.other.create(one)
            self.assertEqual(bare.status, 201)
            self.assertNotIn("Upload-Offset", bare.headers)
            self.assertEqual(self.other.offset(bare.headers["Location"]), 0)
            asked = self.other.create(one, sent=b"")
            self.assertEqual((asked.status, asked.headers["Upload-Offset"]), (201, "0"))
            some = self.other.create(one, sent=one[:100])
            self.assertEqual((some.status, some.headers["Upload-Offset"]), (201, "100"))
            self.assertRefused(self.other.create(one, sent=one[:-1] + bytes([one[-1] ^ 1])), 422, "hash_mismatch")
        self.assertStored(data)
        self.other.send(data)
        self.assertStored(data)

    def test_own_again(self):
        data = some_bytes(400_000)
        place = self.one.send(data)
        again = self.one.create(data, sent=b"")
        self.assertEqual((again.status, again.headers["Upload-Offset"]), (201, str(len(data))))
        self.assertEqual(again.headers["Location"], place)
        self.assertEqual(self.one.create(data, sent=data).headers["Location"], place)
        bare = self.one.create(data)
        self.assertNotEqual(bare.headers["Location"], place)
        self.assertEqual(self.one.append(bare.headers["Location"], 0, data).status, 204)

    def test_keeps_the_connection(self):
        connection = self.server.connect()
        data = some_bytes(50_000)
        for n in range(5):
            part = bytes([n]) + data
            answer = self.server.call("POST", API + "/uploads", part, self.alice.token, connection,
                                      {"Tus-Resumable": "1.0.0", "Content-Type": BYTES, "Upload-Length": str(len(part)),
                                       "Upload-Metadata": metadata(hashlib.sha256(part).hexdigest())})
            self.assertEqual(answer.status, 201)
            refused = self.server.call("POST", API + "/uploads", part, self.alice.token, connection,
                                       {"Tus-Resumable": "1.0.0", "Content-Type": BYTES, "Upload-Length": "5"})
            self.assertEqual(refused.status, 413)
            self.assertEqual(self.server.call("GET", API + "/me", token=self.alice.token,
                                              connection=connection).status, 200)
            port = connection.sock.getsockname()[1] if n == 0 else port
            self.assertEqual(connection.sock.getsockname()[1], port)
        connection.close()

    def test_metrics(self):
        self.one.send(some_bytes(100))
        text = self.server.call("GET", "/metrics").body.decode()
        self.assertRegex(text, r"\njiangce_uploads_total [1-9]")
        self.assertIn("\njiangce_open_uploads 0\n", text)


class Cuts(Shared):
    def test_at_random_places(self):
        chance = random.Random(11)
        data = some_bytes(6 * MIB, 3)
        place = self.one.begin(data)
        at = 0
        for n in range(25):
            length = chance.randrange(1, 400_000)
            self.one.cut_after(place, at, data[at:], length, hard=n % 3 == 0)
            found = self.one.offset(place)
            self.assertTrue(at <= found <= at + length, (at, found, length))
            settled = self.one.settled(place)
            self.assertTrue(found <= settled <= at + length, (found, settled, at, length))
            at = settled
        self.assertGreater(at, 0)
        self.assertEqual(self.one.append(place, at, data[at:]).status, 204)
        self.assertStored(data)

    def test_half_closed(self):
        data = some_bytes(500_000)
        place = self.one.begin(data)
        one = self.one.open("PATCH", place, len(data), Upload_Offset=0)
        one.sendall(data[:123_456])
        one.shutdown(socket.SHUT_WR)
        self.one.wait_for(place, 123_456)
        one.close()

    def test_cut_creation_is_found_again(self):
        data = some_bytes(MIB)
        sha256 = hashlib.sha256(data).hexdigest()
        one = self.one.open("POST", API + "/uploads", len(data), Upload_Length=len(data),
                            Upload_Metadata=metadata(sha256))
        one.sendall(data[:700_000])
        one.close()
        end = time.monotonic() + 10
        while True:
            again = self.one.create(data, sent=b"")
            if again.headers["Upload-Offset"] == "700000":
                break
            self.assertEqual(again.headers["Upload-Offset"], "0")
            self.one.call("DELETE", again.headers["Location"])
            self.assertLess(time.monotonic(), end)
        self.assertEqual(self.one.append(again.headers["Location"], 700_000, data[700_000:]).status, 204)
        self.assertStored(data)

    def test_newer_connection_takes_over(self):
        data = some_bytes(2 * MIB)
        place = self.one.begin(data)
        old = self.one.open("PATCH", place, len(data), Upload_Offset=0)
        old.sendall(data[:MIB])
        time.sleep(0.5)
        began = time.monotonic()
        at = self.one.offset(place)
        self.assertLess(time.monotonic() - began, 3)
        self.assertEqual(self.one.append(place, at, data[at:at + 10]).status, 204)
        old2 = self.one.open("PATCH", place, len(data) - at - 10, Upload_Offset=at + 10)
        time.sleep(0.5)
        self.assertEqual(self.one.append(place, at + 10, data[at + 10:]).status, 204)
        self.assertStored(data)
        for one in (old, old2):
            try:
                self.assertEqual(one.recv(100), b"")
            except ConnectionResetError:
                pass
            one.close()

    def test_delete_while_it_comes(self):
        data = some_bytes(2 * MIB)
        place = self.one.begin(data)
        old = self.one.open("PATCH", place, len(data), Upload_Offset=0)
        old.sendall(data[:MIB])
        self.assertEqual(self.one.call("DELETE", place).status, 204)
        self.assertEqual(self.one.call("HEAD", place).status, 404)
        old.close()

    def test_many_at_once_on_one(self):
        data = some_bytes(MIB)
        place = self.one.begin(data)
        answers = at_once([lambda: self.try_append(place, data)] * 8)
        self.assertTrue(set(answers) <= {204, 409, 423, None}, answers)
        at = self.one.offset(place)
        if at < len(data):
            self.assertEqual(self.one.append(place, at, data[at:]).status, 204)
        self.assertStored(data)

    def try_append(self, place, data):
        try:
            return self.one.append(place, 0, data).status
        except OSError:
            return None
        except Exception as error:
            self.assertEqual(type(error).__module__, "http.client")
            return None

    def test_parallel(self):
        files = [some_bytes(1_500_000, seed) for seed in range(24)]
        places = at_once([lambda data=data: (self.one if data[0] % 2 else self.other).send(data) for data in files])
        self.assertEqual(len(set(places)), len(files))
        for data in files:
            self.assertStored(data)

    def test_same_bytes_in_parallel(self):
        data = some_bytes(1_500_000)
        at_once([lambda: self.one.send(data), lambda: self.other.send(data)] * 4)
        self.assertStored(data)


class Workers(Cuts):
    """The same with several processes, between which calls hop."""

    words = ("--workers", "3")


class Quota(Shared):
    def test_known_before_anything_is_sent(self):
        sizes = [256 * MIB] * 7 + [200 * MIB]
        places = [self.one.begin(b"", sha256=f"{n:064x}", size=size) for n, size in enumerate(sizes)]
        answer = self.one.create(b"", sha256="f" * 64, size=56 * MIB + 1)
        self.assertRefused(answer, 413, "upload_quota")
        self.assertEqual((answer.body["limit"], answer.body["used"], answer.body["left"]),
                         (2048 * MIB, 1992 * MIB, 56 * MIB))
        data = some_bytes(57 * MIB)
        self.assertRefused(self.one.create(data, sent=data), 413, "upload_quota")
        self.assertEqual(self.other.create(b"", sha256="f" * 64, size=256 * MIB).status, 201)
        self.assertEqual(self.one.create(b"", sha256="f" * 64, size=56 * MIB).status, 201)
        self.assertEqual(self.one.call("DELETE", places[0]).status, 204)
        self.assertEqual(self.one.create(b"", sha256="e" * 64, size=256 * MIB).status, 201)

    def test_what_is_attached_does_not_count(self):
        data = some_bytes(5 * MIB)
        Sender(self.albert).send(data)
        used = lambda: Sender(self.albert).create(b"", sha256="d" * 64, size=256 * MIB)
        places = [used() for _ in range(8)]
        self.assertEqual([p.status for p in places], [201] * 7 + [413])
        self.assertEqual(places[7].body["left"], 251 * MIB)
        self.albert.create(self.albert.document(attachments=[attachment(data)]))
        self.assertEqual(used().status, 201)


class Life(unittest.TestCase):
    def test_killed_in_the_middle(self):
        chance = random.Random(5)
        data = some_bytes(8 * MIB, 9)
        with serving() as server:
            one = Sender(Person(server, "alice"))
            place = one.begin(data)
            at = acknowledged = 0
            for n in range(8):
                answer = one.append(place, at, data[at:at + 200_000])
                assert answer.status == 204
                acknowledged = at + 200_000
                sent = chance.randrange(300_000, 700_000)
                open_one = one.open("PATCH", place, len(data) - acknowledged, Upload_Offset=acknowledged)
                open_one.sendall(data[acknowledged:acknowledged + sent])
                time.sleep(chance.uniform(0, 0.1))
                server.end(kill=True)
                open_one.close()
                server.start()
                at = one.offset(place)
                self.assertTrue(acknowledged <= at <= acknowledged + sent)
            self.assertEqual(one.append(place, at, data[at:]).status, 204)
            server.run("verify", "--data", server.data)
            with open(os.path.join(server.data, "originals", hashlib.sha256(data).hexdigest()[:2],
                                   hashlib.sha256(data).hexdigest()), "rb") as file:
                self.assertEqual(file.read(), data)

    def test_killed_while_many_come(self):
        with serving("--workers", "2") as server:
            done = []
            for round_ in range(5):
                one = Sender(Person(server, "alice"))

                def send(n):
                    data = some_bytes(300_000, (round_, n).__hash__())
                    try:
                        one.send(data)
                        done.append(data)
                    except OSError:
                        pass
                    except Exception as error:
                        if type(error).__module__ != "http.client":
                            raise

                def kill():
                    time.sleep(0.05 * (round_ + 1))
                    server.end(kill=True)

                at_once([lambda n=n: send(n) for n in range(12)] + [kill])
                server.start("--workers", "2")
            one = Sender(Person(server, "alice"))
            for data in done:
                again = one.create(data, sent=b"")
                self.assertEqual(again.headers["Upload-Offset"], str(len(data)))
            self.assertGreater(len(done), 0)
            server.run("verify", "--data", server.data)

    def test_ended_politely(self):
        data = some_bytes(3 * MIB)
        with serving() as server:
            one = Sender(Person(server, "alice"))
            place = one.begin(data)
            coming = one.open("PATCH", place, len(data), Upload_Offset=0)
            coming.sendall(data[:MIB])
            other = some_bytes(MIB)
            created = one.open("POST", API + "/uploads", len(other), Upload_Length=len(other),
                               Upload_Metadata=metadata(hashlib.sha256(other).hexdigest()))
            created.sendall(other[:400_000])
            time.sleep(0.3)
            began = time.monotonic()
            server.end()
            self.assertLess(time.monotonic() - began, 4)
            coming.close()
            created.close()
            server.start()
            self.assertEqual(one.create(other, sent=b"").headers["Upload-Offset"], "400000")
            at = one.offset(place)
            self.assertEqual(at, MIB)
            self.assertEqual(one.append(place, at, data[at:]).status, 204)

    def test_expiry(self):
        kept, lost, half = some_bytes(1000), some_bytes(2000), some_bytes(3000)
        with serving() as server:
            alice = Person(server, "alice")
            one = Sender(alice)
            places = [one.send(kept), one.send(lost), one.begin(half)]
            one.append(places[2], 0, half[:10])
            dossier = alice.create(alice.document(attachments=[attachment(kept)]))
            with sqlite3.connect(os.path.join(server.data, "server.db")) as database:
                database.execute("UPDATE uploads SET expires_us = 1")
            database.close()
            for place in places:
                self.assertEqual(one.call("HEAD", place).status, 410)
                answer = one.append(place, 0, b"")
                self.assertEqual((answer.status, answer.code), (410, "upload_expired"))
            partial = os.path.join(server.data, "originals", ".partial", places[2].rsplit("/", 1)[1])
            os.utime(partial, (1, 1))
            server.end()
            server.start()
            path = lambda data: os.path.join(server.data, "originals", hashlib.sha256(data).hexdigest()[:2],
                                             hashlib.sha256(data).hexdigest())
            end = time.monotonic() + 10
            while os.path.exists(path(lost)) or os.path.exists(partial):
                self.assertLess(time.monotonic(), end)
                time.sleep(0.05)
            self.assertTrue(os.path.exists(path(kept)))
            self.assertEqual(one.call("HEAD", places[1]).status, 404)
            again = alice.change(dossier, 1, alice.document("改名", attachments=[attachment(kept)]))
            self.assertEqual(again.status, 200, again.body)
            self.assertEqual(alice.change(dossier, 2, alice.document(attachments=[attachment(lost)])).code,
                             "original_missing")
            server.run("verify", "--data", server.data)

    def test_a_full_disk_is_told(self):
        """Where the folder of originals cannot be written, the call says so and nothing hangs."""
        with serving() as server:
            one = Sender(Person(server, "alice"))
            one.send(b"first")
            folder = os.path.join(server.data, "originals", ".partial")
            os.rmdir(folder)
            with open(folder, "w", encoding="utf-8"):
                pass
            answer = one.create(b"x" * 300_000, sent=b"x" * 300_000)
            self.assertIn(answer.status, (500, 507))
            os.unlink(folder)
            one.send(b"x" * 300_000)
            server.end()
            said = server.read_log()
            with open(server.log, "w", encoding="utf-8") as log:
                log.write(said.replace("WARNING", "warning"))
            server.start()


if __name__ == "__main__":
    unittest.main()
