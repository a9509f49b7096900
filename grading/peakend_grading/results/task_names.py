"""What a lab's tasks are called for people, and which pages of the course to read for each."""

import functools
import re
from typing import Any

import yaml

from peakend.base.language import translate as _
from peakend_course.outline import read_outline
from peakend_grading.host.answer_places import tasks_of_answers
from peakend_grading.results.sections import cut_sections, notebook_title, task_number, task_title
from peakend_labs.lab import Lab, read_lab
from peakend_labs.places import lab_names

_NUMBERED = re.compile(r"^(任务|Task)\s*(?P<number>\d+)[\s·　:：]*")
_ASIDE = re.compile(r"\s*[（(][^（()）]*[)）]\s*$")


def titles_of(lab: str, language: str) -> tuple[str, dict[str, str]]:
    """Return a lab's title and its tasks'; its id and nothing where its source is not here.

    A task is called by its number and the heading above it; where several stand under one heading, by the form that
    belongs to it alone, or by the question in a form that bears its number.
    """
    if lab not in lab_names():
        return lab, {}
    source = read_lab(lab)
    notebook = source.read(language)
    forms, found = _form_titles(source, language), tasks_of_answers(notebook)
    sections = [section for section in cut_sections(notebook) if section.task]
    own = _questions(source, language, [section.task or "" for section in sections])
    own |= {tasks[0]: forms[name] for name, tasks in found.items() if len(tasks) == 1 and name in forms}
    headings = [section.title for section in sections]
    names = [own.get(one.task or "", one.title) if headings.count(one.title) > 1 else one.title for one in sections]
    titles = {one.task or "": task_title(one.task or "", name) for one, name in zip(sections, names, strict=True)}
    return notebook_title(notebook), titles


def reading_for(lab: str, task: str) -> list[str]:
    """Return the pages of the course that a task practises: id and title, in the language in use."""
    return [f"{name} {title}" for name, title in _practised().get((lab, task), ())]


def _practised() -> dict[tuple[str, str], list[tuple[str, object]]]:
    outline = _outline()
    return {
        (lab.id, task): [(name, outline.sections[name].title) for name in names if name in outline.sections]
        for lab in outline.labs.values()
        for task, names in lab.tasks.items()
    }


_outline = functools.cache(read_outline)


def what_to_try(*, by_hand: bool) -> str:
    """Return what to do next about a task that lost points."""
    if by_hand:
        return _("Write it once more: who does what, by when, and how you will see that it helps.")
    return _("Open the lab, change this task as said above, and choose “Check”.")


def _questions(lab: Lab, language: str, tasks: list[str]) -> dict[str, str]:
    """Return by task the question in a form that begins with the task's number, without what stands in brackets."""
    labels = [_told(one["label"], language) for form in _forms(lab).values() for one in form.get("fields", [])]
    asked = {found["number"]: label[found.end() :] for label in labels if (found := _NUMBERED.match(label))}
    numbers = {task: task_number(task) for task in tasks}
    return {task: _ASIDE.sub("", asked[number]) for task, number in numbers.items() if number in asked}


def _form_titles(lab: Lab, language: str) -> dict[str, str]:
    """Return the titles of a lab's forms, without the number of a task, by their names."""
    found = {}
    for name, form in _forms(lab).items():
        title = _told(form["title"], language)
        if "{" not in title:
            found[name] = _NUMBERED.sub("", title)
    return found


def _forms(lab: Lab) -> dict[str, Any]:
    return {name: yaml.safe_load(file.read_text(encoding="utf-8-sig")) for name, file in lab.forms().items()}


def _told(text: Any, language: str) -> str:
    return str(text[language] if isinstance(text, dict) else text)
