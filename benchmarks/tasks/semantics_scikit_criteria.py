"""What scikit-criteria answers to the hostile tables: its own scalers and weighted sum."""

import numpy as np
import skcriteria
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.preprocessing.scalers import MinMaxScaler, SumScaler

from benchmarks.hostile import Answer, Row, answered


def answer(kind: str, rows: list[Row]) -> Answer:
    matrix = skcriteria.mkdm(np.array(rows, float), [max, max], weights=[50, 50])
    scaler = (MinMaxScaler if kind == "band" else SumScaler)(target="matrix")
    found = WeightedSumModel().evaluate(scaler.transform(matrix))
    return np.atleast_1d(found.e_.score), found.rank_


answered(answer)
