"""SurveyMonkey: a row of questions, empty where one goes on, and below it a row of options or rows."""

import pandas as pd

from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import Column, clean, read_meta
from peakend.surveys.exports.groups import mark_groups
from peakend.surveys.exports.option_numbers import ask_direction
from peakend.surveys.exports.profile import Profile
from peakend.surveys.exports.profiles.qualtrics import mark_chosen

NAMES = {
    "respondent": (
        "Respondent ID", "RespondentID", "Befragten-ID", "Teilnehmer-ID", "Identifiant du répondant",
        "ID du répondant", "ID del encuestado", "Id. de encuestado", "ID do respondente", "ID intervistato",
        "Respondent-ID", "回答者ID", "回答者 ID", "受访者 ID", "受访者ID", "受訪者 ID",
    ),
    "collector": (
        "Collector ID", "CollectorID", "Collector-ID", "Identifiant du collecteur", "ID du collecteur",
        "ID del recopilador", "Id. de recopilador", "ID do coletor", "ID raccoglitore", "コレクターID", "收集器 ID",
    ),
    "started": (
        "Start Date", "StartDate", "Date Created", "Startdatum", "Date de début", "Date de création",
        "Fecha de inicio", "Fecha de creación", "Data de início", "Data inizio", "Begindatum", "開始日", "开始日期",
    ),
    "submitted": (
        "End Date", "EndDate", "Date Modified", "Enddatum", "Date de fin", "Date de modification", "Fecha de fin",
        "Fecha de finalización", "Fecha de modificación", "Data de término", "Data fine", "Einddatum", "終了日",
        "结束日期", "修改日期",
    ),
    "ip": (
        "IP Address", "IP-Adresse", "Adresse IP", "Dirección IP", "Endereço IP", "Indirizzo IP", "IPアドレス",
        "IP 地址",
    ),
    "email": ("Email Address", "E-Mail-Adresse", "Adresse e-mail", "Dirección de correo electrónico", "电子邮件地址"),
    "": (
        "Custom Data 1", "Benutzerdefinierte Daten 1", "Données personnalisées 1", "Datos personalizados 1",
        "Dados personalizados 1", "Dati personalizzati 1", "カスタムデータ 1", "自定义数据 1",
        "First Name", "Last Name", "Vorname", "Nachname", "Prénom", "Nom", "Nombre", "Apellidos", "名字",
        "姓氏",
    ),
}  # fmt: skip
# Below a question that has one column: "Response" and "Open-Ended Response" in SurveyMonkey's languages.
SINGLE = {
    "response", "open-ended response", "open-ended reply", "antwort", "offene beantwortung", "réponse",
    "réponse ouverte", "respuesta", "respuesta abierta", "resposta", "resposta aberta", "risposta",
    "risposta aperta", "antwoord", "open antwoord", "回答", "自由回答", "答复", "开放式答复", "回复",
}  # fmt: skip
MOSTLY = 0.75  # of the cells filled: so many options hardly anybody chooses, and these may be marks
OTHER = ("other (please specify)", "sonstiges (bitte angeben)", "autre (veuillez préciser)", "otro (especifique)",
         "outro (especifique)", "altro (specificare)", "anders (geef nadere toelichting)", "其他（请注明）",
         "其他 (请注明)", "その他 (具体的に)")  # fmt: skip


def more_signs(sheet: Sheet) -> list[str]:
    """Find the second header row: nothing below the platform's own columns, something below the others."""
    names, below = sheet.header(0), sheet.header(1)
    own = [i for i, name in enumerate(names) if SURVEYMONKEY.own_name(name) is not None]
    asked = [i for i in range(len(names)) if i not in own and below[i]]
    return [below[asked[0]]] if len(own) > 1 and _has_two_headings(sheet) and asked else []


def _has_two_headings(sheet: Sheet) -> bool:
    """Tell whether the second row is one of headings: nothing stands below the platform's own columns."""
    names, below = sheet.header(0), sheet.header(1)
    return not any(below[i] for i, name in enumerate(names) if SURVEYMONKEY.own_name(name) is not None)


