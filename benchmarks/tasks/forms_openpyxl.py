"""Every cell of the same two forms row by row (`read_only`), nothing looked at."""

import json
import sys
import time
from pathlib import Path

from openpyxl import load_workbook

started = time.process_time()
cells = 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
    cells += sum(value is not None for row in sheet.iter_rows(values_only=True) for value in row)
print(json.dumps({"cpu": time.process_time() - started, "cells": cells}))
