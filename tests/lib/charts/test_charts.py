"""Charts: what they encode, what they say to those who cannot see them, and that they need no network."""

import functools
import html
import itertools
import json
import re

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert

import peakend as pe
from peakend.charts.labels import place_labels, text_width, wrap
from peakend.charts.style import BLUE, GREEN, prepare, said_by, to_svg
from readable import contrast
from sample_maps import long_map

FEATURES = [
    "取号后短信提醒还剩几位",
    "自助终端一次办完所有业务",
    "窗口人员主动说明下一步怎么办理",
    "排队等候超过十分钟送一杯热茶",
    "办结后三天内回访确认问题是否解决",
    "无障碍通道和老年人优先窗口",
    "高峰时段增开临时窗口",
    "手机上提前预审材料是否齐全",
    "大厅宽敞明亮、座位够坐",
    "账单逐项说明，收费清清楚楚",
    "客服机器人陪聊",
    "结束时工作人员起身目送离开",
]
# Pairs of answers that make one feature of each category, with a few that do not.
ANSWERS = {
    "step-free access": [(3, 5)] * 8 + [(1, 5)] * 2,
    "clear bill": [(1, 5)] * 9 + [(1, 3)],
    "tea": [(1, 3)] * 7 + [(3, 3)] * 3,
    "chatbot": [(3, 3)] * 10,
}


@functools.cache
def survey() -> pd.DataFrame:
    return pe.load("service-hall/survey")


def pairs(answers=ANSWERS, **columns) -> pd.DataFrame:
    rows = [(name, *pair) for name, given in answers.items() for pair in given]
    return pd.DataFrame(rows, columns=["feature", "with_it", "without_it"]).assign(**columns)


def kano(frame=None, *, measure=pe.kano, **options) -> pd.DataFrame:
    frame = pairs() if frame is None else frame
    return measure(frame, feature="feature", functional="with_it", dysfunctional="without_it", **options)


def by_hall() -> pd.DataFrame:
    reverse = {name: [(5, 1)] * 5 for name in ANSWERS}
    return pd.concat([pairs(hall="east"), pairs(reverse, hall="west")])


def items(**split) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "item": ["queue", "staff", "seats", "leaflets"],
            "weight": [0.4, 0.3, 0.1, 0.2],
            "rated": [2.9, 4.4, 3.1, 4.6],
        }
    )
    return pe.importance_performance(frame, item="item", importance="weight", performance="rated", **split)


def series() -> pd.DataFrame:
    months = {"2025-01": [9, 8, 10, 2] * 10, "2025-02": [9, 0, 8], "2025-04": [9, 8, 10, 2] * 10}
    rows = [(month, answer) for month, answers in months.items() for answer in answers]
    return pe.nps_series(pd.DataFrame(rows, columns=["month", "recommend"]), "recommend", time="month")


@functools.cache
def ratings(bootstrap: int = 50) -> pd.DataFrame:
    random = np.random.default_rng(1)
    frame = pd.DataFrame(random.normal(size=(300, 3)), columns=["waiting", "staff", "seats"])
    frame["overall"] = 2 * frame["staff"] + frame["waiting"] + random.normal(size=300)
    return pe.drivers(frame, "overall", ["waiting", "staff", "seats"], bootstrap=bootstrap)


@functools.cache
def recalled() -> pd.DataFrame:
    random = np.random.default_rng(2)
    visit = np.repeat(np.arange(40), 4)
    moments = pd.DataFrame({"visit": visit, "minute": np.tile([0, 3, 5, 9], 40), "emotion": random.normal(size=160)})
    moments["recalled"] = moments.groupby("visit")["emotion"].transform("last") * 10 + 50
    return pe.remembered(moments, "recalled", journey="visit", order="minute", emotion="emotion")


