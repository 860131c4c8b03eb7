"""A real server on a free port of this machine, with a data folder of its own, and one way to call it."""
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading
import urllib.parse
import uuid

PROGRAM = os.environ.get("JC_SERVER", "jiangce-server")
HERE = pathlib.Path(__file__).resolve().parent
PROGRAMME = str(HERE / "programme.json")
# For what leaks in the libraries beneath, and can be reached from outside.
LEAKS_ALLOWED = {"ASAN_OPTIONS": "detect_leaks=0"}
API = "/api/v1"
PASSWORD = "correct horse 9"
NAME = "长春示例精工有限公司"


class Answer:
    """Status, headers and body of one answer; the body is JSON wherever the server says so."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.etag = headers.get("ETag")
        self.body = json.loads(body) if "json" in (headers.get("Content-Type") or "") else body
        if "problem+json" in (headers.get("Content-Type") or ""):
            assert self.body["status"] == status, self.body
            assert self.body["type"].startswith("urn:jiangce:problem:"), self.body
            assert self.body["message"]["zh"] and self.body["message"]["en"], self.body
            self.code = self.body["type"].rsplit(":", 1)[1]
        else:
            assert status < 400 or not body, (status, body)
            self.code = None


class Server:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="jiangce-server-test-")
        self.data = os.path.join(self.folder, "data")
        self.log = os.path.join(self.folder, "log")
        self.process = None
        self.run("init", "--data", self.data)

    def run(self, *words, typed=None, ok=0):
        done = subprocess.run([PROGRAM, *words], input=typed, text=True, capture_output=True, timeout=60,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        assert done.returncode == ok, (words, done.returncode, done.stdout, done.stderr)
        assert ok == 0 or len(done.stderr.splitlines()) == 1, done.stderr
        return done.stdout

    def account(self, name, role="applicant", unit=None, parent=None, data=None):
        words = ["account", "add", "--data", data or self.data, "--role", role]
        words += ["--unit", unit] if unit else []
        words += ["--parent", parent] if parent else []
        self.run(*words, name, typed=PASSWORD + "\n")

    def round(self, name="r1", *words):
        return self.run("round", "open", "--data", self.data, "--programme", PROGRAMME, "--id", name,
                        *words).strip()

    def start(self, *words, env=None):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([PROGRAM, "serve", "--data", self.data, "--listen",
                                             "127.0.0.1:0", *words], stdout=subprocess.PIPE, stderr=log,
                                            text=True, env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})})
        line = self.process.stdout.readline().strip()
        assert line.startswith("listening on http"), self.read_log()
        self.url = urllib.parse.urlsplit(line.split()[-1])
        return self

    def end(self, kill=False):
        if self.process is None:
            return
        self.process.kill() if kill else self.process.terminate()
        status = self.process.wait(20)
        self.process.stdout.close()
        self.process = None
        assert kill or status == 0, (status, self.read_log()[-2000:])

    def close(self):
        self.end()
        said = self.read_log()
        shutil.rmtree(self.folder)
        for word in ("CRITICAL", "WARNING", "runtime error", "AddressSanitizer", "LeakSanitizer"):
            assert word not in said, said[-4000:]

    def read_log(self):
        return pathlib.Path(self.log).read_text(encoding="utf-8")

    def connect(self, timeout=30):
        return http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=timeout)

    def call(self, method, path, body=None, token=None, connection=None, headers=None, timeout=90):
        own = connection or self.connect(timeout)
        sent = dict(headers or {})
        if token:
            sent["Authorization"] = "Bearer " + token
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            if not isinstance(body, (bytes, str)):
                body = json.dumps(body, ensure_ascii=False)
            if isinstance(body, str):
                body = body.encode()
        try:
            own.request(method, path, body, sent)
            got = own.getresponse()
            return Answer(got.status, got.headers, got.read())
        finally:
            if connection is None:
                own.close()

    def login(self, name):
        answer = self.call("POST", API + "/sessions", {"account": name, "password": PASSWORD})
        assert answer.status == 201, answer.body
        return answer.body["token"]


class Person:
    """One account's calls."""

    def __init__(self, server, name):
        self.server = server
        self.token = server.login(name)

    def call(self, method, path, body=None, **headers):
        return self.server.call(method, API + path, body, self.token,
                                headers={k.replace("_", "-"): v for k, v in headers.items()})

    def get(self, path):
        return self.call("GET", path)

    def document(self, name=NAME, **more):
        if not hasattr(self, "round"):
            self.round = self.get("/rounds/r1").body
        return {"kind": "application", "round": "r1", "programme": self.round["programme"],
                "version": self.round["version"], "values": {"unit": {"name": name}} if name else {},
                "attachments": [], **more}

    def create(self, document=None, dossier=None):
        dossier = dossier or str(uuid.uuid4())
        answer = self.call("PUT", "/dossiers/" + dossier, document or self.document(), If_None_Match="*")
        assert answer.status == 201, answer.body
        return dossier

    def change(self, dossier, revision, document):
        return self.call("PUT", "/dossiers/" + dossier, document, If_Match=f'"{revision}"')

    def event(self, dossier, revision, event, key=None, query="", **more):
        return self.call("POST", f"/dossiers/{dossier}/events{query}", {"type": event, **more},
                         If_Match=f'"{revision}"', Idempotency_Key=key or str(uuid.uuid4()))


@contextlib.contextmanager
def serving(*words, windows=()):
    """A server with two applicants of one unit, one of another, a recommender and an officer."""
    server = Server()
    server.account("alice", unit="甲厂", parent="南关区")
    server.account("albert", unit="甲厂")
    server.account("bob", unit="乙厂", parent="绿园区")
    server.account("rita", "recommender", unit="南关区")
    server.account("otto", "officer")
    server.round("r1", *windows)
    server.start(*words)
    try:
        yield server
    except BaseException:
        server.end(kill=True)
        print(server.read_log()[-3000:])
        raise
    server.close()


def at_once(functions):
    """What each of FUNCTIONS returns, all begun at the same moment."""
    results = [None] * len(functions)
    barrier = threading.Barrier(len(functions))

    def work(i):
        barrier.wait()
        results[i] = functions[i]()

    threads = [threading.Thread(target=work, args=(i,)) for i in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
