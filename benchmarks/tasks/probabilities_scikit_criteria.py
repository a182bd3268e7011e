"""How likely each grade is over draws of weights, by scikit-criteria per group: the points are handed to it; grades are cut by hand."""

import json
import sys
import time

import numpy as np
import pandas as pd
import skcriteria
from skcriteria.agg.simple import WeightedSumModel

from benchmarks.task import CAP, RATIOS, SHARES

table, draws = pd.read_parquet(sys.argv[1]), int(sys.argv[2])
own = np.array([weight for *_, weight in RATIOS.values()], float)
random = np.random.default_rng(2025)
if sys.argv[3] == "dirichlet":
    weights = random.dirichlet(own / own.sum() * 6, draws)
else:
    weights = own * random.uniform(0.9, 1.1, (draws, len(own)))
weights = weights / weights.sum(axis=1, keepdims=True)
started, wall = time.process_time(), time.perf_counter()
counts = np.zeros((len(table), len(SHARES)), np.int64)
model = WeightedSumModel()
groups = []
for _, part in table.groupby("cluster"):
    points = [
        np.minimum(part[above] / part[below] * part[below].sum() / part[above].sum(), CAP)
        for above, below, *_ in RATIOS.values()
    ]
    matrix = skcriteria.mkdm(np.column_stack(points), [max] * len(own), weights=own)
    cuts = [int(len(part) * share / 100 + 0.5) for share in np.cumsum(SHARES)[:-1]]
    groups.append((part.index.to_numpy(), matrix, cuts))
for drawn in weights:
    for rows, matrix, cuts in groups:
        rank = model.evaluate(matrix.replace(weights=drawn)).rank_
        counts[rows, sum((rank > cut).astype(int) for cut in cuts)] += 1
took = {"cpu": time.process_time() - started, "wall": time.perf_counter() - wall}
p = {grade: round(float(counts[:, n].mean() / draws), 6) for n, grade in enumerate("ABCD")}
print(json.dumps({**took, "draws": draws, **p}))
