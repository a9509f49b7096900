"""Whether a question's form tells its answer: a sign, a length, a first word or a place that only one answer has.

Whoever knows nothing finds these first. What is right comes from the lab's solution and its tests, as the key has it.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peakend.base.language import LANGUAGES
from peakend.base.language import translate as _
from peakend.forms.worksheet_source import Field
from peakend_labs.lab import Lab
from peakend_labs.release.make_key import right_answers

STANDS_OUT = 1.4  # times as long as any other option
FEW = 3  # questions, or rows: of fewer nothing can be told


@dataclass(frozen=True)
class Sorting:
    """Things to be sorted, as they stand below one another, each with its class; all have the same classes to choose.

    Examples
    --------
    >>> told = Sorting(("“Quick!”", "“Cheap!”", "Afraid", "Tired"), ("said", "said", "felt", "felt"), ("said", "felt"))
    >>> sorted(sign for sign, _one in told.signs()), told.in_order
    (['!', '“', '”'], False)
    """

    things: tuple[str, ...]
    classes: tuple[str, ...]
    options: tuple[str, ...]

    @property
    def in_order(self) -> bool:
        """Whether the things stand in the order of the options."""
        return self.classes == self.options

    def signs(self) -> Iterator[tuple[str, str]]:
        """Yield each sign that stands in several things, all of one class, with the class."""
        return _telling([(each, one) for each, one in self._pairs() for each in _signs(each)])

    def beginnings(self) -> Iterator[tuple[str, str]]:
        """Yield each first word that all things of a class have, and no others, with the class."""
        count = Counter(self.classes)
        firsts = [(_first(each), one) for each, one in self._pairs()]
        return ((word, one) for word, one in _telling(firsts) if firsts.count((word, one)) == count[one])

    def lengths(self) -> Iterator[str]:
        """Yield each class whose things are all shorter, or all longer, than the rest."""
        by_length = [one for _each, one in sorted(self._pairs(), key=lambda pair: len(pair[0]))]
        for one, count in Counter(self.classes).items():
            if 1 < count < len(self.classes) and {one} in (set(by_length[:count]), set(by_length[-count:])):
                yield one

    def extremes(self) -> tuple[str, str]:
        """Return the classes of the shortest and of the longest thing."""
        ordered = sorted(self._pairs(), key=lambda pair: len(pair[0]))
        return ordered[0][1], ordered[-1][1]

    def _pairs(self) -> list[tuple[str, str]]:
        return [*zip(self.things, self.classes, strict=True)]


def _telling(found: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    classes = defaultdict(list)
    for mark, one in found:
        classes[mark].append(one)
    yield from ((mark, each[0]) for mark, each in classes.items() if len(each) > 1 and len(set(each)) == 1)


def _signs(text: str) -> set[str]:
    return {sign for sign in text if unicodedata.category(sign)[0] in "PS"}


def _first(text: str) -> str:
    """Return a text's first word; a Chinese one's first character."""
    word = text.strip("“”").split(maxsplit=1)[0]
    return word if word.isascii() else word[0]


@dataclass(frozen=True)
class _Choice:
    """One question with one right option."""

    options: Mapping[str, str]
    right: str

    @property
    def place(self) -> int:
        return [*self.options].index(self.right)

    @property
    def longest_is_right(self) -> bool:
        return stands_out(self.options, self.right, 1)


def stands_out(options: Mapping[str, str], right: str, times: float = STANDS_OUT) -> bool:
    """Return whether the right option is so many times longer than any other."""
    others = [len(label) for name, label in options.items() if name != right]
    return bool(others) and len(options[right]) > times * max(others)


def given_away(lab: Lab) -> Iterator[str]:
    """Yield a sentence for each question of a lab that can be answered by its form, on any case, in any language.

    Examples
    --------
    >>> from peakend_labs.lab import read_lab
    >>> list(given_away(read_lab("2-needs")))
    []
    """
    for language in LANGUAGES:
        sortings: dict[str, dict[str, Sorting]] = defaultdict(dict)
        choices: dict[str, dict[str, _Choice]] = defaultdict(dict)
        for case in lab.cases:
            for question, found in _questions(lab, language, case):
                if isinstance(found, Sorting):
                    sortings[question][case] = found
                else:
                    choices[question][case] = found
        told = [*_of_sortings(sortings), *_of_choices(choices), *_of_all(lab, choices)]
        for sentence in dict.fromkeys(told):
            yield _(
                "labs/{lab} ({language}), {sentence} Whoever knows nothing can answer by that: rewrite it.",
                lab=lab.id,
                language=language,
                sentence=sentence,
            )


def _questions(lab: Lab, language: str, case: str) -> Iterator[tuple[str, Sorting | _Choice]]:
    alike: dict[tuple[str, ...], list[tuple[Field, str]]] = defaultdict(list)
    for form, field, value in right_answers(lab, language, case):
        if isinstance(value, Mapping):
            yield from _of_table(form, field, value)
        elif isinstance(value, str) and value in field.options:
            alike[form, *field.options].append((field, value))
    for (form, *options), fields in alike.items():
        if len(fields) >= FEW:
            things, classes = zip(*((field.label, value) for field, value in fields), strict=True)
            yield form, Sorting(things, classes, tuple(options))
        else:
            yield from ((f"{form}.{field.id}", _Choice(field.options, value)) for field, value in fields)


def _of_table(form: str, field: Field, value: Mapping[str, Any]) -> Iterator[tuple[str, Sorting]]:
    for column in field.columns:
        classes = tuple(value[row][column.id] for row in field.rows if column.kind == "choice")
        if len(classes) >= FEW and len(set(classes)) > 1:
            yield f"{form}.{field.id}.{column.id}", Sorting(tuple(field.rows.values()), classes, tuple(column.options))


def _of_sortings(sortings: Mapping[str, Mapping[str, Sorting]]) -> Iterator[str]:
    for question, cases in sortings.items():
        pooled = {pair: None for each in cases.values() for pair in zip(each.things, each.classes, strict=True)}
        together = Sorting(tuple(thing for thing, _one in pooled), tuple(one for _thing, one in pooled), ())
        for one in (*cases.values(), together):
            for sign, answer in one.signs():
                yield _(
                    "{question}: only rows with {sign} are “{answer}”.", question=question, sign=sign, answer=answer
                )
        for case, one in cases.items():
            place = {"question": question, "case": case}
            for word, answer in one.beginnings():
                yield _("{question}, {case}: only “{answer}” begins with “{word}”.", answer=answer, word=word, **place)
            for answer in one.lengths():
                yield _("{question}, {case}: “{answer}” are the shortest or longest rows.", answer=answer, **place)
            if one.in_order:
                yield _("{question}, {case}: the rows stand in the order of the options.", **place)
        yield from _the_same_everywhere(question, [*dict.fromkeys(cases.values())])


def _the_same_everywhere(question: str, sortings: Sequence[Sorting]) -> Iterator[str]:
    """Yield what holds in each case's own form of a question: a row, or the shortest or longest, of one class."""
    if len(sortings) < 2:
        return
    for row, classes in enumerate(zip(*(one.classes for one in sortings), strict=False), 1):
        if len(set(classes)) == 1:
            yield _("{question}: row {row} is “{answer}” in every case.", question=question, row=row, answer=classes[0])
    for classes in zip(*(one.extremes() for one in sortings), strict=True):
        if len(set(classes)) == 1:
            place = {"question": question, "answer": classes[0]}
            yield _("{question}: the shortest or longest row is “{answer}” in every case.", **place)


