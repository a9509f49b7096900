"""A survey's report and a map's pictures, made by a command from a file."""

import re
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from typer.testing import CliRunner

import peakend as pe
from peakend.command.app import complete_app
from peakend.report.lost import tell_lost
from peakend.report.plan import ScorePlan, guess_plan
from peakend.report.sections import make_sections
from sample_maps import clinic

ANSWERS = pd.DataFrame(
    {
        "How likely are you to recommend us?": [9, 10, 10, 0, 7, 8] * 10,
        "How satisfied were you?": [5, 4, 5, 1, 3, 4] * 10,
        "How easy was it?": [7, 6, 7, 1, 4, 5] * 10,
        "Where?": ["hall", "line", "hall", "line", "hall", "line"] * 10,
        "Anything else?": [f"visit {i}: the wait was long" for i in range(60)],
    }
)


@pytest.fixture
def export(tmp_path, monkeypatch):
    """An export of a survey, in the folder where the command runs."""
    monkeypatch.chdir(tmp_path)
    ANSWERS.to_csv(tmp_path / "answers.csv", index=False, encoding="utf-8")
    return tmp_path / "answers.csv"


def run(*words: object, code: int = 0) -> str:
    """Run a command, expect its exit code, and return what it said."""
    result = CliRunner().invoke(complete_app(), [*map(str, words), "--lang", "en"])
    assert result.exit_code == code, result.output
    return result.output


def test_a_plan_finds_each_kind_of_question(export):
    """By scales and answers; what was guessed is said."""
    plan, guesses = guess_plan(pe.read_survey(export))
    recommend, satisfied, easy, where, other = ANSWERS
    assert ((recommend,), (satisfied,), (easy,)) == (plan.nps, plan.csat, plan.ces)
    assert ((where,), (other,)) == (plan.choices, plan.open)
    assert {recommend, satisfied, easy} >= {guess.column for guess in guesses}


def test_the_report_says_what_the_measures_say(export):
    """NPS of ten times two promoters more than detractors of six."""
    survey = pe.read_survey(export)
    said = [line for section in make_sections(survey, guess_plan(survey)[0]) for line in section.lines]
    expected = pe.nps(ANSWERS, "How likely are you to recommend us?").iloc[0]
    shown = f"NPS {expected['nps']:+.1f} (".replace("-", "−")
    assert any(line.startswith(shown) and "from 60 answers" in line for line in said)


@pytest.mark.parametrize("ending", ["html", "xlsx", "pptx", "docx"])
def test_each_kind_of_report_is_written_and_opens(export, ending):
    """And the plan beside it, for next time."""
    file = export.with_name(f"report.{ending}")
    assert f"Written: {file.name}" in run("score", export.name, "--out", file.name, "--by", "Where?")
    if ending == "html":
        page = file.read_text(encoding="utf-8")
        assert page.count("<svg") >= 3
        assert "the wait was long" in page
        assert "://" not in page.replace("http://www.w3.org", "")
    elif ending == "xlsx":
        sheets = load_workbook(file).worksheets
        assert all(sheet.freeze_panes == "A2" and sheet.page_setup.fitToWidth for sheet in sheets)
        assert all(len(sheet.title) <= 31 for sheet in sheets)
    elif ending == "docx":
        document = Document(file)
        assert len(document.inline_shapes) >= 3 < len(document.tables)
    else:
        assert len(Presentation(file).slides) > 4
    assert "Where?" == ScorePlan.read(export.with_name("report.score.yml")).by


def test_a_plan_is_used_again(export):
    """Only what it names is scored."""
    plan = export.with_name("mine.yml")
    plan.write_text("format: score/1\nnps: ['How likely are you to recommend us?']\n", encoding="utf-8")
    run("score", export.name, "--questions", plan.name, "--out", "r.html")
    page = export.with_name("r.html").read_text(encoding="utf-8")
    assert "NPS ·" in page
    assert "CSAT" not in page


def test_two_files_stand_side_by_side_with_their_difference(export):
    """Now and before."""
    ANSWERS.iloc[:30].assign(**{"How likely are you to recommend us?": 0}).to_csv("before.csv", index=False)
    run("score", export.name, "--before", "before.csv", "--out", "r.html")
    assert "Now less before: +133.3 points" in export.with_name("r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "r.doc"], "'r.doc' has no ending that can be written. Choose .html, .xlsx, .pptx, .docx."),
        (["--by", "When?"], "When?"),
        (["--questions", "plan.yml"], "plan.yml, npss: "),
        (["--questions", "none.yml"], "none.yml cannot be read"),
    ],
)
def test_what_cannot_be_is_one_sentence(export, words, said):
    """And no report is written."""
    export.with_name("plan.yml").write_text("format: score/1\nnpss: [a]\n", encoding="utf-8")
    assert said in run("score", export.name, *words, code=2).splitlines()[-1]
    assert not list(export.parent.glob("r*.*"))


