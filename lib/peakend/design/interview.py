"""The insight interview 客户洞察访谈, format ``interview/1``: notes coded to the iceberg of needs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.documents.fields import Label, fields_of, words_of
from peakend.documents.texts import Date, Identifier, Part, Text
from peakend.documents.value import Finding, Value
from peakend.tables.about import describe

if TYPE_CHECKING:
    import pandas as pd

Way = Literal["ask", "observe"]
Level = Literal["said_and_done", "wants", "feelings", "deep_needs"]
# The three levels of insight: what happens, why, and what for.
INSIGHT: dict[Level, int] = {"said_and_done": 1, "wants": 2, "feelings": 2, "deep_needs": 3}
_PERSONA_FIELD = {"said_and_done": "behaviours", "wants": "goals", "feelings": "feelings", "deep_needs": "deep_needs"}

LEVELS = {
    "level": message("level"),
    "insight": message("insight"),
    "n": message("notes"),
    "ask": message("ask"),
    "observe": message("observe"),
    "share": message("share, %"),
}


class Note(Part):
    """One thing that was heard or seen."""

    note: Annotated[
        Text,
        Label("记录", ("What was said or seen, as it was, one thing a row.", "原样记下听到或看到的，一行一件事。")),
    ]
    way: Annotated[
        Way,
        Label(
            "方式",
            ("ask: the customer said it; observe: you saw it.", "询问：客户说的；观察：您看到的。"),
            ("询问", "观察"),
        ),
    ] = "ask"
    level: Annotated[
        Level | None,
        Label(
            "层次",
            (
                "How deep on the iceberg: what they say and do, want, feel, or need at heart.",
                "在冰山的哪一层：说与做、想要什么、什么感受、内心深处需要什么。",
            ),
            ("说与做", "想要", "感受", "深层内在需求"),
        ),
    ] = None
    theme: Annotated[Text | None, Label("主题", ("A word that groups notes.", "用一个词把记录归类。"))] = None
    touchpoint: Annotated[
        Identifier | None, Label("触点编号", ("Where on the journey it was.", "发生在旅程的哪个触点。"))
    ] = None


class InterviewValue(Value):
    """What a customer said and did, and what lies under it on the iceberg of needs 冰山模型."""

    format: Literal["interview/1"] = "interview/1"
    id: Annotated[Identifier, Label("编号", ("A short id, for instance mei-1.", "简短的编号，例如 mei-1。"))]
    title: Annotated[Text, Label("标题", ("What the interview is about.", "这次访谈的主题。"))]
    question: Annotated[
        Text | None,
        Label("想弄清的问题", ("The one question that you want answered.", "最想弄清的一个问题。"), is_wanted=True),
    ] = None
    interviewee: Annotated[
        Text | None,
        Label("受访者", ("Who: no real name without consent.", "访谈了谁；未经同意不写真名。"), is_wanted=True),
    ] = None
    interviewer: Annotated[Text | None, Label("访谈者", ("Who asked, and who took notes.", "谁提问，谁记录。"))] = None
    date: Annotated[Date | None, Label("日期", ("Like 2026-12-01.", "例如 2026-12-01。"))] = None
    place: Annotated[
        Text | None, Label("地点", ("Where you talked; best where it happens.", "在哪里谈；最好在服务现场。"))
    ] = None
    notes: Annotated[
        tuple[Note, ...],
        Label("访谈记录", ("One thing a row, as it was said or seen.", "一行一件事，原样记下。"), is_wanted=True),
    ] = ()

    def levels(self) -> "pd.DataFrame":
        """Count the notes on each level of the iceberg, by the way they were got.

        Returns
        -------
        pandas.DataFrame
            A row for each level from the surface down: ``level``, ``insight`` (1 what happens, 2 why, 3 what for),
            ``n, ask, observe`` and ``share`` (percent of the notes that have a level).

        Examples
        --------
        >>> import peakend as pe
        >>> talk = pe.Interview(id="a", title="A", notes=[{"note": "Sighs", "level": "feelings"}, {"note": "Later"}])
        >>> talk.levels()["n"].tolist()
        [0, 0, 1, 0]
        """
        import pandas as pd

        rows: list[dict[str, Any]] = []
        coded = sum(note.level is not None for note in self.notes)
        for level, insight in INSIGHT.items():
            ways = [note.way for note in self.notes if note.level == level]
            share = 100 * len(ways) / coded if coded else float("nan")
            counts = {"n": len(ways), "ask": ways.count("ask"), "observe": ways.count("observe")}
            rows.append({"level": level, "insight": insight, **counts, "share": share})
        return describe(pd.DataFrame(rows), "levels", LEVELS, words=words_of(fields_of(Note)))

    def to_persona(self, id: str, name: Any) -> dict[str, Any]:
        """Return the document of a persona with the notes of each level."""
        fields: dict[str, Any] = {}
        for note in self.notes:
            if note.level:
                fields.setdefault(_PERSONA_FIELD[note.level], []).append(note.note)
        return {"id": id, "name": name, "status": "observed", "source": self.title, "n": 1, **fields}

    def _findings(self) -> Iterator[Finding]:
        for i, note in enumerate(self.notes):
            if note.level is None:
                yield (
                    *("note_without_level", "note", f"notes {i + 1}"),
                    _("Note {number} has no level.", number=i + 1),
                    _("Ask what lies behind it: why, and what for?"),
                )
        levels = {note.level for note in self.notes}
        if self.notes and not levels & {"feelings", "deep_needs"}:
            yield (
                *("surface_only", "warning", "notes"),
                _("The notes stay at the surface: no feeling and no deep need among them."),
                _("Ask for a story, then ask why until a feeling is named."),
            )
        if self.notes and len({note.way for note in self.notes}) == 1:
            yield (
                *("one_way_only", "note", "notes"),
                _("All notes come from the same method."),
                _("What people say and what they do differ: ask, and observe too."),
            )
