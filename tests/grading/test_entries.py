"""Entries of the gradebook: two ids of one person merged, now and later; and a disk that is full."""

from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

import peakend as pe
from graded_class import LAB, grade_class, mark_by_hand
from peakend.command.app import complete_app
from peakend.lessons.roster import Person, Roster
from peakend_grading.host.merge import as_merged, read_pair
from peakend_grading.intake.submissions import Submission
from peakend_grading.marks.book import open_book
from peakend_grading.results.certificates import Certificate, left_over
from peakend_grading.results.feedback import write_feedback
from peakend_labs.lab import read_lab


def run(*words):
    return CliRunner().invoke(complete_app(), [str(word) for word in words])


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    """What `bai` handed in, marked by hand, is now another's, who has handed in nothing."""
    folder = grade_class(tmp_path_factory.mktemp("merged") / "graded")
    mark_by_hand(folder, "bai", 3)
    list(write_feedback(folder, "en"))
    result = run("grade", "--merge", "bai=白露", "--out", folder, "--lang", "en")
    assert result.exit_code == 0, result.output
    assert f"{LAB} of bai now count for 白露" in result.output
    return folder


def test_the_ghost_is_gone_and_the_marks_are_the_owners(merged):
    """A trainer's own mark, too; gradebook, grades and folders know one person."""
    with open_book(merged) as book:
        marks = {mark.task: mark.score for mark in book.marks("白露")}
        assert ([], {"bai": "白露"}) == (book.marks("bai"), book.merged())
    assert (3, 0) == (marks["task-9-look-first"], marks["task-3-by-hand"])
    rows = (merged / "grades.csv").read_text(encoding="utf-8-sig")
    assert ("bai," in rows, "白露," in rows) == (False, True)
    for part in ("autograded", "feedback"):
        assert ((merged / part / "bai").exists(), (merged / part / "白露" / LAB).is_dir()) == (False, True)


def test_two_who_handed_in_the_same_are_not_merged(merged):
    """One of the two must be withdrawn first."""
    result = run("grade", "--merge", "chen=amy", "--out", merged, "--lang", "en")
    assert result.exit_code != 0
    assert "withdraw the one that does not count" in " ".join(result.output.split())


def test_an_id_that_is_not_there_is_one_sentence(merged):
    """With the ids that are."""
    result = run("grade", "--merge", "nobody=amy", "--out", merged, "--lang", "en")
    assert "The gradebook has nothing of 'nobody'" in " ".join(result.output.split())


def test_later_hand_ins_count_for_the_owner():
    """However the ghost's id is written; where both hand in, the owner's counts, and that is said."""
    found = [Submission(who, lab, Path(who)) for who, lab in [("BAI", "a"), ("bai", "b"), ("白露", "b"), ("amy", "a")]]
    taken, notes = as_merged(found, {"bai": "白露"})
    assert [("白露", "a"), ("白露", "b"), ("amy", "a")] == [(one.trainee, one.lab) for one in taken]
    assert ["Not taken: b of bai, since 白露 has handed it in, too."] == notes


def test_a_merged_hand_in_has_its_owners_team():
    """The class's list does not have the ghost's id; its figures may be those of the ghost's id or team."""
    roster = Roster(people=(Person(id="白露", name="白露", team="blue"), Person(id="amy")))
    found = [Submission("bai", "a", Path("bai"), team="bleu"), Submission("emy", "a", Path("emy"), team="red")]
    taken, _notes = as_merged(found, {"bai": "白露", "emy": "amy"}, roster)
    assert [("白露", "blue"), ("amy", "red")] == [(one.trainee, one.team) for one in taken]
    assert {"bai", "bleu"} < {*taken[0].also}


def test_a_ghost_leaves_the_certificates_and_others_that_are_left_are_named(tmp_path):
    """Whoever was withdrawn may have one from before."""
    for name in ("amy", "bai", "old"):
        (tmp_path / f"{name}.pdf").touch()
    assert ["old.pdf"] == left_over(tmp_path, [Certificate("Amy", tmp_path / "amy.pdf")], {"bai": "amy"})
    assert not (tmp_path / "bai.pdf").exists()


@pytest.mark.parametrize("pair", ["bai", "=a", "a=", "a=a"])
def test_a_merge_needs_two_ids(pair):
    """In one sentence."""
    with pytest.raises(pe.PeakendError, match="Give two ids"):
        read_pair(pair)


def test_a_full_disk_is_one_sentence_and_what_is_written_stays(tmp_path, capfd):
    """No traceback, not nbgrader's either; once there is room the same submission is written whole."""
    folder = grade_class(tmp_path / "graded", {"amy": ()})
    cells = {LAB: read_lab(LAB).read("zh")}
    with open_book(folder) as book:
        book.add_assignment(LAB, {})
        pages = book._db.execute(text("PRAGMA page_count")).scalar()
        book._db.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(pe.PeakendError, match=r"cannot be written: database or disk is full"):
            for number in range(50):
                book.record(f"t{number}", LAB, cells, "digest", {})
        book._db.execute(text("PRAGMA max_page_count = 100000"))
        book.record(f"t{number}", LAB, cells, "digest", {})
        assert (True, True) == (bool(book.marks("amy")), bool(book.marks(f"t{number}")))
    assert "Traceback" not in capfd.readouterr().err
