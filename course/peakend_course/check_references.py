"""Whether what pages refer to is there: labs, tasks, functions, facts, and the sections and lectures named in prose."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend_course.glossary import read_glossary
from peakend_course.outline import Outline
from peakend_course.pages import Page
from peakend_course.problems import Problem, read_text, shown
from peakend_course.references import ROLES, Reference, functions_in, named, references, task_number
from peakend_labs.facts import read_facts, unknown_fact
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names

_SENTENCE = re.compile(r"(?<=[。！？；])|(?<=[.!?;])\s+|\n\s*\n|\n(?=[-*] |\|)")  # also the halves of one
_ID = re.compile(r"(?<![\w.–-])(L\d+\.\d+|P\d+)(?![\w]|\.\d)")
_CODE = re.compile(r"`[^`\n]*`")
_BRACKET = re.compile(r" ?[（(][^）)]*[）)]")
_NUMBERS = dict(zip("零一二三四五六七八九", map(str, range(10)), strict=True))
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBERS |= {word: str(number) for number, word in enumerate(_ENGLISH)}
_NUMBER = rf"(\d+|{'|'.join(_NUMBERS)})"
_LECTURE = re.compile(rf"第 ?{_NUMBER} ?讲|\b[Ll]ecture {_NUMBER}\b")
_LAB = re.compile(rf"实验 ?{_NUMBER}(?![个次种组])|\b[Ll]abs? {_NUMBER}\b")
_TASK = re.compile(r"任务 ?(\d+)|\b[Tt]ask (\d+)\b")


def check_references(page: Page, outline: Outline, functions: Collection[str]) -> Iterator[Problem]:
    """Yield each reference of a page that leads nowhere, and each promise that a lab does not keep."""
    for found in references(page.text):
        if sentence := _wrong(found, outline, functions):
            yield Problem(shown(page.file), found.line, sentence)
    for number, line in enumerate(page.text.splitlines(), 1):
        for name in sorted(set(named(line)) - set(functions)):
            sentence = _("The library has no pe.{name}; take it out, or correct it.", name=name)
            yield Problem(shown(page.file), number, sentence)
    yield from _broken_promises(page, functions)


def _wrong(found: Reference, outline: Outline, functions: Collection[str]) -> str:
    """Say what is wrong with a reference, or nothing."""
    if found.role not in ROLES:
        hint = nearest(found.role, ROLES)
        return _("There is no role {name!r}{hint}. There are: {names}.", name=found.role, hint=hint, names=_all(ROLES))
    if found.role == "fact":
        facts, _lines = read_facts()
        return "" if found.target in facts else unknown_fact(found.target)
    if found.role == "source":
        return ""  # held against the list of sources, where that is checked
    if found.role == "api":
        known = found.target in functions
        return "" if known else _("The library has no pe.{name}; take it out, or correct it.", name=found.target)
    if found.lab not in outline.labs:
        return _("No lecture books a lab {name!r}. Booked are: {names}.", name=found.lab, names=_all(outline.labs))
    if found.role == "lab" or found.lab not in lab_names():
        return ""
    tasks = [task.id for task in read_lab(found.lab).tasks]
    if found.task in tasks:
        return ""
    return _(
        "Lab {lab} has no task {name!r}. Its tasks are: {names}. Name one of them, or take the promise out.",
        lab=found.lab,
        name=found.task,
        names=_all(tasks),
    )


def _broken_promises(page: Page, functions: Collection[str]) -> Iterator[Problem]:
    """Yield each sentence that says of a lab what it lacks: a function that it calls, a task, a term that it uses."""
    line, there = 1, set(lab_names())
    by_number = {lab.partition("-")[0]: lab for lab in there}
    for sentence in _sentences(page.text):
        labs = {found.lab for found in references(sentence) if found.role in ("lab", "task")} & there
        labs |= {by_number[number] for number in _named(_LAB, sentence) if number in by_number}
        calls = frozenset[str]().union(*(read_lab(lab).calls for lab in labs))
        for start, what in _lacked(sentence, labs, page.language) if labs else ():
            problem = _(
                "This sentence speaks of {what} in {labs}, which has none. Name the lab that has it, or take it out.",
                what=what,
                labs=_all(sorted(labs)),
            )
            yield Problem(shown(page.file), line + sentence.count("\n", 0, start), problem)
        for name in sorted(functions_in(sentence) & set(functions) - calls) if labs else ():
            problem = _(
                "This sentence says that pe.{name} is used in {labs}, and no cell there calls it. "
                "Name it in another sentence, or name the lab that uses it.",
                name=name,
                labs=_all(sorted(labs)),
            )
            yield Problem(shown(page.file), line + _lines_before(sentence, name), problem)
        line += sentence.count("\n")


def _lacked(sentence: str, labs: Collection[str], language: str) -> Iterator[tuple[int, str]]:
    """Yield each task and each term of the glossary that a sentence names and none of the labs has, and where."""
    found = [read_lab(lab) for lab in labs]
    tasks = {task_number(task.id) for lab in found for task in lab.tasks}
    for task in _TASK.finditer(sentence):
        if (number := task[1] or task[2]) not in tasks:
            yield task.start(), _("task {number}", number=number)
    text = "\n".join(words for lab in found for _place, words in lab.files).casefold()
    for term, pattern in _terms(language):
        if (here := pattern.search(sentence)) and not all(word in text for word in term.casefold().split()):
            yield here.start(), f"“{term}”"


@cache
def _terms(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the glossary's terms in a language, without what stands in brackets, as they are found in a text."""
    terms = [_BRACKET.sub("", getattr(term, language)) for term in read_glossary().terms]
    edge = r"\b" if language == "en" else ""
    return [(term, re.compile(rf"{edge}{re.escape(term)}", re.IGNORECASE)) for term in terms]


def _sentences(text: str) -> Iterator[str]:
    """Yield a text's sentences with all that stands between them, so that lines can be counted."""
    start = 0
    for found in _SENTENCE.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    yield text[start:]


def _lines_before(sentence: str, name: str) -> int:
    return sentence[: sentence.index(name)].count("\n")


def check_ids(files: Iterable[Path], outline: Outline) -> Iterator[Problem]:
    """Yield each section, lecture and lab that a text names, outside code, and that the outline does not have."""
    lectures = {str(lecture.number) for lecture in outline.lectures}
    labs = {lab.partition("-")[0] for lab in outline.labs}
    for file in files:
        in_code = False
        for number, line in enumerate(read_text(file).splitlines(), 1):
            in_code ^= line.startswith("```")
            if in_code:
                continue
            prose = _CODE.sub(" ", line)
            for name in sorted(set(_ID.findall(prose)) - set(outline.sections)):
                sentence = _("The outline has no section {name}; correct it, or take the sentence out.", name=name)
                yield Problem(shown(file), number, sentence)
            for wanted in sorted(_named(_LECTURE, prose) - lectures):
                sentence = _("The outline has no lecture {name}; correct it, or take the sentence out.", name=wanted)
                yield Problem(shown(file), number, sentence)
            for wanted in sorted(_named(_LAB, prose) - labs):
                sentence = _("The outline has no lab {name}; correct it, or take the sentence out.", name=wanted)
                yield Problem(shown(file), number, sentence)


def _named(what: re.Pattern[str], prose: str) -> set[str]:
    """Return the numbers of the lectures, labs or tasks that a text names, in digits or in words."""
    found = {chinese or english for chinese, english in what.findall(prose)}
    return {_NUMBERS.get(number, number) for number in found}


def _all(names: Iterable[str]) -> str:
    return join_words(names)
