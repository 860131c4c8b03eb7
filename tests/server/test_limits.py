#!/usr/bin/env python3
"""What strangers and accidents may cost: cut, slow, long and many requests, killed servers."""
import http.client
import json
import os
import random
import re
import signal
import socket
import ssl
import subprocess
import threading
import time
import unittest
import uuid

from harness import API, LEAKS_ALLOWED, PASSWORD, Person, at_once, serving

LOGIN = json.dumps({"account": "alice", "password": PASSWORD}).encode()


def raw(server, data, wait=10, half_close=False):
    """Everything that the server answers to DATA until it ends the connection or WAIT seconds passed."""
    with socket.create_connection((server.url.hostname, server.url.port), timeout=wait) as one:
        try:
            one.sendall(data)
            if half_close:
                one.shutdown(socket.SHUT_WR)
            return read_all(one)
        except (ConnectionResetError, BrokenPipeError):
            return b""


def read_all(one):
    got = b""
    try:
        while True:
            some = one.recv(65536)
            if not some:
                return got
            got += some
    except socket.timeout:
        return got + b"<still open>"


def status_of(answer):
    found = re.match(rb"HTTP/1\.1 (\d+)", answer)
    return int(found[1]) if found else None


def head(method, path, **headers):
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Bounds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.context = serving()
        cls.server = cls.context.__enter__()
        cls.alice = Person(cls.server, "alice")

    @classmethod
    def tearDownClass(cls):
        cls.context.__exit__(None, None, None)

    def put(self, length, **headers):
        return head("PUT", f"{API}/dossiers/{uuid.uuid4()}", Authorization="Bearer " + self.alice.token,
                    Content_Type="application/json", If_None_Match="*", Content_Length=length, **headers)

    def test_long_headers(self):
        for length, status in ((20_000, 200), (40_000, 431), (63_000, 431)):
            with self.subTest(length):
                request = head("GET", "/healthz", X_Long="x" * length, Connection="close")
                self.assertEqual(status_of(raw(self.server, request)), status)
        for length in (64_000, 70_000, 110_000, 500_000, 5_000_000):
            with self.subTest(length):
                answer = raw(self.server, head("GET", "/healthz", X_Long="x" * length), half_close=True)
                self.assertEqual(status_of(answer), 431, answer[:200])
                self.assertEqual(json.loads(answer.split(b"\r\n\r\n")[1])["status"], 431)
                self.assertEqual(answer.count(b"Content-Length"), 1)
        self.assertEqual(self.server.call("GET", "/healthz").status, 200)

    def test_long_body_is_refused_before_it_comes(self):
        for length in (16 * 1024 * 1024 + 1, 10 ** 15):
            answer = raw(self.server, self.put(length), wait=3)
            self.assertEqual(status_of(answer), 413)
            self.assertIn(b"application/problem+json", answer)

    def test_long_body_that_comes_all_the_same(self):
        answer = self.server.call("PUT", f"{API}/dossiers/{uuid.uuid4()}", b"x" * (17 * 1024 * 1024),
                                  self.alice.token, headers={"If-None-Match": "*"})
        self.assertEqual((answer.status, answer.code), (413, "too_large"))

    def test_longest_body(self):
        answer = self.server.call("PUT", f"{API}/dossiers/{uuid.uuid4()}", b" " * (16 * 1024 * 1024),
                                  self.alice.token, headers={"If-None-Match": "*"})
        self.assertEqual((answer.status, answer.code), (400, "not_json"))

    def test_long_body_in_chunks(self):
        request = head("PUT", f"{API}/dossiers/{uuid.uuid4()}", Authorization="Bearer " + self.alice.token,
                       Content_Type="application/json", If_None_Match="*", Transfer_Encoding="chunked")
        chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        answer = raw(self.server, request + chunk * 18, wait=5)
        self.assertEqual(status_of(answer), 413)

    def test_long_body_without_token(self):
        request = head("POST", API + "/sessions", Content_Type="application/json", Content_Length=70_000)
        self.assertEqual(status_of(raw(self.server, request, wait=3)), 413)

    def test_continue(self):
        refused = raw(self.server, self.put(10 ** 9, Expect="100-continue"), wait=3)
        self.assertEqual(status_of(refused), 413)
        with socket.create_connection((self.server.url.hostname, self.server.url.port), timeout=10) as one:
            one.sendall(head("POST", API + "/sessions", Content_Type="application/json",
                             Content_Length=len(LOGIN), Expect="100-continue", Connection="close"))
            self.assertEqual(status_of(one.recv(1000)), 100)
            one.sendall(LOGIN)
            self.assertEqual(status_of(read_all(one)), 201)

    def test_cut_body_changes_nothing(self):
        document = json.dumps(self.alice.document()).encode()
        before = self.alice.get("/changes?limit=500").body["next_since"]
        for cut in (0, 1, len(document) // 2, len(document) - 1):
            raw(self.server, self.put(len(document)) + document[:cut], wait=3, half_close=True)
        self.assertEqual(self.alice.get(f"/changes?since={before}").body["items"], [])
        self.assertEqual(self.server.call("GET", "/healthz").status, 200)

    def test_client_that_leaves_before_the_answer(self):
        for _ in range(50):
            with socket.create_connection((self.server.url.hostname, self.server.url.port)) as one:
                one.sendall(head("GET", API + "/rounds/r1", Authorization="Bearer " + self.alice.token))
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.assertEqual(self.server.call("GET", "/healthz").status, 200)

    def test_kept_alive_and_pipelined(self):
        one = self.server.connect()
        for _ in range(20):
            self.assertEqual(self.server.call("GET", API + "/me", token=self.alice.token,
                                              connection=one).status, 200)
        port = one.sock.getsockname()[1]
        self.assertEqual(self.server.call("GET", "/healthz", connection=one).status, 200)
        self.assertEqual(one.sock.getsockname()[1], port)
        one.close()
        both = raw(self.server, head("GET", "/healthz") + head("GET", "/readyz", Connection="close"))
        self.assertEqual(both.count(b"HTTP/1.1 200"), 2)

    def test_garbage(self):
        for data in (b"\0" * 100, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01",
                     head("POST", API + "/sessions", Content_Length="-1"),
                     b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n", head("GET", "/%00"),
                     head("GET", API + "/dossiers/%ff%fe"), head("OPTIONS", "*"),
                     head("CONNECT", "localhost:80")):
            with self.subTest(data[:40]):
                raw(self.server, data, wait=3, half_close=True)
        self.assertEqual(self.server.call("GET", "/healthz").status, 200)

    def test_what_cannot_be_read_is_a_problem_too(self):
        for data, status in ((head("GET", API + "/dossiers/%"), 400), (b"GET / HTTP/1.1\r\n\r\n", 400),
                             (head("OPTIONS", "*"), 404), (b"GET / HTTP/2.9\r\nHost: x\r\n\r\n", 505),
                             (head("GET", "/healthz", Expect="wonders"), 417)):
            with self.subTest(data[:40]):
                answer = raw(self.server, data, half_close=True)
                self.assertEqual(status_of(answer), status, answer)
                self.assertIn(b"application/problem+json", answer)
                self.assertEqual(answer.count(b"Content-Length"), 1)
                body = json.loads(answer.split(b"\r\n\r\n")[1])
                self.assertEqual(body["status"], status)
                self.assertTrue(all(body["message"].values()), answer)

    def test_one_answer_to_one_request(self):
        answer = raw(self.server, head("GET", "/healthz"), half_close=True)
        self.assertTrue(answer.endswith(b"\r\n\r\nok\n"), answer)
        answer = raw(self.server, head("GET", "/healthz") * 9, half_close=True)
        self.assertEqual((answer.count(b"HTTP/1."), answer.count(b"ok\n")), (9, 9), answer)
        self.assertEqual(raw(self.server, b"", half_close=True), b"")

    def test_unknown_encoding(self):
        with serving() as server:
            server.end()
            server.start(env=LEAKS_ALLOWED)  # libsoup 3.2 forgets the path here
            request = head("POST", API + "/sessions", Transfer_Encoding="gzip")
            answer = raw(server, request, wait=3, half_close=True)
            self.assertEqual(status_of(answer), 501)
            body = json.loads(answer.split(b"\r\n\r\n")[1])
            self.assertEqual((body["status"], body["type"]), (501, "urn:jiangce:problem:not_implemented"))
            self.assertEqual(server.call("GET", "/healthz").status, 200)

    def test_hostile_json(self):
        for body in (b"[" * 200_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000, b'"\\ud800"', b"1e400",
                     b"\xef\xbb\xbf{}", b"{}x", b"[" + b"[]," * 2_500_000 + b"1]"):
            answer = self.server.call("PUT", f"{API}/dossiers/{uuid.uuid4()}", body, self.alice.token,
                                      headers={"If-None-Match": "*"})
            self.assertIn(answer.status, (400, 413), body[:20])

    def test_too_many_polls(self):
        since = self.alice.get("/changes?limit=500").body["next_since"]
        waiting = []
        for _ in range(64):
            one = socket.create_connection((self.server.url.hostname, self.server.url.port))
            one.sendall(head("GET", f"{API}/changes?since={since}&wait=60",
                             Authorization="Bearer " + self.alice.token))
            waiting.append(one)
        self.wait_for_polls(64)
        answer = self.alice.get(f"/changes?since={since}&wait=60")
        self.assertEqual((answer.status, answer.code), (429, "too_many_polls"))
        self.assertTrue(int(answer.headers["Retry-After"]) > 0)
        self.assertEqual(self.alice.get(f"/changes?since={since}").status, 200)
        for one in waiting:
            one.close()
        self.wait_for_polls(0)

    def wait_for_polls(self, n):
        end = time.monotonic() + 20
        line = f"\njiangce_open_polls {n}\n"
        while line not in self.server.call("GET", "/metrics").body.decode():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)

    def test_log_holds_no_secrets(self):
        secret = "unglaublich geheim"
        self.server.call("POST", API + "/sessions", {"account": "alice", "password": secret})
        self.alice.create(self.alice.document("单位的秘密"))
        log = self.server.read_log()
        for word in (secret, PASSWORD, self.alice.token, "单位的秘密"):
            self.assertNotIn(word, log)
        self.assertRegex(log, r"\n\S+Z PUT /api/v1/dossiers/\{dossier\} 201 \d+ ms\n")


