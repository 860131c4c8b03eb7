#!/usr/bin/python3
"""Attachments through jiangcectl, with the real helper looking into the files."""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shutil
import struct
import sys
import tempfile
import time
import unittest
import zipfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from jiangce import Ctl  # noqa: E402


def png(width=40, height=60, shade=200):
    """A small picture; another shade is another file."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = (b"\0" + bytes([shade]) * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def pdf(n_pages, mark=""):
    """A PDF (1.4) of empty pages."""
    kids = " ".join(f"{i + 3} 0 R" for i in range(n_pages))
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {n_pages} >>"]
    bodies += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * n_pages
    text, offsets = f"%PDF-1.4\n%{mark}\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (text + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n").encode()


def rc4(key, data):
    box, j, i, out = list(range(256)), 0, 0, bytearray()
    for k in range(256):
        j = (j + box[k] + key[k % len(key)]) % 256
        box[k], box[j] = box[j], box[k]
    j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def locked_pdf(password):
    """A PDF of one empty page with the standard security handler, revision 2 (PDF 1.4, 3.5.2)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    padded, name = (password.encode() + padding)[:32], b"0123456789abcdef"
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + struct.pack("<i", -4) + name).digest()[:5]
    more = (f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{rc4(key, padding).hex()}> >> "
            f"/ID [<{name.hex()}> <{name.hex()}>] ")
    return pdf(1).replace(b"/Root 1 0 R", more.encode() + b"/Root 1 0 R")


