"""Efficiency of every unit under variable returns, input oriented: one `linprog` a unit, as it is written by hand."""

import json
import sys
import time

import numpy as np
from scipy.optimize import linprog

from benchmarks.units import units

inputs, outputs = units(int(sys.argv[1]))
count, m, s = len(inputs), inputs.shape[1], outputs.shape[1]
started = time.process_time()
costs = np.append(1.0, np.zeros(count))
table = np.vstack(
    [
        np.hstack([np.zeros((m, 1)), inputs.T]),
        np.hstack([np.zeros((s, 1)), -outputs.T]),
    ]
)
one = np.append(0.0, np.ones(count))[None]
theta = np.empty(count)
for unit in range(count):
    table[:m, 0] = -inputs[unit]
    right = np.append(np.zeros(m), -outputs[unit])
    theta[unit] = linprog(costs, A_ub=table, b_ub=right, A_eq=one, b_eq=[1.0]).fun
cpu = time.process_time() - started
print(json.dumps({"cpu": cpu, "mean": float(theta.mean()), "frontier": int((theta > 1 - 1e-6).sum())}))  # fmt: skip
