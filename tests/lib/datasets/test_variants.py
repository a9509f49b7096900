"""Variants: two trainees' figures differ; that the labs' stories hold in all is tested with the labs' claims."""

import functools
import json
import random
import zlib

import numpy as np
import pytest

import peakend as pe
from peakend.datasets import variant_rows, variants
from peakend.datasets.catalogue import VARIANT, find_resource


@functools.cache
def load_all(name):
    """The whole table, and a row of marks for each of the thousand variants."""
    table = pe.load(name, labels=False)
    unit, stratum = variant_rows.units_of(table, find_resource(name)[VARIANT])
    kept = np.array([variant_rows.kept_units(stratum, name, number) for number in range(variants.VARIANTS)])
    kept[0] = True
    return table, kept[:, unit]


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


@pytest.mark.parametrize("number", [1, 417, 999])
@pytest.mark.parametrize("name", ["service-hall/survey", "courier/kano"])
def test_the_lot_is_the_one_that_pythons_own_generator_draws(name, number):
    """The same rows as with ``random.Random``, whose numbers no version of Python may change."""
    draw = random.Random(zlib.crc32(f"{variant_rows.LOTS}/{name}".encode()) * 1000 + number).random
    lots = [draw() for _unit in range(30)]
    lost = sorted(sorted(range(30), key=lots.__getitem__)[:3])
    assert lost == [*np.flatnonzero(~variant_rows.kept_units(np.zeros(30, dtype=int), name, number))]


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
