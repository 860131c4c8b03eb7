#!/usr/bin/python3
"""Every vector of the notice's rules, asked of the program as a script would ask."""
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from jiangce import CTL  # noqa: E402

VECTORS = json.loads((pathlib.Path(__file__).resolve().parents[1] / "data" / "vectors.json").read_text())
LITERAL = VECTORS["_meta"]["as_of"]


def ask(*words, typed=None):
    done = subprocess.run([CTL, *words], input=typed, text=True, capture_output=True, timeout=30)
    return done.returncode, done.stdout, done.stderr


def command_of(group, case):
    if group == "working_days":
        op = case["op"]
        if op == "is_working_day":
            return ["calendar", "is-working-day", case["date"]]
        if op == "count":
            return ["calendar", "count", case["from"], case["to"]]
        if op == "nth":
            return ["calendar", "nth", case["start"], str(case["n"])]
        if op == "publicity":
            extra = ["--count-posting-day"] if case["count_posting_day"] else []
            return ["calendar", "publicity", case["posted"], str(case["n"]), *extra]
        return ["calendar", "next", case["date"]]
    if group == "submission_window":
        return ["window", "check", case["at"], case["start"], case["end"]]
    words = ["value", "check", group, case["input"], "--as-of", case.get("as_of", LITERAL)]
    return words + (["--default-area", case["default_area"]] if "default_area" in case else [])


def failures_of(group, case):
    status, out, _ = ask("--json", *command_of(group, case))
    expect, got = case["expect"], json.loads(out)
    wrong = [f"{case['id']}: status {status}"] if status != (0 if expect["valid"] else 1) else []
    for key, value in expect.items():
        mine = got.get(key, None)
        if key == "warnings":
            mine, value = set(mine or []), set(value)
        if mine != value:
            wrong.append(f"{case['id']}: {key} is {mine!r}, not {value!r}")
    return wrong


class Vectors(unittest.TestCase):
    def test_all(self):
        for group, cases in VECTORS.items():
            if group.startswith("_"):
                continue
            with self.subTest(group), concurrent.futures.ThreadPoolExecutor(4) as pool:
                wrong = sum(pool.map(lambda case, g=group: failures_of(g, case), cases), [])
                self.assertEqual(wrong, [])

    def test_plain_answers(self):
        for words, answer in ((["value", "check", "phone", "０４３１-80000001"], "0431-80000001"),
                              (["value", "check", "headcount", "6－10人"], "6-10"),
                              (["value", "check", "area", "约100平方米"], "100"),
                              (["calendar", "count", "2025-10-09", "2025-10-15"], "6"),
                              (["calendar", "is-working-day", "2025-10-11"], "true"),
                              (["calendar", "next", "2025-09-30"], "2025-10-09"),
                              (["window", "check", "2025-10-12T10:00:00+08:00", "2025-10-09", "2025-10-15"], "in_time")):
            self.assertEqual(ask(*words)[:2], (0, answer + "\n"), words)
        self.assertEqual(ask("window", "check", "2025-10-16T00:00:00+08:00", "2025-10-09", "2025-10-15")[:2], (1, "late\n"))

    def test_leading_dash_is_a_value(self):
        self.assertEqual(ask("value", "check", "area", "-5㎡")[0], 1)
        self.assertEqual(json.loads(ask("--json", "value", "check", "area", "--", "--json")[1])["code"], "format")


class Logic(unittest.TestCase):
    def test_eval(self):
        for rule, data, answer in (('{"==":[{"var":"a"},1]}', '{"a":1}', "true"), ("@-no", "{}", None),
                                   ('{"+":[1,"2"]}', "null", "3"), ('{"nope":[1]}', "{}", None)):
            status, out, _ = ask("logic", "eval", rule, data)
            if answer is None:
                self.assertNotEqual(status, 0)
                self.assertEqual(out, "")
            else:
                self.assertEqual((status, out.strip()), (0, answer))

    def test_files_and_standard_input(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as rule:
            rule.write('{"var":"x"}')
            rule.flush()
            self.assertEqual(ask("logic", "eval", "@" + rule.name, "-", typed='{"x":[1,2]}')[1].strip(), "[1,2]")


class Json(unittest.TestCase):
    def canonical(self, content):
        with tempfile.NamedTemporaryFile("wb", suffix=".json") as file:
            file.write(content)
            file.flush()
            return ask("json", "canonical", file.name)

    def test_canonical_has_no_final_newline(self):
        self.assertEqual(self.canonical('{"b":[1.0,1e2],"a":"€"}'.encode())[:2], (0, '{"a":"€","b":[1,100]}'))

    def test_hostile_is_seven(self):
        for text in (b"[" * 100000, b'{"a":1,"a":2}', b"[1,]", b'"\\ud800"', b"1e400", b"{} x", b"\xef\xbb\xbf{}", b""):
            status, out, err = self.canonical(text)
            self.assertEqual((status, out), (7, ""), text[:20])
            self.assertEqual(err.count("\n"), 1)


class Usage(unittest.TestCase):
    def test_wrong_words(self):
        for words in ([], ["nonsense"], ["value", "check"], ["value", "check", "colour", "red"], ["json", "canonical", "--no", "x"],
                      ["calendar", "nth", "2025-10-09", "many"]):
            status, _, err = ask(*words)
            self.assertEqual(status, 2, words)
            if words:
                self.assertEqual(err.count("\n"), 1, words)

    def test_failure_is_one_json_value(self):
        status, out, _ = ask("json", "canonical", "/no/such/file", "--json")
        self.assertEqual(status, 3)
        message = json.loads(out)["error"]["message"]
        self.assertTrue(message["zh"] and message["en"] and message["zh"] != message["en"])


if __name__ == "__main__":
    unittest.main(verbosity=1)
