"""A profile that another package registers, as the page about it says."""

import re
from pathlib import Path

import pytest

import peakend as pe
from peakend.surveys.exports import read_survey as reading
from peakend.surveys.exports.profile import Profile

DOCS = Path(__file__).parents[3] / "docs"
FILES = {
    "survey-profiles.md": ("Reply no.,Sent at,Complete?", "n.a.", "phone"),
    "survey-profiles.zh-CN.md": ("回复编号,提交于,是否完成", "未填", "电话"),
}


@pytest.mark.parametrize("page", FILES)
def test_a_profile_is_registered_by_entry_point(tmp_path, monkeypatch, capsys, page):
    """Recognised by its signs; several answers, codes, unfinished answers and question numbers as its file says."""
    text = (DOCS / page).read_text(encoding="utf-8")
    code, registered = (re.search(rf"```{kind}\n(.*?)```", text, re.DOTALL)[1] for kind in ("python", "toml"))
    name, target = re.search(r'^(\w+) = "(.*)"$', registered, re.MULTILINE).groups()
    package = tmp_path / f"package{len(page)}"
    about = package / "acme_forms-1.0.dist-info"
    about.mkdir(parents=True)
    module = f"acme_forms_{len(page)}"
    (package / f"{module}.py").write_text(code, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-forms\nVersion: 1.0\n", encoding="utf-8")
    group = re.search(r'entry-points\."(.*?)"', registered)[1]
    target = target.replace("acme_forms", module)
    (about / "entry_points.txt").write_text(f"[{group}]\n{name} = {target}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(package))
    heads, code_for_none, phone = FILES[page]
    rows = [f"{heads},1) NPS?,2) Which?", f"1,2025-03-01,yes,9,app / {phone}", "2,2025-03-02,yes,10,app"]
    rows += [f"3,2025-03-03,no,0,{phone}", f"4,2025-03-03,yes,{code_for_none},{phone}"]
    (tmp_path / "export.csv").write_text("\n".join(rows), encoding="utf-8")
    survey = pe.read_survey(tmp_path / "export.csv")
    assert ("acme", 3) == (survey.source["profile"], len(survey))
    assert f"profile {name!r}" in capsys.readouterr().out
    assert (2, 100, 1) == tuple(pe.nps(survey, "Q1").loc[0, ["n", "nps", "n_missing"]])
    assert [[1, 1, 0], [1, 0, 1]] == [survey["Q2_1"].tolist(), survey["Q2_2"].tolist()]


def test_a_profile_knows_which_end_of_a_question_is_good(tmp_path, monkeypatch):
    """Against what its words say, and where they say nothing; without a scale, it is asked for."""
    heads = {"Reply no.": "respondent", "Sent at": "submitted"}
    good_end = {
        "I waited too long": "low",
        "Effort (1-7)": "low",
        "Rank (1 = best, 5 = worst)": "high",
        "Minutes": "low",
    }
    acme = Profile("acme", "Acme Forms", heads=heads, good_end=good_end)
    monkeypatch.setattr(reading, "all_profiles", lambda: {"acme": acme})
    rows = [("Reply no.", "Sent at", *good_end)]
    rows += [
        ("1", "2025-03-01", "Strongly agree", "1", "5", "3"),
        ("2", "2025-03-02", "Strongly disagree", "7", "1", "4"),
    ]
    text = "\n".join(";".join(row) for row in rows)
    (tmp_path / "export.csv").write_text(text, encoding="utf-8")
    survey = pe.read_survey(tmp_path / "export.csv", "acme")
    waited, effort, rank, minutes = good_end
    asked = survey.measured([waited, effort, rank])
    assert [[1, 5], [7, 1], [5, 1]] == [asked[column].tolist() for column in (waited, effort, rank)]
    assert (50, "") == (pe.csat(survey, waited)["top_box"][0], survey.questions[waited].direction_doubt)
    assert "its scale is not known" in survey.questions[minutes].doubt
