"""That what a case's truth draws by a key is what its `case.yml` has words for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend_labs.cases import CASE_FILE, cases_folder

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
