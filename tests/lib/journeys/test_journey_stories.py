"""What labs 4 and 5 are about holds in every one of the thousand data sets."""

import functools

import numpy as np
import pytest

import peakend as pe
from peakend.datasets import variant_rows, variants
from peakend.datasets.catalogue import VARIANT, find_resource
from peakend.journeys.visit_log import LogColumns, read_visits

CASES = ("service-hall", "hospital", "coffee-shop", "courier")
BUDGET = {"service-hall": 12, "hospital": 20, "coffee-shop": 6, "courier": 12}
LOWEST = {"service-hall": "wait", "hospital": "crowd", "coffee-shop": "notice", "courier": "wait"}
PEAK = {"service-hall": "advice", "hospital": "crowd", "coffee-shop": "changed", "courier": "hand-over"}
END = {"service-hall": "leave", "hospital": "wait-alone", "coffee-shop": "take-seat", "courier": "five-stars"}
SKIPPED = {"service-hall": "self-service", "hospital": "guide", "coffee-shop": "ask", "courier": "call"}
DETOUR = {
    "service-hall": "second-counter",
    "hospital": "ask-a-stranger",
    "coffee-shop": "queue-again",
    "courier": "redirected",
}
PREDICTORS = ["score", "peak", "end", "trough", "mean", "trend", "duration"]
RECALLED_BY = {"courier": "mean"}  # what a case's ratings were made from, where it is not peak and end


@functools.cache
def kept(case, table):
    """A row of marks for each of the thousand variants, one mark a journey in the order of its first row."""
    rows = pe.load(f"{case}/{table}", labels=False)
    _unit, stratum = variant_rows.units_of(rows, find_resource(f"{case}/{table}")[VARIANT])
    marks = np.array(
        [variant_rows.kept_units(stratum, f"{case}/{table}", number) for number in range(variants.VARIANTS)]
    )
    marks[0] = True
    return marks


@functools.cache
def visits(case):
    """Each journey's emotion at each touchpoint, NaN where it was not rated, and whether it was there at all."""
    table = pe.load(f"{case}/visits", labels=False)
    log = read_visits(table, LogColumns())
    # Journeys are numbered by id in the log, and kept in the order of the file, which is the same.
    assert list(dict.fromkeys(table["journey"])) == sorted(set(table["journey"]))
    emotion, met = np.full((log.journeys, len(log.ids)), np.nan), np.zeros((log.journeys, len(log.ids)), dtype=bool)
    emotion[log.journey, log.touchpoint], met[log.journey, log.touchpoint] = log.emotion, True
    return log.ids, emotion, met


@functools.cache
def means(case):
    """The mean emotion at each touchpoint in every variant."""
    ids, emotion, _met = visits(case)
    marks, known = kept(case, "visits").astype(float), ~np.isnan(emotion)
    return ids, (marks @ np.nan_to_num(emotion)) / (marks @ known.astype(float))


def test_means_are_those_of_a_map_from_the_log():
    """What is tested below is what a trainee sees."""
    ids, every = means("hospital")
    log = pe.JourneyMap.from_log(pe.load("hospital/visits", variant=417))
    assert pytest.approx([log.step(name).emotion for name in ids], abs=1e-9) == every[417].tolist()


@pytest.mark.parametrize("case", CASES)
def test_lowest_and_peak_are_the_same_touchpoints(case):
    """By a margin that a rounded picture shows."""
    ids, every = means(case)
    in_order = np.sort(every, axis=1)
    assert {LOWEST[case]} == {ids[i] for i in every.argmin(axis=1)}
    assert {PEAK[case]} == {ids[i] for i in np.abs(every).argmax(axis=1)}
    assert (in_order[:, 1] - in_order[:, 0]).min() > 0.05


@pytest.mark.parametrize("case", CASES)
def test_the_end_is_the_same_touchpoint(case):
    """Most journeys end there, and few touchpoints are ever met after it."""
    table = pe.load(f"{case}/visits", labels=False)
    last = table.groupby("journey")["touchpoint"].last().to_numpy() == END[case]
    marks = kept(case, "visits").astype(float)
    assert (marks @ last.astype(float) / marks.sum(axis=1)).min() > 0.8