class ManyConnections(unittest.TestCase):
    def test_more_than_the_bound(self):
        with serving() as server:
            idle = [socket.create_connection((server.url.hostname, server.url.port)) for _ in range(1050)]
            one = idle[10]
            one.sendall(head("GET", "/healthz", Connection="close"))
            self.assertEqual(status_of(read_all(one)), 200)
            for each in idle:
                each.close()
            self.assertEqual(server.call("GET", "/healthz").status, 200)

    def test_bursts(self):
        with serving() as server:
            alice = Person(server, "alice")
            answers = at_once([lambda: alice.get("/me").status] * 128)
            self.assertEqual(answers, [200] * 128)


class SlowClients(unittest.TestCase):
    """Waits as long as the bounds are: 30 s for headers, 60 s for a body that stalls."""

    def test_cut(self):
        with serving() as server:
            alice = Person(server, "alice")
            request = head("PUT", f"{API}/dossiers/{uuid.uuid4()}", If_None_Match="*", Content_Length=100,
                           Content_Type="application/json", Authorization="Bearer " + alice.token)

            def trickle(data, stop_after):
                began = time.monotonic()
                with socket.create_connection((server.url.hostname, server.url.port), timeout=90) as one:
                    try:
                        for n in range(len(data)):
                            one.sendall(data[n:n + 1])
                            if n >= stop_after:
                                time.sleep(1)
                            if time.monotonic() - began > 80:
                                break
                        read_all(one)
                    except OSError:
                        pass
                return time.monotonic() - began

            def silent():
                began = time.monotonic()
                with socket.create_connection((server.url.hostname, server.url.port), timeout=90) as one:
                    read_all(one)
                return time.monotonic() - began

            def stalled():
                began = time.monotonic()
                with socket.create_connection((server.url.hostname, server.url.port), timeout=90) as one:
                    one.sendall(request + b"{")
                    read_all(one)
                return time.monotonic() - began

            slow_headers, nothing, slow_body = at_once([
                lambda: trickle(head("GET", "/healthz", X_Long="x" * 200), 10), silent, stalled])
            self.assertTrue(29 <= slow_headers <= 45, slow_headers)
            self.assertTrue(29 <= nothing <= 45, nothing)
            self.assertTrue(59 <= slow_body <= 75, slow_body)
            self.assertEqual(server.call("GET", "/healthz").status, 200)


