#!/usr/bin/python3
"""What a script, a locale, a full disk or a second process may do to jiangcectl: nothing is lost, nothing is silent."""
import json
import os
import pathlib
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from jiangce import CTL, Ctl  # noqa: E402

NOBODY = "00000000-0000-4000-8000-000000000000"


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jiangce-ctl-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.ctl = Ctl(self.folder + "/library")

    def new(self, *words):
        return self.ctl.json("dossier", "new", *words)["id"]

    def values(self, dossier):
        return self.ctl.json("dossier", "show", dossier)["values"]

    def file(self, content, name="file"):
        path = pathlib.Path(self.folder, name)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def fill(self, dossier, values, ok=0):
        self.ctl.run("dossier", "fill", dossier, self.file(json.dumps({"values": values})), ok=ok)

    def bytes_of(self, *words, **env):
        done = subprocess.run([CTL, "--library", self.folder + "/library", *words], capture_output=True,
                              env={**os.environ, **env}, timeout=60)
        return done.returncode, done.stdout, done.stderr


class Streams(Case):
    def test_output_is_utf8_in_every_locale(self):
        for env in ({"LC_ALL": "C"}, {"LC_ALL": "zh_CN.UTF-8"}, {"LC_ALL": "no_SUCH.locale", "LANGUAGE": "zh_CN"}):
            with self.subTest(env):
                self.assertEqual(self.bytes_of("value", "check", "width", "匠册", **env), (0, "匠册\n".encode(), b""))
                status, out, err = self.bytes_of("value", "check", "person_name", "匠1", **env)
                self.assertEqual((status, out), (1, b""))
                self.assertIn("匠1", err.decode())

    def test_output_that_nobody_gets_is_no_success(self):
        for words in (("value", "check", "width", "a"), ("json", "canonical", self.file("{}")), ("dossier", "list", "--json")):
            for redirection in (">/dev/full", ">&-"):
                with self.subTest(words=words, redirection=redirection):
                    done = subprocess.run(["sh", "-c", f'exec "$0" --library "$@" {redirection}', CTL, self.folder + "/library",
                                           *words], capture_output=True, text=True)
                    self.assertEqual((done.returncode, done.stderr.count("\n")), (7, 1), done.stderr)

    def test_closed_streams_do_not_reach_the_library(self):
        dossier = self.new()
        subprocess.run(["sh", "-c", 'exec "$0" --library "$1" --json dossier show "$2" <&- >&- 2>&-', CTL,
                        self.folder + "/library", dossier])
        self.ctl.run("dossier", "show", dossier, ok=0)
        for path in pathlib.Path(self.folder, "library").iterdir():
            self.assertNotIn(b'"fingerprint"', path.read_bytes(), path)

    def test_json_is_one_value_also_when_there_is_nothing_to_say(self):
        dossier = self.new("--sample")
        fill = self.file('{"values": {}}')
        for words in (("dossier", "set", dossier, "/unit/fax=0431-80000009"), ("dossier", "fill", dossier, fill),
                      ("dossier", "restore", dossier, "1"), ("dossier", "finalise", dossier), ("dossier", "reopen", dossier),
                      ("dossier", "delete", dossier)):
            self.assertIsInstance(self.ctl.json(*words), dict, words)

    def test_bytes_that_are_no_text(self):
        status, out, err = self.bytes_of("--json", "value", "check", b"\xff\n", "x")
        self.assertEqual(status, 2)
        self.assertEqual(json.loads(out)["error"]["code"], "usage")
        self.assertEqual((err.decode().count("\n"), err[-1:]), (1, b"\n"))
        dossier = self.new()
        self.assertEqual(self.bytes_of("dossier", "set", dossier, b"/unit/full_name=\xff")[0], 7)
        self.assertEqual(self.values(dossier), {})


