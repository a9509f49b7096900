"""Makes survey files in the shapes in which the platforms export them: seeded, small or large, clean or dirty."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import openpyxl

Row = list[object]

SATISFACTION = ("非常不满意", "不满意", "一般", "满意", "非常满意")
CHANNELS = ("热线", "客户经理", "营业厅", "其他")
PLANS = ("价格", "流量", "服务")
ROWS = ("服务态度", "等候时间")


def wjx(n: int = 20, seed: int = 1, *, answers: str = "text", dirty: bool = False) -> list[Row]:
    """A 问卷星 export with option text or with option numbers; the same seed gives the same answers in both.

    Questions: 1 single choice, 2 score of 0–10, 3 multiple choice with a gap to fill in, 4 ranking, 5 matrix, 6 text.
    """
    draw = random.Random(seed)
    header: Row = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
    header += ["1、您对本次服务满意吗？", "2、您有多大可能向朋友推荐我们？"]
    if answers == "text":
        header += ["3、您使用过哪些渠道？", "4、请按重要性排序"]
    else:
        header += [f"第3题({channel})" for channel in CHANNELS] + [f"第4题({plan})" for plan in PLANS]
    header += [f"第5题({row})" for row in ROWS] + ["6、您还有什么建议？"]
    rows = [header]
    for i in range(1, n + 1):
        row: Row = [
            i,
            f"2025/{draw.randint(1, 12)}/{draw.randint(1, 28)} 9:{i % 60:02d}:00",
            f"{draw.randint(20, 300)}秒",
        ]
        row += [draw.choice(("微信", "手机提交")), "N/A", f"192.0.2.{i % 256}(北京-北京)"]
        absent = draw.random() < 0.15 if dirty else False
        satisfied, score = draw.randrange(5), draw.randrange(11)
        used = [place for place in range(4) if draw.random() < 0.5] or [0]
        order, matrix = draw.sample(range(3), 3), [draw.randrange(5) for _ in ROWS]
        comment = draw.choice(("等太久", "很好，谢谢", "=1+1", "A→B 的流程"))
        if answers == "text":
            row += ["(空)" if absent else SATISFACTION[satisfied], "(跳过)" if absent else score]
            row += ["┋".join(CHANNELS[c] + ("〖微信群〗" if c == 3 else "") for c in used)]
            row += ["→".join(PLANS[p] for p in order), *(SATISFACTION[m] for m in matrix)]
        else:
            row += [-2 if absent else satisfied + 1, -3 if absent else score + 1]
            row += [int(c in used) for c in range(4)] + [order.index(p) + 1 for p in range(3)]
            row += [m + 1 for m in matrix]
        rows.append([*row, "" if absent else comment])
    if dirty:
        rows.append([""] * len(header))
        rows[1][6] = f"  {rows[1][6]} "
    return rows


def qualtrics(n: int = 20, seed: int = 1, *, dirty: bool = False) -> list[Row]:
    """A Qualtrics export with three header rows."""
    draw = random.Random(seed)
    names = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished"]
    names += ["RecordedDate", "ResponseId", "Q1", "Q2_1", "Q2_2", "Q3", "Q3_4_TEXT"]
    titles = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished"]
    titles += ["Recorded Date", "Response ID", "<b>How likely</b> are you to recommend us?"]
    titles += ["Please rate:\n - Staff", "Please rate:\n - Waiting", "Channel", "Channel - Other - Text"]
    ids = [f'{{"ImportId":"QID{i}"}}' for i in range(len(names))]
    rows: list[Row] = [names, titles, ids]
    for i in range(1, n + 1):
        day = f"2025-03-{draw.randint(1, 28):02d}"
        score: object = -99 if dirty and draw.random() < 0.2 else draw.randrange(11)
        channel = draw.choice(("Hotline", "Service hall", "Other"))
        row: Row = [f"{day} 10:00:00", f"{day} 10:05:00", "IP Address", f"192.0.2.{i % 256}", 100, 300, "True"]
        row += [f"{day} 10:05:01", f"R_{seed}x{i:06d}", score, draw.randint(1, 5), draw.randint(1, 5), channel]
        rows.append([*row, "chat" if channel == "Other" else ""])
    return rows


def surveymonkey(n: int = 20, seed: int = 1, *, dirty: bool = False) -> list[Row]:
    """A SurveyMonkey export with two header rows."""
    draw = random.Random(seed)
    top: Row = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
    top += [
        "Last Name",
        "Custom Data 1",
        "How likely are you to recommend us?",
        "Which channels have you used?",
        "",
        "",
    ]
    top += ["Please rate:", "", "Anything else?"]
    below: Row = [""] * 9 + ["Response", "Hotline", "Service hall", "Other (please specify)", "Staff", "Waiting"]
    rows = [top, [*below, "Open-Ended Response"]]
    for i in range(1, n + 1):
        day = f"03/{draw.randint(1, 28):02d}/2025"
        row: Row = [11_000_000_000 + i, 400_000_001, f"{day} 10:00:00", f"{day} 10:04:00", f"192.0.2.{i % 256}"]
        row += ["", "", "", "", "" if dirty and draw.random() < 0.2 else draw.randrange(11)]
        row += ["Hotline" if i % 2 else "", "Service hall" if i % 3 else "", "chat" if i % 5 == 0 else ""]
        row += [draw.choice(("Good", "Fair", "Poor")), draw.choice(("Good", "Fair", "Poor")), "Thanks, and goodbye"]
        rows.append(row)
    return rows


def write_csv(path: Path, rows: list[Row], encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    """Write rows as text; the platforms end lines as Windows does."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_xlsx(path: Path, rows: list[Row]) -> Path:
    """Write rows as the only sheet of a workbook; empty text is an empty cell, and a formula is no formula but text."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([None if cell == "" else cell for cell in row])
    for cells in book.active.iter_rows():
        for cell in cells:
            if cell.data_type == "f":
                cell.data_type = "s"
    book.save(path)
    return path


def all_shapes() -> Iterator[tuple[str, list[Row]]]:
    """Every shape, clean and dirty, with the profile that reads it."""
    for dirty in (False, True):
        yield "wjx", wjx(dirty=dirty)
        yield "wjx", wjx(dirty=dirty, answers="number")
        yield "qualtrics", qualtrics(dirty=dirty)
        yield "surveymonkey", surveymonkey(dirty=dirty)
