"""The same two forms as data frames of text, nothing looked at."""

import json
import sys
import time
from pathlib import Path

import pandas

started = time.process_time()
cells = 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    if path.suffix == ".csv":
        frame = pandas.read_csv(path, header=None, dtype=str, names=range(20))
    else:
        frame = pandas.read_excel(path, header=None, engine="calamine")
    cells += int(frame.count().sum())
print(json.dumps({"cpu": time.process_time() - started, "cells": cells}))
