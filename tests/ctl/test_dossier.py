#!/usr/bin/python3
"""A dossier's life without a network, through jiangcectl."""
import json
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from jiangce import Ctl  # noqa: E402


class Dossier(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jiangce-ctl-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.ctl = Ctl(self.folder + "/library")

    def new(self, *words):
        return self.ctl.json("dossier", "new", *words)["id"]

    def values(self, dossier):
        return self.ctl.json("dossier", "show", dossier)["values"]

    def test_sample_is_complete(self):
        dossier = self.new("--sample")
        self.assertEqual(self.ctl.json("dossier", "check", dossier), {"findings": [], "errors": 0, "warnings": 0})
        shown = self.ctl.json("dossier", "show", dossier)
        self.assertEqual((shown["state"], shown["kind"], shown["revision"]), ("draft", "application", 0))
        self.assertRegex(shown["fingerprint"], "^[0-9a-f]{64}$")
        self.assertEqual(shown["derived"]["leader"]["sex"] in ("1", "2"), True)

    def test_empty_has_findings_in_both_languages(self):
        answer = self.ctl.json("dossier", "check", self.new(), ok=1)
        self.assertGreater(answer["errors"], 20)
        for finding in answer["findings"]:
            self.assertTrue(finding["message"]["zh"] and finding["message"]["en"], finding)

    def test_set_takes_what_a_person_types(self):
        dossier = self.new()
        self.ctl.run("dossier", "set", dossier, "/leader/id_no=２２０１０２１９８７０１０２０１５８", "/studio/area=约120.50㎡",
                     "/host/edu_fund_total=800000.00", "/unit/is_central_soe=否", "/leader/work_start=2001年7月",
                     "/studio/size=6至10人", "/unit/nature=民营企业", "/leader/honours/-/title=全国技术能手",
                     "/leader/honours/0/year=2023年", ok=0)
        values = self.values(dossier)
        self.assertEqual(values["leader"]["id_no"], "220102198701020158")
        self.assertEqual(values["studio"], {"area": "120.5", "size": "6-10"})
        self.assertEqual(values["host"]["edu_fund_total"], 80000000)
        self.assertEqual(values["unit"], {"is_central_soe": False, "nature": "private"})
        self.assertEqual(values["leader"]["work_start"], "2001-07")
        row = values["leader"]["honours"][0]
        self.assertEqual((row["title"], row["year"], len(row["id"])), ("全国技术能手", "2023", 36))

    def test_wrong_text_is_kept_and_found(self):
        dossier = self.new()
        self.ctl.run("dossier", "set", dossier, "/leader/id_no=22010219870102015", "/host/edu_fund_total=八十万", ok=0)
        self.assertEqual(self.values(dossier)["host"]["edu_fund_total"], "八十万")
        codes = {f.get("pointer"): f["code"] for f in self.ctl.json("dossier", "check", dossier, ok=1)["findings"]}
        self.assertEqual(codes["/leader/id_no"], "resident_id.length")

    def test_literal_values(self):
        dossier = self.new()
        text = pathlib.Path(self.folder, "text")
        text.write_text("第一段\n第二段\n" + "长" * 40)
        self.ctl.run("dossier", "set", dossier, f"/host/policies=@{text}", "/leader/post=@@首席", "/unit/full_name=--公司=甲", ok=0)
        values = self.values(dossier)
        self.assertTrue(values["host"]["policies"].startswith("第一段\n第二段"))
        self.assertEqual((values["leader"]["post"], values["unit"]["full_name"]), ("@首席", "--公司=甲"))

    def test_unknown_pointer_changes_nothing(self):
        dossier = self.new()
        self.ctl.run("dossier", "set", dossier, "/unit/full_name=甲公司", "/unit/colour=red", ok=3)
        self.assertEqual(self.values(dossier), {})
        self.ctl.run("dossier", "set", dossier, "/leader/birth_date=1980-01-01", ok=6)

    def test_fill_merges(self):
        dossier = self.new("--sample")
        file = pathlib.Path(self.folder, "fill.json")
        file.write_text(json.dumps({"values": {"unit": {"fax": None, "head_name": "王五"}}}))
        self.ctl.run("dossier", "fill", dossier, str(file), ok=0)
        unit = self.values(dossier)["unit"]
        self.assertNotIn("fax", unit)
        self.assertEqual(unit["head_name"], "王五")
        file.write_text('{"values": {"unit": {"colour": "red"}}}')
        self.ctl.run("dossier", "fill", dossier, str(file), ok=3)
        file.write_text('{"values": {"unit": {"fax": 1, "fax": 2}}}')
        self.ctl.run("dossier", "fill", dossier, str(file), ok=7)

    def test_history_brings_back(self):
        dossier = self.new("--sample")
        before = self.values(dossier)
        self.ctl.run("dossier", "set", dossier, "/unit/full_name=另一家公司", ok=0)
        history = self.ctl.json("dossier", "history", dossier)
        self.assertEqual([entry["version"] for entry in history], [2, 1])
        self.ctl.run("dossier", "restore", dossier, "1", ok=0)
        self.assertEqual(self.values(dossier), before)
        self.ctl.run("dossier", "restore", dossier, "99", ok=3)

    def test_finalise_locks_and_reopen_unlocks(self):
        dossier = self.new("--sample")
        draft = self.ctl.json("dossier", "show", dossier)["fingerprint"]
        self.ctl.run("dossier", "finalise", dossier, ok=0)
        final = self.ctl.json("dossier", "show", dossier)
        self.assertEqual(final["state"], "finalised")
        self.assertNotEqual(final["fingerprint"], draft)
        self.assertIn("filled_on", final["derived"]["project"])
        self.ctl.run("dossier", "set", dossier, "/unit/full_name=另一家公司", ok=6)
        self.ctl.run("dossier", "finalise", dossier, ok=6)
        self.ctl.run("dossier", "reopen", dossier, ok=0)
        self.ctl.run("dossier", "set", dossier, "/unit/full_name=另一家公司", ok=0)
        self.ctl.run("dossier", "finalise", self.new(), ok=1)

    def test_delete_and_unknown(self):
        dossier = self.new()
        self.ctl.run("dossier", "delete", dossier, ok=0)
        self.assertEqual(self.ctl.json("dossier", "list"), [])
        for words in (["show", dossier], ["check", "00000000-0000-4000-8000-000000000000"], ["show", "x"]):
            self.ctl.run("dossier", *words, ok=3)

    def test_missing_is_plain_text(self):
        _, text, _ = self.ctl.run("dossier", "missing", self.new(), ok=0)
        self.assertGreater(len(text.splitlines()), 5)

    def test_without_an_account(self):
        dossier = self.new("--sample")
        self.ctl.run("sync", ok=6)
        self.ctl.run("submit", dossier, ok=6)
        self.assertTrue(self.ctl.json("submit", dossier, "--dry-run")["offline"])
        self.assertEqual(self.ctl.json("status"), {"items": []})
        self.ctl.run("receipt", "show", dossier, ok=3)


class Programme(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jiangce-ctl-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.ctl = Ctl(self.folder + "/library")
        self.definition = self.ctl.json("programme", "show", "changchun-studio-2025")

    def write(self, definition):
        path = pathlib.Path(self.folder, "definition.json")
        path.write_text(json.dumps(definition, ensure_ascii=False))
        return str(path)

    def test_shipped_lints_clean(self):
        self.assertEqual(self.ctl.json("programme", "lint", "changchun-studio-2025")["errors"], 0)
        listed = self.ctl.json("programme", "list")
        self.assertIn("changchun-studio-2025", [p["id"] for p in listed])

    def test_installed_one_is_used_and_drafts_keep_theirs(self):
        old = self.ctl.json("dossier", "new", "--sample")["id"]
        self.definition["title"]["zh"] = "改过的标题"
        added = self.ctl.json("programme", "add", self.write(self.definition))
        new = self.ctl.json("dossier", "new", "--sample", "--programme", "changchun-studio-2025")["id"]
        versions = [self.ctl.json("dossier", "show", d)["version"] for d in (old, new)]
        self.assertEqual(versions[1], added["version"])
        self.assertNotEqual(versions[0], versions[1])
        self.ctl.run("dossier", "check", old, ok=0)

    def test_lint_finds_contradictions(self):
        def broken(change):
            definition = json.loads(json.dumps(self.definition))
            change(definition)
            answer = self.ctl.json("programme", "lint", self.write(definition), ok=1)
            return {finding["code"] for finding in answer["findings"]}

        application = 0
        self.assertIn("undeclared_field", broken(lambda d: d["kinds"][application]["rules"].append(
            {"id": "X1", "assert": {"var": "unit.colour"}, "severity": "error", "at": ["unit.full_name"],
             "message": {"zh": "甲", "en": "a"}})))
        self.assertIn("missing_translation", broken(lambda d: d["title"].update(en="")))
        self.assertIn("window_order", broken(lambda d: d["windows"][1].update({"from": "2025-10-20"})))
        self.assertIn("dangling_code_list", broken(lambda d: d["code_lists"].pop("sex")))
        self.assertIn("sample_fails", broken(lambda d: d["kinds"][application]["sample"]["unit"].pop("full_name")))
        self.assertIn("structure", broken(lambda d: d.pop("kinds")))

    def test_hostile_definitions(self):
        path = pathlib.Path(self.folder, "hostile.json")
        for text, status in (("[" * 5000, 7), ("{}", 7), ('{"format":"jiangce-programme/1","id":"x"}', 7), ("not json", 7)):
            path.write_text(text)
            self.ctl.run("programme", "add", str(path), ok=status)
        self.ctl.run("programme", "add", str(path) + ".no", ok=3)
        self.ctl.run("programme", "show", "no-such-programme", ok=3)
        self.ctl.run("dossier", "new", "--programme", "no-such-programme", ok=3)


if __name__ == "__main__":
    unittest.main(verbosity=1)
