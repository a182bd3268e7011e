"""How likely each grade is over draws of weights, by pandas as an analyst writes it: one draw after the other."""

import json
import sys
import time

import numpy as np
import pandas as pd

from benchmarks.task import CAP, RATIOS, SHARES

table, draws = pd.read_parquet(sys.argv[1]), int(sys.argv[2])
table["cluster"] = table["cluster"].astype("category")
cluster = table["cluster"]
own = np.array([weight for *_, weight in RATIOS.values()], float)
random = np.random.default_rng(2025)
if sys.argv[3] == "dirichlet":
    weights = random.dirichlet(own / own.sum() * 6, draws)
else:
    weights = own * random.uniform(0.9, 1.1, (draws, len(own)))
weights = weights / weights.sum(axis=1, keepdims=True) * own.sum()
started, wall = time.process_time(), time.perf_counter()
points = pd.DataFrame(index=table.index)
for name, (above, below, *_) in RATIOS.items():
    sums = table.groupby("cluster", observed=True)[[above, below]].transform("sum")
    points[name] = (table[above] / table[below] / (sums[above] / sums[below])).clip(0, CAP)
size = cluster.groupby(cluster, observed=True).transform("size")
cuts = [np.floor(size * share / 100 + 0.5) for share in np.cumsum(SHARES)[:-1]]
counts = np.zeros((len(table), len(SHARES)), np.int64)
rows = np.arange(len(table))
for drawn in weights:
    score = np.floor((points * drawn).sum(axis=1) * 100 + 0.5) / 100
    rank = score.groupby(cluster, observed=True).rank(method="min", ascending=False)
    counts[rows, sum((rank > cut).to_numpy().astype(int) for cut in cuts)] += 1
took = {"cpu": time.process_time() - started, "wall": time.perf_counter() - wall}
p = {grade: round(float(counts[:, n].mean() / draws), 6) for n, grade in enumerate("ABCD")}
print(json.dumps({**took, "draws": draws, **p}))
