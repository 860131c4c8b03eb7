"""What the figures are measured on: definitions made from the shipped one, and a large document."""
import copy
import itertools
import json
import pathlib
import re

SHIPPED = pathlib.Path(__file__).resolve().parents[2] / "resources" / "programmes" / "changchun-studio-2025.json"
KIND = "application"
# Types whose rows stand one under another; a table of rows is a page of its own.
PLAIN = {"text", "long_text", "code", "codes", "boolean", "integer", "money", "date"}
# Members that speak of other fields, which a page made of single fields does not have.
RELATIONS = {"applies", "empty_unless_applies", "proposed", "code_field", "minimum", "maximum", "printed", "must_be"}


def shipped():
    return json.loads(SHIPPED.read_text(encoding="utf-8"))


def application(definition):
    return next(kind for kind in definition["kinds"] if kind["id"] == KIND)


def alone(definition, kind, name):
    """DEFINITION with KIND as its only kind, and without what speaks of the others."""
    small = {key: definition[key] for key in ("format", "timezone", "default_area", "year", "parameters", "calendar",
                                              "code_lists", "windows", "routes", "title") if key in definition}
    small["windows"] = [window for window in small["windows"] if window["kind"] == KIND]
    return {**small, "id": name, "kinds": [kind]}


def renamed(part, sections, suffix):
    """PART with every key of SECTIONS ("unit.full_name") moved to a section of another name."""
    key = re.compile(r"\b(" + "|".join(sections) + r")\.(?=[a-z_])")
    if isinstance(part, str):
        return key.sub(lambda match: f"{match[1]}{suffix}.", part)
    if isinstance(part, list):
        return [renamed(item, sections, suffix) for item in part]
    if isinstance(part, dict):
        return {name: renamed(item, sections, suffix) for name, item in part.items()}
    return part


def many_fields(number):
    """The shipped form beside itself until it has NUMBER fields, with its rules as often; its sample filled in."""
    definition = shipped()
    source = application(definition)
    names = [section["id"] for section in source["sections"]]
    kind = {**source, "sections": [], "rules": [], "slots": [], "opinions": [], "sheets": [], "sample": {}}
    left = number
    for copied in itertools.count():
        suffix = f"_{copied}" if copied else ""
        for section in renamed(source["sections"], names, suffix):
            section["id"] += suffix
            section["fields"] = section["fields"][:left]
            left -= len(section["fields"])
            kind["sections"] += [section] if section["fields"] else []
        for rule in renamed(source["rules"], names, suffix):
            kind["rules"].append({**rule, "id": rule["id"] + suffix})
        kind["sample"].update({name + suffix: values for name, values in copy.deepcopy(source["sample"]).items()})
        if left == 0:
            break
    return alone(definition, kind, "bench-many")


def wide_section(number):
    """One section of NUMBER fields of the shipped form's kinds, by turns, named 基准字段 001 and so on."""
    definition = shipped()
    source = application(definition)
    plain = [field for section in source["sections"] for field in section["fields"]
             if field["type"] in PLAIN and "derived" not in field and field.get("owner", "applicant") == "applicant"]
    fields = []
    for i, field in zip(range(1, number + 1), itertools.cycle(plain)):
        kept = {name: member for name, member in field.items() if name not in RELATIONS}
        if "required" in kept:
            kept["required"] = True
        label = {"zh": f"基准字段 {i:03d}", "en": f"Field {i:03d}"}
        fields.append({**kept, "key": f"wide.f{i:03d}", "label": label})
    section = {"id": "wide", "title": {"zh": "基准", "en": "Bench"}, "fields": fields}
    kind = {"id": KIND, "title": source["title"], "roles": source["roles"],
            "dossier_title": {"var": "wide.f001"}, "sections": [section], "rules": [], "slots": []}
    return alone(definition, kind, "bench-wide")


def large_document(size_bytes):
    """JSON text of at least SIZE_BYTES, of what dossiers are made of."""
    sample = application(shipped())["sample"]
    one = len(json.dumps(sample, ensure_ascii=False).encode())
    return json.dumps([{"number": i, "share": i / 7, "values": sample} for i in range(size_bytes // one + 1)],
                      ensure_ascii=False)
