"""A survey read in parts says what it says when it is read whole: questions, answers, problems, scores, refusals."""

import csv
import random
from pathlib import Path

import pandas as pd
import pytest

import peakend as pe
import survey_files
from peakend.frames import large_text
from peakend.surveys.exports import witnesses
from peakend.surveys.survey import Survey


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    """Parts so small that a medium file has many."""
    monkeypatch.setattr(large_text, "CHUNK", 400)
    monkeypatch.setattr(witnesses, "HEAD", 60)
    monkeypatch.setattr(witnesses, "TAIL", 20)
    monkeypatch.setattr(witnesses, "SAMPLE", 5)


def both(path: Path, **wishes: object) -> tuple[Survey, Survey]:
    """Read a file whole and in parts."""
    return pe.read_survey(path, lazy=False, **wishes), pe.read_survey(path, lazy=True, **wishes)


def assert_same(whole: Survey, parts: Survey) -> None:
    """Compare all that a survey holds."""
    assert list(whole.questions) == list(parts.questions)
    pd.testing.assert_frame_equal(whole.problems, parts.problems)
    pd.testing.assert_frame_equal(whole.table, parts.collect().table)
    assert len(whole) == len(parts)
    assert {key: whole.source[key] for key in ("file", "profile", "encoding", "signs")} == {
        key: parts.source[key] for key in ("file", "profile", "encoding", "signs")
    }


def google(n: int) -> list[list[object]]:
    """A Google Forms export with several answers in a cell, and dates that only the last rows tell."""
    draw = random.Random(3)
    rows: list[list[object]] = [
        ["Timestamp", "How likely are you to recommend us?", "Which channels do you use?", "Why?"]
    ]
    for i in range(n):
        day = 25 if i > n - 5 else draw.randint(1, 12)
        used = draw.sample(["Phone", "App", "Branch, counter", "Web"], draw.randint(1, 3))
        why = draw.choice(["", "too slow", "fine, thanks", f"case {i}"])
        rows.append([f"3/{day}/2025 9:{i % 60:02d}:00", draw.randrange(11), ", ".join(used), why])
    return rows


def plain(n: int) -> list[list[object]]:
    """A table of one's own: ids of which some come again, codes for no answer, a batch of totals below."""
    draw = random.Random(4)
    rows: list[list[object]] = [
        ["Q3 2025 export"],
        ["id", "segment", "satisfaction (1-5)", "ease", "comment", "minutes"],
    ]
    for i in range(1, n + 1):
        rated = 99 if i % 700 == 0 else draw.randint(1, 5)
        ease = draw.choice(["easy", "very easy", "difficult", "very difficult", "neutral"]) if i % 9 else ""
        rows.append(
            [i if i % 500 else i - 1, draw.choice("ABC"), rated, ease, f"note {draw.random():.9f}", draw.random()]
        )
    return [*rows, ["Total", "", 3 * n, "", "", ""], ["Source: own data"]]