def test_a_map_is_drawn_by_a_command(tmp_path):
    """Several files at once."""
    clinic().write(tmp_path / "visit.yaml")
    out = [tmp_path / "visit.svg", tmp_path / "visit.pptx"]
    run("map", tmp_path / "visit.yaml", "--out", out[0], "--out", out[1])
    assert all(file.stat().st_size > 10_000 for file in out)


def test_a_log_is_drawn_by_a_command(export):
    """With the ways through it, whose texts a file keeps in its own manner; what a workbook cannot hold is named."""
    rows = [f"{way},{place},2025-03-01T09:0{i}:00,1" for way in "abc" for i, place in enumerate(("in", "wait", "in"))]
    export.with_name("log.csv").write_text("\n".join(["journey,touchpoint,time,emotion", *rows]), encoding="utf-8")
    said = run("map", "log.csv", "--out", "log.svg")
    assert "All 3 journeys went the same way:\n3 (100 %): in → wait → in\n" in said
    assert "Journeys that came back to a touchpoint: 3 of 3." in said
    clinic().write(export.with_name("visit.yaml"))
    assert "None" not in run("map", "visit.yaml", "--out", "visit.xlsx")


def test_what_many_touchpoints_lose_is_said_once(export):
    """With the list of them, and not a line for each."""
    clinic().write(export.with_name("visit.yaml"))
    lost = [line for line in run("map", "visit.yaml", "--out", "visit.mmd").splitlines() if "channel" in line]
    assert 1 == len(lost) and "touchpoints, channel: this kind of file cannot hold it. Lost in " in lost[0]


def test_the_same_change_of_many_parts_is_said_once():
    """And what was empty before is no None."""
    rows = [(f"touchpoints {i} ('t{i}'), initiator", None, "Mei") for i in range(3)]
    said = list(tell_lost(pd.DataFrame(rows, columns=["place", "was", "became"])))
    assert ["touchpoints, initiator: changed in 3: – → Mei."] == said


def test_answers_and_logs_are_sent_to_the_other_command(export):
    """A survey is scored, a log is drawn; who confuses them is told."""
    assert "peakend score answers.csv" in run("map", "answers.csv", code=2)
    rows = [f"{way},{place},2025-03-01T09:0{i}:00" for way in "abc" for i, place in enumerate(("in", "wait", "out"))]
    export.with_name("log.csv").write_text("\n".join(["case,activity,timestamp", *rows]), encoding="utf-8")
    assert "peakend map log.csv" in run("score", "log.csv", code=2)


