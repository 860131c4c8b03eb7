#!/usr/bin/python3
"""What holds for the house as a whole: arrows that point down, no field's name in C, complete translations."""
import json
import os
import pathlib
import re
import shlex
import subprocess
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("JC_BUILD", TOP / "_build")).resolve()
SRC = TOP / "src"
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)

# What reads a file's content runs in the media room's helper alone.
DECODERS = {"poppler.h", "jpeglib.h", "png.h", "tiffio.h", "libheif/", "lcms2.h", "qpdf/", "seccomp.h", "fontconfig/",
            "leptonica/", "tesseract/", "zbar.h", "archive.h", "archive_entry.h"}

# What a room may include of other people's libraries, beside the C library and GLib.
FOREIGN = {
    "model": {"json-glib/", "sodium.h"},
    "store": {"sqlite3.h", "gnutls/", "libpq-fe.h"},
    "library": {"json-glib/", "zlib.h"},
    "intake": {"cairo.h", "pango/"},
    "media": {"json-glib/", *DECODERS},
    "sync": {"json-glib/", "libsoup/", "libsecret/"},
    "server": {"json-glib/", "libsoup/", "sodium.h"},
    "ctl": {"json-glib/"},
    "app": {"json-glib/", "adwaita.h", "gtk/", "gdk/", "pango/"},
}
LIBRARIES = ("json-glib/", "libsoup/", "libsecret/", "sodium.h", "sqlite3.h", "gnutls/", "libpq-fe.h", "adwaita.h",
             "gtk/", "gdk/", "pango/", "zlib.h", "cairo.h", *DECODERS)


def sources(room, suffixes=(".c", ".h")):
    return [path for path in sorted((SRC / room).rglob("*")) if path.suffix in suffixes]


def code_of(path):
    """The file's text without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


def definition(name="changchun-studio-2025"):
    return json.loads((TOP / "resources" / "programmes" / f"{name}.json").read_text(encoding="utf-8"))


class Arrows(unittest.TestCase):
    def test_only_bare_names_are_included(self):
        for room in FOREIGN:
            for path in sources(room):
                for mark, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
                    if mark == '"':
                        self.assertNotIn("/", name, f"{path}: {name}")

    def test_foreign_libraries_stay_in_their_rooms(self):
        for room, allowed in FOREIGN.items():
            for path in sources(room):
                for mark, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
                    foreign = [library for library in LIBRARIES if name.startswith(library)]
                    if mark == "<" and foreign:
                        self.assertIn(foreign[0], allowed, f"{path} includes <{name}>")

    def test_no_decoder_is_in_the_process_of_the_window(self):
        for path in (SRC / "media").glob("*.[ch]"):
            for mark, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
                self.assertFalse(mark == "<" and name.startswith(tuple(DECODERS)), f"{path} includes <{name}>")

    def test_an_include_against_the_arrows_does_not_compile(self):
        commands = json.loads((BUILD / "compile_commands.json").read_text())
        above = {"model": "jc-library.h", "store": "jc-json.h", "library": "jc-sync.h", "intake": "jc-sync.h", "sync": "jc-invocation.h",
                 "server": "jc-library.h", "ctl": "jc-application.h"}
        for room, header in above.items():
            command = next(c for c in commands if f"src/{room}/" in c["file"] and c["file"].endswith(".c"))
            words = [w for w in shlex.split(command["command"]) if w.startswith(("-I", "-D", "-std", "-f"))]
            with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
                for name, fails in (("config.h", False), (header, True)):
                    file.seek(0)
                    file.truncate()
                    file.write(f'#include "{name}"\n')
                    file.flush()
                    done = subprocess.run(["cc", *words, "-fsyntax-only", "-fno-sanitize=all", file.name],
                                          cwd=command["directory"], capture_output=True, text=True)
                    self.assertEqual(done.returncode != 0, fails, f"{room}: {name}: {done.stderr}")


class Commands(unittest.TestCase):
    def test_what_the_makefile_starts_may_be_started(self):
        started = re.findall(r"^\t@?([.\w][\w./-]*/[\w.-]+)", (TOP / "Makefile").read_text(), re.M)
        self.assertIn("tests/support/check.py", started)
        self.assertEqual([], [path for path in started if not os.access(TOP / path, os.X_OK)])


class Programme(unittest.TestCase):
    def test_no_field_of_a_programme_is_named_in_c(self):
        keys = set()
        for kind in definition()["kinds"]:
            for section in kind["sections"]:
                for field in section["fields"]:
                    keys.add(field["key"])
        names = re.compile("|".join(re.escape(f'"{key}"') + "|" + re.escape('"/' + key.replace(".", "/") + '"')
                                    for key in sorted(keys)))
        for room in FOREIGN:
            for path in sources(room):
                self.assertIsNone(names.search(code_of(path)), path)

    def test_definitions_hold_against_their_schema(self):
        import jsonschema
        schema = json.loads((TOP / "resources" / "programmes" / "programme.schema.json").read_text(encoding="utf-8"))
        validator = jsonschema.Draft202012Validator(schema)
        for path in [*(TOP / "resources" / "programmes").glob("*.json"), *(TOP / "tests" / "data" / "programmes").glob("*.json")]:
            if path.name != "programme.schema.json":
                errors = [f"{list(e.path)}: {e.message}" for e in validator.iter_errors(json.loads(path.read_text(encoding="utf-8")))]
                self.assertEqual(errors, [], path)


class Desktop(unittest.TestCase):
    def test_entry_metadata_and_manuals_are_well_formed(self):
        resources = TOP / "resources"
        for command in (["desktop-file-validate", "cn.jiangce.Jiangce.desktop"],
                        ["appstreamcli", "validate", "--no-net", "cn.jiangce.Jiangce.metainfo.xml"],
                        *(["groff", "-man", "-Tutf8", "-ww", "-z", f"man/{page.name}"] for page in (resources / "man").glob("*.1"))):
            done = subprocess.run(command, cwd=resources, capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr if command[0] == "groff" else ""), (0, ""), done.stdout)


class Translations(unittest.TestCase):
    def test_chinese_is_complete(self):
        done = subprocess.run(["msgfmt", "--check", "--statistics", "-o", os.devnull, str(TOP / "po" / "zh_CN.po")],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotRegex(done.stderr, "fuzzy|untranslated")

    def test_every_marked_text_is_in_the_catalogue(self):
        files = [line for line in (TOP / "po" / "POTFILES.in").read_text().splitlines() if line and line[0] != "#"]
        with tempfile.TemporaryDirectory() as folder:
            pot = os.path.join(folder, "jiangce.pot")
            subprocess.run(["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
                            "--keyword=NC_:1c,2", "--keyword=ngettext:1,2", "--keyword=g_dngettext:2,3", "-o", pot,
                            *files], cwd=TOP, check=True, capture_output=True)
            done = subprocess.run(["msgcmp", str(TOP / "po" / "zh_CN.po"), pot], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_every_file_with_texts_is_listed(self):
        listed = set((TOP / "po" / "POTFILES.in").read_text().split())
        for path in [*sources("app", (".c",)), *(TOP / "ui").rglob("*.ui")]:
            text = path.read_text(encoding="utf-8")
            marked = 'translatable="yes"' in text if path.suffix == ".ui" else re.search(r"\bN?C?_ \(\"|ngettext \(", text)
            if marked:
                self.assertIn(str(path.relative_to(TOP)), listed)


if __name__ == "__main__":
    unittest.main(verbosity=1)
