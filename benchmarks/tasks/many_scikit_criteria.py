"""Scores and ranks by scikit-criteria, called per group: the ratios are handed to it; it has no caps, rounding or grades."""

import json
import sys
import time

import pandas as pd
import skcriteria
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.preprocessing.scalers import SumScaler

from benchmarks.task import RATIOS

table = pd.read_parquet(sys.argv[1])
weights = [weight for *_, weight in RATIOS.values()]
scaler, model = SumScaler(target="matrix"), WeightedSumModel()
started, wall = time.process_time(), time.perf_counter()
ratios = pd.DataFrame(
    {name: table[above] / table[below] for name, (above, below, *_) in RATIOS.items()}
)
ranks = [
    model.evaluate(
        scaler.transform(skcriteria.mkdm(part.to_numpy(), [max] * 6, weights=weights))
    ).rank_
    for _, part in ratios.groupby(table["cluster"])
]
print(
    json.dumps(
        {
            "cpu": time.process_time() - started,
            "wall": time.perf_counter() - wall,
            "ranked": sum(map(len, ranks)),
        }
    )
)