SHAPES = {
    "wjx texts": survey_files.wjx(1500, dirty=True),
    "wjx numbers": survey_files.wjx(1500, answers="number", dirty=True),
    "qualtrics": survey_files.qualtrics(1500, dirty=True),
    "surveymonkey": survey_files.surveymonkey(1500, dirty=True),
    "google": google(1500),
    "plain": plain(1500),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_read_in_parts_is_the_same_survey(tmp_path, shape):
    """Every platform's shape, with what is dirty in it."""
    assert_same(*both(survey_files.write_csv(tmp_path / "export.csv", SHAPES[shape])))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8", "cp1252"])
def test_encodings_are_told_without_reading_the_whole(tmp_path, encoding):
    """By all lines that are not plain ASCII."""
    rows = SHAPES["google"] if encoding == "cp1252" else SHAPES["wjx texts"]
    rows = [*rows, ["3/26/2025 9:00:00", 9, "App", "très bien, déjà vu à Orléans"]] if encoding == "cp1252" else rows
    assert_same(*both(survey_files.write_csv(tmp_path / "export.csv", rows, encoding)))


def test_previews_and_unfinished_answers_are_counted_over_all_parts(tmp_path):
    """Of Qualtrics: every tenth a preview, every seventh not finished."""
    rows = survey_files.qualtrics(1500)
    for i, row in enumerate(rows[3:]):
        row[2] = "Survey Preview" if i % 10 == 0 else row[2]
        row[6] = "False" if i % 7 == 0 else row[6]
    whole, parts = both(survey_files.write_csv(tmp_path / "export.csv", rows))
    assert set(whole.problems["kind"]) >= {"preview", "unfinished"}
    assert_same(whole, parts)


def test_a_row_that_alone_tells_something_is_found(tmp_path, monkeypatch):
    """A text among 1,500 numbers that are all different, though nothing of it was looked at in the first reading."""
    monkeypatch.setattr(witnesses, "make", lambda cell: "0")
    rows: list[list[object]] = [["segment", "minutes", "score"]]
    rows += [["AB"[i % 2], i + 0.5 if i != 1111 else "unknown", i % 11] for i in range(1500)]
    assert_same(*both(survey_files.write_csv(tmp_path / "export.csv", rows)))


@pytest.mark.parametrize(
    "damage",
    [
        lambda rows: rows[1200].append("more"),
        lambda rows: rows[1200].__delitem__(slice(1, None)),
        lambda rows: rows.__setitem__(slice(None), [rows[0]]),
    ],
)
def test_refusals_are_the_same(tmp_path, damage):
    """A row too long, one too short, no answers at all: the same sentence, which names the same line."""
    rows = survey_files.surveymonkey(1500)[1:] if damage is None else [list(row) for row in SHAPES["google"]]
    damage(rows)
    file = survey_files.write_csv(tmp_path / "export.csv", rows)
    with pytest.raises(pe.PeakendError) as whole:
        pe.read_survey(file, lazy=False)
    with pytest.raises(pe.PeakendError) as parts:
        pe.read_survey(file, lazy=True)
    assert str(whole.value) == str(parts.value)


def test_a_quotation_that_is_never_closed_is_refused(tmp_path):
    """With the line on which it is opened."""
    file = tmp_path / "export.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(SHAPES["google"])
        text.write('3/26/2025 9:00:00,9,App,"never closed\n')
    with pytest.raises(pe.PeakendError, match="opened on line 1502 and never closed"):
        pe.read_survey(file, lazy=True)


def test_totals_amid_a_large_file_are_doubted(tmp_path):
    """What the reader of a small file would add up is kept, and said."""
    rows = [["channel", "score"], *([["phone", i % 11] for i in range(900)])]
    rows[450:450] = [["Subtotal", 4]]
    survey = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", rows), lazy=True)
    said = survey.problems.set_index("kind")["message"]
    assert "Rows that begin with Subtotal, as totals do: 1, the first on line 451." in said["footer-doubt"]


MEASURES = {
    "nps": lambda s: pe.nps(s, "How likely are you to recommend us?", by="day"),
    "csat": lambda s: pe.csat(s, "rated", scale=(1, 5), by="day"),
    "ces": lambda s: pe.ces(s, "words", scale=(1, 5), high_is="easy"),
    "frequencies": lambda s: pe.frequencies(s, "words", by="day"),
    "crosstab": lambda s: pe.crosstab(s, "words", by="day"),
    "compare": lambda s: pe.compare(s, "rated", between="day"),
    "nps_difference": lambda s: pe.nps_difference(s, "How likely are you to recommend us?", between="day"),
    "drivers": lambda s: pe.drivers(s, "How likely are you to recommend us?", ["rated", "speed"]),
}


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Read a table of one's own whole and in parts."""
    draw = random.Random(5)
    words = ["very difficult", "difficult", "neutral", "easy", "very easy"]
    rows: list[list[object]] = [["day", "How likely are you to recommend us?", "rated", "words", "speed"]]
    rows += [
        [draw.choice(["Mon", "Tue"]), draw.randrange(11), draw.randint(1, 5), draw.choice(words), draw.randint(1, 5)]
        for _i in range(900)
    ]
    return both(survey_files.write_csv(tmp_path_factory.mktemp("large") / "export.csv", rows))


@pytest.mark.parametrize("measure", MEASURES)
def test_measures_take_a_survey_that_stays_in_its_file(measured, measure):
    """With the same figures as in memory."""
    whole, parts = map(MEASURES[measure], measured)
    pd.testing.assert_frame_equal(whole, parts, check_dtype=False)


def test_kano_is_counted_in_the_file(tmp_path):
    """From two columns a feature, in words."""
    draw = random.Random(6)
    words = ["I like it", "It must be that way", "I am neutral", "I can live with it", "I dislike it"]
    rows: list[list[object]] = [["with", "without", "day"]]
    rows += [[draw.choice(words), draw.choice(words), draw.choice(["Mon", "Tue"])] for _i in range(900)]
    whole, parts = both(survey_files.write_csv(tmp_path / "export.csv", rows))
    sides = {"feature": "feature", "functional": "functional", "dysfunctional": "dysfunctional"}
    long = [pe.melt_kano(survey, {"desk": ("with", "without")}, keep="day") for survey in (whole, parts)]
    tables = [pe.kano(table, **sides, by="day") for table in long]
    pd.testing.assert_frame_equal(*tables, check_dtype=False)


def test_answers_are_scored_in_the_file(measured):
    """By words, and turned around."""
    whole, parts = measured
    worth = {"very difficult": 1, "difficult": 2, "neutral": 3, "easy": 4, "very easy": None}
    for answers in (lambda s: s.score("words", worth), lambda s: s.score("rated", scale=(1, 5), direction="low")):
        column = "words" if answers(whole).questions["words"].scores == worth else "rated"
        pd.testing.assert_frame_equal(pe.csat(answers(whole), column), pe.csat(answers(parts), column))


def test_a_parquet_file_is_read_as_the_same_table_of_text_is(tmp_path):
    """Numbers, times and texts as they are, in the file or in memory."""
    rows = [
        ["when, time", "recommend", "channel"],
        *([f"2025-03-{1 + i % 28:02d} 09:00:00", i % 11, "AB"[i % 2]] for i in range(900)),
    ]
    text = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", rows), lazy=False)
    table = pd.DataFrame(rows[1:], columns=rows[0]).astype({"recommend": "float64", "when, time": "datetime64[us]"})
    table.to_parquet(tmp_path / "export.parquet")
    for lazy in (None, False):
        survey = pe.read_survey(tmp_path / "export.parquet", lazy=lazy)
        assert list(survey.questions) == list(text.questions)
        assert (
            pe.nps(survey, "recommend", by="channel")["nps"].tolist()
            == pe.nps(text, "recommend", by="channel")["nps"].tolist()
        )
    pd.testing.assert_frame_equal(survey.table, text.table)


def test_a_damaged_parquet_file_is_refused(tmp_path):
    """In one sentence."""
    (tmp_path / "export.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(pe.PeakendError, match="is damaged or no Parquet file"):
        pe.read_survey(tmp_path / "export.parquet")


def test_what_needs_rows_says_how_to_have_them(measured):
    """A survey of the columns that are needed."""
    _whole, parts = measured
    with pytest.raises(pe.PeakendError, match=r"s\.collect\(\[…\]\)\.weigh\(…\)"):
        parts.weigh({"day": {"Mon": 50, "Tue": 50}})
    weighted = parts.collect(["day", "rated"]).weigh({"day": {"Mon": 50, "Tue": 50}})
    assert pe.csat(weighted, "rated", weights="weight")["n"].tolist() == [900]


def test_its_file_goes_with_it(tmp_path):
    """Nothing is left behind in the folder for temporary files."""
    survey = pe.read_survey(survey_files.write_csv(tmp_path / "export.csv", SHAPES["google"]), lazy=True)
    parquet = Path(survey.source["parquet"])
    assert parquet.exists()
    del survey
    assert not parquet.exists()


def test_without_its_extra_a_large_file_is_refused_in_one_sentence(tmp_path, monkeypatch):
    """With the command that installs it."""
    monkeypatch.setattr("peakend.base.extras.find_spec", lambda _name: None)
    file = survey_files.write_csv(tmp_path / "export.csv", SHAPES["google"])
    with pytest.raises(pe.PeakendError, match=r'pip install "peakend\[large\]"'):
        pe.read_survey(file, lazy=True)


def test_a_workbook_is_not_read_in_parts(tmp_path):
    """It holds a million rows at most."""
    with pytest.raises(pe.PeakendError, match="and Parquet alone"):
        pe.read_survey(tmp_path / "export.xlsx", lazy=True)
