"""What a kit is made of: an explicit list of files and keys, so that what lies beside them stays out, and is told."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from peakend.forms.scenes.thing import WORDS
from peakend_labs.imports import PACKAGES, module_files, public_names, reached

START = ("pyproject.toml", "uv.lock", "start.sh", "start.bat", "LICENSE", "LICENSE-course", "lib/README.md")
DECKS = ("brainstorming", "cross-industry")
SCHEMA = "datasets/journey.schema.json"
SAID = ("no_python", "other_python")  # by the scripts that start, which are no Python
WORKSPACE = "labs/peakend_labs/workspace"
SETTINGS = (
    f"{WORKSPACE}/jupyterlab.json",
    f"{WORKSPACE}/labextensions/peakend-lesson/package.json",
    f"{WORKSPACE}/labextensions/peakend-lesson/static/lesson.js",
)
# Files of the library that no line of its code names: a folder of fonts, and the catalogue.
UNNAMED = ("NotoSansSC-Regular.ttf", "peakend.po")
PASSED_OVER = (".md", ".pyc", ".pyi", ".py")
_NAMED = re.compile(r"(?<=[\"'/])[^\"'/\n]+(?=[\"'])")
_MODULE = re.compile(r'"(peakend[\w.]*)(?::\w+)?"')

Keys = Mapping[str, "Keys | None"]
_TEXT = dict.fromkeys(("zh", "en"))
_LABEL: Keys = {"id": None, "label": _TEXT, "table": None, "column": None}
_CELL: Keys = {
    **dict.fromkeys(("id", "kind", "min", "max")),
    **dict.fromkeys(("label", "help", "unit"), _TEXT),
    "options": _LABEL,
}
FORM: Keys = {"format": None, "title": _TEXT, "fields": {**_CELL, "rows": _LABEL, "columns": _CELL}}
PRACTICE: Keys = {
    **{"format": None, "title": _TEXT},
    "questions": {
        **dict.fromkeys(("ask", "unit", "otherwise"), _TEXT),
        "answers": {"say": _TEXT, "why": _TEXT, "right": None},  # which is right is meant to be seen: nobody marks it
    },
}
SCENE: Keys = {
    **{"format": None, "title": _TEXT, "seconds": None, "still": None},
    "cast": {**dict.fromkeys(("id", "look", "at", "mood")), "name": _TEXT},
    "props": {"look": None, "at": None, "words": _TEXT},
    "lines": dict.fromkeys(("points", "colour", "at", "over")),
    "words": {"text": _TEXT, **dict.fromkeys(("where", "at", "until", "size", "colour"))},
    "beats": {
        **dict.fromkeys(("at", "who", "to", "over", "lasting", "mood")),
        **dict.fromkeys(("line", "say", "ask", "choices"), _TEXT),
    },
}
TRY: Keys = {
    **{"format": None, "title": _TEXT, "still": _TEXT},
    "words": {word: _TEXT for words in WORDS.values() for word in words},
}
FORMS = {"practice/1": PRACTICE, "scene/1": SCENE, "try/1": TRY}
_TITLED = dict.fromkeys(
    f"{name}{ending}" for name in ("title", "description", "label", "unit") for ending in ("", "_zh")
)
_VALUE: Keys = {"value": None, **_TITLED}
_FIELD: Keys = {
    **_TITLED,
    **dict.fromkeys(("name", "type", "scale")),
    "categories": _VALUE,
    "constraints": dict.fromkeys(("enum", "maximum", "minimum", "pattern", "required", "unique")),
    "peakend:names": _VALUE,
}
_RESOURCE: Keys = {
    **_TITLED,
    **dict.fromkeys(("name", "type", "path", "format", "mediatype", "encoding")),
    "peakend:variant": dict.fromkeys(("cluster", "strata")),
    "schema": {"fields": _FIELD, "missingValues": None, "primaryKey": None},
}
CODEBOOK: Keys = {
    **_TITLED,
    **dict.fromkeys(("$schema", "name")),
    "licenses": dict.fromkeys(("name", "title")),
    "resources": _RESOURCE,
}


def kit_files(house: Path) -> list[str]:
    """Return what a kit takes from a checkout as it is, so that it starts by itself: code, data and cards.

    A module is taken where another one of the kit imports it, a file of the library where its code names it, and
    a table where its codebook does.
    """
    listed = {*START, *_build_scripts(house), *SETTINGS, SCHEMA}
    listed |= {f"labs/peakend_labs/start/{name}.txt" for name in SAID}
    listed |= {f"course/cards/{deck}.yml" for deck in DECKS} | {f"{room}/py.typed" for room in PACKAGES.values()}
    return sorted({*filter(lambda name: (house / name).is_file(), listed), *_code(house), *_data(house)})


def left_out(house: Path) -> list[str]:
    """Return what lies among the kit's files without being one of them."""
    listed = {*kit_files(house)}
    found = [file for name in ("peakend", "peakend_labs") for file in (house / PACKAGES[name]).rglob("*")]
    found += module_files(house).values()
    found += [*(house / "datasets").glob("*.*"), *(house / "course" / "cards").glob("*.*")]
    found += [file for book in _codebooks(house) for file in book.parent.rglob("*")]
    names = {file.relative_to(house) for file in found if file.is_file() and file.suffix not in (".md", ".pyc")}
    return sorted(name.as_posix() for name in names if not _is_hidden(name) and name.as_posix() not in listed)


