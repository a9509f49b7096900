"""Microsoft Forms: five columns of its own, then a column a question; several answers end each in a semicolon."""

from peakend.surveys.exports.profile import Profile

HEADS = {
    "respondent": ("ID", "Id", "Id.", "识别码"),
    "started": (
        "Start time",
        "开始时间",
        "開始時間",
        "開始時刻",
        "Startzeit",
        "Heure de début",
        "Hora de inicio",
        "Ora di inizio",
        "Hora de início",
        "Starttijd",
        "Время начала",
    ),
    "submitted": (
        "Completion time",
        "完成时间",
        "完成時間",
        "完了時刻",
        "Fertigstellungszeit",
        "Heure de fin",
        "Hora de finalización",
        "Ora di completamento",
        "Hora de conclusão",
        "Tijdstip van voltooien",
        "Время выполнения",
    ),
    "email": (
        "Email",
        "电子邮件",
        "電子郵件",
        "メール",
        "E-Mail",
        "Adresse de messagerie",
        "Correo electrónico",
        "Posta elettronica",
        "Email2",
    ),
    "respondent_name": ("Name", "名称", "姓名", "名前", "Nom", "Nombre", "Nome", "Naam", "Имя"),
    "changed": ("Last modified time", "上次修改时间", "Uhrzeit der letzten Änderung", "最終変更時刻"),
    "user_language": ("Language", "语言", "Sprache"),
}

MICROSOFT_FORMS = Profile(
    "microsoft_forms",
    "Microsoft Forms",
    heads={head: name for name, heads in HEADS.items() for head in heads},
    enough=3,
    joined=(";",),
)
