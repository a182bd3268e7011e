"""The first touch of as much memory as the fourteen kept columns of a million subjects take."""

import json
import time

import numpy as np

started = time.process_time()
np.empty(14_000_000, np.int64).fill(1)
print(json.dumps({"cpu": time.process_time() - started}))
