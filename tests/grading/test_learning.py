"""The learning report: gain by objective, with an interval; difficulty, discrimination, what is still misunderstood."""

import math

import numpy as np
import pytest
from scipy import stats

from peakend_grading.marks.grades import TaskGrade
from peakend_grading.marks.notes import Note
from peakend_grading.results.class_report import write_report
from peakend_grading.results.learning import find_learning, normalised_gain
from peakend_grading.results.standings import standings
from peakend_labs.items import FORM_PLACES, form_of, item_ids

BEFORE = [0.25, 0.5, 0.25, 0.0, 0.75, 0.5, 0.25, 0.5]
AFTER = [0.75, 0.75, 0.5, 0.5, 1.0, 1.0, 0.25, 0.75]


@pytest.mark.parametrize(("before", "after", "gain"), [(0.4, 0.7, 0.5), (0.5, 0.5, 0.0), (0.6, 0.4, -0.5), (0.2, 1, 1)])
def test_the_gain_is_the_share_of_what_was_to_be_learnt(before, after, gain):
    """Hake's definition, of class means: (after − before) / (1 − before)."""
    assert gain == pytest.approx(normalised_gain([before] * 4, [after] * 4)[0])


def test_a_published_class_has_its_published_gain():
    """BMC Medical Education 21:210 (2021), table 1: 11.1 of 20 points gained, 225.8 % of the 4.92 before; g = 0.73."""
    before = 11.1 / 2.258
    assert 0.73 == pytest.approx(normalised_gain([before / 20] * 3, [(before + 11.1) / 20] * 3)[0], abs=0.01)


def test_the_intervals_bounds_are_where_a_paired_t_test_has_p_of_5_percent():
    """Fieller's interval, held against SciPy's test of what it is defined by."""
    gain, low, high = normalised_gain(BEFORE, AFTER)
    lacked, lacks = 1 - np.array(BEFORE), 1 - np.array(AFTER)
    for bound in (low, high):
        assert 0.05 == pytest.approx(stats.ttest_1samp(lacks - (1 - bound) * lacked, 0).pvalue)
    assert 0 < low < gain < high < 1


def test_the_interval_is_near_the_bootstraps():
    """SciPy's, of the same pairs: another method, and no other figure."""
    _gain, low, high = normalised_gain(BEFORE, AFTER)
    found = stats.bootstrap(
        (BEFORE, AFTER),
        lambda before, after, axis: 1 - (1 - after).mean(axis=axis) / (1 - before).mean(axis=axis),
        paired=True,
        method="percentile",
        rng=np.random.default_rng(7),
    ).confidence_interval
    assert (low, high) == pytest.approx((found.low, found.high), abs=0.12)


@pytest.mark.parametrize(
    ("before", "after"), [([], []), ([1, 1, 1], [1, 1, 1]), ([0.5, 0.5], [1, 1]), ([0.5, 0.2, 0.4], [1, 1, 1])]
)
def test_where_nothing_is_known_no_interval_is_made_up(before, after):
    """Nobody, nothing to learn, too few people, or everything right."""
    assert all(map(math.isnan, normalised_gain(before, after)[1:]))


def answered(side, share):
    """Answer the first items of each objective rightly, and the others wrong."""
    found = {}
    for item, (_objective, pair) in item_ids().items():
        asked = pair.on(side)
        wrong = next(name for name in asked.options if name != asked.right)
        found[item] = asked.right if int(item[-1]) <= 4 * share else wrong
    return found


def test_a_class_is_told_what_it_gained():
    """Only of those who answered on both sides; the wrong answer chosen most is named in its words."""
    notes = {}
    for trainee, before, after in zip("abcdefgh", BEFORE, AFTER, strict=True):
        notes[trainee, "0-warm-up"] = Note(items=answered("before", before))
        notes[trainee, "6-capstone"] = Note(items=answered("after", after))
    notes["only-before", "0-warm-up"] = Note(items=answered("before", 1))
    notes["elsewhere", "3-three-surveys"] = Note(items=answered("after", 1))
    learning = find_learning(notes, "en")
    assert {"before": 9, "after": 8} == learning.answered
    assert ["O1", "O2", "O3", "O4", "O5", ""] == [gain.objective for gain in learning.gains]
    assert {8} == {gain.n for gain in learning.gains}
    whole = learning.gains[-1]
    assert normalised_gain(BEFORE, AFTER) == pytest.approx((whole.gain, whole.ci_low, whole.ci_high))
    assert (100 * np.mean(BEFORE), 100 * np.mean(AFTER)) == pytest.approx((whole.before, whole.after))
    last = learning.items[3]  # the fourth of O1: right after the course for the two who had everything
    assert (25, 6) == (last.after, last.chosen)
    assert last.wrong in {str(text) for text in item_ids()["O1-4"][1].after.options.values()}


def test_who_was_not_asked_is_not_reported():
    """A class of other labs has no such part in its report."""
    assert find_learning({("a", "3-three-surveys"): Note()}, "en") is None


@pytest.mark.parametrize(("labs", "gains"), [(["0-warm-up"], 0), (["0-warm-up", "6-capstone"], 1)])
def test_before_the_last_lab_the_report_has_no_table_of_gains(tmp_path, labs, gains):
    """One of dashes alone would say nothing; how hard each question was is told already."""
    marks = [TaskGrade("amy", lab, "task-1", 1.0, 1.0, "") for lab in labs]
    notes = {("amy", "0-warm-up"): Note(items=answered("before", 0.5))}
    notes |= {("amy", "6-capstone"): Note(items=answered("after", 1))} if gains else {}
    write_report(marks, {}, standings(marks, {}, 60), 60, tmp_path / "report.html", "en", notes)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (gains, 1 - gains) == (page.count("normalised gain g</th>"), page.count("Nobody has done both yet"))
    assert 1 == page.count("Wrong answer chosen most after it")


@pytest.mark.parametrize("side", ["before", "after"])
def test_the_forms_in_the_labs_ask_the_courses_items(side):
    """They are written by ``python -m peakend_labs.items``, and nobody changes one alone."""
    assert form_of(side) == FORM_PLACES[side].read_text(encoding="utf-8")