class Usage(Case):
    def test_options_that_are_wrong(self):
        for words in (("value", "check", "date", "2025-10-09", "--as-of", "yesterday"),
                      ("value", "check", "date", "2025-10-09", "--as-of=2025-02-30"),
                      ("value", "check", "phone", "80000001", "--default-area", "abc"),
                      ("value", "check", "phone", "80000001", "--default-area", "0431x"),
                      ("window", "check", "2025-10-09T00:00:00Z", "x", "2025-10-15"),
                      ("window", "check", "2025-10-09T00:00:00Z", "2025-10-15", "2025-10-09")):
            _, out, err = self.ctl.run(*words, ok=2)
            self.assertEqual((out, err.count("\n")), ("", 1), words)

    def test_sign_in_that_cannot_be_meant(self):
        for address in ("", "x", "http://", "ftp://example.com", "https://[", "file:///etc/passwd"):
            self.ctl.run("login", "--server", address, "--account", "a", typed="correct horse 9\n", ok=2)
        for password in ("", "\n", "x" * 1025):
            self.ctl.run("login", "--server", "http://127.0.0.1:1", "--account", "a", typed=password, ok=2)
        self.ctl.run("login", "--server", "http://127.0.0.1:1", "--account", "a", typed="x" * 1024, ok=4)

    def test_version_and_help_stand_anywhere(self):
        self.assertRegex(self.ctl.run("--version", ok=0)[1], r"^jiangcectl \d")
        self.assertIn("dossier new", self.ctl.run("--help", ok=0)[1])

    def test_help_in_both_languages(self):
        for language, first, last in (("zh_CN", "用法：", "退出码："), ("en", "Usage: ", "Exit status: ")):
            done = subprocess.run([CTL, "--help"], capture_output=True, text=True,
                                  env={**os.environ, "LC_ALL": "C.UTF-8" if language == "en" else "zh_CN.UTF-8"})
            lines = done.stdout.splitlines()
            self.assertTrue(lines[0].startswith(first) and lines[-1].startswith(last), done.stdout)
            self.assertEqual([line for line in lines if line.endswith(" ")], [])

    def test_empty_library(self):
        for words in (("--library", ""), ("--library=",)):
            done = subprocess.run([CTL, *words, "dossier", "list"], capture_output=True, text=True, cwd=self.folder)
            self.assertEqual((done.returncode, done.stdout, os.listdir(self.folder)), (2, "", []))

    def test_json_also_for_help(self):
        for words in (("--help",), ("--version",), ("dossier", "set", "--help")):
            self.assertIn("jiangcectl", str(self.ctl.json(*words)))

    def test_two_dashes_before_the_command(self):
        self.assertEqual(self.ctl.run("--", "value", "check", "width", "-x", ok=0)[1], "-x\n")
        self.assertEqual(self.ctl.run("value", "--", "check", "width", "--json", ok=0)[1], "--json\n")

    def test_no_word_at_all(self):
        done = subprocess.run([CTL], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1))

    def test_unknown_dossier(self):
        for words in (("show",), ("check",), ("history",), ("missing",), ("finalise",), ("reopen",), ("delete",)):
            for name in (NOBODY, "x", ""):
                self.ctl.run("dossier", *words, name, ok=3)


class Values(Case):
    def test_escaped_slash_is_no_separator(self):
        dossier = self.new()
        self.ctl.run("dossier", "set", dossier, "/unit~1full_name=x", ok=3)
        self.fill(dossier, {"unit/full_name": {}}, ok=3)
        self.assertEqual(self.values(dossier), {})

    def test_fill_takes_a_section_away(self):
        dossier = self.new("--sample")
        self.fill(dossier, {"unit": None})
        self.assertNotIn("unit", self.values(dossier))
        self.fill(dossier, {"colour": None}, ok=3)

    def test_fill_refuses_what_the_definition_lacks(self):
        dossier = self.new("--sample")
        before = self.values(dossier)
        for values, status in (({"leader": {"honours": [{"id": "1", "colour": "red"}]}}, 3), ({"leader": {"birth_date": "1980-01-01"}}, 6),
                               ({"unit": 5}, 7), ({"unit": []}, 7), ({"": {"": 1}}, 3)):
            with self.subTest(values=values):
                self.fill(dossier, values, ok=status)
                self.assertEqual(self.values(dossier), before)

    def test_codes_and_terms_in_stored_form(self):
        dossier = self.new()
        self.ctl.run("dossier", "set", dossier, '/leader/conditions=["1", "3"]', '/leader/npc_terms=["13"]', ok=0)
        self.assertEqual(self.values(dossier)["leader"], {"conditions": ["1", "3"], "npc_terms": ["13"]})
        self.ctl.run("dossier", "set", dossier, "/leader/conditions=[1]", "/leader/npc_terms=[", ok=0)
        self.assertEqual(self.values(dossier)["leader"], {"conditions": "[1]", "npc_terms": "["})

    def test_rows_get_ids(self):
        dossier = self.new()
        self.fill(dossier, {"leader": {"honours": [{"title": "全国技术能手"}, {"id": "b", "title": "省首席技师"}]}})
        self.ctl.run("dossier", "set", dossier, '/leader/honours=[{"title": "市级"}]', ok=0)
        row = self.values(dossier)["leader"]["honours"][0]
        self.assertEqual((row["title"], len(row["id"])), ("市级", 36))
        self.ctl.run("dossier", "set", dossier, '/leader/honours=[{"colour": 1}]', ok=3)

    def test_wrong_types_are_saved_and_found(self):
        dossier = self.new("--sample")
        for wrong in (5, True, {"a": 1}, [1, [2]], 1e300):
            self.fill(dossier, {"unit": {"full_name": wrong}})
            found = self.ctl.json("dossier", "check", dossier, ok=1)["findings"]
            self.assertIn(("/unit/full_name", "type"), [(f.get("pointer"), f["code"]) for f in found])

    def test_nothing_is_saved_that_cannot_be_read_again(self):
        dossier = self.new("--sample")
        before = self.values(dossier)
        half = self.file("长" * 3_000_000, "half")
        deep = 0
        for _ in range(124):
            deep = [deep]
        self.fill(dossier, {"leader": {"honours": [{"id": "1", "title": "甲"}, {"id": "1", "title": "乙"}]}}, ok=7)
        self.fill(dossier, {"leader": {"honours": [{"id": 5}]}}, ok=7)
        self.fill(dossier, {"unit": {"full_name": deep}})
        self.ctl.run("dossier", "set", dossier, f"/host/policies=@{half}", f"/leader/apprentices=@{half}", ok=7)
        self.ctl.run("dossier", "set", dossier, f"/host/policies=@{half}", ok=0)
        self.ctl.run("dossier", "set", dossier, f"/leader/apprentices=@{half}", ok=7)
        self.ctl.run("dossier", "restore", dossier, "1", ok=0)
        self.assertEqual(self.values(dossier), before)

    def test_every_call_can_be_taken_back(self):
        dossier = self.new()
        for name in ("甲公司", "乙公司", "丙公司"):
            self.ctl.run("dossier", "set", dossier, f"/unit/full_name={name}", ok=0)
        self.assertEqual([e["version"] for e in self.ctl.json("dossier", "history", dossier)], [4, 3, 2, 1])
        self.ctl.run("dossier", "restore", dossier, "2", ok=0)
        self.assertEqual(self.values(dossier)["unit"]["full_name"], "甲公司")

    def test_two_at_once_lose_nothing(self):
        dossier = self.new()
        wanted = {"full_name": "甲公司", "head_name": "李四", "contact_name": "赵六", "bank_name": "示例银行"}
        running = [subprocess.Popen([CTL, "--library", self.folder + "/library", "dossier", "set", dossier, f"/unit/{key}={value}"])
                   for key, value in wanted.items()]
        self.assertEqual([process.wait(60) for process in running], [0] * len(wanted))
        self.assertEqual(self.values(dossier)["unit"], wanted)