CHARTS = {
    "nps": lambda: pe.plot_nps(pe.nps(survey(), "recommend", by="channel", invalid="drop")),
    "csat": lambda: pe.plot_csat(pe.csat(survey(), "satisfaction", by="channel", invalid="drop")),
    "ces": lambda: pe.plot_ces(pe.ces(survey(), "ease", high_is="easy", by="channel", invalid="drop")),
    "answers": lambda: pe.plot_answers(survey(), "recommend", scale=(0, 10), by="channel"),
    "kano": lambda: pe.plot_kano(kano()),
    "kano by segment": lambda: pe.plot_kano(kano(by_hall(), by="hall")),
    "kano quadrants": lambda: pe.plot_kano(kano(), view="quadrants"),
    "kano continuous": lambda: pe.plot_kano_continuous(kano(measure=pe.kano_continuous)),
    "kano continuous by segment": lambda: pe.plot_kano_continuous(
        kano(by_hall(), by="hall", measure=pe.kano_continuous)
    ),
    "importance and performance": lambda: pe.plot_importance_performance(items()),
    "nps series": lambda: pe.plot_nps_series(series()),
    "drivers": lambda: pe.plot_drivers(ratings()),
    "remembered": lambda: pe.plot_remembered(recalled()),
    "journey": lambda: pe.plot_journey(long_map(12)),
    "blueprint": lambda: pe.plot_blueprint(long_map(12)),
    "as is and to be": lambda: pe.plot_as_is_to_be(long_map(5), long_map(4)),
    "plan and log": lambda: pe.plot_plan_and_log(long_map(5), long_map(4)),
}
MEASURES = {
    "nps": pe.plot_nps,
    "csat": pe.plot_csat,
    "ces": pe.plot_ces,
    "kano": pe.plot_kano,
    "kano_continuous": pe.plot_kano_continuous,
    "importance_performance": pe.plot_importance_performance,
    "nps_series": pe.plot_nps_series,
    "drivers": pe.plot_drivers,
    "remembered": pe.plot_remembered,
}


def layers(chart: alt.TopLevelMixin) -> list[dict]:
    spec = chart.to_dict()
    return spec.get("spec", spec)["layer"]


def marks(chart: alt.TopLevelMixin, kind: str) -> list[dict]:
    return [layer for layer in layers(chart) if layer["mark"]["type"] == kind]


def rows(chart: alt.TopLevelMixin) -> pd.DataFrame:
    """The table that a chart carries: its largest."""
    spec = chart.to_dict()
    return pd.DataFrame(max(spec["datasets"].values(), key=len))


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_carries_its_data_and_asks_nothing_of_the_network(name):
    """No address but that of its schema."""
    spec = CHARTS[name]().to_dict()
    schema = spec.pop("$schema")
    assert schema.startswith("https://vega.github.io/schema/vega-lite/")
    assert "http" not in json.dumps(spec)
    assert '"url"' not in json.dumps(spec)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_the_same_by_the_vega_of_jupyterlab(name):
    """JupyterLab brings version 5 of Vega-Lite; nothing newer is used."""
    spec = CHARTS[name]().to_dict()
    spec["$schema"] = "https://vega.github.io/schema/vega-lite/v5.json"
    picture = vl_convert.vegalite_to_svg(spec, vl_version="5.20")
    # What is drawn, in its order; versions differ in the fractions of its place.
    drawn = r'aria-roledescription="([\w ]+)"|>([^<>]+)</text>'
    assert re.findall(drawn, to_svg(CHARTS[name]())) == re.findall(drawn, picture)


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_has_an_alternative_text_in_both_languages(name):
    """It is made from the data, and differs between the languages."""
    english = CHARTS[name]().to_dict()["description"]
    pe.set_language("zh")
    chinese = CHARTS[name]().to_dict()["description"]
    assert len(english) > 20
    assert not re.search("[一-鿿]", english)
    assert re.search("[一-鿿]", chinese)


@pytest.mark.parametrize("name", CHARTS)
def test_the_alternative_text_says_what_the_picture_shows(name):
    """Figures or touchpoints, not only what kind of picture it is; and it is the name of the drawing itself."""
    chart = CHARTS[name]()
    said = said_by(chart)
    assert re.search(r"[\d−+-]\d*", said.partition(":")[2])
    assert f'role="img" lang="en" aria-label="{html.escape(said)}"' in to_svg(chart)[:20_000]


