"""Concept screening 创新概念筛选, format ``screening/1``: desirable, feasible, viable, and what the weights decide."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, Strict, model_validator

from peakend.base.language import translate as _
from peakend.design.concept import CRITERIA, Concept, criteria, is_scored, require_scored
from peakend.documents.fields import Label
from peakend.documents.texts import Identifier, Text
from peakend.documents.value import Finding, Value, at, name_of

if TYPE_CHECKING:
    import pandas as pd

Weight = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]
WEAK = 2  # a score so low that no other makes up for it


class ScreeningValue(Value):
    """Concepts judged by the three criteria of innovative service, with weights that are stated and tried."""

    format: Literal["screening/1"] = "screening/1"
    id: Annotated[Identifier, Label("编号", ("A short id, for instance ideas.", "简短的编号，例如 ideas。"))]
    title: Annotated[Text, Label("标题", ("What is chosen here.", "这次要选什么。"))]
    weight_desirable: Annotated[
        Weight, Label("合意的权重", ("In parts; only the ratio counts.", "按份数填，只看比例。"))
    ] = 1.0
    weight_feasible: Annotated[
        Weight, Label("可行的权重", ("In parts; only the ratio counts.", "按份数填，只看比例。"))
    ] = 1.0
    weight_viable: Annotated[
        Weight, Label("划算的权重", ("In parts; only the ratio counts.", "按份数填，只看比例。"))
    ] = 1.0
    concepts: Annotated[
        tuple[Concept, ...],
        Label("概念", ("One concept a row.", "一行一个概念。"), is_wanted=True),
    ] = ()

    @model_validator(mode="after")
    def _weigh_something(self) -> "ScreeningValue":
        if not sum(self.weights.values()) > 0:
            raise at(("weight_desirable",), _("all weights are 0; give at least one criterion a weight"))
        return self

    @property
    def weights(self) -> dict[str, float]:
        """The weights as they are stated, by criterion."""
        return {name: getattr(self, f"weight_{name}") for name in CRITERIA}

    def ranking(self) -> "pd.DataFrame":
        r"""Rank the concepts by their weighted score.

        .. math:: \mathrm{score} = \frac{\sum_i w_i s_i}{\sum_i w_i}

        Returns
        -------
        pandas.DataFrame
            The best first: ``concept, name, desirable, feasible, viable, score`` (1 to 5), ``rank`` (equal scores share
            the better one) and ``tied``. A concept that lacks a score has neither score nor rank, and stands last.

        Examples
        --------
        >>> import peakend as pe
        >>> both = [{"id": i, "name": i, "desirable": 3, "feasible": 3, "viable": 3} for i in "ab"]
        >>> pe.Screening(id="i", title="I", concepts=both).ranking()[["rank", "tied"]].values.tolist()
        [[1, True], [1, True]]
        """
        from peakend.design.rankings import rank_concepts

        return rank_concepts(self.concepts, self.weights)

    def rice(self) -> "pd.DataFrame":
        r"""Rank the concepts by RICE instead: how much is gained for the effort.

        .. math:: \mathrm{RICE} = \mathrm{reach} \times \mathrm{impact} \times \mathrm{confidence} / \mathrm{effort}

        Returns
        -------
        pandas.DataFrame
            The best first: ``concept, name, reach, impact, confidence, effort, rice, rank, tied``. A concept that lacks
            a part has neither score nor rank, and stands last.

        Raises
        ------
        PeakendError
            If a concept's effort is 0.

        References
        ----------
        McBride, S. (2016). RICE: simple prioritization for product managers. Intercom.

        Examples
        --------
        >>> import peakend as pe
        >>> b = {"id": "b", "name": "B", "reach": 5000, "impact": 0.5, "confidence": 1, "effort": 1}
        >>> pe.Screening(id="i", title="I", concepts=[b]).rice()["rice"].tolist()
        [2500.0]
        """
        from peakend.design.rankings import rank_by_rice

        return rank_by_rice(self.concepts)

    def sensitivity(self) -> "pd.DataFrame":
        """Say for which weights each concept comes first.

        Along one criterion, its share of the weight goes from 0 to 100 percent, and the others keep their ratio. The
        ranges are exact: scores change linearly with a weight, so a concept is first over one stretch, or never.

        Returns
        -------
        pandas.DataFrame
            A row for each concept that has all scores and each criterion: ``concept, name, criterion``, ``weight`` (its
            share now), ``low`` and ``high`` (between which shares the concept is first; missing if never), and
            ``first_share``: under how much of all possible weightings it is first. All in percent; ties count for
            each.

        Raises
        ------
        PeakendError
            If no concept has all three scores.

        Examples
        --------
        >>> import peakend as pe
        >>> ideas = [
        ...     {"id": "guide", "name": "Guide", "desirable": 5, "feasible": 4, "viable": 3},
        ...     {"id": "robot", "name": "Robot", "desirable": 3, "feasible": 2, "viable": 5},
        ... ]
        >>> table = pe.Screening(id="ideas", title="Ideas", concepts=ideas).sensitivity()
        >>> table[["concept", "criterion", "low", "high", "first_share"]].round(1).head(3)
          concept  criterion  low   high  first_share
        0   guide  desirable  0.0  100.0         75.0
        1   guide   feasible  0.0  100.0         75.0
        2   guide     viable  0.0   50.0         75.0
        """
        from peakend.design.rankings import weigh_concepts

        require_scored(self.concepts, self.id)
        return weigh_concepts(self.concepts, self.weights)

    def _findings(self) -> Iterator[Finding]:
        for i, concept in enumerate(self.concepts):
            if not is_scored(concept):
                yield (
                    *("score_missing", "warning", f"concepts {i + 1} ({concept.id!r})"),
                    _("{name!r} has no score, so it is not ranked.", name=name_of(concept)),
                    _("Score it in all three criteria."),
                )
        if not any(is_scored(concept) for concept in self.concepts):
            return
        ranking = self.ranking()
        first = ranking[ranking["rank"] == 1]
        if len(first) > 1:
            yield (
                *("first_place_tied", "warning", "concepts"),
                _("{names} share the first place.", names=_(", ").join(first["name"])),
                _("Talk about what sets them apart, or test both."),
            )
        for _i, row in first.iterrows():
            for field in criteria():
                if row[field.name] <= WEAK:
                    yield (
                        *("first_but_weak", "warning", f"concepts ({row['concept']!r})"),
                        _("{name!r} comes first, but “{criterion}” is weak.", name=row["name"], criterion=field.title),
                        _("Fix that first: a concept has to pass all three."),
                    )
        yield from self._fragile(first["concept"].iloc[0])

    def _fragile(self, first: str) -> Iterator[Finding]:
        table = self.sensitivity()
        share = float(table.loc[table["concept"] == first, "first_share"].iloc[0])
        if share < 50:
            yield (
                *("first_place_fragile", "note", f"concepts ({first!r})"),
                _("First place is not safe: it holds in only {share:.0f}% of possible weightings.", share=share),
                _("Agree on the weights before you look at the ranking."),
            )