def test_each_doubt_names_the_way_out_that_settles_it(export):
    """A code has its option, a scale has its place in the heading, and neither has the other's."""
    rows = [f"{i},{i % 5 + 1},{i % 5 + 1 if i % 9 else 99}" for i in range(60)]
    head = "id,Would you recommend us?,Ease of use"
    export.with_name("doubts.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    said = run("score", "doubts.csv", "--out", "doubts.html")
    assert "Here: write the scale into the heading" in " ".join(said.split()) and "--missing" not in said
    assert "Here: --missing CODE." in export.with_name("doubts.html").read_text(encoding="utf-8")


def test_rows_that_are_answers_to_one_question_each_are_not_scored(export):
    """A score of all of them would mix the questions; that is said instead."""
    asked = ("How likely to recommend (0-10)", "How satisfied (1-5)")
    rows = [f"{i // 2},{asked[i % 2]},{i % 5 + 1}" for i in range(80)]
    export.with_name("long.csv").write_text("\n".join(["respondent,question,answer", *rows]), encoding="utf-8")
    said = run("score", "long.csv", "--out", "long.html")
    assert "would mix the questions" in " ".join(said.split())
    assert "NPS" not in export.with_name("long.html").read_text(encoding="utf-8")


def test_what_a_quiz_writes_beside_a_question_is_no_score(export):
    """Points and feedback, of which nobody may have any; nor are dates below a question marks or times of answers."""
    asked = "How likely are you to recommend us? (0-10)"
    rows = [f"{i},{i % 11},{i % 2},,2025-0{i % 5 + 1}-05" for i in range(44)]
    head = f"id,{asked},Points - {asked},Feedback - {asked},Satisfaction (x/5)"
    export.with_name("quiz.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    run("score", "quiz.csv", "--out", "quiz.html")
    plan = export.with_name("quiz.score.yml").read_text(encoding="utf-8")
    assert "Points" not in plan and "time:" not in plan and asked in plan


def test_a_mark_of_ten_that_nobody_calls_recommending_is_a_guess(export):
    """It is scored as NPS, and that is said; where the heading recommends nothing needs to be."""
    rows = [f"{i},{i % 11},{i % 11}" for i in range(44)]
    head = "id,How happy are you? (0-10),Would you recommend us? (0-10)"
    export.with_name("happy.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    said = " ".join(run("score", "happy.csv", "--out", "happy.html").split())
    assert "“How happy are you? (0-10)” is taken for NPS by its scale alone, 0–10." in said
    assert "“Would you recommend us? (0-10)” is taken" not in said


def test_a_large_log_is_sent_to_the_other_command_before_it_is_read(export, monkeypatch):
    """By its beginning: reading a gigabyte takes minutes."""
    monkeypatch.setattr("peakend.report.other_kind.is_large", lambda file: file.name.startswith("log"))
    rows = [f"{way},{place},2025-03-01T09:0{i}:00" for way in "abc" for i, place in enumerate(("in", "wait", "out"))]
    export.with_name("log.csv").write_text("\n".join(["case,activity,timestamp", *rows, ""]), encoding="utf-8")
    monkeypatch.setattr("peakend.report.in_memory.in_memory", lambda survey: pytest.fail("was read"))
    assert "peakend map log.csv" in run("score", "log.csv", code=2)


@pytest.mark.parametrize("place", ["file", "against"])
def test_a_map_is_not_drawn_from_a_file_that_would_fill_the_memory(export, monkeypatch, place):
    """One sentence, before anything is read."""
    clinic().write(export.with_name("visit.yaml"))
    monkeypatch.setattr("peakend.report.logs.is_large", lambda file: file.name == "answers.csv")
    words = ["answers.csv"] if place == "file" else ["visit.yaml", "--against", "answers.csv"]
    said = " ".join(run("map", *words, code=2).split())
    assert "'answers.csv' has 0 MB, too much to draw a map from; 200 MB are possible." in said


def test_what_is_too_large_for_a_log_is_not_read_again_to_find_that_out(export, monkeypatch):
    """A large file of remarks alone is read in parts, and not once more as a whole."""
    export.with_name("remarks.csv").write_text(
        "\n".join(["id,remark", *(f"{i},visit {i}: the wait was long" for i in range(60))]), encoding="utf-8"
    )
    monkeypatch.setattr("peakend.surveys.exports.read_large.LARGE", 100)
    monkeypatch.setattr("peakend.report.logs.read_sheet", lambda file: pytest.fail(f"{file} was read whole"))
    run("score", "remarks.csv", "--out", "remarks.html")


def test_features_and_priorities_stand_in_the_report(export):
    """KANO from the pairs that the plan names; importance and performance of three ratings or more."""
    lacks = ["I dislike it", "I don't care"]
    rated = {"staff": [5, 3, 4, 1, 4, 4] * 10, "rooms": [2, 4, 4, 2, 3, 5] * 10}
    wide = ANSWERS.assign(have="I like it", lack=lacks * 30, **rated)
    recommend, satisfied, *_rest = ANSWERS
    plan = ScorePlan(nps=(recommend,), csat=(satisfied, "staff", "rooms"), kano={"tea": ("have", "lack")})
    wide.to_csv("answers.csv", index=False)
    titles = {section.title: section for section in make_sections(pe.read_survey(export), plan)}
    assert {"keep up"} <= set(titles["Importance and performance"].table["label"])
    assert "tea:" in titles["Features by KANO"].lines[0]


def test_satisfaction_is_compared_by_its_own_difference(export):
    """Points of csat_difference, where the answers were in words."""
    words = {5: "Very satisfied", 4: "Satisfied", 3: "Neutral", 1: "Very dissatisfied"}
    satisfied = list(ANSWERS)[1]
    now = ANSWERS.assign(**{satisfied: ANSWERS[satisfied].map(words)})
    now.to_csv("answers.csv", index=False)
    now.iloc[:30].assign(**{satisfied: "Very dissatisfied"}).to_csv("before.csv", index=False)
    survey, before = pe.read_survey("answers.csv"), pe.read_survey("before.csv")
    before = before.score(satisfied, {"Very dissatisfied": 1}, scale=(1, 5))
    sections = list(make_sections(survey, ScorePlan(csat=(satisfied,)), before))
    compared = next(section for section in sections if section.title.startswith("Now and before"))
    assert "Now less before: +66.7 points" in compared.lines[0]


WEIGHTED = ANSWERS.assign(
    weight=[1.0, 2.0] * 30,
    quick=["喜欢", "喜欢", "无所谓"] * 20,
    slow=["不喜欢", "不喜欢", "无所谓"] * 20,
    friendly=["Strongly agree", "Agree", "Strongly disagree"] * 20,
    app=[1, 0, 1] * 20,
)


def test_what_a_manager_would_ask_for_is_in_the_report(export):
    """Scores at a glance, segments with letters, KANO by its words, the share of each answer, weights in all of it."""
    recommend = next(iter(ANSWERS))
    WEIGHTED.to_csv("answers.csv", index=False)
    survey = pe.read_survey(export)
    plan = guess_plan(survey)[0].model_copy(update={"by": "Where?", "weights": "weight"})
    assert plan.kano == {"quick": ("quick", "slow")}
    parts = {section.title: section for section in make_sections(survey, plan, survey)}
    expected = pe.nps(WEIGHTED, recommend, weights="weight")["nps"][0]
    glance = parts["Scores at a glance"].table
    assert glance["score"][0] == glance["last time"][0] == f"{expected:.1f}"
    assert list(parts["Where?"].table["percent"].round(1)) == [66.7, 33.3]
    assert "line 66.7 %" in parts["Where?"].chart.to_dict()["description"]
    assert parts["Features by KANO"].table["category"].tolist() == ["O"]
    again = parts[f"Now and before: NPS · {recommend}"]
    assert "+0.0 points" in again.lines[0]
    assert again.table["nps"].tolist() == pytest.approx([expected] * 2)


def test_which_end_is_good_is_said_on_the_command_line(export):
    """Agreeing is scored when somebody has said that it is good, and the plan keeps it."""
    WEIGHTED.to_csv("answers.csv", index=False)
    assert "“friendly” is not scored: its words do not tell" in run("score", export.name, "--out", "r.html")
    said = run("score", export.name, "--out", "r.html", "--high-is-good", "friendly")
    assert "is not scored" not in said
    plan = ScorePlan.read(export.with_name("r.score.yml"))
    assert (plan.high_is_good, plan.csat) == (("friendly",), ("How satisfied were you?", "friendly"))
    assert "CSAT · friendly" in export.with_name("r.html").read_text(encoding="utf-8")


def test_a_feature_is_called_by_what_both_questions_share(export):
    """Also where that stands at their ends."""
    words = {"If there were a ticket machine?": "have", "If there were no ticket machine?": "lack"}
    answers = pd.DataFrame(
        {"have": ["I like it", "I don't care"] * 5, "lack": ["I dislike it", "I can live with it"] * 5}
    )
    answers.rename(columns=dict(map(reversed, words.items()))).to_csv(export, index=False)
    assert ["If there were … ticket machine"] == list(guess_plan(pe.read_survey(export))[0].kano)


def test_a_slide_holds_a_table_that_can_be_edited(export):
    """Not a picture of text."""
    run("score", export.name, "--out", "r.pptx", "--by", "Where?")
    shapes = [shape for slide in Presentation(export.with_name("r.pptx")).slides for shape in slide.shapes]
    assert any(shape.has_table and shape.table.cell(0, 0).text == "question" for shape in shapes)


def margins(export, lines: str) -> str:
    """Score by a plan with margins of the places, and return the page, or what was refused."""
    plan = export.with_name("mine.yml")
    plan.write_text(f"format: score/1\nnps: ['{next(iter(ANSWERS))}']\n{lines}", encoding="utf-8")
    try:
        run("score", export.name, "--questions", plan.name, "--out", "r.html")
    except AssertionError as refused:
        return str(refused)
    return export.with_name("r.html").read_text(encoding="utf-8")


def test_answers_are_weighed_to_known_margins(export):
    """Of each three, hall gives 9, 10, 7 and line 10, 0, 8: the NPS is the mean of both by their known shares."""
    page = margins(export, "margins:\n  Where?: {hall: 75, line: 25}\n")
    hall, line = 200 / 3, 0.0
    assert f"NPS {0.75 * hall + 0.25 * line:+.1f} (" in page
    # 30 answers of weight 1.5, 30 of weight 0.5: 60² / (30 × 2.25 + 30 × 0.25).
    assert "60 answers are worth 48.0 equal ones (design effect 1.25), and one answer counts for 1.50 at most." in page
    assert "weighted to the known shares by raking" in page


def test_the_largest_weight_is_bounded(export):
    """And it is said how far from the margins that leaves the answers: 30 × 1.2 of 60 are 60 %."""
    page = margins(export, "margins:\n  Where?: {hall: 75, line: 25}\nmost_weight: 1.2\n")
    assert "one answer counts for 1.20 at most" in page
    assert "Weights were cut off at 1.2; shares are still up to 15.0 points from what is known." in page


def test_whoever_skipped_the_question_keeps_their_share(export):
    """Nobody is left out of a score because nothing is known of their group."""
    ANSWERS.assign(**{"Where?": ["hall"] * 20 + ["line"] * 20 + [None] * 20}).to_csv(export, index=False)
    page = margins(export, "margins:\n  Where?: {hall: 75, line: 25}\n")
    assert "Without an answer to “Where?”: 20; their share is left as it is." in page
    # 20 × 1.5, 20 × 0.5 and 20 × 1.
    assert f"60 answers are worth {60**2 / 20 / (1.5**2 + 0.5**2 + 1):.1f} equal ones" in page


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "margins:\n  Where?: {hall: 75, Line: 25}\n",
            "a share: 'line'. With a share, but nobody in the file: 'Line'.",
        ),
        ("margins:\n  Where: {hall: 75, line: 25}\n", "There is no column 'Where'."),
        ("margins:\n  Where?: {hall: -1, line: 25}\n", "mine.yml, margins.Where?.hall: "),
        ("most_weight: 3\n", "Give the margins too."),
    ],
)
def test_margins_that_do_not_fit_the_file_are_refused(export, lines, said):
    """With the groups that have no share, and those that have nobody."""
    assert said in " ".join(margins(export, lines).split())


