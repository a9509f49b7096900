"""What the lab says of every case and every variant."""

import numpy as np
import yaml

import peakend as pe
from peakend_labs.cases import cases_folder

ONE_IN = 200  # variants of which a whole redesign, or a correlation, is worked out: that takes a while


def visits(variants, facts):
    """One touchpoint is felt worst, peak and end are two places, and a budget works best where it is remembered."""
    case, table = facts["case"], variants.table
    touchpoints, emotion = table["touchpoint"].astype(str), variants.on_scale("emotion", -2, 2)
    names = list(dict.fromkeys(touchpoints))
    felt = np.array([variants.mean(emotion, np.flatnonzero(touchpoints == name)) for name in names])
    ranked = np.sort(felt, axis=0)
    yield "one touchpoint is felt worst, and no other comes near", ranked[1] - ranked[0] > 0.1
    yield "the best and the worst moment are not equally far from 0", np.abs(ranked[-1] + ranked[0]) > 0.25
    plan, options = pe.load(f"{case}/journey"), pe.load(f"{case}/options")
    last = names.index(plan.steps[-1].id)
    yield "the end is not the place that is felt worst", felt.argmin(axis=0) != last
    yield "the peak is not the end", np.abs(felt).argmax(axis=0) != last
    more, basic = np.ones((2, len(variants.kept)), dtype=bool)
    for number in range(0, len(variants.kept), ONE_IN):
        log = pe.JourneyMap.from_log(table[variants.kept[number]], template=plan)
        plans = log.redesign(options, budget=int(options["cost"].max())).table.set_index("plan")
        more[number] = plans["gain"]["remembered"] > 2 * plans["gain"]["weakest"]
        basic[number] = plans["mean_after"]["weakest"] > plans["mean_before"]["weakest"]
    yield "the budget raises the score far more where it is remembered than at the weakest touchpoint", more
    yield "repairing the weakest touchpoint raises the mean", basic


def recalled(variants, facts):
    """What the ratings were made from predicts them best, and the duration tells next to nothing of them."""
    made = yaml.safe_load((cases_folder() / facts["case"] / "visits.yml").read_text(encoding="utf-8"))
    predictor = made.get("recalled_by", "peak_end")
    best, brief = np.ones((2, len(variants.kept)), dtype=bool)
    for number in range(0, len(variants.kept), ONE_IN):
        log = pe.load(f"{facts['case']}/visits", variant=number)
        ratings = variants.table[variants.kept[number]]
        found = pe.remembered(log, "rating", ratings=ratings, journey="journey", order="time", emotion="emotion")
        strength = found.set_index("predictor")
        best[number] = strength["r2_cv"].idxmax() == predictor
        brief[number] = strength["ci_low"]["duration"] <= 0.2 and strength["ci_high"]["duration"] >= -0.2
    yield f"{predictor} predicts the recalled rating best", best
    yield "the duration tells next to nothing of the recalled rating", brief
