#!/usr/bin/env python3
"""The address as tus clients that others wrote meet it: tuspy and tus-js-client, where they are installed."""
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
import unittest

from harness import API, Person, serving
from test_upload import some_bytes

HAS_TUSPY = importlib.util.find_spec("tusclient") is not None


def has_tus_js():
    """Found as node finds modules, so that NODE_PATH can name another folder."""
    return shutil.which("node") is not None and subprocess.run(
        ["node", "-e", "require.resolve('tus-js-client')"], capture_output=True).returncode == 0


SCRIPT = """
const fs = require('fs'), tus = require('tus-js-client');
const [endpoint, token, path, sha256, chunk, stopAt, withData] = JSON.parse(process.argv[2]);
const size = fs.statSync(path).size;
function run (url, stop) {
  return new Promise ((resolve, reject) => {
    const options = {
      endpoint, uploadUrl: url, uploadSize: size, chunkSize: chunk, retryDelays: [50, 100, 200],
      uploadDataDuringCreation: withData, headers: { Authorization: 'Bearer ' + token },
      metadata: { sha256, filename: '扫描.pdf', filetype: 'application/pdf' },
      onError: reject, onSuccess: () => resolve (upload.url),
      onChunkComplete: (_, accepted) => {
        if (stop && accepted >= stopAt) upload.abort ().then (() => resolve (upload.url));
      },
      onProgress: (sent) => {
        if (stop && upload.url && sent >= stopAt) upload.abort ().then (() => resolve (upload.url));
      }
    };
    const upload = new tus.Upload (fs.createReadStream (path), options);
    upload.start ();
  });
}
(async () => {
  let url = null;
  if (stopAt > 0) url = await run (null, true);
  const end = await run (url, false);
  console.log (JSON.stringify ({ url, end }));
}) ().catch ((error) => { console.error (String (error)); process.exit (1); });
"""


class Clients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.context = serving()
        cls.server = cls.context.__enter__()
        cls.alice = Person(cls.server, "alice")
        cls.endpoint = f"http://{cls.server.url.netloc}{API}/uploads"

    @classmethod
    def tearDownClass(cls):
        cls.context.__exit__(None, None, None)

    def setUp(self):
        self.data = some_bytes(5_000_000)
        self.sha256 = hashlib.sha256(self.data).hexdigest()
        self.file = tempfile.NamedTemporaryFile(dir=self.server.folder)
        self.file.write(self.data)
        self.file.flush()

    def tearDown(self):
        self.file.close()

    def assertStored(self):
        path = os.path.join(self.server.data, "originals", self.sha256[:2], self.sha256)
        with open(path, "rb") as file:
            self.assertEqual(file.read(), self.data)


@unittest.skipUnless(HAS_TUSPY, "tuspy is not installed")
class TusPy(Clients):
    def uploader(self, **more):
        from tusclient.client import TusClient
        client = TusClient(self.endpoint, headers={"Authorization": "Bearer " + self.alice.token})
        return client.uploader(self.file.name, metadata={"sha256": self.sha256, "filename": "扫描.pdf",
                                                         "filetype": "application/pdf"}, **more)

    def test_whole(self):
        self.uploader().upload()
        self.assertStored()

    def test_cut_and_resume(self):
        first = self.uploader(chunk_size=600_000, upload_checksum=True)
        first.upload(stop_at=1_500_000)
        self.assertEqual(first.offset, 1_500_000)
        again = self.uploader(chunk_size=1_000_000, url=first.url)
        self.assertEqual(again.offset, 1_500_000)
        again.upload()
        self.assertStored()


@unittest.skipUnless(has_tus_js(), "tus-js-client is not installed")
class TusJs(Clients):
    def send(self, chunk, stop_at, with_data):
        with tempfile.NamedTemporaryFile("w", suffix=".js", dir=self.server.folder) as script:
            script.write(SCRIPT)
            script.flush()
            words = [self.endpoint, self.alice.token, self.file.name, self.sha256, chunk, stop_at, with_data]
            done = subprocess.run(["node", script.name, json.dumps(words)], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertStored()
        return json.loads(done.stdout)

    def test_whole(self):
        self.send(10_000_000, 0, False)

    def test_with_the_creation(self):
        self.send(10_000_000, 0, True)

    def test_in_parts(self):
        self.send(700_000, 0, False)

    def test_cut_and_resume(self):
        for chunk, with_data in ((10_000_000, False), (500_000, True)):
            with self.subTest(chunk):
                self.setUp()
                said = self.send(chunk, 1_000_000, with_data)
                self.assertEqual(said["url"], said["end"])


if __name__ == "__main__":
    unittest.main()
