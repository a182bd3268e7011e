"""Efficiency of every unit under variable returns, input oriented: one HiGHS model, started each time where the last unit ended."""

import json
import sys
import time

import highspy
import numpy as np

from benchmarks.units import units

inputs, outputs = units(int(sys.argv[1]))
count, m, s = len(inputs), inputs.shape[1], outputs.shape[1]
started = time.process_time()
solver = highspy.Highs()
solver.silent()
lp = highspy.HighsLp()
lp.num_col_, lp.num_row_ = count + 1, m + s + 1
lp.col_cost_ = np.append(np.zeros(count), 1.0)
lp.col_lower_, lp.col_upper_ = np.zeros(count + 1), np.full(count + 1, highspy.kHighsInf)
least, most = np.zeros(lp.num_row_), np.zeros(lp.num_row_)
least[:m], most[m : m + s], least[-1], most[-1] = -np.inf, np.inf, 1.0, 1.0
lp.row_lower_, lp.row_upper_ = least, most
goods = np.hstack([inputs, outputs, np.ones((count, 1))])
last = np.zeros((1, lp.num_row_))
last[0, :m] = -1.0
columns = np.vstack([goods, last])
lp.a_matrix_.start_ = np.arange(count + 2) * lp.num_row_
lp.a_matrix_.index_ = np.tile(np.arange(lp.num_row_), count + 1)
lp.a_matrix_.value_ = columns.ravel()
solver.passModel(lp)
theta = np.empty(count)
for unit in range(count):
    for row in range(m):
        solver.changeCoeff(row, count, -inputs[unit, row])
    for row in range(s):
        solver.changeRowBounds(m + row, outputs[unit, row], highspy.kHighsInf)
    solver.run()
    theta[unit] = solver.getInfo().objective_function_value
cpu = time.process_time() - started
print(json.dumps({"cpu": cpu, "mean": float(theta.mean()), "frontier": int((theta > 1 - 1e-6).sum())}))  # fmt: skip
