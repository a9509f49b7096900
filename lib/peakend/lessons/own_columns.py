"""Which column of a team's file is which: by its heading, read loosely; for KANO the two columns of a feature."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from peakend.lessons.own_tables import OwnTable, Wanted
from peakend.surveys.question import Question
from peakend.surveys.survey import Survey

_NUMBERING = re.compile(r"^\s*(?:第\s*\d+\s*题|[qQ]?\d{1,3}\s*[、.．:：)）]|[qQ]\d{1,3}\b)\s*")
_WITHOUT = re.compile(
    r"如果没有|若没有|假如没有|没有|不具备|不提供|不设|反向|负向|dysfunctional|without|did not have|does not have|"
    r"do not have|lacking|absent|negative|无(?!所谓)",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"如果有|若有|假如有|具备|提供|正向|functional|with|has|have|having|present|positive|有(?!形)", re.IGNORECASE
)
_FILLER = re.compile(
    r"[\W_]+|如果|假如|若|这项服务|(?<![a-z])(?:if|we|the|a|an|you|your|would|feel|how|it|is|f|were|there|this|do)(?![a-z])"
)
_EDGES = re.compile(r"^(?:if (?:we|you|it) |如果)|^[\W_]+|[\W_]+$", re.IGNORECASE)
_ASKED = re.compile(r"[,，?？].*$|(?:您|你)(?:会)?(?:觉得|感觉|认为|的感受).*$|时$")


def folded(heading: str) -> str:
    """Return a heading as it is compared: one width, small letters, without a question's number or spaces around."""
    plain = unicodedata.normalize("NFKC", heading).strip().casefold()
    return _NUMBERING.sub("", plain).strip() or plain


def find_columns(survey: Survey, table: OwnTable) -> dict[str, str]:
    """Return for each column wanted the one of the file that is called so, where just one is."""
    found: dict[str, str] = {}
    for wanted in table.columns:
        marks = {question.name: _likeness(question, wanted) for question in survey.questions}
        best = max(marks.values(), default=0)
        likely = [name for name, mark in marks.items() if mark == best and name not in found.values()]
        if best and len(likely) == 1:
            found[wanted.id] = likely[0]
    return found


def is_named_so(question: Question, wanted: Wanted) -> bool:
    """Whether a column bears the lab's own name for it, or that of the empty table."""
    return bool(_headings(question) & {wanted.id.casefold(), *map(folded, wanted.texts.values())})


def _headings(question: Question) -> set[str]:
    return {folded(question.name), folded(question.text)}


def _likeness(question: Question, wanted: Wanted) -> int:
    headings = _headings(question)
    if is_named_so(question, wanted):
        return 2
    fits = wanted.kind != "score" or question.kind not in ("meta", "time", "several")
    return int(fits and any(re.search(wanted.words, heading) for heading in headings))


def find_pairs(survey: Survey) -> dict[str, tuple[str, str]]:
    """Return the two columns of each KANO feature, having it and lacking it, by what is left of their headings."""
    halves: dict[str, dict[bool, list[tuple[str, str]]]] = {}
    for question in survey.questions:
        if question.kind in ("meta", "time", "several", "open"):
            continue
        for is_without, key, shown in _halves(question.text):
            halves.setdefault(key, {}).setdefault(is_without, []).append((question.name, shown))
    pairs = {}
    for sides in halves.values():
        if len(sides.get(False, ())) == 1 and len(sides.get(True, ())) == 1:
            (having, shown), (lacking, _shown) = sides[False][0], sides[True][0]
            pairs[shown] = (having, lacking)
    used = Counter(column for pair in pairs.values() for column in pair)
    return {feature: pair for feature, pair in pairs.items() if max(used[column] for column in pair) == 1}


def _halves(heading: str) -> Iterator[tuple[bool, str, str]]:
    """Yield whether a heading asks of lacking a feature, the feature as it is compared, and as it is shown."""
    text = _NUMBERING.sub("", unicodedata.normalize("NFKC", heading)).strip()
    for pattern, is_without in ((_WITHOUT, True), (_WITH, False)):
        if pattern.search(text):
            # Of a matrix, the row is the feature; its question says which half it is.
            parts = [part for part in re.split(r"\s*(?:—|\[|\])\s*", text) if part]
            rows = [part for part in parts if not pattern.search(part)]
            shown = rows[-1] if len(parts) > 1 and rows else pattern.sub(" ", text)
            shown = _ASKED.sub("", re.sub(r"[(（[]\s*[)）\]]", "", shown).strip())
            shown = re.sub(
                r"\s+", " ", re.sub(r"^(?:if (?:we|you|it) |如果)|^[\W_]+|[\W_]+$", "", shown, flags=re.I)
            ).strip()
            key = _FILLER.sub("", shown.casefold())
            if key:
                yield is_without, key, shown
            return
