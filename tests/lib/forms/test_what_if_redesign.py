"""The what-if of a redesign: what it shows, what it computes when something is ticked, and that it needs no browser."""

import os
import xml.etree.ElementTree as ElementTree

import nbformat
import pytest

import peakend as pe
from browser import find_browser, open_notebook, open_page, run_all, running_jupyterlab
from sample_maps import a_map

OPTIONS = [
    {"option": "queue", "name": "Shorter <b>queue</b>", "touchpoint": "t1", "cost": 5, "effect": 2},
    {"option": "farewell", "name": "A farewell", "touchpoint": "t3", "cost": 5, "effect": 1},
]


def tried(**changes) -> pe.what_if_redesign:
    widget = pe.what_if_redesign(a_map(-1, 2, 0), OPTIONS, budget=5)
    for name, value in changes.items():
        setattr(widget, name, value)
    return widget


def test_it_starts_with_nothing_chosen_beside_three_strategies():
    """One's own choice first."""
    table = tried().table
    assert [("own", 1.0), ("remembered", 1.5), ("weakest", 1.0), ("even", 1.0)] == list(
        table[["plan", "score_after"]].itertuples(index=False, name=None)
    )


def test_ticking_an_option_changes_ones_own_choice():
    """The sentence says by how much, and for how much."""
    expected = "Your own choice: A farewell. The peak–end score changes by +0.50 points for 5, the mean by +0.33."
    assert expected == tried(ticked=["farewell"]).sentence


def test_a_larger_budget_changes_the_strategies():
    """With 10, the weakest first reaches the farewell, too."""
    table = tried(budget=10.0).table.set_index("plan")
    assert 1.5 == table.loc["weakest", "score_after"]


def test_a_choice_over_the_budget_is_said_to_be():
    """It may be tried all the same."""
    assert tried(ticked=["queue", "farewell"]).plans[0]["text"].endswith("cost 10 (over the budget)")


def test_the_picture_is_of_the_plan_that_is_shown():
    """A drawing with its alternative text."""
    picture = tried(shown="remembered").picture
    assert "svg" in ElementTree.fromstring(picture).tag
    assert "On what is remembered: +1.00 → +1.50" in picture


def test_an_option_that_is_no_more_is_not_counted():
    """A saved state of another data set's options does no harm."""
    assert 0 == tried(ticked=["gone"]).table.loc[0, "cost"]


def test_without_a_browser_it_is_a_picture_and_text():
    """What nbconvert and GitHub show; names from a file are text in it, not markup."""
    bundle = tried(ticked=["queue"])._repr_mimebundle_()[0]
    assert "Shorter &lt;b&gt;queue&lt;/b&gt;" in bundle["text/html"]
    assert "<b>" not in bundle["text/html"]
    assert "<svg" in bundle["text/html"]


def test_every_text_speaks_chinese():
    """Labels, plans and sentence."""
    pe.set_language("zh")
    widget = tried(shown="weakest")
    assert widget.sentence.startswith("先补最短的板：")
    assert "四种投法" in widget.labels["plans"]


def test_a_bad_option_is_answered_as_in_redesign():
    """One sentence."""
    with pytest.raises(pe.PeakendError, match="no touchpoint 't9'"):
        pe.what_if_redesign(a_map(1), [{**OPTIONS[0], "touchpoint": "t9"}])


@pytest.mark.browser
def test_a_budget_is_spent_in_jupyterlab(tmp_path, monkeypatch):
    """Ticked, raised by keyboard and looked at: the kernel answers each with a sentence and a curve."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    # What other sessions of JupyterLab left open on this machine is not opened again.
    monkeypatch.setenv("JUPYTERLAB_WORKSPACES_DIR", str(tmp_path / "workspaces"))
    code = f"""import peakend as pe
journey = pe.JourneyMap(**{a_map(-1, 2, 0).to_document()!r})
pe.what_if_redesign(journey, {OPTIONS!r}, budget=5)"""
    outside, workspace = [], tmp_path / "workspace"
    with running_jupyterlab(workspace, "zh") as address, open_page(outside) as page:
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)], metadata=kernel)
        nbformat.write(notebook, workspace / "redesign.ipynb")
        open_notebook(page, address, "redesign.ipynb")
        run_all(page)
        widget = page.get_by_role("region", name="如果把钱投在这里？")
        said = widget.get_by_role("status")

        widget.get_by_role("checkbox", name="A farewell").check()
        said.get_by_text("自己选：A farewell。花 5，峰终得分变化 +0.50 分，均值变化 +0.33 分。").wait_for()
        widget.get_by_role("slider", name="预算").focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        widget.get_by_role("radio", name="先补最短的板").check()
        said.get_by_text("先补最短的板：Shorter <b>queue</b>；A farewell").wait_for()
        assert "10" == widget.get_by_role("spinbutton", name="预算").input_value()
        assert "先补最短的板：+1.00 → +1.50" in widget.locator("svg").text_content()
    assert not outside
