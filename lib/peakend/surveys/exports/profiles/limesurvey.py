"""LimeSurvey: columns of its own in front; questions by code, ``Q2[SQ001]``, by text, or by both."""

import re

import pandas as pd

from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import Column, ColumnKind, clean, read_meta
from peakend.surveys.exports.profile import Profile

NAMES = {
    "respondent": ("id", "Response ID", "答复 ID", "回复编号", "Antwort ID", "ID de la réponse", "ID de respuesta"),
    "submitted": (
        "submitdate",
        "Date submitted",
        "提交日期",
        "Datum Abgeschickt",
        "Date de soumission",
        "Fecha de envío",
    ),
    "last_page": ("lastpage", "Last page", "最后一页", "Letzte Seite", "Dernière page", "Última página"),
    "user_language": (
        "startlanguage",
        "Start language",
        "起始语言",
        "Start-Sprache",
        "Langue de départ",
        "Lenguaje inicial",
    ),
    "seed": ("seed", "Seed", "种子", "Zufallsstartwert"),
    "token": ("token", "Access code", "Token"),
    "started": ("startdate", "Date started", "开始日期", "Datum gestartet", "Date de lancement", "Fecha de inicio"),
    "recorded": (
        "datestamp",
        "Date last action",
        "最后活动日期",
        "Datum letzte Aktivität",
        "Date de la dernière action",
    ),
    "ip": ("ipaddr", "IP address", "IP 地址", "IP-Adresse", "Adresse IP"),
    "source": ("refurl", "Referrer URL"),
}
NO_DATE = "1980-01-01"
NOT_SHOWN = ("N/A",)
CODE = r"[A-Za-z][A-Za-z0-9_]*"
CODED = re.compile(
    rf"^(?P<code>{CODE})(?:\[(?P<part>[^\]]+)\])?(?:\[(?P<scale>[^\]]+)\])?(?:\.\s+(?P<text>.*))?$", re.DOTALL
)
OTHER = re.compile(r"(other|sonstige|autre|otro|outro|altro|anders|其他|其它|その他|기타).*", re.IGNORECASE | re.DOTALL)
YES, NO = {"y", "yes", "是", "ja", "oui", "sí"}, {"n", "no", "", "否", "nein", "non"}


def read(sheet: Sheet, profile: Profile) -> list[Column]:
    """Read the columns; a response that was not submitted is not finished.

    Where no dates are kept, LimeSurvey writes 1980 for every submission: there the last page tells.
    """
    body = sheet.cells.iloc[1:]
    last_page = _last_page(sheet, profile)
    columns: list[Column] = []
    for i, head in enumerate(sheet.header(0)):
        own = profile.own_name(head) if head else None
        if own == "submitted":
            values, absent = clean(body[i])
            is_dated = values.notna() & ~values.astype(str).str.startswith(NO_DATE)
            columns.append(Column("submitted", head, "meta", values.where(is_dated), absent))
            is_finished = is_dated | (values.notna() & (last_page == last_page.max()))
            columns.append(Column("finished", head, "meta", is_finished.astype("boolean")))
        elif own is not None:
            columns.append(read_meta(own, head, body[i]))
        elif head or body[i].notna().any():
            columns.append(_question(head, i, body[i]))
    return _mark_several(columns)


def _last_page(sheet: Sheet, profile: Profile) -> pd.Series:
    body = sheet.cells.iloc[1:]
    for i, head in enumerate(sheet.header(0)):
        if profile.own_name(head) == "last_page":
            return pd.to_numeric(body[i], errors="coerce").fillna(0)
    return pd.Series(0, index=body.index)


def _question(head: str, place: int, cells: pd.Series) -> Column:
    values, absent = clean(cells, NOT_SHOWN)
    found = CODED.match(head)
    if not found:
        grid = re.match(r"^(?P<stem>.+?)\s*\[(?P<part>[^\[\]]+)\]$", head, re.DOTALL)
        if grid:
            title = f"{grid['stem']} — {grid['part']}"
            is_text = bool(OTHER.fullmatch(grid["part"].strip())) and values.dtype == "string"
            kind: ColumnKind = "text" if is_text and not _is_yes_or_no(values) else "matrix"
            return Column(head, title, kind, values, absent, group=grid["stem"])
        return Column(head or f"column_{place + 1}", head, "question", values, absent)
    parts = [part for part in (found["part"], found["scale"]) if part]
    if not parts:
        return Column(found["code"], found["text"] or head, "question", values, absent)
    name = "_".join([found["code"], *parts])
    kind = "text" if parts[-1].casefold() in ("other", "comment") else "matrix"
    return Column(name, found["text"] or head, kind, values, absent, group=found["code"])


def _is_yes_or_no(values: pd.Series) -> bool:
    return {str(value).casefold() for value in values.dropna()} <= YES | NO


def _mark_several(columns: list[Column]) -> list[Column]:
    """Tell the options of a multiple choice, yes or no, from the rows of a matrix."""
    groups: dict[str | None, list[Column]] = {}
    for column in columns:
        if column.kind == "matrix":
            groups.setdefault(column.group, []).append(column)
    for group in groups.values():
        said = {str(value).casefold() for column in group for value in column.values.dropna()}
        if said and said <= YES | NO and said & YES:
            answered = pd.concat([column.values.notna() for column in group], axis=1).any(axis=1)
            for column in group:
                is_yes = column.values.map(lambda value: str(value).casefold() in YES, na_action="ignore")
                column.values = is_yes.astype("boolean").fillna(False).astype("Int64").where(answered)
                column.kind = "option"
    return columns


LIMESURVEY = Profile(
    "limesurvey",
    "LimeSurvey",
    heads={
        written: name
        for name, heads in NAMES.items()
        for head in heads
        for written in (head, f"{heads[0]}. {head}")  # by code, by text, or by both
    },
    enough=3,
    read=read,
)