class Attachment(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jiangce-ctl-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.ctl = Ctl(self.folder + "/library")
        self.id = self.ctl.json("dossier", "new")["id"]

    def file(self, name, data):
        path = pathlib.Path(self.folder, name)
        path.write_bytes(data)
        return str(path)

    def attach(self, slot, *words, ok=0, **more):
        return self.ctl.json("attach", self.id, slot, *words, ok=ok, **more)

    def list(self):
        return self.ctl.json("attachment", "list", self.id)

    def view(self, attachment, *words, ok=0):
        return self.ctl.json("attachment", "view", self.id, attachment["id"], *words, ok=ok)

    # --- Adding ---

    def test_shape(self):
        data = png()
        answer = self.attach("licence", self.file("执照.png", data))
        self.assertEqual(answer, self.list())
        self.assertEqual(answer, self.ctl.json("dossier", "show", self.id)["attachments"])
        self.assertEqual(len(answer), 1)
        attachment = answer[0]
        self.assertRegex(attachment.pop("id"), "^[0-9a-f-]{36}$")
        attachment.pop("cautions")
        self.assertEqual(attachment, {
            "slot": "licence", "name": "执照.png", "sha256": hashlib.sha256(data).hexdigest(), "size": len(data),
            "media_type": "image/png", "pages": 1, "parts": [], "view": None})

    def test_plain_lines_begin_with_the_id(self):
        _, out, _ = self.ctl.run("attach", self.id, "licence", self.file("a.png", png()), ok=0)
        self.assertEqual(out.split()[0], self.list()[0]["id"])

    def test_original_comes_back_byte_for_byte(self):
        data = pdf(3)
        attachment = self.attach("licence", self.file("a.pdf", data))[0]
        self.assertEqual((attachment["media_type"], attachment["pages"]), ("application/pdf", 3))
        target = self.folder + "/out.pdf"
        self.ctl.run("attachment", "show", self.id, attachment["id"], "-o", target, ok=0)
        self.assertEqual(pathlib.Path(target).read_bytes(), data)

    def test_all_or_none(self):
        good, bad = self.file("a.png", png()), self.file("b.exe", b"MZ" + b"\0" * 100)
        answer = self.attach("licence", good, bad, ok=7)
        self.assertEqual(answer["error"]["code"], "file_type")
        self.assertIn("b.exe", answer["error"]["message"]["zh"])
        self.assertEqual(self.attach("licence", good, self.folder + "/none.png", ok=3)["error"]["code"], "not_found")
        self.assertEqual(self.list(), [])
        self.assertEqual([e["what"] for e in self.ctl.json("dossier", "history", self.id)], ["created"])

    def test_same_bytes_change_nothing(self):
        first = self.file("a.png", png())
        before = self.attach("licence", first)
        self.assertEqual(self.attach("licence", self.file("b.png", png())), before)
        self.assertEqual([e["what"] for e in self.ctl.json("dossier", "history", self.id)], ["attached", "created"])
        status, _, error = self.ctl.run("attach", self.id, "host_policies", first)
        self.assertEqual((status, len(self.list())), (0, 2))
        self.assertIn("licence", error)

    def test_unknown(self):
        path = self.file("a.png", png())
        self.attach("colour", path, ok=3)
        self.attach("contests", path, "--row", "nobody", ok=3)
        self.attach("id_card", path, "--part", "back", ok=3)
        self.ctl.run("attach", "00000000-0000-4000-8000-000000000000", "licence", path, ok=3)
        self.ctl.run("attach", self.id, "licence", ok=2)
        for words in (["show"], ["remove"], ["view"], ["move"]):
            more = {"view": ["1", "--turn", "90"], "move": ["licence"]}.get(words[0], [])
            self.ctl.run("attachment", *words, self.id, "00000000-0000-4000-8000-000000000000", *more, ok=3)

    def test_refused_files(self):
        fifo = self.folder + "/pipe.png"
        os.mkfifo(fifo)
        whole = png(400, 600)
        for path, code in ((fifo, "file_not_regular"), ("/dev/zero", "file_not_regular"),
                           (self.file("e.png", b""), "file_empty"),
                           (self.file("half.png", whole[:len(whole) // 2]), "file_damaged"),
                           (self.file("a.txt", "文字".encode()), "file_type")):
            begun = time.monotonic()
            self.assertEqual(self.attach("-", path, ok=7)["error"]["code"], code, path)
            self.assertLess(time.monotonic() - begun, 30)
        large = self.file("large.png", png())
        os.truncate(large, 200 * 1024 * 1024)
        self.assertEqual(self.attach("-", large, ok=7)["error"]["code"], "file_too_large")
        self.assertEqual(self.list(), [])

    def test_slot_is_full(self):
        files = [self.file(f"{i}.png", png(shade=i)) for i in range(3)]
        self.assertEqual(self.attach("id_card", *files, ok=7)["error"]["code"], "too_many_files")
        self.attach("id_card", *files[:2])
        self.attach("id_card", files[2], ok=7)

    def test_parts_and_row(self):
        files = [self.file(f"{i}.png", png(shade=i)) for i in range(2)]
        both = self.attach("id_card", *files, "--part", "portrait", "--part=emblem")
        self.assertEqual([a["parts"] for a in both], [[{"part": "portrait", "page": 1}], [{"part": "emblem", "page": 1}]])
        self.id = self.ctl.json("dossier", "new", "--sample")["id"]
        contests = self.ctl.json("dossier", "show", self.id)["values"]["leader"]["contests"]
        added = [a for a in self.attach("contests", files[0], "--row", contests[0]["id"]) if a["name"] == "0.png"]
        self.assertEqual([a["row"] for a in added], [contests[0]["id"]])
        self.attach("contests", files[1], "--row", "0")
        self.assertEqual([a["row"] for a in self.list() if a["name"] == "1.png"], [contests[0]["id"]])

    def test_archive(self):
        path = self.folder + "/材料.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("证书/等级.png", png(shade=1))
            archive.writestr("../执照.pdf", pdf(2))
            archive.writestr("__MACOSX/._x", b"x")
        self.assertEqual([(a["slot"], a["name"], a["pages"]) for a in self.attach("licence", path)],
                         [("-", "等级.png", 1), ("-", "执照.pdf", 2)])

    def test_folder(self):
        folder = pathlib.Path(self.folder, "scans")
        folder.mkdir()
        for i in (10, 9):
            (folder / f"{i}.png").write_bytes(png(shade=i))
        self.assertEqual([a["name"] for a in self.attach("host_policies", str(folder))], ["9.png", "10.png"])

    def test_two_programs_at_once(self):
        path = self.file("a.png", png())
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda _: self.ctl.run("attach", self.id, "licence", path)[0], range(4)))
        self.assertEqual((done, len(self.list())), ([0] * 4, 1))

    def test_password(self):
        data = locked_pdf("secret")
        path = self.file("locked.pdf", data)
        self.assertEqual(self.attach("licence", path, ok=7)["error"]["code"], "file_encrypted")
        wrong = self.attach("licence", path, "--password-stdin", typed="guess\n", ok=7)
        self.assertEqual(wrong["error"]["code"], "file_password")
        attachment = self.attach("licence", path, "--password-stdin", typed="secret\n")[0]
        self.assertEqual(attachment["pages"], 1)
        self.assertIn({"code": "unlocked", "page": 0}, attachment["cautions"])
        self.assertEqual(attachment["source"], {"name": "locked.pdf", "size": len(data),
                                                "sha256": hashlib.sha256(data).hexdigest()})
        target = self.folder + "/page.png"
        self.ctl.run("attachment", "show", self.id, attachment["id"], "--page", "1", "-o", target, ok=0)
        self.assertEqual(len(self.attach("licence", path, "--password-stdin", typed="secret")), 1)

    # --- Changing ---

    def test_remove_and_restore(self):
        attachment = self.attach("licence", self.file("a.png", png()))[0]
        self.ctl.run("attachment", "remove", self.id, attachment["id"], ok=0)
        self.assertEqual(self.list(), [])
        self.assertEqual(self.ctl.json("dossier", "history", self.id)[0]["what"], "removed")
        self.ctl.run("dossier", "restore", self.id, "2", ok=0)
        self.assertEqual(self.list(), [attachment])
        self.ctl.run("attachment", "show", self.id, attachment["id"], "-o", self.folder + "/out", ok=0)

    def test_move(self):
        front = self.attach("id_card", self.file("a.png", png()), "--part", "portrait")[0]
        self.attach("licence", self.file("b.png", png(shade=1)))
        moved = self.ctl.json("attachment", "move", self.id, front["id"], "licence")
        self.assertEqual((moved["slot"], moved["parts"]), ("licence", []))
        self.assertEqual([a["name"] for a in self.list()], ["b.png", "a.png"])
        self.ctl.run("attachment", "move", self.id, front["id"], "colour", ok=3)
        self.ctl.run("attachment", "move", self.id, front["id"], "-", ok=0)
        self.assertEqual([a["slot"] for a in self.list()], ["licence", "-"])

    def test_view(self):
        attachment = self.attach("licence", self.file("a.pdf", pdf(3)))[0]
        turned = self.view(attachment, "2", "--turn", "90", "--skew", "-1.2", "--clean")
        self.assertEqual(turned["view"], [{"page": 1}, {"page": 2, "turn": 90, "skew": -120, "clean": True}, {"page": 3}])
        self.assertEqual(self.view(attachment, "--order", "3,2")["view"],
                         [{"page": 3}, {"page": 2, "turn": 90, "skew": -120, "clean": True}])
        self.view(attachment, "1", "--turn", "90", ok=3)
        quad = [5000, 4000, 95000, 5000, 94000, 96000, 6000, 95000]
        cut = self.view(attachment, "3", "--quad", ",".join(map(str, quad)))
        self.assertEqual(cut["view"][0], {"page": 3, "quad": quad})
        self.assertEqual(self.view(attachment, "2", "--reset", "--turn", "-90")["view"][1], {"page": 2, "turn": 270})
        self.assertEqual(self.view(attachment, "--reset")["view"], None)
        self.assertEqual(self.list(), [attachment])

    def test_wrong_view(self):
        attachment = self.attach("licence", self.file("a.pdf", pdf(2)))[0]
        for words, status in ((["1", "--turn", "45"], 2), (["1", "--turn", "x"], 2), (["1", "--skew", "46"], 2),
                              (["1", "--skew", "nan"], 2), (["1", "--quad", "0,0,1,1"], 2),
                              (["1", "--quad", "0,0,100001,0,1,1,0,1"], 2),
                              (["1", "--quad", "0,0,0,0,0,0,0,0"], 2), (["--turn", "90"], 2), (["1"], 2), ([], 2),
                              (["--order", "1,1"], 2), (["--order", "1,3"], 3), (["--order", ""], 2),
                              (["3", "--turn", "90"], 3), (["0", "--turn", "90"], 3)):
            self.view(attachment, *words, ok=status)
        self.assertEqual(self.list(), [attachment])

    def test_page_is_drawn(self):
        attachment = self.attach("licence", self.file("a.png", png(40, 60)))[0]
        target = self.folder + "/page.png"
        show = ["attachment", "show", self.id, attachment["id"]]
        self.ctl.run(*show, "--page", "1", "--size", "30", "-o", target, ok=0)
        self.assertEqual(struct.unpack(">II", pathlib.Path(target).read_bytes()[16:24]), (20, 30))
        self.view(attachment, "1", "--turn", "90")
        self.ctl.run(*show, "--page", "1", "--size", "30", "-o", target, ok=0)
        self.assertEqual(struct.unpack(">II", pathlib.Path(target).read_bytes()[16:24]), (30, 20))
        self.ctl.run(*show, "--page", "2", "-o", target, ok=3)
        self.ctl.run(*show, "--page", "1", ok=2)
        self.ctl.run(*show, "--page", "0", "-o", target, ok=2)

    def test_lost_original_is_told(self):
        attachment = self.attach("licence", self.file("a.png", png()))[0]
        original = next(pathlib.Path(self.folder, "library", "originals").rglob(attachment["sha256"]))
        original.chmod(0o600)
        original.write_bytes(b"rot")
        self.ctl.run("attachment", "show", self.id, attachment["id"], "-o", self.folder + "/out", ok=7)
        original.unlink()
        self.ctl.run("attachment", "show", self.id, attachment["id"], "-o", self.folder + "/out", ok=3)
        self.assertFalse(pathlib.Path(self.folder, "out").exists())

    # --- Locked ---

    def test_finalised_takes_sealed_sheets_only(self):
        self.id = self.ctl.json("dossier", "new", "--sample")["id"]
        self.ctl.run("dossier", "finalise", self.id, ok=0)
        before = self.list()
        fingerprint = self.ctl.json("dossier", "show", self.id)["fingerprint"]
        path = self.file("a.png", png())
        for slot in ("host_policies", "-"):
            self.assertEqual(self.attach(slot, path, ok=6)["error"]["code"], "locked")
        other = next(a for a in before if a["slot"] == "licence")
        self.ctl.run("attachment", "remove", self.id, other["id"], ok=6)
        self.view(other, "1", "--turn", "90", ok=6)
        self.ctl.run("attachment", "move", self.id, other["id"], "form_sealed", ok=6)
        self.assertEqual(self.list(), before)
        sealed = [a for a in self.attach("form_sealed", path) if a["name"] == "a.png"][0]
        self.view(sealed, "1", "--turn", "90")
        self.assertEqual(self.ctl.json("dossier", "show", self.id)["fingerprint"], fingerprint)
        self.ctl.run("attachment", "remove", self.id, sealed["id"], ok=0)
        self.assertEqual(self.list(), before)

    def test_sample_has_scans(self):
        self.id = self.ctl.json("dossier", "new", "--sample")["id"]
        scans = self.list()
        self.assertGreater(len(scans), 5)
        for scan in scans:
            self.assertIn("样本", scan["name"])
            original = next(pathlib.Path(self.folder, "library", "originals").rglob(scan["sha256"]))
            self.assertEqual(hashlib.sha256(original.read_bytes()).hexdigest(), scan["sha256"])
            self.assertLess(scan["size"], 120 * 1024)
        self.assertEqual([e["what"] for e in self.ctl.json("dossier", "history", self.id)], ["created"])

    # --- Reading ---

    def sample_scan(self, slot):
        self.id = self.ctl.json("dossier", "new", "--sample")["id"]
        return next(scan for scan in self.list() if scan["slot"] == slot)

    def test_what_is_written_is_read(self):
        scan = self.sample_scan("licence")
        status, out, err = self.ctl.run("--json", "attachment", "recognise", self.id, scan["id"])
        if status == 3 and json.loads(out)["error"]["code"] == "unsupported":
            self.skipTest("text recognition is not installed")
        self.assertEqual(status, 0, err)
        page, = json.loads(out)["pages"]
        self.assertEqual((page["page"], page["codes"]), (1, []))
        texts = [line["text"] for line in page["lines"]]
        self.assertIn("长春示例精工有限公司", "".join(texts).replace(" ", ""))
        for line in page["lines"]:
            x, y, width, height = line["box"]
            self.assertTrue(0 <= x < x + width <= 100000 and 0 <= y < y + height <= 100000, line)
            self.assertTrue(0 <= line["confidence"] <= 100, line)
        _, plain, _ = self.ctl.run("attachment", "recognise", self.id, scan["id"], ok=0)
        self.assertEqual(plain.splitlines(), texts)

    def test_page_that_is_left_out_is_not_read(self):
        attachment = self.attach("licence", self.file("a.pdf", pdf(2)))[0]
        self.view(attachment, "--order", "2")
        status, out, err = self.ctl.run("--json", "attachment", "recognise", self.id, attachment["id"])
        if status == 3 and json.loads(out)["error"]["code"] == "unsupported":
            self.skipTest("text recognition is not installed")
        self.assertEqual(status, 0, err)
        self.assertEqual(json.loads(out)["pages"], [{"page": 2, "lines": [], "codes": []}])

    def test_reading_needs_its_data(self):
        scan = self.sample_scan("licence")
        without = Ctl(self.folder + "/library", {"TESSDATA_PREFIX": self.folder})
        error = without.json("attachment", "recognise", self.id, scan["id"], ok=3)["error"]
        self.assertEqual(error["code"], "unsupported")
        self.assertIn("tesseract-ocr-chi-sim", error["message"]["zh"])
        self.ctl.run("attachment", "recognise", self.id, "00000000-0000-4000-8000-000000000000", ok=3)


if __name__ == "__main__":
    unittest.main(verbosity=1)
