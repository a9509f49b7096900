"""How large and how often: all of it by default, little and once where the gate only asks whether a benchmark runs."""

import os

ROWS = int(os.environ.get("PEAKEND_BENCHMARK_ROWS", "10000000"))
ROUNDS = int(os.environ.get("PEAKEND_BENCHMARK_ROUNDS", "5"))
ROUND = {"rounds": ROUNDS, "warmup_rounds": int(ROUNDS > 1)}  # what `benchmark.pedantic` is told
SLOW_ROUND = {"rounds": 1}  # for what takes half a minute
