"""What goes with the labs' notebooks, read before anything is executed: forms, the cases' maps, and prose without HTML.

A run would meet the same mistakes as well: minutes later, and in the words of the cell that it stopped in.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend_labs import places
from peakend_labs.cases import cases_folder
from peakend_labs.lab import Lab
from peakend_labs.proof.case_words import borrowed_words, unmatched_words
from peakend_labs.proof.given_away import given_away
from peakend_labs.proof.limits import differing_limits
from peakend_labs.proof.unshown import unshown

if TYPE_CHECKING:
    from markdown_it.token import Token

_FORMAT = re.compile(r"^format: (\w+)/", re.MULTILINE)


def require_sound_files(labs: Iterable[Lab], cases: Iterable[str]) -> None:
    """Raise `PeakendError` with a line for each form, map or cell that a run would stop at or show as it is not meant.

    Parameters
    ----------
    labs : iterable of Lab
        The labs whose forms and prose are read.
    cases : iterable of str
        The cases whose maps, words and limits are read.
    """
    cases = list(cases)
    found = [*_wrong_maps(cases), *unmatched_words(cases), *differing_limits(cases)]
    for lab in labs:
        wrong = [*_wrong_forms(lab)]
        found += [*wrong, *_wrong_prose(lab)]
        if not wrong:
            found += [*given_away(lab), *borrowed_words([lab])]
    if found:
        house = f"{places.HOUSE.as_posix()}/"
        raise PeakendError("\n".join(sentence.replace(house, "") for sentence in dict.fromkeys(found)))


def _wrong_forms(lab: Lab) -> Iterator[str]:
    from peakend.forms.practice import read_practice
    from peakend.forms.scenes.film import read_scene
    from peakend.forms.scenes.try_out import read_thing
    from peakend.forms.worksheet_source import read_worksheet

    readers: dict[str, Any] = {"practice": read_practice, "scene": read_scene, "try": read_thing}
    for case in lab.cases:
        for file in lab.forms(case).values():
            told = _FORMAT.search(file.read_text(encoding="utf-8"))
            read = readers.get(told[1] if told else "", read_worksheet)
            try:
                read(file.parent, file.stem, defaultdict(lambda: "…", case=case))
            except PeakendError as error:
                yield str(error)


def _wrong_maps(cases: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with a case's map, and the touchpoints that others of its files name and it does not have."""
    from peakend.faces.journey_map import JourneyMap

    for case in cases:
        file = places.datasets_folder() / case / "journey.yaml"
        try:
            steps = [step.id for step in JourneyMap.read(file).steps]
        except PeakendError as error:
            shown = str(error)
            whole = file.as_posix()
            yield shown.replace(file.name, whole, 1) if file.name in shown else f"{whole}: {shown}"
            continue
        visits, options = cases_folder() / case / "visits.yml", file.with_name("options.csv")
        unknown: dict[tuple[str, str], list[str]] = defaultdict(list)
        for place, line, name in [*_in_visits(visits), *_in_options(options)]:
            if name not in steps:
                unknown[place.as_posix(), name].append(str(line))
        for (where, name), lines in unknown.items():
            yield _(
                "{file}, line {lines}: the case's map has no touchpoint {name!r}{hint}.",
                file=where,
                lines=join_words(lines),
                name=name,
                hint=nearest(name, steps),
            )
        if unknown:
            yield _("The touchpoints in {file} are: {names}.", file=file.as_posix(), names=join_words(steps))


def _in_visits(file: Path) -> Iterator[tuple[Path, int, str]]:
    """Yield the touchpoints that the truth about visits takes for the map's, each with its line."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    truth = yaml.safe_load(text) or {}
    parts: Mapping[str, Any] = truth if isinstance(truth, Mapping) else {}
    after = [step["after"] for step in (parts.get("extra") or {}).values() if "after" in step]
    for name in dict.fromkeys([*(parts.get("touchpoints") or {}), *after]):
        said = re.compile(rf"^\s*{re.escape(name)}:|after: {re.escape(name)}\b")
        yield file, next((at for at, line in enumerate(text.splitlines(), 1) if said.search(line)), 1), name


def _in_options(file: Path) -> Iterator[tuple[Path, int, str]]:
    lines = file.read_text(encoding="utf-8-sig").splitlines() if file.is_file() else []
    for number, line in enumerate(lines[1:], 2):
        if line.count(","):
            yield file, number, line.split(",")[1]


def _wrong_prose(lab: Lab) -> Iterator[str]:
    from markdown_it import MarkdownIt

    for place, text in lab.files:
        if place.endswith(".md"):
            tokens = MarkdownIt("commonmark", {"html": True}).parse(text)
            for line, tag in _tags(tokens):
                yield _(
                    "{file}, line {line}: HTML is shown differently in a lab, in the handbook and on paper: {tag}. "
                    "Write Markdown.",
                    file=lab.shown(place),
                    line=line,
                    tag=tag,
                )
            for line, sentence in unshown(tokens):
                yield _("{file}, line {line}: {sentence}", file=lab.shown(place), line=line, sentence=sentence)


def _tags(tokens: Iterable["Token"]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        if token.type == "html_block":
            yield line, token.content.strip().splitlines()[0]
        for child in token.children or ():
            if child.type == "html_inline":
                yield line + token.content[: token.content.index(child.content)].count("\n"), child.content