def read(sheet: Sheet, profile: Profile) -> list[Column]:
    """Read the columns of a SurveyMonkey export; without its second header row, every column is a question."""
    names = sheet.header(0)
    is_double = _has_two_headings(sheet)
    below, body = (sheet.header(1), sheet.cells.iloc[2:]) if is_double else (["response"] * len(names), sheet.cells[1:])
    first_asked = next((i for i, part in enumerate(below) if part), 0)
    columns: list[Column] = []
    number, is_numbered = 0, False
    for start, stop in _spans(names, below):
        own = profile.own_name(names[start])
        if own is not None:
            columns.append(read_meta(own, names[start], body[start]))
        elif is_double and not any(below[start:stop]) and start < first_asked:
            # Data that the survey's owner passes on stand before the questions, and have nothing below their names.
            columns.append(Column(names[start], names[start], "meta", *clean(body[start])))
        else:
            number += 1
            parts, cells = below[start:stop], body.iloc[:, start:stop]
            found = _read_question(f"Q{number}", names[start], parts, cells)
            is_numbered |= any(column.kind == "option" for column in found) and not cells.isin(parts).any(axis=None)
            columns.extend(found)
    mark_groups(columns)
    return ask_direction(columns, profile.title) if is_numbered else columns


def _spans(names: list[str], below: list[str]) -> list[tuple[int, int]]:
    """A question reaches to the next name; exports to newer formats repeat the name instead of leaving it empty."""
    starts = [
        i
        for i, name in enumerate(names)
        if i == 0 or (name and not (name == names[i - 1] and below[i] and below[i].casefold() not in SINGLE))
    ]
    return list(zip(starts, [*starts[1:], len(names)], strict=True))


def _read_question(name: str, title: str, parts: list[str], body: pd.DataFrame) -> list[Column]:
    columns = []
    for i, part in enumerate(parts):
        values, absent = clean(body.iloc[:, i])
        if part.casefold() in OTHER:
            columns.append(Column(f"{name}_{i + 1}_text", f"{title} — {part}", "text", values, absent, group=name))
        elif not part or part.casefold() in SINGLE:
            columns.append(Column(name, title, "question", values, absent))
        else:
            columns.append(Column(f"{name}_{i + 1}", f"{title} — {part}", "matrix", values, absent, group=name))
    listed = [(column, part) for column, part in zip(columns, parts, strict=True) if column.kind == "matrix"]
    if _are_options(listed):
        filled = pd.concat([column.values.notna() for column, __ in listed], axis=1)
        share = float(filled[filled.any(axis=1)].to_numpy().mean())
        if share > MOSTLY and not all(column.values.dtype == "string" for column, __ in listed):
            _doubt_places([column for column, __ in listed])
        mark_chosen([column for column, __ in listed], [column.values for column in columns])
    elif len(columns) == 1 and listed:
        columns[0].kind = "question"
    return columns


def _are_options(listed: list[tuple[Column, str]]) -> bool:
    """Tell options from the rows of a matrix: an option's column holds its own text, or its own number, or nothing."""
    found = [set(column.values.dropna().astype(str)) for column, __ in listed]
    if not any(found):
        return False
    if all(values <= {part} for values, (__, part) in zip(found, listed, strict=True)):
        return True
    # As numbers: every option has its own, and somebody left one out, which hardly anybody does in a matrix.
    numbered = all(values <= {str(i)} for i, values in enumerate(found, 1))
    return len(listed) > 1 and numbered and any(column.values.isna().any() for column, __ in listed)


def _doubt_places(options: list[Column]) -> None:
    """Ask about columns that hold nothing but their own places, and gaps: options, or marks on which all agree."""
    for place, column in enumerate(options, 1):
        column.guessed = True
        column.doubt = _(
            "Column {column!r} holds nothing but {place} and gaps, which is its own place in the question: taken for "
            "an option that was chosen. If these are marks, export the answers as texts.",
            column=column.name,
            place=place,
        )


SURVEYMONKEY = Profile(
    "surveymonkey",
    "SurveyMonkey",
    heads={head: name for name, heads in NAMES.items() for head in heads},
    enough=3,
    more_signs=more_signs,
    read=read,
)
