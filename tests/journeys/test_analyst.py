"""An analyst's way in both languages: an export as a survey platform writes it, one command, and a report."""

import contextlib
import os
import re

import docx
import openpyxl
import pytest
from lesson import PYTHON
from typer.testing import CliRunner

import peakend as pe
from browser import find_browser, open_page
from peakend.command.app import complete_app

pytestmark = [pytest.mark.long, pytest.mark.browser]
# As platforms write them: a line above the headings, words for answers, an empty column, a last line of totals.
EXPORTS = {
    "zh": {
        "title": "2026 年第三季度客户满意度调查",
        "columns": {
            "recommend": "Q1 您有多大可能把我们推荐给亲友？（0–10 分）",
            "satisfaction": "Q2 总体来说，您对这次服务满意吗？",
            "channel": "Q3 您在哪里办理的？",
        },
        "words": {1: "非常不满意", 2: "不满意", 3: "一般", 4: "满意", 5: "非常满意"},
        "total": "合计",
    },
    "en": {
        "title": "Customer survey, third quarter of 2026",
        "columns": {
            "recommend": "Q1 How likely are you to recommend us to a friend? (0-10)",
            "satisfaction": "Q2 Overall, how satisfied are you with this service?",
            "channel": "Q3 Where were you served?",
        },
        "words": {1: "Very dissatisfied", 2: "Dissatisfied", 3: "Neutral", 4: "Satisfied", 5: "Very satisfied"},
        "total": "Total",
    },
}


def export(file, language: str) -> None:
    """Write a workbook of the service hall's answers, as an export looks."""
    told = EXPORTS[language]
    answers = pe.load("service-hall/survey").query("0 <= recommend <= 10")
    book = openpyxl.Workbook()
    book.active.append([told["title"]])
    book.active.append(list(told["columns"].values()))
    for recommend, satisfaction, channel in answers[["recommend", "satisfaction", "channel"]].itertuples(index=False):
        book.active.append([int(recommend), told["words"].get(satisfaction), str(channel)])
    book.save(file)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_export_to_the_report(language, tmp_path, pictures):
    """The questions are understood, the report is in the analyst's language, and it can be run once more as decided."""
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    pe.set_language(language)
    told, outside = EXPORTS[language], []
    export(tmp_path / "answers.xlsx", language)

    def score(*words: str) -> str:
        command = ["score", "answers.xlsx", "--by", told["columns"]["channel"], "--lang", language, *words]
        with contextlib.chdir(tmp_path):
            result = CliRunner().invoke(complete_app(), command)
        assert 0 == result.exit_code, result.output
        return result.output

    said = score("--out", "report.html")
    assert not PYTHON.search(said), said
    with open_page(outside) as page:
        page.goto((tmp_path / "report.html").as_uri())
        seen = page.locator("body").inner_text()
        assert page.locator("svg, img, canvas").count() >= 2
        if pictures:
            page.screenshot(path=f"{pictures}/report-{language}.png", full_page=True)
    assert not outside
    assert not PYTHON.search(seen)
    answers = pe.load("service-hall/survey").query("0 <= recommend <= 10")
    nps = pe.nps(answers, "recommend")["nps"][0]
    assert f"{abs(nps):.1f}" in seen
    assert all(word in seen for word in ("NPS", "CSAT"))

    # The decisions stand in a file; a second run by it, as a document for the director, finds the same.
    (plan,) = tmp_path.glob("*.score.yml")
    score("--questions", plan.name, "--out", "report.docx")
    text = "\n".join(cell.text for table in docx.Document(tmp_path / "report.docx").tables for cell in table._cells)
    assert re.search(rf"[−-]?{abs(nps):.1f}", text)
