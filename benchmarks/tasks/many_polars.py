"""The same by Polars, as an analyst writes it in plain expressions: float64, rounded half up by floor.

With `write`, the columns of Permu's table are written, zstd at the level at which Permu writes.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.task import CAP, RATIOS, SHARES

table = pl.read_parquet(sys.argv[1])
started, wall = time.process_time(), time.perf_counter()
exprs = []
for name, (above, below, _, weight) in RATIOS.items():
    value = pl.col(above) / pl.col(below)
    mean = (pl.col(above).sum() / pl.col(below).sum()).over("cluster")
    exprs += [value.alias(f"value:{name}")]
    exprs += [(weight * value / mean).clip(0, CAP * weight).alias(f"points:{name}")]
table = table.with_columns(exprs)
table = table.with_columns(base_score=pl.sum_horizontal(f"points:{name}" for name in RATIOS))
table = table.with_columns(score=(pl.col("base_score") * 100 + 0.5).floor() / 100)
table = table.with_columns(
    rank=pl.col("score").rank("min", descending=True).over("cluster"),
    ranked=pl.len().over("cluster"),
)
grade = pl.lit("D")
for name, share in reversed(list(zip("ABC", np.cumsum(SHARES)[:-1].tolist(), strict=True))):
    cut = (pl.col("ranked") * share / 100 + 0.5).floor()
    grade = pl.when(pl.col("rank") <= cut).then(pl.lit(name)).otherwise(grade)
table = table.with_columns(grade=grade)
took = {"cpu": time.process_time() - started, "wall": time.perf_counter() - wall}
if "write" in sys.argv:
    words = {"state": "graded", "state_rule": "", "hits": "", "unsure": ""}
    words |= {f"how:{name}": "measured" for name in RATIOS}
    table = table.select(
        "subject", *(c for c in table.columns if c.startswith(("value:", "points:"))),
        *(pl.lit(word, dtype=pl.Enum([word])).alias(name) for name, word in words.items()),
        "base_score", "score", "rank", "ranked", "grade",
        group="cluster", bonus=0.0, grade_by_rank="grade",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "evaluation.parquet"
        table.write_parquet(path, compression="zstd", compression_level=1)
print(json.dumps({**took, "a": int((table["grade"] == "A").sum())}))