class Processes(unittest.TestCase):
    def test_killed_thirty_times(self):
        """Whatever was acknowledged is there afterwards, as it was acknowledged."""
        chance = random.Random(7)
        with serving() as server:
            acknowledged = {}
            numbers = set()
            for _ in range(30):
                alice = Person(server, "alice")
                end = threading.Event()

                def write():
                    while not end.is_set():
                        dossier = str(uuid.uuid4())
                        try:
                            alice.create(dossier=dossier)
                            acknowledged[dossier] = ("draft", 1)
                            done = alice.event(dossier, 1, "submit")
                            if done.status == 201:
                                acknowledged[dossier] = ("submitted", 2)
                                number = done.body["receipt"]["number"]
                                assert number not in numbers
                                numbers.add(number)
                        except OSError:
                            return
                        except Exception:
                            if not end.is_set():
                                raise

                writers = [threading.Thread(target=write) for _ in range(2)]
                alice.document()
                for writer in writers:
                    writer.start()
                time.sleep(chance.uniform(0.02, 0.25))
                end.set()
                server.end(kill=True)
                for writer in writers:
                    writer.join()
                server.start()

            alice = Person(server, "alice")
            for dossier, (state, revision) in acknowledged.items():
                there = alice.get("/dossiers/" + dossier).body
                self.assertGreaterEqual(there["revision"], revision)
                if state == "submitted":
                    self.assertEqual(there["state"], state)
            self.assertGreater(len(numbers), 10)
            server.run("verify", "--data", server.data)

    def test_term_answers_polls(self):
        with serving() as server:
            alice = Person(server, "alice")
            since = alice.get("/changes?limit=500").body["next_since"]
            answers = []
            thread = threading.Thread(target=lambda: answers.append(
                alice.get(f"/changes?since={since}&wait=60")))
            thread.start()
            time.sleep(0.5)
            began = time.monotonic()
            server.end()
            thread.join()
            self.assertLess(time.monotonic() - began, 5)
            self.assertEqual((answers[0].status, answers[0].body["items"]), (200, []))
            server.start()

    def test_a_worker_that_dies_is_replaced(self):
        with serving("--workers", "2") as server:
            listed = lambda: subprocess.run(["ps", "-o", "pid=", "--ppid", str(server.process.pid)],
                                            capture_output=True, text=True).stdout.split()
            before = listed()
            self.assertEqual(len(before), 2)
            os.kill(int(before[0]), signal.SIGKILL)
            end = time.monotonic() + 15
            while len(set(listed()) - set(before)) != 1 or not self.all_answer(server):
                self.assertLess(time.monotonic(), end)
                time.sleep(0.1)

    def all_answer(self, server):
        try:
            return all(server.call("GET", "/healthz", timeout=5).status == 200 for _ in range(10))
        except OSError:
            return False

    def test_other_workers_writes_wake(self):
        with serving("--workers", "2") as server:
            alice = Person(server, "alice")
            since = alice.get("/changes?limit=500").body["next_since"]
            waits = [lambda: (alice.get(f"/changes?since={since}&wait=30").body["items"],
                              time.monotonic())] * 8

            def write():
                time.sleep(1)
                return alice.create(), time.monotonic()

            *woken, (dossier, written) = at_once(waits + [write])
            for items, at in woken:
                self.assertEqual([i["id"] for i in items], [dossier])
                self.assertLess(at - written, 5)

    def test_tls(self):
        with serving() as server:
            server.end()
            key, certificate = os.path.join(server.folder, "key"), os.path.join(server.folder, "cert")
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key,
                            "-out", certificate, "-days", "2", "-subj", "/CN=localhost"], check=True,
                           capture_output=True)
            server.start("--tls-cert", certificate, "--tls-key", key, env=LEAKS_ALLOWED)
            self.assertEqual(server.url.scheme, "https")
            trusting = ssl._create_unverified_context()
            trusting.set_alpn_protocols(["h2", "http/1.1"])
            for _ in range(3):
                one = http.client.HTTPSConnection(server.url.hostname, server.url.port, context=trusting)
                for _ in range(3):
                    self.assertEqual(server.call("GET", "/healthz", connection=one).status, 200)
                one.close()
            raw(server, b"GET / HTTP/1.1\r\n\r\n", wait=3)


if __name__ == "__main__":
    unittest.main()
