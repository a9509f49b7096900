"""The lock: every system that the course starts on finds each package as a wheel, under a licence to pass it on."""

import importlib.metadata
import json
import re
import shutil
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

from peakend_labs.release.materials import with_licences
from peakend_labs.release.means import (
    KIT_PYTHON,
    SYSTEMS,
    bill_of_materials,
    locked_requirements,
    requirements_for,
)
from peakend_labs.start.folder import PYTHONS

ROOT = Path(__file__).parents[1]
VERSIONS = [f"3.{minor}" for minor in range(PYTHONS[0][1], PYTHONS[1][1] + 1)]
# What a system lacks: said here, in docs/systems.md, and nowhere else silently.
LACKING = {("windows-arm", "3.11", "pyyaml")}
FREE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|HPND|Unlicense|Zope|ZPL|CC0|LGPL|0BSD|OFL)\b"
)
# Packages whose metadata do not name their licence in so many words; each was looked up in its own licence file.
LOOKED_UP = {"jupyterlab-language-pack-zh-cn": "BSD-3-Clause"}


@cache
def lock() -> dict[str, Any]:
    return tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


@cache
def wheels() -> dict[tuple[str, str], list[frozenset[Tag]]]:
    """The tags of each wheel of each version of a package in the lock."""
    return {
        (package["name"], package["version"]): [
            parse_wheel_filename(wheel["url"].rpartition("/")[2])[3] for wheel in package.get("wheels", [])
        ]
        for package in lock()["package"]
    }


@cache
def locked(extra: str) -> str:
    return locked_requirements("--extra", extra)


def tags(system: str, version: str) -> set[Tag]:
    """What a Python of a version takes on a system."""
    platforms = list(SYSTEMS[system].platforms)
    if platforms[0].startswith("macosx"):
        platforms = list(mac_platforms((14, 0), platforms[0].removeprefix("macosx_14_0_")))
    number = tuple(int(part) for part in version.split("."))
    interpreter = f"cp{''.join(version.split('.'))}"
    return {*cpython_tags(number, platforms=platforms), *compatible_tags(number, interpreter, platforms)}


@pytest.mark.skipif(not shutil.which("uv"), reason="needs uv")
@pytest.mark.parametrize("extra", ["labs", "grading"])
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_finds_a_wheel_of_every_package(system, version, extra):
    """A trainee has no compiler; grading runs on Linux alone, but a trainer looks at labs anywhere."""
    fits = tags(system, version)
    missing = set()
    for patch in (0, 99):
        for line in requirements_for(system, f"{version}.{patch}", locked(extra)):
            wanted = Requirement(line.partition(" --hash")[0].strip())
            exact = next(iter(wanted.specifier)).version
            if not any(fits & wheel for wheel in wheels()[wanted.name.lower(), exact]):
                missing.add((system, version, wanted.name))
    assert {one for one in LACKING if one[:2] == (system, version)} == missing


def test_what_a_system_lacks_is_written_down():
    """A page names each, in both languages."""
    page = (ROOT / "docs" / "systems.md").read_text(encoding="utf-8")
    for system, version, package in LACKING:
        assert system in page
        assert f"Python {version}" in page
        assert package in page
    assert f"Python {KIT_PYTHON}" in page
    assert all(system in page for system in SYSTEMS)


def test_the_lock_is_of_this_project():
    """What pyproject.toml asks for is what was locked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    package = next(package for package in lock()["package"] if package["name"] == "peakend")
    asked = {Requirement(text).name.lower() for text in project["dependencies"]}
    assert asked == {
        one["name"] for one in package["metadata"]["requires-dist"] if "extra ==" not in one.get("marker", "")
    }
    assert sorted(project["optional-dependencies"]) == sorted(package["metadata"]["provides-extras"])
    assert lock()["requires-python"].replace(" ", "") == project["requires-python"]


@pytest.mark.skipif(not shutil.which("uv"), reason="needs uv")
def test_a_kits_bill_of_materials_is_the_lock():
    """CycloneDX: each package that a kit installs, by version, hash and licence; the same bytes for the same lock."""
    written = with_licences(bill_of_materials())
    bill = json.loads(written)
    assert ("CycloneDX", "1.5") == (bill["bomFormat"], bill["specVersion"])
    wanted = {line.partition(" ")[0] for line in locked("labs").splitlines() if "==" in line}
    assert wanted == {f"{one['name']}=={one['version']}" for one in bill["components"]}
    for one in bill["components"]:
        assert f"pkg:pypi/{one['name']}@{one['version']}" == one["purl"].partition("?")[0]
        assert all(re.fullmatch("[0-9a-f]{64}", file["hashes"][0]["content"]) for file in one["externalReferences"])
    known = [one for one in bill["components"] if one.get("licenses")]
    assert len(known) > 100
    assert written == with_licences(bill_of_materials())


@pytest.mark.skipif(not shutil.which("uv"), reason="needs uv")
def test_every_package_may_be_passed_on():
    """An offline kit hands out other people's work: each under a licence that allows it."""
    found = {}
    for line in requirements_for("linux-x64", f"{KIT_PYTHON}.0", locked("grading")):
        name = Requirement(line.partition(" --hash")[0].strip()).name
        try:
            about = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or another Python than this one
        said = [about.get("License-Expression"), about.get("License"), *about.get_all("Classifier", [])]
        found[name] = " ".join(text for text in said if text and not text.startswith("Programming"))
    unknown = {name for name, said in found.items() if not FREE.search(said)} - set(LOOKED_UP)
    assert set() == unknown
    assert len(found) > 100
    strict = {
        name for name, said in found.items() if re.search(r"\bA?GPL", said) and not re.search("LGPL|MIT|BSD", said)
    }
    assert set() == strict