def _of_choices(choices: Mapping[str, Mapping[str, _Choice]]) -> Iterator[str]:
    for question, cases in choices.items():
        if any(stands_out(one.options, one.right) for one in cases.values()):
            yield _("{question}: the right option is much longer than the others.", question=question)
        own = {tuple(one.options.items()): one for one in cases.values()}
        if len(own) > 1 and len({one.place for one in own.values()}) == 1:
            yield _("{question}: the right option stands in the same place in every case.", question=question)


def _of_all(lab: Lab, choices: Mapping[str, Mapping[str, _Choice]]) -> Iterator[str]:
    """Yield what is right in more than half of a lab's questions: the longest option, or the one in a certain place."""
    for case in lab.cases:
        asked = [one[case] for one in choices.values() if case in one and len(one[case].options) >= FEW]
        half = len(asked) / 2
        counts = {"all": len(asked), "case": case}
        if len(asked) < FEW:
            continue
        if (longest := sum(one.longest_is_right for one in asked)) > half:
            yield _("{case}: the longest option is right in {count} of {all} questions.", count=longest, **counts)
        place, count = Counter(one.place for one in asked).most_common(1)[0]
        if count > half:
            yield _("{case}: option {place} is right in {count} of {all}.", place=place + 1, count=count, **counts)
