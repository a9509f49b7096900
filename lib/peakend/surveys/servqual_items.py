"""The items of SERVQUAL, summed by dimension and segment in the frame's own engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any, Literal

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from peakend.base.arguments import as_list, is_number
from peakend.base.arrays import Floats
from peakend.base.errors import PeakendError
from peakend.base.language import join_words, quote
from peakend.base.language import translate as _
from peakend.frames.cross_products import numeric_columns
from peakend.frames.frames import check_weights, count_rows, read_frame
from peakend.surveys.tally import (
    By,
    Invalid,
    Scale,
    check_scale,
    invalid_message,
    missing,
    numbers,
    segment_columns,
    segments_of,
)

Level = Literal["dimension", "item"]

DIMENSIONS = {"tangibles": 4, "reliability": 5, "responsiveness": 4, "assurance": 4, "empathy": 5}
OVERALL = "overall"
COUNTS = ("valid", "missing", "invalid")
# Each of them by the respondent's case weight, the last three by its square, as linearised errors need them.
MEASURED = ("heads", "expectation", "perception", "score", "heads_squared", "score_once", "score_squared")
SUMS = COUNTS + MEASURED
WEIGHTED = ("weighted_n", "weight", "weighted_score")


@dataclass(frozen=True)
class Battery:
    """Columns of a questionnaire: items in order, and how many belong to each dimension."""

    expectations: tuple[str, ...]
    perceptions: tuple[str, ...]
    dimensions: Mapping[str, int]
    scale: Scale
    reverse: frozenset[int]

    def blocks(self, level: str) -> list[tuple[str, list[int]]]:
        """Return the rows of the result as dimension and positions of its items."""
        blocks, start = [], 0
        for name, size in self.dimensions.items():
            places = list(range(start, start + size))
            blocks += [(name, [place]) for place in places] if level == "item" else [(name, places)]
            start += size
        return blocks


@dataclass(frozen=True)
class Sums:
    """Sums over respondents, one entry a segment and row of the result; the fields are those of `SUMS`.

    `heads` are the respondents who answered, each with their case weight.
    """

    rows: pd.DataFrame
    valid: Floats
    missing: Floats
    invalid: Floats
    heads: Floats
    expectation: Floats
    perception: Floats
    score: Floats
    heads_squared: Floats
    score_once: Floats
    score_squared: Floats
    weighted_n: Floats
    weight: Floats
    weighted_score: Floats

    def counted(self) -> dict[str, Floats]:
        """Return the columns ``n, n_missing, n_invalid``."""
        return {"n": self.valid, "n_missing": self.missing, "n_invalid": self.invalid}

    def error_of(self, mean: Floats, *, is_weighted: bool) -> Floats:
        """Return the linearised standard error of the mean score; of equal weights it is the usual one."""
        every = self.valid + self.missing + self.invalid
        size = self.valid
        if is_weighted:
            kinds = self.rows["dimension"] + self.rows.get("item", pd.Series("", index=self.rows.index)).astype(str)
            size = pd.Series(every).groupby(kinds.to_numpy()).transform("sum").to_numpy()
        with np.errstate(invalid="ignore", divide="ignore"):
            squares = self.score_squared - 2 * mean * self.score_once + mean**2 * self.heads_squared
            spread = np.maximum(squares, 0) / self.heads**2
            return np.sqrt(spread * size / np.where(self.valid > 1, size - 1, np.nan))

    def effective(self) -> Floats:
        """Return Kish's effective number of respondents."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.heads**2 / self.heads_squared


def read_battery(
    expectations: Sequence[str] | None,
    perceptions: Sequence[str] | None,
    dimensions: Mapping[str, int] | None,
    scale: Scale,
    reverse: Sequence[int],
    *,
    has_expectations: bool,
) -> Battery:
    """Put the columns of a questionnaire together, or raise `PeakendError` if they do not fit the dimensions."""
    sizes = _read_dimensions(dimensions)
    size = sum(sizes.values())
    perceived = tuple(perceptions) if perceptions is not None else tuple(f"P{i + 1}" for i in range(size))
    expected = tuple(expectations) if expectations is not None else tuple(f"E{i + 1}" for i in range(size))
    named = {"expectations": expected, "perceptions": perceived} if has_expectations else {"perceptions": perceived}
    for name, columns in named.items():
        if len(columns) != size:
            raise PeakendError(
                _(
                    "{name} names {count} columns, but the dimensions have {size} items ({dimensions}). "
                    "Name one column an item, or say with dimensions= how many items each dimension has.",
                    name=name,
                    count=len(columns),
                    size=size,
                    dimensions=join_words(f"{dimension} {count}" for dimension, count in sizes.items()),
                )
            )
    turned = as_list(reverse)
    for item in turned:
        if not is_number(item, 1, size) or item != int(item):
            raise PeakendError(
                _("reverse names item {item!r}, but the items run from 1 to {size}.", item=item, size=size)
            )
    return Battery(expected if has_expectations else (), perceived, sizes, check_scale(scale), frozenset(turned))