@pytest.mark.parametrize("name", CHARTS)
def test_letters_in_charts_have_contrast(name):
    """WCAG 2.2, 1.4.3: 4.5 : 1 on white, 3 : 1 where bold type has 14 points (18.67 pixels) or more."""
    for letters in re.findall("<text[^>]*>", to_svg(CHARTS[name]())):
        colour, size = re.search(r'fill="([^"]+)"', letters)[1], float(re.search(r'font-size="([\d.]+)px"', letters)[1])
        least = 3 if "bold" in letters and size >= 18.67 else 4.5
        if colour == "white":  # on the bars of KANO, of which green is the palest, or on a touchpoint's blue
            assert contrast("#FFFFFF", GREEN if "kano" in name else BLUE) >= least, letters
        else:
            assert contrast({"#000": "#000000"}.get(colour, colour), "#FFFFFF") >= least, letters


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_labelled_in_chinese(name):
    """Chinese characters arrive in the picture as text."""
    pe.set_language("zh")
    assert re.search("<text[^>]*>[^<]*[一-鿿]", to_svg(CHARTS[name]()))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("wrong", [None, [1, 2], pd.DataFrame({"n": [1]}), pd.DataFrame()], ids=repr)
def test_a_chart_refuses_a_table_that_is_not_its_result(measure, wrong):
    """The sentence names the measure to call first."""
    with pytest.raises(pe.PeakendError, match=rf"pe\.{measure}\("):
        MEASURES[measure](wrong)


def test_a_chart_of_kano_refuses_its_neighbours():
    """The stability and the continuous analysis hold letters and features too."""
    for result in (kano(measure=pe.kano_stability, bootstrap=10), kano(measure=pe.kano_continuous)):
        with pytest.raises(pe.PeakendError, match=r"pe\.kano\("):
            pe.plot_kano(result)


def test_a_chart_refuses_rows_that_it_would_draw_over_each_other():
    """Two results in one table, without a column that parts them."""
    with pytest.raises(pe.PeakendError, match="'chatbot' appears twice"):
        pe.plot_kano(pd.concat([kano(), kano()]))


def test_a_user_can_go_on_changing_a_chart():
    """They are plain Altair objects."""
    chart = pe.plot_drivers(ratings()).properties(width=900, title="Ours")
    assert (chart.to_dict()["width"], chart.to_dict()["title"]) == (900, "Ours")


def test_the_renderer_hands_over_vega_lite_5_and_a_picture():
    """JupyterLab draws the one, everything else shows the other."""
    prepare()
    bundle, _metadata = pe.plot_kano(kano())._repr_mimebundle_(None, None)
    spec = bundle["application/vnd.vegalite.v5+json"]
    assert spec["$schema"] == "https://vega.github.io/schema/vega-lite/v5.json"
    assert bundle["text/plain"] == spec["description"]
    picture = bundle["image/svg+xml"]
    assert picture.startswith("<svg")
    assert not re.search(r"(?:href|src|url)\s*[=(]\s*[\"']?(?:https?:)?//", picture)


def test_a_chart_stands_on_white_paper_in_a_dark_jupyterlab():
    """Which would put dark letters on a dark ground; a ground that a user chose is kept."""
    prepare()
    chart = pe.plot_kano(kano())
    for shown, ground in ((chart, "white"), (chart.properties(background="ivory"), "ivory")):
        spec = shown._repr_mimebundle_(None, None)[0]["application/vnd.vegalite.v5+json"]
        assert ground == spec["background"]
        assert spec["usermeta"]["embedOptions"]["theme"] is None


def test_a_renderer_that_the_user_chose_is_kept():
    """Drawing never switches it back."""
    before = alt.renderers.active
    try:
        alt.renderers.enable("json")
        pe.plot_kano(kano())
        assert alt.renderers.active == "json"
    finally:
        alt.renderers.enable(before)


