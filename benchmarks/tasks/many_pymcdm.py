"""Scores and ranks by pymcdm, called per group: the ratios are handed to it; it has no caps, rounding or grades."""

import json
import sys
import time

import numpy as np
import pandas as pd
from pymcdm.helpers import rrankdata
from pymcdm.methods import WSM
from pymcdm.normalizations import sum_normalization

from benchmarks.task import RATIOS

table = pd.read_parquet(sys.argv[1])
weights = np.array([weight for *_, weight in RATIOS.values()]) / 100
model = WSM(normalization_function=sum_normalization)
started, wall = time.process_time(), time.perf_counter()
ratios = pd.DataFrame(
    {name: table[above] / table[below] for name, (above, below, *_) in RATIOS.items()}
)
ranks = [
    rrankdata(model(part.to_numpy(), weights, np.ones(6)))
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