def _read_dimensions(dimensions: Mapping[str, int] | None) -> dict[str, int]:
    sizes = dict(DIMENSIONS)
    if dimensions is not None:
        sizes = dict(dimensions) if isinstance(dimensions, Mapping) else {}
    if not sizes or OVERALL in sizes or not all(is_number(size, 1) and size == int(size) for size in sizes.values()):
        raise PeakendError(
            _(
                "dimensions={dimensions!r} does not work. Give names (other than {overall!r}) and how many items "
                "each has, for instance {example!r}.",
                dimensions=dimensions,
                overall=OVERALL,
                example={"tangibles": 4, "reliability": 5},
            )
        )
    return {name: int(size) for name, size in sizes.items()}


def sum_by_segment(
    frame: object,
    battery: Battery,
    by: By,
    shares: list[float],
    weight_columns: list[str],
    level: str,
    invalid: Invalid,
    weights: str | None = None,
) -> Sums:
    """Sum validity, answers and gaps over the respondents of each segment."""
    segments = segment_columns(by)
    for name in {"dimension", "item"}.intersection(segments):
        raise PeakendError(
            _("The segment column {name!r} has the name of a result column. Rename it in your data.", name=name)
        )
    columns = [*battery.expectations, *battery.perceptions, *weight_columns]
    if weights:
        check_weights(read_frame(frame), weights)
    lazy = _without_nan(numeric_columns(frame, [*columns, *filter(None, [weights])], segments), len(columns))
    lazy = lazy.with_columns((nw.col(f"x{len(columns)}") if weights else nw.lit(1.0)).alias("case"))
    if weight_columns:
        _check_weights(lazy, len(columns) - len(weight_columns), weight_columns)
    blocks = battery.blocks(level)
    lazy = _score_blocks(lazy, battery, blocks)
    rows = [*blocks, (OVERALL, [])] if level == "dimension" else blocks
    if level == "dimension":
        lazy = _score_overall(lazy, len(blocks), shares, len(columns) - len(weight_columns))
    names = [
        f"{name}_{row}" for row in range(len(rows)) for name in (SUMS + WEIGHTED if level == "dimension" else SUMS)
    ]
    keys = [f"by_{i}" for i in range(len(segments))]
    lazy = lazy.with_columns(
        *(_by_case(name, row).alias(f"{name}_{row}") for row in range(len(rows)) for name in MEASURED),
        *(
            (nw.col(f"{name}_{row}") * nw.col("case")).alias(f"{name}_{row}")
            for row in range(len(rows))
            for name in (WEIGHTED if level == "dimension" else ())
        ),
    )
    totals = [nw.col(name).sum() for name in names]
    counted = lazy.group_by(*keys).agg(*totals) if keys else lazy.select(*totals)
    table = counted.collect().to_pandas()
    groups, code = segments_of(table, segments)
    table = table.iloc[np.argsort(code)]
    if invalid == "raise" and any(table[f"invalid_{row}"].fillna(0).any() for row in range(len(rows))):
        _raise_first_invalid(frame, battery)

    def sums(name: str) -> Floats:
        if f"{name}_0" not in table:
            return np.full(len(groups) * len(rows), np.nan)
        return table[[f"{name}_{row}" for row in range(len(rows))]].fillna(0).to_numpy(dtype="float64").ravel()

    labels = groups.loc[groups.index.repeat(len(rows))].reset_index(drop=True)
    labels["dimension"] = [name for name, _places in rows] * len(groups)
    if level == "item":
        labels["item"] = [places[0] + 1 for _name, places in rows] * len(groups)
    return Sums(labels, **{name: sums(name) for name in SUMS + WEIGHTED})


def _by_case(name: str, row: int) -> nw.Expr:
    """Return one of a respondent's figures with its case weight, or for the spread with the weight's square."""
    case, score = nw.col("case"), nw.col(f"score_{row}")
    squared = case * case
    return {
        "heads": nw.col(f"valid_{row}") * case,
        "heads_squared": nw.col(f"valid_{row}") * squared,
        "score_once": score * squared,
        "score_squared": score * score * squared,
    }.get(name, nw.col(f"{name}_{row}") * case)


def _without_nan(lazy: nw.LazyFrame[Any], columns: int) -> nw.LazyFrame[Any]:
    """Turn NaN, which engines treat differently, into null."""
    values = [nw.col(f"x{i}") for i in range(columns)]
    return lazy.with_columns(*(nw.when(~value.is_nan()).then(value).alias(f"x{i}") for i, value in enumerate(values)))