def test_the_plan_says_how_many_points_of_a_long_scale_are_the_best(tmp_path, monkeypatch):
    """Of 0 to 100 it is asked for; 21 points are those from 80: three of four answers."""
    monkeypatch.chdir(tmp_path)
    asked = "How satisfied are you (0-100)?"
    pd.DataFrame({asked: [100, 85, 80, 40] * 15, "id": range(1000, 1060)}).to_csv("s.csv", index=False)
    pages = []
    for lines in ("", f"top: {{'{asked}': 21}}\n"):
        Path("mine.yml").write_text(f"format: score/1\ncsat: ['{asked}']\n{lines}", encoding="utf-8")
        run("score", "s.csv", "--questions", "mine.yml", "--out", "r.html")
        pages.append(Path("r.html").read_text(encoding="utf-8"))
    assert "The scale 0–100 has 101 points. Say how many of the best count as satisfied" in pages[0]
    assert "CSAT 75.0 % satisfied" in pages[1]


def test_a_score_of_zero_has_no_minus(export):
    """Weights may leave it a hair below: neither the line nor the table says -0.0."""
    answers = {next(iter(ANSWERS)): [9, 7, 7, 0, 7, 10] * 10, "w": [1, 1, 1, 2.0000001, 1, 1] * 10}
    ANSWERS.assign(**answers).to_csv(export, index=False)
    run("score", export.name, "--weights", "w", "--out", "r.html")
    page = export.with_name("r.html").read_text(encoding="utf-8")
    assert "NPS +0.0 (" in page
    assert not re.search(r"[>(] *-0\.0+\b", page)


def test_a_sheet_shows_all_of_a_long_sentence(export):
    """Its row is as high as its lines, which not every program sees to; weighted counts have few decimals."""
    ANSWERS.assign(w=[1.0, 1 / 3] * 30).to_csv(export, index=False)
    run("score", export.name, "--weights", "w", "--out", "r.xlsx")
    first, _glance, scores, *_rest = load_workbook(export.with_name("r.xlsx")).worksheets
    longest = max(first.iter_rows(min_row=2), key=lambda row: len(row[1].value))[1]
    assert first.row_dimensions[longest.row].height / 15 >= len(longest.value) / 60 > 1
    assert "0.0#" == scores["B2"].number_format