def only_known(content: Any, keys: Keys | None, place: str = "") -> tuple[Any, list[str]]:
    """Return a document without the keys that are not listed, and where those stood.

    Examples
    --------
    >>> only_known({"title": "A", "fields": [{"id": "a", "answer": 7}]}, {"title": None, "fields": {"id": None}})
    ({'title': 'A', 'fields': [{'id': 'a'}]}, ['fields 1, answer'])
    """
    if isinstance(content, list):
        parts = [only_known(item, keys, f"{place} {number}") for number, item in enumerate(content, 1)]
        return [part for part, _unknown in parts], [name for _part, unknown in parts for name in unknown]
    if not isinstance(content, dict):
        return content, []
    kept, unknown = {}, []
    for key, value in content.items():
        inner = f"{place}, {key}" if place else str(key)
        if keys and key in keys:
            kept[key], below = only_known(value, keys[key], inner)
            unknown += below
        else:
            unknown.append(inner)
    return kept, unknown


def _build_scripts(house: Path) -> Iterator[str]:
    """Yield the scripts beside ``pyproject.toml`` that it names."""
    text = (house / "pyproject.toml").read_text(encoding="utf-8")
    yield from (file.name for file in house.glob("*.py") if f'"{file.name}"' in text)


def _code(house: Path) -> Iterator[str]:
    files = module_files(house)
    stub = house / PACKAGES["peakend"] / "__init__.pyi"
    roots = _MODULE.findall((house / "pyproject.toml").read_text(encoding="utf-8"))
    roots += [*public_names(stub).values(), *(name for name in files if name.endswith("__main__"))]
    taken = [files[name] for name in reached(roots, files)]
    yield from (file.relative_to(house).as_posix() for file in (*taken, stub))
    library = house / PACKAGES["peakend"]
    naming = [house / "pyproject.toml", *(file for file in taken if file.is_relative_to(library))]
    named = {*UNNAMED, *(name for file in naming for name in _NAMED.findall(file.read_text(encoding="utf-8")))}
    for file in sorted(library.rglob("*.*")):
        name = file.relative_to(house)
        if file.name in named and file.is_file() and file.suffix not in PASSED_OVER and not _is_hidden(name):
            yield name.as_posix()


def _data(house: Path) -> Iterator[str]:
    """Yield each codebook, and the tables and maps that it describes."""
    for book in _codebooks(house):
        yield book.relative_to(house).as_posix()
        for resource in json.loads(book.read_text(encoding="utf-8"))["resources"]:
            yield (book.parent / resource["path"]).relative_to(house).as_posix()


def _codebooks(house: Path) -> list[Path]:
    return sorted((house / "datasets").glob("*/datapackage.json"))


def _is_hidden(name: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in name.parts)