@pytest.mark.parametrize("case", CASES)
def test_what_the_ratings_were_made_from_predicts_them_best(case):
    """Stronger than each other feature alone, even in the closest data sets; duration is next to nothing."""
    best = RECALLED_BY.get(case, "score")
    moments = pe.load(f"{case}/visits", labels=False)
    features = pe.peak_end(moments, journey="journey", order="time", emotion="emotion").set_index("journey")
    features = features.assign(peak=features["score"] * 2 - features["end"])
    recalled = pe.load(f"{case}/recalled", labels=False)
    journeys = sorted(set(moments["journey"]))
    place = {name: i for i, name in enumerate(journeys)}
    both = kept(case, "visits")[:, [place[name] for name in recalled["journey"]]] & kept(case, "recalled")
    x = features.loc[recalled["journey"], PREDICTORS].to_numpy(dtype=float)
    y = recalled["rating"].to_numpy(dtype=float)
    complete = np.isfinite(x).all(axis=1) & np.isfinite(y)
    both, x, y = both[:, complete].astype(float), x[complete], y[complete]
    n = both.sum(axis=1)[:, None]
    mean_x, mean_y = both @ x / n, (both @ y)[:, None] / n
    spread_x, spread_y = both @ x**2 / n - mean_x**2, (both @ y**2)[:, None] / n - mean_y**2
    r = (both @ (x * y[:, None]) / n - mean_x * mean_y) / np.sqrt(spread_x * spread_y)
    leader = PREDICTORS.index(best)
    lead = r[:, leader] - np.abs(np.delete(r, leader, axis=1)).max(axis=1)
    assert lead.min() > 0
    for number in map(int, np.argsort(lead)[:3]):
        log, ratings = (pe.load(f"{case}/{name}", variant=number) for name in ("visits", "recalled"))
        found = pe.remembered(log, "rating", ratings=ratings, journey="journey", order="time", emotion="emotion")
        assert found["predictor"][0] == {"score": "peak_end"}.get(best, best)
    assert np.abs(r[:, PREDICTORS.index("duration")]).max() < 0.15


@pytest.mark.parametrize("case", CASES)
def test_mending_the_weakest_is_not_the_best_use_of_the_budget(case):
    """What is remembered rises by 0.4 points more where the money goes to peak and end."""
    ids, every = means(case)
    plan = pe.JourneyMap.from_log(pe.load(f"{case}/visits"), template=pe.load(f"{case}/journey"))
    options = pe.load(f"{case}/options")
    # Emotions differ little between data sets; the corners of where they lie stand for all that is between.
    corners = [every[row] for column in every.T for row in (column.argmin(), column.argmax())]
    for emotions in corners:
        felt = plan
        for name, emotion in zip(ids, emotions, strict=True):
            felt = felt.with_emotion(name, float(emotion))
        gain = felt.redesign(options, budget=BUDGET[case]).table.set_index("plan")["gain"]
        assert gain["remembered"] - gain["weakest"] > 0.4


@pytest.mark.parametrize("case", CASES)
def test_the_log_differs_from_the_plan_in_the_same_way(case):
    """The same step is skipped most, the same detour met most, and many do not go by the plan."""
    ids, _emotion, met = visits(case)
    marks = kept(case, "visits").astype(float)
    share = marks @ met.astype(float) / marks.sum(axis=1)[:, None]
    planned = [step.id for step in pe.load(f"{case}/journey").steps]
    inside = [i for i, name in enumerate(ids) if name in planned]
    outside = [i for i, name in enumerate(ids) if name not in planned]
    assert {SKIPPED[case]} == {ids[inside[i]] for i in share[:, inside].argmin(axis=1)}
    assert {DETOUR[case]} == {ids[outside[i]] for i in share[:, outside].argmax(axis=1)}
    ways = pe.load(f"{case}/visits", labels=False).astype({"touchpoint": object}).groupby("journey")["touchpoint"]
    by_plan = (ways.agg(" ".join) == " ".join(planned)).to_numpy()
    assert (marks @ by_plan.astype(float) / marks.sum(axis=1)).max() < 0.75


@pytest.mark.parametrize("case", CASES)
def test_two_trainees_figures_differ(case):
    """No two of the thousand have the same mean emotions."""
    _ids, every = means(case)
    assert variants.VARIANTS == len({row.tobytes() for row in every.round(6)})
