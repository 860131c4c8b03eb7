"""What the tests that run the real programs share: where they are, and a server of one's own."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

BUILD = pathlib.Path(os.environ.get("JC_BUILD", "_build")).resolve()
CTL = str(BUILD / "src" / "ctl" / "jiangcectl")
SERVER = str(BUILD / "src" / "server" / "jiangce-server")
APP = str(BUILD / "src" / "app" / "jiangce")
PASSWORD = "correct horse 9"


class Ctl:
    """jiangcectl on one library."""

    def __init__(self, library, env=None):
        self.library = str(library)
        self.env = {**os.environ, "LC_ALL": "C.UTF-8", **(env or {})}

    def run(self, *words, typed=None, ok=None):
        """Exit status, standard output, standard error; asserts the status when OK is given."""
        done = subprocess.run([CTL, "--library", self.library, *words], input=typed, text=True,
                              capture_output=True, env=self.env, timeout=60)
        if ok is not None and done.returncode != ok:
            raise AssertionError(f"{words}: {done.returncode}, not {ok}\n{done.stdout}\n{done.stderr}")
        return done.returncode, done.stdout, done.stderr

    def json(self, *words, ok=0, typed=None):
        _, out, _ = self.run("--json", *words, ok=ok, typed=typed)
        return json.loads(out)


class Server:
    """A real server process on a free port of this machine, with a folder of its own."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="jiangce-test-")
        self.data = os.path.join(self.folder, "data")
        self.process = None
        self.url = None
        self.admin("init", "--data", self.data)

    def admin(self, *words, typed=None):
        done = subprocess.run([SERVER, *words], input=typed, text=True, capture_output=True, timeout=60)
        if done.returncode != 0:
            raise AssertionError(f"{words}: {done.returncode}\n{done.stderr}")
        return done.stdout.strip()

    def account(self, name, role="applicant", unit="长春示例精工有限公司", parent="南关区人力资源和社会保障局"):
        words = ["account", "add", "--data", self.data, "--role", role, "--unit", unit]
        if parent and role == "applicant":
            words += ["--parent", parent]
        self.admin(*words, name, typed=PASSWORD + "\n")

    def round(self, start, end, name="r1", programme="changchun-studio-2025"):
        self.admin("round", "open", "--data", self.data, "--programme", programme, "--id", name,
                   "--from", start, "--until", end)

    def start(self, listen="127.0.0.1:0"):
        path = os.path.join(self.folder, "log")
        with open(path, "ab") as log:
            self.process = subprocess.Popen([SERVER, "serve", "--data", self.data, "--listen", listen],
                                            stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        if "listening on " not in line:
            with open(path, encoding="utf-8", errors="replace") as log:
                raise AssertionError("the server did not start: " + log.read())
        self.url = line.strip().split("listening on ", 1)[1]
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)
        if self.process is not None:
            self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)
