"""Variants: two trainees' figures differ, and the lessons' stories hold in every one of the thousand."""

import functools
import json

import numpy as np
import pytest

import peakend as pe
from peakend.datasets import variant_rows, variants
from peakend.datasets.catalogue import VARIANT, find_resource

CASES = ("service-hall", "hospital", "coffee-shop")
STORY = {"service-hall": "reliability", "hospital": "empathy", "coffee-shop": "responsiveness"}
SPLITTER = {"service-hall": "A3", "hospital": "A4", "coffee-shop": "A2"}
REGULAR = {"service-hall": "A5", "hospital": "A2", "coffee-shop": "A6"}
BUSIEST = {"service-hall": "A1", "hospital": "A6", "coffee-shop": "A4"}
DIVIDED = {"service-hall": "self_service", "hospital": "guide", "coffee-shop": "chat"}
ITEMS = {"tangibles": 4, "reliability": 5, "responsiveness": 4, "assurance": 4, "empathy": 5}


@functools.cache
def load_all(name):
    """The whole table, and a row of marks for each of the thousand variants."""
    table = pe.load(name, labels=False)
    unit, stratum = variant_rows.units_of(table, find_resource(name)[VARIANT])
    kept = np.array([variant_rows.kept_units(stratum, name, number) for number in range(variants.VARIANTS)])
    kept[0] = True
    return table, kept[:, unit]


def moments(values, kept):
    """Number, mean and variance in every variant, of the rows marked; missing values are left out."""
    known = np.isfinite(values)
    filled, marks = np.where(known, values, 0), (kept & known).astype(float)
    n = marks.sum(axis=1)
    mean = marks @ filled / n
    return n, mean, (marks @ filled**2 / n - mean**2) * n / (n - 1)


def z(values, kept, first, second):
    """The difference of two groups in its standard errors, in every variant."""
    (n, mean, variance), (m, other, spread) = (moments(values[rows], kept[:, rows]) for rows in (first, second))
    return (mean - other) / np.sqrt(variance / n + spread / m)


def test_load_marks_the_same_rows():
    """What is tested below is what `load` gives."""
    table, kept = load_all("service-hall/kano")
    expected = table[kept[417]].reset_index(drop=True)
    assert expected.equals(pe.load("service-hall/kano", labels=False, variant=417))


def test_variant_0_is_the_whole_table():
    """Nothing is left out for an analyst."""
    assert pe.load("service-hall/survey").equals(pe.load("service-hall/survey", variant=0))


