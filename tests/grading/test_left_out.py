"""What need not run: only what the trainer shows, and no answer reaches; never what later cells or tests could miss."""

import copy
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from test_same_scores import check, solution

from peakend_grading.host.assignments import read_assignment
from peakend_grading.host.left_out import leave_out
from peakend_labs.lab import read_lab

TABLE = "table = pe.nps(survey)"


def left_out(*cells, answer="answer = 1", files=()):
    """Return what is left of the trainer's cells, of which one answer stands before all others."""
    given = [solution("", "answer"), *map(new_code_cell, cells), check("assert answer", "task", 1)]
    source, notebook = new_notebook(cells=given), new_notebook(cells=copy.deepcopy(given))
    notebook.cells[0].source = answer
    found = leave_out(notebook, source, dict.fromkeys(files, ""))
    return {cells[number - 1]: rest for number, rest in found.items()}


@pytest.mark.parametrize(
    ("cell", "rest"),
    [
        ("pe.plot_nps(pe.nps(survey))", ""),
        ("early = survey.head(16)\npe.plot_nps(\n    early\n)", "early = survey.head(16)"),
        ('pe.show(table[["nps", "n"]], digits=1)', ""),
        ("pe.what_if_nps(survey, by=column)", ""),
    ],
)
def test_what_only_shows_is_left_out(cell, rest):
    """Whatever else the cell does is done."""
    assert {cell: rest} == left_out(TABLE, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "pe.plot_nps(answer)",
        "shown = pe.nps(answer)\npe.show(shown)",
        "pe.show(table.pop('nps'))",
        "pe.show(table.drop(columns='n', inplace=True))",
        "pe.show(found := table)",
        "pe.show([row for row in rows])",
        "early = table; pe.show(early)",
        "pe.worksheet('guess')",
        "pe.hand_in()",
        "show(table)",
        "shown = pe.plot_nps(table)",
        "%time pe.show(table)",
        "pe.show(",
    ],
)
def test_what_an_answer_reaches_or_does_more_runs(cell):
    """Names, methods that may change a table, forms, magics, and code that is none."""
    assert {} == left_out(TABLE, cell)


@pytest.mark.parametrize(
    "answer",
    ["answer = _", "answer = Out[3]", "x = globals()", "import altair as alt", "pe.show = print", "import x as pe"],
)
def test_an_answer_that_can_notice_lets_all_run(answer):
    """Who looks back at what was shown, draws charts by hand or changes the library finds all as it was."""
    assert {} == left_out(TABLE, "pe.show(table)", answer=answer)


@pytest.mark.parametrize(
    "answer",
    [
        "table = 1",
        "a, table = 1, 2",
        "for table in x: pass",
        "(a, table) = x",
        "table += 1",
        "def table(): pass",
        "f(x)\ntable = 1",
    ],
)
def test_names_that_an_answer_binds_are_reached(answer):
    """However it binds them; who only uses one changes nothing."""
    assert {} == left_out("pe.show(table)", answer=answer)
    assert {"pe.show(table)": ""} == left_out("pe.show(table)", answer="answer = f(table, by=table['n'] == 1)")


def test_a_form_read_before_is_an_answer():
    """It lies in a file, and what is made of it is shown."""
    assert {} == left_out("sheet = pe.worksheet('reading')", "words = sheet['said']", "pe.show(words)")


def test_a_teams_own_data_are_shown():
    """They are handed in, and all that a lab shows is of them."""
    assert {} == left_out("pe.show(table)", files=["own-data.csv"])


@pytest.mark.parametrize("answer", ["x" + " " * 2_000_000, "(" * 9_000, "-" * 19_000 + "1", "1 +" * 6_000 + "1"])
def test_what_trainees_write_is_never_parsed(answer):
    """In the process that grades it is only taken apart into words, up to a length: more, and all runs."""
    assert left_out("pe.show(table)", answer=answer) in ({}, {"pe.show(table)": ""})


def test_the_lab_shows_what_was_answered():
    """Of lab 3 the chart of the trainee's own line stays, and those of the case are left out."""
    name = "3-three-surveys"
    assignment = read_assignment(name, "en", Path())
    notebook = read_lab(name).read("en")
    shown = [notebook.cells[number].source for number in leave_out(notebook, assignment.cleared[name], {})]
    assert [] == [source for source in shown if "pe.plot_nps(nps_by_channel)" in source]
    assert 3 == sum("plot_" in source for source in shown if "early" not in source)
