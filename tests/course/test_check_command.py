"""What `peakend check` does with what it finds: each kind of mistake ends it with its own sentence."""

import pytest

from peakend.base.errors import PeakendError
from peakend_course import check_command, check_course
from peakend_labs.proof import check, check_cache, claims, side_files
from peakend_labs.proof.outcome import Outcome

LAB = "0-warm-up"
PASSED = Outcome(LAB, "en", "service-hall", "solution", 1, 1, 1, 0, 1, 0.1)
FAILED = Outcome(LAB, "en", "service-hall", "blank", 1, 1, 0, 0, 1, 0.1)
SLOW = Outcome(LAB, "en", "service-hall", "solution", 1, 1, 1, 0, 9, 8.0)
COURSE, CLAIM, FORM = "the page is not sound", "the claim does not hold", "the form is not sound"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command on labs that are not executed, and return the tables that it showed."""
    monkeypatch.setattr(check_cache, "CACHE", tmp_path)
    shown = []
    monkeypatch.setattr(check_command, "_outcome_table", lambda outcomes: shown.append(outcomes) or "")

    def run(labs, outcomes=(PASSED,), **mistakes):
        def executed(_jobs, *, before, meanwhile, **_options):
            before()
            meanwhile()
            yield from outcomes

        monkeypatch.setattr(check, "check_labs", executed)
        monkeypatch.setattr(check_course, "require_sound_course", _raising(mistakes.get("course")))
        monkeypatch.setattr(side_files, "require_sound_files", _raising(mistakes.get("form")))
        broken = [mistakes["claim"]] if "claim" in mistakes else []
        monkeypatch.setattr(claims, "broken_claims", lambda *_asked: broken)
        check_command.check(labs=labs, lang="en", case="service-hall", json_file=None)

    run.shown = shown
    return run


def _raising(sentence):
    def look(*_asked):
        if sentence:
            raise PeakendError(sentence)

    return look


def test_a_sound_house_passes(run):
    """And what was executed is shown."""
    run([LAB])
    assert [[PASSED]] == run.shown


def test_a_mistake_in_the_course_is_told_after_the_one_lab_asked_for(run):
    """Whose outcomes are shown first."""
    with pytest.raises(PeakendError, match=COURSE):
        run([LAB], course=COURSE)
    assert [[PASSED]] == run.shown


def test_a_mistake_in_the_course_ends_the_check_of_all_labs(run):
    """Before anything is shown."""
    with pytest.raises(PeakendError, match=COURSE):
        run(None, course=COURSE)
    assert [] == run.shown


@pytest.mark.parametrize("labs", [[LAB], None])
def test_a_mistake_in_a_form_ends_it_before_anything_is_executed(run, labs):
    """Whatever else is wrong."""
    with pytest.raises(PeakendError, match=FORM):
        run(labs, form=FORM, course=COURSE, claim=CLAIM)
    assert [] == run.shown


@pytest.mark.parametrize("labs", [[LAB], None])
def test_a_claim_that_does_not_hold_ends_it(run, labs):
    """Each time, as it is not remembered."""
    for _time in range(2):
        with pytest.raises(PeakendError, match=CLAIM):
            run(labs, claim=CLAIM)


@pytest.mark.parametrize(
    ("outcome", "sentence"), [(FAILED, "1 of 1 runs did not score"), (SLOW, r"a cell that took 8\.0 s")]
)
def test_a_run_that_fails_or_is_slow_ends_it(run, outcome, sentence):
    """Also where the course has a mistake, which is told next time."""
    with pytest.raises(PeakendError, match=sentence):
        run([LAB], [outcome], course=COURSE)
    assert [[outcome]] == run.shown


def test_what_was_found_sound_is_remembered(run):
    """A second look does not ask again."""
    run([LAB])
    run([LAB], form=FORM, course=COURSE, claim=CLAIM)
    assert [[PASSED], [PASSED]] == run.shown
