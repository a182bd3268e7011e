"""What Polars answers to the hostile tables, in plain expressions."""

import polars as pl

from benchmarks.hostile import Answer, Row, answered


def answer(kind: str, rows: list[Row]) -> Answer:
    table = pl.DataFrame(rows, schema={"a": pl.Float64, "b": pl.Float64}, orient="row")
    each = pl.all()
    if kind == "band":
        judged = (each - each.min()) / (each.max() - each.min())
    else:
        judged = (each / each.mean()).clip(0, 1.5)
    score = table.select(judged * 50).select(score=pl.col("a") + pl.col("b"))["score"]
    return score, score.rank("min", descending=True)


answered(answer)