def test_nps_keeps_its_whole_scale():
    """Points from −100 to 100, segments as the table orders them, detractors to the left."""
    result = pe.nps(survey(), "recommend", by="channel", invalid="drop")
    chart = pe.plot_nps(result)
    point = marks(chart, "point")[0]
    assert point["encoding"]["x"]["scale"]["domain"] == [-100, 100]
    assert [name.split(" (")[0] for name in point["encoding"]["y"]["sort"]] == result["channel"].tolist()
    shares = rows(chart)
    assert (shares.loc[shares["group"] == "detractors (0–6)", "share"] <= 0).all()


def test_csat_is_drawn_from_0_to_100_and_ces_on_its_own_scale():
    """A scale that begins elsewhere makes differences look larger."""
    csat = pe.plot_csat(pe.csat(survey(), "satisfaction", invalid="drop"))
    ces = pe.plot_ces(pe.ces(survey(), "ease", high_is="easy", invalid="drop"), scale=(1, 7))
    assert marks(csat, "point")[0]["encoding"]["x"]["scale"]["domain"] == [0, 100]
    assert marks(ces, "point")[0]["encoding"]["x"]["scale"]["domain"] == [1, 7]


def test_answers_add_up_to_100_percent_in_each_segment():
    """Answers off the scale and missing ones are part of it."""
    data = rows(pe.plot_answers(survey(), "recommend", scale=(0, 10), by="channel"))
    assert set(data["kind"]) == {"on the scale", "off the scale", "no answer"}
    assert data.groupby("segment")["percent"].sum().to_numpy() == pytest.approx(100)


def test_kano_stacks_the_shares_of_all_six_categories():
    """They add up to 100 percent of a feature, and are those of the table."""
    data = rows(pe.plot_kano(kano()))
    assert data.groupby("feature")["percent"].sum().to_numpy() == pytest.approx(100)
    shares = data[data["feature"] == "step-free access"].set_index("letter")["percent"]
    assert shares[["M", "O", "A", "I", "R", "Q"]].tolist() == [80, 20, 0, 0, 0, 0]


def test_kano_begins_with_what_is_taken_for_granted():
    """Rows by M, O, A, I, as one deals with them."""
    order = marks(pe.plot_kano(kano()), "bar")[0]["encoding"]["y"]["sort"]
    assert order == ["step-free access", "clear bill", "tea", "chatbot"]


def test_kano_says_where_the_category_is_not_settled():
    """A lead that chance explains, a tie, and no answer at all."""
    answers = pairs({"close": [(1, 3)] * 6 + [(3, 3)] * 5, "tied": [(1, 3)] * 5 + [(3, 5)] * 5, "clear": [(1, 5)] * 20})
    unanswered = pd.DataFrame({"feature": ["silent"], "with_it": [None], "without_it": [None]})
    data = rows(pe.plot_kano(kano(pd.concat([answers.astype(object), unanswered]), invalid="drop")))
    verdicts = dict(zip(data["feature"], data["verdict"], strict=True))
    assert verdicts == {
        "close": "attractive (lead not significant)",
        "tied": "must-be (tied: M A)",
        "clear": "performance",
        "silent": "no answer",
    }


def test_kano_by_segment_has_a_panel_each_with_the_same_order_of_features():
    """So that panels can be compared row by row."""
    chart = pe.plot_kano(kano(by_hall(), by="hall"))
    spec = chart.to_dict()
    assert spec["facet"]["sort"] == ["east", "west"]
    assert set(rows(chart)["segment"]) == {"east", "west"}
    assert "east – tea attractive" in spec["description"]


def test_kano_quadrants_place_better_over_worse_without_its_sign():
    """From 0 to 1 each, divided in the middle."""
    chart = pe.plot_kano(kano(), view="quadrants")
    point = marks(chart, "point")[0]["encoding"]
    assert (point["x"]["field"], point["x"]["scale"]["domain"]) == ("angers", [0, 1])
    assert (point["y"]["field"], point["y"]["scale"]["domain"]) == ("better", [0, 1])
    data = rows(chart).set_index("feature")
    assert data.loc["step-free access", ["angers", "better"]].tolist() == [1, 0.2]
    lines = [table[0] for table in chart.to_dict()["datasets"].values() if len(table) == 1]
    assert {"angers": 0.5} in lines and {"better": 0.5} in lines