def _score_blocks(lazy: nw.LazyFrame[Any], battery: Battery, blocks: list[tuple[str, list[int]]]) -> nw.LazyFrame[Any]:
    """Add each respondent's sums for each row of the result: 0 where its items are not all answered on the scale."""
    low, high = battery.scale
    offset = len(battery.expectations)
    first, second = [], []
    for row, (_name, places) in enumerate(blocks):
        perceived = [_turned(battery, place, offset + place) for place in places]
        expected = [_turned(battery, place, place) for place in places if battery.expectations]
        asked = [nw.col(f"x{offset + place}") for place in places]
        asked += [nw.col(f"x{place}") for place in places if battery.expectations]
        first += [
            reduce(add, (_one_if((answer < low) | (answer > high)) for answer in asked)).alias(f"off_{row}"),
            reduce(add, (_one_if(answer.is_null()) for answer in asked)).alias(f"null_{row}"),
            (reduce(add, perceived) / len(places)).alias(f"p_{row}"),
            (reduce(add, expected) / len(places) if expected else nw.lit(0.0)).alias(f"e_{row}"),
        ]
        off, null = nw.col(f"off_{row}") > 0, nw.col(f"null_{row}") > 0
        valid = ~off & ~null
        perception, expectation = nw.col(f"p_{row}"), nw.col(f"e_{row}")
        gap = perception - expectation
        second += [
            _one_if(valid).alias(f"valid_{row}"),
            _one_if(null & ~off).alias(f"missing_{row}"),
            _one_if(off).alias(f"invalid_{row}"),
            _value_if(valid, expectation).alias(f"expectation_{row}"),
            _value_if(valid, perception).alias(f"perception_{row}"),
            _value_if(valid, gap).alias(f"score_{row}"),
        ]
    return lazy.with_columns(*first).with_columns(*second)


def _score_overall(lazy: nw.LazyFrame[Any], count: int, shares: list[float], first_weight: int) -> nw.LazyFrame[Any]:
    """Add each respondent's weighted sums over all dimensions, for those who answered every item."""
    rows = range(count)

    def total(name: str) -> nw.Expr:
        return reduce(add, (nw.col(f"{name}_{row}") for row in rows))

    if shares:
        weighed = lazy.with_columns(*(nw.lit(share).alias(f"share_{row}") for row, share in enumerate(shares)))
        weight_known = total("valid") == count
    else:
        points = [nw.col(f"x{first_weight + row}") for row in rows]
        given = reduce(add, points)
        weighed = lazy.with_columns(*((point / given).alias(f"share_{row}") for row, point in enumerate(points)))
        weight_known = (total("valid") == count) & ~nw.col("share_0").is_null()
    share = [nw.col(f"share_{row}") for row in rows]
    weighed = weighed.with_columns(_one_if(weight_known).alias(f"valid_{count}"))
    valid, off = nw.col(f"valid_{count}") > 0, total("invalid") > 0
    mixed = {
        name: reduce(add, (share[row] * nw.col(f"{name}_{row}") for row in rows))
        for name in ("expectation", "perception", "score")
    }
    last = weighed.with_columns(
        _one_if(off).alias(f"invalid_{count}"),
        _one_if(~valid & ~off).alias(f"missing_{count}"),
        *(_value_if(valid, value).alias(f"{name}_{count}") for name, value in mixed.items()),
        *(_value_if(valid, share[row]).alias(f"weight_{row}") for row in rows),
        *(_value_if(valid, share[row] * nw.col(f"score_{row}")).alias(f"weighted_score_{row}") for row in rows),
        *(nw.col(f"valid_{count}").alias(f"weighted_n_{row}") for row in (*rows, count)),
    )
    return last.with_columns(
        nw.col(f"valid_{count}").alias(f"weight_{count}"), nw.col(f"score_{count}").alias(f"weighted_score_{count}")
    )


def _turned(battery: Battery, place: int, column: int) -> nw.Expr:
    answer = nw.col(f"x{column}")
    return sum(battery.scale) - answer if place + 1 in battery.reverse else answer


def _one_if(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1.0)).otherwise(nw.lit(0.0))


def _value_if(condition: nw.Expr, value: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(value).otherwise(nw.lit(0.0))


def _check_weights(lazy: nw.LazyFrame[Any], first: int, names: list[str]) -> None:
    weights = [nw.col(f"x{first + i}") for i in range(len(names))]
    negative = reduce(add, (_one_if((weight < 0) | (weight == float("inf"))) for weight in weights))
    nothing = _one_if(reduce(add, weights) == 0)
    flagged = lazy.select(negative.alias("negative"), nothing.alias("nothing"))
    count = int(flagged.filter((nw.col("negative") + nw.col("nothing")) > 0).select(nw.len()).collect().item())
    if count:
        raise PeakendError(
            _(
                "{count} respondents have weights in columns {columns} that are negative, infinite or all 0. "
                "Points must be numbers from 0 upwards, not all 0; correct or drop those rows.",
                count=count,
                columns=join_words(map(quote, names)),
            )
        )


def _raise_first_invalid(frame: object, battery: Battery) -> None:
    low, high = battery.scale
    for column in (*battery.expectations, *battery.perceptions):
        answers = count_rows(frame, [column])
        score = numbers(answers["answer_0"])
        off = ~missing(answers["answer_0"]) & ~((score >= low) & (score <= high))
        if off.any():
            raise PeakendError(invalid_message(answers[off], "answer_0", column, (low, high)))
