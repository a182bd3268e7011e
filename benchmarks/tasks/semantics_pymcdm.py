"""What pymcdm answers to the hostile tables: its own normalizations and weighted sum."""

import numpy as np
from pymcdm.helpers import rrankdata
from pymcdm.methods import WSM
from pymcdm.normalizations import minmax_normalization, sum_normalization

from benchmarks.hostile import Answer, Row, answered


def answer(kind: str, rows: list[Row]) -> Answer:
    judge = minmax_normalization if kind == "band" else sum_normalization
    weights, types = np.array([0.5, 0.5]), np.ones(2)
    scores = WSM(normalization_function=judge)(np.array(rows, float), weights, types)
    return np.atleast_1d(scores), rrankdata(np.atleast_1d(scores))


answered(answer)
