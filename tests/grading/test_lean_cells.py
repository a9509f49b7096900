"""What grading does once for a whole class, or not at all, gives what each submission would find by itself."""

import base64
import json

import pytest

import peakend as pe
from peakend.forms import worksheet_source
from peakend.forms.bundle import on_a_page
from peakend_grading.inside.preload import prepare_forms
from peakend_grading.inside.shell import _is_plain

FORM = "format: worksheet/1\ntitle: Sheet\nfields:\n  - {id: why, kind: text, label: Why}\n"


@pytest.mark.parametrize("source", ["x = 1\nx", "", "print('%time')\n", "# ! a comment", "if x:\n    y = 2"])
def test_plain_python_is_not_searched_for_magics(source):
    """It would cost more than the cell."""
    assert _is_plain(source)


@pytest.mark.parametrize("source", ["%time x", "!ls", "x?", "In [1]: x", "a = %who", "  x = 1", "\nx = 1", ">>> x"])
def test_what_ipython_writes_anew_is_left_to_it(source):
    """Magics, questions and prompts are no Python, or another than they look."""
    assert not _is_plain(source)


def test_a_form_that_was_read_ahead_is_not_read_again(tmp_path, monkeypatch):
    """The zygote reads the trainer's forms once; each submission finds them read."""
    (tmp_path / "worksheets").mkdir()
    (tmp_path / "worksheets" / "why.yml").write_text(FORM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    prepare_forms(json.dumps({"worksheets/why.yml": base64.b64encode(FORM.encode()).decode()}).encode())
    monkeypatch.setattr(worksheet_source, "load_yaml", lambda *_given, **_options: pytest.fail("read again"))
    assert {"why": None} == pe.worksheet("why")


def test_a_form_that_is_wrong_is_left_to_whoever_opens_it():
    """A lab of the trainer's own may have one; the zygote lives on."""
    prepare_forms(json.dumps({"worksheets/wrong.yml": base64.b64encode(b"a: [").decode()}).encode())


def test_on_a_page_a_worksheet_is_its_questions_and_answers(tmp_path, monkeypatch):
    """No form of the browser's is made, and what a page shows is the same."""
    (tmp_path / "worksheets").mkdir()
    (tmp_path / "worksheets" / "why.yml").write_text(FORM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    sheet = pe.worksheet("why")
    with on_a_page():
        shown, _metadata = sheet._repr_mimebundle_()
    assert {"text/html", "text/plain"} == set(shown)
    assert shown == {kind: sheet._repr_mimebundle_()[0][kind] for kind in shown}