def test_a_variant_leaves_out_a_tenth_of_each_stratum():
    """A tenth of 1,669 hotline answers is 167."""
    whole = pe.load("service-hall/survey", labels=False)["channel"].value_counts()
    part = pe.load("service-hall/survey", labels=False, variant=5)["channel"].value_counts()
    assert ((whole + 5) // 10).to_dict() == (whole - part).to_dict()


def test_a_variant_leaves_out_whole_respondents():
    """KANO has six rows a respondent; none is torn apart."""
    assert {6} == set(pe.load("hospital/kano", variant=9)["respondent"].value_counts())


def test_two_variants_differ():
    """No two of the thousand keep the same rows."""
    _table, kept = load_all("coffee-shop/survey")
    assert variants.VARIANTS == len({row.tobytes() for row in kept})


@pytest.mark.parametrize("number", [-1, 1000, 1.5, True, "7"])
def test_an_impossible_variant_is_one_sentence(number):
    """The sentence says what is allowed."""
    with pytest.raises(pe.PeakendError, match="whole number from 0 to 999"):
        pe.load("service-hall/survey", variant=number)


@pytest.mark.parametrize("typed", ["Zhang San", " zhang san ", "ＺＨＡＮＧ　ＳＡＮ"])
def test_an_id_has_one_number_however_it_is_typed(typed):
    """Spaces around it, capitals and full-width letters make no difference; the number is the CRC-32 modulo 1,000."""
    assert 267 == variants.variant_of(typed)


def test_the_graders_word_counts_before_the_trainees(monkeypatch, tmp_path):
    """Folder name first, then the warm-up's form beside the lab, then 0."""
    lab = tmp_path / "labs" / "3-three-surveys"
    (tmp_path / "labs" / "0-warm-up" / "answers").mkdir(parents=True)
    lab.mkdir()
    monkeypatch.chdir(lab)
    monkeypatch.delenv(variants.TRAINEE, raising=False)
    monkeypatch.setattr(variants, "_given", None)
    assert 0 == pe.variant()
    assert "lab 0" in pe.variant_note()
    form = {"answers": {"id": "张三"}}
    (tmp_path / "labs" / "0-warm-up" / "answers" / "trainee.json").write_text(json.dumps(form), encoding="utf-8")
    assert variants.variant_of("张三") == pe.variant()
    monkeypatch.setenv(variants.TRAINEE, "李四")
    assert variants.variant_of("李四") == pe.variant()
    assert "李四" in pe.variant_note()


@pytest.mark.parametrize("nonsense", ["{", "[]", '{"answers": 3}', '{"answers": {"id": 7}}'])
def test_a_damaged_id_is_no_id(monkeypatch, tmp_path, nonsense):
    """A file edited into nonsense crashes nothing."""
    (tmp_path / "0-warm-up" / "answers").mkdir(parents=True)
    (tmp_path / "0-warm-up" / "answers" / "trainee.json").write_text(nonsense, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(variants.TRAINEE, raising=False)
    monkeypatch.setattr(variants, "_given", None)
    assert 0 == pe.variant()


@pytest.mark.parametrize("case", CASES)
def test_the_three_surveys_tell_the_same_story_in_every_variant(case):
    """Alike in satisfaction; the first channel harder and less recommended; the second has too few answers to lead."""
    table, kept = load_all(f"{case}/survey")
    hard, few, many = (
        np.flatnonzero(table["channel"] == channel) for channel in table["channel"].cat.categories.tolist()
    )

    def scores(column, low, high):
        values = table[column].astype(float).to_numpy(copy=True)
        values[(values < low) | (values > high)] = np.nan
        return values

    satisfied, ease, recommend = scores("satisfaction", 1, 5), scores("ease", 1, 7), scores("recommend", 0, 10)
    top = np.where(np.isnan(satisfied), np.nan, 100.0 * (satisfied >= 4))
    nps = np.where(np.isnan(recommend), np.nan, 100.0 * ((recommend >= 9) * 1.0 - (recommend <= 6)))
    shares = [moments(top[rows], kept[:, rows])[1] for rows in (hard, few, many)]
    assert np.ptp(shares, axis=0).max() < 5
    assert np.abs(z(top, kept, many, hard)).max() < 1.5
    assert np.abs(z(top, kept, many, few)).max() < 1.5
    assert z(ease, kept, many, hard).min() > 2.5
    assert z(nps, kept, many, hard).min() > 2
    assert np.abs(z(nps, kept, few, many)).max() < 1.8
    assert len(few) < 200 < len(many)


@pytest.mark.parametrize("case", CASES)
def test_the_largest_gap_is_not_the_lowest_perception_in_every_variant(case):
    """Tangibles are perceived lowest; the largest gap, and the most points, are elsewhere."""
    table, kept = load_all(f"{case}/servqual")
    perceived, gaps, points, start = [], [], [], 1
    for name, size in ITEMS.items():
        items = range(start, start + size)
        perception = table[[f"P{i}" for i in items]].astype(float).mean(axis=1).to_numpy()
        expectation = table[[f"E{i}" for i in items]].astype(float).mean(axis=1).to_numpy()
        perceived.append(moments(perception, kept)[1])
        gaps.append(moments(perception - expectation, kept)[1])
        points.append(moments(table[f"points_{name}"].astype(float).to_numpy(), kept)[1])
        start += size
    place = list(ITEMS).index(STORY[case])
    assert {0} == set(np.argmin(perceived, axis=0))
    assert {place} == set(np.argmin(gaps, axis=0))
    assert {place} == set(np.argmax(points, axis=0))


@pytest.mark.parametrize("case", CASES)
def test_the_average_hides_two_segments_in_every_variant(case):
    """One feature delights one segment and repels the other; all together look indifferent. No category ever ties."""
    table, kept = load_all(f"{case}/kano")
    pairs = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    answers = table[["functional", "dysfunctional"]].astype(int).to_numpy() - 1
    letters = np.array([pairs[has][lacks] for has, lacks in answers])
    segments = table["segment"].cat.categories.tolist()

    def modes(rows):
        counts = np.array([kept[:, rows & (letters == letter)].sum(axis=1) for letter in "AOMIRQ"])
        ordered = np.sort(counts, axis=0)
        assert (ordered[-1] > ordered[-2]).all()
        return {"AOMIRQ"[place] for place in np.argmax(counts, axis=0)}

    for feature in table["feature"].cat.categories:
        rows = (table["feature"] == feature).to_numpy()
        split = [modes(rows & (table["segment"] == segment).to_numpy()) for segment in segments]
        together = modes(rows)
        if feature == DIVIDED[case]:
            assert together == {"I"}
            assert {"A", "R"} == split[0] | split[1]
        assert all(len(found) == 1 for found in (*split, together))


@pytest.mark.parametrize("case", CASES)
def test_the_same_effort_is_felt_differently_in_every_variant(case):
    """Both experiments show more than noise, while the staff's time does not differ."""
    for name, group, better, worse, score in (
        ("greetings", "script", "come_back", "follow_at_once", "felt"),
        ("apologies", "wording", "sorry", "excuse", "forgiven"),
    ):
        table, kept = load_all(f"{case}/{name}")
        rows = [np.flatnonzero(table[group] == one) for one in (better, worse)]
        assert z(table[score].astype(float).to_numpy(), kept, *rows).min() > 2.3
        if name == "apologies":
            rows = [rows[0], np.flatnonzero((table[group] == worse) & (table["times"] >= 4))]
            assert z(table[score].astype(float).to_numpy(), kept, *rows).min() > 2.3
        if name == "greetings":
            assert np.abs(z(table["staff_seconds"].astype(float).to_numpy(), kept, *rows)).max() < 1.7


@pytest.mark.parametrize("case", CASES)
def test_the_ledger_hides_its_misuse_in_patterns_in_every_variant(case):
    """No entry is above its limit; one clerk splits, another has a regular, and the busiest clerk is honest."""
    table, kept = load_all(f"{case}/ledger")
    amount = table["amount"].astype(int).to_numpy()
    limit = np.where(table["role"] == "clerk", 500, 2000)
    assert (amount <= limit).all()
    for number in range(0, variants.VARIANTS, 50):
        findings = pe.audit_waivers(table[kept[number]], limits={"clerk": 500, "manager": 2000})
        found = {rule: set(group["staff"]) for rule, group in findings.groupby("rule")}
        assert found == {"split": {SPLITTER[case]}, "regular": {REGULAR[case]}}
    clerks = table[(table["role"] == "clerk")]
    totals = {
        staff: kept[:, clerks.index[clerks["staff"] == staff]] @ amount[clerks.index[clerks["staff"] == staff]]
        for staff in clerks["staff"].unique()
    }
    assert {BUSIEST[case]} == {list(totals)[place] for place in np.argmax(list(totals.values()), axis=0)}
