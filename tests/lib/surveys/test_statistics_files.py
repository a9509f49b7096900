"""Files of SPSS and Stata: labels, values declared missing, and what each answer is worth."""

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

import peakend as pe

SATISFIED = {1.0: "Very satisfied", 2.0: "Satisfied", 3.0: "Neutral", 4.0: "Dissatisfied", 5.0: "Very dissatisfied"}


def sav(path: Path) -> Path:
    """An SPSS file: 1 is the best option, 9 is declared missing, the ends of 0–10 have labels."""
    table = pd.DataFrame(
        {"q1": [1.0, 1, 2, 5, 9], "nps": [10.0, 9, 0, 7, 10], "sex": [1.0, 2, 1, 2, 1], "age": [34.0, 51, 28, 44, 60]}
    )
    pyreadstat.write_sav(
        table,
        str(path),
        column_labels={"q1": "How satisfied are you?"},
        variable_value_labels={
            "q1": SATISFIED | {9.0: "Refused"},
            "nps": {0.0: "Not at all likely", 10.0: "Extremely likely"},
            "sex": {1.0: "male", 2.0: "female"},
        },
        missing_ranges={"q1": [9.0]},
    )
    return path


def test_labels_say_which_end_is_good(tmp_path):
    """Three of four are satisfied, though 1 is the best option; 9 is no answer."""
    known = pe.read_survey(sav(tmp_path / "a.sav"))
    assert (4, 75) == tuple(pe.csat(known, "q1").loc[0, ["n", "top_box"]])
    assert {"9": 1} == dict(known.questions["q1"].missing_codes)


def test_a_scale_with_labels_at_its_ends_is_a_scale(tmp_path):
    """10 of 10 promotes."""
    known = pe.read_survey(sav(tmp_path / "a.sav"))
    assert 100 * (3 - 1) / 5 == pytest.approx(pe.nps(known, "nps")["nps"][0])
    assert [10, 9, 0, 7, 10] == known["nps"].tolist()


def test_options_are_kept_by_their_texts(tmp_path):
    """And numbers without labels stay numbers."""
    known = pe.read_survey(sav(tmp_path / "a.sav"))
    assert (["male", "female"], "integer") == (known["sex"].tolist()[:2], pe.codebook(known)["type"].iloc[3])
    assert "How satisfied are you?" == known.questions["q1"].text


def test_stata_files_have_labels_too(tmp_path):
    """The same answers."""
    table = pd.DataFrame({"q1": [1, 1, 2, 5]})
    pyreadstat.write_dta(
        table, str(tmp_path / "a.dta"), variable_value_labels={"q1": {int(k): v for k, v in SATISFIED.items()}}
    )
    assert 75 == pe.csat(pe.read_survey(tmp_path / "a.dta"), "q1")["top_box"][0]


def test_a_damaged_file_is_named(tmp_path):
    """In one sentence."""
    (tmp_path / "a.sav").write_bytes(b"$FL2 cut off")
    with pytest.raises(pe.PeakendError, match=r"'a\.sav' is damaged"):
        pe.read_survey(tmp_path / "a.sav")


def test_a_label_that_reads_as_no_answer_is_asked_about(tmp_path):
    """Where the file does not declare it missing: 9 counts nowhere, and is said; "none" stays an option of its own."""
    table = pd.DataFrame({"staff": [1.0, 5, 4, 9], "age": [34.0, 51, 99, 40], "used": [1.0, 2, 2, 1]})
    labels = {
        "staff": {1.0: "very poor", 5.0: "very good", 9.0: "Don't know"},
        "age": {99.0: "refused"},
        "used": {1.0: "app", 2.0: "none"},
    }
    pyreadstat.write_sav(table, str(tmp_path / "a.sav"), variable_value_labels=labels)
    known = pe.read_survey(tmp_path / "a.sav")
    assert (3, 1) == tuple(pe.csat(known, "staff").loc[0, ["n", "n_missing"]])
    assert "Don't know = no answer" in known.problems["message"][0]
    assert "99 × 1 beside answers from 34 to 51" in known.questions["age"].code_doubt
    with pytest.raises(pe.PeakendError, match="codes for “no answer”"):
        pe.compare(known, "age", between="used")
    assert [2, 2] == pe.frequencies(known, "used")["n"].tolist()


def test_letters_of_stata_are_no_answers(tmp_path):
    """.a and .b are counted, with their labels or without, and the rest stay numbers."""
    table = pd.DataFrame({"q1": [1.0, 1.0, 2.0, 5.0, "a", "b"], "n": [1.0, 2.0, 3.0, 4.0, 5.0, "b"]})
    labels = {int(k): v for k, v in SATISFIED.items()} | {"a": "Refused"}
    pyreadstat.write_dta(
        table,
        str(tmp_path / "a.dta"),
        variable_value_labels={"q1": labels},
        missing_user_values={"q1": ["a", "b"], "n": ["b"]},
    )
    known = pe.read_survey(tmp_path / "a.dta")
    assert (4, 75) == tuple(pe.csat(known, "q1").loc[0, ["n", "top_box"]])
    assert {"a": 1, "b": 1} == dict(known.questions["q1"].missing_codes)
    assert (3, 1) == (known["n"].mean(), known["n"].isna().sum())
