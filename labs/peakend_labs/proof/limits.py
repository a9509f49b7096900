"""Up to what amount staff of a case decide alone: drawn by, claimed of and told to trainees in three of its files."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend_labs.cases import CASE_FILE, cases_folder

_FACT = re.compile(r"(\w+)_limit")
_TOLD = re.compile(r"^limits = (\{[^{}]*\})$", re.MULTILINE)


def differing_limits(cases: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each case whose files do not give the same limits."""
    for case in cases:
        found = dict(_limits(cases_folder() / case))
        if len({frozenset(limits.items()) for limits in found.values()}) > 1:
            said = join_words(f"{file.as_posix()} {_shown(limits)}" for file, limits in found.items())
            yield _(
                "Up to what amount staff decide alone stands in {count} files, and not alike: {files}. Write the same "
                "amounts in each, and in the sentences of the story.",
                count=len(found),
                files=said,
            )


def _limits(folder: Path) -> Iterator[tuple[Path, dict[str, int]]]:
    truth, facts = folder / "truth.yml", folder / CASE_FILE
    if drawn := _read(truth).get("ledger", {}).get("limits"):
        yield truth, {role: int(amount) for role, amount in drawn.items()}
    claimed = {_FACT.fullmatch(name): amount for name, amount in _read(facts).get("facts", {}).items()}
    if roles := {match[1]: int(amount) for match, amount in claimed.items() if match}:
        yield facts, roles
    for story in sorted(folder.glob("*/story.md")):
        if told := _TOLD.search(story.read_text(encoding="utf-8")):
            yield story, ast.literal_eval(told[1])


def _read(file: Path) -> dict[str, Any]:
    return (yaml.safe_load(file.read_text(encoding="utf-8")) or {}) if file.is_file() else {}


def _shown(limits: dict[str, int]) -> str:
    return "(" + join_words(f"{role} {amount}" for role, amount in limits.items()) + ")"
