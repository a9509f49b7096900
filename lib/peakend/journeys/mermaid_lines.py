"""The lines of a Mermaid journey that say something: no front matter, fences, directives, comments, descriptions."""

import re
from collections.abc import Iterator

import yaml

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _

Lines = list[tuple[int, str]]
UNKNOWN = "%% emotion unknown"  # a comment to Mermaid, which must draw a face; read back as no emotion
FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,}|:{3,})\s*\{?\s*\.?mermaid\b[^`~]*$")
JOURNEY = re.compile(r"journey(?:\s+(?P<rest>.+))?", re.IGNORECASE)
DESCRIPTION = re.compile(r"^acc(Title|Descr)\s*:")


def mermaid_lines(file: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands below the line ``journey``, each with its line of the file, from 1; first a title above it.

    Raises
    ------
    PeakendError
        If there is no such line, or a Markdown file holds several journeys.
    """
    lines = [(number, line.strip().removeprefix("\ufeff")) for number, line in enumerate(text.splitlines(), 1)]
    diagrams = [diagram for block in _fenced(lines) or [lines] if (diagram := _diagram(block))]
    if not diagrams:
        raise PeakendError(_("{file} is not a journey diagram: it has no line 'journey'.", file=file))
    if len(diagrams) > 1:
        raise PeakendError(
            _(
                "{file} holds {count} journey diagrams, on the lines {lines}. Keep one of them in a file of its own.",
                file=file,
                count=len(diagrams),
                lines=join_words(str(diagram[0][0]) for diagram in diagrams),
            )
        )
    yield from (line for line in diagrams[0] if line[1] != "journey")


def _fenced(lines: Lines) -> list[Lines]:
    """Return the diagrams that stand in fences of a Markdown file."""
    blocks: list[Lines] = []
    fence = ""
    for number, line in lines:
        opened = FENCE.match(line)
        if fence and line.startswith(fence) and not line.strip(fence[0]):
            fence = ""
        elif fence:
            blocks[-1].append((number, line))
        elif opened:
            fence = opened["fence"]
            blocks.append([])
    return blocks


def _diagram(block: Lines) -> Lines:
    """Return the lines of a journey that say something, ``journey`` first; nothing if it is another diagram."""
    head, body = _without_front_matter(block)
    said: Lines = []
    skip_to = ""
    for number, line in body:
        if skip_to:
            skip_to = "" if skip_to in line else skip_to
        elif line.startswith("%%{") or re.match(r"^accDescr\s*\{", line):
            skip_to = "" if "}" in line else "}"
        elif line == UNKNOWN:
            said.append((number, line))
        elif not line.startswith("%%") and not DESCRIPTION.match(line):
            kept = line.partition("#")[0].strip().rstrip(";").rstrip()
            said += [(number, kept)] if kept else []
    opened = JOURNEY.fullmatch(said[0][1]) if said else None
    if opened is None:
        return []
    number, rest = said[0][0], opened["rest"]
    return [(number, "journey"), *head, *([(number, rest)] if rest else []), *said[1:]]


def _without_front_matter(block: Lines) -> tuple[Lines, Lines]:
    """Part the YAML between two lines of hyphens from the diagram; of it, the title is kept."""
    filled = [(number, line) for number, line in block if line]
    marks = [place for place, (_number, line) in enumerate(filled) if line == "---"]
    if len(marks) < 2 or marks[0] != 0:
        return [], filled
    first, last = filled[0][0], filled[marks[1]][0]
    said = next((line for _number, line in filled[1 : marks[1]] if line.startswith("title:")), "").partition(":")[2]
    try:
        title = str(yaml.safe_load(said) or "")
    except yaml.YAMLError:
        title = said.strip()  # a colon in it, without quotation marks
    return ([(first, f"title {title}")] if title else []), [line for line in filled if line[0] > last]
