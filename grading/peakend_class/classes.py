"""Over all a trainer's classes: each workshop's peak and end beside its mean, and what was remembered a week later."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.tables.about import describe, in_words
from peakend_class.day import noted_blocks
from peakend_class.measured import feelings, remembered
from peakend_class.store import DATABASE, Store

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 10  # journeys with a rating, before anything is said of what predicts it
HEADINGS = {
    "class": message("class"),
    "people": message("people who said how blocks felt"),
    "peak": message("peak"),
    "end": message("end"),
    "score": message("peak–end score"),
    "score_high": message("score, higher reading"),
    "mean": message("mean of all moments"),
    "people_later": message("people a week later"),
    "remembered": message("remembered as"),
}


def compare_classes(folders: Sequence[Path]) -> "pd.DataFrame":
    """Return a row for each class; what it did not ask is missing.

    Parameters
    ----------
    folders : sequence of Path
        Folders that ``peakend class`` has kept.

    Returns
    -------
    pandas.DataFrame
        ``class, people, peak, end, score, score_high, mean, people_later, remembered``, emotions from −2 to +2.

    Raises
    ------
    PeakendError
        If a folder holds no class.
    """
    import pandas as pd

    import peakend as pe

    rows = []
    for folder in folders:
        felt, later = _said(folder)
        row: dict[str, Any] = {"class": folder.resolve().name, "people": len({one["journey"] for one in felt})}
        if felt:
            table = pd.DataFrame(felt).assign(all="all")
            found = pe.peak_end(table, journey="journey", order="time", emotion="emotion", by="all").iloc[0]
            row |= {name: float(found[name]) for name in ("peak", "end", "score", "score_high", "mean")}
        row["people_later"] = len(later)
        row["remembered"] = sum(later.values()) / len(later) if later else float("nan")
        rows.append(row)
    return describe(pd.DataFrame(rows, columns=list(HEADINGS)), "classes", HEADINGS, segments=["class"])


def sentences(classes: "pd.DataFrame", found: "pd.DataFrame | None") -> list[str]:
    """Return a sentence for each class, and what predicts what is remembered, where many said it."""
    said = []
    for _number, row in classes.iterrows():
        if not row["people"]:
            said.append(_("{name}: nobody said how a block felt.", name=row["class"]))
            continue
        figures = {name: f"{row[name]:.2f}".replace("-", "−") for name in ("score", "score_high", "mean", "remembered")}
        figures["score"] = " / ".join(dict.fromkeys([figures["score"], figures["score_high"]]))
        people = {"people": row["people"], "later": row["people_later"]}
        figures |= {"name": row["class"], **people}
        one = _("{name}: peak–end score {score} beside a mean of {mean} ({people} people).", **figures)
        if row["people_later"]:
            one += " " + _("Remembered a week later as {remembered} ({later} people).", **figures)
        said.append(one)
    if found is None:
        return [*said, _("What predicts memory is said from {count} people on who answered both times.", count=FEWEST)]
    for _number, row in in_words(found)[0].iterrows():
        said.append(
            f"{row['predictor']}: r = {row['r']:.2f} [{row['ci_low']:.2f}, {row['ci_high']:.2f}], n = {row['n']}"
        )
    return said


def predictors(folders: Sequence[Path]) -> "pd.DataFrame | None":
    """Return what predicts the recalled rating over all classes, by the library's own comparison; None for too few.

    A phone counts that said on the day how blocks felt, and a week later what it remembers.
    """
    import pandas as pd

    import peakend as pe

    moments, ratings = [], []
    for number, folder in enumerate(folders):
        felt, later = _said(folder)
        moments += [{**one, "journey": f"{number}-{one['journey']}"} for one in felt if one["journey"] in later]
        ratings += [{"journey": f"{number}-{phone}", "rating": rating} for phone, rating in later.items() if phone > 0]
    if len(ratings) < FEWEST:
        return None
    return pe.remembered(
        pd.DataFrame(moments),
        "rating",
        journey="journey",
        order="time",
        emotion="emotion",
        ratings=pd.DataFrame(ratings),
    )


def _said(folder: Path) -> tuple[list[dict[str, Any]], dict[int, float]]:
    """Return a class's feelings and what was remembered of them."""
    if not (folder / DATABASE).is_file():
        raise PeakendError(
            _("{folder} holds no class. Name the folder that `peakend class --out` was given.", folder=folder)
        )
    store = Store(folder)
    try:
        return store.do(lambda database: feelings(database, noted_blocks(database))), store.do(remembered)
    finally:
        store.close()