class Library(Case):
    def test_folder_that_is_none(self):
        file = self.file("x", "taken")
        for folder in (file, file + "/below"):
            ctl = Ctl(folder)
            _, out, err = ctl.run("dossier", "list", ok=7)
            self.assertEqual((out, err.count("\n")), ("", 1))
            message = json.loads(ctl.run("dossier", "list", "--json", ok=7)[1])["error"]["message"]
            self.assertNotEqual(message["zh"], message["en"])
        self.assertEqual(pathlib.Path(file).read_text(), "x")

    def test_files_that_may_not_grow(self):
        for size in (0, 8192, 65536):
            folder = f"{self.folder}/small-{size}"
            done = subprocess.run([CTL, "--library", folder, "dossier", "new", "--sample"], capture_output=True, text=True,
                                  preexec_fn=lambda n=size: resource.setrlimit(resource.RLIMIT_FSIZE, (n, n)))
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (7, "", 1), done.stderr)
            self.assertEqual(Ctl(folder).json("dossier", "list"), [])

    def test_what_has_a_receipt_is_not_deleted(self):
        dossier = self.new("--sample")
        with sqlite3.connect(self.folder + "/library/library.db") as database:
            database.execute("INSERT INTO receipt VALUES (?, 'x', '{}')", (dossier,))
        database.close()
        self.ctl.run("dossier", "delete", dossier, ok=6)
        self.ctl.run("dossier", "show", dossier, ok=0)

    def test_newer_library_is_left_alone(self):
        self.new()
        path = self.folder + "/library/library.db"
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA user_version = 999")
        database.close()
        before = pathlib.Path(path).read_bytes()
        self.ctl.run("dossier", "list", ok=7)
        self.ctl.run("dossier", "new", ok=7)
        self.assertEqual(pathlib.Path(path).read_bytes(), before)


class Logic(Case):
    def test_hostile_rules_end(self):
        grow = {"reduce": [[1] * 60, {"cat": [{"var": "accumulator"}, {"var": "accumulator"}]}, "xxxxxxxx"]}
        double = {"reduce": [[1] * 60, {"merge": [{"var": "accumulator"}, {"var": "accumulator"}]}, [1, 2]]}
        nested = {"var": ""}
        for _ in range(6):
            nested = {"map": [[1] * 60, nested]}
        wide = {"map": [list(range(20000)), {"substr": ["y" * 100000, 1]}]}
        for rule in (grow, double, nested, wide):
            _, out, err = self.ctl.run("logic", "eval", "@" + self.file(json.dumps(rule)), "{}", ok=7)
            self.assertEqual((out, err.count("\n")), ("", 1))

    def test_a_definition_that_runs_away_is_survived(self):
        definition = self.ctl.json("programme", "show", "changchun-studio-2025")
        field = next(f for k in definition["kinds"] for s in k["sections"] for f in s["fields"] if f.get("derived"))
        for derived in ({"var": field["key"]}, {"reduce": [[1] * 60, {"cat": [{"var": "accumulator"}, {"var": "accumulator"}]}, "xx"]}):
            field["derived"] = derived
            file = self.file(json.dumps(definition), "definition.json")
            self.ctl.run("programme", "add", file, ok=0)
            dossier = self.new("--sample", "--programme", file)
            self.assertIn("findings", json.loads(self.ctl.run("--json", "dossier", "check", dossier)[1]))
            self.ctl.run("dossier", "show", dossier, ok=0)


if __name__ == "__main__":
    unittest.main(verbosity=1)