def test_kano_quadrants_bear_the_names_of_the_course():
    """Delight at the top left, and so on; in Chinese 兴奋, 期望, 无差异, 基本."""
    pe.set_language("zh")
    chart = pe.plot_kano(kano(), view="quadrants")
    names = {
        table[0]["quadrant"]: (table[0]["angers"], table[0]["better"])
        for table in chart.to_dict()["datasets"].values()
        if "quadrant" in table[0]
    }
    assert names == {"兴奋": (0, 1), "期望": (1, 1), "无差异": (0, 0), "基本": (1, 0)}


def test_kano_refuses_an_unknown_view():
    """The sentence names those there are."""
    with pytest.raises(pe.PeakendError, match="'shares', 'quadrants'"):
        pe.plot_kano(kano(), view="pie")


def test_continuous_kano_divides_at_2_and_draws_intervals():
    """The axes end at 4; they begin at 0 unless a mean or an interval is below."""
    many = pairs({name: given * 20 for name, given in ANSWERS.items()})
    chart = pe.plot_kano_continuous(kano(many, measure=pe.kano_continuous))
    point = marks(chart, "point")[0]["encoding"]
    assert point["x"]["field"] == "dysfunctional" and point["y"]["field"] == "functional"
    assert point["x"]["scale"]["domain"] == [0, 4]
    assert {"functional_ci_low", "dysfunctional_ci_high"} <= set(rows(chart).columns)
    below = pe.plot_kano_continuous(kano(by_hall(), by="hall", measure=pe.kano_continuous))
    assert marks(below, "point")[0]["encoding"]["x"]["scale"]["domain"] == [-2, 4]


def test_quadrant_lines_and_names_stand_in_every_panel():
    """They have data of their own, which the facet does not part."""
    halls = pd.concat([pairs(hall="east"), pairs(hall="west")])
    chart = pe.plot_kano_continuous(kano(halls, by="hall", measure=pe.kano_continuous))
    assert to_svg(chart).count(">must-be<") == 2
    shared = [layer for layer in layers(chart) if "data" not in layer]
    assert {layer["mark"]["type"] for layer in shared} == {"rule", "point", "text"}


def test_nothing_to_draw_is_said():
    """No feature has an answer."""
    empty = pd.DataFrame({"feature": ["tea"], "with_it": [None], "without_it": [None]})
    with pytest.raises(pe.PeakendError, match="nothing to draw"):
        pe.plot_kano_continuous(kano(empty, measure=pe.kano_continuous, invalid="drop"))


def test_importance_performance_divides_where_the_table_says():
    """Importance upwards, the lines at the split, the urgent quadrant at the top left."""
    chart = pe.plot_importance_performance(items(split=(0.25, 4.0)))
    point = marks(chart, "point")[0]["encoding"]
    assert (point["x"]["field"], point["y"]["field"]) == ("performance", "importance")
    tables = [table[0] for table in chart.to_dict()["datasets"].values()]
    assert {"performance": 4.0} in tables and {"importance": 0.25} in tables
    corner = next(table for table in tables if table.get("quadrant") == "concentrate here")
    (left, _right), (_bottom, top) = point["x"]["scale"]["domain"], point["y"]["scale"]["domain"]
    assert (corner["performance"], corner["importance"]) == (left, top)


def test_importance_performance_speaks_chinese():
    """Also where the table was made in English."""
    result = items()
    pe.set_language("zh")
    assert set(rows(pe.plot_importance_performance(result))["category"]) == {
        "重点改进",
        "继续保持",
        "顺其自然",
        "供给过度",
    }


def test_importance_performance_names_what_it_leaves_out():
    """An item without a value has no place."""
    frame = pd.DataFrame({"item": ["queue", "staff", "seats"], "weight": [0.4, 0.3, 0.1], "rated": [2.9, 4.4, None]})
    result = pe.importance_performance(frame, item="item", importance="weight", performance="rated")
    chart = pe.plot_importance_performance(result)
    assert rows(chart)["feature"].tolist() == ["queue", "staff"]
    assert "seats has no place" in chart.to_dict()["description"]


