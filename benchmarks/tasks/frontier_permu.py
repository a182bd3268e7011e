"""Efficiency of every unit under variable returns, input oriented, with peers, targets and slacks: by Permu."""

import json
import sys
import time

from benchmarks.units import units
from permu.engine.frontier import efficiency

inputs, outputs = units(int(sys.argv[1]))
started = time.process_time()
found = efficiency(inputs, outputs, returns="variable", orientation="input")
cpu = time.process_time() - started
print(json.dumps({"cpu": cpu, "mean": float(found.theta.mean()), "frontier": int(found.is_on_frontier.sum())}))  # fmt: skip
