"""``datapackage.json``: the codebook of a case's tables, in both languages."""

import json
from pathlib import Path
from typing import Any

import yaml

from .cases import case_of
from .servqual import DIMENSIONS

HERE = Path(__file__).parent
FIELDS = yaml.safe_load((HERE / "fields.yml").read_text(encoding="utf-8"))
WORDS = yaml.safe_load((HERE / "words.yml").read_text(encoding="utf-8"))
DESCRIPTION = {
    "en": "Simulated for teaching by seeded programs. No real customer or company is in it.",
    "zh": "教学用模拟数据，由固定种子的程序生成，不含任何真实客户或企业的信息。",
}
Item = dict[str, Any]


def codebook(case: str, before: Item) -> Item:
    """Return a case's data package: its tables made anew, and what others have put there left as it is."""
    made = [_resource(case, table, what) for table, what in FIELDS.items()]
    names = {resource["name"] for resource in made}
    kept = [resource for resource in before.get("resources", []) if resource["name"] not in names]
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": case,
        **_both("title", case_of(case)["title"]),
        **_both("description", DESCRIPTION),
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
        "resources": made + kept,
    }


def to_json(package: Item) -> str:
    """Return the data package as text."""
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(case: str, table: str, what: Item) -> Item:
    fields = [_field(case, field) for field in what["fields"]]
    return {
        "name": table,
        "path": f"{table}.csv",
        "type": "table",
        **_both("title", what["title"]),
        **_both("description", what["description"]),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "peakend:variant": what["variant"],
        "schema": {
            "primaryKey": what["key"],
            "missingValues": [""],
            "fields": fields + (_items(what["items"]) if "items" in what else []),
        },
    }


def _field(case: str, field: Item) -> Item:
    made: Item = {"name": field["name"], "type": field["type"], **_both("title", field["title"])}
    made |= _both("description", field["description"])
    if "scale" in field:
        made |= {"scale": field["scale"], "unit": "points", "unit_zh": "分"}
    if "unit" in field:
        made |= _both("unit", field["unit"])
    if "categories" in field:
        labels = (WORDS | case_of(case)["words"])[field["categories"]]
        made["categories"] = [{"value": code, **_both("label", label)} for code, label in labels.items()]
        made["constraints"] = {"required": True, "enum": list(labels)}
    if "pattern" in field:
        made["constraints"] = {"required": True, "pattern": field["pattern"]}
    return made


def _items(what: Item) -> list[Item]:
    """Return the columns of the questionnaire: 22 expectations, 22 perceptions, and the points."""
    asked = [
        {"name": f"{what[block]['letter']}{number}", "type": "integer", **_named(what[block], item), "scale": [1, 7]}
        for block in ("expectation", "perception")
        for number, item in enumerate(what["list"], start=1)
    ]
    points = [
        {"name": f"points_{name}", "type": "integer", **_named(what["points"], what["dimensions"][name])}
        for name in DIMENSIONS
    ]
    return asked + points


def _named(block: Item, item: dict[str, str]) -> Item:
    title = {language: block["title"][language].format(item=item[language]) for language in ("en", "zh")}
    return {**_both("title", title), **_both("description", block["description"])}


def _both(key: str, text: dict[str, str]) -> dict[str, str]:
    return {key: text["en"], f"{key}_zh": text["zh"]}