def test_importance_performance_takes_the_items_of_servqual():
    """Their names are numbers."""
    random = np.random.default_rng(3)
    answers = pd.DataFrame({f"{side}{i}": random.integers(1, 8, 30) for side in "EP" for i in range(1, 23)})
    gaps = pe.servqual(answers, level="item").query("item.notna()")
    result = pe.importance_performance(gaps, item="item", importance="expectation", performance="perception")
    assert len(rows(pe.plot_importance_performance(result))) == 22


def test_nps_series_keeps_the_order_of_time_and_leaves_a_gap():
    """The month without answers has its place on the axis, and no line crosses it."""
    chart = pe.plot_nps_series(series())
    line = marks(chart, "line")[0]["encoding"]
    assert line["x"]["sort"] == ["2025-01", "2025-02", "2025-03", "2025-04"]
    data = rows(chart).set_index("period")
    assert pd.isna(data.loc["2025-03", "nps"])
    assert line["detail"]["field"] == "stretch"
    assert data.loc["2025-01", "stretch"] == data.loc["2025-02", "stretch"] != data.loc["2025-04", "stretch"]


def test_nps_series_makes_few_answers_visible():
    """A colour of its own, a hollow point and the number of answers; the limit is the caller's."""
    chart = pe.plot_nps_series(series())
    data = rows(chart).set_index("period")
    assert data.loc[["2025-01", "2025-02"], "label"].tolist() == ["", "3"]
    assert data.loc["2025-02", "answers"] == "fewer than 30 answers (the number)"
    point = marks(chart, "point")[0]["encoding"]
    assert point["fill"]["scale"]["range"][1] == "white"
    assert not rows(pe.plot_nps_series(series(), few=3)).set_index("period").loc["2025-02", "label"]


def test_nps_series_range_holds_every_interval():
    """A band is never cut off."""
    result = series()
    low, high = marks(pe.plot_nps_series(result), "line")[0]["encoding"]["y"]["scale"]["domain"]
    assert low <= result["ci_low"].min() and result["ci_high"].max() <= high


def test_nps_series_counts_answers_without_a_date():
    """They have no place on the axis, and are not hidden."""
    frame = pd.DataFrame({"month": ["2025-01"] * 4 + [None] * 3, "recommend": [9, 8, 10, 2, 9, 9, 9]})
    chart = pe.plot_nps_series(pe.nps_series(frame, "recommend", time="month"))
    assert chart.to_dict()["title"]["subtitle"] == ["3 answers without a date are not drawn."]
    assert "3 answers without a date" in chart.to_dict()["description"]


def test_nps_series_by_segment_shares_one_scale():
    """A panel each; the same range and periods in all."""
    frame = pd.DataFrame(
        {"month": ["2025-01", "2025-02"] * 40, "recommend": [9, 8, 10, 2] * 20, "hall": ["east", "west"] * 40}
    )
    chart = pe.plot_nps_series(pe.nps_series(frame, "recommend", time="month", by="hall"))
    assert chart.to_dict()["facet"]["sort"] == ["east", "west"]
    assert "resolve" not in chart.to_dict()


def test_drivers_begin_with_the_most_important_and_at_zero():
    """Bars of shares of variance, in percent, with the bootstrap's interval."""
    result = ratings()
    chart = pe.plot_drivers(result)
    bar = marks(chart, "bar")[0]["encoding"]
    assert bar["y"]["sort"] == ["staff", "waiting", "seats"]
    assert bar["x"]["scale"]["domain"][0] == 0
    data = rows(chart).set_index("driver")
    expected = 100 * result.set_index("driver")
    assert data.loc["staff", ["percent", "low", "high"]].tolist() == pytest.approx(
        expected.loc["staff", ["importance", "ci_low", "ci_high"]].tolist()
    )


