"""What pandas answers to the hostile tables, written as an analyst writes it."""

import pandas as pd

from benchmarks.hostile import Answer, Row, answered


def answer(kind: str, rows: list[Row]) -> Answer:
    table = pd.DataFrame(rows, columns=["a", "b"], dtype=float)
    if kind == "band":
        judged = (table - table.min()) / (table.max() - table.min())
    else:
        judged = (table / table.mean()).clip(0, 1.5)
    score = (judged * 50).sum(axis=1)
    return score, score.rank(method="min", ascending=False)


answered(answer)
