"""A case's words: those that its data draw are told, and those that are at home there stand nowhere else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from peakend.base.language import LANGUAGES
from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend_labs.cases import CASE_FILE, cases_folder, read_case
from peakend_labs.drawings import is_drawing
from peakend_labs.items import FORM_PLACES
from peakend_labs.lab import Lab
from peakend_labs.markers import regions

_USUAL = ("waiver",)  # for these a case that says nothing has the usual words


def unmatched_words(cases: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each key that only one of a case's two files has.

    Examples
    --------
    >>> list(unmatched_words(["hospital", "courier"]))
    []
    """
    for case in cases:
        told, drawn = cases_folder() / case / CASE_FILE, cases_folder() / case / "truth.yml"
        if not (told.is_file() and drawn.is_file()):
            continue
        words = yaml.safe_load(told.read_text(encoding="utf-8")).get("words") or {}
        for group, true in _drawn(yaml.safe_load(drawn.read_text(encoding="utf-8")) or {}).items():
            if group in _USUAL and group not in words:
                continue
            said = [*(words.get(group) or {})]
            places = {"file": told.as_posix(), "other": drawn.name, "group": group}
            for name in [name for name in true if name not in said]:
                hint = nearest(name, [one for one in said if one not in true])
                yield _(
                    "{file}: {group!r} has no words for {name!r}, which {other} draws{hint}.",
                    name=name,
                    hint=hint,
                    **places,
                )
            for name in [name for name in said if name not in true]:
                yield _("{file}: {group!r} has words for {name!r}, which {other} does not draw.", name=name, **places)


def borrowed_words(labs: Iterable[Lab]) -> Iterator[str]:
    """Yield a sentence for each word of one case that trainees of another meet in a lab.

    Examples
    --------
    >>> from peakend_labs.lab import read_lab
    >>> list(borrowed_words([read_lab("6-capstone")]))
    []
    """
    known = sorted(file.parent.name for file in cases_folder().glob(f"*/{CASE_FILE}"))
    clothes = {case: read_case(case).clothes for case in known}
    for lab in labs:
        for case in lab.cases:
            for language in LANGUAGES:
                text = _met(lab, language, case)
                for other in known:
                    if lab.tells_cases and other == case:
                        continue
                    for word in clothes[other].get(language, ()):
                        if found := re.search(rf"(?<![A-Za-z]){re.escape(word)}.*", text):
                            yield _(
                                "labs/{lab}, case {case} ({language}): {word!r} is a word of the case {other!r}: "
                                "“{found}” Write it in words that fit every case, or in this case's own.",
                                lab=lab.id,
                                case=case,
                                language=language,
                                word=word,
                                other=other,
                                found=found[0][:60],
                            )


def _met(lab: Lab, language: str, case: str) -> str:
    """Return what trainees of a case read in a lab, but rubrics, and items and drawings, which are the course's."""
    items = {place.name for place in FORM_PLACES.values()}
    files = lab.side_files(case).items()
    forms = [text for place, text in files if place.rsplit("/", 1)[-1] not in items and not is_drawing(text)]
    cells = []
    for cell in lab.read(language, case).cells:
        hidden = {line for each in regions(cell.source) if each.kind == "MARK SCHEME" for line in each.lines}
        cells.append("\n".join(line for line in cell.source.splitlines() if line not in hidden))
    return "\n".join([*cells, *forms])


def _drawn(truth: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the keys that a truth draws, by what `case.yml` calls their group."""
    channels = (truth.get("survey") or {}).get("channels") or {}
    gaps, needs = truth.get("servqual") or {}, truth.get("kano") or {}
    found = {
        "channel": [*channels],
        "reason": [reason for one in channels.values() for reason in one.get("reasons") or ()],
        "segment": [*(gaps.get("segments") or ()), *(needs.get("segments") or ())],
        "feature": [*(needs.get("features") or ())],
        "waiver": [*((truth.get("ledger") or {}).get("reasons") or ())],
    }
    return {group: list(dict.fromkeys(names)) for group, names in found.items()}
