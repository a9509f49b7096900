"""A survey export and a log of moments larger than memory: time and peak memory beside the same by hand in DuckDB.

``python benchmarks/large.py --megabytes 1000 --moments 100000000`` makes the files, seeded, measures each way in a
process of its own, and deletes them.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

import peakend as pe

BYTES_A_ROW = 123
SATISFIED, RECOMMEND, CHANNEL = "1、您对本次服务满意吗？", "2、您有多大可能向朋友推荐我们？", "3、您在哪里办理？"
# Random numbers by the number of the row: the same in every run, in any order.
EXPORT = f"""
    copy (
        select i as 序号, strftime(timestamp '2025-01-01' + to_seconds(17 * i % 30000000), '%Y/%-m/%-d %H:%M:%S')
               as 提交答卷时间, 20 + hash(i, 1) % 280 || '秒' as 所用时间,
               ['微信', '手机提交', '链接'][1 + (hash(i, 2) % 3)::int] as 来源,
               'N/A' as 来源详情, '192.0.2.' || hash(i, 3) % 256 || '(北京-北京)' as 来自IP,
               ['非常不满意', '不满意', '一般', '满意', '非常满意'][1 + (hash(i, 4) % 5)::int] as "{SATISFIED}",
               if(hash(i, 5) % 10 = 0, '(跳过)', (hash(i, 6) % 11)::varchar) as "{RECOMMEND}",
               ['热线', '营业厅', '网上', '客户经理'][1 + (hash(i, 7) % 4)::int] as "{CHANNEL}",
               ['价格', '价格┋流量', '流量┋服务', '价格┋流量┋服务'][1 + (hash(i, 8) % 4)::int] as "4、您看重什么？",
               if(hash(i, 9) % 3 = 0, '等了' || hash(i, 10) % 90 || '分钟，窗口' || hash(i, 11) % 9999, '(空)')
               as "5、您还有什么建议？"
        from range(1, {{rows}} + 1) as rows(i)
    ) to '{{path}}' (header, delimiter ',')
"""
# Every journey's ten moments lie far from each other.
LOG = """
    copy (
        select i * 7919 % {journeys} as visit, i // {journeys} as time, (hash(i, 1) % 5)::int - 2 as emotion,
               'segment ' || (i * 7919 % {journeys}) % 8 as segment
        from range({journeys} * 10) as rows(i)
    ) to '{path}' (format parquet)
"""
SCORES = """
    select "{CHANNEL}", 100 * (avg(("{RECOMMEND}" in ('9', '10'))::int) filter ("{RECOMMEND}" <> '(跳过)')
           - avg(("{RECOMMEND}" in ('0', '1', '2', '3', '4', '5', '6'))::int) filter ("{RECOMMEND}" <> '(跳过)')),
           100 * avg(("{SATISFIED}" in ('满意', '非常满意'))::int)
    from read_csv('{path}', all_varchar = true) group by all
"""
JOURNEYS = """
    select visit, any_value(segment) as segment, count(emotion) as n, max(emotion) as high, min(emotion) as low,
           arg_max(emotion, time) as final, arg_min(emotion, time) as initial, avg(emotion) as mean,
           max(time) - min(time) as duration, regr_slope(emotion, time) as trend
    from '{path}' group by visit
"""
SEGMENTS = """
    select segment, count(*), avg(high), avg(low), avg(final), avg(initial), avg(mean), avg(duration), avg(trend),
           avg((if(high > -low, high, low) + final) / 2), stddev((if(high > -low, high, low) + final) / 2)
    from ({journeys}) group by segment
"""
MEMORY = "1GB"  # of DuckDB, by hand as in Peakend


def engine(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB that keeps within its memory and puts the rest beside the file."""
    return duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": f"{path}.tmp"})


def score(path: Path) -> Any:
    """Read the export, and score it by segment."""
    survey = pe.read_survey(path, lazy=True)
    return pe.nps(survey, "Q2", by="Q3"), pe.csat(survey, "Q1", by="Q3")


def score_by_hand(path: Path) -> Any:
    """Do the same in one statement that checks nothing."""
    return (
        engine(path).sql(SCORES.format(path=path, CHANNEL=CHANNEL, RECOMMEND=RECOMMEND, SATISFIED=SATISFIED)).fetchall()
    )


def segments(path: Path) -> Any:
    """Peak–end of journeys, averaged by segment."""
    log = engine(path).read_parquet(str(path))
    return pe.peak_end(log, journey="visit", order="time", emotion="emotion", by="segment")


def segments_by_hand(path: Path) -> Any:
    """Do the same in one statement that checks nothing."""
    return engine(path).sql(SEGMENTS.format(journeys=JOURNEYS.format(path=path))).fetchall()


def journeys(path: Path) -> Any:
    """Peak–end of every journey, in memory."""
    return pe.peak_end(engine(path).read_parquet(str(path)), journey="visit", order="time", emotion="emotion")


def journeys_by_hand(path: Path) -> Any:
    """Do the same in one statement that checks nothing."""
    return engine(path).sql(JOURNEYS.format(path=path)).df()


WAYS: dict[str, tuple[Callable[[Path], Any], Callable[[Path], Any]]] = {
    "export read and scored": (score, score_by_hand),
    "peak–end by segment": (segments, segments_by_hand),
    "peak–end of every journey": (journeys, journeys_by_hand),
}


def measure(work: str, which: int, path: Path) -> tuple[float, float, float]:
    """Return seconds on the clock, seconds of processors, and the most memory in MB, of one way."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, __file__, "--only", work, str(which), str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return clock, cpu, float(done.stdout.split()[-1])


def compare(work: str, path: Path, size: str) -> None:
    """Measure both ways, and print them with their ratio."""
    ours, by_hand = (measure(work, which, path) for which in (0, 1))
    for way, (clock, cpu, memory) in (("peakend", ours), ("by hand", by_hand)):
        print(f"{work}, {size}: {way} {clock:.1f} s ({cpu:.1f} s of processors), {memory:.0f} MB at most", flush=True)
    print(
        f"{work}, {size}: peakend {ours[0] / by_hand[0]:.2f} × by hand ({ours[1] / by_hand[1]:.2f} × of processors)",
        flush=True,
    )


def main() -> None:
    """Make the files, measure, and delete them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=1000, help="of the export; 0 for none")
    parser.add_argument("--moments", type=int, default=100_000_000, help="of the log; 0 for none")
    parser.add_argument("--only", nargs=3, metavar=("WORK", "WAY", "FILE"), help="what a process of its own does")
    asked = parser.parse_args()
    if asked.only:
        work, which, path = asked.only
        WAYS[work][int(which)](Path(path))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2))
        return
    with tempfile.TemporaryDirectory() as folder:
        if asked.megabytes:
            path = Path(folder) / "export.csv"
            duckdb.sql(EXPORT.format(rows=int(asked.megabytes * 1e6 / BYTES_A_ROW), path=path))
            compare("export read and scored", path, f"{path.stat().st_size / 1e6:.0f} MB")
            path.unlink()
        if asked.moments:
            path = Path(folder) / "moments.parquet"
            engine(path).execute(LOG.format(journeys=asked.moments // 10, path=path))
            for work in ("peak–end by segment", "peak–end of every journey"):
                compare(work, path, f"{asked.moments:,} moments")


if __name__ == "__main__":
    main()