def test_drivers_say_that_association_is_not_cause():
    """In the caption and in the alternative text, in both languages."""
    spec = pe.plot_drivers(ratings()).to_dict()
    assert "not what causes it" in spec["title"]["subtitle"][1]
    assert "not what causes it" in spec["description"]
    pe.set_language("zh")
    assert "不是因果" in pe.plot_drivers(ratings()).to_dict()["title"]["subtitle"][1]


def test_drivers_are_drawn_without_intervals_too():
    """``bootstrap=0`` has none."""
    data = rows(pe.plot_drivers(ratings(bootstrap=0)))
    assert data["low"].isna().all()
    assert not data["label"].str.contains("nan").any()


def test_remembered_shows_published_figures_beside_ones_own():
    """Alaybek et al. (2022): peak–end .581 [.487, .661], duration 0."""
    data = rows(pe.plot_remembered(recalled()))
    published = data[data["kind"] == "published"].set_index("row")
    assert published.loc["peak and end", ["value", "low", "high"]].tolist() == [0.581, 0.487, 0.661]
    assert published.loc["duration", "value"] == 0
    assert set(published.index) == {"peak and end", "duration"}


def test_remembered_keeps_the_order_of_the_table_and_the_whole_range():
    """What predicts best comes first; correlations from −1 to 1."""
    result = recalled()
    point = marks(pe.plot_remembered(result), "point")[0]["encoding"]
    assert point["y"]["sort"][0] == "end"
    assert len(point["y"]["sort"]) == len(result)
    assert point["x"]["scale"]["domain"] == [-1, 1]


def test_remembered_writes_a_true_minus_and_no_negative_nought():
    """As on the axis below."""
    result = recalled()
    result.loc[0, ["r", "ci_low", "ci_high"]] = [-0.05, -0.171, -0.004]
    assert "−0.05 [−0.17, 0.00]" in set(rows(pe.plot_remembered(result))["label"])


def test_remembered_says_what_does_not_vary():
    """All journeys of the example take the same time, so duration has no correlation."""
    data = rows(pe.plot_remembered(recalled()))
    assert data.set_index(["row", "kind"]).loc[("duration", "your data"), "label"] == "does not vary"


def boxes(places: pd.DataFrame, texts: list[str]) -> list[tuple[float, float, float, float]]:
    return [
        (place["left"], place["top"], place["left"] + text_width(text), place["top"] + 16 * (1 + text.count("\n")))
        for (_i, place), text in zip(places.iterrows(), texts, strict=True)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_labels_of_twelve_long_names_do_not_overlap(seed):
    """Nor do they leave the panel, or lie on a point."""
    random = np.random.default_rng(seed)
    x, y = random.uniform(40, 400, 12), random.uniform(60, 460, 12)
    texts = [wrap(name, 132) for name in FEATURES]
    found = boxes(place_labels(x, y, texts, (620, 520), np.empty((0, 4))), texts)
    for (left, top, right, bottom), (left_2, top_2, right_2, bottom_2) in itertools.combinations(found, 2):
        assert right <= left_2 or right_2 <= left or bottom <= top_2 or bottom_2 <= top
    for left, top, right, bottom in found:
        assert min(left, top) >= 0 and right <= 620 and bottom <= 520
        assert not ((left < x) & (x < right) & (top < y) & (y < bottom)).any()


def test_long_names_are_wrapped_where_they_pause():
    """No line is wider than it may be, and nothing is lost."""
    assert wrap("大厅宽敞明亮、座位够坐", 132) == "大厅宽敞明亮、\n座位够坐"
    assert wrap("seat", 132) == "seat"
    for name in FEATURES:
        lines = wrap(name, 132)
        assert text_width(lines) <= 132
        assert lines.replace("\n", "") == name


def test_words_are_not_broken():
    """Latin text breaks at its spaces."""
    assert wrap("Text message when three are ahead", 132) == "Text message when\nthree are ahead"
    assert "self-\nservice" in wrap("A guide at the self-service machine", 70)
    assert wrap("emotion −0.2 → +0.9", 60) == "emotion\n−0.2 →\n+0.9"
